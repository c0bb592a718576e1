"""The shop's salt for the names of buyers: it is made with the first import that names any.

It only keys hashes: it need not be the same in a replay, and is outside the digest.
"""

from __future__ import annotations

import os

from sqlalchemy import Connection, insert, select

from domain.orders.imported import BUYER_SALT
from domain.storage.tables import settings

_BYTES = 32


def known_salt(conn: Connection) -> str:
    """The shop's salt in hexadecimal digits; empty before it has one."""
    return str(conn.scalar(select(settings.c.value).where(settings.c.key == BUYER_SALT)) or "")


def new_salt() -> str:
    """A salt for a shop that has none."""
    return os.urandom(_BYTES).hex()


def keep_salt(conn: Connection, salt: str) -> None:
    """Note the salt of a shop that had none."""
    if not known_salt(conn):
        conn.execute(insert(settings).values(key=BUYER_SALT, value=salt))
