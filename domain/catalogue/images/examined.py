"""What the look into a file finds, before anything decodes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PIECES = 10_000
"""Pieces that a file may be put together from; a picture of 20 MB in pieces of 8 kB has 2,500."""


class Kind(StrEnum):
    """The kinds of pictures that are taken, by the names of the image library."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its files' names, the usual one first."""
        return {
            Kind.PNG: (".png",),
            Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
            Kind.WEBP: (".webp",),
        }[self]

    @property
    def word(self) -> str:
        """Its name as people write it."""
        return "WebP" if self is Kind.WEBP else str(self)


@dataclass(frozen=True, slots=True)
class Examined:
    """A picture's size, what decoding it takes, and the bytes that decoding needs."""

    kind: Kind
    width: int
    """Pixels, before the picture is turned upright."""
    height: int
    pixel_bytes: int
    """Memory for each pixel decoded."""
    other_bytes: int
    """Memory that decoding takes beside the pixels, whatever the scale."""
    needed: bytes
    """The file without what the decoder has no need of."""
    is_short: bool = False
    """Whether it has too few bytes for its pixels, however tightly they are packed."""
    is_slow: bool = False
    """Whether decoding goes through its pixels many times."""

    def memory(self, scale: int = 1) -> int:
        """Bytes that decoding takes; only a JPEG can be decoded at a part of its size."""
        return self.other_bytes + self.width * self.height * self.pixel_bytes // scale**2


class BrokenError(Exception):
    """The file is not put together as its kind is; says what is wrong with it."""


class AnimatedError(Exception):
    """The file holds more than one picture in time."""


CUT_OFF = "it is cut off before its end"
TOO_MANY_PIECES = "it is cut into more pieces than any program writes"
