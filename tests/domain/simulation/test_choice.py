"""The choice model: each SKU's elasticity comes out as published, substitutes compete."""

from __future__ import annotations

import numpy as np
import pytest

from domain.simulation.choice import purchase_probability
from domain.simulation.parameters import parameters

P = parameters()


def probability(
    price: list[int],
    *,
    elasticity: float = -2.62,
    available: list[bool] | None = None,
    nest: list[int] | None = None,
) -> np.ndarray:
    size = len(price)
    return purchase_probability(
        price=np.array(price),
        market_price=np.full(size, 10_000),
        reference_price=np.full(size, 10_000.0),
        quality=np.zeros(size),
        elasticity=np.full(size, elasticity),
        nest=np.array(nest or [0] * size),
        available=np.array(available or [True] * size),
        parameters=P,
    )


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
