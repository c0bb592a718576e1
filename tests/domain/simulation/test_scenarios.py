"""A scenario that names what it does not have is refused before a shop is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.kernel.refusals import RefusedError
from domain.reports.check import check
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.scenarios import read_scenario, scenario_names, scenario_text
from tests.domain.simulation.rich_shops import rich_text


@pytest.mark.parametrize(
    ("added", "where", "name"),
    [
        ('[[videos]]\nday = 3\nseller_sku = "NOPE"', "videos", "NOPE"),
        ('[[videos]]\nday = 3\nseller_sku = "P-1"\ncreator = -1', "videos", "creator -1"),
        ('[[videos]]\nday = 3\nseller_sku = "P-1"\ncreator = 99', "videos", "creator 99"),
        ('[[lives]]\nweekday = 1\nhour = 9\nhours = 1\nseller_sku = "NOPE"', "lives", "NOPE"),
        ('[[rivals]]\nsubstitutes = "garden"', "rivals", "garden"),
        ('[[strikes]]\ncarrier = "NOPE"\nday = 1\ndays = 2\ntimes = 2.0', "strikes", "NOPE"),
    ],
)
def test_a_name_that_is_not_there_is_told(added: str, where: str, name: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_scenario(f"{rich_text()}\n{added}\n")
    assert caught.value.refusal.code == "scenario-names-unknown"
    assert caught.value.refusal.params == {"where": where, "name": name}


def test_every_shipped_scenario_can_be_read() -> None:
    for name in scenario_names():
        assert read_scenario(scenario_text(name)).name == name


def test_a_shop_without_money_and_with_empty_shelves_is_played(tmp_path: Path) -> None:
    text = rich_text(cash=0, stock=0)
    with Shop.practice(tmp_path / "poor.dukandar", "rich", seed=1, noise=1, text=text) as shop:
        shop.advance_days(20, sensible)
        assert shop.read(check) == []


def test_whole_numbers_serve_where_any_number_does(tmp_path: Path) -> None:
    text = f"{rich_text()}\n[parameters]\nrating_usual = 4\nprice_elasticity = -2\n"
    with Shop.practice(tmp_path / "whole.dukandar", "rich", seed=1, noise=1, text=text) as shop:
        shop.advance_days(3, sensible)
        assert shop.read(check) == []
