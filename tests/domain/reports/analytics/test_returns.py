"""The returns page equals a recount of the returns' rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import skus
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns, write
from domain.orders.tables import order_lines, orders
from domain.reports.analytics.question import Question
from domain.reports.analytics.returns import Outcome, ReturnsPage, returns_page
from domain.reports.returns import ReturnQuery, return_ids
from domain.shop import Shop
from tests.domain.reports.analytics.analysed_shops import KINDS, played_shop, questions


@pytest.fixture(scope="module", params=KINDS)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("returns") / "shop.dukandar"
    with played_shop(request.param, path) as played:
        yield played


def lines(shop: Shop, first: int, last: int, only: set[int] | None = None) -> list[Any]:
    """What was asked back on those days, line by line; of some SKUs where they are named."""
    calendar = shop.book.calendar
    since, before = calendar.midnight(first), calendar.midnight(last + 1)
    return [
        row
        for row in shop.read(lambda conn: list(conn.execute(select(returns))))
        if since <= row.requested_at < before
        and row.kind != ReturnKind.CHARGE_BACK
        and (only is None or row.sku_id in only)
    ]


def sold_units(shop: Shop, first: int, last: int, only: set[int] | None = None) -> int:
    calendar = shop.book.calendar
    since, before = calendar.midnight(first), calendar.midnight(last + 1)
    query = select(orders.c.paid_at, order_lines.c.sku_id, order_lines.c.quantity).join_from(
        orders, order_lines, order_lines.c.order_id == orders.c.id
    )
    rows = shop.read(lambda conn: list(conn.execute(query)))
    return sum(
        row.quantity
        for row in rows
        if since <= row.paid_at < before and (only is None or row.sku_id in only)
    )


def figures(rows: list[Any], sold: int) -> dict[Metric, int | None]:
    units = sum(row.quantity for row in rows)
    ended = {row.id: row for row in rows if row.closed_at}
    took = sum(row.closed_at - row.requested_at for row in ended.values())
    whole = len(ended) * DAY
    return {
        Metric.RETURNS: len({row.id for row in rows}),
        Metric.RETURN_UNITS: units,
        Metric.RETURN_RATE: (2 * 10_000 * units + sold) // (2 * sold) if sold else None,
        Metric.REFUNDED: sum(row.refunded for row in rows),
        Metric.TO_CLOSE: (200 * took + whole) // (2 * whole) if ended else None,
    }


def page(shop: Shop, question: Question) -> ReturnsPage:
    return shop.read(returns_page, question, shop.now)


def asked_of(shop: Shop) -> list[tuple[Question, set[int] | None]]:
    """The questions, and one of them about a single product with its SKUs."""
    found: list[tuple[Question, set[int] | None]] = [(each, None) for each in questions(shop)]
    rows = shop.read(lambda conn: conn.execute(select(skus.c.product_id, skus.c.id)).all())
    product = rows[0].product_id
    mine = {row.id for row in rows if row.product_id == product}
    return [*found, (replace(found[0][0], products=(product,)), mine)]


def test_figures_and_buckets_equal_a_recount(shop: Shop) -> None:
    for question, only in asked_of(shop):
        found, other = page(shop, question), question.compared

        def counted(first: int, last: int, only: set[int] | None = only) -> Any:
            return figures(lines(shop, first, last, only), sold_units(shop, first, last, only))

        now = counted(question.period.first, question.period.last)
        before = counted(other.first, other.last) if other else {}
        for figure in found.figures:
            assert figure.value == now[figure.metric], figure.metric
            assert figure.before == before.get(figure.metric), figure.metric
        if len(found.buckets) <= 4:
            for at, stretch in enumerate(found.buckets):
                told = {course.metric: course.values[at] for course in found.courses}
                assert told == counted(stretch.first, stretch.last)


def test_reasons_and_products_add_up_to_all_units_and_amounts(shop: Shop) -> None:
    for question, only in asked_of(shop):
        found = page(shop, question)
        rows = lines(shop, question.period.first, question.period.last, only)
        product = dict(
            shop.read(lambda conn: conn.execute(select(skus.c.id, skus.c.product_id)).all())
        )
        units: Counter[tuple[str, int]] = Counter()
        refunded: defaultdict[tuple[str, int], int] = defaultdict(int)
        for row in rows:
            units[row.reason, product[row.sku_id]] += row.quantity
            refunded[row.reason, product[row.sku_id]] += row.refunded
        assert {(each.reason, each.product.id): each.units for each in found.why} == units
        assert {(each.reason, each.product.id): each.refunded for each in found.why} == refunded


def test_every_return_has_one_outcome(shop: Shop) -> None:
    for question, only in asked_of(shop):
        found = page(shop, question)
        rows = lines(shop, question.period.first, question.period.last, only)
        assert [each for each, _ in found.outcomes] == list(Outcome)
        assert sum(count for _, count in found.outcomes) == len({row.id for row in rows})
        refunded = {row.id for row in rows if row.refunded and row.closed_at}
        assert dict(found.outcomes)[Outcome.REFUNDED] >= len(refunded)


def test_the_list_finds_what_was_asked_for(shop: Shop) -> None:
    question = questions(shop)[0]
    period, calendar = question.period, shop.book.calendar
    rows = lines(shop, period.first, period.last)
    query = ReturnQuery(
        requested_from=calendar.midnight(period.first),
        requested_before=calendar.midnight(period.last + 1),
    )
    assert set(shop.read(return_ids, query)) == {row.id for row in rows}
    for why in page(shop, question).why:
        narrowed = replace(query, reason=why.reason, product=why.product.id)
        found = shop.read(return_ids, narrowed)
        mine = {row.id: row for row in rows if row.reason == why.reason}
        assert found
        assert set(found) <= set(mine)


def test_no_file_is_not_the_same_as_no_returns(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        found = page(shop, Question(Period(20_000, 20_010), Granularity.DAY))
    assert not found.known
    assert all(figure.value is None for figure in found.figures)


def test_a_product_that_only_order_files_name_has_their_name(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        line, back = Columns.like(order_lines, 1), Columns.like(returns, 1)
        for row in (line, back):
            row["order_id"], row["sku_id"], row["quantity"] = 7, 70, 2
        line["product_id"], line["product_name"] = 9, "Brass lamp"
        back["id"], back["reason"] = 5, "No longer needed"
        back["kind"] = ReturnKind.REFUND.value
        back["requested_at"] = shop.book.calendar.midnight(20_005) + 1
        shop.write(lambda conn: (write(conn, order_lines, line), write(conn, returns, back)))
        (why,) = page(shop, Question(Period(20_000, 20_010), Granularity.DAY)).why
        assert (why.product.name, why.product.listed, why.units) == ("Brass lamp", False, 2)
        assert shop.read(return_ids, ReturnQuery(search=why.product.name)) == (5,)
