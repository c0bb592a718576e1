"""Keyed randomness: every draw is a hash of its cause, so there is no generator state.

A draw is ``bits(seed, stream, key...)``: SplitMix64's finaliser (Steele, Lea & Flood 2014) folded
over the parts of the key. Closing the program at any moment changes nothing, a decision reshuffles
no draw it did not cause, and counts are monotone in their mean. Probabilities are compared as
integers of 2**-32, so that a last-digit difference in ``exp`` cannot flip an outcome.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt

Uniform = npt.NDArray[np.int64]
"""Uniform integers from 0 to 2**32 - 1, as int64."""

ONE = 1 << 32

# Arrays without dimensions, since NumPy takes longer to turn a number into one.
_GAMMA = np.array(0x9E3779B97F4A7C15, dtype=np.uint64)
_MIX_1 = np.array(0xBF58476D1CE4E5B9, dtype=np.uint64)
_MIX_2 = np.array(0x94D049BB133111EB, dtype=np.uint64)
_LOW = np.array(0xFFFFFFFF, dtype=np.uint64)
_SHIFT_27, _SHIFT_30, _SHIFT_31, _SHIFT_32 = (
    np.array(bits, dtype=np.uint64) for bits in (27, 30, 31, 32)
)


class Stream(IntEnum):
    """What a draw is about; part of its key. Numbers are part of every shop: never reuse one."""

    QUALITY = 1
    ELASTICITY = 2
    CLICKS = 11
    CHOICE = 12
    MOMENT = 13
    UNITS = 14
    ORDER = 15
    BASKET = 16
    CHAT = 17
    CLAIM = 18
    MORE = 19
    PAYMENT = 20
    BUYER_CANCEL = 22
    BUYER = 23
    CANCEL_REQUEST = 21
    PLACE = 24
    STREET = 25
    FIRST_SCAN = 30
    TRANSIT = 31
    UNREPORTED = 32
    REPLY = 33
    RETURN = 40
    RETURN_TRANSIT = 42
    RETURN_REASON = 43
    RETURN_KIND = 44
    RETURN_SENT = 45
    OFFER = 46
    DISPUTE = 47
    ARBITRATION = 48
    APPEAL = 49
    TRACKING = 50
    DEFECTS = 52
    STARS = 54
    REVIEW = 55
    MESSAGE = 57
    COMPLAINT = 58
    CHARGEBACK = 59
    REPEAT = 60
    DROPOUT = 61
    RETURN_LINE = 62
    REPEAT_ORDER = 63
    CREATOR = 64
    CREATOR_POST = 65
    SAMPLE = 66
    LIVE = 67
    VIDEO_VIEWS = 70
    VIDEO_VIRAL = 71
    VIDEO_BRANCHING = 72
    VIRAL_DAY = 73
    RIVAL = 80
    RIVAL_PRICE = 81
    HURRY = 90
    AUDIT = 91
    WHAT_IF = 92


def _opened(state: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The state as a part of a key is added to it."""
    return np.asarray(np.add(state * _GAMMA, _GAMMA))


def _mixed(opened: npt.NDArray[np.uint64], part: npt.ArrayLike) -> npt.NDArray[np.uint64]:
    """Fold a part into an opened state and finalise: each bit of either reaches every output bit.

    All of it happens in arrays, which wrap around silently; only single numbers warn.
    """
    value = np.asarray(opened + np.asarray(part, dtype=np.int64).view(np.uint64))
    value ^= value >> _SHIFT_30
    value *= _MIX_1
    value ^= value >> _SHIFT_27
    value *= _MIX_2
    value ^= value >> _SHIFT_31
    return value


@lru_cache(maxsize=256)
def _begun(seed: int, stream: int) -> npt.NDArray[np.uint64]:
    """The opened state that all draws of a stream start from."""
    return _opened(_mixed(_opened(np.array(seed & (2**64 - 1), dtype=np.uint64)), stream))


def bits(
    seed: int, stream: int, first: npt.ArrayLike, *key: npt.ArrayLike
) -> npt.NDArray[np.uint64]:
    """64 random bits for each broadcast combination of the key's parts (integers or columns)."""
    return further(_mixed(_begun(seed, stream), first), *key)


def uniform(seed: int, stream: int, *key: npt.ArrayLike) -> Uniform:
    """A uniform integer below 2**32 for each key."""
    return upper(bits(seed, stream, *key))


def halves(seed: int, stream: int, *key: npt.ArrayLike) -> tuple[Uniform, Uniform]:
    """Two independent uniform integers below 2**32 for each key, such as *whether* and *when*."""
    drawn = bits(seed, stream, *key)
    return upper(drawn), lower(drawn)


def further(state: npt.NDArray[np.uint64], *key: npt.ArrayLike) -> npt.NDArray[np.uint64]:
    """The bits whose key is longer by these parts than the key that ``state`` was made of."""
    for part in key:
        state = _mixed(_opened(state), part)
    return state


def upper(state: npt.NDArray[np.uint64]) -> Uniform:
    """A uniform integer below 2**32 from the upper half of some bits."""
    return (state >> _SHIFT_32).view(np.int64)


def lower(state: npt.NDArray[np.uint64]) -> Uniform:
    """A uniform integer below 2**32 from the lower half, independent of the upper one."""
    return (state & _LOW).view(np.int64)


def threshold(probability: float | npt.NDArray[np.float64] | list[float]) -> Uniform:
    """A probability as the number of 2**-32 steps below which a uniform draw succeeds."""
    if isinstance(probability, float):
        return _one_threshold(probability)
    clipped = np.minimum(np.maximum(probability, 0.0), 1.0)
    return np.asarray(np.rint(clipped * ONE), dtype=np.int64)


@lru_cache(maxsize=256)
def _one_threshold(probability: float) -> Uniform:
    """The same for one probability; most are figures, and asked for again and again."""
    steps = np.array(round(min(max(probability, 0.0), 1.0) * ONE), dtype=np.int64)
    steps.setflags(write=False)
    return steps


def pick(u: Uniform, shares: tuple[float, ...]) -> npt.NDArray[np.int64]:
    """Which of several things each draw picks, from 0; the last takes what the shares leave."""
    return _bounds(shares).searchsorted(u, side="right")


@lru_cache(maxsize=64)
def _bounds(shares: tuple[float, ...]) -> Uniform:
    return threshold(np.cumsum(shares))


@cache
def _quantiles() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Probabilities and the standard normal's quantiles at them, from -6.5 to 6.5 every 1/512."""
    z = np.arange(-6.5, 6.5, 1.0 / 512.0)
    return np.array([erfc(-each / sqrt(2.0)) / 2.0 for each in z.tolist()]), z


def normal(u: Uniform) -> npt.NDArray[np.float64]:
    """Standard normal values by the inverse of their distribution at ``u``; increasing in ``u``.

    Between known quantiles the inverse is taken as straight, which is less than 4e-6 off.
    """
    return np.interp((np.asarray(u, dtype=np.float64) + 0.5) / ONE, *_quantiles())


def lognormal(u: Uniform, median: npt.ArrayLike, sigma: float) -> npt.NDArray[np.float64]:
    """Lognormal values around ``median``, in steps of 2**-20: no last digit of ``exp`` matters."""
    values = np.asarray(median, dtype=np.float64) * np.exp(sigma * normal(u))
    return np.asarray(np.rint(values * (1 << 20)) / (1 << 20))


def lognormal_seconds(u: Uniform, median: npt.ArrayLike, sigma: float) -> npt.NDArray[np.int64]:
    """Whole seconds, lognormal around ``median`` seconds with log standard deviation ``sigma``."""
    seconds = np.asarray(median, dtype=np.float64) * np.exp(sigma * normal(u))
    return np.asarray(np.rint(seconds), dtype=np.int64)


def exponential_seconds(u: Uniform, mean: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Whole seconds, exponential with that mean."""
    p = (np.asarray(u, dtype=np.float64) + 0.5) / ONE
    seconds = -np.asarray(mean, dtype=np.float64) * np.log1p(-p)
    return np.asarray(np.rint(seconds), dtype=np.int64)


_EXACT = 64.0
"""Up to this mean a Poisson count is the exact quantile."""


def poisson(mean: npt.NDArray[np.float64], u: Uniform) -> npt.NDArray[np.int64]:
    """A Poisson count for each mean at ``u``, never smaller for a larger mean at the same ``u``.

    Beyond a mean of 64 the quantile grows as that of a normal distribution with the Poisson's mean
    and variance: one draw serves any mean, and a raised mean only adds.
    """
    means = np.rint(np.asarray(mean, dtype=np.float64) * (1 << 20)) / (1 << 20)
    near, z = np.minimum(means, _EXACT), normal(u)
    counts = _poisson_quantile(near.ravel(), np.asarray(u).ravel()).reshape(near.shape)
    beyond = _normal_quantile(np.maximum(means, _EXACT), z) - _normal_quantile(
        np.float64(_EXACT), z
    )
    return np.asarray(counts + np.rint(beyond).astype(np.int64), dtype=np.int64)


def _normal_quantile(
    mean: npt.NDArray[np.float64] | np.float64, z: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """About where the Poisson quantile of a large mean lies for a standard normal ``z``."""
    return np.asarray(mean + z * np.sqrt(mean))


def _poisson_quantile(mean: npt.NDArray[np.float64], u: Uniform) -> npt.NDArray[np.int64]:
    """The smallest count whose cumulative probability exceeds ``u``; means up to 64."""
    if not mean.size:
        return np.zeros(0, dtype=np.int64)
    top = float(mean.max())
    steps = int(top + 8.0 * np.sqrt(top)) + 16  # beyond any quantile that 32 bits can ask for
    factors = np.empty((mean.size, steps))
    factors[:, 0] = np.exp(-mean)
    factors[:, 1:] = mean[:, None] / np.arange(1, steps)
    reached = np.rint(np.cumsum(np.cumprod(factors, axis=1), axis=1) * ONE)
    return np.asarray(np.count_nonzero(reached <= u[:, None], axis=1), dtype=np.int64)
