"""The pages of one document, painted one after the other on a PDF or a printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPageLayout,
    QPaintDevice,
    QPainter,
    QTextLayout,
    QTextOption,
)

from desktop.printing import code128
from desktop.theme.fonts import font

POINTS_PER_INCH = 72

LABEL_PRINTER_DPI = 203
"""Dots per inch of the label printers that most sellers have."""

_NARROWEST = 0.54
"""Points: 7.5 thousandths of an inch, the narrowest bar that hand scanners are made for."""

_STEP = 0.5
"""Points by which a text shrinks until it fits."""

BLACK, GREY, PALE = QColor(0, 0, 0), QColor(90, 90, 90), QColor(205, 205, 205)
"""Paper is white in any theme."""

Weight = QFont.Weight
Side = Literal["start", "middle", "end"]


class Sheets:
    """Paints texts, lines and bar codes in points from the page's upper left corner.

    Texts are plain and stay in their boxes: they shrink as far as allowed, wrap, and end in an
    ellipsis. In languages written from right to left ``start`` and ``end`` change sides and boxes
    are mirrored, unless the document asks for ``mirrored = False``.
    """

    def __init__(
        self,
        device: QPaintDevice,
        painter: QPainter,
        layout: QPageLayout,
        turn: Callable[[], object],
    ) -> None:
        """Take the device, a painter that has begun on it, its pages' size, and how to turn one.

        The first page is there already.
        """
        self._device = device
        self._painter = painter
        self._turn = turn
        self._dots = device.logicalDpiX() / POINTS_PER_INCH
        self.width = layout.fullRectPoints().width()
        """Of the page, in points."""
        self.height = layout.fullRectPoints().height()
        self.mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.count = 0
        """Pages begun."""

    def turn(self) -> None:
        """Begin a page."""
        if self.count:
            self._turn()
        self.count += 1

    def text(
        self,
        box: QRectF,
        text: str,
        size: float,
        *,
        least: float | None = None,
        weight: Weight = Weight.Normal,
        side: Side = "start",
        colour: QColor = BLACK,
        centred: bool = False,
    ) -> float:
        """Paint a text into the box, in as many lines as it holds; gives the height it took.

        Sizes are points; ``least`` is how small it may get so that all of it is shown. ``centred``
        puts it in the middle of the box's height.
        """
        if not text:
            return 0
        lines, height = self._fitted(box, text, size, least or size, weight)
        place = self._placed(box)
        top = place.top() + (max(0.0, place.height() - height * self._dots) / 2 if centred else 0)
        painter = self._painter
        painter.save()
        painter.setClipRect(place)
        painter.setPen(colour)
        for layout, line in lines:
            wide = layout.lineAt(line).naturalTextWidth()
            layout_line = layout.lineAt(line)
            left = self._left(place, wide, side)
            shift = QPointF(left - layout_line.x(), top - layout_line.y())
            layout_line.draw(painter, shift)
            top += layout_line.height()
        painter.restore()
        return height

    def text_height(
        self, width: float, text: str, size: float, most: float, weight: Weight = Weight.Normal
    ) -> float:
        """How high a text becomes in that width, ``most`` at the utmost; 0 when it is empty."""
        if not text:
            return 0
        return self._fitted(QRectF(0, 0, width, most), text, size, size, weight)[1]

    def rule(
        self, left: float, top: float, width: float, thick: float = 0.5, colour: QColor = BLACK
    ) -> None:
        """A horizontal line whose upper edge is ``top``."""
        self.fill(QRectF(left, top, width, thick), colour)

    def upright(self, left: float, top: float, height: float, thick: float = 0.5) -> None:
        """A vertical line."""
        self.fill(QRectF(left, top, thick, height), BLACK)

    def frame(self, box: QRectF, thick: float) -> None:
        """Lines along the inside of a box."""
        self.rule(box.left(), box.top(), box.width(), thick)
        self.rule(box.left(), box.bottom() - thick, box.width(), thick)
        self.upright(box.left(), box.top(), box.height(), thick)
        self.upright(box.right() - thick, box.top(), box.height(), thick)

    def fill(self, box: QRectF, colour: QColor) -> None:
        """A filled box."""
        self._painter.fillRect(self._placed(box), colour)

    def code(self, box: QRectF, text: str, side: Side = "middle") -> bool:
        """A Code 128 with its quiet zones inside the box, as wide as whole modules allow.

        A module is a whole number of the printer's dots; in a PDF for labels, of the dots of a
        label printer. Without a code, or where its bars would be too narrow to be read, nothing is
        painted and the answer is False.
        """
        try:
            bars, wide = code128.bars(text), code128.width(text) + 2 * code128.QUIET
        except ValueError:
            return False
        place = self._placed(box)
        step = max(1, round(self._dots * POINTS_PER_INCH / LABEL_PRINTER_DPI))
        fits = int(place.width() / wide)
        module = fits // step * step or fits
        if module < _NARROWEST * self._dots:
            return False
        start = round(self._left(place, wide * module, side)) + code128.QUIET * module
        top, height = round(place.top()), round(place.height())
        for at, thick in bars:
            bar = QRectF(start + at * module, top, thick * module, height)
            self._painter.fillRect(bar, BLACK)
        return True

    # How it is done

    def _placed(self, box: QRectF) -> QRectF:
        """The box in dots, on the side where it belongs."""
        left = self.width - box.right() if self.mirrored else box.left()
        k = self._dots
        return QRectF(left * k, box.top() * k, box.width() * k, box.height() * k)

    def _left(self, place: QRectF, wide: float, side: Side) -> float:
        """Where something so wide begins; all in dots."""
        spare = place.width() - wide
        if side == "middle":
            return place.left() + spare / 2
        return place.left() + (spare if (side == "end") != self.mirrored else 0)

    def _fitted(
        self, box: QRectF, text: str, size: float, least: float, weight: Weight
    ) -> tuple[list[tuple[QTextLayout, int]], float]:
        """The lines to paint and their height in points, at the largest size that shows all."""
        while True:
            lines, height, whole = self._laid(box, text, size, weight)
            if whole or size - _STEP < least:
                return lines, height
            size -= _STEP

    def _laid(
        self, box: QRectF, text: str, size: float, weight: Weight
    ) -> tuple[list[tuple[QTextLayout, int]], float, bool]:
        """The lines that fit the box at this size, their height, and whether that is all."""
        made = _paper_font(size, weight)
        width, room = box.width() * self._dots, box.height() * self._dots
        lines: list[tuple[QTextLayout, int]] = []
        height = 0.0
        for paragraph in text.split("\n"):
            layout = self._layout(paragraph, made)
            layout.beginLayout()
            at = 0
            while True:
                line = layout.createLine()
                if not line.isValid():
                    break
                line.setLineWidth(width)
                if lines and height + line.height() > room:
                    layout.endLayout()
                    self._shorten(lines, width, made)
                    return lines, height / self._dots, False
                lines.append((layout, at))
                height += line.height()
                at += 1
            layout.endLayout()
        return lines, height / self._dots, True

    def _layout(self, text: str, made: QFont) -> QTextLayout:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        layout = QTextLayout(text, made, self._device)
        layout.setTextOption(option)
        return layout

    def _shorten(self, lines: list[tuple[QTextLayout, int]], width: float, made: QFont) -> None:
        """Let the last line end in an ellipsis, since more would follow."""
        layout, number = lines[-1]
        rest = layout.text()[layout.lineAt(number).textStart() :]
        metrics = QFontMetricsF(made, self._device)
        short = metrics.elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, width)
        last = self._layout(short, made)
        last.beginLayout()
        last.createLine().setLineWidth(width * 2)  # it fits; rounding must not break it
        last.endLayout()
        lines[-1] = (last, 0)


def _paper_font(size: float, weight: Weight) -> QFont:
    """Inter in points, with its plain forms of letters and digits.

    Forms that a font puts in their place (digits of equal width, a higher hyphen between capitals)
    stand in a PDF without the characters they mean: nobody could search or copy a number.
    """
    made = font(weight=weight)
    made.setPointSizeF(size)
    for tag in ("tnum", "calt", "liga", "dlig"):
        made.setFeature(QFont.Tag(tag), 0)
    return made
