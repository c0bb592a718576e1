"""What a listing must hold to be submitted, each place judged by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.catalogue import gtin
from domain.catalogue.description import pictures
from domain.catalogue.listing import Listing, Variant
from domain.kernel.refusals import Refusal
from domain.rulebook import Rules


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, and where: a field of the listing, or of one of its variants."""

    field: str
    why: Refusal
    variant: int = -1
    """The variant's place in the listing; -1 where it is not about one."""


def wrongs(
    listing: Listing, rules: Rules, required: Sequence[tuple[int, str]] = ()
) -> tuple[Wrong, ...]:
    """All that keeps a listing from being submitted, in the order of the form.

    ``required`` are the attributes that its category demands: id and name.
    """
    return (
        *_words(listing, rules),
        *_attributes(listing, required),
        *_shown(listing, rules),
        *_variations(listing, rules),
        *_variants(listing, rules),
    )


def _words(listing: Listing, rules: Rules) -> Iterator[Wrong]:
    title = listing.title.strip()
    if not title:
        yield Wrong("title", Refusal("title-missing"))
    elif not rules.title_low <= len(title) <= rules.title_high:
        span = {"low": rules.title_low, "high": rules.title_high, "found": len(title)}
        yield Wrong("title", Refusal("title-length", span))
    if not listing.leaf:
        yield Wrong("leaf", Refusal("category-missing"))
    if (found := len(listing.description)) > rules.description_high:
        span = {"most": rules.description_high, "found": found}
        yield Wrong("description", Refusal("description-length", span))
    if (found := len(pictures(listing.description))) > rules.description_pictures_high:
        span = {"most": rules.description_pictures_high, "found": found}
        yield Wrong("description", Refusal("description-pictures", span))
    if (found := len(listing.points)) > rules.points_high:
        yield Wrong("points", Refusal("points-many", {"most": rules.points_high, "found": found}))
    for point in listing.points:
        if len(point) > rules.point_high:
            said: dict[str, str | int] = {
                "point": point[:40],
                "found": len(point),
                "most": rules.point_high,
            }
            yield Wrong("points", Refusal("point-length", said))


def _attributes(listing: Listing, required: Sequence[tuple[int, str]]) -> Iterator[Wrong]:
    for attribute, name in required:
        if not any(value.strip() for value in listing.values_of(attribute)):
            yield Wrong(f"attribute.{attribute}", Refusal("attribute-missing", {"name": name}))


def _shown(listing: Listing, rules: Rules) -> Iterator[Wrong]:
    if not listing.pictures:
        yield Wrong("pictures", Refusal("picture-missing"))
    if (found := len(listing.pictures)) > rules.pictures_high:
        span = {"most": rules.pictures_high, "found": found}
        yield Wrong("pictures", Refusal("pictures-many", span))


def _variations(listing: Listing, rules: Rules) -> Iterator[Wrong]:
    if (found := len(listing.variations)) > rules.variations_high:
        span = {"most": rules.variations_high, "found": found}
        yield Wrong("variations", Refusal("variations-many", span))
    names = Counter(each.name.strip().casefold() for each in listing.variations)
    for variation in listing.variations:
        name = variation.name.strip()
        if not name:
            yield Wrong("variations", Refusal("variation-nameless"))
        elif len(name) > rules.variation_name_high:
            said: dict[str, str | int] = {"name": name, "most": rules.variation_name_high}
            yield Wrong("variations", Refusal("variation-name-length", said))
        elif names[name.casefold()] > 1:
            yield Wrong("variations", Refusal("variation-name-twice", {"name": name}))
        values = Counter(each.strip().casefold() for each in variation.values)
        if name and not variation.values:
            yield Wrong("variations", Refusal("variation-empty", {"name": name}))
        for value in variation.values:
            told: dict[str, str | int] = {"name": name, "value": value}
            if not value.strip():
                yield Wrong("variations", Refusal("variation-value-missing", {"name": name}))
            elif len(value) > rules.variation_value_high:
                told["most"] = rules.variation_value_high
                yield Wrong("variations", Refusal("variation-value-length", told))
            elif values[value.strip().casefold()] > 1:
                yield Wrong("variations", Refusal("variation-value-twice", told))
    if (found := len(listing.variants)) > rules.variants_high:
        span = {"most": rules.variants_high, "found": found}
        yield Wrong("variations", Refusal("variants-many", span))


def _variants(listing: Listing, rules: Rules) -> Iterator[Wrong]:
    sellers = Counter(each.seller_sku for each in listing.variants if each.seller_sku)
    items = Counter(gtin.tidy(each.gtin) for each in listing.variants if each.gtin)
    for place, variant in enumerate(listing.variants):
        for field, why in _variant(variant, rules):
            yield Wrong(field, why, place)
        if sellers[variant.seller_sku] > 1:
            why = Refusal("seller-sku-twice", {"sku": variant.seller_sku})
            yield Wrong("seller_sku", why, place)
        if items[gtin.tidy(variant.gtin)] > 1:
            yield Wrong("gtin", Refusal("gtin-twice", {"gtin": variant.gtin}), place)


def _variant(variant: Variant, rules: Rules) -> Iterator[tuple[str, Refusal]]:
    if not rules.price_low <= variant.price <= rules.price_high:
        yield "price", Refusal("variant-price")
    if variant.list_price and not variant.price <= variant.list_price <= rules.price_high:
        yield "list_price", Refusal("list-price-low")
    if not 0 <= variant.stock <= rules.stock_high:
        yield "stock", Refusal("variant-stock", {"most": rules.stock_high})
    if len(variant.seller_sku) > rules.seller_sku_high:
        yield "seller_sku", Refusal("seller-sku-length", {"most": rules.seller_sku_high})
    elif any(each.isspace() for each in variant.seller_sku):
        yield "seller_sku", Refusal("seller-sku-spaces")
    if variant.gtin and (why := gtin.wrong(variant.gtin)) is not None:
        yield "gtin", why
    if variant.cost <= 0:
        yield "cost", Refusal("cost-missing")
    if len(variant.supplier) > rules.supplier_high:
        yield "supplier", Refusal("supplier-length", {"most": rules.supplier_high})
    if variant.cost > rules.price_high:
        yield "cost", Refusal("cost-high")
    if not 1 <= variant.least_order <= rules.stock_high:
        yield "least_order", Refusal("least-order-out-of-range", {"most": rules.stock_high})
    elif not variant.id and 0 < variant.stock < variant.least_order:
        told: dict[str, str | int] = {"quantity": variant.stock, "least": variant.least_order}
        yield "stock", Refusal("order-below-minimum", told)
    if not 0 <= variant.lead_days <= rules.lead_days_high:
        yield "lead_days", Refusal("lead-days-out-of-range", {"most": rules.lead_days_high})
    yield from _packed(variant, rules)


def _packed(variant: Variant, rules: Rules) -> Iterator[tuple[str, Refusal]]:
    if variant.weight <= 0:
        yield "weight", Refusal("weight-missing")
    elif variant.weight > rules.parcel_grams_high:
        yield "weight", Refusal("weight-high", {"most": rules.parcel_grams_high})
    for side in ("length", "width", "height"):
        if getattr(variant, side) <= 0:
            yield side, Refusal("side-missing")
        elif getattr(variant, side) > rules.parcel_side_high:
            yield side, Refusal("side-long", {"most": rules.parcel_side_high})
