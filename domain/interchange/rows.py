"""Rows of an export become columns, a chunk at a time; rows that cannot be read are refused.

A kind of export says in a ``Shape`` which fields hold what, and derives from ``RowReader`` for what
only it has. Nothing of a person is ever part of a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.interchange.cells import BAD, LOST, Amounts, Counts, Ids, Times, Words, utc
from domain.interchange.layout import Header
from domain.interchange.plan import RefusedRow
from domain.interchange.sheet import Sheet
from domain.kernel.clock import ShopCalendar
from domain.kernel.columns import Array
from domain.kernel.money import Currency
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal, RefusedError

ROW_LIMIT = 500_000
"""Rows of the largest file taken in; so many order lines take about 500 MB of memory."""

TEXT_LIMIT = 1_500_000
"""Different texts of the largest file taken in; a usual one has fewer than three in a row."""

REFUSED_LIMIT = 10_000
"""Refused rows that are listed; a file with more of them is refused as a whole."""

_VALUE_SHOWN = 40
_LOST_DIGITS = 1_000
_LOST_FROM = 10**16


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields of a kind hold what. Fields that a file has no column for are 0 or empty."""

    key: str
    """The id that rows of one thing share: they are imported together or not at all."""
    ids: tuple[str, ...]
    counts: tuple[str, ...]
    amounts: tuple[str, ...]
    times: tuple[str, ...]
    texts: tuple[str, ...]
    above_zero: tuple[str, ...]
    """Ids and counts that no row may lack."""
    filled: tuple[str, ...]
    """Amounts and times that no row may lack; a blank one would count as nothing."""
    agreeing: tuple[str, ...]
    """What every row of one thing must say alike."""
    codes: Mapping[str, str]
    """Other fields with numbers of ours, and the code of a cell that stands for none of them."""
    twice: Refusal
    """Why a row is refused that says otherwise what another has said of the same SKU."""
    conflict: Refusal
    """Why a row is refused that disagrees with the others of its thing."""
    together: str
    """The code of why a good row is refused with another of its thing."""


@dataclass(frozen=True, slots=True)
class Forms:
    """How the cells of a file are written."""

    currency: Currency
    prefixes: tuple[str, ...]
    """What may stand before an amount."""
    times: tuple[str, ...]
    """Forms of dates and clocks, such as ``MDY 12``."""


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of some rows, by field."""

    size: int
    _columns: Sequence[Sequence[str]] = field(repr=False)
    _header: Header = field(repr=False)

    def __getitem__(self, name: str) -> Sequence[str]:
        """A field's cells, blank where the file has no column for it."""
        at = self._header.fields.get(name)
        return ("",) * self.size if at is None else self._columns[at]

    def at(self, position: int) -> Sequence[str]:
        """The cells of the column at a position of the header."""
        return self._columns[position]

    def is_blank(self, row: int) -> bool:
        """Whether no cell of a row says anything."""
        return not any(column[row].strip() for column in self._columns)

    def where(self, mask: Array) -> Block:
        """The rows of a mask."""
        kept = mask.tolist()
        columns = [[c for c, keep in zip(cs, kept, strict=True) if keep] for cs in self._columns]
        return Block(int(mask.sum()), columns, self._header)


class RowReader:
    """Reads the rows of one file, in order."""

    def __init__(self, shape: Shape, header: Header, forms: Forms, sheet: Sheet) -> None:
        """Take what the kind holds, the file's header, and how and where its cells stand."""
        self.shape = shape
        self.header = header
        self.data_rows = 0
        self.refused: list[RefusedRow] = []
        self.refused_keys: dict[int, int] = {}
        """Key of a refused thing to the row for which it is refused."""
        self.words: dict[str, Words] = {name: Words(sheet.guarded) for name in shape.texts}
        self._read: dict[str, Callable[[Sequence[str]], Array]] = {}
        for name in shape.ids:
            self._read[name] = Ids().column
        counts, amounts = Counts(), Amounts(forms.currency, forms.prefixes)
        times = Times(forms.times)
        self._read |= dict.fromkeys(shape.counts, counts.column)
        self._read |= dict.fromkeys(shape.amounts, amounts.column)
        self._read |= dict.fromkeys(shape.times, times.column)
        self._next_row = sheet.header_row + 1
        self._begun = False
        self._parts: list[dict[str, Array]] = []

    def codes(self, cells: Block) -> dict[str, Array]:
        """The numbers of the fields in ``Shape.codes``; ``BAD`` where a cell stands for none."""
        raise NotImplementedError

    def more(self, cells: Block, found: dict[str, Array]) -> dict[str, Array]:
        """Columns that only this kind has, of good rows; texts as codes into ``words``."""
        raise NotImplementedError

    def take(self, rows: list[list[str]]) -> None:
        """Read the next rows."""
        numbers = np.arange(self._next_row, self._next_row + len(rows), dtype=np.int64)
        self._next_row += len(rows)
        width = len(self.header.names)
        if set(map(len, rows)) != {width}:
            whole = [at for at, row in enumerate(rows) if self._is_whole(row, int(numbers[at]))]
            numbers, rows = numbers[whole], [rows[at][:width] for at in whole]
        if not self._begun:
            first = next((at for at, row in enumerate(rows) if any(map(str.strip, row))), None)
            self._begun = first is not None
            if first is not None and self._is_description(rows[first]):
                numbers, rows = numbers[first + 1 :], rows[first + 1 :]
        if rows:
            columns = list(zip(*rows, strict=True))
            self._take_columns(Block(len(rows), columns, self.header), numbers)

    @property
    def texts(self) -> int:
        """How many different texts have been read."""
        return sum(map(len, self.words.values()))

    def arrays(self) -> dict[str, Array]:
        """The good rows as one array per name, texts as codes into ``words``; to be taken once."""
        if not self._parts:  # every row is refused; an array of each name is still wanted
            none = Block(0, [()] * len(self.header.names), self.header)
            self._take_columns(none, np.zeros(0, dtype=np.int64))
        parts, self._parts = self._parts, []
        return {name: np.concatenate([part.pop(name) for part in parts]) for name in [*parts[0]]}

    def column(self, name: str) -> str:
        """The file's own name of a field."""
        return self.header.names[self.header.fields[name]]

    def refuse(self, row: int, name: str, cell: str, refusal: Refusal, key: int) -> None:
        """Refuse a row, and with it the whole thing where its key is known."""
        column = self.column(name) if name else ""
        self.refused.append(RefusedRow(row, column, cell.strip()[:_VALUE_SHOWN], refusal))
        if key > 0:
            self.refused_keys.setdefault(key, row)

    def _is_whole(self, row: list[str], number: int) -> bool:
        """Whether a row has a cell for every column; refuses it otherwise, unless it is blank."""
        width = len(self.header.names)
        if not any(map(str.strip, row)):
            return False
        if len(row) == width or (len(row) > width and not any(map(str.strip, row[width:]))):
            return True
        self.data_rows += 1
        code = "row-short" if len(row) < width else "row-long"
        at = self.header.fields[self.shape.key]
        key = Ids().value(row[at].strip()) if at < len(row) else 0
        self.refuse(number, "", "", Refusal(code, {"found": len(row), "expected": width}), key)
        return False

    def _is_description(self, row: list[str]) -> bool:
        """Whether this first row explains the columns, as in workbooks and what is made of them.

        Its full text has never been seen: where an id should be there is a text without digits, and
        where times and amounts should be there is none.
        """
        fields = self.header.fields
        name = row[fields[self.shape.key]].strip()
        if not name or any(map(str.isdigit, name)):
            return False
        read = (self._read[each]([row[fields[each]]]) for each in self.shape.filled)
        return all(value.item() in (0, BAD) for value in read)

    def _take_columns(self, cells: Block, numbers: Array) -> None:
        found = self._numbers(cells, numbers)
        good = self._good(cells, found)
        if not good.all():
            found = {name: array[good] for name, array in found.items()}
            cells = cells.where(good)
        self.data_rows += cells.size
        self._add_words(cells, found)

    def _numbers(self, cells: Block, numbers: Array) -> dict[str, Array]:
        found: dict[str, Array] = {"row": numbers}
        for name, read in self._read.items():
            found[name] = (
                read(cells[name])
                if name in self.header.fields
                else np.zeros(cells.size, dtype=np.int64)
            )
        return found | self.codes(cells)

    def _good(self, cells: Block, found: dict[str, Array]) -> Array:
        """Which rows can be read; the others are refused for the first cell that cannot."""
        good = np.ones(cells.size, dtype=bool)
        for name in (*self._read, *self.shape.codes):
            if name not in self.header.fields:
                continue
            array = found[name]
            wrong = array <= 0 if name in self.shape.above_zero else array == BAD
            if name in self.shape.filled:
                column = cells[name]
                for at in np.flatnonzero(array == 0).tolist():
                    wrong[at] = not column[at].strip()
            if not wrong.any():
                continue
            for at in np.flatnonzero(wrong & good).tolist():
                if cells.is_blank(at):
                    continue
                cell = cells[name][at]
                self.data_rows += 1
                key = int(found[self.shape.key][at])
                self.refuse(int(found["row"][at]), name, cell, self._reason(name, cell), key)
            good &= ~wrong
        return good

    def _add_words(self, cells: Block, found: dict[str, Array]) -> None:
        for name in self.shape.texts:
            found[name] = self.words[name].column(cells[name])
        self._parts.append(found | self.more(cells, found))

    def _reason(self, name: str, cell: str) -> Refusal:
        """Why a cell of that field cannot be read."""
        if name in self.shape.ids:
            return Refusal("cell-id-lost" if LOST.fullmatch(cell.strip()) else "cell-not-id")
        if name in self.shape.amounts:
            return Refusal("cell-not-money" if cell.strip() else "cell-blank")
        if name in self.shape.times:
            return Refusal("cell-not-time")
        if name in self.shape.counts:
            needed = name in self.shape.above_zero
            return Refusal("cell-not-quantity" if needed else "cell-not-count")
        return Refusal(self.shape.codes[name])


def read_rows(file: str, sheet: Sheet, reader: RowReader, progress: Progress) -> None:
    """Read all rows of a file; refused where it has none, or more than fit into memory."""
    rows = 0
    for number, chunk in enumerate(sheet.chunks):
        reader.take(chunk.rows)
        rows += len(chunk.rows)
        if rows > ROW_LIMIT:
            raise RefusedError("file-rows-too-many", file=file, limit=ROW_LIMIT)
        if reader.texts > TEXT_LIMIT:
            raise RefusedError("file-texts-too-many", file=file, limit=TEXT_LIMIT)
        if len(reader.refused) > REFUSED_LIMIT:
            first = reader.refused[0]
            raise RefusedError(
                "file-rows-refused",
                file=file,
                limit=REFUSED_LIMIT,
                row=first.row,
                column=first.column,
                reason=first.refusal.text(),
            )
        if number % 5 == 0:
            progress(rows, max(rows, int(rows / chunk.share)))
    progress(rows, rows)
    if not reader.data_rows:
        raise RefusedError("file-empty", file=file)


def whole(file: str, reader: RowReader, calendar: ShopCalendar) -> tuple[dict[str, Array], int]:
    """The good rows of a file, by key, SKU and row, with their times in UTC.

    Without those of things that are refused. The second answer is how many rows say again, in every
    column, what another row has said; they are left out too. The reader's rows are taken.
    """
    return _Together(file, reader, calendar).whole()


class _Together:
    """The rows of one file, sorted into things."""

    def __init__(self, file: str, reader: RowReader, calendar: ShopCalendar) -> None:
        self._file = file
        self._reader = reader
        self._key = reader.shape.key
        rows = reader.arrays()
        order = np.lexsort((rows["row"], rows["sku_id"], rows[self._key]))
        for name in list(rows):
            rows[name] = rows[name][order]
            if name in reader.shape.times:
                rows[name] = utc(calendar, rows[name])
        self._rows = rows

    def whole(self) -> tuple[dict[str, Array], int]:
        rows, ids = self._rows, self._rows[self._key]
        if digits_lost(ids):
            column = self._reader.column(self._key)
            raise RefusedError("file-ids-lost", file=self._file, column=column)
        again = (ids[1:] == ids[:-1]) & (rows["sku_id"][1:] == rows["sku_id"][:-1])
        keep = np.ones(len(ids), dtype=bool)
        for at in (np.flatnonzero(again) + 1).tolist():
            if all(a[at] == a[at - 1] for name, a in rows.items() if name != "row"):
                keep[at] = False
            else:
                self._refuse(at, "sku_id", self._reader.shape.twice)
        self._check_agreement()
        refused = self._reader.refused_keys
        hit = np.isin(ids, np.fromiter(refused, np.int64, len(refused)))
        self._refuse_rest(np.flatnonzero(hit))
        self._reader.refused.sort(key=lambda each: each.row)
        repeated = int((~keep & ~hit).sum())
        keep &= ~hit
        if not keep.all():
            rows = {name: array[keep] for name, array in rows.items()}
        return rows, repeated

    def _check_agreement(self) -> None:
        rows = self._rows
        firsts, counts = groups(rows[self._key])
        for name in self._reader.shape.agreeing:
            if name not in self._reader.header.fields:
                continue
            differs = rows[name] != np.repeat(rows[name][firsts], counts)
            for at in np.flatnonzero(differs).tolist():
                if int(rows[self._key][at]) not in self._reader.refused_keys:
                    self._refuse(at, name, self._reader.shape.conflict)

    def _refuse(self, at: int, name: str, why: Refusal) -> None:
        rows = self._rows
        value = str(rows[name][at]) if name in (self._key, "sku_id") else ""
        if name not in self._reader.header.fields:
            name = ""
        self._reader.refuse(int(rows["row"][at]), name, value, why, int(rows[self._key][at]))

    def _refuse_rest(self, positions: Array) -> None:
        """Refuse the good rows of refused things, naming the row that is to blame."""
        told = {each.row for each in self._reader.refused}
        for at in positions.tolist():
            row, key = int(self._rows["row"][at]), int(self._rows[self._key][at])
            if row not in told:
                cause = {"row": self._reader.refused_keys[key]}
                self._refuse(at, self._key, Refusal(self._reader.shape.together, cause))


def digits_lost(ids: Array) -> bool:
    """Whether a spreadsheet program has rounded all of a file's ids."""
    return len(ids) > 4 and bool(ids.min() >= _LOST_FROM and not (ids % _LOST_DIGITS).any())


def groups(ids: Array) -> tuple[Array, Array]:
    """Where each run of equal ids begins, and how long it is."""
    begins = np.ones(len(ids), dtype=bool)
    begins[1:] = ids[1:] != ids[:-1]
    firsts = np.flatnonzero(begins)
    return firsts, np.diff(firsts, append=len(ids))
