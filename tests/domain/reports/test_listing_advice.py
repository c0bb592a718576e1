"""What would make an imported listing better is told as far as its file tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from domain.catalogue.expectations import required
from domain.catalogue.quality import Fix
from domain.catalogue.reviewing import Rule
from domain.catalogue.rules import Tier
from domain.reports.listing import listing
from domain.reports.listing_advice import Told, listing_advice
from domain.reports.listing_query import ListingQuery
from domain.reports.listings import listing_ids
from domain.reports.shelf import shelf
from domain.rulebook import rulebook
from domain.shop import Shop

PRODUCTS = Path(__file__).resolve().parents[2] / "data" / "exports" / "us_products.xlsx"
WALL = 1_789_500_000
US = rulebook("us")
MUG = Told(
    title="Stoneware coffee mug with a lid and a saucer, 350 ml",
    category="Kitchenware",
    brand="Lantern Row",
    description=f"<p>{'Made by hand in small numbers. ' * 12}</p><ul><li>Keeps warm</li>"
    "<li>Fits the hand</li><li>Comes in a box</li></ul>",
    pictures=5,
    attributes={},
)


def fixes(told: Told) -> tuple[Fix, ...]:
    found = listing_advice(told, US, WALL)
    assert found is not None
    return found.quality.fixes


def test_points_are_the_entries_of_the_description_s_lists() -> None:
    assert Fix.POINTS not in fixes(MUG)
    flat = replace(MUG, description=MUG.description.replace("li>", "p>"))
    assert Fix.POINTS in fixes(flat)


def test_pictures_are_counted_and_never_judged() -> None:
    assert Fix.PICTURES not in fixes(MUG)
    assert Fix.PICTURES in fixes(replace(MUG, pictures=4))
    untold = {Fix.MAIN_WHITE, Fix.MAIN_SQUARE, Fix.VIDEO, Fix.SIZE_CHART}
    assert not untold & set(fixes(MUG))


def test_what_the_platform_may_object_to_is_told_with_its_words() -> None:
    found = listing_advice(replace(MUG, title="Miracle mug for phone lovers"), US, WALL)
    assert found is not None
    assert (Rule.SUPERLATIVE, "miracle") in [(each.rule, each.about) for each in found.objections]


def test_regions_without_a_tree_of_categories_are_advised_nothing() -> None:
    assert listing_advice(MUG, rulebook("id"), WALL) is None


def test_attributes_of_a_file_count_by_the_platform_s_ids(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as shop:
        shop.import_planned(shop.plan_import(PRODUCTS), "")
        for product in shop.read(listing_ids, shop.read(shelf, 0), ListingQuery()).tolist():
            found = shop.read(listing, product, WALL)
            assert found is not None
            assert found.advice is not None
            few = len(found.images) < US.at(WALL).pictures_advised
            assert (Fix.PICTURES in found.advice.quality.fixes) == few
            if found.advice.quality.tier is not Tier.POOR:
                missing = [each.rule for each in found.advice.objections]
                assert Rule.ATTRIBUTE not in missing


def test_a_demanded_attribute_is_missed_until_the_file_has_it() -> None:
    leaf = "Mugs (600042)"
    demanded = required(600042, "us")
    assert demanded
    without = replace(MUG, category=leaf)
    assert Fix.ATTRIBUTES_REQUIRED in fixes(without)
    filled = replace(without, attributes={id_: "Clay" for id_, _ in demanded})
    assert Fix.ATTRIBUTES_REQUIRED not in fixes(filled)
