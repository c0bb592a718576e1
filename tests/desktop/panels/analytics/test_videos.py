"""The videos page: a list to sort and search, and the course of the video that is looked at."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.analytics.rows import RowsDialog
from desktop.panels.analytics.videos import VideosPage
from desktop.window import ShopWindow
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.reports.analytics.question import Wanted
from domain.reports.analytics.videos import VideoSort
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.panels.analytics.test_panel import opened
from tests.desktop.windows import idle
from tests.domain.interchange import told_files as files
from tests.domain.reports.analytics.seen_shops import seen_shop

DATA = Path(__file__).parents[3] / "data" / "exports"


@pytest.fixture(scope="module")
def seen_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with seen_shop(tmp_path_factory.mktemp("videos"), "rich") as shop:
        return shop.path


@pytest.fixture
def shop(seen_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(seen_file, path)
    return Shop(path)


@pytest.fixture
def real(tmp_path: Path) -> Shop:
    made = Shop.real(tmp_path / "real.dukandar", "us", "Mine")
    made.import_planned(made.plan_import(DATA / "us_videos.xlsx"), "")
    return made


def page_of(
    qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, Any, VideosPage]:
    window, panel = opened(qtbot, shop, "videos", size)
    page = panel.current()
    assert isinstance(page, VideosPage)
    return window, panel, page


def listed(page: VideosPage) -> list[int]:
    return [int(each) for each in page.table.rows.ids]


def test_all_videos_are_listed_and_drawn_on_average(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = page_of(qtbot, shop)
    found = page.answer.found
    assert listed(page) == [row.id for row in found.rows]
    assert list(page.plot.table().headers) == [
        "Day of its life",
        "All videos, on average",
    ]
    assert page.card.note.text().startswith(f"{len(found.rows)} video")
    assert " · CTR " in page.card.note.text()
    assert "half of its views so far by day" in page.life.text()


def test_the_video_that_is_looked_at_is_drawn_beside_the_others(qtbot: QtBot, shop: Shop) -> None:
    window, _, page = page_of(qtbot, shop)
    row = page.answer.found.rows[1]
    page.table.select_id(row.id)
    idle(qtbot, window)
    own = [each[2] for each in page.plot.table().rows]
    assert own[0] and own[0] > 0
    assert f"The one chosen: day {row.half_life}" in page.life.text()
    page.tiles.tile(Metric.CLICKS).click()
    assert page.chart.title() == "Product clicks by a video’s age"
    assert len(page.plot.table().headers) == 3


def test_a_point_opens_the_days_of_the_chosen_video(qtbot: QtBot, shop: Shop) -> None:
    window, _, page = page_of(qtbot, shop)
    page.plot.choose(0)
    assert page.findChild(RowsDialog) is None  # of all videos on average there are no rows
    page.table.select_id(page.answer.found.rows[0].id)
    idle(qtbot, window)
    page.plot.choose(0)
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    table = dialog.table.table()
    assert table.headers[:3] == ("Day", "Day of its life", "Views")
    assert table.rows[0][1] == 1
    assert not problems(dialog)


def test_a_new_period_keeps_what_is_looked_at(qtbot: QtBot, shop: Shop) -> None:
    window, panel, page = page_of(qtbot, shop)
    chosen = page.answer.found.rows[0].id
    page.table.select_id(chosen)
    idle(qtbot, window)
    last = page.answer.question.period.last
    panel.asking.ask(Wanted(preset=None, own=Period(last - 9, last)))
    idle(qtbot, window)
    assert page.table.current() == chosen
    assert len(page.plot.table().headers) == 3


def test_the_list_is_sorted_and_searched(qtbot: QtBot, english: object, shop: Shop) -> None:
    window, _, page = page_of(qtbot, shop)
    page.table.sorted_by.emit(VideoSort.CLICKS, False)
    clicks = [page.table.rows.row(each).clicks for each in listed(page)]
    assert clicks == sorted(clicks)
    name = page.answer.found.rows[0].name
    page.card.field.setText(name)
    qtbot.waitUntil(lambda: len(listed(page)) < len(page.answer.found.rows))
    assert {page.table.rows.row(each).name for each in listed(page)} == {name}
    page.card.field.setText("no such words")
    qtbot.waitUntil(lambda: not listed(page))
    assert page.card.empty.accessibleName() == "No video matches"
    assert not page.card.empty.button.isVisible()
    assert not problems(window)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_everything_fits(
    qtbot: QtBot, english: object, shop: Shop, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window, _, page = page_of(qtbot, shop, size)
        page.table.select_id(page.answer.found.rows[0].id)
        idle(qtbot, window)
        assert not problems(window)
        page.open_days()
        dialog = page.findChild(RowsDialog)
        assert isinstance(dialog, RowsDialog)
        assert not problems(dialog)


# Real shops


def test_a_real_shop_shows_the_totals_of_its_file(qtbot: QtBot, real: Shop) -> None:
    window, panel, page = page_of(qtbot, real)
    panel.asking.ask(Wanted(preset=None, own=Period(files.FIRST, files.LAST)))
    idle(qtbot, window)
    known = json.loads((DATA / "expected.json").read_text("utf-8"))["us_videos"]["totals"]
    figures = {each.metric: each.value for each in page.answer.found.figures}
    for metric in (Metric.VIEWS, Metric.ORDERS, Metric.ITEMS, Metric.GMV):
        assert figures[metric] == known[metric.value]
        assert page.tiles.tile(metric).isVisible()
    assert len(listed(page)) == known["lines"]
    assert not page.chart.isVisible()
    assert page.card.note.text().endswith("18 Aug – 15 Sep 2026")
    shown = {page.table.rows.columns()[each].key for each in page.table.columns.shown()}
    assert {"likes", "comments", "shares", "followers", "finished"} <= shown
    assert "half_life" not in shown
    assert not problems(window)


def test_other_days_are_not_told(qtbot: QtBot, real: Shop) -> None:
    window, panel, page = page_of(qtbot, real)
    panel.asking.ask(Wanted(preset=None, own=Period(files.LAST + 1, files.LAST + 5)))
    idle(qtbot, window)
    assert page.card.empty.accessibleName() == "No file tells of videos in this time"
    assert not page.tiles.isVisible()
    with qtbot.waitSignal(panel.go) as sent:
        page.card.empty.button.click()
    assert sent.args[0] == "import"
