"""How one figure became another: levels, signs, and a scale that says where it begins."""

from __future__ import annotations

import pytest

from desktop.charts.plots.series import Bar
from desktop.charts.plots.waterfall_plot import WaterfallPlot
from desktop.theme.roles import load_roles
from tests.desktop.charts.plots.samples import EMPTY, waterfall_plot


@pytest.fixture
def plot(qtbot, themed) -> WaterfallPlot:
    made = waterfall_plot()
    qtbot.addWidget(made)
    made.resize(500, 260)
    made.show()
    return made


def test_each_part_begins_where_the_one_before_ended(plot) -> None:
    before, traffic, price, now = (plot._box(place) for place in range(4))
    assert traffic.bottom() == pytest.approx(before.top())
    assert price.top() == pytest.approx(traffic.top())
    assert price.bottom() == pytest.approx(now.top())


def test_good_and_bad_are_told_by_sign_and_colour(plot, themed) -> None:
    texts = [plot.value_text(place) for place in range(4)]
    assert texts == ["$500", "+$300", "$-100", "$700"]
    roles, picture = load_roles(themed), plot.grab().toImage()
    seen = [picture.pixelColor(plot.spot(place).toPoint()).name() for place in range(4)]
    assert seen[1:3] == [roles.good.lower(), roles.bad.lower()]
    assert seen[0] == seen[3]


def test_a_part_says_where_the_figure_was_with_it(plot) -> None:
    plot.show_read(1)
    assert plot.read_out() == "Traffic: Sales +$300; With it $800"
    plot.show_read(3)
    assert plot.read_out() == "Now: Sales $700"


def test_the_table_is_before_parts_and_now(plot) -> None:
    assert plot.table().headers == ("Part", "Sales (USD)")
    assert plot.table().rows == (
        ("Before", 500.0),
        ("Traffic", 300.0),
        ("Price", -100.0),
        ("Now", 700.0),
    )


def test_parts_that_do_not_add_up_are_refused(plot) -> None:
    with pytest.raises(ValueError, match="add up"):
        plot.set_change(Bar("a", "A", 1.0), [Bar("b", "B", 1.0)], Bar("c", "C", 3.0))


@pytest.mark.parametrize(
    ("before", "part", "begins"),
    [(1_000.0, 50.0, "above"), (100.0, 80.0, "at"), (100.0, -150.0, "below"), (0.0, 0.0, "at")],
)
def test_the_scale_begins_at_zero_unless_the_parts_could_not_be_seen(
    qtbot, english, before, part, begins
) -> None:
    made = WaterfallPlot("change", "Sales", EMPTY)
    qtbot.addWidget(made)
    made.set_change(Bar("a", "A", before), [Bar("b", "B", part)], Bar("c", "C", before + part))
    made.resize(400, 240)
    made.show()
    assert not made.grab().isNull()
    floor = made.floor()
    assert ("above" if floor > 0 else "below" if floor < 0 else "at") == begins


def test_it_can_show_nothing_again(plot) -> None:
    plot.clear()
    assert plot.count() == 0
    assert plot.accessibleName() == f"Sales: {EMPTY}"
