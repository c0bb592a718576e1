"""The fidelity sheet says all there is to say, and a new shop's parameters can be changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.dialogs.new_practice import NewPracticeDialog
from desktop.fidelity.change_buyers import ChangeBuyersDialog
from desktop.fidelity.sheet import PARAMETERS, FidelitySheetDialog
from desktop.i18n import Language
from desktop.window import ShopWindow
from domain.reports.fidelity import parameter_rows
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.fidelity import parameter_sheet, parameter_sheets, subject_sheets
from domain.simulation.scenarios import read_scenario, scenario_text, with_parameters
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, practice, press, show_window

NAMES = [sheet.name for sheet in parameter_sheets()]


def changed_shop(tmp_path: Path) -> Shop:
    """A practice shop in which more buyers want a second product than usual."""
    text = with_parameters(scenario_text("empty"), {"basket_rate": 0.2})
    return Shop.practice(tmp_path / "changed.dukandar", "empty", seed=1, noise=1, text=text)


def unchanged_shop(tmp_path: Path) -> Shop:
    """A practice shop in which every parameter is as shipped."""
    return Shop.practice(tmp_path / "shop.dukandar", "empty", seed=1, noise=1)


def sheet_of(
    qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)
) -> tuple[FidelitySheetDialog, ShopWindow]:
    window = show_window(qtbot, shop, size)
    sheet = window.show_fidelity_sheet()
    idle(qtbot, window)
    last = sheet.findChild(QWidget, f"card.subject.{subject_sheets()[-1].name}")
    qtbot.waitUntil(last.isVisible)  # Qt shows what a layout takes in at its next turn
    return sheet, window


def listed(dialog: QWidget) -> list[str]:
    """Names of the parameters in the table, from top to bottom."""
    table = dialog.findChild(QWidget, "table.parameters")
    model, found = table.model(), []
    for place in range(model.rowCount()):
        item = model.item(place)
        rows = [item.child(each) for each in range(item.rowCount())] or [item]
        found += [row.data(Qt.ItemDataRole.UserRole) for row in rows]
    return found if table.isVisible() else []


def said(inside: QWidget) -> str:
    """Everything that labels say."""
    labels = inside.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def search(dialog: QWidget) -> QLineEdit:
    return dialog.findChild(QLineEdit, "search.parameters")


def test_the_model_is_told_subject_by_subject(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    sheet, _ = sheet_of(qtbot, practice(tmp_path))
    told = said(sheet)
    for subject in subject_sheets():
        card = sheet.findChild(QWidget, f"card.subject.{subject.name}")
        assert card.accessibleName()
        for sentence in (*subject.modelled, *subject.simplified, *subject.absent):
            assert sentence in told
    press(qtbot, sheet, "action.copy-fidelity-sheet")
    copied = QGuiApplication.clipboard().text()
    assert "Exposure\n  Modelled\n  - A product's card" in copied
    assert "  Absent\n  - Taxes on income." in copied


def test_every_parameter_is_told_with_its_value_range_source_and_mark(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    sheet, _ = sheet_of(qtbot, practice(tmp_path))
    sheet.show_page(PARAMETERS)
    assert sorted(listed(sheet)) == sorted(NAMES)
    sheet.parameters.table.choose("price_elasticity")
    detail = sheet.findChild(QWidget, "card.parameter")
    told = said(detail)
    for words in (
        "Mean own-price",
        "price_elasticity",
        "-2.62",
        "-4.5 to -1.2",
        "Published",
        "JMR",
    ):
        assert words in told
    press(qtbot, sheet, "action.copy-fidelity-sheet")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 1 + len(NAMES)
    assert lines[0].startswith("Parameter\tMeaning\tIn this shop\tShipped")
    assert {len(line.split("\t")) for line in lines} == {8}


def test_a_shop_made_with_another_value_shows_it(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    sheet, _ = sheet_of(qtbot, changed_shop(tmp_path))
    sheet.show_page(PARAMETERS)
    press(qtbot, sheet, "parameters.mark.changed")
    assert listed(sheet) == ["basket_rate"]
    labels = sheet.findChild(QWidget, "card.parameter").findChildren(QLabel)
    told = {label.accessibleName() for label in labels if label.isVisible()}
    assert {"In this shop: 0.2", "Shipped: 0.04"} <= told
    QTest.keyClick(sheet.parameters.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "\t0.2\t0.04\t0.0\t0.2\t" in QGuiApplication.clipboard().text()


def test_an_unchanged_shop_says_that_nothing_is_changed(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    sheet, _ = sheet_of(qtbot, unchanged_shop(tmp_path))
    sheet.show_page(PARAMETERS)
    press(qtbot, sheet, "parameters.mark.changed")
    assert listed(sheet) == []
    assert "Every value is the one that is shipped." in said(sheet)


def test_a_real_shop_shows_the_sheet_without_values_of_its_own(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    sheet, _ = sheet_of(qtbot, shop)
    sheet.show_page(PARAMETERS)
    assert sorted(listed(sheet)) == sorted(NAMES)
    told = said(sheet)
    assert "In this shop" not in told
    assert "Shipped" in told
    assert "changed" not in sheet.parameters.marks.keys()  # noqa: SIM118 - a bar, no mapping


def test_searching_and_marks_narrow_the_list_and_show_all_widens_it(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    sheet, _ = sheet_of(qtbot, practice(tmp_path))
    sheet.show_page(PARAMETERS)
    qtbot.keyClicks(search(sheet), "RETURN_ days")
    assert listed(sheet) == [name for name in NAMES if re.search("return_.*days", name)]
    search(sheet).setText("own-price Bijmolt")
    assert listed(sheet) == ["price_elasticity"]
    press(qtbot, sheet, "parameters.mark.vendor")
    assert listed(sheet) == []
    assert "“own-price Bijmolt”" in said(sheet)
    assert problems(sheet) == []
    press(qtbot, sheet, "action.show-all-parameters")
    assert sorted(listed(sheet)) == sorted(NAMES)
    press(qtbot, sheet, "parameters.mark.vendor")
    assert {parameter_sheet(name).mark for name in listed(sheet)} == {"vendor"}


def test_parameters_stand_under_their_subjects_or_in_one_list(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    sheet, _ = sheet_of(qtbot, practice(tmp_path))
    sheet.show_page(PARAMETERS)
    order = [subject.name for subject in subject_sheets()]
    places = [order.index(parameter_sheet(name).subject) for name in listed(sheet)]
    assert places == sorted(places)
    assert sheet.parameters.table.model().item(0).text() == "Exposure"
    sheet.parameters.findChild(QWidget, "parameters.by-subject").click()
    assert listed(sheet) == NAMES
    assert sheet.parameters.table.model().rowCount() == len(NAMES)


def test_the_keyboard_reaches_everything(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    window = show_window(qtbot, practice(tmp_path))
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(FidelitySheetDialog)
    idle(qtbot, window)
    QTest.keyClick(sheet, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = search(sheet)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "return")
    QTest.keyClick(field, Qt.Key.Key_Return)
    table = sheet.parameters.table
    assert table.hasFocus()
    names = listed(sheet)
    assert table.current == names[0]
    for name in names[1:]:  # over the heading of a subject, too
        QTest.keyClick(table, Qt.Key.Key_Down)
        assert table.current == name
    assert sheet.isVisible()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), sheet.isVisible()) == ("", True)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


# Changing the buyers of a new shop


def changing(
    qtbot: QtBot, scenario: dict[str, float] | None = None, **changes: float
) -> ChangeBuyersDialog:
    dialog = ChangeBuyersDialog(scenario or {}, changes)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def line(dialog: ChangeBuyersDialog) -> QLineEdit:
    return dialog.findChild(QLineEdit, "parameter.value")


def choose(dialog: ChangeBuyersDialog, name: str) -> None:
    dialog.findChild(QWidget, "table.parameters").choose(name)


def test_a_value_in_its_range_is_taken_and_told(qtbot: QtBot, english: QApplication) -> None:
    dialog = changing(qtbot)
    assert "You have changed nothing." in said(dialog)
    choose(dialog, "basket_rate")
    assert line(dialog).text() == "0.04"
    line(dialog).setText("0.2")
    assert dialog.changes == {"basket_rate": 0.2}
    assert "1 value changed" in said(dialog)
    choose(dialog, "weekday_weights")
    field = dialog.findChild(QPlainTextEdit, "parameter.values")
    assert field.isVisible()
    assert not line(dialog).isVisible()
    field.setPlainText("1, 1, 1, 1,\n1, 1, 1.1")
    assert dialog.changes == {"basket_rate": 0.2, "weekday_weights": (1, 1, 1, 1, 1, 1, 1.1)}
    press(qtbot, dialog, "parameters.mark.changed")
    assert sorted(listed(dialog)) == ["basket_rate", "weekday_weights"]
    assert "2 values changed" in said(dialog)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("basket_rate", "0.9", "must lie between 0.0 and 0.2"),
        ("basket_rate", "some", "'some' is not one"),
        ("basket_rate", "", "takes a number"),
        ("pace_days", "9.5", "takes a whole number"),
        ("weekday_weights", "1, 2", "takes 7 numbers"),
    ],
)
def test_a_value_that_cannot_be_is_refused_while_typing(
    qtbot: QtBot, english: QApplication, name: str, text: str, words: str
) -> None:
    dialog = changing(qtbot)
    choose(dialog, name)
    field = dialog.findChild(QWidget, "parameter.values")
    if field.isVisible():
        field.setPlainText(text)
    else:
        line(dialog).setText(text)
    use = dialog.findChild(QWidget, "action.use-parameters")
    assert words in said(dialog)
    assert not use.isEnabled()
    assert dialog.changes == {}
    assert problems(dialog) == []
    press(qtbot, dialog, "action.reset-parameter")
    assert words not in said(dialog)
    assert use.isEnabled()


def test_what_was_refused_is_gone_with_its_row(qtbot: QtBot, english: QApplication) -> None:
    dialog = changing(qtbot, basket_rate=0.2)
    choose(dialog, "basket_rate")
    line(dialog).setText("7")
    search(dialog).setText("nothing like it")
    assert listed(dialog) == []
    assert dialog.findChild(QWidget, "action.use-parameters").isEnabled()
    search(dialog).clear()
    choose(dialog, "basket_rate")
    assert line(dialog).text() == "0.2"
    assert dialog.changes == {"basket_rate": 0.2}


def test_reset_goes_back_to_the_scenarios_value(qtbot: QtBot, english: QApplication) -> None:
    dialog = changing(qtbot, {"basket_rate": 0.1}, basket_rate=0.2, pace_days=9, click_rate=0.03)
    choose(dialog, "basket_rate")
    assert line(dialog).text() == "0.2"
    press(qtbot, dialog, "action.reset-parameter")
    assert line(dialog).text() == "0.1"
    assert not dialog.findChild(QWidget, "action.reset-parameter").isEnabled()
    assert dialog.changes == {"pace_days": 9, "click_rate": 0.03}
    press(qtbot, dialog, "action.reset-parameters")
    assert dialog.changes == {}
    assert not dialog.findChild(QWidget, "action.reset-parameters").isEnabled()


def test_enter_goes_from_the_list_to_the_field_and_back(
    qtbot: QtBot, english: QApplication
) -> None:
    dialog = changing(qtbot)
    dialog.activateWindow()
    table = dialog.findChild(QWidget, "table.parameters")
    choose(dialog, "pace_days")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(line(dialog).hasFocus)
    qtbot.keyClicks(line(dialog), "10")
    QTest.keyClick(line(dialog), Qt.Key.Key_Return)
    qtbot.waitUntil(table.hasFocus)
    assert dialog.isVisible()
    assert dialog.changes == {"pace_days": 10}


def new_practice(qtbot: QtBot, folder: Path) -> NewPracticeDialog:
    dialog = NewPracticeDialog(folder, seed=1)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_new_shop_plays_with_what_was_changed(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    dialog = new_practice(qtbot, tmp_path)
    assert dialog.text is None
    assert not dialog.findChild(QWidget, "action.change-buyers").isVisible()
    press(qtbot, dialog, "action.more-choices")
    press(qtbot, dialog, "action.change-buyers")
    buyers = dialog.findChild(ChangeBuyersDialog)
    choose(buyers, "basket_rate")
    line(buyers).setText("0.15")
    press(qtbot, buyers, "action.use-parameters")
    assert "1 change…" in dialog.findChild(QPushButton, "action.change-buyers").text()
    assert problems(dialog) == []
    path, scenario = dialog.path, dialog.scenario
    with Shop.practice(path, scenario, seed=1, noise=1, text=dialog.text) as shop:
        assert shop.read(store.load).parameters.basket_rate == 0.15
        differing = {row.sheet.name: row.value for row in shop.read(parameter_rows) if row.differs}
    usual = read_scenario(scenario_text(scenario)).parameters
    assert differing == {**usual, "basket_rate": 0.15}


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_a_new_shop_with_changes_still_fits(
    qtbot: QtBot, english: QApplication, tmp_path: Path, code: Language
) -> None:
    with language(code):
        dialog = new_practice(qtbot, tmp_path)
        dialog.findChild(QPushButton, "action.more-choices").click()
        buyers = dialog.change_buyers()
        for name in NAMES[:12]:
            choose(buyers, name)
            line(buyers).setText(str(parameter_sheet(name).range[1]))
        buyers.accept()
        assert problems(dialog) == []
        assert dialog.height() <= SIZES[-1][1]


def test_cancelling_keeps_what_was_changed_before(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    dialog = new_practice(qtbot, tmp_path)
    first = dialog.change_buyers()
    choose(first, "basket_rate")
    line(first).setText("0.15")
    first.accept()
    kept = dialog.text
    second = dialog.change_buyers()
    choose(second, "basket_rate")
    assert line(second).text() == "0.15"
    second.reset_all()
    second.reject()
    assert dialog.text == kept
    third = dialog.change_buyers()
    third.reset_all()
    third.accept()
    assert dialog.text is None


# Layout


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_the_sheet_and_the_changing_fit(
    qtbot: QtBot, english: QApplication, tmp_path: Path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        sheet, window = sheet_of(qtbot, changed_shop(tmp_path), size)
        assert problems(sheet) == []
        sheet.show_page(PARAMETERS)
        for name in ("basket_rate", "hour_weights", "click_rate"):
            sheet.parameters.table.choose(name)
            assert problems(sheet) == [], name
        table = sheet.parameters.table
        assert table.columnWidth(0) > 200
        assert table.header().length() <= table.viewport().width()
        search(sheet).setText("no such thing")
        assert problems(sheet) == []
        assert (sheet.width() <= size[0], sheet.height() <= size[1]) == (True, True)
        sheet.close()
        buyers = ChangeBuyersDialog({}, {"basket_rate": 0.2}, window)
        buyers.show()
        for name, text in (("basket_rate", "9"), ("hour_weights", "1"), ("pace_days", "9")):
            choose(buyers, name)
            buyers.findChild(QPlainTextEdit).setPlainText(text)
            line(buyers).setText(text)
            assert problems(buyers) == [], name
        assert (buyers.width() <= size[0], buyers.height() <= size[1]) == (True, True)
        buyers.close()
        window.close()
