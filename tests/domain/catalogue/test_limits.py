"""A listing is submitted only when each of its places holds what the rulebook allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.limits import wrongs
from domain.catalogue.listing import Chosen, Listing, Variant, Variation, grid
from domain.rulebook import rulebook

RULES = rulebook("us").at(1_790_000_000)
UNIT = Variant(
    (),
    price=1_999,
    stock=10,
    seller_sku="MUG-1",
    weight=400,
    length=120,
    width=100,
    height=90,
    cost=400,
)
MUG = Listing(
    title="Stoneware mug, 350 ml, dishwasher safe",
    leaf=1,
    description="<p>Made by hand.</p>",
    pictures=("aa",),
    variants=(UNIT,),
)
TWO = Variation("Color", ("Sand", "Blue"))


def codes(listing: Listing, *required: tuple[int, str]) -> list[tuple[str, str, int]]:
    found = wrongs(listing, RULES, required)
    assert all(each.why.text() for each in found)
    return [(each.field, each.why.code, each.variant) for each in found]


def test_a_complete_listing_has_nothing_wrong() -> None:
    assert codes(MUG) == []


def test_an_empty_one_lacks_what_every_listing_needs() -> None:
    found = {code for _, code, _ in codes(Listing())}
    assert {"title-missing", "category-missing", "picture-missing", "variant-price"} <= found


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"title": "x" * 255}, "", ""),
        ({"title": "x" * 256}, "title", "title-length"),
        ({"title": "   "}, "title", "title-missing"),
        ({"leaf": 0}, "leaf", "category-missing"),
        ({"description": "x" * 10_000}, "", ""),
        ({"description": "x" * 10_001}, "description", "description-length"),
        ({"description": '<img src="picture:a">' * 31}, "description", "description-pictures"),
        ({"points": ("x" * 249,) * 5}, "", ""),
        ({"points": ("x" * 250,)}, "points", "point-length"),
        ({"points": ("x",) * 6}, "points", "points-many"),
        ({"pictures": ()}, "pictures", "picture-missing"),
        ({"pictures": tuple("abcdefghi")}, "", ""),
        ({"pictures": tuple("abcdefghij")}, "pictures", "pictures-many"),
        ({"variations": (Variation("", ("a",)),)}, "variations", "variation-nameless"),
        ({"variations": (Variation("x" * 21, ("a",)),)}, "variations", "variation-name-length"),
        ({"variations": (Variation("Color", ()),)}, "variations", "variation-empty"),
        ({"variations": (Variation("C", ("",)),)}, "variations", "variation-value-missing"),
        ({"variations": (Variation("C", ("x" * 51,)),)}, "variations", "variation-value-length"),
        ({"variations": (Variation("C", ("a", "A ")),)}, "variations", "variation-value-twice"),
        ({"variations": (TWO, replace(TWO, name="color"))}, "variations", "variation-name-twice"),
        (
            {"variations": tuple(Variation(name, ("a",)) for name in "abcd")},
            "variations",
            "variations-many",
        ),
    ],
)
def test_each_limit_is_kept_to_the_last_character(
    change: dict[str, object], field: str, code: str
) -> None:
    found = {(each, why) for each, why, _ in codes(replace(MUG, **change))}
    assert found == ({(field, code)} if code else set())


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"price": 0}, "price", "variant-price"),
        ({"price": 760_001}, "price", "variant-price"),
        ({"list_price": 1_998}, "list_price", "list-price-low"),
        ({"list_price": 1_999}, "", ""),
        ({"stock": 100_000}, "stock", "variant-stock"),
        ({"seller_sku": "x" * 51}, "seller_sku", "seller-sku-length"),
        ({"seller_sku": "MUG 1"}, "seller_sku", "seller-sku-spaces"),
        ({"gtin": "4006381333931"}, "", ""),
        ({"gtin": "4006381333932"}, "gtin", "gtin-check-digit"),
        ({"cost": 760_000}, "", ""),
        ({"cost": 760_001}, "cost", "cost-high"),
        ({"cost": 0}, "cost", "cost-missing"),
        ({"weight": 0}, "weight", "weight-missing"),
        ({"height": 0}, "height", "side-missing"),
        ({"weight": 68_001}, "weight", "weight-high"),
        ({"length": 2_744}, "length", "side-long"),
    ],
)
def test_each_sku_is_judged_by_itself(change: dict[str, object], field: str, code: str) -> None:
    other = replace(UNIT, **{"seller_sku": "MUG-2", **change})
    expected = [(field, code, 1)] if code else []
    assert codes(replace(MUG, variants=(UNIT, other))) == expected


def test_what_must_be_unique_within_a_product_is_told_at_both_places() -> None:
    item = replace(UNIT, gtin="4006381333931")
    other = replace(item, gtin="4006381-333931")
    assert codes(replace(MUG, variants=(item, other))) == [
        ("seller_sku", "seller-sku-twice", 0),
        ("gtin", "gtin-twice", 0),
        ("seller_sku", "seller-sku-twice", 1),
        ("gtin", "gtin-twice", 1),
    ]


def test_the_category_demands_its_attributes() -> None:
    material = (100_107, "Material")
    assert codes(MUG, material) == [("attribute.100107", "attribute-missing", -1)]
    blank = replace(MUG, attributes=(Chosen(100_107, ("  ",)),))
    assert codes(blank, material) == [("attribute.100107", "attribute-missing", -1)]
    filled = replace(MUG, attributes=(Chosen(100_107, ("Clay",)),))
    assert codes(filled, material) == []


VALUES = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True).map(tuple)
VARIATIONS = st.lists(VALUES, max_size=3).map(
    lambda lists: tuple(
        Variation(f"V{place}", tuple(f"{place}{value}" for value in values))
        for place, values in enumerate(lists)
    )
)


@given(VARIATIONS)
def test_the_grid_has_each_combination_once_in_order(variations: tuple[Variation, ...]) -> None:
    made = grid(variations, (UNIT,))
    size = 1
    for variation in variations:
        size *= len(variation.values)
    assert len(made) == size == len({each.values for each in made})
    for variant in made:
        assert all(
            value in variation.values
            for value, variation in zip(variant.values, variations, strict=True)
        )


@given(VARIATIONS, VARIATIONS)
def test_going_back_to_the_earlier_variations_keeps_what_was_typed(
    before: tuple[Variation, ...], after: tuple[Variation, ...]
) -> None:
    first = tuple(
        replace(each, price=place + 1, seller_sku=f"S{place}", stock=place)
        for place, each in enumerate(grid(before, (UNIT,)))
    )
    changed = grid(after, first)
    for variant in changed:
        mine = next((each for each in first if each.values == variant.values), None)
        if mine is not None:
            assert variant == mine
        else:
            assert (variant.id, variant.stock, variant.seller_sku, variant.gtin) == (0, 0, "", "")
            assert variant.price in {each.price for each in first}


def test_a_new_value_takes_after_its_nearest() -> None:
    sizes = Variation("Size", ("S", "L"))
    first = grid((sizes,), (UNIT,))
    first = (replace(first[0], price=1_000), replace(first[1], price=1_500))
    both = grid((sizes, TWO), first)
    assert [(each.values, each.price) for each in both] == [
        (("S", "Sand"), 1_000),
        (("S", "Blue"), 1_000),
        (("L", "Sand"), 1_500),
        (("L", "Blue"), 1_500),
    ]
