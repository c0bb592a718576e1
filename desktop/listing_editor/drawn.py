"""Drawn pictures of practice products: their ids say what is drawn."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.widgets.product_picture import paint_product
from domain.catalogue.images.picture import Facts

_DRAWN = re.compile(r"drawn:([a-z0-9-]+):(#[0-9A-Fa-f]{6})")

UNMEASURED = Facts(
    width=1, height=1, white_border=0, strokes=0, sharpness=10_000, difference_hash=0x5A5A
)
"""Stands where nothing is measured: square, on a coloured ground, without words, like no other."""


def drawn_pixmap(picture: str, side: int, density: float) -> QPixmap | None:
    """A square pixmap of logical pixels; None for what is no drawn picture's id."""
    found = _DRAWN.fullmatch(picture)
    if found is None:
        return None
    pixmap = QPixmap(QSize(round(side * density), round(side * density)))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_product(painter, QRectF(0, 0, side, side), found[1], found[2])
    painter.end()
    return pixmap
