"""Columns: rows of one table as NumPy arrays of one length, and their way to and from SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Dialect, Select, Table, bindparam, func, insert, select, update

Array = npt.NDArray[Any]


class Columns:
    """Named arrays of one length: int64 for numbers, object for text."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        """Take the arrays as they are; they must have one length."""
        self._arrays = dict(arrays)
        self._rooms: dict[str, Array] = {}  # what ``extend`` has made, longer than the rows

    @classmethod
    def like(cls, table: Table, size: int = 0, names: Sequence[str] | None = None) -> Columns:
        """Columns of a table's names (or those given), zeros and empty texts, ``size`` rows."""
        texts = _texts(table)
        return cls(
            {
                name: np.full(size, "", dtype=object)
                if name in texts
                else np.zeros(size, dtype=np.int64)
                for name in names or table.columns.keys()
            }
        )

    def __getitem__(self, name: str) -> Array:
        """The array of that name, not a copy."""
        return self._arrays[name]

    def __setitem__(self, name: str, values: npt.ArrayLike) -> None:
        """Replace an array, or fill it with one value."""
        array = np.empty_like(self._arrays[name])
        array[...] = values
        self._arrays[name] = array

    def __len__(self) -> int:
        """How many rows."""
        return len(next(iter(self._arrays.values()))) if self._arrays else 0

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self._arrays)

    def told(self, **values: npt.ArrayLike) -> Columns:
        """These columns with others in place of some: arrays, which they share, or one value."""
        arrays = dict(self._arrays)
        for name, value in values.items():
            known = arrays[name]
            if isinstance(value, np.ndarray) and value.dtype == known.dtype:
                arrays[name] = value
            else:
                arrays[name] = np.empty_like(known)
                arrays[name][...] = value
        return Columns(arrays)

    def with_zeros(self, names: Iterable[str]) -> Columns:
        """These columns, which share their arrays, and a number 0 in further ones."""
        zeros = {name: np.zeros(len(self), dtype=np.int64) for name in names}
        return Columns({**self._arrays, **zeros})

    def only(self, names: Iterable[str]) -> Columns:
        """The columns of those names; they share their arrays with these."""
        return Columns({name: self._arrays[name] for name in names})

    def where(self, mask: Array) -> Columns:
        """The rows of a mask, or of an array of positions, as new columns."""
        index = positions(mask) if mask.dtype == np.bool_ else mask
        return Columns({name: array.take(index) for name, array in self._arrays.items()})

    def joined(self, *others: Columns) -> Columns:
        """These rows followed by the others'; the names must be the same."""
        parts = [self._arrays, *(other._arrays for other in others)]
        return Columns({n: np.concatenate([part[n] for part in parts]) for n in self._arrays})

    def extend(self, other: Columns) -> None:
        """Put the other's rows behind these; the names must be the same.

        Room is made for more than comes, so that growing row by row costs what is added.
        """
        size = len(self)
        end = size + len(other)
        for name, array in self._arrays.items():
            room = array.base
            if room is None or room is not self._rooms.get(name) or len(room) < end:
                room = np.empty(end + end // 4, dtype=array.dtype)
                room[:size] = array
                self._rooms[name] = room
            room[size:end] = other[name]
            self._arrays[name] = room[:end]

    def copy(self) -> Columns:
        """Columns that share no array with these."""
        return Columns({name: array.copy() for name, array in self._arrays.items()})

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as tuples of plain Python values."""
        return list(zip(*(array.tolist() for array in self._arrays.values()), strict=True))


@cache
def _texts(table: Table) -> frozenset[str]:
    """The names of a table's columns that hold text."""
    return frozenset(column.name for column in table.columns if column.type.python_type is str)


def positions(mask: Array) -> Array:
    """Where a mask is true; ``np.flatnonzero`` takes five times as long to say so."""
    return mask.nonzero()[0]


def rows_of(sorted_keys: Array, wanted: Array) -> Array:
    """Positions in a sorted column of all rows with one of the wanted keys, in their order."""
    first = sorted_keys.searchsorted(wanted, side="left")
    count = sorted_keys.searchsorted(wanted, side="right") - first
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(count.sum())


def places(sorted_keys: Array, wanted: Array) -> tuple[Array, Array]:
    """Where each wanted key stands in a sorted column of distinct ones, and whether it is there.

    What is not there has some place; ``np.isin`` alone takes as long as both.
    """
    if not len(sorted_keys):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    place = np.minimum(sorted_keys.searchsorted(wanted), len(sorted_keys) - 1)
    return place, sorted_keys[place] == wanted


def changes(*columns: Array) -> npt.NDArray[np.bool_]:
    """Where a row differs from the one before it in any of the columns; the first row does."""
    changed = np.ones(len(columns[0]), dtype=bool)
    changed[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return changed


def given(keys: Array, known: Array, values: Array, usual: int) -> Array:
    """The value of each of the distinct ``keys``, of which the ``known`` ones have ``values``.

    Others have the usual one.
    """
    told, by_key = np.full(len(keys), usual, dtype=np.int64), np.argsort(keys, kind="stable")
    place, there = places(keys[by_key], known)
    told[by_key[place[there]]] = values[there]
    return told


def summed(columns: Columns, by: Sequence[str]) -> Columns:
    """The columns added up over rows that are alike in ``by``, in the order of these.

    Without ``by`` all rows are alike, and there is one sum, also of none.
    """
    if not by:
        return Columns({name: columns[name].sum(keepdims=True) for name in columns})
    if not len(columns):
        return columns
    order = _sorted_by([columns[name] for name in by])
    rows = columns.where(order)
    first = np.ones(len(rows), dtype=bool)
    first[1:] = np.any([rows[name][1:] != rows[name][:-1] for name in by], axis=0)
    starts = positions(first)
    return Columns(
        {
            name: rows[name][starts] if name in by else np.add.reduceat(rows[name], starts)
            for name in rows
        }
    )


def _sorted_by(keys: Sequence[Array]) -> Array:
    """The positions of rows in the order of several columns, numbers or texts."""
    ranked = [
        np.unique(key, return_inverse=True)[1] if key.dtype == object else key for key in keys
    ]
    return np.lexsort(ranked[::-1])


UNKNOWN = -1
"""Stands in columns for a number that nobody knows, which is NULL in its table."""


def write(conn: Connection, table: Table, columns: Columns) -> None:
    """Insert the rows; ``UNKNOWN`` becomes NULL where the table takes it."""
    if len(columns):
        sql, order = _insertion(table, tuple(columns), conn.dialect)
        _run_for_each_row(conn, sql, [_values(table, name, columns[name]) for name in order])


def rewrite(conn: Connection, table: Table, columns: Columns, key: str) -> None:
    """Update the named columns of the rows whose ``key`` is listed, as ``write`` would."""
    if len(columns):
        sql, order = _change(table, tuple(columns), key, conn.dialect)
        _run_for_each_row(conn, sql, [_values(table, name, columns[name]) for name in order])


def _values(table: Table, name: str, array: Array) -> list[Any]:
    values: list[Any] = array.tolist()
    if name in _nullable(table):
        return [None if value == UNKNOWN else value for value in values]
    return values


@cache
def _nullable(table: Table) -> frozenset[str]:
    """The names of a table's columns that may be NULL."""
    return frozenset(column.name for column in table.columns if column.nullable)


@lru_cache(maxsize=64)
def _insertion(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[str, ...]]:
    """The statement that inserts a row, and the columns it takes in their order."""
    statement = insert(table).values({name: bindparam(name) for name in names})
    compiled = statement.compile(dialect=dialect)
    return str(compiled), tuple(compiled.positiontup or names)


@lru_cache(maxsize=64)
def _change(
    table: Table, names: tuple[str, ...], key: str, dialect: Dialect
) -> tuple[str, tuple[str, ...]]:
    """The statement that changes a row found by its key, and the columns it takes in order."""
    values: dict[str, Any] = {name: bindparam(name) for name in names if name != key}
    statement = update(table).where(table.c[key] == bindparam(f"old_{key}")).values(values)
    compiled = statement.compile(dialect=dialect)
    order = compiled.positiontup or [*values, f"old_{key}"]
    return str(compiled), tuple(name.removeprefix("old_") for name in order)


def _run_for_each_row(conn: Connection, sql: str, values: list[list[Any]]) -> None:
    conn.exec_driver_sql(sql, list(zip(*values, strict=True)))


def read(conn: Connection, query: Select[Any]) -> Columns:
    """The query's rows as columns; NULL numbers become ``UNKNOWN``."""
    result: Any = conn.execute(query)
    names = list(result.keys())
    types = [column.type.python_type for column in query.selected_columns]
    rows = result.cursor.fetchall()  # plain tuples; rows of the library take as long again
    arrays: dict[str, Array] = {}
    for position, (name, kind) in enumerate(zip(names, types, strict=True)):
        values = [row[position] for row in rows]
        if kind is str:
            array: Array = np.empty(len(values), dtype=object)
            array[:] = values
        else:
            array = np.array(
                [UNKNOWN if value is None else value for value in values], dtype=np.int64
            )
        arrays[name] = array
    return Columns(arrays)


def read_numbers(conn: Connection, query: Select[Any]) -> Array:
    """What a query finds, as a row for each of its columns and in no order.

    All of it has to be known numbers; ValueError where something is not. SQLite joins each column
    into one text: a third of the time of fetching row by row, and no turn of the interpreter's lock
    for each of them.
    """
    found = query.order_by(None).subquery()
    texts = conn.execute(select(*(func.group_concat(each) for each in found.c))).one()
    columns = [np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts]
    if len({len(each) for each in columns}) > 1:
        raise ValueError("a number is unknown")
    return np.stack(columns)
