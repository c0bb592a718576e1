"""How much a promotion may take off, and of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from domain.kernel.clock import DAY
from domain.kernel.columns import Array, Columns, places
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.promotions.commands import SavePromotion
from domain.promotions.form import amount_outside, percent_outside
from domain.promotions.plans import Facts, Plan
from domain.promotions.pricing import NO_LIMIT, unit_price
from domain.promotions.rules import FLASHES, Tool
from domain.rulebook import Rules


def discounted(command: SavePromotion, plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """What is wrong with the prices of a tool that sets prices, and with what they hold for."""
    tool = Tool[command.tool]
    low, high = _depth(tool, facts.rules)
    if not command.skus:
        yield Refusal("promotion-without-skus")
    yield from _said_once(bool(command.prices), bool(command.percents))
    percents = sorted(set(command.percents))
    too_much = [each for percent in percents for each in percent_outside(percent, low, high)]
    yield from too_much
    if command.prices:
        yield from _prices(plan.items, low, high, facts)
    elif not too_much:
        yield from _reachable(plan.items, facts)
    if tool in (Tool.FLASH_DEAL, Tool.CAMPAIGN):
        yield from _lowest(plan.items, facts)
    if tool is Tool.NEW_ARRIVAL:
        yield from _arrived(plan, facts)
    if tool in FLASHES:
        yield from in_stock(plan.items, facts)


def in_stock(items: Columns, facts: Facts) -> Iterator[Refusal]:
    """More units that are to be sold at a price than there are."""
    sold, stock = items["sold"], _listed(items, facts)["stock"]
    for sku, units, most in _rows(items["sku_id"], items["units"], stock + sold):
        if units != NO_LIMIT and units > most:
            yield Refusal("units-above-stock", {"sku": sku, "units": units, "stock": most})


def coded(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    """What is wrong with what a voucher or code takes off, and with the code."""
    rules, tool = facts.rules, Tool[command.tool]
    yield from _said_once(bool(command.percent), bool(command.amount))
    if command.percent:
        yield from percent_outside(command.percent, *_depth(tool, rules))
    elif command.most:
        yield Refusal("ceiling-without-percent")
    if command.amount:
        yield from amount_outside(command.amount, rules.voucher_amount_low, facts)
        worth = command.least or _cheapest(command, facts)
        if command.amount >= worth > 0:
            off, left = facts.text(command.amount), facts.text(worth)
            yield Refusal("voucher-gives-all", {"amount": off, "worth": left})
    low, high, code = rules.code_low, rules.code_high, command.code
    if tool is Tool.PROMO_CODE and not re.fullmatch(f"[A-Z0-9]{{{low},{high}}}", code):
        yield Refusal("code-format", {"low": low, "high": high, "code": code[:40]})


def tiered(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    """What is wrong with the tiers of more for more."""
    rules, tiers = facts.rules, command.tiers
    if not 1 <= len(tiers) <= rules.buy_more_tiers_high:
        told = {"most": rules.buy_more_tiers_high, "found": len(tiers)}
        yield Refusal("tiers-out-of-range", told)
    gifts = command.gifts or ((0, 0, 0),) * len(tiers)
    gives = [(*tier[2:], gift[1]) for tier, gift in zip(tiers, gifts, strict=True)]
    for number, (units, least, percent, amount) in enumerate(tiers, start=1):
        if bool(units) == bool(least) or sum(map(bool, gives[number - 1])) != 1:
            yield Refusal("tier-unclear", {"tier": number})
        elif percent:
            yield from percent_outside(percent, *_depth(Tool.BUY_MORE, rules))
        elif amount and amount >= (worth := least or units * _cheapest(command, facts)) > 0:
            off, left = facts.text(amount), facts.text(worth)
            yield Refusal("tier-gives-all", {"tier": number, "amount": off, "least": left})
    reached = [tier[:2] for tier in tiers]
    for number in range(1, len(tiers)):
        if not all(_rises(each[number - 1], each[number]) for each in (reached, gives)):
            yield Refusal("tiers-not-rising", {"tier": number + 1})


def _cheapest(command: SavePromotion, facts: Facts) -> int:
    """The list price of the cheapest SKU that a promotion is for; 0 where nothing is on sale."""
    mine = np.isin(facts.skus["id"], command.skus) if command.skus else facts.skus["live"] == 1
    return int(facts.skus["price"][mine].min()) if mine.any() else 0


def _rises(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether something is said in the same measure as before, and more of it."""
    alike = [bool(each) for each in before] == [bool(each) for each in after]
    return alike and sum(before) < sum(after)


def _said_once(one: bool, other: bool) -> Iterator[Refusal]:
    if one and other:
        yield Refusal("discount-given-twice")
    elif not (one or other):
        yield Refusal("discount-missing")


def _depth(tool: Tool, rules: Rules) -> tuple[int, int]:
    """The least and the most that the tool takes off, in basis points."""
    match tool:
        case Tool.LIVE_FLASH_DEAL | Tool.FLASH_DEAL:
            return rules.flash_discount_low, rules.flash_discount_high
        case Tool.VOUCHER:
            return rules.voucher_discount_low, rules.voucher_discount_high
        case Tool.PROMO_CODE:
            return rules.code_discount_low, rules.code_discount_high
        case _:
            return rules.discount_low, rules.discount_high


def _prices(items: Columns, low: int, high: int, facts: Facts) -> Iterator[Refusal]:
    text, listed = facts.text, _listed(items, facts)["price"]
    for sku, wanted, price in _rows(items["sku_id"], items["price"], listed):
        least = max(price - price * high // BASIS, facts.rules.price_low)
        most = price - -(-price * low // BASIS)
        if not least <= wanted <= most:
            span = {"low": text(least), "high": text(most), "price": text(wanted)}
            told: dict[str, str | int] = {"sku": sku, **span}
            yield Refusal("promotion-price-out-of-range", told)


def _reachable(items: Columns, facts: Facts) -> Iterator[Refusal]:
    """Percentages that leave less than anything may cost."""
    text, low = facts.text, facts.rules.price_low
    for sku, price in _rows(items["sku_id"], _costs(items, facts)):
        if price < low:
            told: dict[str, str | int] = {"sku": sku, "price": text(price), "low": text(low)}
            yield Refusal("promotion-price-too-low", told)


def _lowest(items: Columns, facts: Facts) -> Iterator[Refusal]:
    """Prices above the lowest one paid lately (A11, A18).

    For what was not sold that is the list price, below which any discount is.
    """
    text, days, paid = facts.text, facts.rules.lowest_price_days, _listed(items, facts)["lowest"]
    for sku, price, lowest in _rows(items["sku_id"], _costs(items, facts), paid):
        if 0 < lowest < price:
            costs = {"price": text(price), "lowest": text(lowest)}
            told: dict[str, str | int] = {"sku": sku, "days": days, **costs}
            yield Refusal("price-above-lowest", told)


def _arrived(plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """What is no longer new when the promotion begins."""
    days, listed_at = facts.rules.new_arrival_days, _listed(plan.items, facts)["listed_at"]
    for sku, since in _rows(plan.items["sku_id"], listed_at):
        if plan.row["starts_at"] - since > days * DAY:
            yield Refusal("new-arrival-over", {"sku": sku, "days": days})


def _costs(items: Columns, facts: Facts) -> Array:
    """What a unit of each item costs."""
    return unit_price(_listed(items, facts)["price"], items["price"], items["percent"])


def _listed(items: Columns, facts: Facts) -> Columns:
    """The rows of the items' SKUs."""
    return facts.skus.where(places(facts.skus["id"], items["sku_id"])[0])


def _rows(*columns: Array) -> Iterator[tuple[int, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)
