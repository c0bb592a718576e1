"""What time does to an order on its way: paid, cancelled, scanned, delivered or lost."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.aftersales.rules import CancellationStatus
from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.randomness import ONE, Stream, uniform
from domain.orders import rules as life
from domain.orders.rules import PARCEL_LOST, Role
from domain.reactions import Event
from domain.shipping import troubles
from domain.shipping.fulfilment import BEFORE_READY
from domain.shipping.rates import services
from domain.simulation import latent
from domain.simulation.coming_back import first_thoughts, sour
from domain.simulation.parameters import places
from domain.simulation.stretch import Stretch
from domain.simulation.strikes import slower
from domain.simulation.world import NEW, World, blank_cancellations, touch

Bools = npt.NDArray[np.bool_]

_LEAVING = ("id", "shipped_at", "cancelled_at")
_CHANGING = ("paid_at", "ship_from", "shipped_at", "delivered_at", "cancelled_at")
_RECEIVED = ("id", "buyer_id", "created_at", "deliver_by", "delivered_at")


def carry(world: World, stretch: Stretch) -> Columns:
    """Carry the world's orders from the stretch's start to its end.

    Gives those cancelled in it: ``id``, ``shipped_at``, ``cancelled_at``.
    """
    orders = world.orders
    begin(world, orders, stretch)
    _let_off(world, stretch)
    _lapse(orders, stretch)
    _close_moot(world)
    _scan(orders, stretch)
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
    _ask_off(world, orders, stretch)


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


_HANDED = ("parcel", "buyer_id", "carrier", "service", "rts_at", "shipped_at", "edited_at")


def hand_over(world: World, orders: Columns, which: Array) -> None:
    """Settle when carriers will scan orders that were handed over, and when they will arrive."""
    sent = orders.only(_HANDED).where(which)
    orders["scans_at"][which] = scans = first_scan(world, sent)
    orders["arrives_at"][which] = arrival(world, sent, scans)


def first_scan(world: World, sent: Columns) -> Array:
    """When carriers first scan parcels, or did.

    Needs ``parcel``, ``carrier``, ``rts_at``, ``shipped_at`` and ``edited_at``: a parcel that had
    no scan yet when its number was replaced has it afterwards, from the carrier of the new one.
    """
    longer = slower(world, sent["carrier"], sent["rts_at"])
    drawn = latent.scan_moment(
        sent["parcel"], sent["rts_at"], longer, world.noise_seed, world.parameters
    )
    to_come = np.maximum(drawn, sent["edited_at"] + 1)
    return np.where(sent["shipped_at"] > 0, sent["shipped_at"], to_come)


def arrival(world: World, sent: Columns, scanned_at: Array) -> Array:
    """When carriers say that parcels have arrived which they scanned then; 0 for never.

    A parcel of which nothing is heard for too long counts as lost even if the customer has it.
    Needs also ``buyer_id`` and ``service``.
    """
    there = _there(world, sent, scanned_at)
    silent = latent.unreported(sent["parcel"], world.noise_seed, world.parameters)
    given_up = troubles.given_up_at(scanned_at, world.rules)
    heard = (there > 0) & ((silent == 0) | (there + silent <= given_up))
    return np.where(heard, there + silent, 0)


def received_at(world: World, orders: Columns) -> Array:
    """When customers had their parcels, whatever the carrier says; 0 for the lost and unsent."""
    sent = orders.only(_HANDED)
    there = _there(world, sent, first_scan(world, sent))
    return np.where(orders["rts_at"] > 0, there, 0)


def _there(world: World, sent: Columns, scanned_at: Array) -> Array:
    """When parcels arrive; 0 for those that the carrier loses."""
    carrier, usual = sent["carrier"], np.array(world.parameters.carrier_factors)
    longer = usual[np.minimum(carrier, len(usual) - 1)] * slower(world, carrier, sent["rts_at"])
    zone = places().zone[latent.place(sent["buyer_id"], world.noise_seed)]
    if sent["service"].any():
        longer = longer * _pace(world.book.code)[sent["service"], zone]
    return latent.arrival_moment(
        sent["parcel"], scanned_at, zone, longer, world.noise_seed, world.parameters
    )


@cache
def _pace(region: str) -> npt.NDArray[np.float64]:
    """How long each service (by its number) needs to each zone, as a share of the first one's."""
    known = list(services(region).values())
    days = np.array([each.days_low + each.days_high for each in known], dtype=np.float64)
    pace = np.ones((len(known) + 1, days.shape[1] + 1))
    pace[1:, 1:] = days / days[0]
    return pace


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
    """Settle when the buyers of orders that were paid will cancel them, or ask to."""
    paid = orders.only(("id", "paid_at", "ship_from")).where(which)
    quits, asks = leaving(world, paid["id"], paid["paid_at"], paid["ship_from"])
    orders["quits_at"][which] = quits
    orders["asks_off_at"][which] = asks


def leaving(world: World, ids: Array, paid_at: Array, ship_from: Array) -> tuple[Array, Array]:
    """When buyers cancel without asking the seller, and when they ask; 0 for never.

    They do so during the hold, and afterwards where the shop approves their requests by itself.
    """
    noise, known = world.noise_seed, world.parameters
    quits = latent.quitting_moment(ids, paid_at, ship_from, noise, known)
    asks = np.where(quits == 0, latent.cancel_request(ids, ship_from, noise, known), 0)
    hours = world.fulfilment.auto_cancel_hours
    if not hours:
        return quits, asks
    within = (asks > 0) & ((hours == BEFORE_READY) | (asks <= paid_at + hours * HOUR))
    return np.where(within, asks, quits), np.where(within, 0, asks)


def _change_minds(orders: Columns, stretch: Stretch) -> None:
    """Some buyers cancel before anything is shipped, which nobody has to approve."""
    quits = _due(orders, "quits_at", stretch)
    quits = quits[_unshipped(orders, quits)]
    _cancel(orders, quits, orders["quits_at"][quits], Role.BUYER, "changed_mind")


def _unshipped(orders: Columns, index: Array) -> Bools:
    return np.asarray((orders["rts_at"][index] == 0) & (orders["partial_at"][index] == 0))


def _ask_off(world: World, orders: Columns, stretch: Stretch) -> None:
    """Some ask the seller to cancel what is not shipped yet."""
    index = _due(orders, "asks_off_at", stretch)
    index = index[_unshipped(orders, index) & (orders["paid_at"][index] > 0)]
    if not len(index):
        return
    asking = orders.only(("id", "asks_off_at")).where(index)
    new = blank_cancellations(len(index)).told(
        mark=NEW,
        order_id=asking["id"],
        status=CancellationStatus.CANCELLATION_REQUEST_PENDING,
        reason=latent.cancel_reason(asking["id"], world.noise_seed),
        requested_at=asking["asks_off_at"],
        respond_by=aftersales.cancel_by(asking["asks_off_at"], stretch.rules),
    )
    joined = world.cancellations.joined(new)
    world.cancellations = joined.where(np.argsort(joined["order_id"]))


def _let_off(world: World, stretch: Stretch) -> None:
    """Requests that stay unanswered are approved by the platform."""
    requests, orders = world.cancellations, world.orders
    if not len(requests):
        return
    silent = open_requests(world) & stretch.holds(requests["respond_by"])
    which, at = world.order_index(requests["order_id"][silent]), requests["respond_by"][silent]
    orders["cancelled_at"][which] = at
    orders["cancel_role"][which] = Role.BUYER.name
    orders["cancel_reason"][which] = requests["reason"][silent]
    answer_requests(world, positions(silent), at, approved=True)


def _close_moot(world: World) -> None:
    """Requests to cancel what the system has cancelled meanwhile have nothing left to ask."""
    requests = world.cancellations
    if len(requests):
        ended = world.orders["cancelled_at"][world.order_index(requests["order_id"])]
        moot = positions(open_requests(world) & (ended > 0))
        answer_requests(world, moot, ended[moot], approved=True)


def open_requests(world: World) -> Bools:
    """Which requests to cancel wait for an answer."""
    pending = CancellationStatus.CANCELLATION_REQUEST_PENDING
    return np.asarray(world.cancellations["status"] == pending)


def answer_requests(world: World, which: Array, at: Array | int, *, approved: bool) -> None:
    """Close requests to cancel (positions in ``World.cancellations``)."""
    requests = world.cancellations
    requests["status"][which] = (
        CancellationStatus.CANCELLATION_REQUEST_SUCCESS
        if approved
        else CancellationStatus.CANCELLATION_REQUEST_CANCELLED
    )
    requests["answered_at"][which] = at
    touch(requests, which)


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


def _scan(orders: Columns, stretch: Stretch) -> None:
    """Carriers scan what was handed over, once."""
    scanned = _due(orders, "scans_at", stretch)
    scanned = scanned[orders["shipped_at"][scanned] == 0]
    orders["shipped_at"][scanned] = orders["scans_at"][scanned]


def _deliver(orders: Columns, stretch: Stretch) -> Array:
    """Parcels arrive; positions of the orders delivered."""
    delivered = _due(orders, "arrives_at", stretch)
    delivered = delivered[orders["delivered_at"][delivered] == 0]
    orders["delivered_at"][delivered] = orders["arrives_at"][delivered]
    return np.asarray(delivered)


def _lose(world: World, orders: Columns, stretch: Stretch) -> None:
    """Parcels without a further scan for so long are lost: the system cancels their orders."""
    lost = positions((orders["shipped_at"] > 0) & (orders["arrives_at"] == 0))
    lost = lost[orders["delivered_at"][lost] == 0]
    at = troubles.given_up_at(orders["shipped_at"][lost], stretch.rules)
    given_up = stretch.holds(at) & (orders["cancelled_at"][lost] == 0)
    lost, at = lost[given_up], at[given_up]
    _cancel(orders, lost, at, Role.SYSTEM, PARCEL_LOST)
    sour(world, orders["buyer_id"][lost], at)
