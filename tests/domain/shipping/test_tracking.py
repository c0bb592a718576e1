"""Tracking numbers: their forms and check digits, whose they are, what is said of wrong ones."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.refusals import Refusal
from domain.rulebook import rulebook
from domain.shipping.rates import services
from domain.shipping.rules import carrier_named, tidy
from domain.shipping.tracking import CHECKS, accept, check_digits, guess, label_numbers, valid

CARRIERS = rulebook("us").carriers

PUBLISHED = [
    ("9400 1112 0108 0805 4830 16", "USPS"),
    ("9361 2898 7870 0317 6337 95", "USPS"),
    ("9405803699300124287899", "USPS"),
    ("92748931507708513018050063", "USPS"),
    ("0307 1790 0005 2348 3741", "USPS"),
    ("7112 3456 7891 2345 6787", "USPS"),
    ("RB123456785GB", "USPS"),
    ("420 22153 9101026837331000039521", "USPS"),
    ("4201002334249200190132607600833457", "USPS"),
    ("1Z5R89390357567127", "UPS"),
    ("1z 999 aa1-01 2345 6784", "UPS"),
    ("1Z879E930346834440", "UPS"),
    ("986578788855", "FedEx"),
    ("477179081230", "FedEx"),
    ("0414 4176 0228 964", "FedEx"),
    ("9611020987654312345672", "FedEx"),
    ("61299998820821171811", "FedEx"),
    ("GM2951173225174494", "DHL eCommerce"),
    ("JJD0099999999", "DHL eCommerce"),
    ("C11031500001879", "OnTrac"),
    ("D10011354453707", "OnTrac"),
    ("LX17635036", "LaserShip"),
    ("1LS717793482164", "LaserShip"),
    ("1LS7119013618127-1", "LaserShip"),
    ("TBA502887274000", "Amazon"),
    ("GFUS01011884214464", "GOFO Express"),
    ("12345678901", "GLS"),
    ("123456789", "TForce"),
]


@pytest.mark.parametrize(("number", "carrier"), PUBLISHED)
def test_a_published_number_tells_its_carrier(number: str, carrier: str) -> None:
    accepted = accept(number, "", CARRIERS)
    assert not isinstance(accepted, Refusal), accepted.text()
    assert accepted[1].name == carrier
    assert accepted[0].isalnum()
    assert accept(number, carrier, CARRIERS) == accepted


def test_the_zip_code_of_a_usps_barcode_is_no_part_of_the_number() -> None:
    assert tidy("420221539101026837331000039521") == "9101026837331000039521"
    assert tidy("420 10282-0000 9261 2901 1318 5417 4685 10") == "9261290113185417468510"


@pytest.mark.parametrize(
    ("number", "writers"),
    [
        ("9261292700768711948021", ["FedEx", "USPS"]),
        ("9274899999999999999994", ["DHL eCommerce", "USPS"]),
        ("9261290113185417468510", ["USPS"]),
        ("9400111201080805483017", []),
        ("pigeon", []),
    ],
)
def test_a_number_handed_from_one_carrier_to_another_can_be_of_both(
    number: str, writers: list[str]
) -> None:
    assert [carrier.name for carrier in guess(number, CARRIERS)] == writers


def test_who_has_the_parcel_must_be_said_where_two_write_such_numbers() -> None:
    refused = accept("9261292700768711948021", "", CARRIERS)
    assert isinstance(refused, Refusal)
    assert refused.code == "tracking-carrier-ambiguous"
    assert "FedEx, USPS" in refused.text()
    for named in ("fedex", "usps"):
        assert not isinstance(accept("9261292700768711948021", named, CARRIERS), Refusal)


@pytest.mark.parametrize(
    ("number", "carrier", "code", "words"),
    [
        ("12345", "", "tracking-carrier-unknown", "fits no carrier"),
        ("1Z999", "", "tracking-length", "has 5 characters"),
        ("1Z999", "UPS", "tracking-length", "15 letters or digits"),
        ("94001112010808054830166", "", "tracking-length", "has 23 characters"),
        ("12345678901", "FedEx", "tracking-length", "12 or 15 digits"),
        ("94OO111201080805483016", "USPS", "tracking-letters", "O in it"),
        ("1Z999AA1012345678Z", "UPS", "tracking-format", "a last digit"),
        ("9400111201080805483014", "", "tracking-check-digit", "should be 6"),
        ("9400111201080805483014", "usps", "tracking-check-digit", "should be 6"),
        ("1Z999AA10123456785", "", "tracking-check-digit", "should be 4"),
        ("RB123456786US", "", "tracking-check-digit", "should be 5"),
        ("996578788855", "", "tracking-check-digit", "FedEx"),
        ("986578788855", "USPS", "tracking-other-carrier", "is a FedEx tracking number"),
        ("9400111201080805483016", "UPS", "tracking-other-carrier", "choose USPS"),
        ("TBA502887274000", "OnTrac", "tracking-other-carrier", "Amazon"),
        ("1Z999AA10123456784", "Pigeon", "carrier-unknown", "Pigeon"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(
    number: str, carrier: str, code: str, words: str
) -> None:
    refused = accept(number, carrier, CARRIERS)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert words in refused.text()
    assert refused.text().endswith(".")


def test_every_form_says_its_lengths_its_source_and_a_rule_that_exists() -> None:
    text = files("resources").joinpath("rulebooks", "us.toml").read_text("utf-8")
    for code, entry in tomllib.loads(text)["carriers"].items():
        assert entry["expected"]
        for form, written in zip(CARRIERS[code].forms, entry["forms"], strict=True):
            assert written["source"]
            assert written["confirmed"] in (True, False)
            assert form.shortest <= form.longest
            assert re.compile(form.pattern).groups == (2 if form.check else 0)
            assert not form.check or form.check in CHECKS


def test_a_carrier_is_found_by_any_of_its_names() -> None:
    for name in ("usps", "US Postal Service", " Usps "):
        assert carrier_named(name, CARRIERS) == CARRIERS["USPS"]
    assert carrier_named("Pigeon", CARRIERS) is None


DIGITS_OF = {
    "mod10-weights-31": 21,
    "mod10-weights-12": 15,
    "mod11-weights-137": 11,
    "mod11-s10": 8,
}


def _found_out(rule: str, body: str, wrong: str) -> bool:
    right, other = check_digits(rule, [body, wrong])
    return bool(right != other)


@given(data=st.data())
@pytest.mark.parametrize("rule", DIGITS_OF)
def test_a_single_wrong_digit_is_found_out(rule: str, data: st.DataObject) -> None:
    size = DIGITS_OF[rule]
    body = data.draw(st.text("0123456789", min_size=size, max_size=size))
    place = data.draw(st.integers(0, size - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    wrong = body[:place] + digit + body[place + 1 :]
    off = int(digit) - int(body[place])
    hidden = {
        "mod10-weights-31": off == 0,
        "mod10-weights-12": off % (5 if place % 2 else 10) == 0,
    }
    if rule in hidden:
        assert _found_out(rule, body, wrong) == (not hidden[rule])
    elif off == 0:
        assert not _found_out(rule, body, wrong)


@pytest.mark.parametrize(("rule", "most"), [("mod11-weights-137", 0.03), ("mod11-s10", 0.04)])
def test_of_all_single_wrong_digits_the_rules_of_eleven_miss_few(rule: str, most: float) -> None:
    size = DIGITS_OF[rule]
    bodies = [f"{number:0{size}d}" for number in range(0, 10**size, 10**size // 97)]
    missed = told = 0
    for body in bodies:
        wrong = [
            body[:place] + digit + body[place + 1 :]
            for place in range(size)
            for digit in "0123456789"
            if digit != body[place]
        ]
        same = check_digits(rule, wrong) == check_digits(rule, [body])[0]
        missed, told = missed + int(same.sum()), told + len(wrong)
    assert missed / told < most


@given(body=st.text("0123456789", min_size=21, max_size=21), place=st.integers(0, 19))
def test_swapped_neighbours_are_found_out_unless_they_differ_by_five(body: str, place: int) -> None:
    first, second = body[place], body[place + 1]
    swapped = body[:place] + second + first + body[place + 2 :]
    hidden = (int(first) - int(second)) % 5 == 0
    assert _found_out("mod10-weights-31", body, swapped) == (not hidden)


@given(body=st.text("0123456789", min_size=15, max_size=15), place=st.integers(0, 13))
def test_swapped_neighbours_of_ups_are_always_found_out(body: str, place: int) -> None:
    first, second = body[place], body[place + 1]
    swapped = body[:place] + second + first + body[place + 2 :]
    assert _found_out("mod10-weights-12", body, swapped) == (first != second)


def test_many_numbers_are_judged_at_once() -> None:
    numbers = ["9400111201080805483016", "9400111201080805483017", "RB123456785US", "", "1Z"]
    assert valid(numbers, CARRIERS["USPS"]).tolist() == [True, False, True, False, False]
    assert valid([], CARRIERS["USPS"]).tolist() == []


LABELLED = sorted({service.carrier for service in services("us").values()})


@pytest.mark.parametrize("code", LABELLED)
@given(
    ids=st.lists(st.integers(0, 2**63 - 1), max_size=50, unique=True), seed=st.integers(0, 2**63)
)
def test_labels_have_valid_numbers_of_their_carrier_and_no_two_the_same(
    code: str, ids: list[int], seed: int
) -> None:
    numbers = label_numbers(CARRIERS[code], np.array(ids, dtype=np.int64), seed)
    assert len(set(numbers)) == len(ids)
    assert valid(numbers, CARRIERS[code]).all()
    for number in numbers:
        assert tidy(number) == number
        assert guess(number, CARRIERS)[0].code == code
    assert label_numbers(CARRIERS[code], np.array(ids[:1], dtype=np.int64), seed) == numbers[:1]


def test_labels_of_other_shops_have_other_numbers() -> None:
    ids = np.arange(100)
    here, there = (label_numbers(CARRIERS["USPS"], ids, seed) for seed in (1, 2))
    assert not set(here) & set(there)


def test_a_carrier_without_labels_has_no_numbers_for_them() -> None:
    with pytest.raises(ValueError, match="Amazon"):
        label_numbers(CARRIERS["AMAZON"], np.arange(1), 1)
