"""What every plot does: it is painted in the theme, read by mouse and keyboard, and is a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsView,
    QSizePolicy,
    QWidget,
)

from desktop.charts.plots.lettering import Side, small
from desktop.charts.plots.look import Look
from desktop.charts.plots.read_out import Told, paint_told
from desktop.charts.plots.series import Measure, PlotTable
from desktop.theme.source import theme

# One stroke along a thousand points takes a tenth of a second, a thousand strokes three
# milliseconds; a plot paints its dashed lines itself.
pg.setConfigOptions(segmentedLineMode="on", antialias=True)


class Plot(pg.GraphicsView):
    """A plot of named places, of which one at a time is read out.

    Left and right move the read-out, Home and End go to the ends, Escape takes it away; Enter or a
    click say which place was `chosen`, to open the rows behind it. What is painted by hand lies
    under the items of pyqtgraph's scene (`paint`) or over them (`paint_over`); the scene's
    coordinates are the widget's.
    """

    chosen = Signal(int)
    """The place that was clicked."""

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        measure: Measure | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what the plot shows; `empty_text` stands there while it shows nothing."""
        self._name, self._empty_text = name, empty_text
        self.measure = measure or Measure()
        self.look = Look(theme().name)
        self._read: int | None = None
        self._pictured = False
        self.is_told = False
        """Whether it was given values, be they none; before that nobody knows what there is."""
        super().__init__(parent, background=None)
        self.setObjectName(f"plot.{key}")
        # A handful of items needs no index, and one of items that change can outlive them.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._follow_theme)
        self.describe()

    # What a kind of plot says of itself

    def count(self) -> int:
        """How many places can be read out."""
        raise NotImplementedError

    def told(self, place: int) -> Told:
        """What is read out at a place."""
        raise NotImplementedError

    def spot(self, place: int) -> QPointF:
        """Where a place is."""
        raise NotImplementedError

    def around(self, place: int) -> QRectF:
        """What of a place the read-out leaves free."""
        return QRectF(self.spot(place) - QPointF(12, 6), QSize(24, 12))

    def place_at(self, point: QPointF) -> int | None:
        """The place at a point."""
        raise NotImplementedError

    def table(self) -> PlotTable:
        """The figures as they are drawn."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """What lies beneath the items of the scene."""

    def paint_over(self, painter: QPainter) -> None:
        """What lies over them."""

    def paint_place(self, painter: QPainter, place: int) -> None:
        """What shows which place is read out."""

    def dress(self) -> None:
        """Gives the items of the scene the colours of `look`."""

    def arrange(self) -> None:
        """Puts the items of the scene where they belong, after a change of size or values."""

    def step(self, key: Qt.Key, place: int | None) -> int | None:
        """The place that a key leads to; None where the key means nothing."""
        last = self.count() - 1
        if key == Qt.Key.Key_Right:
            return 0 if place is None else min(place + 1, last)
        if key == Qt.Key.Key_Left:
            return last if place is None else max(place - 1, 0)
        return {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(key)

    def choose(self, place: int) -> None:
        """Says that a place was chosen."""
        self.chosen.emit(place)

    def hint(self) -> QSize:
        """The size that suits it."""
        return QSize(480, 260)

    # What all do

    def renewed(self) -> None:
        """After other values: nothing is read out, and all is painted anew."""
        self._read, self.is_told = None, True
        self.describe()
        self.dress()
        self.arrange()
        self.updateGeometry()
        self.viewport().update()

    def name(self) -> str:
        """What the plot shows."""
        return self._name

    def set_name(self, name: str) -> None:
        self._name = name
        self.describe()

    def describe(self) -> None:
        """Tells screen readers what is shown."""
        empty = not self.count()
        self.setAccessibleName(f"{self._name}: {self._empty_text}" if empty else self._name)
        self.setAccessibleDescription(self.read_out())

    def read(self) -> int | None:
        """The place that is read out."""
        return self._read

    def read_out(self) -> str:
        """What the read-out says, "" while it is away."""
        return "" if self._read is None else self.told(self._read).sentence()

    def show_read(self, place: int | None) -> None:
        """Reads a place out, or none."""
        if place != self._read:
            self._read = place
            self.setAccessibleDescription(self.read_out())
            self.viewport().update()

    def right_to_left(self) -> bool:
        """Whether words run from right to left; time never does."""
        return QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def sides(self) -> tuple[Side, Side]:
        """Where a line of words begins and where it ends."""
        return ("right", "left") if self.right_to_left() else ("left", "right")

    def area(self) -> QRectF:
        """All of the plot."""
        return QRectF(0, 0, self.width(), self.height())

    @contextmanager
    def pictured(self) -> Iterator[None]:
        """In here it is painted for paper: in the light theme, without read-out or focus."""
        self.look, self._pictured = Look("light"), True
        self.dress()
        try:
            yield
        finally:
            self.look, self._pictured = Look(theme().name), False
            self.dress()

    def sizeHint(self) -> QSize:
        return self.hint()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    # Painting

    def drawBackground(self, painter: QPainter, _rect: QRectF) -> None:
        self._begin(painter)
        if self.count():
            self.paint(painter)
        elif self.is_told:
            painter.setPen(self.look.roles.colour("mute"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.area().adjusted(16, 16, -16, -16), flags, self._empty_text)
        painter.restore()

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        self._begin(painter)
        if self.count():
            self.paint_over(painter)
            if self._read is not None and not self._pictured:
                self.paint_place(painter, self._read)
                paint_told(
                    painter,
                    self.told(self._read),
                    self.around(self._read),
                    self.area(),
                    self.look,
                    mirrored=self.right_to_left(),
                )
        if self.hasFocus() and not self._pictured:
            painter.setPen(QPen(self.look.roles.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.area().adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _begin(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(small())

    def _follow_theme(self) -> None:
        self.look = Look(theme().name)
        self.dress()
        self.viewport().update()

    # Events: none goes on to the scene, whose items only show

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls it before there is anything to arrange
            self.arrange()

    def close(self) -> bool:
        # pyqtgraph's own takes the scene and the viewport from under the widget.
        return QGraphicsView.close(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        place = self.step(key, self._read) if self.count() else None
        if place is not None:
            self.show_read(place)
        elif key == Qt.Key.Key_Escape and self._read is not None:
            self.show_read(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._read is not None:
            self.choose(self._read)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.show_read(self.place_at(event.position()) if self.count() else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position()) if self.count() else None
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.show_read(place)
            self.choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.show_read(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing and not self.underMouse():
            self.show_read(None)
        self.viewport().update()
