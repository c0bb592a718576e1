"""Where a seller's note on an order is kept."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, update

from domain.orders.tables import orders
from domain.storage.tables import import_changes


def write_note(conn: Connection, order_id: int, note: str) -> bool:
    """Keep a note; gives whether the shop has that order.

    The images that imports keep of the order get it too: a note is the seller's and not a file's,
    so taking an import back does not take it away.
    """
    of_order = orders.c.id == order_id
    found = conn.execute(update(orders).where(of_order).values(seller_note=note)).rowcount > 0
    if found:
        conn.execute(
            update(import_changes)
            .where(
                import_changes.c.table_name == orders.name,
                import_changes.c.row_key == json.dumps([order_id]),
            )
            .values(before=func.json_set(import_changes.c.before, "$.seller_note", note))
        )
    return found
