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
        yield _trigger("orders", event, kind, kind, when, _note(event, row))
    happened = f"(OLD.{moment} > 0 OR NEW.{moment} > 0) AND"
    both = [*_note(event, "OLD"), *_note(event, "NEW")]
    yield _on_update("orders", event, names, happened, both)


def _of_parts(table: str, event: Event, names: Sequence[str]) -> Iterator[str]:
    """Of rows that an order has; they never go to another one."""
    for kind, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield _trigger(table, event, kind, kind, "", [_note_order(event, row)])
    yield _on_update(table, event, names, "", [_note_order(event, "NEW")])


def _note(event: Event, row: str) -> list[str]:
    moment = f"{row}.{event}_at"
    noted = [_noted(f"SELECT '{event}', {moment} / 3600 WHERE {moment} > 0")]
    if event is Event.PAID:
        later = (
            f"SELECT '{event}', paid_at / 3600 FROM orders "
            f"WHERE buyer_id = {row}.buyer_id AND {row}.buyer_id > 0 AND {moment} > 0 "
            f"AND paid_at > 0 AND paid_at >= {moment}"
        )
        noted.append(_noted(later))
    return noted


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
    table: str, event: Event, names: Sequence[str], happened: str, noted: Sequence[str]
) -> str:
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    on = f"UPDATE OF {', '.join(names)}"
    return _trigger(table, event, "UPDATE", on, f"WHEN {happened} ({changed})", noted)


def _trigger(table: str, event: Event, kind: str, on: str, when: str, noted: Sequence[str]) -> str:
    return (
        f"CREATE TRIGGER {table}_{kind.lower()}_stale_{event} AFTER {on} ON {table} {when} "
        f"BEGIN {' '.join(noted)} END"
    )
