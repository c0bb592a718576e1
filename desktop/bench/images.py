"""``bench images``: the heaviest pictures that are taken, and two that are refused."""

from __future__ import annotations

from pathlib import Path

from desktop.bench.child import BrokenOffError, told
from desktop.bench.rows import Row, in_turn

_SECONDS = 2.0
_MEGABYTES = 200.0
_DAMAGED, _BOMB = "damaged.png", "bomb.png"
_REFUSED = {_DAMAGED: "image-broken", _BOMB: "image-too-many-pixels"}


def images(scratch: Path, rounds: int, *, quick: bool) -> list[Row]:
    """Rows for each picture: the time until it is taken or refused, and the memory beyond idle.

    A bomb is refused by its header and starts no process whose memory could be told.
    """
    drawn = told("desktop.bench.image_files", str(scratch), "quick" if quick else "full")
    rows: list[Row] = []
    for name in drawn["names"]:
        path = scratch / name
        said = told("desktop.bench.imaged", "taken", str(path))
        if said["refused"] != _REFUSED.get(name, ""):
            raise BrokenOffError(f"{name} ended with {said['refused'] or 'a picture'}")
        rows.append(_row(path, rounds, "taken", "seconds"))
        if name != _BOMB:
            rows.append(_row(path, 1, "developed", "megabytes"))
    return rows


def _row(path: Path, rounds: int, how: str, what: str) -> Row:
    def measured(way: str) -> float:
        return float(told("desktop.bench.imaged", way, str(path))[what])

    refused = path.name in _REFUSED
    ways = [how] if refused else [how, "decoded"]
    ours, *library = in_turn(rounds, *[lambda way=way: measured(way) for way in ways])
    in_seconds = what == "seconds"
    return Row(
        name=f"images-{path.stem}" if in_seconds else f"images-{path.stem}-memory",
        size=f"{path.name}, {path.stat().st_size / 1e6:.1f} MB",
        value=ours,
        unit="s" if in_seconds else "MB",
        bar=_SECONDS if in_seconds else _MEGABYTES,
        bar_on="value",
        baseline="none: the library cannot open it" if refused else "decoding alone by the library",
        baseline_value=None if refused else library[0],
    )
