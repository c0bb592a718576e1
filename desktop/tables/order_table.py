"""The order list as a table: it holds ids, and reads only the rows on screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.i18n import left_to_right, tr
from desktop.tables.columns import Column, Columns
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.theme.stylesheet import ROW
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import (
    deadline,
    moment,
    money,
    number,
    status_meaning,
    status_name,
    status_role,
)
from domain.reports.orders import OrderRow, Sort
from domain.reports.shop import ShopRow

_PAGE = 100
_MOST_RESELECTED = 2_000
_ROLE = Qt.ItemDataRole

COLUMNS: tuple[Sort | None, ...] = (
    Sort.ID,
    Sort.STATUS,
    None,
    Sort.UNITS,
    Sort.AMOUNT,
    Sort.CREATED,
    Sort.SHIP_BY,
)
"""What each column sorts by: order, status, product, quantity, total, placed, ship by."""

STATUS, PRODUCT, TOTAL, CREATED, SHIP_BY = 1, 2, 4, 5, 6
_RIGHT = (3, 4)


def _columns() -> tuple[Column, ...]:
    """The columns in order; their names are those of their sorts."""
    return (
        Column("id", tr("Order"), fixed=True),
        Column("status", tr("Status")),
        Column("product", tr("Product"), fixed=True, stretches=True),
        Column("units", tr("Qty")),
        Column("amount", tr("Total")),
        Column("created", tr("Placed")),
        Column("ship-by", tr("Ship by")),
    )


class OrderModel(QAbstractTableModel):
    """Ids with a cache of rows; ``wanted`` asks for the rows that a view has missed."""

    wanted = Signal(object)
    """A tuple of ids whose rows are needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ids: tuple[int, ...] = ()
        self._rows: dict[int, OrderRow] = {}
        self._shop: ShopRow | None = None
        self._missing: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    def show_ids(self, ids: Sequence[int], rows: Sequence[OrderRow], shop: ShopRow) -> None:
        """Show these orders; ``rows`` are the first ones, already read."""
        self.beginResetModel()
        self.ids = tuple(ids)
        self._rows = {row.id: row for row in rows}
        self._shop = shop
        self._missing.clear()
        self.endResetModel()

    def take_rows(self, rows: Sequence[OrderRow]) -> None:
        """Fill in rows that were asked for."""
        self._rows.update({row.id: row for row in rows})
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(COLUMNS) - 1))

    def row(self, order_id: int) -> OrderRow | None:
        """The row of an order, when it has been read."""
        return self._rows.get(order_id)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return _columns()[section].heading.upper()
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == _ROLE.ToolTipRole and section == SHIP_BY:
            return tr(
                "The carrier must have scanned the parcel by then; a label alone does not count."
            )
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = _ROLE.DisplayRole
    ) -> Any:
        if self._shop is None or not index.isValid():
            return None
        row = self._rows.get(self.ids[index.row()])
        if row is None:
            if role == _ROLE.DisplayRole:
                self._miss(index.row())
            return None
        column = index.column()
        if role == _ROLE.DisplayRole:
            return self._text(row, column)
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == _ROLE.ToolTipRole:
            if column == STATUS:
                return plain_tooltip(status_meaning(row.status))
            return plain_tooltip(self._text(row, column))
        if role == _ROLE.UserRole:
            return self._colour(row, column)
        return None

    def _text(self, row: OrderRow, column: int) -> str:
        shop = self._shop
        assert shop is not None
        if column == 0:
            return left_to_right(str(row.id))
        if column == STATUS:
            return tr("Overdue") if row.late else status_name(row.status)
        if column == PRODUCT:
            if row.more_lines:
                return tr("{product} and %Ln more", row.more_lines, product=row.product)
            return row.product
        if column == TOTAL:
            return money(row.amount, shop.currency)
        if column == CREATED:
            return moment(row.created_at, shop, "d MMM")
        if column == SHIP_BY:
            return deadline(row.ship_by, shop) if row.ship_by and not row.status.is_final else ""
        return number(row.units)

    def _colour(self, row: OrderRow, column: int) -> Role:
        if column == STATUS:
            return status_role(row.status, row.late)
        if column == SHIP_BY:
            return "bad" if row.late else "text"
        if column == CREATED:
            return "mute"
        return "text"

    def _miss(self, position: int) -> None:
        start = position // _PAGE * _PAGE
        self._missing.update(self.ids[start : start + _PAGE])
        if not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        ids, self._missing = tuple(self._missing - self._rows.keys()), set()
        if ids:
            self.wanted.emit(ids)


class _CellDelegate(QStyledItemDelegate):
    """Cells in their role's colour; a status has a dot and its word."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        roles = theme().roles
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, roles.colour("accent_soft"))
        painter.setPen(roles.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        frame = QRectF(option.rect).adjusted(10, 0, -10, 0)
        role: Role = index.data(_ROLE.UserRole) or "text"
        painter.setPen(roles.colour(role))
        painter.setFont(option.font)
        right = option.direction == Qt.LayoutDirection.RightToLeft
        if index.column() == STATUS and index.data():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.colour(role))
            x = frame.right() - 8 if right else frame.left()
            painter.drawEllipse(QRectF(x, frame.center().y() - 4, 8, 8))
            painter.setPen(roles.colour(role))
            frame.adjust(0 if right else 16, 0, -16 if right else 0, 0)
        text = option.fontMetrics.elidedText(
            index.data() or "", Qt.TextElideMode.ElideRight, int(frame.width())
        )
        alignment = Qt.AlignmentFlag(index.data(_ROLE.TextAlignmentRole) or 0)
        painter.drawText(frame, int(QStyle.visualAlignment(option.direction, alignment)), text)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW)


class OrderTable(QTableView):
    """The view: whole rows, many at a time, sorted by its headings."""

    looked_at = Signal(object)  # ids need 64 bits, Qt's int has 32
    """The order under the cursor changed; 0 for none."""
    opened = Signal(object)
    """An order was asked for by a click, Enter or a double click."""
    chosen = Signal(object)
    """The selected ids, in table order."""
    sorted_by = Signal(object, bool)
    """A column's ``Sort``, and whether it descends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table.orders")
        self.setAccessibleName(tr("Orders"))
        self.orders = OrderModel(self)
        self.setModel(self.orders)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.setSectionResizeMode(PRODUCT, QHeaderView.ResizeMode.Stretch)
        heading.setMinimumSectionSize(48)
        heading.setSectionsClickable(True)
        heading.sectionClicked.connect(self._sort)
        self.columns = Columns(self, _columns())
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.clicked.connect(self._open_clicked)
        self._quiet = False

    def show_orders(self, ids: Sequence[int], rows: Sequence[OrderRow], shop: ShopRow) -> None:
        """Show these orders; what was selected stays selected where it is still listed."""
        selected, current = set(self.selected()), self.current()
        self._quiet = True
        self.orders.show_ids(ids, rows, shop)
        self._fit_columns()
        if selected and len(selected) <= _MOST_RESELECTED:
            self._select([place for place, each in enumerate(ids) if each in selected])
        if current in ids:
            index = self.orders.index(self.orders.ids.index(current), 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._quiet = False
        self._tell_selection()

    def show_deadlines(self, deadlines: bool) -> None:
        """Whether the last column says when to ship by, or when the order was placed.

        The person may have chosen otherwise.
        """
        self.columns.hide_by_itself(frozenset({"created" if deadlines else "ship-by"}))

    def show_sort(self, by: Sort, descending: bool) -> None:
        """Mark the heading by which the list is sorted."""
        heading = self.horizontalHeader()
        heading.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        heading.setSortIndicator(COLUMNS.index(by), order)

    def select_order(self, order_id: int) -> None:
        """Select one order and show it."""
        if order_id not in self.orders.ids:
            return
        # selectRow asks the header for a column at the view's edge, which right-to-left has none.
        flag = QItemSelectionModel.SelectionFlag
        index = self.orders.index(self.orders.ids.index(order_id), 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def select_orders(self, ids: Sequence[int]) -> None:
        """Select those of the orders that are listed, and nothing else."""
        wanted = set(ids)
        self.clearSelection()
        places = [place for place, each in enumerate(self.orders.ids) if each in wanted]
        self._select(places)
        if places:
            self.scrollTo(self.orders.index(places[0], 0))

    def selected(self) -> tuple[int, ...]:
        """The selected ids, in table order."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.orders.ids[place] for place in places if place < len(self.orders.ids))

    def current(self) -> int:
        """The order under the cursor; 0 for none."""
        place = self.currentIndex().row()
        return self.orders.ids[place] if 0 <= place < len(self.orders.ids) else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)

    def _open_clicked(self, index: QModelIndex) -> None:
        """A plain click opens; with Ctrl or Shift it gathers a selection."""
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.opened.emit(self.orders.ids[index.row()])

    def _select(self, places: list[int]) -> None:
        selection = QItemSelection()
        for place in places:
            left = self.orders.index(place, 0)
            selection.select(left, self.orders.index(place, len(COLUMNS) - 1))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _fit_columns(self) -> None:
        measure = self.fontMetrics()
        samples = {
            "id": "576460752303423000",
            "status": "....." + tr("Awaiting scan"),
            "units": "00000",
            "amount": "$00,000.00",
            "created": "30 Nov 00:00",
            "ship-by": tr("{time} late", time="00 h") + "00",
        }
        headings = {column.key: column.heading.upper() for column in _columns()}
        self.columns.fit(
            {
                key: max(map(measure.horizontalAdvance, (sample, headings[key]))) + 22
                for key, sample in samples.items()
            }
        )

    def _sort(self, column: int) -> None:
        by = COLUMNS[column]
        if by is None:
            return
        heading = self.horizontalHeader()
        down = heading.sortIndicatorSection() == column and (
            heading.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        )
        self.show_sort(by, down)
        self.sorted_by.emit(by, down)

    def _tell_selection(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.selected())

    def _tell_current(self) -> None:
        if not self._quiet:
            self.looked_at.emit(self.current())
