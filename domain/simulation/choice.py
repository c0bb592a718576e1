"""How buyers choose: a nested logit in log price, one nest for each group of substitutes.

Model and sources: simulation reference, section 2. Shapes: every argument is a column over SKUs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.simulation.parameters import Parameters

Floats = npt.NDArray[np.float64]


def purchase_probability(
    *,
    price: npt.NDArray[np.int64],
    market_price: npt.NDArray[np.int64],
    reference_price: Floats,
    quality: Floats,
    elasticity: Floats,
    nest: npt.NDArray[np.int64],
    available: npt.NDArray[np.bool_],
    parameters: Parameters,
) -> Floats:
    """The probability that a click on each SKU becomes an order.

    ``elasticity`` is each SKU's own-price elasticity as published; ``nest`` numbers the groups.
    The nest's size rescales the price weight so that the SKU's elasticity comes out as given.
    """
    rho = parameters.nest_correlation
    size = np.bincount(nest, minlength=int(nest.max(initial=-1)) + 1)[nest].astype(np.float64)
    kappa = (1.0 - rho / size) / (1.0 - rho)
    gamma = parameters.reference_price_weight
    beta = elasticity / kappa - gamma
    share = np.minimum(size * parameters.purchase_rate, 0.9)
    base = np.log(share / (1.0 - share)) - (1.0 - rho) * np.log(size)
    utility = (
        base
        + quality
        + beta * np.log(price / market_price)
        + gamma * np.log(price / reference_price)
    )
    weight = np.where(available, np.exp(utility / (1.0 - rho)), 0.0)
    total = np.bincount(nest, weights=weight)[nest]
    inclusive = np.power(total, 1.0 - rho)
    within = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0.0)
    return inclusive / (1.0 + inclusive) * within


def truncated_elasticity(z: Floats, parameters: Parameters) -> Floats:
    """Each SKU's own-price elasticity from a standard normal, cut off at -4.5 and -1.2."""
    drawn = parameters.price_elasticity + parameters.price_elasticity_deviation * z
    return np.clip(drawn, -4.5, -1.2)
