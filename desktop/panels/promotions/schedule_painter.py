"""Paints the calendar of promotions: days with their names, rows, bars, and now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.panels.promotions.grid import HEAD, LANE, MARKS, Grid, Placed
from desktop.promotion_wording import offer_text, tool_role
from desktop.theme.fonts import LABEL, font
from desktop.theme.source import theme
from desktop.wording import date_text
from domain.reports.promotions import Group
from domain.reports.shop import ShopRow

_NAMED_DAYS = 10
"""Days in sight up to which each has room for its weekday."""
_STROKE, _LEAST_STROKE = 3, 3
"""Height and least width of what stands for a live session, logical pixels."""
_AT_LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)
_AT_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is to be painted."""

    shop: ShopRow
    grid: Grid
    bars: list[Placed]
    chosen: tuple[int, int] | None
    """The key of the bar that is chosen; the promotion's other bars are marked with it."""
    size: QSizeF
    focused: bool


class SchedulePainter:
    """Paints one scene onto a widget."""

    def __init__(self, canvas: QWidget, scene: Scene) -> None:
        self._scene, self._grid, self._roles = scene, scene.grid, theme().roles
        self._painter = QPainter(canvas)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._painter.setFont(font(LABEL))

    def paint(self) -> None:
        """Paint everything, from the ground up."""
        scene, painter, grid = self._scene, self._painter, self._grid
        self._paint_days()
        rows = QRectF(0, HEAD, scene.size.width(), scene.size.height() - HEAD)
        painter.setClipRect(rows)
        if not grid.shown.rows:
            painter.setPen(self._roles.colour("mute"))
            words = tr("Nothing is planned for these days.")
            painter.drawText(rows, Qt.AlignmentFlag.AlignCenter, words)
        self._paint_names()
        for placed in scene.bars:
            self._paint_bar(placed)
        self._paint_lives()
        painter.setClipping(False)
        now = grid.across(scene.shop.now)
        if grid.left <= now <= grid.left + grid.width:
            painter.setPen(QPen(self._roles.colour("accent"), 2))
            painter.drawLine(QPointF(now, HEAD - 4), QPointF(now, scene.size.height()))
        if scene.focused and all(each.key != scene.chosen for each in scene.bars):
            self._frame(QRectF(QPointF(), scene.size).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_days(self) -> None:
        painter, grid, shown = self._painter, self._grid, self._grid.shown
        bottom, days = self._scene.size.height(), range(shown.first, shown.first + shown.days)
        for mark in shown.marks:
            box = QRectF(grid.day_left(mark.day), MARKS, grid.day_width, bottom - MARKS)
            painter.fillRect(box, self._roles.colour("accent" if mark.campaign else "mute", 0.09))
        painter.setPen(QPen(self._roles.colour("line"), 1))
        for day in (*days, days.stop):
            x = min(grid.day_left(day), grid.left + grid.width - 1)
            painter.drawLine(QPointF(x, HEAD - 4), QPointF(x, bottom))
        painter.setPen(self._roles.colour("mute"))
        style = "ddd d" if shown.days <= _NAMED_DAYS else "d"
        for day in days:
            box = QRectF(grid.day_left(day), MARKS, grid.day_width, HEAD - MARKS - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, date_text(day, style))
        self._paint_marks()

    def _paint_marks(self) -> None:
        """The names of days, each as far as the next one leaves it room."""
        painter, grid = self._painter, self._grid
        left = right = grid.left + grid.width
        by_day = [(day, list(named)) for day, named in groupby(grid.shown.marks, lambda m: m.day)]
        for day, named in reversed(by_day):
            words = " · ".join(mark.name for mark in named)
            room, start = left - 6, grid.day_left(day)
            if left == right:
                wide = painter.fontMetrics().horizontalAdvance(words) + 2.0
                start = max(min(start, room - wide), grid.left)
            self._write(words, QRectF(start, 0, max(room - start, 0), MARKS), named[-1].campaign)
            left = start

    def _write(self, words: str, box: QRectF, campaign: bool) -> None:
        painter = self._painter
        text = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.setPen(self._roles.colour("accent" if campaign else "mute"))
        painter.drawText(box, _AT_LEFT, text)

    def _paint_names(self) -> None:
        painter, grid = self._painter, self._grid
        room = self._scene.size.width() - grid.width - 12
        mirrored = grid.left == 0
        painter.setFont(font(LABEL + 1))
        painter.setPen(self._roles.colour("text"))
        for row, box in grid.rows():
            name = row.name if row.product else tr("Whole shop")
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            place = QRectF(grid.width + 12 if mirrored else 0, box.top(), room, LANE)
            painter.drawText(place, _AT_RIGHT if mirrored else _AT_LEFT, text)

    def _paint_lives(self) -> None:
        """A stroke under the bars for each live session that shows the row's product."""
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._roles.colour("accent"))
        for row, box in self._grid.rows():
            for start, end in row.lives:
                left = max(self._grid.across(start), box.left())
                width = max(min(self._grid.across(end), box.right()) - left, _LEAST_STROKE)
                painter.drawRect(QRectF(left, box.bottom() - _STROKE, width, _STROKE))

    def _paint_bar(self, placed: Placed) -> None:
        """Drafts have a dashed edge, what is over is pale, what is chosen has a strong edge."""
        painter, row, frame = self._painter, placed.promotion, placed.frame.adjusted(1, 0, -1, 0)
        role, over = tool_role(row.tool), row.group is Group.ENDED
        chosen = self._scene.chosen is not None and row.id == self._scene.chosen[1]
        pen = QPen(self._roles.colour(role, 0.5 if over else 1.0), 2 if chosen else 1)
        if row.group is Group.DRAFTS:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._roles.colour(role, 0.07 if over else 0.18))
        painter.drawRoundedRect(frame, 4, 4)
        if placed.key == self._scene.chosen and self._scene.focused:
            self._frame(frame.adjusted(-2, -2, 2, 2))
        painter.setPen(self._roles.colour("mute" if over else "text"))
        painter.setFont(font(LABEL, QFont.Weight.Medium if chosen else QFont.Weight.Normal))
        room = int(frame.width() - 12)
        words = offer_text(row, self._scene.shop.currency)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        if len(text) > 1:  # more than the dots of what is left out
            painter.drawText(frame.adjusted(6, 0, -6, 0), _AT_LEFT, text)

    def _frame(self, frame: QRectF) -> None:
        """Where the keyboard is."""
        self._painter.setPen(QPen(self._roles.colour("accent"), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(frame, 5, 5)
