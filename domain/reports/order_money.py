"""What a seller receives for one order, part by part.

What a practice shop's order has moved is told by its journal rows; what is still to come is
foretold by the rules that will post it. Real shops have no journal: there all of it is foretold.
"""

from __future__ import annotations

from enum import Enum

from sqlalchemy import Connection, func, select

from domain import reactions
from domain.aftersales.rules import line_of
from domain.finance.rules import PLACES, Account, Kind
from domain.finance.tables import journal
from domain.kernel.columns import Columns
from domain.orders.tables import order_gifts
from domain.rulebook import Rules


class Part(Enum):
    """A part of what the seller receives."""

    REVENUE = "revenue"
    REFERRAL_FEE = "referral-fee"
    COMMISSION = "commission"
    CAMPAIGN_FEE = "campaign-fee"
    REFUND = "refund"
    REFERRAL_FEE_RETURNED = "referral-fee-returned"
    REFUND_ADMINISTRATION_FEE = "refund-administration-fee"
    COMMISSION_RETURNED = "commission-returned"
    LABEL = "label"
    LABEL_GIVEN_BACK = "label-given-back"
    LABEL_IF_BOUGHT = "label-if-bought"
    """The cheapest label that keeps the promise, as it would be charged now."""
    REIMBURSEMENT = "reimbursement"
    SETTLEMENT = "settlement"
    OWN_POSTAGE = "own-postage"
    REPLACEMENT_POSTAGE = "replacement-postage"
    COST_OF_GOODS = "cost-of-goods"
    GOODS_RETURNED = "goods-returned"
    REPLACEMENT_GOODS = "replacement-goods"
    GOODS_MISSING = "goods-missing"
    """What the books still had of goods when the order was cancelled as out of stock."""
    PROFIT = "profit"


Parts = tuple[tuple[Part, int], ...]
"""Amounts in minor units, each with its sign."""

_PARTS = {
    Kind.SALE: Part.REVENUE,
    Kind.REFERRAL_FEE: Part.REFERRAL_FEE,
    Kind.COMMISSION: Part.COMMISSION,
    Kind.SELLER_DISCOUNT: Part.REVENUE,
    Kind.SELLER_DISCOUNT_REVERSED: Part.REVENUE,
    Kind.CAMPAIGN_FEE: Part.CAMPAIGN_FEE,
    Kind.CAMPAIGN_FEE_REVERSED: Part.CAMPAIGN_FEE,
    Kind.SALE_REVERSED: Part.REVENUE,
    Kind.REFERRAL_FEE_REVERSED: Part.REFERRAL_FEE,
    Kind.COMMISSION_REVERSED: Part.COMMISSION,
    Kind.REFUND: Part.REFUND,
    Kind.REFUND_FEE_RETURNED: Part.REFERRAL_FEE_RETURNED,
    Kind.REFUND_ADMINISTRATION_FEE: Part.REFUND_ADMINISTRATION_FEE,
    Kind.COMMISSION_RETURNED: Part.COMMISSION_RETURNED,
    Kind.PLATFORM_LABEL: Part.LABEL,
    Kind.LABEL_VOIDED: Part.LABEL_GIVEN_BACK,
    Kind.REIMBURSEMENT: Part.REIMBURSEMENT,
    Kind.OWN_POSTAGE: Part.OWN_POSTAGE,
    Kind.REPLACEMENT_POSTAGE: Part.REPLACEMENT_POSTAGE,
    Kind.COST_OF_GOODS: Part.COST_OF_GOODS,
    Kind.GOODS_RETURNED: Part.GOODS_RETURNED,
    Kind.REPLACEMENT_GOODS: Part.REPLACEMENT_GOODS,
    Kind.STOCK_COUNT: Part.GOODS_MISSING,
}
"""Where a journal row's amount is shown; settlements and payouts only move what is shown."""

_SETTLED = (
    Part.REVENUE,
    Part.REFERRAL_FEE,
    Part.COMMISSION,
    Part.CAMPAIGN_FEE,
    Part.REFUND,
    Part.REFERRAL_FEE_RETURNED,
    Part.REFUND_ADMINISTRATION_FEE,
    Part.COMMISSION_RETURNED,
    Part.LABEL,
    Part.LABEL_GIVEN_BACK,
    Part.LABEL_IF_BOUGHT,
    Part.REIMBURSEMENT,
)
"""What the platform settles; the seller pays or gets the other parts outside of it."""

_OWN = (
    Part.OWN_POSTAGE,
    Part.REPLACEMENT_POSTAGE,
    Part.COST_OF_GOODS,
    Part.GOODS_RETURNED,
    Part.REPLACEMENT_GOODS,
    Part.GOODS_MISSING,
)


def booked(conn: Connection, order: Columns, lines: Columns, rules: Rules, label: int) -> Parts:
    """Of a practice shop's order (one row); ``label`` is what its next label would cost, 0: none.

    Fees are foretold until the buyer has paid, goods until the carrier has them.
    """
    moved = _moved(conn, int(order["id"][0]))
    over = int(order["cancelled_at"][0]) > 0
    if not int(order["paid_at"][0]) and not over:
        moved |= _sale(order, lines, rules)
    if not over:
        if not int(order["shipped_at"][0]):
            units = lines["quantity"] - lines["returned"]
            goods = int((units * lines["unit_cost"]).sum()) + _gifts(conn, int(order["id"][0]))
            moved[Part.COST_OF_GOODS] = -goods
        moved[Part.LABEL_IF_BOUGHT] = -label
    parts = _settled(moved)
    parts += [(part, moved[part]) for part in _OWN if moved.get(part)]
    profit = sum(moved.get(part, 0) for part in (*_SETTLED, *_OWN))
    return (*parts, (Part.PROFIT, profit))


def foretold(
    order: Columns, lines: Columns, backs: Columns, rules: Rules, goods: int | None
) -> Parts:
    """Of a real shop's order, before commissions; ``backs`` are its returns.

    ``goods`` is what its units cost, None where a cost is unknown: then no profit is told. Goods
    that came back count as spent, since no file tells whether they can be sold again.
    """
    if int(order["cancelled_at"][0]) > 0:
        return ()
    moved = _sale(order, lines, rules)
    backs = backs.where(backs["closed_at"] > 0)
    if backs["refunded"].any():
        gone = reactions.returned(lines.where(line_of(lines, backs)), backs)
        moved[Part.REFUND] = -int(reactions.revenue(gone, rules).sum())
        moved[Part.REFERRAL_FEE_RETURNED] = int(reactions.referral(gone, rules).sum())
        moved[Part.REFUND_ADMINISTRATION_FEE] = -int(reactions.administration(gone, rules).sum())
    settled = _settled(moved)
    if goods is None or not settled:
        return tuple(settled)
    _, settlement = settled[-1]
    return (*settled, (Part.COST_OF_GOODS, -goods), (Part.PROFIT, settlement - goods))


def _gifts(conn: Connection, order_id: int) -> int:
    """What the gifts that go with an order cost."""
    cost = func.sum(order_gifts.c.quantity * order_gifts.c.unit_cost)
    return int(conn.scalar(select(cost).where(order_gifts.c.order_id == order_id)) or 0)


def _sale(order: Columns, lines: Columns, rules: Rules) -> dict[Part, int]:
    return {
        Part.REVENUE: int(reactions.revenue(order, rules)[0]),
        Part.REFERRAL_FEE: -int(reactions.referral(order, rules)[0]),
        Part.COMMISSION: -int(lines["commission"].sum()),
        Part.CAMPAIGN_FEE: -int(order["campaign_fee"].sum()),
    }


def _settled(moved: dict[Part, int]) -> list[tuple[Part, int]]:
    """The parts of the settlement and their sum; none where nothing was ever to be settled."""
    parts = [(part, moved[part]) for part in _SETTLED if moved.get(part)]
    return [*parts, (Part.SETTLEMENT, sum(amount for _, amount in parts))] if parts else []


def _moved(conn: Connection, order_id: int) -> dict[Part, int]:
    """What the order has moved so far: plus where the seller got it, minus where they gave it."""
    found: dict[Part, int] = {}
    rows = conn.execute(
        select(journal.c.kind, journal.c.debit, journal.c.amount).where(
            journal.c.order_id == order_id
        )
    )
    for kind, debit, amount in rows:
        part = _PARTS.get(Kind(kind))
        if part is not None:
            sign = 1 if Account(debit) in PLACES else -1
            found[part] = found.get(part, 0) + sign * amount
    return found
