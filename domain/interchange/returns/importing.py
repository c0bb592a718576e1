"""What a return export would change in a shop, and how it is written.

The orders stay as they are: what was refunded of one is in its own export.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from sqlalchemy import Connection

from domain.aftersales.imported import any_known, known_returns, outdated
from domain.aftersales.tables import returns
from domain.interchange.plan import Part
from domain.interchange.returns.scan import ReturnScan
from domain.interchange.row_images import compare, key_names, places, write_differing
from domain.kernel.columns import Array, Columns
from domain.orders.imported import known_ids


def parts(conn: Connection, found: ReturnScan) -> Iterator[Part]:
    """Each batch of the file with how it differs from the shop at that moment."""
    empty = not any_known(conn)
    for told in found.batches():
        known = Columns.like(returns) if empty else known_returns(conn, told["id"])
        older = _older(told, known)
        difference = compare(returns, told.where(~older), known)
        yield Part(
            rows=len(told),
            new=int(difference.new.sum()),
            changed=int(difference.changed.sum()),
            unmatched=int((~np.isin(told["order_id"], known_ids(conn, told["order_id"]))).sum()),
            older=len(np.unique(told["id"][older])),
            write=partial(write_differing, conn, table=returns, found=difference),
        )


def _older(told: Columns, known: Columns) -> Array:
    """Rows that tell of a return as it was before what the shop knows of it."""
    at = places(told, known, key_names(returns))
    older = np.zeros(len(told), dtype=bool)
    met = np.flatnonzero(at >= 0)
    disputed = np.zeros(len(met), dtype=bool)
    if "arbitration" in set(told):
        disputed = told["arbitration"][met] != known["arbitration"][at[met]]
    older[met] = outdated(told["status"][met], known["status"][at[met]], disputed)
    return older
