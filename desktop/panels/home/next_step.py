"""Home's first card: the one thing to do next, with one button that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel
from domain.reports.home import NextStep


class NextStepCard(QFrame):
    """Words for every step, the primary button, and sometimes a second one."""

    taken = Signal(object)
    """The ``NextStep`` whose button was pressed."""
    other_wanted = Signal(object)
    """The ``NextStep`` whose second button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName("card.next-step")
        self.setAccessibleName(tr("Next step"))
        self._step: NextStep | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(IconView("list-checks", "accent", 22))
        words = QVBoxLayout()
        words.setSpacing(1)
        self._title = PlainLabel("", self, size="title", strong=True, wrap=True)
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        row.addLayout(words, 1)
        self.other = QPushButton(self)
        self.other.setObjectName("action.next-step.more")
        self.other.clicked.connect(lambda: self.other_wanted.emit(self._step))
        row.addWidget(self.other)
        self.other.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, Space plays
        self.button = QPushButton(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # and does not buy what comes next
        self.button.setProperty("kind", "primary")
        self.button.setObjectName("action.next-step")
        self.button.clicked.connect(lambda: self.taken.emit(self._step))
        row.addWidget(self.button)

    def show_step(self, step: NextStep, count: int) -> None:
        """Show a step; ``count`` is how many orders or products it is about."""
        self._step = step
        title, hint, button, other = _words(step, count)
        self._title.setText(title)
        self._hint.setText(hint)
        for widget, text in ((self.button, button), (self.other, other)):
            widget.setText(text)
            widget.setVisible(bool(text))


def _words(step: NextStep, count: int) -> tuple[str, str, str, str]:
    """Title, hint, the primary button and the second button."""
    match step:
        case NextStep.WAIT_FOR_ORDERS:
            return (
                tr("Your shop is open"),
                tr("Buyers come as time passes. Let it run until the first order is there."),
                tr("Go to the first order"),
                "",
            )
        case NextStep.SHIP_OVERDUE:
            return (
                tr("Ship %Ln overdue order(s) first", count),
                tr("Late dispatches limit how many orders you may take in a day."),
                tr("Buy %Ln label(s)", count),
                tr("Look first"),
            )
        case NextStep.SHIP:
            return (
                tr("Ship %Ln order(s)", count),
                tr("A label is bought from the order's money. Only the carrier's scan counts."),
                tr("Buy %Ln label(s)", count),
                tr("Look first"),
            )
        case NextStep.RESTOCK:
            return (
                tr("Restock %Ln product(s)", count),
                tr("They sell out within a week, and nothing is on its way."),
                tr("Go to products"),
                "",
            )
        case NextStep.PLAY_ON:
            return (
                tr("Everything is done for now"),
                tr("Let time run until something needs you."),
                tr("Go to the next thing"),
                "",
            )
        case NextStep.IMPORT:
            return (
                tr("Import your order file"),
                tr("Export “All orders” in your seller centre and choose the CSV file here."),
                tr("Import…"),
                "",
            )
        case NextStep.LOOK_AT_ORDERS:
            return (
                tr("Your orders are here"),
                tr("Names, phones and streets are kept only until an order is delivered."),
                tr("Go to orders"),
                tr("Import…"),
            )
        case NextStep.LIST_PRODUCTS:
            return (
                tr("This shop has nothing to sell"),
                tr("Products can't be added yet: start the practice “First 30 days” instead."),
                "",
                "",
            )
