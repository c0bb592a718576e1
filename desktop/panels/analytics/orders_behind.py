"""The orders behind a figure that the order list cannot be asked for, in a dialog of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.i18n import tr
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.rows import Heading, PlainRow, RowsDialog
from desktop.panels.analytics.words import period_text
from desktop.wording import moment, number
from domain.analytics.metrics import Unit
from domain.analytics.periods import Period
from domain.reports.analytics.order_rows import MOST, PaidOrder

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
        show_rows(page, f"{title}, {period_text(over)}", headings, rows)

    calendar = shop.book.calendar
    page.desk.read(page, "rows", lambda of: of.read(query, calendar, over, *which), show)


def show_rows(
    page: Page, title: str, headings: Sequence[Heading], rows: Sequence[PlainRow]
) -> None:
    """Show rows, ``MOST`` of them at most; one that is opened leads to the order of its id."""
    assert page.answer is not None
    if len(rows) == MOST:
        title = tr("{rows}, the newest {number}", rows=title, number=number(MOST))
    dialog = RowsDialog(title, headings, rows, page.answer.shop, page.save, page)
    dialog.table.opened.connect(dialog.accept)
    dialog.table.opened.connect(lambda order: page.go.emit("orders", order))
    dialog.open()
