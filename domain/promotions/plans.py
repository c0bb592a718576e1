"""What a command to keep a promotion makes of the tables' rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain.kernel.clock import ShopCalendar
from domain.kernel.columns import Array, Columns, given
from domain.promotions.campaigns import Campaign, borne
from domain.promotions.commands import SavePromotion
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import PRICES, Audience, Tool
from domain.promotions.tables import promotion_items, promotion_tiers
from domain.rulebook import Rules


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """What there is to know of a shop to judge a promotion; amounts are minor units."""

    rules: Rules
    text: Callable[[int], str]
    """An amount in words."""
    calendar: ShopCalendar
    now: int
    skus: Columns
    """By ``id``: ``live`` (1: on sale), ``price`` (the list price), ``stock`` (units that can be
    promised: without those that other promotions have set aside), ``lowest`` (the lowest unit price
    paid in ``lowest_price_days``, 0 where nothing was sold), ``listed_at``."""
    promotions: Columns
    """All rows of the table, drafts and what is over among them."""
    items: Columns
    """Rows of those that are not over, by promotion and SKU."""
    tiers: Columns
    """Rows of those that are not over, by promotion and number."""
    balance: int
    """What the platform owes the seller; negative: what the seller owes."""
    score: int | None
    """The shop performance score in hundredths; None without one."""
    campaigns: tuple[Campaign, ...]
    """In the order of time."""

    def promotion(self, number: int) -> dict[str, Any] | None:
        """The row of the table with that id, None without one."""
        found = self.promotions.where(self.promotions["id"] == number)
        return dict(zip(found, found.rows()[0], strict=True)) if len(found) else None

    def items_of(self, number: int) -> Columns:
        """A promotion's items, by SKU."""
        return self.items.where(self.items["promotion_id"] == number)

    def tiers_of(self, number: int) -> Columns:
        """A promotion's tiers, rising."""
        return self.tiers.where(self.tiers["promotion_id"] == number)

    @property
    def standing(self) -> Columns:
        """The promotions that hold or are to come."""
        rows = self.promotions
        last = (rows["ends_at"] == 0) | (rows["ends_at"] > self.now)
        return rows.where((rows["draft"] == 0) & (rows["stopped_at"] == 0) & last)


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """A promotion's rows as they are to be stored.

    Items and tiers of a new promotion have 0 for its id.
    """

    row: dict[str, Any]
    """Of ``tables.promotions`` without id and what counts its uses."""
    items: Columns
    """Of ``tables.promotion_items``, by SKU; what has been sold of them stays."""
    tiers: Columns
    """Of ``tables.promotion_tiers``, rising; what has been given stays."""


def has_begun(row: dict[str, Any], now: int) -> bool:
    """Whether a promotion holds already, or did."""
    return not row["draft"] and row["starts_at"] <= now


def starting(command: SavePromotion, facts: Facts) -> int:
    """When it begins: a start of 0 is now, or stays what it was where it has begun.

    In a draft it stays 0, and is whenever the draft becomes a promotion.
    """
    if command.starts_at or command.draft:
        return command.starts_at
    before = facts.promotion(command.promotion)
    return int(before["starts_at"]) if before and has_begun(before, facts.now) else facts.now


def platform_share(command: SavePromotion, now: int, campaigns: Iterable[Campaign]) -> int:
    """What the platform bears of what it takes off, in basis points.

    Of a campaign, and of a voucher that asks for it, what their day says. A start of 0 is ``now``.
    """
    if not command.co_funded and command.tool != Tool.CAMPAIGN.name:
        return 0
    return borne(campaigns, command.starts_at or now, command.ends_at)


def planned(command: SavePromotion, facts: Facts) -> Plan:
    """The rows of a command that is not refused (``limits.judged``)."""
    before = facts.promotion(command.promotion)
    tool, starts_at = Tool[command.tool], starting(command, facts)
    return Plan(
        row={
            "tool": int(tool),
            "name": command.title.strip(),
            "draft": int(command.draft),
            "created_at": before["created_at"] if before else facts.now,
            "starts_at": starts_at,
            "ends_at": command.ends_at,
            "stopped_at": 0,
            "audience": int(Audience[command.audience]),
            "whole_shop": int(not command.skus and tool not in PRICES),
            "percent": command.percent,
            "amount": command.amount,
            "most": command.most,
            "least": command.least,
            "code": command.code,
            "uses": command.uses,
            "buyer_limit": command.buyer_limit,
            "platform_share": platform_share(command, starts_at or facts.now, facts.campaigns),
        },
        items=_items(command, facts.items_of(command.promotion)),
        tiers=_tiers(command, facts.tiers_of(command.promotion)),
    )


def _items(command: SavePromotion, before: Columns) -> Columns:
    skus = np.array(command.skus, dtype=np.int64)
    items = Columns.like(promotion_items, len(skus)).told(
        promotion_id=command.promotion,
        sku_id=skus,
        price=_each(command.prices, len(skus), 0),
        percent=_each(command.percents, len(skus), 0),
        units=_each(command.units, len(skus), NO_LIMIT),
        sold=given(skus, before["sku_id"], before["sold"], 0),
        sold_before=given(skus, before["sku_id"], before["sold_before"], 0),
    )
    return items.where(np.argsort(skus))


def _each(values: tuple[int, ...], size: int, usual: int) -> Array:
    """A value for each SKU: the usual one without any, one for all, or its own."""
    return np.resize(np.array(values or (usual,), dtype=np.int64), size)


def _tiers(command: SavePromotion, before: Columns) -> Columns:
    tiers = Columns.like(promotion_tiers, len(command.tiers))
    number = np.arange(len(tiers)) + 1
    units, least, percent, amount = np.array(command.tiers, dtype=np.int64).reshape(-1, 4).T
    gifts = np.array(command.gifts, dtype=np.int64).reshape(-1, 3).T
    sku, each, orders = gifts if command.gifts else np.zeros((3, len(tiers)), dtype=np.int64)
    return tiers.told(
        promotion_id=command.promotion,
        number=number,
        units=units,
        least=least,
        percent=percent,
        amount=amount,
        gift_sku=sku,
        gift_units=each,
        gift_orders=orders,
        given=given(number, before["number"], before["given"], 0),
        given_before=given(number, before["number"], before["given_before"], 0),
    )
