"""What carriers' services take for orders that wait for a label, reckoned as the engine charges it.

Practice shops only: the labels of a real shop are bought at its carrier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, func, select, union_all

from domain.catalogue.tables import skus
from domain.kernel.columns import Array, Columns, read
from domain.kernel.refusals import RefusedError
from domain.orders.tables import order_gifts, order_lines, orders
from domain.reports.scenario import scenario
from domain.reports.shop import ShopRow, shop_row
from domain.shipping import rates
from domain.shipping.rates import Parcels, Service, Unavailable
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.simulation import packing
from domain.simulation.scenarios import Scenario
from domain.storage.tables import practice

_FEW = 500
"""So many orders can be named in one query."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """What labels of one service cost for some parcels; minor units."""

    service: str
    """Its code, as ``BuyLabels`` takes it; empty: for each parcel the cheapest that keeps its
    promise, or the cheapest of all where none does."""
    name: str
    """Of the service; empty where parcels go with several, and where one price holds for all."""
    carrier: str
    price: int
    """Of all parcels that it takes together."""
    days_low: int
    """Business days that the quickest of the parcels needs at least; 0 where it is not told."""
    days_high: int
    """Business days that the slowest of them needs at most; 0 where it is not told."""
    arrives_by: int
    """The end of the last of these days, counted from today; 0 where it is not told."""
    taken: int
    """Parcels that the service takes."""
    late: int
    """Those of them for which it may need longer than was promised."""
    untaken: int
    billable: int
    """Grams that the price is for; 0 for several parcels, and where one price holds for all."""
    dimensional: bool
    """Whether the only parcel is billed for its space and not for its weight."""
    unavailable: Unavailable
    """Why the only parcel is not taken."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """What there is to choose from."""

    parcels: int
    deliver_by: int
    """Promised for the only parcel; 0 for several."""
    weight: int
    """Grams of the only parcel; 0 for several, or unknown."""
    cheapest: QuoteRow
    """What ``BuyLabels`` without a service charges."""
    services: tuple[QuoteRow, ...]
    """The cheapest first, those that take nothing last; none where one price holds for all."""

    @property
    def chosen(self) -> str:
        """The code of the service that the only parcel goes with unless another is chosen."""
        found = (each for each in self.services if each.taken and each.name == self.cheapest.name)
        return next((each.service for each in found), "")


def order_quotes(conn: Connection, ids: Sequence[int] | Array) -> Quotes:
    """For each order in a parcel of its own; orders that the shop does not have are left out."""
    asked = _Asked(conn, ids)
    goods = asked.goods
    parcel = asked.orders["id"].searchsorted(goods["order_id"])
    return _quotes(asked, np.arange(len(asked.orders)), _packed(parcel, goods))


def part_quotes(conn: Connection, order_id: int, units: Mapping[int, int]) -> Quotes:
    """For so many units of an order's SKUs in a parcel of their own."""
    asked = _Asked(conn, [order_id])
    told = np.array([units.get(sku, 0) for sku in asked.goods["sku_id"].tolist()], dtype=np.int64)
    goods = asked.goods.told(quantity=told).where(told > 0)
    return _quotes(asked, np.array([0]), _packed(np.zeros(len(goods), dtype=np.int64), goods))


def combined_quotes(conn: Connection, ids: Sequence[int]) -> Quotes:
    """For several orders in one parcel, which keeps the promise of the first of them by id."""
    asked = _Asked(conn, ids)
    parcel = np.zeros(len(asked.goods), dtype=np.int64)
    return _quotes(asked, np.array([0]), _packed(parcel, asked.goods))


def labels_paid(conn: Connection, ids: Sequence[int]) -> int:
    """What the labels of orders cost that were bought now and count, minor units."""
    paid, now = 0, shop_row(conn, 0).now
    for start in range(0, len(ids), _FEW):
        some = read(
            conn,
            select(packages.c.postage).where(
                packages.c.order_id.in_(ids[start : start + _FEW]),
                packages.c.method == Method.PLATFORM.value,
                packages.c.created_at == now,
                packages.c.voided_at == 0,
            ),
        )
        paid += int(some["postage"].sum())
    return paid


class _Asked:
    """What labels of some orders depend on: the orders by id, and what lies in their parcels."""

    about: ShopRow
    start: Scenario
    orders: Columns
    goods: Columns

    def __init__(self, conn: Connection, ids: Sequence[int] | Array) -> None:
        start = scenario(conn)
        if start is None:
            raise RefusedError("practice-only")
        self.about, self.start = shop_row(conn, 0), start
        wanted = sorted({int(each) for each in ids})
        parts = [wanted[at : at + _FEW] for at in range(0, len(wanted), _FEW)] or [[]]
        found = [(_orders(conn, part), _goods(conn, part)) for part in parts]
        self.orders, self.goods = found[0]
        for more_orders, more_goods in found[1:]:
            self.orders = self.orders.joined(more_orders)
            self.goods = self.goods.joined(more_goods)
        noise = conn.execute(select(practice.c.noise_seed)).scalar_one()
        self.zone = packing.zones_of(self.orders["buyer_id"], noise)


def _orders(conn: Connection, ids: list[int]) -> Columns:
    names = (orders.c.id, orders.c.buyer_id, orders.c.deliver_by)
    return read(conn, select(*names).where(orders.c.id.in_(ids)).order_by(orders.c.id))


def _goods(conn: Connection, ids: list[int]) -> Columns:
    """What is left of the orders' lines, and their gifts, by order and SKU."""
    line, gift = order_lines.c, order_gifts.c
    left = line.quantity - line.returned
    goods = union_all(
        select(line.order_id, line.sku_id, left.label("quantity")).where(
            line.order_id.in_(ids), left > 0
        ),
        select(gift.order_id, gift.sku_id, gift.quantity).where(gift.order_id.in_(ids)),
    ).subquery()
    sizes = (skus.c.weight, skus.c.length, skus.c.width, skus.c.height)
    return read(
        conn,
        select(
            goods.c.order_id, goods.c.sku_id, func.sum(goods.c.quantity).label("quantity"), *sizes
        )
        .join(skus, skus.c.id == goods.c.sku_id)
        .group_by(goods.c.order_id, goods.c.sku_id)
        .order_by(goods.c.order_id, goods.c.sku_id),
    )


def _packed(parcel: Array, goods: Columns) -> Parcels:
    sides = (goods["length"], goods["width"], goods["height"])
    return rates.packed(parcel, goods["quantity"], goods["weight"], *sides)


def _quotes(asked: _Asked, which: Array, parcels: Parcels) -> Quotes:
    """For parcels that go where some of the orders (positions) go, and keep their promises."""
    about, start = asked.about, asked.start
    zone, until = asked.zone[which], asked.orders["deliver_by"][which]
    left = about.book.calendar.business_days_left(about.now, until)
    known = packing.sold(start, about.book)
    alone = len(which) == 1
    rows = []
    for code in ("", *(each.code for each in known)):
        price = packing.quoted(start, about.book, zone, parcels, left, code)
        rows.append(_row(about, known, code, zone, left, parcels, price))
    services = sorted(rows[1:], key=lambda each: (each.untaken, each.price))
    return Quotes(
        parcels=len(which),
        deliver_by=int(until[0]) if alone else 0,
        weight=int(parcels.weight[0]) if alone and len(parcels.weight) else 0,
        cheapest=rows[0],
        services=tuple(services),
    )


def _row(
    about: ShopRow,
    known: Sequence[Service],
    code: str,
    zone: Array,
    left: Array,
    parcels: Parcels,
    price: packing.Price,
) -> QuoteRow:
    """What a service, or the cheapest in time for each parcel, comes to."""
    taken = price.service >= 0
    numbers = price.service[taken] - 1  # of services; -1 for the flat price, which tells no days
    days = np.zeros((2, len(numbers)), dtype=np.int64)
    for number in set(numbers.tolist()) - {-1}:
        with_it = numbers == number
        at = zone[taken][with_it] - 1
        days[0, with_it] = known[number].days_low[at]
        days[1, with_it] = known[number].days_high[at]
    high = int(days[1].max(initial=0))
    only = known[numbers[0]] if len(set(numbers.tolist())) == 1 and numbers[0] >= 0 else None
    asked = next((each for each in known if each.code == code), only)
    carriers = list(about.book.carriers.values())
    carrier = about.book.carriers[asked.carrier].name if asked is not None else ""
    if asked is None and not known:
        carrier = carriers[int(price.carrier[0])].name if len(price.carrier) else ""
    billable, why = _billed(asked, parcels) if len(zone) == 1 else (0, Unavailable.NO)
    return QuoteRow(
        service=code,
        name=asked.name if asked is not None else "",
        carrier=carrier,
        price=int(price.postage[taken].sum()),
        days_low=int(days[0].min(initial=high)),
        days_high=high,
        arrives_by=int(about.book.calendar.business_deadline(about.now, high)) if high else 0,
        taken=int(taken.sum()),
        late=int((days[1] > left[taken]).sum()),
        untaken=int((~taken).sum()),
        billable=billable,
        dimensional=billable > int(parcels.weight[0]) if billable else False,
        unavailable=why,
    )


def _billed(service: Service | None, parcels: Parcels) -> tuple[int, Unavailable]:
    """What the only parcel is billed as, and why the service does not take it."""
    if service is None or not len(parcels.weight):
        return 0, Unavailable.NO
    sides = (parcels.length, parcels.width, parcels.height)
    billable = rates.billable_weight(parcels.weight, *sides, service)
    heavy, large = rates.refused(parcels.weight, *sides, billable, service)
    why = Unavailable.NO
    if heavy[0] or large[0]:
        why = Unavailable.TOO_HEAVY if heavy[0] else Unavailable.TOO_LARGE
    return int(billable[0]), why
