"""Tracking numbers are accepted in their carrier's form, and refused with the reason."""

from __future__ import annotations

import pytest

from domain.kernel.refusals import Refusal
from domain.rulebook import rulebook
from domain.shipping.rules import accept

CARRIERS = rulebook("us").carriers


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        ("9400 1118 9922 3100 0012 34", "USPS"),
        ("92612900000000000000", "USPS"),
        ("1Z999AA10123456784", "UPS"),
        ("1z 999 aa1-01 2345 6784", "UPS"),
        ("123456789012", "FedEx"),
        ("123456789012345", "FedEx"),
    ],
)
def test_the_number_tells_its_carrier(number: str, carrier: str) -> None:
    accepted = accept(number, "", CARRIERS)
    assert not isinstance(accepted, Refusal)
    assert accepted[1].name == carrier
    assert accepted[0].isalnum()


@pytest.mark.parametrize(
    ("number", "carrier", "code", "words"),
    [
        ("12345", "", "tracking-carrier-unknown", "12345"),
        ("1Z999", "UPS", "tracking-format", "16 letters or digits"),
        ("123456789012", "USPS", "tracking-format", "starting with 9"),
        ("9400111899223100001234", "UPS", "tracking-format", "UPS"),
        ("12345678901", "FedEx", "tracking-format", "12, 15 or 20"),
        ("1Z999AA10123456784", "Pigeon", "carrier-unknown", "Pigeon"),
    ],
)
def test_a_wrong_number_is_refused_with_the_reason(
    number: str, carrier: str, code: str, words: str
) -> None:
    refused = accept(number, carrier, CARRIERS)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert words in refused.text()
