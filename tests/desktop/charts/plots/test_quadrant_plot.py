"""Points in four named fields: where they lie, whose names fit, how keys go through them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.charts.plots.quadrant_plot import QuadrantPlot
from desktop.charts.plots.series import Point
from tests.desktop.charts.plots.samples import EMPTY, ORDERS, VIEWS, quadrant_plot


@pytest.fixture
def plot(qtbot, english) -> QuadrantPlot:
    made = quadrant_plot()
    qtbot.addWidget(made)
    made.resize(500, 360)
    made.show()
    return made


def test_the_fields_meet_at_the_medians(plot) -> None:
    assert plot.middle() == (400.0, 0.025)
    assert [plot.field_of(place) for place in range(4)] == [
        "Hidden gems",
        "Asleep",
        "Better pictures",
        "Stars",
    ]


def test_they_meet_where_they_are_told_to_and_a_point_on_a_line_is_in_the_greater(plot) -> None:
    plot.set_points([Point("a", "A", 0.0, 0.0), Point("b", "B", -1.0, 2.0)], (0.0, 0.0))
    assert [plot.field_of(place) for place in range(2)] == ["Stars", "Hidden gems"]


def test_points_lie_where_their_numbers_say(plot) -> None:
    spots = [plot.spot(place) for place in range(4)]
    assert [spot.x() for spot in spots] == sorted(spot.x() for spot in spots)
    assert spots[0].y() < spots[3].y() < spots[2].y() < spots[1].y()
    assert all(plot.frame().contains(spot) for spot in spots)


def test_all_its_numbers_are_read_out(plot) -> None:
    plot.show_read(1)
    assert plot.read_out() == "Mug: Views 300; Click rate 1.0 %; Sales $900; Asleep"


def test_twice_the_size_is_twice_the_area(plot) -> None:
    plot.set_points([Point("a", "A", 0.0, 0.0, 400.0), Point("b", "B", 1.0, 1.0, 200.0)])
    assert (plot._radius(0) / plot._radius(1)) ** 2 == pytest.approx(2)


def test_keys_go_across_and_up(plot, qtbot) -> None:
    for key, place in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_Up, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_End, 3),
    ):
        qtbot.keyClick(plot, key)
        assert plot.read() == place


def test_far_from_every_point_nothing_is_meant(plot, qtbot) -> None:
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.spot(0).toPoint())
    assert plot.read() == 0
    corner = plot.frame().topRight().toPoint() - QPoint(2, -60)
    qtbot.mouseMove(plot.viewport(), corner)
    assert plot.read_out() == ""


def test_the_table_names_the_fields(plot) -> None:
    table = plot.table()
    assert table.headers == ("Name", "Views", "Click rate (%)", "Sales (USD)", "Field")
    assert table.rows[2] == ("Lamp", 500.0, 2.0, 400.0, "Better pictures")


@pytest.mark.parametrize("count", [1, 2, 300])
def test_any_number_of_points_at_one_place_is_painted(qtbot, english, count) -> None:
    made = QuadrantPlot("same", "Products", EMPTY, VIEWS, ORDERS)
    qtbot.addWidget(made)
    made.set_points([Point(str(each), f"Product {each}", 5.0, 5.0) for each in range(count)])
    made.resize(300, 240)
    made.show()
    assert not made.grab().isNull()
    assert made.spot(0) == made.spot(count - 1)


def test_the_greatest_point_is_named_even_in_a_corner(plot) -> None:
    plot.set_points(
        [
            Point("a", "Pocket speaker, waterproof", 2_000.0, 1_400.0, 900.0),
            Point("b", "Braided charging cable", 1_280.0, 1_310.0, 500.0),
            Point("c", "Phone stand", 500.0, 600.0, 100.0),
        ]
    )
    assert {place for place, _ in plot.named_points()} == {0, 1, 2}


def test_no_name_of_a_field_lies_under_a_point_or_another_name(plot) -> None:
    plot.set_points(
        [Point(str(at), f"Product {at}", x, y, 100.0) for at, (x, y) in enumerate(_CORNERS)]
    )
    boxes = [box for _, box in (*plot.named_fields(), *plot.named_points())]
    for at, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[at + 1 :])
    circles = [plot.around(place).adjusted(4, 4, -4, -4) for place in range(plot.count())]
    for _, box in plot.named_fields():
        assert not any(box.intersects(circle) for circle in circles)


_CORNERS = ((0.0, 0.0), (10.0, 0.0), (0.0, 10.0), (10.0, 10.0), (5.0, 5.0))
