"""What the exports of every kind have in common: columns with names, and markets that write them.

Read from ``resources/exports``; names are compared composed, trimmed and case-folded.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from domain.kernel.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns that files of one kind may have. Header names are folded."""

    fields: Mapping[str, str]
    """Folded header name to the field it holds."""
    names: Mapping[str, str]
    """Field to its first header name, as people write it."""
    sheets: tuple[str, ...]
    """The sheets of a workbook that hold the rows."""
    signature: tuple[tuple[str, ...], ...]
    """Fields without any of which a file is not of this kind; of several together one will do."""
    required: tuple[str, ...]
    """Fields without which the figures would be wrong."""
    unused: frozenset[str]
    """Known and left alone."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a file has what: field to position, and names not understood."""

    names: tuple[str, ...]
    fields: Mapping[str, int]
    positions: Mapping[str, int]
    """Folded name to position, of every column that has a name."""
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """A region's name, and what may stand before an amount there."""

    name: str
    prefixes: tuple[str, ...]


def fold(name: str) -> str:
    """A header name for comparing: composed, trimmed, case-folded."""
    return unicodedata.normalize("NFC", name.replace("\ufeff", "")).strip().casefold()


def resource(name: str) -> dict[str, Any]:
    """A table of ``resources/exports``."""
    return tomllib.loads(files("resources").joinpath("exports", name).read_text("utf-8"))


@cache
def regions() -> Mapping[str, Money]:
    """Every region whose files are read, by its code."""
    return {
        code: Money(region["name"], tuple(region["money"]))
        for code, region in resource("regions.toml").items()
    }


def headings(data: Mapping[str, Any]) -> Headings:
    """The ``columns`` and ``file`` tables of a kind's resource."""
    named, file = data["columns"], data["file"]
    return Headings(
        fields={fold(name): field for field, names in named.items() for name in names},
        names={field: names[0] for field, names in named.items()},
        sheets=tuple(file["sheets"]),
        signature=tuple(
            (each,) if isinstance(each, str) else tuple(each) for each in file["signature"]
        ),
        required=tuple(file["required"]),
        unused=frozenset(fold(name) for name in file["unused"]),
    )


def lacking(names: list[str], known: Headings) -> list[str]:
    """The columns, as people write them, without which a header is not of this kind."""
    present = {known.fields.get(fold(name), "") for name in names}
    return [known.names[each[0]] for each in known.signature if present.isdisjoint(each)]


def understood(names: list[str], known: Headings) -> int:
    """How many columns of a header this kind knows."""
    return sum((each := fold(name)) in known.fields or each in known.unused for name in names)


def find(file: str, names: list[str], known: Headings) -> Header:
    """Match the header of a file of this kind by name.

    Refused: a header that lacks a required column, and two columns of one name or meaning. Columns
    without a name are passed over.
    """
    fields: dict[str, int] = {}
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, name in enumerate(names):
        folded = fold(name)
        if not folded:
            continue
        field = known.fields.get(folded, "")
        if folded in positions or field in fields:
            raise RefusedError("file-header-twice", column=_shown(name))
        positions[folded] = position
        if field:
            fields[field] = position
        elif folded not in known.unused:
            unknown.append(_shown(name))
    for field in known.required:
        if field not in fields:
            raise RefusedError("file-column-missing", file=file, column=known.names[field])
    return Header(tuple(_shown(name) for name in names), fields, positions, tuple(unknown))


def _shown(name: str) -> str:
    """A header name as messages show it."""
    return name.replace("\ufeff", "").strip()[:80]
