"""Messages: what buyers ask, and how many of their questions were answered in time."""

from __future__ import annotations

import numpy as np

from domain.health import rules as health
from domain.inbox import rules as inbox
from domain.inbox.rules import Topic
from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns
from domain.kernel.money import BASIS
from domain.rulebook import Rules
from domain.simulation import latent
from domain.simulation.parcels import is_late, subject_line, while_open
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, blank_messages, touch

_BASE, _LATE, _BEFORE = 1, 2, 3
"""The last digit of a message's id says which of an order's messages it is."""


def write_messages(world: World, asked: Columns, stretch: Stretch) -> None:
    """Buyers write before buying, about their orders, and when a parcel is late."""
    orders = world.orders
    usual = _write(orders, "writes_at", stretch)
    late_orders = _write(orders, "complains_at", stretch)
    there = orders.only(("delivered_at", "deliver_by")).where(late_orders)
    late_orders = late_orders[(there["delivered_at"] == 0) | is_late(there)]
    parts = []
    if len(asked):
        number = (asked["key"] % np.uint64(10**17)).view(np.int64)
        sku_id = world.skus["id"][asked["sku"]]
        ids, at = number * 10 + _BEFORE, asked["at"]
        parts.append(_message(ids, 0, sku_id, Topic.BEFORE_BUYING, at, stretch.rules))
    for index, digit, moment in ((usual, _BASE, "writes_at"), (late_orders, _LATE, "complains_at")):
        if len(index):
            ids = orders["id"][index]
            topic = (
                latent.message_topic(ids, world.noise_seed, world.parameters)
                if digit == _BASE
                else Topic.WHERE_IS_MY_ORDER.value
            )
            sku_id = world.lines["sku_id"][subject_line(world, ids, world.lines)]
            at = orders[moment][index]
            parts.append(_message(ids * 10 + digit, ids, sku_id, topic, at, stretch.rules))
    if parts:
        joined = world.messages.joined(*parts)
        world.messages = joined.where(np.argsort(joined["id"]))


def _write(orders: Columns, moment: str, stretch: Stretch) -> Array:
    """Orders whose buyers write in the stretch: paid ones, until they are cancelled or final."""
    index = while_open(orders, moment, stretch)
    at, paid, cancelled = (orders[name][index] for name in (moment, "paid_at", "cancelled_at"))
    writes = (paid > 0) & (paid < at) & ((cancelled == 0) | (at < cancelled))
    return np.asarray(index[writes])


def _message(
    ids: Array, order_id: Array | int, sku_id: Array, topic: Array | str, at: Array, rules: Rules
) -> Columns:
    return blank_messages(len(ids)).told(
        mark=NEW,
        id=ids,
        order_id=order_id,
        sku_id=sku_id,
        topic=topic,
        asked_at=at,
        answer_by=inbox.answer_by(at, rules),
    )


def count_answers(world: World, stretch: Stretch) -> None:
    """Count the messages that were to be answered by now, and those that were."""
    messages = world.messages
    due = messages.where(stretch.holds(messages["answer_by"]))
    if not len(due):
        return
    in_time = (due["answered_at"] > 0) & (due["answered_at"] <= due["answer_by"])
    before = world.answers.get(world.day, (0, 0))
    world.answers[world.day] = (before[0] + len(due), before[1] + int(in_time.sum()))


def close_messages(world: World) -> None:
    """At the day's end: what buyers expect of the shop, and messages too old to answer."""
    since = world.day - world.rules.health_window_days + 1
    world.answers = {day: counts for day, counts in world.answers.items() if day >= since}
    window = list(world.answers.values())
    due, answered = (sum(each[part] for each in window) for part in (0, 1))
    rate = health.rate(answered, due)
    world.answered = BASIS if rate is None else rate
    old = world.messages["asked_at"] <= world.now - world.rules.message_open_days * DAY
    if old.any():
        world.left_messages.append(world.messages.where(old))
        world.messages = world.messages.where(~old)


def answer(world: World, which: Array) -> None:
    """The seller answers messages (positions in ``World.messages``) now."""
    world.messages["answered_at"][which] = world.now
    touch(world.messages, which)
