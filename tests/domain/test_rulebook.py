"""The rulebook: dated figures, each with its source."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.kernel.refusals import RefusedError
from domain.rulebook import regions, rulebook

US = rulebook("us")


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_every_figure_has_a_meaning_a_unit_and_a_source() -> None:
    assert US.rules
    for rule in US.rules.values():
        assert rule.meaning.endswith(".")
        assert rule.unit
        assert rule.figures
        assert [f.since for f in rule.figures] == sorted(f.since for f in rule.figures)
        assert all(figure.source for figure in rule.figures)


def test_dispatch_was_three_business_days_and_is_two_since_january_2026() -> None:
    assert US.at(moment("2026-01-25T12:00")).dispatch_business_days == 3
    assert US.at(moment("2026-01-26T12:00")).dispatch_business_days == 2


def test_settlement_tiers_are_1_7_14_and_31_days() -> None:
    rules = US.at(moment("2026-12-01T00:00"))
    tiers = ("best", "standard", "extended", "introductory")
    assert [rules.settle_days(tier) for tier in tiers] == [1, 7, 14, 31]


def test_unconfirmed_figures_are_marked() -> None:
    assert not US.rules["complete_days"].figures[0].confirmed
    assert US.rules["referral_fee"].figures[0].confirmed


@pytest.mark.parametrize(
    ("rate", "share"), [(0, 10_000), (999, 10_000), (1_000, 5_000), (2_500, 3_000), (9_999, 1_000)]
)
def test_late_dispatches_limit_the_daily_orders(rate: int, share: int) -> None:
    assert US.order_share(rate) == share


def test_every_region_can_be_read_and_an_unknown_one_is_refused() -> None:
    for code in regions():
        assert rulebook(code).currency.code
    with pytest.raises(RefusedError, match="us"):
        rulebook("atlantis")
