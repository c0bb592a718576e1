"""Measured points and the line fitted through them."""

from __future__ import annotations

import pytest

from desktop.charts.plots.curve_plot import CurvePlot
from desktop.charts.plots.series import Sample
from tests.desktop.charts.plots.samples import curve_plot


@pytest.fixture
def plot(qtbot, english) -> CurvePlot:
    made = curve_plot()
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    return made


def test_what_was_measured_what_it_may_be_and_what_the_line_says(plot) -> None:
    plot.show_read(0)
    assert plot.read_out() == "Price $10: Units a day 9; In truth between 7 and 11; Fitted 10"
    plot.show_read(1)
    assert plot.read_out() == "Price $15: Units a day 6; Fitted 6"


def test_the_line_goes_through_its_numbers(plot) -> None:
    x, y = plot._line.getData()
    assert x.tolist() == pytest.approx([plot.x_of(1_000.0), plot.x_of(2_000.0)])
    assert y.tolist() == pytest.approx([plot.y_of(10.0), plot.y_of(2.0)])


def test_error_bars_and_band_are_in_sight(plot) -> None:
    frame = plot.frame()
    assert frame.top() <= plot.y_of(11.0) <= plot.y_of(1.0) <= frame.bottom()


def test_a_line_says_nothing_beyond_its_ends_and_may_be_missing(plot) -> None:
    fit = plot._fit
    plot.set_samples([Sample(3_000.0, 1.0)], fit)
    plot.show_read(0)
    assert plot.read_out() == "Price $30: Units a day 1"
    plot.set_samples([Sample(3_000.0, 1.0, name="Last week")])
    plot.show_read(0)
    assert plot.read_out() == "Last week: Units a day 1"
    assert not plot._line.isVisible()


def test_the_table_holds_both(plot) -> None:
    table = plot.table()
    assert table.headers == ("Price (USD)", "Units a day", "At least", "At most", "Fitted")
    assert table.rows == (
        (10.0, 9.0, 7.0, 11.0, 10.0),
        (15.0, 6.0, None, None, 6.0),
        (20.0, 2.0, 1.0, 3.0, 2.0),
    )
