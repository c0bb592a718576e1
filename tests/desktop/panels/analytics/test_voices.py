"""The page of messages and reviews: what it shows leads to the orders and products behind it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.analytics.metrics import Metric
from domain.reports.happened import Event
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import practice


@pytest.fixture(scope="module")
def played_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with practice(tmp_path_factory.mktemp("voices")) as shop:
        shop.advance_days(35, sensible)
        return shop.path


@pytest.fixture
def played(played_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played_file, path)
    return Shop(path)


def test_stars_are_stacked_and_products_told_apart(qtbot: QtBot, played: Shop) -> None:
    _, _, page = shown(qtbot, played, "voices")
    reviews = sum(each.reviews for each in page.answer.found.reviewed)
    assert reviews > 0
    assert sum(sum(row[1:]) for row in page.stars.table().rows) == reviews
    for what in ("stars", "negative", "reviews"):
        page.show_products(what)
        assert page.reviewed.count() == len(page.answer.found.reviewed)


def test_a_point_opens_the_orders_of_what_is_drawn(qtbot: QtBot, played: Shop) -> None:
    _, panel, page = shown(qtbot, played, "voices")
    with qtbot.waitSignal(panel.go) as sent:
        page.chart.over_time.choose(2)
    assert sent.args[1].happened.event is Event.ASKED
    page.chart.show_measure(Metric.STARS)
    with qtbot.waitSignal(panel.go) as sent:
        page.chart.over_time.choose(2)
    assert sent.args[1].happened.event is Event.REVIEWED
    with qtbot.waitSignal(panel.go) as sent:
        page.reviewed.chosen.emit(0)
    assert sent.args == ["products", page.answer.found.reviewed[0].product]


def test_real_shops_have_no_such_page(qtbot: QtBot, tmp_path: Path) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    _, panel, _ = shown(qtbot, shop, "overview")
    pages = panel.bar.keys()
    assert "voices" not in pages
