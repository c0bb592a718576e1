"""Where mail goes: ZIP codes and areas."""

from __future__ import annotations

import pytest

from domain.shipping.zips import destinations, names, state_of_zip
from domain.simulation.parameters import places


@pytest.mark.parametrize(
    ("zip_code", "state"),
    [
        ("90012", "CA"),
        ("00501", "NY"),
        ("10001-1234", "NY"),
        (" 33130 ", "FL"),
        ("00907", "PR"),
        ("99501", "AK"),
        ("96950", "MP"),
        ("96799", "AS"),
        ("83414", "WY"),
        ("09012", "AE"),
        ("20500", "DC"),
        ("88510", "TX"),
    ],
)
def test_a_zip_code_lies_in_its_area(zip_code: str, state: str) -> None:
    assert state_of_zip(zip_code) == state


@pytest.mark.parametrize(
    "zip_code", ["", "9001", "900123", "90012-", "90012-12", "abcde", "٩٠٠١٢", "00012", "21300"]
)
def test_what_is_no_zip_code_lies_nowhere(zip_code: str) -> None:
    assert state_of_zip(zip_code) is None


def test_there_are_48_states_the_district_and_ten_areas_further_away() -> None:
    near = [each.code for each in destinations() if each.contiguous]
    assert len(near) == 49
    assert len(destinations()) == 59
    assert {"DC", "CA", "NY"} <= set(near)
    assert not {"AK", "HI", "PR", "AE"} & set(near)
    assert len(set(names().values())) == 59


def test_every_home_of_a_buyer_lies_in_the_state_that_its_zip_code_says() -> None:
    homes = places()
    assert [state_of_zip(each) for each in homes.zip.tolist()] == homes.state.tolist()
