"""The stock of each SKU: what is here, promised and on its way, and when to order how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, func, or_, select, union_all

from domain.catalogue import stock_rules
from domain.catalogue.rules import PACE_DAYS, ProductStatus
from domain.catalogue.tables import products, restocks, skus
from domain.creators.tables import samples
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Array
from domain.orders.rules import Status
from domain.orders.tables import order_gifts, order_lines, orders
from domain.promotions.tables import promotions
from domain.reports.products import units_sold
from domain.reports.set_aside import gifts_set_aside, set_aside
from domain.reports.shop import ShopRow, shop_row
from domain.shipping.tables import package_items, packages
from domain.storage.tables import shop

NOT_SENT = (
    Status.UNPAID,
    Status.ON_HOLD,
    Status.AWAITING_SHIPMENT,
    Status.PARTIALLY_SHIPPING,
    Status.AWAITING_COLLECTION,
)
"""Orders of which the carrier does not have everything yet."""


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """Goods on their way from the supplier; minor units, epoch seconds."""

    id: int
    quantity: int
    cost: int
    """Of all of them, paid when they were ordered."""
    ordered_at: int
    arrives_at: int


@dataclass(frozen=True, slots=True)
class Advice:
    """When to order how much, with the numbers that say so."""

    units: int
    """To order now; 0 where it is not time yet."""
    in_days: int | None
    """Whole days until it is time; None where nothing was sold, or nobody can buy it any more."""
    sold: int
    """Units of the last ``PACE_DAYS`` days: the pace."""
    held: int
    """Units here or on their way."""
    lead_days: int
    safety_days: int
    """Days of sales kept in reserve: those under which stock counts as low."""
    point: int
    """Order when no more units than these are here or on their way."""
    up_to: int
    """Units here or on their way after the order, unless the supplier's minimum asks for more."""
    least_order: int


@dataclass(frozen=True, slots=True)
class StockRow:
    """A practice SKU's stock, in units; minor units, epoch seconds."""

    id: int
    available: int
    """Can still be sold: what buyers have ordered is taken off already."""
    committed: int
    """Ordered and not handed over to the carrier yet."""
    with_creators: int
    """Samples sent to creators who still have time to show them."""
    for_campaigns: int
    """Of what is available: what is set aside for campaigns, those that run among them."""
    for_gifts: int
    """Of what is available: what promotions that are not over may give away."""
    coming: tuple[PurchaseRow, ...]
    """The next to arrive first."""
    sold_28: int
    """Units ordered in the days after which stock is dead, cancelled ones not counted."""
    cover: int | None
    """Days that what is available lasts; None where nothing was sold lately."""
    dead: bool
    dead_days: int
    supplier: str
    cost: int
    advice: Advice


def stock_rows(conn: Connection, wall: int, product: int | None = None) -> tuple[StockRow, ...]:
    """Every SKU of a practice shop, or those of a product, in the order in which they were listed.

    None in real shops.
    """
    about = shop_row(conn, wall)
    if not about.is_practice:
        return ()
    wanted = [] if product is None else [skus.c.product_id == product]
    gone = or_(skus.c.unlisted == 1, products.c.status == ProductStatus.DELETED.value)
    listed = conn.execute(
        select(skus, gone.label("gone"))
        .join(products, products.c.id == skus.c.product_id)
        .where(*wanted)
        .order_by(skus.c.id)
    ).all()
    rules, safety = about.rules, about.low_stock_days
    ids = np.array([row.id for row in listed], dtype=np.int64)
    sold = units_sold(conn, about.now - PACE_DAYS * DAY, ids, product)
    long = units_sold(conn, about.now - rules.dead_stock_days * DAY, ids, product)
    committed, given, coming = _committed(conn), _with_creators(conn, about), _coming(conn)
    since, aside = _here_since(conn), set_aside(conn, promotions.c.ends_at > about.now)
    gifts = gifts_set_aside(conn, about.now)
    opened = conn.execute(select(shop.c.opened_at)).scalar_one()

    def column(values: dict[int, int]) -> Array:
        return np.array([values.get(row.id, 0) for row in listed], dtype=np.int64)

    stock, lead, least = (
        np.array([getattr(row, name) for row in listed], dtype=np.int64)
        for name in ("stock", "lead_days", "least_order")
    )
    held = stock + column({sku: sum(p.quantity for p in rows) for sku, rows in coming.items()})
    cover = stock_rules.cover_days(stock, sold)
    wanted_still = np.array([0 if row.gone else 1 for row in listed], dtype=np.int64)
    wait = stock_rules.days_to_reorder(held, sold * wanted_still, lead, safety)
    units = stock_rules.reorder_units(held, sold * wanted_still, lead, safety, least)
    point = stock_rules.reorder_point(sold, lead, safety)
    up_to = stock_rules.order_up_to(sold, lead, safety)
    here = np.array([since.get(row.id, opened) for row in listed], dtype=np.int64)
    dead = stock_rules.is_dead(stock, long, here, about.now, rules.dead_stock_days)
    return tuple(
        StockRow(
            id=row.id,
            available=row.stock,
            committed=committed.get(row.id, 0),
            with_creators=given.get(row.id, 0),
            for_campaigns=min(aside.get(row.id, 0), row.stock),
            for_gifts=min(gifts.get(row.id, 0), row.stock),
            coming=coming.get(row.id, ()),
            sold_28=int(long[at]),
            cover=_known(cover[at]),
            dead=bool(dead[at]),
            dead_days=rules.dead_stock_days,
            supplier=row.supplier,
            cost=row.cost,
            advice=Advice(
                units=int(units[at]),
                in_days=_known(wait[at]),
                sold=int(sold[at]),
                held=int(held[at]),
                lead_days=row.lead_days,
                safety_days=safety,
                point=int(point[at]),
                up_to=int(up_to[at]),
                least_order=row.least_order,
            ),
        )
        for at, row in enumerate(listed)
    )


def _known(days: int) -> int | None:
    return None if days == UNKNOWN else int(days)


def _sums(conn: Connection, query: Select[Any]) -> dict[int, int]:
    return dict(conn.execute(query).all())


def _committed(conn: Connection) -> dict[int, int]:
    """Units of orders that the carrier does not have, gifts too, less what was given up of them.

    Of an order in several packages those are on their way that are in a scanned one.
    """
    waiting = select(orders.c.id).where(
        orders.c.status.in_(NOT_SENT), orders.c.shipped_at == 0, orders.c.cancelled_at == 0
    )
    line, gift = order_lines.c, order_gifts.c
    goods = union_all(
        select(line.sku_id, (line.quantity - line.returned).label("units")).where(
            line.order_id.in_(waiting)
        ),
        select(gift.sku_id, gift.quantity).where(gift.order_id.in_(waiting)),
    ).subquery()
    ordered = _sums(conn, select(goods.c.sku_id, func.sum(goods.c.units)).group_by(goods.c.sku_id))
    sent = _sums(
        conn,
        select(package_items.c.sku_id, func.sum(package_items.c.quantity))
        .join(packages, packages.c.id == package_items.c.package_id)
        .where(packages.c.order_id.in_(waiting), packages.c.shipped_at > 0)
        .group_by(package_items.c.sku_id),
    )
    return {sku: units - sent.get(sku, 0) for sku, units in ordered.items()}


def _with_creators(conn: Connection, about: ShopRow) -> dict[int, int]:
    """Samples whose creators have time to show them and have not done so.

    When a creator will is not known to the seller, so what lies ahead counts as not at all.
    """
    since = about.now - about.rules.sample_post_days * DAY
    not_shown = or_(samples.c.posts_at == 0, samples.c.posts_at > about.now)
    return _sums(
        conn,
        select(samples.c.sku_id, func.count())
        .where(samples.c.sent_at > since, not_shown)
        .group_by(samples.c.sku_id),
    )


def _coming(conn: Connection) -> dict[int, tuple[PurchaseRow, ...]]:
    rows: dict[int, list[PurchaseRow]] = {}
    query = select(restocks).where(restocks.c.arrived_at == 0)
    for row in conn.execute(query.order_by(restocks.c.arrives_at, restocks.c.id)):
        rows.setdefault(row.sku_id, []).append(
            PurchaseRow(
                id=row.id,
                quantity=row.quantity,
                cost=row.quantity * row.unit_cost,
                ordered_at=row.ordered_at,
                arrives_at=row.arrives_at,
            )
        )
    return {sku: tuple(each) for sku, each in rows.items()}


def _here_since(conn: Connection) -> dict[int, int]:
    """When goods of each SKU last came from the supplier."""
    return _sums(
        conn,
        select(restocks.c.sku_id, func.max(restocks.c.arrived_at))
        .where(restocks.c.arrived_at > 0)
        .group_by(restocks.c.sku_id),
    )
