"""The command that keeps a promotion just as it is: where a change of it, or a copy, begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.kernel.clock import DAY, ShopCalendar
from domain.kernel.columns import Columns
from domain.promotions.commands import SavePromotion
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Audience, Tool


def copied(command: SavePromotion, title: str, calendar: ShopCalendar, now: int) -> SavePromotion:
    """A draft of another promotion like it, under another title.

    Where it has begun the copy begins at the same time of day, so many whole days later that it is
    still to come, and lasts as long by the local clock. Of what the platform bears nothing is
    asked on other days than those it was asked for.
    """
    days = 0
    if 0 < command.starts_at <= now:
        days = -(-(now + 1 - command.starts_at) // DAY)
        if later(command.starts_at, days * DAY, calendar) <= now:  # the clocks were put forward
            days += 1
    starts_at, ends_at = (
        later(at, days * DAY, calendar) if at else 0 for at in (command.starts_at, command.ends_at)
    )
    return replace(
        command,
        promotion=0,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        co_funded=command.co_funded and not days,
        draft=True,
    )


def later(at: int, seconds: int, calendar: ShopCalendar) -> int:
    """The moment at which the local clock shows so many seconds more, or less."""
    day, second = divmod(at + int(calendar.offset(at)) + seconds, DAY)
    return int(calendar.moment(day, second))


def retold(row: dict[str, Any], items: Columns, tiers: Columns) -> SavePromotion:
    """What ``plans.planned`` would make those rows of: a promotion's row, its items, its tiers."""
    prices, percents, units = (
        tuple(items[name].tolist()) for name in ("price", "percent", "units")
    )
    steps = zip(*(tiers[name].tolist() for name in _TIER), strict=True)
    gifts = tuple(zip(*(tiers[name].tolist() for name in _GIFT), strict=True))
    return SavePromotion(
        promotion=row["id"],
        tool=Tool(row["tool"]).name,
        title=row["name"],
        audience=Audience(row["audience"]).name,
        skus=tuple(items["sku_id"].tolist()),
        prices=prices if any(prices) else (),
        percents=percents if any(percents) else (),
        units=units if any(each != NO_LIMIT for each in units) else (),
        tiers=tuple((units, least, percent, amount) for units, least, percent, amount in steps),
        gifts=gifts if any(sku for sku, *_ in gifts) else (),
        co_funded=row["tool"] == Tool.VOUCHER and row["platform_share"] > 0,
        draft=bool(row["draft"]),
        **{name: row[name] for name in _ALIKE},
    )


_TIER = ("units", "least", "percent", "amount")
_GIFT = ("gift_sku", "gift_units", "gift_orders")
_ALIKE = (
    "starts_at",
    "ends_at",
    "buyer_limit",
    "uses",
    "percent",
    "amount",
    "most",
    "least",
    "code",
)
