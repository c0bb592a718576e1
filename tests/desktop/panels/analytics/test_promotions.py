"""The promotions page: its table and its bars lead to each promotion."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import idle, practice
from tests.domain.reports.promoted_shops import promoted_shop


@pytest.fixture(scope="module")
def promoted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("promotions") / "shop.dukandar"
    with promoted_shop(path) as shop:
        shop.advance_days(8, sensible)
    return path


@pytest.fixture
def promoted(promoted_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "promoted.dukandar"
    shutil.copy(promoted_file, path)
    return Shop(path)


def test_the_table_and_the_bars_show_every_promotion(qtbot: QtBot, promoted: Shop) -> None:
    _, _, page = shown(qtbot, promoted, "promotions")
    held = page.answer.found.held
    assert page.table.model().rowCount() == len(held) > 5
    assert page.around.count() == len(held)
    for what in ("lift", "dip", "others", "anyway"):
        page.show_moved(what)
        assert page.moved.count() == len(held)
    assert page.met.isVisible()


def test_a_row_and_a_bar_open_the_promotion(qtbot: QtBot, promoted: Shop) -> None:
    _, panel, page = shown(qtbot, promoted, "promotions")
    held = page.answer.found.held
    with qtbot.waitSignal(panel.go) as sent:
        page.around.choose(1)
    assert sent.args == ["promotions", held[1].id]
    with qtbot.waitSignal(panel.go) as sent:
        page.table.opened.emit(held[0].id)
    assert sent.args == ["promotions", held[0].id]


def test_its_times_are_marked_on_gmv(qtbot: QtBot, promoted: Shop) -> None:
    _, _, page = shown(qtbot, promoted, "promotions")
    told = " ".join(
        line.name
        for place in range(page.chart.over_time.count())
        for line in page.chart.over_time.told(place).lines
    )
    assert "Weekend flash begins" in told
    assert "Weekend flash ends" in told


def test_without_any_the_page_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    _, _, page = shown(qtbot, practice(tmp_path, hours=50), "promotions")
    assert page.none.isVisible()
    assert not page.table.isVisible()
    assert page.around.count() == page.moved.count() == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_everything_fits_beside_promotions(
    qtbot: QtBot, english: object, promoted: Shop, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window, panel, _ = shown(qtbot, promoted, "promotions", size)
        for key in ("promotions", "fulfilment", "returns", "voices"):
            panel.receive(key)
            idle(qtbot, window)
            assert not problems(window), key
