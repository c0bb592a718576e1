"""Pictures among the words of a description: added, dropped, pasted, shown and removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.listing_editor.editor import ListingEditor
from domain.catalogue.description import pictures
from tests.desktop.listing_editor.editing import RULES, Editing, picture_file, whole
from tests.desktop.listing_editor.test_pictures import drop, entered
from tests.desktop.windows import press
from tests.domain.catalogue.pictures import product, saved


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return picture_file(tmp_path, "white.png", lambda: saved(product(), "PNG"))


def of_file(path: Path) -> QMimeData:
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path))])
    return what


def counter(editor: ListingEditor) -> str:
    return editor.findChild(QLabel, "counter.description-pictures").text()


def refused(editor: ListingEditor) -> str:
    return editor.findChild(QLabel, "refused.description-pictures").text()


def end(editor: ListingEditor) -> None:
    editor.description.text.moveCursor(QTextCursor.MoveOperation.End)


def test_a_picture_from_a_file_stands_where_the_cursor_was(
    qtbot: QtBot, editing: Editing, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editing.open(whole(description="<p>Before after</p>"))
    cursor = editor.description.text.textCursor()
    cursor.setPosition(len("Before "))
    editor.description.text.setTextCursor(cursor)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    press(qtbot, editor, "action.describe-pictures")
    end(editor)  # somebody goes on writing meanwhile
    editing.idle()
    (picture,) = pictures(editor.listing.description)
    wanted = f'<p>Before <img src="picture:{picture}">after</p>'
    assert editor.listing.description == wanted
    assert counter(editor) == f"1 / {RULES.description_pictures_high}"
    assert editor.listing.pictures == whole().pictures


def test_a_picture_that_is_dropped_on_the_field_is_part_of_it(editing: Editing, file: Path) -> None:
    editor = editing.open(whole(description="<p>Words</p>"))
    port = editor.description.text.viewport()
    drop(editor, of_file(file), QPoint(2, 8), on=port)
    editing.idle()
    (picture,) = pictures(editor.listing.description)
    assert editor.listing.description == f'<p><img src="picture:{picture}">Words</p>'
    assert not entered(port, of_file(file.with_name("orders.csv")), QPoint(2, 8))


def test_a_picture_is_pasted_but_words_come_as_words(editing: Editing) -> None:
    editor = editing.open(whole())
    image = QImage(640, 640, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    both = QMimeData()
    both.setImageData(image)
    both.setText("A cell of a sheet")
    editor.description.text.insertFromMimeData(both)
    assert editor.listing.description == "<p>A cell of a sheet</p>"
    QApplication.clipboard().setImage(image)
    editor.description.text.paste()
    editing.idle()
    assert len(pictures(editor.listing.description)) == 1


def test_a_stored_picture_is_shown_and_removed_like_a_letter(
    qtbot: QtBot, editing: Editing, file: Path
) -> None:
    first = editing.open(whole())
    first.description.take([file])
    editing.idle()
    editor = editing.open(first.listing)
    text, (picture,) = editor.description.text, pictures(first.listing.description)
    image = QTextDocument.ResourceType.ImageResource
    shown = text.document().resource(image.value, QUrl(f"picture:{picture}"))
    assert shown.deviceIndependentSize().toSize().width() == 120
    assert text.document().size().height() > 120
    assert text.document().resource(image.value, QUrl("http://example.com/a.png")) is None
    assert editor.listing == first.listing
    end(editor)
    qtbot.keyClick(text, Qt.Key.Key_Backspace)
    assert editor.listing.description == ""
    editor.draft.undo()
    assert editor.listing == first.listing


def test_a_picture_may_be_there_twice(editing: Editing, file: Path) -> None:
    editor = editing.open(whole())
    editor.description.take([file, file])
    editing.idle()
    one, other = pictures(editor.listing.description)
    assert one == other


def test_there_is_room_for_as_many_as_the_platform_takes(editing: Editing, file: Path) -> None:
    full = '<img src="picture:ab12">' * (RULES.description_pictures_high - 1)
    editor = editing.open(whole(description=f"<p>{full}</p>"))
    end(editor)
    editor.description.take([file, file])
    editing.idle()
    assert len(pictures(editor.listing.description)) == RULES.description_pictures_high
    assert refused(editor) == "There is no room for 1 more picture."
    assert editor.draft.judgement.about("description") == ()


def test_what_is_no_picture_is_refused_at_the_field(editing: Editing, tmp_path: Path) -> None:
    editor = editing.open(whole())
    editor.description.take([picture_file(tmp_path, "paper.png", lambda: b"%PDF-1.7 and so on")])
    editing.idle()
    assert refused(editor).startswith("paper.png is a PDF document, not a picture")
    assert editor.listing.description == ""
