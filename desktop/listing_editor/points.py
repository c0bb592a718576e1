"""Functions and features: the short lines that a listing begins with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import Line
from desktop.listing_editor.part import Counter, Part
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing


class Points(Part):
    """As many lines as there may be; what is empty is left out."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("points", tr("Functions and features"), draft, ("points",), parent)
        self.lines: list[_PointLine] = []
        self._counters: list[Counter] = []
        hint = tr("Short points, the best first. Alt with the arrow keys moves a line.")
        self.body.addWidget(PlainLabel(hint, self, role="mute", size="small", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.problem)
        for _ in range(draft.opened.rules.points_high):
            self._add()

    def show_listing(self, listing: Listing) -> None:
        if listing.points != self._entered():
            while len(self.lines) < len(listing.points):
                self._add()
            left = len(self.lines) - len(listing.points)
            for line, point in zip(self.lines, (*listing.points, *[""] * left), strict=True):
                line.show_text(point)
        for line, counter in zip(self.lines, self._counters, strict=True):
            counter.show_count(len(line.text()), self.draft.opened.rules.point_high)
            counter.setVisible(bool(line.text()))

    def mends(self, wrong: Wrong) -> QWidget | None:
        return self.lines[0] if super().mends(wrong) else None

    def _entered(self) -> tuple[str, ...]:
        return tuple(line.text() for line in self.lines if line.text().strip())

    def _add(self) -> None:
        place = len(self.lines)
        line = _PointLine(f"point.{place + 1}", tr("Point {place}", place=place + 1), self)
        line.typed.connect(
            lambda _text: self.draft.change(f"point.{place}", points=self._entered())
        )
        line.moved.connect(lambda by: self._move(place, place + by))
        line.returnPressed.connect(lambda: self._go(place + 1))
        counter = Counter(f"point.{place + 1}", self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        row.addWidget(counter)
        self._rows.addLayout(row)
        self.lines.append(line)
        self._counters.append(counter)

    def _move(self, place: int, to: int) -> None:
        if 0 <= to < len(self.lines):
            one, other = self.lines[place], self.lines[to]
            texts = one.text(), other.text()
            other.setText(texts[0])
            one.setText(texts[1])
            self._go(to)
            self.draft.change(points=self._entered())

    def _go(self, place: int) -> None:
        if place < len(self.lines):
            self.lines[place].setFocus()


class _PointLine(Line):
    """Moves among its neighbours."""

    moved = Signal(int)
    """By how many places, down for more."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)
