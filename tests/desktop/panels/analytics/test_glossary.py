"""The glossary has every metric, those of the page it was opened from first, and is searched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.analytics import AnalyticsPanel
from desktop.panels.analytics.glossary import GlossaryDialog
from desktop.widgets.plain_label import PlainLabel
from domain.analytics.metrics import Metric
from domain.reports.analytics.selling import MEASURES, SEEN
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, practice, press, show_window


def shown(qtbot: QtBot, *here: Metric) -> GlossaryDialog:
    dialog = GlossaryDialog(here)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_metric_is_in_it_once(qtbot: QtBot, english: QApplication) -> None:
    for here in ((), (Metric.GMV, Metric.CTOR), tuple(Metric)):
        listed = shown(qtbot, *here).listed()
        assert sorted(listed) == sorted(Metric)
        assert set(listed[: len(here)]) == set(here)


def test_an_entry_says_meaning_unit_direction_and_source(
    qtbot: QtBot, english: QApplication
) -> None:
    dialog = shown(qtbot)

    def words(metric: Metric) -> list[str]:
        entry = dialog.findChild(object, f"glossary.{metric.value}")
        return [label.text() for label in entry.findChildren(PlainLabel)]

    name, _, source = words(Metric.REFUNDED)
    assert name == "Refunded"
    assert source == "An amount of money · less is better · defined by this program"
    assert words(Metric.CTR)[2] == "Per cent · more is better · as the platform defines it"


def test_a_search_looks_at_names_and_meanings(qtbot: QtBot, english: QApplication) -> None:
    dialog = shown(qtbot, Metric.GMV)
    qtbot.keyClicks(dialog.search, "gpm 1,000")
    assert set(dialog.listed()) == {Metric.WATCH_GPM, Metric.SHOW_GPM}
    dialog.search.setText("no such thing")
    assert dialog.listed() == ()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert len(dialog.listed()) == len(Metric)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_list_moves_by_keys_while_one_types(qtbot: QtBot, english: QApplication) -> None:
    dialog = shown(qtbot)
    bar = dialog.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    little = bar.value()
    assert little > 0
    qtbot.keyClick(dialog.search, Qt.Key.Key_PageDown)
    assert bar.value() > 2 * little
    qtbot.keyClick(dialog.search, Qt.Key.Key_PageUp)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert bar.value() == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_it_opens_from_the_panel_with_the_pages_own_metrics_first_and_fits(
    qtbot: QtBot, english: QApplication, tmp_path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        shop: Shop = practice(tmp_path, 30)
        window = show_window(qtbot, shop, size)
        window.show_panel("analytics")
        idle(qtbot, window)
        panel = window.panels["analytics"]
        assert isinstance(panel, AnalyticsPanel)
        press(qtbot, panel, "action.glossary")
        dialog = window.findChild(GlossaryDialog)
        assert dialog is not None
        assert set(dialog.listed()[:6]) == {*MEASURES, *SEEN}
        QApplication.processEvents()
        assert problems(dialog) == []
        assert dialog.width() <= size[0] and dialog.height() <= size[1]
        dialog.close()
