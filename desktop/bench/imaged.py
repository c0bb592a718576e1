"""One picture taken, developed or only decoded. Run as a process of its own.

Tells seconds, the peak memory beyond what the process held before, and the code of a refusal.
``taken`` is all that a person waits for, with the start of the process that develops; ``developed``
does that process's work here, so that its memory can be told; ``decoded`` is the library alone.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PIL import Image

from desktop.bench.memory import peak_megabytes
from domain.catalogue.images.darkroom import Darkroom
from domain.catalogue.images.developing import Job, develop
from domain.catalogue.images.examining import examine, scale_of
from domain.catalogue.images.picture import Sides
from domain.kernel.refusals import RefusedError


def taken(path: Path) -> None:
    with Darkroom(Sides(300, 4_000)) as darkroom:
        darkroom.take(path)


def developed(path: Path) -> None:
    found = examine(path.read_bytes(), path.name)
    scale = scale_of(found, path.name, max(found.width, found.height))
    job = Job(path.name, found.kind, found.width, found.height, scale, None)
    develop(job, found.needed)


def decoded(path: Path) -> None:
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as image:
        image.load()


WAYS: dict[str, Callable[[Path], None]] = {
    "taken": taken,
    "developed": developed,
    "decoded": decoded,
}


def main(how: str, file: str) -> None:
    before = psutil.Process().memory_info().rss / 1e6
    refused = ""
    begun = time.perf_counter()
    try:
        WAYS[how](Path(file))
    except RefusedError as error:
        refused = error.refusal.code
    seconds = time.perf_counter() - begun
    megabytes = max(0.0, peak_megabytes() - before)
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "refused": refused}))


if __name__ == "__main__":
    main(*sys.argv[1:])
