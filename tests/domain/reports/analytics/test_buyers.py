"""Every figure of the buyers page is what its rows come to when they are counted one by one."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period, buckets
from domain.kernel.money import BASIS
from domain.orders.tables import order_lines, orders
from domain.reports.analytics.buyers import MEASURES, BuyersPage, buyers
from domain.reports.analytics.order_rows import Size, orders_of_size, orders_to, orders_with_both
from domain.reports.analytics.question import Against, Question, span
from domain.shop import Shop
from tests.domain.reports.analytics.bought_shops import (
    EARBUDS,
    WALL,
    day_of,
    lines_of,
    paid_in,
    paid_orders,
    questions,
    random_shop,
    repriced_shop,
)

KINDS = ("repriced", "random", "nobody", "real")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("buyers")
    with repriced_shop(folder / "repriced.dukandar") as shop:
        found = {"repriced": shop.path}
    with random_shop(folder / "random.dukandar", 5) as shop:
        found["random"] = shop.path
    for name in ("nobody", "real"):
        found[name] = folder / f"{name}.dukandar"
        shutil.copy(found["repriced"], found[name])
        with Shop(found[name]) as shop:
            # Every third buyer, or all of them, are nobody known.
            some = orders.c.buyer_id % 3 == 0 if name == "nobody" else orders.c.id > 0
            shop.write(
                lambda conn, s=some: conn.execute(update(orders).where(s).values(buyer_id=0))
            )
    return found


@pytest.fixture
def shop(request: pytest.FixtureRequest, files: dict[str, Path], tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(files[getattr(request, "param", "repriced")], path)
    return Shop(path)


def page(shop: Shop, question: Question) -> BuyersPage:
    return shop.read(buyers, question, WALL)


def figures(found: BuyersPage) -> dict[Metric, int | None]:
    return {each.metric: each.value for each in found.figures}


def half_up(part: int, whole: int) -> int | None:
    return (2 * part + whole) // (2 * whole) if whole else None


def recounted(shop: Shop, period: Period) -> dict[Metric, int | None]:
    some = paid_in(shop, period)
    known = {each.buyer_id for each in some} - {0}
    before = {each.buyer_id for each in paid_orders(shop) if day_of(shop, each) < period.first}
    returning = len(known & before)
    nobody = bool(some) and not known
    return {
        Metric.BUYERS: None if nobody else len(known),
        Metric.NEW_BUYERS: None if nobody else len(known) - returning,
        Metric.RETURNING_BUYERS: None if nobody else returning,
        Metric.REPEAT_SHARE: half_up(returning * BASIS, len(known)),
        Metric.ITEMS_PER_ORDER: half_up(sum(each.units for each in some) * 100, len(some)),
        Metric.AOV: half_up(sum(each.amount for each in some), len(some)),
    }


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_who_bought_is_counted_once_and_held_against_the_time_before(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 1):
            found = page(shop, question)
            assert figures(found) == recounted(shop, question.period)
            if question.compared is not None:
                before = {each.metric: each.before for each in found.figures}
                assert before == recounted(shop, question.compared)
            assert tuple(each.metric for each in found.figures) == MEASURES


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_orders_are_new_returning_or_nobodys_and_never_two_of_these(shop: Shop) -> None:
    with shop:
        first: dict[int, int] = {}
        for order in paid_orders(shop):
            first.setdefault(order.buyer_id, order.id)
        for question in questions(shop, 2):
            within = buckets(question.period, question.granularity)
            wanted: dict[str, Counter[int]] = defaultdict(Counter)
            for order in paid_in(shop, question.period):
                kind = "new" if first[order.buyer_id] == order.id else "again"
                at = within.index(day_of(shop, order)).item()
                wanted[kind if order.buyer_id else "nobody"][at] += 1
            found = page(shop, question).ordered
            for kind in ("new", "again", "nobody"):
                values = getattr(found, kind)
                assert list(values) == [wanted[kind][at] for at in range(len(within))]


def month(day: int) -> int:
    then = date(1970, 1, 1) + timedelta(day)
    return (then.year - 1970) * 12 + then.month - 1


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_months_that_have_not_come_are_no_months_without_buyers(shop: Shop) -> None:
    with shop:
        there = shop.read(span, WALL)
        now, later = (
            page(shop, Question(Period(there.first, last), Granularity.DAY)).cohorts
            for last in (there.today, there.today + 70)
        )
        assert later == now


def test_a_cohort_is_followed_month_by_month_up_to_the_periods_last(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 3):
            last = question.period.last
            begun: dict[int, int] = {}
            active: dict[tuple[int, int], set[int]] = defaultdict(set)
            for order in paid_orders(shop):
                day = day_of(shop, order)
                if day <= last and order.buyer_id:
                    begun.setdefault(order.buyer_id, month(day))
                    active[begun[order.buyer_id], month(day)].add(order.buyer_id)
            found = page(shop, question).cohorts
            first = min(begun.values(), default=month(last) + 1)
            assert [each.month for each in found] == list(range(first, month(last) + 1))
            for cohort in found:
                for since, count in enumerate(cohort.buyers):
                    at = cohort.month + since
                    assert count == (None if at > month(last) else len(active[cohort.month, at]))
                    share = cohort.shares[since]
                    size = cohort.buyers[0]
                    assert share == (None if count is None else half_up(count * BASIS, size or 0))


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_who_came_back_did_so_after_some_weeks(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 4):
            last: dict[int, int] = {}
            weeks = []
            for order in paid_orders(shop):
                day = day_of(shop, order)
                if order.buyer_id in last and question.period.first <= day <= question.period.last:
                    weeks.append((day - last[order.buyer_id]) // 7)
                if order.buyer_id:
                    last[order.buyer_id] = day
            found = page(shop, question).gaps
            assert dict(found.weeks) == dict(Counter(weeks))
            if weeks:
                assert found.median is not None
                assert sum(week < found.median for week in weeks) * 2 >= len(weeks)
                assert sum(week < found.median - 1 for week in weeks) * 2 < len(weeks)
            else:
                assert found.median is None


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_baskets_and_regions_come_to_all_orders(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 5):
            some = paid_in(shop, question.period)
            found = page(shop, question)
            assert dict(found.by_units) == dict(Counter(each.units for each in some))
            assert dict(found.by_skus) == dict(Counter(each.line_count for each in some))
            where = Counter((each.country, each.state) for each in some)
            paid: Counter[tuple[str, str]] = Counter()
            for each in some:
                paid[each.country, each.state] += each.amount
            assert {(row.country, row.state): row.orders for row in found.regions} == dict(where)
            assert {(row.country, row.state): row.gmv for row in found.regions} == dict(paid)
            assert sum(map(sum, found.hours)) == len(some)


def test_the_orders_of_a_region_are_the_newest_first(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 5))
        some = paid_in(shop, question.period)
        country, state = some[0].country, some[0].state
        asked = (orders_to, shop.book.calendar, question.period, country, state)
        assert [each.id for each in shop.read(*asked)] == [
            each.id for each in reversed(some) if (each.country, each.state) == (country, state)
        ]


def test_the_orders_of_a_basket_have_its_size(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 5))
        asked = (orders_of_size, shop.book.calendar, question.period)
        some = [*reversed(paid_in(shop, question.period))]
        for least, most in ((1, 1), (2, 9)):
            found = shop.read(*asked, Size.UNITS, least, most)
            assert [each.id for each in found] == [
                each.id for each in some if least <= each.units <= most
            ]
            found = shop.read(*asked, Size.SKUS, least, most)
            assert [each.id for each in found] == [
                each.id for each in some if least <= each.line_count <= most
            ]


def test_the_orders_of_a_pair_have_both(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 5))
        for pair in page(shop, question).pairs:
            found = shop.read(orders_with_both, shop.book.calendar, question.period, *pair.skus)
            assert len(found) == pair.orders
            ids = {each.id for each in found}
            lines = [row for row in lines_of(shop, paid_orders(shop)) if row.order_id in ids]
            for order in ids:
                assert set(pair.skus) <= {row.sku_id for row in lines if row.order_id == order}


@pytest.mark.parametrize("shop", KINDS, indirect=True)
def test_pairs_are_skus_of_one_order(shop: Shop) -> None:
    with shop:
        for question in questions(shop, 6):
            baskets: dict[int, list[str]] = defaultdict(list)
            for line in lines_of(shop, paid_in(shop, question.period)):
                name = line.product_name
                baskets[line.order_id].append(
                    f"{name} · {line.variation}" if line.variation else name
                )
            wanted = Counter(
                frozenset(pair) for each in baskets.values() for pair in combinations(each, 2)
            )
            found = page(shop, question).pairs
            assert [wanted[frozenset((each.one, each.other))] for each in found] == [
                count for _, count in wanted.most_common(len(found))
            ]
            assert len(found) == min(len(wanted), 8)


def test_only_a_sku_whose_price_changed_is_looked_at(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 7))
        (effect,) = page(shop, question).prices.skus
        assert effect.sku == EARBUDS
        assert [each.price for each in effect.levels] == [1799, 2499, 2999]
        some = paid_in(shop, question.period)
        days = {each.id: day_of(shop, each) for each in some}
        paid: Counter[int] = Counter()
        units: Counter[int] = Counter()
        ordered: Counter[int] = Counter()
        for line in lines_of(shop, some):
            if line.sku_id == EARBUDS:
                day = days[line.order_id]
                paid[day] += line.subtotal - line.seller_discount - line.platform_discount
                units[day] += line.quantity
                ordered[day] += 1
        by_price: Counter[int] = Counter()
        for day, count in ordered.items():
            by_price[paid[day] // units[day]] += count
        assert [each.orders for each in effect.levels] == [
            by_price[each.price] for each in effect.levels
        ]
        assert effect.found.elasticity is not None
        assert effect.found.elasticity < 0
        assert effect.fitted is not None
        assert effect.fitted.rate[0] > effect.fitted.rate[-1]
        for low, rate, high in zip(
            effect.fitted.low, effect.fitted.rate, effect.fitted.high, strict=True
        ):
            assert low <= rate <= high


def test_a_price_that_changed_for_a_day_says_why_nothing_is_told(shop: Shop) -> None:
    with shop:
        early = Question(Period(0, day_of(shop, paid_orders(shop)[0]) + 15), Granularity.DAY)
        found = page(shop, early).prices.skus
        assert all((each.found.reason is None) == (each.fitted is not None) for each in found)
        assert all(each.found.reason is not None for each in found)


def test_products_that_are_chosen_do_not_narrow_the_page(shop: Shop) -> None:
    with shop:
        question = next(questions(shop, 8))
        one = Question(question.period, question.granularity, products=(1,))
        assert page(shop, one) == page(shop, question)


def test_a_time_before_the_first_order_is_empty(shop: Shop) -> None:
    with shop:
        found = page(shop, Question(Period(100, 160), Granularity.DAY, Against.LAST_YEAR))
        assert {each.value for each in found.figures} == {0, None}
        assert found.cohorts == ()
        assert found.gaps.weeks == found.by_units == found.pairs == found.regions == ()
        assert found.prices.skus == ()


def test_a_shop_with_one_order_has_one_new_customer(shop: Shop) -> None:
    with shop:
        one = paid_orders(shop)[5]
        shop.write(
            lambda conn: conn.execute(delete(order_lines).where(order_lines.c.order_id != one.id))
        )
        shop.write(lambda conn: conn.execute(delete(orders).where(orders.c.id != one.id)))
        day = day_of(shop, one)
        found = page(shop, Question(Period(day, day), Granularity.DAY))
        assert figures(found) == {
            Metric.BUYERS: 1,
            Metric.NEW_BUYERS: 1,
            Metric.RETURNING_BUYERS: 0,
            Metric.REPEAT_SHARE: 0,
            Metric.ITEMS_PER_ORDER: one.units * 100,
            Metric.AOV: one.amount,
        }
        assert found.ordered.new == (1,)
        assert [each.buyers for each in found.cohorts] == [(1,)]


def test_a_new_shop_has_no_customers(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "new.dukandar", "us", "New") as shop:
        found = page(shop, Question(Period(20_000, 20_400), Granularity.MONTH))
        assert figures(found)[Metric.BUYERS] == 0
        assert figures(found)[Metric.AOV] is None
