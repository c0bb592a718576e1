"""What follows from what, across rooms, as one literal table.

Each event of an order posts journal rows; the amounts are column functions over the order's own
columns. The engine and the seller's commands both post through ``postings``.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import numpy as np

from domain.finance import rules as finance
from domain.finance.rules import Entries, Kind
from domain.kernel.columns import Array, Columns
from domain.rulebook import Rules


class Event(Enum):
    """Something that happens to an order and moves money."""

    PAID = "paid"
    CANCELLED = "cancelled after payment"
    LABELLED = "platform label bought"
    POSTED = "posted by the seller"
    SHIPPED = "scanned by the carrier"
    REFUNDED = "returned and refunded"
    GOODS_BACK = "returned goods on sale again"


def listed(orders: Columns, _rules: Rules) -> Array:
    """What the goods cost at list prices, and their shipping before its discounts."""
    shipping = orders["shipping_paid"] + orders["shipping_platform_discount"]
    return np.asarray(orders["item_total"] + shipping + orders["shipping_seller_discount"])


def discount(orders: Columns, _rules: Rules) -> Array:
    """What the seller bears of the promotions."""
    return np.asarray(orders["seller_discount"] + orders["shipping_seller_discount"])


def revenue(orders: Columns, rules: Rules) -> Array:
    """What the sale brings the seller before fees.

    The platform pays what it bears of promotions, and tax passes through.
    """
    return np.asarray(listed(orders, rules) - discount(orders, rules))


def referral(orders: Columns, rules: Rules) -> Array:
    """The platform's referral fee."""
    return finance.referral_fee(revenue(orders, rules), rules)


def administration(orders: Columns, rules: Rules) -> Array:
    """What the platform keeps of the referral fee on a refund."""
    return finance.refund_administration_fee(referral(orders, rules), rules)


def label(orders: Columns, _rules: Rules) -> Array:
    """The platform label, taken from the order's money."""
    return orders["label_cost"]


def own_postage(orders: Columns, _rules: Rules) -> Array:
    """The seller's own postage, paid from the bank account."""
    return orders["own_postage"]


def commission(orders: Columns, _rules: Rules) -> Array:
    """What the creator who brought the sale is paid, taken from the order's money."""
    return orders["commission"]


def campaign_fee(orders: Columns, _rules: Rules) -> Array:
    """What the platform asks for an order at a campaign's price."""
    return orders["campaign_fee"]


def goods(orders: Columns, _rules: Rules) -> Array:
    """What the goods of the order cost."""
    return orders["cost"]


FOLLOWS: dict[Event, tuple[tuple[Kind, Callable[[Columns, Rules], Array]], ...]] = {
    Event.PAID: (
        (Kind.SALE, listed),
        (Kind.SELLER_DISCOUNT, discount),
        (Kind.REFERRAL_FEE, referral),
        (Kind.COMMISSION, commission),
        (Kind.CAMPAIGN_FEE, campaign_fee),
    ),
    Event.CANCELLED: (
        (Kind.SALE_REVERSED, listed),
        (Kind.SELLER_DISCOUNT_REVERSED, discount),
        (Kind.REFERRAL_FEE_REVERSED, referral),
        (Kind.COMMISSION_REVERSED, commission),
        (Kind.CAMPAIGN_FEE_REVERSED, campaign_fee),
    ),
    Event.LABELLED: ((Kind.PLATFORM_LABEL, label),),
    Event.POSTED: ((Kind.OWN_POSTAGE, own_postage),),
    Event.SHIPPED: ((Kind.COST_OF_GOODS, goods),),
    Event.REFUNDED: (
        (Kind.REFUND, revenue),
        (Kind.REFUND_FEE_RETURNED, referral),
        (Kind.REFUND_ADMINISTRATION_FEE, administration),
        (Kind.COMMISSION_RETURNED, commission),
    ),
    Event.GOODS_BACK: ((Kind.GOODS_RETURNED, goods),),
}


NEEDED = (
    "id",
    "item_total",
    "seller_discount",
    "shipping_paid",
    "shipping_seller_discount",
    "shipping_platform_discount",
    "campaign_fee",
    "label_cost",
    "own_postage",
    "cost",
    "commission",
)
"""The columns of an order that amounts are made of."""


def postings(event: Event, orders: Columns, at: Array, rules: Rules) -> Entries:
    """The journal rows, kind by kind, that follow when the event happens to each order."""
    kinds = [kind for kind, _ in FOLLOWS[event]]
    amounts = [amount(orders, rules) for _, amount in FOLLOWS[event]]
    return finance.entries(kinds, at, orders["id"], amounts)


def earned(orders: Columns, rules: Rules) -> Array:
    """What the platform owes for each sale: its revenue less fees and commission."""
    fees = referral(orders, rules) + campaign_fee(orders, rules)
    return np.asarray(revenue(orders, rules) - fees - commission(orders, rules))


def settlement(orders: Columns, rules: Rules) -> Array:
    """What each order's first settlement pays: its sale less fee, commission and label.

    A cancelled order only has its label, if one was bought, taken back.
    """
    sold = orders["cancelled_at"] == 0
    return np.asarray(earned(orders, rules) * sold - label(orders, rules), dtype=np.int64)


def has_to_settle(cancelled: Columns) -> Array:
    """Which cancelled orders a statement has to take: those with a label or an earlier refund."""
    return np.asarray((cancelled["label_cost"] > 0) | (cancelled["refund"] > 0))


RETURNED = ("order_id", "sku_id", "quantity", "refund", "refunded", "restocked")
"""The columns of a return that amounts are made of."""


def returned(lines: Columns, returns: Columns) -> Columns:
    """What goes back, as orders of their own: what ``postings`` needs of a refund.

    ``lines`` is the order line of each return. Of its units and of what is asked back for them the
    buyer may get a part only; fee and commission follow that part. Its cost is that of the units
    that went back on sale.
    """
    zero = np.zeros(len(lines), dtype=np.int64)
    whole = lines["subtotal"] - lines["seller_discount"]
    asked = whole * returns["quantity"] // lines["quantity"]
    given = asked * returns["refunded"] // np.maximum(returns["refund"], 1)
    return Columns(
        {
            "id": returns["order_id"],
            "item_total": given,
            "seller_discount": zero,
            "shipping_paid": zero,
            "shipping_seller_discount": zero,
            "shipping_platform_discount": zero,
            "campaign_fee": zero,
            "label_cost": zero,
            "own_postage": zero,
            "cost": returns["restocked"] * lines["unit_cost"],
            "commission": lines["commission"] * given // np.maximum(whole, 1),
        }
    )


def left(orders: Columns, gone: Columns) -> Columns:
    """What refunds, as ``returned`` gives them, have left of the sales of orders."""
    by_id = np.argsort(orders["id"])
    place = by_id[np.searchsorted(orders["id"], gone["id"], sorter=by_id)]
    rest = {name: orders[name].copy() for name in ("item_total", "commission")}
    for name, amounts in rest.items():
        np.subtract.at(amounts, place, gone[name])
    return orders.told(**rest)


def refund_effect(returned: Columns, rules: Rules) -> Array:
    """What refunds, as ``returned`` gives them, change in settlements: never above zero."""
    kept = referral(returned, rules) - administration(returned, rules)
    return kept + commission(returned, rules) - revenue(returned, rules)
