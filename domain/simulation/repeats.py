"""Which buyers come back and when: BG/NBD (Fader, Hardie & Lee 2005), one repeat after the other.

In the model each buyer has a rate of buying of their own, gamma distributed, and a probability of
their own, beta distributed, of dropping out after a repeat. Here both are integrated out: given the
repeats so far, the time to the next one is Lomax distributed and dropping out has the mean of the
beta distribution that is left. Drawn in turn these are exactly the model's histories, so nothing is
stored of a buyer but how often and when they bought. All arguments and results are columns over
buyers.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY, WEEK, Seconds
from domain.kernel.columns import Array
from domain.kernel.randomness import ONE, Stream, threshold, uniform
from domain.simulation.parameters import Parameters

Bools = npt.NDArray[np.bool_]


def next_after(
    seed: int, buyer: Array, number: Array, since_first: Seconds, parameters: Parameters
) -> Seconds:
    """Seconds from each buyer's latest order to the next, if they do not drop out; 0 for never.

    ``number`` counts the repeats so far, ``since_first`` is seconds from the first order to the
    latest, 0 where ``number`` is. Never is whatever lies beyond the horizon, counted from the
    latest order: with few repeats the distribution has no mean, and most buyers never return.
    """
    shape = parameters.repeat_shape + number
    scale = parameters.repeat_scale_weeks * WEEK + since_first
    horizon = parameters.repeat_horizon_days * DAY
    u = uniform(seed, Stream.REPEAT, buyer, number)
    # The share of gaps longer than t is (scale / (scale + t)) ** shape. It is used in logarithms,
    # since a gap beyond the horizon may be larger than any number.
    comes = u < threshold(-np.expm1(-shape * np.log1p(horizon / scale)))
    log_share = np.log1p(-(u + 0.5) / ONE)
    gap = scale * np.expm1(np.where(comes, -log_share / shape, 0.0))
    return np.where(comes, np.maximum(1, np.rint(gap)), 0).astype(np.int64)


def drops_out(seed: int, buyer: Array, number: Array, parameters: Parameters) -> Bools:
    """Whether each buyer never comes back after their repeat of that ``number`` (1 the first).

    Nobody drops out after the first order of all, 0. The chances of having stayed multiply to
    B(a, b + number) / B(a, b), what the beta distribution gives.
    """
    stayed = np.maximum(number - 1, 0)
    a, b = parameters.dropout_a, parameters.dropout_b
    u = uniform(seed, Stream.DROPOUT, buyer, number)
    return (number > 0) & (u < threshold(a / (a + b + stayed)))
