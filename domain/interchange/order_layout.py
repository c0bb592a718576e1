"""How order exports are written, read from ``resources/exports/orders.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status


@dataclass(frozen=True, slots=True)
class Market:
    """How one region's files differ."""

    code: str
    name: str
    markers: frozenset[str]
    """Columns that only this region's files have."""
    times: tuple[str, ...]
    """Forms of dates and clocks, such as ``MDY 12``."""
    money: tuple[str, ...]
    """What may stand before an amount."""
    header: tuple[str, ...]
    """The columns in which the program writes this region's orders."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What an order export may hold. Header names are folded; words case-folded."""

    columns: dict[str, str]
    """Folded header name to the field it holds."""
    names: dict[str, str]
    """Field to its first header name, as people write it."""
    sheets: tuple[str, ...]
    """The sheet of a workbook that holds the orders."""
    signature: tuple[str, ...]
    required: tuple[str, ...]
    street: tuple[str, ...]
    unused: frozenset[str]
    statuses: dict[tuple[str, str], Status]
    status_words: dict[Status, tuple[str, str]]
    """The words in which the program writes a status."""
    cancelled_by: dict[str, str]
    cancelled_by_words: dict[str, str]
    seller_ships: frozenset[str]
    seller_ships_word: str
    platform_ships_word: str
    markets: dict[str, Market]


@dataclass(frozen=True, slots=True)
class Header:
    """Where a file has what: field to position, street positions, and names not understood."""

    names: tuple[str, ...]
    fields: dict[str, int]
    street: tuple[int, ...]
    unknown: tuple[str, ...]
    folded: frozenset[str]


def fold(name: str) -> str:
    """A header name for comparing: composed, trimmed, case-folded."""
    return unicodedata.normalize("NFC", name.replace("\ufeff", "")).strip().casefold()


@cache
def layout() -> Layout:
    """The layout of order exports."""
    source = files("resources").joinpath("exports", "orders.toml")
    return _read(tomllib.loads(source.read_text("utf-8")))


def _read(data: dict[str, Any]) -> Layout:
    columns, file = data["columns"], data["file"]
    return Layout(
        columns={fold(name): field for field, names in columns.items() for name in names},
        names={field: names[0] for field, names in columns.items()},
        sheets=tuple(file["sheets"]),
        signature=tuple(file["signature"]),
        required=tuple(file["required"]),
        street=tuple(fold(name) for name in file["street"]),
        unused=frozenset(fold(name) for name in file["unused"]),
        statuses={
            (status.casefold(), substatus.casefold()): Status[entry["is"]]
            for entry in data["statuses"]
            for status in entry["status"]
            for substatus in entry["substatus"]
        },
        status_words={
            Status[entry["is"]]: (entry["status"][0], next(filter(None, entry["substatus"])))
            for entry in data["statuses"]
        },
        cancelled_by={
            word.casefold(): role for role, words in data["cancelled_by"].items() for word in words
        },
        cancelled_by_words={role: words[0] for role, words in data["cancelled_by"].items()},
        seller_ships=frozenset(word.casefold() for word in data["shipping"]["seller"]),
        seller_ships_word=data["shipping"]["seller"][0],
        platform_ships_word=data["shipping"]["platform"],
        markets={
            code: Market(
                code,
                market["name"],
                frozenset(fold(name) for name in market["markers"]),
                tuple(market["times"]),
                tuple(market["money"]),
                tuple(
                    name for part in market["header"] for name in data["shared"].get(part, [part])
                ),
            )
            for code, market in data["regions"].items()
        },
    )


def find(file: str, names: list[str], known: Layout) -> Header:
    """Match a file's header by name.

    Refused: a header that is no order export's, one that lacks a required column, and two columns
    of one meaning. Columns without a name are passed over.
    """
    # Before anything of the first line is shown: without these it may hold data instead of names.
    present = {known.columns.get(fold(name), "") for name in names}
    if lacking := [known.names[field] for field in known.signature if field not in present]:
        problem = f"it has no {', '.join(lacking)}"
        raise RefusedError("file-kind-unknown", file=file, problem=problem)
    fields: dict[str, int] = {}
    seen: set[str] = set()
    unknown: list[str] = []
    street: dict[str, int] = {}
    for position, name in enumerate(names):
        folded = fold(name)
        if not folded:
            continue
        field = known.columns.get(folded, "")
        if folded in seen or field in fields:
            raise RefusedError("file-header-twice", column=_shown(name))
        seen.add(folded)
        if field:
            fields[field] = position
        elif folded in known.street:
            street[folded] = position
        elif folded not in known.unused:
            unknown.append(_shown(name))
    for field in known.required:
        if field not in fields:
            raise RefusedError("file-column-missing", file=file, column=known.names[field])
    return Header(
        tuple(_shown(name) for name in names),
        fields,
        tuple(street[name] for name in known.street if name in street),
        tuple(unknown),
        frozenset(seen),
    )


def market_of(header: Header, known: Layout, home: str) -> str:
    """The region whose marking columns the file has most of; ``home`` where none tells."""
    counts = {code: len(m.markers & header.folded) for code, m in known.markets.items()}
    return (
        max(counts, key=lambda code: (counts[code], code == home)) if any(counts.values()) else home
    )


def _shown(name: str) -> str:
    """A header name as messages show it."""
    return name.replace("\ufeff", "").strip()[:80]
