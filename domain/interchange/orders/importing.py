"""What an order export would change in a shop, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from sqlalchemy import Connection

from domain.interchange.buyer_salt import keep_salt, known_salt
from domain.interchange.orders.difference import BatchDifference, differ
from domain.interchange.orders.rows import RECIPIENT
from domain.interchange.orders.scan import Batch, OrderScan
from domain.interchange.plan import Part
from domain.interchange.row_images import keep_images, remove, write_differing
from domain.kernel.columns import Columns
from domain.kernel.refusals import RefusedError
from domain.orders.imported import BuyerIds, any_known, keep_recipients
from domain.orders.tables import order_lines, orders
from domain.shipping.tables import packages


def parts(conn: Connection, found: OrderScan) -> Iterator[Part]:
    """Each batch of the file with how it differs from the shop at that moment."""
    if known_salt(conn) not in ("", found.salt):
        raise RefusedError("plan-outdated")
    buyers = BuyerIds(conn, found.buyers)
    empty = not any_known(conn)
    for batch in found.batches():
        difference = differ(conn, batch, buyers, empty=empty)
        yield Part(
            rows=len(batch.lines),
            new=difference.new,
            changed=difference.changed,
            unmatched=0,
            older=difference.older,
            write=partial(_write, conn, found.salt, batch, difference, buyers),
            replaced_notes=difference.replaced_notes,
        )


def _write(
    conn: Connection,
    salt: str,
    batch: Batch,
    found: BatchDifference,
    buyers: BuyerIds,
    number: int,
) -> None:
    if not found.touched.any():
        return
    keep_salt(conn, salt)
    _number_buyers(batch, found.orders.rows, buyers)
    keep_images(conn, number, packages, found.gone_packages)
    remove(conn, packages, found.gone_packages)
    write_differing(conn, number, orders, found.orders)
    write_differing(conn, number, order_lines, found.lines)
    write_differing(conn, number, packages, found.packages)
    ids = found.orders.rows["id"][found.touched]
    waiting = batch.recipients.where(np.isin(batch.recipients["order_id"], ids))
    said = np.zeros(len(waiting), dtype=bool)
    for name in RECIPIENT:
        said |= waiting[name] != ""
    keep_recipients(conn, ids, waiting.where(said))


def _number_buyers(batch: Batch, rows: Columns, buyers: BuyerIds) -> None:
    unknown = np.flatnonzero(rows["buyer_id"] < 0)
    at = np.searchsorted(batch.orders["id"], rows["id"][unknown])
    rows["buyer_id"][unknown] = buyers.added(batch.orders["buyer"][at])
