"""How product files are written, read from ``resources/exports/products.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from domain.catalogue.words import named
from domain.interchange.layout import Headings, headings, resource


@dataclass(frozen=True, slots=True)
class Units:
    """What a file's measures are in."""

    weight: Decimal
    """Grams to the unit of weight."""
    size: Decimal
    """Millimetres to the unit of length."""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of product file, as the program writes it."""

    mark: str
    header: tuple[str, ...]
    attributes: bool
    """Whether the columns of attributes follow."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a product file may hold."""

    headings: Headings
    heading_rows: int
    """Rows of headings beneath the machine keys."""
    attribute: str
    """What the machine keys of category attributes begin with."""
    units: Mapping[str, Units]
    statuses: Mapping[str, str]
    """The API's status by a file's case-folded word or number."""
    templates: Mapping[str, Template]
    written: Mapping[str, Any]
    labels: Mapping[str, str]

    def status(self, cell: str) -> str:
        """The API's name for what a status cell says, or the cell's own word."""
        word, number = named(cell)
        known = self.statuses.get(str(number)) or self.statuses.get(word.casefold())
        return known or word

    def words_for(self, status: str) -> str:
        """A status of the API as the program writes it where no file has said it."""
        words = [word for word, known in self.statuses.items() if known == status]
        if not words:
            return status
        numbers = [word for word in words if word.isdigit()]
        name = next(word for word in words if not word.isdigit()).capitalize()
        return f"{name}({numbers[0]})" if numbers else name


@cache
def layout() -> Layout:
    """The layout of product files."""
    data = resource("products.toml")
    return Layout(
        headings=headings(data),
        heading_rows=data["file"]["headings"],
        attribute=data["file"]["attribute"],
        units={
            word: Units(Decimal(each["weight"]), Decimal(each["size"]))
            for word, each in data["units"].items()
        },
        statuses={
            word.casefold(): status for status, words in data["statuses"].items() for word in words
        },
        templates={
            name: Template(each["mark"], tuple(each["header"]), each["attributes"])
            for name, each in data["templates"].items()
        },
        written=data["written"],
        labels=data["labels"],
    )
