"""How analytics exports are written, read from ``resources/exports``: columns by what they hold.

A header may name a currency at the end of a column, such as ``GMV ($)``; names are compared
without it, and it is held against the shop's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import Table

from domain.analytics.tables import told_creators, told_days, told_products, told_videos
from domain.interchange.layout import Header, Headings, find, headings, regions, resource
from domain.kernel.refusals import RefusedError
from domain.rulebook import Rulebook

_GROUPS = ("ids", "texts", "days", "moments", "counts", "amounts", "rates")
_PERCENT = "%"
_MARKED = re.compile(r"\s?\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Told:
    """What files of one kind tell of, and where it is kept."""

    file: str
    """The resource that names its columns."""
    table: Table
    """Has a column of the same name for each of the resource's."""
    key: tuple[str, ...]
    """The columns that name the thing; an id or a name first, of which no row may be without."""
    totals: tuple[str, ...]
    """The columns that a plan adds up."""


_SOLD = ("orders", "items", "gmv")

VIDEOS = Told("video_analytics.toml", told_videos, ("video_id", "product_id"), ("views", *_SOLD))
PRODUCTS = Told("product_analytics.toml", told_products, ("product_id",), _SOLD)
CREATORS = Told("creator_analytics.toml", told_creators, ("creator",), _SOLD)
DAYS = Told("shop_daily.toml", told_days, ("day",), _SOLD)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that files of one kind may have, by what they hold."""

    headings: Headings
    groups: Mapping[str, tuple[str, ...]]
    """Ids, texts, days, moments, counts, amounts and rates."""


@dataclass(frozen=True, slots=True)
class Common:
    """What all kinds have in common."""

    none: frozenset[str]
    """Cells that say that there is nothing to tell."""
    cut_off: int
    """Rows after which a file may have been cut off."""
    days: str
    """How the parts of a day stand."""
    marks: frozenset[str]
    """Case-folded marks of every currency that a header may name."""


@cache
def layout(told: Told) -> Layout:
    """The layout of one kind."""
    data = resource(told.file)
    groups = {name: tuple(data.get(name, ())) for name in _GROUPS}
    columns = {
        field: [plain(name) for name in names]
        for group in groups
        for field, names in data.get(group, {}).items()
    }
    file = {**data["file"], "unused": [plain(name) for name in data["file"]["unused"]]}
    return Layout(headings({"columns": columns, "file": file}), groups)


@cache
def common() -> Common:
    """What all kinds have in common."""
    data = resource("told.toml")
    ours = [mark for region in regions().values() for mark in region.prefixes]
    return Common(
        none=frozenset(data["none"]),
        cut_off=data["cut_off"],
        days=data["days"],
        marks=frozenset(mark.casefold() for mark in (*ours, *data["foreign_marks"], _PERCENT)),
    )


def plain(name: str) -> str:
    """A header's name with one space for many, and without a currency or per cent at its end."""
    return _parted(name)[0]


def _parted(name: str) -> tuple[str, str]:
    """The plain name, and the mark that stood behind it; empty for none."""
    composed = unicodedata.normalize("NFC", name).replace("（", "(").replace("）", ")")  # noqa: RUF001
    spaced = " ".join(composed.replace("(", " (").split())
    found = _MARKED.search(spaced)
    if found is None or found[1].strip().casefold() not in common().marks:
        return spaced, ""
    return spaced[: found.start()], found[1].strip()


def names(header: list[str]) -> list[str]:
    """A header as its columns are looked up."""
    return [plain(name) for name in header]


def matched(file: str, written: list[str], told: Told, book: Rulebook) -> tuple[Header, set[str]]:
    """What stands where in a file of this kind, and the fields whose numbers are per cent.

    Refused with ``RefusedError``: amounts of another currency than the shop's, and what ``find``
    refuses.
    """
    parted = [_parted(name) for name in written]
    ours = {mark.casefold() for mark in regions()[book.code].prefixes} | {_PERCENT}
    for name, (_, mark) in zip(written, parted, strict=True):
        if mark and mark.casefold() not in ours:
            raise RefusedError(
                "file-other-currency",
                file=file,
                column=name.strip()[:80],
                found=mark,
                currency=book.currency.code,
            )
    header = find(file, [name for name, _ in parted], layout(told).headings)
    shown = tuple(name.strip()[:80] for name in written)
    unknown = (at for at, name in enumerate(header.names) if name in header.unknown)
    percent = {field for field, at in header.fields.items() if parted[at][1] == _PERCENT}
    return replace(header, names=shown, unknown=tuple(shown[at] for at in unknown)), percent
