"""A tier of quality needs every fix of the tiers below it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.listing import Chosen, Listing
from domain.catalogue.quality import NEEDED, Asked, Fix, quality
from domain.catalogue.rules import Tier
from domain.rulebook import rulebook

RULES = rulebook("us").at(1_790_000_000)
ASKED = Asked(required=(1,), optional=(2, 3), size_chart=True, main_white=True, main_square=True)
BEST = Listing(
    title="Stoneware mug with a lid, 350 ml, dishwasher safe",
    attributes=(Chosen(1, ("Clay",)), Chosen(2, ("Hand made",))),
    points=("Keeps warm", "Fits the hand", "Comes in a box"),
    description=f"<p>{'Made by hand. ' * 30}</p>",
    pictures=("a", "b", "c", "d", "e"),
    size_chart="s",
    video="v",
)
LACKING: dict[Fix, dict[str, object]] = {
    Fix.TITLE_LENGTH: {"title": "Mug"},
    Fix.TITLE_CAPITALS: {"title": "STONEWARE MUG WITH A LID, 350 ML, dishwasher safe"},
    Fix.TITLE_REPEATS: {"title": "Mug, mug, mug: a stoneware one that holds 350 ml"},
    Fix.DESCRIPTION_LENGTH: {"description": "<p>Made by hand.</p>"},
    Fix.ATTRIBUTES_REQUIRED: {"attributes": (Chosen(2, ("Hand made",)),)},
    Fix.POINTS: {"points": ("Keeps warm", "Fits the hand")},
    Fix.PICTURES: {"pictures": ("a", "b", "c", "d")},
    Fix.ATTRIBUTES_OPTIONAL: {"attributes": (Chosen(1, ("Clay",)),)},
    Fix.SIZE_CHART: {"size_chart": ""},
    Fix.VIDEO: {"video": ""},
}


def test_a_listing_without_flaws_is_good() -> None:
    assert quality(BEST, ASKED, RULES).fixes == ()
    assert quality(BEST, ASKED, RULES).tier is Tier.GOOD


@pytest.mark.parametrize("fix", LACKING)
def test_each_flaw_is_named_and_costs_its_tier(fix: Fix) -> None:
    found = quality(replace(BEST, **LACKING[fix]), ASKED, RULES)
    assert found.fixes == (fix,)
    if fix is Fix.VIDEO:
        assert found.tier is Tier.GOOD
        assert found.next_fixes == ()
    else:
        assert found.tier is (Tier.POOR if fix in NEEDED[Tier.FAIR] else Tier.FAIR)
        assert found.next_fixes == (fix,)


@pytest.mark.parametrize(
    ("asked", "fix"),
    [
        (replace(ASKED, main_white=False), Fix.MAIN_WHITE),
        (replace(ASKED, main_square=False), Fix.MAIN_SQUARE),
    ],
)
def test_the_main_picture_is_square_on_white(asked: Asked, fix: Fix) -> None:
    assert quality(BEST, asked, RULES).fixes == (fix,)


@given(st.sets(st.sampled_from(sorted(LACKING))))
def test_mending_one_flaw_never_lowers_the_tier(flaws: set[Fix]) -> None:
    flaws -= {Fix.TITLE_CAPITALS, Fix.TITLE_REPEATS} if Fix.TITLE_LENGTH in flaws else set()
    flaws -= {Fix.TITLE_REPEATS} if Fix.TITLE_CAPITALS in flaws else set()
    flaws -= {Fix.ATTRIBUTES_OPTIONAL} if Fix.ATTRIBUTES_REQUIRED in flaws else set()
    listing = BEST
    for flaw in flaws:
        listing = replace(listing, **LACKING[flaw])
    found = quality(listing, ASKED, RULES)
    assert set(found.fixes) == flaws
    for flaw in flaws:
        names = LACKING[flaw]
        mended = replace(listing, **{name: getattr(BEST, name) for name in names})
        assert quality(mended, ASKED, RULES).tier >= found.tier


def test_titles_in_scripts_without_capitals_do_not_shout() -> None:
    urdu = replace(BEST, title="مٹی کا مگ ڈھکن کے ساتھ، ہاتھ سے بنا ہوا، تین سو پچاس ملی لیٹر")
    assert quality(urdu, ASKED, RULES).fixes == ()
