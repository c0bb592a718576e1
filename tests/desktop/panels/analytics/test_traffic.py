"""The traffic page: measures by source, rows behind each source, and what files told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.analytics.rows import RowsDialog
from desktop.panels.analytics.traffic import TrafficPage
from desktop.save_place import SavePlace
from desktop.window import ShopWindow
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.reports.analytics.happenings import Happening, Kind
from domain.reports.analytics.question import Wanted
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.panels.analytics.test_panel import opened
from tests.desktop.windows import idle
from tests.domain.interchange import told_files as files
from tests.domain.reports.analytics.seen_shops import seen_shop


@pytest.fixture(scope="module")
def seen_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with seen_shop(tmp_path_factory.mktemp("traffic"), "rich") as shop:
        return shop.path


@pytest.fixture
def shop(seen_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(seen_file, path)
    return Shop(path)


@pytest.fixture
def real(tmp_path: Path) -> Shop:
    return Shop.real(tmp_path / "real.dukandar", "us", "Mine")


def page_of(
    qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, Any, TrafficPage]:
    window, panel = opened(qtbot, shop, "traffic", size)
    page = panel.current()
    assert isinstance(page, TrafficPage)
    return window, panel, page


def rows_dialog(page: TrafficPage) -> RowsDialog:
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    return dialog


def test_the_funnel_the_course_and_the_table_show_the_same(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = page_of(qtbot, shop)
    whole = {each.metric: each.value for each in page.answer.found.whole.figures}
    assert page.funnel.count() == 4
    clicks = [bar[1] for bar in page.bars.table().rows]
    assert sum(clicks) == whole[Metric.CLICKS]
    course = [row[1 : 1 + page.bars.count()] for row in page.plot.table().rows]
    assert sum(map(sum, course)) == whole[Metric.CLICKS]
    table = page.sources.table.table()
    assert table.rows[-2][2] == whole[Metric.CLICKS]
    assert table.rows[-1][0] == "the time before"


def test_another_measure_is_drawn_by_source(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = page_of(qtbot, shop)
    page.tiles.tile(Metric.CTR).click()
    assert page.chart.choices.current() == "ctr"
    assert page.chart.title() == "CTR over time, by source"
    assert page.bars_card.title() == "CTR by source"


def test_a_source_opens_its_days_and_products(qtbot: QtBot, shop: Shop) -> None:
    window, _, page = page_of(qtbot, shop)
    source = page.answer.found.sources[1]
    page.sources.table.opened.emit(3)
    idle(qtbot, window)
    dialog = rows_dialog(page)
    assert dialog.windowTitle().startswith("Own videos, ")
    table = dialog.table.table()
    assert table.headers[:3] == ("Time", "Product", "Impressions")
    assert sum(row[3] for row in table.rows) == source.figures[1].value


def test_rows_are_copied_and_saved(
    qtbot: QtBot, shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, _, page = page_of(qtbot, shop)
    page.open_rows("live")
    idle(qtbot, window)
    dialog = rows_dialog(page)
    dialog.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[-1] == "Worth (USD)"
    assert len(lines) == len(dialog.table.table().rows) + 1
    path = tmp_path / "rows.csv"
    monkeypatch.setattr(SavePlace, "ask_for_table", lambda *_: path)
    dialog.save()
    idle(qtbot, window)
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == len(lines)


def test_a_point_opens_what_all_sources_brought_then(qtbot: QtBot, shop: Shop) -> None:
    window, _, page = page_of(qtbot, shop)
    page.plot.choose(2)  # before the shop was there
    idle(qtbot, window)
    assert page.findChild(RowsDialog) is None
    page.plot.choose(20)
    idle(qtbot, window)
    table = rows_dialog(page).table.table()
    assert table.headers[1] == "Source"
    assert len({row[0] for row in table.rows}) == 1


def test_what_happened_is_marked_on_the_course(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = page_of(qtbot, shop)
    happened = Happening(page.answer.question.period.last, Kind.STRIKE, "USPS")
    page.show_happenings([happened])
    assert [each.text for each in page.plot.marks().at(page.plot.count() - 1)] == ["USPS on strike"]


def test_one_product_can_be_asked_for(qtbot: QtBot, shop: Shop) -> None:
    window, panel, page = page_of(qtbot, shop)
    every = page.answer.found.whole.figures[0].value
    panel.asking.ask(Wanted(products=(panel._products[0][0],)))
    idle(qtbot, window)
    assert 0 < page.answer.found.whole.figures[0].value < every


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_everything_fits(
    qtbot: QtBot, english: object, shop: Shop, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window, _, page = page_of(qtbot, shop, size)
        assert not problems(window)
        page.open_rows("")
        idle(qtbot, window)
        assert not problems(rows_dialog(page))


def test_a_narrow_window_is_never_narrower_than_its_tiles(qtbot: QtBot, shop: Shop) -> None:
    window, _, page = page_of(qtbot, shop, (1366, 680))
    window.resize(1093, 540)
    idle(qtbot, window)
    assert page.widget().width() <= page.viewport().width()


# Real shops


def test_a_real_shop_without_files_says_what_to_import(qtbot: QtBot, real: Shop) -> None:
    _, panel, page = page_of(qtbot, real)
    assert page.told.empty.isVisible()
    assert not page.told.days.isVisible()
    assert not page.told.funnel_card.isVisible()
    with qtbot.waitSignal(panel.go) as sent:
        page.told.empty.findChild(object, "action.import-traffic").click()
    assert sent.args[0] == "import"


def test_what_files_told_is_shown(qtbot: QtBot, real: Shop, tmp_path: Path) -> None:
    days = [
        ["Date", "GMV", "Orders", "Page views", "Visitors"],
        ["2026-09-14", "$9.00", "3", "300", "90"],
    ]
    for table in (files.PRODUCTS, days):
        real.import_planned(real.plan_import(files.workbook(tmp_path, table)), "")
    window, panel, page = page_of(qtbot, real)
    panel.asking.ask(Wanted(preset=None, own=Period(files.LAST - 3, files.LAST)))
    idle(qtbot, window)
    told = page.told
    assert not told.empty.isVisible()
    assert told.funnel.table().rows[0][1] == 12_345
    assert told.channels.count() == 4
    assert told.plot.count() == 4
    assert told.note.text().startswith("Files tell of 1 day")
    assert told.note.text().endswith("Funnel and channels: 18 Aug – 15 Sep 2026.")
    assert not problems(window)


def test_what_no_file_tells_is_not_drawn_first(qtbot: QtBot, real: Shop, tmp_path: Path) -> None:
    days = [
        ["Date", "GMV", "Orders", "Items sold", "Customers"],
        ["2026-09-15", "$9.00", "3", "4", "2"],
    ]
    real.import_planned(real.plan_import(files.workbook(tmp_path, days)), "")
    window, panel, page = page_of(qtbot, real)
    panel.asking.ask(Wanted(preset=None, own=Period(files.LAST, files.LAST)))
    idle(qtbot, window)
    assert page.told.days.title() == "Customers"
    assert page.told.plot.table().rows[0][1] == 2
    assert "counts twice" in page.told.days.accessibleDescription()
