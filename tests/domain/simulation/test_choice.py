"""The choice model: each SKU's elasticity comes out as published, substitutes compete."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from domain.simulation.choice import (
    Floats,
    Offer,
    Taste,
    plain,
    purchase_probability,
    truncated_elasticity,
)
from domain.simulation.parameters import Parameters, parameters

P = replace(parameters(), photo_weight=0.0)
"""The shipped parameters without what photos add, so that an ordinary offer weighs nothing."""


def offer(price: list[int], **different: float) -> Offer:
    """An ordinary offer at those prices, in which the first SKU differs by what is given."""
    size, zero = len(price), np.zeros(len(price))
    market = np.full(size, 10_000.0)
    usual = plain(
        Offer(market, market, market, zero, zero, zero, zero, zero, zero + 1.0, zero, zero),
        P,
    )
    changed = {name: getattr(usual, name).copy() for name in different}
    for name, value in different.items():
        changed[name][0] = value
    return replace(usual, price=np.array(price, dtype=np.float64), **changed)


def probability(
    price: list[int],
    *,
    elasticity: float = -2.62,
    available: list[bool] | None = None,
    nest: list[int] | None = None,
    known: Parameters = P,
    appeal: float = 0.0,
    **different: float,
) -> Floats:
    size = len(price)
    return purchase_probability(
        offer(price, **different),
        Taste(np.zeros(size), np.full(size, elasticity), np.array(nest or [0] * size)),
        available=np.array(available or [True] * size),
        parameters=known,
        appeal=appeal,
    )


def first(**different: float) -> float:
    """How likely a click becomes an order of a SKU that stands alone."""
    return float(probability([10_000], **different)[0])


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_equal_products_at_market_price_sell_at_the_published_rate(size: int) -> None:
    assert probability([10_000] * size) == pytest.approx(P.purchase_rate)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("elasticity", [-1.5, -2.62, -4.0])
def test_own_price_elasticity_comes_out_as_given(size: int, elasticity: float) -> None:
    before = probability([10_000] * size, elasticity=elasticity)[0]
    after = probability([10_050] + [10_000] * (size - 1), elasticity=elasticity)[0]
    measured = np.log(after / before) / np.log(1.005)
    # The saturation of the logit takes off up to the purchase rate's share.
    assert measured == pytest.approx(elasticity, rel=0.1)


def test_a_cheaper_substitute_takes_buyers_and_another_group_does_not_notice() -> None:
    before = probability([10_000] * 4, nest=[0, 0, 0, 1])
    after = probability([8_000, 10_000, 10_000, 10_000], nest=[0, 0, 0, 1])
    assert after[0] > before[0]
    assert after[1] < before[1]
    assert after[3] == before[3]


def test_nobody_buys_what_is_not_there_and_siblings_gain() -> None:
    both = probability([10_000, 10_000])
    alone = probability([10_000, 10_000], available=[True, False])
    assert alone[1] == 0
    assert alone[0] > both[0]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize(
    ("name", "before", "after", "effect"),
    [
        ("deal", 0.0, 0.1, P.deal_weight * 0.1),
        ("rival", 0.0, 0.1, P.rival_weight * 0.1),
        (
            "reviews",
            100.0,
            200.0,
            P.review_count_weight * np.log(201 / 101),
        ),
        ("rating", 4.0, 4.4, P.rating_weight * np.log(1.1)),
        ("ones", 0.0, 0.1, P.one_star_weight * 0.1),
        ("held_back", 0.0, 0.2, np.log(0.8)),
    ],
)
def test_what_belongs_to_one_product_moves_its_sales_by_its_published_weight(
    size: int, name: str, before: float, after: float, effect: float
) -> None:
    price = [10_000] * size
    one = probability(price, **{name: before})[0]
    other = probability(price, **{name: after})[0]
    assert np.log(other / one) == pytest.approx(effect, rel=0.12, abs=0.002)


def test_good_photos_sell_more() -> None:
    known = parameters()
    bare, shown = first(known=known, photos=0.0), first(known=known, photos=1.0)
    assert np.log(shown / bare) == pytest.approx(known.photo_weight, rel=0.12)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_sooner_delivery_raises_every_product_of_a_group_alike(size: int) -> None:
    everywhere = replace(offer([10_000] * size), sooner=np.ones(size))
    taste = Taste(np.zeros(size), np.full(size, -2.62), np.zeros(size, dtype=np.int64))
    there = np.ones(size, dtype=bool)
    sooner = purchase_probability(everywhere, taste, available=there, parameters=P)
    usual = probability([10_000] * size)
    assert np.log(sooner / usual) == pytest.approx(np.full(size, P.promise_weight), rel=0.12)
    assert len({round(each, 12) for each in sooner.tolist()}) == 1


def test_what_an_answer_adds_is_an_appeal_of_the_whole_shop() -> None:
    assert first(appeal=0.3) > first()
    odds = np.log(first(appeal=0.3) / (1 - first(appeal=0.3))) - np.log(first() / (1 - first()))
    assert odds == pytest.approx(0.3)


def test_an_ordinary_offer_has_nothing_for_or_against_it() -> None:
    strange = offer(
        [7_000, 12_000],
        deal=0.2,
        rival=-0.3,
        reviews=3.0,
        rating=2.0,
        ones=0.5,
        sooner=-2.0,
        held_back=0.4,
    )
    known = plain(strange, P)
    taste = Taste(np.zeros(2), np.full(2, -2.62), np.zeros(2, dtype=np.int64))
    usual = purchase_probability(known, taste, available=np.ones(2, dtype=bool), parameters=P)
    assert usual == pytest.approx(P.purchase_rate)


def test_an_elasticity_beyond_what_was_measured_is_drawn_again() -> None:
    low, high = P.price_elasticity_bounds
    draws = np.array([[-9.0, 0.0], [0.0, 1.0], [9.0, 9.0], [-9.0, -9.0]])
    found = truncated_elasticity(draws, P).tolist()
    assert found == [P.price_elasticity, P.price_elasticity, high, low]
