"""One order with everything a seller asks about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from domain import reactions
from domain.aftersales.rules import ReturnKind, ReturnStatus, line_of
from domain.aftersales.tables import returns
from domain.finance import rules as finance
from domain.kernel.columns import Columns, read
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.reports.orders import late_now
from domain.reports.scenario import scenario
from domain.reports.shop import shop_row
from domain.rulebook import Rules
from domain.shipping.rules import Method
from domain.shipping.tables import packages


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
class PackageRow:
    """How the order travels; postage in minor units."""

    carrier: str
    tracking: str
    own: bool
    postage: int


class Part(Enum):
    """A part of what the seller receives."""

    REVENUE = "revenue"
    REFERRAL_FEE = "referral-fee"
    COMMISSION = "commission"
    REFUND = "refund"
    REFERRAL_FEE_RETURNED = "referral-fee-returned"
    REFUND_ADMINISTRATION_FEE = "refund-administration-fee"
    COMMISSION_RETURNED = "commission-returned"
    LABEL = "label"
    LABEL_IF_BOUGHT = "label-if-bought"
    SETTLEMENT = "settlement"
    OWN_POSTAGE = "own-postage"
    COST_OF_GOODS = "cost-of-goods"
    PROFIT = "profit"


class Happening(Enum):
    """A stage on the order's way."""

    ORDERED = "ordered"
    PAID = "paid"
    READY = "ready"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    RETURN_REQUESTED = "return-requested"
    RETURN_APPROVED = "return-approved"
    REFUNDED = "refunded"
    SETTLED = "settled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CHARGED_BACK = "charged-back"
    """The buyer's bank took the payment back."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A stage with its moment (0: no moment known) and whether it has happened."""

    what: Happening
    at: int
    done: bool


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
    place: str
    message: str
    note: str
    lines: tuple[LineRow, ...]
    package: PackageRow | None
    item_total: int
    platform_discount: int
    seller_discount: int
    shipping_paid: int
    tax: int
    amount: int
    referral_fee_rate: int
    """Basis points; 0 where the region's rules are not known."""
    parts: tuple[tuple[Part, int], ...]
    """What the seller receives, part by part, each with its sign."""
    return_status: ReturnStatus | None
    return_reason: str
    return_sku: int
    """The id of the SKU that goes back; 0 where nothing does."""
    steps: tuple[StepRow, ...]


def order_detail(conn: Connection, order_id: int, wall: int) -> OrderDetail | None:
    """The order, or None when the shop has no such order."""
    about = shop_row(conn, wall)
    rows = read(conn, select(orders).where(orders.c.id == order_id))
    if not len(rows):
        return None
    row = dict(zip(rows, rows.rows()[0], strict=True))
    of_order = order_lines.c.order_id == order_id
    about_lines = select(order_lines).where(of_order).order_by(order_lines.c.sku_id)
    lines, held = conn.execute(about_lines).all(), read(conn, about_lines)
    sent = conn.execute(select(packages).where(packages.c.order_id == order_id)).first()
    person = conn.execute(select(recipients).where(recipients.c.order_id == order_id)).first()
    about_returns = select(returns).where(returns.c.order_id == order_id).order_by(returns.c.id)
    back, backs = conn.execute(about_returns).first(), read(conn, about_returns)
    late = conn.execute(select(late_now(about.now)).where(orders.c.id == order_id)).scalar_one()
    rules = about.book.at(about.now) if about.book.practice else None
    package = None
    if sent is not None:
        own = sent.method == Method.SELLER.value
        package = PackageRow(sent.carrier, sent.tracking, own, sent.postage)
    start = scenario(conn)
    label = start.label_price if start is not None else 0
    tier = start.settlement_tier if start is not None else ""
    return OrderDetail(
        id=order_id,
        status=Status(row["status"]),
        late=bool(late),
        ship_from=row["ship_from"],
        ship_by=row["dispatch_by"],
        cancel_role=row["cancel_role"],
        cancel_reason=row["cancel_reason"],
        collect_by=row["collect_by"],
        recipient=person.name if person is not None else "",
        place=" ".join(
            p for p in (", ".join(q for q in (row["city"], row["state"]) if q), row["zip"]) if p
        ),
        message=person.message if person is not None else "",
        note=row["seller_note"],
        lines=tuple(
            LineRow(
                line.sku_id,
                line.seller_sku,
                line.product_name,
                line.variation,
                line.quantity,
                line.unit_price,
                line.subtotal,
            )
            for line in lines
        ),
        package=package,
        item_total=row["item_total"],
        platform_discount=row["platform_discount"],
        seller_discount=row["seller_discount"],
        shipping_paid=row["shipping_paid"],
        tax=row["tax"],
        amount=row["amount"],
        referral_fee_rate=rules.referral_fee if rules is not None else 0,
        parts=_parts(rows, held, rules, package, label, backs) if rules is not None else (),
        return_status=ReturnStatus(back.status) if back is not None else None,
        return_reason=back.reason if back is not None else "",
        return_sku=back.sku_id if back is not None else 0,
        steps=_steps(row, back, rules, tier),
    )


def _parts(
    rows: Columns,
    lines: Columns,
    rules: Rules,
    package: PackageRow | None,
    label: int,
    backs: Columns,
) -> tuple[tuple[Part, int], ...]:
    """Revenue, fees, postage and goods; the label's price is foretold until something is sent."""
    cost = int((lines["quantity"] * lines["unit_cost"]).sum())
    own = package.postage if package is not None and package.own else 0
    if int(rows["cancelled_at"][0]) > 0:
        parts = []
        if package is not None and package.postage:
            parts.append((Part.OWN_POSTAGE if own else Part.LABEL, -package.postage))
        if int(rows["shipped_at"][0]) and cost:
            parts.append((Part.COST_OF_GOODS, -cost))
        return (*parts, (Part.PROFIT, sum(amount for _, amount in parts)))
    commission = int(lines["commission"].sum())
    parts = [
        (Part.REVENUE, int(reactions.revenue(rows, rules)[0])),
        (Part.REFERRAL_FEE, -int(reactions.referral(rows, rules)[0])),
    ]
    if commission:
        parts.append((Part.COMMISSION, -commission))
    backs = backs.where(backs["closed_at"] > 0)
    if backs["refunded"].any():
        gone = reactions.returned(lines.where(line_of(lines, backs)), backs)
        parts += [
            (Part.REFUND, -int(reactions.revenue(gone, rules).sum())),
            (Part.REFERRAL_FEE_RETURNED, int(reactions.referral(gone, rules).sum())),
            (Part.REFUND_ADMINISTRATION_FEE, -int(reactions.administration(gone, rules).sum())),
        ]
        if gone["commission"].any():
            parts.append((Part.COMMISSION_RETURNED, int(gone["commission"].sum())))
        cost -= int(gone["cost"].sum())
    if package is None and label:
        parts.append((Part.LABEL_IF_BOUGHT, -label))
    elif package is not None and package.postage and not package.own:
        parts.append((Part.LABEL, -package.postage))
    settled = sum(amount for _, amount in parts)
    parts.append((Part.SETTLEMENT, settled))
    if own:
        parts.append((Part.OWN_POSTAGE, -own))
    if cost:
        parts.append((Part.COST_OF_GOODS, -cost))
    if label:  # a practice shop knows what its goods cost
        parts.append((Part.PROFIT, settled - own - cost))
    return tuple(parts)


def _steps(row: dict[str, int], back: Any, rules: Rules | None, tier: str) -> tuple[StepRow, ...]:
    """The order's way so far, and what is to come with its moment where that is known."""
    if row["cancelled_at"] > 0:
        past = [
            StepRow(what, row[name], True)
            for what, name in _STAGES
            if 0 < row[name] <= row["cancelled_at"]
        ]
        return (*past, StepRow(Happening.CANCELLED, row["cancelled_at"], True))
    steps = [StepRow(what, row[name], row[name] > 0) for what, name in _STAGES]
    if row["shipped_at"] == 0:
        steps[3] = StepRow(Happening.SHIPPED, row["dispatch_by"], False)
        if row["delivered_at"] == 0:
            steps[4] = StepRow(Happening.DELIVERED, row["deliver_by"], row["delivered_at"] > 0)
    elif row["delivered_at"] == 0:
        steps[4] = StepRow(Happening.DELIVERED, row["deliver_by"], False)
    if back is not None and back.kind == ReturnKind.CHARGE_BACK:
        steps.append(StepRow(Happening.CHARGED_BACK, back.closed_at, True))
    elif back is not None:
        for what, name in (
            (Happening.RETURN_REQUESTED, "requested_at"),
            (Happening.RETURN_APPROVED, "approved_at"),
            (Happening.REFUNDED, "closed_at"),
        ):
            at = int(getattr(back, name))
            if what is Happening.RETURN_APPROVED and at == 0:
                steps.append(StepRow(what, back.respond_by, False))
            else:
                steps.append(StepRow(what, at, at > 0))
    if rules is not None and tier:
        due = 0
        if row["delivered_at"] > 0:
            column = np.array([row["delivered_at"]], dtype=np.int64)
            due = int(finance.settlement_due(column, rules.settle_days(tier))[0])
        settled = row["settled_at"]
        held = back is not None and back.closed_at == 0 and not settled
        steps.append(StepRow(Happening.SETTLED, settled or (0 if held else due), settled > 0))
        closes = row["delivered_at"] + rules.complete_days * 86_400 if row["delivered_at"] else 0
        at = row["completed_at"] or closes
        steps.append(StepRow(Happening.COMPLETED, at, row["completed_at"] > 0))
    return tuple(steps)


_STAGES = (
    (Happening.ORDERED, "created_at"),
    (Happening.PAID, "paid_at"),
    (Happening.READY, "rts_at"),
    (Happening.SHIPPED, "shipped_at"),
    (Happening.DELIVERED, "delivered_at"),
)
