"""What to export, and in which form; where to is the system's own dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel

SHOWN = "shown"
"""Key of the choice *only the orders listed*."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose: a kind of ``reports.exports``, and ``csv`` or ``xlsx``."""

    kind: str
    form: str
    only: Sequence[int] = ()
    """Orders by id, where not all of them are wanted."""


class ExportDialog(GrowingDialog):
    """Asks for kind and form."""

    chosen = Signal(object)
    """A ``Wanted``."""

    def __init__(
        self,
        kinds: Sequence[str],
        kind: str,
        listed: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Take the kinds this shop has, the one to begin with, and the orders now listed."""
        super().__init__(parent)
        self.setObjectName("dialog.export")
        self.setWindowTitle(tr("Export"))
        self._listed = listed
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(
            PlainLabel(tr("Export a table"), self, size="title", strong=True, wrap=True)
        )
        pills = [Pill(each, kind_name(each)) for each in kinds]
        if listed:
            only = Pill(SHOWN, tr("Only the %Ln order(s) listed", len(listed)))
            pills.insert(1, only)
        column.addWidget(PlainLabel(tr("What"), self, role="mute", size="small"))
        self.kinds = PillBar("export.kind", tr("What"), pills, self)
        self.kinds.chosen.connect(lambda _key: self._explain())
        column.addWidget(self.kinds)
        self._about = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._about)
        column.addWidget(PlainLabel(tr("Form"), self, role="mute", size="small"))
        forms = [Pill("csv", tr("CSV text")), Pill("xlsx", tr("Excel workbook"))]
        self.forms = PillBar("export.form", tr("Form"), forms, self)
        column.addWidget(self.forms)
        column.addWidget(
            PlainLabel(
                tr("Both open in any spreadsheet program, and nothing in them can run."),
                self,
                role="mute",
                size="small",
                wrap=True,
            )
        )
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(480)
        self.kinds.choose(SHOWN if listed and kind == "orders" else kind)
        self._explain()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self.save_button = QPushButton(tr("Save as…"), self)
        self.save_button.setProperty("kind", "primary")
        self.save_button.setObjectName("action.save-export")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._choose)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def _explain(self) -> None:
        self._about.setText(
            {
                "returns": tr(
                    "One row per SKU that goes back, in the layout of your seller centre; "
                    "nobody is named."
                ),
                "products": tr("Every SKU with price, cost and stock."),
                "products-all": tr(
                    "One row per SKU in the layout of batch edit: change cells in a spreadsheet "
                    "program, then import the file again."
                ),
                "products-sales": tr(
                    "One row per SKU in the layout of batch edit, with price, stock and seller SKU "
                    "alone."
                ),
                "journal": tr("Every amount that moved, with its accounts and its order."),
                "statements": tr("Every daily statement, and when the bank had its money."),
                "analytics": tr(
                    "One row per day of the shop's whole life: sales, discounts, customers, "
                    "traffic and cancelled orders. What is not known is blank."
                ),
            }.get(
                self.kinds.current(),
                tr(
                    "One row per order and SKU, in the layout of your seller centre. Orders still "
                    "to be delivered have the buyer's name, phone and street: keep the file safe."
                ),
            )
        )

    def _choose(self) -> None:
        kind = self.kinds.current()
        only = self._listed if kind == SHOWN else ()
        self.chosen.emit(Wanted("orders" if kind == SHOWN else kind, self.forms.current(), only))
        self.accept()


def kind_name(kind: str) -> str:
    """A kind of table in words."""
    return {
        "orders": tr("All orders"),
        "returns": tr("Returns"),
        "products": tr("Products"),
        "products-all": tr("Products, everything"),
        "products-sales": tr("Prices and stock"),
        "journal": tr("Journal"),
        "statements": tr("Statements"),
        "analytics": tr("Analytics by day"),
    }[kind]
