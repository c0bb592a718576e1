"""The step that moves a practice world's time.

``advance`` goes to a moment in stretches that end at local midnights, or where a promotion begins
or ends, and each hour in which promotions that compete may run out, or gifts are missing. Within a
stretch nobody decides anything, so each order's next moments are known and everything is computed
as columns; the result does not depend on how the way was cut into stretches of whole hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from domain import reactions
from domain.finance import rules as finance
from domain.kernel.clock import HOUR
from domain.kernel.columns import rows_of
from domain.simulation import settling
from domain.simulation.content import post_content
from domain.simulation.day import close_day, count_dispatches, count_sales, record_traffic
from domain.simulation.demand import demand
from domain.simulation.messaging import count_answers, write_messages
from domain.simulation.packing import move_parts
from domain.simulation.parcels import carry, tell
from domain.simulation.placing import arrived, freed, place
from domain.simulation.promised import gifts_missing
from domain.simulation.promoting import next_change, scarce
from domain.simulation.returning import give_up_rest, settle_returns
from domain.simulation.reviewing import review
from domain.simulation.running_out import Foreseen, foresee
from domain.simulation.stretch import Stretch
from domain.simulation.supporting import hear_customers, hear_support
from domain.simulation.world import NEW, World

_WEEK = 7


def advance(world: World, until: int) -> None:
    """Move the world to ``until`` (whole hours from its opening); facts gather in the world."""
    for stretch in stretches(world, until, _end_day):
        _pass(world, stretch)
    _retire(world)


def stretches(
    world: World, until: int, end_day: Callable[[World], None] = close_day
) -> Iterator[Stretch]:
    """The stretches of the way to ``until``; whoever asks for them lives through each.

    When the next is asked for, the world's clock moves to the end of the one before, and a day
    that ends there is ended.
    """
    calendar = world.book.calendar
    foreseen: Foreseen | None = None
    while world.now < until:
        midnight = calendar.midnight(world.day + 1)
        change = next_change(world)
        end = min(until, midnight, until if change is None else change)
        if gifts_missing(world):
            end = min(end, world.now + HOUR)
        short = scarce(world) if end > world.now + HOUR else None
        if short is not None and short.competes:
            if foreseen is None or foreseen.until <= world.now:
                foreseen = foresee(world, short, end)
            end = foreseen.calm_until(world.now, short)
        yield Stretch(world.now, end, world.rules)
        world.now = end
        if end == midnight:
            end_day(world)


def _end_day(world: World) -> None:
    close_day(world)
    if world.day % _WEEK == 0:
        _let_go(world)


def _pass(world: World, stretch: Stretch) -> None:
    """Everything that happens in the stretch, which reaches no further than local midnight."""
    give_up_rest(world, stretch)
    move_parts(world, stretch)
    hear_customers(world, stretch)
    hear_support(world, stretch)
    cancelled = carry(world, stretch)
    post_content(world, stretch)
    wanted = demand(world, stretch)
    supplies = [
        freed(world, cancelled),
        arrived(world, stretch),
        settle_returns(world, stretch),
    ]
    bought = place(world, wanted, supplies, stretch)
    tell(world, stretch)
    count_sales(world, bought)
    record_traffic(world, wanted, bought)
    review(world, stretch)
    write_messages(world, wanted.asked, stretch)
    count_answers(world, stretch)
    settling.state(world, stretch)
    settling.pay_out(world, stretch)
    count_dispatches(world, stretch)
    world.post(finance.joined(stretch.posted))


def _let_go(world: World) -> None:
    """Let go of orders that are final: they are written once more and then live in the file only.

    That copies all that stay, so it is done at one midnight a week.
    """
    orders, lines, returns = world.orders, world.lines, world.returns
    final = (orders["completed_at"] > 0) & (orders["settled_at"] > 0)
    void = orders["cancelled_at"] > 0
    final |= void & (~reactions.has_to_settle(orders) | (orders["settled_at"] > 0))
    final &= orders["dispatch_by"] <= world.now  # until then the dispatch count needs it
    going_on = (returns["settled_at"] == 0) | (returns["next_at"] > 0)
    final[world.order_index(returns["order_id"][going_on])] = False
    waiting = world.tickets["order_id"][world.tickets["answered_at"] == 0]
    final &= ~np.isin(orders["id"], waiting)  # what support answers may change the order
    if final.any():
        ids = orders["id"][final]
        gone = np.zeros(len(lines), dtype=bool)
        gone[rows_of(lines["order_id"], ids)] = True
        back = np.isin(returns["order_id"], ids)
        world.left.append(orders.where(final))
        world.left_lines.append(lines.where(gone))
        given = np.isin(world.gifts["order_id"], ids)
        world.left_gifts.append(world.gifts.where(given))
        world.gifts = world.gifts.where(~given)
        world.left_returns.append(returns.where(back))
        sent = np.isin(world.packages["order_id"], ids)
        inside = np.isin(world.items["package_id"], world.packages["id"][sent])
        told = np.isin(world.inquiries["order_id"], ids)
        world.left_inquiries.append(world.inquiries.where(told))
        world.inquiries = world.inquiries.where(~told)
        world.left_packages.append(world.packages.where(sent))
        world.left_items.append(world.items.where(inside))
        world.packages, world.items = world.packages.where(~sent), world.items.where(~inside)
        asked = np.isin(world.cancellations["order_id"], ids)
        world.left_cancellations.append(world.cancellations.where(asked))
        world.cancellations = world.cancellations.where(~asked)
        answered = world.tickets["answered_at"] > 0
        answered &= ~np.isin(world.tickets["order_id"], orders["id"][~final])
        world.left_tickets.append(world.tickets.where(answered))
        world.tickets = world.tickets.where(~answered)
        world.orders = orders.where(~final)
        world.lines = lines.where(~gone)
        world.returns = returns.where(~back)


def _retire(world: World) -> None:
    """The same for goods that arrived, what was reimbursed, and statements paid or carried over."""
    told = world.reimbursements["settled_at"] > 0
    if told.any():
        world.left_reimbursements.append(world.reimbursements.where(told))
        world.reimbursements = world.reimbursements.where(~told)
    here = world.restocks["arrived_at"] > 0
    if here.any():
        world.left_restocks.append(world.restocks.where(here))
        world.restocks = world.restocks.where(~here)
    paid = (world.statements["paid_at"] > 0) | (
        (world.statements["payout_at"] == 0) & (world.statements["mark"] != NEW)
    )
    if paid.any():
        world.left_statements.append(world.statements.where(paid))
        world.statements = world.statements.where(~paid)
