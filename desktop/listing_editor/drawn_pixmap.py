"""Drawn pictures of practice products as pixmaps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.widgets.product_picture import paint_product
from domain.catalogue.drawn import drawing


def drawn_pixmap(picture: str, side: int, density: float) -> QPixmap | None:
    """A square pixmap of so many logical pixels; None for what is no drawn picture's id."""
    found = drawing(picture)
    if found is None:
        return None
    pixmap = QPixmap(QSize(round(side * density), round(side * density)))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_product(painter, QRectF(0, 0, side, side), *found)
    painter.end()
    return pixmap
