"""What has been imported into a shop."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.storage.tables import imports as table


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import; counts are rows of its file. ``imported_at`` is the shop's wall clock as text."""

    number: int
    kind: str
    region: str
    file: str
    imported_at: str
    rows: int
    new: int
    changed: int
    same: int
    refused: int


def imports(conn: Connection) -> tuple[ImportRow, ...]:
    """Every import that has not been taken back, the newest first."""
    return tuple(
        ImportRow(
            number=row.id,
            kind=row.kind,
            region=row.region,
            file=row.file,
            imported_at=row.imported_at,
            rows=row.rows,
            new=row.new,
            changed=row.changed,
            same=row.same,
            refused=row.refused,
        )
        for row in conn.execute(select(table).order_by(table.c.id.desc()))
    )
