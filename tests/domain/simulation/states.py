"""Everything that a later decision or a reader of the file could see of a world in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from domain.kernel.columns import Columns
from domain.simulation.world import World

JOURNAL = ("at", "kind", "order_id", "debit", "credit", "amount")
COUNTS = ("impressions", "clicks", "carts", "orders", "units", "gmv")


def by_key(parts: Iterable[Columns], *key: str) -> dict[tuple[int, ...], dict[str, Any]]:
    """The last state of each row, whether it is still alive or has left the world."""
    found = {}
    for part in parts:
        for row in part.rows():
            named = dict(zip(part, row, strict=True))
            found[tuple(named[name] for name in key)] = {
                name: value for name, value in named.items() if name != "mark"
            }
    return found


def by_id(parts: Iterable[Columns]) -> dict[int, dict[str, Any]]:
    """The same for rows that have an id."""
    return {key: row for (key,), row in by_key(parts, "id").items()}


def traffic(world: World) -> dict[tuple[int, str, int, int], dict[str, int]]:
    """The counts of each day, source, content and SKU."""
    found: dict[tuple[int, str, int, int], dict[str, int]] = {}
    for part in world.traffic:
        for row in part.rows():
            named = dict(zip(part, row, strict=True))
            key = (named["day"], named["source"], named["content_id"], named["sku_id"])
            counts = found.setdefault(key, dict.fromkeys(COUNTS, 0))
            for name in COUNTS:
                counts[name] += named[name]
    return found


def state(world: World) -> dict[str, Any]:
    """All of it, whatever was gathered since the world was loaded or last written."""
    money = np.array(
        [
            [getattr(part, name)[row] for name in JOURNAL]
            for part in world.journal
            for row in range(len(part))
        ],
        dtype=np.int64,
    )
    return {
        "orders": by_id([*world.left, world.orders]),
        "lines": by_key([*world.left_lines, world.lines], "order_id", "sku_id"),
        "gifts": by_key([*world.left_gifts, world.gifts], "order_id", "promotion_id"),
        "placed": by_id(world.placed),
        "packages": by_id([*world.left_packages, world.packages]),
        "cancellations": by_key([*world.left_cancellations, world.cancellations], "order_id"),
        "reimbursements": by_id([*world.left_reimbursements, world.reimbursements]),
        "items": by_key([*world.left_items, world.items], "package_id", "sku_id"),
        "inquiries": by_id([*world.left_inquiries, world.inquiries]),
        "tickets": by_id([*world.left_tickets, world.tickets]),
        "returns": by_id([*world.left_returns, world.returns]),
        "restocks": by_id([*world.left_restocks, world.restocks]),
        "statements": by_id([*world.left_statements, world.statements]),
        "messages": by_id([*world.left_messages, world.messages]),
        "reviews": by_key(world.reviews, "order_id"),
        "repeats": by_key([world.repeats], "buyer_id"),
        "videos": by_id([world.videos]),
        "promotions": by_id([world.promotions]),
        "promotion_items": by_key([world.promotion_items], "promotion_id", "sku_id"),
        "promotion_tiers": by_key([world.promotion_tiers], "promotion_id", "number"),
        "promotion_uses": by_key(world.promotion_uses, "order_id", "promotion_id"),
        "lives": by_id([world.lives]),
        "samples": by_key([world.samples], "creator_id", "number"),
        "rivals": by_id([world.rivals]),
        "skus": world.skus.rows(),
        "journal": money.tolist(),
        "balances": world.balances,
        "dispatch": world.dispatch,
        "answers": world.answers,
        "units": {day: units.tolist() for day, units in world.units.items() if units.any()},
        "limits": (world.order_cap, world.orders_today, world.tier, world.delivered),
        "answered": world.answered,
        "time": (world.day, world.now),
        "traffic": traffic(world),
    }
