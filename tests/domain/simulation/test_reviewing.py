"""Reviews: who writes them, how many stars, and when others read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from domain.kernel.clock import DAY
from domain.simulation import latent
from domain.simulation.offering import assortments
from domain.simulation.parameters import parameters
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import column, played, rich_world, with_parameters
from tests.domain.simulation.states import by_id, by_key

IDS = np.arange(60_000)
OPENED_WITH = 20


@pytest.fixture(scope="module")
def reviewed() -> World:
    """Four weeks in which half of the buyers review soon, and a strike makes parcels late."""
    world = rich_world(impressions=9_000.0, stock=2_000, reviews=OPENED_WITH)
    with_parameters(world, review_rates=(0.5,) * 5, review_delay_days=1.0, transit_days=5.0)
    return played(world, 28)


def reviews_of(world: World) -> list[dict[str, Any]]:
    return list(by_key(world.reviews, "order_id").values())


def orders_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([*world.left, world.orders])


def test_a_late_parcel_never_gets_more_stars_and_on_average_as_many_fewer_as_given() -> None:
    known = replace(parameters(), stars_usual=3.6, stars_deviation=0.4, stars_mismatch=0.0)
    wrong = latent.defects(IDS, 5, known)
    on_time = latent.stars(IDS, wrong, np.zeros(len(IDS), dtype=bool), 5, known)
    late = latent.stars(IDS, wrong, np.ones(len(IDS), dtype=bool), 5, known)
    assert (late <= on_time).all()
    assert (on_time - late).mean() == pytest.approx(known.stars_late, abs=0.1)
    assert set(on_time.tolist()) | set(late.tolist()) <= {1, 2, 3, 4, 5}


def test_goods_unlike_their_description_get_fewer_stars() -> None:
    known, never = parameters(), np.zeros(len(IDS), dtype=bool)
    wrong = latent.defects(IDS, 5, known)
    stars, bad = latent.stars(IDS, wrong, never, 5, known), wrong.mismatched
    assert 0.3 * known.stars_mismatch < stars[~bad].mean() - stars[bad].mean()


def test_each_number_of_stars_is_written_down_at_its_own_rate() -> None:
    known, never = parameters(), np.zeros(len(IDS), dtype=bool)
    at = np.full(len(IDS), 1_800_000_000)
    stars = latent.stars(IDS, latent.defects(IDS, 5, known), never, 5, known)
    writes = latent.review_moment(IDS, at, stars, 5, known) > 0
    for number, rate in enumerate(known.review_rates, start=1):
        assert writes[stars == number].mean() == pytest.approx(rate, abs=0.015)


def test_a_review_is_written_days_after_delivery_while_the_order_is_open(reviewed: World) -> None:
    orders, found = orders_of(reviewed), reviews_of(reviewed)
    assert len(found) > 100
    for review in found:
        since = review["reviewed_at"] - orders[review["order_id"]]["delivered_at"]
        assert 2 * DAY <= since < reviewed.rules.complete_days * DAY


def test_stars_are_those_of_the_order_and_late_ones_get_fewer(reviewed: World) -> None:
    orders = orders_of(reviewed)
    given: dict[bool, list[int]] = {True: [], False: []}
    for review in reviews_of(reviewed):
        order = orders[review["order_id"]]
        late = order["delivered_at"] > order["deliver_by"]
        number, tardy = column(review["order_id"]), np.array([late])
        noise, known = reviewed.noise_seed, reviewed.parameters
        wrong = latent.defects(number, noise, known)
        right = latent.stars(number, wrong, tardy, noise, known)
        assert review["stars"] == int(right[0])
        given[late].append(review["stars"])
    assert len(given[True]) > 10
    assert np.mean(given[True]) < np.mean(given[False]) - 0.5


def test_a_review_is_about_a_product_of_its_order(reviewed: World) -> None:
    lines = by_key([*reviewed.left_lines, reviewed.lines], "order_id", "sku_id")
    assert all((each["order_id"], each["sku_id"]) in lines for each in reviews_of(reviewed))


def test_reviews_count_from_the_day_after_they_were_written(reviewed: World) -> None:
    midnight = int(reviewed.book.calendar.midnight(reviewed.day))
    skus = reviewed.skus
    for index, sku in enumerate(skus["id"].tolist()):
        mine = [each for each in reviews_of(reviewed) if each["sku_id"] == sku]
        read = [each["stars"] for each in mine if each["reviewed_at"] <= midnight]
        today = [each["stars"] for each in mine if each["reviewed_at"] > midnight]
        assert skus["reviews"][index] == OPENED_WITH + len(read)
        assert skus["stars"][index] == OPENED_WITH * 9 // 2 + sum(read)
        assert skus["ones"][index] == read.count(1)
        assert skus["reviews_today"][index] == len(today)
        assert skus["stars_today"][index] == sum(today)
    shown = assortments(reviewed)[0].offer
    assert shown.reviews.tolist() == skus["reviews"].tolist()


def test_a_mean_of_few_reviews_is_drawn_to_the_usual_one() -> None:
    world = rich_world(reviews=0)
    usual, prior = world.parameters.rating_usual, world.parameters.rating_prior
    assert assortments(world)[0].offer.rating == pytest.approx(usual)
    world.skus["reviews"][0], world.skus["stars"][0], world.skus["ones"][0] = 3, 3, 3
    shown = assortments(world)[0].offer
    assert shown.rating[0] == pytest.approx((3 + prior * usual) / (3 + prior))
    assert shown.ones[0] == 1.0
    assert shown.rating[1] == pytest.approx(usual)
