"""Drawn pictures: what the products that a practice shop begins with show instead of photos.

A drawn picture is its name, so it needs no place in the file: ``drawn:<icon>:<#RRGGBB>``.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

from domain.catalogue.images.picture import Facts

_PREFIX = "drawn"
_NAME = re.compile(rf"{_PREFIX}:([a-z0-9-]+):(#[0-9A-Fa-f]{{6}})")
_SIDE = 1_200
"""Pixels of a side, as far as a drawing has any."""
_SHADES = 12
"""From one picture of a product to the next its ground darkens by one part in so many."""


def drawn_pictures(icon: str, colour: str, count: int) -> tuple[str, ...]:
    """So many pictures of one thing (``colour`` as #RRGGBB), each on a darker ground."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    grounds = (
        "".join(f"{part * (_SHADES - shade) // _SHADES:02X}" for part in parts)
        for shade in range(count)
    )
    return tuple(f"{_PREFIX}:{icon}:#{ground}" for ground in grounds)


def drawing(picture: str) -> tuple[str, str] | None:
    """Icon and ground of a drawn picture; None for any other, and for what nobody can draw."""
    found = _NAME.fullmatch(picture)
    return (found[1], found[2]) if found and found[1] in _icons() else None


def drawn_facts(picture: str) -> Facts:
    """What a drawing shows: a square on a coloured ground, sharp, without words, like no other."""
    look = int.from_bytes(sha256(picture.encode()).digest()[:8], "big", signed=True)
    return Facts(_SIDE, _SIDE, white_border=0, strokes=0, sharpness=10_000, difference_hash=look)


@cache
def _icons() -> frozenset[str]:
    return frozenset(each.name.removesuffix(".svg") for each in files("resources.icons").iterdir())
