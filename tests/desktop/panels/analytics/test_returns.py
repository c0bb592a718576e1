"""The returns page: reasons by product, and the way to the returns behind every figure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.window import ShopWindow
from desktop.wording import return_reason_name
from domain.reports.returns import ReturnQuery
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import idle, practice, press


@pytest.fixture(scope="module")
def played_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with practice(tmp_path_factory.mktemp("returns")) as shop:
        shop.advance_days(40, sensible)
        return shop.path


@pytest.fixture
def played(played_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played_file, path)
    return Shop(path)


def listed(window: ShopWindow) -> int:
    """How many returns the list shows."""
    return int(window.panels["orders"].returns.table.model().rowCount())


def test_reasons_and_cells_show_all_units(qtbot: QtBot, played: Shop) -> None:
    _, _, page = shown(qtbot, played, "returns")
    units = sum(each.units for each in page.answer.found.why)
    assert units > 0
    assert sum(row[1] for row in page.reasons.table().rows) == units
    assert sum(sum(row[1:]) for row in page.why.table().rows) == units
    page.show_why("refunded")
    amount = sum(each.refunded for each in page.answer.found.why)
    cells = sum(sum(row[1:]) for row in page.why.table().rows)
    assert round(cells * 100) == amount


def test_a_cell_opens_its_returns_and_one_press_shows_all_again(qtbot: QtBot, played: Shop) -> None:
    window, panel, page = shown(qtbot, played, "returns")
    with qtbot.waitSignal(panel.go) as sent:
        page.why.choose(0)
    idle(qtbot, window)
    query = sent.args[1]
    assert isinstance(query, ReturnQuery)
    assert query.reason
    assert query.product
    everything = played.read(lambda conn: conn.exec_driver_sql(
        "SELECT count(DISTINCT id) FROM returns").scalar_one())  # fmt: skip
    assert 0 < listed(window) < everything
    returns = window.panels["orders"].returns
    said = returns.findChild(QPushButton, "action.clear-return-search").text()
    assert said.startswith(f"{return_reason_name(query.reason)} · one product · asked for ")
    press(qtbot, window.panels["orders"].returns, "action.clear-return-search")
    idle(qtbot, window)
    assert listed(window) == everything


def test_a_point_opens_what_was_asked_for_in_its_days(qtbot: QtBot, played: Shop) -> None:
    window, panel, page = shown(qtbot, played, "returns")
    counts = page.answer.found.courses[0].values
    place = max(range(len(counts)), key=lambda at: counts[at])
    with qtbot.waitSignal(panel.go):
        page.chart.over_time.choose(place)
    idle(qtbot, window)
    assert listed(window) == counts[place]


def test_a_real_shop_without_a_returns_file_says_which_to_import(
    qtbot: QtBot, tmp_path: Path
) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    _, panel, page = shown(qtbot, shop, "returns")
    assert page.untold.isVisible()
    assert not page.tiles.isVisible()
    with qtbot.waitSignal(panel.go) as sent:
        page.untold.button.click()
    assert sent.args == ["import", None]
