"""A shop's health metrics over the rulebook's window, from its order rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, or_, select

from domain.health import rules
from domain.kernel.clock import DAY
from domain.kernel.columns import read
from domain.orders.rules import Role
from domain.orders.tables import orders
from domain.reports.happened import LATEST
from domain.rulebook import rulebook
from domain.shipping.rules import carrier_named, tidy
from domain.shipping.tables import packages
from domain.shipping.tracking import valid
from domain.storage.tables import shop


@dataclass(frozen=True, slots=True)
class Health:
    """Rates in basis points; None where nothing was due, or the region has no rules for it."""

    late_dispatch: int | None = None
    seller_fault_cancellation: int | None = None
    valid_tracking: int | None = None
    on_time_delivery: int | None = None


def health(conn: Connection, now: int) -> Health:
    """The metrics at ``now`` (epoch seconds)."""
    book = rulebook(conn.execute(select(shop.c.region)).scalar_one())
    if not book.practice:
        return Health()
    start = now - book.at(now).health_window_days * DAY
    rows = read(
        conn,
        select(
            orders.c.id,
            orders.c.created_at,
            orders.c.paid_at,
            orders.c.dispatch_by,
            orders.c.deliver_by,
            orders.c.shipped_at,
            orders.c.delivered_at,
            orders.c.cancelled_at,
            orders.c.cancel_role,
            orders.c.cancel_reason,
        ).where(
            orders.c.created_at >= start - LATEST,
            or_(
                orders.c.created_at >= start,
                orders.c.dispatch_by >= start,
                orders.c.deliver_by >= start,
                orders.c.shipped_at >= start,
            ),
        ),
    )
    due, late = rules.dispatches(
        dispatch_by=rows["dispatch_by"],
        shipped_at=rows["shipped_at"],
        paid_at=rows["paid_at"],
        cancelled_at=rows["cancelled_at"],
        by_buyer=rows["cancel_role"] == Role.BUYER.name,
        start=start,
        end=now,
    )
    by_seller = rows["cancel_role"] == Role.SELLER.name
    fault = by_seller & np.isin(
        rows["cancel_reason"].astype(str), np.array(book.seller_fault_reasons, dtype=str)
    )
    by_system = (rows["cancel_role"] == Role.SYSTEM.name) & (rows["paid_at"] > 0)
    by_system &= rows["shipped_at"] == 0  # that a carrier loses a parcel is nobody's fault here
    tracked = _validly_tracked(conn, start)
    validly = np.array([order in tracked for order in rows["id"].tolist()], dtype=bool)
    return Health(
        late_dispatch=rules.rate(int(late.sum()), int(due.sum())),
        seller_fault_cancellation=rules.seller_fault_cancellation_rate(
            rows["paid_at"], fault | by_system, start, now
        ),
        valid_tracking=rules.valid_tracking_rate(rows["shipped_at"], validly, start, now),
        on_time_delivery=rules.on_time_delivery_rate(
            rows["deliver_by"],
            rows["delivered_at"],
            rows["cancelled_at"],
            rows["paid_at"],
            start,
            now,
        ),
    )


def _validly_tracked(conn: Connection, start: int) -> set[int]:
    """Orders shipped since ``start`` whose carriers can have written the number of each package.

    Labels that were given back are no packages.
    """
    book = rulebook(conn.execute(select(shop.c.region)).scalar_one())
    sent = read(
        conn,
        select(packages.c.order_id, packages.c.carrier, packages.c.tracking).where(
            # As a join SQLite would look at every package there is, and then at its order.
            packages.c.order_id.in_(
                select(orders.c.id).where(
                    orders.c.created_at >= start - LATEST, orders.c.shipped_at >= start
                )
            ),
            packages.c.voided_at == 0,
        ),
    )
    right = np.zeros(len(sent), dtype=np.bool_)
    for name in set(sent["carrier"].tolist()):
        carrier = carrier_named(name, book.carriers)
        if carrier is not None:
            theirs = sent["carrier"] == name
            numbers = sent["tracking"][theirs].tolist()
            right[theirs] = valid([tidy(number) for number in numbers], carrier)
    wrong = set(sent["order_id"][~right].tolist())
    return set(sent["order_id"].tolist()) - wrong
