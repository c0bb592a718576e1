"""What time does to an order on its way: paid, cancelled, scanned, delivered or lost."""

from __future__ import annotations

import numpy as np

from domain import reactions
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.randomness import ONE, Stream, uniform
from domain.orders import rules as life
from domain.orders.rules import Role
from domain.reactions import Event
from domain.simulation import latent
from domain.simulation.coming_back import first_thoughts, sour
from domain.simulation.parameters import places
from domain.simulation.stretch import Stretch
from domain.simulation.strikes import slower
from domain.simulation.world import World, touch

_LEAVING = ("id", "shipped_at", "cancelled_at")
_CHANGING = ("paid_at", "ship_from", "shipped_at", "delivered_at", "cancelled_at")
_RECEIVED = ("id", "buyer_id", "created_at", "deliver_by", "delivered_at")


def carry(world: World, stretch: Stretch) -> Columns:
    """Carry the world's orders from the stretch's start to its end.

    Gives those cancelled in it: ``id``, ``shipped_at``, ``cancelled_at``.
    """
    orders = world.orders
    begin(world, orders, stretch)
    _lapse(orders, stretch)
    _scan(world, orders, stretch)
    delivered = _deliver(orders, stretch)
    _lose(world, orders, stretch)
    if len(delivered):
        sku_id = world.lines["sku_id"][subject_line(world, orders["id"][delivered], world.lines)]
        receive(world, orders, delivered, sku_id)
        think_of_more(world, orders.only(_RECEIVED).where(delivered), sku_id)
    return orders.only(_LEAVING).where(stretch.holds(orders["cancelled_at"]))


def begin(world: World, orders: Columns, stretch: Stretch) -> None:
    """Let buyers pay and change their minds: all that can happen to an order on its first day."""
    _pay(world, orders, stretch)
    _change_minds(orders, stretch)


_POSTED = (
    (Event.PAID, "paid_at"),
    (Event.CANCELLED, "cancelled_at"),
    (Event.SHIPPED, "shipped_at"),
)


def tell(world: World, stretch: Stretch) -> None:
    """What happened to orders in the stretch changes their statuses and moves money."""
    orders = world.orders
    at = {name: positions(stretch.holds(orders[name])) for name in _CHANGING}
    changed = np.concatenate(list(at.values()))
    times = {name: orders[name][changed] for name in life.STATUS_TIMES}
    orders["status"][changed] = life.status_at(stretch.end, **times)
    touch(orders, changed)
    cancelled = at["cancelled_at"]
    world.dropped += [orders["id"][at["delivered_at"]], orders["id"][cancelled]]
    at["cancelled_at"] = cancelled[orders["paid_at"][cancelled] > 0]
    for event, moment in _POSTED:
        which = at[moment]
        if len(which):
            who, when = orders.only(reactions.NEEDED).where(which), orders[moment][which]
            stretch.posted.append(reactions.postings(event, who, when, stretch.rules))


def is_late(orders: Columns) -> Array:
    """Which delivered orders came later than promised."""
    return np.asarray(orders["delivered_at"] > orders["deliver_by"])


def while_open(orders: Columns, moment: str, stretch: Stretch) -> Array:
    """Positions of orders of which a moment lies in the stretch, unless they are final by then."""
    index = positions(stretch.holds(orders[moment]))
    at, there = orders[moment][index], orders["delivered_at"][index]
    return np.asarray(index[(there == 0) | (at < life.completed_at(there, stretch.rules))])


def receive(world: World, orders: Columns, which: Array, sku_id: Array) -> None:
    """Settle when the buyers of delivered orders will return, review or dispute them.

    ``sku_id`` is what each return or review will be about.
    """
    there = orders.only(("id", "delivered_at", "deliver_by")).where(which)
    ids, at, late = there["id"], there["delivered_at"], is_late(there)
    category = latent.category_number(world.skus["category"])[world.sku_index(sku_id)]
    noise, parameters = world.noise_seed, world.parameters
    wrong = latent.defects(ids, noise, parameters)
    orders["asks_at"][which] = latent.return_request(
        ids, category, at, wrong, late, noise, parameters
    )
    stars = latent.stars(ids, wrong, late, noise, parameters)
    orders["stars"][which] = stars
    orders["reviews_at"][which] = latent.review_moment(ids, at, stars, noise, parameters)
    orders["charges_at"][which] = latent.chargeback(ids, at, noise, parameters)


def subject_line(world: World, order_ids: Array, lines: Columns) -> Array:
    """The position of the line that each order's return or review is about."""
    first = lines["order_id"].searchsorted(order_ids, side="left")
    count = lines["order_id"].searchsorted(order_ids, side="right") - first
    u = uniform(world.noise_seed, Stream.RETURN_LINE, order_ids)
    return np.asarray(first + u * count // ONE)


def think_of_more(world: World, delivered: Columns, sku_id: Array) -> None:
    """Let the buyers of orders that have just arrived think of ordering again."""
    late, new = is_late(delivered), delivered["buyer_id"] == delivered["id"]
    world.delivered += len(delivered)
    first_thoughts(world, delivered.where(new), sku_id[new], late[new])
    again = delivered.where(late & ~new)
    sour(world, again["buyer_id"], again["delivered_at"])


def hand_over(world: World, orders: Columns, which: Array) -> None:
    """Settle when carriers will scan orders that were handed over to them."""
    handed = orders.only(("id", "carrier", "rts_at")).where(which)
    ids, at = handed["id"], handed["rts_at"]
    longer = slower(world, handed["carrier"], at)
    orders["scans_at"][which] = latent.scan_moment(
        ids, at, longer, world.noise_seed, world.parameters
    )


def send_off(world: World, orders: Columns, which: Array) -> None:
    """Settle when orders that were scanned will arrive."""
    sent = orders.only(("id", "buyer_id", "carrier", "rts_at", "shipped_at")).where(which)
    carrier, usual = sent["carrier"], np.array(world.parameters.carrier_factors)
    longer = usual[np.minimum(carrier, len(usual) - 1)] * slower(world, carrier, sent["rts_at"])
    zone = places().zone[latent.place(sent["buyer_id"], world.noise_seed)]
    orders["arrives_at"][which] = latent.arrival_moment(
        sent["id"], sent["shipped_at"], zone, longer, world.noise_seed, world.parameters
    )


def _due(orders: Columns, moment: str, stretch: Stretch) -> Array:
    """Positions of the orders of which a moment lies in the stretch, cancelled ones left out."""
    index = positions(stretch.holds(orders[moment]))
    return np.asarray(index[orders["cancelled_at"][index] == 0])


def _pay(world: World, orders: Columns, stretch: Stretch) -> None:
    """Buyers pay, most of them within minutes."""
    index = _due(orders, "pays_at", stretch)
    at = orders["pays_at"][index]
    in_time = at <= life.unpaid_until(orders["created_at"][index], stretch.rules)
    paid, at = index[in_time], at[in_time]
    orders["paid_at"][paid] = at
    orders["ship_from"][paid] = life.ship_from(at, stretch.rules)
    hold_back(world, orders, paid)


def hold_back(world: World, orders: Columns, which: Array) -> None:
    """Settle when the buyers of orders that were paid will cancel them during the hold."""
    paid = orders.only(("id", "paid_at", "ship_from")).where(which)
    orders["quits_at"][which] = latent.quitting_moment(
        paid["id"], paid["paid_at"], paid["ship_from"], world.noise_seed, world.parameters
    )


def _change_minds(orders: Columns, stretch: Stretch) -> None:
    """Some buyers cancel during the hold."""
    quits = _due(orders, "quits_at", stretch)
    _cancel(orders, quits, orders["quits_at"][quits], Role.BUYER, "changed_mind")


def _lapse(orders: Columns, stretch: Stretch) -> None:
    """The system cancels what is not paid, or not handed over, in time."""
    unpaid = positions(orders["paid_at"] == 0)
    due = life.unpaid_until(orders["created_at"][unpaid], stretch.rules)
    lapsed = stretch.holds(due) & (orders["cancelled_at"][unpaid] == 0)
    _cancel(orders, unpaid[lapsed], due[lapsed], Role.SYSTEM, "not_paid_in_time")
    waiting = _due(orders, "collect_by", stretch)
    left = waiting[(orders["paid_at"][waiting] > 0) & (orders["rts_at"][waiting] == 0)]
    _cancel(orders, left, orders["collect_by"][left], Role.SYSTEM, "not_collected_in_time")


def _cancel(orders: Columns, which: Array, at: Array, role: Role, reason: str) -> None:
    orders["cancelled_at"][which] = at
    orders["cancel_role"][which] = role.name
    orders["cancel_reason"][which] = reason


def _scan(world: World, orders: Columns, stretch: Stretch) -> None:
    """Carriers scan what was handed over."""
    scanned = _due(orders, "scans_at", stretch)
    if len(scanned):
        orders["shipped_at"][scanned] = orders["scans_at"][scanned]
        send_off(world, orders, scanned)


def _deliver(orders: Columns, stretch: Stretch) -> Array:
    """Parcels arrive; positions of the orders delivered."""
    delivered = _due(orders, "arrives_at", stretch)
    orders["delivered_at"][delivered] = orders["arrives_at"][delivered]
    return delivered


def _lose(world: World, orders: Columns, stretch: Stretch) -> None:
    """Parcels without a further scan for so long are lost: the system cancels their orders."""
    lost = positions((orders["shipped_at"] > 0) & (orders["arrives_at"] == 0))
    at = orders["shipped_at"][lost] + stretch.rules.lost_days * DAY
    given_up = stretch.holds(at) & (orders["cancelled_at"][lost] == 0)
    lost, at = lost[given_up], at[given_up]
    _cancel(orders, lost, at, Role.SYSTEM, "parcel_lost")
    sour(world, orders["buyer_id"][lost], at)
