"""A plot on paper: in the light theme on plain white, under its title and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop.charts.plots.lettering import line_height, small, write
from desktop.charts.plots.look import Look
from desktop.theme.fonts import TITLE, font

if TYPE_CHECKING:
    from desktop.charts.plots.plot import Plot

DENSITY = 2.0
"""Pixels of a picture for each logical pixel."""

_EDGE, _TITLE = 24, 26


def image(plot: Plot, title: str, period: str) -> QImage:
    """The plot at twice the density of the screen."""
    size = _size(plot, period)
    made = QImage(size * DENSITY, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(DENSITY)
    made.setDotsPerMeterX(round(DENSITY * 96 / 0.0254))
    made.setDotsPerMeterY(round(DENSITY * 96 / 0.0254))
    _paint(QPainter(made), plot, title, period, size)
    return made


def svg(plot: Plot, title: str, period: str) -> bytes:
    """The plot as lines and words that can be scaled and edited."""
    size, made = _size(plot, period), QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # Tiny, the default, clips nothing
    generator.setOutputDevice(made)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(period)
    _paint(QPainter(generator), plot, title, period, size)
    return bytes(made.data().data())


def png(made: QImage) -> bytes:
    """The file's bytes; any thread may ask for them."""
    packed = QBuffer()
    packed.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(packed, QByteArray(b"png")).write(made)
    return bytes(packed.data().data())


def _size(plot: Plot, period: str) -> QSize:
    return QSize(plot.width() + 2 * _EDGE, plot.height() + 2 * _EDGE + _head(period))


def _head(period: str) -> int:
    return _TITLE + (round(line_height()) + 8 if period else 8)


def _paint(painter: QPainter, plot: Plot, title: str, period: str, size: QSize) -> None:
    roles = Look("light").roles
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), roles.colour("surface"))
    side, _ = plot.sides()
    line = QRectF(_EDGE, _EDGE - 4, plot.width(), _TITLE)
    painter.setFont(font(TITLE, QFont.Weight.DemiBold))
    painter.setPen(roles.colour("text"))
    write(painter, line, title, side)
    painter.setFont(small())
    painter.setPen(roles.colour("mute"))
    line.translate(0, _TITLE - 3)
    write(painter, line, period, side)
    with plot.pictured():
        target = QRectF(_EDGE, _EDGE + _head(period), plot.width(), plot.height())
        plot.render(painter, target, plot.rect())
    painter.end()
