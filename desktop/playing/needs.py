"""What may come up while time passes: in words, and where its rows are."""

from __future__ import annotations

from desktop.i18n import tr
from domain.aftersales.groups import Group
from domain.finance.rules import Kind
from domain.reports.delays import DelayQuery
from domain.reports.finance.journal import JournalQuery
from domain.reports.listing_query import Group as ProductGroup
from domain.reports.listing_query import ListingQuery
from domain.reports.orders import OrderQuery, Sort, Tab
from domain.reports.returns import ReturnQuery
from domain.reports.returns import Sort as ReturnSort
from domain.simulation.attention import Need, News


def news_text(news: News) -> str:
    """What has come up, as a sentence."""
    count = len(news.about)
    return {
        Need.OVERDUE: tr("%Ln order(s) (is|are) overdue: no carrier scan by the deadline.", count),
        Need.DUE_SOON: tr("%Ln order(s) must be scanned by the carrier within 24 hours.", count),
        Need.CANCEL_REQUESTED: tr("%Ln buyer(s) (asks|ask) to cancel, and (waits|wait).", count),
        Need.TO_SHIP: tr("%Ln order(s) can be shipped now.", count),
        Need.STOCK_OUT: tr("%Ln product(s) (is|are) sold out.", count),
        Need.LOW_STOCK: tr("%Ln product(s) (runs|run) low, and nothing is on the way.", count),
        Need.RETURN_REQUESTED: tr("A return is requested for %Ln order(s).", count),
        Need.RETURN_ARRIVED: tr("The goods of %Ln return(s) have arrived.", count),
        Need.DISPUTE_DECIDED: tr("The platform has decided about %Ln return(s).", count),
        Need.SUPPORT_ANSWERED: tr("Support has answered about %Ln order(s).", count),
        Need.CUSTOMER_ANSWERED: tr(
            "%Ln customer(s) (has|have) answered whether the parcel has come.", count
        ),
        Need.PARCEL_TROUBLE: tr("%Ln parcel(s) (does|do) not go (its|their) way.", count),
        Need.LISTING_ANSWERED: tr("The platform has answered about %Ln listing(s).", count),
        Need.FEE_OUT_OF_RANGE: tr(
            "The shipping fee of %Ln template(s) (is|are) out of range.", count
        ),
        Need.TAKEN_DOWN: tr("The platform has taken down %Ln product(s).", count),
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
        Need.CANCEL_REQUESTED: tr("A buyer asks to cancel an order"),
        Need.TO_SHIP: tr("Orders can be shipped, after none could"),
        Need.STOCK_OUT: tr("A product is sold out"),
        Need.LOW_STOCK: tr("A product runs low, and nothing is on the way"),
        Need.RETURN_REQUESTED: tr("A buyer asks for a return"),
        Need.RETURN_ARRIVED: tr("Returned goods arrive"),
        Need.DISPUTE_DECIDED: tr("The platform decides a dispute"),
        Need.SUPPORT_ANSWERED: tr("Support answers you"),
        Need.CUSTOMER_ANSWERED: tr("A customer answers you"),
        Need.PARCEL_TROUBLE: tr("A parcel is late, stuck or lost"),
        Need.LISTING_ANSWERED: tr("The review of a listing answers"),
        Need.FEE_OUT_OF_RANGE: tr("A shipping fee is out of range"),
        Need.TAKEN_DOWN: tr("The platform takes a product down"),
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
        Need.CANCEL_REQUESTED: tr("%Ln buyer(s) (asks|ask) to cancel", count),
        Need.TO_SHIP: tr("%Ln order(s) to ship", count),
        Need.STOCK_OUT: tr("%Ln product(s) sold out", count),
        Need.LOW_STOCK: tr("%Ln product(s) low", count),
        Need.RETURN_REQUESTED: tr("%Ln return(s) to answer", count),
        Need.RETURN_ARRIVED: tr("%Ln return(s) to inspect", count),
        Need.FEE_OUT_OF_RANGE: tr("%Ln shipping fee(s) to mend", count),
    }[need]


def place(need: Need, about: frozenset[int] = frozenset()) -> tuple[str, object] | None:
    """The panel with its rows and what that panel should show; None where there is no such panel.

    ``about`` are the orders, returns, SKUs or products, where they are known.
    """
    where: tuple[str, object] | None = None
    match need:
        case Need.OVERDUE:
            where = "orders", OrderQuery(only_late=True, sort=Sort.SHIP_BY, descending=False)
        case Need.DUE_SOON:
            where = "orders", OrderQuery(only_due_soon=True, sort=Sort.SHIP_BY, descending=False)
        case Need.TO_SHIP | Need.MORNING_WITH_ORDERS:
            where = "orders", OrderQuery(tab=Tab.TO_SHIP, sort=Sort.SHIP_BY, descending=False)
        case Need.RETURN_REQUESTED | Need.RETURN_ARRIVED | Need.DISPUTE_DECIDED:
            where = "orders", _returns(need, about)
        case Need.CANCEL_REQUESTED | Need.CANCELLED:
            only = str(next(iter(about))) if len(about) == 1 else ""
            tab = Tab.CANCELLED if need is Need.CANCELLED else Tab.CANCEL_REQUESTS
            where = "orders", OrderQuery(tab=tab, search=only if tab is Tab.CANCELLED else "")
        case Need.SUPPORT_ANSWERED | Need.CUSTOMER_ANSWERED | Need.PARCEL_TROUBLE:
            where = "orders", DelayQuery(order=min(about, default=0))
        case Need.STOCK_OUT | Need.LOW_STOCK | Need.GOODS_ARRIVED | Need.LISTING_ANSWERED:
            where = "products", min(about, default=None)
        case Need.TAKEN_DOWN:
            paused = ListingQuery(group=ProductGroup.PAUSED)
            where = "products", next(iter(about)) if len(about) == 1 else paused
        case Need.FEE_OUT_OF_RANGE:
            where = "shipping", None
        case Need.PAID_OUT:
            where = "finance", JournalQuery(kind=Kind.PAYOUT)
        case Need.MORNING:
            pass
    return where


def _returns(need: Need, about: frozenset[int]) -> ReturnQuery | tuple[str, int]:
    if need is not Need.DISPUTE_DECIDED:
        group = Group.TO_ANSWER if need is Need.RETURN_REQUESTED else Group.TO_INSPECT
        return ReturnQuery(group=group, sort=ReturnSort.DUE, descending=False)
    return ("return", next(iter(about))) if len(about) == 1 else ReturnQuery()


def place_text(where: tuple[str, object]) -> str:
    """The words of a button that leads there."""
    if isinstance(where[1], ReturnQuery | tuple):
        return tr("Go to returns")
    return {
        "orders": tr("Go to orders"),
        "products": tr("Go to products"),
        "finance": tr("Go to finance"),
        "shipping": tr("Go to shipping"),
    }[where[0]]
