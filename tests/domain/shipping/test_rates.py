"""What a parcel costs: by the heavier of weight and space, by zone, at the cheapest service."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rulebook import rulebook
from domain.shipping import rates
from domain.shipping.rates import Parcels, Service, Unavailable

OFFERED = rates.services("us")
ALL = tuple(OFFERED.values())
GROUND, UPS = OFFERED["USPS-GROUND-ADVANTAGE"], OFFERED["UPS-GROUND"]
ZONES, GRAMS, SIDE = st.integers(1, 8), st.integers(0, 40_000), st.integers(0, 1_500)
service_of = pytest.mark.parametrize("service", ALL, ids=lambda each: each.code)


def column(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def billed(weight: int, length: int, width: int, height: int, service: Service) -> int:
    sides = (column(length), column(width), column(height))
    return int(rates.billable_weight(column(weight), *sides, service)[0])


def test_every_figure_has_a_meaning_a_unit_a_source_and_a_mark() -> None:
    data = tomllib.loads(files("resources").joinpath("shipping", "us.toml").read_text("utf-8"))
    for meaning in data["meanings"].values():
        assert meaning["meaning"].endswith(".")
        assert meaning["unit"]
    assert data["services"]
    for entry in data["services"].values():
        figures = {name: value for name, value in entry.items() if name not in ("name", "carrier")}
        assert set(figures) == set(data["meanings"])
        assert all(
            each["source"] and each["confirmed"] in (True, False) for each in figures.values()
        )


@service_of
def test_a_service_is_of_a_carrier_and_its_figures_fit_together(service: Service) -> None:
    assert service.carrier in rulebook("us").carriers
    assert service.prices.shape == (len(service.weight_steps), 8)
    assert len(service.days_low) == len(service.days_high) == 8
    assert (service.days_low <= service.days_high).all()
    assert (np.diff(service.weight_steps) > 0).all()
    assert service.weight_steps[-1] == service.weight_most
    assert (np.diff(service.surcharge_above) > 0).all()
    assert service.void_hours > 0


def test_a_region_without_labels_has_no_services() -> None:
    assert rates.services("id") == {}


def test_166_cubic_inches_are_billed_as_a_pound() -> None:
    foot = 305  # a little over 12 inches, so a little over 1,728 cubic inches: 10.45 pounds
    assert billed(200, foot, foot, foot, GROUND) == 4_990  # 11 pounds
    assert billed(6_000, foot, foot, foot, GROUND) == 6_000


def test_a_small_parcel_is_billed_by_its_space_by_some_carriers_only() -> None:
    assert billed(200, 300, 200, 80, GROUND) == 200
    assert billed(200, 300, 200, 80, UPS) == 1_361  # 293 cubic inches of 139: 3 pounds


def test_unknown_sides_take_no_space_and_an_unknown_weight_the_lightest_step() -> None:
    assert billed(200, 0, 0, 0, UPS) == 200
    lightest, unknown = rates.price(column(5, 5), column(1, 0), GROUND)
    assert lightest == unknown == GROUND.prices[0, 4]


@service_of
@given(weight=GRAMS, length=SIDE, width=SIDE, height=SIDE)
def test_the_billed_weight_is_at_least_what_the_parcel_weighs(
    service: Service, weight: int, length: int, width: int, height: int
) -> None:
    assert billed(weight, length, width, height, service) >= weight


@service_of
@given(zone=ZONES, weight=GRAMS, more=st.integers(0, 5_000))
def test_no_price_falls_with_weight_or_distance(
    service: Service, zone: int, weight: int, more: int
) -> None:
    near, heavier = rates.price(column(zone, zone), column(weight, weight + more), service)
    further = rates.price(column(min(zone + 1, 8)), column(weight), service)[0]
    assert 0 < near <= min(heavier, further)


@service_of
@given(length=SIDE, more=SIDE)
def test_no_surcharge_falls_with_length(service: Service, length: int, more: int) -> None:
    short, long = rates.surcharge(column(length, length + more), service)
    assert 0 <= short <= long


def test_a_side_of_more_than_22_inches_costs_more_at_usps() -> None:
    assert rates.surcharge(column(0, 559, 560, 763), GROUND).tolist() == [0, 0, 400, 1500]


def test_weights_of_units_in_one_box_add_and_the_box_grows_by_their_space() -> None:
    box = rates.packed(
        parcel=column(0, 0, 1),
        quantity=column(4, 1, 1),
        weight=column(100, 50, 0),
        length=column(300, 200, 0),
        width=column(200, 100, 0),
        height=column(20, 20, 0),
    )
    assert box.weight.tolist() == [450, 0]
    assert box.length.tolist() == [300, 0]
    assert box.width.tolist() == [200, 0]
    assert box.height.tolist() == [87, 0]  # 4 of 20, and 400,000 cubic mm more on 300 by 200


@given(weight=GRAMS, sides=st.tuples(SIDE, SIDE, SIDE))
def test_one_unit_alone_keeps_its_weight_and_size(weight: int, sides: tuple[int, int, int]) -> None:
    box = rates.packed(column(0), column(1), column(weight), *(column(side) for side in sides))
    assert [int(each[0]) for each in (box.length, box.width, box.height)] == sorted(sides)[::-1]
    assert box.weight[0] == weight


def test_no_unit_makes_no_parcel() -> None:
    none = column()
    assert len(rates.packed(none, none, none, none, none, none).weight) == 0


def test_quotes_start_with_the_cheapest_and_end_with_those_who_refuse() -> None:
    found = rates.quotes(8, 35_000, (400, 300, 200), ALL)
    taken = [quote for quote in found if not quote.unavailable]
    assert [quote.price for quote in taken] == sorted(quote.price for quote in taken)
    assert found[len(taken) :]
    for quote in found[len(taken) :]:
        assert (quote.unavailable, quote.price) == (Unavailable.TOO_HEAVY, 0)
        assert OFFERED[quote.service].weight_most < 35_000


@pytest.mark.parametrize(
    ("sides", "refused"),
    [
        ((3_100, 50, 50), {"UPS-GROUND", "FEDEX-HOME", "USPS-PRIORITY"}),
        ((1_000, 1_000, 1_000), {service.code for service in ALL}),
        ((300, 200, 100), set()),
    ],
)
def test_a_parcel_can_be_too_large(sides: tuple[int, int, int], refused: set[str]) -> None:
    found = rates.quotes(4, 500, sides, ALL)
    assert {q.service for q in found if q.unavailable is Unavailable.TOO_LARGE} >= refused
    assert bool(refused) == any(quote.unavailable for quote in found)


@given(zone=ZONES, weight=GRAMS, sides=st.tuples(SIDE, SIDE, SIDE), within=st.integers(0, 8))
def test_the_cheapest_is_the_first_quote_that_is_fast_enough_or_the_first_of_all(
    zone: int, weight: int, sides: tuple[int, int, int], within: int
) -> None:
    found = [quote for quote in rates.quotes(zone, weight, sides, ALL) if not quote.unavailable]
    longest = (column(side) for side in sorted(sides, reverse=True))
    chosen = rates.cheapest(column(zone), Parcels(column(weight), *longest), within, ALL)
    fast = [quote for quote in found if quote.days_high <= within]
    expected = (fast or found or [None])[0]
    if expected is None:
        assert (chosen.service[0], chosen.price[0]) == (-1, 0)
    else:
        assert ALL[chosen.service[0]].code == expected.service
        assert chosen.price[0] == expected.price


def test_without_services_no_parcel_is_taken() -> None:
    one = Parcels(column(1), column(1), column(1), column(1))
    assert rates.cheapest(column(3), one, 2, ()).service.tolist() == [-1]
