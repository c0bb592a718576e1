"""The heaviest pictures that are taken, and two that are not. Run as a process of its own.

Drawing them takes a gigabyte, which a system may count as the peak of whatever processes the same
one starts later. Tells the files as JSON.
"""

from __future__ import annotations

import io
import json
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from struct import pack

import numpy as np
from PIL import Image

from domain.catalogue.images.png import SIGNATURE
from domain.kernel.columns import Array

_SHAPE = 4, 5
_WIDE = 7_060
_WIDE_WEBP = 3_680
_WIDE_QUICK = 800
"""Pixels across a picture of 40 megapixels, of 11 (the most of a WebP), and of a quick one."""

_NOISY = 0.11
"""Share of a PNG's rows that are noise, which makes it 19 MB long."""


def main(folder: str, size: str) -> None:
    wide, fit = (_WIDE_QUICK, _WIDE_QUICK) if size == "quick" else (_WIDE, _WIDE_WEBP)
    drawn: dict[str, Callable[[], bytes]] = {
        "png.png": lambda: _png(wide),
        "jpeg.jpg": lambda: _saved(_photo(wide), "JPEG", quality=90),
        "progressive.jpg": lambda: _saved(_photo(wide), "JPEG", quality=90, progressive=True),
        "webp.webp": lambda: _saved(_photo(fit), "WEBP", lossless=True, method=0, quality=0),
        "damaged.png": lambda: _damaged(_png(wide)),
        "bomb.png": _bomb,
    }
    for name, draw in drawn.items():
        Path(folder, name).write_bytes(draw())
    print(json.dumps({"names": list(drawn)}))


def _saved(image: Image.Image, kind: str, **how: bool | int) -> bytes:
    into = io.BytesIO()
    image.save(into, kind, **how)
    return into.getvalue()


def _shades(wide: int, colours: int) -> Array:
    down, across = np.mgrid[0 : wide * _SHAPE[0] // _SHAPE[1], 0:wide].astype(np.uint16)
    shades = across >> 5, down >> 5, (across ^ down) & 255, 255 - (across >> 6)
    return np.stack([each.astype(np.uint8) for each in shades[:colours]], axis=2)


def _photo(wide: int) -> Image.Image:
    """Soft shades with a little unevenness."""
    colours = _shades(wide, 3)
    colours += (
        (np.arange(colours.size, dtype=np.uint32) * 2_654_435_761 >> 29)
        .astype(np.uint8)
        .reshape(colours.shape)
    )
    return Image.fromarray(colours)


def _png(wide: int) -> bytes:
    """Colours with transparency, some rows of them as if by chance."""
    colours = _shades(wide, 4)
    noisy = colours[: int(len(colours) * _NOISY)]
    state = np.arange(noisy.size, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state ^= state >> np.uint64(31)
    state *= np.uint64(0x94D049BB133111EB)
    noisy[:] = (state >> np.uint64(56)).astype(np.uint8).reshape(noisy.shape)
    return _saved(Image.fromarray(colours), "PNG", compress_level=1)


def _damaged(png: bytes) -> bytes:
    """A PNG whose pixels end in nonsense, although every checksum holds."""
    last = png.rindex(b"IDAT")
    length = int.from_bytes(png[last - 4 : last], "big")
    pixels = bytes(length)
    return png[: last - 4] + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _bomb() -> bytes:
    """A kilobyte that stands for 900 megapixels."""
    header = pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)
    pixels = _chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return SIGNATURE + _chunk(b"IHDR", header) + pixels + _chunk(b"IEND", b"")


def _chunk(name: bytes, said: bytes) -> bytes:
    return pack(">I", len(said)) + name + said + pack(">I", zlib.crc32(name + said))


if __name__ == "__main__":
    main(*sys.argv[1:])
