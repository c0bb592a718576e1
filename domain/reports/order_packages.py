"""The packages of one order: what is in them, where they are, and what can still be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.kernel.columns import Columns
from domain.orders.tables import orders
from domain.reports.shop import ShopRow
from domain.shipping.rates import services
from domain.shipping.rules import Method
from domain.shipping.second_thoughts import editable_until, too_late_to_wait, voidable_until
from domain.shipping.tables import package_items, packages


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Units of one SKU of the order."""

    sku_id: int
    product: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PackageRow:
    """How an order, or a part of it, travels; postage in minor units, moments 0 where none."""

    id: int
    carrier: str
    service: str
    """The name of the carrier's service; empty where it is not known."""
    tracking: str
    own: bool
    """Posted by the seller, without a platform label."""
    postage: int
    """0 where it travels in the parcel of another order."""
    items: tuple[ItemRow, ...]
    """What is inside of an order that travels in several packages; none where it is all of it."""
    combined_with: tuple[int, ...]
    """The other orders in its parcel."""
    created_at: int
    shipped_at: int
    delivered_at: int
    voided_at: int
    """When its label was given back."""
    edited_at: int
    """When its tracking number was replaced."""
    voidable_until: int
    """Until when its label can be given back; 0 where that is not possible."""
    editable_until: int
    """Until when its tracking number can be replaced; 0 where that is not possible."""


def package_rows(
    conn: Connection, order: Mapping[str, Any], products: Mapping[int, str], about: ShopRow
) -> tuple[PackageRow, ...]:
    """The packages of an order in the order in which they were made, those given back among them.

    ``products`` names its SKUs.
    """
    of_order = packages.c.order_id == order["id"]
    made = conn.execute(
        select(packages).where(of_order).order_by(packages.c.created_at, packages.c.id)
    ).all()
    counting = [row for row in made if not row.voided_at]
    items = _items(conn, [row.id for row in made], products)
    inside = _inside(conn, counting)
    named = {code: service.name for code, service in services(about.region).items()}
    whole = len(counting) == 1 and order["partial_at"] == 0
    return tuple(
        PackageRow(
            id=row.id,
            carrier=row.carrier,
            service=named.get(row.service, ""),
            tracking=row.tracking,
            own=row.method == Method.SELLER.value,
            postage=row.postage,
            items=items.get(row.id, ()),
            combined_with=tuple(
                each.order_id
                for each in (inside[row.parcel] if not row.voided_at else ())
                if each.order_id != order["id"] and not each.cancelled_at
            ),
            created_at=row.created_at,
            shipped_at=row.shipped_at or (order["shipped_at"] if whole else 0),
            delivered_at=row.delivered_at or (order["delivered_at"] if whole else 0),
            voided_at=row.voided_at,
            edited_at=row.edited_at,
            voidable_until=_voidable(row, inside[row.parcel], about) if not row.voided_at else 0,
            editable_until=_editable(order, row, about),
        )
        for row in made
    )


def left_over(lines: Columns, rows: Sequence[PackageRow]) -> dict[int, int]:
    """The units of each SKU that no package holds yet, of an order that is sent in parts."""
    left: dict[int, int] = dict(
        zip(lines["sku_id"].tolist(), lines["quantity"].tolist(), strict=True)
    )
    for row in rows:
        for item in row.items if not row.voided_at else ():
            left[item.sku_id] -= item.quantity
    return {sku: quantity for sku, quantity in left.items() if quantity}


def _items(
    conn: Connection, ids: Sequence[int], products: Mapping[int, str]
) -> dict[int, tuple[ItemRow, ...]]:
    found: dict[int, tuple[ItemRow, ...]] = {}
    for row in conn.execute(
        select(package_items)
        .where(package_items.c.package_id.in_(ids))
        .order_by(package_items.c.package_id, package_items.c.sku_id)
    ):
        item = ItemRow(row.sku_id, products.get(row.sku_id, ""), row.quantity)
        found[row.package_id] = (*found.get(row.package_id, ()), item)
    return found


def _inside(conn: Connection, counting: Sequence[Row[Any]]) -> dict[int, list[Any]]:
    """The orders in each parcel, this one among them: their packages have its number too."""
    found: dict[int, list[Any]] = {row.parcel: [] for row in counting}
    for row in conn.execute(
        select(
            packages.c.parcel,
            packages.c.order_id,
            orders.c.shipped_at,
            orders.c.cancelled_at,
            orders.c.collect_by,
        )
        .join(orders, orders.c.id == packages.c.order_id)
        .where(
            packages.c.tracking.in_([row.tracking for row in counting if row.tracking]),
            packages.c.parcel.in_(list(found)),
            packages.c.voided_at == 0,
        )
        .order_by(packages.c.order_id)
    ):
        found[row.parcel].append(row)
    return found


def _voidable(row: Row[Any], inside: Sequence[Any], about: ShopRow) -> int:
    """Until when the label of a package that counts can be given back; 0 where it cannot be."""
    label = about.is_practice and row.method == Method.PLATFORM.value
    scanned = row.shipped_at or any(each.shipped_at for each in inside)
    if not label or scanned:
        return 0
    if any(
        too_late_to_wait(about.now, cancelled_at=each.cancelled_at, collect_by=each.collect_by)
        for each in inside
    ):
        return 0
    (until,) = voidable_until(row.created_at, [row.service], about.region, about.rules).tolist()
    return int(until) if about.now <= until else 0


def _editable(order: Mapping[str, Any], row: Row[Any], about: ShopRow) -> int:
    """Until when a package's number can be replaced; 0 where it cannot be any more."""
    own = about.is_practice and row.method == Method.SELLER.value
    over = row.voided_at or row.edited_at or order["delivered_at"] or order["cancelled_at"]
    if not own or over:
        return 0
    until = editable_until(row.created_at, about.rules)
    return until if about.now <= until else 0
