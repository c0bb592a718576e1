"""Tracking numbers for orders that the seller posts: one field each, checked while typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.tracking_field import TrackingField
from desktop.i18n import left_to_right, tr
from desktop.widgets.plain_label import PlainLabel
from domain.rulebook import Carrier

Entry = tuple[int, str, str]
"""An order, its number as typed, and the code of its carrier or nothing."""


class EnterTrackingDialog(QDialog):
    """Asks for the numbers; stays open until they are taken."""

    entered = Signal(object)
    """A tuple of ``Entry``."""

    def __init__(
        self,
        orders: Sequence[tuple[int, str]],
        carriers: Mapping[str, Carrier],
        parent: QWidget | None = None,
    ) -> None:
        """Take (order, product) pairs and the carriers whose numbers are known."""
        super().__init__(parent)
        self.setObjectName("dialog.enter-tracking")
        self.setWindowTitle(tr("Enter tracking"))
        self._orders = tuple(order for order, _ in orders)
        self._carriers = carriers
        self._fields: list[TrackingField] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(
            PlainLabel(
                tr("Enter the number the carrier gave you"),
                self,
                size="title",
                strong=True,
                wrap=True,
            )
        )
        known = tr(
            "Carriers known here: {carriers}", carriers=", ".join(c.name for c in carriers.values())
        )
        column.addWidget(PlainLabel(known, self, role="mute", size="small", wrap=True))
        column.addWidget(self._rows(orders), 1)
        self._problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addLayout(self._buttons())
        self.setMinimumWidth(720)
        self._check()

    def _rows(self, orders: Sequence[tuple[int, str]]) -> QWidget:
        inside = QWidget(self)
        inside.setProperty("kind", "scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (order, product) in enumerate(orders):
            name = QVBoxLayout()
            name.setSpacing(0)
            name.addWidget(PlainLabel(left_to_right(str(order)), inside, strong=True))
            name.addWidget(PlainLabel(product, inside, role="mute", size="small", elide=True))
            words = tr("Tracking number of order {order}", order=order)
            field = TrackingField(str(order), words, self._carriers, inside)
            field.changed.connect(self._check)
            grid.addLayout(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
            self._fields.append(field)
        grid.setRowStretch(len(orders), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(min(76 * len(orders) + 8, 320))
        return area

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Close"), self)
        cancel.clicked.connect(self.reject)
        self._ship = QPushButton(self)
        self._ship.setProperty("kind", "primary")
        self._ship.setObjectName("action.ship-orders.confirm")
        self._ship.setDefault(True)
        self._ship.clicked.connect(self._enter)
        row.addWidget(cancel)
        row.addWidget(self._ship)
        return row

    def _check(self) -> None:
        good = sum(field.is_good() for field in self._fields)
        self._ship.setText(tr("Ship %Ln order(s)", good))
        self._ship.setEnabled(good > 0)
        self._problem.hide()

    def _enter(self) -> None:
        entries: list[Entry] = [
            (order, field.text(), field.carrier_code())
            for order, field in zip(self._orders, self._fields, strict=True)
            if field.is_good()
        ]
        self.entered.emit(tuple(entries))

    def problem(self) -> str:
        """Why the numbers were not taken; empty when nothing was refused."""
        return self._problem.text() if self._problem.isVisible() else ""

    def show_refusals(self, sentences: Sequence[str]) -> None:
        """Say why the numbers were not taken."""
        self._problem.setText("\n".join(sentences))
        self._problem.show()
        self._problem.setAlignment(Qt.AlignmentFlag.AlignLeading)
