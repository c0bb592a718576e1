"""The bars of a number say that number, whatever a carrier's numbers look like."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.code128 import QUIET, bars, grouped, width

FORMS = [
    r"9[2-5][0-9]{20}",  # USPS
    r"420[0-9]{5}9[2-5][0-9]{20}",  # USPS with the ZIP in front
    r"[A-Z]{2}[0-9]{9}US",  # USPS, abroad
    r"1Z[0-9A-Z]{6}[0-9]{10}",  # UPS
    r"[0-9]{12}|[0-9]{15}|[0-9]{20}|[0-9]{22}|96[0-9]{32}",  # FedEx
    r"GM[0-9]{16,18}",  # DHL eCommerce
    r"[CD][0-9]{14}",  # OnTrac
    r"1LS[0-9A-Z]{12}",
    r"TBA[0-9]{12}",  # Amazon
    r"57[0-9]{16}",  # the platform's orders
    r"99[0-9]{1,20}",  # begins as the switch between two sets of the code does
    r"[ -~]{1,34}",
]


def read(text: str) -> list[str]:
    """What a reader makes of the bars, two pixels to the module."""
    wide = width(text) + 2 * QUIET
    row = np.full(wide, 255, dtype=np.uint8)
    for start, thick in bars(text):
        row[QUIET + start : QUIET + start + thick] = 0
    picture = np.tile(np.repeat(row, 2), (20, 1))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.Code128)
    return [each.text for each in found]


@pytest.mark.parametrize("form", FORMS)
def test_numbers_of_every_form_come_back(form: str) -> None:
    @given(st.from_regex(form, fullmatch=True))
    def come_back(text: str) -> None:
        assert read(text) == [text]

    come_back()


@given(st.from_regex(r"[0-9A-Z]{1,30}", fullmatch=True))
def test_a_symbol_is_whole_as_the_standard_counts_it(text: str) -> None:
    symbol = bars(text)
    assert symbol[0][0] == 0
    assert symbol[-1] == (width(text) - 2, 2)  # the stop's last bar
    assert (width(text) - 13) % 11 == 0  # characters of 11 modules, then a stop of 13
    assert len(symbol) == 3 * (width(text) - 13) // 11 + 4
    assert all(1 <= thick <= 4 for _, thick in symbol)


def test_digits_take_half_the_room_of_letters() -> None:
    assert width("1234567890") < width("ABCDEFGHIJ") - 4 * 11


@pytest.mark.parametrize("text", ["", "追跡", "A" * 200])
def test_what_has_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        bars(text)


def test_a_number_is_read_in_fours() -> None:
    assert grouped("9400111899") == "9400 1118 99"
    assert grouped("") == ""
