"""From the Products panel to the editor, and from there to drafts and the platform's review."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.listing_editor.editor import ListingEditor
from desktop.panels.products.practice import ProductsPanel
from domain.catalogue import category_search
from domain.catalogue.audit import Audit
from domain.catalogue.brands import Document
from domain.catalogue.categories import CategoryTree
from domain.catalogue.commands import SubmitListing
from domain.catalogue.listing import Chosen, Listing
from domain.catalogue.own_listings import Own, own_listing
from domain.catalogue.rules import ProductStatus
from domain.kernel.clock import DAY
from domain.reports.check import check
from domain.reports.products import sku_rows
from domain.shop import ADVANCED, Shop
from domain.simulation.world import PRODUCT_BASE
from tests.desktop.layout_checks import problems
from tests.desktop.windows import press
from tests.domain.shipping.examples import asking, everywhere, flat
from tests.domain.simulation.test_listing_desk import MUG

WALL = 1_789_500_000
EARBUDS, NEXT = PRODUCT_BASE + 1, PRODUCT_BASE + 6


@pytest.fixture
def panel(qtbot: QtBot, english: QApplication, tmp_path: Path) -> Iterator[ProductsPanel]:
    shop = Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1)
    desk = Desk(shop, lambda: WALL)
    panel = ProductsPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(1170, 622)
    panel.show()
    idle(qtbot, panel)
    yield panel
    desk.close()


def idle(qtbot: QtBot, panel: ProductsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.desk.busy, timeout=20_000)


def opened(qtbot: QtBot, panel: ProductsPanel, act: Callable[[], object]) -> ListingEditor:
    with qtbot.waitSignal(panel.writing.opened) as told:
        act()
    assert panel.pages.currentWidget() is told.args[0]
    return told.args[0]


def own(panel: ProductsPanel, product: int) -> Own | None:
    return panel.desk.shop.read(own_listing, product)


def write(editor: ListingEditor, listing: Listing) -> None:
    """Have the editor hold a listing, as if somebody had written it."""
    editor.draft.change(**{each.name: getattr(listing, each.name) for each in fields(listing)})


def gains(editor: ListingEditor) -> list[str]:
    """What the editor says that a better listing would bring."""
    found = editor.advice.findChild(QLabel, "advice.gain").text().splitlines()
    return [each.removeprefix("• ") for each in found]


def pass_days(qtbot: QtBot, panel: ProductsPanel, days: int) -> None:
    panel.desk.shop.advance(panel.desk.shop.now + days * DAY)
    panel.desk.changed.emit(ADVANCED)
    idle(qtbot, panel)


def test_what_is_typed_is_kept_as_a_draft_and_can_be_gone_on_with(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: press(qtbot, panel, "action.add-product"))
    QTest.keyClicks(editor.words.title, "Travel mug of steel")
    press(qtbot, editor, "action.close-listing")
    idle(qtbot, panel)
    assert panel.pages.currentIndex() == 0
    kept = own(panel, NEXT)
    assert kept is not None
    assert (kept.status, kept.latest.title) == (ProductStatus.DRAFT, "Travel mug of steel")
    panel.receive(NEXT)
    idle(qtbot, panel)
    assert "Draft" in panel.product._state.text()
    again = opened(qtbot, panel, lambda: press(qtbot, panel, "action.edit-listing"))
    assert again.listing.title == "Travel mug of steel"
    QTest.keyClicks(again.words.title, ", 450 ml")
    again.finish()
    idle(qtbot, panel)
    kept = own(panel, NEXT)
    assert kept is not None
    assert kept.latest.title == "Travel mug of steel, 450 ml"
    assert own(panel, NEXT + 1) is None


def test_drafts_that_follow_each_other_closely_are_one_product(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    for title in ("A", "A mug", "A mug of steel"):
        write(editor, Listing(title=title))
        editor.flush()
    editor.finish()
    idle(qtbot, panel)
    kept = own(panel, NEXT)
    assert kept is not None
    assert kept.latest.title == "A mug of steel"
    assert own(panel, NEXT + 1) is None


def test_nothing_is_kept_of_an_editor_in_which_nothing_was_written(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    press(qtbot, editor, "action.close-listing")
    idle(qtbot, panel)
    assert own(panel, NEXT) is None


def test_a_product_is_submitted_and_goes_live_when_the_review_has_answered(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    write(editor, MUG)
    with qtbot.waitSignal(panel.said) as said:
        press(qtbot, editor, "action.submit-listing")
        qtbot.waitUntil(lambda: panel.writing.editor is None)
    assert "is under review; the answer is there by" in said.args[0]
    qtbot.waitUntil(lambda: panel.table.current() == NEXT)
    idle(qtbot, panel)
    assert "nobody sees it yet" in panel.listing._state.text()
    assert not panel.listing.edit_button.isEnabled()
    pass_days(qtbot, panel, 5)
    kept = own(panel, NEXT)
    assert kept is not None
    assert kept.status is ProductStatus.ACTIVATE
    assert panel.listing.edit_button.isEnabled()
    assert panel.desk.shop.read(check) == []


def test_what_the_review_objects_to_is_told_on_the_card_and_in_the_editor(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    write(editor, replace(MUG, title="The best mug in the world, it cures colds"))
    editor.submit()
    qtbot.waitUntil(lambda: panel.table.current() == NEXT)
    pass_days(qtbot, panel, 5)
    qtbot.waitUntil(panel.listing._state.isVisible)
    assert "Mend it and submit it again" in panel.listing._state.text()
    assert "sounds like a medicine" in panel.listing._objections.text()
    assert problems(panel) == []
    again = opened(qtbot, panel, lambda: panel.writing.open(NEXT))
    assert again.draft.opened.objections
    assert gains(again)
    assert panel.listing._gain.text() == " ".join((*gains(again), "It takes:"))
    again.finish()


def test_an_order_that_the_shop_cannot_pay_leaves_the_editor_open_with_the_reason(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    dear = tuple(replace(each, stock=9_000) for each in MUG.variants)
    write(editor, replace(MUG, variants=dear))
    with qtbot.waitSignal(panel.said, check_params_cb=lambda _text, role: role == "bad") as said:
        editor.submit()
    assert "bank account" in said.args[0]
    assert panel.writing.editor is editor
    assert editor.isEnabled()
    editor.finish()


def test_a_new_price_of_a_live_product_holds_at_once(qtbot: QtBot, panel: ProductsPanel) -> None:
    found = own(panel, EARBUDS)
    assert found is not None
    editor = opened(qtbot, panel, lambda: panel.writing.open(EARBUDS))
    told = (Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",)))
    write(editor, replace(editor.listing, attributes=told))
    editor.submit()
    idle(qtbot, panel)
    pass_days(qtbot, panel, 5)
    editor = opened(qtbot, panel, lambda: panel.writing.open(EARBUDS))
    variant = replace(editor.listing.variants[0], price=1_999)
    write(editor, replace(editor.listing, variants=(variant,)))
    with qtbot.waitSignal(panel.said) as said:
        editor.submit()
    assert said.args == ["It holds now: figures need no review.", "good"]
    idle(qtbot, panel)
    found = own(panel, EARBUDS)
    assert found is not None
    assert (found.audit, found.edit) == (Audit.NONE, None)
    assert panel.desk.shop.read(sku_rows, WALL)[0].price == 1_999


def test_a_draft_that_was_thrown_away_comes_back(qtbot: QtBot, panel: ProductsPanel) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    write(editor, MUG)
    editor.flush()
    with qtbot.waitSignal(panel.offered) as offered:
        press(qtbot, editor, "action.discard-listing")
    idle(qtbot, panel)
    assert own(panel, NEXT) is None
    offered.args[0].action()
    idle(qtbot, panel)
    kept = own(panel, NEXT)
    assert kept is not None
    assert kept.latest == MUG


def test_whoever_is_led_to_a_product_sees_it_and_keeps_what_was_being_written(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    write(editor, MUG)
    panel.receive(EARBUDS)
    idle(qtbot, panel)
    assert panel.pages.currentIndex() == 0
    kept = own(panel, NEXT)
    assert kept is not None
    assert kept.latest == MUG


def test_a_draft_that_comes_back_takes_no_other_drafts_place(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    write(editor, MUG)
    editor.flush()
    with qtbot.waitSignal(panel.offered) as offered:
        press(qtbot, editor, "action.discard-listing")
    second = opened(qtbot, panel, lambda: panel.writing.open(0))
    other = replace(MUG, title="Cup of enamel for camping")
    write(second, other)
    second.finish()
    idle(qtbot, panel)
    offered.args[0].action()
    idle(qtbot, panel)
    kept = [own(panel, product) for product in (NEXT, NEXT + 1)]
    assert [each and each.latest for each in kept] == [other, MUG]


def test_a_failed_product_that_was_thrown_away_comes_back_with_its_goods(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    bad = replace(MUG, title="Replica travel mug of steel, 450 ml")
    product = panel.desk.shop.do(SubmitListing(0, bad)).made
    pass_days(qtbot, panel, 7)
    editor = opened(qtbot, panel, lambda: panel.writing.open(product))
    with qtbot.waitSignal(panel.offered) as offered:
        press(qtbot, editor, "action.discard-listing")
    idle(qtbot, panel)
    offered.args[0].action()
    idle(qtbot, panel)
    kept = own(panel, product)
    assert kept is not None
    assert kept.status is ProductStatus.DRAFT
    assert [each.stock for each in kept.latest.variants] == [20, 20]
    assert own(panel, product + 1) is None


def test_what_arrives_after_a_listing_was_handed_in_is_no_draft_of_its_own(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    write(editor, MUG)
    editor.submit()
    editor.draft.change(points=("Said too late",))
    editor.flush()
    idle(qtbot, panel)
    kept = own(panel, NEXT)
    assert kept is not None
    assert (kept.audit, kept.latest.points) == (Audit.AUDITING, ())
    assert own(panel, NEXT + 1) is None


def test_a_copy_opens_in_the_editor(qtbot: QtBot, panel: ProductsPanel) -> None:
    editor = opened(qtbot, panel, lambda: press(qtbot, panel, "action.duplicate-product"))
    assert editor.listing.title == "Wireless earbuds, Bluetooth 5.3"
    assert editor.listing.variants[0].id == 0
    editor.finish()
    idle(qtbot, panel)
    kept = own(panel, NEXT)
    assert kept is not None
    assert kept.status is ProductStatus.DRAFT


def test_a_deleted_product_comes_back_as_it_was(qtbot: QtBot, panel: ProductsPanel) -> None:
    with qtbot.waitSignal(panel.offered) as offered:
        press(qtbot, panel, "action.delete-products")
    idle(qtbot, panel)
    found = own(panel, EARBUDS)
    assert found is not None
    assert found.status is ProductStatus.DELETED
    with qtbot.waitSignal(panel.said):
        offered.args[0].action()
    idle(qtbot, panel)
    found = own(panel, EARBUDS)
    assert found is not None
    assert found.status is ProductStatus.ACTIVATE


def test_a_brand_is_asked_for_and_its_answer_comes_while_the_editor_is_open(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    editor.words.brand.typed.emit("Nike")
    editor.brand_asked.emit("Nike", Document.LETTER)
    idle(qtbot, panel)
    state = editor.words._brand_state
    assert state.text().startswith("Nike was asked for; the answer comes by")
    with qtbot.waitSignal(panel.said) as said:
        editor.brand_asked.emit("Nike", Document.LETTER)
    assert said.args == ["Nike has been asked for already; wait for the answer.", "bad"]
    pass_days(qtbot, panel, 5)
    assert state.text() == "The shop is authorised to sell Nike."
    editor.finish()


def test_the_words_of_the_categories_are_read_off_the_windows_thread(
    qtbot: QtBot, panel: ProductsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    class Watched(category_search._Index):
        def __init__(self, tree: CategoryTree) -> None:
            threads.append(threading.current_thread())
            super().__init__(tree)

    monkeypatch.setattr(category_search, "_Index", Watched)
    category_search._index.cache_clear()
    editor = opened(qtbot, panel, lambda: panel.writing.open(0))
    QTest.keyClicks(editor.words.title, "Mug")
    (thread,) = threads
    assert thread is not threading.main_thread()
    editor.finish()


@pytest.mark.parametrize("size", [(1170, 622), (1033, 482)])
def test_the_editor_fits_into_the_panel(
    qtbot: QtBot, panel: ProductsPanel, size: tuple[int, int]
) -> None:
    panel.resize(*size)
    editor = opened(qtbot, panel, lambda: panel.writing.open(EARBUDS))
    assert problems(editor) == []
    editor.finish()


def test_the_card_of_a_product_says_why_it_was_taken_down_and_leads_to_the_fee(
    qtbot: QtBot, panel: ProductsPanel
) -> None:
    def said(words: str) -> None:
        panel.refresh()
        qtbot.waitUntil(lambda: words in panel.listing._fee.text(), timeout=5_000)

    shop, dear = panel.desk.shop, asking(everywhere(flat(6_000)))
    panel.receive(EARBUDS)
    idle(qtbot, panel)
    assert panel.listing._fee.isHidden()
    assert panel.listing.fee_button.isHidden()
    shop.do(replace(dear, template=1))
    said("Mend it by the end of Mon 23 Nov, or the products that use the template are taken down")
    shop.advance_days(9)
    said("was not mended by the end of Mon 23 Nov: the products that use the template are taken")
    assert "Taken down" in panel.product._state.text()
    with qtbot.waitSignal(panel.go) as led:
        press(qtbot, panel, "action.mend-fee")
    assert led.args == ["shipping", None]
    assert problems(panel) == []
    shop.do(replace(dear, template=1, zones=everywhere(flat(499)).zones))
    panel.refresh()
    qtbot.waitUntil(panel.listing._fee.isHidden, timeout=5_000)
