"""Painting the rows of a table.

A view asks its delegate cell by cell, and each answer is a dozen calls between Qt and Python, while
a busy worker wants Python too. Rows are painted here in one go instead: two calls for a row's
ground, one for a cell's words, and what words are cut to is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QTableView

from desktop.theme.fonts import LABEL, font
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.widgets.product_picture import paint_product, paint_thumbnail

_SIDE = 10
"""Pixels between a cell's edge and its words."""

_DOT, _DOT_ROOM = 8, 16
"""Pixels of the dot before words, and of the room that it takes from them."""

_PICTURE, _PICTURE_ROOM = 40, 52
"""Pixels of a picture before words, and of the room that it takes from them."""

_NAME_AT, _BELOW_AT, _LINE = 9, 30, 20
"""Pixels from the row's top to each of two lines, and their height."""

_NEUTRAL = "tag"
"""The icon on the tile of what has no picture."""

_MOST_CUT = 4_096
"""Words whose cut is remembered; after so many all are forgotten, which costs one slower frame."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CUT = Qt.TextElideMode.ElideRight


class Face(NamedTuple):
    """What a tall row shows beside its name and under it."""

    picture: str
    """The icon of a drawn picture; empty for a neutral tile."""
    colour: str
    """The picture's ground, as #RRGGBB."""
    thumbnail: bytes
    """An image of its own; empty where the drawing is shown."""
    below: str


class _Place(NamedTuple):
    """Where a column's words go, in pixels of the viewport."""

    column: int
    x: int
    width: int
    side: int
    """Flags for the painter."""
    dot: int | None
    """Where its dot begins; None in columns without one."""
    picture: int | None
    """Where its picture begins; None in columns without one."""


class RowPainter:
    """Paints what is in sight of a table whose rows are equally high.

    ``cell`` gives the words and their role at a row and a column; the columns ``right`` stand at
    the far edge, and the words of the column ``dotted`` have a dot before them. The column
    ``faced`` has two lines with a picture before them, for which ``face`` is asked.
    """

    def __init__(
        self,
        table: QTableView,
        cell: Callable[[int, int], tuple[str, Role]],
        *,
        right: Collection[int],
        dotted: int | None,
        faced: int | None,
        face: Callable[[int], Face | None],
    ) -> None:
        self._table = table
        self._cell = cell
        self._right = right
        self._dotted = dotted
        self._faced, self._face = faced, face
        self._cuts: dict[tuple[str, int, int], str] = {}
        self._font = QFont()

    def paint(self, seen: QRect) -> None:
        """Paint a part of the table's viewport."""
        table = self._table
        first, last = table.rowAt(seen.top()), table.rowAt(seen.bottom())
        if first < 0:
            return
        if last < 0:  # the list ends in sight
            last = table.model().rowCount() - 1
        self._forget()
        with QPainter(table.viewport()) as painter:  # a mistake must not leave it open
            self._paint_rows(painter, seen, range(first, last + 1))

    def _paint_rows(self, painter: QPainter, seen: QRect, rows: range) -> None:
        table, places = self._table, self._places(seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        colours: dict[Role, QColor] = {}
        pen: Role | None = None

        def colour(role: Role) -> QColor:
            if role not in colours:
                colours[role] = theme().roles.colour(role)
            return colours[role]

        for row in rows:
            top, height = table.rowViewportPosition(row), table.rowHeight(row)
            self._ground(painter, row, QRect(seen.left(), top, seen.width(), height), colour)
            for place in places:
                words, role = self._cell(row, place.column)
                if words and place.picture is not None:
                    self._two_lines(painter, row, top, place, words, colour)
                    pen = None
                    continue
                if words and place.dot is not None:
                    painter.setPen(Qt.PenStyle.NoPen)
                    pen = None
                    painter.setBrush(colour(role))
                    middle = top + (height - _DOT) / 2
                    painter.drawEllipse(QRectF(place.dot, middle, _DOT, _DOT))
                if words:
                    if role != pen:
                        painter.setPen(colour(role))
                        pen = role
                    cut = self._cut(words, place.width)
                    painter.drawText(place.x, top, place.width, height, place.side, cut)

    def _places(self, seen: QRect) -> list[_Place]:
        """Of each column in sight."""
        heading = self._table.horizontalHeader()
        mirrored = self._table.isRightToLeft()
        found = []
        for column in range(heading.count()):
            x, width = heading.sectionViewportPosition(column), heading.sectionSize(column)
            if not width or x > seen.right() or x + width <= seen.left():
                continue
            flag = Qt.AlignmentFlag
            side = flag.AlignRight if column in self._right else flag.AlignLeft
            aligned = QStyle.visualAlignment(self._table.layoutDirection(), side | _MIDDLE)
            x, width = x + _SIDE, width - 2 * _SIDE
            dot = picture = None
            if column == self._faced:
                picture = x + width - _PICTURE if mirrored else x
                x, width = x if mirrored else x + _PICTURE_ROOM, width - _PICTURE_ROOM
            if column == self._dotted:
                dot = x + width - _DOT if mirrored else x
                x, width = x if mirrored else x + _DOT_ROOM, width - _DOT_ROOM
            single = aligned.value | Qt.TextFlag.TextSingleLine.value
            found.append(_Place(column, x, width, single, dot, picture))
        return found

    def _two_lines(
        self,
        painter: QPainter,
        row: int,
        top: int,
        place: _Place,
        words: str,
        colour: Callable[[Role], QColor],
    ) -> None:
        """A picture, a name and what stands under it."""
        face = self._face(row)
        if face is None or place.picture is None:
            return
        middle = top + (self._table.rowHeight(row) - _PICTURE) / 2
        frame = QRectF(place.picture, middle, _PICTURE, _PICTURE)
        if face.thumbnail:
            paint_thumbnail(painter, frame, face.thumbnail)
        else:
            ground = face.colour if face.picture else colour("mute").name()
            paint_product(painter, frame, face.picture or _NEUTRAL, ground)
        name, small = font(weight=QFont.Weight.DemiBold), font(LABEL)
        lines: tuple[tuple[int, str, QFont, Role], ...] = (
            (_NAME_AT, words, name, "text"),
            (_BELOW_AT, face.below, small, "mute"),
        )
        for below, text, face_font, role in lines:
            painter.setFont(face_font)
            painter.setPen(colour(role))
            cut = self._cut(text, place.width, face_font)
            painter.drawText(place.x, top + below, place.width, _LINE, place.side, cut)
        painter.setFont(self._font)

    def _ground(
        self, painter: QPainter, row: int, box: QRect, colour: Callable[[Role], QColor]
    ) -> None:
        """What lies under a row's words, and the line below them."""
        table = self._table
        if table.selectionModel().isSelected(table.model().index(row, 0)):
            painter.fillRect(box, colour("accent_soft"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("line"))

    def _cut(self, words: str, width: int, face: QFont | None = None) -> str:
        """The words, or their beginning if they are wider."""
        face = face or self._font
        key = words, width, face.weight() * 100 + face.pixelSize()
        if key not in self._cuts:
            self._cuts[key] = QFontMetrics(face).elidedText(words, _CUT, width)
        return self._cuts[key]

    def _forget(self) -> None:
        """Forget cuts when they are too many or were made for another font."""
        if len(self._cuts) > _MOST_CUT or self._font != self._table.font():
            self._cuts.clear()
            self._font = QFont(self._table.font())
