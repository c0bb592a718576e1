"""Tools of promotion as the editor explains them."""

from __future__ import annotations

from collections.abc import Collection

from desktop.i18n import tr
from desktop.promotion_wording import tool_name
from desktop.wording import date_text, money, number, percent
from domain.kernel.money import Currency
from domain.promotions.rules import Tool
from domain.rulebook import Rules


def tool_icon(tool: Tool) -> str:
    """The name of its icon."""
    return {
        Tool.LIVE_FLASH_DEAL: "clock-alert",
        Tool.CAMPAIGN: "star",
        Tool.FLASH_DEAL: "clock",
        Tool.NEW_ARRIVAL: "sparkles",
        Tool.PRODUCT_DISCOUNT: "percent",
        Tool.BUY_MORE: "shopping-cart",
        Tool.VOUCHER: "ticket-percent",
        Tool.PROMO_CODE: "tag",
        Tool.SHIPPING_DISCOUNT: "truck",
    }[tool]


def tool_use(tool: Tool) -> str:
    """What a tool is good for."""
    return {
        Tool.LIVE_FLASH_DEAL: tr("A price only for those who watch a live session of yours."),
        Tool.CAMPAIGN: tr("A day of the platform's own sale, of which it bears a part."),
        Tool.FLASH_DEAL: tr("A few days at a price that makes people decide now."),
        Tool.NEW_ARRIVAL: tr("Helps something new to its first sales and reviews."),
        Tool.PRODUCT_DISCOUNT: tr("A lower price for some weeks, the simplest of all."),
        Tool.BUY_MORE: tr("Larger baskets: one parcel carries more."),
        Tool.VOUCHER: tr("Money off for those who spend enough, seen by all who look."),
        Tool.PROMO_CODE: tr("Money off for those to whom you tell the code."),
        Tool.SHIPPING_DISCOUNT: tr("Takes away what most buyers turn back at."),
    }[tool]


def tool_limits(tool: Tool, rules: Rules, currency: Currency) -> str:
    """The platform's limits of a tool, in a sentence."""

    def span(low: int, high: int) -> str:
        return tr("{low} to {high} off", low=percent(low, 0), high=percent(high, 0))

    usual = span(rules.discount_low, rules.discount_high)
    return {
        Tool.LIVE_FLASH_DEAL: tr(
            "{off}, {hours} hours at most; before every other price.",
            off=span(rules.flash_discount_low, rules.flash_discount_high),
            hours=number(rules.flash_hours_high),
        ),
        Tool.CAMPAIGN: tr(
            "{off}, not above the lowest price of {days} days; units are set aside, {fee} fee.",
            off=usual,
            days=number(rules.lowest_price_days),
            fee=percent(rules.campaign_fee, 0),
        ),
        Tool.FLASH_DEAL: tr(
            "{off}, {hours} hours at most, not above the lowest price of {days} days.",
            off=span(rules.flash_discount_low, rules.flash_discount_high),
            hours=number(rules.flash_hours_high),
            days=number(rules.lowest_price_days),
        ),
        Tool.NEW_ARRIVAL: tr(
            "{off}, for what was listed in the last {days} days.",
            off=usual,
            days=number(rules.new_arrival_days),
        ),
        Tool.PRODUCT_DISCOUNT: tr(
            "{off}, {days} days at most.", off=usual, days=number(rules.deal_days_high)
        ),
        Tool.BUY_MORE: tr(
            "Up to {tiers} rising steps, {most} at a time; not with flash prices.",
            tiers=number(rules.buy_more_tiers_high),
            most=number(rules.buy_more_active_high),
        ),
        Tool.VOUCHER: tr(
            "{off}, or {amount} and more.",
            off=span(rules.voucher_discount_low, rules.voucher_discount_high),
            amount=money(rules.voucher_amount_low, currency),
        ),
        Tool.PROMO_CODE: tr(
            "{off}; a code of {least} to {most} letters and digits.",
            off=span(rules.code_discount_low, rules.code_discount_high),
            least=number(rules.code_low),
            most=number(rules.code_high),
        ),
        Tool.SHIPPING_DISCOUNT: tr("All of the fee or a part; it can go on without an end."),
    }[tool]


def suggested_title(tool: Tool, day: int, taken: Collection[str]) -> str:
    """A title that no other promotion has (``taken`` in small letters), such as Flash deal 12 Dec.

    ``day`` is the local day on which it begins.
    """
    plain = tr("{tool} {day}", tool=tool_name(tool), day=date_text(day))
    title, more = plain, 2
    while title.casefold() in taken:
        title, more = tr("{title} ({number})", title=plain, number=more), more + 1
    return title
