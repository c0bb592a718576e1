"""The calendar of promotions: a row for each product, a bar for each promotion.

Time runs from left to right in right-to-left languages too, as in charts. Bars of what has not
begun can be moved and made longer or shorter, and the end of what holds can be moved: by mouse, or
by Ctrl with the arrows. Where a bar was let go it stays until its promotion is kept so, or the
panel puts it back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from desktop.i18n import tr
from desktop.panels.promotions.grid import HEAD, LANE, Grid, Placed
from desktop.panels.promotions.moving import Moves, Part, shifted
from desktop.panels.promotions.schedule_painter import Scene, SchedulePainter
from desktop.promotion_wording import about_text, end_text, offer_text, standing_text, start_text
from desktop.theme.source import theme
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import clock, moment
from domain.kernel.clock import DAY, HOUR, ShopCalendar
from domain.reports.promotion_calendar import PromotionCalendar, calendar
from domain.reports.promotions import Group, Promotions

WEEK, MONTH = 7, 28
"""Days in sight."""

_MOST_LANES = 5
"""So many are in sight where there is room; the others are scrolled to."""
_LABELS, _SLIM_LABELS, _SLIM = 170, 120, 700
"""Width of the rows' names; the second where the calendar is narrower than the third."""
_MOST_LIVES = 4
"""So many live sessions are told of a bar, the next ones."""
_EDGE = 6
"""Logical pixels at a bar's end by which that end alone is dragged."""
_CLICK = 4
"""Logical pixels that a press may move and still be a click."""


class Schedule(QAbstractScrollArea):
    """Arrows choose a bar, Enter opens it; Page Up and Page Down turn the days, Home is today."""

    chosen = Signal(object)
    """The id of the promotion whose bar was chosen."""
    opened = Signal(object)
    """The id of the one that was asked for by Enter or a double click."""
    times_wanted = Signal(object, object)
    """An id and the ``Times`` that it is to have."""
    turned = Signal()
    """Other days are in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Promotions | None = None
        self._shown = PromotionCalendar(0, MONTH, (), ())
        self._ahead = 0
        self._days = MONTH
        self._key: tuple[int, int] | None = None
        self._moves = Moves()
        self.setObjectName("promotions.schedule")
        self.setAccessibleName(tr("Calendar of promotions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self._repaint)

    # What is shown

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last local day in sight."""
        return self._shown.first, self._shown.first + self._shown.days - 1

    @property
    def zoom(self) -> int:
        """How many days are in sight."""
        return self._days

    def show_promotions(self, found: Promotions) -> None:
        """Show these; a bar that was moved stays so until it is kept there, or put back."""
        self._found = found
        self._moves.settle(found)
        self._look()

    def set_zoom(self, days: int) -> None:
        """Show so many days, today still among them if it was."""
        self._ahead = self._ahead * days // self._days
        self._days = days
        self._look()

    def turn(self, days: int) -> None:
        """Show earlier or later days."""
        self._ahead += days
        self._look()

    def show_today(self) -> None:
        """Show the days around today."""
        self._ahead = 0
        self._look()

    def choose(self, promotion: int) -> None:
        """Mark a promotion's bar, the same one if it is chosen already."""
        if self._key is None or self._key[1] != promotion:
            mine = (each.key for each in self.bars() if each.promotion.id == promotion)
            self._key = next(mine, (0, promotion))
            self._say()
            self.viewport().update()

    def put_back(self, promotion: int) -> None:
        """A bar goes back to where the promotion is kept."""
        self._moves.put_back(promotion)
        self.viewport().update()

    def bars(self) -> list[Placed]:
        """The bars in sight, row by row and in the order of time."""
        if self._found is None:
            return []
        grid, found = self._grid(), []
        for place, (row, box) in enumerate(grid.rows()):
            for bar in row.bars:
                times = self._moves.times(bar.promotion)
                frame = grid.frame(times, box.top() + bar.lane * LANE)
                if frame.width() > 0:
                    found.append(Placed(place, row, bar, frame))
        return found

    def text_of(self, placed: Placed) -> str:
        """All that a bar stands for, line by line."""
        assert self._found is not None
        shop, row = self._found.shop, placed.promotion
        offer = offer_text(row, shop.currency)
        lines = [
            row.name,
            f"{offer} · {about_text(row)}",
            tr("{start} to {end}", start=start_text(row, shop), end=end_text(row, shop)),
            standing_text(row, shop),
        ]
        if placed.bar.meets:
            lines.append(tr("Others are planned here for some of that time."))
        lines += [
            tr("Live {start} to {end}", start=moment(start, shop), end=clock(end, shop))
            for start, end in placed.row.lives
            if row.starts_at < end and (not row.over_at or start < row.over_at)
        ][:_MOST_LIVES]
        return "\n".join(lines)

    def sizeHint(self) -> QSize:
        return QSize(600, HEAD + min(max(self._shown.lanes, 2), _MOST_LANES) * LANE + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEAD + 2 * LANE + 4)

    def _look(self) -> None:
        if self._found is None:
            return
        shop = self._found.shop
        today = int(shop.book.calendar.local_day(shop.now))
        self._shown = calendar(self._found, today - self._days // 6 + self._ahead, self._days)
        self._fit()
        self.updateGeometry()
        self._say()
        self.viewport().update()
        self.turned.emit()

    def _fit(self) -> None:
        room = self.viewport().height() - HEAD
        bar = self.verticalScrollBar()
        bar.setRange(0, max(self._shown.lanes * LANE - room, 0))
        bar.setPageStep(room)
        bar.setSingleStep(LANE)

    def _grid(self) -> Grid:
        whole = self.viewport().width()
        labels = _LABELS if whole >= _SLIM else _SLIM_LABELS
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = HEAD - self.verticalScrollBar().value()
        return Grid(
            self._shown, self._clock(), 0 if mirrored else labels, max(whole - labels, 1), top
        )

    def _clock(self) -> ShopCalendar:
        assert self._found is not None
        return self._found.shop.book.calendar

    def _say(self) -> None:
        found = self._current()
        self.setAccessibleDescription(self.text_of(found) if found else "")

    def _current(self) -> Placed | None:
        return next((each for each in self.bars() if each.key == self._key), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._found is not None:
            scene = Scene(
                shop=self._found.shop,
                grid=self._grid(),
                bars=self.bars(),
                chosen=self._key,
                size=QSizeF(self.viewport().size()),
                focused=self.hasFocus(),
            )
            SchedulePainter(self.viewport(), scene).paint()

    # Mouse

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            placed = self._under(QPointF(event.pos()))
            words = plain_tooltip(self.text_of(placed)) if placed else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        placed = self._under(event.position())
        if event.button() != Qt.MouseButton.LeftButton or placed is None:
            return
        self._choose(placed)
        part = self._part(placed, event.position().x())
        if part is not None:
            self._moves.take(placed.promotion, part, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._moves.drag
        if drag is None:
            self._show_cursor(event.position())
            return
        moved = event.position().x() - drag.from_x
        if not drag.begun and abs(moved) < _CLICK:
            return
        step = HOUR if self._days <= WEEK else DAY
        self._moves.pull(self._grid().seconds(moved, step), self._clock())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        wanted = self._moves.let_go()
        self.viewport().update()
        if wanted is not None:
            self.times_wanted.emit(*wanted)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        placed = self._under(event.position())
        if placed is not None:
            self.opened.emit(placed.promotion.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Rows up and down where not all are in sight; else, or with Shift, earlier and later."""
        turns, sideways = event.angleDelta().y(), event.angleDelta().x()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not sideways and not shifted and self.verticalScrollBar().maximum():
            super().wheelEvent(event)
            return
        by = sideways or turns
        if by:
            self.turn(-max(self._days // 7, 1) if by > 0 else max(self._days // 7, 1))
        event.accept()

    def _under(self, at: QPointF) -> Placed | None:
        if at.y() < HEAD:
            return None
        return next((each for each in self.bars() if each.frame.contains(at)), None)

    def _part(self, placed: Placed, x: float) -> Part | None:
        """What of a bar is taken at that place, if it may be moved."""
        frame, row, grid = placed.frame, placed.promotion, self._grid()
        edge = min(_EDGE, frame.width() / 3)
        ends = self._moves.times(row).ends_at
        in_sight = ends and grid.across(ends) <= grid.left + grid.width
        if in_sight and x >= frame.right() - edge and row.group is not Group.ENDED:
            return Part.END
        if row.begun or row.group is Group.ENDED:
            return None
        starts = (
            x <= frame.left() + edge and grid.across(self._moves.times(row).starts_at) >= grid.left
        )
        return Part.START if starts else Part.WHOLE

    def _show_cursor(self, at: QPointF) -> None:
        placed = self._under(at)
        part = self._part(placed, at.x()) if placed is not None else None
        if part is None:
            self.viewport().unsetCursor()
        elif part is Part.WHOLE:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(Qt.Key(event.key()), event.modifiers()):
            event.ignore()

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a key meant something here."""
        found = self._current()
        plain: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._step(-1),
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Up: lambda: self._climb(-1),
            Qt.Key.Key_Down: lambda: self._climb(1),
            Qt.Key.Key_PageUp: lambda: self.turn(-(self._days // 2)),
            Qt.Key.Key_PageDown: lambda: self.turn(self._days // 2),
            Qt.Key.Key_Home: self.show_today,
        }
        if key == Qt.Key.Key_Escape and self._moves.drag is not None:
            self._moves.give_up()
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and found is not None:
            self.opened.emit(found.promotion.id)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and modifiers & _CTRL:
            if found is not None:
                by = -DAY if key == Qt.Key.Key_Left else DAY
                self._move(found, by, end=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key in plain:
            plain[key]()
        else:
            return False
        return True

    def _move(self, placed: Placed, seconds: int, *, end: bool) -> None:
        """Move a bar, or its end alone: always so of what holds."""
        row, before = placed.promotion, self._moves.times(placed.promotion)
        only_end = end or row.begun
        if row.group is Group.ENDED or (only_end and not before.ends_at):
            return
        after = shifted(before, Part.END if only_end else Part.WHOLE, seconds, self._clock())
        if after != before:
            self._moves.want(row.id, after)
            self.viewport().update()
            self.times_wanted.emit(row.id, after)

    def _step(self, by: int) -> None:
        """Choose the next bar, or the one before; without any, turn the days."""
        bars = self.bars()
        if not bars:
            self.turn(by)
            return
        keys = [each.key for each in bars]
        if self._key in keys:
            place = min(max(keys.index(self._key) + by, 0), len(bars) - 1)
        else:
            place = 0 if by > 0 else len(bars) - 1
        self._choose(bars[place])

    def _climb(self, by: int) -> None:
        """Choose the bar of the next row, or of the one before, that is nearest in time."""
        bars, found = self.bars(), self._current()
        if found is None:
            self._step(by)
            return
        beyond = [each for each in bars if (each.place - found.place) * by > 0]
        if beyond:
            row = min(beyond, key=lambda each: abs(each.place - found.place)).place
            middle = found.frame.center().x()
            near = [each for each in beyond if each.place == row]
            self._choose(min(near, key=lambda each: abs(each.frame.center().x() - middle)))

    def _choose(self, placed: Placed) -> None:
        self._key = placed.key
        bar, frame = self.verticalScrollBar(), placed.frame
        if frame.top() < HEAD:
            bar.setValue(bar.value() - int(HEAD - frame.top()) - 4)
        elif frame.bottom() > self.viewport().height():
            bar.setValue(bar.value() + int(frame.bottom() - self.viewport().height()) + 4)
        self._say()
        self.viewport().update()
        self.chosen.emit(placed.promotion.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _repaint(self) -> None:
        self.viewport().update()


_CTRL = Qt.KeyboardModifier.ControlModifier
