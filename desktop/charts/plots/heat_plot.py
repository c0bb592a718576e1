"""Cells in rows and columns, the more the deeper: hours by weekdays, cohorts, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.plots.axes import labels_height, paint_labels
from desktop.charts.plots.lettering import line_height, measured, small, write
from desktop.charts.plots.look import paint_unknown
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Measure, PlotTable, Values
from desktop.i18n import left_to_right, tr

_NAMES = 0.3
"""The most of the width that the rows' names may take."""
_GAP = 10.0
_ROOMY = 15.0
"""Edge from which cells stand apart and have round corners, logical pixels."""
_LEGEND = 22.0


class HeatPlot(Plot):
    """A cell for each row and column in one hue, from pale to deep; what is unknown is hatched.

    The arrows move the read-out in both directions. Columns run from left to right in
    right-to-left languages too, since most often they are times.
    """

    chosen = Signal(int, int)
    """Row and column of the cell that was clicked."""

    def __init__(
        self,
        key: str,
        name: str,
        empty_text: str,
        measure: Measure | None = None,
        parent: QWidget | None = None,
        *,
        rows_name: str = "",
        words_in_cells: bool = False,
    ) -> None:
        """`rows_name` heads the rows' names in a table; `words_in_cells` writes the values in."""
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._values: tuple[Values, ...] = ()
        self._rows_name, self._worded = rows_name, words_in_cells
        super().__init__(key, name, empty_text, measure, parent)

    def set_cells(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        values: Sequence[Sequence[float | None]],
        measure: Measure | None = None,
    ) -> None:
        """Show these; each row has a value, or None, for each column."""
        if len(values) != len(rows) or any(len(row) != len(columns) for row in values):
            raise ValueError("a value for each row and column")
        self._rows, self._columns = tuple(rows), tuple(columns)
        self._values = tuple(tuple(row) for row in values)
        self.measure = measure or self.measure
        self.renewed()

    def count(self) -> int:
        return len(self._rows) * len(self._columns)

    def hint(self) -> QSize:
        return QSize(480, int(len(self._rows) * 24 + labels_height() + _LEGEND))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, int(len(self._rows) * 14 + labels_height() + _LEGEND))

    def value(self, row: int, column: int) -> float | None:
        """What a cell shows."""
        return self._values[row][column]

    def _at(self, place: int) -> tuple[int, int]:
        return divmod(place, len(self._columns))

    def told(self, place: int) -> Told:
        row, column = self._at(place)
        heading = tr("{row}, {column}", row=self._rows[row], column=self._columns[column])
        return Told(heading, (Line(self._name, self.measure.say(self._values[row][column])),))

    def table(self) -> PlotTable:
        name = self.measure.head(self._name)
        return PlotTable(
            (self._rows_name or name, *self._columns),
            tuple(
                (row, *(self.measure.cell(value) for value in values))
                for row, values in zip(self._rows, self._values, strict=True)
            ),
        )

    def choose(self, place: int) -> None:
        row, column = self._at(place)
        self.chosen.emit(row, column)

    def step(self, key: Qt.Key, place: int | None) -> int | None:
        if place is None or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            turned = {Qt.Key.Key_Down: Qt.Key.Key_Right, Qt.Key.Key_Up: Qt.Key.Key_Left}
            return super().step(turned.get(key, key), place)
        row, column = self._at(place)
        down, right = {
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Up: (-1, 0),
        }.get(key, (0, 0))
        if not down and not right:
            return None
        row = min(max(row + down, 0), len(self._rows) - 1)
        column = min(max(column + right, 0), len(self._columns) - 1)
        return row * len(self._columns) + column

    # Where things are

    def _frame(self) -> QRectF:
        names = min(measured(self._rows, small()) + _GAP, self.width() * _NAMES)
        height = self.height() - labels_height() - _LEGEND
        return QRectF(names, 0, max(self.width() - names - 2, 1), max(height, 1))

    def _cell(self, row: int, column: int) -> QRectF:
        frame = self._frame()
        wide, high = frame.width() / len(self._columns), frame.height() / len(self._rows)
        return QRectF(frame.left() + column * wide, frame.top() + row * high, wide, high)

    def spot(self, place: int) -> QPointF:
        return self._cell(*self._at(place)).center()

    def around(self, place: int) -> QRectF:
        return self._cell(*self._at(place))

    def place_at(self, point: QPointF) -> int | None:
        frame = self._frame()
        if not frame.contains(point):
            return None
        column = int((point.x() - frame.left()) / frame.width() * len(self._columns))
        row = int((point.y() - frame.top()) / frame.height() * len(self._rows))
        column, row = min(column, len(self._columns) - 1), min(row, len(self._rows) - 1)
        return row * len(self._columns) + column

    def _scale(self) -> tuple[float, float]:
        known = [value for row in self._values for value in row if value is not None]
        return min(0.0, *known, 0.0), max(0.0, *known, 0.0)

    # Painting

    def paint(self, painter: QPainter) -> None:
        frame, (low, high) = self._frame(), self._scale()
        wide, tall = frame.width() / len(self._columns), frame.height() / len(self._rows)
        apart = 1.0 if min(wide, tall) >= _ROOMY else 0.5
        radius = 3.0 if min(wide, tall) >= _ROOMY else 0.0
        painter.setPen(self.look.roles.colour("mute"))
        for row, name in enumerate(self._rows):
            box = QRectF(0, frame.top() + row * tall, frame.left() - _GAP, tall)
            write(painter, box, name, "right")
        for row, values in enumerate(self._values):
            for column, value in enumerate(values):
                left, top = frame.left() + column * wide, frame.top() + row * tall
                box = QRectF(left + apart, top + apart, wide - 2 * apart, tall - 2 * apart)
                if value is None:
                    paint_unknown(painter, box, self.look, radius)
                    continue
                colour = self.look.heat((value - low) / ((high - low) or 1.0))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRoundedRect(box, radius, radius)
                if self._worded:
                    painter.setPen(self.look.ink_on(colour))
                    write(painter, box, self.measure.text(value), "centre")
        self._paint_columns(painter, frame)
        self._paint_legend(painter, frame, low, high)

    def _paint_columns(self, painter: QPainter, frame: QRectF) -> None:
        wide = frame.width() / len(self._columns)

        def across(place: int) -> float:
            return frame.left() + (place + 0.5) * wide

        paint_labels(
            painter,
            frame.bottom() + 4,
            self._columns,
            across,
            self.look,
            right=self.width(),
            from_first=True,
        )

    def _paint_legend(self, painter: QPainter, frame: QRectF, low: float, high: float) -> None:
        """The scale from the least to the most, and what hatching means where there is any."""
        top = self.height() - line_height() - 2
        painter.setFont(small())
        right = frame.right()
        least, most = left_to_right(self.measure.text(low)), left_to_right(self.measure.text(high))
        wide = min(96.0, frame.width() / 4)
        for text, box_wide in ((most, measured([most], small())), ("", wide), (least, 0.0)):
            if text:
                width = box_wide or measured([text], small())
                painter.setPen(self.look.roles.colour("mute"))
                write(painter, QRectF(right - width, top, width + 1, line_height()), text)
                right -= width + 8
                continue
            self._paint_scale(painter, QRectF(right - wide, top + 3, wide, line_height() - 6))
            right -= wide + 8
        if any(value is None for row in self._values for value in row):
            word = tr("unknown")
            width = measured([word], small())
            left = right - width - 36
            if left > frame.left():
                painter.setPen(self.look.roles.colour("mute"))
                write(painter, QRectF(left + 18, top, width + 1, line_height()), word)
                paint_unknown(painter, QRectF(left, top + 3, 12, line_height() - 6), self.look)

    def _paint_scale(self, painter: QPainter, box: QRectF) -> None:
        scale = QLinearGradient(box.topLeft(), box.topRight())
        scale.setColorAt(0, self.look.heat(0))
        scale.setColorAt(1, self.look.heat(1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scale)
        painter.drawRoundedRect(box, 3, 3)

    def paint_place(self, painter: QPainter, place: int) -> None:
        painter.setPen(QPen(self.look.roles.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._cell(*self._at(place)), 3, 3)
