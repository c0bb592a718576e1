"""A look into a WebP: its chunks, and whether they agree on its size."""

from __future__ import annotations

from collections.abc import Iterator

from domain.catalogue.images.examined import (
    CUT_OFF,
    PIECES,
    TOO_MANY_PIECES,
    AnimatedError,
    BrokenError,
    Examined,
    Kind,
)

_PIXEL = 16
"""Bytes that the library takes for a pixel: two canvases, the frame and its copy."""

_ANIMATION = 0x02
_LOSSY, _LOSSLESS, _EXTENDED = b"VP8 ", b"VP8L", b"VP8X"


def is_webp(data: bytes) -> bool:
    """Whether the file begins as a WebP does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def examine(data: bytes) -> Examined:
    """Find the size and walk through the chunks; raises BrokenError or AnimatedError."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise BrokenError(CUT_OFF)
    canvas: tuple[int, int] | None = None
    picture: tuple[int, int] | None = None
    for number, (name, chunk) in enumerate(_chunks(data, end)):
        if name == _EXTENDED:
            if number or len(chunk) < 10:
                raise BrokenError("its header is not at its place")
            canvas = _number(chunk[4:7]) + 1, _number(chunk[7:10]) + 1
            if chunk[0] & _ANIMATION:
                raise AnimatedError
        elif name in (b"ANIM", b"ANMF"):
            raise AnimatedError
        elif name in (_LOSSY, _LOSSLESS):
            if picture is not None:
                raise BrokenError("it holds two pictures")
            picture = _lossy_size(chunk) if name == _LOSSY else _lossless_size(chunk)
    if picture is None:
        raise BrokenError("its pixels are missing")
    if canvas not in (None, picture):
        raise BrokenError("its header says another size than its pixels do")
    width, height = picture
    return Examined(
        kind=Kind.WEBP,
        width=width,
        height=height,
        pixel_bytes=_PIXEL,
        other_bytes=2 * end,  # the library keeps the file twice
        needed=data[:end],
    )


def _chunks(data: bytes, end: int) -> Iterator[tuple[bytes, memoryview]]:
    at = 12
    for _ in range(PIECES):
        if at + 8 > end:
            break
        length = _number(data[at + 4 : at + 8])
        if at + 8 + length > end:
            raise BrokenError(CUT_OFF)
        yield data[at : at + 4], memoryview(data)[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    else:
        raise BrokenError(TOO_MANY_PIECES)


def _lossy_size(chunk: memoryview) -> tuple[int, int]:
    if len(chunk) < 10 or chunk[0] & 1 or bytes(chunk[3:6]) != b"\x9d\x01\x2a":
        raise BrokenError("its pixels do not begin as a WebP's do")
    if _number(chunk[:3]) >> 5 > len(chunk) - 10:
        raise BrokenError(CUT_OFF)
    return _sized(_number(chunk[6:8]) & 0x3FFF, _number(chunk[8:10]) & 0x3FFF)


def _lossless_size(chunk: memoryview) -> tuple[int, int]:
    if len(chunk) < 5 or chunk[0] != 0x2F or chunk[4] >> 5:
        raise BrokenError("its pixels do not begin as a WebP's do")
    bits = _number(chunk[1:5])
    return _sized((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)


def _sized(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise BrokenError("it says that it has no size")
    return width, height


def _number(little: bytes | memoryview) -> int:
    return int.from_bytes(little, "little")
