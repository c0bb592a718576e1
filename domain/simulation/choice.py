"""How buyers choose: a nested logit in log price, one nest for each group of substitutes.

Model and sources: simulation reference, section 2. Shapes: every column is over SKUs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.simulation.parameters import Parameters

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a buyer sees of each SKU, and what is known of it; prices in minor units."""

    price: Floats
    """What the buyer pays for one unit, shipping included."""
    market_price: Floats
    reference_price: Floats
    """What buyers have paid lately."""
    deal: Floats
    """Log of the list price over what promotions leave of it for one unit; 0 without any."""
    rival: Floats
    """Mean log of the rivals' prices over what they usually ask."""
    reviews: Floats
    rating: Floats
    """Mean stars."""
    ones: Floats
    """Share of reviews with one star."""
    photos: Floats
    """From 0 (none) to 1 (enough)."""
    sooner: Floats
    """Business days by which the promised delivery is earlier than the platform asks."""
    held_back: Floats
    """Share of orders that buyers hold back after a deal."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What is fixed about each SKU: quality in utility, own-price elasticity, group's number."""

    quality: Floats
    elasticity: Floats
    nest: npt.NDArray[np.int64]


def plain(offer: Offer, parameters: Parameters) -> Offer:
    """The offer at market prices with nothing that speaks for or against it."""
    zero = np.zeros_like(offer.price)
    return replace(
        offer,
        price=offer.market_price,
        reference_price=offer.market_price,
        deal=zero,
        rival=zero,
        reviews=zero + parameters.review_count_usual,
        rating=zero + parameters.rating_usual,
        ones=zero,
        sooner=zero,
        held_back=zero,
    )


def purchase_probability(
    offer: Offer,
    taste: Taste,
    *,
    available: npt.NDArray[np.bool_],
    parameters: Parameters,
    appeal: float = 0.0,
) -> Floats:
    """The probability that a click on each SKU becomes an order.

    The nest's size rescales what belongs to one SKU so that published elasticities come out as
    given; what belongs to the whole shop (``appeal``, delivery) enters undivided.
    """
    rho, nest = parameters.nest_correlation, taste.nest
    kappa, base = _scales(nest.tobytes(), rho, parameters.purchase_rate)
    gamma = parameters.reference_price_weight
    own = (
        parameters.deal_weight * offer.deal
        + parameters.rival_weight * offer.rival
        + parameters.review_count_weight
        * np.log((1.0 + offer.reviews) / (1.0 + parameters.review_count_usual))
        + parameters.rating_weight * np.log(offer.rating / parameters.rating_usual)
        + parameters.one_star_weight * offer.ones
        + parameters.photo_weight * offer.photos
        + np.log1p(-offer.held_back)
    )
    utility = (
        base
        + taste.quality
        + (taste.elasticity / kappa - gamma) * np.log(offer.price / offer.market_price)
        + gamma * np.log(offer.price / offer.reference_price)
        + own / kappa
        + parameters.promise_weight * offer.sooner
        + appeal
    )
    weight = np.where(available, np.exp(utility / (1.0 - rho)), 0.0)
    total = np.bincount(nest, weights=weight)[nest]
    inclusive = np.power(total, 1.0 - rho)
    within = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0.0)
    return np.asarray(inclusive / (1.0 + inclusive) * within)


@lru_cache(maxsize=64)
def _scales(nest: bytes, rho: float, rate: float) -> tuple[Floats, Floats]:
    """For each SKU, by what its nest's size divides what is its own, and its utility as usual."""
    number = np.frombuffer(nest, np.int64)
    size = np.bincount(number)[number].astype(np.float64)
    share = np.minimum(size * rate, 0.9)
    kappa = (1.0 - rho / size) / (1.0 - rho)
    base = np.log(share / (1.0 - share)) - (1.0 - rho) * np.log(size)
    for column in (kappa, base):
        column.setflags(write=False)
    return kappa, base


def truncated_elasticity(z: Floats, parameters: Parameters) -> Floats:
    """Each SKU's own-price elasticity from several standard normal values, one row for each SKU.

    The first that leads to a value between the bounds counts; without any, the nearer bound.
    """
    drawn = parameters.price_elasticity + parameters.price_elasticity_deviation * z
    low, high = parameters.price_elasticity_bounds
    first = ((drawn >= low) & (drawn <= high)).argmax(axis=1)
    return np.asarray(np.clip(drawn[np.arange(len(drawn)), first], low, high))
