"""The tree of categories: its shape, what it asks, and finding one's way in it."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import pytest

from domain.catalogue.categories import Access, Category, category_tree
from domain.catalogue.category_search import search, suggest
from domain.simulation.parameters import return_categories

TREE = category_tree("us")
LEAVES = TREE.leaves()
DATA = tomllib.loads(files("resources").joinpath("categories", "us.toml").read_text("utf-8"))
EXPORTS = Path(__file__).parents[2] / "data" / "exports"

SEARCHED = {
    "earbuds": "Earphones & Headphones",
    "mug": "Mugs",
    "hoodie": "Women's Tops > Hoodies & Sweaters",
    "men hoodie": "Men's Tops > Hoodies & Sweaters",
    "bedsheet": "Sheets & Pillowcases",
    "bed sheets": "Sheets & Pillowcases",
    "charger": "Cables, Chargers & Adapters",
    "abaya": "Abayas",
    "shalwar kameez": "Women's Special Clothing > Traditional Dress",
    "kameez mens": "Men's Special Clothing > Traditional Dress",
    "phone case": "Cases, Screen Protectors & Stickers",
    "case phone": "Cases, Screen Protectors & Stickers",
    "power bank": "Power Banks",
    "powerbank": "Power Banks",
    "t-shirt": "Women's Tops > T-shirts",
    "tshirt men": "Men's Tops > T-shirts",
    "women's dress": "Casual Dresses",
    "lipstick": "Lipstick & Lip Gloss",
    "face serum": "Serums & Essences",
    "dog leash": "Collars, Harnesses & Leads",
    "water bottle": "Drinkware > Water Bottles",
    "candles": "Home Decor > Candles",
    "desk lamp": "Indoor Lighting",
    "led strip": "Bulbs, Tubes & Strips",
    "yoga mat": "Sports Mats",
    "backpack": "Backpacks",
    "sunglasses": "Eyewear > Sunglasses",
    "ring": "Costume Jewelry & Accessories > Rings",
    "necklace": "Costume Jewelry & Accessories > Necklaces",
    "protein powder": "Fitness Supplements",
    "vitamins": "Wellness Supplements",
    "coffee": "Drinks > Coffee",
    "smart watch": "Smart Watches",
    "laptop stand": "Laptop Stands & Trays",
    "air fryer": "Fryers",
    "car phone holder": "Mounts & Holders",
    "prayer mat": "Prayer Mats",
    "hijab": "Square Hijabs",
    "baby romper": "Bodysuits & One-pieces",
    "battery": "Dry Cell Batteries",
    "book": "Novel",
    "sneakers": "Women's Shoes > Casual Trainers",
    "pokemon cards": "Non-sports Trading Cards",
    "POKÉMON": "Non-sports Trading Cards",
    "lap": "Laptops",
    "screen pro": "Cases, Screen Protectors & Stickers",
    "water bot": "Drinkware > Water Bottles",
    "coffe mug": "Mugs",
    "earings": "Costume Jewelry & Accessories > Earrings",
    "wireless erabuds": "Earphones & Headphones",
    "umbrela": "Miscellaneous Home > Umbrellas",
}

TITLES = {
    "Incense Holder <b>NEW</b>": "Religious Decorations",
    "Wool Beanie, 2026 model": "Hats",
    "Foot Massager, 2026 model": "Massage Devices",
    "Travel Pouch, 2026 model": "Travel Organizers",
    "Keyring Torch چائے کا کپ": "Portable Lighting",
    "Door Hook چائے کا کپ": "Hooks & Rails",
    'Water Bottle "Classic"': "Drinkware > Water Bottles",
    "Matte Lip Tint چائے کا کپ": "Lipstick & Lip Gloss",
    "Bike Light – Gift Box": "Cycling",
    'Rice Cooker Liner "Classic"': "Cookware Accessories",
    "Sticker Book & Refill": "Activity Books",
    "Cat Tunnel چائے کا کپ": "Cat Toys",
    "Yoga Strap": "Yoga & Pilates",
    "Cotton Tote (Pack of 2)": "Tote Bags",
    "Hair Clip Pack – Gift Box": "Hair Clips & Hair Pins",
    "Prayer Mat Bag ☕": "Prayer Mats",
    "Spice Grinder 便携式": "Seasoning Utensils",
    "LED Strip – Gift Box": "Bulbs, Tubes & Strips",
    "Cable Box, 2026 model": "Storage Boxes & Bins",
    "Bamboo Desk Lamp <b>NEW</b>": "Indoor Lighting",
    "Silk Scarf": "Scarves & Shawls",
    "Phone Stand – Gift Box": "Phone Holders & Mounts",
    "Face Towel – Gift Box": "Towels",
    'Notebook Trio "Classic"': "Notebooks & Paper",
    "Kids Apron (Pack of 2)": "Aprons",
    "Chai Cup Set چائے کا کپ": "Tea Sets",
    "Pan Protector, 2026 model": "Cookware Accessories",
    "Women's Oversized Cotton Hoodie with Pockets": "Women's Tops > Hoodies & Sweaters",
    "Nike Cotton Kids' T-Shirt with Logo Print": "Boys' Clothes > Tops",
    "Philips Stainless Steel Coffee Maker 12-Cup": "Coffee Machines & Accessories",
    "Silicone Case for iPhone 15 with Kickstand": "Cases, Screen Protectors & Stickers",
    "Car Phone Holder for Dashboard": "Mounts & Holders",
    "Vitamin C serum 30ml for face": "Serums & Essences",
    "Gold plated necklace set": "Costume Jewelry & Accessories > Necklaces",
}

PRODUCTS = {
    "Wireless earbuds, Bluetooth 5.3": "Earphones & Headphones",
    "Pocket speaker, waterproof": "Speakers",
    "Foldable phone stand": "Phone Holders & Mounts",
    "LED desk lamp, three tones": "Indoor Lighting",
    "Braided charging cable, 2 m": "Cables, Chargers & Adapters",
    "Earbuds": "Earphones & Headphones",
    "Pocket speaker": "Speakers",
    "Headphones": "Earphones & Headphones",
    "Phone stand": "Phone Holders & Mounts",
    "Desk lamp": "Indoor Lighting",
    "Laptop stand": "Laptop Stands & Trays",
    "Charging cable": "Cables, Chargers & Adapters",
    "Power bank": "Power Banks",
    "Wall charger": "Cables, Chargers & Adapters",
    "Flashlight": "Portable Lighting",
    "Camping lantern": "Camping Lighting",
    "Head lamp": "Camping Lighting",
}
"""The practice shops' own, as a test below holds."""


def shown(category: Category) -> str:
    return " > ".join(category.path)


def practice_products() -> list[dict[str, str]]:
    scenarios = files("resources").joinpath("scenarios").iterdir()
    laboratory = files("resources").joinpath("simulation", "laboratory.toml")
    return [
        product
        for each in (*scenarios, laboratory)
        if each.name.endswith(".toml")
        for product in tomllib.loads(each.read_text("utf-8")).get("products", ())
    ]


def exported_categories() -> set[str]:
    found: set[str] = set()
    for name in ("us_orders.csv", "id_orders.csv"):
        with (EXPORTS / name).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            next(rows)  # what the columns mean
            found |= {row["Product Category"].strip() for row in rows}
    return found


# The tree


def test_the_tree_is_large_and_two_to_four_levels_deep() -> None:
    assert len(LEAVES) >= 300
    assert {len(each.path) for each in LEAVES} <= {2, 3, 4}
    assert len(TREE.children()) >= 25


def test_parents_stand_before_their_children_and_know_each_other() -> None:
    seen: set[int] = set()
    for category_id, category in TREE.categories.items():
        assert category.id == category_id
        assert category.parent == 0 or category.parent in seen
        assert all(TREE.categories[each].parent == category_id for each in category.children)
        assert [each.name for each in TREE.ancestors(category_id)] == list(category.path)
        seen.add(category_id)
    assert sum(len(TREE.leaves(each.id)) for each in TREE.children()) == len(LEAVES)


def test_every_line_of_the_file_has_an_id_of_its_own() -> None:
    text = files("resources").joinpath("categories", "us.txt").read_text("utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(entries) == len(TREE.categories)


def test_sisters_have_different_names() -> None:
    for parent in (0, *(each.id for each in TREE.categories.values() if not each.is_leaf)):
        names = [each.name.casefold() for each in TREE.children(parent)]
        assert len(names) == len(set(names)), parent


def test_names_and_synonyms_are_clean() -> None:
    for category in TREE.categories.values():
        said = (category.name, *category.synonyms)
        assert all(each and each == " ".join(each.split()) for each in said)
        assert len({each.casefold() for each in said}) == len(said), shown(category)


def test_only_a_leaf_is_given_as_one() -> None:
    assert TREE.leaf(600042).name == "Mugs"
    with pytest.raises(KeyError):
        TREE.leaf(600024)
    with pytest.raises(KeyError):
        TREE.leaf(1)


def test_a_region_without_a_tree_has_an_empty_one() -> None:
    assert not category_tree("nowhere").categories
    assert search("nowhere", "mug") == suggest("nowhere", "mug") == ()


def test_the_tree_is_read_once() -> None:
    assert category_tree("us") is TREE


# What it asks


def test_every_figure_is_marked_as_confirmed_or_not() -> None:
    assert all(each["meaning"].endswith(".") for each in DATA["sources"].values())
    assert all(each["confirmed"] in (True, False) for each in DATA["sources"].values())
    assert {each["source"] for each in DATA["attributes"].values()} <= set(DATA["sources"])
    for rule in DATA["rules"]:
        assert set(rule["source"].split(", ")) <= set(DATA["sources"])
        assert set(rule) - {"of", "source"} <= set(DATA["meanings"])
        assert all(int(each) in TREE.categories for each in rule["of"].split(", "))
    unlisted = [each.name for each in TREE.categories.values() if not each.confirmed]
    assert unlisted == ["Modest Fashion"]


def test_attributes_are_well_formed() -> None:
    used = {each for category in LEAVES for each in TREE.attributes_of(category.id)}
    assert len({each.id for each in used}) == len({each.name for each in used}) == len(used)
    assert {each.code for each in used} == set(DATA["attributes"]), "one that nothing asks for"
    for each in used:
        assert each.name == each.name.strip() != ""
        assert len(each.values) == len(set(each.values))
        assert all(value == value.strip() != "" for value in each.values)
        assert each.confirmed <= (each.id < 900_000)


def test_every_leaf_asks_for_something() -> None:
    for leaf in LEAVES:
        asked = leaf.requirements
        assert asked.required, shown(leaf)
        assert not set(asked.required) & set(asked.optional), shown(leaf)
        assert TREE.attributes_of(leaf.id) == asked.required + asked.optional
        assert 1 <= len(asked.variations) == len(set(asked.variations)), shown(leaf)
        assert all(1 <= len(each) <= 20 for each in asked.variations), shown(leaf)
        assert asked.returns in {"", *return_categories()}, shown(leaf)
        assert asked.size_chart in (True, False), shown(leaf)


def test_the_nearest_rule_counts_and_the_rest_is_inherited() -> None:
    shirts, fryers = TREE.leaf(601302).requirements, TREE.leaf(935304).requirements
    assert [each.name for each in shirts.required] == ["Fabric", "Pattern"]
    assert shirts.size_chart
    assert shirts.returns == "Womenswear & Underwear"
    assert fryers.returns == "Phones & Electronics"
    trousers = TREE.leaf(601218).requirements
    assert trousers.required == shirts.required
    assert "Waist Height" in [each.name for each in trousers.optional]


@pytest.mark.parametrize(
    ("leaf", "access"),
    [
        ("Women's Tops > T-shirts", Access.OPEN),
        ("Drinkware > Mugs", Access.OPEN),
        ("Wellness Supplements", Access.INVITE_ONLY),
        ("Gold > Gold Rings", Access.INVITE_ONLY),
        ("Non-sports Trading Cards", Access.INVITE_ONLY),
        ("Instant Noodles", Access.INVITE_ONLY),
        ("Candy", Access.RESTRICTED),
        ("Serums & Essences", Access.RESTRICTED),
        ("Health Monitors & Tests", Access.INVITE_ONLY),
        ("Makeup Brushes", Access.OPEN),
    ],
)
def test_who_may_list(leaf: str, access: Access) -> None:
    (found,) = (each for each in LEAVES if shown(each).endswith(leaf))
    assert found.requirements.access == access


def test_what_is_worn_to_measure_needs_a_size_chart() -> None:
    needing = {each.path[0] for each in LEAVES if each.requirements.size_chart}
    assert {"Womenswear & Underwear", "Menswear & Underwear", "Shoes"} <= needing
    assert not needing & {"Home Supplies", "Kitchenware", "Phones & Electronics"}


# Where files and practice shops put their products


def test_every_practice_product_can_be_placed() -> None:
    products = practice_products()
    assert {each["name"] for each in products} == set(PRODUCTS)
    for product in products:
        found = TREE.placed(product["category"])
        assert found is not None
        assert found.name == product["category"]


def test_every_category_of_the_samples_can_be_placed() -> None:
    for name in exported_categories():
        found = TREE.placed(name)
        assert found is not None
        assert found.path == (name,)


def test_every_return_category_is_one_of_the_tree() -> None:
    assert all(TREE.placed(name) for name in return_categories())


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("Womenswear & Underwear (601152)", "Womenswear & Underwear"),
        ("womenswear & underwear", "Womenswear & Underwear"),
        ("Mugs (600042)", "Kitchenware > Drinkware > Mugs"),
        ("600042", "Kitchenware > Drinkware > Mugs"),
        ("Cangkir (600042)", "Kitchenware > Drinkware > Mugs"),
        # The samples' number for it is the platform's for drill bits.
        ("Home Supplies (882952)", "Home Supplies"),
    ],
)
def test_a_cell_of_a_file_is_placed(cell: str, path: str) -> None:
    found = TREE.placed(cell)
    assert found is not None
    assert shown(found) == path


@pytest.mark.parametrize(
    "cell", ["", "Flying carpets", "(1)", "0", "²", "Carpets (" + "9" * 5000 + ")"]
)
def test_what_the_tree_does_not_have_is_not_placed(cell: str) -> None:
    assert TREE.placed(cell) is None


# Finding


@pytest.mark.parametrize(("words", "leaf"), SEARCHED.items())
def test_what_a_newcomer_types_finds_its_leaf_first(words: str, leaf: str) -> None:
    found = search("us", words)
    assert found
    assert shown(found[0]).endswith(leaf)


def test_every_leaf_is_found_by_its_name() -> None:
    for leaf in LEAVES:
        assert leaf in search("us", leaf.name, most=len(LEAVES))
        assert leaf in search("us", " ".join(leaf.path), most=3)


def test_the_order_of_the_words_does_not_matter() -> None:
    for words in SEARCHED:
        asked = words.split()
        if len(asked) == 2:
            assert set(search("us", words, 2000)) == set(
                search("us", f"{asked[1]} {asked[0]}", 2000)
            )


def test_names_come_before_paths() -> None:
    found = search("us", "candle", most=200)
    named = ["candle" in each.name.casefold() for each in found]
    assert named == sorted(named, reverse=True)
    path_only = search("us", "kitchenware", most=200)
    assert {each.path[0] for each in path_only} == {"Kitchenware", "Sports & Outdoor"}
    assert path_only[0].name == "Camping Kitchenware"


@pytest.mark.parametrize("words", ["", "  ", "&", "xqzzv", "mug xqzzv", "چائے", "e" * 10_000])
def test_what_nothing_is_about_finds_nothing(words: str) -> None:
    assert search("us", words) == ()


def test_only_so_many_are_given() -> None:
    assert len(search("us", "s", most=7)) == 7


def test_the_type_ahead_keeps_up_with_typing() -> None:
    search("us", "")
    typed = [words[:end] for words in SEARCHED for end in range(1, len(words) + 1)]
    taken = sorted(_milliseconds(words) for words in typed)
    assert taken[len(taken) // 2] < 5


def _milliseconds(words: str) -> float:
    before = perf_counter()
    search("us", words)
    return 1000 * (perf_counter() - before)


# Suggesting


@pytest.mark.parametrize(("title", "leaf"), (TITLES | PRODUCTS).items())
def test_a_title_leads_to_its_leaf(title: str, leaf: str) -> None:
    found = suggest("us", title)
    assert 1 <= len(found) <= 3
    assert shown(found[0]).endswith(leaf)


@pytest.mark.parametrize(
    "title", ["", "asdf qwer", "چائے", "2026 14", "!!!", "<b></b>", "New hot sale"]
)
def test_a_title_that_says_nothing_leads_nowhere(title: str) -> None:
    assert suggest("us", title) == ()


def test_most_leaves_are_suggested_for_their_own_names() -> None:
    own = [leaf in suggest("us", " ".join(leaf.path[-2:])) for leaf in LEAVES]
    assert sum(own) > 0.9 * len(own)
