"""The table of the products page: every figure of each product, sorted by any of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.panels.analytics.rows import Heading, metric_heading
from desktop.panels.analytics.sorted_table import SortedTable
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


class ProductTable(SortedTable):
    """Products, those for which most was paid first."""

    sorts = tuple(Sort)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("analytics.products", tr("Products"), _headings(), Sort.PAID, parent)

    def show_products(self, rows: Sequence[ProductRow], shop: ShopRow) -> None:
        """Show these."""
        self.show_things({row.id: row for row in rows}, shop)


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(tr("Product")),
        metric_heading(Metric.PAID, tr("Paid")),
        Heading(
            tr("Change"),
            Unit.MONEY,
            tr("How much more was paid for it than in the time that is held against."),
        ),
        Heading(tr("Share"), Unit.BASIS_POINTS, tr("Of what was paid for all goods.")),
        metric_heading(Metric.ITEMS),
        metric_heading(Metric.SKU_ORDERS, tr("Orders")),
        metric_heading(Metric.MARGIN, tr("Margin")),
        metric_heading(Metric.MARGIN_SHARE, tr("Margin %")),
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
