"""Every change of a SKU's stock, the newest first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.tables.stock_table import StockTable
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number
from domain.reports.shop import ShopRow, shop_row
from domain.reports.stock_history import StockHistory, stock_history
from domain.shop import Shop


class StockHistoryDialog(RoomyDialog):
    """Reads the changes itself; an order among them is asked for and the dialog closes."""

    order_wanted = Signal(object)  # an id: Qt's int has 32 bits only

    def __init__(self, desk: Desk, sku: int, product: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.stock-history")
        title = tr("Stock history of {product}", product=product)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        self._said = PlainLabel(
            tr("Every change, the newest first; together they are the stock."),
            self,
            role="mute",
            size="small",
            wrap=True,
        )
        column.addWidget(self._said)
        self.table = StockTable(self)
        self.table.opened.connect(self._open)
        column.addWidget(self.table, 1)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("action.close-stock-history")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        wall = desk.clock()

        def look(shop: Shop) -> tuple[ShopRow, StockHistory]:
            return shop.read(lambda conn: (shop_row(conn, wall), stock_history(conn, sku)))

        desk.read(self, "stock-history", look, self._show)

    def _show(self, found: tuple[ShopRow, StockHistory]) -> None:
        shop, history = found
        self.table.show_rows([row.id for row in history.rows], history.rows, shop)
        if history.earlier:
            self._said.setText(
                tr(
                    "The newest changes. %Ln earlier one(s) had left {units} in stock.",
                    history.earlier,
                    units=number(history.earlier_units),
                )
            )

    def _open(self, change: int) -> None:
        row = self.table.rows.row(change)
        if row is not None and row.order_id:
            self.accept()
            self.order_wanted.emit(row.order_id)
