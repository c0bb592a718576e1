"""Templates: what delivery costs by place and basket, and how soon it is promised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rulebook import rulebook
from domain.shipping.templates import (
    SERVICES,
    Kind,
    Rate,
    Service,
    Template,
    Zone,
    cheapest,
    promised_days,
    quickest,
    quotes,
    tariff,
    until_ready,
)
from tests.domain.shipping.examples import FAR, NEAR, by_units, by_weight, everywhere, flat

BOOK = rulebook("us")
RULES = BOOK.at(1_796_000_000)


def column(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def fees(template: Template, state: str, units: int, grams: int, value: int) -> dict[str, int]:
    """What each offered service level costs."""
    known = tariff((template,), RULES)
    where = column(known.states.index(state))
    found = quotes(known, column(0), where, column(units), column(grams), column(value))
    return {
        service.value: int(found.fee[0, place])
        for place, service in enumerate(SERVICES)
        if found.offered[0, place]
    }


def test_a_flat_fee_is_the_same_for_any_basket() -> None:
    template = everywhere(flat(499))
    assert fees(template, "CA", 1, 100, 1_000) == {"STANDARD": 499}
    assert fees(template, "NY", 9, 90_000, 1_000) == {"STANDARD": 499}


@pytest.mark.parametrize(("units", "fee"), [(1, 499), (2, 698), (4, 1_096)])
def test_a_fee_by_quantity_adds_each_further_unit(units: int, fee: int) -> None:
    assert fees(everywhere(by_units(499, 199)), "TX", units, 0, 1) == {"STANDARD": fee}


@pytest.mark.parametrize(
    ("grams", "fee"), [(0, 400), (1, 400), (500, 400), (501, 475), (750, 475), (751, 550)]
)
def test_a_fee_by_weight_counts_begun_steps_in_full(grams: int, fee: int) -> None:
    assert fees(everywhere(by_weight(400, 75, 500, 250)), "TX", 1, grams, 1) == {"STANDARD": fee}


def test_zones_have_their_own_rates_and_excluded_areas_have_none() -> None:
    west, rest = ("CA", "NV"), tuple(code for code in NEAR if code not in ("CA", "NV"))
    template = Template(1, "Zones", (Zone(west, (flat(0),)), Zone(rest, (flat(599),))), FAR)
    assert fees(template, "NV", 1, 0, 1) == {"STANDARD": 0}
    assert fees(template, "NY", 1, 0, 1) == {"STANDARD": 599}
    assert fees(template, "HI", 1, 0, 1) == {}


def test_from_the_threshold_on_standard_and_economy_are_free_and_express_is_not() -> None:
    rates = (flat(499), flat(299, Service.ECONOMY), flat(999, Service.EXPRESS))
    template = everywhere(*rates, free_from=2_500)
    below = {"STANDARD": 499, "ECONOMY": 299, "EXPRESS": 999}
    assert fees(template, "CA", 1, 0, 2_499) == below
    assert fees(template, "CA", 1, 0, 2_500) == {"STANDARD": 0, "ECONOMY": 0, "EXPRESS": 999}
    assert fees(everywhere(*rates), "CA", 1, 0, 10**9) == below


def test_the_promise_is_6_days_express_3_and_a_handling_time_replaces_the_usual_day() -> None:
    standard, express = flat(0), flat(0, Service.EXPRESS)
    assert promised_days(standard, 0, RULES) == 6
    assert promised_days(express, 0, RULES) == 3
    assert promised_days(flat(0, days=4), 0, RULES) == 4
    assert promised_days(standard, 4, RULES) == 4 + 5
    assert promised_days(express, 4, RULES) == 4 + 2


def test_a_handling_time_ends_with_the_first_scan_and_4_days_later_it_is_too_late() -> None:
    assert until_ready(0, RULES) == (2, 7)
    assert until_ready(5, RULES) == (5, 9)


def test_the_cheapest_level_is_taken_and_of_equal_ones_the_quickest() -> None:
    known = tariff(
        (
            everywhere(flat(499), flat(299, Service.ECONOMY), flat(999, Service.EXPRESS)),
            everywhere(flat(0), flat(0, Service.ECONOMY), flat(0, Service.EXPRESS)),
            everywhere(flat(199)),
        ),
        RULES,
    )
    where = np.repeat(known.states.index("CA"), 3)
    one = np.ones(3, dtype=np.int64)
    found = quotes(known, np.arange(3), where, one, one, one)
    assert [SERVICES[place].value for place in cheapest(found)] == [
        "ECONOMY",
        "EXPRESS",
        "STANDARD",
    ]
    assert [SERVICES[place].value for place in quickest(found)] == [
        "EXPRESS",
        "EXPRESS",
        "STANDARD",
    ]


def test_where_nothing_is_offered_no_level_is_taken() -> None:
    known = tariff((everywhere(flat(1)),), RULES)
    where = column(known.states.index("AK"))
    found = quotes(known, column(0), where, column(1), column(1), column(1))
    assert cheapest(found).tolist() == quickest(found).tolist() == [-1]


RATES = st.builds(
    Rate,
    st.just(Service.STANDARD),
    st.sampled_from(Kind),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.integers(1, 68_000),
    st.integers(1, 68_000),
)


@given(RATES, st.integers(1, 50), st.integers(0, 10_000), st.integers(1, 10_000))
def test_more_never_costs_less_and_a_fee_is_never_negative(
    rate: Rate, units: int, grams: int, more: int
) -> None:
    template = everywhere(rate)
    one = fees(template, "CO", units, units * grams, 1)["STANDARD"]
    two = fees(template, "CO", units + 1, (units + 1) * grams + more, 1)["STANDARD"]
    assert 0 <= rate.first <= one <= two
