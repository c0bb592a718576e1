"""The one collection of SQLAlchemy tables, and the column kinds that rooms build them from.

Tables are STRICT and hold no REAL columns: money, times and fixed-point state are integers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def table(name: str, *parts: Any, digested: bool = True, **options: Any) -> Table:
    """A STRICT table; ``digested`` says whether its rows are part of the shop's digest."""
    return Table(name, metadata, *parts, sqlite_strict=True, info={"digested": digested}, **options)


def integer(name: str, *parts: Any, digested: bool = True, **options: Any) -> Column[int]:
    """A 64-bit integer column: a count, an id, an amount in minor units or epoch seconds.

    NULL, where a column takes it, is a number that nobody knows; ``digested`` as for a table.
    """
    options.setdefault("nullable", False)
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column(name, kind, *parts, info={"digested": digested}, **options)


def text(name: str, *parts: Any, digested: bool = True, **options: Any) -> Column[str]:
    """A text column, empty where nothing is known; ``digested`` as for a table."""
    options.setdefault("nullable", False)
    return Column(name, Text, *parts, info={"digested": digested}, **options)


def blob(name: str, *parts: Any, **options: Any) -> Column[bytes]:
    """A column of bytes, such as a picture; outside the digest, where its hash stands for it."""
    options.setdefault("nullable", False)
    return Column(name, LargeBinary, *parts, info={"digested": False}, **options)
