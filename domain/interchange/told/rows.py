"""Rows of an analytics export become columns; what a row does not tell is ``UNKNOWN`` in them."""

from __future__ import annotations

import numpy as np

from domain.interchange.cells import BAD, Amounts, Cells, Renamed
from domain.interchange.layout import Header
from domain.interchange.rows import Block, Forms, RowReader, Shape, digits_lost
from domain.interchange.sheet import Sheet
from domain.interchange.told.figures import Figures, LocalDays, Moments, Rates
from domain.interchange.told.layout import Told, common, layout
from domain.kernel.columns import Array
from domain.kernel.money import Currency
from domain.kernel.refusals import Refusal, RefusedError
from domain.rulebook import Rulebook

_WRONG = {
    "days": "cell-not-day",
    "moments": "cell-not-time",
    "counts": "cell-not-count",
    "amounts": "cell-not-amount",
    "rates": "cell-not-rate",
}
"""Why a cell of each group cannot be read."""
_WHOLE = Currency("", 0)
"""Counts may be grouped like whole amounts: ``1,593``, in Indonesia ``1.593``."""


def _shape(told: Told) -> Shape:
    groups = layout(told).groups
    codes = {name: code for group, code in _WRONG.items() for name in groups[group]}
    if told.key[0] in groups["texts"]:
        codes[told.key[0]] = "cell-blank"
    twice = Refusal("row-told-twice")
    return Shape(
        key=told.key[0],
        ids=groups["ids"],
        counts=(),
        amounts=(),
        times=(),
        texts=groups["texts"],
        above_zero=tuple(name for name in groups["ids"] if name == told.key[0]),
        filled=(),
        agreeing=(),
        codes=codes,
        twice=twice,
        conflict=twice,
        together=twice.code,
    )


class ToldRows(RowReader):
    """Reads the rows of one analytics export, in order."""

    def __init__(
        self,
        told: Told,
        header: Header,
        percent: set[str],
        forms: Forms,
        sheet: Sheet,
        book: Rulebook,
    ) -> None:
        """Take the file's header, which of its columns are per cent, and how cells are written."""
        super().__init__(_shape(told), header, forms, sheet)
        shared, groups = common(), layout(told).groups
        nothing = {word.casefold(): "" for word in shared.none}
        self.words = {name: Renamed(nothing, sheet.guarded) for name in self.shape.texts}
        of_group: dict[str, Cells] = {
            "counts": Amounts(_WHOLE),
            "amounts": Amounts(forms.currency, forms.prefixes),
        }
        figures = {name: cells for group, cells in of_group.items() for name in groups[group]}
        figures |= {name: Rates(name in percent) for name in groups["rates"]}
        self._figures: dict[str, Cells] = {
            name: Figures(cells, shared.none) for name, cells in figures.items()
        }
        self._figures |= {name: Moments(book.calendar, shared.none) for name in groups["moments"]}
        self._days = {name: LocalDays(shared.days) for name in groups["days"]}

    def codes(self, cells: Block) -> dict[str, Array]:
        """Every number of the file but ids; and whether a name that no row may lack is there."""
        found: dict[str, Array] = {
            name: each.column(cells[name]) for name, each in (self._figures | self._days).items()
        }
        if self._is_named:
            names = self.words[self.shape.key].column(cells[self.shape.key])
            found[self.shape.key] = np.where(names, 0, BAD)
        return found

    def more(self, cells: Block, found: dict[str, Array]) -> dict[str, Array]:
        """Nothing but figures and texts."""
        del cells, found
        return {}

    @property
    def _is_named(self) -> bool:
        return self.shape.key in self.shape.texts

    def _is_description(self, row: list[str]) -> bool:
        """Whether this first row explains the columns: it names nothing, and has no number."""
        fields = self.header.fields
        if not self._is_named and any(map(str.isdigit, row[fields[self.shape.key]])):
            return False
        said = [each[row[fields[name]]] for name, each in self._figures.items() if name in fields]
        return all(value < 0 for value in said) and 2 * said.count(BAD) > len(said)


def once(file: str, reader: ToldRows, key: tuple[str, ...]) -> dict[str, Array]:
    """The good rows, by key, those that say again what another has said left out.

    A thing of which two rows tell otherwise is refused, since neither is better. Refused as a whole
    is a file whose ids were all rounded. The reader's rows are taken.
    """
    rows = reader.arrays()
    order = np.lexsort((rows["row"], *(rows[name] for name in reversed(key))))
    rows = {name: array[order] for name, array in rows.items()}
    named = key[0] in reader.shape.ids
    if named and digits_lost(rows[key[0]]):
        raise RefusedError("file-ids-lost", file=file, column=reader.column(key[0]))
    size = len(order)
    firsts = np.arange(size)
    again = np.zeros(size, dtype=bool)
    differs = np.zeros(size, dtype=bool)
    if size:
        again[1:] = np.logical_and.reduce([rows[name][1:] == rows[name][:-1] for name in key])
        firsts = np.maximum.accumulate(np.where(again, 0, firsts))
        for name, array in rows.items():
            if name != "row":
                differs |= array != array[firsts]
    torn = np.isin(firsts, firsts[differs])
    for at in np.flatnonzero(torn).tolist():
        value = str(rows[key[0]][at]) if named else ""
        reader.refuse(int(rows["row"][at]), key[0], value, reader.shape.twice, 0)
    reader.refused.sort(key=lambda each: each.row)
    return {name: array[~torn & ~again] for name, array in rows.items()}
