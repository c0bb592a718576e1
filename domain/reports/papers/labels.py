"""Shipping labels of practice parcels. Those of a real shop come from its carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain.kernel.refusals import Refusal, RefusedError
from domain.orders.tables import orders, recipients
from domain.reports.papers.asked import (
    Papers,
    asked_orders,
    packages_that_count,
    place_of,
    rows_of,
    unknown,
)
from domain.reports.shop import shop_row
from domain.shipping.tables import packages


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One parcel's label."""

    orders: tuple[int, ...]
    """What is inside, the order whose label was bought first; several where they are combined."""
    carrier: str
    service: str
    """Code of the carrier's service; empty where unknown."""
    tracking: str
    sender: str
    """The shop's name."""
    name: str
    street: str
    city: str
    state: str
    zip: str
    place: str
    """City, state and ZIP in one line."""
    weight: int
    """Grams, as declared; 0 where unknown."""
    at: int
    """When the label was made, epoch seconds."""
    number: int
    """Of the order's parcels this is the first, the second …"""
    of: int
    """… of so many."""


def label_rows(conn: Connection, ids: Sequence[int]) -> Papers[LabelRow]:
    """A label for every parcel of the orders, in their order; a shared parcel has one.

    Refused in real shops. Left out is an order without a parcel, one that was cancelled, and one
    whose recipient is forgotten.
    """
    about = shop_row(conn, 0)
    if not about.is_practice:
        raise RefusedError("labels-of-real")
    found = asked_orders(conn, ids)
    left_out = unknown(ids, found)
    parcels = packages_that_count(conn, list(found))
    people = {
        row.order_id: row for row in rows_of(conn, recipients, recipients.c.order_id, list(found))
    }
    sharing = _sharing(conn, [row.parcel for rows in parcels.values() for row in rows])
    labels: dict[int, LabelRow] = {}
    for each, order in found.items():
        sent, person = parcels.get(each, []), people.get(each)
        if not sent:
            left_out.append(Refusal("label-none", {"order": each}))
        elif order.cancelled_at:
            left_out.append(Refusal("order-cancelled", {"order": each}))
        elif person is None:
            left_out.append(Refusal("label-address-forgotten", {"order": each}))
        else:
            for number, package in enumerate(sent, 1):
                labels.setdefault(
                    package.parcel,
                    LabelRow(
                        orders=sharing[package.parcel],
                        carrier=package.carrier,
                        service=package.service,
                        tracking=package.tracking,
                        sender=about.name,
                        name=person.name,
                        street=person.street,
                        city=order.city,
                        state=order.state,
                        zip=order.zip,
                        place=place_of(order),
                        weight=package.weight,
                        at=package.created_at,
                        number=number,
                        of=len(sent),
                    ),
                )
    return Papers(tuple(labels.values()), tuple(left_out))


def _sharing(conn: Connection, parcels: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The orders that travel in each of the parcels, whether their labels are asked for or not.

    What was cancelled stays out of them.
    """
    sent = [
        row
        for row in rows_of(conn, packages, packages.c.parcel, list(dict.fromkeys(parcels)))
        if not row.voided_at
    ]
    ids = sorted({row.order_id for row in sent})
    cancelled = {row.id for row in rows_of(conn, orders, orders.c.id, ids) if row.cancelled_at}
    inside: dict[int, list[Any]] = {}
    for row in sent:
        if row.order_id not in cancelled:
            inside.setdefault(row.parcel, []).append(row)
    return {
        parcel: tuple(
            dict.fromkeys(
                row.order_id for row in sorted(rows, key=lambda r: (r.id != parcel, r.id))
            )
        )
        for parcel, rows in inside.items()
    }
