"""Title, brand, category, attributes, points and description: counted, judged, suggested."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.listing_editor.brand_dialog import BrandDialog
from desktop.listing_editor.description_html import html_of
from domain.catalogue.brands import Brands, Document, Paper
from domain.catalogue.category_search import search
from domain.catalogue.description import safe
from domain.catalogue.expectations import required
from domain.catalogue.listing import Chosen
from domain.catalogue.reviewing import Objection, Rule
from domain.reports.listing_work import Effects
from tests.desktop.listing_editor.editing import HEADPHONES, RULES, WALL, Editing, whole


def said(inside: QWidget, name: str) -> str:
    """What a label says; nothing while it is not there."""
    label = inside.findChild(QLabel, name)
    return label.text() if not label.isHidden() else ""


def test_characters_are_counted_while_typing(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open()
    qtbot.keyClicks(editor.words.title, "x" * 64)
    assert said(editor, "counter.title") == f"64 / {RULES.title_high}"
    qtbot.keyClicks(editor.points.lines[0], "Light")
    assert said(editor, "counter.point.1") == f"5 / {RULES.point_high}"


def test_a_title_that_is_too_long_is_said_at_the_title(editing: Editing) -> None:
    editor = editing.open()
    editor.words.title.typed.emit("x" * 256)
    assert said(editor, "problem.words").startswith("A title has 1")
    assert editor.findChild(QLabel, "counter.title").property("role") == "bad"


def test_what_nobody_has_begun_is_asked_for_quietly(editing: Editing) -> None:
    editor = editing.open()
    label = editor.findChild(QLabel, "problem.words")
    assert label.property("role") == "mute"
    editor.words.title.typed.emit("x")
    editor.words.title.typed.emit("")
    assert label.property("role") == "bad"


def test_a_brand_needs_its_owners_authorisation(editing: Editing) -> None:
    editor = editing.open(whole(brand="Nike"))
    assert said(editor, "problem.brand") == "Nike needs the brand owner's authorisation."
    allowed = editing.open(whole(brand="Nike"), brands=Brands(authorised=frozenset({"Nike"})))
    assert said(allowed, "problem.brand") == ""


def test_an_authorisation_is_asked_for_at_the_brand(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open()
    asked: list[tuple[str, Document]] = []
    editor.brand_asked.connect(lambda brand, document: asked.append((brand, document)))
    assert editor.words.ask_button.isHidden()
    qtbot.keyClicks(editor.words.brand, "nike")
    qtbot.mouseClick(editor.words.ask_button, Qt.MouseButton.LeftButton)
    dialog = editor.findChild(BrandDialog)
    invoice = dialog.findChild(QRadioButton, "document.invoice")
    assert "not that you may sell them" in invoice.accessibleDescription()
    invoice.click()
    dialog.confirm.click()
    assert asked == [("Nike", Document.INVOICE)]


def test_what_came_of_asking_is_told_at_the_brand(editing: Editing) -> None:
    editor = editing.open(whole(brand="nike"))
    paper = Paper("Nike", Document.INVOICE, WALL, WALL + 86_400)
    editor.draft.hear(Brands(waiting=(paper,)))
    assert said(editor, "state.brand").startswith("Nike was asked for; the answer comes by Wed 16")
    assert editor.words.ask_button.isHidden()
    editor.draft.hear(Brands(refused=(paper,)))
    assert "Nike was refused. An invoice is not enough." in said(editor, "state.brand")
    assert not editor.words.ask_button.isHidden()
    editor.draft.hear(Brands(authorised=frozenset({"Nike"})))
    assert said(editor, "state.brand") == "The shop is authorised to sell Nike."
    assert said(editor, "problem.brand") == ""
    assert editor.words.ask_button.isHidden()


def test_a_category_is_suggested_from_the_title(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open()
    editor.words.title.typed.emit("Wireless earbuds, Bluetooth 5.3")
    button = editor.findChild(QPushButton, f"suggested.{HEADPHONES}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert editor.listing.leaf == HEADPHONES
    assert said(editor, "editor.category.path").endswith("Earphones & Headphones")


def test_the_tree_opens_level_by_level_down_to_a_leaf(editing: Editing) -> None:
    editor = editing.open()
    picker = editor.category
    picker._change.click()
    item = picker.tree.topLevelItem(0)
    while item.childIndicatorPolicy() == item.ChildIndicatorPolicy.ShowIndicator:
        picker.tree.itemActivated.emit(item, 0)
        item = item.child(0)
    assert editor.listing.leaf == 0
    picker.tree.itemActivated.emit(item, 0)
    assert editor.listing.leaf == item.data(0, Qt.ItemDataRole.UserRole)


def test_another_category_leaves_out_what_it_does_not_ask(editing: Editing) -> None:
    editor = editing.open(whole())
    assert editor.listing.attributes
    dress = search("us", "casual dresses")[0].id
    editor.category.choose(dress)
    kept = {each.id for each in editor.listing.attributes}
    assert kept <= set(editor.attributes.fields)
    editor.draft.undo()
    assert editor.listing == whole()


def test_a_required_attribute_is_asked_for_at_its_field(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole(attributes=()))
    attribute, name = required(HEADPHONES, "us")[0]
    problem = f"problem.attribute.{attribute}"
    assert said(editor, problem) == f"{name} is required in this category."
    qtbot.keyClicks(editor.attributes.fields[attribute].line, "Plain")
    assert editor.listing.values_of(attribute) == ("Plain",)
    assert said(editor, problem) == ""


def test_several_values_stand_between_commas(qtbot: QtBot, editing: Editing) -> None:
    dress = search("us", "casual dresses")[0].id
    editor = editing.open(whole(leaf=dress, attributes=()))
    field = next(each for each in editor.attributes.fields.values() if each._several)
    qtbot.keyClicks(field.line, "Cotton, Silk, ")
    assert editor.listing.attributes[0].values == ("Cotton", "Silk")
    assert field.line.text() == "Cotton, Silk, "


def test_a_usual_value_is_put_and_taken_out_again(editing: Editing) -> None:
    dress = search("us", "casual dresses")[0].id
    number = required(dress, "us")[0][0]
    editor = editing.open(whole(leaf=dress, attributes=(Chosen(number, ("Cotton",)),)))
    field = editor.attributes.fields[number]
    field._put("Silk", True)
    assert editor.listing.values_of(number) == ("Cotton", "Silk")
    field._put("Cotton", False)
    assert editor.listing.values_of(number) == ("Silk",)


def test_points_are_moved_with_alt_and_the_arrows(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole(points=("One", "Two")))
    qtbot.keyClick(editor.points.lines[1], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.listing.points == ("Two", "One")


def test_a_point_that_is_emptied_leaves_its_line_where_it_is(editing: Editing) -> None:
    editor = editing.open(whole(points=("One", "Two", "Three")))
    editor.points.lines[1].clear()
    editor.points.lines[1].typed.emit("")
    assert editor.listing.points == ("One", "Three")
    assert [line.text() for line in editor.points.lines[:3]] == ["One", "", "Three"]


def test_a_description_is_written_in_the_little_html(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole())
    text = editor.description.text
    qtbot.keyClicks(text, "Small ")
    text.be_bold()
    qtbot.keyClicks(text, "earbuds")
    text.be_bold()
    text.be_italic()
    qtbot.keyClicks(text, " & light")
    assert editor.listing.description == "<p>Small <b>earbuds</b><i> &amp; light</i></p>"


def test_lists_are_made_and_unmade(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole())
    text = editor.description.text
    qtbot.keyClicks(text, "One")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "Two")
    text.selectAll()
    editor.findChild(QWidget, "action.describe-points").click()
    assert editor.listing.description == "<ul><li>One</li><li>Two</li></ul>"
    text.selectAll()
    editor.findChild(QWidget, "action.describe-numbers").click()
    assert editor.listing.description == "<ol><li>One</li><li>Two</li></ol>"
    text.selectAll()
    editor.findChild(QWidget, "action.describe-numbers").click()
    assert editor.listing.description == "<p>One</p><p>Two</p>"


def test_opening_a_description_changes_nothing_and_gives_it_again(editing: Editing) -> None:
    html = safe("<p>A <b>b</b> <i>c</i></p><ul><li>d</li></ul><ol><li>e</li></ol><p>f</p>")
    editor = editing.open(whole(description=html))
    assert editor.listing.description == html
    assert html_of(editor.description.text.document()) == html


def test_what_is_pasted_into_it_is_made_safe(editing: Editing) -> None:
    editor = editing.open(whole())
    pasted = QMimeData()
    pasted.setHtml('<p onclick="x()">Hello<script>y()</script> <img src="http://a/b.png"></p>')
    editor.description.text.insertFromMimeData(pasted)
    assert editor.listing.description.strip() in {"<p>Hello</p>", "<p>Hello </p>"}


def test_the_cursor_stays_while_typing_within_a_description(qtbot: QtBot, editing: Editing) -> None:
    editor = editing.open(whole(description="<p>Small earbuds</p>"))
    text = editor.description.text
    text.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(text, "Very ")
    assert editor.listing.description == "<p>Very Small earbuds</p>"


def test_a_template_is_chosen(editing: Editing) -> None:
    editor = editing.open(whole())
    choice = editor.shipping.template
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert editor.listing.template == 3
    editor.draft.undo()
    assert choice.currentIndex() == 0


def test_what_the_last_review_objected_to_is_mended_or_still_there(editing: Editing) -> None:
    told = (
        Objection(Rule.SUPERLATIVE, "points", "number one"),
        Objection(Rule.BRAND, "brand", "Nike"),
    )
    listing = whole(points=("Number one",), brand="Nike")
    editor = editing.open(listing, objections=told)
    assert "Mended" not in said(editor, "advice.last")
    assert said(editor, "advice.review") == ""
    editor.draft.change(brand="")
    first, second = said(editor, "advice.last").splitlines()
    assert first == "• Nobody can check “number one”; say what is measured."
    assert second == "• Mended: Nike needs the brand owner's authorisation."


def test_the_advice_follows_the_words(editing: Editing) -> None:
    editor = editing.open(whole())
    assert said(editor, "advice.review") == ""
    editor.points.lines[0].setText("The best in the world")
    editor.points.lines[0].typed.emit("")
    assert "best in the world" in said(editor, "advice.review")
    assert "300 characters" in said(editor, "advice.next")
    editor.draft.change(description=f"<p>{'word ' * 80}</p>")
    assert "300 characters" not in said(editor, "advice.next")


def test_the_advice_says_what_the_next_tier_would_bring(editing: Editing) -> None:
    gains = Effects(clicks=(1_200, 800, 0), orders=(500, 300, 0))
    editor = editing.open(whole(), effects=gains)
    assert said(editor, "advice.gain").splitlines() == [
        "• Enough pictures would bring about 3 % more orders of each click.",
        "• A listing that is fair would get about 12 % more clicks on its card.",
    ]
    editor.description.text.written.emit("x" * 300)
    editor.draft.change(pictures=("drawn:headphones:#6366F1", "drawn:headphones:#0EA5E9"))
    (line,) = said(editor, "advice.gain").splitlines()
    assert line == "• A listing that is good would get about 8 % more clicks on its card."
