"""What a shop has set about shipping, who uses it, and what a buyer is offered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, func, select

from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.orders.tables import orders
from domain.reports.fee_warnings import FeeWarning, warnings_of
from domain.reports.promoted import deal_prices
from domain.reports.shop import ShopRow, shop_row
from domain.shipping import settings
from domain.shipping.fulfilment import Fulfilment
from domain.shipping.preview import Delivery, Item, preview
from domain.shipping.templates import Template
from domain.simulation.parameters import places

_PACE_DAYS = 7


@dataclass(frozen=True, slots=True)
class ProductUse:
    """A product and the template it uses; 0 where a real shop has assigned none."""

    id: int
    name: str
    template: int


@dataclass(frozen=True, slots=True)
class Shipping:
    """All that is set, and what it depends on."""

    shop: ShopRow
    today: int
    """The local day."""
    templates: tuple[Template, ...]
    products: tuple[ProductUse, ...]
    fulfilment: Fulfilment
    placed_today: int
    """Orders placed today so far."""
    placed_lately: int
    """Orders placed in the last seven days."""
    warnings: tuple[FeeWarning, ...]
    buyers: dict[str, int]
    """The share of simulated buyers who live in each area, basis points; empty in real shops."""

    def warning(self, template: int) -> FeeWarning | None:
        """What the platform wants of a template's fees."""
        return next((each for each in self.warnings if each.template == template), None)

    def uses(self, template: int) -> tuple[ProductUse, ...]:
        """The products that use a template."""
        return tuple(each for each in self.products if each.template == template)


def shipping(conn: Connection, wall: int) -> Shipping:
    """The shop's shipping settings at ``wall``, which is a real shop's now."""
    about, known = shop_row(conn, wall), settings.load(conn)
    assigned, practice = dict(known.assigned), about.is_practice
    listed = conn.execute(select(products.c.id, products.c.name).order_by(products.c.id))
    calendar = about.book.calendar
    today = int(calendar.local_day(about.now))
    return Shipping(
        shop=about,
        today=today,
        templates=known.templates,
        products=tuple(
            ProductUse(
                id=row.id,
                name=row.name,
                template=known.of_product(row.id) if practice else assigned.get(row.id, 0),
            )
            for row in listed
        ),
        fulfilment=known.fulfilment,
        placed_today=_placed(conn, calendar.midnight(today), about.now),
        placed_lately=_placed(conn, about.now - _PACE_DAYS * DAY, about.now),
        warnings=warnings_of(about, known),
        buyers=_buyers() if practice else {},
    )


def _placed(conn: Connection, since: int, until: int) -> int:
    """Orders placed after ``since``, up to and with ``until``."""
    placed = orders.c.created_at
    query = select(func.count()).where(placed > since, placed <= until)
    return int(conn.execute(query).scalar_one())


def _buyers() -> dict[str, int]:
    """The share of simulated buyers in each area where any live, basis points."""
    shares = np.diff(places().chosen, prepend=0) * BASIS
    found: dict[str, int] = {}
    for state, share in zip(places().state.tolist(), shares.tolist(), strict=True):
        found[state] = found.get(state, 0) + share
    return {state: round(share / (1 << 32)) for state, share in found.items()}


def offered(
    conn: Connection, wall: int, product: int, zip_code: str, units: int, po_box: bool
) -> tuple[Delivery, ...] | Refusal:
    """What a buyer in a ZIP code is offered for so many units of a product, ordered now.

    A product's first SKU stands for it; one without a template is refused.
    """
    about, known = shop_row(conn, wall), settings.load(conn)
    template = known.template(known.of_product(product))
    if template is None:
        return Refusal("template-unknown", {"template": 0})
    today = int(about.book.calendar.local_day(about.now))
    sku = conn.execute(
        select(skus.c.id, skus.c.weight, skus.c.price)
        .where(skus.c.product_id == product)
        .order_by(skus.c.id)
        .limit(1)
    ).one_or_none()
    if sku is None:
        return Refusal("product-unknown", {"product": product})
    price = deal_prices(conn, about.now, [sku.id]).get(sku.id, sku.price or 0)
    return preview(
        template,
        zip_code,
        [Item(units=units, grams=sku.weight, price=price)],
        about.now,
        placed_today=_placed(conn, about.book.calendar.midnight(today), about.now),
        settings=known.fulfilment,
        rules=about.rules,
        calendar=about.book.calendar,
        po_box=po_box,
    )
