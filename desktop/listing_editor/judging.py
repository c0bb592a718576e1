"""Everything that is said of a listing while it is edited: what is wrong, weak, or objected to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.listing_editor.opened import Opened
from domain.catalogue.categories import category_tree
from domain.catalogue.drawn import drawn_facts
from domain.catalogue.expectations import around, asked, required
from domain.catalogue.images.picture import Facts
from domain.catalogue.limits import Wrong, wrongs
from domain.catalogue.listing import Listing
from domain.catalogue.quality import Asked, Quality, quality
from domain.catalogue.reviewing import Objection, review


@dataclass(frozen=True, slots=True)
class Judgement:
    """What keeps it from being submitted, what would better it, what the review will find."""

    wrongs: tuple[Wrong, ...]
    quality: Quality
    objections: tuple[Objection, ...]

    def about(self, *fields: str) -> tuple[Wrong, ...]:
        """What is wrong in these fields."""
        return tuple(each for each in self.wrongs if each.field in fields and each.variant < 0)


def judged(listing: Listing, opened: Opened, looks: Mapping[str, Facts]) -> Judgement:
    """Judge a listing whose pictures look so; what is not measured counts as a drawing does."""
    seen = tuple(looks.get(each) or drawn_facts(each) for each in listing.pictures)
    region, rules = opened.region, opened.rules
    if not category_tree(region).categories:
        # Of other regions neither the categories nor the review's words are known.
        return Judgement(wrongs(listing, rules), quality(listing, Asked(), rules), ())
    held = around(listing, seen, region, others=opened.others, authorised=opened.brands.authorised)
    return Judgement(
        wrongs(listing, rules, required(listing.leaf, region)),
        quality(listing, asked(listing, seen, region), rules),
        review(listing, held, region),
    )
