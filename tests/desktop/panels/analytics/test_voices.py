"""The page of messages and reviews: what it shows leads to what is behind it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.panels.analytics.rows import RowsDialog
from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity
from domain.reports.analytics.question import Wanted
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import problems
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import idle, practice


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


def rows_of(qtbot: QtBot, window: Any, page: Any) -> list[Any]:
    """What the dialog lists that was opened last."""
    idle(qtbot, window)
    dialog = page.findChildren(RowsDialog)[-1]
    assert not problems(dialog)
    rows = dialog.table.table().rows
    dialog.close()
    return list(rows)


def test_a_point_opens_as_many_rows_as_it_says(qtbot: QtBot, english: Any, played: Shop) -> None:
    window, panel, page = shown(qtbot, played, "voices")
    for products in ((), (page.answer.found.reviewed[0].product,)):
        panel.asking.ask(Wanted(products=products, granularity=Granularity.WEEK))
        idle(qtbot, window)
        courses = {each.metric: each.values for each in page.answer.found.courses}
        page.chart.show_measure(Metric.MESSAGES)
        most = max(courses[Metric.MESSAGES])
        page.chart.over_time.choose(courses[Metric.MESSAGES].index(most))
        assert len(rows_of(qtbot, window, page)) == most > 0
        counts = [count for _, count in page.answer.found.topics if count]
        page.topics.chosen.emit(len(counts) - 1)
        assert len(rows_of(qtbot, window, page)) == counts[-1]
        page.chart.show_measure(Metric.STARS)
        most = max(courses[Metric.REVIEWS])
        place = courses[Metric.REVIEWS].index(most)
        page.chart.over_time.choose(place)
        rows = rows_of(qtbot, window, page)
        assert len(rows) == most > 0
        stars = sum(row[2] for row in rows)
        assert (200 * stars + most) // (2 * most) == courses[Metric.STARS][place]


def test_a_product_that_was_reviewed_is_opened(qtbot: QtBot, played: Shop) -> None:
    _, panel, page = shown(qtbot, played, "voices")
    with qtbot.waitSignal(panel.go) as sent:
        page.reviewed.chosen.emit(0)
    assert sent.args == ["products", page.answer.found.reviewed[0].product]


def test_real_shops_have_no_such_page(qtbot: QtBot, tmp_path: Path) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    _, panel, _ = shown(qtbot, shop, "overview")
    pages = panel.bar.keys()
    assert "voices" not in pages
