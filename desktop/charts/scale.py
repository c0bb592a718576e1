"""Round figures for an axis."""

from math import ceil, floor, log10


def axis_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Evenly spaced ticks at 1, 2, 2.5 or 5 times a power of ten that enclose both values.

    Zero is always among them: an area that does not start at zero lies.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [place * step for place in range(first, last + 1)]
