"""Writing listings: from a button to the editor, from there to drafts and the platform's review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton
from sqlalchemy import Connection

from desktop.i18n import tr
from desktop.panels.products.product_list import ProductListPanel
from desktop.widgets.toast import Offer
from desktop.wording import moment, refusal_text
from domain.catalogue.audit import Audit
from domain.catalogue.brands import Brands, Document, brands
from domain.catalogue.category_search import prepare
from domain.catalogue.commands import (
    AskForBrand,
    DeleteProducts,
    DiscardEdit,
    DuplicateProduct,
    ListingCommand,
    RecoverProducts,
    SaveDraft,
    SetLive,
    SubmitListing,
)
from domain.catalogue.listing import Listing
from domain.catalogue.own_listings import own_listing
from domain.kernel.changes import Changes, Subject
from domain.kernel.outcome import Outcome
from domain.reports.listing_work import ListingState, ListingWork, listing_state, listing_work
from domain.reports.shop import ShopRow, shop_row

if TYPE_CHECKING:
    from desktop.listing_editor.editor import ListingEditor
    from domain.shop import Shop


@dataclass
class _Paper:
    """The product that is being written; the writer's lane alone reads and sets its number.

    Drafts follow each other there, so the second already goes where the first has gone.
    """

    product: int
    kept: bool
    """Whether the shop keeps an edit of it, which throwing away would lose."""
    handed_in: bool = False
    """Whether the platform has it: what comes later, as a picture may, is not kept."""


class ListingWriting(QObject):
    """The button, the entries of the menu, and the editor as a page of its panel."""

    opened = Signal(object)
    """The editor that is there now."""

    def __init__(self, panel: ProductListPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = panel.desk
        self.editor: ListingEditor | None = None
        self.button = QPushButton(tr("Add product"), panel)
        self.button.setObjectName("action.add-product")
        self.button.setProperty("kind", "primary")
        self.button.clicked.connect(lambda: self.open(0))
        self._desk.changed.connect(self._hear)
        panel.table.menu_opens.connect(self._add_to)

    def open(self, product: int) -> None:
        """Open the editor on a product; 0 for a new one."""
        if self.editor is not None:
            return
        wall = self._desk.clock()

        def look(conn: Connection) -> tuple[ListingWork | None, ShopRow]:
            shop = shop_row(conn, wall)
            prepare(shop.region)  # here, so that the window does not wait for it
            return listing_work(conn, wall, product), shop

        self._desk.read(self, "listing-work", lambda shop: shop.read(look), self._show)

    def duplicate(self, product: int) -> None:
        """Begin a new product that says what this one says, and open it."""

        def done(outcome: Outcome) -> None:
            self._tell(outcome)
            if outcome.made:
                self._panel.said.emit(tr("A copy was made; change what is different."), "good")
                self.open(outcome.made)

        self._do(tr("Copying a product"), DuplicateProduct(product), done)

    def delete(self, product: int, name: str, *, live: bool) -> None:
        """Delete a product, with a way back."""

        def done(outcome: Outcome) -> None:
            self._tell(outcome)
            if outcome.done:
                text = tr("{product} is deleted. Orders already placed go on.", product=name)
                back = Offer(
                    text, tr("Undo"), "undo-delete", lambda: self.recover(product, name, live=live)
                )
                self._panel.offered.emit(back)

        self._do(tr("Deleting a product"), DeleteProducts((product,)), done)

    def recover(self, product: int, name: str, *, live: bool = False) -> None:
        """Bring a deleted product back, on sale where it was."""

        def done(outcome: Outcome) -> None:
            self._tell(outcome)
            if not outcome.done:
                return
            if live:
                self._do(tr("Putting on sale"), SetLive((product,), live=True), self._tell)
            self._panel.said.emit(tr("{product} is back.", product=name), "good")

        self._do(tr("Bringing a product back"), RecoverProducts((product,)), done)

    # The editor

    def _show(self, found: tuple[ListingWork | None, ShopRow]) -> None:
        from desktop.listing_editor.editor import ListingEditor
        from desktop.listing_editor.opened import Opened

        work, shop = found
        if work is None or self.editor is not None:
            return
        paper = _Paper(work.product, kept=work.live is None or work.listing != work.live)
        opened = Opened(
            listing=work.listing,
            live=work.live,
            shop=shop,
            title=work.listing.title or tr("New product"),
            templates=work.templates,
            others=work.others,
            brands=work.brands,
            looks=work.looks,
            objections=work.objections,
            effects=work.effects,
        )
        editor = ListingEditor(self._desk, opened, self._panel.pages)
        editor.setContentsMargins(18, 14, 18, 14)
        editor.changed.connect(lambda listing: self._save(paper, listing))
        editor.brand_asked.connect(self._ask_for_brand)
        editor.submitted.connect(lambda listing: self._submit(paper, listing))
        editor.discarded.connect(lambda: self._discard(paper, editor.listing))
        editor.closed.connect(self._close)
        self.editor = editor
        self._panel.pages.addWidget(editor)
        self._panel.pages.setCurrentWidget(editor)
        editor.setFocus()
        self.opened.emit(editor)

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            self._panel.pages.removeWidget(editor)
            editor.deleteLater()
            self._panel.table.setFocus()

    def _save(self, paper: _Paper, listing: Listing) -> None:
        def save(shop: Shop) -> Outcome:
            if paper.handed_in:
                return Outcome(0)
            outcome = shop.do(SaveDraft(paper.product, listing))
            if not outcome.done and shop.do(RecoverProducts((paper.product,))).done:
                outcome = shop.do(SaveDraft(paper.product, listing))  # with the goods of its SKUs
            if not outcome.done and paper.product:  # it is under review, or gone
                outcome = shop.do(SaveDraft(0, listing))
            if outcome.done:
                paper.product, paper.kept = outcome.made, True
            return outcome

        self._carry_out(tr("Saving the draft"), save, self._tell)

    def _submit(self, paper: _Paper, listing: Listing) -> None:
        def submit(shop: Shop) -> Outcome:
            outcome = shop.do(SubmitListing(paper.product, listing))
            paper.handed_in = outcome.done > 0
            return outcome

        def done(outcome: Outcome) -> None:
            if self.editor is not None:
                self.editor.setEnabled(True)
            self._tell(outcome)
            if outcome.done:
                self._close()
                self._panel.receive(outcome.made)
                self._word_submitted(outcome.made)

        if self.editor is not None:
            self.editor.setEnabled(False)  # a double click does not submit it twice
        self._carry_out(tr("Submitting the listing"), submit, done)

    def _word_submitted(self, product: int) -> None:
        wall = self._desk.clock()

        def look(conn: Connection) -> tuple[ListingState | None, ShopRow]:
            return listing_state(conn, wall, product), shop_row(conn, wall)

        def tell(found: tuple[ListingState | None, ShopRow]) -> None:
            state, shop = found
            if state is None:
                return
            if state.audit is Audit.AUDITING:
                text = tr(
                    "{product} is under review; the answer is there by {by} at the latest.",
                    product=state.title,
                    by=moment(state.answered_by, shop),
                )
            else:
                text = tr("It holds now: figures need no review.")
            self._panel.said.emit(text, "good")

        self._desk.read(self, "listing-state", lambda shop: shop.read(look), tell)

    def _discard(self, paper: _Paper, listing: Listing) -> None:
        def discard(shop: Shop) -> Outcome:
            outcome = shop.do(DiscardEdit(paper.product)) if paper.kept else Outcome(0)
            if outcome.done and shop.read(own_listing, paper.product) is None:
                paper.product = 0  # its number may be another product's by the time it comes back
            return outcome

        def done(outcome: Outcome) -> None:
            if outcome.done:
                text = tr("What was written is thrown away.")
                act = partial(self._save, paper, listing)
                self._panel.offered.emit(Offer(text, tr("Undo"), "undo-discard", act))

        self._close()
        self._carry_out(tr("Throwing a draft away"), discard, done)

    # Brands

    def _ask_for_brand(self, brand: str, document: Document) -> None:
        self._do(tr("Asking for a brand"), AskForBrand(brand, document), self._tell)

    def _hear(self, changes: Changes) -> None:
        """The platform may have answered, or been asked, about a brand."""
        if self.editor is None or not changes.subjects & {Subject.PRODUCTS, Subject.CLOCK}:
            return
        wall, draft = self._desk.clock(), self.editor.draft

        def look(conn: Connection) -> Brands:
            return brands(conn, shop_row(conn, wall).now)

        self._desk.read(draft, "brands", lambda shop: shop.read(look), draft.hear)

    # Carrying out

    def _do(
        self, label: str, command: ListingCommand | SetLive, done: Callable[[Outcome], None]
    ) -> None:
        self._carry_out(label, lambda shop: shop.do(command), done)

    def _carry_out(
        self, label: str, job: Callable[[Shop], Outcome], done: Callable[[Outcome], None]
    ) -> None:
        self._desk.write(
            self,
            label,
            lambda shop, _write: job(shop),
            done,
            touched=lambda outcome: outcome.changes,
        )

    def _tell(self, outcome: Outcome) -> None:
        for refusal in outcome.refusals[:1]:
            self._panel.said.emit(refusal_text(refusal), "bad")

    def _add_to(self, menu: QMenu) -> None:
        product = self._panel.table.current()
        if not product:
            return
        menu.addSeparator()
        for name, text, act in (
            ("edit-listing", tr("Edit"), self.open),
            ("duplicate-product", tr("Duplicate"), self.duplicate),
        ):
            entry = menu.addAction(text)
            entry.setObjectName(f"cell.{name}")
            entry.triggered.connect(lambda _=False, act=act: act(product))
