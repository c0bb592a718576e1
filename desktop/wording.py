"""Amounts, moments, statuses and refusals in the person's words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.i18n import CONTEXT, left_to_right, tr
from desktop.theme.roles import Role
from domain.catalogue.rules import ProductStatus
from domain.inbox.rules import Topic
from domain.kernel.clock import DAY, HOUR, MINUTE
from domain.kernel.money import Currency
from domain.kernel.refusals import WORDS, Refusal
from domain.orders.rules import Status
from domain.reports.happened import Event, Happened
from domain.reports.orders import Tab
from domain.reports.shop import ShopRow

_SYMBOLS = {
    "USD": "$",
    "IDR": "Rp ",
    "GBP": "£",
    "MXN": "MX$",
    "MYR": "RM ",
    "PHP": "₱",
    "THB": "฿",
    "VND": "₫",
}


def money(amount: int, currency: Currency, *, whole: bool = False) -> str:
    """An amount of minor units with its currency sign, such as ``$1,284.50`` or ``−$3.00``.

    ``whole`` leaves out what is less than a unit of the currency, as in ``−$3``.
    """
    if whole:
        amount = round(amount / currency.unit) * currency.unit
    places = 0 if whole else currency.minor_units
    digits = QLocale().toString(abs(amount) / currency.unit, "f", places)
    sign = "−" if amount < 0 else ""
    return left_to_right(f"{sign}{_SYMBOLS.get(currency.code, currency.code + ' ')}{digits}")


def number(value: int) -> str:
    """A count with the language's grouping."""
    return QLocale().toString(value)


def percent(basis_points: int, digits: int = 2) -> str:
    """Basis points as a percentage, such as ``1.56 %``."""
    return left_to_right(QLocale().toString(basis_points / 100, "f", digits) + " %")


def _wall(at: int, shop: ShopRow) -> datetime:
    return datetime.fromtimestamp(at + int(shop.book.calendar.offset(at)), UTC)


def date_text(day: int, style: str = "d MMM") -> str:
    """A local day (days since 1970-01-01), such as ``12 Dec``."""
    return QLocale().toString(QDate(1970, 1, 1).addDays(day), style)


def moment(at: int, shop: ShopRow, style: str = "ddd d MMM") -> str:
    """A moment on the shop's clock, such as ``Mon 14 Dec 23:59``; empty for none."""
    if not at:
        return ""
    wall = _wall(at, shop)
    day = QLocale().toString(QDate(wall.year, wall.month, wall.day), style)
    return f"{day} {clock(at, shop)}"


def clock(at: int, shop: ShopRow) -> str:
    """The time of day on the shop's clock, such as ``09:00``."""
    wall = _wall(at, shop)
    return QLocale().toString(QTime(wall.hour, wall.minute), "HH:mm")


def span(seconds: int) -> str:
    """A length of time in its largest unit, such as ``3 d`` or ``9 h``."""
    if seconds >= 2 * DAY:
        return tr("{days} d", days=seconds // DAY)
    if seconds >= HOUR:
        return tr("{hours} h", hours=seconds // HOUR)
    return tr("{minutes} min", minutes=max(1, seconds // MINUTE))


def deadline(at: int, shop: ShopRow) -> str:
    """A deadline as people watch it: how late, how long still, or its day."""
    if not at:
        return ""
    left = at - shop.now
    if left < 0:
        return tr("{time} late", time=span(-left))
    if left < DAY:
        return tr("in {time}", time=span(left))
    return moment(at, shop, "ddd")


def status_name(status: Status) -> str:
    """An order's status in words."""
    return {
        Status.UNPAID: tr("Unpaid"),
        Status.ON_HOLD: tr("On hold"),
        Status.AWAITING_SHIPMENT: tr("To ship"),
        Status.PARTIALLY_SHIPPING: tr("Partly shipped"),
        Status.AWAITING_COLLECTION: tr("Awaiting scan"),
        Status.IN_TRANSIT: tr("In transit"),
        Status.DELIVERED: tr("Delivered"),
        Status.COMPLETED: tr("Completed"),
        Status.CANCELLED: tr("Cancelled"),
    }[status]


def status_meaning(status: Status) -> str:
    """What a status means, for whoever points at it."""
    return {
        Status.UNPAID: tr("The buyer has not paid yet. Unpaid orders are cancelled by the system."),
        Status.ON_HOLD: tr(
            "In the first hour after payment the buyer may cancel freely. Nothing ships yet."
        ),
        Status.AWAITING_SHIPMENT: tr(
            "Paid and waiting for you. Buy a label or enter a tracking number, "
            "so that the carrier scans it before the deadline."
        ),
        Status.PARTIALLY_SHIPPING: tr("Some of the items are on their way."),
        Status.AWAITING_COLLECTION: tr(
            "It has a tracking number. Only the carrier's first scan counts as shipped."
        ),
        Status.IN_TRANSIT: tr("The carrier has scanned the parcel."),
        Status.DELIVERED: tr("The buyer has it. The return window is open."),
        Status.COMPLETED: tr("The return window is closed: nothing more will change."),
        Status.CANCELLED: tr(
            "Cancelled. Units that had not left you are back in stock, unless you were out of them."
        ),
    }[status]


def status_role(status: Status, late: bool) -> Role:
    """The colour role that goes with a status; its word always stands beside it."""
    if late:
        return "bad"
    roles: dict[Status, Role] = {
        Status.UNPAID: "mute",
        Status.ON_HOLD: "mute",
        Status.AWAITING_SHIPMENT: "warn",
        Status.PARTIALLY_SHIPPING: "warn",
        Status.AWAITING_COLLECTION: "info",
        Status.IN_TRANSIT: "info",
        Status.DELIVERED: "good",
        Status.COMPLETED: "good",
        Status.CANCELLED: "mute",
    }
    return roles[status]


def product_status_name(status: str) -> str:
    """A product's status in words; what a file brought and nobody knows stays as it was written."""
    return {
        ProductStatus.ACTIVATE.value: tr("Live"),
        ProductStatus.SELLER_DEACTIVATED.value: tr("Deactivated"),
        ProductStatus.PLATFORM_DEACTIVATED.value: tr("Taken down"),
        ProductStatus.PENDING.value: tr("Under review"),
        ProductStatus.FAILED.value: tr("Not approved"),
        ProductStatus.FREEZE.value: tr("Frozen"),
        ProductStatus.DRAFT.value: tr("Draft"),
        ProductStatus.DELETED.value: tr("Deleted"),
    }.get(status, status)


def product_status_role(status: str) -> Role:
    """The colour role that goes with a product's status; its word always stands beside it."""
    roles: dict[str, Role] = {
        ProductStatus.ACTIVATE.value: "good",
        ProductStatus.PENDING.value: "warn",
        ProductStatus.FAILED.value: "bad",
        ProductStatus.FREEZE.value: "bad",
        ProductStatus.PLATFORM_DEACTIVATED.value: "bad",
    }
    return roles.get(status, "mute")


def tab_name(tab: Tab) -> str:
    """A tab of the order list."""
    return {
        Tab.ALL: tr("All"),
        Tab.PENDING: tr("Pending"),
        Tab.TO_SHIP: tr("To ship"),
        Tab.COLLECTION: tr("Awaiting scan"),
        Tab.SHIPPED: tr("Shipped"),
        Tab.DELIVERED: tr("Delivered"),
        Tab.COMPLETED: tr("Completed"),
        Tab.CANCELLED: tr("Cancelled"),
        Tab.CANCEL_REQUESTS: tr("Cancel requests"),
    }[tab]


def happened_text(what: Happened, shop: ShopRow) -> str:
    """What happened to some orders and when, such as "paid 12 Dec"."""
    first, last = (
        date_text(int(shop.book.calendar.local_day(at))) for at in (what.since, what.before - 1)
    )
    days = first if first == last else tr("{first} to {last}", first=first, last=last)
    return {
        Event.PAID: tr("paid {days}", days=days),
        Event.SHIPPED: tr("scanned by the carrier {days}", days=days),
        Event.LATE: tr("missed their deadline {days}", days=days),
        Event.CANCELLED: tr("cancelled {days}", days=days),
        Event.RETURN_REQUESTED: tr("return asked for {days}", days=days),
        Event.DELIVERED: tr("delivered {days}", days=days),
        Event.ASKED: tr("buyer wrote {days}", days=days),
        Event.REVIEWED: tr("reviewed {days}", days=days),
    }[what.event]


def cancel_reason_name(reason: str) -> str:
    """A cancel reason's code in words; what an import brought stays as it was written."""
    return {
        "out_of_stock": tr("Out of stock"),
        "pricing_error": tr("Pricing error"),
        "cannot_ship_in_time": tr("Cannot ship in time"),
        "buyer_asked": tr("The buyer asked for it"),
        "address_wrong": tr("The address is wrong"),
        "changed_mind": tr("The buyer changed their mind"),
        "ordered_by_mistake": tr("Ordered by mistake"),
        "found_cheaper": tr("Found it cheaper elsewhere"),
        "not_paid_in_time": tr("Not paid in time"),
        "not_collected_in_time": tr("Not shipped in time"),
        "parcel_lost": tr("The carrier lost the parcel"),
    }.get(reason, reason)


def role_name(role: str) -> str:
    """Who cancelled, in words."""
    return {
        "BUYER": tr("the buyer"),
        "SELLER": tr("you"),
        "SYSTEM": tr("the system"),
        "OPERATOR": tr("the platform"),
    }.get(role, role)


def return_reason_name(reason: str) -> str:
    """A return reason's code in words."""
    return {
        "does_not_fit_description": tr("Not as described"),
        "does_not_fit": tr("Does not fit"),
        "charged_back": tr("The buyer's bank took the payment back"),
        "changed_mind": tr("The buyer changed their mind"),
        "damaged": tr("Damaged on the way"),
        "defective": tr("Defective"),
        "asked_in_message": tr("Asked for in a message"),
        "not_shipped_in_time": tr("Not shipped in time"),
    }.get(reason, reason)


def topic_name(topic: Topic) -> str:
    """What a buyer asks about."""
    return {
        Topic.BEFORE_BUYING: tr("A question before buying"),
        Topic.WHERE_IS_MY_ORDER: tr("Where is my order?"),
        Topic.PRODUCT: tr("About the product"),
        Topic.CHANGE_ORDER: tr("Wants to change the order"),
        Topic.RETURN: tr("Wants to return something"),
    }[topic]


def refusal_text(refusal: Refusal) -> str:
    """A refusal as one sentence in the person's language."""
    template = QCoreApplication.translate(CONTEXT, WORDS[refusal.code])
    return template.format(**refusal.params)


def mistake_text(error: BaseException) -> str:
    """What a person is told when this program has erred."""
    return tr(
        "That did not work because of a mistake in this program ({kind}). "
        "What was kept before is still there.",
        kind=type(error).__name__,
    )
