"""What may come up while time passes: in words, and where its rows are."""

from __future__ import annotations

from desktop.i18n import tr
from domain.finance.rules import Kind
from domain.reports.delays import DelayQuery
from domain.reports.finance.journal import JournalQuery
from domain.reports.orders import OrderQuery, Sort, Tab
from domain.simulation.attention import Need, News


def news_text(news: News) -> str:
    """What has come up, as a sentence."""
    count = len(news.about)
    return {
        Need.OVERDUE: tr("%Ln order(s) (is|are) overdue: no carrier scan by the deadline.", count),
        Need.DUE_SOON: tr("%Ln order(s) must be scanned by the carrier within 24 hours.", count),
        Need.TO_SHIP: tr("%Ln order(s) can be shipped now.", count),
        Need.STOCK_OUT: tr("%Ln product(s) (is|are) sold out.", count),
        Need.LOW_STOCK: tr("%Ln product(s) (runs|run) low, and nothing is on the way.", count),
        Need.RETURN_REQUESTED: tr("A return is requested for %Ln order(s).", count),
        Need.SUPPORT_ANSWERED: tr("Support has answered about %Ln order(s).", count),
        Need.CUSTOMER_ANSWERED: tr(
            "%Ln customer(s) (has|have) answered whether the parcel has come.", count
        ),
        Need.PARCEL_TROUBLE: tr("%Ln parcel(s) (does|do) not go (its|their) way.", count),
        Need.CANCELLED: tr("%Ln order(s) (was|were) cancelled.", count),
        Need.GOODS_ARRIVED: tr("Goods from the supplier have arrived."),
        Need.PAID_OUT: tr("A payout has reached the bank account."),
        Need.MORNING_WITH_ORDERS: tr(
            "A new morning: %Ln order(s) (waits|wait) to be shipped.", count
        ),
        Need.MORNING: tr("A new morning."),
    }[news.need]


def choice_text(need: Need) -> str:
    """The need as something to pause for."""
    return {
        Need.OVERDUE: tr("An order becomes overdue"),
        Need.DUE_SOON: tr("An order must be scanned within 24 hours"),
        Need.TO_SHIP: tr("Orders can be shipped, after none could"),
        Need.STOCK_OUT: tr("A product is sold out"),
        Need.LOW_STOCK: tr("A product runs low, and nothing is on the way"),
        Need.RETURN_REQUESTED: tr("A buyer asks for a return"),
        Need.SUPPORT_ANSWERED: tr("Support answers you"),
        Need.CUSTOMER_ANSWERED: tr("A customer answers you"),
        Need.PARCEL_TROUBLE: tr("A parcel is late, stuck or lost"),
        Need.CANCELLED: tr("An order is cancelled"),
        Need.GOODS_ARRIVED: tr("Goods from the supplier arrive"),
        Need.PAID_OUT: tr("A payout reaches the bank account"),
        Need.MORNING_WITH_ORDERS: tr("It is 09:00 and orders wait"),
        Need.MORNING: tr("It is 09:00"),
    }[need]


def wanted_text(need: Need, count: int) -> str:
    """What wants the seller now, as the day's summary lists it."""
    return {
        Need.OVERDUE: tr("%Ln order(s) overdue", count),
        Need.DUE_SOON: tr("%Ln due within 24 h", count),
        Need.TO_SHIP: tr("%Ln order(s) to ship", count),
        Need.STOCK_OUT: tr("%Ln product(s) sold out", count),
        Need.LOW_STOCK: tr("%Ln product(s) low", count),
        Need.RETURN_REQUESTED: tr("%Ln open return(s)", count),
    }[need]


def place(need: Need, about: frozenset[int] = frozenset()) -> tuple[str, object] | None:
    """The panel with its rows and what that panel should show; None where there is no such panel.

    ``about`` are the orders or SKUs, where they are known.
    """
    where: tuple[str, object] | None = None
    match need:
        case Need.OVERDUE:
            where = "orders", OrderQuery(only_late=True, sort=Sort.SHIP_BY, descending=False)
        case Need.DUE_SOON:
            where = "orders", OrderQuery(only_due_soon=True, sort=Sort.SHIP_BY, descending=False)
        case Need.TO_SHIP | Need.MORNING_WITH_ORDERS:
            where = "orders", OrderQuery(tab=Tab.TO_SHIP, sort=Sort.SHIP_BY, descending=False)
        case Need.RETURN_REQUESTED:
            where = "orders", OrderQuery(only_open_returns=True)
        case Need.SUPPORT_ANSWERED | Need.CUSTOMER_ANSWERED | Need.PARCEL_TROUBLE:
            where = "orders", DelayQuery(order=min(about, default=0))
        case Need.CANCELLED:
            only = str(next(iter(about))) if len(about) == 1 else ""
            where = "orders", OrderQuery(tab=Tab.CANCELLED, search=only)
        case Need.STOCK_OUT | Need.LOW_STOCK | Need.GOODS_ARRIVED:
            where = "products", min(about, default=None)
        case Need.PAID_OUT:
            where = "finance", JournalQuery(kind=Kind.PAYOUT)
        case Need.MORNING:
            pass
    return where


def place_text(where: tuple[str, object]) -> str:
    """The words of a button that leads there."""
    return {
        "orders": tr("Go to orders"),
        "products": tr("Go to products"),
        "finance": tr("Go to finance"),
    }[where[0]]
