"""The order list: what it can be asked, how that is found among a million orders, and its rows.

A long list is held as ids; only the rows on screen are read. `OrderIndex` keeps what can be
filtered, sorted and searched in memory; `KeptOrders` keeps the index itself up to date.
"""

from domain.reports.orders.conditions import buyer_hidden, due_in_a_day, id_begins, late_now
from domain.reports.orders.finding import Choices, Found, order_ids
from domain.reports.orders.kept import KeptOrders
from domain.reports.orders.query import STATUSES, OrderQuery, Sort, Tab
from domain.reports.orders.rows import OrderRow, Workable, is_known, order_rows, workable
from domain.reports.orders.tabs import tab_counts

__all__ = [
    "STATUSES",
    "Choices",
    "Found",
    "KeptOrders",
    "OrderQuery",
    "OrderRow",
    "Sort",
    "Tab",
    "Workable",
    "buyer_hidden",
    "due_in_a_day",
    "id_begins",
    "is_known",
    "late_now",
    "order_ids",
    "order_rows",
    "tab_counts",
    "workable",
]
