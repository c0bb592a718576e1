"""One imported product in full. Everything on it is somebody's text: plain, and never fetched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import left_to_right, tr
from desktop.listing_advice_wording import fix_text, objection_text, tier_name, tier_role
from desktop.listing_wording import UNTOLD, price_text, size_text, stock_meaning, stock_text
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money, number, product_status_name, product_status_role
from domain.reports.listing import ListedSku, Listing
from domain.reports.shop import ShopRow

_SHOWN_SKUS = 40
_SHOWN_TEXT = 2_000
"""Characters of a description that are shown."""


class ListingCard(DetailCard):
    """Says what the files told of a product."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "listing", tr("Product"), tr("Close the product"), spacing=8, parent=parent
        )
        self.product = 0
        """The product shown; 0 for none."""
        self._fields = Fields(self)
        self._better = PlainLabel(tr("What could be better"), self, strong=True)
        self._fixes = PlainLabel("", self, size="small", wrap=True)
        self._review = PlainLabel(tr("What the platform may object to"), self, strong=True)
        self._objections = PlainLabel("", self, size="small", wrap=True)
        self._heading = PlainLabel(tr("Description"), self, strong=True)
        self._description = PlainLabel("", self, size="small", wrap=True)
        self._description.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for each in (
            self._fields,
            self._review,
            self._objections,
            self._better,
            self._fixes,
            self._heading,
            self._description,
        ):
            self.body.addWidget(each)
        self.body.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show no product."""
        self.product = 0
        hint = tr("Choose one in the list to see what its file says of it.")
        self.show_head(tr("No product chosen"), hint, "mute")
        self._fields.clear()
        self._heading.hide()
        self._description.hide()
        self._show_lines(self._review, self._objections, ())
        self._show_lines(self._better, self._fixes, ())

    def show_listing(self, found: Listing, shop: ShopRow) -> None:
        """Show a product."""
        row = found.row
        self.product = row.id
        name = row.name or tr("Product {id}", id=left_to_right(str(row.id)))
        state = product_status_name(row.status) or tr("Status unknown")
        self.show_head(name, state, product_status_role(row.status))
        self._fields.clear()
        self._add_facts(found)
        self._advise(found, shop)
        self._add_skus(found, shop)
        self._add_attributes(found)
        shown = found.description[:_SHOWN_TEXT]
        if len(shown) < len(found.description):
            shown += " …"
        self._description.setText(shown)
        self._heading.setVisible(bool(shown))
        self._description.setVisible(bool(shown))

    def _add_facts(self, found: Listing) -> None:
        fields, row = self._fields, found.row
        fields.add(tr("Product ID"), left_to_right(str(row.id)))
        fields.add(tr("Category"), _with_id(row.category, found.category_id))
        fields.add(tr("Brand"), _with_id(row.brand, found.brand_id))
        fields.add(tr("Cash on delivery"), found.cod or UNTOLD)
        fields.add(
            tr("Images"),
            number(len(found.images)),
            tip="\n".join(found.images) or tr("No file has told an image."),
        )

    def _advise(self, found: Listing, shop: ShopRow) -> None:
        """Say how good the listing is, what would raise it first, and what may be objected to."""
        advice = found.advice
        fixes: Sequence[str] = ()
        objections: Sequence[str] = ()
        if advice is not None:
            quality, rules = advice.quality, shop.book.at(shop.now)
            self._fields.add(
                tr("Quality of the listing"),
                tier_name(quality.tier),
                role=tier_role(quality.tier),
                tip=tr("As far as a file tells: its words, attributes and number of images."),
            )
            fixes = [fix_text(fix, rules) for fix in quality.fixes]
            objections = [objection_text(each) for each in advice.objections]
        self._show_lines(self._review, self._objections, objections)
        self._show_lines(self._better, self._fixes, fixes)

    def _show_lines(self, heading: PlainLabel, label: PlainLabel, lines: Sequence[str]) -> None:
        label.setText("\n".join(f"• {line}" for line in dict.fromkeys(lines)))
        heading.setVisible(bool(lines))
        label.setVisible(bool(lines))

    def _add_skus(self, found: Listing, shop: ShopRow) -> None:
        fields, row = self._fields, found.row
        fields.add_section(tr("%Ln variation(s)", row.variations))
        for sku in found.skus[:_SHOWN_SKUS]:
            fields.add(
                sku.name or left_to_right(str(sku.id)),
                f"{price_text(sku.price, sku.price, shop.currency)} · {stock_text(sku.stock)}",
                role="bad" if sku.stock == 0 else "text",
                tip=_sku_meaning(sku, shop),
            )
        if row.variations > _SHOWN_SKUS:
            left = number(row.variations - _SHOWN_SKUS)
            fields.add(tr("And further ones"), left)
        fields.add(
            tr("In stock together"), stock_text(row.stock), strong=True, tip=stock_meaning(row)
        )

    def _add_attributes(self, found: Listing) -> None:
        if not found.attributes:
            return
        self._fields.add_section(tr("Attributes"))
        for each in found.attributes:
            self._fields.add(each.label, each.value)


def _with_id(name: str, number_: int) -> str:
    if not name:
        return UNTOLD
    return f"{name} · {left_to_right(str(number_))}" if number_ else name


def _sku_meaning(sku: ListedSku, shop: ShopRow) -> str:
    parts = [
        tr("SKU ID: {id}", id=left_to_right(str(sku.id))),
        tr("Seller SKU: {sku}", sku=left_to_right(sku.seller_sku) if sku.seller_sku else UNTOLD),
        tr("Packed: {size}", size=size_text(sku)),
    ]
    if sku.cost is None:
        parts.append(
            tr("Its cost is unknown: import a sheet with the columns Seller SKU and Cost.")
        )
    else:
        parts.append(tr("Costs you {cost}", cost=money(sku.cost, shop.currency)))
    if sku.stock is None:
        parts.append(tr("No file has told its stock."))
    return "\n".join(parts)
