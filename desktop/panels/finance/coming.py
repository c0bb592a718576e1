"""*When will I have my money?* Every order whose money is not in the bank, with why and when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.tables.money_table import MoneyTable
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.reports.finance.settlement import (
    ON_HOLD,
    PROCESSING,
    MoneySort,
    Settlement,
    Why,
)

_ALL, _HOLD, _PROCESSING = "all", "on-hold", "processing"
_REASONS = {_ALL: tuple(Why), _HOLD: ON_HOLD, _PROCESSING: PROCESSING}


class ComingMoney(QWidget):
    """The second page of the tab."""

    order_wanted = Signal(object)  # an id: Qt's int has 32 bits only
    skip_wanted = Signal()
    """There is nothing yet: let time run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Settlement | None = None
        self._sort, self._down = MoneySort.BANK, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._which = PillBar(
            "finance.which",
            tr("Which money"),
            [
                Pill(_ALL, tr("All"), 0),
                Pill(_HOLD, tr("On hold"), 0),
                Pill(_PROCESSING, tr("Processing"), 0),
            ],
        )
        self._which.chosen.connect(lambda _key: self._list())
        self._sum = PlainLabel("", self, role="mute", size="small", elide=True)
        row.addWidget(self._which)
        row.addWidget(self._sum, 1)
        column.addLayout(row)
        column.addWidget(self._make_list(), 1)

    def _make_list(self) -> TableOrEmpty:
        self.table = MoneyTable(self)
        self.table.sorted_by.connect(self._sort_by)
        self.table.opened.connect(lambda row_id: self.order_wanted.emit(abs(row_id)))
        self._empty = EmptyState("wallet", "", "", tr("Skip ahead"), "skip-ahead", self)
        self._empty.triggered.connect(self.skip_wanted)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    def choose(self, *, processing: bool) -> None:
        """Show what is on hold, or what is processing."""
        self._which.choose(_PROCESSING if processing else _HOLD)
        self._list()

    def show_settlement(self, found: Settlement) -> None:
        """Show the money of these orders."""
        self._found = found
        for key, reasons in _REASONS.items():
            self._which.set_count(key, sum(row.why in reasons for row in found.rows))
        self._list()

    def _sort_by(self, by: MoneySort, down: bool) -> None:
        self._sort, self._down = by, down
        self._list()

    def _list(self) -> None:
        found, key = self._found, self._which.current()
        if found is None:
            return
        rows = found.some(_REASONS[key], self._sort, down=self._down)
        self.table.show_money(rows, found)
        self._pages.show_table(bool(rows))
        amount = money(sum(row.amount for row in rows), found.shop.currency)
        self._sum.setText(tr("{amount} from %Ln order(s)", len(rows), amount=amount))
        if not rows:
            self._word_empty(key)

    def _word_empty(self, key: str) -> None:
        if key == _PROCESSING:
            self._empty.set_text(
                tr("Nothing is on its way to your bank now"),
                tr("Money gets here when a daily statement settles delivered orders."),
            )
        else:
            self._empty.set_text(
                tr("No money is waiting"),
                tr("It begins with a paid order. Let time run, and ship what comes in."),
            )
