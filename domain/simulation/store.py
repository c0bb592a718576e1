"""The way of a practice world out of its file and back into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from domain.aftersales.tables import returns
from domain.catalogue.tables import products, restocks, skus
from domain.finance import intake as finance
from domain.finance.rules import Account, joined
from domain.finance.tables import balances, statements
from domain.kernel.columns import Columns, read, rewrite, write
from domain.orders.tables import order_lines, orders, recipients
from domain.rulebook import rulebook
from domain.shipping.rules import Method
from domain.shipping.tables import packages
from domain.simulation import latent
from domain.simulation.new_orders import line_rows, order_rows, recipient_rows
from domain.simulation.parameters import Parameters, parameters
from domain.simulation.scenarios import read_scenario
from domain.simulation.tables import alive_orders, dispatch_days, sim_days, sim_skus, traffic
from domain.simulation.world import (
    CHANGED,
    LINE_COLUMNS,
    NEW,
    ORDER_COLUMNS,
    ORDER_EXTRAS,
    World,
)
from domain.storage.tables import commands, practice, shop

_LATENT = (
    "pace",
    "reference_price",
    "days_out",
    "in_stock",
    "orders_today",
    "units_today",
    "revenue_today",
)
_RECENT_DAYS = 28


def load(conn: Connection, also: Sequence[int] = ()) -> World:
    """The world of a practice shop as the file has it, with the orders named in ``also``."""
    about = conn.execute(select(shop)).one()
    play = conn.execute(select(practice)).one()
    today = conn.execute(select(sim_days)).one()
    last = conn.execute(select(statements).order_by(statements.c.id.desc()).limit(1)).first()
    alive = select(alive_orders.c.order_id)
    unpaid = (statements.c.payout_at > 0) & (statements.c.paid_at == 0)
    listed = _skus(conn)

    def of_alive(table: Table, key: str, names: Sequence[str] | None = None) -> Columns:
        """The table's rows of alive orders and of those named, in key order."""
        query = select(table) if names is None else select(*[table.c[name] for name in names])
        rows = _marked(conn, query.where(table.c[key].in_(alive)))
        more = sorted(set(also) - set(rows[key].tolist()))
        for start in range(0, len(more), _FEW):
            some = table.c[key].in_(more[start : start + _FEW])
            rows = rows.joined(_marked(conn, query.where(some)))
        keys = [rows[column.name] for column in reversed(table.primary_key.columns)]
        return rows.where(np.lexsort(keys))

    known = parameters()
    lines = of_alive(order_lines, "order_id", (*LINE_COLUMNS, "unit_cost"))
    return World(
        scenario=read_scenario(play.scenario_text),
        book=rulebook(about.region),
        parameters=known,
        world_seed=play.world_seed,
        noise_seed=play.noise_seed,
        opened_at=about.opened_at,
        now=about.now,
        skus=listed,
        orders=_completed(
            conn, of_alive(orders, "id", ORDER_COLUMNS), lines, play.noise_seed, known
        ),
        lines=lines.only((*LINE_COLUMNS, "mark")),
        returns=of_alive(returns, "order_id"),
        restocks=_marked(
            conn, select(restocks).where(restocks.c.arrived_at == 0).order_by(restocks.c.id)
        ),
        statements=_marked(conn, select(statements).where(unpaid).order_by(statements.c.id)),
        carried=last.payable if last is not None and last.payout_at == 0 else 0,
        day=today.day,
        order_cap=today.order_cap,
        orders_today=today.orders_today,
        dispatch={row.day: (row.due, row.late) for row in conn.execute(select(dispatch_days))},
        units=_recent_units(conn, today.day, listed),
        balances={Account(a): amount for a, amount in conn.execute(select(balances))},
        commands_logged=conn.execute(select(func.count()).select_from(commands)).scalar_one(),
        next_restock=(conn.execute(select(func.max(restocks.c.id))).scalar() or 0) + 1,
    )


def _marked(conn: Connection, query: Select[Any]) -> Columns:
    rows = read(conn, query)
    mark = np.zeros(len(rows), dtype=np.int64)
    return Columns({**{name: rows[name] for name in rows}, "mark": mark})


def _skus(conn: Connection) -> Columns:
    """Every SKU with its product and its latent state, by id."""
    query = (
        select(
            skus,
            products.c.name.label("product_name"),
            products.c.category,
            products.c.substitutes,
            *[sim_skus.c[name] for name in _LATENT],
        )
        .join(products, products.c.id == skus.c.product_id)
        .join(sim_skus, sim_skus.c.sku_id == skus.c.id)
        .order_by(skus.c.id)
    )
    return read(conn, query)


def _completed(
    conn: Connection, rows: Columns, lines: Columns, noise: int, known: Parameters
) -> Columns:
    """Orders with what the world adds to them."""
    extra = {name: np.zeros(len(rows), dtype=np.int64) for name in ORDER_EXTRAS}
    there = np.flatnonzero(rows["delivered_at"] > 0)
    extra["asks_at"][there] = latent.return_request(
        rows["id"][there], rows["delivered_at"][there], noise, known
    )
    at = np.searchsorted(rows["id"], lines["order_id"])
    np.add.at(extra["cost"], at, lines["quantity"] * lines["unit_cost"])
    sent = read(
        conn,
        select(packages.c.order_id, packages.c.method, packages.c.postage).where(
            packages.c.order_id.in_(rows["id"].tolist())
            if len(rows) <= _FEW
            else packages.c.order_id.in_(select(alive_orders.c.order_id))
        ),
    )
    sent = sent.where(np.isin(sent["order_id"], rows["id"]))
    at = np.searchsorted(rows["id"], sent["order_id"])
    platform = sent["method"] == Method.PLATFORM.value
    np.add.at(extra["label_cost"], at, sent["postage"] * platform)
    np.add.at(extra["own_postage"], at, sent["postage"] * ~platform)
    return Columns({**{name: rows[name] for name in rows}, **extra})


_FEW = 500
"""So many orders can be named one by one in a query."""


def _recent_units(conn: Connection, day: int, listed: Columns) -> dict[int, Any]:
    """Units ordered by SKU on each of the last days."""
    query = (
        select(traffic.c.day, traffic.c.sku_id, func.sum(traffic.c.units))
        .where(traffic.c.day >= day - _RECENT_DAYS)
        .group_by(traffic.c.day, traffic.c.sku_id)
    )
    recent: dict[int, Any] = {}
    for on, sku_id, units in conn.execute(query):
        row = recent.setdefault(on, np.zeros(len(listed), dtype=np.int64))
        row[np.searchsorted(listed["id"], sku_id)] = units
    return recent


def save(conn: Connection, world: World) -> None:
    """Write everything that changed since ``load``, and the new time."""
    _save_orders(conn, world)
    _save(conn, returns, [*world.left_returns, world.returns])
    _save(conn, restocks, [*world.left_restocks, world.restocks])
    _save(conn, statements, [*world.left_statements, world.statements])
    for rows in world.packages:
        write(conn, packages, rows)
    finance.append(conn, _in_order(world))
    rewrite(conn, skus, world.skus.only(("id", "price", "stock")), "id")
    hidden = {name: world.skus[name] for name in _LATENT}
    rewrite(conn, sim_skus, Columns({"sku_id": world.skus["id"], **hidden}), "sku_id")
    _save_traffic(conn, world)
    conn.execute(delete(dispatch_days))
    write(
        conn,
        dispatch_days,
        Columns(
            {
                "day": np.array(sorted(world.dispatch), dtype=np.int64),
                "due": np.array([world.dispatch[d][0] for d in sorted(world.dispatch)]),
                "late": np.array([world.dispatch[d][1] for d in sorted(world.dispatch)]),
            }
        ),
    )
    conn.execute(
        update(sim_days).values(
            day=world.day, order_cap=world.order_cap, orders_today=world.orders_today
        )
    )
    conn.execute(update(shop).values(now=world.now))


def _in_order(world: World) -> Any:
    """The journal rows in the order they were posted."""
    parts = world.journal
    if not parts:
        return joined([])
    return type(parts[0])(
        *[
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("at", "kind", "order_id", "debit", "credit", "amount")
        ]
    )


def _all(parts: Sequence[Columns]) -> Columns:
    return Columns({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def _save(conn: Connection, table: Table, parts: Sequence[Columns]) -> None:
    """Insert the new rows, rewrite the changed ones."""
    rows = _all(parts)
    names = [column.name for column in table.columns]
    write(conn, table, rows.where(rows["mark"] == NEW).only(names))
    rewrite(conn, table, rows.where(rows["mark"] == CHANGED).only(names), "id")


def _save_orders(conn: Connection, world: World) -> None:
    rows, lines = _all([*world.left, world.orders]), _all([*world.left_lines, world.lines])
    changed = rows.where(rows["mark"] == CHANGED)
    rewrite(conn, orders, changed.only(("id", *_CHANGING)), "id")
    _save_refunds(conn, lines.where(lines["mark"] == CHANGED))
    new = rows["id"][rows["mark"] == NEW]
    gone = np.concatenate([part["id"] for part in world.left] or [new[:0]])
    forgotten = np.concatenate(world.dropped or [new[:0]])
    if len(new):
        placed = _all(world.placed)
        fresh = rows.where(rows["mark"] == NEW)
        write(conn, orders, order_rows(world, fresh.where(np.argsort(fresh["id"])), placed))
        fresh = lines.where(lines["mark"] == NEW)
        write(
            conn, order_lines, line_rows(world, fresh.where(np.argsort(fresh["order_id"])), placed)
        )
        write(conn, recipients, recipient_rows(world, np.setdiff1d(new, forgotten)))
        write(conn, alive_orders, Columns({"order_id": np.setdiff1d(new, gone)}))
    _drop(conn, alive_orders, np.setdiff1d(gone, new).tolist())
    _drop(conn, recipients, np.setdiff1d(forgotten, new).tolist())


_CHANGING = (
    "status",
    "paid_at",
    "ship_from",
    "rts_at",
    "shipped_at",
    "delivered_at",
    "completed_at",
    "cancelled_at",
    "cancel_role",
    "cancel_reason",
    "refund",
    "settled_at",
)
"""What can change about an order."""


def _save_refunds(conn: Connection, lines: Columns) -> None:
    """Write what came back of order lines."""
    if not len(lines):
        return
    statement = (
        update(order_lines)
        .where(
            order_lines.c.order_id == bindparam("of_order"),
            order_lines.c.sku_id == bindparam("of_sku"),
        )
        .values(returned=bindparam("back"), refund=bindparam("paid"))
    )
    names = ("of_order", "of_sku", "back", "paid")
    told = lines.only(("order_id", "sku_id", "returned", "refund"))
    conn.execute(statement, [dict(zip(names, row, strict=True)) for row in told.rows()])


def _drop(conn: Connection, table: Table, order_ids: list[int]) -> None:
    if order_ids:
        conn.exec_driver_sql(
            f"DELETE FROM {table.name} WHERE order_id = ?", [(each,) for each in order_ids]
        )


def _save_traffic(conn: Connection, world: World) -> None:
    """Add each stretch's counts to its day's row."""
    if not world.traffic:
        return
    rows = _all(world.traffic)
    seen = rows.where((rows["impressions"] > 0) | (rows["clicks"] > 0))
    key = np.lexsort((seen["sku_id"], seen["day"]))
    seen = seen.where(key)
    if not len(seen):
        return
    first = np.ones(len(seen), dtype=bool)
    first[1:] = (np.diff(seen["day"]) != 0) | (np.diff(seen["sku_id"]) != 0)
    start = np.flatnonzero(first)
    counts = ("impressions", "clicks", "orders", "units", "gmv")
    merged = Columns(
        {
            **{name: seen[name][start] for name in ("day", "source", "sku_id")},
            **{name: np.add.reduceat(seen[name], start) for name in counts},
        }
    )
    statement = insert(traffic)
    statement = statement.on_conflict_do_update(
        index_elements=["day", "source", "sku_id"],
        set_={name: traffic.c[name] + statement.excluded[name] for name in counts},
    )
    conn.execute(statement, [dict(zip(merged, row, strict=True)) for row in merged.rows()])
