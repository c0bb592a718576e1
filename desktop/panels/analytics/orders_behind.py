"""The orders behind a figure that the order list cannot be asked for, in a dialog of their own."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import tr
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.rows import Heading, PlainRow, RowsDialog
from desktop.panels.analytics.words import period_text
from desktop.wording import moment
from domain.analytics.metrics import Unit
from domain.analytics.periods import Period
from domain.reports.analytics.order_rows import PaidOrder

Orders = tuple[PaidOrder, ...]


def open_orders(
    page: Page,
    title: str,
    query: Callable[..., Orders],
    *which: object,
    period: Period | None = None,
) -> None:
    """Read what a query of ``order_rows`` finds and show it; an order that is opened is gone to.

    ``period`` is the page's unless given.
    """
    assert page.answer is not None
    shop, over = page.answer.shop, period or page.answer.question.period

    def show(found: Orders) -> None:
        headings = (
            Heading(tr("Order")),
            Heading(tr("Paid at")),
            Heading(tr("Units"), Unit.COUNT),
            Heading(tr("Amount"), Unit.MONEY),
        )
        rows = [
            PlainRow(each.id, (str(each.id), moment(each.paid_at, shop), each.units, each.amount))
            for each in found
        ]
        heading = f"{title}, {period_text(over)}"
        dialog = RowsDialog(heading, headings, rows, shop, page.save, page)
        dialog.table.opened.connect(dialog.accept)
        dialog.table.opened.connect(lambda order: page.go.emit("orders", order))
        dialog.open()

    calendar = shop.book.calendar
    page.desk.read(page, "rows", lambda of: of.read(query, calendar, over, *which), show)
