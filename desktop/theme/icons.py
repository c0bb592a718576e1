"""Lucide's line icons in the colour of a role.

`icon("bell", "mute")` follows the theme by itself: its engine looks the colour up when it paints,
so nobody has to set icons again after a change of theme. It renders from the SVG at the size and
pixel density asked for, so it is crisp everywhere.
"""

from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.theme.roles import Role
from desktop.theme.source import theme

_FADED = 0.45
"""Opacity of a disabled icon."""


@cache
def icon(name: str, role: Role = "text", checked_role: Role | None = None) -> QIcon:
    """An icon by its Lucide name. `checked_role` colours it while its button is checked.

    Cached for good: the engines are Python objects whose overrides must outlive every QIcon that
    shares them.
    """
    engine = _RoleIconEngine(name, role, checked_role or role)
    _ENGINES.append(engine)
    return QIcon(engine)


def icon_pixmap(name: str, role: Role, size: int, density: float = 1.0) -> QPixmap:
    """A square pixmap of `size` logical pixels, for painters that draw many of them."""
    return coloured_pixmap(name, theme().roles.colour(role).name(), size, density)


@lru_cache(maxsize=512)
def coloured_pixmap(name: str, colour: str, size: int, density: float) -> QPixmap:
    """As `icon_pixmap`, in a colour that is data (a product's picture) instead of a role."""
    image = QImage(QSize(round(size * density), round(size * density)), _FORMAT)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(image.rect()))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(density)
    return pixmap


def svg(name: str, colour: str) -> bytes:
    """The icon's SVG with its stroke in `colour`."""
    return _source(name).replace("currentColor", colour).encode()


@cache
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


class _RoleIconEngine(QIconEngine):
    def __init__(self, name: str, role: Role, checked_role: Role) -> None:
        super().__init__()
        self._args: tuple[str, Role, Role] = (name, role, checked_role)
        _source(name)  # an unknown name fails here, where the caller is, not in a paint event

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, density))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """`size` is in logical pixels (tried out with Qt 6.11), `scale` the pixel density."""
        name, role, checked_role = self._args
        colour = theme().roles.colour(checked_role if state == QIcon.State.On else role)
        side = min(size.width(), size.height())
        whole = coloured_pixmap(name, colour.name(), side, scale)
        return _faded(whole) if mode == QIcon.Mode.Disabled else whole

    def clone(self) -> QIconEngine:
        copy = _RoleIconEngine(*self._args)
        _ENGINES.append(copy)
        return copy

    def key(self) -> str:
        return "dukandar"


_ENGINES: list[_RoleIconEngine] = []


def _faded(pixmap: QPixmap) -> QPixmap:
    faded = QPixmap(pixmap.size())
    faded.setDevicePixelRatio(pixmap.devicePixelRatio())
    faded.fill(QColor(0, 0, 0, 0))
    painter = QPainter(faded)
    painter.setOpacity(_FADED)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faded
