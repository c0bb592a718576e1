"""What a person has chosen as a question: which days, and what they are held against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from domain.analytics.metrics import Metric
from domain.analytics.periods import Period, Preset
from domain.orders.tables import orders
from domain.reports.analytics.question import Against, Question, Span, Wanted, answered
from domain.reports.analytics.sales import sales
from domain.reports.home import home
from domain.shop import Shop
from tests.domain.reports.analytics.bought_shops import (
    REAL_DAY,
    WALL,
    put,
    real_shop,
    repriced_shop,
)

FIRST, TODAY = 20_000, 20_060


def asked(span: Span, **wanted: object) -> Question:
    return Wanted(**wanted).question(span)  # type: ignore[arg-type]


@pytest.mark.parametrize("against", [Against.BEFORE, Against.LAST_YEAR])
def test_days_that_no_file_may_tell_of_are_not_held_against(against: Against) -> None:
    files = Span(FIRST, TODAY, TODAY, is_opening=False)
    found = asked(files, preset=Preset.LAST_90, against=against)
    assert found.period == Period(TODAY - 89, TODAY)
    assert found.compared is None


def test_days_that_files_tell_of_are_held_against() -> None:
    files = Span(FIRST, TODAY, TODAY, is_opening=False)
    assert asked(files).compared == Period(TODAY - 55, TODAY - 28)


def test_before_a_practice_shop_opened_nothing_was_sold() -> None:
    opened = Span(FIRST, TODAY, TODAY - 1)
    assert asked(opened, preset=Preset.LAST_90).compared == Period(TODAY - 180, TODAY - 91)


def test_the_first_orders_of_a_real_shop_are_held_against_nothing(tmp_path: Path) -> None:
    with real_shop(tmp_path / "real.dukandar") as shop:
        wanted = Wanted(preset=None, own=Period(REAL_DAY, REAL_DAY))
        answer = shop.read(answered, wanted, sales, WALL)
        assert answer.question.compared is None
        assert all(figure.before is None for figure in answer.found.figures)
        assert all(course.before == () for course in answer.found.courses)


def test_a_leap_day_is_held_against_the_last_of_february() -> None:
    leap = (date(2028, 2, 29) - date(1970, 1, 1)).days
    found = asked(
        Span(leap - 900, leap, leap), preset=Preset.TODAY, against=Against.LAST_YEAR
    ).compared
    assert found == Period(leap - 366, leap - 366)


def a_real_shop_of_weeks(path: Path) -> Shop:
    shop = Shop.real(path, "us", "Real")
    midnight = shop.book.calendar.midnight

    def fill(conn: Connection) -> None:
        for number in range(1, 41):
            at = int(midnight(REAL_DAY - number // 2)) + 3_600
            amounts = {"units": 1, "item_total": 100, "amount": 100 + number, "line_count": 1}
            put(conn, orders, id=number, created_at=at, paid_at=at, **amounts)

    shop.write(fill)
    return shop


@pytest.mark.parametrize("kind", ["practice", "real"])
def test_the_last_days_are_those_of_home(kind: str, tmp_path: Path) -> None:
    """The newest day of a real shop is not over either: its export was made in the midst of it."""
    path = tmp_path / "shop.dukandar"
    shop = a_real_shop_of_weeks(path) if kind == "real" else repriced_shop(path)
    with shop:
        shown = {each.key: (each.value, each.before) for each in shop.read(home, WALL).kpis}
        answer = shop.read(answered, Wanted(preset=Preset.LAST_7), sales, WALL)
        found = {each.metric: (each.value, each.before) for each in answer.found.figures}
        assert found[Metric.GMV] == shown["gmv"]
        assert found[Metric.ITEMS] == shown["units"]
        if kind == "real":
            assert found[Metric.ORDERS] == shown["orders"]
            assert found[Metric.AOV] == shown["average"]
        else:
            assert found[Metric.CLICKS] == shown["visitors"]
            assert found[Metric.CTOR] == shown["conversion"]
