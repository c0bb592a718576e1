"""The table of orders whose parcels do not go their way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.delay_wording import (
    customer_text,
    happened_text,
    outcome_text,
    reason_text,
    step_name,
    step_role,
    ticket_text,
    trouble_name,
    trouble_role,
)
from desktop.i18n import left_to_right, tr
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import moment, span
from domain.inbox.support import Topic
from domain.reports.delay_advice import Customer
from domain.reports.delays import DelayRow
from domain.reports.shop import ShopRow

ORDER, WRONG, SINCE, NEXT, CUSTOMER, SUPPORT, CARRIER, TRACKING = range(8)


class DelayModel(RowModel):
    """Orders in trouble with what is to be done."""

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("order", tr("Order"), fixed=True),
            Column("wrong", tr("What is wrong"), fixed=True),
            Column("since", tr("For")),
            Column("next", tr("Next step"), fixed=True),
            Column("customer", tr("Customer")),
            Column("support", tr("Support")),
            Column("carrier", tr("Carrier")),
            Column("tracking", tr("Tracking")),
        )

    def meaning(self, column: int) -> str:
        return {
            SINCE: tr("How long it has been so."),
            NEXT: tr("What to do now. The card beside the list says why."),
            CUSTOMER: tr("What the customer says about the parcel."),
            SUPPORT: tr("What support was asked and has answered."),
        }.get(column, "")

    def text(self, row: DelayRow, column: int, shop: ShopRow) -> str:
        return {
            ORDER: left_to_right(str(row.id)),
            WRONG: trouble_name(row.trouble),
            SINCE: span(shop.now - row.since),
            NEXT: step_name(row.advice, shop),
            CUSTOMER: customer_text(row, shop),
            SUPPORT: ticket_text(row.ticket, shop),
            CARRIER: row.carrier,
            TRACKING: left_to_right(row.tracking),
        }[column]

    def tip(self, row: DelayRow, column: int, shop: ShopRow) -> str:
        if column == WRONG:
            return happened_text(row, shop)
        if column == SINCE:
            return moment(row.since, shop)
        if column == NEXT:
            return reason_text(row, shop)
        if column == SUPPORT and row.ticket is not None and row.ticket.outcome is not None:
            return outcome_text(row.ticket, shop)
        return self.text(row, column, shop)

    def colour(self, row: DelayRow, column: int) -> Role:
        if column == WRONG:
            return trouble_role(row.trouble)
        if column == NEXT:
            return step_role(row.advice)
        asked = {CUSTOMER: row.customer is not Customer.NOT_ASKED, SUPPORT: row.ticket is not None}
        return "text" if asked.get(column, column in (ORDER, CARRIER, TRACKING)) else "mute"


class DelayTable(RowTable):
    """Orders in trouble, many of which can be chosen at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.delays = DelayModel()
        super().__init__("delays", tr("Delays"), self.delays, dotted=WRONG, parent=parent)

    def show_delays(self, rows: Sequence[DelayRow], shop: ShopRow) -> None:
        """Show these rows, all of them read already."""
        self.show_rows([row.id for row in rows], rows, shop)

    def samples(self) -> dict[str, str]:
        time = "30 Nov 00:00"
        return {
            "order": "576460752303423000",
            "wrong": "....." + trouble_name(Topic.DELIVERED_NOT_UPDATED),
            "since": span(99 * 86_400),
            "next": tr("Wait until {time}", time=time),
            "customer": tr("Has nothing, {time}", time=time),
            "support": tr("Answers by {time}", time=time),
            "carrier": "DHL eCommerce",
            "tracking": "9400000000000000000000",
        }
