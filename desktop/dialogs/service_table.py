"""What each service takes for a label: the cheapest that keeps the promise is marked."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.i18n import left_to_right, tr
from desktop.printing.common import weight_text
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.theme.stylesheet import ROW
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import date_text, money
from domain.reports.quotes import QuoteRow, Quotes
from domain.reports.shop import ShopRow
from domain.shipping.rates import Unavailable

SERVICE, PRICE, DAYS, ARRIVES, PROMISE, BILLED = range(6)


class ServiceTable(QTableWidget):
    """One row is chosen, with the mouse or the arrow keys; Enter takes it."""

    chosen = Signal()
    """Another row is chosen."""
    taken = Signal()
    """The chosen row was double-clicked, or Enter pressed on it."""

    def __init__(self, rows_seen: int = 8, parent: QWidget | None = None) -> None:
        """``rows_seen`` are seen without scrolling, whatever the room."""
        super().__init__(0, 6, parent)
        self._rows_seen = rows_seen
        self.setObjectName("table.services")
        self.setAccessibleName(tr("Services"))
        self._rows: tuple[QuoteRow, ...] = ()
        heads = (
            tr("Service"),
            tr("Price"),
            tr("Days"),
            tr("Arrives by"),
            tr("Promise"),
            tr("Billed as"),
        )
        self.setHorizontalHeaderLabels([head.upper() for head in heads])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        for column in range(6):
            head = self.horizontalHeaderItem(column)
            head.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeaderItem(DAYS).setToolTip(plain_tooltip(tr("Business days")))
        self.setItemDelegate(_WholeRows(self))
        self.itemSelectionChanged.connect(self.chosen)
        self.itemDoubleClicked.connect(lambda _item: self.taken.emit())

    def show_quotes(self, quotes: Quotes, shop: ShopRow) -> None:
        """Show what there is to choose from; what was chosen stays chosen where it can."""
        before, single = self.service(), quotes.parcels == 1
        first = () if single and quotes.services else (quotes.cheapest,)
        self._rows = (*first, *quotes.services)
        best = quotes.chosen if single else ""
        self.blockSignals(True)
        self.setRowCount(len(self._rows))
        for place, row in enumerate(self._rows):
            self._fill(place, row, quotes, shop, best=row.service == best)
        self.setColumnHidden(BILLED, not single)
        self.setColumnHidden(DAYS, not quotes.services)
        self.setColumnHidden(ARRIVES, not quotes.services)
        self.resizeColumnsToContents()
        self.horizontalHeader().setSectionResizeMode(PROMISE, QHeaderView.ResizeMode.Stretch)
        self._choose(before if before is not None else best, best)
        self.blockSignals(False)
        self.setMinimumHeight((min(self._rows_seen, len(self._rows)) + 1) * ROW + 24)
        self.chosen.emit()

    def quote(self) -> QuoteRow | None:
        """The row that is chosen; None where nothing can be."""
        place = self.currentRow()
        known = 0 <= place < len(self._rows) and bool(self.selectedItems())
        return self._rows[place] if known else None

    def service(self) -> str | None:
        """The code of the chosen row's service, as ``BuyLabels`` takes it."""
        quote = self.quote()
        return quote.service if quote is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.quote() is not None:
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, wanted: str, best: str) -> None:
        """Choose a service that takes something: the wanted one, the best, or the first."""
        codes = [row.service for row in self._rows if row.taken]
        self.clearSelection()
        for each in (wanted, best, *codes[:1]):
            if each in codes:
                # selectRow finds no column at the view's edge in right-to-left layouts.
                index = self.model().index([row.service for row in self._rows].index(each), 0)
                flag = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
                return

    def _fill(
        self, place: int, row: QuoteRow, quotes: Quotes, shop: ShopRow, *, best: bool
    ) -> None:
        promise, role = _promise(row, quotes, best=best)
        cells = (
            _name(row, quotes),
            money(row.price, shop.currency) if row.taken else "–",
            _days(row) if row.taken else "",
            _date(row, shop) if row.taken else "",
            promise,
            _billed(row, shop),
        )
        colours = theme().roles
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tooltip(text))
            item.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
            if not row.taken:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(QColor(colours.colour("mute")))
            elif column == PROMISE:
                item.setForeground(QColor(colours.colour(role)))
            self.setItem(place, column, item)


class _WholeRows(QStyledItemDelegate):
    """Rows are chosen as a whole, so no cell shows the keyboard's frame."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def _side(column: int) -> Qt.AlignmentFlag:
    right = column in (PRICE, BILLED)
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def _name(row: QuoteRow, quotes: Quotes) -> str:
    if row.service:
        return row.name
    if not quotes.services:
        return tr("Platform label by {carrier}", carrier=row.carrier)
    return tr("The cheapest in time for each")


def _days(row: QuoteRow) -> str:
    if not row.days_high:
        return ""
    if row.days_low == row.days_high:
        return left_to_right(str(row.days_high))
    return left_to_right(tr("{low} to {high}", low=row.days_low, high=row.days_high))


def _date(row: QuoteRow, shop: ShopRow) -> str:
    if not row.arrives_by:
        return ""
    return date_text(int(shop.book.calendar.local_day(row.arrives_by)), "ddd d MMM")


def _promise(row: QuoteRow, quotes: Quotes, *, best: bool) -> tuple[str, Role]:
    """Whether the promise is kept, in words, and their colour."""
    if quotes.parcels > 1:
        if row.untaken:
            return tr("%Ln not taken", row.untaken), "warn"
        return (tr("%Ln late", row.late), "bad") if row.late else (tr("all in time"), "good")
    if not row.taken:
        heavy = row.unavailable is Unavailable.TOO_HEAVY
        return (tr("too heavy") if heavy else tr("too large")), "mute"
    if row.late:
        return (tr("late, but the cheapest") if best else tr("late")), "bad"
    return (tr("in time, the cheapest") if best else tr("in time")), "good"


def _billed(row: QuoteRow, shop: ShopRow) -> str:
    if not row.billable or not row.taken:
        return ""
    weight = left_to_right(weight_text(row.billable, shop))
    return tr("{weight} by size", weight=weight) if row.dimensional else weight
