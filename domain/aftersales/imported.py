"""How imported returns enter the shop, and what the shop already knows of them."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection, exists, select

from domain.aftersales import rules
from domain.aftersales.groups import ENDED
from domain.aftersales.rules import ReturnStatus
from domain.aftersales.tables import returns
from domain.kernel.clock import Seconds
from domain.kernel.columns import Array, Columns, read
from domain.rulebook import Rulebook

_ENDED = np.array([int(status) for status in ENDED])


def answer_by(requested_at: Seconds, book: Rulebook) -> Seconds:
    """When the platform would have approved each request for want of an answer.

    0 everywhere in regions whose rulebook does not hold these rules.
    """
    found = np.zeros(len(requested_at), dtype=np.int64)
    for figures, rows in book.in_force(requested_at):
        found[rows] = rules.respond_by(requested_at[rows], figures)
    return found


def any_known(conn: Connection) -> bool:
    """Whether the shop has any return yet."""
    return bool(conn.scalar(select(exists(select(returns.c.id)))))


def known_returns(conn: Connection, ids: Array) -> Columns:
    """All lines of the returns of these ids that the shop has."""
    return read(conn, select(returns).where(returns.c.id.in_(ids.tolist())))


def outdated(told: Array, known: Array, disputed: Array) -> Array:
    """Where a status that a file tells is from before the one that the shop knows.

    A refund is final. A return that was rejected or withdrawn stays so, unless the file tells of a
    dispute that the shop did not know (``disputed``).
    """
    refunded = known == ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
    ended, open_again = np.isin(known, _ENDED), ~np.isin(told, _ENDED)
    found: Array = np.where(refunded, told != known, ended & open_again & ~disputed)
    return found
