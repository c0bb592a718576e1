"""From an empty listing to one that is submitted: every step as a seller takes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from domain.catalogue.expectations import required
from domain.catalogue.listing import Variant
from domain.reports.listing_work import listing_work
from domain.reports.products import sku_rows
from tests.desktop.listing_editor.editing import (
    HEADPHONES,
    TITLE,
    WALL,
    Editing,
    picture_file,
    whole,
)
from tests.desktop.windows import press
from tests.domain.catalogue.pictures import product, saved


def test_a_product_is_written_from_nothing_and_submitted(
    qtbot: QtBot, editing: Editing, tmp_path: Path
) -> None:
    editor = editing.open()
    kept, submitted = [], []
    editor.changed.connect(kept.append)
    editor.submitted.connect(submitted.append)
    assert not editor.submit_button.isEnabled()

    qtbot.keyClicks(editor.words.title, TITLE)
    press(qtbot, editor, "action.choose-category")
    qtbot.keyClicks(editor.category.search, "headphones")
    qtbot.keyClick(editor.category.search, Qt.Key.Key_Return)
    assert editor.listing.leaf == HEADPHONES

    for attribute, _ in required(HEADPHONES, "us"):
        qtbot.keyClicks(editor.attributes.fields[attribute].line, "Plastic")
    file = picture_file(tmp_path, "earbuds.png", lambda: saved(product(800, 800), "PNG"))
    editor.pictures.strip.take([file])
    editing.idle()

    model = editor.skus.model
    texts = ("24.99", "", "", "EB-1", "4006381333931", "80", "90", "60", "30", "9", "7")
    model.put({(0, column): text for column, text in enumerate(texts)})
    assert editor.submit_button.isEnabled(), editor.draft.judgement.wrongs

    press(qtbot, editor, "action.submit-listing")
    assert submitted == [editor.listing]
    assert kept[-1] == submitted[0]
    assert submitted[0].title == TITLE
    assert len(submitted[0].pictures) == 1
    assert submitted[0].variants == (
        Variant(
            price=2_499,
            seller_sku="EB-1",
            gtin="4006381333931",
            weight=80,
            length=90,
            width=60,
            height=30,
            cost=900,
            lead_days=7,
        ),
    )


def test_a_practice_shops_own_product_lacks_what_its_category_asks_and_nothing_else(
    practice_editing: Editing,
) -> None:
    shop = practice_editing.desk.shop
    product = shop.read(sku_rows, 0)[0].product_id
    work = shop.read(listing_work, WALL, product)
    editor = practice_editing.open(
        work.listing,
        live=work.live,
        templates=work.templates,
        others=work.others,
        looks=work.looks,
        objections=work.objections,
        title=work.listing.title,
    )
    assert editor.listing == work.listing
    assert not editor.draft.can_undo
    for attribute, _ in required(work.listing.leaf, "us"):
        editor.attributes.fields[attribute].line.setText("Yes")
        editor.attributes.fields[attribute].line.typed.emit("Yes")
    assert editor.submit_button.isEnabled(), editor.draft.judgement.wrongs
    assert editor.draft.judgement.objections == ()


def test_the_button_says_what_is_missing(editing: Editing) -> None:
    editor = editing.open(whole(title=""))
    assert not editor.submit_button.isEnabled()
    assert "Give the product a title" in editor.submit_button.toolTip()
    editor.words.title.typed.emit("Earbuds")
    assert editor.submit_button.isEnabled()
    assert not editor.submit_button.toolTip()


def test_what_is_typed_is_handed_over_at_most_once_a_second(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole())
    kept = []
    editor.changed.connect(kept.append)
    with qtbot.waitSignal(editor.changed, timeout=3_000):
        qtbot.keyClicks(editor.words.title, " and more")
    assert [each.title for each in kept] == [f"{TITLE} and more"]
    editor.flush()
    assert len(kept) == 1


def test_closing_hands_over_what_was_typed_last(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole())
    told = []
    editor.changed.connect(lambda listing: told.append(listing.title))
    editor.closed.connect(lambda: told.append("closed"))
    qtbot.keyClicks(editor.words.title, "!")
    press(qtbot, editor, "action.close-listing")
    assert told == [f"{TITLE}!", "closed"]


def test_discarding_hands_nothing_over(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole())
    told = []
    editor.changed.connect(told.append)
    editor.discarded.connect(lambda: told.append("discarded"))
    qtbot.keyClicks(editor.words.title, "!")
    press(qtbot, editor, "action.discard-listing")
    editor.flush()
    assert told == ["discarded"]


def test_what_was_typed_last_is_handed_over_when_the_window_closes(editing: Editing) -> None:
    window = QWidget()
    editor = editing.open(whole())
    QVBoxLayout(window).addWidget(editor)
    window.show()
    told = []
    editor.changed.connect(told.append)
    editor.words.title.typed.emit("Typed last")
    window.close()
    editor.setParent(None)
    assert [each.title for each in told] == ["Typed last"]


def test_what_is_wrong_is_brought_into_view_one_after_the_other(
    qtbot: QtBot, editing: Editing
) -> None:
    editor = editing.open(size=(1030, 480))
    fixes: list[tuple[QWidget, dict[str, Any]]] = [
        (editor.words.title, {"title": TITLE}),
        (editor.category._change, {"leaf": HEADPHONES}),
        (editor.pictures.strip.add_button, {"pictures": whole().pictures}),
        (editor.skus.table, {"variants": whole().variants}),
    ]
    for field, mended in fixes:
        press(qtbot, editor, "action.show-wrong")
        assert editor.focusWidget() is field
        assert not field.visibleRegion().isEmpty()
        editor.draft.change(**mended)
        if "leaf" in mended:
            first = editor.attributes.fields[required(HEADPHONES, "us")[0][0]]
            press(qtbot, editor, "action.show-wrong")
            assert editor.focusWidget() is first.line
            editor.draft.change(attributes=whole().attributes)
    assert not editor.findChild(QPushButton, "action.show-wrong").isVisible()


@pytest.mark.parametrize(("is_new", "words"), [(True, "Save as draft"), (False, "Close")])
def test_the_closing_button_is_named_after_what_it_does(
    editing: Editing, is_new: bool, words: str
) -> None:
    editor = editing.open(whole(), live=None if is_new else whole())
    assert editor.findChild(QPushButton, "action.close-listing").text() == words
