"""What a promotion has to keep to: each limit of its tool, with the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.kernel.clock import DAY, HOUR, MINUTE
from domain.kernel.refusals import Refusal
from domain.promotions.commands import SavePromotion
from domain.promotions.conflicts import conflicts
from domain.promotions.depths import coded, discounted, in_stock, tiered
from domain.promotions.form import CODES, malformed, misnamed
from domain.promotions.gifts import gifted, gifts_in_stock
from domain.promotions.plans import Facts, Plan, has_begun, planned
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import FLASHES, PRICES, Tool
from domain.rulebook import Rules

_STILL_OPEN = ("name", "ends_at", "uses", "buyer_limit")
"""What can be changed of a promotion that has begun (A15), beside how many its items and gifts
are for."""


def judged(command: SavePromotion, facts: Facts) -> list[Refusal]:
    """All that keeps a promotion from being kept as the command wants it; nothing: it may be.

    A draft needs only to be well-formed, and what has begun is judged by what changes.
    """
    before = facts.promotion(command.promotion)
    if command.promotion and before is None:
        return [Refusal("promotion-unknown", {"promotion": command.promotion})]
    if before and _is_over(before, facts.now):
        return [Refusal("promotion-over", {"promotion": command.promotion})]
    if wrong := list(misnamed(command)) or list(malformed(command, facts)):
        return wrong
    plan = planned(command, facts)
    if before and has_begun(before, facts.now):
        return list(_of_running(command.promotion, before, plan, facts))
    return [] if command.draft else list(_of_new(command, plan, facts))


def _is_over(row: dict[str, Any], now: int) -> bool:
    return not row["draft"] and bool(row["stopped_at"] or 0 < row["ends_at"] <= now)


def _of_new(command: SavePromotion, plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """What is wrong with one that has not begun and is to be more than a draft."""
    tool = Tool[command.tool]
    if plan.row["starts_at"] < facts.now:
        yield Refusal("promotion-starts-past", {"now": facts.calendar.text(facts.now)})
    yield from _lasts(plan, facts)
    if tool is Tool.CAMPAIGN:
        yield from _has_score(facts)
        yield from _sets_aside(plan)
    if tool in PRICES:
        yield from discounted(command, plan, facts)
    elif tool in CODES:
        yield from coded(command, facts)
    elif tool is Tool.BUY_MORE:
        yield from tiered(command, facts)
        yield from gifted(command, plan, facts)
        if facts.balance < 0:
            yield Refusal("buy-more-balance", {"owed": facts.text(-facts.balance)})
    elif command.least and command.skus:
        yield Refusal("shipping-threshold-of-skus")
    yield from conflicts(command.promotion, plan, facts)


def _of_running(number: int, before: dict[str, Any], plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """What is wrong with changing one that has begun."""
    row, items, tiers = plan.row, facts.items_of(number), facts.tiers_of(number)
    bound = [name for name in row if name not in _STILL_OPEN]
    offered = ("sku_id", "price", "percent")
    steps = [name for name in plan.tiers if name != "gift_orders"]
    if (
        any(row[name] != before[name] for name in bound)
        or plan.items.only(offered).rows() != items.only(offered).rows()
        or plan.tiers.only(steps).rows() != tiers.only(steps).rows()
    ):
        yield Refusal("promotion-running", {"promotion": number})
        return
    limits = list(zip(items["units"].tolist(), plan.items["units"].tolist(), strict=True))
    gifts, before_gifts = plan.tiers["gift_orders"], tiers["gift_orders"]
    limits += list(zip(before_gifts.tolist(), gifts.tolist(), strict=True))
    limits += [(before[name], row[name]) for name in ("uses", "buyer_limit")]
    if any(_is_lowered(*each) for each in limits):
        yield Refusal("promotion-limit-lowered")
    tool = Tool(row["tool"])
    if tool is Tool.CAMPAIGN:
        yield from _sets_aside(plan)
    if tool in FLASHES:
        yield from in_stock(plan.items.where(plan.items["units"] != items["units"]), facts)
    if (gifts != before_gifts).any():
        yield from gifts_in_stock(plan.tiers, facts)
    if row["ends_at"] != before["ends_at"]:
        if 0 < row["ends_at"] <= facts.now:
            yield Refusal("promotion-end-past", {"now": facts.calendar.text(facts.now)})
        yield from _lasts(plan, facts)
        yield from conflicts(number, plan, facts)


def _is_lowered(before: int, now: int) -> bool:
    return now != NO_LIMIT and (before == NO_LIMIT or now < before)


def _lasts(plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """How long it lasts; days are those of the local clock, some of which have 23 or 25 hours."""
    rules, calendar, tool = facts.rules, facts.calendar, Tool(plan.row["tool"])
    starts_at, ends_at = plan.row["starts_at"], plan.row["ends_at"]
    seconds = ends_at - starts_at
    wall = seconds + int(calendar.offset(ends_at)) - int(calendar.offset(starts_at))
    most = _days_high(tool, rules)
    if tool is Tool.CAMPAIGN:
        yield from _meets_campaign(starts_at, ends_at, facts)
    elif not ends_at:
        if tool is not Tool.SHIPPING_DISCOUNT:
            yield Refusal("promotion-without-end")
    elif seconds < rules.promotion_minutes_low * MINUTE:
        yield Refusal("promotion-too-short", {"least": rules.promotion_minutes_low})
    elif tool in (Tool.LIVE_FLASH_DEAL, Tool.FLASH_DEAL):
        if seconds > rules.flash_hours_high * HOUR:
            hours = -(-seconds // HOUR)
            yield Refusal("flash-too-long", {"most": rules.flash_hours_high, "hours": hours})
    elif most and wall > most * DAY:
        yield Refusal("promotion-too-long", {"most": most, "days": -(-wall // DAY)})


def _days_high(tool: Tool, rules: Rules) -> int:
    """The most days that one lasts; 0: no limit."""
    match tool:
        case Tool.PRODUCT_DISCOUNT | Tool.NEW_ARRIVAL:
            return rules.deal_days_high
        case Tool.PROMO_CODE:
            return rules.code_days_high
        case Tool.SHIPPING_DISCOUNT:
            return 0
        case _:
            return rules.promotion_days_high


def _meets_campaign(starts_at: int, ends_at: int, facts: Facts) -> Iterator[Refusal]:
    if (starts_at, ends_at) in ((each.starts_at, each.ends_at) for each in facts.campaigns):
        return
    coming = next((each for each in facts.campaigns if each.starts_at >= facts.now), None)
    if coming is None:
        yield Refusal("campaign-none")
        return
    text = facts.calendar.text
    told = {"name": coming.name, "starts": text(coming.starts_at), "ends": text(coming.ends_at)}
    yield Refusal("campaign-other-day", told)


def _has_score(facts: Facts) -> Iterator[Refusal]:
    least, score = facts.rules.campaign_score_low, facts.score
    if score is not None and score < least:
        told = {"least": _hundredths(least), "score": _hundredths(score)}
        yield Refusal("campaign-score", told)


def _sets_aside(plan: Plan) -> Iterator[Refusal]:
    if NO_LIMIT in plan.items["units"]:
        yield Refusal("campaign-without-units")


def _hundredths(number: int) -> str:
    return f"{number // 100}.{number % 100:02d}"
