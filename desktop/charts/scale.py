"""Round figures for an axis."""

from math import ceil, floor, log10


def axis_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Evenly spaced ticks at 1, 2, 2.5 or 5 times a power of ten that enclose both values.

    Zero is always among them: an area that does not start at zero lies.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    step = _step(low, high, wanted)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [place * step for place in range(first, last + 1)]


def ticks_between(low: float, high: float, wanted: int = 5) -> list[float]:
    """Evenly spaced ticks, as round, within two values of which the first is less.

    For points, which lie where they lie: nothing is compared by its distance from zero.
    """
    step = _step(low, high, wanted)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [place * step for place in range(first, last + 1)]


def _step(low: float, high: float, wanted: int) -> float:
    rough = (high - low) / wanted
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
