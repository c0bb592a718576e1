"""Rows of a world with their marks: what the file has, what has changed, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, Table

from domain.kernel.columns import Columns, read, rewrite, write
from domain.simulation.world import CHANGED, NEW


def marked(conn: Connection, query: Select[Any]) -> Columns:
    """What a query gives, as the file has it."""
    return read(conn, query).with_zeros(("mark",))


def together(parts: Sequence[Columns]) -> Columns:
    """Rows that have left the world and those that are in it, as one."""
    return Columns({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def save_marked(conn: Connection, table: Table, parts: Sequence[Columns], key: str = "id") -> None:
    """Insert the new rows, rewrite the changed ones."""
    rows = together(parts)
    names = [column.name for column in table.columns]
    write(conn, table, rows.where(rows["mark"] == NEW).only(names))
    rewrite(conn, table, rows.where(rows["mark"] == CHANGED).only(names), key)
