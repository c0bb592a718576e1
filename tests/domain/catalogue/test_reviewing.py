"""What the platform's review objects to, and that it says all of it at once."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from domain.catalogue.images.picture import TEXT_HEAVY, Facts
from domain.catalogue.listing import Chosen, Listing, Variation
from domain.catalogue.reviewing import Around, Objection, Other, Rule, review

MUG = Listing(
    title="Stoneware mug with lid, 350 ml",
    leaf=7,
    brand="Lantern Row",
    attributes=(Chosen(1, ("Clay",)),),
    points=("Keeps tea warm", "Goes into the dishwasher"),
    description="<p>Made by hand in small numbers.</p>",
    pictures=("a", "b"),
    variations=(Variation("Color", ("Sand", "Blue")),),
)
LOOK = Facts(
    width=800, height=800, white_border=10_000, strokes=0, sharpness=9_000, difference_hash=0b1011
)
LOOKS = (LOOK, replace(LOOK, difference_hash=-1))
AROUND = Around(
    required=((1, "Material"),), branch=70, near=((70, "Kitchenware > Cups > Mugs"),), looks=LOOKS
)


def objections(listing: Listing, around: Around = AROUND) -> list[tuple[Rule, str, str]]:
    return [(each.rule, each.field, each.about) for each in review(listing, around, "us")]


def test_an_honest_listing_is_approved() -> None:
    assert objections(MUG) == []


def test_every_kind_of_word_says_what_it_means_and_is_marked() -> None:
    data = tomllib.loads(files("resources").joinpath("review", "us.toml").read_text("utf-8"))
    assert data["source"]
    assert data["confirmed"] is False
    for name, entry in data["words"].items():
        assert Rule(name)
        assert entry["meaning"].endswith(".")
        assert entry["words"]
    assert data["brands"]["meaning"].endswith(".")


@pytest.mark.parametrize(
    ("title", "rule", "about"),
    [
        ("The world's BEST stoneware mug", Rule.SUPERLATIVE, "world's best"),
        ("Mug, #1 in the country", Rule.SUPERLATIVE, "#1"),
        ("Herbal mug that cures colds", Rule.MEDICAL, "cures"),
        ("Détox tea mug", Rule.MEDICAL, "detox"),
        ("Mug, order by WhatsApp", Rule.CONTACT, "whatsapp"),
        ("Mug from www.example.com", Rule.CONTACT, "www.example"),
        ("Mug 50 % off", Rule.OFFER, "% off"),
        ("Mug 50% off", Rule.OFFER, "% off"),
        ("Mug with free  shipping", Rule.OFFER, "free shipping"),
        ("Replica of a famous mug", Rule.IMITATION, "replica"),
        ("Vape stand and mug", Rule.FORBIDDEN, "vape"),
        ("Secure lid mug", None, ""),
        ("Mug for obscure teas", None, ""),
        ("Bestseller mug", None, ""),
    ],
)
def test_words_are_found_however_they_are_written_and_never_inside_others(
    title: str, rule: Rule | None, about: str
) -> None:
    found = objections(replace(MUG, title=title))
    assert found == ([(rule, "title", about)] if rule else [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"points": ("Cures colds",)}, "points"),
        ({"description": "<p>It <b>cures</b> colds</p>"}, "description"),
        ({"variations": (Variation("Color", ("Cures colds",)),)}, "variations"),
    ],
)
def test_every_text_of_a_listing_is_read(change: dict[str, object], field: str) -> None:
    assert objections(replace(MUG, **change)) == [(Rule.MEDICAL, field, "cures")]


def test_markup_hides_no_word() -> None:
    hidden = replace(MUG, description="<p>cu<b>re</b>s colds</p>")
    assert objections(hidden) == [(Rule.MEDICAL, "description", "cures")]


def test_a_title_that_speaks_of_another_category_names_it() -> None:
    around = replace(AROUND, near=((90, "Toys > Puzzles"), (80, "Toys > Games")))
    assert objections(MUG, around) == [(Rule.CATEGORY, "leaf", "Toys > Puzzles")]
    assert objections(MUG, replace(around, near=((90, "Toys > Puzzles"), (70, "Mugs")))) == []
    assert objections(MUG, replace(around, near=())) == []
    assert objections(replace(MUG, leaf=0), around) == []


@pytest.mark.parametrize("value", ["", " ", "-", "N/A", "Other", "None"])
def test_a_required_attribute_says_something(value: str) -> None:
    said = replace(MUG, attributes=(Chosen(1, (value,)),))
    assert objections(said) == [(Rule.ATTRIBUTE, "attribute.1", "Material")]


def test_pictures_with_words_are_named_by_their_place() -> None:
    looks = (LOOK, replace(LOOK, strokes=TEXT_HEAVY))
    assert objections(MUG, replace(AROUND, looks=looks)) == [(Rule.PICTURE_TEXT, "pictures", "2")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"brand": "Nike"}, "brand"),
        ({"brand": "NIKE"}, "brand"),
        ({"title": "Nike stoneware mug"}, "title"),
        ({"title": "Stoneware mug by hermes"}, "title"),
    ],
)
def test_a_brand_needs_its_owner(change: dict[str, object], field: str) -> None:
    (found,) = review(replace(MUG, **change), AROUND, "us")
    assert (found.rule, found.field) == (Rule.BRAND, field)
    allowed = replace(AROUND, authorised=frozenset({found.about}))
    assert objections(replace(MUG, **change), allowed) == []


@pytest.mark.parametrize(
    "title", ["Case for Apple phones", "Stand, works with Nintendo consoles", "Pineapple mug"]
)
def test_what_a_product_goes_with_is_no_brand_of_its_own(title: str) -> None:
    assert objections(replace(MUG, title=title)) == []


def test_a_product_that_says_and_shows_the_same_is_a_duplicate() -> None:
    other = Other(12, "Stoneware Mug with lid, 350 ML", 7, replace(LOOK, difference_hash=0b1010))
    around = replace(AROUND, others=(other,))
    assert objections(MUG, around) == [(Rule.DUPLICATE, "title", "12")]
    for apart in (
        replace(other, title="Porcelain cup, small, green"),
        replace(other, leaf=8),
        replace(other, look=replace(LOOK, difference_hash=-1)),
        replace(other, look=None),
    ):
        assert objections(MUG, replace(AROUND, others=(apart,))) == []


def test_all_objections_are_told_at_once() -> None:
    bad = replace(MUG, title="Best in the world Nike mug, free gift", attributes=())
    rules = {each.rule for each in review(bad, AROUND, "us")}
    assert rules == {Rule.SUPERLATIVE, Rule.OFFER, Rule.BRAND, Rule.ATTRIBUTE}


def test_mending_what_was_told_leads_to_approval() -> None:
    bad = replace(MUG, title="Miracle mug", points=("Cures colds",), brand="Sony")
    told = review(bad, AROUND, "us")
    assert {each.field for each in told} == {"title", "points", "brand"}
    mended = replace(bad, **{each.field: getattr(MUG, each.field) for each in told})
    assert review(mended, AROUND, "us") == ()
    assert all(isinstance(each, Objection) for each in told)
