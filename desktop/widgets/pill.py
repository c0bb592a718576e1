"""Chips of which one is chosen: the status tabs of a table, the measures of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from desktop.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Pill:
    """One choice: its key, its words, and how many rows are behind it (None: no count)."""

    key: str
    text: str
    count: int | None = None


class PillBar(QWidget):
    """Pills of which exactly one is chosen; they wrap where the bar is narrow.

    For the keyboard the bar is one stop, as a tab bar is: arrows choose the next pill, Home and
    End the first and the last.
    """

    chosen = Signal(str)
    """Key of the pill the user chose; not sent by `choose`."""

    def __init__(
        self,
        name: str,
        accessible_name: str,
        pills: Sequence[Pill] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _PillButton] = {}
        self.set_pills(pills)

    def set_pills(self, pills: Sequence[Pill]) -> None:
        """Replaces the pills; the chosen one stays chosen where it is still there."""
        current = self.current()
        if [pill.key for pill in pills] == list(self._buttons):
            for pill in pills:
                self._buttons[pill.key].show_pill(pill)
            return
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for pill in pills:
            button = _PillButton(pill, self)
            button.setObjectName(f"{self.objectName()}.{pill.key}")
            button.picked.connect(self._picked)
            self._group.addButton(button)
            self._flow.addWidget(button)
            self._buttons[pill.key] = button
        if self._buttons:
            self.choose(current if current in self._buttons else next(iter(self._buttons)))

    def set_count(self, key: str, count: int | None) -> None:
        button = self._buttons[key]
        button.show_pill(Pill(key, button.pill.text, count))

    def keys(self) -> tuple[str, ...]:
        """The keys of the pills, in order."""
        return tuple(self._buttons)

    def current(self) -> str:
        """Key of the chosen pill, "" where there is none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)
        for each, button in self._buttons.items():
            focusable = Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(focusable)

    def step(self, key: str, by: int) -> None:
        """Chooses the pill `by` places after `key`, going round, and gives it the focus."""
        keys = list(self._buttons)
        self._move(keys[(keys.index(key) + by) % len(keys)])

    def jump(self, last: bool) -> None:
        """Chooses the first or the last pill."""
        self._move(list(self._buttons)[-1 if last else 0])

    def _move(self, key: str) -> None:
        self._picked(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _picked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)


class _PillButton(QPushButton):
    picked = Signal(str)

    def __init__(self, pill: Pill, bar: PillBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setProperty("kind", "pill")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.show_pill(pill)
        self.clicked.connect(self._clicked)

    def show_pill(self, pill: Pill) -> None:
        self.pill = pill
        shown = pill.text
        if pill.count is not None:
            shown = f"{pill.text} {QLocale().toString(pill.count)}"
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(shown)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = 1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -1
        steps = {
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._bar.step(self.pill.key, steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._bar.jump(last=key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        self.picked.emit(self.pill.key)
