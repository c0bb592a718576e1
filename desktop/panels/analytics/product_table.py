"""The table of the products page: every figure of each product, sorted by any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import tr
from desktop.panels.analytics.rows import Heading, PlainRow, PlainTable, metric_heading
from domain.analytics.metrics import Metric, Unit
from domain.reports.analytics.products import ProductRow
from domain.reports.shop import ShopRow


class Sort(Enum):
    """What a column shows and sorts by: a figure of ``ProductRow``."""

    NAME = "name"
    PAID = "paid"
    CHANGE = "change"
    SHARE = "share"
    UNITS = "units"
    ORDERS = "orders"
    MARGIN = "margin"
    MARGIN_SHARE = "margin_share"
    IMPRESSIONS = "impressions"
    CLICKS = "clicks"
    CTR = "ctr"
    ATC_RATE = "atc_rate"
    CTOR = "ctor"
    RETURN_RATE = "return_rate"
    STOCK_DAYS = "stock_days"


class ProductTable(PlainTable):
    """Products, those for which most was paid first until another heading is pressed."""

    sorts = tuple(Sort)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("analytics.products", tr("Products"), _headings(), parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._products: tuple[ProductRow, ...] = ()
        self._shop: ShopRow | None = None
        self._by, self._down = Sort.PAID, True
        self.show_sort(self._by, self._down)
        self.sorted_by.connect(self.sort_by)

    def show_products(self, rows: Sequence[ProductRow], shop: ShopRow) -> None:
        """Show these."""
        self._products, self._shop = tuple(rows), shop
        self._show()

    def sort_by(self, by: Sort, down: bool) -> None:
        """Show them in another order; what is unknown stands last."""
        self._by, self._down = by, down
        self._show()

    def _show(self) -> None:
        if self._shop is None:
            return
        there = [row for row in self._products if self._value(row) is not None]
        lost = [row for row in self._products if self._value(row) is None]
        there.sort(key=self._value, reverse=self._down)
        self.show_plain([_cells(row) for row in (*there, *lost)], self._shop)

    def _value(self, row: ProductRow) -> Any:
        found = getattr(row, self._by.value)
        return found.casefold() if isinstance(found, str) else found


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(tr("Product")),
        _short(Metric.PAID, tr("Paid")),
        Heading(
            tr("Change"),
            Unit.MONEY,
            tr("How much more was paid for it than in the time that is held against."),
        ),
        Heading(tr("Share"), Unit.BASIS_POINTS, tr("Of what was paid for all goods.")),
        metric_heading(Metric.ITEMS),
        _short(Metric.SKU_ORDERS, tr("Orders")),
        _short(Metric.MARGIN, tr("Margin")),
        _short(Metric.MARGIN_SHARE, tr("Margin %")),
        metric_heading(Metric.IMPRESSIONS),
        metric_heading(Metric.CLICKS),
        metric_heading(Metric.CTR),
        metric_heading(Metric.ATC_RATE),
        metric_heading(Metric.CTOR),
        Heading(
            tr("Asked back"),
            Unit.BASIS_POINTS,
            tr("Units that buyers asked to give back in this time, for each unit sold in it."),
        ),
        Heading(
            tr("Stock lasts"),
            Unit.DAYS,
            tr("How long the stock lasts at what was sold a day in this time."),
        ),
    )


def _short(metric: Metric, name: str) -> Heading:
    return replace(metric_heading(metric), name=name)


def _cells(row: ProductRow) -> PlainRow:
    return PlainRow(row.id, tuple(getattr(row, each.value) for each in Sort))
