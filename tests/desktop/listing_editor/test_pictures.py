"""Pictures: taken from files, drops and the clipboard, put in order, cut square, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.listing_editor.crop_dialog import CropDialog
from desktop.listing_editor.editor import ListingEditor
from desktop.listing_editor.picture_tile import PLACE
from domain.catalogue.category_search import search
from domain.catalogue.images.picture import Box
from domain.catalogue.picture_shelf import looks
from tests.desktop.listing_editor.editing import RULES, Editing, picture_file, whole
from tests.desktop.windows import press
from tests.domain.catalogue.pictures import product, saved, scene

DRAWN = tuple(f"drawn:shirt:#43380{place}" for place in range(4))


@pytest.fixture
def white(tmp_path: Path) -> Path:
    """A product on a white ground, lying."""
    return picture_file(tmp_path, "white.png", lambda: saved(product(), "PNG"))


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    """A picture that is full of colour, square."""
    return picture_file(tmp_path, "busy.png", lambda: saved(scene(900, 900), "PNG"))


COPY, LEFT, NONE = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


def entered(widget: QWidget, what: QMimeData, at: QPoint) -> bool:
    """Whether a widget would take what is dragged over it."""
    event = QDragEnterEvent(at, COPY, what, LEFT, NONE)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(editor: ListingEditor, what: QMimeData, at: QPoint, on: QWidget | None = None) -> None:
    """Drop something on the strip, or on another widget."""
    widget = on or editor.pictures.strip
    assert entered(widget, what, at)
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), COPY, what, LEFT, NONE))


def refused(editor: ListingEditor) -> str:
    return editor.pictures.strip.intake.refused.text()


def hint(editor: ListingEditor) -> str:
    label = editor.findChild(QLabel, "hint.main-picture")
    return "" if label.isHidden() else label.text()


def test_dropped_files_are_taken_in_behind_the_others(
    editing: Editing, white: Path, busy: Path
) -> None:
    editor = editing.open(whole(pictures=DRAWN[:1]))
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(white)), QUrl.fromLocalFile(str(busy))])
    drop(editor, what, QPoint(5, 5))
    editing.idle()
    first, second, third = editor.listing.pictures
    assert first == DRAWN[0]
    found = editing.desk.shop.read(looks, (second, third))
    assert found[second].is_on_white
    assert not found[third].is_on_white


def test_a_picture_may_be_dropped_anywhere_on_the_form(editing: Editing, white: Path) -> None:
    editor = editing.open(whole(pictures=()))
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(white))])
    drop(editor, what, QPoint(5, 5), on=editor)
    editing.idle()
    assert len(editor.listing.pictures) == 1


def test_other_files_are_left_to_the_window(editing: Editing, tmp_path: Path) -> None:
    editor = editing.open(whole())
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(tmp_path / "orders.csv"))])
    assert not entered(editor, what, QPoint(5, 5))


def test_a_picture_on_the_clipboard_is_pasted(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole(pictures=()))
    image = QImage(640, 640, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QApplication.clipboard().setImage(image)
    tile = editor.pictures.strip._tiles[0]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    editing.idle()
    (picture,) = editor.listing.pictures
    assert editor.draft.looks[picture].width == 640


def test_a_clipboard_without_a_picture_is_said(editing: Editing) -> None:
    editor = editing.open(whole(pictures=()))
    QApplication.clipboard().setText("words")
    press_paste = editor.findChild(QPushButton, "action.paste.pictures")
    press_paste.click()
    assert refused(editor) == "There is no picture on the clipboard: copy one first."


def test_what_is_no_picture_is_refused_in_a_sentence(
    editing: Editing, tmp_path: Path, white: Path
) -> None:
    editor = editing.open(whole(pictures=()))
    paper = picture_file(tmp_path, "paper.pdf", lambda: b"%PDF-1.7 and so on")
    small = picture_file(tmp_path, "small.png", lambda: saved(product(200, 200), "PNG"))
    editor.pictures.strip.take([paper, small, white])
    editing.idle()
    assert len(editor.listing.pictures) == 1
    first, second = refused(editor).splitlines()
    assert first.startswith("paper.pdf is a PDF document, not a picture")
    assert second.startswith("small.png has 200 × 200 pixels, and each side needs at least 300.")


def test_a_picture_that_is_there_already_is_not_taken_twice(editing: Editing, white: Path) -> None:
    editor = editing.open(whole(pictures=()))
    editor.pictures.strip.take([white, white])
    editing.idle()
    assert len(editor.listing.pictures) == 1
    assert refused(editor) == "That picture is already here."


def test_there_is_room_for_nine(editing: Editing, white: Path, busy: Path) -> None:
    full = tuple(f"drawn:shirt:#43380{place}" for place in range(8))
    editor = editing.open(whole(pictures=full))
    editor.pictures.strip.take([white, busy])
    editing.idle()
    assert len(editor.listing.pictures) == RULES.pictures_high
    assert refused(editor) == "There is no room for 1 more picture."
    assert not editor.findChild(QPushButton, "action.add.pictures").isEnabled()


def test_pictures_are_put_in_order_by_keyboard(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole(pictures=DRAWN))
    tile = editor.pictures.strip._tiles[2]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    one, two, three, four = DRAWN
    assert editor.listing.pictures == (one, three, two, four)
    assert editor.pictures.strip._tiles[1].isChecked()
    editor.draft.undo()
    assert editor.pictures.strip.pictures == DRAWN


def test_pictures_are_put_in_order_by_dragging(editing: Editing) -> None:
    editor = editing.open(whole(pictures=DRAWN))
    strip = editor.pictures.strip
    what = QMimeData()
    what.setData(PLACE, b"3")
    first = strip._tiles[0]
    drop(editor, what, first.mapTo(strip, first.rect().center()))
    one, two, three, four = DRAWN
    assert editor.listing.pictures == (four, one, two, three)


def test_a_picture_is_removed_by_key_and_comes_back(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole(pictures=DRAWN))
    tile = editor.pictures.strip._tiles[1]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Delete)
    assert editor.listing.pictures == (DRAWN[0], *DRAWN[2:])
    editor.draft.undo()
    assert editor.listing.pictures == DRAWN


def test_a_main_picture_without_a_white_ground_is_hinted_at(
    editing: Editing, white: Path, busy: Path
) -> None:
    editor = editing.open(whole(pictures=()))
    assert hint(editor) == ""
    editor.pictures.strip.take([busy, white])
    editing.idle()
    assert "no white background" in hint(editor)
    editor.pictures.strip.put(1, 0)
    assert "no white background" not in hint(editor)
    assert "is not square" in hint(editor)


def test_a_drawn_picture_counts_as_square_on_a_coloured_ground(editing: Editing) -> None:
    editor = editing.open(whole(pictures=DRAWN[:1]))
    assert "no white background" in hint(editor)
    assert "square" not in hint(editor)
    assert not editor.findChild(QPushButton, "action.crop.pictures").isEnabled()


def test_a_square_is_cut_from_the_file_while_it_is_there(editing: Editing, tmp_path: Path) -> None:
    large = picture_file(tmp_path, "large.png", lambda: saved(product(2400, 1800), "PNG"))
    editor = editing.open(whole(pictures=()))
    editor.pictures.strip.take([large])
    editing.idle()
    (before,) = editor.listing.pictures
    editor.pictures.strip.crop(before, Box(300, 0, 1_800))
    editing.idle()
    (cut,) = editor.listing.pictures
    assert (editor.draft.looks[cut].width, editor.draft.looks[cut].height) == (1_800, 1_800)
    editor.draft.undo()
    assert editor.listing.pictures == (before,)


def test_a_square_is_cut_from_what_is_stored_when_the_file_is_gone(
    editing: Editing, white: Path
) -> None:
    kept = editing.desk.shop.keep_picture(white)
    editor = editing.open(whole(pictures=(kept.id,)), looks={kept.id: kept.facts})
    editor.pictures.strip.crop(kept.id, Box(100, 0, 600))
    editing.idle()
    (cut,) = editor.listing.pictures
    assert (editor.draft.looks[cut].width, editor.draft.looks[cut].height) == (600, 600)


def test_the_crop_dialog_begins_with_the_largest_square_and_is_moved_by_keys(
    qtbot: QtBot, editing: Editing, white: Path
) -> None:
    kept = editing.desk.shop.keep_picture(white)
    editor = editing.open(whole(pictures=(kept.id,)), looks={kept.id: kept.facts})
    press(qtbot, editor, "action.crop.pictures")
    editing.idle()
    dialog = editor.findChild(CropDialog)
    assert dialog.square.box() == Box(100, 0, 600)
    for _ in range(30):
        qtbot.keyClick(dialog.square, Qt.Key.Key_Right)
    assert dialog.square.box() == Box(200, 0, 600)
    for _ in range(60):
        qtbot.keyClick(dialog.square, Qt.Key.Key_Minus)
    assert dialog.square.box().side == RULES.image_side_low
    press(qtbot, dialog, "action.crop.confirm")
    editing.idle()
    (cut,) = editor.listing.pictures
    assert editor.draft.looks[cut].width == RULES.image_side_low


def test_a_size_chart_has_a_place_where_the_category_asks_for_one(editing: Editing) -> None:
    editor = editing.open(whole())
    assert editor.further.chart.isHidden()
    editor.category.choose(search("us", "casual dresses")[0].id)
    assert not editor.further.chart.isHidden()


def test_the_still_of_a_video_is_one_picture(editing: Editing, white: Path) -> None:
    editor = editing.open(whole())
    editor.further.video.take([white])
    editing.idle()
    assert editor.listing.video in editor.draft.looks
    assert not editor.findChild(QPushButton, "action.add.video").isEnabled()
    editor.further.video.remove()
    assert editor.listing.video == ""


def test_stored_pictures_are_shown_when_the_editor_opens(editing: Editing, white: Path) -> None:
    kept = editing.desk.shop.keep_picture(white)
    editor = editing.open(whole(pictures=(kept.id,)), looks={kept.id: kept.facts})
    assert editor.album.pixmap(kept.id, 40, 1.0).width() == 40
    assert editor.pictures.strip._tiles[0].accessibleName() == "Picture 1 of 1"
