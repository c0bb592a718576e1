"""The rows of a few orders, as the list shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, Connection, exists, or_, select

from domain.aftersales.tables import cancellations
from domain.catalogue.tables import skus
from domain.kernel.columns import Array, read
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.reports.cancellations import is_waiting
from domain.reports.orders.conditions import buyer_hidden, late_now
from domain.shipping.tables import packages


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as the list shows it; moments in epoch seconds, 0 where none; minor units."""

    id: int
    status: Status
    product: str
    more_lines: int
    units: int
    amount: int
    created_at: int
    ship_by: int
    auto_cancel: int
    """When the system cancels it unless it waits for collection by then."""
    late: bool
    sample: bool
    """Paid, with discounts that left nothing to pay for the goods."""
    place: str
    """Empty while the buyer's address is hidden."""
    carrier: str
    tracking: str
    answer_by: int
    """When the platform approves the buyer's request to cancel; 0 where none waits."""
    cancel_reason: str
    """Why the buyer asks to cancel; empty where no request waits."""


def sample() -> ColumnElement[bool]:
    """Paid orders whose discounts have left nothing to pay for the goods."""
    discounts = orders.c.platform_discount + orders.c.seller_discount
    return (orders.c.paid_at > 0) & (orders.c.item_total == discounts)


def is_known(conn: Connection, sku: int) -> bool:
    """Whether a SKU was ever listed or ordered here."""
    listed, ordered = exists().where(skus.c.id == sku), exists().where(order_lines.c.sku_id == sku)
    return bool(conn.execute(select(or_(listed, ordered))).scalar())


@dataclass(frozen=True, slots=True)
class Workable:
    """Those of some orders with which something can be done, in the order given."""

    ready: tuple[int, ...]
    """To be shipped."""
    cancellable: tuple[int, ...]
    """No carrier has them yet."""


def workable(conn: Connection, ids: Array) -> Workable:
    """Which of any number of orders can be shipped or cancelled."""
    open_still = orders.c.status <= int(Status.AWAITING_COLLECTION)
    rows = read(conn, select(orders.c.id, orders.c.status).where(open_still))
    chosen = ids[np.isin(ids, rows["id"])]
    ready = rows["id"][rows["status"] == int(Status.AWAITING_SHIPMENT)]
    return Workable(tuple(chosen[np.isin(chosen, ready)].tolist()), tuple(chosen.tolist()))


def order_rows(conn: Connection, ids: Sequence[int] | Array, now: int) -> tuple[OrderRow, ...]:
    """The rows of some orders, in the order of the ids given; at most a few hundred."""
    wanted = [int(each) for each in ids]
    product = (
        select(order_lines.c.product_name)
        .where(order_lines.c.order_id == orders.c.id)
        .order_by(order_lines.c.sku_id)
        .limit(1)
        .scalar_subquery()
    )
    sent = packages.alias()
    last = (
        select(packages.c.id)
        .where(packages.c.order_id == orders.c.id, packages.c.voided_at == 0)
        .order_by(packages.c.id.desc())
        .limit(1)
        .correlate(orders)
        .scalar_subquery()
    )
    asked = select(cancellations).where(is_waiting()).subquery()
    found = {
        row.id: OrderRow(
            id=row.id,
            status=Status(row.status),
            product=row.product or "",
            more_lines=row.line_count - 1,
            units=row.units,
            amount=row.amount,
            created_at=row.created_at,
            ship_by=row.dispatch_by if row.status < int(Status.IN_TRANSIT) else 0,
            auto_cancel=row.collect_by if row.status < int(Status.AWAITING_COLLECTION) else 0,
            late=bool(row.late),
            sample=bool(row.sample),
            place="" if row.hidden else ", ".join(part for part in (row.city, row.state) if part),
            carrier=row.carrier or "",
            tracking=row.tracking or "",
            answer_by=row.respond_by or 0,
            cancel_reason=row.reason or "",
        )
        for row in conn.execute(
            select(
                orders.c.id,
                orders.c.status,
                orders.c.line_count,
                orders.c.units,
                orders.c.amount,
                orders.c.created_at,
                orders.c.dispatch_by,
                orders.c.collect_by,
                orders.c.city,
                orders.c.state,
                sent.c.carrier,
                sent.c.tracking,
                asked.c.respond_by,
                asked.c.reason,
                product.label("product"),
                sample().label("sample"),
                late_now(now).label("late"),
                buyer_hidden().label("hidden"),
            )
            .select_from(orders)
            .outerjoin(sent, sent.c.id == last)
            .outerjoin(asked, asked.c.order_id == orders.c.id)
            .where(orders.c.id.in_(wanted))
        )
    }
    return tuple(found[each] for each in wanted if each in found)
