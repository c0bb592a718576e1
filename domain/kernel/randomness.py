"""Keyed randomness: every draw is a hash of its cause, so there is no generator state.

A draw is ``bits(seed, stream, key...)``: SplitMix64's finaliser (Steele, Lea & Flood 2014) folded
over the parts of the key. Closing the program at any moment changes nothing, a decision reshuffles
no draw it did not cause, and counts are monotone in their mean. Probabilities are compared as
integers of 2**-32, so that a last-digit difference in ``exp`` cannot flip an outcome.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Uniform = npt.NDArray[np.int64]
"""Uniform integers from 0 to 2**32 - 1, as int64."""

ONE = 1 << 32

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_SHIFT_27, _SHIFT_30, _SHIFT_31, _SHIFT_32 = (np.uint64(n) for n in (27, 30, 31, 32))


class Stream(IntEnum):
    """What a draw is about; part of its key. Numbers are part of every shop: never reuse one."""

    QUALITY = 1
    ELASTICITY = 2
    IMPRESSIONS = 10
    CLICKS = 11
    CHOICE = 12
    MOMENT = 13
    UNITS = 14
    PAYMENT = 20
    ABANDON = 21
    BUYER_CANCEL = 22
    BUYER = 23
    PLACE = 24
    STREET = 25
    FIRST_SCAN = 30
    TRANSIT = 31
    RETURN = 40
    RETURN_DELAY = 41
    RETURN_TRANSIT = 42
    RETURN_REASON = 43
    TRACKING = 50
    REPEAT = 60
    DROPOUT = 61
    VIDEO_VIEWS = 70
    VIDEO_VIRAL = 71
    VIDEO_BRANCHING = 72
    VIRAL_DAY = 73
    RIVAL = 80
    RIVAL_PRICE = 81


def _mixed(state: npt.NDArray[np.uint64], part: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Fold a part into the state and finalise: each bit of either reaches every output bit."""
    value = state * _GAMMA + (part + _GAMMA)
    value ^= value >> _SHIFT_30
    value *= _MIX_1
    value ^= value >> _SHIFT_27
    value *= _MIX_2
    value ^= value >> _SHIFT_31
    return value


@lru_cache(maxsize=256)
def _begun(seed: int, stream: int) -> npt.NDArray[np.uint64]:
    """The state that all draws of a stream start from."""
    with np.errstate(over="ignore"):
        return _mixed(
            np.array(seed & (2**64 - 1), dtype=np.uint64), np.array(stream, dtype=np.uint64)
        )


def bits(seed: int, stream: int, *key: npt.ArrayLike) -> npt.NDArray[np.uint64]:
    """64 random bits for each broadcast combination of the key's parts (integers or columns)."""
    state = _begun(seed, stream)
    with np.errstate(over="ignore"):  # only single numbers warn of what columns do silently
        for part in key:
            state = _mixed(state, np.asarray(part, dtype=np.int64).view(np.uint64))
    return state


def uniform(seed: int, stream: int, *key: npt.ArrayLike) -> Uniform:
    """A uniform integer below 2**32 for each key."""
    return (bits(seed, stream, *key) >> _SHIFT_32).view(np.int64)


def threshold(probability: npt.ArrayLike) -> Uniform:
    """A probability as the number of 2**-32 steps below which a uniform draw succeeds."""
    clipped = np.minimum(np.maximum(probability, 0.0), 1.0)
    return np.asarray(np.rint(clipped * ONE), dtype=np.int64)


# Acklam's rational approximation of the normal quantile (2003), relative error below 1.2e-9.
_A = (-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2,
      1.383577518672690e2, -3.066479806614716e1, 2.506628277459239e0)  # fmt: skip
_B = (-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2,
      6.680131188771972e1, -1.328068155288572e1)  # fmt: skip
_C = (-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838e0,
      -2.549732539343734e0, 4.374664141464968e0, 2.938163982698783e0)  # fmt: skip
_D = (7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996e0, 3.754408661907416e0)
_TAIL = 0.02425


def normal(u: Uniform) -> npt.NDArray[np.float64]:
    """Standard normal values by the inverse of their distribution at ``u``; increasing in ``u``."""
    p = (np.asarray(u, dtype=np.float64) + 0.5) / ONE
    q = p - 0.5
    r = q * q
    z = np.asarray((_polynomial(_A, r) * q) / _polynomial((*_B, 1.0), r))
    far = (p < _TAIL) | (p > 1.0 - _TAIL)
    if far.any():
        tail = np.sqrt(-2.0 * np.log(np.minimum(p[far], 1.0 - p[far])))
        outer = _polynomial(_C, tail) / _polynomial((*_D, 1.0), tail)
        z[far] = np.where(q[far] < 0.0, outer, -outer)
    return z


def _polynomial(factors: tuple[float, ...], x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The polynomial's values, highest power first."""
    value = factors[0] * x + factors[1]
    for factor in factors[2:]:
        value *= x
        value += factor
    return value


def lognormal_seconds(u: Uniform, median: npt.ArrayLike, sigma: float) -> npt.NDArray[np.int64]:
    """Whole seconds, lognormal around ``median`` seconds with log standard deviation ``sigma``."""
    seconds = np.asarray(median, dtype=np.float64) * np.exp(sigma * normal(u))
    return np.asarray(np.rint(seconds), dtype=np.int64)


def exponential_seconds(u: Uniform, mean: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Whole seconds, exponential with that mean."""
    p = (np.asarray(u, dtype=np.float64) + 0.5) / ONE
    seconds = -np.asarray(mean, dtype=np.float64) * np.log1p(-p)
    return np.asarray(np.rint(seconds), dtype=np.int64)


_CHUNK = 64.0


def poisson(
    mean: npt.NDArray[np.float64], seed: int, stream: int, *key: npt.ArrayLike
) -> npt.NDArray[np.int64]:
    """A Poisson count for each mean, exact and never smaller for a larger mean under one key.

    Large means are sums of independent pieces of at most 64, each inverted by its own draw (the
    piece's number is the last part of the key), so a raised mean only adds.
    """
    left = np.rint(np.asarray(mean, dtype=np.float64) * (1 << 20)) / (1 << 20)
    parts = np.broadcast_arrays(left, *[np.asarray(part, dtype=np.int64) for part in key])
    left, keys = parts[0].copy(), [part.ravel() for part in parts[1:]]
    shape, left = left.shape, left.ravel()
    total = np.zeros(left.size, dtype=np.int64)
    piece = 0
    index = np.flatnonzero(left > 0.0)
    while index.size:
        u = uniform(seed, stream, *[part[index] for part in keys], piece)
        total[index] += _poisson_quantile(np.minimum(left[index], _CHUNK), u)
        left[index] -= _CHUNK
        index = index[left[index] > 0.0]
        piece += 1
    return total.reshape(shape)


def _poisson_quantile(mean: npt.NDArray[np.float64], u: Uniform) -> npt.NDArray[np.int64]:
    """The smallest count whose cumulative probability exceeds ``u``; means up to 64."""
    top = float(mean.max())
    steps = int(top + 8.0 * np.sqrt(top)) + 16  # beyond any quantile that 32 bits can ask for
    factors = np.empty((mean.size, steps))
    factors[:, 0] = np.exp(-mean)
    factors[:, 1:] = mean[:, None] / np.arange(1, steps)
    reached = np.cumsum(np.cumprod(factors, axis=1), axis=1)
    return np.asarray(np.count_nonzero(threshold(reached) <= u[:, None], axis=1), dtype=np.int64)
