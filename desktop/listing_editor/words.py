"""Title and brand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QPushButton, QWidget

from desktop.i18n import tr
from desktop.listing_advice_wording import objection_text
from desktop.listing_editor.brand_dialog import BrandDialog
from desktop.listing_editor.brand_wording import brand_text
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import Line
from desktop.listing_editor.part import Counter, Part, headed
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.categories import category_tree
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing
from domain.catalogue.reviewing import Rule, protected_brands, same_words


class Words(Part):
    """What the product is called, and whose it is."""

    brand_asked = Signal(str, object)
    """A brand, and the ``Document`` that is sent to be authorised for it."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("words", tr("Title and brand"), draft, ("title",), parent)
        self.title = Line("title", tr("Title"), self)
        self.title.setPlaceholderText(tr("Brand, what it is, what sets it apart, size or amount"))
        self.title.typed.connect(lambda text: draft.change("title", title=text))
        self._count = Counter("title", self)
        self.brand = Line("brand", tr("Brand"), self)
        self.brand.setPlaceholderText(tr("No brand"))
        self.brand.typed.connect(lambda text: draft.change("brand", brand=text))
        self.brand.setCompleter(self._completer())
        self._brand_problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._brand_problem.setObjectName("problem.brand")
        self._brand_state = PlainLabel("", self, size="small", wrap=True)
        self._brand_state.setObjectName("state.brand")
        self.ask_button = QPushButton(tr("Ask for authorisation…"), self)
        self.ask_button.setObjectName("action.ask-for-brand")
        self.ask_button.setAutoDefault(False)
        self.ask_button.clicked.connect(self._ask)
        self._missing = ""
        self.body.addLayout(headed(tr("Title"), self._count, self))
        self.body.addWidget(self.title)
        self.body.addWidget(self.problem)
        self.body.addLayout(headed(tr("Brand"), None, self))
        self.body.addWidget(self.brand)
        self.body.addWidget(self._brand_problem)
        self.body.addWidget(self._brand_state)
        self.body.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)

    def mends(self, wrong: Wrong) -> QWidget | None:
        return self.title if super().mends(wrong) else None

    def show_listing(self, listing: Listing) -> None:
        opened = self.draft.opened
        self.title.show_text(listing.title)
        self.brand.show_text(listing.brand)
        self._count.show_count(len(listing.title.strip()), opened.rules.title_high)
        objections = [each for each in self.draft.judgement.objections if each.rule is Rule.BRAND]
        self._brand_problem.setText("\n".join(objection_text(each) for each in objections))
        self._brand_problem.setVisible(bool(objections))
        self._missing = objections[0].about if objections else ""
        text, role = brand_text(self._missing or listing.brand, opened.brands, opened.shop)
        self._brand_state.setText(text)
        self._brand_state.setVisible(bool(text))
        restyle(self._brand_state, role=role)
        asked = any(same_words(each.brand, self._missing) for each in opened.brands.waiting)
        self.ask_button.setVisible(bool(self._missing) and not asked)

    def _completer(self) -> QCompleter:
        """The brands that have an owner here, as the platform writes them."""
        region = self.draft.opened.region
        known = protected_brands(region) if category_tree(region).categories else ()
        completer = QCompleter(known, self.brand)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda text: self.draft.change(brand=text))
        return completer

    def _ask(self) -> None:
        brand = self._missing
        dialog = BrandDialog(brand, self.draft.opened.rules.review_business_days, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(lambda document: self.brand_asked.emit(brand, document))
        dialog.open()
