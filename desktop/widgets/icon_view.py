"""An icon by itself, as decoration beside words."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.icons import icon_pixmap
from desktop.theme.roles import Role
from desktop.theme.source import theme


class IconView(QWidget):
    """Paints one icon at a fixed size; says nothing to screen readers."""

    def __init__(
        self, name: str, role: Role = "text", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role: Role = role
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def set_icon(self, name: str, role: Role) -> None:
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(0, 0, icon_pixmap(self._name, self._role, self._size, density))

    def _repaint(self) -> None:
        self.update()
