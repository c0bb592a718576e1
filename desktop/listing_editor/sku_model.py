"""The SKUs of a listing as a table: a column for each variation, and those of ``sku_cells``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop.i18n import tr
from desktop.listing_editor.sku_cells import COLUMNS, heading, meaning, put, shown
from desktop.tables.cell_table import Cell, CellModel, Index
from desktop.theme.source import theme
from desktop.widgets.plain_label import plain_tooltip
from desktop.wording import refusal_text
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing, Variant
from domain.catalogue.own_listings import SHELF
from domain.kernel.money import Currency

_Role = Qt.ItemDataRole


class SkuModel(CellModel):
    """Shows a listing's variants; what is typed makes other ones, which it hands over."""

    edited = Signal(object)
    """The tuple of variants that a person has made."""
    unread = Signal(object)
    """Texts that could not be taken, each with its row and column's name: a tuple of sentences."""

    def __init__(self, currency: Currency, *, practice: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._currency, self._practice = currency, practice
        self._variations: tuple[str, ...] = ()
        self.variants: tuple[Variant, ...] = ()
        self._wrongs: dict[tuple[int, str], str] = {}

    def show_listing(self, listing: Listing, wrongs: Iterable[Wrong]) -> None:
        """Show a listing's SKUs and what is wrong with them."""
        said = {
            (each.variant, each.field): refusal_text(each.why)
            for each in wrongs
            if each.variant >= 0
        }
        names = tuple(each.name for each in listing.variations if each.values)
        same = len(names) == len(self._variations) and len(listing.variants) == len(self.variants)
        if same and listing.variants == self.variants and said == self._wrongs:
            if names != self._variations:
                self._variations = names
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(names) - 1)
            return
        if not same:
            self.beginResetModel()
        self._variations, self.variants, self._wrongs = names, listing.variants, said
        if not same:
            self.endResetModel()
        elif self.variants:
            last = self.index(len(self.variants) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            if names:
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(names) - 1)

    def problems(self, most: int) -> tuple[str, ...]:
        """The first sentences about cells, each with its place."""
        found: dict[tuple[str, str], tuple[int, str, str]] = {}
        for (row, field), sentence in self._wrongs.items():
            if len(found) == most:
                break
            found.setdefault((field, sentence), (row, field, sentence))
        names = {each.field: heading(each) for each in COLUMNS}
        return tuple(
            tr("Row {row}, {column}: {problem}", row=row + 1, column=names[field], problem=sentence)
            for row, field, sentence in found.values()
        )

    @property
    def wrong_cells(self) -> int:
        """How many cells are wrong."""
        return len(self._wrongs)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.variants)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._variations) + len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == _Role.DisplayRole else None
        place = section - len(self._variations)
        if role == _Role.DisplayRole:
            if place < 0:
                return (self._variations[section].strip() or tr("Variation")).upper()
            return heading(COLUMNS[place]).upper()
        if role == _Role.ToolTipRole and place >= 0:
            return plain_tooltip(meaning(COLUMNS[place], practice=self._practice))
        if role == _Role.TextAlignmentRole:
            return self._alignment(place)
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        row, place = index.row(), index.column() - len(self._variations)
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self.text(row, index.column())
        if role == _Role.TextAlignmentRole:
            return self._alignment(place)
        wrong = self._wrongs.get((row, COLUMNS[place].field)) if place >= 0 else None
        if role == _Role.ToolTipRole:
            return plain_tooltip(wrong or "")
        if role == _Role.ForegroundRole:
            if wrong:
                return theme().roles.colour("bad")
            return None if self.is_editable(row, index.column()) else theme().roles.colour("mute")
        if role == _Role.BackgroundRole and wrong:
            return theme().roles.colour("bad", 0.12)
        return None

    def text(self, row: int, column: int) -> str:
        place = column - len(self._variations)
        if place < 0:
            return self.variants[row].values[column]
        return shown(self.variants[row], COLUMNS[place], self._currency)

    def index_of(self, row: int, field: str) -> QModelIndex:
        """The cell of a variant's field."""
        place = next(at for at, each in enumerate(COLUMNS) if each.field == field)
        return self.index(row, len(self._variations) + place)

    def is_long(self, column: int) -> bool:
        place = column - len(self._variations)
        return place >= 0 and not COLUMNS[place].is_figure

    def is_editable(self, row: int, column: int) -> bool:
        """Whether a cell can be typed into; what an edit cannot change of a SKU cannot."""
        place = column - len(self._variations)
        if place < 0:
            return False
        return not (self._practice and self.variants[row].id and COLUMNS[place].field in SHELF)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.is_editable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole:
            return False
        self.put({(index.row(), index.column()): str(value)})
        return True

    def put(self, texts: Mapping[Cell, str]) -> None:
        made = list(self.variants)
        unread = []
        for (row, column), text in texts.items():
            if row >= len(made) or column >= self.columnCount():
                continue
            if not self.is_editable(row, column):
                continue
            which = COLUMNS[column - len(self._variations)]
            variant = put(made[row], which, text, self._currency)
            if variant is None:
                unread.append(
                    tr(
                        "Row {row}: “{text}” cannot be read as {column}, so it stays as it was.",
                        row=row + 1,
                        text=text[:40],
                        column=heading(which),
                    )
                )
            else:
                made[row] = variant
        self.unread.emit(tuple(unread))
        if tuple(made) != self.variants:
            self.edited.emit(tuple(made))

    def _alignment(self, place: int) -> int:
        figure = place >= 0 and COLUMNS[place].is_figure
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
