"""The step that moves a practice world's time.

``advance`` goes to a moment in stretches that end at local midnights. Within a stretch nobody
decides anything, so each order's next moments are known and everything is computed as columns; the
result does not depend on how the way was cut into stretches of whole hours.
"""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.aftersales.rules import ReturnStatus
from domain.finance import rules as finance
from domain.health import rules as health
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns
from domain.orders import rules as life
from domain.simulation import latent
from domain.simulation.allocation import Supply, allocate
from domain.simulation.demand import PRODUCT_CARD, Demand, demand
from domain.simulation.parameters import places
from domain.simulation.world import (
    NEW,
    PACE_UNIT,
    PRICE_UNIT,
    World,
    blank_lines,
    blank_orders,
    blank_returns,
    touch,
)

_ORDER_ID_BASE = 576 * 10**15
_HOUR_SHARE = 10**10
_SCRAMBLE = 7_654_321
"""Odd and not divisible by 5: a bijection of the ids of one hour."""

_RECENT_DAYS = 28


def advance(world: World, until: int) -> None:
    """Move the world to ``until`` (whole hours from its opening); facts gather in the world."""
    calendar = world.book.calendar
    while world.now < until:
        midnight = int(calendar.moment(world.day + 1))
        end = min(until, midnight)
        _stretch(world, end)
        world.now = end
        if end == midnight:
            _close_day(world)
        _retire(world)


def _stretch(world: World, end: int) -> None:
    """Everything that happens in (now, end], no further than the next local midnight."""
    start, before = world.now, len(world.journal)
    wanted = demand(world, start, end)
    freed = _live(world, world.orders, world.lines, start, end)
    arrived = _arrivals(world, start, end)
    back = _settle_returns(world, start, end)
    accepted = _place(world, wanted, [*freed, *arrived, *back], start, end)
    _record_traffic(world, wanted, accepted)
    _statements(world, start, end)
    _payouts(world, start, end)
    _count_dispatches(world, start, end)
    world.journal[before:] = [finance.joined(world.journal[before:])]


def _live(world: World, orders: Columns, lines: Columns, start: int, end: int) -> list[Supply]:
    """Carry orders from ``start`` to ``end``; what cancellations give back to stock."""
    rules, noise, parameters = world.rules, world.noise_seed, world.parameters
    ids = orders["id"]

    def passed(at: Array) -> Array:
        return (at > start) & (at <= end)

    alive = orders["cancelled_at"] == 0
    paid = orders["created_at"] + latent.payment_delay(ids, noise, parameters)
    pays = alive & (orders["paid_at"] == 0) & ~latent.never_paid(ids, noise, parameters)
    overdue = life.unpaid_until(orders["created_at"], rules)
    pays &= passed(paid) & (paid <= overdue)
    orders["paid_at"][pays] = paid[pays]
    orders["ship_from"][pays] = life.ship_from(paid[pays], rules)

    quits = latent.cancel_delay(ids, noise, rules.hold_seconds, parameters)
    _cancel(
        orders,
        alive & (orders["paid_at"] > 0) & (quits > 0) & passed(orders["paid_at"] + quits),
        orders["paid_at"] + quits,
        life.Role.BUYER,
        "changed_mind",
    )
    _cancel(
        orders,
        alive & (orders["paid_at"] == 0) & passed(overdue),
        overdue,
        life.Role.SYSTEM,
        "not_paid_in_time",
    )
    waiting = (orders["paid_at"] > 0) & (orders["rts_at"] == 0) & (orders["cancelled_at"] == 0)
    _cancel(
        orders,
        waiting & passed(orders["collect_by"]),
        orders["collect_by"],
        life.Role.SYSTEM,
        "not_collected_in_time",
    )
    alive = orders["cancelled_at"] == 0
    scan = orders["rts_at"] + latent.scan_delay(ids, noise, parameters)
    scanned = alive & (orders["rts_at"] > 0) & (orders["shipped_at"] == 0) & passed(scan)
    orders["shipped_at"][scanned] = scan[scanned]
    zone = places().zone[latent.place(ids, noise)]
    arrival = orders["shipped_at"] + latent.transit_time(ids, zone, noise, parameters)
    travels = (orders["shipped_at"] > 0) & (orders["delivered_at"] == 0)
    delivered = travels & passed(arrival)
    orders["delivered_at"][delivered] = arrival[delivered]
    world.dropped.append(ids[passed(orders["delivered_at"]) | passed(orders["cancelled_at"])])

    before = orders["status"].copy()
    orders["status"] = life.status_at(end, **{n: orders[n] for n in life.STATUS_TIMES})
    touch(orders, pays | scanned | delivered | passed(orders["cancelled_at"]))
    touch(orders, orders["status"] != before)

    gone = passed(orders["cancelled_at"])
    for event, at in (
        (reactions.Event.PAID, orders["paid_at"]),
        (reactions.Event.CANCELLED, orders["cancelled_at"]),
        (reactions.Event.SHIPPED, orders["shipped_at"]),
    ):
        mask = passed(at)
        if event is reactions.Event.CANCELLED:
            mask = mask & (orders["paid_at"] > 0)
        world.post(reactions.postings(event, orders.where(mask), at[mask], rules))
    return _released(world, orders, lines, gone)


def _cancel(orders: Columns, mask: Array, at: Array, role: life.Role, reason: str) -> None:
    mask = mask & (orders["cancelled_at"] == 0)
    orders["cancelled_at"][mask] = at[mask]
    orders["cancel_role"][mask] = role.name
    orders["cancel_reason"][mask] = reason


def _released(world: World, orders: Columns, lines: Columns, gone: Array) -> list[Supply]:
    """The units of cancelled orders, as supply at the moment of cancelling."""
    index = np.searchsorted(orders["id"], lines["order_id"])
    freed = gone[index] if len(index) else np.zeros(0, dtype=bool)
    return [
        Supply(
            sku=world.sku_index(lines["sku_id"][freed]),
            at=orders["cancelled_at"][index[freed]],
            units=lines["quantity"][freed],
        )
    ]


def _arrivals(world: World, start: int, end: int) -> list[Supply]:
    """Restocked goods that arrive."""
    restocks = world.restocks
    here = (restocks["arrived_at"] == 0) & (restocks["arrives_at"] <= end)
    here &= restocks["arrives_at"] > start
    restocks["arrived_at"][here] = restocks["arrives_at"][here]
    touch(restocks, here)
    return [
        Supply(
            sku=world.sku_index(restocks["sku_id"][here]),
            at=restocks["arrived_at"][here],
            units=restocks["quantity"][here],
        )
    ]


def _settle_returns(world: World, start: int, end: int) -> list[Supply]:
    """Return requests made, approved by silence, and closed with a refund; goods fit to sell."""
    rules, noise, parameters = world.rules, world.noise_seed, world.parameters
    orders = world.orders
    ids = orders["id"]
    delay = latent.return_delay(ids, noise, parameters)
    asked = orders["delivered_at"] + delay
    closes = life.completed_at(orders["delivered_at"], rules)
    asks = (orders["delivered_at"] > 0) & (delay > 0) & (asked > start) & (asked <= end)
    asks &= asked < closes
    if asks.any():
        index = np.flatnonzero(asks)
        line = np.searchsorted(world.lines["order_id"], ids[index])
        new = blank_returns(len(index))
        new["mark"] = NEW
        new["id"] = ids[index]
        new["order_id"] = ids[index]
        new["sku_id"] = world.lines["sku_id"][line]
        new["quantity"] = world.lines["quantity"][line]
        new["status"] = ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING
        new["reason"] = latent.return_reason(ids[index], noise)
        new["requested_at"] = asked[index]
        new["respond_by"] = aftersales.respond_by(asked[index], rules)
        new["refund"] = orders["amount"][index]
        new["resellable"] = latent.resellable(ids[index], noise, parameters)
        joined = world.returns.joined(new)
        world.returns = joined.where(np.argsort(joined["id"], kind="stable"))
    returns = world.returns
    silent = (returns["approved_at"] == 0) & (returns["respond_by"] > start)
    silent &= returns["respond_by"] <= end
    returns["approved_at"][silent] = returns["respond_by"][silent]
    returns["status"][silent] = ReturnStatus.BUYER_SHIPPED_ITEM
    back = returns["approved_at"] + latent.return_transit(returns["id"], noise, parameters)
    closed = (returns["approved_at"] > 0) & (returns["closed_at"] == 0)
    closed &= (back > start) & (back <= end)
    returns["closed_at"][closed] = back[closed]
    returns["status"][closed] = ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
    touch(returns, silent | closed)
    finished = returns.where(closed)
    index = world.order_index(finished["order_id"])
    orders["refund"][index] = finished["refund"]
    line = np.searchsorted(world.lines["order_id"], finished["order_id"])
    world.lines["returned"][line] = finished["quantity"]
    world.lines["refund"][line] = finished["refund"]
    world.lines["mark"][line] = np.maximum(world.lines["mark"][line], 1)
    touched = np.zeros(len(orders), dtype=bool)
    touched[index] = True
    touch(orders, touched)
    refunded = orders.where(index)
    at = finished["closed_at"]
    world.post(reactions.postings(reactions.Event.REFUNDED, refunded, at, rules))
    sound = finished["resellable"] == 1
    world.post(
        reactions.postings(reactions.Event.GOODS_BACK, refunded.where(sound), at[sound], rules)
    )
    _complete(world, start, end)
    return [
        Supply(
            sku=world.sku_index(finished["sku_id"][sound]),
            at=at[sound],
            units=finished["quantity"][sound],
        )
    ]


def _complete(world: World, start: int, end: int) -> None:
    """Orders whose return window closes, later where a return is still open then."""
    orders, returns = world.orders, world.returns
    due = life.completed_at(orders["delivered_at"], world.rules)
    index = world.order_index(returns["order_id"])
    closed = returns["closed_at"]
    still = closed == 0
    due[index] = np.where(still, np.int64(2**62), np.maximum(due[index], closed))
    done = (orders["delivered_at"] > 0) & (due > start) & (due <= end)
    orders["completed_at"][done] = due[done]
    orders["status"][done] = life.Status.COMPLETED
    touch(orders, done)


def _place(world: World, wanted: Demand, supplies: list[Supply], start: int, end: int) -> Array:
    """Turn wishes into orders as far as stock and the daily order cap reach, by moment."""
    ids = _order_ids(wanted, world)
    quits = _early_cancels(world, wanted, ids)
    accepted, stock = allocate(
        stock=world.skus["stock"],
        supplies=supplies,
        sku=wanted.sku,
        at=wanted.at,
        units=wanted.units,
        given_back_at=np.where(quits <= end, quits, 0),
        cap=world.order_cap - world.orders_today,
    )
    world.skus["stock"] = stock
    chosen = np.flatnonzero(accepted)
    if len(chosen):
        orders, lines = _new_orders(world, wanted, chosen, ids[chosen])
        world.orders_today += len(chosen)
        _live(world, orders, lines, start, end)
        joined = world.orders.joined(orders)
        world.orders = joined.where(np.argsort(joined["id"], kind="stable"))
        joined = world.lines.joined(lines)
        world.lines = joined.where(np.argsort(joined["order_id"], kind="stable"))
    return accepted


def _early_cancels(world: World, wanted: Demand, ids: Array) -> Array:
    """When each wish, if it becomes an order, is cancelled by its buyer; far future if never."""
    parameters, noise = world.parameters, world.noise_seed
    paid = wanted.at + latent.payment_delay(ids, noise, parameters)
    delay = latent.cancel_delay(ids, noise, world.rules.hold_seconds, parameters)
    quits = (delay > 0) & ~latent.never_paid(ids, noise, parameters)
    return np.where(quits, paid + delay, np.int64(2**62))


def _order_ids(wanted: Demand, world: World) -> Array:
    """Ids that look like the platform's: rising by hour, scrambled within it, never twice."""
    within = world.ordinal[wanted.sku] * 10**5 + 10**4 + wanted.click % 10**4
    return _ORDER_ID_BASE + wanted.hour * _HOUR_SHARE + within * _SCRAMBLE % _HOUR_SHARE


def _new_orders(world: World, wanted: Demand, chosen: Array, ids: Array) -> tuple[Columns, Columns]:
    rules, calendar = world.rules, world.book.calendar
    at, units = wanted.at[chosen], wanted.units[chosen]
    sku = world.skus.where(wanted.sku[chosen])
    orders = blank_orders(len(chosen))
    orders["mark"] = NEW
    known, home = places(), latent.place(ids, world.noise_seed)
    total = sku["price"] * units
    tax = (total * known.tax[home] + 50_000) // 100_000
    for name, values in {
        "id": ids,
        "status": np.full(len(ids), life.Status.UNPAID),
        "buyer_id": ids,
        "created_at": at,
        "dispatch_by": life.dispatch_by(at, rules, calendar),
        "collect_by": life.collect_by(at, rules, calendar),
        "deliver_by": life.deliver_by(at, rules, calendar),
        "line_count": np.ones(len(ids), dtype=np.int64),
        "units": units,
        "item_total": total,
        "tax": tax,
        "amount": total + tax,
        "city": known.city[home],
        "state": known.state[home],
        "zip": known.zip[home],
        "country": np.full(len(ids), world.book.name, dtype=object),
        "cost": sku["cost"] * units,
    }.items():
        orders[name] = values
    lines = blank_lines(len(chosen))
    lines["mark"] = NEW
    for name, values in {
        "order_id": ids,
        "sku_id": sku["id"],
        "product_id": sku["product_id"],
        "seller_sku": sku["seller_sku"],
        "product_name": sku["product_name"],
        "variation": sku["name"],
        "quantity": units,
        "unit_price": sku["price"],
        "subtotal": total,
        "unit_cost": sku["cost"],
        "category": sku["category"],
    }.items():
        lines[name] = values
    names, phones, streets = latent.recipient(ids, world.noise_seed)
    world.recipients.append(
        Columns(
            {
                "order_id": ids,
                "name": names,
                "phone": phones,
                "street": streets,
                "message": np.full(len(ids), "", dtype=object),
            }
        )
    )
    order = np.argsort(ids, kind="stable")
    return orders.where(order), lines.where(order)


def _record_traffic(world: World, wanted: Demand, accepted: Array) -> None:
    """Add the stretch to the day's counters and to the traffic table."""
    size = len(world.skus)
    sku, units = wanted.sku[accepted], wanted.units[accepted]
    price = world.skus["price"]
    orders = np.bincount(sku, minlength=size).astype(np.int64)
    sold = np.bincount(sku, weights=units, minlength=size).astype(np.int64)
    revenue = sold * price
    world.skus["orders_today"] += orders
    world.skus["units_today"] += sold
    world.skus["revenue_today"] += revenue
    world.units.setdefault(world.day, np.zeros(size, dtype=np.int64))
    world.units[world.day] = world.units[world.day] + sold
    world.traffic.append(
        Columns(
            {
                "day": np.full(size, world.day, dtype=np.int64),
                "source": np.full(size, PRODUCT_CARD, dtype=object),
                "sku_id": world.skus["id"],
                "impressions": wanted.impressions,
                "clicks": wanted.clicks,
                "orders": orders,
                "units": sold,
                "gmv": revenue,
            }
        )
    )


def _statements(world: World, start: int, end: int) -> None:
    """Daily statements at 00:00 UTC: orders past their hold settle; an open return holds them."""
    rules = world.rules
    days = rules.settle_days(world.scenario.settlement_tier)
    for at in range(-(-(start + 1) // DAY) * DAY, end + 1, DAY):
        orders, returns = world.orders, world.returns
        open_now = (returns["requested_at"] <= at) & (
            (returns["closed_at"] == 0) | (returns["closed_at"] > at)
        )
        held = np.zeros(len(orders), dtype=bool)
        held[world.order_index(returns["order_id"][open_now])] = True
        due = finance.settlement_due(orders["delivered_at"], days)
        ready = (orders["delivered_at"] > 0) & (due <= at) & ~held
        lost = (orders["cancelled_at"] > 0) & (orders["cancelled_at"] <= at)
        ready |= lost & (orders["label_cost"] > 0)
        ready &= orders["settled_at"] == 0
        sale = reactions.settlement(orders, rules)
        orders["settled_at"][ready] = at
        touch(orders, ready)
        index = world.order_index(returns["order_id"])
        refund = (returns["closed_at"] > 0) & (returns["closed_at"] <= at)
        refund &= (returns["settled_at"] == 0) & (orders["settled_at"][index] > 0)
        returns["settled_at"][refund] = at
        touch(returns, refund)
        amount = np.where(ready, sale, 0)
        np.add.at(amount, index[refund], reactions.refund_effect(orders, rules)[index[refund]])
        moved = ready.copy()
        moved[index[refund]] = True
        if not moved.any():
            continue
        world.post(finance.entries(finance.Kind.SETTLEMENT, at, orders["id"][moved], amount[moved]))
        _state(world, at, int(moved.sum()), int(amount[moved].sum()))


def _state(world: World, at: int, count: int, settled: int) -> None:
    """Add a statement, and say when the bank has its money."""
    rules = world.rules
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


def _payouts(world: World, start: int, end: int) -> None:
    """Statements whose money reaches the bank."""
    statements = world.statements
    paid = (statements["payout_at"] > start) & (statements["payout_at"] <= end)
    statements["paid_at"][paid] = statements["payout_at"][paid]
    touch(statements, paid)
    world.post(
        finance.entries(
            finance.Kind.PAYOUT, statements["paid_at"][paid], 0, statements["payable"][paid]
        )
    )


def _count_dispatches(world: World, start: int, end: int) -> None:
    """Count the orders whose dispatch deadline passed, and those without a scan by then."""
    orders = world.orders
    due, late = health.dispatches(
        dispatch_by=orders["dispatch_by"],
        shipped_at=orders["shipped_at"],
        paid_at=orders["paid_at"],
        cancelled_at=orders["cancelled_at"],
        by_buyer=orders["cancel_role"] == life.Role.BUYER.name,
        start=start,
        end=end,
    )
    if due.any():
        days = world.book.calendar.local_day(orders["dispatch_by"])
        for day in np.unique(days[due]).tolist():
            before = world.dispatch.get(day, (0, 0))
            on_day = days == day
            world.dispatch[day] = (
                before[0] + int((due & on_day).sum()),
                before[1] + int((late & on_day).sum()),
            )


def _close_day(world: World) -> None:
    """Let the day's sales move ranks and reference prices, and set tomorrow's order cap."""
    rules, skus = world.rules, world.skus
    days = world.parameters.pace_days
    skus["pace"] = ((days - 1) * skus["pace"] + 2 * skus["orders_today"] * PACE_UNIT) // (days + 1)
    sold = skus["units_today"]
    paid = np.where(sold > 0, skus["revenue_today"] * PRICE_UNIT // np.maximum(sold, 1), 0)
    moved = ((days - 1) * skus["reference_price"] + 2 * paid) // (days + 1)
    skus["reference_price"] = np.where(sold > 0, moved, skus["reference_price"])
    skus["days_out"] = np.where(skus["stock"] == 0, skus["days_out"] + 1, 0)
    skus["in_stock"] = skus["stock"] > 0
    for name in ("orders_today", "units_today", "revenue_today"):
        skus[name] = 0
    since = world.day - rules.health_window_days + 1
    world.dispatch = {day: counts for day, counts in world.dispatch.items() if day >= since}
    window = list(world.dispatch.values())
    rate = health.rate(sum(late for _, late in window), sum(due for due, _ in window))
    share = world.book.order_share(rate or 0)
    world.order_cap = max(1, rules.probation_orders_per_day * share // 10_000)
    world.day += 1
    world.orders_today = 0
    for day in [day for day in world.units if day < world.day - _RECENT_DAYS]:
        del world.units[day]


def _retire(world: World) -> None:
    """Let go of what is final: it is written once more and then lives in the file only."""
    orders, returns = world.orders, world.returns
    waiting = np.zeros(len(orders), dtype=bool)
    waiting[world.order_index(returns["order_id"][returns["settled_at"] == 0])] = True
    final = (orders["completed_at"] > 0) & (orders["settled_at"] > 0) & ~waiting
    void = orders["cancelled_at"] > 0
    final |= void & ((orders["label_cost"] == 0) | (orders["settled_at"] > 0))
    final &= orders["dispatch_by"] <= world.now  # until then the dispatch count needs it
    if final.any():
        gone = np.isin(world.lines["order_id"], orders["id"][final])
        back = np.isin(returns["order_id"], orders["id"][final])
        world.left.append(orders.where(final))
        world.left_lines.append(world.lines.where(gone))
        world.left_returns.append(returns.where(back))
        world.orders = orders.where(~final)
        world.lines = world.lines.where(~gone)
        world.returns = returns.where(~back)
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
