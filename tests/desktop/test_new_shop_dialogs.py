"""The dialogs that ask for a new shop: they check while typing, and what they hold can be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.new_practice import NewPracticeDialog
from desktop.dialogs.new_real import NewRealDialog
from desktop.i18n import Language
from domain.reports.check import check
from domain.rulebook import regions
from domain.shop import Shop
from domain.simulation.scenarios import scenario_names
from tests.desktop.layout_checks import SIZES, language, problems

KINDS = ["practice", "real"]


def asked(qtbot: QtBot, kind: str, folder: Path) -> NewPracticeDialog | NewRealDialog:
    practice = kind == "practice"
    dialog = NewPracticeDialog(folder, seed=77) if practice else NewRealDialog(folder)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def button(dialog: QDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"action.{name}")
    assert found is not None
    return found


def press(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    assert button(dialog, name).isVisible()
    qtbot.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)


def rename(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit, "shop.name")
    field.clear()
    qtbot.keyClicks(field, name)


def test_a_practice_shop_is_made_as_asked(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    dialog = asked(qtbot, "practice", tmp_path)
    rename(qtbot, dialog, "Night Market")
    with qtbot.waitSignal(dialog.accepted):
        press(qtbot, dialog, "create")
    assert (dialog.name, dialog.seed) == ("Night Market", 77)
    assert dialog.path == tmp_path / "Night Market.dukandar"
    with Shop.practice(
        dialog.path, dialog.scenario, seed=dialog.seed, noise=1, name=dialog.name
    ) as shop:
        assert shop.read(check) == []


def test_every_scenario_can_be_chosen_and_brings_its_shop_name(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    dialog = asked(qtbot, "practice", tmp_path)
    assert (dialog.scenario, dialog.name) == ("first-30-days", "Karachi Gadgets")
    for name in scenario_names():
        dialog.findChild(QRadioButton, f"scenario.{name}").click()
        assert dialog.scenario == name
    dialog.findChild(QRadioButton, "scenario.empty").click()
    assert dialog.name == "New shop"
    rename(qtbot, dialog, "Mine")
    dialog.findChild(QRadioButton, "scenario.first-30-days").click()
    assert dialog.name == "Mine"  # what a person typed is not replaced


def test_the_world_number_is_folded_away_until_it_is_wanted(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    dialog = asked(qtbot, "practice", tmp_path)
    seed = dialog.findChild(QLineEdit, "qt_spinbox_lineedit")
    assert not seed.isVisible()
    press(qtbot, dialog, "more-choices")
    assert seed.isVisible()
    seed.selectAll()
    qtbot.keyClicks(seed, "4242")
    assert dialog.seed == 4242
    assert problems(dialog) == []


def test_a_real_shop_is_made_for_every_region(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    dialog = asked(qtbot, "real", tmp_path)
    choice = dialog.findChild(QComboBox, "shop.region")
    assert choice.count() == len(regions())
    assert dialog.region == "us"
    choice.setCurrentText("Indonesia")
    rename(qtbot, dialog, "Toko")
    with Shop.real(dialog.path, dialog.region, dialog.name) as shop:
        assert shop.book.code == "id"


@pytest.mark.parametrize("kind", KINDS)
def test_a_shop_needs_a_name(
    qtbot: QtBot, english: QApplication, tmp_path: Path, kind: str
) -> None:
    dialog = asked(qtbot, kind, tmp_path)
    rename(qtbot, dialog, "   ")
    assert not button(dialog, "create").isEnabled()
    assert not button(dialog, "use-free-name").isVisible()
    rename(qtbot, dialog, "A")
    assert button(dialog, "create").isEnabled()


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_is_taken_is_answered_with_a_free_one(
    qtbot: QtBot, english: QApplication, tmp_path: Path, kind: str
) -> None:
    for taken in ("Bazaar", "Bazaar 2"):
        (tmp_path / f"{taken}.dukandar").touch()
    dialog = asked(qtbot, kind, tmp_path)
    rename(qtbot, dialog, "Bazaar")
    assert not button(dialog, "create").isEnabled()
    press(qtbot, dialog, "use-free-name")
    assert dialog.name == "Bazaar 3"
    assert button(dialog, "create").isEnabled()
    assert not dialog.path.exists()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a/b\\c:d", "a-b-c-d"),
        ("..", "shop"),
        ("../up", "-up"),
        ("CON", "shop CON"),
        ("nul.old", "shop nul.old"),
        ("Ladla's “best” دکان", "Ladla's “best” دکان"),
    ],
)
def test_any_name_becomes_a_file_in_the_folder(
    qtbot: QtBot, english: QApplication, tmp_path: Path, name: str, stem: str
) -> None:
    dialog = asked(qtbot, "real", tmp_path)
    dialog.findChild(QLineEdit, "shop.name").setText(name)
    assert dialog.name == name
    assert dialog.path == tmp_path / f"{stem}.dukandar"
    Shop.real(dialog.path, "us", dialog.name).close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_nothing_is_cut_or_overlaps_while_problems_come_and_go(
    qtbot: QtBot,
    english: QApplication,
    tmp_path: Path,
    kind: str,
    size: tuple[int, int],
    code: Language,
) -> None:
    (tmp_path / "Bazaar.dukandar").touch()
    with language(code):
        dialog = asked(qtbot, kind, tmp_path)
        field = dialog.findChild(QLineEdit, "shop.name")
        for name in (field.text(), "", "Bazaar", "W" * 60):
            field.setText(name)
            assert problems(dialog) == []
        if kind == "practice":
            button(dialog, "more-choices").click()
        field.setText("Bazaar")
        assert problems(dialog) == []
        assert dialog.width() <= size[0]
        assert dialog.height() <= size[1]
