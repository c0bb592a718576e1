"""The Products panel of a practice shop: what is for sale, its stock, orders and price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panels.products.bulk import BulkEdit
from desktop.panels.products.listing_state_card import ListingStateCard
from desktop.panels.products.price_card import PriceCard
from desktop.panels.products.product_card import ProductCard
from desktop.panels.products.product_list import ProductListPanel
from desktop.panels.products.purchase_card import PurchaseCard
from desktop.panels.products.stock_card import StockCard
from desktop.panels.products.writing import ListingWriting
from desktop.promotion_editor.opening import PromotionWriting
from desktop.remembered import Remembered
from desktop.try_prices.opening import TryingPrices
from desktop.widgets.scrolled import Scrolled
from domain.catalogue.rules import ProductStatus
from domain.kernel.changes import Subject
from domain.reports.figures import finance_figures
from domain.reports.listing_work import ListingState, listing_state
from domain.reports.listings import ListingRow, listing_rows
from domain.reports.products import SkuRow, sku_rows
from domain.reports.shelf import shelf
from domain.reports.shop import ShopRow, shop_row
from domain.reports.stock import StockRow, stock_rows

_DETAIL, _NARROW_DETAIL = 400, 344
"""Width of the detail beside the list, logical pixels."""
_NARROW = 900
"""Panel width under which the detail is narrow too."""
_NOWHERE = -1
"""The column of which a click goes on to the cards: none, a click only chooses."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look at a product gave."""

    shop: ShopRow
    product: ListingRow
    rows: tuple[SkuRow, ...]
    """Its variations; a draft may have none."""
    stock: dict[int, StockRow]
    state: ListingState | None
    cash: int


class ProductsPanel(ProductListPanel):
    """The list of products, and beside it the cards of the chosen one."""

    subjects = frozenset(
        {Subject.PRODUCTS, Subject.STOCK, Subject.ORDERS, Subject.CLOCK, Subject.SHIPPING}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._found: _Found | None = None
        self._sku = self._shown = 0
        self.table.link = _NOWHERE
        self.bulk = BulkEdit(self)
        self.writing = ListingWriting(self)
        self.promoting = PromotionWriting(desk, self)
        self.trying = TryingPrices(desk, self.promoting, self)
        for helper in (self.promoting, self.trying):
            helper.said.connect(self.said)
            helper.offered.connect(self.offered)
        self.table.menu_opens.connect(self._add_promoting)
        self.buttons.addWidget(self.bulk.button)
        self.buttons.addWidget(self.writing.button)
        self._detail = self._make_detail()
        self.body.addWidget(self._detail)
        self._detail.hide()

    def _make_detail(self) -> Scrolled:
        area = Scrolled(12, parent=self)
        self.product = ProductCard(self, area)
        self.product.sku_chosen.connect(self._choose)
        self.listing = ListingStateCard(area)
        self.listing.edit_wanted.connect(lambda: self._with_product(self.writing.open))
        self.listing.copy_wanted.connect(lambda: self._with_product(self.writing.duplicate))
        self.listing.delete_wanted.connect(self._delete)
        self.listing.shipping_wanted.connect(lambda: self.go.emit("shipping", None))
        self.stock = StockCard(self, area)
        self.purchase = PurchaseCard(self, area)
        self.price = PriceCard(self, area)
        self.price.promote_wanted.connect(lambda sku: self.promoting.open(skus=(sku,)))
        self.price.try_wanted.connect(self.trying.open)
        for card in (self.product, self.listing, self.stock, self.purchase, self.price):
            area.body.addWidget(card)
        area.body.addStretch(1)
        area.setFixedWidth(_DETAIL)
        return area

    def receive(self, subject: object) -> None:
        """Choose the product of that id, or the SKU of that id.

        What is being written is kept as a draft and makes room.
        """
        if self.writing.editor is not None:
            self.writing.editor.finish()
        if isinstance(subject, int):
            self._sku = subject
        super().receive(subject)

    def exports(self) -> tuple[str, Sequence[int]]:
        return "products", ()

    def state(self) -> dict[str, Any]:
        return {**super().state(), "sku": self._sku}

    def restore(self, state: Remembered) -> None:
        super().restore(state)
        self._sku = state.whole("sku", 0, 2**63 - 1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._detail.setFixedWidth(_DETAIL if self.width() >= _NARROW else _NARROW_DETAIL)

    # Showing

    @property
    def current(self) -> SkuRow | None:
        """The variation that is chosen, of the product that is shown."""
        rows = self._found.rows if self._found is not None else ()
        return next((row for row in rows if row.id == self._sku), rows[0] if rows else None)

    def open_product(self, _product: int) -> None:
        self.purchase.start_typing()

    def show_product(self, product: int) -> None:
        wall = self.desk.clock()

        def look(conn: Connection) -> _Found | None:
            rows = listing_rows(conn, shelf(conn, wall, product), (product,)) if product else ()
            if not rows:
                return None
            return _Found(
                shop_row(conn, wall),
                rows[0],
                sku_rows(conn, wall, product),
                {row.id: row for row in stock_rows(conn, wall, product)},
                listing_state(conn, wall, product),
                finance_figures(conn)["cash"],
            )

        self.desk.read(self, "product", lambda shop: shop.read(look), self._show_found)

    def _show_found(self, found: _Found | None) -> None:
        self._found = found
        self._detail.setVisible(found is not None)
        if found is None:
            return
        row = self.current
        self.product.show_product(found.product, found.rows, row, found.shop)
        self.listing.setVisible(found.state is not None)
        if found.state is not None:
            self.listing.show_state(found.state, found.shop)
        for card in (self.stock, self.purchase, self.price):
            card.setVisible(row is not None)
        shown, self._shown = self._shown, row.id if row is not None else 0
        if row is not None:
            self._sku = row.id
            self._show_sku(row, found, fresh=row.id != shown)

    def _show_sku(self, row: SkuRow, found: _Found, *, fresh: bool) -> None:
        """Show a SKU; what has been typed for it stays, unless it is another one."""
        stock, product = found.stock[row.id], row.product
        self.stock.show_stock(stock, product, found.shop, low=row.low)
        self.purchase.show_purchase(stock, product, found.shop, found.cash, fresh=fresh)
        self.price.show_price(row, found.shop, fresh=fresh)

    def _choose(self, sku: int) -> None:
        self._sku = sku
        self._show_found(self._found)

    # Doing

    def _with_product(self, act: Callable[[int], None]) -> None:
        if self._found is not None:
            act(self._found.product.id)

    def _add_promoting(self, menu: QMenu) -> None:
        if self._found is None or not self._found.rows:
            return
        skus = tuple(row.id for row in self._found.rows)
        entry = menu.addAction(tr("Promote…"))
        entry.setObjectName("cell.promote")
        entry.triggered.connect(lambda: self.promoting.open(skus=skus))

    def _delete(self) -> None:
        """Delete the product, or bring a deleted one back."""
        if self._found is None:
            return
        product = self._found.product
        if product.status == ProductStatus.DELETED:
            self.writing.recover(product.id, product.name)
        else:
            live = product.status == ProductStatus.ACTIVATE
            self.writing.delete(product.id, product.name, live=live)
