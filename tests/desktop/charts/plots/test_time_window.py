"""What of the time is in sight never leads beyond its ends."""

from __future__ import annotations

import pytest

from desktop.charts.plots.time_window import TimeWindow


@pytest.fixture
def window() -> TimeWindow:
    made = TimeWindow()
    made.begin(100, 0.0)
    return made


def test_it_begins_with_everything(window) -> None:
    assert (window.first, window.last) == (0.0, 99.0)
    assert window.is_whole()
    assert window.places() == range(100)


def test_what_is_zoomed_around_stays_where_it_is(window) -> None:
    assert window.zoom(0.5, 33.0)
    assert (33.0 - window.first) / window.width() == pytest.approx(1 / 3)
    assert window.width() == pytest.approx(49.5)


def test_zooming_ends_at_five_buckets_and_at_all_of_them(window) -> None:
    for _ in range(50):
        window.zoom(0.5, 99.0)
    assert (window.first, window.last) == (94.0, 99.0)
    assert not window.zoom(0.5, 99.0)
    for _ in range(50):
        window.zoom(1.7, 96.0)
    assert window.is_whole()
    assert not window.zoom(1.7, 96.0)


def test_moving_stops_at_the_ends(window) -> None:
    window.look_at(10.0, 30.0)
    assert window.look_at(-5.0, 15.0)
    assert (window.first, window.last) == (0.0, 20.0)
    assert window.look_at(95.0, 115.0)
    assert (window.first, window.last) == (79.0, 99.0)
    assert not window.look_at(95.0, 115.0)


def test_a_place_is_brought_into_sight_and_no_farther(window) -> None:
    window.look_at(10.0, 30.0)
    assert not window.bring(20)
    assert window.bring(35)
    assert (window.first, window.last) == (15.0, 35.0)
    assert window.bring(2)
    assert (window.first, window.last) == (2.0, 22.0)


@pytest.mark.parametrize("edge", [0.0, 0.5])
def test_one_bucket_can_be_neither_zoomed_nor_moved(edge) -> None:
    window = TimeWindow()
    window.begin(1, edge)
    assert not window.zoom(0.5, 0.0)
    assert not window.look_at(3.0, 4.0)
    assert window.places() == range(1)
