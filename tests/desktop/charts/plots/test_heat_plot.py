"""Cells in one hue: deeper for more, hatched where nobody knows, reached by arrows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.look import Look
from desktop.theme.roles import contrast, load_roles
from tests.desktop.charts.plots.samples import EMPTY, heat_plot


@pytest.fixture
def plot(qtbot, themed) -> HeatPlot:
    made = heat_plot()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def test_the_most_is_the_accent_and_the_least_is_pale(plot, themed) -> None:
    picture, look = plot.grab().toImage(), Look(themed)
    seen = [picture.pixelColor(plot.spot(place).toPoint()).name() for place in range(6)]
    assert seen[5] == load_roles(themed).accent.lower()
    assert seen[0] == look.heat(0).name()
    assert seen[1] == look.heat(0.5).name()


def test_the_scale_only_grows_deeper(theme_name) -> None:
    """One hue, so whoever sees fewer colours sees the same order."""
    look = Look(theme_name)
    steps = [contrast(look.heat(each / 20).name(), look.roles.surface) for each in range(21)]
    assert steps == sorted(steps)
    assert steps[0] < 1.2
    assert steps[-1] > 4


def test_words_in_cells_can_be_read_on_every_step(theme_name) -> None:
    look = Look(theme_name)
    for each in range(21):
        ground = look.heat(each / 20)
        assert contrast(look.ink_on(ground).name(), ground.name()) >= 4.5


def test_an_unknown_cell_is_hatched_and_said_to_be_unknown(plot) -> None:
    picture = plot.grab().toImage()
    middle = plot.spot(2).toPoint()
    seen = {picture.pixelColor(middle.x() + each, middle.y()).name() for each in range(12)}
    assert len(seen) > 2
    plot.show_read(2)
    assert plot.read_out() == "Mon, 16:00: Orders unknown"


def test_arrows_go_in_both_directions_and_choose_row_and_column(plot, qtbot) -> None:
    for key, place in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 5),
    ):
        qtbot.keyClick(plot, key)
        assert plot.read() == place
    with qtbot.waitSignal(plot.chosen) as heard:
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert heard.args == [1, 2]


def test_the_table_is_as_the_cells_lie(plot) -> None:
    table = plot.table()
    assert table.headers == ("Weekday", "0:00", "8:00", "16:00")
    assert table.rows == (("Mon", 0.0, 4.0, None), ("Tue", 2.0, 1.0, 8.0))


def test_rows_that_differ_in_length_are_refused(plot) -> None:
    with pytest.raises(ValueError, match="row and column"):
        plot.set_cells(("Mon",), ("0:00", "1:00"), ((1.0,),))


def test_nothing_but_zeros_is_pale_all_over(qtbot, english) -> None:
    made = HeatPlot("zeros", "Orders", EMPTY)
    qtbot.addWidget(made)
    made.set_cells(("Mon",), ("0:00",), ((0.0,),))
    made.resize(200, 100)
    made.show()
    shown = made.grab().toImage().pixelColor(made.spot(0).toPoint()).name()
    assert shown == Look("light").heat(0).name()
