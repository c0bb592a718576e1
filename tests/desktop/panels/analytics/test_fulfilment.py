"""The fulfilment page: carriers by zone, what cannot be known, and the way to the orders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.heat_plot import HeatPlot
from domain.analytics.metrics import Metric
from domain.reports.happened import Event
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import practice


@pytest.fixture(scope="module")
def played_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with practice(tmp_path_factory.mktemp("fulfilment")) as shop:
        shop.advance_days(30, sensible)
        return shop.path


@pytest.fixture
def played(played_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played_file, path)
    return Shop(path)


def test_bars_and_cells_show_all_that_was_delivered(qtbot: QtBot, played: Shop) -> None:
    _, _, page = shown(qtbot, played, "fulfilment")
    found = page.answer.found
    orders = sum(way.orders for way in found.ways)
    assert orders > 0
    assert sum(page.took.table().rows[at][1] for at in range(page.took.count())) == orders
    assert isinstance(page.ways, HeatPlot)
    carriers = {way.carrier for way in found.ways}
    assert {row[0] for row in page.ways.table().rows} == carriers
    page.show_ways("late")
    assert page.ways_card.title() == "Delivered late, by carrier"


def test_a_tile_draws_its_measure(qtbot: QtBot, played: Shop) -> None:
    _, _, page = shown(qtbot, played, "fulfilment")
    page.tiles.pressed.emit(Metric.TO_SCAN.value)
    assert page.chart.title() == "Until the first scan"


def test_a_point_and_a_carrier_open_the_orders_that_came(qtbot: QtBot, played: Shop) -> None:
    _, panel, page = shown(qtbot, played, "fulfilment")
    calendar = played.book.calendar
    with qtbot.waitSignal(panel.go) as sent:
        page.chart.over_time.choose(20)
    day = page.answer.found.buckets[20].first
    assert sent.args[1].happened.event is Event.DELIVERED
    assert sent.args[1].happened.since == calendar.midnight(day)
    with qtbot.waitSignal(panel.go) as sent:
        page.ways.choose(0)
    assert sent.args[1].carrier == page.ways.table().rows[0][0]


def test_real_shops_have_carriers_without_zones(qtbot: QtBot, tmp_path: Path) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    _, _, page = shown(qtbot, shop, "fulfilment")
    assert isinstance(page.ways, BarPlot)
    assert page.ways.count() == 0
