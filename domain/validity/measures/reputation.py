"""Reviews: what they do to sales, and what makes them."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array
from domain.simulation import latent
from domain.simulation.world import World
from domain.validity.lab import SMALL, Lab, freeze

_WEEK = 7


def _reviewed(world: World, turn: Array, count: int, mean: float, ones: int = 0) -> None:
    """Give SKUs so many reviews with that mean."""
    world.skus["reviews"][turn] = count
    world.skus["stars"][turn] = round(count * mean)
    world.skus["ones"][turn] = ones


def review_count(lab: Lab) -> float:
    """By what share twice as many reviews of the same mean raise orders."""
    return lab.lift_between(
        "review-count",
        lambda world, turn: _reviewed(world, turn, 50, 4.4),
        lambda world, turn: _reviewed(world, turn, 100, 4.4),
    )


def rating(lab: Lab) -> float:
    """By what share orders rise when a mean of 4.4 becomes one of 4.7, with a hundred reviews."""
    return lab.lift_between(
        "rating",
        lambda world, turn: _reviewed(world, turn, 100, 4.4),
        lambda world, turn: _reviewed(world, turn, 100, 4.7),
    )


def first_reviews(lab: Lab) -> float:
    """By what share the first five reviews raise orders."""
    return lab.lift_between(
        "first-reviews",
        lambda world, turn: _reviewed(world, turn, 0, 4.4),
        lambda world, turn: _reviewed(world, turn, 5, 4.4),
    )


def one_star_weight(lab: Lab) -> float:
    """What one more review of one star costs, for what one more of five stars brings."""
    before = lab.lift("twenty", lambda world, turn: _reviewed(world, turn, 20, 4.4))
    moved = []
    for stars in (1, 5):

        def add(world: World, turn: Array, stars: int = stars) -> None:
            _reviewed(world, turn, 21, (20 * 4.4 + stars) / 21, int(stars == 1))

        moved.append((1.0 + lab.lift(f"one more {stars}", add)) / (1.0 + before) - 1.0)
    return -moved[0] / moved[1] if moved[1] else 0.0


def first_negative(lab: Lab) -> float:
    """By how much weekly growth falls when a SKU with ten good reviews gets its first bad one."""
    turn, growth = lab.turns[0], []
    for bad in (False, True):
        world = lab.world(SMALL, freeze)
        _reviewed(world, turn, 10, 5.0)
        ids, sold = world.skus["id"][turn], []
        for number, end in enumerate(lab.course(world, 2 * _WEEK), start=1):
            mine = [part["orders"][np.isin(part["sku_id"], ids)] for part in end.traffic]
            sold.append(sum(int(orders.sum()) for orders in mine))
            if bad and number == _WEEK:
                _reviewed(world, turn, 11, 51 / 11, 1)
        growth.append(sum(sold[_WEEK:]) / sum(sold[:_WEEK]))
    return float(growth[0] - growth[1])


def late_stars(lab: Lab) -> float:
    """How many stars lower reviews of the same parcels are when all of them are late."""
    ids = lab.opening("usual").orders["id"]
    rates, means = np.array(lab.parameters.review_rates), []
    wrong = latent.defects(ids, lab.seed, lab.parameters)
    for late in (False, True):
        stars = latent.stars(ids, wrong, np.full(len(ids), late), lab.seed, lab.parameters)
        weight = rates[stars - 1]
        means.append(float((stars * weight).sum() / max(weight.sum(), 1e-9)))
    return means[0] - means[1]


def _written(lab: Lab) -> Array:
    """The stars of every review of the opening day's orders."""
    reviews = lab.lives.reviews
    return reviews["stars"] if reviews is not None else np.zeros(0, dtype=np.int64)


def five_stars(lab: Lab) -> float:
    """The share of reviews with five stars."""
    stars = _written(lab)
    return float((stars == 5).mean()) if len(stars) else 0.0


def polarity(lab: Lab) -> float:
    """By how much the share of reviews with one star exceeds that with two."""
    stars = _written(lab)
    return float((stars == 1).mean() - (stars == 2).mean()) if len(stars) else 0.0


def review_rate(lab: Lab) -> float:
    """Reviews for each delivered order."""
    delivered = (lab.lives.orders["delivered_at"] > 0).sum()
    return float(len(_written(lab)) / delivered)
