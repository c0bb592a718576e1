"""One order with everything a seller asks about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from domain.aftersales.rules import CancellationStatus
from domain.aftersales.tables import cancellations
from domain.aftersales.tables import returns as returns_table
from domain.catalogue.tables import skus
from domain.inbox.rules import Topic
from domain.inbox.tables import messages
from domain.kernel.clock import DAY
from domain.kernel.columns import UNKNOWN, Columns, read
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.promotions.pricing import charged
from domain.promotions.tables import promotion_uses, promotions
from domain.reports.gifts_given import GiftRow, gifts_given
from domain.reports.order_money import Part, Parts, booked, foretold
from domain.reports.order_packages import ItemRow, PackageRow, left_over, package_rows
from domain.reports.order_steps import Clock, StepRow, clocks, steps_of
from domain.reports.orders import buyer_hidden, late_now
from domain.reports.quotes import QuoteRow, combined_quotes, order_quotes, part_quotes
from domain.reports.returns import ReturnDetail, ReturnQuery, return_detail, return_ids
from domain.reports.returns import Sort as ReturnSort
from domain.reports.scenario import scenario
from domain.reports.shop import ShopRow, shop_row
from domain.rulebook import Rules

__all__ = [
    "CancellationRow",
    "ItemRow",
    "LineRow",
    "MessageRow",
    "OrderDetail",
    "PackageRow",
    "Part",
    "Together",
    "UseRow",
    "order_detail",
]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the order; minor units."""

    sku_id: int
    seller_sku: str
    product: str
    variation: str
    quantity: int
    unit_price: int
    subtotal: int


@dataclass(frozen=True, slots=True)
class CancellationRow:
    """A buyer's request to cancel; moments in epoch seconds, 0 where none."""

    status: CancellationStatus
    reason: str
    requested_at: int
    respond_by: int
    answered_at: int

    @property
    def is_open(self) -> bool:
        """Whether the seller may answer it."""
        return self.status is CancellationStatus.CANCELLATION_REQUEST_PENDING


@dataclass(frozen=True, slots=True)
class MessageRow:
    """Something the buyer wrote about the order; moments in epoch seconds, 0 where none."""

    id: int
    topic: Topic
    asked_at: int
    answer_by: int
    """Until when an answer counts for the response rate."""
    answered_at: int
    is_open: bool
    """Whether it can still be answered."""


@dataclass(frozen=True, slots=True)
class Together:
    """Orders of the buyer that wait as well and could go in one parcel with this one."""

    orders: tuple[int, ...]
    """Without this one."""
    saving: int
    """What one label costs less than one for each, minor units; may be negative."""


@dataclass(frozen=True, slots=True)
class UseRow:
    """What a promotion took off an order, minor units; nothing where it gave a gift."""

    promotion: int
    name: str
    seller: int
    """What the seller bears of it."""
    platform: int


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order in full; moments in epoch seconds, 0 where none; minor units."""

    id: int
    status: Status
    late: bool
    ship_from: int
    ship_by: int
    cancel_role: str
    cancel_reason: str
    collect_by: int
    recipient: str
    """Empty while it is hidden, and once the order has ended."""
    place: str
    """City, state and ZIP; empty while it is hidden."""
    hidden_until: int
    """Until when the platform hides who the buyer is and where they live; 0 where it does not."""
    message: str
    note: str
    lines: tuple[LineRow, ...]
    gifts: tuple[GiftRow, ...]
    """What goes with them at no price."""
    packages: tuple[PackageRow, ...]
    left: tuple[ItemRow, ...]
    """What no package holds yet, of an order that is sent in parts."""
    label: QuoteRow | None
    """The cheapest label that keeps the promise, for the order or what is left of it; None where
    nothing can be bought, or no service takes the parcel."""
    label_choice: bool
    """Whether several services sell labels."""
    together: Together | None
    clocks: tuple[tuple[Clock, int], ...]
    """Those that run, with the moment at which each ends; the next one first."""
    cancellation: CancellationRow | None
    messages: tuple[MessageRow, ...]
    """The latest first."""
    item_total: int
    platform_discount: int
    seller_discount: int
    shipping_paid: int
    shipping_seller_discount: int
    """What the seller bears of what is taken off the shipping fee."""
    shipping_platform_discount: int
    promotions: tuple[UseRow, ...]
    """What promotions took off items and shipping, the oldest first; none of imported orders."""
    tax: int
    amount: int
    beyond: int
    """What the amount is more than all this comes to, as of imported orders: fees that are not
    kept one by one, less what was taken off the payment."""
    referral_fee_rate: int
    """Basis points; 0 where the region's rules are not known."""
    parts: Parts
    """What the seller receives, part by part, each with its sign."""
    returns: tuple[ReturnDetail, ...]
    """Chargebacks among them; in the order in which they were asked for."""
    steps: tuple[StepRow, ...]

    @property
    def cancellable(self) -> bool:
        """Whether the seller can cancel it: no carrier has scanned anything of it."""
        scanned = any(each.shipped_at for each in self.counting)
        return self.status <= Status.AWAITING_COLLECTION and not scanned

    @property
    def counting(self) -> tuple[PackageRow, ...]:
        """The packages whose labels have not been given back."""
        return tuple(each for each in self.packages if not each.voided_at)


def order_detail(conn: Connection, order_id: int, wall: int) -> OrderDetail | None:
    """The order, or None when the shop has no such order."""
    about = shop_row(conn, wall)
    rows = read(conn, select(orders).where(orders.c.id == order_id))
    if not len(rows):
        return None
    row = dict(zip(rows, rows.rows()[0], strict=True))
    of_order = order_lines.c.order_id == order_id
    about_lines = select(order_lines).where(of_order).order_by(order_lines.c.sku_id)
    held = read(conn, about_lines)
    lines = _line_rows(held)
    person = conn.execute(select(recipients).where(recipients.c.order_id == order_id)).first()
    told = select(late_now(about.now), buyer_hidden()).where(orders.c.id == order_id)
    late, hidden = conn.execute(told).one()
    rules = about.rules if about.book.practice else None
    sent = package_rows(conn, row, {line.sku_id: line.product for line in lines}, about)
    backs = _returns(conn, order_id)
    request = _cancellation(conn, order_id)
    left = _left(row, held, sent, lines)
    label, choice = _label(conn, row, left, about)
    return OrderDetail(
        id=order_id,
        status=Status(row["status"]),
        late=bool(late),
        ship_from=row["ship_from"],
        ship_by=row["dispatch_by"],
        cancel_role=row["cancel_role"],
        cancel_reason=row["cancel_reason"],
        collect_by=row["collect_by"],
        recipient=person.name if person is not None and not hidden else "",
        place="" if hidden else _place(row),
        hidden_until=row["ship_from"] if hidden else 0,
        message=person.message if person is not None else "",
        note=row["seller_note"],
        lines=lines,
        gifts=tuple(gifts_given(conn, [order_id]).get(order_id, ())),
        packages=sent,
        left=left,
        label=label if label is not None and label.taken else None,
        label_choice=choice,
        together=_together(conn, row, label) if about.is_practice else None,
        clocks=clocks(row, _answer_by(request), backs, rules),
        cancellation=request,
        messages=_messages(conn, order_id, about),
        item_total=row["item_total"],
        platform_discount=row["platform_discount"],
        seller_discount=row["seller_discount"],
        shipping_paid=row["shipping_paid"],
        shipping_seller_discount=row["shipping_seller_discount"],
        shipping_platform_discount=row["shipping_platform_discount"],
        promotions=_uses(conn, order_id),
        tax=row["tax"],
        amount=row["amount"],
        beyond=row["amount"] - _comes_to(rows, held),
        referral_fee_rate=rules.referral_fee if rules is not None else 0,
        parts=_parts(conn, rows, held, label, rules, about),
        returns=backs,
        steps=steps_of(row, backs, rules, _tier(conn)),
    )


def _uses(conn: Connection, order_id: int) -> tuple[UseRow, ...]:
    used = promotion_uses.c
    query = (
        select(used.promotion_id, promotions.c.name, used.seller, used.platform)
        .join(promotions, promotions.c.id == used.promotion_id)
        .where(used.order_id == order_id)
        .order_by(used.promotion_id)
    )
    return tuple(UseRow(*row) for row in conn.execute(query))


def _comes_to(order: Columns, held: Columns) -> int:
    """What pricing makes of an order (one row) and its lines as they are kept."""
    lines = {
        "order": np.zeros(len(held), dtype=np.int64),
        "subtotal": held["subtotal"],
        "seller": held["seller_discount"],
        "platform": held["platform_discount"],
    }
    seller, platform = order["shipping_seller_discount"], order["shipping_platform_discount"]
    fees = {
        "fee": order["shipping_paid"] + seller + platform,
        "fee_seller": seller,
        "fee_platform": platform,
    }
    come = charged(Columns(lines), 1, lambda _: fees, lambda _: order["tax"])
    return int(come["amount"][0])


def _place(row: Mapping[str, Any]) -> str:
    town = ", ".join(part for part in (row["city"], row["state"]) if part)
    return " ".join(part for part in (town, row["zip"]) if part)


def _line_rows(held: Columns) -> tuple[LineRow, ...]:
    names = (
        "sku_id", "seller_sku", "product_name", "variation", "quantity", "unit_price", "subtotal",
    )  # fmt: skip
    return tuple(LineRow(*line) for line in held.only(names).rows())


def _tier(conn: Connection) -> str:
    start = scenario(conn)
    return start.settlement_tier if start is not None else ""


def _returns(conn: Connection, order_id: int) -> tuple[ReturnDetail, ...]:
    query = ReturnQuery(order=order_id, sort=ReturnSort.REQUESTED, descending=False)
    found = (return_detail(conn, each) for each in return_ids(conn, query))
    return tuple(each for each in found if each is not None)


def _cancellation(conn: Connection, order_id: int) -> CancellationRow | None:
    of_order = cancellations.c.order_id == order_id
    row = conn.execute(select(cancellations).where(of_order)).first()
    if row is None:
        return None
    return CancellationRow(
        CancellationStatus(row.status),
        row.reason,
        row.requested_at,
        row.respond_by,
        row.answered_at,
    )


def _answer_by(request: CancellationRow | None) -> int:
    return request.respond_by if request is not None and request.is_open else 0


def _messages(conn: Connection, order_id: int, about: ShopRow) -> tuple[MessageRow, ...]:
    rows = conn.execute(
        select(messages)
        .where(messages.c.order_id == order_id)
        .order_by(messages.c.asked_at.desc(), messages.c.id)
    ).all()
    if not rows:
        return ()
    since = about.now - about.rules.message_open_days * DAY
    return tuple(
        MessageRow(
            row.id,
            Topic(row.topic),
            row.asked_at,
            row.answer_by,
            row.answered_at,
            is_open=row.answered_at == 0 and row.asked_at > since,
        )
        for row in rows
    )


def _left(
    row: Mapping[str, Any], held: Columns, sent: Sequence[PackageRow], lines: Sequence[LineRow]
) -> tuple[ItemRow, ...]:
    if row["status"] != Status.PARTIALLY_SHIPPING:
        return ()
    names = {line.sku_id: line.product for line in lines}
    left = left_over(held, sent)
    return tuple(ItemRow(sku, names[sku], quantity) for sku, quantity in left.items())


_BEFORE_LABEL = (Status.UNPAID, Status.ON_HOLD, Status.AWAITING_SHIPMENT)


def _label(
    conn: Connection, row: Mapping[str, Any], left: Sequence[ItemRow], about: ShopRow
) -> tuple[QuoteRow | None, bool]:
    """What the next label would cost now, and whether there are services to choose from."""
    if not about.is_practice:
        return None, False
    if left:
        found = part_quotes(conn, row["id"], {item.sku_id: item.quantity for item in left})
    elif row["status"] in _BEFORE_LABEL:
        found = order_quotes(conn, [row["id"]])
    else:
        return None, False
    return found.cheapest, len(found.services) > 1


def _together(conn: Connection, row: Mapping[str, Any], label: QuoteRow | None) -> Together | None:
    """The buyer's other orders that wait to be shipped, where one parcel can hold them all."""
    if row["status"] != Status.AWAITING_SHIPMENT or label is None:
        return None
    others = conn.scalars(
        select(orders.c.id)
        .where(
            orders.c.status == int(Status.AWAITING_SHIPMENT),
            orders.c.buyer_id == row["buyer_id"],
            orders.c.id != row["id"],
        )
        .order_by(orders.c.id)
    ).all()
    if not others:
        return None
    every = [row["id"], *others]
    one, each = combined_quotes(conn, every).cheapest, order_quotes(conn, every).cheapest
    if not one.taken:
        return None
    return Together(tuple(others), each.price - one.price)


def _parts(
    conn: Connection,
    rows: Columns,
    held: Columns,
    label: QuoteRow | None,
    rules: Rules | None,
    about: ShopRow,
) -> Parts:
    if rules is None:
        return ()
    if about.is_practice:
        return booked(conn, rows, held, rules, label.price if label is not None else 0)
    order_id = int(rows["id"][0])
    of_order = returns_table.c.order_id == order_id
    backs = read(conn, select(returns_table).where(of_order).order_by(returns_table.c.id))
    return foretold(rows, held, backs, rules, _goods(conn, held))


def _goods(conn: Connection, held: Columns) -> int | None:
    """What the units of an order's lines cost; None where that of a SKU is unknown."""
    known = read(conn, select(skus.c.id, skus.c.cost).where(skus.c.id.in_(held["sku_id"].tolist())))
    costs = dict(known.where(known["cost"] != UNKNOWN).rows())
    if not costs.keys() >= set(held["sku_id"].tolist()):
        return None
    unit_costs = np.array([costs[sku] for sku in held["sku_id"].tolist()], dtype=np.int64)
    return int((unit_costs * held["quantity"]).sum())
