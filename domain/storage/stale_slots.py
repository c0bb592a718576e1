"""Which hours' sums are out of date, so that whoever shows sums never shows stale ones.

Triggers note the hour of what a row counts for, in the transaction that changes it, whatever
writes it: time, a decision, an import, its undoing, another program. ``domain.reports.tallies``
counts those hours anew. A change of a buyer's order also moves what was said of their later ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.tallies.tables import Event

_PAID = (
    "paid_at",
    "buyer_id",
    "line_count",
    "units",
    "item_total",
    "seller_discount",
    "platform_discount",
    "shipping_paid",
    "tax",
    "amount",
    "country",
    "state",
)
_CANCELLED = ("cancelled_at", "cancel_role", "cancel_reason", "paid_at", "amount")
_DELIVERED = ("delivered_at", "shipped_at", "paid_at", "dispatch_by", "deliver_by", "city", "state")
_LINE = (
    "sku_id",
    "quantity",
    "subtotal",
    "seller_discount",
    "platform_discount",
    "unit_cost",
    "commission",
)
_PACKAGE = ("carrier", "voided_at")
_TRAFFIC = ("impressions", "clicks", "carts", "orders", "units", "gmv")


def triggers() -> Iterator[str]:
    """The statements that make the triggers, in a file that has all tables."""
    yield from _of_orders(Event.PAID, _PAID)
    yield from _of_later_orders()
    yield from _of_orders(Event.CANCELLED, _CANCELLED)
    yield from _of_orders(Event.DELIVERED, _DELIVERED)
    yield from _of_parts("order_lines", Event.PAID, _LINE)
    yield from _of_parts("packages", Event.DELIVERED, _PACKAGE)
    for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield _trigger("traffic", Event.SEEN, event, event, "", [_note_day(row)])
    yield _on_update("traffic", Event.SEEN, _TRAFFIC, "", [_note_day("NEW")])


def _of_orders(event: Event, names: Sequence[str]) -> Iterator[str]:
    moment = f"{event}_at"
    for kind, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        when = f"WHEN {row}.{moment} > 0"
        yield _trigger("orders", event, kind, kind, when, [_note(event, row)])
    happened = f"(OLD.{moment} > 0 OR NEW.{moment} > 0) AND"
    both = [_note(event, "OLD"), _note(event, "NEW")]
    yield _on_update("orders", event, names, happened, both)


def _of_later_orders() -> Iterator[str]:
    """Of a buyer's orders after one that comes, goes or moves.

    The next one has another order before it, and all are counted by the month of the first.
    """
    for kind, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        when = f"WHEN {row}.buyer_id > 0 AND {row}.paid_at > 0 AND EXISTS (SELECT 1 {_later(row)})"
        yield _trigger("orders", "later", kind, kind, when, _note_later(row))
    moved = "(OLD.paid_at > 0 OR NEW.paid_at > 0) AND"
    both = [*_note_later("OLD"), *_note_later("NEW")]
    yield _on_update("orders", "later", ("paid_at", "buyer_id"), moved, both)


def _later(row: str) -> str:
    """The paid orders of a row's buyer that come after it; none of an unpaid or nobody's order."""
    return (
        f"FROM orders WHERE buyer_id = {row}.buyer_id AND {row}.buyer_id > 0 "
        f"AND {row}.paid_at > 0 AND paid_at > 0 AND paid_at >= {row}.paid_at "
        f"AND (paid_at > {row}.paid_at OR id > {row}.id)"
    )


def _note_later(row: str) -> list[str]:
    found = f"SELECT '{Event.PAID}', paid_at / 3600 {_later(row)}"
    earlier = (
        f"SELECT 1 FROM orders WHERE buyer_id = {row}.buyer_id AND paid_at > 0 "
        f"AND paid_at <= {row}.paid_at AND (paid_at < {row}.paid_at OR id < {row}.id)"
    )
    return [
        _noted(f"SELECT * FROM ({found} ORDER BY paid_at, id LIMIT 1) WHERE true"),
        _noted(f"{found} AND NOT EXISTS ({earlier})"),
    ]


def _of_parts(table: str, event: Event, names: Sequence[str]) -> Iterator[str]:
    """Of rows that an order has; they never go to another one."""
    for kind, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield _trigger(table, event, kind, kind, "", [_note_order(event, row)])
    yield _on_update(table, event, names, "", [_note_order(event, "NEW")])


def _note(event: Event, row: str) -> str:
    moment = f"{row}.{event}_at"
    return _noted(f"SELECT '{event}', {moment} / 3600 WHERE {moment} > 0")


def _note_order(event: Event, row: str) -> str:
    moment = f"{event}_at"
    order = f"SELECT '{event}', {moment} / 3600 FROM orders WHERE id = {row}.order_id"
    return _noted(f"{order} AND {moment} > 0")


def _note_day(row: str) -> str:
    return _noted(f"VALUES ('{Event.SEEN}', {row}.day)")


def _noted(rows: str) -> str:
    # OR IGNORE would give way to what the statement that fires the trigger says of conflicts.
    return f"INSERT INTO stale_slots (event, slot) {rows} ON CONFLICT DO NOTHING;"


def _on_update(
    table: str, event: str, names: Sequence[str], happened: str, noted: Sequence[str]
) -> str:
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    on = f"UPDATE OF {', '.join(names)}"
    return _trigger(table, event, "UPDATE", on, f"WHEN {happened} ({changed})", noted)


def _trigger(table: str, event: str, kind: str, on: str, when: str, noted: Sequence[str]) -> str:
    return (
        f"CREATE TRIGGER {table}_{kind.lower()}_stale_{event} AFTER {on} ON {table} {when} "
        f"BEGIN {' '.join(noted)} END"
    )
