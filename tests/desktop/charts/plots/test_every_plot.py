"""What holds of every kind of plot: themes, languages, keys, pictures, and a clean end."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.charts.plots.picture import image, png, svg
from desktop.charts.plots.plot import Plot
from desktop.theme.apply import apply_theme
from desktop.theme.roles import load_roles
from tests.desktop.charts.plots.samples import EMPTY, KINDS, empty_plots
from tests.desktop.layout_checks import language


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def shown(qtbot, plot: Plot) -> Plot:
    qtbot.addWidget(plot)
    plot.resize(460, 260)
    plot.show()
    return plot


def colours(picture: QImage) -> set[str]:
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint32) & 0xFFFFFF
    return {f"#{each:06x}" for each in np.unique(pixels).tolist()}


def test_it_is_painted_in_the_themes_colours(qtbot, themed, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    assert load_roles(themed).mute.lower() in colours(plot.grab().toImage())


def test_it_follows_a_change_of_theme(qtbot, english, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    light = colours(plot.grab().toImage())
    apply_theme(english, "dark")
    dark = colours(plot.grab().toImage())
    assert load_roles("dark").mute.lower() in dark - light
    assert load_roles("light").mute.lower() not in dark


def test_every_place_is_read_out_by_keyboard_and_chosen(qtbot, english, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    heard: list[tuple[int, ...]] = []
    plot.chosen.connect(lambda *where: heard.append(where))
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    first = plot.read_out()
    assert plot.read() == 0
    assert plot.accessibleDescription() == first != ""
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.read() == plot.count() - 1
    assert plot.read_out() != first
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.read_out() == plot.accessibleDescription() == ""
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert len(heard) == 1


def test_a_read_out_goes_with_the_focus_unless_a_menu_takes_it(qtbot, english, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    plot.show_read(0)
    for reason, stays in (
        (Qt.FocusReason.PopupFocusReason, True),
        (Qt.FocusReason.TabFocusReason, False),
    ):
        QApplication.sendEvent(plot, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert bool(plot.read_out()) == stays


def test_a_click_chooses_what_it_reads_out(qtbot, english, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    heard: list[tuple[int, ...]] = []
    plot.chosen.connect(lambda *where: heard.append(where))
    for place in range(plot.count()):
        spot = plot.spot(place).toPoint()
        qtbot.mouseMove(plot.viewport(), spot)
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert plot.read() == place
    assert len(heard) == plot.count()


def test_a_read_out_is_painted_over_the_plot_and_not_over_what_it_reads(qtbot, english, kind):
    plot = shown(qtbot, KINDS[kind]())
    before = plot.grab().toImage()
    for place in range(plot.count()):
        plot.show_read(place)
        assert plot.grab().toImage() != before
    plot.show_read(None)
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("place", range(6))
def test_with_nothing_to_show_it_says_so(qtbot, themed, place) -> None:
    plot = shown(qtbot, empty_plots()[place])
    plot.renewed()  # as with every answer, be it empty
    assert load_roles(themed).mute.lower() in colours(plot.grab().toImage())
    assert plot.accessibleName().endswith(f": {EMPTY}")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Return):
        qtbot.keyClick(plot, key)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton)
    assert plot.read_out() == ""
    assert plot.table().rows == ()


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_longer_words_from_either_side_fit_in(qtbot, english, kind, code) -> None:
    with language(code):
        plot = shown(qtbot, KINDS[kind]())
        plot.resize(plot.minimumSizeHint())
        for place in range(plot.count()):
            plot.show_read(place)
            assert not plot.grab().isNull()
        assert plot.read_out()


def test_a_table_has_a_cell_for_every_header(qtbot, english, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    table = plot.table()
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.headers)}


def test_a_picture_is_light_on_plain_ground_and_twice_as_dense(qtbot, english, kind) -> None:
    apply_theme(english, "dark")
    plot = shown(qtbot, KINDS[kind]())
    plot.show_read(0)
    dark = plot.grab().toImage()
    made = image(plot, "When buyers buy", "1 to 7 Dec")
    assert made.width() > 2 * plot.width()
    seen = colours(made)
    roles = load_roles("light")
    assert {roles.mute.lower(), roles.surface.lower()} <= seen
    assert load_roles("dark").mute.lower() not in seen
    assert QImage.fromData(png(made)).size() == made.size()
    assert plot.grab().toImage() == dark


def test_a_drawing_holds_words_and_lines(qtbot, english, kind) -> None:
    plot = shown(qtbot, KINDS[kind]())
    drawing = svg(plot, "When buyers buy", "1 to 7 Dec").decode()
    assert "When buyers buy" in drawing
    assert "1 to 7 Dec" in drawing
    assert load_roles("light").mute.lower() in drawing
    assert "non-scaling" not in drawing


def test_fifty_plots_leave_nothing_behind(qtbot, english) -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    before = len(alive_plots())
    for _ in range(50 // len(KINDS) + 1):
        window = QWidget()
        box = QVBoxLayout(window)
        for make in KINDS.values():
            box.addWidget(make())
        window.show()
        window.grab()
        window.deleteLater()
        del window, box
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert len(alive_plots()) == before


def alive_plots() -> list[object]:
    from pyqtgraph import GraphicsScene, GraphicsView
    from PySide6.QtWidgets import QGraphicsItem

    kinds = (GraphicsScene, GraphicsView, QGraphicsItem)
    return [each for each in gc.get_objects() if issubclass(type(each), kinds)]
