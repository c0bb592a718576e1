"""A shop is one SQLite file. This is its only door: opened, created, read and written here.

The driver is ``sqlcipher3`` for its own recent SQLite; never open the same file with another SQLite
library, nor read it as bytes while it is open: either drops SQLite's locks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
from sqlcipher3 import dbapi2

from domain.kernel.refusals import RefusedError
from domain.kernel.schema import metadata
from domain.storage import order_changes, stale_slots

APPLICATION_ID = 0x44554B41
"""``DUKA``: marks a SQLite file as a shop of this program."""

SHOP_FORMAT = 4
"""The schema's number, in ``user_version``. Any other is refused untouched: no format has been
released yet, so nobody's shop has to be carried over."""

SUFFIX = ".dukandar"

# WAL and FULL: a power cut loses nothing acknowledged. secure_delete: a dropped recipient is gone.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "busy_timeout=5000",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
)


class ShopFile:
    """An open shop file. Any thread may read and write; SQLite keeps one writer at a time."""

    def __init__(self, path: Path) -> None:
        """Open a shop; refused when it is missing, foreign, of another format or damaged."""
        try:
            there = path.is_file()
        except OSError as error:  # a name longer than any file's, or a folder closed to us
            problem = _reason(error)
            raise RefusedError("file-unreadable", file=path.name, problem=problem) from error
        if not there:
            raise RefusedError("shop-missing", file=path.name)
        _look(path)
        self.path = path
        self._engine = _engine(os.fspath(path))

    @classmethod
    def create(cls, path: Path, fill: Callable[[Connection], None]) -> ShopFile:
        """Make a new shop in one go: ``fill`` writes its first rows, and only a whole file appears.

        Refused when something of that name is there or its folder is not.
        """
        try:
            if path.exists():
                raise RefusedError("shop-exists", file=path.name)
            if not path.parent.is_dir():
                raise RefusedError("folder-missing", folder=path.parent.name)
            making = path.with_name(f".{path.name}.making")
            for left in (
                making,
                making.with_name(making.name + "-wal"),
                making.with_name(making.name + "-shm"),
            ):
                left.unlink(missing_ok=True)
            engine = _engine(os.fspath(making))
            with _begin(engine, write=True, name=path.name) as conn:
                _make_tables(conn)
                for trigger in (*order_changes.triggers(), *stale_slots.triggers()):
                    conn.exec_driver_sql(trigger)
                conn.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                conn.exec_driver_sql(f"PRAGMA user_version={SHOP_FORMAT}")
                fill(conn)
            engine.dispose()
            making.replace(path)
        except OSError as error:
            raise RefusedError("not-writable", file=path.name, problem=_reason(error)) from error
        return cls(path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write: all of it is kept, or nothing when the block raises."""
        with _begin(self._engine, write=True, name=self.path.name) as conn:
            yield conn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one unchanging state of the shop."""
        with _begin(self._engine, write=False, name=self.path.name) as conn:
            yield conn

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


@contextmanager
def passing_file() -> Iterator[Connection]:
    """A shop's empty tables in a database of nobody else's, which is gone after the block.

    SQLite keeps it in memory as far as it fits. Nobody follows it, so changes are not noted.
    """
    engine = _engine("")
    try:
        with _begin(engine, write=True, name="") as conn:
            _make_tables(conn)
            yield conn
    finally:
        engine.dispose()


@cache
def _tables_and_indexes() -> tuple[str, ...]:
    """What makes the tables of a shop, worded once: that takes as long as making them."""
    made: list[ExecutableDDLElement] = []
    for table in metadata.sorted_tables:
        made.append(CreateTable(table))
        made += [CreateIndex(each) for each in sorted(table.indexes, key=lambda i: str(i.name))]
    return tuple(str(each.compile(dialect=sqlite.dialect())) for each in made)


def _make_tables(conn: Connection) -> None:
    for statement in _tables_and_indexes():
        conn.exec_driver_sql(statement)


def _engine(database: str) -> Engine:
    def connect() -> Any:
        return dbapi2.connect(database, isolation_level=None, check_same_thread=False)

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}").fetchall()
        cursor.close()

    @event.listens_for(engine, "begin")
    def _start(conn: Connection) -> None:
        write = conn.get_execution_options().get("write", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def _begin(engine: Engine, *, write: bool, name: str) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(write=write) as conn, conn.begin():
            yield conn
    except DBAPIError as error:
        raise _refused(error, str(error.orig), name) from error
    except dbapi2.Error as error:  # from the settings of a new connection
        raise _refused(error, str(error), name) from error
    except UnicodeDecodeError as error:  # SQLite quotes broken bytes in its message
        raise RefusedError("shop-damaged", file=name, problem="its pages are broken") from error


def _refused(error: Exception, problem: str, name: str) -> Exception:
    """The refusal that a database error means; the error itself when it is a mistake of ours."""
    if "locked" in problem or "busy" in problem:
        return RefusedError("shop-busy", file=name)
    if any(sign in problem for sign in ("full", "readonly", "disk I/O", "unable to open")):
        return RefusedError("not-writable", file=name, problem=problem)
    if any(sign in problem for sign in ("malformed", "not a database", "no such table")):
        return RefusedError("shop-damaged", file=name, problem=problem)
    return error


def _look(path: Path) -> None:
    """Refuse a file that is not ours or of another format, before any setting could touch it."""
    connection = None
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        connection = dbapi2.connect(uri, uri=True, isolation_level=None)
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except dbapi2.Error as error:
        if "not a database" in str(error):
            raise RefusedError("shop-not-ours", file=path.name) from error
        raise _refused(error, str(error), path.name) from error
    finally:
        if connection is not None:
            connection.close()
    if found != APPLICATION_ID:
        raise RefusedError("shop-not-ours", file=path.name)
    if version > SHOP_FORMAT:
        raise RefusedError("shop-newer", file=path.name, found=version, known=SHOP_FORMAT)
    if version < SHOP_FORMAT:
        raise RefusedError("shop-older", file=path.name, found=version, known=SHOP_FORMAT)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
