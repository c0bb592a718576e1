"""The process that develops pictures, one after the other, so that none can harm the shop.

For each it is sent a job in JSON and the bytes, and answers ``{"refused": …}``, or what is known of
the picture followed by the bytes of its two JPEGs.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from multiprocessing.connection import Connection

from domain.catalogue.images.examined import Kind
from domain.catalogue.images.picture import Box
from domain.kernel.confined import hold, put
from domain.kernel.refusals import RefusedError


def serve(room: int, to: Connection) -> None:
    """Develop until nobody asks any more; ``room`` is how many bytes of memory that may take."""
    # Blocks of this size are given back to the system as soon as a picture is done with; smaller
    # ones would stay, and leave each further picture less. The library asks when it is imported.
    os.environ["PILLOW_BLOCK_SIZE"] = "64m"
    # Only here: the parent does not need the library behind it.
    from domain.catalogue.images.developing import Job, develop  # noqa: PLC0415

    hold(room)
    while True:
        try:
            said = json.loads(to.recv_bytes())
            said["kind"] = Kind(said["kind"])
            said["box"] = said["box"] and Box(**said["box"])
            job = Job(**said)
            try:
                picture = develop(job, to.recv_bytes())
            except RefusedError as refused:
                put(to, refused=[refused.refusal.code, dict(refused.refusal.params)])
            else:
                put(to, width=picture.width, height=picture.height, facts=asdict(picture.facts))
                to.send_bytes(picture.jpeg)
                to.send_bytes(picture.thumbnail)
        except (EOFError, BrokenPipeError):
            return
        except MemoryError:
            return  # some of it may be held still; the next picture has a new process
