"""What would make an imported listing better, as far as a file can tell.

A file tells words, attributes and how many pictures there are, never what they show; so nothing is
said of backgrounds, videos and size charts, and no picture is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.catalogue.categories import category_tree
from domain.catalogue.description import points
from domain.catalogue.expectations import around, asked
from domain.catalogue.listing import Chosen, Listing
from domain.catalogue.quality import Quality, quality
from domain.catalogue.reviewing import Objection, review
from domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Told:
    """A product as its file tells it."""

    title: str
    category: str
    brand: str
    description: str
    """HTML."""
    pictures: int
    attributes: Mapping[int, str]
    """Values by the platform's id of the attribute."""


@dataclass(frozen=True, slots=True)
class Advice:
    """How good a listing is, and what the platform may object to."""

    quality: Quality
    objections: tuple[Objection, ...]


def listing_advice(told: Told, book: Rulebook, now: int) -> Advice | None:
    """What to do about a listing; None in regions whose categories and rules are not known."""
    tree = category_tree(book.code)
    if not book.practice or not tree.categories:
        return None
    placed = tree.placed(told.category)
    listing = Listing(
        title=told.title,
        leaf=placed.id if placed is not None else 0,
        brand=told.brand,
        attributes=tuple(Chosen(id_, (value,)) for id_, value in told.attributes.items()),
        points=points(told.description),
        description=told.description,
        pictures=("",) * told.pictures,
        video=_UNTOLD,
    )
    needs = replace(
        asked(listing, (), book.code), main_white=True, main_square=True, size_chart=False
    )
    return Advice(
        quality(listing, needs, book.at(now)),
        review(listing, around(listing, (), book.code), book.code),
    )


_UNTOLD = "untold"
"""Stands for a video that may be there or not."""
