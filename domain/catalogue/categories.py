"""The tree of categories that products are listed in, and what a listing needs in each of them.

Ids and names are the platform's; the tree of a region stands in ``resources/categories``, one file
for the tree and one for what its categories ask.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_WITH_ID = re.compile(r"(.*?)\s*\((\d{1,9})\)\s*")


class Access(StrEnum):
    """Who may list in a category."""

    OPEN = "open"
    RESTRICTED = "restricted"
    """Shops that were approved for it, with documents."""
    INVITE_ONLY = "invite-only"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that a listing says about its product, as a choice of words."""

    code: str
    """Its name in this program, the same in every region."""
    id: int
    """The platform's; from 900000 on ours, where the platform's is not known."""
    name: str
    several: bool
    """Whether several values may be chosen."""
    values: tuple[str, ...]
    """What is usual; empty where a text of one's own is."""
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a listing needs in a category; the meanings stand in the region's file."""

    required: tuple[Attribute, ...]
    optional: tuple[Attribute, ...]
    """Never one of those required."""
    variations: tuple[str, ...]
    size_chart: bool
    access: Access
    returns: str
    """The category of the practice world's return rates; empty for that of all others."""
    source: str
    """Of what is said nearest to the category: names of the file's sources, between commas."""
    confirmed: bool
    """Whether all of it is, what was inherited included."""


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the tree; products are listed in its leaves."""

    id: int
    name: str
    parent: int
    """0 above the top level."""
    path: tuple[str, ...]
    """Names from the top level down to its own."""
    synonyms: tuple[str, ...]
    """What sellers and buyers also call what is in it."""
    children: tuple[int, ...]
    requirements: Requirements
    confirmed: bool
    """Whether its id and name stand in the list that the tree was taken from."""

    @property
    def is_leaf(self) -> bool:
        """Whether products can be listed in it."""
        return not self.children


@dataclass(frozen=True, eq=False, slots=True)
class CategoryTree:
    """A region's categories by id, each after its parent and its elder sisters."""

    region: str
    categories: Mapping[int, Category]

    def leaf(self, category_id: int) -> Category:
        """The leaf with that id; KeyError where there is none."""
        found = self.categories[category_id]
        if not found.is_leaf:
            raise KeyError(category_id)
        return found

    def leaves(self, category_id: int = 0) -> tuple[Category, ...]:
        """Those below a category, itself if it is one, in the tree's order; all of them for 0."""
        if not category_id:
            return tuple(each for each in self.categories.values() if each.is_leaf)
        category = self.categories[category_id]
        below = (leaf for each in category.children for leaf in self.leaves(each))
        return tuple(below) if category.children else (category,)

    def children(self, category_id: int = 0) -> tuple[Category, ...]:
        """What lies directly below a category; the top level below 0."""
        if category_id:
            return tuple(self.categories[each] for each in self.categories[category_id].children)
        return tuple(each for each in self.categories.values() if not each.parent)

    def ancestors(self, category_id: int) -> tuple[Category, ...]:
        """The category and those above it, from the top level down."""
        found: list[Category] = []
        while category_id:
            found.append(self.categories[category_id])
            category_id = found[-1].parent
        return tuple(reversed(found))

    def attributes_of(self, category_id: int) -> tuple[Attribute, ...]:
        """What a listing there says about its product, the required ones first."""
        asked = self.categories[category_id].requirements
        return asked.required + asked.optional

    def placed(self, text: str) -> Category | None:
        """The category that a file means by ``Name (id)``, a name or an id; None for none of ours.

        Where the id is another category's, the name counts, which is what people see. A name that
        several have is that of the highest, of equals the first.
        """
        named = _WITH_ID.fullmatch(text)
        name, number = named.groups() if named else (text.strip(), text.strip())
        wanted = name.casefold()
        by_id = self.categories.get(int(number)) if number.isdecimal() else None
        if by_id and by_id.name.casefold() == wanted:
            return by_id
        alike = [each for each in self.categories.values() if each.name.casefold() == wanted]
        return min(alike, key=lambda each: len(each.path), default=by_id)


@cache
def category_tree(region: str) -> CategoryTree:
    """A region's tree; an empty one where the program knows none."""
    folder = files("resources").joinpath("categories")
    if not folder.joinpath(f"{region}.txt").is_file():
        return CategoryTree(region, MappingProxyType({}))
    lines = list(_lines(folder.joinpath(f"{region}.txt").read_text("utf-8")))
    asked = tomllib.loads(folder.joinpath(f"{region}.toml").read_text("utf-8"))
    return CategoryTree(region, MappingProxyType(_categories(lines, asked)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the tree's file."""

    level: int
    id: int
    name: str
    synonyms: tuple[str, ...]
    listed: bool


def _lines(text: str) -> Iterator[_Line]:
    for line in text.splitlines():
        entry = line.lstrip(" ")
        if not entry or entry.startswith("#"):
            continue
        listed = not entry.endswith(" ?")
        number, _, names = entry.removesuffix(" ?").partition(" ")
        name, _, synonyms = names.partition(" = ")
        yield _Line((len(line) - len(entry)) // 2, int(number), name, _split(synonyms), listed)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()


def _categories(lines: list[_Line], data: dict[str, Any]) -> dict[int, Category]:
    confirmed = {name: each["confirmed"] for name, each in data["sources"].items()}
    attributes = {
        code: Attribute(
            code=code,
            id=entry["id"],
            name=entry["name"],
            several=entry.get("several", False),
            values=_split(entry["values"]),
            source=entry["source"],
            confirmed=confirmed[entry["source"]],
        )
        for code, entry in data["attributes"].items()
    }
    rules: dict[int, dict[str, Any]] = {}
    for rule in data["rules"]:
        sure = all(confirmed[each] for each in _split(rule["source"]))
        for category in map(int, _split(rule["of"])):
            rules[category] = rules.get(category, {"sure": True}) | rule
            rules[category]["sure"] &= sure
    children: dict[int, list[int]] = {0: []}
    above = [0]
    for line in lines:
        above[line.level + 1 :] = [line.id]
        children[above[line.level]].append(line.id)
        children[line.id] = []
    parent_of = {child: parent for parent, below in children.items() for child in below}
    found: dict[int, Category] = {}
    for line in lines:
        parent = found.get(parent_of[line.id])
        asked = parent.requirements if parent else None
        if asked is None or line.id in rules:
            asked = _requirements(rules[line.id], asked, attributes)
        found[line.id] = Category(
            id=line.id,
            name=line.name,
            parent=parent_of[line.id],
            path=(*(parent.path if parent else ()), line.name),
            synonyms=line.synonyms,
            children=tuple(children[line.id]),
            requirements=asked,
            confirmed=line.listed and confirmed["list"],
        )
    return found


def _requirements(
    own: dict[str, Any], inherited: Requirements | None, attributes: dict[str, Attribute]
) -> Requirements:
    """What a category asks: what its own rules say, else what holds above it."""

    def value(key: str) -> Any:
        return own[key] if key in own else getattr(inherited, key)

    def named(key: str) -> tuple[Attribute, ...]:
        if key in own:
            return tuple(attributes[code] for code in _split(own[key]))
        above: tuple[Attribute, ...] = getattr(inherited, key)
        return above

    required = named("required")
    return Requirements(
        required=required,
        optional=tuple(each for each in named("optional") if each not in required),
        variations=_split(own["variations"]) if "variations" in own else value("variations"),
        size_chart=value("size_chart"),
        access=Access(value("access")),
        returns=value("returns"),
        source=own["source"],
        confirmed=own["sure"] and (inherited is None or inherited.confirmed),
    )
