"""What is wrong with a command to keep a promotion whatever its tool asks for: of drafts too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from domain.kernel.clock import HOUR
from domain.kernel.money import BASIS
from domain.kernel.refusals import Refusal
from domain.promotions.commands import SavePromotion
from domain.promotions.plans import Facts, platform_share, starting
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import PRICES, Audience, Tool

CODES = (Tool.VOUCHER, Tool.PROMO_CODE)
"""Tools that take something off an order, one of them for each."""

MEANT_FOR: dict[str, tuple[Tool, ...]] = {
    "prices": PRICES,
    "percents": PRICES,
    "units": PRICES,
    "buyer_limit": (*PRICES, *CODES),
    "uses": CODES,
    "percent": CODES,
    "amount": (Tool.VOUCHER, Tool.SHIPPING_DISCOUNT),
    "most": CODES,
    "least": (*CODES, Tool.SHIPPING_DISCOUNT),
    "code": (Tool.PROMO_CODE,),
    "tiers": (Tool.BUY_MORE,),
    "gifts": (Tool.BUY_MORE,),
    "co_funded": (Tool.VOUCHER,),
}
"""The tools to which a field of the command means anything."""

_USUAL = {each.name: each.default for each in fields(SavePromotion)}


def misnamed(command: SavePromotion) -> Iterator[Refusal]:
    """A tool or an audience that there is not."""
    tools, audiences = Tool.__members__, Audience.__members__
    if command.tool not in tools:
        yield Refusal("tool-unknown", {"tool": command.tool, "tools": ", ".join(tools)})
    if command.audience not in audiences:
        known = ", ".join(audiences)
        yield Refusal("audience-unknown", {"audience": command.audience, "audiences": known})


def malformed(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    """What cannot be kept even as a draft, which may leave things out; tool and audience exist."""
    for field, tools in MEANT_FOR.items():
        if Tool[command.tool] not in tools and getattr(command, field) != _USUAL[field]:
            yield Refusal("promotion-field-foreign", {"field": field, "tool": command.tool})
    yield from _title(command, facts)
    yield from _moments(command, facts)
    if command.co_funded and Tool[command.tool] in MEANT_FOR["co_funded"]:
        yield from _co_funded(command, facts)
    yield from _skus(command, facts)
    yield from _gifts(command, facts)
    yield from _numbers(command, facts)


def _title(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    title, most = command.title.strip(), facts.rules.promotion_title_high
    least = 0 if command.draft else 1
    if not least <= len(title) <= most:
        yield Refusal("promotion-title-length", {"most": most, "found": len(title)})
    others = facts.promotions["name"][facts.promotions["id"] != command.promotion]
    if title and title.casefold() in (other.casefold() for other in others):
        yield Refusal("promotion-title-taken", {"title": title})


def _moments(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    calendar, moments = facts.calendar, (command.starts_at, command.ends_at)
    if max(moments) > calendar.end:
        yield Refusal("time-ends", {"end": calendar.text(calendar.end)})
        return
    if any(at % HOUR for at in moments):
        yield Refusal("promotion-hours")
    starts_at = starting(command, facts)
    if starts_at < 0:
        yield Refusal("promotion-starts-past", {"now": calendar.text(facts.now)})
    elif command.ends_at and command.ends_at <= starts_at:
        yield Refusal("promotion-ends-first", {"starts": calendar.text(starts_at or facts.now)})


def _co_funded(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    """Of drafts too: that it is co-funded is kept as the share of its day."""
    if platform_share(command, starting(command, facts) or facts.now, facts.campaigns):
        return
    days = (each for each in facts.campaigns if each.platform_share and each.ends_at > facts.now)
    coming = next(days, None)
    if coming is None:
        yield Refusal("co-funding-none")
        return
    text = facts.calendar.text
    told = {"name": coming.name, "starts": text(coming.starts_at), "ends": text(coming.ends_at)}
    yield Refusal("co-funding-other-time", told)


def _skus(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    rules, found = facts.rules, len(command.skus)
    many = command.tool == Tool.BUY_MORE.name
    most = rules.buy_more_skus_high if many else rules.promotion_skus_high
    if found > most:
        yield Refusal("promotion-skus-many", {"most": most, "found": found})
        return
    known = set(facts.skus["id"].tolist())
    for sku, times in Counter(command.skus).items():
        if sku not in known:
            yield Refusal("sku-unknown", {"sku": sku})
        elif times > 1:
            yield Refusal("sku-twice", {"sku": sku})
    for values, one_for_all in (
        (command.prices, False),
        (command.percents, True),
        (command.units, True),
    ):
        if len(values) not in (0, found) and not (one_for_all and len(values) == 1):
            yield Refusal("values-uneven", {"values": len(values), "skus": found})


def _gifts(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    rules, found = facts.rules, len(command.gifts)
    if found not in (0, len(command.tiers)):
        yield Refusal("gifts-uneven", {"gifts": found, "tiers": len(command.tiers)})
    known = set(facts.skus["id"].tolist())
    for sku, units, orders in command.gifts:
        if (sku or units or orders) and sku not in known:
            yield Refusal("sku-unknown", {"sku": sku})
        if not 0 <= units <= rules.promotion_limit_high:
            told = {"low": 1, "high": rules.promotion_limit_high, "quantity": units}
            yield Refusal("quantity-out-of-range", told)
        if not 0 <= orders <= rules.promotion_uses_high:
            told = {"most": rules.promotion_uses_high, "orders": orders}
            yield Refusal("gift-orders-out-of-range", told)


def _numbers(command: SavePromotion, facts: Facts) -> Iterator[Refusal]:
    """Each number that lies where none of its kind can."""
    rules, tiers = facts.rules, command.tiers
    amounts = {*command.prices, command.amount, command.most, command.least}
    for amount in sorted(amounts.union(*((least, off) for _, least, _, off in tiers))):
        yield from amount_outside(amount, 0, facts)
    for percent in sorted({*command.percents, command.percent, *(tier[2] for tier in tiers)}):
        yield from percent_outside(percent, 0, BASIS)
    most = rules.promotion_limit_high
    for limit in sorted({*command.units, command.buyer_limit} - {NO_LIMIT}):
        yield from _limit_outside(limit, most)
    for units in sorted({tier[0] for tier in tiers}):
        if not 0 <= units <= most:
            yield Refusal("quantity-out-of-range", {"low": 1, "high": most, "quantity": units})
    if command.uses != NO_LIMIT:
        yield from _limit_outside(command.uses, rules.promotion_uses_high)


def amount_outside(amount: int, low: int, facts: Facts) -> Iterator[Refusal]:
    """Why an amount cannot stand where at least ``low`` is asked for."""
    high, text = facts.rules.price_high, facts.text
    if not low <= amount <= high:
        told = {"low": text(low), "high": text(high), "amount": text(amount)}
        yield Refusal("amount-out-of-range", told)


def percent_outside(percent: int, low: int, high: int) -> Iterator[Refusal]:
    """Why so much (basis points) cannot be taken off."""
    if not low <= percent <= high:
        told = {"low": _as_percent(low), "high": _as_percent(high), "percent": _as_percent(percent)}
        yield Refusal("discount-out-of-range", told)


def _as_percent(basis_points: int) -> str:
    whole, part = divmod(abs(basis_points), 100)
    tail = f".{part:02d}" if part else ""
    return f"{'-' if basis_points < 0 else ''}{whole}{tail} %"


def _limit_outside(limit: int, most: int) -> Iterator[Refusal]:
    if not 1 <= limit <= most:
        yield Refusal("limit-out-of-range", {"most": most, "limit": limit})
