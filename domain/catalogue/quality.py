"""A listing's quality: poor, fair or good, and what would raise it.

A tier needs all fixes of the tiers below it (domain knowledge: US, over title, description,
pictures, attributes and size chart). Which fix belongs to which tier is a choice of this program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.catalogue.description import plain
from domain.catalogue.listing import Listing
from domain.catalogue.rules import Tier
from domain.rulebook import Rules


class Fix(StrEnum):
    """Something that would make a listing better."""

    TITLE_LENGTH = "title-length"
    """The title is too short to be found."""
    TITLE_CAPITALS = "title-capitals"
    """Most of its letters are capitals."""
    TITLE_REPEATS = "title-repeats"
    """A word stands in it three times or more."""
    DESCRIPTION_LENGTH = "description-length"
    POINTS = "points"
    PICTURES = "pictures"
    MAIN_WHITE = "main-white"
    """The main picture has no white background."""
    MAIN_SQUARE = "main-square"
    ATTRIBUTES_REQUIRED = "attributes-required"
    ATTRIBUTES_OPTIONAL = "attributes-optional"
    """Less than half of the optional attributes are filled in."""
    SIZE_CHART = "size-chart"
    VIDEO = "video"


NEEDED: dict[Tier, tuple[Fix, ...]] = {
    Tier.FAIR: (
        Fix.TITLE_LENGTH,
        Fix.TITLE_CAPITALS,
        Fix.TITLE_REPEATS,
        Fix.ATTRIBUTES_REQUIRED,
        Fix.DESCRIPTION_LENGTH,
    ),
    Tier.GOOD: (
        Fix.PICTURES,
        Fix.MAIN_SQUARE,
        Fix.MAIN_WHITE,
        Fix.POINTS,
        Fix.ATTRIBUTES_OPTIONAL,
        Fix.SIZE_CHART,
    ),
}
"""What a listing must not lack to reach each tier. A video is advised and belongs to none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the listing's category asks for, and what its main picture is like."""

    required: tuple[int, ...] = ()
    optional: tuple[int, ...] = ()
    size_chart: bool = False
    main_white: bool = False
    main_square: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """The tier, and everything that would help, what the next tier needs first."""

    tier: Tier
    fixes: tuple[Fix, ...]

    @property
    def next_fixes(self) -> tuple[Fix, ...]:
        """What is missing for the next tier; empty for a good listing."""
        if self.tier is Tier.GOOD:
            return ()
        needed = NEEDED[Tier(self.tier + 1)]
        return tuple(fix for fix in self.fixes if fix in needed)


def quality(listing: Listing, asked: Asked, rules: Rules) -> Quality:
    """How good a listing is."""
    lacks = {fix for fix, is_lacking in _LACKS.items() if is_lacking(listing, asked, rules)}
    tier = Tier.POOR
    for each, needed in NEEDED.items():
        if lacks & set(needed):
            break
        tier = each
    in_order = [*NEEDED[Tier.FAIR], *NEEDED[Tier.GOOD], Fix.VIDEO]
    return Quality(tier, tuple(fix for fix in in_order if fix in lacks))


def _filled(listing: Listing, attributes: tuple[int, ...]) -> int:
    return sum(any(v.strip() for v in listing.values_of(each)) for each in attributes)


def _shouts(title: str) -> bool:
    letters = [each for each in title if each.isalpha() and each.upper() != each.lower()]
    return len(letters) >= 10 and 2 * sum(each.isupper() for each in letters) > len(letters)


def _repeats(title: str) -> bool:
    words = [word.strip(".,;:!?()[]\"'").casefold() for word in title.split()]
    return any(words.count(word) >= 3 for word in words if len(word) > 2)


_LACKS: dict[Fix, Callable[[Listing, Asked, Rules], bool]] = {
    Fix.TITLE_LENGTH: lambda one, _asked, rules: len(one.title.strip()) < rules.title_advised,
    Fix.TITLE_CAPITALS: lambda one, _asked, _rules: _shouts(one.title),
    Fix.TITLE_REPEATS: lambda one, _asked, _rules: _repeats(one.title),
    Fix.DESCRIPTION_LENGTH: lambda one, _asked, rules: (
        len(plain(one.description)) < rules.description_advised
    ),
    Fix.POINTS: lambda one, _asked, rules: len(one.points) < rules.points_low,
    Fix.PICTURES: lambda one, _asked, rules: len(one.pictures) < rules.pictures_advised,
    Fix.MAIN_WHITE: lambda one, asked, _rules: not (one.pictures and asked.main_white),
    Fix.MAIN_SQUARE: lambda one, asked, _rules: not (one.pictures and asked.main_square),
    Fix.ATTRIBUTES_REQUIRED: lambda one, asked, _rules: (
        _filled(one, asked.required) < len(asked.required)
    ),
    Fix.ATTRIBUTES_OPTIONAL: lambda one, asked, _rules: (
        2 * _filled(one, asked.optional) < len(asked.optional)
    ),
    Fix.SIZE_CHART: lambda one, asked, _rules: asked.size_chart and not one.size_chart,
    Fix.VIDEO: lambda one, _asked, _rules: not one.video,
}
