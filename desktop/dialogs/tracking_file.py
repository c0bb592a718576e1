"""Entering many tracking numbers from a file: choose it, see the plan, ship."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.theme.source import theme
from desktop.theme.stylesheet import ROW
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import number, refusal_text
from domain.kernel.refusals import Refusal

ROW_NUMBER, ORDER, NUMBER, CARRIER, WHY = range(5)
_MOST_SHOWN = 500
_FILES = "*.csv *.xlsx *.txt"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file; ``wrong`` is None where it can be shipped."""

    row: int
    """Where a spreadsheet program shows it."""
    order: str
    tracking: str
    carrier: str
    wrong: Refusal | None


@dataclass(frozen=True, slots=True)
class TrackingPlan:
    """What shipping by a file would do."""

    file: str
    rows: tuple[PlannedRow, ...]
    """Those that cannot be shipped first."""

    @property
    def good(self) -> int:
        """How many orders would be shipped."""
        return sum(row.wrong is None for row in self.rows)


class TrackingFileDialog(RoomyDialog):
    """Shows what a file would do; nothing is shipped before the person says so."""

    file_chosen = Signal(object)
    """A ``Path`` whose plan is wanted."""
    template_wanted = Signal(object)
    """A ``Path`` to write a file to fill in."""
    ship_wanted = Signal()

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        """Take the folder in which files are looked for first."""
        super().__init__(parent)
        self.setObjectName("dialog.tracking-file")
        self.setWindowTitle(tr("Enter tracking from a file"))
        self.setAcceptDrops(True)
        self._folder = folder
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        self._title = PlainLabel("", self, size="title", strong=True, wrap=True)
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self._begin()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 5, self)
        table.setObjectName("table.tracking-file")
        table.setAccessibleName(tr("Rows of the file"))
        heads = (tr("Row"), tr("Order"), tr("Tracking"), tr("Carrier"), tr("What is wrong"))
        table.setHorizontalHeaderLabels([head.upper() for head in heads])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for column in range(5):
            head = table.horizontalHeaderItem(column)
            head.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        return table

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._choose = self._button("choose-tracking-file", tr("Choose a file…"), self.choose)
        template = self._button("save-tracking-template", tr("Save a template…"), self.ask_template)
        close = self._button("close-tracking-file", tr("Close"), self.reject)
        self._ship = self._button("ship-tracking-file", "", self.ship_wanted)
        self._ship.setProperty("kind", "primary")
        row.addWidget(self._choose)
        row.addWidget(template)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._ship)
        return row

    def _button(self, name: str, text: str, work) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"action.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(work)
        return button

    def _begin(self) -> None:
        self._say(
            tr("Choose a file of tracking numbers, or drop it here"),
            tr(
                "CSV or Excel, with a column for the order's ID and one for its tracking number; "
                "the carrier is told from the number unless the file says it. A template with the "
                "orders that wait can be saved and filled in."
            ),
        )
        self._offer(0)

    # Choosing

    def choose(self) -> None:
        """Ask for the file."""
        found, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a file…"), self._folder, tr("Tables ({forms})", forms=_FILES)
        )
        if found:
            self.read(Path(found))

    def read(self, path: Path) -> None:
        """Ask for the plan of a file."""
        self._folder = str(path.parent)
        self._say(tr("Reading {file}…", file=path.name), "")
        self._offer(0)
        self.file_chosen.emit(path)

    def ask_template(self) -> None:
        """Ask where the file to fill in goes."""
        name = str(Path(self._folder) / f"{tr('Tracking numbers')}.xlsx")
        found, _ = QFileDialog.getSaveFileName(
            self, tr("Save a template…"), name, "Excel (*.xlsx);;CSV (*.csv)"
        )
        if found:
            path = Path(found)
            known = path.suffix.casefold() in (".csv", ".xlsx")
            self.template_wanted.emit(path if known else path.with_name(f"{path.name}.xlsx"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.read(Path(files[0]))

    # Showing

    def show_plan(self, plan: TrackingPlan) -> None:
        """Show what the file would do."""
        bad = len(plan.rows) - plan.good
        title = tr("{file}: %Ln order(s) can be shipped", plan.good, file=plan.file)
        hint = tr("Every row can be used.")
        if bad:
            hint = tr("%Ln row(s) cannot be used and (is|are) left out; nothing is guessed.", bad)
        if len(plan.rows) > _MOST_SHOWN:
            shown, rows = number(_MOST_SHOWN), number(len(plan.rows))
            more = tr("The first {shown} of {refused} are listed.", shown=shown, refused=rows)
            hint = f"{hint} {more}"
        self._say(title, hint)
        self._fill(plan.rows[:_MOST_SHOWN])
        self._offer(plan.good)

    def show_refusal(self, sentence: str) -> None:
        """Say why nothing of the file can be used."""
        self._say(tr("This file cannot be used"), sentence, bad=True)
        self._fill(())
        self._offer(0)

    def _say(self, title: str, hint: str, *, bad: bool = False) -> None:
        self._title.setText(title)
        self._hint.setText(hint)
        restyle(self._hint, role="bad" if bad else "mute")

    def _offer(self, good: int) -> None:
        self._ship.setText(tr("Ship %Ln order(s)", good))
        self._ship.setVisible(good > 0)
        restyle(self._choose, kind="" if good else "primary")
        (self._ship if good else self._choose).setDefault(True)
        (self._ship if good else self._choose).setFocus()

    def _fill(self, rows: Sequence[PlannedRow]) -> None:
        colours = theme().roles
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            why = refusal_text(row.wrong) if row.wrong is not None else ""
            cells = (
                number(row.row),
                left_to_right(row.order),
                left_to_right(row.tracking),
                row.carrier,
                why,
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tooltip(text))
                item.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
                if column == WHY:
                    item.setForeground(QColor(colours.colour("bad")))
                self.table.setItem(place, column, item)
        for column in (ROW_NUMBER, ORDER, NUMBER, CARRIER):
            self.table.resizeColumnToContents(column)


def _side(column: int) -> Qt.AlignmentFlag:
    right = column == ROW_NUMBER
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
