"""Integrity: what ``dukandar check`` finds wrong with a shop, as coded findings.

The file's own checks come first; then every derived figure is computed anew from the rows.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from domain.reports.check import counts, fees, file, goods, money, promotions
from domain.reports.check.finding import WORDS, Finding
from domain.storage.tables import shop

__all__ = ["WORDS", "Finding", "check"]


def check(conn: Connection) -> list[Finding]:
    """Everything wrong with the shop; an empty list when all is well."""
    found = [*file.damage(conn), *file.missing_tables(conn)]
    if any(finding.code in ("file-damaged", "table-missing") for finding in found):
        return found
    played = conn.execute(select(shop.c.kind)).scalar_one() == "practice"
    found += [*money.journal_rows(conn), *file.lines(conn), *file.recipients_kept(conn)]
    if played:
        found += [
            *goods.stock(conn),
            *counts.statuses(conn),
            *money.order_money(conn),
            *money.payouts(conn),
        ]
        found += [
            *goods.returned(conn),
            *goods.came_back(conn),
            *counts.reviews_told(conn),
            *counts.traffic_told(conn),
            *promotions.discounts(conn),
            *promotions.used(conn),
            *promotions.gifts(conn),
            *fees.warnings(conn),
            *fees.taken_down(conn),
        ]
    return found
