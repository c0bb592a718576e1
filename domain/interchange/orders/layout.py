"""How order exports are written, read from ``resources/exports/orders.toml``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from domain.interchange.layout import Header, Headings, fold, headings, regions, resource
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
    counted: frozenset[str]
    """What else than items and shipping an order's amount is known to have in it."""
    header: tuple[str, ...]
    """The columns in which the program writes this region's orders."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What an order export may hold. Words are case-folded."""

    headings: Headings
    street: tuple[str, ...]
    """Folded names of the columns that make up a street, in their order."""
    statuses: dict[tuple[str, str], Status]
    status_words: dict[Status, tuple[str, str]]
    """The words in which the program writes a status."""
    cancelled_by: dict[str, str]
    cancelled_by_words: dict[str, str]
    seller_ships: frozenset[str]
    seller_ships_word: str
    platform_ships_word: str
    added: tuple[str, ...]
    """Fields with what a buyer may pay beyond items and shipping."""
    taken_off: tuple[str, ...]
    """Fields with what may be taken off that."""
    markets: dict[str, Market]

    @property
    def beyond(self) -> tuple[str, ...]:
        """Fields of all that counts beyond items and shipping."""
        return (*self.added, *self.taken_off)


@cache
def layout() -> Layout:
    """The layout of order exports."""
    return _read(resource("orders.toml"))


def _read(data: dict[str, Any]) -> Layout:
    known, street = headings(data), tuple(fold(name) for name in data["file"]["street"])
    return Layout(
        headings=replace(known, unused=known.unused | set(street)),
        street=street,
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
        added=tuple(data["beyond"]["added"]),
        taken_off=tuple(data["beyond"]["taken_off"]),
        markets={
            code: Market(
                code,
                regions()[code].name,
                frozenset(fold(name) for name in market["markers"]),
                tuple(market["times"]),
                regions()[code].prefixes,
                frozenset(market.get("counted", ())),
                tuple(
                    name for part in market["header"] for name in data["shared"].get(part, [part])
                ),
            )
            for code, market in data["regions"].items()
        },
    )


def market_of(header: Header, known: Layout, home: str) -> str:
    """The region whose marking columns the file has most of; ``home`` where none tells."""
    there = header.positions.keys()
    counts = {code: len(m.markers & there) for code, m in known.markets.items()}
    return (
        max(counts, key=lambda code: (counts[code], code == home)) if any(counts.values()) else home
    )
