"""A plot over time: the values that were given, gaps, zoom, what happened."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.charts.plots.columns import in_sight, peaks
from desktop.charts.plots.series import Buckets, Mark, Measure, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.theme.roles import load_roles
from tests.desktop.charts.plots.samples import EMPTY, MONEY, time_plot, week


@pytest.fixture
def plot(qtbot, english) -> TimePlot:
    made = time_plot("lines")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


@pytest.fixture
def long(qtbot, english) -> TimePlot:
    made = TimePlot("long", "Sales", EMPTY, MONEY)
    values = np.abs(np.sin(np.arange(1_100) / 9)) * 50_000
    made.set_series(week(1_100), [Series("all", "Sales", tuple(values.tolist()))])
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def wheel(plot: TimePlot, x: float, turns: int) -> bool:
    """Turn the wheel over a point; says whether the plot kept it."""
    at = QPointF(x, 100)
    event = QWheelEvent(
        at,
        plot.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    plot.wheelEvent(event)
    return event.isAccepted()


def test_the_read_out_says_every_value_at_a_place(plot) -> None:
    plot.show_read(1)
    assert plot.read_out() == (
        "2 Dec: Product card $200; Period before $100; Videos $0; "
        "Four in five $0 to $300; Price of Mug $19 to $17"
    )


def test_what_nobody_knows_is_said_to_be_unknown_and_is_a_gap(plot) -> None:
    plot.show_read(2)
    assert "Product card unknown" in plot.read_out()
    _, y = plot._curves[0].getData()
    assert np.isnan(y).tolist() == [False, False, True, False, False, True, False]


@pytest.mark.parametrize("style", ["lines", "areas"])
def test_lines_go_through_the_values(qtbot, english, style) -> None:
    made = TimePlot("one", "Sales", EMPTY, Measure(), style=style)
    qtbot.addWidget(made)
    made.resize(500, 240)
    made.set_series(week(3), [Series("all", "Sales", (0.0, 50.0, 100.0))])
    made.show()
    x, y = made._curves[0].getData()
    frame = made.frame()
    assert x.tolist() == pytest.approx([frame.left(), frame.center().x(), frame.right()])
    assert y.tolist() == pytest.approx([frame.bottom(), frame.center().y(), frame.top()])


@pytest.mark.parametrize("count", [3, 28, 365])
def test_bars_stand_on_each_other_however_many_there_are(qtbot, english, count) -> None:
    made = TimePlot("bars", "Sales", EMPTY, style="bars", stacked=True)
    qtbot.addWidget(made)
    made.resize(500, 260)
    kinds = ("accent", "good", "bad")
    values = {"accent": 20.0, "good": 30.0, "bad": -10.0}
    made.set_series(
        week(count), [Series(role, role, (values[role],) * count, role) for role in kinds]
    )
    made.show()
    picture, place = made.grab().toImage(), count // 2
    x = round(made.across(place))
    for role, height in (("accent", 10.0), ("good", 35.0), ("bad", -5.0)):
        seen = picture.pixelColor(x, round(made.height_of(height))).name()
        assert seen == getattr(load_roles("light"), role).lower()


def test_stacked_lines_lie_on_those_before_them(qtbot, english) -> None:
    made = TimePlot("two", "Sales", EMPTY, style="areas", stacked=True)
    qtbot.addWidget(made)
    made.resize(500, 240)
    made.set_series(week(2), [Series("a", "A", (10.0, 20.0)), Series("b", "B", (5.0, None))])
    made.show_read(0)
    assert made.read_out() == "1 Dec: A 10; B 5; Together 15"
    assert made._curves[1].getData()[1][0] == pytest.approx(made.height_of(15.0))
    made.show_read(1)
    assert made.read_out() == "2 Dec: A 20; B unknown; Together unknown"


def test_the_table_has_units_and_what_happened(plot) -> None:
    table = plot.table()
    assert table.headers == (
        "Day",
        "Product card (USD)",
        "Videos (USD)",
        "Period before (USD)",
        "Four in five, from (USD)",
        "Four in five, to (USD)",
        "What happened",
    )
    assert table.rows[1] == ("2 Dec", 200.0, 0.0, 100.0, 0.5, 300.0, "Price of Mug: $19 to $17")
    assert table.rows[2][:2] == ("3 Dec", None)
    assert table.rows[4][-1] == "Flash deal; Out of stock"


def test_one_point_stands_in_the_middle_and_can_be_read(qtbot, english) -> None:
    made = TimePlot("one", "Sales", EMPTY, MONEY)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.set_series(week(1), [Series("all", "Sales", (12_000.0,))])
    made.show()
    assert made.across(0) == pytest.approx(made.frame().center().x())
    qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, 90))
    assert made.read_out() == "1 Dec: Sales $120"
    assert not wheel(made, 200, 1)
    assert not made.grab().isNull()


def test_the_wheel_zooms_around_the_pointer_and_lets_the_page_scroll_at_the_end(long) -> None:
    x = long.across(300)
    assert wheel(long, x, 3)
    first, last = long.window_shown()
    assert last - first == pytest.approx(1_100 / 1.25**3, abs=2)
    assert long.across(300) == pytest.approx(x, abs=2)
    assert long.whole.isVisible()
    assert wheel(long, x, -3)
    assert not long.is_zoomed()
    assert not long.whole.isVisible()
    assert not wheel(long, x, -1)


def test_dragging_moves_along_time_and_chooses_nothing(long, qtbot) -> None:
    wheel(long, long.across(500), 6)
    before = long.window_shown()
    heard: list[int] = []
    long.chosen.connect(heard.append)
    view = long.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 100))
    qtbot.mouseMove(view, QPoint(400, 180))
    qtbot.mouseMove(view, QPoint(300, 180))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 180))
    after = long.window_shown()
    assert after[0] > before[0]
    assert after[1] - after[0] == pytest.approx(before[1] - before[0], abs=1)
    assert heard == []


@pytest.mark.parametrize("way", ["double click", "button", "Home"])
def test_all_of_the_time_comes_back(long, qtbot, way) -> None:
    wheel(long, 500, 5)
    assert long.is_zoomed()
    heard: list[int] = []
    long.chosen.connect(heard.append)
    if way == "double click":
        qtbot.mouseClick(long.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 90))
        qtbot.mouseDClick(long.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 90))
    elif way == "button":
        qtbot.mouseClick(long.whole, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(long, Qt.Key.Key_Home)
    assert not long.is_zoomed()
    assert long.window_shown() == (0, 1_099)
    assert heard == []
    assert not long._wait.isActive()


def test_while_zoomed_a_click_chooses_once_it_cannot_be_half_a_double_click(long, qtbot) -> None:
    wheel(long, 500, 5)
    with qtbot.waitSignal(long.chosen) as heard:
        qtbot.mouseClick(long.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 90))
        assert long.read() is not None
    assert heard.args == [long.read()]


def test_hovering_at_an_edge_moves_nothing(long, qtbot) -> None:
    long.zoom(0.01, 300.3)
    before = long.window_shown()
    for x in (long.frame().left() - 20, long.frame().right() + 5):
        qtbot.mouseMove(long.viewport(), QPointF(x, 90).toPoint())
        assert long.window_shown() == before


def test_the_keyboard_zooms_and_takes_the_window_along(long, qtbot) -> None:
    qtbot.keyClick(long, Qt.Key.Key_End)
    for _ in range(12):
        qtbot.keyClick(long, Qt.Key.Key_Plus)
    first, last = long.window_shown()
    assert last == 1_099
    long.show_read(first)
    qtbot.keyClick(long, Qt.Key.Key_Left)
    assert long.read() == first - 1
    assert long.window_shown()[0] == first - 1
    qtbot.keyClick(long, Qt.Key.Key_Minus)
    assert long.window_shown()[1] - long.window_shown()[0] > last - first


def test_three_years_of_days_are_drawn(long) -> None:
    assert not long.grab().isNull()
    long.show_read(700)
    assert long.read_out().startswith("19 Dec: Sales $")


def test_over_the_legend_nothing_is_read_out(plot, qtbot) -> None:
    qtbot.mouseMove(plot.viewport(), QPoint(200, 3))
    assert plot.read_out() == ""


def test_of_many_points_the_highest_and_lowest_of_each_pixel_are_drawn() -> None:
    values = np.tile([0.0, 5.0, -3.0, np.nan], 1_000)
    at, shown = peaks(np.arange(4_000), values, 1_000)
    assert len(at) == len(shown) == 2_000
    assert set(shown.tolist()) == {-3.0, 5.0}
    assert peaks(np.arange(4), values[:4], 1_000)[1].tolist()[:3] == [0.0, 5.0, -3.0]


def test_lines_end_where_they_leave_the_window() -> None:
    values = np.array([0.0, 10.0, 20.0, np.nan, 40.0])
    at, shown = in_sight(values, 0.5, 1.25)
    assert at.tolist() == [0.5, 1.0, 1.25]
    assert shown.tolist() == [5.0, 10.0, 12.5]
    at, shown = in_sight(values, 0.0, 2.5)
    assert at.tolist() == [0.0, 1.0, 2.0, 2.5]
    assert np.isnan(shown[-1])


def test_marks_that_would_touch_become_one_with_their_number(qtbot, english) -> None:
    made = TimePlot("marks", "Sales", EMPTY)
    qtbot.addWidget(made)
    made.resize(500, 240)
    marks = [Mark(each, f"Change {each}") for each in range(100)]
    made.set_series(week(100), [Series("all", "Sales", (1.0,) * 100)], marks=marks)
    made.show()
    groups = made.marks().groups(made.across, 0, 99)
    assert 10 < len(groups) < 40
    assert sum(len(each) for _, each in groups) == 100
    made.zoom(0.05, 50)
    first, last = made.window_shown()
    alone = made.marks().groups(made.across, first, last)
    assert {len(each) for _, each in alone} == {1}
    told = made.marks().near(made.across(50), made.across, first, last)
    assert [each.sentence() for each in told] == ["Change 50"]


def test_a_read_out_says_the_first_marks_and_how_many_more(qtbot, english) -> None:
    made = TimePlot("marks", "Sales", EMPTY)
    qtbot.addWidget(made)
    marks = [Mark(0, f"Change {each}") for each in range(9)]
    made.set_series(week(1), [Series("all", "Sales", (1.0,))], marks=marks)
    made.show_read(0)
    assert made.read_out() == "1 Dec: Sales 1; Change 0; Change 1; Change 2; and 6 more"


def test_a_day_is_found_in_its_week() -> None:
    weeks = Buckets(("a", "b"), (100, 107))
    assert [weeks.place(day) for day in (99, 100, 106, 107, 200)] == [None, 0, 0, 1, 1]
    assert Buckets(("a",)).place(5) is None


def test_a_shape_s_tooltip_lists_what_it_stands_for(plot, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_more: told.append(text))
    at = QPoint(round(plot.across(4)), round(plot.frame().bottom()) + 8)
    help_event = QHelpEvent(QEvent.Type.ToolTip, at, plot.viewport().mapToGlobal(at))
    QApplication.sendEvent(plot.viewport(), help_event)
    assert "Flash deal\nOut of stock" in told[0]


def test_without_series_nothing_else_is_drawn(plot) -> None:
    plot.set_series(week(), [], [Series("a", "A", (1.0,) * 7)], marks=[Mark(0, "Strike")])
    assert plot.count() == 0
    assert not plot.grab().isNull()
    at = QPoint(100, plot.height() - 30)
    help_event = QHelpEvent(QEvent.Type.ToolTip, at, plot.viewport().mapToGlobal(at))
    QApplication.sendEvent(plot.viewport(), help_event)


def test_a_click_on_what_is_no_longer_shown_chooses_nothing(long, qtbot) -> None:
    wheel(long, 500, 5)
    qtbot.mouseClick(long.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 90))
    long.set_series(week(2), [Series("all", "Sales", (1.0, 2.0))])
    assert not long._wait.isActive()


def test_new_values_of_the_same_time_leave_in_sight_and_read_out_what_was(long, qtbot) -> None:
    wheel(long, 500, 5)
    seen = long.window_shown()
    long.show_read(seen[0] + 2)
    long.set_series(week(1_100), [Series("all", "Sales", (700.0,) * 1_100)])
    assert long.is_zoomed()
    assert long.window_shown() == seen
    assert long.read() == seen[0] + 2
    assert long.accessibleDescription() == long.read_out()
    assert "Sales $7" in long.read_out()
    long.set_series(week(1_100), [])
    assert not long.is_zoomed()
    assert long.read() is None


def test_values_that_fit_no_bucket_are_refused(plot) -> None:
    with pytest.raises(ValueError, match="bucket"):
        plot.set_series(week(3), [Series("all", "Sales", (1.0,))])


def test_reading_on_in_a_right_to_left_language_time_still_runs_to_the_right(qtbot, english):
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        made = time_plot()
        qtbot.addWidget(made)
        made.resize(500, 240)
        made.show()
        assert made.across(0) < made.across(6)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_series_come_and_go_between_paintings(long, qtbot) -> None:
    whole = long._series
    for series in ([], whole, [], (*whole, *whole), whole, []):
        long.set_series(week(1_100), series)
        QApplication.processEvents()
        assert [curve.isVisible() for curve in long._curves].count(True) == len(series)
    assert not long.count()
