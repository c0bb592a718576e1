"""Importing files: choose, see the plan, import, and take it back if it was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Write
from desktop.i18n import tr
from desktop.widgets.busy import Busy
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.error_note import ErrorNote
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import money, number, refusal_text, status_name
from domain.interchange.orders_import import Plan
from domain.kernel.changes import EVERYTHING, Changes
from domain.kernel.refusals import Refusal, RefusedError
from domain.orders.rules import Status
from domain.shop import Shop

_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class _Planned:
    """One file's plan, or why it cannot be read."""

    file: str
    plan: Plan | None
    refusal: Refusal | None


class ImportDialog(QDialog):
    """Walks through an import; nothing is written before the person says so."""

    open_orders = Signal()

    def __init__(
        self, desk: Desk, files: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        """Take the desk and files already chosen (none: the person chooses)."""
        super().__init__(parent)
        self.setObjectName("dialog.import")
        self.setWindowTitle(tr("Import files"))
        self.setAcceptDrops(True)
        self.resize(720, 500)
        self._desk = desk
        self._write: Write | None = None
        self._planned: tuple[_Planned, ...] = ()
        self._numbers: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        self._title = PlainLabel("", self, size="title", strong=True, wrap=True)
        column.addWidget(self._title)
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._hint)
        self._busy = Busy(self)
        self._busy.cancelled.connect(self._cancel)
        column.addWidget(self._busy)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons())
        desk.writing.connect(self._show_progress)
        if files:
            self.read(list(files))
        else:
            self._ask_for_files()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.undo_button = self._button("undo-import", tr("Take it back"), self.undo)
        self.choose_button = self._button("choose-files", tr("Choose files…"), self.choose)
        self.close_button = self._button("close-import", tr("Close"), self.close)
        self.import_button = self._button("import", "", self.do_import)
        self.import_button.setProperty("kind", "primary")
        self.orders_button = self._button("open-orders", tr("Go to orders"), self._go_to_orders)
        self.orders_button.setProperty("kind", "primary")
        row.addWidget(self.undo_button)
        row.addWidget(self.choose_button)
        row.addStretch(1)
        for button in (self.close_button, self.import_button, self.orders_button):
            row.addWidget(button)
        return row

    def _button(self, name: str, text: str, work) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"action.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(work)
        return button

    def _stage(self, title: str, hint: str, inside: QWidget | None, *buttons: QPushButton) -> None:
        """Show a stage: its words, its content, and only these buttons."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._area.setVisible(inside is not None)
        if inside is not None:
            inside.setProperty("kind", "scrolled")
            self._area.setWidget(inside)
        for button in (
            self.undo_button,
            self.choose_button,
            self.close_button,
            self.import_button,
            self.orders_button,
        ):
            button.setVisible(button in buttons)
        if buttons:
            buttons[-1].setDefault(True)
            buttons[-1].setFocus()

    # Choosing

    def _ask_for_files(self) -> None:
        empty = EmptyState(
            "file-input",
            tr("Drop your order files here"),
            tr("In your seller centre: Orders, Export, “All orders”, CSV."),
        )
        self._stage(tr("Import files"), _privacy(), empty, self.close_button, self.choose_button)

    def choose(self) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            tr("Order files"),
            "",
            tr("Exports") + " (*.csv *.xlsx);;" + tr("All files") + " (*)",
        )
        if paths:
            self.read([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._write is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.read(files)

    # Reading

    def read(self, files: list[Path]) -> None:
        """Plan the files, one after another."""

        def job(shop: Shop, write: Write) -> tuple[_Planned, ...]:
            planned = []
            for path in files:
                try:
                    plan = shop.plan_import(path, write.progress)
                    planned.append(_Planned(path.name, plan, None))
                except RefusedError as refused:
                    planned.append(_Planned(path.name, None, refused.refusal))
            return tuple(planned)

        self._stage(tr("Reading"), "", None)
        self._busy.start(tr("Reading %Ln file(s)", len(files)))
        self._write = self._desk.write(
            self, tr("Reading"), job, self._show_plan, refused=self._fail, cancelled=self._stopped
        )

    def _show_plan(self, planned: tuple[_Planned, ...]) -> None:
        self._done_writing()
        self._planned = planned
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for each in planned:
            column.addWidget(self._plan_card(each))
        column.addStretch(1)
        plans = [each.plan for each in planned if each.plan is not None]
        wanted = sum(plan.new + plan.changed for plan in plans)
        if wanted:
            self.import_button.setText(tr("Import %Ln row(s)", wanted))
            title = tr("This is what would be imported")
            self._stage(
                title, _privacy(), inside, self.choose_button, self.close_button, self.import_button
            )
        else:
            title = tr("Nothing new to import") if plans else tr("Nothing can be imported")
            hint = tr("Your shop already has these rows.") if plans else ""
            self._stage(title, hint, inside, self.choose_button, self.close_button)

    def _plan_card(self, planned: _Planned) -> QWidget:
        plan = planned.plan
        if plan is None:
            reason = refusal_text(planned.refusal) if planned.refusal is not None else ""
            return ErrorNote(
                reason,
                tr("everything in your shop as it was"),
                tr("choose the order file as your seller centre exported it."),
            )
        card = Card("plan", plan.file, self)
        fields = Fields(card)
        currency = self._desk.shop.book.currency
        fields.add(tr("Kind"), tr("Orders · {region}", region=self._desk.shop.book.name))
        fields.add(tr("Rows"), number(plan.rows))
        fields.add(tr("New"), number(plan.new), role="good" if plan.new else "text")
        fields.add(tr("Changed"), number(plan.changed))
        fields.add(tr("Already here"), number(plan.same))
        fields.add(tr("Refused"), number(len(plan.refused)), role="bad" if plan.refused else "text")
        fields.add(tr("Orders"), number(plan.totals["orders"]))
        fields.add(
            tr("GMV"),
            money(plan.totals["gmv"], currency),
            strong=True,
            tip=tr("Paid amounts, cancelled and refunded orders included."),
        )
        fields.add(tr("Refunded"), money(plan.totals["refunded"], currency))
        states = [
            f"{status_name(Status[name])} {number(count)}" for name, count in plan.by_status.items()
        ]
        fields.add(tr("By status"), " · ".join(states))
        if plan.unknown_columns:
            fields.add(tr("Columns not understood"), ", ".join(plan.unknown_columns))
        card.body.addWidget(fields)
        for warning in plan.warnings:
            card.body.addWidget(PlainLabel(warning, card, role="warn", size="small", wrap=True))
        if plan.refused:
            card.body.addWidget(self._refused_table(plan))
        return card

    def _refused_table(self, plan: Plan) -> QTableWidget:
        shown = plan.refused[:_MOST_SHOWN]
        table = QTableWidget(len(shown), 4, self)
        table.setObjectName("table.refused")
        table.setAccessibleName(tr("Refused rows"))
        table.setHorizontalHeaderLabels([tr("Row"), tr("Column"), tr("Value"), tr("Why")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for place, row in enumerate(shown):
            cells = (number(row.row), row.column, row.value, refusal_text(row.refusal))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tooltip(text))
                table.setItem(place, column, item)
        table.setMinimumHeight(min(6, len(shown) + 1) * 34)
        return table

    # Importing

    def do_import(self) -> None:
        """Import what was planned."""
        plans = [each.plan for each in self._planned if each.plan is not None]
        stamp = self._desk.shop.book.calendar.text(self._desk.clock())

        def job(shop: Shop, write: Write) -> list[int]:
            found = (shop.import_planned(plan, stamp, write.progress) for plan in plans)
            return [number for number in found if number is not None]

        self._stage(
            tr("Importing"), tr("If you cancel, nothing of the file at hand is kept."), None
        )
        self._busy.start(tr("Writing"))
        self._write = self._desk.write(
            self,
            tr("Importing"),
            job,
            self._imported,
            touched=lambda _numbers: Changes(EVERYTHING),
            refused=self._fail,
            cancelled=self._stopped,
        )

    def _imported(self, numbers: list[int]) -> None:
        self._done_writing()
        self._numbers = numbers
        rows = sum(e.plan.new + e.plan.changed for e in self._planned if e.plan is not None)
        refused = sum(len(e.plan.refused) for e in self._planned if e.plan is not None)
        inside = EmptyState(
            "circle-check",
            tr("%Ln row(s) imported", rows),
            tr("%Ln row(s) refused and left out.", refused) if refused else "",
        )
        self._stage(
            tr("Imported"), "", inside, self.undo_button, self.close_button, self.orders_button
        )

    def undo(self) -> None:
        """Take back what this dialog imported."""
        numbers = list(reversed(self._numbers))

        def job(shop: Shop, _write: Write) -> None:
            for each in numbers:
                shop.undo_import(each)

        self._stage(tr("Taking it back"), "", None)
        self._desk.write(
            self,
            tr("Taking it back"),
            job,
            self._undone,
            touched=lambda _none: Changes(EVERYTHING),
            refused=self._fail,
        )

    def _undone(self, _none: object) -> None:
        self._numbers = []
        inside = EmptyState("undo-2", tr("The import is taken back"), tr("Your shop is as it was."))
        self._stage(tr("Taken back"), "", inside, self.choose_button, self.close_button)

    # Ending

    def _fail(self, refusal: Refusal) -> None:
        self._done_writing()
        note = ErrorNote(refusal_text(refusal), tr("everything in your shop as it was"), "")
        self._stage(tr("That did not work"), "", note, self.choose_button, self.close_button)

    def _stopped(self) -> None:
        self._done_writing()
        note = EmptyState("undo-2", tr("Cancelled"), tr("Nothing of the file at hand was kept."))
        self._stage(tr("Cancelled"), "", note, self.choose_button, self.close_button)

    def _cancel(self) -> None:
        if self._write is not None:
            self._write.cancel()

    def _done_writing(self) -> None:
        self._write = None
        self._busy.finish()

    def _show_progress(self, write: Write | None) -> None:
        if write is not None and write is self._write:
            self._busy.progress(write.done, write.total)

    def _go_to_orders(self) -> None:
        self.open_orders.emit()
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._cancel()
        super().closeEvent(event)


def _privacy() -> str:
    return tr(
        "Names, phones and streets are kept only until an order is delivered; "
        "nothing leaves this computer."
    )
