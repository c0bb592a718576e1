"""The stock history: every change of a SKU's stock, and the way to its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.stock_history import StockHistoryDialog
from desktop.i18n import Language
from desktop.stock_wording import movement_meaning, movement_name
from desktop.tables.stock_table import LEFT, ORDER, UNITS, WHY
from desktop.widgets.plain_label import PlainLabel
from domain.creators.commands import SendSample
from domain.reports.products import sku_rows
from domain.reports.stock_history import Movement, stock_history
from domain.shop import Shop
from tests.desktop.layout_checks import language, problems

WALL = 1_789_500_000


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1)
    made.advance_days(6)
    made.do(SendSample(2, made.read(sku_rows, 0)[0].id))
    return made


@pytest.fixture
def open_dialog(
    qtbot: QtBot, english: QApplication
) -> Iterator[Callable[[Shop], StockHistoryDialog]]:
    desks: list[Desk] = []

    def make(shop: Shop) -> StockHistoryDialog:
        desk = Desk(shop, lambda: WALL)
        desks.append(desk)
        row = shop.read(sku_rows, WALL)[0]
        dialog = StockHistoryDialog(desk, row.id, row.product)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not desk.busy)
        return dialog

    yield make
    for desk in desks:
        desk.close()


def cell(dialog: StockHistoryDialog, row: int, column: int) -> str:
    model = dialog.table.model()
    return str(model.index(row, column).data())


def test_the_newest_change_comes_first_and_the_opening_last(
    shop: Shop, open_dialog: Callable[[Shop], StockHistoryDialog]
) -> None:
    dialog = open_dialog(shop)
    last = dialog.table.model().rowCount() - 1
    assert [cell(dialog, 0, each) for each in (WHY, ORDER, UNITS)] == [
        "Sample to a creator",
        "no order",
        "−1",
    ]
    assert cell(dialog, 0, LEFT) == str(shop.read(sku_rows, WALL)[0].stock)
    assert [cell(dialog, last, each) for each in (WHY, UNITS, LEFT)] == [
        "Opening stock",
        "+60",
        "60",
    ]


def test_an_order_s_number_leads_to_it(
    qtbot: QtBot, shop: Shop, open_dialog: Callable[[Shop], StockHistoryDialog]
) -> None:
    dialog = open_dialog(shop)
    with qtbot.assertNotEmitted(dialog.order_wanted):
        dialog.table.opened.emit(int(dialog.table.rows.ids[0]))  # the sample
    assert dialog.isVisible()
    order = int(cell(dialog, 1, ORDER))
    with qtbot.waitSignal(dialog.order_wanted) as wanted:
        dialog.table.setFocus()
        dialog.table.select_id(int(dialog.table.rows.ids[1]))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert wanted.args == [order]
    assert not dialog.isVisible()


def test_what_is_not_listed_is_told_as_a_sum(
    monkeypatch: pytest.MonkeyPatch, shop: Shop, open_dialog: Callable[[Shop], StockHistoryDialog]
) -> None:
    whole = shop.read(stock_history, shop.read(sku_rows, WALL)[0].id)
    newest = partial(stock_history, newest=3)
    monkeypatch.setattr("desktop.dialogs.stock_history.stock_history", newest)
    dialog = open_dialog(shop)
    assert dialog.table.model().rowCount() == 3
    said = " ".join(each.text() for each in dialog.findChildren(PlainLabel))
    assert f"{len(whole.rows) - 3} earlier ones had left {whole.rows[3].left} in stock" in said


def test_every_kind_of_change_has_a_name_and_a_meaning(english: QApplication) -> None:
    assert len({movement_name(each) for each in Movement}) == len(Movement)
    assert all(movement_meaning(each).endswith(".") for each in Movement)


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_nothing_is_cut_or_overlaps(
    english: QApplication,
    shop: Shop,
    open_dialog: Callable[[Shop], StockHistoryDialog],
    code: Language,
) -> None:
    with language(code):
        dialog = open_dialog(shop)
        assert problems(dialog) == []
        assert dialog.findChild(QPushButton, "action.close-stock-history").isVisible()
