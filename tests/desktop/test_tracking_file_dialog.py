"""Tracking numbers from a file: the plan is shown row by row, then the good rows are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.tracking_file import CARRIER, ORDER, ROW_NUMBER, WHY, TrackingFileDialog
from desktop.window import ShopWindow
from domain.orders.rules import Status
from domain.reports.check import check
from domain.reports.order_detail import order_detail
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.shop import Shop
from tests.desktop.windows import idle, practice, press, show_window
from tests.domain.tracking_numbers import numbers_for


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return practice(tmp_path, hours=24)


@pytest.fixture
def window(qtbot: QtBot, english: QApplication, shop: Shop) -> ShopWindow:
    window = show_window(qtbot, shop)
    window.show_panel("orders")
    idle(qtbot, window)
    return window


def waiting(shop: Shop) -> tuple[int, ...]:
    return shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)


def opened(qtbot: QtBot, window: ShopWindow, path: Path) -> TrackingFileDialog:
    dialog = window.panels["orders"].listing.tracking_files.open(path)
    idle(qtbot, window)
    return dialog


def column(dialog: TrackingFileDialog, place: int) -> list[str]:
    return [dialog.table.item(row, place).text() for row in range(dialog.table.rowCount())]


def test_good_rows_are_shipped_and_others_say_what_is_wrong(
    qtbot: QtBot, shop: Shop, window: ShopWindow, tmp_path: Path
) -> None:
    first, second, third = waiting(shop)[:3]
    usps, ups = numbers_for([first], "USPS")[0], numbers_for([second], "UPS")[0]
    path = tmp_path / "numbers.csv"
    path.write_text(
        f"Order ID,Tracking number\n{first},{usps}\n{third},12345\n{second},{ups}\n77,{ups[:-1]}\n"
    )
    dialog = opened(qtbot, window, path)
    assert column(dialog, ROW_NUMBER) == ["3", "5", "2", "4"]
    assert column(dialog, ORDER)[2:] == [str(first), str(second)]
    assert column(dialog, CARRIER)[2:] == ["USPS", "UPS"]
    assert all(column(dialog, WHY)[:2])
    assert column(dialog, WHY)[2:] == ["", ""]
    press(qtbot, dialog, "action.ship-tracking-file")
    idle(qtbot, window)
    assert set(waiting(shop)) & {first, second, third} == {third}
    shipped = shop.read(order_detail, second, 0)
    assert shipped is not None
    assert shipped.status is Status.AWAITING_COLLECTION
    assert shipped.packages[0].tracking == ups
    assert shop.read(check) == []


def test_an_order_that_cannot_be_shipped_is_foreseen(
    qtbot: QtBot, shop: Shop, window: ShopWindow, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(f"Order ID,Tracking number\n77,{numbers_for([1])[0]}\n")
    dialog = opened(qtbot, window, path)
    assert column(dialog, WHY) == ["There is no order 77 in this shop."]
    assert not dialog._ship.isVisible()


def test_a_file_that_is_none_is_refused_in_the_dialog(
    qtbot: QtBot, window: ShopWindow, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    dialog = opened(qtbot, window, path)
    assert dialog.isVisible()
    assert "This file cannot be used" in dialog._title.text()
    assert "other.csv" in dialog._hint.text()
    assert not dialog._ship.isVisible()


def test_a_template_holds_the_orders_that_wait(
    qtbot: QtBot, shop: Shop, window: ShopWindow, tmp_path: Path
) -> None:
    path = tmp_path / "template.csv"
    with qtbot.waitSignal(window.panels["orders"].listing.work.said, timeout=20_000) as said:
        window.panels["orders"].listing.tracking_files.save_template(path)
    count = len(waiting(shop))
    assert said.args == [f"{count} orders written to template.csv.", "good"]
    text = path.read_text("utf-8-sig")
    assert all(str(order) in text for order in waiting(shop))
