"""One picture of a strip: chosen by mouse or keyboard, dragged to another place."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from desktop.theme.icons import icon_pixmap
from desktop.theme.source import theme

SIDE = 84
"""Of a tile, logical pixels."""

PLACE = "application/x-dukandar-picture-place"
"""The kind of what is dragged: a place in the strip that the drag began in."""

_EDGE = 4
_CORNER = 8.0


class PictureTile(QAbstractButton):
    """Shows a picture; an empty one is the place where the next comes in."""

    moved = Signal(int)
    """By how many places it should go, to the end for more."""
    removed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.place = 0
        self._pixmap: QPixmap | None = None
        self._badge = ""
        self._pressed_at = QPoint()
        theme().changed.connect(self.update)

    def show_picture(self, pixmap: QPixmap | None, badge: str, words: str) -> None:
        """Show a picture with a word on it; ``words`` are for screen readers."""
        self._pixmap, self._badge = pixmap, badge
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = 1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -1
        steps = {Qt.Key.Key_Right: forward, Qt.Key.Key_Left: -forward}
        key = Qt.Key(event.key())
        moving = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if key in steps and moving:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        held = event.buttons() & Qt.MouseButton.LeftButton
        if not held or far < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self.setDown(False)
        self._drag()

    def _drag(self) -> None:
        drag = QDrag(self)
        what = QMimeData()
        what.setData(PLACE, str(self.place).encode())
        drag.setMimeData(what)
        if self._pixmap is not None:
            drag.setPixmap(self._pixmap)
        drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles = theme().roles
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(roles.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(roles.colour("surface"))
        painter.drawRoundedRect(frame, _CORNER, _CORNER)
        inside = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        if self._pixmap is not None:
            size = self._pixmap.deviceIndependentSize().toSize()
            at = inside.center() - QPoint(size.width() // 2, size.height() // 2)
            painter.drawPixmap(at, self._pixmap)
        else:
            density = painter.device().devicePixelRatioF()
            sign = icon_pixmap("camera", "mute", 24, density)
            painter.drawPixmap(inside.center() - QPoint(12, 12), sign)
        if self._badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        roles = theme().roles
        font = painter.font()
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        width = min(painter.fontMetrics().horizontalAdvance(self._badge) + 10, SIDE - 2 * _EDGE)
        box = QRectF(_EDGE, SIDE - _EDGE - 18, width, 18)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(SIDE - _EDGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(roles.colour("accent"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(roles.colour("on_accent"))
        words = painter.fontMetrics().elidedText(
            self._badge, Qt.TextElideMode.ElideRight, int(width) - 6
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
