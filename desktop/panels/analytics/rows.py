"""Rows behind a figure that no panel lists: words and measured values, to read, copy and save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.chart_card import Save
from desktop.charts.plots.data import as_text, save_table
from desktop.charts.plots.series import Cell, PlotTable
from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.panels.analytics.words import short_name, unit_measure, unit_text
from desktop.save_place import SavePlace
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.theme.stylesheet import ROW
from desktop.widgets.plain_label import PlainLabel
from domain.analytics.metrics import DEFINITIONS, Metric, Unit
from domain.reports.shop import ShopRow

_MEASURED = 300
"""Rows whose words say how wide a column is."""
_HEADING = 37


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: of words, or of values of a unit."""

    name: str
    unit: Unit | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row of words and values, in the order of the headings; None is what nobody knows."""

    id: int
    cells: tuple[Cell, ...]
    role: Role = "text"


def metric_heading(metric: Metric, name: str = "") -> Heading:
    """The column of a metric, under a name of its own where one is given."""
    meaning = f"{metric_name(metric)}: {metric_meaning(metric)}"
    return Heading(name or short_name(metric), DEFINITIONS[metric].unit, meaning)


class PlainModel(RowModel):
    """Rows under headings."""

    def __init__(self, headings: Sequence[Heading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)
        self.right = tuple(
            place for place, each in enumerate(self.headings) if each.unit is not None
        )

    def columns(self) -> tuple[Column, ...]:
        words = [place for place, each in enumerate(self.headings) if each.unit is None]
        return tuple(
            Column(f"column-{place}", each.name, fixed=True, stretches=place == words[-1])
            for place, each in enumerate(self.headings)
        )

    def meaning(self, column: int) -> str:
        return self.headings[column].meaning

    def text(self, row: PlainRow, column: int, shop: ShopRow) -> str:
        cell, unit = row.cells[column], self.headings[column].unit
        if cell is None:
            return "–"
        if isinstance(cell, str) or unit is None:
            return str(cell)
        return unit_text(unit, cell, shop)

    def colour(self, row: PlainRow, column: int) -> Role:
        return "mute" if row.cells[column] is None else row.role

    def table(self, rows: Sequence[PlainRow]) -> PlotTable:
        """The rows as figures, in the units of the headings."""
        assert self.shop is not None
        measures = [
            None if each.unit is None else unit_measure(each.unit, self.shop)
            for each in self.headings
        ]
        heads = (
            each.name if measure is None else measure.head(each.name)
            for each, measure in zip(self.headings, measures, strict=True)
        )
        return PlotTable(
            tuple(heads),
            tuple(
                tuple(
                    cell if isinstance(cell, str) or measure is None else measure.cell(cell)
                    for cell, measure in zip(row.cells, measures, strict=True)
                )
                for row in rows
            ),
        )


class PlainTable(RowTable):
    """The last column of words takes the room that is left."""

    def __init__(
        self, name: str, accessible_name: str, headings: Sequence[Heading], parent: QWidget
    ) -> None:
        self.plain = PlainModel(headings)
        self._all: tuple[PlainRow, ...] = ()
        super().__init__(name, accessible_name, self.plain, dotted=None, parent=parent)
        self._fit_columns()

    def show_plain(self, rows: Sequence[PlainRow], shop: ShopRow) -> None:
        """Show these, in this order."""
        self._all = tuple(rows)
        self.show_rows([row.id for row in rows], rows, shop)

    def show_all(self) -> None:
        """Be as high as all rows; what surrounds the table scrolls."""
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(_HEADING + len(self._all) * ROW + bar + 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What the table cannot scroll, the page does."""
        super().wheelEvent(event)
        bar = self.verticalScrollBar()
        if bar.minimum() == bar.maximum():
            event.ignore()

    def table(self) -> PlotTable:
        """All that is shown, as figures."""
        return self.plain.table(self._all)

    def samples(self) -> dict[str, str]:
        shop = self.plain.shop
        found = {}
        for place, column in enumerate(self.plain.columns()):
            if column.stretches:
                continue
            words = [self.plain.text(row, place, shop) for row in self._all[:_MEASURED] if shop]
            found[column.key] = max(words, key=len, default="")
        return found


class RowsDialog(RoomyDialog):
    """A table with ways to take its rows away."""

    def __init__(
        self,
        title: str,
        headings: Sequence[Heading],
        rows: Sequence[PlainRow],
        shop: ShopRow,
        save: Save,
        parent: QWidget,
    ) -> None:
        """``save`` writes the file away from the window's thread."""
        super().__init__(parent)
        self.setObjectName("dialog.rows")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._title, self._save, self._place = title, save, SavePlace()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, elide=True))
        self.table = PlainTable("rows", title, headings, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.show_plain(rows, shop)
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(
            PlainLabel(tr("%Ln row(s)", len(rows)), self, role="mute", size="small"), 1
        )
        for key, words, act in (
            ("copy-rows", tr("Copy data"), self.copy),
            ("save-rows", tr("Save data…"), self.save),
            ("close-rows", tr("Close"), self.accept),
        ):
            button = QPushButton(words, self)
            button.setObjectName(f"action.{key}")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            buttons.addWidget(button)
        column.addLayout(buttons)

    def copy(self) -> None:
        """Put all rows on the clipboard, as a spreadsheet takes them."""
        QApplication.clipboard().setText(as_text(self.table.table()))

    def save(self) -> None:
        """Ask where to, and write all rows as CSV or XLSX."""
        path = self._place.ask_for_table(self, self._title)
        if path is not None:
            self._save(path, partial(save_table, self.table.table(), path, self._title))
