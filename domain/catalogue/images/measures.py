"""What can be said of a picture by counting its pixels, as functions of arrays and in integers.

Light is 0 to 255. A colour picture has rows, columns and three colours; a grey one the first two.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from domain.kernel.columns import Array

_ALL = 10_000
_NEARLY_WHITE = 245
"""Light from which a colour is nearly white: JPEG leaves white that much uneven."""

_STROKE = 4
"""Pixels that a stroke is wide at most, in a picture of ``STROKES_SIDE``: letters of 12 to 40."""

STROKES_SIDE = 512
"""Long side of the grey picture in which strokes are counted, so that scale plays no part."""

_CONTRAST = 64
"""Light by which a stroke differs from what lies on both sides of it."""

_EDGE = 8
"""Pixels across which an edge is compared with its single steps."""

_FAINT = 16
"""Light below which a difference is no edge but shade or noise."""


def white_border(colours: Array) -> int:
    """The share (basis points) of the outer twentieth, on each side, that is nearly white."""
    edge = max(1, min(colours.shape[:2]) // 20)
    between = colours[edge:-edge]
    border = (colours[:edge], colours[-edge:], between[:, :edge], between[:, -edge:])
    white = [np.all(part >= _NEARLY_WHITE, axis=2) for part in border]
    found = sum(int(np.count_nonzero(part)) for part in white)
    return found * _ALL // sum(int(part.size) for part in white)


def strokes(grey: Array) -> int:
    """The share (basis points) of a grey picture that lies on thin strokes, across or down.

    A pixel does where it is much lighter than both pixels four to its sides, or much darker. Edges
    of objects and soft shades are neither.
    """
    light = grey.astype(np.int16)
    on = np.zeros(light.shape, dtype=bool)
    for turned, marks in ((light, on), (light.T, on.T)):
        middle = turned[:, _STROKE:-_STROKE]
        left = middle - turned[:, : -2 * _STROKE]
        right = middle - turned[:, 2 * _STROKE :]
        marks[:, _STROKE:-_STROKE] |= np.minimum(left, right) >= _CONTRAST
        marks[:, _STROKE:-_STROKE] |= np.maximum(left, right) <= -_CONTRAST
    return int(np.count_nonzero(on)) * _ALL // on.size


def sharpness(grey: Array) -> int:
    """How much of its edges happens within one pixel, basis points; 0 without edges.

    Squares of the differences between neighbours, beside those between pixels eight apart: a hard
    edge has all of it in one step and is seen eight times across eight pixels, a soft one spreads
    it. Contrast plays no part, and the strongest edges count most.
    """
    light = grey.astype(np.int16)
    whole = _steepness(light, _EDGE) + _steepness(light.T, _EDGE)
    steps = _steepness(light, 1) + _steepness(light.T, 1)
    return min(steps * _EDGE * _ALL // whole, _ALL) if whole else 0


def _steepness(light: Array, apart: int) -> int:
    differences = np.abs(light[:, apart:] - light[:, :-apart])
    counts = np.bincount(differences.ravel(), minlength=256)
    return int(np.dot(counts[_FAINT:], np.arange(_FAINT, 256) ** 2))


def difference_hash(grey: Array) -> int:
    """Whether each pixel of 8 rows of 9 is darker than the next, as a signed 64-bit integer."""
    darker = np.packbits(grey[:, :-1] < grey[:, 1:])
    return int(darker.view(">i8")[0])


def distance(hashes: Array, other: int) -> Array:
    """In how many of the 64 bits each hash differs from another one."""
    counted: Any = np.bitwise_count(np.bitwise_xor(hashes.astype(np.int64), other).view(np.uint64))
    return np.asarray(counted, dtype=np.int64)
