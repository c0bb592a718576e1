"""A seller's note on an order stays until the seller, or a file with another one, changes it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.kernel.clock import DAY
from domain.orders.commands import CancelOrders, SetNote
from domain.orders.notes import LONGEST, tidied
from domain.orders.tables import orders
from domain.shop import Shop
from domain.storage.tables import commands

EXPORT = Path(__file__).parents[2] / "data" / "exports" / "us_orders.csv"


def note_of(shop: Shop, order: int) -> str:
    query = select(orders.c.seller_note).where(orders.c.id == order)
    return str(shop.read(lambda conn: conn.execute(query).scalar_one()))


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "real.dukandar", "us", "Exports") as shop:
        shop.import_planned(shop.plan_import(EXPORT), "")
        yield shop


@pytest.fixture
def file_with(tmp_path: Path) -> Callable[[int, str, str], Path]:
    """Writes the sample export again, with a note on one order and another status reason."""

    def write(order: int, note: str, reason: str = "") -> Path:
        with EXPORT.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
        for row in rows:
            if row["Order ID"].strip() == str(order):
                row["Seller Note"] = note
                row["Cancel Reason"] = reason or row["Cancel Reason"]
        path = tmp_path / f"again{len(list(tmp_path.glob('again*')))}.csv"
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def any_order(shop: Shop) -> int:
    query = select(orders.c.id).where(orders.c.seller_note == "").limit(1)
    return int(shop.read(lambda conn: conn.execute(query).scalar_one()))


def test_a_practice_shop_keeps_a_note_while_time_runs(practice: Callable[..., Shop]) -> None:
    shop = practice()
    shop.advance_days(2)
    order = any_order(shop)
    assert shop.do(SetNote(order, "  fragile\r\nsecond box ")).done == 1
    assert note_of(shop, order) == "fragile\nsecond box"
    shop.do(CancelOrders((order,), "out_of_stock"))
    shop.advance(shop.now + DAY)
    assert note_of(shop, order) == "fragile\nsecond box"
    assert shop.do(SetNote(order, "")).done == 1
    assert note_of(shop, order) == ""


def test_an_order_that_ended_long_ago_can_be_noted(practice: Callable[..., Shop]) -> None:
    shop = practice()
    shop.advance_days(1)
    order = any_order(shop)
    shop.do(CancelOrders((order,), "out_of_stock"))
    shop.advance_days(20)
    assert shop.do(SetNote(order, "was a good buyer")).done == 1
    assert note_of(shop, order) == "was a good buyer"


def test_a_note_is_plain_text_of_a_limited_length(real: Shop) -> None:
    order = any_order(real)
    refused = real.do(SetNote(order, "x" * (LONGEST + 1)))
    assert [each.code for each in refused.refusals] == ["note-too-long"]
    assert note_of(real, order) == ""
    assert tidied("a\x00b\x1b[0m\tc") == "ab[0m c"
    assert real.do(SetNote(order, "x" * LONGEST)).done == 1
    assert [each.code for each in real.do(SetNote(7, "")).refusals] == ["order-unknown"]


def test_a_real_shop_logs_its_notes(real: Shop) -> None:
    real.do(SetNote(any_order(real), "call first"))
    logged = real.read(lambda conn: conn.execute(select(commands)).all())
    assert [(row.name, "call first" in row.args) for row in logged] == [("set-note", True)]


def test_a_file_that_says_nothing_about_a_note_leaves_it(
    real: Shop, file_with: Callable[..., Path]
) -> None:
    order = any_order(real)
    real.do(SetNote(order, "mine"))
    plan = real.plan_import(file_with(order, ""))
    assert (plan.new, plan.changed) == (0, 0)
    assert [each.code for each in plan.warnings if each.code == "notes-replaced"] == []
    real.import_planned(real.plan_import(file_with(order, "", reason="other")), "")
    assert note_of(real, order) == "mine"


def test_another_note_in_a_file_is_announced_and_comes_back_when_it_is_undone(
    real: Shop, file_with: Callable[..., Path]
) -> None:
    order = any_order(real)
    real.do(SetNote(order, "mine"))
    plan = real.plan_import(file_with(order, "theirs"))
    (warning,) = [each for each in plan.warnings if each.code == "notes-replaced"]
    assert warning.params == {"count": 1}
    real.import_planned(plan, "")
    assert note_of(real, order) == "theirs"
    real.undo_import()
    assert note_of(real, order) == "mine"


def test_taking_an_import_back_leaves_a_note_that_was_written_after_it(
    real: Shop, file_with: Callable[..., Path]
) -> None:
    order = any_order(real)
    real.import_planned(real.plan_import(file_with(order, "", reason="other")), "")
    real.do(SetNote(order, "mine"))
    real.undo_import()
    assert note_of(real, order) == "mine"
