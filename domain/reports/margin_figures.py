"""What is known of SKUs that a margin depends on, and how well it is known.

A shop's own figures are those of its orders of the last 90 days that were not cancelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, select

from domain.aftersales.tables import returns
from domain.catalogue.tables import products, skus
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array, Columns, given, read
from domain.kernel.money import BASIS
from domain.orders.tables import order_lines, orders
from domain.promotions.worst import Fee
from domain.reports.scenario import scenario
from domain.reports.shop import ShopRow
from domain.shipping import rates, settings
from domain.shipping.tables import packages
from domain.shipping.templates import Template, cheapest, quotes, tariff
from domain.simulation import latent
from domain.simulation.parameters import parameters

DAYS = 90
"""So many days back orders count."""

_PRIOR_UNITS = 25
"""What is assumed of returns weighs as much as so many units of the shop's own."""

_MIDDLE_ZONE = 5
"""Of the zones 1 (near) to 8 (far) to which labels are quoted."""


class Source(StrEnum):
    """Where a figure comes from."""

    OWN = "own"
    """The shop's own data."""
    QUOTED = "quoted"
    """A price that is asked now."""
    ASSUMED = "assumed"
    """Nothing better is known."""
    UNKNOWN = "unknown"
    """Nobody knows, and nothing could be assumed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, None where unknown, and where it comes from."""

    value: int | None
    source: Source


NOBODY_KNOWS = Figure(None, Source.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a SKU; minor units, shares in basis points."""

    sku: int
    product: str
    variation: str
    price: int | None
    """Its list price."""
    cost: Figure
    """Of a unit."""
    label: Figure
    """Of the parcel that it travels in."""
    packaging: Figure
    """Of that parcel."""
    commission: Figure
    """Share of what its lines are worth that creators are paid, over all sales. Real shops' order
    files do not tell: there it counts as none."""
    back: Figure
    """Share of delivered units that is asked back."""
    lost: Figure
    """Share of returned goods that cannot be sold again. Real shops' files do not tell: there all
    of them count as lost."""
    units: Figure
    """Of it in a typical order."""
    lines: Figure
    """In a typical order with it, in hundredths."""
    shipping: Source
    """How well it is known what buyers pay for shipping."""


def known_of(
    conn: Connection, about: ShopRow, ids: Sequence[int], packaging: int | None = None
) -> tuple[tuple[Known, Fee], ...]:
    """What is known of these SKUs, by rising id, and what buyers pay for their shipping.

    SKUs that the shop does not have are left out.

    ``packaging`` is what packing a parcel costs, if the seller tells; no shop keeps record of it.
    Packing costs nothing in practice shops, and counts as nothing in real ones.
    """
    listed = _listed(conn, ids)
    of = _Figures(conn, about, listed)
    packed = Figure(packaging or 0, Source.ASSUMED)
    if packaging is not None or about.is_practice:
        packed = Figure(packaging or 0, Source.OWN)
    found = []
    for at, sku in enumerate(listed["id"].tolist()):
        fee, told = of.fee(at)
        known = Known(
            sku=sku,
            product=listed["product"][at],
            variation=listed["variation"][at],
            price=_known(listed["price"][at]),
            cost=_figure(_known(listed["cost"][at])),
            label=of.label(at),
            packaging=packed,
            commission=of.commission(at),
            back=of.back(at),
            lost=of.lost(at),
            units=of.mean(at, "units", 1, 1),
            lines=of.mean(at, "lines", 100, 100),
            shipping=told,
        )
        found.append((known, fee))
    return tuple(found)


def _known(value: int) -> int | None:
    return None if value == UNKNOWN else int(value)


def _figure(value: int | None) -> Figure:
    return NOBODY_KNOWS if value is None else Figure(value, Source.OWN)


def _listed(conn: Connection, ids: Sequence[int]) -> Columns:
    own = (skus.c.id, skus.c.product_id, skus.c.price, skus.c.cost)
    sizes = (skus.c.weight, skus.c.length, skus.c.width, skus.c.height)
    words = (products.c.name.label("product"), skus.c.name.label("variation"), products.c.category)
    return read(
        conn,
        select(*own, *sizes, *words)
        .join(products, products.c.id == skus.c.product_id)
        .where(skus.c.id.in_(list(ids)))
        .order_by(skus.c.id),
    )


class _Figures:
    """What the orders, parcels and returns of SKUs say, a column for each figure."""

    def __init__(self, conn: Connection, about: ShopRow, listed: Columns) -> None:
        self._about, self._listed = about, listed
        ids = listed["id"]
        recent = (orders.c.created_at >= about.now - DAYS * DAY, orders.c.cancelled_at == 0)
        mine = order_lines.c.sku_id.in_(ids.tolist())
        sold = _sold(conn, (*recent, mine))
        self._sold = {name: given(ids, sold["sku_id"], sold[name], 0) for name in sold}
        parcels = _parcels(conn, (*recent, mine))
        self._parcels = {name: given(ids, parcels["sku_id"], parcels[name], 0) for name in parcels}
        back = _returned(conn, ids, recent)
        self._back = {name: given(ids, back["sku_id"], back[name], 0) for name in back}
        self._states = _states(conn, (*recent, mine))
        self._settings = settings.load(conn)
        start = scenario(conn)
        self._flat = start.label_price if start is not None else 0

    def mean(self, at: int, name: str, scale: int, usual: int) -> Figure:
        """A mean of the SKU's orders, half up; else what is usual."""
        count = int(self._sold["orders"][at])
        if not count:
            return Figure(usual, Source.ASSUMED)
        whole = int(self._sold[name][at]) * scale
        return Figure((2 * whole + count) // (2 * count), Source.OWN)

    def commission(self, at: int) -> Figure:
        """What was paid of what the lines were worth."""
        worth = int(self._sold["worth"][at])
        if not worth or not self._about.is_practice:
            return Figure(0, Source.ASSUMED)
        paid = int(self._sold["commission"][at])
        return Figure((paid * BASIS + worth // 2) // worth, Source.OWN)

    def label(self, at: int) -> Figure:
        """The mean of what was paid; else the cheapest label that is sold now."""
        count, paid = int(self._parcels["parcels"][at]), int(self._parcels["postage"][at])
        if count and (paid or self._about.is_practice):
            return Figure((2 * paid + count) // (2 * count), Source.OWN)
        if self._flat:
            return Figure(self._flat, Source.QUOTED)
        sizes = (self._listed[name][[at]] for name in ("weight", "length", "width", "height"))
        parcel = rates.packed(np.array([0]), np.array([1]), *sizes)
        sold = tuple(rates.services(self._about.region).values())
        if not sold or not parcel.weight[0]:
            return NOBODY_KNOWS
        far = np.iinfo(np.int64).max
        choice = rates.cheapest(np.array([_MIDDLE_ZONE]), parcel, far, sold)
        if choice.service[0] < 0:
            return NOBODY_KNOWS
        return Figure(int(choice.price[0]), Source.QUOTED)

    def back(self, at: int) -> Figure:
        """The share of the shop's own units, with the trade's weighing in."""
        category = latent.category_number(self._listed["category"][[at]])[0]
        usual = round(parameters().return_rates[category] * BASIS)
        return _weighed(int(self._back["units"][at]), int(self._sold["delivered"][at]), usual)

    def lost(self, at: int) -> Figure:
        """The same of what became of goods that were paid back."""
        if not self._about.is_practice:
            return Figure(BASIS, Source.ASSUMED)
        usual = BASIS - round(parameters().return_resellable_rate * BASIS)
        closed, restocked = (int(self._back[name][at]) for name in ("closed", "restocked"))
        return _weighed(closed - restocked, closed, usual)

    def fee(self, at: int) -> tuple[Fee, Source]:
        """What buyers pay for shipping, by the product's template where most of them live.

        Without one it is what they have paid on average.
        """
        template = self._template(at)
        if template is None:
            count = int(self._sold["orders"][at])
            paid = int(self._sold["shipping"][at]) // max(count, 1)
            told = Source.OWN if count else Source.ASSUMED
            return lambda _units, value: np.full_like(value, paid), told
        known = tariff((template,), self._about.rules)
        sent_to = [state for zone in template.zones for state in zone.states]
        lived = [state for state in self._states if state in sent_to]
        place = known.states.index((lived or sent_to)[0])
        grams = int(self._listed["weight"][at])

        def fee_of(units: Array, value: Array) -> Array:
            none = np.zeros_like(units)
            found = quotes(known, none, none + place, units, units * grams, value)
            return np.asarray(found.fee[np.arange(len(units)), np.maximum(cheapest(found), 0)])

        return fee_of, Source.OWN if lived else Source.ASSUMED

    def _template(self, at: int) -> Template | None:
        product = int(self._listed["product_id"][at])
        number = dict(self._settings.assigned).get(product, 0)
        if self._about.is_practice:
            number = self._settings.of_product(product)
        found = self._settings.template(number)
        zones = found.zones if found is not None and self._about.book.practice else ()
        return found if any(zone.states for zone in zones) else None


def _weighed(seen: int, of: int, usual: int) -> Figure:
    """A share of the shop's own with a usual one weighing in, half up."""
    whole = of + _PRIOR_UNITS
    value = (2 * (min(seen, of) * BASIS + _PRIOR_UNITS * usual) + whole) // (2 * whole)
    return Figure(value, Source.OWN if of >= _PRIOR_UNITS else Source.ASSUMED)


def _sold(conn: Connection, which: tuple[ColumnElement[bool], ...]) -> Columns:
    """Of each SKU: its orders, and what they and its lines in them come to."""
    lines = order_lines.c
    return read(
        conn,
        select(
            lines.sku_id,
            func.count().label("orders"),
            func.sum(lines.quantity).label("units"),
            func.sum(orders.c.line_count).label("lines"),
            func.sum(orders.c.shipping_paid).label("shipping"),
            func.sum(lines.commission).label("commission"),
            func.sum(lines.subtotal - lines.seller_discount).label("worth"),
            func.coalesce(
                func.sum(lines.quantity).filter(orders.c.delivered_at > 0), 0
            ).label("delivered"),
        )
        .join(orders, orders.c.id == lines.order_id)
        .where(*which)
        .group_by(lines.sku_id),
    )  # fmt: skip


def _parcels(conn: Connection, which: tuple[ColumnElement[bool], ...]) -> Columns:
    """Of each SKU: the parcels that its orders travel in, and what was paid for these.

    A parcel's postage stands in the package whose number it has.
    """
    sent = (
        select(order_lines.c.sku_id, packages.c.parcel)
        .join(orders, orders.c.id == order_lines.c.order_id)
        .join(packages, packages.c.order_id == orders.c.id)
        .where(*which, packages.c.voided_at == 0)
        .distinct()
        .subquery()
    )
    return read(
        conn,
        select(
            sent.c.sku_id,
            func.count().label("parcels"),
            func.sum(packages.c.postage).label("postage"),
        )
        .join(packages, packages.c.id == sent.c.parcel)
        .group_by(sent.c.sku_id),
    )


def _returned(conn: Connection, ids: Array, recent: tuple[ColumnElement[bool], ...]) -> Columns:
    """Of each SKU: units that were asked back and not refused, and what became of paid-back ones.

    Units that were never sent are no returns.
    """
    sent = ~((returns.c.restocked > 0) & (returns.c.arrived_at == 0))
    paid_back = returns.c.refunded > 0
    kept = func.sum(returns.c.quantity).filter(paid_back)
    restocked = func.sum(returns.c.restocked).filter(paid_back)
    return read(
        conn,
        select(
            returns.c.sku_id,
            func.sum(returns.c.quantity).label("units"),
            func.coalesce(kept, 0).label("closed"),
            func.coalesce(restocked, 0).label("restocked"),
        )
        .join(orders, orders.c.id == returns.c.order_id)
        .where(*recent, returns.c.sku_id.in_(ids.tolist()), sent)
        .where((returns.c.closed_at == 0) | paid_back)
        .group_by(returns.c.sku_id),
    )


def _states(conn: Connection, which: tuple[ColumnElement[bool], ...]) -> tuple[str, ...]:
    """Where the orders went, most of them first."""
    return tuple(
        conn.scalars(
            select(orders.c.state)
            .join(order_lines, order_lines.c.order_id == orders.c.id)
            .where(*which)
            .group_by(orders.c.state)
            .order_by(func.count().desc(), orders.c.state)
        )
    )
