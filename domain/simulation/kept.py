"""A world kept in a shop's file: decisions and passing time, each in whole transactions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict

import numpy as np
from sqlalchemy import Connection, and_, func, insert, select, update

from domain.catalogue import own_listings
from domain.catalogue.commands import (
    ListingCommand,
    SaveDraft,
    SetLowStock,
    SetPrice,
    SetPrices,
)
from domain.catalogue.stock_rules import low_stock_refused
from domain.catalogue.tables import skus
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import HOUR
from domain.kernel.outcome import Outcome
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal
from domain.orders.commands import SetNote
from domain.orders.notes import tidied, too_long
from domain.promotions.commands import SavePromotion
from domain.rulebook import Rulebook
from domain.shipping import settings, template_commands
from domain.shipping.changing import Facts, changed
from domain.shipping.commands import EditTracking, VoidLabels
from domain.shipping.rules import tidy
from domain.shipping.tables import packages
from domain.simulation import attention, engine, listing_desk, store
from domain.simulation.attention import OPENING_HOUR, Need, News
from domain.simulation.deciding.answers import Answer
from domain.simulation.decisions import Command, Decision, decide
from domain.simulation.on_sale import look_at_fees
from domain.simulation.policies import Policy, scripted_sellers_act
from domain.simulation.promotion_store import lowest_paid
from domain.simulation.world import FURTHER, World
from domain.storage.notes import write_note
from domain.storage.tables import commands as command_log
from domain.storage.tables import shop

Writing = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction on the shop's file that may write."""

Reading = Callable[[], AbstractContextManager[Connection]]
"""Begins one that only reads."""


def do(writing: Writing, command: Decision) -> Outcome:
    """Carry out one decision now, and log it unless everything about it was refused."""
    with writing() as conn:
        if isinstance(command, ListingCommand):
            return about_listings(conn, command)
        world = store.load(conn, also=orders_of(conn, command))
        outcome = carry_out(conn, world, command)
        if outcome.done:
            store.save(conn, world)
    return outcome


def foresee(reading: Reading, asked: Sequence[Command]) -> tuple[Outcome, ...]:
    """What would come of decisions taken now, one after the other; nothing is kept."""
    with reading() as conn:
        world = store.load(conn, also=[each for one in asked for each in orders_of(conn, one)])
        return tuple(
            Outcome(done, changes, tuple(refusals))
            for done, changes, refusals in (_decided(conn, world, command) for command in asked)
        )


def set_shipping(writing: Writing, command: template_commands.Command, book: Rulebook) -> Outcome:
    """Change the shipping settings of a real shop, which has no world; they are kept here only.

    The newest figures of its rulebook count.
    """
    if not book.practice:
        return Outcome(0, refusals=(Refusal("templates-region", {"region": book.name}),))
    with writing() as conn:
        facts = Facts(
            book=book,
            rules=book.at(book.calendar.end),
            today=0,
            products=dict(conn.execute(select(skus.c.id, skus.c.product_id)).all()),
        )
        answer = changed(settings.load(conn), command, facts)
        if isinstance(answer, Refusal):
            return Outcome(0, refusals=(answer,))
        settings.save(conn, answer)
        logged = conn.execute(select(func.count()).select_from(command_log)).scalar_one()
        _log(conn, logged + 1, 0, command)
    return Outcome(1, Changes(frozenset({Subject.SHIPPING})))


def set_note(writing: Writing, command: SetNote) -> Outcome:
    """Write a note on an order of a real shop, which has no world; it is kept here only."""
    note = tidied(command.note)
    if wrong := too_long(note):
        return Outcome(0, refusals=(wrong,))
    with writing() as conn:
        if not write_note(conn, command.order, note):
            return Outcome(0, refusals=(Refusal("order-unknown", {"order": command.order}),))
        logged = conn.execute(select(func.count()).select_from(command_log)).scalar_one()
        _log(conn, logged + 1, 0, command)
    return Outcome(1, Changes(frozenset({Subject.ORDERS})))


def set_low_stock(writing: Writing, command: SetLowStock, book: Rulebook) -> Outcome:
    """Set the days under which stock is low in a real shop, which has no world.

    The newest figures of its rulebook count.
    """
    if not book.practice:
        return Outcome(0, refusals=(Refusal("low-stock-region", {"region": book.name}),))
    if wrong := low_stock_refused(command.days, book.at(book.calendar.end)):
        return Outcome(0, refusals=(wrong,))
    with writing() as conn:
        conn.execute(update(shop).values(low_stock_days=command.days))
        logged = conn.execute(select(func.count()).select_from(command_log)).scalar_one()
        _log(conn, logged + 1, 0, command)
    return Outcome(1, Changes(frozenset({Subject.STOCK})))


def advance(writing: Writing, until: int, policy: Policy, progress: Progress) -> None:
    """Let time run to a full hour, with a scripted seller at 09:00; a day is a whole step."""
    world: World | None = None
    start = None
    while True:
        with writing() as conn:
            world = _current(conn, world)
            start = world.now if start is None else start
            if world.now >= until:
                return
            if scripted_sellers_act(world):
                for command in policy(world):
                    carry_out(conn, world, command)
            morning = world.book.calendar.next_time(world.now, OPENING_HOUR)
            world = let_pass(conn, world, min(until, morning))
            store.save(conn, world)
            world.written()
        progress(min(world.now, until) - start, until - start)


def pass_time(
    writing: Writing, hours: int, wanted: frozenset[Need], progress: Progress
) -> tuple[News, ...]:
    """Let so many hours pass, or fewer when something of ``wanted`` comes up; says what did."""
    found: tuple[News, ...] = ()
    with writing() as conn:
        world = store.load(conn)
        before = attention.standing(world)
        for hour in range(hours):
            engine.advance(world, world.now + HOUR)
            after = attention.standing(world)
            answered = bool(own_listings.due(conn, world.now))
            if answered:  # the world read anew knows nothing of what has left it in this hour
                world = _with_answers(conn, world)
                after = after.with_answers(world)
            found = attention.news(before, after, wanted)
            if found:
                break
            before = attention.standing(world) if answered else after
            progress(hour + 1, hours)
        store.save(conn, world)
    return found


def let_pass(conn: Connection, world: World, until: int) -> World:
    """Let time run to a full hour, with the answers of reviews at the hours after they are given.

    Gives the world, read anew after an answer.
    """
    while (answer := own_listings.next_answer(conn)) is not None:
        hour = world.now + max(0, -(-(answer - world.now) // HOUR)) * HOUR
        if hour > until:
            break
        engine.advance(world, hour)
        world = _with_answers(conn, world)
    engine.advance(world, until)
    return world


def _with_answers(conn: Connection, world: World) -> World:
    """Tell what reviews have found by now; gives the world read anew, as buyers then see it."""
    store.save(conn, world)
    for product in own_listings.due(conn, world.now):
        listing_desk.answer(conn, world, product)
    return _looked_at(conn)


def _looked_at(conn: Connection) -> World:
    """The world read anew, without what the platform takes down of what is new in it."""
    world = store.load(conn)
    look_at_fees(world)
    return world


def about_listings(conn: Connection, command: ListingCommand) -> Outcome:
    """Carry out a decision about listings; drafts are kept too often to be logged."""
    if isinstance(command, SaveDraft):
        return listing_desk.save(conn, command)
    world = store.load(conn)
    outcome = listing_desk.do(conn, world, command)
    if outcome.done:
        logged = conn.execute(select(func.count()).select_from(command_log)).scalar_one()
        _log(conn, logged + 1, world.now, command)
        if world.shipping.warned:  # a listing can name another template
            store.save(conn, _looked_at(conn))
    return outcome


def _current(conn: Connection, world: World | None) -> World:
    """The world as it was left, or read anew when somebody else has written since."""
    if world is not None:
        now, done = conn.execute(
            select(shop.c.now, select(func.count()).select_from(command_log).scalar_subquery())
        ).one()
        if (now, done) == (world.now, world.commands_logged):
            return world
    return store.load(conn)


def _decided(conn: Connection, world: World, command: Command) -> Answer:
    if isinstance(command, SavePromotion):
        world.lowest_paid = lowest_paid(conn, world.now, world.rules, command.skus)
    return decide(world, command, _owners(conn, command))


def carry_out(conn: Connection, world: World, command: Command) -> Outcome:
    """Decide in a world, and log it in its file unless everything about it was refused."""
    done, changes, refusals = _decided(conn, world, command)
    if done:
        world.commands_logged += 1
        _log(conn, world.commands_logged, world.now, command)
        if isinstance(command, SetPrice | SetPrices):
            _reprice_drafts(conn, world, command)
    made = _made(world, command) if done else 0
    return Outcome(done, changes, tuple(refusals), made)


def _made(world: World, command: Command) -> int:
    """The id of what a decision that was carried out has made, 0 for nothing."""
    new = isinstance(command, SavePromotion) and not command.promotion
    return int(world.promotions["id"].max()) if new else 0


def _reprice_drafts(conn: Connection, world: World, command: SetPrice | SetPrices) -> None:
    named = (command.sku,) if isinstance(command, SetPrice) else command.skus
    mine = world.skus.where(np.isin(world.skus["id"], named))
    prices = dict(zip(mine["id"].tolist(), mine["price"].tolist(), strict=True))
    own_listings.reprice(conn, np.unique(mine["product_id"]).tolist(), prices)


def orders_of(conn: Connection, command: Command) -> tuple[int, ...]:
    """The orders that a command is about, which may have left the world.

    What changes a package changes it for all orders in its parcel.
    """
    requests = (*getattr(command, "requests", ()), getattr(command, "request", 0))
    named = (*getattr(command, "orders", ()), getattr(command, "order", 0))
    about = {*named, *(request % FURTHER for request in requests)} - {0}
    if isinstance(command, EditTracking | VoidLabels):
        about |= _travelling_with(conn, sorted(about))
    return tuple(about)


def _travelling_with(conn: Connection, ids: list[int]) -> set[int]:
    """The orders in the parcels of these, themselves among them."""
    other = packages.alias()
    parcels = select(other.c.order_id).join(
        packages,
        and_(packages.c.tracking == other.c.tracking, packages.c.parcel == other.c.parcel),
    )
    found: set[int] = set()
    for start in range(0, len(ids), _FEW):
        mine = packages.c.order_id.in_(ids[start : start + _FEW])
        found.update(conn.execute(parcels.where(mine)).scalars())
    return found


_FEW = 500
"""So many orders can be named one by one in a query."""


def _log(conn: Connection, number: int, at: int, command: Decision) -> None:
    args = json.dumps(asdict(command), sort_keys=True, separators=(",", ":"))
    conn.execute(insert(command_log).values(id=number, at=at, name=command.name, args=args))


def _owners(conn: Connection, command: Command) -> dict[str, int]:
    """The orders that already have one of the command's tracking numbers."""
    given = getattr(command, "tracking", ())
    owners: dict[str, int] = {}
    for tracking in (given,) if isinstance(given, str) else given:
        found = conn.execute(
            select(packages.c.order_id).where(packages.c.tracking == tidy(tracking))
        ).scalar()
        if found is not None:
            owners[tidy(tracking)] = found
    return owners
