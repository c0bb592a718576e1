"""What a practice shop offers at the moment, and what buyers think of each SKU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from domain.promotions.pricing import Promotions
from domain.simulation import rivals
from domain.simulation.choice import Floats, Offer, Taste, plain, purchase_probability
from domain.simulation.delivery import Terms, promised_later, terms
from domain.simulation.parameters import Parameters
from domain.simulation.promoting import ANYBODY, Buyer, held, in_deal, one_each
from domain.simulation.strikes import delay_of_strikes
from domain.simulation.world import PACE_UNIT, PRICE_UNIT, World


@dataclass(frozen=True, slots=True)
class Assortment:
    """What buyers choose from at the moment."""

    offer: Offer
    taste: Taste
    available: npt.NDArray[np.bool_]
    parameters: Parameters

    def chance(self, appeal: float = 0.0) -> Floats:
        """How likely a click on each SKU's card becomes an order."""
        return purchase_probability(
            self.offer,
            self.taste,
            available=self.available,
            parameters=self.parameters,
            appeal=appeal,
        )

    def usual_chance(self) -> Floats:
        """The same if the shop had everything, offered as is usual."""
        return purchase_probability(
            plain(self.offer, self.parameters),
            self.taste,
            available=np.ones_like(self.available),
            parameters=self.parameters,
        )


def assortments(world: World, *buyers: Buyer, limited: bool = True) -> list[Assortment]:
    """The world's SKUs as each of the buyers meets them now in each destination.

    Without any, as somebody who has never been here. Without ``limited`` as if there were no
    promotions that can run out.
    """
    taste = Taste(world.quality, world.elasticity, world.nest)
    delivery, on_sale = terms(world), (world.skus["in_stock"] == 1) & (world.skus["live"] == 1)
    promotions, common = held(world, seen=True, limited=limited), _common(world)
    later = delay_of_strikes(world) + promised_later(world)
    return [
        Assortment(offer, taste, on_sale & ships, world.parameters)
        for buyer in buyers or (ANYBODY,)
        for offer, ships in zip(
            _offered(world, delivery, promotions, buyer, common, later),
            delivery.ships,
            strict=True,
        )
    ]


def _common(world: World) -> Offer:
    """The world's SKUs as all buyers see them, but for promotions and delivery."""
    skus, parameters = world.skus, world.parameters
    prior = parameters.rating_prior
    stars, known = skus["stars"] + prior * parameters.rating_usual, skus["reviews"] + prior
    usual = np.full(len(skus), float(parameters.rating_usual))
    list_price = skus["price"].astype(np.float64)
    return Offer(
        price=list_price,
        market_price=world.market_price.astype(np.float64),
        reference_price=skus["reference_price"] / PRICE_UNIT,
        deal=np.zeros_like(list_price),
        rival=_rival_prices(world),
        reviews=skus["reviews"].astype(np.float64),
        rating=np.divide(stars, known, out=usual, where=known > 0),
        ones=skus["ones"] / np.maximum(skus["reviews"], 1),
        photos=np.minimum(skus["photos"], parameters.photos_enough) / parameters.photos_enough,
        sooner=np.zeros_like(list_price),
        held_back=_held_back(world),
    )


def _offered(
    world: World,
    delivery: Terms,
    promotions: Promotions,
    buyer: Buyer,
    common: Offer,
    later: float,
) -> Iterator[Offer]:
    """The world's SKUs as a buyer in each destination sees them."""
    sold = [
        one_each(world, promotions, buyer, fee, fee_beyond, delivery.free_from)
        for fee, fee_beyond in zip(delivery.fee, delivery.fee_beyond, strict=True)
    ]
    price = np.maximum(sold[0].value, 1).astype(np.float64)  # what is free is as good as that
    days = np.where(price >= delivery.free_from, delivery.days_beyond, delivery.days)
    deal = np.log(common.price / price)
    sooner = world.rules.deliver_business_days - (days + later)
    for each, soon in zip(sold, sooner, strict=True):
        yield replace(
            common,
            price=price + each.shipping,
            reference_price=common.reference_price + each.shipping,
            deal=deal,
            sooner=soon,
        )


def _rival_prices(world: World) -> Floats:
    """Mean log of each SKU's rivals' prices over what they usually ask."""
    here = world.rivals
    if not len(here):
        return np.zeros(len(world.skus))
    group = world.group_number(here["substitutes"])
    known = group >= 0
    groups = int(world.nest.max(initial=-1)) + 1
    by_group = rivals.log_ratio(
        here["price"][known], here["base_price"][known], group[known], groups
    )
    return np.asarray(by_group[world.nest])


def _held_back(world: World) -> Floats:
    """The share of each SKU's orders that buyers hold back after a deal."""
    skus = world.skus
    owing = skus["repay_until"] >= world.day
    if not owing.any():
        return np.zeros(len(skus))
    owing = owing & ~in_deal(world)
    pace = np.maximum(skus["pace"], 1) / PACE_UNIT
    share = np.minimum(skus["repay"] / PACE_UNIT / pace, world.parameters.held_back_most)
    return np.where(owing, share, 0.0)
