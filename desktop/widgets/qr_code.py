"""A QR code that a phone reads off the screen."""

from functools import lru_cache

import qrcode
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4
"""Modules of white around the code, which ISO/IEC 18004 asks for."""

DARK, LIGHT = QColor(0, 0, 0), QColor(255, 255, 255)
"""Not roles: many readers refuse a code that is light on dark, so it is the same in any theme."""


class QrCode(QWidget):
    """Paints a code as large as its place allows, every module a whole number of device pixels."""

    def __init__(
        self, text: str = "", side: int = 120, parent: QWidget | None = None, name: str = ""
    ) -> None:
        """`side` is the preferred width and height in logical pixels, quiet zone included."""
        super().__init__(parent)
        self._side = side
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_text(self, text: str, name: str = "") -> None:
        """`name` tells screen readers what the code leads to."""
        self._text = text
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        image = matrix_image(self._text)
        painter = QPainter(self)
        density = painter.device().devicePixelRatioF()
        painter.scale(1 / density, 1 / density)
        width, height = round(self.width() * density), round(self.height() * density)
        module = max(1, min(width, height) // image.width())
        side = module * image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        target = QRect((width - side) // 2, (height - side) // 2, side, side)
        painter.drawImage(target, image)


@lru_cache(maxsize=16)
def matrix_image(text: str) -> QImage:
    """The code at one pixel per module, quiet zone included."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixelColor(x, y, DARK if dark else LIGHT)
    return image
