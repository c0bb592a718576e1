"""A passing message with at most one action, such as Undo."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel

SECONDS = 8.0
"""How long a message stays: time to read two lines and to decide on Undo."""

_ICONS: dict[str, str] = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}
_WIDEST = 520
_GAP = 16


@dataclass(frozen=True, slots=True)
class Offer:
    """A message with a button, of which `name` is the objectName's end, and what it does."""

    text: str
    button: str
    name: str
    action: Callable[[], object]


class Toast(QFrame):
    """Floats over the foot of its parent, in the middle, and leaves by itself.

    It waits while the mouse or the keyboard is on it. Escape or the cross send it away. A new
    message replaces the old one.
    """

    action_chosen = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setProperty("kind", "toast")
        self._action: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(10)
        self._icon = IconView("info", "info", 18, self)
        self._label = PlainLabel("", self, wrap=True)
        self.action = QPushButton(self)
        self.action.setProperty("kind", "quiet")
        self.action.setProperty("role", "accent")
        self.action.clicked.connect(self._act)
        self._close = QToolButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setIcon(icon("x", "mute"))
        self._close.setAccessibleName(tr("Dismiss"))
        self._close.setToolTip(tr("Dismiss"))
        self._close.setObjectName("action.dismiss")
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.clicked.connect(self.dismiss)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.action)
        layout.addWidget(self._close)
        for button in (self.action, self._close):
            button.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def show_message(
        self,
        text: str,
        role: Role = "info",
        action_text: str = "",
        action: Callable[[], object] | None = None,
        action_name: str = "undo",
        seconds: float = SECONDS,
    ) -> None:
        """Shows a message; `action` is called when its button is pressed."""
        self._action = action
        self._icon.set_icon(_ICONS.get(role, "info"), role)
        self._label.setText(text)
        self.action.setText(action_text.replace("&", "&&"))
        self.action.setAccessibleName(action_text)
        self.action.setObjectName(f"action.{action_name}")
        self.action.setVisible(bool(action_text))
        self.setAccessibleName(text)
        restyle(self, role=role)
        self._timer.setInterval(round(seconds * 1000))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def show_offer(self, offer: Offer) -> None:
        """Shows good news with what one may want to do next."""
        self.show_message(offer.text, "good", offer.button, offer.action, offer.name)

    def focus_action(self) -> None:
        """Brings the keyboard to the action, for a shortcut of the window."""
        target = self.action if self.action.isVisible() else self._close
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def text(self) -> str:
        return self._label.text()

    def dismiss(self) -> None:
        self._timer.stop()
        self._action = None
        if self.isVisible():
            self.hide()
            self.dismissed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.parent():
            if kind == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif kind == QEvent.Type.FocusIn:
            self._timer.stop()
        elif kind == QEvent.Type.FocusOut:
            self._wait()
        return super().eventFilter(watched, event)

    def enterEvent(self, event) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._wait()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _wait(self) -> None:
        if self.isVisible() and not self.underMouse():
            self._timer.start()

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()
        self.action_chosen.emit()

    def _place(self) -> None:
        host = self.parentWidget()
        layout = self.layout()
        layout.activate()
        # One line where it fits; QLabel's own hint for wrapping text is far narrower.
        line = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        others = self.sizeHint().width() - self._label.sizeHint().width()
        width = max(min(others + line, _WIDEST, host.width() - 2 * _GAP), 0)
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        self.resize(width, height)
        self.move(QPoint((host.width() - width) // 2, host.height() - height - _GAP))
