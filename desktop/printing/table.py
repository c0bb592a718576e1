"""A table over several pages: columns of texts, each row as high as its tallest cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from desktop.printing.sheets import GREY, PALE, Sheets, Side, Weight

HEADER = 20.0
"""Height of the columns' titles, in points."""

_SIZE, _SMALL = 9.5, 8.5
_MOST = 36.0
"""The height that a text may take, in points: about three lines."""

_ABOVE, _BELOW = 5.0, 5.0
_GAP = 10.0
"""Between two columns."""

_BOX = 9.0
"""Side of a box to tick, in points."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in points (0: what the others leave), and its side."""

    title: str
    width: float
    side: Side = "start"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, a second one under it in grey; or a box to tick."""

    text: str = ""
    below: str = ""
    weight: Weight = Weight.Normal
    tick: bool = False


Row = Sequence[Cell]


class Table:
    """Lays out and paints the rows between a document's margins."""

    def __init__(
        self, sheets: Sheets, left: float, width: float, columns: Sequence[Column]
    ) -> None:
        """Take the table's place in points from the page's edge, and its columns."""
        self._sheets = sheets
        self._left, self._width = left, width
        self._columns = columns
        spare = width - sum(each.width for each in columns) - _GAP * (len(columns) - 1)
        self._widths = [each.width or spare for each in columns]

    def pages(
        self, rows: Sequence[Row], first: float, others: float, after: float
    ) -> list[tuple[int, int]]:
        """Which rows come on which page, as ranges.

        ``first`` and ``others`` are the heights for rows on the first page and on those after it;
        ``after`` is what must follow the last row on its page. At least one page, and a last one
        without rows where only what follows needs it.
        """
        ranges, start, room = [], 0, first
        for number, row in enumerate(rows):
            height = self.height(row)
            if height > room and number > start:
                ranges.append((start, number))
                start, room = number, others
            room -= height
        if after > room and start < len(rows):
            ranges.append((start, len(rows)))
            start = len(rows)
        return [*ranges, (start, len(rows))]

    def height(self, row: Row) -> float:
        """Of a row with its margins, in points."""
        tallest = max(
            self._sheets.text_height(width, cell.text, _SIZE, _MOST, cell.weight)
            + self._sheets.text_height(width, cell.below, _SMALL, _MOST)
            for cell, width in zip(row, self._widths, strict=True)
        )
        return tallest + _ABOVE + _BELOW

    def paint_header(self, top: float) -> float:
        """Paint the titles; gives where the rows begin."""
        left = self._left
        for column, width in zip(self._columns, self._widths, strict=True):
            self._sheets.text(
                QRectF(left, top, width, HEADER - 6),
                column.title,
                8,
                least=5,
                weight=Weight.DemiBold,
                side=column.side,
                colour=GREY,
                centred=True,
            )
            left += width + _GAP
        self._sheets.rule(self._left, top + HEADER - 2, self._width, 1)
        return top + HEADER

    def paint(self, row: Row, top: float) -> float:
        """Paint a row; gives where the next one begins."""
        height, left = self.height(row), self._left
        for column, cell, width in zip(self._columns, row, self._widths, strict=True):
            at = top + _ABOVE
            if cell.tick:
                self._sheets.frame(QRectF(left, at + 1, _BOX, _BOX), 0.8)
            at += self._sheets.text(
                QRectF(left, at, width, _MOST),
                cell.text,
                _SIZE,
                weight=cell.weight,
                side=column.side,
            )
            self._sheets.text(
                QRectF(left, at, width, _MOST), cell.below, _SMALL, side=column.side, colour=GREY
            )
            left += width + _GAP
        self._sheets.rule(self._left, top + height - 0.5, self._width, 0.5, PALE)
        return top + height
