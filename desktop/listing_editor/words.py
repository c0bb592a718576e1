"""Title and brand."""

from __future__ import annotations

from PySide6.QtWidgets import QCompleter, QWidget

from desktop.i18n import tr
from desktop.listing_advice_wording import objection_text
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import Line
from desktop.listing_editor.part import Counter, Part, headed
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing
from domain.catalogue.reviewing import Rule


class Words(Part):
    """What the product is called, and whose it is."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("words", tr("Title and brand"), draft, ("title",), parent)
        self.title = Line("title", tr("Title"), self)
        self.title.setPlaceholderText(tr("Brand, what it is, what sets it apart, size or amount"))
        self.title.typed.connect(lambda text: draft.change("title", title=text))
        self._count = Counter("title", self)
        self.brand = Line("brand", tr("Brand"), self)
        self.brand.setPlaceholderText(tr("No brand"))
        self.brand.typed.connect(lambda text: draft.change("brand", brand=text))
        self.brand.setCompleter(QCompleter(sorted(draft.opened.authorised), self.brand))
        self.brand.completer().activated.connect(lambda text: draft.change(brand=text))
        self._brand_problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._brand_problem.setObjectName("problem.brand")
        self.body.addLayout(headed(tr("Title"), self._count, self))
        self.body.addWidget(self.title)
        self.body.addWidget(self.problem)
        self.body.addLayout(headed(tr("Brand"), None, self))
        self.body.addWidget(self.brand)
        self.body.addWidget(self._brand_problem)

    def mends(self, wrong: Wrong) -> QWidget | None:
        return self.title if super().mends(wrong) else None

    def show_listing(self, listing: Listing) -> None:
        self.title.show_text(listing.title)
        self.brand.show_text(listing.brand)
        self._count.show_count(len(listing.title.strip()), self.draft.opened.rules.title_high)
        lines = [
            objection_text(each)
            for each in self.draft.judgement.objections
            if each.rule is Rule.BRAND
        ]
        self._brand_problem.setText("\n".join(lines))
        self._brand_problem.setVisible(bool(lines))
