"""Pictures for tests, drawn here and never read from a file."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from struct import pack
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    """The picture as a file."""
    into = io.BytesIO()
    image.save(into, kind, **how)
    return into.getvalue()


def opened(data: bytes) -> Image.Image:
    """A stored picture, as anybody would open it."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def product(width: int = 800, height: int = 600) -> Image.Image:
    """A thing in the middle of a white ground, larger to the right, with a highlight."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.2, height * 0.2, width * 0.7, height * 0.8), fill=(170, 60, 40))
    draw.rectangle((width * 0.5, height * 0.4, width * 0.85, height * 0.75), fill=(40, 90, 160))
    draw.ellipse((width * 0.3, height * 0.3, width * 0.4, height * 0.45), fill=(240, 200, 190))
    return image


def scene(width: int = 800, height: int = 600) -> Image.Image:
    """Soft shades up to every edge."""
    down, across = np.mgrid[0:height, 0:width]
    shades = (across * 200 // width, down * 200 // height, (across + down) % 256 // 2)
    return Image.fromarray(np.stack(shades, axis=2).astype(np.uint8))


def page(lines: int, width: int = 800, height: int = 800) -> Image.Image:
    """A product with so many lines of text over it."""
    image = product(width, height)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=height // 24)
    for line in range(lines):
        place = (width // 40, line * height // 22)
        draw.text(place, "Best price ever! Buy 2, get 1 free today", fill="black", font=font)
    return image


def chunk(name: bytes, said: bytes, checksum: int | None = None) -> bytes:
    """One chunk of a PNG; its checksum holds unless another is given."""
    check = zlib.crc32(name + said) if checksum is None else checksum
    return pack(">I", len(said)) + name + said + pack(">I", check)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and content of each chunk of a PNG."""
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def png(width: int, height: int, *between: bytes, rows: int | None = None, **how: int) -> bytes:
    """A black PNG put together by hand, with other chunks before its pixels.

    ``rows`` is how many rows of pixels it truly has.
    """
    colour, depth = how.get("colour", 2), how.get("depth", 8)
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    interlace = how.get("interlace", 0)
    header = pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    packer = zlib.compressobj(1)
    pixels = b""
    for wide, high in _passes(width, height) if interlace else [(width, height)]:
        row = bytes(1 + (wide * samples * depth + 7) // 8)
        for _ in range(high if rows is None else min(rows, high)):
            pixels += packer.compress(row)
    pixels += packer.flush()
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            *between,
            chunk(b"IDAT", pixels),
            chunk(b"IEND", b""),
        )
    )


def _passes(width: int, height: int) -> list[tuple[int, int]]:
    """The sizes of an interlaced picture's seven passes."""
    steps = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2))
    return [
        (-(-(width - left) // across), -(-(height - top) // down))
        for left, top, across, down in (*steps, (0, 1, 1, 2))
    ]
