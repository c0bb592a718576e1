"""Every change of a SKU's stock, from the rows that made it: together they are the stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, literal, select

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.catalogue.tables import restocks, skus, stock_counts
from domain.creators.tables import samples
from domain.kernel.columns import read
from domain.orders.tables import order_gifts, order_lines, orders
from domain.storage.tables import shop

NEWEST = 1_000
"""So many movements are listed; of those before them only the sum is told."""


class Movement(Enum):
    """Why stock changed. Of one moment what comes in stands before what goes out."""

    OPENING = 1
    """What was there when the shop opened."""
    ARRIVED = 2
    """Goods from the supplier."""
    CANCELLED = 3
    """An order was cancelled before the carrier had it."""
    RETURNED = 4
    """Goods came back and can be sold again, or were never sent."""
    GIFT_BACK = 5
    """An order that it was to go with was cancelled before the carrier had it."""
    ORDERED = 6
    """Buyers ordered."""
    REPLACED = 7
    """A replacement was sent for goods that a buyer returns."""
    SAMPLE = 8
    """A creator was sent one."""
    GIFT = 9
    """It goes with an order at no price."""
    MISSING = 10
    """A count of the shelf found less than the books had."""


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One change; ``id`` numbers it from the first one on, epoch seconds."""

    id: int
    at: int
    why: Movement
    units: int
    """What came in, below 0 what went out."""
    left: int
    """The stock after it."""
    order_id: int
    """0 where it is about no order."""


@dataclass(frozen=True, slots=True)
class StockHistory:
    """The newest changes first, with what all earlier ones together came to."""

    rows: tuple[MovementRow, ...]
    earlier: int
    """How many changes are not listed."""
    earlier_units: int
    """The stock that they left."""


def stock_history(conn: Connection, sku: int, newest: int = NEWEST) -> StockHistory:
    """What has become of a practice SKU's stock; the changes sum up to the stock it has.

    A real shop's stock is what its files say: nobody knows the changes, and there are none here.
    """
    parts = [
        (why, columns)
        for why, query in movements((sku,)).items()
        if len(columns := read(conn, query))
    ]
    if not any(why is Movement.OPENING for why, _ in parts):
        return StockHistory((), 0, 0)
    at, units, order = (
        np.concatenate([columns[name] for _, columns in parts])
        for name in ("at", "units", "order_id")
    )
    why = np.concatenate([np.full(len(columns), each.value) for each, columns in parts])
    by_time = np.lexsort((order, why, at))
    left = np.cumsum(units[by_time])
    first = max(0, len(by_time) - newest)
    rows = tuple(
        MovementRow(
            id=place + 1,
            at=int(at[row]),
            why=Movement(int(why[row])),
            units=int(units[row]),
            left=int(left[place]),
            order_id=int(order[row]),
        )
        for place, row in reversed(list(enumerate(by_time.tolist()))[first:])
    )
    return StockHistory(rows, first, int(left[first - 1]) if first else 0)


def movements(wanted: Sequence[int], since: int = 0) -> dict[Movement, Select[Any]]:
    """The query of each kind of change of these SKUs from a moment on.

    Each finds ``at``, ``units``, ``order_id`` and ``sku_id``.
    """
    opened = select(shop.c.opened_at).scalar_subquery()
    lines = select(order_lines).where(order_lines.c.sku_id.in_(wanted)).subquery()
    ordered = lines.join(orders, orders.c.id == lines.c.order_id)
    gifts = select(order_gifts).where(order_gifts.c.sku_id.in_(wanted)).subquery()
    given = gifts.join(orders, orders.c.id == gifts.c.order_id)
    back = returns.c.sku_id.in_(wanted)
    replaced = (returns.c.kind == ReturnKind.REPLACEMENT.value) & (returns.c.approved_at > 0)
    found = {
        Movement.OPENING: _moved(opened, skus.c.opening_stock, skus.c.id).where(
            skus.c.id.in_(wanted), skus.c.opening_stock.is_not(None), opened >= since
        ),
        Movement.ARRIVED: _moved(
            restocks.c.arrived_at, restocks.c.quantity, restocks.c.sku_id
        ).where(restocks.c.sku_id.in_(wanted), restocks.c.arrived_at > 0),
        Movement.CANCELLED: _moved(
            orders.c.cancelled_at, lines.c.quantity - lines.c.returned, lines.c.sku_id, orders.c.id
        )
        .select_from(ordered)
        .where(orders.c.cancelled_at > 0, orders.c.shipped_at == 0),
        Movement.RETURNED: _moved(
            returns.c.closed_at, returns.c.restocked, returns.c.sku_id, returns.c.order_id
        ).where(back, returns.c.restocked > 0),
        Movement.GIFT_BACK: _moved(
            orders.c.cancelled_at, gifts.c.quantity, gifts.c.sku_id, orders.c.id
        )
        .select_from(given)
        .where(orders.c.cancelled_at > 0, orders.c.shipped_at == 0),
        Movement.ORDERED: _moved(
            orders.c.created_at, -lines.c.quantity, lines.c.sku_id, orders.c.id
        ).select_from(ordered),
        Movement.REPLACED: _moved(
            returns.c.approved_at, -returns.c.quantity, returns.c.sku_id, returns.c.order_id
        ).where(back, replaced),
        Movement.SAMPLE: _moved(samples.c.sent_at, literal(-1), samples.c.sku_id).where(
            samples.c.sku_id.in_(wanted)
        ),
        Movement.GIFT: _moved(
            orders.c.created_at, -gifts.c.quantity, gifts.c.sku_id, orders.c.id
        ).select_from(given),
        Movement.MISSING: _moved(
            stock_counts.c.at,
            -stock_counts.c.missing,
            stock_counts.c.sku_id,
            stock_counts.c.order_id,
        ).where(stock_counts.c.sku_id.in_(wanted)),
    }
    if not since:
        return found
    times = {
        Movement.ARRIVED: restocks.c.arrived_at,
        Movement.CANCELLED: orders.c.cancelled_at,
        Movement.RETURNED: returns.c.closed_at,
        Movement.GIFT_BACK: orders.c.cancelled_at,
        Movement.ORDERED: orders.c.created_at,
        Movement.REPLACED: returns.c.approved_at,
        Movement.SAMPLE: samples.c.sent_at,
        Movement.GIFT: orders.c.created_at,
        Movement.MISSING: stock_counts.c.at,
    }
    return {
        why: query.where(times[why] >= since) if why in times else query
        for why, query in found.items()
    }


def _moved(
    at: ColumnElement[int],
    units: ColumnElement[int],
    sku: ColumnElement[int],
    order: ColumnElement[int] | None = None,
) -> Select[Any]:
    """A query for the moments, the units, the SKUs and the orders of a kind of change."""
    about = literal(0) if order is None else order
    columns: tuple[Any, ...] = (
        at.label("at"),
        units.label("units"),
        about.label("order_id"),
        sku.label("sku_id"),
    )
    return select(*columns)
