"""The platform's review of a listing: everything it objects to, by rules that can be learnt.

Which words it looks for is data of the region (``resources/review``). All objections are told at
once, so that one edit can mend them all.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from domain.catalogue.description import plain
from domain.catalogue.images.picture import Facts, looks_like
from domain.catalogue.listing import Listing


class Rule(StrEnum):
    """What the platform objects to."""

    SUPERLATIVE = "superlative"
    MEDICAL = "medical"
    CONTACT = "contact"
    OFFER = "offer"
    IMITATION = "imitation"
    FORBIDDEN = "forbidden"
    CATEGORY = "category"
    """The title speaks of another category."""
    ATTRIBUTE = "attribute"
    """A required attribute is empty, or says nothing."""
    PICTURE_TEXT = "picture-text"
    """Words or a watermark cover too much of a picture."""
    BRAND = "brand"
    """A brand whose owner has authorised nobody here."""
    DUPLICATE = "duplicate"
    """Another product of the shop says the same and looks the same."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A rule that a listing breaks: in which field, and what exactly it is about."""

    rule: Rule
    field: str
    about: str
    """The words found, the other category, the attribute, or the other product."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another product of the shop."""

    id: int
    title: str
    leaf: int
    look: Facts | None
    """Of its main picture."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the review knows besides the listing itself."""

    required: Sequence[tuple[int, str]] = ()
    """Id and name of the attributes that the category demands."""
    branch: int = 0
    """The category on the second level that the listing's is in, or its own above that."""
    near: Sequence[tuple[int, str]] = ()
    """What the title speaks of, the likeliest first: its category on that level, and its path."""
    looks: Sequence[Facts] = ()
    """Of the listing's pictures, in their order."""
    others: Sequence[Other] = ()
    authorised: frozenset[str] = frozenset()
    """Brands whose authorisation the shop has, as the region's list writes them."""


_EMPTY_WORDS = frozenset({"", "-", "n/a", "na", "none", "other", "unknown", "test", "xxx"})
"""What people write into a field that they have nothing to say about."""


def review(listing: Listing, around: Around, region: str) -> tuple[Objection, ...]:
    """Everything that the platform objects to; empty where the listing is approved."""
    known = _known(region)
    return (
        *_words(listing, known),
        *_category(listing, around),
        *_attributes(listing, around),
        *_pictures(around),
        *_brand(listing, around, known),
        *_duplicates(listing, around),
    )


def protected_brands(region: str) -> tuple[str, ...]:
    """The brands that only sellers with the owner's authorisation may name as theirs."""
    return tuple(name for name, _ in _known(region).brands)


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in case, accents and spaces at most."""
    return _folded(one) == _folded(other)


@dataclass(frozen=True, slots=True)
class _Known:
    """A region's words, ready to be looked for."""

    words: tuple[tuple[Rule, re.Pattern[str]], ...]
    brands: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _known(region: str) -> _Known:
    source = files("resources").joinpath("review", f"{region}.toml")
    data = tomllib.loads(source.read_text("utf-8"))
    words = tuple(
        (Rule(name), re.compile("|".join(_pattern(each) for each in entry["words"])))
        for name, entry in data["words"].items()
    )
    fits = "|".join(f"(?<!{re.escape(each)} )" for each in data["brands"]["fits"]).replace("|", "")
    brands = tuple(
        (name, re.compile(rf"{fits}(?<!\w){re.escape(_folded(name))}(?!\w)"))
        for name in data["brands"]["names"]
    )
    return _Known(words, brands)


def _pattern(word: str) -> str:
    stem, star = (word[:-1], True) if word.endswith("*") else (word, False)
    begins = r"(?<!\w)" if stem[0].isalnum() else ""
    ends = r"\w*" if star else r"(?!\w)" if stem[-1].isalnum() else ""
    return f"{begins}{re.escape(_folded(stem))}{ends}"


def _folded(text: str) -> str:
    """Without case and accents, and with single spaces: what a reader takes for the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())


def _words(listing: Listing, known: _Known) -> Iterator[Objection]:
    places = {
        "title": (listing.title,),
        "points": listing.points,
        "description": (plain(listing.description),),
        "variations": tuple(v for each in listing.variations for v in (each.name, *each.values)),
    }
    for field, texts in places.items():
        text = _folded("\n".join(texts))
        for rule, pattern in known.words:
            found = list(dict.fromkeys(match.group() for match in pattern.finditer(text)))
            if found:
                yield Objection(rule, field, ", ".join(found))


def _category(listing: Listing, around: Around) -> Iterator[Objection]:
    """A title is no proof, so only another branch of the tree is objected to."""
    if listing.leaf and around.near and around.branch not in {branch for branch, _ in around.near}:
        yield Objection(Rule.CATEGORY, "leaf", around.near[0][1])


def _attributes(listing: Listing, around: Around) -> Iterator[Objection]:
    for attribute, name in around.required:
        values = [_folded(value) for value in listing.values_of(attribute)]
        if all(value in _EMPTY_WORDS for value in values):
            yield Objection(Rule.ATTRIBUTE, f"attribute.{attribute}", name)


def _pictures(around: Around) -> Iterator[Objection]:
    for place, look in enumerate(around.looks, start=1):
        if look.is_text_heavy:
            yield Objection(Rule.PICTURE_TEXT, "pictures", str(place))


def _brand(listing: Listing, around: Around, known: _Known) -> Iterator[Objection]:
    brand, title = _folded(listing.brand), _folded(listing.title)
    for name, pattern in known.brands:
        if name in around.authorised:
            continue
        if pattern.fullmatch(brand):
            yield Objection(Rule.BRAND, "brand", name)
        elif pattern.search(title):
            yield Objection(Rule.BRAND, "title", name)


def _duplicates(listing: Listing, around: Around) -> Iterator[Objection]:
    """Looks are compared first, a number with a number, since a shop may have thousands."""
    mine, look = set(_folded(listing.title).split()), around.looks[0] if around.looks else None
    if not mine or look is None:
        return
    for other in around.others:
        if other.leaf != listing.leaf or other.look is None or not looks_like(look, other.look):
            continue
        theirs = set(_folded(other.title).split())
        if 10 * len(mine & theirs) >= 8 * len(mine | theirs):  # four words in five
            yield Objection(Rule.DUPLICATE, "title", str(other.id))
