"""How the command line says a promotion, and what it answers to what is none."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel.refusals import RefusedError
from domain.promotions.commands import SavePromotion
from domain.simulation import command_words
from domain.simulation.command_words import command_fields, command_from

LEAST = {"promotion": 0, "tool": "BUY_MORE", "title": "More", "starts_at": 0, "ends_at": 3_600}


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(command_words.COMMANDS, SavePromotion.name, SavePromotion)


def said(**arguments: Any) -> Any:
    return command_from(SavePromotion.name, {**LEAST, **arguments})


def test_what_is_left_out_is_as_usual() -> None:
    assert said() == SavePromotion(**LEAST)


def test_lists_are_of_any_length_and_tiers_of_four_numbers() -> None:
    command = said(skus=[1, "2"], tiers=[[2, 0, 500, 0], [3, 0, 900, 0]], draft=True)
    assert command.skus == (1, 2)
    assert command.tiers == ((2, 0, 500, 0), (3, 0, 900, 0))
    assert command.draft is True


def test_a_gift_is_told_for_each_tier() -> None:
    command = said(tiers=[[2, 0, 0, 0]], gifts=[["7", 1, 20]])
    assert command.gifts == ((7, 1, 20),)
    assert command_fields()[SavePromotion.name]["gifts"] == "list of list of 3 times whole number"


def test_the_list_of_commands_says_what_a_tier_is() -> None:
    fields = command_fields()[SavePromotion.name]
    assert fields["tiers"] == "list of list of 4 times whole number"
    assert fields["skus"] == "list of whole number"


@pytest.mark.parametrize(
    "wrong",
    [
        {"tiers": [[2, 0, 500]]},
        {"tiers": [[2, 0, 500, 0, 0]]},
        {"tiers": [2, 0, 500, 0]},
        {"tiers": [[]]},
        {"tiers": {"units": 2}},
        {"tiers": [[[2], 0, 500, 0]]},
        {"skus": 1},
        {"skus": [[1]]},
        {"skus": [None]},
        {"skus": [1.5]},
        {"skus": [True]},
        {"skus": "12"},
        {"percents": [2**63]},
        {"draft": 1},
        {"draft": "false"},
        {"code": ["A"]},
        {"title": "\ud800"},
        {"ends_at": "soon"},
        {"ends_at": None},
        {"sold": 3},
    ],
)
def test_hostile_arguments_end_in_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refused:
        said(**wrong)
    assert refused.value.refusal.code == "arguments-wrong"


def test_what_every_promotion_has_cannot_be_left_out() -> None:
    with pytest.raises(RefusedError, match="title: text"):
        command_from(SavePromotion.name, {"promotion": 0})
