"""The products page: points and bars open products, headings sort, unknown costs are told apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.analytics import AnalyticsPanel
from desktop.panels.analytics.product_table import Sort
from desktop.panels.analytics.products import ProductsPage
from desktop.window import ShopWindow
from domain.analytics.periods import Period
from domain.reports.analytics.question import Against, Wanted
from domain.shop import Shop
from tests.desktop.layout_checks import language, problems
from tests.desktop.windows import idle, show_window
from tests.domain.interchange import told_files as files
from tests.domain.reports.analytics.bought_shops import real_shop, repriced_shop


@pytest.fixture(scope="module")
def repriced_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with repriced_shop(tmp_path_factory.mktemp("products") / "shop.dukandar") as shop:
        return shop.path


@pytest.fixture
def shop(repriced_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(repriced_file, path)
    return Shop(path)


def opened(
    qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, AnalyticsPanel, ProductsPage]:
    window = show_window(qtbot, shop, size)
    window.show_panel("analytics")
    panel = window.panels["analytics"]
    assert isinstance(panel, AnalyticsPanel)
    panel.receive("products")
    idle(qtbot, window)
    page = panel.current()
    assert isinstance(page, ProductsPage)
    return window, panel, page


def test_what_is_drawn_is_what_was_found(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = opened(qtbot, shop)
    found = page.answer.found
    assert page.quadrant.count() == len(found.rows) == 5
    assert page.changes.count() == len([each for each in found.contributions if each.change])
    assert len(page.table.rows.ids) == 5
    assert not page.unknown.isVisible()
    assert not page.empty.isVisible()


@pytest.mark.parametrize("plot", ["quadrant", "changes"])
def test_a_point_or_a_bar_opens_its_product(qtbot: QtBot, shop: Shop, plot: str) -> None:
    _, _, page = opened(qtbot, shop)
    with qtbot.waitSignal(page.go) as sent:
        getattr(page, plot).choose(0)
    found = page.answer.found
    first = found.rows[0] if plot == "quadrant" else found.contributions[0]
    assert sent.args == ["products", first.id]


def test_a_row_opens_its_product(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = opened(qtbot, shop)
    with qtbot.waitSignal(page.go) as sent:
        page.table.opened.emit(page.answer.found.rows[2].id)
    assert sent.args == ["products", page.answer.found.rows[2].id]


def test_headings_sort(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = opened(qtbot, shop)
    rows = page.answer.found.rows
    page.table.sort_by(Sort.CTR, False)
    assert page.table.rows.ids.tolist() == [row.id for row in sorted(rows, key=lambda r: r.ctr)]
    page.table.sort_by(Sort.NAME, True)
    by_name = sorted(rows, key=lambda row: row.name.casefold(), reverse=True)
    assert page.table.rows.ids.tolist() == [row.id for row in by_name]


def test_a_bar_says_what_its_change_is_made_of(qtbot: QtBot, shop: Shop) -> None:
    _, _, page = opened(qtbot, shop)
    names = [line.name for line in page.changes.told(0).lines]
    assert {"Traffic", "Conversion", "Mix"} <= set(names)


def test_without_a_time_before_nothing_has_changed(qtbot: QtBot, shop: Shop) -> None:
    window, panel, page = opened(qtbot, shop)
    panel.asking.ask(Wanted(against=Against.NOTHING))
    idle(qtbot, window)
    assert page.quadrant.count() == page.changes.count() == 0
    assert len(page.table.rows.ids) == 5


def test_a_real_shop_names_what_has_no_cost_and_leads_to_the_import(
    qtbot: QtBot, tmp_path: Path
) -> None:
    _, _, page = opened(qtbot, real_shop(tmp_path / "real.dukandar"))
    assert page.unknown.isVisible()
    assert "Lamp" in page.unknown.said.text()
    assert "Mug" in page.unknown.said.text()
    with qtbot.waitSignal(page.go) as sent:
        page.unknown.button.click()
    assert sent.args == ["import", None]


def test_a_shop_without_files_says_what_to_import(qtbot: QtBot, tmp_path: Path) -> None:
    _, _, page = opened(qtbot, Shop.real(tmp_path / "real.dukandar", "us", "Real"))
    assert page.empty.isVisible()
    assert not page.card.isVisible()


def test_what_a_file_told_is_marked_with_its_days(qtbot: QtBot, tmp_path: Path) -> None:
    shop = real_shop(tmp_path / "real.dukandar")
    shop.import_planned(shop.plan_import(files.workbook(tmp_path, files.PRODUCTS)), "")
    window, panel, page = opened(qtbot, shop)
    panel.asking.ask(Wanted(preset=None, own=Period(files.FIRST, files.LAST)))
    idle(qtbot, window)
    assert "a file, 18 Aug – 15 Sep 2026" in page.note.text()


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_it_fits_in_longer_words_and_from_right_to_left(
    qtbot: QtBot, tmp_path: Path, code: Language
) -> None:
    with language(code):
        window, _, _ = opened(qtbot, real_shop(tmp_path / "real.dukandar"), (1093, 540))
        assert not problems(window)
