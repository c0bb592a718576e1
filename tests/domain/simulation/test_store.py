"""The world's way into the file and out of it loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from domain.aftersales.tables import returns
from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Columns
from domain.orders.rules import Status
from domain.orders.tables import orders, recipients
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import decide
from domain.simulation.policies import sensible
from domain.simulation.tables import alive_orders, traffic
from domain.simulation.world import World
from domain.storage.digest import digest

TABLES = ("skus", "orders", "lines", "returns", "restocks", "statements")
VALUES = (
    "now", "day", "order_cap", "orders_today", "carried", "dispatch", "balances",
    "next_restock", "commands_logged", "opened_at",
)  # fmt: skip


def rows(columns: Columns) -> list[dict[str, Any]]:
    return [
        {n: v for n, v in zip(columns, row, strict=True) if n != "mark"} for row in columns.rows()
    ]


def played(world: World, days: int) -> World:
    for _ in range(days):
        for command in sensible(world):
            decide(world, command, {})
        engine.advance(world, world.now + DAY)
    return world


def test_loading_and_saving_changes_nothing(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(20, sensible)
        before = shop.read(digest)
        shop.write(lambda conn: store.save(conn, store.load(conn)))
        assert shop.read(digest) == before


def test_a_saved_world_is_loaded_as_it_stood(practice: Callable[..., Shop]) -> None:
    with practice(4, 5) as shop:
        world = played(shop.read(store.load), 45)
        assert len(world.returns) > 0
        assert len(world.restocks) > 0
        shop.write(lambda conn: store.save(conn, world))
        found = shop.read(store.load)
    for name in TABLES:
        there, here = (sorted(rows(getattr(w, name)), key=str) for w in (found, world))
        assert there == here, name
    for name in VALUES:
        assert getattr(found, name) == getattr(world, name), name
    recent = {day: units.tolist() for day, units in world.units.items() if units.any()}
    assert {day: u.tolist() for day, u in found.units.items() if u.any()} == recent


def test_a_world_kept_in_memory_and_one_read_anew_go_the_same_way(
    practice: Callable[..., Shop],
) -> None:
    with practice() as kept, practice() as anew:
        world = kept.read(store.load)
        for _ in range(3):
            for shop in (kept, anew):
                current = world if shop is kept else shop.read(store.load)
                played(current, 8)
                shop.write(lambda conn, current=current: store.save(conn, current))
                current.written()
        assert kept.read(digest) == anew.read(digest)


def test_orders_are_alive_until_a_week_begins_in_which_nothing_can_change_them(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(70, sensible)
        day = shop.read(store.load).day
        let_go = int(shop.read(store.load).book.calendar.midnight(day - day % 7))
        alive = shop.read(lambda conn: set(conn.execute(select(alive_orders.c.order_id)).scalars()))
        pending = shop.read(
            lambda conn: set(
                conn.execute(
                    select(returns.c.order_id).where(
                        returns.c.requested_at <= let_go,
                        (returns.c.settled_at == 0) | (returns.c.settled_at > let_go),
                    )
                ).scalars()
            )
        )
        found = shop.read(lambda conn: conn.execute(select(orders)).all())
    changing = set()
    for row in found:
        paid_out = 0 < row.settled_at <= let_go and row.id not in pending
        if row.status == Status.COMPLETED:
            ended = row.completed_at <= let_go and paid_out
        elif row.status == Status.CANCELLED:  # the dispatch count still needs it for a while
            ended = max(row.cancelled_at, row.dispatch_by) <= let_go
            ended = ended and (row.rts_at == 0 or paid_out)
        else:
            ended = False
        if not ended:
            changing.add(row.id)
    assert alive == changing
    assert 0 < len(alive) < len(found)


def test_ended_orders_are_still_known_by_name(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(60, sensible)
        ended = shop.read(
            lambda conn: conn.execute(
                select(orders.c.id, orders.c.status)
                .where(orders.c.id.not_in(select(alive_orders.c.order_id)))
                .order_by(orders.c.id)
            ).all()
        )
        assert {row.status for row in ended} == {Status.COMPLETED, Status.CANCELLED}
        nobody = tuple(range(1, 1_200))
        outcome = shop.do(BuyLabels((*nobody, *[row.id for row in ended])))
    assert outcome.done == 0
    codes = [refusal.code for refusal in outcome.refusals]
    assert codes[: len(nobody)] == ["order-unknown"] * len(nobody)
    assert codes[len(nobody) :] == [
        "order-cancelled" if row.status == Status.CANCELLED else "order-already-shipped"
        for row in ended
    ]


def test_the_hours_of_a_day_add_up_in_one_row_of_traffic(practice: Callable[..., Shop]) -> None:
    with practice() as whole, practice() as parts:
        whole.advance(whole.now + 30 * HOUR)
        for _ in range(30):
            parts.advance(parts.now + HOUR)
        query = select(traffic).order_by(traffic.c.day, traffic.c.sku_id)
        expected = whole.read(lambda conn: conn.execute(query).all())
        assert parts.read(lambda conn: conn.execute(query).all()) == expected
        assert len(expected) == 2 * 5


def test_a_recipient_is_gone_from_the_file_once_the_parcel_is_there(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(25, sensible)
        street = shop.read(lambda conn: conn.execute(select(recipients.c.street)).scalars().first())
        assert street
        before = shop.read(lambda conn: conn.scalar(select(func.count()).select_from(recipients)))
        shop.advance_days(25)
        left = shop.read(lambda conn: conn.execute(select(recipients.c.order_id)).scalars().all())
        states = shop.read(
            lambda conn: conn.execute(
                select(orders.c.status).where(orders.c.id.in_(left)).distinct()
            ).scalars()
        )
        assert before
        assert all(state < Status.DELIVERED for state in states)
