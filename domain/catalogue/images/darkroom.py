"""Where pictures are taken in: looked at here, developed in a process that cannot harm the shop."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from domain.catalogue.images.examining import FILE_LIMIT, check_sides, examine, scale_of
from domain.catalogue.images.picture import Box, Facts, Picture, Sides
from domain.catalogue.images.process import serve
from domain.kernel.confined import Confined, TooHeavyError, TooSlowError
from domain.kernel.refusals import RefusedError

MEMORY_LIMIT = 200_000_000
"""Bytes that a picture may take beyond what the process holds when it has started."""

_STARTED = 60_000_000
"""Bytes that it holds then at most: Python, NumPy and the image library."""

_IDLE = 130_000_000
"""Bytes that it may go on with: the system's allocator keeps some 64 million of what it was given
back. What the largest pictures leave behind beyond that ends with the process."""

SILENCE_LIMIT = 10.0
"""Seconds after which a picture is given up; the longest takes about two."""

_PASTED = "The picture"


class Darkroom:
    """Takes pictures in. Its process starts with the first one and ends with ``close``.

    For one thread at a time. A picture that ends the process costs the next one a new start.
    """

    def __init__(self, sides: Sides) -> None:
        """Keep to the sides that the platform takes."""
        self._sides = sides
        self._process: Confined | None = None

    def take(self, source: Path | bytes, box: Box | None = None) -> Picture:
        """The picture of a file, or of what was pasted; a square cut out of it with a box.

        Refused with ``RefusedError``: what is no still PNG, JPEG or WebP, or broken, too large or
        too small, and a box that is too small or not inside. The box counts pixels of the upright
        original, so a crop from the file, while it is there, has all of its detail.
        """
        name = source.name if isinstance(source, Path) else _PASTED
        data = _read(source) if isinstance(source, Path) else source
        found = examine(data, name)
        check_sides(found, name, self._sides)
        if box is not None and box.side < self._sides.low:
            raise RefusedError("image-crop-too-small", side=box.side, least=self._sides.low)
        long = box.side if box else max(found.width, found.height)
        job = {
            "name": name,
            "kind": found.kind,
            "width": found.width,
            "height": found.height,
            "scale": scale_of(found, name, long),
            "box": box and asdict(box),
        }
        return self._developed(name, job, found.needed)

    def crop(self, picture: Picture, box: Box) -> Picture:
        """A square of a stored picture, in its pixels; it is encoded a second time.

        Sharper from the original, while that is there: ``take`` it with a box.
        """
        return self.take(picture.jpeg, box)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def __enter__(self) -> Darkroom:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _developed(self, name: str, job: dict[str, Any], data: bytes) -> Picture:
        if self._process is None:
            self._process = Confined(
                serve, MEMORY_LIMIT, memory=_STARTED + MEMORY_LIMIT, silence=SILENCE_LIMIT
            )
        process = self._process
        try:
            process.tell(json.dumps(job).encode())
            process.tell(data)
            answer = process.message()
            if "refused" in answer:
                code, params = answer["refused"]
                raise RefusedError(code, **params)
            picture = Picture(
                width=answer["width"],
                height=answer["height"],
                facts=Facts(**answer["facts"]),
                jpeg=process.data(),
                thumbnail=process.data(),
            )
            if process.held() > _IDLE:
                self.close()
            return picture
        except TooHeavyError:
            self.close()
            raise RefusedError("image-too-heavy", file=name) from None
        except TooSlowError:
            self.close()
            seconds = int(SILENCE_LIMIT)
            raise RefusedError("image-too-slow", file=name, seconds=seconds) from None


def _read(path: Path) -> bytes:
    """The bytes of a file, no more than one too many."""
    try:
        if not path.exists():
            raise RefusedError("file-missing", file=path.name)
        if not path.is_file():  # a pipe would be waited for
            raise RefusedError("file-unreadable", file=path.name, problem="it is no file")
        with path.open("rb") as file:
            return file.read(FILE_LIMIT + 1)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise RefusedError("file-unreadable", file=path.name, problem=problem) from None
