"""What a buyer in a ZIP code is asked for delivery, and by when it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.kernel.clock import ShopCalendar
from domain.kernel.columns import Array
from domain.kernel.refusals import Refusal
from domain.rulebook import Rules
from domain.shipping.fulfilment import Fulfilment, added_days, counted_from
from domain.shipping.templates import SERVICES, Service, Template, quotes, tariff
from domain.shipping.zips import names, state_of_zip


@dataclass(frozen=True, slots=True)
class Item:
    """Units of one SKU in the basket; grams and price after discounts (minor units) of one."""

    units: int
    grams: int
    price: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One service level that the buyer can choose."""

    service: Service
    fee: int
    """Minor units."""
    days: int
    """Business days promised, with what capacity adds."""
    dispatch_by: int
    """When the carrier must have scanned the parcel."""
    arrives_by: int


def preview(
    template: Template,
    zip_code: str,
    items: Sequence[Item],
    moment: int,
    *,
    placed_today: int,
    settings: Fulfilment,
    rules: Rules,
    calendar: ShopCalendar,
    po_box: bool = False,
) -> tuple[Delivery, ...] | Refusal:
    """What is offered to a buyer who orders the items at that moment, or why nothing is.

    ``placed_today`` counts the orders of the day so far, for the capacity.
    """
    state = state_of_zip(zip_code)
    if state is None:
        return Refusal("zip-unknown", {"zip": zip_code.strip()})
    area = names()[state]
    if po_box and not template.po_boxes:
        return Refusal("po-box-excluded", {"template": template.name})
    known = tariff((template,), rules)

    def column(value: int) -> Array:
        return np.array([value], dtype=np.int64)

    found = quotes(
        known,
        template=column(0),
        state=column(known.states.index(state)),
        units=column(sum(item.units for item in items)),
        grams=column(sum(item.units * item.grams for item in items)),
        value=column(sum(item.units * item.price for item in items)),
    )
    if not found.offered.any():
        return Refusal("area-excluded", {"template": template.name, "area": area})
    at = counted_from(column(moment), settings, calendar)
    more = int(added_days(column(placed_today), settings, rules)[0])
    offered = []
    for place in np.flatnonzero(found.offered[0]).tolist():
        days = int(found.promised[0, place]) + more
        scanned = calendar.business_deadline(at, int(known.dispatch[0]) + more)
        arrived = calendar.business_deadline(at, days)
        offered.append(
            Delivery(
                service=SERVICES[place],
                fee=int(found.fee[0, place]),
                days=days,
                dispatch_by=int(scanned[0]),
                arrives_by=int(arrived[0]),
            )
        )
    return tuple(offered)
