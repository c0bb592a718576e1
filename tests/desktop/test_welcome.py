"""The page without a shop: three ways in, recent shops, dropped files, at every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.welcome import WelcomePage, WelcomeWindow
from desktop.widgets.card import CardButton
from tests.desktop.layout_checks import SIZES, language, problems

LONG = "Karachi Gadgets and Everything Else You Could Want for a Home, Garden and Workshop 2"


@pytest.fixture
def recent(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "a" / "long" / "way" / "down" / "to" / "the" / "folder" / "of" / "shops"
    folder.mkdir(parents=True)
    paths = [tmp_path / "Karachi Gadgets.dukandar", folder / f"{LONG}.dukandar"]
    for path in paths:
        path.touch()
    return paths


def shown(qtbot: QtBot, recent: list[Path], size: tuple[int, int] = (1366, 680)) -> WelcomeWindow:
    window = WelcomeWindow(WelcomePage(recent))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    return window


def shops(page: WelcomePage) -> list[CardButton]:
    return page.findChildren(CardButton)


@pytest.mark.parametrize("way", ["practise", "import_shop", "open_file"])
def test_each_way_in_has_a_button(qtbot: QtBot, english: QApplication, way: str) -> None:
    window = shown(qtbot, [])
    page = window.page
    name = {"import_shop": "import-shop", "open_file": "open-shop"}.get(way, way)
    with qtbot.waitSignal(getattr(page, way)):
        qtbot.mouseClick(page.findChild(QPushButton, f"action.{name}"), Qt.MouseButton.LeftButton)


def test_only_practising_is_called_the_next_step(qtbot: QtBot, english: QApplication) -> None:
    window = shown(qtbot, [])
    page = window.page
    primary = [b for b in page.findChildren(QPushButton) if b.property("kind") == "primary"]
    assert [button.objectName() for button in primary] == ["action.practise"]


def test_a_recent_shop_opens_by_keyboard_and_names_its_whole_path(
    qtbot: QtBot, english: QApplication, recent: list[Path]
) -> None:
    window = shown(qtbot, recent)
    page = window.page
    first, second = shops(page)
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert str(recent[1]) in second.toolTip()
    assert str(recent[1].parent) in second.accessibleDescription()
    with qtbot.waitSignal(page.open_recent) as opened:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert opened.args == [str(recent[1])]


def test_every_remembered_shop_is_listed(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    paths = [tmp_path / f"Shop {number}.dukandar" for number in range(8)]
    window = shown(qtbot, paths, (1093, 540))
    page = window.page
    assert len(shops(page)) == 8
    assert problems(page) == []


def dropped(page: WelcomePage, *paths: Path) -> bool:
    """Drags the files over the page and drops them if it would take them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, mime, *keys)
    enter.ignore()
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, *keys))
    return enter.isAccepted()


def test_shops_and_exports_may_be_dropped_and_nothing_else(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    window = shown(qtbot, [])
    page = window.page
    export, picture = tmp_path / "All order.CSV", tmp_path / "picture.png"
    with qtbot.waitSignal(page.dropped) as found:
        assert dropped(page, export, picture)
    assert found.args == [[export]]
    with qtbot.assertNotEmitted(page.dropped):
        assert not dropped(page, picture)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("any_shops", [True, False])
def test_nothing_is_cut_or_overlaps(
    qtbot: QtBot,
    english: QApplication,
    recent: list[Path],
    size: tuple[int, int],
    code: Language,
    any_shops: bool,
) -> None:
    with language(code):
        window = shown(qtbot, recent if any_shops else [], size)
        assert problems(window) == []
        assert not window.grab().isNull()
