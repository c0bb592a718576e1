"""The card of what is chosen in a list: a title, how it stands, what there is to say, its foot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled

CARD_WIDTH = 384
"""Of such a card, in logical pixels."""

DRAWER_BELOW = 1_064
"""Width of the card and its list together under which the card lies over the list."""

_SIDES = 14


class DetailCard(QFrame):
    """Put what there is to say into ``body``, and what can be done beneath it with ``add_foot``.

    As a drawer it also has a close button.
    """

    closed = Signal()

    def __init__(
        self,
        name: str,
        accessible_name: str,
        close: str,
        *,
        spacing: int,
        parent: QWidget | None = None,
    ) -> None:
        """``close`` are the words of the button that closes it; ``spacing`` is the body's."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName(f"card.{name}")
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 12, 0, 12)
        self._outer.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDES, 0, _SIDES, 0)
        head.setSpacing(4)
        row = QHBoxLayout()
        self._title = PlainLabel("", self, size="title", strong=True, elide=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._title, 1)
        self._close = QPushButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setIcon(icon("x", "mute"))
        self._close.setAccessibleName(close)
        self._close.setToolTip(close)
        self._close.setObjectName(f"action.close-{name}")
        self._close.clicked.connect(self.closed)
        self._close.hide()
        row.addWidget(self._close)
        head.addLayout(row)
        self._state = PlainLabel("", self, size="small", strong=True, wrap=True)
        head.addWidget(self._state)
        self._outer.addLayout(head)
        self._area = Scrolled(spacing, sides=_SIDES, parent=self)
        self.body = self._area.body
        self._outer.addWidget(self._area, 1)

    def add_foot(self, foot: QWidget | QHBoxLayout) -> None:
        """Put buttons at the foot."""
        row = QHBoxLayout()
        row.setContentsMargins(_SIDES, 0, _SIDES, 0)
        if isinstance(foot, QWidget):
            row.addWidget(foot, 1)
        else:
            row.addLayout(foot, 1)
        self._outer.addLayout(row)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that stands in the body once it has the room for what it says now.

        Where it is higher than what is in sight, its beginning is.
        """

        def scroll() -> None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._area.ensureWidgetVisible(part, 0, 0)
            self._area.ensureVisible(part.x(), part.y(), 0, 0)

        QTimer.singleShot(0, part, scroll)

    def show_head(self, title: str, state: str, role: Role, tip: str = "") -> None:
        """Say what is shown and how it stands; ``tip`` explains the latter."""
        self._title.setText(title)
        self._state.setText(state)
        self._state.setToolTip(tip)
        restyle(self._state, role=role)

    def be_drawer(self, drawer: bool) -> None:
        """Whether the card lies over the list and can be closed."""
        self._close.setVisible(drawer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
