"""Messages: what brings them, how long an answer counts, and what it does to buyers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from domain.inbox.commands import AnswerMessages
from domain.inbox.rules import Topic
from domain.kernel.clock import DAY, HOUR
from domain.simulation.decisions import Command
from domain.simulation.demand import demand
from domain.simulation.policies import Policy, sensible
from domain.simulation.stretch import Stretch
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import played, rich_world, with_parameters
from tests.domain.simulation.states import by_id

MUCH = {"message_rate": 0.1, "message_late_factor": 6.0, "chat_rate": 0.05, "transit_days": 5.0}


def messages_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left_messages, world.messages])


def orders_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left, world.orders])


def answering(share: int) -> Policy:
    """A sensible seller who answers that share (percent) of what is new, and the rest never."""

    def policy(world: World) -> list[Command]:
        waiting = world.messages["id"][world.messages["asked_at"] > world.now - DAY]
        chosen = tuple(each for each in waiting.tolist() if each // 10 % 100 < share)
        others = [each for each in sensible(world) if not isinstance(each, AnswerMessages)]
        return [*others, *([AnswerMessages(chosen)] if chosen else [])]

    return policy


@pytest.fixture(scope="module")
def chatty() -> World:
    """A month with many messages; half of them are answered."""
    world = with_parameters(rich_world(impressions=9_000.0, stock=3_000), **MUCH)
    return played(world, 28, answering(50))


def test_a_buyer_complains_once_and_only_when_the_parcel_is_late(chatty: World) -> None:
    orders, about = orders_of(chatty), messages_of(chatty)
    complaints = [each for key, each in about.items() if key % 10 == 2]
    assert len(complaints) > 30
    for each in complaints:
        order = orders[each["order_id"]]
        assert each["topic"] == Topic.WHERE_IS_MY_ORDER
        assert each["asked_at"] > order["deliver_by"]
        arrived = order["delivered_at"] or order["cancelled_at"] or chatty.now
        assert arrived > order["deliver_by"]
    assert len({each["order_id"] for each in complaints}) == len(complaints)


def test_late_parcels_bring_so_many_times_the_messages_of_others(chatty: World) -> None:
    orders = orders_of(chatty)
    old = chatty.now - 5 * DAY  # their buyers have had time to write
    wrote = {each["order_id"] for each in messages_of(chatty).values()}
    count = {True: [0, 0], False: [0, 0]}
    for number, order in orders.items():
        if order["delivered_at"] and order["deliver_by"] < old:
            late = order["delivered_at"] > order["deliver_by"]
            count[late][0] += 1
            count[late][1] += number in wrote
    (all_late, late), (all_usual, usual) = count[True], count[False]
    assert all_late > 30
    expected = 1 - (1 - 0.1) * (1 - 0.1 * (MUCH["message_late_factor"] - 1))
    assert usual / all_usual == pytest.approx(0.1, abs=0.05)
    assert late / all_late == pytest.approx(expected, abs=0.2)


def test_about_an_order_nobody_writes_before_paying_or_after_cancelling(chatty: World) -> None:
    orders = orders_of(chatty)
    written = [each for each in messages_of(chatty).values() if each["order_id"]]
    assert len(written) > 50
    for each in written:
        order = orders[each["order_id"]]
        assert 0 < order["paid_at"] < each["asked_at"]
        assert not order["cancelled_at"] or each["asked_at"] < order["cancelled_at"]


def test_an_answer_counts_for_so_many_hours(chatty: World) -> None:
    hours = chatty.rules.message_answer_hours
    for each in messages_of(chatty).values():
        assert each["answer_by"] == each["asked_at"] + hours * HOUR


def test_what_buyers_expect_is_the_share_answered_in_time_of_what_was_due(chatty: World) -> None:
    midnight = int(chatty.book.calendar.midnight(chatty.day))
    due = [each for each in messages_of(chatty).values() if each["answer_by"] <= midnight]
    in_time = [each for each in due if 0 < each["answered_at"] <= each["answer_by"]]
    assert len(due) > 100
    assert chatty.answered == (len(in_time) * 10_000 + len(due) // 2) // len(due)
    assert 3_500 < chatty.answered < 6_500


def test_a_message_too_old_to_answer_leaves_unanswered(chatty: World) -> None:
    since = int(chatty.book.calendar.midnight(chatty.day)) - chatty.rules.message_open_days * DAY
    kept = set(chatty.messages["id"].tolist())
    for key, each in messages_of(chatty).items():
        assert (key in kept) == (each["asked_at"] > since)


def test_answers_convince_some_of_those_who_ask_and_lose_nobody() -> None:
    world = with_parameters(rich_world(impressions=60_000.0), chat_rate=0.5, answer_weight=0.3)
    end = int(world.book.calendar.midnight(world.day + 1))

    def bought(answered: int) -> tuple[set[int], int]:
        other = world.copy()
        other.answered = answered
        found = demand(other, Stretch(world.now, end, world.rules))
        return set(found.wishes["key"].tolist()), int(found.clicks.sum())

    (nobody, clicks), (half, half_clicks), (all_, all_clicks) = (
        bought(each) for each in (0, 5_000, 10_000)
    )
    assert nobody <= half <= all_
    assert nobody < all_
    assert clicks == half_clicks == all_clicks


def test_questions_before_buying_come_at_their_rate_and_are_about_no_order() -> None:
    world = with_parameters(rich_world(impressions=60_000.0), chat_rate=0.2)
    found = demand(
        world,
        Stretch(world.now, int(world.book.calendar.midnight(world.day + 1)), world.rules),
    )
    clicks = int(found.clicks.sum())
    assert len(found.asked) / clicks == pytest.approx(0.2, abs=0.02)
    played(world, 1, lambda _: [])
    asked = [each for each in messages_of(world).values() if each["topic"] == Topic.BEFORE_BUYING]
    assert asked
    assert {each["order_id"] for each in asked} == {0}
    assert np.isin([each["sku_id"] for each in asked], world.skus["id"]).all()
