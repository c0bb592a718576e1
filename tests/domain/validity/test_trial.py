"""The practice world gives back the effects that it is made with, and fails without them."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from domain.cli import main
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.fidelity import parameter_sheets, subject_sheets
from domain.simulation.parameters import Parameters
from domain.simulation.world import World
from domain.validity.evidence import Evidence, evidence, laboratory
from domain.validity.measures import MEASURES
from domain.validity.trial import QUICK_EXPOSURE, WORLDS, Finding, find, measured


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("validity") / "lab.dukandar"
    with Shop.practice(path, "laboratory", seed=1, noise=1, text=laboratory()) as shop:
        return shop.read(store.load)


ECHO = [each for each in evidence() if each.kind == "echo"]
FEW = range(1, 5)
"""Worlds enough to see that an effect is gone."""


@pytest.mark.slow
def test_every_echo_agrees_with_its_evidence_and_the_rest_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = main(["validity", "--quick", "--json"], 0)

    told = json.loads(capsys.readouterr().out)
    echoes = [each for each in told["effects"] if each["kind"] == "echo"]
    assert [each["name"] for each in echoes if not each["pass"]] == []
    assert len(echoes) >= 20
    assert status == 0
    assert [each["name"] for each in told["effects"]] == list(MEASURES)
    for each in told["effects"]:
        low, high = each["interval"]
        assert low <= each["measured"] <= high
        inside = each["range"][0] <= low and high <= each["range"][1]
        assert each["pass"] == inside
    others = [each["pass"] for each in told["effects"] if each["kind"] == "held-out"]
    assert told["held_out"] == {"passed": sum(others), "of": len(others)}


@pytest.mark.slow
@pytest.mark.parametrize("effect", ECHO, ids=lambda each: each.name)
def test_without_what_carries_it_an_effect_is_out_of_its_range(
    effect: Evidence, base: World
) -> None:
    def values(worlds: range) -> list[float]:
        known = effect.without
        return [measured(base, [effect], QUICK_EXPOSURE, seed, **known)[0] for seed in worlds]

    few = values(FEW)
    if effect.low <= sum(few) / len(few) <= effect.high:  # too near for a few worlds to tell
        assert not find(effect, values(range(1, WORLDS + 1))).passed


def test_there_is_one_measure_for_each_effect() -> None:
    assert list(MEASURES) == [each.name for each in evidence()]
    assert {each.kind for each in evidence()} <= {"echo", "held-out"}


def test_what_carries_an_effect_is_a_parameter() -> None:
    known = {each.name for each in fields(Parameters)}
    assert all(effect.without and set(effect.without) <= known for effect in ECHO)
    assert not any(effect.without for effect in evidence() if effect not in ECHO)


def test_every_parameter_is_on_the_sheet_inside_its_range() -> None:
    sheets = {each.name: each for each in parameter_sheets()}
    assert set(sheets) == {each.name for each in fields(Parameters)}
    for sheet in sheets.values():
        values = sheet.value if isinstance(sheet.value, tuple) else [sheet.value]
        assert all(sheet.range[0] <= value <= sheet.range[1] for value in values), sheet.name
        assert sheet.mark in ("published", "vendor", "assumption")
        assert sheet.meaning.endswith(".")
        assert sheet.source
        assert sheet.subject in {each.name for each in subject_sheets()}


def test_only_an_interval_inside_the_range_agrees() -> None:
    effect = evidence()[0]
    inside = (effect.low + effect.high) / 2

    assert Finding(effect, inside, effect.low, effect.high).passed
    assert not Finding(effect, inside, effect.low - 0.01, effect.high).passed
    assert not Finding(effect, inside, effect.low, effect.high + 0.01).passed


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_parameters_are_told_with_their_sources(
    form: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validity", "--parameters", *form], 0) == 0

    told: Any = capsys.readouterr().out
    if form:
        told = json.loads(told)["parameters"]
        assert {each["name"] for each in told} == {each.name for each in fields(Parameters)}
    else:
        assert "price_elasticity: -2.62, from -4.5 to -1.2" in told
        assert "published: Bijmolt" in told
