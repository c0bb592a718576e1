"""Products and their SKUs as rows: what follows for buyers from a listing that was approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, insert, select, update

from domain.catalogue.categories import category_tree
from domain.catalogue.drawn import drawing, drawn_facts
from domain.catalogue.expectations import asked
from domain.catalogue.images.picture import Facts
from domain.catalogue.listing import Listing, Variant
from domain.catalogue.own_listings import face, other_gists, other_listings
from domain.catalogue.picture_shelf import looks
from domain.catalogue.quality import quality
from domain.catalogue.reviewing import Other
from domain.catalogue.tables import products, skus
from domain.promotions.tables import ads
from domain.rulebook import Rulebook
from domain.shipping import settings
from domain.simulation.parameters import parameters_with
from domain.simulation.scenarios import Scenario
from domain.simulation.tables import sim_skus
from domain.simulation.world import PACE_UNIT, PRICE_UNIT, SKU_BASE


def pictures_of(conn: Connection, pictures: Sequence[str]) -> tuple[Facts, ...]:
    """What each picture shows, in their order."""
    kept = looks(conn, [each for each in pictures if drawing(each) is None])
    drawn = (drawn_facts(each) if drawing(each) else kept.get(each) for each in pictures)
    return tuple(each for each in drawn if each is not None)


def others_of(conn: Connection, product: int) -> tuple[Other, ...]:
    """The shop's other products, as a review compares with them."""
    found = other_gists(conn, product)
    firsts = {each.picture for each in found if each.picture}
    drawn = {each for each in firsts if drawing(each)}
    kept = looks(conn, firsts - drawn) | {each: drawn_facts(each) for each in drawn}
    return tuple(
        Other(each.product, each.title, each.leaf, kept.get(each.picture)) for each in found
    )


def with_skus(conn: Connection, scenario: Scenario, product: int, listing: Listing) -> Listing:
    """The listing with a row, and so an id, for each of its SKUs, the new ones without stock.

    Nobody sees a new SKU before its listing is live.
    """
    return replace(
        listing,
        variants=tuple(
            each if each.id else replace(each, id=_add_sku(conn, scenario, product, each), stock=0)
            for each in listing.variants
        ),
    )


def set_figures(conn: Connection, product: int, listing: Listing) -> None:
    """Have prices and template of the listing hold, which no review reads."""
    for variant in listing.variants:
        conn.execute(update(skus).where(skus.c.id == variant.id).values(_figures(variant)))
    _assign(conn, product, listing.template)


def _add_sku(conn: Connection, scenario: Scenario, product: int, variant: Variant) -> int:
    number = (conn.execute(select(func.max(skus.c.id))).scalar() or SKU_BASE) + 1
    row = {
        "id": number,
        "product_id": product,
        "cost": variant.cost,
        "stock": 0,
        "opening_stock": 0,
        "supplier": variant.supplier,
        "lead_days": variant.lead_days,
        "least_order": variant.least_order,
        "unlisted": 1,
        "import_id": 0,
        **_words(variant),
        **_figures(variant),
    }
    conn.execute(insert(skus).values(row))
    begun = {column.name: 0 for column in sim_skus.columns}
    begun |= {"sku_id": number, "reference_price": _first_reference(scenario, variant)}
    begun["pace"] = round(scenario.starting_pace * PACE_UNIT)
    conn.execute(insert(sim_skus).values(begun))
    conn.execute(insert(ads).values({c.name: 0 for c in ads.columns} | {"sku_id": number}))
    return number


def _first_reference(scenario: Scenario, variant: Variant) -> int:
    """What a new SKU's price is compared with, though nobody has paid for it yet.

    Its price, but no more than the market asks: else a cut of a fancy price would make a bargain.
    """
    worth = round(variant.cost * parameters_with(scenario.parameters).worth)
    return min(variant.price, worth) * PRICE_UNIT


def sku_name(variant: Variant) -> str:
    """What a SKU is called: its values."""
    return " / ".join(variant.values)


def _words(variant: Variant) -> dict[str, int | str]:
    """What a listing says of a SKU, as its row has it, all but its figures."""
    return {
        "name": sku_name(variant),
        "seller_sku": variant.seller_sku,
        "weight": variant.weight,
        "length": variant.length,
        "width": variant.width,
        "height": variant.height,
    }


def _figures(variant: Variant) -> dict[str, int]:
    return {"price": variant.price, "list_price": variant.list_price or variant.price}


def put_live(conn: Connection, book: Rulebook, now: int, product: int, listing: Listing) -> None:
    """Make buyers see the listing, all but its figures."""
    category = category_tree(book.code).categories[listing.leaf]
    shown = pictures_of(conn, listing.pictures)
    tier = quality(listing, asked(listing, shown, book.code), book.at(now)).tier
    found = conn.execute(select(products).where(products.c.id == product)).one()
    conn.execute(
        update(products)
        .where(products.c.id == product)
        .values(
            name=listing.title,
            category=category.requirements.returns,
            substitutes=found.substitutes or _substitutes(conn, listing.leaf),
            photos=len(listing.pictures),
            tier=tier.value,
            listed_at=found.listed_at or now,
            **face(listing),
        )
    )
    conn.execute(update(skus).where(skus.c.product_id == product).values(unlisted=1))
    for variant in listing.variants:
        told = {**_words(variant), "unlisted": 0}
        conn.execute(update(skus).where(skus.c.id == variant.id).values(told))


def _substitutes(conn: Connection, leaf: int) -> str:
    """The group of what is sold in the same category; a new one where nothing is."""
    for other in other_listings(conn, 0):
        if other.live is not None and other.live.leaf == leaf:
            group = select(products.c.substitutes).where(products.c.id == other.product)
            if found := conn.execute(group).scalar_one():
                return str(found)
    return str(leaf)


def _assign(conn: Connection, product: int, template: int) -> None:
    """Have the product sent by a template; 0 leaves it with the one that it has."""
    now = settings.load(conn)
    if template and now.of_product(product) != template:
        uses = {**dict(now.assigned), product: template}
        settings.save(conn, replace(now, assigned=tuple(sorted(uses.items()))))
