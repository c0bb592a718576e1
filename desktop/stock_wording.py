"""Stock in words: why it changed, how fast it goes, and when to order how much."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import date_text, number, span
from domain.catalogue.rules import PACE_DAYS
from domain.kernel.clock import DAY
from domain.reports.shop import ShopRow
from domain.reports.stock import Advice, StockRow
from domain.reports.stock_history import Movement


def movement_name(why: Movement) -> str:
    """Why stock changed."""
    return {
        Movement.OPENING: tr("Opening stock"),
        Movement.ARRIVED: tr("Supplier's goods arrived"),
        Movement.CANCELLED: tr("Order cancelled"),
        Movement.RETURNED: tr("Back on sale"),
        Movement.GIFT_BACK: tr("Gift of a cancelled order"),
        Movement.ORDERED: tr("Ordered by a buyer"),
        Movement.REPLACED: tr("Replacement sent"),
        Movement.SAMPLE: tr("Sample to a creator"),
        Movement.GIFT: tr("Gift with an order"),
        Movement.MISSING: tr("Missing on the shelf"),
    }[why]


def movement_meaning(why: Movement) -> str:
    """The same in a sentence."""
    return {
        Movement.OPENING: tr("What was there when the shop opened."),
        Movement.ARRIVED: tr("Goods that you ordered from the supplier have come."),
        Movement.CANCELLED: tr("An order was cancelled before the carrier had it."),
        Movement.RETURNED: tr("Goods came back and can be sold again, or were never sent."),
        Movement.GIFT_BACK: tr("The order that it was to go with was cancelled."),
        Movement.ORDERED: tr("A buyer ordered: the units are theirs from then on."),
        Movement.REPLACED: tr("New goods went to a buyer in place of others."),
        Movement.SAMPLE: tr("A creator was sent a unit to show."),
        Movement.GIFT: tr("A promotion gave it to a buyer who bought enough."),
        Movement.MISSING: tr(
            "You cancelled as out of stock: what the books still had was not on the shelf."
        ),
    }[why]


def pace_text(sold: int) -> str:
    """Units a day, from those of the last seven days."""
    return QLocale().toString(sold / PACE_DAYS, "f", 1)


def runs_out_text(row: StockRow, shop: ShopRow) -> str:
    """When the stock is sold out at its pace."""
    if row.available == 0:
        return tr("sold out")
    if row.cover is None:
        return tr("not in sight: none was sold in seven days")
    day = date_text(int(shop.book.calendar.local_day(shop.now)) + row.cover, "ddd d MMM")
    return tr("about {day} at {pace} a day", day=day, pace=pace_text(row.advice.sold))


def runs_out_role(row: StockRow, low: bool) -> Role:
    """The role of those words."""
    if row.available == 0:
        return "bad"
    return "warn" if low else "text"


def advice_text(advice: Advice) -> str:
    """When to order how much, and the numbers behind it, in two sentences at most."""
    if advice.in_days is None and advice.sold:
        return tr("Buyers no longer find it, so no order is suggested.")
    if advice.in_days is None:
        return tr("None was sold in the last seven days, so no order is suggested.")
    held, point = number(advice.held), number(advice.point)
    lead, safety = _days(advice.lead_days), _days(advice.safety_days)
    pace = pace_text(advice.sold)
    if not advice.units:
        return tr(
            "No order is needed for about %Ln day(s): {held} are here or on their way, and {point} "
            "last through the delivery time ({lead}) and a reserve ({safety}) at {pace} a day.",
            max(1, advice.in_days),
            held=held,
            point=point,
            lead=lead,
            safety=safety,
            pace=pace,
        )
    told = tr(
        "Order %Ln unit(s) now: {held} are here or on their way, and the delivery time ({lead}) "
        "with a reserve ({safety}) takes {point} at {pace} a day.",
        advice.units,
        held=held,
        point=point,
        lead=lead,
        safety=safety,
        pace=pace,
    )
    if advice.held + advice.units > advice.up_to:
        return f"{told} {tr('The supplier sells no fewer.')}"
    return f"{told} {tr('So many last until the delivery after this one.')}"


def _days(days: int) -> str:
    """A number of days that no line break parts from its unit."""
    return span(days * DAY).replace(" ", "\N{NO-BREAK SPACE}")
