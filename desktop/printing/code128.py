"""Code 128: the bars of a text, as ISO/IEC 15417 has them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import zxingcpp

QUIET = 10
"""Modules of white on each side, which the standard asks for."""


@lru_cache(maxsize=64)
def bars(text: str) -> tuple[tuple[int, int], ...]:
    """Each bar as (where it begins, how wide it is), in modules from the first bar's edge.

    Raises ValueError where the text has no code: it is empty, too long, or beyond ISO 8859-1.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    row = np.array(code.to_image(scale=1, add_quiet_zones=False))[0] == 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return tuple((int(start), int(end - start)) for start, end in edges.reshape(-1, 2))


def width(text: str) -> int:
    """Modules from the first bar's edge to the last one's, without the quiet zones."""
    start, wide = bars(text)[-1]
    return start + wide


def grouped(text: str) -> str:
    """A number as people read it off a label: in fours."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
