"""A ZIP code tells its state and its zone from the warehouse."""

from __future__ import annotations

import pytest

from domain.shipping.zones import Area, area_of
from domain.simulation.parameters import places


@pytest.mark.parametrize(
    ("zip_code", "area"),
    [
        ("90012", Area("CA", 2)),
        ("10001-1234", Area("NY", 8)),
        (" 981011234 ", Area("WA", 5)),
        ("99501", Area("AK", 8)),
        ("00601", Area("PR", 8)),
        ("00012", None),
        ("1001", None),
        ("K1A 0B1", None),
        ("\u0661\u0660\u0660\u0660\u0661", None),
    ],
)
def test_the_first_three_digits_tell_the_area(zip_code: str, area: Area | None) -> None:
    assert area_of(zip_code) == area


def test_the_practice_buyers_places_have_the_same_zone_and_state_here() -> None:
    known = places()
    for zip_code, state, zone in zip(known.zip, known.state, known.zone, strict=True):
        assert area_of(zip_code) == Area(state, zone)
