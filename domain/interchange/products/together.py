"""What the rows of a product say of it together.

Each row of a product repeats what is said of the whole product. Where they disagree, the one that
differs from what the shop knows is the edit, as when one cell was changed in a spreadsheet; a blank
cell beside filled ones says nothing. Rows that differ from it in more than one way contradict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from domain.interchange.plan import RefusedRow
from domain.interchange.products.rows import SHAPE
from domain.interchange.rows import groups
from domain.kernel.columns import Array, Columns
from domain.kernel.refusals import Refusal

_VALUE_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A row that says otherwise than another of its product; positions within the batch."""

    product: int
    row: int
    column: str


class Together:
    """The rows of a batch, sorted into products."""

    def __init__(self, batch: Columns) -> None:
        """Take the rows, by product."""
        self.batch = batch
        self._firsts, self._counts = groups(batch["product_id"])
        self.ids = batch["product_id"][self._firsts]
        self.of_row = np.repeat(np.arange(len(self.ids)), self._counts)
        """The position of each row's product among ``ids``."""
        self.edited = np.zeros(len(batch), dtype=bool)
        """Rows that say something of their product which the shop does not know."""
        self.contradictions: dict[int, Contradiction] = {}
        """The first one of each product that has any, by its position."""

    def said(
        self,
        column: str,
        known: Mapping[int, str],
        *,
        alike: Callable[[str], str] | None = None,
        stays_if_blank: bool = False,
    ) -> Array:
        """What each product's rows say of it in a column.

        ``known`` is what the shop has, by product. A known text of which ``alike`` gives the same
        as of the file's stays.
        """
        before = np.array([known.get(each, "") for each in self.ids.tolist()], dtype=object)
        values = self.batch[column]
        if alike is not None:
            values = _kept(values, before[self.of_row], alike)
        found = values[self._firsts].copy()
        for at in np.unique(self.of_row[values != found[self.of_row]]).tolist():
            found[at] = self._agreed(at, column, values, before[at])
        if stays_if_blank:
            found = np.where(found == "", before, found)
        self.edited |= (found != before)[self.of_row] & (values == found[self.of_row])
        return found

    def refused(self, columns: Mapping[str, str]) -> tuple[RefusedRow, ...]:
        """The rows of products that contradict themselves; ``columns`` are the file's own names."""
        rows = []
        for each in self.contradictions.values():
            start, size = int(self._firsts[each.product]), int(self._counts[each.product])
            blamed = int(self.batch["row"][each.row])
            for at in range(start, start + size):
                if at == each.row:
                    value = self.batch[each.column][at][:_VALUE_SHOWN]
                    told = (columns.get(each.column, ""), value, SHAPE.conflict)
                else:
                    product = str(int(self.batch["product_id"][at]))
                    why = Refusal(SHAPE.together, {"row": blamed})
                    told = (columns[SHAPE.key], product, why)
                rows.append(RefusedRow(int(self.batch["row"][at]), *told))
        return tuple(rows)

    def without_contradictions(self) -> Columns:
        """The rows of the other products."""
        return self.batch.where(~np.isin(self.of_row, list(self.contradictions)))

    def _agreed(self, product: int, column: str, values: Array, before: str) -> str:
        """What the differing rows of one product come to."""
        start = int(self._firsts[product])
        end = start + int(self._counts[product])
        told: dict[str, int] = {}
        for at in sorted(range(start, end), key=self.batch["row"].__getitem__):
            if values[at]:
                told.setdefault(values[at], at)
        edits = [each for each in told if each != before]
        if len(edits) > 1:
            found = Contradiction(product, told[edits[1]], column)
            self.contradictions.setdefault(product, found)
        return edits[0] if edits else next(iter(told))


def _kept(values: Array, before: Array, alike: Callable[[str], str]) -> Array:
    kept = values.copy()
    for at in np.flatnonzero((values != before) & (values != "") & (before != "")).tolist():
        if alike(values[at]) == alike(before[at]):
            kept[at] = before[at]
    return kept
