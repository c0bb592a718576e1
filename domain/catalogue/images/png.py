"""A look into a PNG: its chunks, each with a checksum that must hold."""

from __future__ import annotations

import zlib
from struct import Struct

from domain.catalogue.images.examined import (
    CUT_OFF,
    PIECES,
    TOO_MANY_PIECES,
    AnimatedError,
    BrokenError,
    Examined,
    Kind,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_NEEDED = {b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"IDAT", b"IEND"}
"""Colour, transparency and orientation; texts, which may unpack to anything, are left out."""

_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""The bits of a sample that each colour type may have."""

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Of a pixel of each colour type."""

_TIGHTEST = 1_032
"""Bytes that one packed byte can stand for, at most."""

_PALETTE = 3
_GREY = 0
_HEADER = Struct(">IIBBBBB")
_LENGTH = Struct(">I")


def examine(data: bytes) -> Examined:
    """Find the size and check every chunk; raises BrokenError or AnimatedError."""
    at = len(SIGNATURE)
    seen: list[bytes] = []
    needed = [memoryview(data)[:at]]
    header = b""
    while not seen or seen[-1] != b"IEND":
        if at + 12 > len(data):
            raise BrokenError(CUT_OFF)
        length = _LENGTH.unpack_from(data, at)[0]
        end = at + 12 + length
        if end > len(data):
            raise BrokenError(CUT_OFF)
        name = data[at + 4 : at + 8]
        chunk = memoryview(data)[at:end]
        if zlib.crc32(chunk[4:-4]) != _LENGTH.unpack_from(data, end - 4)[0]:
            raise BrokenError("a checksum in it does not hold")
        if name == b"acTL":
            raise AnimatedError
        if not seen:
            header = bytes(chunk[8:-4])
        elif name[:1].isupper() and (name not in _NEEDED or name == b"IHDR"):
            raise BrokenError("it has a part that no PNG has")
        if name in _NEEDED:
            needed.append(chunk)
        seen.append(name)
        if len(seen) > PIECES:
            raise BrokenError(TOO_MANY_PIECES)
        at = end
    return _examined(header, seen, b"".join(needed))


def _examined(header: bytes, seen: list[bytes], needed: bytes) -> Examined:
    if seen[0] != b"IHDR" or len(header) != _HEADER.size:
        raise BrokenError("it does not begin as a PNG does")
    width, height, depth, colour, packing, filtering, interlace = _HEADER.unpack(header)
    if not (0 < width < 1 << 31 and 0 < height < 1 << 31):
        raise BrokenError("it says that it has no size")
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise BrokenError("its header says what no PNG can be")
    if b"IDAT" not in seen or (colour == _PALETTE and b"PLTE" not in seen):
        raise BrokenError("its pixels or their colours are missing")
    pixel = 4 if colour not in (_GREY, _PALETTE) else 2 if depth == 16 else 1
    return Examined(
        kind=Kind.PNG,
        width=width,
        height=height,
        pixel_bytes=pixel,
        other_bytes=len(needed),
        needed=needed,
        is_short=width * height * depth * _SAMPLES[colour] // 8 > len(needed) * _TIGHTEST,
    )
