"""Bulk edit in the window: what is selected, what would change, what was done, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.bulk_edit import BulkEditDialog
from desktop.i18n import Language
from desktop.panels.products.practice import ProductsPanel
from desktop.tables.bulk_table import AFTER, BEFORE, PRODUCT
from domain.reports.bulk import Kind
from domain.reports.products import sku_rows
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems

WALL = 1_789_500_000
Opener = Callable[[], tuple[ProductsPanel, BulkEditDialog]]


@pytest.fixture
def open_dialog(qtbot: QtBot, english: QApplication, tmp_path: Path) -> Iterator[Opener]:
    desks: list[Desk] = []

    def make() -> tuple[ProductsPanel, BulkEditDialog]:
        path = tmp_path / f"{len(desks)}.dukandar"
        desk = Desk(
            Shop.practice(path, "first-30-days", seed=1, noise=1, name="Mine"), lambda: WALL
        )
        desks.append(desk)
        panel = ProductsPanel(desk)
        qtbot.addWidget(panel)
        panel.resize(1170, 622)
        panel.show()
        idle(qtbot, panel)
        panel.table.selectAll()
        with qtbot.waitSignal(panel.bulk.opened) as opened:
            panel.bulk.button.click()
        return panel, opened.args[0]

    yield make
    for desk in desks:
        desk.close()


def idle(qtbot: QtBot, panel: ProductsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.desk.busy)


def prices(panel: ProductsPanel) -> list[int]:
    return [row.price for row in panel.desk.shop.read(sku_rows, WALL)]


def said(dialog: BulkEditDialog) -> str:
    return dialog._totals.text()


def test_prices_are_previewed_set_and_taken_back(qtbot: QtBot, open_dialog: Opener) -> None:
    panel, dialog = open_dialog()
    before = prices(panel)
    assert panel.bulk.button.text() == "Bulk edit 5…"
    assert not dialog.apply.isEnabled()
    dialog.percent.setValue(10)
    dialog.ending.setChecked(True)
    cells = [dialog.table.rows.index(0, each).data() for each in (PRODUCT, BEFORE, AFTER)]
    assert cells == ["Wireless earbuds, Bluetooth 5.3", "$24.99", "$27.99"]
    assert "5 rows change." in said(dialog)
    assert dialog.apply.text() == "Set 5 prices"
    with qtbot.waitSignal(panel.offered) as offered:
        dialog.apply.click()
    idle(qtbot, panel)
    assert prices(panel)[0] == 2_799
    assert panel.table.rows.index(0, 2).data() == "$27.99"
    (offer,) = offered.args
    assert offer.text == "5 prices are set."
    with qtbot.waitSignal(panel.said):
        offer.action()
    idle(qtbot, panel)
    assert prices(panel) == before


def test_what_cannot_be_is_shown_with_its_reason_and_left_out(
    qtbot: QtBot, open_dialog: Opener
) -> None:
    panel, dialog = open_dialog()
    dialog.how.setCurrentIndex(dialog.how.findText("Lower by an amount"))
    dialog.amount.set_amount(min(prices(panel)))
    assert "must lie between" in dialog.table.rows.index(0, AFTER).data()
    assert "1 row cannot be changed and is left out." in said(dialog)
    with qtbot.waitSignal(panel.offered):
        dialog.apply.click()
    idle(qtbot, panel)
    assert min(prices(panel)) > 0


def test_goods_say_what_they_cost_and_cannot_be_taken_back(
    qtbot: QtBot, open_dialog: Opener
) -> None:
    panel, dialog = open_dialog()
    dialog.choose(Kind.STOCK)
    dialog.count.setValue(9_999)
    assert "too little" in said(dialog)
    assert not dialog.apply.isEnabled()
    dialog.count.setValue(2)
    assert "5 rows cannot be changed and are left out." in said(dialog)
    dialog.count.setValue(20)
    assert "It costs $636.00 of the $3,000.00" in said(dialog)
    with qtbot.assertNotEmitted(panel.offered), qtbot.waitSignal(panel.said) as told:
        dialog.apply.click()
    assert told.args == ["Goods of 5 SKUs are ordered.", "good"]
    idle(qtbot, panel)
    assert [row.coming for row in panel.desk.shop.read(sku_rows, WALL)] == [20] * 5


def test_products_go_off_sale_together_and_come_back(qtbot: QtBot, open_dialog: Opener) -> None:
    panel, dialog = open_dialog()
    dialog.choose(Kind.LIVE)
    with qtbot.waitSignal(panel.offered) as offered:
        dialog.apply.click()
    idle(qtbot, panel)
    assert panel.groups.findChild(object, "groups.products.paused").text() == "Paused 5"
    with qtbot.waitSignal(panel.said):
        offered.args[0].action()
    idle(qtbot, panel)
    assert panel.groups.findChild(object, "groups.products.paused").text() == "Paused 0"


def test_what_the_shop_refuses_is_said_in_the_dialog(qtbot: QtBot, open_dialog: Opener) -> None:
    panel, dialog = open_dialog()
    dialog.choose(Kind.STOCK)
    dialog.count.setValue(60)
    assert dialog.apply.isEnabled()
    panel.desk.shop.do(dialog.preview.commands[0])  # meanwhile the money is spent
    dialog.apply.click()
    qtbot.waitUntil(lambda: "is needed and the bank account holds" in said(dialog))
    assert dialog.isVisible()
    assert dialog.apply.isEnabled()


def test_the_menu_of_a_row_offers_it_too(qtbot: QtBot, open_dialog: Opener) -> None:
    panel, dialog = open_dialog()
    dialog.close()
    menu = QMenu(panel)
    panel.table.menu_opens.emit(menu)
    (entry,) = [each for each in menu.actions() if each.objectName() == "cell.bulk-edit"]
    with qtbot.waitSignal(panel.bulk.opened):
        entry.trigger()


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_cut_or_overlaps(
    qtbot: QtBot, english: QApplication, open_dialog: Opener, code: Language, kind: Kind
) -> None:
    with language(code):
        _panel, dialog = open_dialog()
        dialog.choose(kind)
        dialog.count.setValue(9_999)
        for size in ((840, 440), SIZES[1]):
            dialog.resize(*size)
            assert problems(dialog) == []
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
