"""A look into a JPEG: its segments, its frame, and how often its pixels are gone through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.catalogue.images.examined import (
    CUT_OFF,
    PIECES,
    TOO_MANY_PIECES,
    BrokenError,
    Examined,
    Kind,
)

SIGNATURE = b"\xff\xd8\xff"

_SCANS = 24
"""Scans that a picture may have. Each goes through all its pixels, so that a small file of
thousands would take minutes; programs write ten, careful ones up to some twenty."""

_END, _SCAN = 0xD9, 0xDA
_PLAIN_FRAMES, _PROGRESSIVE_FRAME = (0xC0, 0xC1), 0xC2
_OTHER_FRAMES = (0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_FRAMES = (*_PLAIN_FRAMES, _PROGRESSIVE_FRAME, *_OTHER_FRAMES)
_TABLES = (0xC4, 0xDB, 0xDD)
_ALONE = (0x00, 0x01, *range(0xD0, 0xD9))
"""Markers that say nothing and stand nowhere between segments."""
_OTHERS_NEEDED = {0xE0: b"JFIF\0", 0xE1: b"Exif\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Colour and orientation; further pictures, previews and texts are left out."""

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the pixels of a scan: a marker that is none of those which stand among them."""

_UNSEEN = -1


class _Frame:
    """The picture's size and components, and what its scans have told of them so far."""

    def __init__(self, marker: int, said: bytes) -> None:
        if marker in _OTHER_FRAMES:
            raise BrokenError("it is a rare kind of JPEG")
        if len(said) < 6 or len(said) != 6 + 3 * said[5] or said[5] not in (1, 3, 4):
            raise BrokenError("its header says what no JPEG can be")
        if said[0] != 8:
            raise BrokenError(f"it has {said[0]} bits for each colour, where JPEGs have 8")
        self.height = int.from_bytes(said[1:3], "big")
        self.width = int.from_bytes(said[3:5], "big")
        self.progressive = marker == _PROGRESSIVE_FRAME
        self.scans = 0
        self.is_short = False
        self._sampling = {
            said[at]: (said[at + 1] >> 4, said[at + 1] & 15) for at in range(6, len(said), 3)
        }
        self._bits = {each: [_UNSEEN] * 64 for each in self._sampling}
        """Of each coefficient of a component: down to which bit it is known."""
        if not self.width or not self.height:
            raise BrokenError("it says that it has no size")
        if len(self._sampling) != said[5] or not all(
            1 <= each <= 4 for both in self._sampling.values() for each in both
        ):
            raise BrokenError("its header says what no JPEG can be")

    @property
    def components(self) -> int:
        """How many colours the picture is made of."""
        return len(self._sampling)

    def scan(self, said: bytes, pixels: int) -> None:
        """Take note of a scan and the bytes of its pixels; it must tell something new."""
        self.scans += 1
        if self.scans > _SCANS:
            raise BrokenError(f"its pixels are spread over more than {_SCANS} scans")
        components = said[1:-3:2]
        if len(said) < 6 or said[0] != len(components) or not set(components) <= set(self._bits):
            raise BrokenError("one of its scans says what none can")
        first, last, before, bit = said[-3], said[-2], said[-1] >> 4, said[-1] & 15
        if not self.progressive:
            first, last, before, bit = 0, 63, 0, 0
        for component in components:
            known = self._bits[component]
            if any(each != (before or _UNSEEN) for each in known[first : last + 1]):
                raise BrokenError("its scans do not follow each other")
            known[first : last + 1] = [bit] * len(known[first : last + 1])
        # Light and colour of each block take a bit at least, and so does the end of its details.
        least = 0 if first or before else 1 if self.progressive else 2
        self.is_short |= sum(map(self._blocks, components)) * least > pixels * 8

    def coefficients(self) -> int:
        """Bytes of all coefficients, which are kept where a picture comes in several scans."""
        if not self.progressive and self.scans == 1:
            return 0
        return 128 * sum(map(self._blocks, self._sampling))

    def _blocks(self, component: int) -> int:
        """Blocks of 8 by 8 pixels of a component, in whole groups; at most one group too many."""
        across = max(each for each, _ in self._sampling.values())
        down = max(each for _, each in self._sampling.values())
        wide, high = self._sampling[component]
        return -(-self.width // (8 * across)) * wide * -(-self.height // (8 * down)) * high


def examine(data: bytes) -> Examined:
    """Find the size and walk to the end of the picture; raises BrokenError."""
    view = memoryview(data)
    needed = [view[:2]]
    frame: _Frame | None = None
    for marker, at, end, following in _segments(data):
        said = data[at + 2 : end]
        if marker in _FRAMES:
            if frame is not None:
                raise BrokenError("it says its size twice")
            frame = _Frame(marker, said)
        elif marker == _SCAN:
            if frame is None:
                raise BrokenError("its pixels come before its size")
            frame.scan(said, following - end)
        elif marker not in _TABLES:
            begins = _OTHERS_NEEDED.get(marker)
            if begins is None or not said.startswith(begins):
                continue
        needed.append(view[at - 2 : following])
    if frame is None or not frame.scans:
        raise BrokenError("its pixels are missing")
    whole = b"".join((*needed, b"\xff\xd9"))
    return Examined(
        kind=Kind.JPEG,
        width=frame.width,
        height=frame.height,
        pixel_bytes=1 if frame.components == 1 else 4,
        other_bytes=len(whole) + frame.coefficients(),
        needed=whole,
        is_short=frame.is_short,
        is_slow=frame.progressive,
    )


def _segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each segment's marker, where it begins behind that, its end, and where the next one begins.

    Behind the end of a scan's segment come its pixels.
    """
    at = 2
    for _ in range(PIECES):
        begun = at
        while data[at : at + 1] == b"\xff":
            at += 1
        if at >= len(data):
            raise BrokenError(CUT_OFF)
        marker = data[at]
        if at == begun or marker in _ALONE:
            raise BrokenError("its parts do not follow each other")
        if marker == _END:
            return
        at += 1
        end = at + int.from_bytes(data[at : at + 2], "big")
        if end < at + 2:
            raise BrokenError("a part of it has an impossible length")
        following: int | None = end
        if marker == _SCAN:
            found = _MARKER.search(data, end)
            following = found.start() if found else None
        if following is None or following >= len(data):
            raise BrokenError(CUT_OFF)
        yield marker, at, end, following
        at = following
    raise BrokenError(TOO_MANY_PIECES)
