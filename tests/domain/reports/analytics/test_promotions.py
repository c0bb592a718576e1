"""The promotions page: figures equal a recount, and what a promotion moved is what its days say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.orders.tables import order_lines, orders
from domain.promotions.tables import promotion_items, promotion_uses
from domain.reports.analytics.promotions import MOST_DAYS, Held, PromotionsPage, promotions_page
from domain.reports.analytics.question import Against, Question, span
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.reports.analytics.analysed_shops import questions
from tests.domain.reports.promoted_shops import (
    DISCOUNT,
    FLASH,
    LATER,
    SHIPPING,
    SKETCH,
    STOPPED,
    VOUCHER,
    midnight,
    promoted_shop,
    saved,
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with promoted_shop(tmp_path_factory.mktemp("promotions") / "shop.dukandar") as played:
        played.advance_days(12, sensible)
        yield played


def page(shop: Shop, question: Question) -> PromotionsPage:
    return shop.read(promotions_page, question, shop.now)


def everything(shop: Shop) -> Question:
    there = shop.read(span, shop.now)
    return Question(Period(there.first, there.today), Granularity.DAY, Against.NOTHING)


def held(shop: Shop) -> dict[int, Held]:
    return {each.id: each for each in page(shop, everything(shop)).held}


def rows(shop: Shop, query: Any) -> list[Any]:
    return shop.read(lambda conn: list(conn.execute(query)))


def sold(shop: Shop, first: int, last: int, only: set[int] | None) -> tuple[int, int]:
    """Units of lines that were paid on those days, and what buyers paid for them."""
    calendar = shop.book.calendar
    since, before = calendar.midnight(first), calendar.midnight(last + 1)
    lines = rows(
        shop,
        select(order_lines, orders.c.paid_at).join(orders, orders.c.id == order_lines.c.order_id),
    )
    mine = [
        each
        for each in lines
        if each.paid_at > 0
        and since <= each.paid_at < before
        and (only is None or each.sku_id in only)
    ]
    paid = sum(each.subtotal - each.seller_discount - each.platform_discount for each in mine)
    return sum(each.quantity for each in mine), paid


def mine(shop: Shop, promotion: int) -> set[int]:
    at = promotion_items.c
    return {
        row.sku_id
        for row in rows(shop, select(promotion_items).where(at.promotion_id == promotion))
    }


def test_key_figures_and_buckets_equal_a_recount(shop: Shop) -> None:
    uses = rows(
        shop,
        select(promotion_uses, orders.c.paid_at).join(
            orders, orders.c.id == promotion_uses.c.order_id
        ),
    )
    paid = rows(shop, select(orders.c.paid_at).where(orders.c.paid_at > 0))

    def figures(first: int, last: int) -> dict[Metric, int | None]:
        since, before = (shop.book.calendar.midnight(day) for day in (first, last + 1))
        here = [each for each in uses if each.paid_at > 0 and since <= each.paid_at < before]
        used, whole = (
            len({each.order_id for each in here}),
            sum(since <= each.paid_at < before for each in paid),
        )
        return {
            Metric.PROMOTED_ORDERS: used,
            Metric.PROMOTED_SHARE: (20_000 * used + whole) // (2 * whole) if whole else None,
            Metric.GIVEN: sum(each.seller for each in here),
            Metric.GIVEN_BY_PLATFORM: sum(each.platform for each in here),
        }

    for question in questions(shop):
        found, other = page(shop, question), question.compared
        before = figures(other.first, other.last) if other else {}
        now = figures(question.period.first, question.period.last)
        assert {each.metric: each.value for each in found.figures} == now
        for figure in found.figures:
            assert figure.before == before.get(figure.metric)
        for at, stretch in enumerate(found.buckets):
            told = {course.metric: course.values[at] for course in found.courses}
            del told[Metric.GMV]
            assert told == figures(stretch.first, stretch.last)


def test_only_what_held_in_the_period_is_listed(shop: Shop) -> None:
    found = held(shop)
    assert {FLASH, DISCOUNT, SHIPPING, VOUCHER, LATER} <= set(found)
    assert not {SKETCH, STOPPED} & set(found)
    flash = found[FLASH]
    days = Period(flash.last + 1, flash.last + 1)
    later = page(shop, Question(days, Granularity.DAY, Against.NOTHING)).held
    assert FLASH not in {each.id for each in later}
    assert DISCOUNT in {each.id for each in later}


def test_before_during_and_after_equal_a_recount(shop: Shop) -> None:
    there = shop.read(span, shop.now)
    for each in held(shop).values():
        only = None if each.row.whole_shop else mine(shop, each.id)
        assert each.during is not None
        last = min(each.last, there.last_whole)
        assert each.during.days == last - each.first + 1
        assert each.during.units == sold(shop, each.first, last, only)[0]
        if each.before is not None:
            assert each.before.days <= min(each.days, MOST_DAYS)
            first = each.first - each.before.days
            assert first >= there.first
            assert each.before.units == sold(shop, first, each.first - 1, only)[0]
        if each.after is not None:
            assert each.over
            last = each.last + each.after.days
            assert last <= there.last_whole
            assert each.after.units == sold(shop, each.last + 1, last, only)[0]


def test_other_products_are_held_against_the_same_days(shop: Shop) -> None:
    for each in held(shop).values():
        if each.row.whole_shop or each.before is None or each.during is None:
            assert each.others is None
            continue
        only = mine(shop, each.id)

        def others(first: int, last: int, only: set[int] = only) -> int:
            return sold(shop, first, last, None)[1] - sold(shop, first, last, only)[1]

        usual = others(each.first - each.before.days, each.first - 1)
        now = others(each.first, each.first + each.during.days - 1)
        assert each.others == now - usual * each.during.days // each.before.days


def test_what_would_be_bought_anyway_is_at_most_all_of_it(shop: Shop) -> None:
    for each in held(shop).values():
        if each.anyway is None:
            assert each.before is None or not (each.during and each.during.units)
            continue
        assert 0 <= each.anyway <= 10_000
        if each.lift is not None and each.lift <= 0:
            assert each.anyway == 10_000


def test_one_that_begins_today_has_no_lift_yet(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=2, noise=1) as shop:
        first = page(shop, everything(shop))
        assert first.held == ()
        assert all(each.value in (0, None) for each in first.figures)
        shop.advance_days(8, sensible)
        sku = rows(shop, select(order_lines.c.sku_id))[0].sku_id
        ends_at = midnight(shop, 5)
        saved(shop, "PRODUCT_DISCOUNT", "New", 0, ends_at, skus=(sku,), percents=(1_000,))
        (new,) = page(shop, everything(shop)).held
        assert new.days == 1
        assert new.during is None
        assert new.after is None
        assert new.lift is None
        assert not new.meets


def test_it_is_about_all_products_whichever_are_asked_for(shop: Shop) -> None:
    question = everything(shop)
    assert page(shop, replace(question, products=(1,))) == page(shop, question)
