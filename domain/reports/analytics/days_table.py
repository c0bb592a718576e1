"""What a shop sold and who looked, as a table of a file: a row for each day of its whole life."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Connection, select
from sqlalchemy import Table as Kept

from domain.interchange.outgoing.moments import day_text
from domain.interchange.outgoing.table_file import Cell, Table
from domain.kernel.columns import UNKNOWN, Array, Columns
from domain.reports.tallies import tallied
from domain.reports.tallies.asking import Which
from domain.rulebook import Rulebook
from domain.storage.tables import shop
from domain.tallies.tables import (
    FIRST,
    NOBODY,
    tally_buyers,
    tally_cancels,
    tally_hours,
    tally_traffic,
)

COLUMNS = (
    ("Day", Cell.TIME),
    ("GMV", Cell.AMOUNT),
    ("Orders", Cell.COUNT),
    ("Items Sold", Cell.COUNT),
    ("Goods Before Discount", Cell.AMOUNT),
    ("Seller Discount", Cell.AMOUNT),
    ("Platform Discount", Cell.AMOUNT),
    ("Shipping", Cell.AMOUNT),
    ("Tax", Cell.AMOUNT),
    ("New Customers", Cell.COUNT),
    ("Returning Customers", Cell.COUNT),
    ("Impressions", Cell.COUNT),
    ("Product Clicks", Cell.COUNT),
    ("Added to Cart", Cell.COUNT),
    ("Placed Orders", Cell.COUNT),
    ("Cancelled Orders", Cell.COUNT),
    ("Cancelled GMV", Cell.AMOUNT),
)
"""An order counts on the day on which it was paid; a cancelled one on the day on which that was."""

_PAID = (
    "gmv",
    "orders",
    "units",
    "items",
    "seller_discount",
    "platform_discount",
    "shipping",
    "tax",
)
_SEEN = ("impressions", "clicks", "carts", "orders")

_ALWAYS = (0, 2**20)
"""Local days between which every shop lies."""


def table(conn: Connection, book: Rulebook) -> Table:
    """Every day from the first to the last of which there is anything to tell.

    A practice shop has every day since it opened. Blank is what is not known: in a real shop who
    looked, and on a day with an order whose buyer is not known, which buyers were new.
    """
    about = conn.execute(select(shop)).one()
    calendar = book.calendar

    def sums(of: Kept, which: Which | None = None) -> Columns:
        return tallied(conn, calendar, of, *_ALWAYS, which=which)

    paid, seen, cancelled = sums(tally_hours), sums(tally_traffic), sums(tally_cancels)
    new = sums(tally_buyers, lambda c: c["before"] == FIRST)
    back = sums(tally_buyers, _came_back)
    nameless = sums(tally_buyers, lambda c: c["before"] == NOBODY)
    is_practice = about.kind == "practice"
    there = [paid["day"], seen["day"], cancelled["day"]]
    if is_practice:
        there.append(np.array([calendar.local_day(about.opened_at), calendar.local_day(about.now)]))
    known = np.concatenate(there)
    days = np.arange(known.min(), known.max() + 1) if len(known) else known
    unknown_buyers = np.isin(days, nameless["day"])
    columns = [
        *(_by_day(days, paid, name) for name in _PAID),
        *(np.where(unknown_buyers, UNKNOWN, _by_day(days, each, "orders")) for each in (new, back)),
        *(_by_day(days, seen, name) if is_practice else days * 0 + UNKNOWN for name in _SEEN),
        *(_by_day(days, cancelled, name) for name in ("orders", "gmv")),
    ]
    rows = zip(
        (day_text(day) for day in days.tolist()),
        *(_told(column) for column in columns),
        strict=True,
    )
    return Table("Analytics", COLUMNS, book.currency, len(days), rows)


def _by_day(days: Array, sums: Columns, name: str) -> Array:
    """A sum of each day; 0 on days without rows."""
    found = np.zeros(len(days), dtype=np.int64)
    if len(days):
        found[sums["day"] - days[0]] = sums[name]
    return found


def _came_back(sums: Any) -> Any:
    """Orders that are their buyer's first of the day, but not the first of all."""
    return (sums["before"] >= 0) & (sums["before"] < sums["day"])


def _told(column: Array) -> list[int | str]:
    return ["" if value == UNKNOWN else value for value in column.tolist()]
