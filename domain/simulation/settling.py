"""Money on its way to the seller: daily statements and the payouts that follow them."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.finance import rules as finance
from domain.finance.rules import Kind
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns, positions
from domain.simulation.remaining import SALE, sales_left
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, touch


def state(world: World, stretch: Stretch) -> None:
    """Daily statements at 00:00 UTC: orders past their hold settle; an open return holds them."""
    first = -(-(stretch.start + 1) // DAY) * DAY
    for at in range(first, stretch.end + 1, DAY):
        _state(world, at, stretch)


def _state(world: World, at: int, stretch: Stretch) -> None:
    orders, returns, rules = world.orders, world.returns, stretch.rules
    order = world.order_index(returns["order_id"])
    open_now = (returns["requested_at"] <= at) & (
        (returns["closed_at"] == 0) | (returns["closed_at"] > at)
    )
    due = finance.settlement_due(
        orders["delivered_at"], rules.settle_days(world.scenario.settlement_tier)
    )
    ready = (orders["delivered_at"] > 0) & (due <= at)
    ready[order[open_now]] = False
    lost = (orders["cancelled_at"] > 0) & (orders["cancelled_at"] <= at)
    ready |= lost & reactions.has_to_settle(orders)
    ready &= orders["settled_at"] == 0
    orders["settled_at"][ready] = at
    touch(orders, ready)
    over = (returns["closed_at"] > 0) & (returns["closed_at"] <= at)
    over &= (returns["settled_at"] == 0) & (orders["settled_at"][order] > 0)
    returns["settled_at"][over] = at
    touch(returns, over)
    refund = over & (returns["refunded"] > 0)
    moved = ready.copy()
    moved[order[refund]] = True
    index, owed = positions(moved), _reimbursed(world, at)
    if not len(index) and not len(owed):
        return
    who = orders.only(("cancelled_at", *SALE)).where(index)
    amount = np.where(ready[index], reactions.settlement(who, rules), 0)
    undone = positions(ready[index] & (who["cancelled_at"] > 0) & (who["refund"] > 0))
    if len(undone):  # cancelling has reversed what was left; the refund itself follows below
        before = who.where(undone)
        left = sales_left(world, before)
        amount[undone] += reactions.earned(before, rules) - reactions.earned(left, rules)
    if refund.any():
        back = returns.only(reactions.RETURNED).where(refund)
        lines = world.lines.where(aftersales.line_of(world.lines, back))
        place = np.searchsorted(index, order[refund])
        np.add.at(amount, place, reactions.refund_effect(reactions.returned(lines, back), rules))
    ids = who["id"]
    if len(owed):  # an order has one row in a statement, whatever it is for
        ids, place = np.unique(np.concatenate([ids, owed["order_id"]]), return_inverse=True)
        parts, amount = np.concatenate([amount, owed["amount"]]), np.zeros(len(ids), np.int64)
        np.add.at(amount, place, parts)
    stretch.posted.append(finance.entries(Kind.SETTLEMENT, at, ids, amount))
    _add_statement(world, at, len(ids), int(amount.sum()), stretch)


def _reimbursed(world: World, at: int) -> Columns:
    """Take what the platform owes by then into the statement of ``at``."""
    owed = world.reimbursements
    if not len(owed):
        return owed
    now = (owed["settled_at"] == 0) & (owed["at"] <= at)
    owed["settled_at"][now] = at
    touch(owed, now)
    return owed.where(now)


def _add_statement(world: World, at: int, count: int, settled: int, stretch: Stretch) -> None:
    """Add a statement, and say when the bank has its money."""
    rules = stretch.rules
    payable = settled + world.carried
    pays = finance.pays_out(payable, rules)
    payout = finance.payout_at(at, rules, world.book.calendar)
    row = {
        "id": at // DAY,
        "at": at,
        "order_count": count,
        "settled": settled,
        "payable": payable,
        "payout_at": payout if pays else 0,
        "paid_at": 0,
        "mark": NEW,
    }
    new = Columns({name: np.array([value], dtype=np.int64) for name, value in row.items()})
    world.statements = world.statements.joined(new)
    world.carried = 0 if pays else payable


def pay_out(world: World, stretch: Stretch) -> None:
    """Statements whose money reaches the bank."""
    statements = world.statements
    paid = positions(stretch.holds(statements["payout_at"]))
    if not len(paid):
        return
    at = statements["payout_at"][paid]
    statements["paid_at"][paid] = at
    touch(statements, paid)
    stretch.posted.append(finance.entries(Kind.PAYOUT, at, 0, statements["payable"][paid]))
