"""A plot that has not been told anything yet does not say that there is nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.charts.plots.bar_plot import BarPlot


def test_only_a_plot_without_values_says_that_there_are_none(
    qtbot: QtBot, english: QApplication
) -> None:
    plot = BarPlot("sources", "Sources", "Nobody came in this time.")
    qtbot.addWidget(plot)
    plot.resize(300, 120)
    plot.show()
    waiting = plot.grab().toImage()
    plot.set_bars([])
    assert plot.grab().toImage() != waiting
    middle = [waiting.pixelColor(x, 60) for x in range(20, 280)]
    assert len({each.rgb() for each in middle}) == 1
