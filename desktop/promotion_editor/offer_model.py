"""SKUs as a promotion offers them: what each costs in it, how many, and what is kept of one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft, sku_name
from desktop.tables.cell_table import Cell, CellModel, Index
from desktop.theme.source import theme
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import money, number, percent, refusal_text
from domain.interchange.cells import BAD, Amounts, Counts
from domain.kernel.money import Currency
from domain.promotions.margin import Part
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Tool
from domain.reports.promotion_work import Promotable

_Role = Qt.ItemDataRole


class Column(Enum):
    """What is in a column."""

    PRODUCT = "product"
    LISTED = "listed"
    LOWEST = "lowest"
    OFF = "off"
    PRICE = "price"
    UNITS = "units"
    FREE = "free"
    KEEPS = "keeps"


_PLAIN: tuple[Column, ...] = (Column.PRODUCT, Column.LISTED, Column.FREE, Column.KEEPS)
_PRICED: tuple[Column, ...] = (
    Column.PRODUCT,
    Column.LISTED,
    Column.OFF,
    Column.PRICE,
    Column.UNITS,
    Column.FREE,
    Column.KEEPS,
)
_BELOW_LOWEST = tuple(Column.LOWEST if each is Column.FREE else each for each in _PRICED)
_TYPED = {Column.OFF: "percents", Column.PRICE: "prices", Column.UNITS: "units"}


class OfferModel(CellModel):
    """Some of the shop's SKUs, those that are chosen with a tick."""

    unread = Signal(object)
    """Texts that could not be taken, each with its product and column: a tuple of sentences."""

    def __init__(self, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self._draft = draft
        currency = draft.work.shop.currency
        self._amounts = Amounts(currency, ("$", "£", "Rp", "RM", "₱", "฿", "₫", currency.code))
        self.skus: tuple[Promotable, ...] = ()
        self.columns: tuple[Column, ...] = _PRICED
        self._wrongs: dict[int, list[str]] = {}

    def show_skus(self, skus: tuple[Promotable, ...]) -> None:
        """Show these, in columns that suit the tool."""
        form = self._draft.form
        columns = _PRICED if form.sets_prices else _PLAIN
        if form.tool in (Tool.FLASH_DEAL, Tool.CAMPAIGN):
            columns = _BELOW_LOWEST
        if skus != self.skus or columns != self.columns:
            self.beginResetModel()
            self.skus, self.columns = skus, columns
            self.endResetModel()
        else:
            self.renew()

    def renew(self) -> None:
        """Show what is known now of the same SKUs."""
        self._wrongs = {}
        for each in self._draft.look.refusals:
            if "sku" in each.params:
                told = refusal_text(self._draft.named(each))
                self._wrongs.setdefault(int(each.params["sku"]), []).append(told)
        if self.skus:
            last = self.index(len(self.skus) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.skus)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == _Role.DisplayRole:
            return _heading(column).upper()
        if role == _Role.ToolTipRole:
            return plain_tooltip(_meaning(column, self._draft.work.shop.rules.lowest_price_days))
        if role == _Role.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        row, column = index.row(), self.columns[index.column()]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self.text(row, index.column())
        if role == _Role.TextAlignmentRole:
            return _alignment(column)
        if role == _Role.CheckStateRole and column is Column.PRODUCT:
            return Qt.CheckState.Checked if self._is_chosen(row) else Qt.CheckState.Unchecked
        if role == _Role.ToolTipRole:
            return self._tip(row, column)
        if role == _Role.ForegroundRole:
            return self._ink(row, column)
        if role == _Role.BackgroundRole and self._is_wrong(row, column):
            return theme().roles.colour("bad", 0.12)
        return None

    def _tip(self, row: int, column: Column) -> str:
        sku = self.skus[row]
        parts = [sku_name(sku), sku.code] if column is Column.PRODUCT else []
        return plain_tooltip("\n".join([*parts, *self._wrongs.get(sku.id, [])]))

    def _ink(self, row: int, column: Column) -> QColor | None:
        """What cannot be typed into is pale; what is wrong or lost is marked."""
        keeps = self._keeps(self.skus[row]) if column is Column.KEEPS else None
        if self._is_wrong(row, column) or (keeps is not None and keeps < 0):
            return theme().roles.colour("bad")
        plain = column in (Column.PRODUCT, Column.KEEPS)
        if plain or self.is_editable(row, self.columns.index(column)):
            return None
        return theme().roles.colour("mute")

    def _is_wrong(self, row: int, column: Column) -> bool:
        return column in _TYPED and self.skus[row].id in self._wrongs

    def _is_chosen(self, row: int) -> bool:
        return self.skus[row].id in self._draft.form.chosen

    def text(self, row: int, column: int) -> str:
        which = self.columns[column]
        if which in _TYPED:
            return self._typed(row, which) if self._is_chosen(row) else ""
        sku, currency = self.skus[row], self._draft.work.shop.currency
        keeps = self._keeps(sku)
        return {
            Column.PRODUCT: sku_name(sku),
            Column.LISTED: money(sku.price, currency),
            Column.LOWEST: money(sku.lowest, currency) if sku.lowest else "–",
            Column.FREE: number(sku.free),
            Column.KEEPS: money(keeps, currency) if keeps is not None else "",
        }[which]

    def _typed(self, row: int, column: Column) -> str:
        """What a cell says that can be typed into."""
        sku, form = self.skus[row], self._draft.form
        if column is Column.OFF:
            share = form.percent_of(sku)
            return percent(share, 0 if share % 100 == 0 else 1)
        if column is Column.PRICE:
            return money(form.price_of(sku), self._draft.work.shop.currency)
        units = form.units.get(sku.id, NO_LIMIT)
        return tr("any") if units == NO_LIMIT else number(units)

    def is_long(self, column: int) -> bool:
        return self.columns[column] is Column.PRODUCT

    def is_editable(self, row: int, column: int) -> bool:
        """Whether a cell can be typed into: figures of what is chosen, while they can change."""
        field = _TYPED.get(self.columns[column])
        return field is not None and self._is_chosen(row) and self._draft.is_open(field)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()] is Column.PRODUCT and self._draft.is_open("skus"):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if self.is_editable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        sku, form = self.skus[index.row()].id, self._draft.form
        if role == _Role.CheckStateRole and self._draft.is_open("skus"):
            on = Qt.CheckState(value) == Qt.CheckState.Checked
            chosen = {*form.chosen, sku} if on else {*form.chosen} - {sku}
            self._draft.put(form.choosing(chosen), "chosen")
            return True
        if role == _Role.EditRole:
            self.put({(index.row(), index.column()): str(value)})
            return True
        return False

    def put(self, texts: Mapping[Cell, str]) -> None:
        known = self._draft.known
        told: dict[Column, dict[int, int]] = {column: {} for column in _TYPED}
        unread: list[str] = []
        for (row, column), text in texts.items():
            inside = row < len(self.skus) and column < len(self.columns)
            if not inside or not self.is_editable(row, column):
                continue
            sku, which = self.skus[row], self.columns[column]
            value = self._read(which, text)
            if value is None:
                unread.append(
                    tr(
                        "{product}: “{text}” cannot be read as {column}, so it stays as it was.",
                        product=sku_name(sku),
                        text=text[:40],
                        column=_heading(which),
                    )
                )
            else:
                told[which][sku.id] = value
        self.unread.emit(tuple(unread))
        form = self._draft.form
        if told[Column.OFF]:
            form = form.less(told[Column.OFF], known)
        if told[Column.PRICE]:
            form = form.priced(told[Column.PRICE], known)
        if told[Column.UNITS]:
            form = form.limited(told[Column.UNITS])
        if form != self._draft.form:
            self._draft.put(form, *(_TYPED[each] for each, values in told.items() if values))

    def _keeps(self, sku: Promotable) -> int | None:
        row = (self._draft.look.margins or {}).get(sku.id)
        return dict(row.unit).get(Part.KEEPS) if row is not None else None

    def _read(self, column: Column, text: str) -> int | None:
        """What was typed; None where that cannot be read."""
        text = " ".join(text.split())
        if column is Column.UNITS and text.casefold() in ("", tr("any").casefold()):
            return NO_LIMIT
        if column is Column.UNITS:
            value = _COUNTS[text.replace(",", "")]
        elif column is Column.OFF:
            value = _SHARES[text.removesuffix("%").strip() or "0"]
        else:
            value = self._amounts[text]
        read = value != BAD and value >= 0
        if not read or (column is Column.OFF and value > _WHOLE):
            return None
        return int(value)


_COUNTS = Counts()
_SHARES = Amounts(Currency("%", 2), ("%",))
"""Percentages in basis points are read as amounts with two digits are."""
_WHOLE = 10_000


def _heading(column: Column) -> str:
    return {
        Column.PRODUCT: tr("Product"),
        Column.LISTED: tr("List price"),
        Column.LOWEST: tr("Lowest"),
        Column.OFF: tr("Off"),
        Column.PRICE: tr("Price"),
        Column.UNITS: tr("Units"),
        Column.FREE: tr("Free"),
        Column.KEEPS: tr("You keep"),
    }[column]


def _meaning(column: Column, days: int) -> str:
    return {
        Column.PRODUCT: tr("A tick: the promotion is for it."),
        Column.LISTED: tr("Its price without any promotion."),
        Column.LOWEST: tr(
            "The lowest price it was paid at in the last {days} days; this promotion's price must "
            "not lie above it.",
            days=days,
        ),
        Column.OFF: tr("What is taken off its list price."),
        Column.PRICE: tr("What one costs in this promotion."),
        Column.UNITS: tr("Units that may be sold at this price; empty for any number."),
        Column.FREE: tr("Units in stock that are not set aside for a campaign."),
        Column.KEEPS: tr("What one sold alone leaves, after all that it costs."),
    }[column]


def _alignment(column: Column) -> int:
    left = column is Column.PRODUCT
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
