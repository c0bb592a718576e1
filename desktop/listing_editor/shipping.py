"""How the product is sent: the shipping template."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.listing_editor.choice import Choice
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.part import Part
from domain.catalogue.listing import Listing


class Shipping(Part):
    """Chooses one of the shop's templates, or leaves the one it has."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("shipping", tr("Shipping template"), draft, (), parent)
        self.template = Choice(self)
        self.template.setObjectName("editor.template")
        self.template.setAccessibleName(tr("Shipping template"))
        usual = tr("The shop's usual one") if draft.opened.live is None else tr("As it is")
        self.template.addItem(usual, 0)
        for number, name in draft.opened.templates:
            self.template.addItem(name, number)
        self.template.activated.connect(
            lambda _index: draft.change(template=self.template.currentData())
        )
        self.body.addWidget(self.template)

    def show_listing(self, listing: Listing) -> None:
        self.template.setCurrentIndex(max(0, self.template.findData(listing.template)))
