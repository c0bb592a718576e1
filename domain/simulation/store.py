"""The way of a practice world out of its file and back into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from domain.aftersales.rules import given_up, line_of
from domain.aftersales.tables import cancellations, returns
from domain.catalogue import own_listings
from domain.catalogue.rules import PACE_DAYS, ProductStatus
from domain.catalogue.tables import products, restocks, skus, stock_counts
from domain.creators.tables import creators, lives, samples, videos
from domain.finance import intake as finance
from domain.finance.rules import Account, joined
from domain.finance.tables import balances, reimbursements, statements
from domain.inbox.tables import inquiries, messages, reviews, tickets
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, positions, read, rewrite, write
from domain.orders.tables import order_gifts, order_lines, orders, recipients
from domain.promotions.tables import ads
from domain.rulebook import rulebook
from domain.shipping import settings
from domain.shipping.rules import Method
from domain.shipping.tables import package_items, packages
from domain.simulation import latent
from domain.simulation.content import watched
from domain.simulation.marked import marked, save_marked, together
from domain.simulation.new_orders import line_rows, order_rows, recipient_rows
from domain.simulation.packing import (
    carrier_numbers,
    foresee_parts,
    number_labels,
    service_numbers,
)
from domain.simulation.parameters import parameters_with
from domain.simulation.parcels import hand_over, hold_back, receive, subject_line
from domain.simulation.promotion_store import load_promotions, save_promotions
from domain.simulation.return_steps import foresee
from domain.simulation.scenarios import read_scenario
from domain.simulation.tables import (
    alive_orders,
    answer_days,
    dispatch_days,
    sim_days,
    sim_repeats,
    sim_rivals,
    sim_skus,
    traffic,
)
from domain.simulation.world import (
    CHANGED,
    LINE_COLUMNS,
    NEW,
    ORDER_COLUMNS,
    ORDER_EXTRAS,
    PACKAGE_EXTRAS,
    RETURN_EXTRAS,
    VIDEO_EXTRAS,
    World,
)
from domain.storage.notes import write_note
from domain.storage.tables import commands, practice, shop

_LATENT = tuple(column.name for column in sim_skus.columns if column.name != "sku_id")
_OFFERED = tuple(column.name for column in ads.columns if column.name != "sku_id")


def load(conn: Connection, also: Sequence[int] = ()) -> World:
    """The world of a practice shop as the file has it, with the orders named in ``also``."""
    about = conn.execute(select(shop)).one()
    play = conn.execute(select(practice)).one()
    today = conn.execute(select(sim_days)).one()
    last = conn.execute(select(statements).order_by(statements.c.id.desc()).limit(1)).first()
    alive = select(alive_orders.c.order_id)
    unpaid = (statements.c.payout_at > 0) & (statements.c.paid_at == 0)

    def of_alive(table: Table, key: str, names: Sequence[str] | None = None) -> Columns:
        """The table's rows of alive orders and of those named, by order and key."""
        query = select(table) if names is None else select(*[table.c[name] for name in names])
        rows = marked(conn, query.where(table.c[key].in_(alive)))
        more = sorted(set(also) - set(rows[key].tolist()))
        for start in range(0, len(more), _FEW):
            some = table.c[key].in_(more[start : start + _FEW])
            rows = rows.joined(marked(conn, query.where(some)))
        keys = [rows[column.name] for column in reversed(table.primary_key.columns)]
        return rows.where(np.lexsort([*keys, rows[key]]))

    scenario, book = read_scenario(play.scenario_text), rulebook(about.region)
    known = parameters_with(scenario.parameters)
    since = about.now - book.at(about.now).message_open_days * DAY
    watched_since = about.now - (known.watched_days + 1) * DAY
    promoted = load_promotions(conn, int(book.calendar.midnight(today.day)))
    world = World(
        scenario=scenario,
        book=book,
        parameters=known,
        world_seed=play.world_seed,
        noise_seed=play.noise_seed,
        opened_at=about.opened_at,
        now=about.now,
        skus=_skus(conn),
        orders=of_alive(orders, "id", ORDER_COLUMNS),
        lines=of_alive(order_lines, "order_id", LINE_COLUMNS),
        gifts=of_alive(order_gifts, "order_id"),
        packages=of_alive(packages, "order_id").with_zeros(PACKAGE_EXTRAS),
        items=marked(
            conn,
            select(package_items)
            .join(packages, packages.c.id == package_items.c.package_id)
            .where(or_(packages.c.order_id.in_(alive), packages.c.order_id.in_(list(also))))
            .order_by(package_items.c.package_id, package_items.c.sku_id),
        ),
        returns=of_alive(returns, "order_id").with_zeros(RETURN_EXTRAS),
        cancellations=of_alive(cancellations, "order_id"),
        inquiries=of_alive(inquiries, "order_id"),
        tickets=marked(
            conn,
            select(tickets)
            .where(
                or_(
                    tickets.c.answered_at == 0,
                    tickets.c.order_id.in_(alive),
                    tickets.c.order_id.in_(list(also)),
                )
            )
            .order_by(tickets.c.id),
        ),
        reimbursements=marked(
            conn,
            select(reimbursements)
            .where(reimbursements.c.settled_at == 0)
            .order_by(reimbursements.c.id),
        ),
        restocks=marked(
            conn, select(restocks).where(restocks.c.arrived_at == 0).order_by(restocks.c.id)
        ),
        statements=marked(conn, select(statements).where(unpaid).order_by(statements.c.id)),
        creators=read(conn, select(creators).order_by(creators.c.id)),
        videos=marked(
            conn, select(videos).where(videos.c.posted_at > watched_since).order_by(videos.c.id)
        ),
        lives=marked(conn, select(lives).where(lives.c.ends_at > about.now).order_by(lives.c.id)),
        samples=marked(conn, select(samples).where(samples.c.posts_at > about.now)),
        rivals=marked(conn, select(sim_rivals).order_by(sim_rivals.c.id)),
        repeats=marked(conn, select(sim_repeats).order_by(sim_repeats.c.buyer_id)),
        messages=marked(
            conn, select(messages).where(messages.c.asked_at > since).order_by(messages.c.id)
        ),
        carried=last.payable if last is not None and last.payout_at == 0 else 0,
        day=today.day,
        order_cap=today.order_cap,
        orders_today=today.orders_today,
        tier=today.tier,
        delivered=today.delivered,
        answered=today.answered,
        answers={row.day: (row.due, row.answered) for row in conn.execute(select(answer_days))},
        dispatch={row.day: (row.due, row.late) for row in conn.execute(select(dispatch_days))},
        units={},
        balances={Account(a): amount for a, amount in conn.execute(select(balances))},
        commands_logged=conn.execute(select(func.count()).select_from(commands)).scalar_one(),
        shipping=settings.load(conn),
        promotions=promoted.promotions,
        promotion_items=promoted.items,
        promotion_tiers=promoted.tiers,
        promotion_buyers=promoted.buyers,
        samples_sent=dict(
            conn.execute(
                select(samples.c.creator_id, func.max(samples.c.sent_at)).group_by(
                    samples.c.creator_id
                )
            ).all()
        ),
        low_stock_days=about.low_stock_days,
        listings_answered=own_listings.answered(conn),
        next_restock=_next(conn, restocks),
        next_inquiry=_next(conn, inquiries),
        next_ticket=_next(conn, tickets),
    )
    world.videos = watched(world, world.videos.with_zeros(VIDEO_EXTRAS))
    world.orders = _completed(world)
    foresee_parts(world)
    foresee(world, np.arange(len(world.returns)), world.rules)
    world.units = _recent_units(conn, world)
    return world


def _next(conn: Connection, table: Table) -> int:
    """The number of the table's next row."""
    return int(conn.execute(select(func.max(table.c.id))).scalar() or 0) + 1


def _skus(conn: Connection) -> Columns:
    """Every SKU with its product, what is offered with it and its latent state, by id."""
    query = (
        select(
            skus,
            products.c.name.label("product_name"),
            products.c.category,
            products.c.substitutes,
            products.c.photos,
            products.c.tier,
            products.c.listed_at,
            products.c.status.label("product_status"),
            case(
                (and_(products.c.status == ProductStatus.ACTIVATE, skus.c.unlisted == 0), 1),
                else_=0,
            ).label("live"),
            *[ads.c[name] for name in _OFFERED],
            *[sim_skus.c[name] for name in _LATENT],
        )
        .join(products, products.c.id == skus.c.product_id)
        .join(ads, ads.c.sku_id == skus.c.id)
        .join(sim_skus, sim_skus.c.sku_id == skus.c.id)
        .order_by(skus.c.id)
    )
    return read(conn, query)


def _completed(world: World) -> Columns:
    """The world's orders with what it adds to them."""
    lines = world.lines
    rows = world.orders.with_zeros(ORDER_EXTRAS)
    ids = rows["id"]
    at = np.searchsorted(ids, lines["order_id"])
    np.add.at(rows["cost"], at, lines["quantity"] * lines["unit_cost"])
    np.add.at(rows["commission"], at, lines["commission"])
    at, gifts = np.searchsorted(ids, world.gifts["order_id"]), world.gifts
    np.add.at(rows["cost"], at, gifts["quantity"] * gifts["unit_cost"])
    unsent = world.returns.where(given_up(world.returns))
    at, unit_cost = np.searchsorted(ids, unsent["order_id"]), lines["unit_cost"]
    np.subtract.at(rows["cost"], at, unsent["restocked"] * unit_cost[line_of(lines, unsent)])
    sent = world.packages.where(world.packages["voided_at"] == 0)
    at = np.searchsorted(ids, sent["order_id"])
    platform = sent["method"] == Method.PLATFORM.value
    np.add.at(rows["label_cost"], at, sent["postage"] * platform)
    np.add.at(rows["own_postage"], at, sent["postage"] * ~platform)
    rows["parcel"][at] = sent["parcel"]
    rows["edited_at"][at] = sent["edited_at"]
    rows["carrier"][at] = carrier_numbers(world, sent["carrier"])
    rows["service"][at] = service_numbers(world, sent["service"])
    noise, known = world.noise_seed, world.parameters
    rows["pays_at"] = latent.payment_moment(ids, rows["created_at"], noise, known)
    rows["writes_at"] = latent.message_moment(ids, rows["created_at"], noise, known)
    rows["complains_at"] = latent.complaint_moment(ids, rows["deliver_by"], noise, known)
    hold_back(world, rows, positions(rows["paid_at"] > 0))
    hand_over(world, rows, positions(rows["rts_at"] > 0))
    there = positions(rows["delivered_at"] > 0)
    if len(there):
        about = subject_line(world, ids[there], lines)
        receive(world, rows, there, lines["sku_id"][about])
    return rows


_FEW = 500
"""So many orders can be named one by one in a query."""


def _recent_units(conn: Connection, world: World) -> dict[int, Array]:
    """Units ordered by SKU on each of the last days, second products of an order among them."""
    first = max(world.day - PACE_DAYS, int(world.book.calendar.local_day(world.opened_at)))
    query = (
        select(orders.c.created_at, order_lines.c.sku_id, order_lines.c.quantity)
        .join(order_lines, order_lines.c.order_id == orders.c.id)
        .where(orders.c.created_at > int(world.book.calendar.midnight(first)))
    )
    sold = read(conn, query)
    size, days = len(world.skus), world.day - first + 1
    on = world.book.calendar.local_day(sold["created_at"] - 1) - first  # a day includes its end
    place = on * size + world.sku_index(sold["sku_id"])
    units = np.bincount(place, weights=sold["quantity"], minlength=days * size).astype(np.int64)
    return dict(zip(range(first, world.day + 1), units.reshape(days, size), strict=True))


def save(conn: Connection, world: World) -> None:
    """Write everything that changed since ``load``, and the new time."""
    _save_orders(conn, world)
    save_marked(conn, returns, [*world.left_returns, world.returns])
    save_marked(conn, inquiries, [*world.left_inquiries, world.inquiries])
    save_marked(conn, tickets, [*world.left_tickets, world.tickets])
    requests = [*world.left_cancellations, world.cancellations]
    save_marked(conn, cancellations, requests, "order_id")
    save_marked(conn, reimbursements, [*world.left_reimbursements, world.reimbursements])
    save_marked(conn, restocks, [*world.left_restocks, world.restocks])
    for counted in world.stock_counts:
        write(conn, stock_counts, counted)
    save_marked(conn, statements, [*world.left_statements, world.statements])
    number_labels(world)
    save_marked(conn, packages, [*world.left_packages, world.packages])
    items = together([*world.left_items, world.items])
    inside = [column.name for column in package_items.columns]
    write(conn, package_items, items.where(items["mark"] == NEW).only(inside))
    _save_content(conn, world)
    _save_inbox(conn, world)
    _save_repeats(conn, world)
    finance.append(conn, _in_order(world))
    rewrite(conn, skus, world.skus.only(("id", "price", "stock")), "id")
    for product, status in world.statuses.items():
        conn.execute(update(products).where(products.c.id == product).values(status=status))
    save_promotions(conn, world)
    for table, names in ((sim_skus, _LATENT), (ads, _OFFERED)):
        told = {name: world.skus[name] for name in names}
        rewrite(conn, table, Columns({"sku_id": world.skus["id"], **told}), "sku_id")
    _save_traffic(conn, world)
    _save_days(conn, dispatch_days, world.dispatch, ("due", "late"))
    _save_days(conn, answer_days, world.answers, ("due", "answered"))
    conn.execute(
        update(sim_days).values(
            day=world.day,
            order_cap=world.order_cap,
            orders_today=world.orders_today,
            tier=world.tier,
            delivered=world.delivered,
            answered=world.answered,
        )
    )
    if world.shipping_changed:
        settings.save(conn, world.shipping)
    conn.execute(update(shop).values(now=world.now, low_stock_days=world.low_stock_days))


def _save_days(
    conn: Connection, table: Table, counts: dict[int, tuple[int, int]], names: tuple[str, str]
) -> None:
    """Replace a table of two counts for each local day."""
    conn.execute(delete(table))
    days = sorted(counts)
    columns = {"day": np.array(days, dtype=np.int64)}
    for part, name in enumerate(names):
        columns[name] = np.array([counts[day][part] for day in days], dtype=np.int64)
    write(conn, table, Columns(columns))


def _save_content(conn: Connection, world: World) -> None:
    """Videos, sessions and samples never change; rivals do every day."""
    for table, rows in ((videos, world.videos), (lives, world.lives), (samples, world.samples)):
        names = [column.name for column in table.columns]
        write(conn, table, rows.where(rows["mark"] == NEW).only(names))
    changing = ("id", "price", "last_cut", "war_until")
    rewrite(conn, sim_rivals, world.rivals.only(changing), "id")


def _save_inbox(conn: Connection, world: World) -> None:
    save_marked(conn, messages, [*world.left_messages, world.messages])
    for rows in world.reviews:
        write(conn, reviews, rows)


def _save_repeats(conn: Connection, world: World) -> None:
    """Who thinks of coming back; a buyer may have come and gone since the last time."""
    rows, gone = world.repeats, world.gone_repeats
    names = [column.name for column in sim_repeats.columns]
    if gone:
        _drop(conn, sim_repeats, np.concatenate(gone).tolist(), "buyer_id")
    write(conn, sim_repeats, rows.where(rows["mark"] == NEW).only(names))
    changed = rows.where(rows["mark"] == CHANGED).only(names)
    rewrite(conn, sim_repeats, changed, "buyer_id")


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


def _save_orders(conn: Connection, world: World) -> None:
    rows, lines = together([*world.left, world.orders]), together([*world.left_lines, world.lines])
    changed = rows.where(rows["mark"] == CHANGED)
    rewrite(conn, orders, changed.only(("id", *_CHANGING)), "id")
    _save_refunds(conn, lines.where(lines["mark"] == CHANGED))
    new = rows["id"][rows["mark"] == NEW]
    gone = np.concatenate([part["id"] for part in world.left] or [new[:0]])
    forgotten = np.concatenate(world.dropped or [new[:0]])
    if len(new):
        placed = together(world.placed)
        fresh = rows.where(rows["mark"] == NEW)
        write(conn, orders, order_rows(world, fresh.where(np.argsort(fresh["id"])), placed))
        fresh = lines.where(lines["mark"] == NEW)
        write(
            conn, order_lines, line_rows(world, fresh.where(np.argsort(fresh["order_id"])), placed)
        )
        save_marked(conn, order_gifts, [*world.left_gifts, world.gifts], "order_id")
        waiting = rows.where((rows["mark"] == NEW) & ~np.isin(rows["id"], forgotten))
        write(conn, recipients, recipient_rows(world, waiting["id"], waiting["buyer_id"]))
        write(conn, alive_orders, Columns({"order_id": np.setdiff1d(new, gone)}))
    for order, note in world.notes.items():
        write_note(conn, order, note)
    _drop(conn, alive_orders, np.setdiff1d(gone, new).tolist())
    _drop(conn, recipients, np.setdiff1d(forgotten, new).tolist())


_CHANGING = (
    "status",
    "paid_at",
    "ship_from",
    "partial_at",
    "rts_at",
    "shipped_at",
    "delivered_at",
    "completed_at",
    "dispatch_by",
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


def _drop(conn: Connection, table: Table, keys: list[int], name: str = "order_id") -> None:
    if keys:
        conn.exec_driver_sql(
            f"DELETE FROM {table.name} WHERE {name} = ?", [(each,) for each in keys]
        )


_TRAFFIC_KEY = ("day", "source", "content_id", "sku_id")


def _save_traffic(conn: Connection, world: World) -> None:
    """Add each stretch's counts to its day's row."""
    if not world.traffic:
        return
    seen = together(world.traffic)
    if not len(seen):
        return
    source = np.unique(seen["source"].astype(str), return_inverse=True)[1]
    seen = seen.where(np.lexsort((seen["sku_id"], seen["content_id"], source, seen["day"])))
    first = np.ones(len(seen), dtype=bool)
    first[1:] = False
    for name in _TRAFFIC_KEY:
        first[1:] |= seen[name][1:] != seen[name][:-1]
    start = positions(first)
    counts = ("impressions", "clicks", "carts", "orders", "units", "gmv")
    merged = Columns(
        {
            **{name: seen[name][start] for name in _TRAFFIC_KEY},
            **{name: np.add.reduceat(seen[name], start) for name in counts},
        }
    )
    statement = insert(traffic)
    statement = statement.on_conflict_do_update(
        index_elements=list(_TRAFFIC_KEY),
        set_={name: traffic.c[name] + statement.excluded[name] for name in counts},
    )
    conn.execute(statement, [dict(zip(merged, row, strict=True)) for row in merged.rows()])
