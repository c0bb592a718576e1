"""What will happen to an order, drawn from its id alone: payment, parcels, returns, messages.

The file does not store latent outcomes: the same id gives the same outcome whenever it is asked.
All results are columns over orders.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.aftersales.rules import ReturnKind
from domain.inbox.rules import Topic
from domain.kernel.clock import DAY, HOUR, MINUTE, Seconds
from domain.kernel.columns import Array
from domain.kernel.randomness import (
    ONE,
    Stream,
    exponential_seconds,
    halves,
    lognormal_seconds,
    normal,
    pick,
    threshold,
    uniform,
)
from domain.simulation.parameters import Parameters, places, return_categories

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def payment_moment(
    order_id: Array, created_at: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer pays; 0 for never."""
    whether, when = halves(noise, Stream.PAYMENT, order_id)
    median = parameters.payment_minutes * MINUTE
    delay = np.maximum(1, lognormal_seconds(when, median, parameters.payment_deviation))
    return np.where(whether >= threshold(parameters.abandon_rate), created_at + delay, 0)


def quitting_moment(
    order_id: Array, paid_at: Seconds, ship_from: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer cancels between payment and the hold's end; 0 for most: never."""
    whether, when = halves(noise, Stream.BUYER_CANCEL, order_id)
    moment = paid_at + 1 + when * (ship_from - paid_at - 1) // ONE
    return np.where(whether < threshold(parameters.buyer_cancel_rate), moment, 0)


def cancel_request(
    order_id: Array, ship_from: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer asks to cancel after the hold; 0 for most: never."""
    whether, when = halves(noise, Stream.CANCEL_REQUEST, order_id)
    delay = np.maximum(1, exponential_seconds(when, parameters.cancel_request_hours * HOUR))
    return np.where(whether < threshold(parameters.cancel_request_rate), ship_from + delay, 0)


_CANCEL_REASONS = np.array(
    ("changed_mind", "ordered_by_mistake", "found_cheaper", "address_wrong"), dtype=object
)


def cancel_reason(order_id: Array, noise: int) -> Array:
    """Why each of those buyers asks, as a code."""
    u = uniform(noise, Stream.CANCEL_REQUEST, order_id, 1)
    return _CANCEL_REASONS[u * len(_CANCEL_REASONS) // ONE]


def scan_moment(
    order_id: Array, handed_over_at: Seconds, slower: Floats, noise: int, parameters: Parameters
) -> Seconds:
    """When the carrier first scans each parcel; ``slower`` is 2 where that takes twice as long."""
    u = uniform(noise, Stream.FIRST_SCAN, order_id)
    median = parameters.first_scan_days * DAY * slower
    delay = lognormal_seconds(u, median, parameters.first_scan_deviation)
    return handed_over_at + np.maximum(1, delay)


def arrival_moment(
    order_id: Array,
    shipped_at: Seconds,
    zone: Array,
    slower: Floats,
    noise: int,
    parameters: Parameters,
) -> Seconds:
    """When each parcel arrives after its first scan, by zone (2 near to 8 far); 0: it is lost."""
    mean = (parameters.transit_days + parameters.transit_days_per_zone * (zone - 2)) * slower
    sigma = parameters.transit_deviation
    median = mean * DAY * np.exp(-sigma * sigma / 2.0)
    whether, when = halves(noise, Stream.TRANSIT, order_id)
    transit = np.maximum(1, lognormal_seconds(when, median, sigma))
    return np.where(whether < threshold(parameters.lost_rate), 0, shipped_at + transit)


def unreported(order_id: Array, noise: int, parameters: Parameters) -> Seconds:
    """How long after each parcel's arrival the carrier says so: 0 for nearly all."""
    whether, when = halves(noise, Stream.UNREPORTED, order_id)
    gap = DAY + exponential_seconds(when, parameters.unreported_days * DAY)
    return np.where(whether < threshold(parameters.unreported_rate), gap, 0)


def customer_reply(
    inquiry_id: Array, asked_at: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each customer replies who was asked whether the parcel has come; 0 for never."""
    whether, when = halves(noise, Stream.REPLY, inquiry_id)
    delay = np.maximum(1, exponential_seconds(when, parameters.reply_hours * HOUR))
    return np.where(whether < threshold(parameters.reply_rate), asked_at + delay, 0)


class Defects(NamedTuple):
    """What is wrong with the goods of each order."""

    damaged: Bools
    """They arrive damaged."""
    mismatched: Bools
    """They are not what the buyer expected."""


def defects(order_id: Array, noise: int, parameters: Parameters) -> Defects:
    """What will be wrong with what arrives."""
    damage, mismatch = halves(noise, Stream.DEFECTS, order_id)
    return Defects(
        damage < threshold(parameters.damaged_rate),
        mismatch < threshold(parameters.mismatch_rate),
    )


def stars(
    order_id: Array, wrong: Defects, late: Bools, noise: int, parameters: Parameters
) -> Array:
    """How many stars from 1 to 5 the buyer would give a delivered order."""
    z = normal(uniform(noise, Stream.STARS, order_id))
    bad = wrong.damaged | wrong.mismatched
    score = parameters.stars_usual + parameters.stars_deviation * z
    score = score - parameters.stars_late * late - parameters.stars_mismatch * bad
    whole = np.rint(np.rint(score * (1 << 20)) / (1 << 20))
    return np.asarray(np.clip(whole, 1, 5), dtype=np.int64)


def review_moment(
    order_id: Array, delivered_at: Seconds, stars: Array, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer reviews what was delivered, by its stars; 0 for most: never."""
    rate = np.array(parameters.review_rates)[stars - 1]
    whether, when = halves(noise, Stream.REVIEW, order_id)
    delay = parameters.review_wait_days * DAY + exponential_seconds(
        when, parameters.review_delay_days * DAY
    )
    return np.where(whether < threshold(rate), delivered_at + delay, 0)


def category_number(category: Array) -> Array:
    """The position of each category in ``Parameters.return_rates``; the last for all others."""
    known = return_categories()
    return np.array([known.get(name, len(known)) for name in category.tolist()], dtype=np.int64)


def _return_causes(
    wrong: Defects, category: Array, late: Bools, parameters: Parameters
) -> tuple[Floats, Floats, Floats]:
    """Chances that an order comes back for damage, for the unexpected, and for any reason.

    An order on time comes back with its category's rate all in all.
    """
    on_damage = np.asarray(parameters.return_damaged * wrong.damaged)
    on_mismatch = np.asarray(parameters.return_mismatch * wrong.mismatched)
    average = (
        parameters.return_damaged * parameters.damaged_rate
        + parameters.return_mismatch * parameters.mismatch_rate
    )
    other = np.maximum(np.array(parameters.return_rates)[category] - average, 0.0)
    other = other * (1.0 + parameters.return_late_factor * late)
    both = on_damage + on_mismatch
    return on_damage, both, np.asarray(both + other)


def return_request(
    order_id: Array,
    category: Array,
    delivered_at: Seconds,
    wrong: Defects,
    late: Bools,
    noise: int,
    parameters: Parameters,
) -> Seconds:
    """When each buyer asks to return what was delivered; 0 for most: never."""
    rate = _return_causes(wrong, category, late, parameters)[2]
    whether, when = halves(noise, Stream.RETURN, order_id)
    delay = parameters.return_wait_days * DAY + exponential_seconds(
        when, parameters.return_delay_days * DAY
    )
    return np.where(whether < threshold(rate), delivered_at + delay, 0)


_OTHER_REASONS = np.array(("does_not_fit", "changed_mind", "defective"), dtype=object)


def returned(
    order_id: Array, category: Array, late: Bools, noise: int, parameters: Parameters
) -> tuple[Array, Bools]:
    """Why each order that comes back does, as a code, and whether its goods can be sold again."""
    wrong = defects(order_id, noise, parameters)
    damage, mismatch, _ = _return_causes(wrong, category, late, parameters)
    u = uniform(noise, Stream.RETURN, order_id)
    other, sound = halves(noise, Stream.RETURN_REASON, order_id)
    shares = (parameters.return_fit_share, parameters.return_mind_share)
    reason = _OTHER_REASONS[pick(other, shares)]
    reason[u < threshold(mismatch)] = "does_not_fit_description"
    reason[u < threshold(damage)] = "damaged"
    return reason, sound < threshold(parameters.return_resellable_rate)


def return_wait(parameters: Parameters) -> int:
    """Seconds from a return's approval to the goods being handed over, where they ever are."""
    return parameters.return_transit_wait_days * DAY


def return_transit(return_id: Array, noise: int, parameters: Parameters) -> Seconds:
    """Seconds that a returned parcel travels."""
    u = uniform(noise, Stream.RETURN_TRANSIT, return_id)
    return exponential_seconds(u, parameters.return_transit_days * DAY)


_KINDS = np.array(
    [ReturnKind.RETURN_AND_REFUND.value, ReturnKind.REFUND.value, ReturnKind.REPLACEMENT.value],
    dtype=object,
)
_SHOWN_BY_PHOTOS = ("damaged", "does_not_fit_description", "defective")


def return_kind(order_id: Array, noise: int, parameters: Parameters) -> Array:
    """What each buyer who wants to return something asks for."""
    only, new = parameters.return_money_only_share, parameters.return_replacement_share
    chosen = pick(uniform(noise, Stream.RETURN_KIND, order_id), (1.0 - only - new, only))
    return _KINDS[chosen]


def return_photos(order_id: Array, reason: Array, noise: int) -> Array:
    """How many photos each buyer sends: one to three of what can be seen, else none."""
    u = uniform(noise, Stream.RETURN_KIND, order_id, 1)
    seen = np.array([each in _SHOWN_BY_PHOTOS for each in reason.tolist()], dtype=bool)
    return np.where(seen, 1 + u * 3 // ONE, 0)


def never_sent(return_id: Array, noise: int, parameters: Parameters) -> Bools:
    """Which buyers never send back what they may."""
    u = uniform(noise, Stream.RETURN_SENT, return_id)
    return np.asarray(u < threshold(parameters.return_never_sent))


def offer_answer(
    return_id: Array, offer: Array, asked: Array, hours: int, noise: int, parameters: Parameters
) -> tuple[Seconds, Bools]:
    """How long each buyer thinks about a partial refund, and whether they take it."""
    wants, when = halves(noise, Stream.OFFER, return_id)
    least, most = threshold(parameters.offer_least), threshold(parameters.offer_most)
    needed = asked * (least + wants * (most - least) // ONE) // ONE
    return np.maximum(1, when * hours * HOUR // ONE), offer >= needed


def dispute(return_id: Array, days: int, noise: int, parameters: Parameters) -> Seconds:
    """How long after a refusal each buyer takes it to the platform; 0 for never."""
    whether, when = halves(noise, Stream.DISPUTE, return_id)
    delay = np.maximum(1, when * days * DAY // ONE)
    return np.where(whether < threshold(parameters.dispute_rate), delay, 0)


def seller_wins(
    return_id: Array, reason: Array, evidence: Array, noise: int, parameters: Parameters
) -> Bools:
    """Which disputes the platform decides for the seller."""
    known = parameters
    share = known.arbitration_seller + known.arbitration_evidence * (evidence > 0)
    share = share + known.arbitration_mind * (reason == "changed_mind")
    u = uniform(noise, Stream.ARBITRATION, return_id)
    return np.asarray(u < [threshold(each) for each in share.tolist()])


def appeal_granted(return_id: Array, evidence: Array, noise: int, parameters: Parameters) -> Bools:
    """Which appeals the platform grants: none without evidence."""
    u = uniform(noise, Stream.APPEAL, return_id)
    return np.asarray((evidence > 0) & (u < threshold(parameters.appeal_granted)))


def chargeback(
    order_id: Array, delivered_at: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer's bank takes the payment back; 0 for nearly all: never."""
    whether, when = halves(noise, Stream.CHARGEBACK, order_id)
    delay = parameters.chargeback_wait_days * DAY + exponential_seconds(
        when, parameters.chargeback_days * DAY
    )
    return np.where(whether < threshold(parameters.chargeback_rate), delivered_at + delay, 0)


def message_moment(
    order_id: Array, created_at: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer writes about an order, late or not; 0 for most: never."""
    whether, when = halves(noise, Stream.MESSAGE, order_id)
    delay = HOUR + exponential_seconds(when, parameters.message_days * DAY)
    return np.where(whether < threshold(parameters.message_rate), created_at + delay, 0)


def message_topic(order_id: Array, noise: int, parameters: Parameters) -> Array:
    """What those messages are about."""
    u = uniform(noise, Stream.MESSAGE, order_id, 1)
    return _TOPICS[pick(u, parameters.message_topics)]


_TOPICS = np.array(
    [
        topic.value
        for topic in (Topic.WHERE_IS_MY_ORDER, Topic.PRODUCT, Topic.CHANGE_ORDER, Topic.RETURN)
    ],
    dtype=object,
)


def complaint_moment(
    order_id: Array, deliver_by: Seconds, noise: int, parameters: Parameters
) -> Seconds:
    """When each buyer writes if the parcel is late by then; 0 for most: never."""
    whether, when = halves(noise, Stream.COMPLAINT, order_id)
    rate = parameters.message_rate * (parameters.message_late_factor - 1.0)
    moment = deliver_by + 1 + exponential_seconds(when, parameters.complaint_days * DAY)
    return np.where(whether < threshold(rate), moment, 0)


def place(buyer_id: Array, noise: int) -> Array:
    """The position in ``places()`` of each buyer's home."""
    return np.searchsorted(places().chosen, uniform(noise, Stream.PLACE, buyer_id), side="right")


def recipient(buyer_id: Array, noise: int) -> tuple[Array, Array, Array]:
    """Invented name, phone and street of each buyer."""
    known = places()
    pick = [
        uniform(noise, Stream.BUYER, buyer_id, part) * size // ONE
        for part, size in enumerate((len(known.names), len(known.initials), len(known.streets)))
    ]
    number = uniform(noise, Stream.STREET, buyer_id)
    names = known.names[pick[0]] + " " + known.initials[pick[1]]
    phones = np.array([f"(+1) *** *** {n % 10_000:04d}" for n in number.tolist()], dtype=object)
    houses = np.array([f"{1 + n % 980} " for n in number.tolist()], dtype=object)
    return names, phones, houses + known.streets[pick[2]]
