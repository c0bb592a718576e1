"""The look into a file before anything decodes it: what it is, how large, what it would cost.

A kilobyte can stand for more pixels than any memory holds, and a decoder tells too late.
"""

from __future__ import annotations

from pathlib import PurePath

from domain.catalogue.images import jpeg, png, webp
from domain.catalogue.images.examined import AnimatedError, BrokenError, Examined, Kind
from domain.catalogue.images.picture import STORED_SIDE, Sides
from domain.kernel.refusals import RefusedError

FILE_LIMIT = 20_000_000
"""Bytes of a picture's file; a photo of 40 megapixels has about 15 million."""

SLOW_FILE_LIMIT = 10_000_000
"""Bytes of the file of a progressive JPEG, which takes several times as long."""

PIXEL_LIMIT = 40_000_000
"""Pixels of a picture."""

MEMORY_LIMIT = 180_000_000
"""Bytes that decoding a picture may take: with what follows it stays below 200 million.

PNG and ordinary JPEG keep it up to the limit of pixels; a WebP up to 11 megapixels, a progressive
JPEG whose colours are as fine as its light up to about 27.
"""

_OTHERS = (
    (0, b"GIF8", "a GIF"),
    (0, b"BM", "a BMP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (4, b"ftyp", "a video"),
    (0, b"RIFF", "a sound or a video"),
    (0, b"PK\3\4", "a ZIP archive or an Office document"),
    (0, b"%PDF", "a PDF document"),
    (0, b"\x1f\x8b", "a packed file"),
    (0, b"MZ", "a program"),
    (0, b"\x7fELF", "a program"),
)
"""Other files, by what stands at a place near their beginning."""

_BEGINNING = 4_096


def examine(data: bytes, name: str) -> Examined:
    """What the file is, with the bytes that decoding needs; refused with ``RefusedError``.

    ``name`` is the file's, with its ending, or what the person knows the picture as.
    """
    _check_length(data, name, FILE_LIMIT)
    kind = _kind(data)
    if kind is None:
        raise RefusedError("image-not-one", file=name, found=_other(data))
    ending = PurePath(name).suffix.lower()
    if ending and ending not in kind.endings:
        right = kind.endings[0]
        raise RefusedError(
            "image-wrong-ending", file=name, kind=kind.word, ending=ending, right=right
        )
    look = {Kind.PNG: png.examine, Kind.JPEG: jpeg.examine, Kind.WEBP: webp.examine}[kind]
    try:
        found = look(data)
    except AnimatedError:
        raise RefusedError("image-animated", file=name) from None
    except BrokenError as broken:
        raise RefusedError("image-broken", file=name, problem=str(broken)) from None
    if found.is_slow:
        _check_length(data, name, SLOW_FILE_LIMIT)
    if found.width * found.height > PIXEL_LIMIT:
        raise RefusedError(
            "image-too-many-pixels",
            file=name,
            width=found.width,
            height=found.height,
            most=PIXEL_LIMIT // 1_000_000,
            side=STORED_SIDE,
        )
    if found.is_short:
        problem = "it has too few bytes for the pixels that it should have"
        raise RefusedError("image-broken", file=name, problem=problem)
    return found


def check_sides(found: Examined, name: str, sides: Sides) -> None:
    """Refuse a picture with a side shorter than the platform takes, now or once scaled down."""
    short, long = sorted((found.width, found.height))
    code = ""
    if short < sides.low:
        code = "image-too-small"
    elif short * sides.high < sides.low * long:
        code = "image-too-narrow"
    if code:
        raise RefusedError(
            code,
            file=name,
            width=found.width,
            height=found.height,
            least=sides.low,
            most=sides.high,
        )


def scale_of(found: Examined, name: str, side: int) -> int:
    """By how much to decode smaller, so that ``side`` pixels of it stay enough to be stored.

    A JPEG that takes too much memory is decoded smaller still; what does so at any scale is refused
    with ``RefusedError``.
    """
    scales = (1, 2, 4, 8) if found.kind is Kind.JPEG else (1,)
    light = [scale for scale in scales if found.memory(scale) <= MEMORY_LIMIT]
    if not light:
        raise RefusedError(
            "image-needs-memory",
            file=name,
            kind=found.kind.word,
            needed=-(-found.memory(scales[-1]) // 1_000_000),
            most=MEMORY_LIMIT // 1_000_000,
        )
    return max((scale for scale in light if side // scale >= STORED_SIDE), default=light[0])


def _check_length(data: bytes, name: str, limit: int) -> None:
    if len(data) > limit:
        raise RefusedError("image-file-too-large", file=name, limit=limit // 1_000_000)


def _kind(data: bytes) -> Kind | None:
    if data.startswith(png.SIGNATURE):
        return Kind.PNG
    if data.startswith(jpeg.SIGNATURE):
        return Kind.JPEG
    return Kind.WEBP if webp.is_webp(data) else None


def _other(data: bytes) -> str:
    """In words, what a file is that is no picture of ours."""
    if not data:
        return "empty"
    for at, begins, found in _OTHERS:
        if data.startswith(begins, at):
            return found
    beginning = data[:_BEGINNING]
    if not any(beginning):
        return "nothing but zeros"
    text = beginning.lower()
    if b"<svg" in text:
        return "an SVG drawing"
    if b"<html" in text or b"<!doctype html" in text:
        return "a web page"
    return "something else"
