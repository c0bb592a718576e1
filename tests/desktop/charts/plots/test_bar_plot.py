"""Lying bars: their lengths, the rates of a funnel, and both directions of reading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.series import Bar
from desktop.theme.roles import load_roles
from tests.desktop.charts.plots.samples import EMPTY, SHARE, bar_plot
from tests.desktop.layout_checks import language


def runs(plot: BarPlot, colour: str) -> list[tuple[int, int]]:
    """From where to where the colour reaches on each bar's line."""
    picture = plot.grab().toImage()
    found = []
    for place in range(plot.count()):
        y = round(plot.spot(place).y())
        at = [x for x in range(picture.width()) if picture.pixelColor(x, y).name() == colour]
        found.append((min(at, default=0), max(at, default=0)))
    return found


def test_each_step_says_its_share_of_the_one_before(qtbot, english) -> None:
    plot = bar_plot()
    qtbot.addWidget(plot)
    plot.show_read(1)
    assert plot.read_out() == "Clicks: Count 4,127; of Impressions 2.2 %"
    assert [plot.rate_of(place) for place in (0, 2, 3)] == [None, None, None]
    assert plot.table().rows == (
        ("Impressions", 186_204.0, None),
        ("Clicks", 4_127.0, 2.2),
        ("Carts", None, None),
        ("Orders", 219.0, None),
    )
    assert plot.table().headers == ("Name", "Count", "Of the step before (%)")


@pytest.mark.parametrize("code", ["en", "ar-XB"])
def test_bars_are_as_long_as_their_values_and_begin_where_reading_does(qtbot, english, code):
    with language(code):
        plot = BarPlot("from", "Orders", EMPTY, SHARE)
        qtbot.addWidget(plot)
        plot.resize(500, 120)
        plot.set_bars([Bar("a", "Card", 0.4), Bar("b", "Videos", 0.2), Bar("c", "Live", 0.0)])
        plot.show()
        long, half, none = runs(plot, load_roles("light").accent.lower())
    assert half[1] - half[0] == pytest.approx((long[1] - long[0]) / 2, abs=2)
    assert none == (0, 0)
    assert long[0 if code == "en" else 1] == pytest.approx(half[0 if code == "en" else 1], abs=1)


def test_losses_reach_to_the_other_side_of_zero(qtbot, english) -> None:
    plot = BarPlot("profit", "Profit", EMPTY)
    qtbot.addWidget(plot)
    plot.resize(500, 90)
    plot.set_bars([Bar("a", "Mug", 30.0), Bar("b", "Lamp", -30.0)])
    plot.show()
    gain, loss = runs(plot, load_roles("light").accent.lower())
    assert loss[1] <= gain[0] + 1
    assert loss[1] - loss[0] == pytest.approx(gain[1] - gain[0], abs=2)


def test_up_and_down_go_from_bar_to_bar(qtbot, english) -> None:
    plot = bar_plot()
    qtbot.addWidget(plot)
    for key, place in ((Qt.Key.Key_Down, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0)):
        qtbot.keyClick(plot, key)
        assert plot.read() == place
