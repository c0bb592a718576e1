"""Which orders have changed, so that whoever keeps orders in memory never shows a stale one.

Triggers note an order's id in the transaction that changes what a list of orders shows or finds,
whatever writes it: time, a decision, an import, its undoing, another program. The newest changes
are kept; who has fallen behind them reads all orders anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from domain.inbox.tables import messages
from domain.orders.tables import order_lines, orders, recipients
from domain.shipping.tables import packages

NOTED: dict[Table, tuple[str, ...]] = {
    orders: (
        "status",
        "buyer_id",
        "created_at",
        "dispatch_by",
        "collect_by",
        "paid_at",
        "shipped_at",
        "cancelled_at",
        "units",
        "item_total",
        "platform_discount",
        "seller_discount",
        "amount",
        "city",
        "state",
    ),
    order_lines: ("sku_id", "seller_sku", "product_name"),
    packages: ("carrier", "voided_at"),
    recipients: ("message",),
    messages: (),
}
"""The columns of which a change is noted, by table; a row that comes or goes is one too.

No row ever goes to another order.
"""

KEPT = 200_000
"""Changes that are surely kept: about those of a year with a hundred orders a day."""

_TRIM_EVERY = 50_000


def triggers() -> Iterator[str]:
    """The statements that make the triggers, in a file that has all tables."""
    for table, names in NOTED.items():
        key = "id" if table is orders else "order_id"
        for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
            counts = f"WHEN {row}.message <> ''" if table is recipients else ""
            yield _trigger(table, event, event, counts, f"{row}.{key}")
        if names:
            changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
            on = f"UPDATE OF {', '.join(names)}"
            yield _trigger(table, "UPDATE", on, f"WHEN {changed}", f"NEW.{key}")
    yield (
        f"CREATE TRIGGER trim_order_changes AFTER INSERT ON order_changes "
        f"WHEN NEW.id % {_TRIM_EVERY} = 0 BEGIN "
        f"DELETE FROM order_changes WHERE id <= NEW.id - {KEPT}; END"
    )


def _trigger(table: Table, event: str, on: str, when: str, order: str) -> str:
    return (
        f"CREATE TRIGGER {table.name}_{event.lower()}_noted AFTER {on} ON {table.name} {when} "
        f"BEGIN INSERT INTO order_changes (order_id) VALUES ({order}); END"
    )
