"""Cutting a square out of a picture, by mouse or with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.dialogs.asking import AskingDialog
from desktop.i18n import left_to_right, tr
from desktop.theme.source import theme
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number
from domain.catalogue.images.picture import Box

_SHOWN = 360
"""Of the picture's long side, logical pixels."""

_SHADE = QColor(0, 0, 0, 130)
_CORNER = 14
"""Logical pixels around a corner that take hold of it."""


class CropDialog(AskingDialog):
    """Shows the picture with a square on it."""

    cropped = Signal(object)
    """The ``Box``, in pixels of ``sides``."""

    def __init__(self, image: QImage, sides: tuple[int, int], least: int, parent: QWidget) -> None:
        """``image`` shows what has ``sides`` pixels; ``least`` is the square's smallest side."""
        about = tr(
            "Move the square with the mouse or the arrow keys; the corner, or + and −, resize it."
        )
        words = tr("Cut the picture"), tr("Cut a square out of the picture"), about
        super().__init__("crop", "crop", words, 420, parent)
        self.square = Square(image, sides, least, self)
        self.square.changed.connect(self._tell)
        self._size = PlainLabel("", self, role="mute", size="small")
        self.fields.addWidget(self.square, 1, Qt.AlignmentFlag.AlignHCenter)
        self.fields.addWidget(self._size)
        self.confirm.setText(tr("Cut"))
        self.confirm.setEnabled(min(sides) >= least)
        if min(sides) < least:
            self.show_problem(
                tr("It is too small for that: a side needs at least {least} pixels.", least=least)
            )
        self.square.setFocus()
        self._tell()

    def take(self) -> None:
        self.cropped.emit(self.square.box())
        self.accept()

    def _tell(self) -> None:
        side = number(self.square.box().side)
        self._size.setText(left_to_right(tr("{side} × {side} pixels", side=side)))


class Square(QWidget):
    """The picture, dark but for the square."""

    changed = Signal()

    def __init__(self, image: QImage, sides: tuple[int, int], least: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("editor.crop")
        self.setAccessibleName(tr("The square that stays of the picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._width, self._height = sides
        self._scale = _SHOWN / max(sides)
        self._image = image
        self._most = min(sides)
        self._least = min(least, self._most)
        self._side = self._most
        self._left, self._top = (self._width - self._side) // 2, (self._height - self._side) // 2
        self._held: QPointF | None = None
        self._resizing = False

    def box(self) -> Box:
        """The square in pixels of the picture."""
        return Box(self._left, self._top, self._side)

    def place(self, left: int, top: int, side: int) -> None:
        """Put the square as near to there as the picture allows."""
        self._side = max(self._least, min(side, self._most))
        self._left = max(0, min(left, self._width - self._side))
        self._top = max(0, min(top, self._height - self._side))
        self.changed.emit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._width * self._scale), round(self._height * self._scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = max(1, max(self._width, self._height) // 100)
        moves = {
            Qt.Key.Key_Left: (-step, 0, 0),
            Qt.Key.Key_Right: (step, 0, 0),
            Qt.Key.Key_Up: (0, -step, 0),
            Qt.Key.Key_Down: (0, step, 0),
            Qt.Key.Key_Plus: (0, 0, step),
            Qt.Key.Key_Equal: (0, 0, step),
            Qt.Key.Key_Minus: (0, 0, -step),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        self.place(self._left + move[0], self._top + move[1], self._side + move[2])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()
        corner = self._frame().bottomRight()
        self._resizing = (event.position() - corner).manhattanLength() < _CORNER

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        moved = (event.position() - self._held) / self._scale
        across, down = round(moved.x()), round(moved.y())
        if self._resizing:
            self.place(self._left, self._top, self._side + max(across, down))
        else:
            self.place(self._left + across, self._top + down, self._side)
        if across or down:
            self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        frame = self._frame()
        painter.setClipRect(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        for shade in (
            QRectF(whole.left(), whole.top(), whole.width(), frame.top()),
            QRectF(whole.left(), frame.bottom(), whole.width(), whole.bottom() - frame.bottom()),
            QRectF(whole.left(), frame.top(), frame.left(), frame.height()),
            QRectF(frame.right(), frame.top(), whole.right() - frame.right(), frame.height()),
        ):
            painter.fillRect(shade, _SHADE)
        painter.setPen(QPen(theme().roles.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.setBrush(theme().roles.colour("accent"))
        painter.drawRect(QRectF(frame.right() - 9, frame.bottom() - 9, 9, 9))

    def _frame(self) -> QRectF:
        scale = self._scale
        return QRectF(self._left * scale, self._top * scale, self._side * scale, self._side * scale)
