"""Every page holds a single day, three years and days without a shop."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.analytics.periods import Granularity, Period, Preset
from domain.reports.analytics.question import Wanted
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import problems
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import idle, practice


@pytest.fixture
def played(tmp_path: Path) -> Shop:
    shop = practice(tmp_path)
    shop.advance_days(12, sensible)
    return shop


def test_a_day_three_years_and_days_before_the_shop(
    qtbot: QtBot, english: object, played: Shop
) -> None:
    window, panel, page = shown(qtbot, played, "overview", (1093, 540))
    today = page.answer.span.today
    for wanted in (
        Wanted(preset=Preset.TODAY),
        Wanted(preset=Preset.YESTERDAY),
        Wanted(preset=None, own=Period(today - 1_095, today), granularity=Granularity.DAY),
        Wanted(preset=None, own=Period(today - 1_095, today)),
        Wanted(preset=None, own=Period(today - 400, today - 300)),
    ):
        panel.asking.ask(wanted)
        for key in panel.bar.keys():  # noqa: SIM118 - a bar of pills is no dictionary
            panel.receive(key)
            idle(qtbot, window)
            assert not problems(window), (key, wanted)
