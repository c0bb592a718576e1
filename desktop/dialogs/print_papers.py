"""What to print of some orders, on which paper, and whether as a PDF or on a printer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.printing.wanted import Kind, Paper, Wanted, kind_name
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel


class PrintDialog(GrowingDialog):
    """Asks for the kind of paper and its size."""

    save_wanted = Signal(object)
    """A ``Wanted``, to be saved as a PDF."""
    print_wanted = Signal(object)
    """A ``Wanted``, for a printer."""

    def __init__(
        self, orders: int, last: Wanted, *, practice: bool, parent: QWidget | None = None
    ) -> None:
        """Take how many orders there are, what was chosen last, and whether labels can be drawn."""
        super().__init__(parent)
        self.setObjectName("dialog.print")
        self.setWindowTitle(tr("Print"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        title = tr("Print for %Ln order(s)", orders)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        kinds = [each for each in Kind if practice or each is not Kind.LABELS]
        self.kinds = self._choice(
            column, "print.kind", tr("What"), [Pill(each.value, kind_name(each)) for each in kinds]
        )
        self._about = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._about)
        if not practice:
            column.addWidget(
                PlainLabel(
                    tr(
                        "The labels of a real shop come from its carrier, with codes of its own: "
                        "print them there."
                    ),
                    self,
                    role="mute",
                    size="small",
                    wrap=True,
                )
            )
        self.papers = self._choice(
            column,
            "print.paper",
            tr("Paper"),
            [Pill(Paper.A4.value, tr("A4")), Pill(Paper.LETTER.value, tr("US Letter"))],
        )
        self._fixed = PlainLabel(tr("4 × 6 inches"), self)
        column.addWidget(self._fixed)
        self.prices = QCheckBox(tr("With prices"), self)
        self.prices.setObjectName("print.prices")
        self.notes = QCheckBox(tr("With your own notes, which the buyer will see"), self)
        self.notes.setObjectName("print.notes")
        column.addWidget(self.prices)
        column.addWidget(self.notes)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(480)
        if last.kind in kinds:
            self.kinds.choose(last.kind.value)
        self.papers.choose(last.paper.value)
        self.prices.setChecked(last.prices)
        self.notes.setChecked(last.notes)
        self.kinds.chosen.connect(lambda _key: self._explain())
        self._explain()

    def wanted(self) -> Wanted:
        """What is chosen now."""
        return Wanted(
            Kind(self.kinds.current()),
            Paper(self.papers.current()),
            prices=self.prices.isChecked(),
            notes=self.notes.isChecked(),
        )

    def _choice(self, column: QVBoxLayout, name: str, words: str, pills: list[Pill]) -> PillBar:
        column.addWidget(PlainLabel(words, self, role="mute", size="small"))
        bar = PillBar(name, words, pills, self)
        column.addWidget(bar)
        return bar

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self.print_button = QPushButton(tr("Print…"), self)
        self.print_button.setObjectName("action.print")
        self.print_button.clicked.connect(lambda: self._choose(self.print_wanted))
        self.save_button = QPushButton(tr("Save as PDF…"), self)
        self.save_button.setProperty("kind", "primary")
        self.save_button.setObjectName("action.save-pdf")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(lambda: self._choose(self.save_wanted))
        for button in (cancel, self.print_button, self.save_button):
            row.addWidget(button)
        return row

    def _explain(self) -> None:
        kind = Kind(self.kinds.current())
        labels, slips = kind is Kind.LABELS, kind is Kind.PACKING_SLIPS
        self._about.setText(
            {
                Kind.LABELS: tr(
                    "One page for each parcel, marked as practice: no carrier takes it."
                ),
                Kind.PACKING_SLIPS: tr(
                    "One for each parcel: what is in it, and the buyer's message."
                ),
                Kind.PICK_LIST: tr("One list of all units to take off the shelves."),
            }[kind]
        )
        self.papers.setVisible(not labels)
        self._fixed.setVisible(labels)
        self.prices.setVisible(slips)
        self.notes.setVisible(slips)

    def _choose(self, signal) -> None:
        self.accept()
        signal.emit(self.wanted())
