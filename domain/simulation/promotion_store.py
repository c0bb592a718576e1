"""Promotions on their way out of a practice shop's file and back into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from domain.kernel.clock import DAY
from domain.kernel.columns import Columns, read, write
from domain.orders.tables import order_lines, orders
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.tables import (
    promotion_items,
    promotion_tiers,
    promotion_uses,
    promotions,
)
from domain.rulebook import Rules
from domain.simulation.marked import marked, save_marked
from domain.simulation.world import CHANGED, NEW, World

_FEW = 500
"""So many SKUs can be named one by one in a query."""


@dataclass(frozen=True, eq=False, slots=True)
class Kept:
    """What a world holds of its promotions, named as there."""

    promotions: Columns
    items: Columns
    tiers: Columns
    buyers: Columns


def load_promotions(conn: Connection, since: int) -> Kept:
    """All promotions, with the items, tiers and users of drafts and of those that hold later.

    Later than the beginning of the shop's day, at whose end what was sold in it is counted.
    """
    at = promotions.c
    lasting = or_(
        at.draft == 1,
        and_(
            or_(at.ends_at == 0, at.ends_at > since),
            or_(at.stopped_at == 0, at.stopped_at > since),
        ),
    )

    def of_lasting(table: Table) -> Columns:
        query = select(table).where(table.c.promotion_id.in_(select(at.id).where(lasting)))
        return marked(conn, query.order_by(*table.primary_key.columns))

    return Kept(
        promotions=marked(conn, select(promotions).order_by(at.id)),
        items=of_lasting(promotion_items),
        tiers=of_lasting(promotion_tiers),
        buyers=_uses_by_buyer(conn, lasting),
    )


def _uses_by_buyer(conn: Connection, lasting: ColumnElement[bool]) -> Columns:
    """Who has used what of the promotions that limit it: a row for each order."""
    used = promotion_uses.c
    query = (
        select(used.promotion_id, orders.c.buyer_id, used.units, literal(1).label("orders"))
        .join(promotions, promotions.c.id == used.promotion_id)
        .join(orders, orders.c.id == used.order_id)
        .where(lasting, promotions.c.buyer_limit != NO_LIMIT)
    )
    return read(conn, query)


def save_promotions(conn: Connection, world: World) -> None:
    """Promotions with what is sold of them; those whose parts have changed have them all anew."""
    for thrown in world.thrown_promotions:
        conn.execute(delete(promotions).where(promotions.c.id == thrown))
    for remade in {*world.remade_promotions, *world.thrown_promotions}:
        for table in (promotion_items, promotion_tiers):
            conn.execute(delete(table).where(table.c.promotion_id == remade))
    save_marked(conn, promotions, [world.promotions])
    for table, rows, counts in (
        (promotion_items, world.promotion_items, ("sold", "sold_before")),
        (promotion_tiers, world.promotion_tiers, ("given", "given_before")),
    ):
        names = [column.name for column in table.columns]
        write(conn, table, rows.where(rows["mark"] == NEW).only(names))
        _count(conn, table, rows.where(rows["mark"] == CHANGED), counts)
    for uses in world.promotion_uses:
        write(conn, promotion_uses, uses)


def _count(conn: Connection, table: Table, rows: Columns, counts: tuple[str, ...]) -> None:
    """Write what rows of a promotion have sold or given."""
    if not len(rows):
        return
    keys = list(table.primary_key.columns)
    where = [key == bindparam(f"of_{key.name}") for key in keys]
    values: dict[str, Any] = {name: bindparam(f"now_{name}") for name in counts}
    names = [*(f"of_{key.name}" for key in keys), *(f"now_{name}" for name in counts)]
    told = rows.only([*(key.name for key in keys), *counts]).rows()
    statement = update(table).where(*where).values(values)
    conn.execute(statement, [dict(zip(names, row, strict=True)) for row in told])


def lowest_paid(conn: Connection, now: int, rules: Rules, sku_ids: Sequence[int]) -> dict[int, int]:
    """The lowest price that a unit of each of those SKUs was paid at lately, minor units."""
    lines = order_lines.c
    since = now - rules.lowest_price_days * DAY
    paid = lines.subtotal - lines.platform_discount - lines.seller_discount
    query = (
        select(lines.sku_id, func.min(paid / lines.quantity))
        .join(orders, orders.c.id == lines.order_id)
        .where(orders.c.created_at > since, orders.c.paid_at > 0)
        .group_by(lines.sku_id)
    )
    found: dict[int, int] = {}
    for start in range(0, len(sku_ids), _FEW):
        some = query.where(lines.sku_id.in_(sku_ids[start : start + _FEW]))
        found.update({sku: int(price) for sku, price in conn.execute(some)})
    return found
