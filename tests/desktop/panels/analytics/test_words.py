"""Every page of Analytics holds longer words and mirrored ones, at both sizes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.analytics import AnalyticsPanel
from domain.analytics.periods import Preset
from domain.reports.analytics.question import Wanted
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, show_window
from tests.domain.simulation.rich_shops import rich_shop

EXPORTS = Path(__file__).parents[3] / "data" / "exports"


@pytest.fixture(scope="module")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "rich.dukandar"
    with rich_shop(path, impressions=1_500) as shop:
        shop.advance_days(20, sensible)
    return path


@pytest.fixture(scope="module")
def real_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "real.dukandar"
    with Shop.real(path, "us", "A shop with a rather long name of its own") as shop:
        for name in ("us_orders.csv", "us_products.xlsx"):
            shop.import_planned(shop.plan_import(EXPORTS / name), "")
    return path


@pytest.mark.parametrize("kind", ["rich", "real"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_every_page_fits(
    qtbot: QtBot,
    english: QApplication,
    rich_file: Path,
    real_file: Path,
    tmp_path: Path,
    code: Language,
    size: tuple[int, int],
    kind: str,
) -> None:
    path = tmp_path / "shop.dukandar"
    shutil.copy(rich_file if kind == "rich" else real_file, path)
    with language(code):
        window = show_window(qtbot, Shop(path), size)
        window.show_panel("analytics")
        panel = window.panels["analytics"]
        assert isinstance(panel, AnalyticsPanel)
        panel.asking.ask(Wanted(preset=Preset.ALL))
        found = {}
        for page in panel._listed:
            panel.receive(page)
            idle(qtbot, window)
            found[page] = problems(window)
        assert not any(found.values()), {page: each for page, each in found.items() if each}
