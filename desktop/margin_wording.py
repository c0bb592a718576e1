"""What is kept of a sale and how a price comes about, in the person's words."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.wording import percent
from domain.promotions.explaining import Kind
from domain.promotions.margin import Part
from domain.promotions.rules import Audience
from domain.reports.margin import Explained, Loss
from domain.reports.margin_figures import Known, Source


def part_name(part: Part, known: Known, referral_fee: int | None = None) -> str:
    """A part of what is kept; shares stand beside it where they are known (basis points)."""
    if part is Part.REFERRAL_FEE and referral_fee is not None:
        return tr("Referral fee {share}", share=percent(referral_fee, 0))
    if part is Part.COMMISSION and known.commission.value:
        return tr("Creator commission {share}", share=percent(known.commission.value, 1))
    if part is Part.RETURNS and known.back.value:
        return tr("Expected returns {share}", share=percent(known.back.value, 1))
    return {
        Part.BUYER: tr("Buyer pays"),
        Part.PLATFORM: tr("The platform adds"),
        Part.SHIPPING: tr("Shipping paid"),
        Part.REFERRAL_FEE: tr("Referral fee"),
        Part.CAMPAIGN_FEE: tr("Campaign fee"),
        Part.COMMISSION: tr("Creator commission"),
        Part.LABEL: tr("Label"),
        Part.PACKAGING: tr("Packaging"),
        Part.GOODS: tr("Cost of goods"),
        Part.GIFTS: tr("Gifts"),
        Part.RETURNS: tr("Expected returns"),
        Part.KEEPS: tr("You keep"),
    }[part]


def part_source(part: Part, known: Known) -> str:
    """Where a part's figure comes from, for whoever points at it; empty where that is plain."""
    figure = {
        Part.COMMISSION: known.commission,
        Part.LABEL: known.label,
        Part.PACKAGING: known.packaging,
        Part.GOODS: known.cost,
        Part.RETURNS: known.back,
    }.get(part)
    if figure is None:
        return ""
    return {
        Source.OWN: tr("From this shop's own figures."),
        Source.QUOTED: tr("A price that is asked now."),
        Source.ASSUMED: tr("An assumption: this shop has too few figures of its own."),
        Source.UNKNOWN: tr("Nobody knows it yet."),
    }[figure.source]


def step_name(explained: Explained) -> str:
    """A step from the list price to what is paid; a discount by its promotion."""
    if explained.promotion is not None:
        return explained.promotion.name
    return {
        Kind.LISTED: tr("List price"),
        Kind.PRICE: tr("Promotion"),
        Kind.BUY_MORE: tr("More for more"),
        Kind.GIFT: tr("Gift"),
        Kind.CODE: tr("Voucher"),
        Kind.VALUE: tr("Items after discounts"),
        Kind.FEE: tr("Shipping"),
        Kind.FEE_DISCOUNT: tr("Shipping discount"),
        Kind.TAX: tr("Sales tax, on average"),
        Kind.PAYS: tr("Buyer pays"),
    }[explained.step.kind]


def step_meaning(kind: Kind) -> str:
    """What a discount does, for whoever points at it."""
    return {
        Kind.PRICE: tr("The strongest price tool that holds for it."),
        Kind.BUY_MORE: tr("More for more: the highest step that the basket reaches."),
        Kind.GIFT: tr("It goes with the order at no price, as long as any are left."),
        Kind.CODE: tr("One voucher or code for an order, the one that takes off most."),
        Kind.FEE_DISCOUNT: tr("Taken off the shipping fee."),
    }.get(kind, "")


def loss_name(loss: Loss) -> str:
    """Where money is lost."""
    return {
        Loss.UNIT: tr("a unit alone"),
        Loss.BASKET: tr("the usual basket"),
        Loss.WORST: tr("the worst basket"),
    }[loss]


def buyer_name(earlier: int) -> str:
    """A buyer by how many orders they have placed before."""
    if earlier >= Audience.REPEAT:
        return tr("Ordered twice or more")
    return tr("Ordered once") if earlier else tr("A new buyer")
