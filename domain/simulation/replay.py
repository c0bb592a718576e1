"""A practice shop played again from its first day, from the decisions that its file has logged.

Equal seeds and equal decisions give an equal shop, so its past can be lived through once more, or
with other decisions in it. It is played in memory, with a file of its own behind it for what lives
in files only (listings, orders that have ended): that is written where a decision asks for it.

Drafts of listings are kept without being logged. A listing finds its draft's number when it is
submitted; where more than that followed from drafts, or the shop was played by other rules than
today's, the replay comes out differently, which ``agrees`` says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from domain.catalogue.commands import ListingCommand, SubmitListing
from domain.catalogue.tables import pictures, skus
from domain.finance.tables import seals
from domain.kernel.columns import Array, Columns, places, read, write
from domain.kernel.refusals import RefusedError
from domain.orders.tables import orders
from domain.promotions.commands import SavePromotion, StartDeal
from domain.promotions.rules import Tool
from domain.shipping.commands import EditTracking, VoidLabels
from domain.simulation import listing_desk, store
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.command_words import command_from
from domain.simulation.decisions import Command, Decision
from domain.simulation.kept import about_listings, carry_out, let_pass, orders_of
from domain.simulation.opening import practice_shop
from domain.simulation.policies import Policy, passive, scripted_sellers_act
from domain.simulation.world import World
from domain.storage.file import passing_file
from domain.storage.tables import commands, practice, shop


@dataclass(frozen=True, slots=True)
class Logged:
    """A decision as it was taken; ``at`` is epoch seconds."""

    at: int
    decision: Decision


Instead = Callable[[World, Logged], Decision | None]
"""What is decided in place of a decision that was taken, None for nothing."""


def as_it_was(_world: World, logged: Logged) -> Decision | None:
    """The same decision again."""
    return logged.decision


class Replay:
    """A shop that is being played again."""

    def __init__(self, conn: Connection, log: Sequence[Logged]) -> None:
        """``conn`` has the shop on its first day, and is written by nobody else."""
        self.conn, self._log, self._next = conn, log, 0
        self.world = store.load(conn)

    def play(
        self,
        until: int,
        instead: Instead = as_it_was,
        helper: Policy = passive,
        passed: Callable[[int], None] = lambda _day: None,
    ) -> None:
        """Go on to a full hour, its decisions included.

        ``helper`` decides at 09:00, after the seller, what nobody was there to decide. ``passed``
        hears of each morning which local day it is, and may raise to end all of it.
        """
        while self._next < len(self._log) and self._log[self._next].at <= until:
            logged = self._log[self._next]
            self._let_pass(logged.at, helper, passed)
            self._next += 1
            decision = instead(self.world, logged)
            if decision is not None:
                self._do(decision)
        self._let_pass(until, helper, passed)

    @contextmanager
    def tried(self) -> Iterator[None]:
        """What is played within the block is undone behind it."""
        self.written()
        world, following = self.world.copy(), self._next
        with self.conn.begin_nested() as before:
            yield
            before.rollback()
        self.world, self._next = world, following

    def written(self) -> None:
        """Have the file say all that the world does."""
        store.save(self.conn, self.world)
        self.world.written()

    def _let_pass(self, until: int, helper: Policy, passed: Callable[[int], None]) -> None:
        calendar = self.world.book.calendar
        while self.world.now < until:
            if scripted_sellers_act(self.world):
                for command in helper(self.world):
                    self._do(command)
            morning = calendar.next_time(self.world.now, OPENING_HOUR)
            self.world = let_pass(self.conn, self.world, min(until, morning))
            passed(self.world.day)

    def _do(self, decision: Decision) -> None:
        if isinstance(decision, ListingCommand):
            self.written()
            if isinstance(decision, SubmitListing) and decision.product:
                listing_desk.begin(self.conn, decision.product)
            about_listings(self.conn, decision)
            self.world = store.load(self.conn)
            return
        if isinstance(decision, _ASKS_THE_FILE) or hasattr(decision, "tracking"):
            self.written()
        ended = self._ended(decision)
        if ended:
            self.written()
            self.world = store.load(self.conn, also=ended)
        done = carry_out(self.conn, self.world, decision).done
        if not done and makes_promotion(decision):  # which the shop itself has made
            carry_out(self.conn, self.world, NUMBER_KEPT)
        if ended:
            self.written()
            self.world = store.load(self.conn)

    def _ended(self, command: Command) -> tuple[int, ...]:
        """The orders that the command is about and that have left the world."""
        named = np.array(orders_of(self.conn, command), dtype=np.int64)
        named = named[~places(self.world.orders["id"], named)[1]]
        if not len(named):
            return ()
        left = [np.isin(named, part["id"]) for part in self.world.left]
        return tuple(named[np.logical_or.reduce([_in_file(self.conn, named), *left])].tolist())


NUMBER_KEPT = SavePromotion(0, Tool.PRODUCT_DISCOUNT.name, "", 0, 0, draft=True)
"""A draft that nobody sees, in place of a promotion that is not made this time: later decisions
name promotions by their numbers."""


def makes_promotion(decision: Decision) -> bool:
    """Whether a decision makes a promotion, which gets the next number."""
    match decision:
        case SavePromotion(promotion=0) | StartDeal():
            return True
    return False


_ASKS_THE_FILE = (SavePromotion, EditTracking, VoidLabels)
"""Decisions on which what has left the world has a say: prices paid lately, other packages."""


@contextmanager
def replay(conn: Connection) -> Iterator[Replay]:
    """The practice shop of a file on its first day, to be played again within the block.

    Refused with ``replay-differs`` where a decision is none that is known here.
    """
    about = conn.execute(select(shop)).one()
    play = conn.execute(select(practice)).one()
    log = decisions(conn)
    fill = practice_shop(
        play.scenario,
        world_seed=play.world_seed,
        noise_seed=play.noise_seed,
        name=about.name,
        text=play.scenario_text,
    )
    shown = read(conn, select(*(each for each in pictures.c if each.name not in _BLOBS)))
    with passing_file() as own:
        fill(own)
        if len(shown):
            nothing = dict.fromkeys(_BLOBS, np.full(len(shown), b"", dtype=object))
            write(own, pictures, Columns({**{name: shown[name] for name in shown}, **nothing}))
        yield Replay(own, log)


_BLOBS = ("jpeg", "thumbnail")
"""What nobody looks at when a picture is reviewed again."""


def decisions(conn: Connection) -> tuple[Logged, ...]:
    """All that was decided in a shop, in turn."""
    query = select(commands.c.at, commands.c.name, commands.c.args).order_by(commands.c.id)
    try:
        return tuple(
            Logged(at, command_from(name, json.loads(args)))
            for at, name, args in conn.execute(query)
        )
    except RefusedError as error:  # of another version of the program
        raise RefusedError("replay-differs") from error


def agrees(conn: Connection, other: Connection) -> bool:
    """Whether two files have the same orders, journal and shelves.

    The journal's seal is over all its rows, so nothing that has moved money or goods differs.
    """
    return all(
        read(conn, query).rows() == read(other, query).rows()
        for query in (
            select(seals),
            select(skus.c.id, skus.c.price, skus.c.stock).order_by(skus.c.id),
            select(orders.c.id, orders.c.created_at, orders.c.status, orders.c.amount).order_by(
                orders.c.id
            ),
        )
    )


def _in_file(conn: Connection, named: Array) -> Array:
    """Which of these orders the file has."""
    found: list[int] = []
    for start in range(0, len(named), _FEW):
        some = orders.c.id.in_(named[start : start + _FEW].tolist())
        found.extend(conn.scalars(select(orders.c.id).where(some)))
    return np.isin(named, np.array(found, dtype=np.int64))


_FEW = 500
"""So many orders can be named one by one in a query."""
