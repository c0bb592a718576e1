"""The Products panel of a real shop: what its product files told, to look at and to search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.panels.products.listing_card import ListingCard
from desktop.panels.products.product_list import ProductListPanel
from desktop.widgets.detail_card import CARD_WIDTH, DRAWER_BELOW
from desktop.widgets.drawer import Drawer
from domain.kernel.changes import Subject
from domain.reports.listing import Listing, listing


class ListingsPanel(ProductListPanel):
    """The list of products, and the card of the chosen one."""

    subjects = frozenset({Subject.PRODUCTS, Subject.STOCK, Subject.IMPORTS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.card = ListingCard(self)
        self.card.closed.connect(self.close_product)
        self._drawer = Drawer(self, self.body, self.card, width=CARD_WIDTH, below=DRAWER_BELOW)
        self._drawer.changed.connect(self.card.be_drawer)

    def exports(self) -> tuple[str, Sequence[int]]:
        return "products-all", ()

    def has_room(self) -> bool:
        return not self._drawer.is_drawer

    def show_filled(self, filled: bool) -> None:
        self.card.setVisible(filled and not self._drawer.is_drawer)

    def open_product(self, _product: int) -> None:
        self._drawer.open()

    def reveal_product(self) -> None:
        self._drawer.open()

    def close_product(self) -> None:
        if self._drawer.is_drawer:
            self._drawer.close()
            self.table.setFocus()

    def show_product(self, product: int) -> None:
        wall = self.desk.clock()

        def look(conn: Connection) -> Listing | None:
            return listing(conn, product, wall) if product else None

        self.desk.read(self, "listing", lambda shop: shop.read(look), self._fill_card)

    def _fill_card(self, found: Listing | None) -> None:
        if found is None or self.shop is None:
            self.card.clear()
        else:
            self.card.show_listing(found, self.shop)
