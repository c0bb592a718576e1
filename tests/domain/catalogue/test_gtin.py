"""Trade item numbers are judged by length and check digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.gtin import LENGTHS, check_digit, tidy, wrong

KNOWN = ("4006381333931", "036000291452", "96385074", "10012345678902")
"""Numbers printed as examples in public descriptions of the four lengths."""
BODY = st.sampled_from(LENGTHS).flatmap(
    lambda length: st.text("0123456789", min_size=length - 1, max_size=length - 1)
)


@pytest.mark.parametrize("number", KNOWN)
def test_numbers_in_use_are_right(number: str) -> None:
    assert wrong(number) is None


@given(BODY)
def test_a_number_with_its_check_digit_is_right_however_it_is_written(body: str) -> None:
    number = f"{body}{check_digit(body)}"
    assert wrong(number) is None
    assert wrong(f" {number[:3]}-{number[3:]} ") is None
    assert tidy(f"{number[:3]} {number[3:]}") == number


@given(BODY, st.integers(0, 12), st.integers(1, 9))
def test_one_mistyped_digit_is_found(body: str, place: int, by: int) -> None:
    number = f"{body}{check_digit(body)}"
    place %= len(number)
    typed = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    refusal = wrong(typed)
    assert refusal is not None
    assert refusal.code == "gtin-check-digit"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "gtin-letters"),
        ("12345", "gtin-length"),
        ("40063813339O1", "gtin-letters"),
        ("٤٠٠٦٣٨١٣", "gtin-letters"),
    ],
)
def test_what_is_no_number_is_refused(text: str, code: str) -> None:
    refusal = wrong(text)
    assert refusal is not None
    assert refusal.code == code
    assert refusal.text()
