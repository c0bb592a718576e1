"""What a promotion has brought, against the same shop played again without it.

Luck and all other decisions are the same, so there is one course of each and no range. Orders that
come only without it, which the seller has never seen, are worked off as a sensible seller does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from sqlalchemy import Connection, func, or_, select

from domain.aftersales.commands import AnswerCancellations, ApproveReturns, InspectReturns
from domain.inbox.commands import AnswerMessages
from domain.inbox.tables import messages
from domain.kernel.clock import DAY, HOUR
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import RefusedError
from domain.orders.tables import order_gifts, orders
from domain.promotions.commands import SavePromotion, StopPromotion
from domain.promotions.tables import promotions
from domain.reports.promotion_results import booked_profit
from domain.shipping.commands import BuyLabels
from domain.simulation import store
from domain.simulation.contribution import contribution
from domain.simulation.deciding.promotions import next_promotion
from domain.simulation.decisions import Command, Decision
from domain.simulation.policies import Policy, sensible
from domain.simulation.replay import (
    NUMBER_KEPT,
    Instead,
    Logged,
    agrees,
    makes_promotion,
    replay,
)
from domain.simulation.world import FURTHER, World


@dataclass(frozen=True, slots=True)
class Sales:
    """Of the orders placed in some time and not cancelled; minor units."""

    orders: int
    units: int
    revenue: int
    """What buyers paid for all items, without shipping and tax."""
    discount: int
    """What the seller bore of all promotions together, without their gifts."""
    gifts: int
    """What these cost."""
    profit: int
    """What they have left by now; of those that the carrier does not have yet, what they will."""

    def less(self, other: Sales) -> Sales:
        """Each figure less the other's."""
        return Sales(
            *(getattr(self, each.name) - getattr(other, each.name) for each in fields(self))
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """Some time of the shop, as it was and as it would have been without the promotion."""

    since: int
    until: int
    with_it: Sales
    without: Sales

    @property
    def difference(self) -> Sales:
        """What the promotion has brought."""
        return self.with_it.less(self.without)


@dataclass(frozen=True, slots=True)
class Lift:
    """What a promotion has brought."""

    during: Beside
    after: Beside | None
    """As long as buyers hold back after a deal, or up to now; None while it holds."""


def lift(conn: Connection, promotion: int, progress: Progress = silent) -> Lift:
    """What a promotion of a practice shop has brought that has begun.

    Refused with ``promotion-unknown``, ``promotion-not-begun``, or ``replay-differs`` where the
    shop's past cannot be played again as it was. ``progress`` counts days that are played.
    """
    row = conn.execute(select(promotions).where(promotions.c.id == promotion)).one_or_none()
    if row is None:
        raise RefusedError("promotion-unknown", promotion=promotion)
    world = store.load(conn)
    ends = [each for each in (row.stopped_at, row.ends_at, world.now) if each]
    until = min(ends)
    if row.draft or until <= row.starts_at:
        raise RefusedError("promotion-not-begun", promotion=promotion)
    before = max(row.created_at - HOUR, world.opened_at)
    first, today = (int(world.book.calendar.local_day(each)) for each in (before, world.now))
    opened = int(world.book.calendar.local_day(world.opened_at))
    days = _Days(first - opened + 2 * (today - first), progress)
    with replay(conn) as again:
        again.play(before, passed=days.since(opened))
        with again.tried():
            again.play(world.now, passed=days.since(first))
            again.written()
            if not agrees(conn, again.conn):
                raise RefusedError("replay-differs")
        helper = _for_newcomers(conn)
        again.play(world.now, _without(promotion, row.created_at), helper, days.since(first))
        again.written()
        last = min(until + world.parameters.repay_days * DAY, world.now)

        def beside(since: int, until: int) -> Beside:
            then = _sales(again.conn, store.load(again.conn), since, until)
            return Beside(since, until, _sales(conn, world, since, until), then)

        return Lift(
            during=beside(row.starts_at, until),
            after=beside(until, last) if last > until else None,
        )


class _Days:
    """Counts the days that are played, of several courses one after the other."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def since(self, first: int) -> Callable[[int], None]:
        """What hears of the days of a course that begins on a local day."""
        before = self._done

        def passed(day: int) -> None:
            self._done = before + day - first
            self._progress(self._done, self._total)

        return passed


def _without(promotion: int, created_at: int) -> Instead:
    """All decisions but those about a promotion, whose number a draft holds that nobody sees.

    What was thrown away was a draft that had this number before, so that is thrown away again.
    """

    def instead(world: World, logged: Logged) -> Decision | None:
        decision = logged.decision
        if makes_promotion(decision):
            made = (logged.at, next_promotion(world)) == (created_at, promotion)
            return NUMBER_KEPT if made else decision
        match decision:
            case SavePromotion() | StopPromotion():
                return None if decision.promotion == promotion else decision
        return decision

    return instead


def _for_newcomers(conn: Connection) -> Policy:
    """A sensible seller for the orders and messages that the shop itself has never had.

    And for orders that it had sent by now in a way that does not fit them as they are here: one
    unit of two, or together with an order that is not here.
    """
    sent = dict(conn.execute(select(orders.c.id, orders.c.rts_at)).all())
    heard = frozenset(conn.scalars(select(messages.c.id)))

    def unknown(ids: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(each for each in ids if each % FURTHER not in sent)  # returns' ids, too

    def left(command: Command, now: int) -> Command | None:
        match command:
            case BuyLabels():
                # One without a moment of its own is sent at once.
                due = tuple(each for each in command.orders if 0 < sent.get(each, now) <= now)
                return replace(command, orders=due) if due else None
            case AnswerCancellations():
                new = unknown(command.orders)
                return replace(command, orders=new) if new else None
            case ApproveReturns() | InspectReturns():
                new = unknown(command.requests)
                return replace(command, requests=new) if new else None
            case AnswerMessages():
                new = tuple(each for each in command.messages if each not in heard)
                return replace(command, messages=new) if new else None
        return None  # goods are bought as they were

    return lambda world: [
        new for each in sensible(world) if (new := left(each, world.now)) is not None
    ]


def _sales(conn: Connection, world: World, since: int, until: int) -> Sales:
    """What came of the orders that were placed in some time, in a file whose world that is."""
    placed = (orders.c.created_at > since, orders.c.created_at <= until)
    gone = or_(orders.c.shipped_at > 0, orders.c.cancelled_at > 0)
    row = orders.c
    count, units, revenue, discount = conn.execute(
        select(
            func.count(),
            func.coalesce(func.sum(row.units), 0),
            func.coalesce(
                func.sum(row.item_total - row.seller_discount - row.platform_discount), 0
            ),
            func.coalesce(func.sum(row.seller_discount + row.shipping_seller_discount), 0),
        ).where(*placed, row.cancelled_at == 0)
    ).one()
    cost = func.coalesce(func.sum(order_gifts.c.quantity * order_gifts.c.unit_cost), 0)
    given = select(cost).join(orders, row.id == order_gifts.c.order_id)
    gifts = conn.execute(given.where(*placed, row.cancelled_at == 0)).scalar_one()
    here = world.orders
    waiting = (here["created_at"] <= until) & (here["paid_at"] > 0) & (here["shipped_at"] == 0)
    coming = contribution(world, since=since, among=waiting)
    booked = booked_profit(conn, *placed, gone)
    return Sales(count, units, revenue, discount, gifts, booked + coming.profit)
