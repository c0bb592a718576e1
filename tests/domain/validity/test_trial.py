"""The practice world gives back the effects that it is made with, and fails without them."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from domain.cli import main
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.parameters import Parameters
from domain.simulation.world import World
from domain.validity.evidence import Evidence, evidence, laboratory, parameter_sheets
from domain.validity.lab import Lab
from domain.validity.measures import MEASURES
from domain.validity.trial import QUICK_EXPOSURE, Finding, find, labs


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("validity") / "lab.dukandar"
    with Shop.practice(path, "laboratory", seed=1, noise=1, text=laboratory()) as shop:
        return shop.read(store.load)


@pytest.mark.slow
def test_every_effect_agrees_with_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["validity", "--quick", "--json"], 0)

    told = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in told["effects"] if not each["pass"]] == []
    assert status == 0
    assert [each["name"] for each in told["effects"]] == list(MEASURES)
    for each in told["effects"]:
        assert each["range"][0] <= each["interval"][0] <= each["measured"] <= each["interval"][1]


@pytest.mark.slow
@pytest.mark.parametrize("effect", evidence(), ids=lambda each: each.name)
def test_without_what_carries_it_an_effect_does_not_agree(effect: Evidence, base: World) -> None:
    assert not find(effect, labs(base, QUICK_EXPOSURE, **effect.without)).passed


def test_there_is_one_measure_for_each_effect() -> None:
    assert list(MEASURES) == [each.name for each in evidence()]
    assert {each.kind for each in evidence()} <= {"echo", "held-out"}


def test_what_carries_an_effect_is_a_parameter() -> None:
    known = {each.name for each in fields(Parameters)}
    assert all(effect.without and set(effect.without) <= known for effect in evidence())


def test_every_parameter_is_on_the_sheet_inside_its_range() -> None:
    sheets = {each.name: each for each in parameter_sheets()}
    assert set(sheets) == {each.name for each in fields(Parameters)}
    for sheet in sheets.values():
        values = sheet.value if isinstance(sheet.value, list) else [sheet.value]
        assert all(sheet.range[0] <= value <= sheet.range[1] for value in values), sheet.name
        assert sheet.mark in ("published", "vendor", "assumption")
        assert sheet.meaning.endswith(".")
        assert sheet.source


def test_only_an_interval_inside_the_range_agrees() -> None:
    effect = evidence()[0]
    inside = (effect.low + effect.high) / 2

    assert Finding(effect, inside, effect.low, effect.high).passed
    assert not Finding(effect, inside, effect.low - 0.01, effect.high).passed
    assert not Finding(effect, inside, effect.low, effect.high + 0.01).passed


def test_another_price_leaves_every_order_of_unrelated_products_as_it_was(base: World) -> None:
    lab = Lab(base, 7, 10.0)
    for sku in range(lab.size):
        others = [
            each
            for each in range(lab.size)
            if each != sku and each not in lab.substitutes(sku).tolist()
        ]
        assert lab.orders_at(sku, 0.7)[others].tolist() == lab.usual[others].tolist()
        assert lab.orders_at(sku, 0.7)[sku] > lab.usual[sku]
    assert lab.orders_at(0, 1.0).tolist() == lab.usual.tolist()


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
