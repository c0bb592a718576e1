"""A scenario may replace any parameter inside its range, and nothing else."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.clock import DAY
from domain.kernel.refusals import RefusedError
from domain.reports.fidelity import parameter_rows
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.fidelity import ParameterSheet, parameter_sheet, parameter_sheets
from domain.simulation.parameters import parameters
from domain.simulation.playing import play
from domain.simulation.policies import sensible
from domain.simulation.scenarios import (
    read_scenario,
    scenario_names,
    scenario_text,
    with_parameters,
)

FIRST = scenario_text("first-30-days")


def allowed(sheet: ParameterSheet) -> st.SearchStrategy[Any]:
    """Any value that a parameter may have."""
    low, high = sheet.range
    number = st.nothing() if sheet.whole else st.floats(low, high)
    if ceil(low) <= floor(high):
        number |= st.integers(ceil(low), floor(high))
    count = len(sheet.value) if isinstance(sheet.value, tuple) else 0
    return st.tuples(*[number] * count) if count else number


@given(st.data())
def test_a_scenario_gives_back_the_parameters_that_were_written_into_it(
    data: st.DataObject,
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(parameter_sheets()), unique=True))
    values = {sheet.name: data.draw(allowed(sheet)) for sheet in chosen}
    scenario = data.draw(st.sampled_from(scenario_names()))

    text = with_parameters(scenario_text(scenario), values)

    usual, found = read_scenario(scenario_text(scenario)), read_scenario(text)
    assert found == replace(usual, parameters={**usual.parameters, **values})
    for name, value in found.parameters.items():
        kind = int if parameter_sheet(name).whole else float
        assert all(type(each) is kind for each in (value if isinstance(value, tuple) else [value]))


def test_the_order_in_which_parameters_are_given_makes_no_other_scenario() -> None:
    values = {"basket_rate": 0.2, "pace_days": 9, "click_rate": 0.03}
    turned = dict(reversed(values.items()))
    assert with_parameters(FIRST, values) == with_parameters(FIRST, turned)


def test_what_is_given_later_replaces_what_the_scenario_has() -> None:
    once = with_parameters(FIRST, {"basket_rate": 0.2, "pace_days": 9})
    middle = once.replace("[scenario]", "[parameters]  # of ours\nclick_rate = 0.03\n\n[scenario]")
    middle = middle[: middle.rindex("[parameters]")]
    for text in (once, middle):
        found = read_scenario(with_parameters(text, {"pace_days": 10}))
        assert found.parameters == {**read_scenario(text).parameters, "pace_days": 10}
        assert found.products == read_scenario(FIRST).products


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("cheerfulness", 1, "no parameter cheerfulness"),
        ("basket_rate", "many", "basket_rate takes a number; 'many' is not one"),
        ("basket_rate", True, "takes a number"),
        ("basket_rate", [0.1], "takes a number"),
        ("basket_rate", 0.21, "between 0.0 and 0.2; 0.21 does not"),
        ("basket_rate", float("nan"), "nan does not"),
        ("basket_rate", float("inf"), "inf does not"),
        ("pace_days", 14.0, "pace_days takes a whole number; '14.0' is not one"),
        ("pace_days", True, "takes a whole number"),
        ("pace_days", 29, "between 7 and 28"),
        ("pace_days", 10**400, "between 7 and 28; 1000000000"),
        ("weekday_weights", 1.0, "takes 7 numbers; '1.0' is something else"),
        ("weekday_weights", [1.0] * 6, "takes 7 numbers"),
        ("weekday_weights", [1.0] * 6 + [1.2], "between 0.85 and 1.15; 1.2 does not"),
        ("weekday_weights", [[1.0]] * 7, "takes a number; '1.0' is not one"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_is_allowed(
    name: str, value: Any, words: str
) -> None:
    with pytest.raises(RefusedError, match=re.escape(words)) as refused:
        with_parameters(FIRST, {name: value})
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[parameters]\nbasket_rate = 0.9", "between 0.0 and 0.2"),
        ("[parameters]\nbasket_rate = nan", "nan does not"),
        ('[parameters]\nbasket_rate = """a\nb"""', "'a b' is not one"),
        ("[parameters.basket_rate]\nvalue = 0.1", "takes a number"),
        ("[[parameters]]\nbasket_rate = 0.1", "not a table"),
    ],
)
def test_a_scenario_with_such_a_value_is_refused(table: str, words: str, tmp_path: Path) -> None:
    text = f"{scenario_text('empty')}\n{table}\n"
    with pytest.raises(RefusedError, match=words):
        Shop.practice(tmp_path / "a.dukandar", "empty", seed=1, noise=1, text=text)
    assert not (tmp_path / "a.dukandar").exists()


def test_what_is_typed_is_read_as_the_kind_of_its_parameter() -> None:
    assert parameter_sheet("pace_days").typed(" 9 ") == 9
    assert type(parameter_sheet("pace_days").typed("9")) is int
    assert parameter_sheet("basket_rate").typed("1e-1") == 0.1
    weights = "1, 1.1,1, 1 ,1,1,0.9"
    assert parameter_sheet("weekday_weights").typed(weights) == (1, 1.1, 1, 1, 1, 1, 0.9)
    for text in ("", " ", "0,1", "0.1.", "9" * 5_000):
        with pytest.raises(RefusedError):
            parameter_sheet("basket_rate").typed(text)


def test_a_shop_plays_with_the_parameters_of_its_scenario(tmp_path: Path) -> None:
    text = with_parameters(FIRST, {"click_rate": 0.04, "pace_days": 9})
    clicks = {}
    for name, given_text in (("usual", None), ("changed", text)):
        path = tmp_path / f"{name}.dukandar"
        with Shop.practice(path, "first-30-days", seed=1, noise=1, text=given_text) as shop:
            world = shop.read(store.load)
            changed = {row.sheet.name for row in shop.read(parameter_rows) if row.differs}
            usual = asdict(parameters())
            assert asdict(world.parameters) == usual | dict(world.scenario.parameters)
            assert changed == set(world.scenario.parameters)
            shop.advance_days(2)
            clicks[name] = sum(
                count for (count,) in shop.read(lambda conn: conn.exec_driver_sql(CLICKS).all())
            )
    assert clicks["changed"] > 1.5 * clicks["usual"]


CLICKS = "SELECT clicks FROM traffic"


@pytest.mark.parametrize("end", [0, 1])
def test_a_world_at_the_end_of_every_range_can_be_played(end: int, tmp_path: Path) -> None:
    values = {
        sheet.name: (sheet.range[end],) * len(sheet.value)
        if isinstance(sheet.value, tuple)
        else sheet.range[end]
        for sheet in parameter_sheets()
    }
    text = with_parameters(FIRST, values)
    with Shop.practice(tmp_path / "s.dukandar", "first", seed=1, noise=1, text=text) as shop:
        world = shop.read(store.load)
    assert play(world, world.now + 30 * DAY, sensible) > 0
    assert min(world.skus["stock"]) >= 0
