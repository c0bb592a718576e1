"""Variations and their SKUs: the grid keeps what is known, cells are typed, pasted and filled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.listing_editor.editor import ListingEditor
from desktop.listing_editor.sku_cells import COLUMNS
from domain.catalogue.listing import Listing, Variation, grid
from tests.desktop.listing_editor.editing import GOOD, Editing, sized, whole

CTRL = Qt.KeyboardModifier.ControlModifier
PLACES = {column.field: place for place, column in enumerate(COLUMNS)}


def column(editor: ListingEditor, field: str) -> int:
    """Where a field's column stands."""
    return PLACES[field] + sum(bool(each.values) for each in editor.listing.variations)


def select(editor: ListingEditor, field: str, first: int, last: int, wide: int = 1) -> None:
    """Select cells from a field's column on."""
    model, at = editor.skus.model, column(editor, field)
    chosen = QItemSelection(model.index(first, at), model.index(last, at + wide - 1))
    editor.skus.table.setCurrentIndex(model.index(first, at))
    editor.skus.table.selectionModel().select(
        chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


def unread(editor: ListingEditor) -> str:
    return editor.findChild(QLabel, "unread.skus").text()


def coloured() -> Listing:
    """A live product in two colours, which differ in everything."""
    colours = Variation("Color", ("Red", "Blue"))
    red = replace(GOOD, values=("Red",), id=11, stock=5, seller_sku="R", price=1_000)
    blue = replace(GOOD, values=("Blue",), id=12, stock=7, seller_sku="B", price=2_000)
    return whole(variations=(colours,), variants=(red, blue))


def test_a_new_value_makes_a_sku_and_keeps_the_others(editing: Editing) -> None:
    editor = editing.open(coloured())
    editor.variations.boxes[0].added.emit(("Green",))
    red, blue, green = editor.listing.variants
    assert (red, blue) == coloured().variants
    assert (green.values, green.id, green.stock, green.seller_sku) == (("Green",), 0, 0, "")
    assert editor.skus.model.rowCount() == 3


def test_values_are_added_by_enter_a_comma_and_pasted_lines(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole())
    editor.variations.add()
    box = editor.variations.boxes[0]
    qtbot.keyClicks(box.name, "Size")
    qtbot.keyClicks(box.next, "S,M")
    qtbot.keyClick(box.next, Qt.Key.Key_Return)
    box.next.setText("L\tXL")
    box.next.editingFinished.emit()
    assert editor.listing.variations == (Variation("Size", ("S", "M", "L", "XL")),)
    assert [each.price for each in editor.listing.variants] == [2_499] * 4


def test_a_variation_without_values_loses_no_sku(editing: Editing) -> None:
    editor = editing.open(coloured())
    editor.variations.add()
    assert editor.listing.variants == coloured().variants
    editor.variations.boxes[1].added.emit(("S", "M"))
    assert [each.values for each in editor.listing.variants] == [
        ("Red", "S"),
        ("Red", "M"),
        ("Blue", "S"),
        ("Blue", "M"),
    ]


def test_another_word_for_a_value_leaves_its_sku_what_it_is(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(coloured())
    line = editor.variations.boxes[0]._values[1].line
    line.selectAll()
    qtbot.keyClicks(line, "Red")
    qtbot.keyClicks(line, "dish")
    red, other = editor.listing.variants
    assert red == coloured().variants[0]
    assert other == replace(coloured().variants[1], values=("Reddish",))
    assert editor.listing.variations[0].values == ("Red", "Reddish")


def test_a_word_within_a_larger_grid_is_changed_at_its_places(editing: Editing) -> None:
    variations = (Variation("Color", ("Red", "Blue")), Variation("Size", ("S", "M", "L")))
    editor = editing.open(whole(variations=variations, variants=grid(variations, (GOOD,))))
    editor.variations.boxes[1].renamed.emit(1, "Medium")
    assert editor.listing.variants == grid(editor.listing.variations, editor.listing.variants)
    assert [each.values[1] for each in editor.listing.variants] == ["S", "Medium", "L"] * 2


def test_more_skus_than_a_product_may_have_are_refused_in_a_sentence(editing: Editing) -> None:
    editor = editing.open(sized(300))
    editor.variations.boxes[0].added.emit(("Size 301",))
    assert len(editor.listing.variants) == 300
    label = editor.findChild(QLabel, "refused.variations")
    assert label.text().startswith("A product can have 300 SKUs; these variations make 301.")


def test_three_variations_are_the_most(editing: Editing) -> None:
    editor = editing.open(whole())
    for _ in range(3):
        assert not editor.variations._add.isHidden()
        editor.variations.add()
    assert editor.variations._add.isHidden()


def test_a_trade_item_number_with_a_wrong_check_digit_is_said(editing: Editing) -> None:
    editor = editing.open(sized(2))
    editor.skus.model.put({(1, column(editor, "gtin")): "4006381333932"})
    sentence = "4006381333932 is not a trade item number: its last digit should be 1"
    shown = editor.findChild(QLabel, "wrong.skus").text()
    assert shown.startswith(f"Row 2, GTIN: {sentence}")
    index = editor.skus.model.index(1, column(editor, "gtin"))
    assert sentence in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not editor.submit_button.isEnabled()
    editor.skus.model.put({(1, column(editor, "gtin")): "4006381 33393-1"})
    assert editor.listing.variants[1].gtin == "4006381333931"
    assert editor.submit_button.isEnabled()


def test_a_cell_is_typed_into_and_enter_goes_below(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(sized(3))
    table = editor.skus.table
    select(editor, "price", 0, 0)
    table.setFocus()
    qtbot.keyClicks(table, "1")
    line = table.viewport().findChild(QLineEdit)
    qtbot.keyClicks(line, "9.90")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.listing.variants[0].price == 1_990
    assert table.currentIndex().row() == 1


def test_fill_down_repeats_the_topmost_cell(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(sized(5))
    editor.skus.model.put({(1, column(editor, "price")): "5", (1, column(editor, "stock")): "9"})
    select(editor, "price", 1, 3, wide=3)
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_D, CTRL)
    assert [each.price for each in editor.listing.variants] == [2_499, 500, 500, 500, 2_499]
    assert [each.stock for each in editor.listing.variants] == [0, 9, 9, 9, 0]


def test_one_cell_alone_fills_all_below_it(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(sized(4))
    editor.skus.model.put({(1, column(editor, "weight")): "250"})
    select(editor, "weight", 1, 1)
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_D, CTRL)
    assert [each.weight for each in editor.listing.variants] == [80, 250, 250, 250]


def test_the_windows_own_keys_wait_while_the_grid_has_the_cursor(
    qtbot: QtBot, editing: Editing
) -> None:
    editor = editing.open(sized(2))
    pressed = []
    QShortcut(QKeySequence("Ctrl+D"), editor, lambda: pressed.append("summary"))
    select(editor, "price", 0, 1)
    editor.skus.table.setFocus()
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_D, CTRL)
    assert pressed == []
    editor.words.title.setFocus()
    qtbot.keyClick(editor.words.title, Qt.Key.Key_D, CTRL)
    assert pressed == ["summary"]


def test_a_sign_begins_a_cell_although_the_window_has_a_key_for_it(
    qtbot: QtBot, editing: Editing
) -> None:
    editor = editing.open(sized(2))
    pressed = []
    for key in ("-", "=", "Space"):
        QShortcut(QKeySequence(key), editor, lambda key=key: pressed.append(key))
    select(editor, "seller_sku", 0, 0)
    editor.skus.table.setFocus()
    qtbot.keyClicks(editor.skus.table, "-")
    line = editor.skus.table.viewport().findChild(QLineEdit)
    assert line.text() == "-"
    assert pressed == []


def test_cells_of_a_spreadsheet_are_pasted_as_a_block(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(sized(3))
    QApplication.clipboard().setText("$1,299.50\t\t10\tA-1\r\n12.5\t15\t20\t'=A-2\r\n")
    select(editor, "price", 1, 1)
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_V, CTRL)
    first, second, third = editor.listing.variants
    assert first == sized(3).variants[0]
    assert (second.price, second.list_price, second.stock, second.seller_sku) == (
        129_950,
        0,
        10,
        "A-1",
    )
    assert (third.price, third.list_price, third.stock, third.seller_sku) == (
        1_250,
        1_500,
        20,
        "=A-2",
    )


def test_one_cell_is_pasted_into_all_that_are_selected(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(sized(3))
    QApplication.clipboard().setText("7")
    select(editor, "length", 0, 2, wide=3)
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_V, CTRL)
    assert {(each.length, each.width, each.height) for each in editor.listing.variants} == {
        (7, 7, 7)
    }


def test_what_cannot_be_read_is_said_and_left_as_it_was(editing: Editing) -> None:
    editor = editing.open(sized(2))
    editor.skus.model.put(
        {(0, column(editor, "price")): "cheap", (1, column(editor, "stock")): "4"}
    )
    assert [each.price for each in editor.listing.variants] == [2_499, 2_499]
    assert editor.listing.variants[1].stock == 4
    assert unread(editor) == "Row 1: “cheap” cannot be read as Price, so it stays as it was."
    editor.skus.model.put({(0, column(editor, "price")): "5"})
    assert unread(editor) == ""


def test_selected_cells_are_copied_as_a_spreadsheet_takes_them(
    qtbot: QtBot, editing: Editing
) -> None:
    editor = editing.open(coloured())
    editor.skus.model.put({(0, column(editor, "seller_sku")): "=SUM(A1)"})
    select(editor, "price", 0, 1, wide=4)
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "10.00\t\t5\t'=SUM(A1)\n20.00\t\t7\tB"


def test_delete_empties_what_is_selected(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(coloured())
    select(editor, "seller_sku", 0, 1)
    qtbot.keyClick(editor.skus.table, Qt.Key.Key_Delete)
    assert [each.seller_sku for each in editor.listing.variants] == ["", ""]


def test_supplier_and_least_order_are_typed_and_judged(editing: Editing) -> None:
    editor = editing.open(whole())
    model = editor.skus.model
    supplier, least = column(editor, "supplier"), column(editor, "least_order")
    model.put({(0, supplier): "x" * 400, (0, least): "2000000"})
    assert "cannot be read as Least order" in unread(editor)
    model.put({(0, column(editor, "stock")): "5", (0, least): "6"})
    said = editor.findChild(QLabel, "wrong.skus").text()
    assert "Row 1, Supplier: A supplier's name can have" in said
    assert "Row 1, Stock: The supplier sells at least 6" in said
    model.put({(0, supplier): "Harbor Wholesale", (0, least): ""})
    (variant,) = editor.listing.variants
    assert (variant.supplier, variant.least_order) == ("Harbor Wholesale", 1)
    assert editor.draft.judgement.wrongs == ()


def test_a_cost_that_is_missing_is_said_before_anything_is_submitted(editing: Editing) -> None:
    editor = editing.open(whole())
    editor.skus.model.put({(0, column(editor, "cost")): ""})
    said = editor.findChild(QLabel, "wrong.skus").text()
    assert "Row 1, Cost: Give what a unit costs you" in said
    assert not editor.submit_button.isEnabled()


@pytest.mark.parametrize("field", ["cost", "lead_days", "supplier", "least_order"])
def test_what_the_supplier_asks_of_a_sku_that_the_shop_has_stays(
    practice_editing: Editing, field: str
) -> None:
    editor = practice_editing.open(coloured())
    editor.variations.boxes[0].added.emit(("Green",))
    model, place = editor.skus.model, column(editor, field)
    assert [model.is_editable(row, place) for row in range(3)] == [False, False, True]
    tip = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "Of a SKU that the shop has, it stays as it is." in tip


def test_stock_that_the_shop_has_bought_is_not_typed_in(practice_editing: Editing) -> None:
    editor = practice_editing.open(coloured())
    editor.variations.boxes[0].added.emit(("Green",))
    model, stock = editor.skus.model, column(editor, "stock")
    editable = [
        bool(model.flags(model.index(row, stock)) & Qt.ItemFlag.ItemIsEditable) for row in range(3)
    ]
    assert editable == [False, False, True]
    model.put({(row, stock): "50" for row in range(3)})
    assert [each.stock for each in editor.listing.variants] == [5, 7, 50]
    tip = model.headerData(stock, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "to order first" in tip
