"""Listings of shipped categories are reviewed and rated by what their categories expect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.catalogue.categories import category_tree
from domain.catalogue.category_search import search, suggest
from domain.catalogue.expectations import around, asked, required
from domain.catalogue.images.picture import Facts
from domain.catalogue.listing import Chosen, Listing
from domain.catalogue.quality import quality
from domain.catalogue.reviewing import Rule, review
from domain.catalogue.rules import Tier
from domain.rulebook import rulebook
from domain.simulation.scenarios import read_scenario, scenario_text

RULES = rulebook("us").at(1_790_000_000)
WHITE = Facts(
    width=900, height=900, white_border=10_000, strokes=0, sharpness=9_000, difference_hash=5
)


def filled(title: str, leaf: int) -> Listing:
    """A listing in which everything is filled in with what is usual."""
    attributes = category_tree("us").attributes_of(leaf)
    return Listing(
        title=title,
        leaf=leaf,
        attributes=tuple(Chosen(each.id, each.values[:1] or ("Yes",)) for each in attributes),
        points=("Made to last", "Easy to clean", "Comes in a box"),
        description=f"<p>{'It does what it is made for. ' * 12}</p>",
        pictures=("a", "b", "c", "d", "e"),
        size_chart="s",
    )


def rules_broken(listing: Listing) -> set[Rule]:
    return {each.rule for each in review(listing, around(listing, (WHITE,), "us"), "us")}


@pytest.mark.parametrize("product", read_scenario(scenario_text("first-30-days")).products)
def test_the_products_of_the_first_practice_are_approved_where_they_belong(product: object) -> None:
    name = getattr(product, "name", "")
    home = suggest("us", name)[0]
    assert rules_broken(filled(name, home.id)) == set()


def test_a_mug_among_phone_cases_is_in_the_wrong_category() -> None:
    mug, case = search("us", "mug")[0], search("us", "phone case")[0]
    title = "Stoneware coffee mug with a lid, 350 ml"
    assert rules_broken(filled(title, mug.id)) == set()
    assert rules_broken(filled(title, case.id)) == {Rule.CATEGORY}


def test_in_a_category_of_the_top_level_its_whole_branch_is_right() -> None:
    home = category_tree("us").placed("Home Supplies")
    assert home is not None
    assert Rule.CATEGORY not in rules_broken(filled("Door hook of brass", home.id))
    assert Rule.CATEGORY in rules_broken(filled("Tunnel for cats to play in", home.id))


def test_what_a_category_demands_is_objected_to_and_costs_the_tier() -> None:
    leaf = next(each for each in category_tree("us").leaves() if required(each.id, "us"))
    whole = filled(f"{leaf.name} of the best kind that we could make", leaf.id)
    without = replace(whole, attributes=())
    assert Rule.ATTRIBUTE in rules_broken(without)
    assert quality(whole, asked(whole, (WHITE,), "us"), RULES).tier is Tier.GOOD
    assert quality(without, asked(without, (WHITE,), "us"), RULES).tier is Tier.POOR


def test_every_leaf_can_be_listed_in_as_good() -> None:
    for leaf in category_tree("us").leaves():
        whole = filled("Something that is made for just this category, well", leaf.id)
        found = quality(whole, asked(whole, (WHITE,), "us"), RULES)
        assert found.tier is Tier.GOOD, leaf.path


def test_the_main_picture_decides_whether_it_is_good() -> None:
    leaf = search("us", "mug")[0]
    whole = filled("Stoneware coffee mug with a lid and a saucer, 350 ml", leaf.id)
    for look in (replace(WHITE, white_border=0), replace(WHITE, height=700)):
        assert quality(whole, asked(whole, (look,), "us"), RULES).tier is Tier.FAIR


def test_an_unknown_category_expects_nothing() -> None:
    listing = Listing(title="Something", leaf=1)
    assert required(1, "us") == ()
    assert asked(listing, (), "us").required == ()
    assert around(listing, (), "us").branch == 0
