"""Charts painted directly: what they draw, and what they say to the keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.charts.line_chart import LineChart
from desktop.charts.scale import axis_ticks, ticks_between
from desktop.charts.sparkline import Sparkline
from desktop.theme.roles import load_roles

POINTS = [("1 Dec", 120.0), ("2 Dec", 90.0), ("3 Dec", 310.0)]
BEFORE = [("28 Nov", 100.0), ("29 Nov", 80.0), ("30 Nov", 200.0)]


def money(value: float) -> str:
    return f"${value:,.0f}"


@pytest.fixture
def chart(qtbot, english):
    made = LineChart("Sales", "No sales in this period.", money)
    qtbot.addWidget(made)
    made.resize(500, 260)
    made.set_points(POINTS, BEFORE)
    made.show()
    return made


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0, [0, 0.25, 0.5, 0.75, 1]),
        (700, 1334, [0, 500, 1000, 1500]),
        (0, 4, [0, 1, 2, 3, 4]),
        (-30, 70, [-50, -25, 0, 25, 50, 75]),
        (0.001, 0.004, [0, 0.001, 0.002, 0.003, 0.004]),
    ],
)
def test_ticks_are_round_and_hold_every_value_and_zero(low, high, ticks):
    assert axis_ticks(low, high) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (12, 31, [15, 20, 25, 30]),
        (-0.3, 0.3, [-0.2, 0, 0.2]),
        (1_490, 2_190, [1_600, 1_800, 2_000]),
    ],
)
def test_ticks_between_two_values_are_round_and_within(low, high, ticks):
    assert ticks_between(low, high) == pytest.approx(ticks)


def test_the_keyboard_moves_the_read_out(chart, qtbot):
    for key, said in [
        (Qt.Key.Key_Right, "1 Dec: $120 (period before: $100)"),
        (Qt.Key.Key_Right, "2 Dec: $90 (period before: $80)"),
        (Qt.Key.Key_End, "3 Dec: $310 (period before: $200)"),
        (Qt.Key.Key_Right, "3 Dec: $310 (period before: $200)"),
        (Qt.Key.Key_Left, "2 Dec: $90 (period before: $80)"),
        (Qt.Key.Key_Home, "1 Dec: $120 (period before: $100)"),
        (Qt.Key.Key_Escape, ""),
    ]:
        qtbot.keyClick(chart, key)
        assert chart.read_out() == said
        assert chart.accessibleDescription() == said


def test_enter_and_a_click_choose_the_point(chart, qtbot):
    qtbot.keyClick(chart, Qt.Key.Key_End)
    with qtbot.waitSignal(chart.chosen) as heard:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert heard.args == [2]
    with qtbot.waitSignal(chart.chosen) as heard:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert heard.args == [0]
    assert chart.read_out().startswith("1 Dec")


def test_new_points_take_the_old_read_out_away(chart, qtbot):
    qtbot.keyClick(chart, Qt.Key.Key_End)
    chart.set_points(POINTS[:1])
    assert chart.read_out() == ""
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.read_out() == "1 Dec: $120"


def test_an_empty_chart_says_so(chart, qtbot):
    chart.set_points([])
    chart.grab()
    assert chart.accessibleName() == "Sales: No sales in this period."
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.read_out() == ""


def test_lines_are_drawn_in_the_themes_colours(qtbot, themed):
    roles = load_roles(themed)
    chart = LineChart("Sales", "None", money)
    line = Sparkline(role="bad")
    line.set_values([1, 5, 2])
    chart.set_points(POINTS)
    for widget, colour in ((chart, roles.accent), (line, roles.bad)):
        qtbot.addWidget(widget)
        widget.resize(300, 120)
        image = widget.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(300) for y in range(120)}
        assert colour.lower() in seen


def test_what_is_not_known_is_a_gap_and_no_zero(qtbot, english):
    line = Sparkline()
    line.set_values([None, None, None, None, 6.0, 5.0, None, 5.5, 6.0])
    qtbot.addWidget(line)
    line.resize(200, 40)
    image = line.grab().toImage()
    accent = load_roles("light").accent.lower()

    def drawn(first: int, last: int) -> bool:
        seen = {image.pixelColor(x, y).name() for x in range(first, last) for y in range(40)}
        return accent in seen

    assert not drawn(0, 90)
    assert drawn(100, 120)
    assert not drawn(130, 165)
    assert drawn(170, 198)


@pytest.mark.parametrize("values", [(None, None), (None, 3), (1, None, 2, None)])
def test_a_course_with_gaps_can_be_painted(qtbot, english, values):
    line = Sparkline()
    line.set_values(values)
    qtbot.addWidget(line)
    line.resize(200, 120)
    assert not line.grab().isNull()


@pytest.mark.parametrize("values", [(), (3,), (0, 0, 0), (-1, 2), (float(10**15), 1.0)])
def test_any_course_can_be_painted(qtbot, english, values):
    line = Sparkline()
    line.set_values(values)
    chart = LineChart("Sales", "None", money)
    chart.set_points([(str(place), value) for place, value in enumerate(values)])
    for widget in (line, chart):
        qtbot.addWidget(widget)
        widget.resize(200, 120)
        assert not widget.grab().isNull()
