"""A picture as it is kept, and what is known of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

STORED_SIDE = 1_600
"""Pixels of the stored picture's long side, at most; a phone shows about 1,200."""

THUMBNAIL_SIDE = 160
"""Pixels of the square thumbnail."""

STORED_BYTES = 400_000
"""What a stored picture should not exceed: one full of detail is stored coarser, within reason."""

WHITE_BACKGROUND = 9_000
"""Share of the border (basis points) that makes a white background: a product may touch the edge
a little. Ours."""

TEXT_HEAVY = 400
"""Share of thin strokes (basis points) from which a picture counts as heavy with text.

Ours, from drawn pictures and not from photos: a line of text across the picture has about 80, text
over a third of it 550. Fine patterns (gauze, hair, grids) count as strokes too."""

BLURRED = 2_000
"""Sharpness (basis points) below which a picture looks blurred. Ours: a hard edge has 10,000, one
softened over four pixels 3,100, over eight 1,900."""

SAME_PICTURE = 6
"""Bits in which the difference hashes of one picture, scaled or stored anew, may differ. Ours."""


@dataclass(frozen=True, slots=True)
class Sides:
    """How long a picture's sides may be on the platform, pixels; the rulebook has the figures."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Box:
    """A square to cut out: its upper left corner and its side, in pixels of the upright picture."""

    left: int
    top: int
    side: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture shows to whoever measures it; see ``measures`` for how."""

    width: int
    """Pixels of the picture as taken, upright and before it was scaled down."""
    height: int
    white_border: int
    """Share of its border that is nearly white, basis points."""
    strokes: int
    """Share of it that lies on thin strokes of high contrast, basis points."""
    sharpness: int
    """How much of its edges happens within one pixel, basis points; 0 without edges."""
    difference_hash: int
    """Sixty-four comparisons of neighbours as one signed integer."""

    @property
    def is_on_white(self) -> bool:
        """Whether the background counts as white."""
        return self.white_border >= WHITE_BACKGROUND

    @property
    def is_text_heavy(self) -> bool:
        """Whether text, or something as busy, covers much of it."""
        return self.strokes >= TEXT_HEAVY

    @property
    def is_blurred(self) -> bool:
        """Whether it shows no sharp edge, or none at all."""
        return self.sharpness < BLURRED


def looks_like(one: Facts, other: Facts) -> bool:
    """Whether two pictures show the same, perhaps in another size."""
    apart = (one.difference_hash ^ other.difference_hash) & (2**64 - 1)
    return apart.bit_count() <= SAME_PICTURE


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit to be kept: upright sRGB JPEGs without metadata, and their facts."""

    width: int
    """Of the stored picture, pixels."""
    height: int
    facts: Facts
    jpeg: bytes
    thumbnail: bytes
    """A square JPEG with all of the picture, on white."""

    @property
    def content_id(self) -> str:
        """SHA-256 of the stored JPEG, hexadecimal, so a stored picture can be checked by its id.

        Equal for files of equal pixels, orientation and colour profile, whatever they are called
        and whatever else they say of themselves. Another version of the image library may give the
        same file another id; the difference hash finds it still.
        """
        return hashlib.sha256(self.jpeg).hexdigest()
