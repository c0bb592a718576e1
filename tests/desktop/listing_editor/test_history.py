"""Undo and redo go over the whole listing; what is typed without a pause is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.listing_editor.history import History
from domain.catalogue.listing import Listing
from tests.desktop.listing_editor.editing import TITLE, Editing, whole

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def typed(history: History, text: str) -> None:
    for end in range(1, len(text) + 1):
        history.put(Listing(title=text[:end]), "title")


def test_a_word_is_one_step_and_a_pause_begins_another() -> None:
    clock = Clock()
    history = History(Listing(), clock)
    typed(history, "Lamp")
    clock.now = 10.0
    history.put(Listing(title="Lamp, red"), "title")
    assert history.undo()
    assert history.now.title == "Lamp"
    assert history.undo()
    assert history.now == Listing()
    assert not history.undo()


def test_another_field_is_another_step() -> None:
    history = History(Listing(), Clock())
    typed(history, "Lamp")
    history.put(Listing(title="Lamp", brand="Own"), "brand")
    history.undo()
    assert history.now == Listing(title="Lamp")


def test_redo_takes_back_an_undo_until_something_new_is_done() -> None:
    history = History(Listing(), Clock())
    typed(history, "Lamp")
    history.undo()
    assert history.redo()
    assert history.now.title == "Lamp"
    history.undo()
    history.put(Listing(title="Desk"), "title")
    assert not history.can_redo


def test_typing_after_an_undo_does_not_go_on_with_what_was_undone() -> None:
    history = History(Listing(), Clock())
    typed(history, "Lamp")
    history.put(Listing(title="Lamp", brand="B"), "brand")
    history.undo()
    history.put(Listing(title="Lamps"), "title")
    history.undo()
    assert history.now.title == "Lamp"


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Z, CTRL | SHIFT), (Qt.Key.Key_Y, CTRL)])
def test_the_keys_work_wherever_the_cursor_is(
    qtbot: QtBot, editing: Editing, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    editor = editing.open(whole())
    qtbot.keyClicks(editor.words.title, "!")
    qtbot.keyClicks(editor.points.lines[0], "Light")
    qtbot.keyClicks(editor.description.text, "Small.")
    everything = editor.listing
    editor.words.brand.setFocus()
    for field in (editor.words.brand, editor.words.title, editor.points.lines[0]):
        qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert editor.listing == whole()
    assert editor.words.title.text() == TITLE
    assert editor.description.text.toPlainText() == ""
    for field in (editor.description.text, editor.skus.table, editor.words.title):
        qtbot.keyClick(field, keys[0], keys[1])
    assert editor.listing == everything
    assert editor.points.lines[0].text() == "Light"


def test_a_pasted_block_and_a_new_grid_are_one_step_each(editing: Editing) -> None:
    editor = editing.open(whole())
    editor.variations.add()
    editor.variations.boxes[0].added.emit(("Red", "Blue"))
    assert len(editor.listing.variants) == 2
    before = editor.listing
    editor.skus.model.put({(0, 1): "1.50", (1, 1): "2.50"})
    editor.draft.undo()
    assert editor.listing == before
    editor.draft.undo()
    assert len(editor.listing.variants) == 1
