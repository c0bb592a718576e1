"""One measure over time, against the period before. Painted directly, for pages that open first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.scale import axis_ticks
from desktop.charts.sparkline import paint_course
from desktop.i18n import left_to_right, tr
from desktop.theme.fonts import LABEL, font
from desktop.theme.source import theme

Point = tuple[str, float]
"""A label ("5 Dec") and its value."""


_AT_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)


class LineChart(QWidget):
    """Area and line, the period before dashed, with a read-out for mouse and keyboard.

    Left and right move the read-out, Home and End go to the ends, Escape takes it away; Enter or a
    click say which point was `chosen`, to open the rows behind it. Time runs from left to right in
    right-to-left languages too.
    """

    chosen = Signal(int)
    """Place of the point that was clicked."""

    def __init__(
        self,
        name: str,
        empty_text: str,
        formatter: Callable[[float], str] = "{:,.0f}".format,
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what the chart shows; `empty_text` stands there while it shows nothing."""
        super().__init__(parent)
        self._name = name
        self._empty_text = empty_text
        self._formatter = formatter
        self._points: tuple[Point, ...] = ()
        self._previous: tuple[Point, ...] = ()
        self._read: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()
        theme().changed.connect(self._repaint)

    def set_points(
        self,
        points: Sequence[Point],
        previous: Sequence[Point] = (),
        formatter: Callable[[float], str] | None = None,
        name: str = "",
    ) -> None:
        """Shows another period or measure; `previous` is drawn place by place under `points`."""
        self._points, self._previous = tuple(points), tuple(previous)
        self._formatter = formatter or self._formatter
        self._name = name or self._name
        self._read = None
        self._describe()
        self.update()

    def read_out(self) -> str:
        """What the read-out says, "" while it is away."""
        if self._read is None:
            return ""
        label, value = self._points[self._read]
        said = f"{left_to_right(label)}: {left_to_right(self._formatter(value))}"
        if self._read < len(self._previous):
            before = left_to_right(self._formatter(self._previous[self._read][1]))
            return tr("{said} (period before: {before})", said=said, before=before)
        return said

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._points) - 1
        key = event.key()
        if last < 0:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Right:
            self._show(0 if self._read is None else min(self._read + 1, last))
        elif key == Qt.Key.Key_Left:
            self._show(last if self._read is None else max(self._read - 1, 0))
        elif key == Qt.Key.Key_Home:
            self._show(0)
        elif key == Qt.Key.Key_End:
            self._show(last)
        elif key == Qt.Key.Key_Escape and self._read is not None:
            self._show(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._read is not None:
            self.chosen.emit(self._read)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show(self._place_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._show(place)
            self.chosen.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._show(None)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles = theme().roles
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(font(LABEL + 1))
        if not self._points:
            painter.setPen(roles.colour("mute"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                QRectF(self.rect()).adjusted(16, 16, -16, -16), flags, self._empty_text
            )
        else:
            plot = self._plot()
            self._paint_grid(painter, plot)
            self._paint_labels(painter, plot)
            if len(self._previous) > 1:
                pen = QPen(roles.colour("mute"), 1.2, Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([4, 3])
                painter.setPen(pen)
                painter.drawPolyline(self._spots(self._previous, plot))
            spots = self._spots(self._points, plot)
            zero = self._height_of(0.0, plot)
            if len(spots) > 1:
                paint_course(painter, spots, zero, "accent", 2.0)
            else:
                painter.setPen(QPen(roles.colour("accent"), 6, c=Qt.PenCapStyle.RoundCap))
                painter.drawPoint(spots[0])
            if self._read is not None:
                self._paint_read_out(painter, plot, spots[self._read])
        if self.hasFocus():
            painter.setPen(QPen(roles.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _ticks(self) -> list[float]:
        values = [value for _, value in (*self._points, *self._previous)]
        return axis_ticks(min(values), max(values))

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(font(LABEL + 1))
        left = max(metrics.horizontalAdvance(self._formatter(tick)) for tick in self._ticks()) + 12
        bottom = metrics.height() + 10
        return QRectF(
            left, 10, max(1, self.width() - left - 10), max(1, self.height() - 10 - bottom)
        )

    def _height_of(self, value: float, plot: QRectF) -> float:
        ticks = self._ticks()
        share = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return plot.bottom() - share * plot.height()

    def _across(self, place: int, plot: QRectF) -> float:
        inset = 14.0
        if len(self._points) < 2:
            return plot.center().x()
        step = (plot.width() - 2 * inset) / (len(self._points) - 1)
        return plot.left() + inset + place * step

    def _spots(self, points: Sequence[Point], plot: QRectF) -> list[QPointF]:
        return [
            QPointF(self._across(place, plot), self._height_of(value, plot))
            for place, (_, value) in enumerate(points[: len(self._points)])
        ]

    def _paint_grid(self, painter: QPainter, plot: QRectF) -> None:
        roles = theme().roles
        for tick in self._ticks():
            y = round(self._height_of(tick, plot)) + 0.5
            painter.setPen(QPen(roles.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(roles.colour("mute"))
            box = QRectF(0, y - 10, plot.left() - 8, 20)
            painter.drawText(box, _AT_RIGHT, self._formatter(tick))

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        """As many labels as fit, evenly spaced, the last point's among them."""
        painter.setPen(theme().roles.colour("mute"))
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(label) for label, _ in self._points)
        fitting = max(1, int(plot.width() // (widest + 24)))
        every = max(1, -(-len(self._points) // fitting))
        for place in range(len(self._points) - 1, -1, -every):
            label = self._points[place][0]
            width = metrics.horizontalAdvance(label) + 2
            left = min(self._across(place, plot) - width / 2, self.width() - width - 2)
            box = QRectF(max(left, 0), plot.bottom() + 6, width, metrics.height() + 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_read_out(self, painter: QPainter, plot: QRectF, spot: QPointF) -> None:
        roles = theme().roles
        painter.setPen(QPen(roles.colour("mute"), 1))
        painter.drawLine(QPointF(spot.x(), plot.top()), QPointF(spot.x(), plot.bottom()))
        painter.setPen(QPen(roles.colour("surface"), 2))
        painter.setBrush(roles.colour("accent"))
        painter.drawEllipse(spot, 5, 5)
        painter.setFont(font(LABEL + 1, QFont.Weight.Medium))
        words = self.read_out()
        room = self.width() - 8
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - 20)
        width = painter.fontMetrics().horizontalAdvance(words) + 20.0
        left = min(max(spot.x() - width / 2, 4), self.width() - width - 4)
        box = QRectF(left, 2, width, 26)
        if box.adjusted(0, 0, 0, 8).contains(spot):
            box.moveTop(min(spot.y() + 14, self.height() - 30))
        painter.setPen(QPen(roles.colour("mute"), 1))
        painter.setBrush(roles.colour("raised"))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(roles.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _place_at(self, x: float) -> int | None:
        if not self._points:
            return None
        plot = self._plot()
        near = range(len(self._points))
        return min(near, key=lambda place: abs(self._across(place, plot) - x))

    def _show(self, place: int | None) -> None:
        if place == self._read:
            return
        self._read = place
        self.setAccessibleDescription(self.read_out())
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self._name if self._points else f"{self._name}: {self._empty_text}")
        self.setAccessibleDescription("")

    def _repaint(self) -> None:
        self.update()
