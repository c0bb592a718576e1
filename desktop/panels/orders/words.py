"""Words of the order card."""

from __future__ import annotations

from desktop.i18n import left_to_right, tr
from desktop.theme.roles import Role
from desktop.wording import (
    cancel_reason_name,
    moment,
    percent,
    role_name,
    span,
    status_name,
)
from domain.kernel.clock import DAY
from domain.orders.rules import Status
from domain.reports.order_detail import OrderDetail, PackageRow
from domain.reports.order_money import Part
from domain.reports.order_steps import Clock, Happening
from domain.reports.shop import ShopRow


def state_text(order: OrderDetail, shop: ShopRow) -> str:
    """Where the order stands."""
    if order.status is Status.CANCELLED:
        reason = cancel_reason_name(order.cancel_reason)
        return tr("Cancelled by {who}: {reason}", who=role_name(order.cancel_role), reason=reason)
    if order.status is Status.ON_HOLD:
        return tr("On hold until {time}", time=moment(order.ship_from, shop))
    return tr("Overdue") if order.late else status_name(order.status)


def clock_name(clock: Clock) -> str:
    """What a clock runs down to."""
    return {
        Clock.PAY_BY: tr("Cancelled unless paid by"),
        Clock.ANSWER_CANCELLATION: tr("Answer the buyer by"),
        Clock.SHIP_BY: tr("Carrier scan by"),
        Clock.AUTO_CANCEL: tr("Cancelled by the system"),
        Clock.REST_GIVEN_UP: tr("The rest is refunded"),
        Clock.DELIVER_BY: tr("Deliver by"),
        Clock.ANSWER_RETURN: tr("Answer the return by"),
        Clock.INSPECT_RETURN: tr("Inspect the return by"),
    }[clock]


def clock_meaning(clock: Clock) -> str:
    """What happens when a clock has run down."""
    return {
        Clock.PAY_BY: tr("Unpaid orders are cancelled by the system."),
        Clock.ANSWER_CANCELLATION: tr("Unanswered, the cancellation is approved by itself."),
        Clock.SHIP_BY: tr(
            "The carrier must have scanned the parcel by then; a label alone does not count."
        ),
        Clock.AUTO_CANCEL: tr("The system cancels the order if it has no label by then."),
        Clock.REST_GIVEN_UP: tr(
            "What is not packed by then goes back to the buyer as money, and counts as not "
            "shipped in time. What is packed goes on."
        ),
        Clock.DELIVER_BY: tr("Promised to the buyer."),
        Clock.ANSWER_RETURN: tr("Unanswered, the return is approved by itself."),
        Clock.INSPECT_RETURN: tr("Not inspected by then, it is refunded by itself."),
    }[clock]


def countdown(at: int, shop: ShopRow) -> tuple[str, Role]:
    """How long until a moment, and when that is; its colour."""
    left, when = at - shop.now, left_to_right(moment(at, shop))
    if left < 0:
        return tr("{span} late · {time}", span=span(-left), time=when), "bad"
    text = tr("in {span} · {time}", span=span(left), time=when)
    return text, "warn" if left < DAY else "text"


def step_name(what: Happening) -> str:
    """A stage on the order's way."""
    return {
        Happening.ORDERED: tr("Ordered"),
        Happening.PAID: tr("Paid"),
        Happening.READY: tr("Label or tracking number"),
        Happening.SHIPPED: tr("Scanned by the carrier"),
        Happening.DELIVERED: tr("Delivered"),
        Happening.RETURN_REQUESTED: tr("Return requested"),
        Happening.RETURN_APPROVED: tr("Return approved"),
        Happening.REFUNDED: tr("Refunded"),
        Happening.RETURN_ENDED: tr("Return ended without a refund"),
        Happening.SETTLED: tr("Settled"),
        Happening.COMPLETED: tr("Completed"),
        Happening.CANCELLED: tr("Cancelled"),
        Happening.CHARGED_BACK: tr("Charged back"),
    }[what]


def part_name(part: Part, order: OrderDetail, shop: ShopRow) -> str:
    """A part of what the seller receives."""
    return {
        Part.REVENUE: tr("Your sale"),
        Part.REFERRAL_FEE: tr("Referral fee {rate}", rate=percent(order.referral_fee_rate, 0)),
        Part.COMMISSION: tr("Creator's commission"),
        Part.CAMPAIGN_FEE: tr("Campaign fee"),
        Part.COMMISSION_RETURNED: tr("Commission returned"),
        Part.REFUND: tr("Refund"),
        Part.REFERRAL_FEE_RETURNED: tr("Referral fee returned"),
        Part.REFUND_ADMINISTRATION_FEE: tr("Refund administration fee"),
        Part.LABEL: tr("Platform label"),
        Part.LABEL_GIVEN_BACK: tr("Label given back"),
        Part.LABEL_IF_BOUGHT: tr("Platform label, if you buy one"),
        Part.REIMBURSEMENT: tr("Reimbursement"),
        Part.SETTLEMENT: tr("Settlement")
        if shop.is_practice
        else tr("Settlement, estimated before commissions"),
        Part.OWN_POSTAGE: tr("Your own postage"),
        Part.REPLACEMENT_POSTAGE: tr("Postage of the replacement"),
        Part.COST_OF_GOODS: tr("Cost of goods"),
        Part.GOODS_RETURNED: tr("Goods back in stock"),
        Part.REPLACEMENT_GOODS: tr("Goods of the replacement"),
        Part.GOODS_MISSING: tr("Goods missing"),
        Part.PROFIT: tr("Profit") if shop.is_practice else tr("Left after goods"),
    }[part]


def part_meaning(part: Part, shop: ShopRow) -> str:
    """What a part is, for whoever points at it."""
    return {
        Part.REVENUE: tr(
            "Item prices less your discounts, with what the buyer and the platform pay for "
            "shipping; no tax."
        ),
        Part.REFERRAL_FEE: tr("The platform's share of the sale."),
        Part.LABEL_IF_BOUGHT: tr("The cheapest label that keeps the promise, as it costs now."),
        Part.REIMBURSEMENT: tr("What the platform pays for its own or a carrier's faults."),
        Part.SETTLEMENT: tr("What the platform pays out for this order after its hold."),
        Part.COMMISSION: tr("What the creator whose video brought the sale is paid."),
        Part.CAMPAIGN_FEE: tr("What the platform asks for a sale at a campaign's price."),
        Part.GOODS_MISSING: tr(
            "You cancelled as out of stock, so units that the books still had are written off."
        ),
        Part.PROFIT: tr("The settlement less what you paid for goods and postage.")
        if shop.is_practice
        else tr(
            "The estimated settlement less what your cost sheet says of the goods; commissions and "
            "your own postage still come off, and goods that came back count as spent."
        ),
    }.get(part, "")


def package_title(package: PackageRow) -> str:
    """Who carries a package, and how."""
    if package.own:
        own = tr("Own postage")
        return f"{own} · {package.carrier}" if package.carrier else own
    if package.service:
        return package.service
    label = tr("Platform label")
    return f"{label} · {package.carrier}" if package.carrier else label


def package_state(package: PackageRow, shop: ShopRow) -> str:
    """What happened to a package last."""
    if package.voided_at:
        return tr("Label given back {time}", time=moment(package.voided_at, shop))
    if package.delivered_at:
        return tr("Delivered {time}", time=moment(package.delivered_at, shop))
    if package.shipped_at:
        return tr("Scanned {time}", time=moment(package.shipped_at, shop))
    return tr("Waits for the carrier's first scan")


def order_name(order: int) -> str:
    """An order's id as it stands in a sentence."""
    return tr("Order {id}", id=left_to_right(str(order)))
