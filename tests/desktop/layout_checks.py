"""Finds what a person would see as broken: cut words, overlapping widgets, content out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from desktop.i18n import Language, install_language
from desktop.playing.day_summary import DaySummary
from desktop.widgets.card import CardButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.toast import Toast

SIZES = [(1366, 680), (1093, 540)]
"""The smallest full layout, and the folded one of a 125 % screen; logical pixels."""

_SLACK = 1
"""Logical pixels that rounding may cost."""

_TURNS = 6
"""Turns of the event loop after which wrapped lines and scroll bars have settled."""

_FLOATS = (Toast, DaySummary)
"""Widgets that lie over others on purpose."""

_CLOSED = (QAbstractItemView, QAbstractSpinBox, QComboBox, QScrollBar, Toast)
"""Widgets that lay out, or paint, their own insides."""


@contextmanager
def language(code: Language) -> Iterator[None]:
    """The application in a language, and in English again afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    install_language(app, code)
    try:
        yield
    finally:
        install_language(app, "en")


def problems(root: QWidget) -> list[str]:
    """What is wrong with the visible widgets under ``root``, one sentence each; best empty."""
    for _ in range(_TURNS):
        QApplication.processEvents()
    found: list[str] = []
    for widget in _visible(root):
        if isinstance(widget, QLabel):
            found += _label(widget)
        elif isinstance(widget, QAbstractButton):
            found += _button(widget)
        elif isinstance(widget, QScrollArea):
            found += _area(widget)
        found += _children(widget)
    return found


def _visible(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, _CLOSED):
        return
    for child in _shown_children(widget):
        yield from _visible(child)


def _shown_children(widget: QWidget) -> list[QWidget]:
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]


def _label(label: QLabel) -> list[str]:
    if not label.text():
        return []
    if isinstance(label, PlainLabel) and label.is_elided():
        return [] if label.toolTip() else [f"{_name(label)} is elided without a tooltip"]
    if isinstance(label, PlainLabel) and label._elide:
        needed_width, needed_height = 0, label.sizeHint().height()
    elif label.wordWrap():
        needed_width, needed_height = _longest_word(label), label.heightForWidth(label.width())
    else:
        needed_width, needed_height = label.sizeHint().width(), label.sizeHint().height()
    return _too_small(label, needed_width, needed_height)


def _longest_word(label: QLabel) -> int:
    measure = label.fontMetrics()
    return max((measure.horizontalAdvance(word) for word in label.text().split()), default=0)


def _button(button: QAbstractButton) -> list[str]:
    if button.toolTip() and not isinstance(button, CardButton):
        return []  # folded to its icon; the tooltip has its words
    needed = button.minimumSizeHint() if isinstance(button, CardButton) else button.sizeHint()
    return _too_small(button, needed.width(), needed.height())


def _too_small(widget: QWidget, width: int, height: int) -> list[str]:
    size = widget.size()
    if size.width() + _SLACK < width or size.height() + _SLACK < height:
        got = f"{size.width()} × {size.height()}"
        return [f"{_name(widget)} is cut: {got} instead of {width} × {height}"]
    return []


def _area(area: QScrollArea) -> list[str]:
    inside = area.widget()
    off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if inside is None or not off or inside.width() <= area.viewport().width() + _SLACK:
        return []
    wide = f"{inside.width()} in {area.viewport().width()}"
    return [f"{_name(area)} holds more than its width and cannot be scrolled sideways: {wide}"]


def _children(widget: QWidget) -> list[str]:
    """Children of a laid out widget stay inside it and apart from each other."""
    if isinstance(widget, _CLOSED) or widget.layout() is None:
        return []
    if isinstance(widget, QAbstractScrollArea):
        return []
    found = []
    children = [child for child in _shown_children(widget) if not isinstance(child, _FLOATS)]
    for child in children:
        frame = child.geometry()
        if not widget.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(frame):
            found.append(f"{_name(child)} sticks out of {_name(widget)}")
    for one, other in combinations(children, 2):
        shared: QRect = one.geometry().intersected(other.geometry())
        if shared.width() > _SLACK and shared.height() > _SLACK:
            found.append(f"{_name(one)} and {_name(other)} overlap")
    return found


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or text[:40]!r}"
