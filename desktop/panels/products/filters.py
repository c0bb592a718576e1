"""The filters of the product list: a popover under its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.listing_advice_wording import tier_name
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import product_status_name
from domain.catalogue.quality import Tier
from domain.catalogue.rules import ProductStatus
from domain.reports.listings import ListingQuery
from domain.reports.shop import ShopRow

_NARROWEST = 150
"""Of a field, logical pixels."""

_MOST = 10**12
"""What is written beyond it is a slip of the hand."""

_USUAL = ListingQuery()


class ProductFilters(QFrame):
    """What narrows the list beside its group and its search; each change is asked for at once."""

    chosen = Signal(object)
    """The ``ListingQuery`` with these filters."""

    def __init__(self, practice: bool, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "drawer")
        self.setObjectName("product-filters")
        self.setAccessibleName(tr("Filters"))
        self._query = _USUAL
        self._shop: ShopRow | None = None
        self.category, self.status = self._combo("category"), self._combo("status")
        self.price_from, self.price_to = self._line("price-from"), self._line("price-to")
        self.stock_from, self.stock_to = self._line("stock-from"), self._line("stock-to")
        self.cover_below = self._line("cover-below")
        self.quality = self._combo("quality")
        self.show_categories(())
        self.status.addItem(tr("Any status"), "")
        for status in ProductStatus:
            self.status.addItem(product_status_name(status.value), status.value)
        self.quality.addItem(tr("Any quality"), 0)
        for tier in Tier:
            self.quality.addItem(tier_name(tier), tier.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(self._grid(practice))
        column.addLayout(self._buttons())
        self.cover_below.setVisible(practice)
        self.quality.setVisible(practice)

    def _grid(self, practice: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        pairs: tuple[tuple[str, QWidget], ...] = (
            (tr("Category"), self.category),
            (tr("Status"), self.status),
            (tr("Price from"), self.price_from),
            (tr("Price to"), self.price_to),
            (tr("Stock from"), self.stock_from),
            (tr("Stock to"), self.stock_to),
        )
        if practice:
            pairs += (
                (tr("Lasts fewer days than"), self.cover_below),
                (tr("Quality"), self.quality),
            )
        for place, (words, field) in enumerate(pairs):
            row, column = divmod(place, 2)
            field.setAccessibleName(words)
            label = PlainLabel(words, self, role="mute", size="small")
            grid.addWidget(label, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
        return grid

    def _combo(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"filter.{name}")
        box.setMinimumWidth(_NARROWEST)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _place: self._tell())
        return box

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(f"filter.{name}")
        line.setMinimumWidth(_NARROWEST)
        line.editingFinished.connect(self._tell)
        return line

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        clear = QPushButton(tr("Clear filters"), self)
        clear.setProperty("kind", "quiet")
        clear.setObjectName("action.no-product-filters")
        clear.clicked.connect(self._clear)
        done = QPushButton(tr("Done"), self)
        done.setObjectName("action.product-filters-done")
        done.clicked.connect(self.close)
        row.addWidget(clear)
        row.addStretch(1)
        row.addWidget(done)
        return row

    def open_under(self, button: QWidget, query: ListingQuery, shop: ShopRow) -> None:
        """Open with what is filtered now."""
        self._shop = shop
        self.show_query(query)
        self.adjustSize()
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = button.width() - self.width() if right else 0
        corner = button.mapToGlobal(QPoint(x, button.height() + 4))
        free = button.screen().availableGeometry()
        corner.setX(max(free.left(), min(corner.x(), free.right() - self.width())))
        corner.setY(max(free.top(), min(corner.y(), free.bottom() - self.height())))
        self.move(corner)
        self.show()
        self.category.setFocus()

    def show_categories(self, names: Sequence[str]) -> None:
        """Offer these categories, and the one that is chosen now."""
        chosen = self._query.category
        listed = [*names, *([chosen] if chosen and chosen not in names else [])]
        self.category.clear()
        self.category.addItem(tr("All categories"), "")
        for name in listed:
            self.category.addItem(name, name)
        self.category.setCurrentIndex(max(0, self.category.findData(chosen)))

    def show_query(self, query: ListingQuery) -> None:
        """Show what is filtered, without asking for anything."""
        self._query = query
        for box, data in (
            (self.category, query.category),
            (self.status, query.status),
            (self.quality, query.quality or 0),
        ):
            box.setCurrentIndex(max(0, box.findData(data)))
        unit = self._shop.currency.unit if self._shop is not None else 1
        digits = self._shop.currency.minor_units if self._shop is not None else 0
        for line, value, of, behind in (
            (self.price_from, query.price_from, unit, digits),
            (self.price_to, query.price_to, unit, digits),
            (self.stock_from, query.stock_from, 1, 0),
            (self.stock_to, query.stock_to, 1, 0),
            (self.cover_below, query.cover_below, 1, 0),
        ):
            text = "" if value is None else QLocale().toString(value / of, "f", behind)
            line.setText(text)
            restyle(line, invalid=False)

    def _tell(self) -> None:
        """Ask for what is chosen; a field that cannot be read is marked and passed over."""
        query, tier = self._query, self.quality.currentData()
        unit = self._shop.currency.unit if self._shop is not None else 1
        asked = replace(
            query,
            category=self.category.currentData() or "",
            status=self.status.currentData() or "",
            price_from=_read(self.price_from, query.price_from, unit),
            price_to=_read(self.price_to, query.price_to, unit),
            stock_from=_read(self.stock_from, query.stock_from),
            stock_to=_read(self.stock_to, query.stock_to),
            cover_below=_read(self.cover_below, query.cover_below),
            quality=Tier(tier) if tier else None,
        )
        if asked != query:
            self._query = asked
            self.chosen.emit(asked)

    def _clear(self) -> None:
        plain, asked = without_filters(self._query), self._query
        self.show_query(plain)
        if plain != asked:
            self.chosen.emit(plain)


def _read(line: QLineEdit, before: int | None, unit: int = 1) -> int | None:
    text = line.text().strip()
    value, fine = QLocale().toDouble(text) if text else (0.0, True)
    fine = fine and 0 <= value < _MOST
    restyle(line, invalid=not fine)
    if not fine:
        return before
    return round(value * unit) if text else None


def without_filters(query: ListingQuery) -> ListingQuery:
    """The query with its group, its search and its order only."""
    return ListingQuery(query.group, query.search, query.sort, query.descending)


def filter_count(query: ListingQuery) -> int:
    """How many filters narrow the list."""
    plain = without_filters(query)
    return sum(getattr(query, each.name) != getattr(plain, each.name) for each in fields(query))
