"""How long work tells how far it is, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in total) at least every 5,000 rows.

It may raise ``CancelledError``: that is how work is cancelled, and the caller's transaction then
keeps nothing of it.
"""


class CancelledError(Exception):
    """Somebody asked for the work to stop."""


def silent(_done: int, _total: int) -> None:
    """Progress for nobody."""
