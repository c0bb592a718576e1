"""A listing: what a buyer reads and sees of a product, and the units it is sold in.

A listing is a value. The editor makes a new one with each change, so that undo is the one before;
the shop keeps the live one, and beside it the one that is being edited or reviewed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product as every
from math import prod


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen for an attribute of the category, by the attribute's id."""

    id: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variation:
    """What the SKUs of a product differ in, such as Color, and the values on offer."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A SKU as its listing has it. Money in minor units, grams, millimetres, days."""

    values: tuple[str, ...] = ()
    """One of each variation, in the variations' order."""
    id: int = 0
    """0 until the shop has it."""
    price: int = 0
    list_price: int = 0
    """What it is said to be worth; 0 where nothing is said."""
    stock: int = 0
    seller_sku: str = ""
    gtin: str = ""
    weight: int = 0
    length: int = 0
    width: int = 0
    height: int = 0
    cost: int = 0
    supplier: str = ""
    lead_days: int = 0
    least_order: int = 1
    """Units that the supplier sells at least."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything about a product that its seller writes."""

    title: str = ""
    leaf: int = 0
    """The category, a leaf of the region's tree; 0 until one is chosen."""
    brand: str = ""
    attributes: tuple[Chosen, ...] = ()
    points: tuple[str, ...] = ()
    """Short lines, best first."""
    description: str = ""
    """Paragraphs, bold, italic and lists as HTML (see ``description.py``)."""
    pictures: tuple[str, ...] = ()
    """Stored pictures by content id, the main one first."""
    video: str = ""
    """The still picture of a video; empty where there is none."""
    size_chart: str = ""
    variations: tuple[Variation, ...] = ()
    variants: tuple[Variant, ...] = (Variant(),)
    template: int = 0
    """The shipping template; 0 for the one that it has, or the shop's usual one."""

    def values_of(self, attribute: int) -> tuple[str, ...]:
        """What is chosen for an attribute."""
        return next((each.values for each in self.attributes if each.id == attribute), ())


def grid(variations: tuple[Variation, ...], known: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """A SKU for every combination of values, in the variations' order.

    A combination that was there keeps what is known of it. A new one takes after the nearest: the
    SKU with the most values in common, the earlier of equals; it has no id, stock, seller SKU or
    GTIN of its own.
    """
    kept = {variant.values: variant for variant in known}
    made = []
    for values in every(*(each.values for each in variations)):
        variant = kept.get(values)
        if variant is None:
            variant = _after(values, known)
        made.append(variant)
    return tuple(made)


def is_grid(listing: Listing) -> bool:
    """Whether it has one SKU for each combination of its variations' values, and no other."""
    values = [each.values for each in listing.variations]
    if prod(map(len, values)) != len(listing.variants):  # else there are too many to go through
        return False
    return Counter(every(*values)) == Counter(each.values for each in listing.variants)


def _after(values: tuple[str, ...], known: tuple[Variant, ...]) -> Variant:
    if not known:
        return Variant(values)
    like = max(known, key=lambda each: len(set(each.values) & set(values)))
    return Variant(
        values,
        price=like.price,
        list_price=like.list_price,
        weight=like.weight,
        length=like.length,
        width=like.width,
        height=like.height,
        cost=like.cost,
        supplier=like.supplier,
        lead_days=like.lead_days,
        least_order=like.least_order,
    )
