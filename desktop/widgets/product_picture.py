"""Pictures of products: a coloured square with a white icon, or the thumbnail of a stored one."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.icons import coloured_pixmap

_WHITE = "#ffffff"
_ICON_SHARE = 0.56
_CORNER_SHARE = 0.2


def paint_product(painter: QPainter, frame: QRectF, icon_name: str, colour: str) -> None:
    """Paints a picture into `frame`, for widgets and for the delegates of tables.

    The colour belongs to the product, as a photograph would; it is no role and is the same in
    either theme.
    """
    side = min(frame.width(), frame.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(frame.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(square, side * _CORNER_SHARE, side * _CORNER_SHARE)
    size = max(1, round(side * _ICON_SHARE))
    density = painter.device().devicePixelRatioF()
    pixmap = coloured_pixmap(icon_name, _WHITE, size, density)
    painter.drawPixmap(square.center() - QPointF(size / 2, size / 2), pixmap)
    painter.restore()


def paint_thumbnail(painter: QPainter, frame: QRectF, thumbnail: bytes) -> None:
    """Paints a stored picture's thumbnail (a square JPEG) into `frame`, with the same corners."""
    side = min(frame.width(), frame.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(frame.center())
    shape = QPainterPath()
    shape.addRoundedRect(square, side * _CORNER_SHARE, side * _CORNER_SHARE)
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.setClipPath(shape)
    painter.drawImage(square, _decoded(thumbnail))
    painter.restore()


@lru_cache(maxsize=256)
def _decoded(thumbnail: bytes) -> QImage:
    return QImage.fromData(thumbnail)


class ProductPicture(QWidget):
    """One product's picture at a fixed size."""

    def __init__(
        self,
        icon_name: str,
        colour: str,
        size: int = 40,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the product's title, for screen readers."""
        super().__init__(parent)
        self._size = size
        self._thumbnail = b""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_product(icon_name, colour, name)

    def set_product(
        self, icon_name: str, colour: str, name: str = "", thumbnail: bytes = b""
    ) -> None:
        """Show a product; its `thumbnail`, where it has one, takes the drawing's place."""
        self._icon_name, self._colour, self._thumbnail = icon_name, colour, thumbnail
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._thumbnail:
                paint_thumbnail(painter, QRectF(self.rect()), self._thumbnail)
            else:
                paint_product(painter, QRectF(self.rect()), self._icon_name, self._colour)
