"""Importing a file of any kind: plan what would change, then do it in the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from domain.interchange.buyer_salt import known_salt, new_salt
from domain.interchange.kinds import KINDS, recognised, sheets
from domain.interchange.plan import FileRefusedError, Opened, Part, Plan, RefusedRow
from domain.interchange.reading import reading
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import Refusal, RefusedError
from domain.rulebook import Rulebook
from domain.storage.tables import imports, shop


class _Counts:
    """Rows so far."""

    def __init__(self) -> None:
        self.new = self.changed = self.unmatched = self.older = self.notes = 0
        self.refused: list[RefusedRow] = []

    def add(self, part: Part) -> None:
        self.new += part.new
        self.changed += part.changed
        self.unmatched += part.unmatched
        self.older += part.older
        self.notes += part.replaced_notes
        self.refused += part.refused


def plan(conn: Connection, path: Path, book: Rulebook, progress: Progress = silent) -> Plan:
    """Read a file and compare it with the shop; writes nothing.

    Refused with ``RefusedError``: a practice shop, and a file that cannot be imported as a whole.
    """
    if conn.scalar(select(shop.c.kind)) == "practice":
        raise RefusedError("real-only")
    with reading(path, sheets()) as opened:
        name, sheet = recognised(path.name, opened)
        kind = KINDS[name]
        try:
            salt = known_salt(conn) or new_salt()
            found = kind.scan(Opened(path.name, sheet, book, salt), progress)
        except RefusedError as refused:
            raise FileRefusedError(name, refused.refusal) from refused
    counts = _Counts()
    for part in kind.parts(conn, found):
        counts.add(part)
        progress(found.rows, found.rows)  # all rows are read; somebody may still cancel
    warnings = list(found.warnings)
    if counts.older:
        warnings.append(Refusal(kind.older, {"count": counts.older}))
    if counts.notes:
        warnings.append(Refusal("notes-replaced", {"count": counts.notes}))
    left_out = tuple(sorted((*found.refused, *counts.refused), key=lambda each: each.row))
    return Plan(
        file=path.name,
        kind=name,
        region=found.region,
        rows=found.rows,
        new=counts.new,
        changed=counts.changed,
        same=found.rows - len(left_out) - counts.new - counts.changed,
        unmatched=counts.unmatched,
        refused=left_out,
        unknown_columns=found.unknown_columns,
        totals=found.totals,
        by_status=found.by_status,
        warnings=tuple(warnings),
        scan=found,
    )


def execute(
    conn: Connection, planned: Plan, imported_at: str, progress: Progress = silent
) -> int | None:
    """Write what differs now from the planned file; the import's number, or None for nothing.

    Runs in the caller's write transaction, which must be rolled back when this raises
    (``CancelledError`` from ``progress``, or ``RefusedError`` when another import came between).
    """
    number = int(conn.scalar(select(func.max(imports.c.id))) or 0) + 1
    counts, done = _Counts(), 0
    good = planned.rows - len(planned.scan.refused)
    for part in KINDS[planned.kind].parts(conn, planned.scan):
        part.write(number)
        counts.add(part)
        done += part.rows
        progress(done, good)
    if not counts.new and not counts.changed:
        return None
    conn.execute(
        insert(imports).values(
            id=number,
            kind=planned.kind,
            region=planned.region,
            file=planned.file,
            imported_at=imported_at,
            rows=planned.rows,
            new=counts.new,
            changed=counts.changed,
            same=good - len(counts.refused) - counts.new - counts.changed,
            refused=len(planned.scan.refused) + len(counts.refused),
        )
    )
    return number
