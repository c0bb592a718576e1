"""Cards: a framed part of a panel, and the ones that are one big button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel

INSIDE = 15
"""Padding: 16 px with the one-pixel line."""


class Card(QFrame):
    """A framed part of a panel, with a title row where it has a title.

    Put content into `body`, and what belongs beside the title with `add_to_title`.
    """

    def __init__(self, name: str, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"card.{name}")
        self.setProperty("kind", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(INSIDE, 12, INSIDE, 12)
        outer.setSpacing(8)
        self._title = PlainLabel(title, self, size="title", elide=True)
        self._title_row = QHBoxLayout()
        self._title_row.setSpacing(6)
        self._title_row.addWidget(self._title, 1)
        outer.addLayout(self._title_row)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add_to_title(self, widget: QWidget) -> None:
        """Puts a widget at the end of the title row."""
        self._title_row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class CardButton(QAbstractButton):
    """A card that is pressed as a whole: by mouse, Space or Enter.

    A QAbstractButton, so that screen readers announce a button and `clicked` works as anywhere.
    Children must not take the mouse; `freeze` sees to it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"card.{name}")
        self.setProperty("kind", "card-button")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def freeze(self) -> None:
        """Lets clicks on the labels inside reach the card."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)


class TaskCard(CardButton):
    """What waits for the seller: icon, name, a big figure. Pressing it opens the rows behind it.

    The role colours icon and figure and falls back to the plain text colour while the figure is
    "0": nothing waits, nothing calls.
    """

    def __init__(
        self,
        name: str,
        icon_name: str,
        text: str,
        role: Role = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._role: Role = role
        self._icon_name = icon_name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSIDE, 9, INSIDE, 9)
        layout.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(4)
        self._icon = IconView(icon_name, "mute", 16, self)
        self._name = PlainLabel(text, self, role="mute", size="small", elide=True)
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)
        layout.addLayout(row)
        self._figure = PlainLabel("", self, size="figure", elide=True)
        layout.addWidget(self._figure)
        self.freeze()
        self.set_figure("0")

    def set_figure(self, figure: str) -> None:
        self._figure.setText(figure)
        role: Role = "text" if figure == "0" else self._role
        restyle(self._figure, role=role)
        self._icon.set_icon(self._icon_name, "mute" if role == "text" else role)
        self.setText(f"{self._name.text()}: {figure}")
        self.setAccessibleName(self.text())

    def figure(self) -> str:
        return self._figure.text()
