"""Taking an import back: the shop is then as it was before, down to its digest.

Works for imports of every kind whose rows carry ``import_id``. Recipients that an import dropped
stay dropped: personal data has no image to come back from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, Table, delete, func, select

from domain.catalogue import imported as products
from domain.interchange.row_images import columns_of, key_names, replace
from domain.kernel.refusals import RefusedError
from domain.kernel.schema import metadata
from domain.orders.imported import drop_stray_recipients, drop_unused_buyers
from domain.storage.tables import import_changes, imports

_BATCH = 5_000


def undo(conn: Connection, number: int | None = None) -> int:
    """Take import ``number``, or the last one, back; returns its number.

    Runs in the caller's write transaction. Refused with ``RefusedError``: no such import, or a
    later import changed rows that this one wrote.
    """
    if number is None:
        last = conn.scalar(select(func.max(imports.c.id)))
        if last is None:
            raise RefusedError("import-none")
        number = int(last)
    elif conn.scalar(select(imports.c.id).where(imports.c.id == number)) is None:
        raise RefusedError("import-unknown", number=number)
    later = max(
        _changed_later(conn, number),
        _added_later(conn, number),
        products.added_later(conn, number),
    )
    if later:
        raise RefusedError("import-overlaid", number=number, later=later)

    for table in _imported_tables():
        conn.execute(delete(table).where(table.c.import_id == number))
    for name, images in _images(conn, number):
        table = metadata.tables[name]
        replace(conn, table, columns_of(table, [before for _, before in images]))
    conn.execute(delete(import_changes).where(import_changes.c.import_id == number))
    conn.execute(delete(imports).where(imports.c.id == number))
    drop_unused_buyers(conn)
    drop_stray_recipients(conn)
    return number


def _imported_tables() -> list[Table]:
    return [
        table
        for table in metadata.tables.values()
        if "import_id" in table.c and table is not import_changes
    ]


def _images(conn: Connection, number: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The import's images as (row key, image), some of one table at a time."""
    names = conn.scalars(
        select(import_changes.c.table_name).where(import_changes.c.import_id == number).distinct()
    ).all()
    for name in names:
        after = ""
        while True:
            page = conn.execute(
                select(import_changes.c.row_key, import_changes.c.before)
                .where(
                    import_changes.c.import_id == number,
                    import_changes.c.table_name == name,
                    import_changes.c.row_key > after,
                )
                .order_by(import_changes.c.row_key)
                .limit(_BATCH)
            ).all()
            if not page:
                break
            yield name, [(row.row_key, row.before) for row in page]
            after = page[-1].row_key


def _changed_later(conn: Connection, number: int) -> int:
    """The last later import that changed rows this one wrote or changed; 0 for none."""
    mine = import_changes.alias()
    both = (
        select(func.max(import_changes.c.import_id))
        .join(
            mine,
            (mine.c.table_name == import_changes.c.table_name)
            & (mine.c.row_key == import_changes.c.row_key)
            & (mine.c.import_id == number),
        )
        .where(import_changes.c.import_id > number)
    )
    later = int(conn.scalar(both) or 0)
    images = conn.execute(
        select(import_changes.c.import_id, import_changes.c.before).where(
            import_changes.c.import_id > max(later, number)
        )
    )
    for other, before in images:
        if other > later and json.loads(before).get("import_id") == number:
            later = other
    return later


def _added_later(conn: Connection, number: int) -> int:
    """The last later import that wrote a row anew which this one had removed; 0 for none."""
    later = 0
    for name, images in _images(conn, number):
        table = metadata.tables[name]
        keys = [json.loads(key) for key, _ in images]
        columns = key_names(table)
        if len(columns) != 1:
            continue  # rows with longer keys, such as order lines, are never removed
        found = conn.scalar(
            select(func.max(table.c.import_id)).where(
                table.c[columns[0]].in_([key[0] for key in keys])
            )
        )
        if found is not None and found > number:
            later = max(later, int(found))
    return later
