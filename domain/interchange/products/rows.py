"""Rows of a product file become columns. Texts are kept as they are, whatever they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from urllib.parse import urlsplit

import numpy as np

from domain.interchange.cells import BAD, Amounts, Cells, Counts, Words
from domain.interchange.layout import Header, fold
from domain.interchange.products.layout import Layout, Units
from domain.interchange.rows import Block, Forms, RowReader, Shape
from domain.interchange.sheet import Sheet
from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.refusals import Refusal, RefusedError

MEASURES = ("weight", "length", "width", "height")
IMAGES = tuple(f"image_{place}" for place in range(1, 10))

SHAPE = Shape(
    key="product_id",
    ids=("product_id", "sku_id"),
    counts=(),
    amounts=(),
    times=(),
    texts=(
        "name",
        "category",
        "status",
        "description",
        "brand",
        "cod",
        "variation",
        "seller_sku",
    ),
    above_zero=("product_id", "sku_id"),
    filled=(),
    agreeing=(),  # which of two words is the edit shows only beside what the shop knows
    codes={
        "price": "cell-not-price",
        "quantity": "cell-not-count",
        **dict.fromkeys(MEASURES, "cell-not-measure"),
    },
    twice=Refusal("row-product-sku-twice"),
    conflict=Refusal("cell-product-conflict"),
    together="row-of-refused-product",
)
"""What the fields of a product file hold."""

_MOST_UNITS = 10_000_000
"""The largest measure taken in, grams or millimetres: ten tonnes are no parcel."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of which only the file knows what it means."""

    key: str
    """Its machine key."""
    column: str
    """Its name among the scan's columns."""
    of_sku: bool
    """Whether each SKU has a value of its own, as in columns that are not understood."""


class Prices(Amounts):
    """Amounts above zero, or ``UNKNOWN`` where the cell is blank."""

    def value(self, text: str) -> int:
        """The price in minor units."""
        if not text:
            return UNKNOWN
        amount = super().value(text)
        return amount if amount > 0 else BAD


class Stocks(Counts):
    """Units in stock, or ``UNKNOWN`` where the cell is blank."""

    def value(self, text: str) -> int:
        """The number of units."""
        return super().value(text) if text else UNKNOWN


class Measures(Cells):
    """Weights or sizes as whole grams or millimetres, or ``UNKNOWN`` where the cell is blank."""

    _FORM = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")

    def __init__(self, unit: Decimal) -> None:
        """Take how many grams or millimetres the file's unit is."""
        super().__init__()
        self._unit = unit

    def value(self, text: str) -> int:
        """The measure; the nearest gram or millimetre where the unit is not made of whole ones."""
        if not text:
            return UNKNOWN
        if not self._FORM.fullmatch(text):
            return BAD
        try:
            number = Decimal(text.replace(",", ".")) * self._unit
        except InvalidOperation:
            return BAD
        whole = int(number.to_integral_value(ROUND_HALF_UP))
        if number != whole and self._unit == self._unit.to_integral_value():
            return BAD
        return whole if whole <= _MOST_UNITS else BAD


def path_of(address: str) -> str:
    """What of an image's address stays the same: hosts rotate, and so do signatures behind it."""
    try:
        return urlsplit(address).path or address
    except ValueError:
        return address


class Addresses(Words):
    """Addresses of images; those with one path are one, the first that the file has."""

    def __init__(self, guarded: bool = False) -> None:
        """As ``Words`` does."""
        super().__init__(guarded)
        self._by_path: dict[str, str] = {}

    def text(self, trimmed: str) -> str:
        """The first address with the path of this one."""
        return self._by_path.setdefault(path_of(trimmed), trimmed)


class ProductRows(RowReader):
    """Reads the rows of one product file, in order."""

    def __init__(self, header: Header, known: Layout, forms: Forms, sheet: Sheet) -> None:
        """Take the file's header and how its cells are written."""
        super().__init__(SHAPE, header, forms, sheet)
        self.attributes = tuple(
            Attribute(header.names[at], f"cell_{at}", not name.startswith(known.attribute))
            for name, at in header.positions.items()
            if name not in known.headings.fields
        )
        self.labels: tuple[str, ...] = ()
        """The columns' names in the seller's language, in the order of the header."""
        self.words |= {name: Addresses(sheet.guarded) for name in IMAGES}
        self.words |= {each.column: Words(sheet.guarded) for each in self.attributes}
        self._known = known
        self._heads: list[list[str]] = []
        self._all_heads_seen = False
        self._numbers_of: dict[str, Cells] = {
            "price": Prices(forms.currency, forms.prefixes),
            "quantity": Stocks(),
        }

    def take(self, rows: list[list[str]]) -> None:
        """Read the next rows; those of headings say what is measured in, and how columns are named.

        Refused with ``file-units-unknown`` where measures have no unit.
        """
        rows = [[] if self._is_heading(row) else row for row in rows]
        if "weight" not in self._numbers_of:
            self._measure(self._units())
        super().take(rows)

    def codes(self, cells: Block) -> dict[str, Array]:
        """Price, quantity and measures, ``UNKNOWN`` where the file says nothing of them."""
        return {name: each.column(cells[name]) for name, each in self._numbers_of.items()}

    def more(self, cells: Block, found: dict[str, Array]) -> dict[str, Array]:
        """Images, and the columns of which only the file knows what they mean."""
        del found
        more: dict[str, Array] = {name: self.words[name].column(cells[name]) for name in IMAGES}
        for each in self.attributes:
            at = self.header.positions[fold(each.key)]
            more[each.column] = self.words[each.column].column(cells.at(at))
        return more

    def _is_description(self, row: list[str]) -> bool:
        del row
        return False

    def _is_heading(self, row: list[str]) -> bool:
        """Whether a row stands before the first with an id, where the headings are."""
        if self._all_heads_seen:
            return False
        fields = self.header.fields
        ids = (row[fields[name]] for name in SHAPE.ids if fields.get(name, len(row)) < len(row))
        told = any(cell.strip().removeprefix("'")[:1].isdigit() for cell in ids)
        if told or len(self._heads) == self._known.heading_rows:
            self._all_heads_seen = True
            self.labels = tuple(self._heads[1]) if len(self._heads) > 1 else ()
            return False
        self._heads.append(row)
        return True

    def _units(self) -> Units | None:
        said = [cell.strip().casefold() for row in self._heads[:1] for cell in row]
        return next((self._known.units[word] for word in said if word in self._known.units), None)

    def _measure(self, units: Units | None) -> None:
        measured = [name for name in MEASURES if name in self.header.fields]
        if units is None and measured:
            raise RefusedError("file-units-unknown", column=self.column(measured[0]))
        weight, size = (units.weight, units.size) if units else (Decimal(1), Decimal(1))
        self._numbers_of |= {
            name: Measures(weight if name == "weight" else size) for name in MEASURES
        }


def of_two_products(rows: dict[str, Array]) -> Array:
    """Which rows are of a SKU that stands under another product too."""
    skus, products = rows["sku_id"], rows["product_id"]
    order = np.lexsort((products, skus))
    skus, products = skus[order], products[order]
    apart = (skus[1:] == skus[:-1]) & (products[1:] != products[:-1]) & (skus[1:] > 0)
    torn = np.isin(skus, skus[1:][apart])
    found = np.zeros(len(order), dtype=bool)
    found[order] = torn
    return found
