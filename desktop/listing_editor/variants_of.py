"""What becomes of the SKUs when the variations change."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from domain.catalogue.listing import Listing, Variant, Variation, grid
from domain.kernel.refusals import Refusal
from domain.rulebook import Rules


def varied(listing: Listing, variations: tuple[Variation, ...]) -> Listing:
    """The listing with other variations, and a SKU for each combination of their values.

    A variation without values does not divide the SKUs yet, so nothing of them is lost.
    """
    dividing = tuple(each for each in variations if each.values)
    return replace(listing, variations=variations, variants=grid(dividing, listing.variants))


def too_many(variations: tuple[Variation, ...], rules: Rules) -> Refusal | None:
    """Why there cannot be such variations: more SKUs than a product may have."""
    found = prod(len(each.values) for each in variations if each.values)
    if found <= rules.variants_high:
        return None
    return Refusal("variants-many", {"most": rules.variants_high, "found": found})


def renamed(listing: Listing, place: int, value: int, text: str) -> Listing:
    """The listing with another word for one value of a variation; its SKUs stay what they are."""
    variation = listing.variations[place]
    values = (*variation.values[:value], text, *variation.values[value + 1 :])
    variations = (
        *listing.variations[:place],
        replace(variation, values=values),
        *listing.variations[place + 1 :],
    )
    dividing = [each for each in listing.variations if each.values]
    column = sum(bool(each.values) for each in listing.variations[:place])
    # By place and not by word: while it is typed, a word may be another value's for a moment.
    repeats = prod(len(each.values) for each in dividing[column + 1 :])

    def variant(at: int, known: Variant) -> Variant:
        if at // repeats % len(values) != value:
            return known
        said = (*known.values[:column], text, *known.values[column + 1 :])
        return replace(known, values=said)

    variants = tuple(variant(at, each) for at, each in enumerate(listing.variants))
    return replace(listing, variations=variations, variants=variants)
