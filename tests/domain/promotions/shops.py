"""A shop's facts as the limits of promotions see them, and commands that are right in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from domain.kernel.clock import DAY, HOUR
from domain.kernel.columns import Columns
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import SavePromotion
from domain.promotions.limits import judged
from domain.promotions.plans import Facts, planned
from domain.promotions.rules import Tool
from domain.promotions.tables import promotion_items, promotion_tiers, promotions
from domain.rulebook import rulebook

BOOK = rulebook("us")


def at(day: str, hour: int = 0) -> int:
    """A full hour of the shop's clock."""
    return int(BOOK.calendar.moment((date.fromisoformat(day) - date(1970, 1, 1)).days, hour * HOUR))


NOW = at("2026-12-01", 9)
MUG, LAMP, SPEAKER = 101, 102, 201
SKUS = Columns(
    {
        "id": np.array([MUG, LAMP, SPEAKER]),
        "price": np.array([2_000, 3_000, 10_000]),
        "stock": np.array([50, 20, 0]),
        "lowest": np.array([1_700, 0, 0]),
        "live": np.ones(3, dtype=np.int64),
        "listed_at": np.array([NOW - 90 * DAY, NOW - 10 * DAY, NOW - 10 * DAY]),
    }
)
EMPTY = Facts(
    rules=BOOK.at(NOW),
    text=BOOK.currency.text,
    calendar=BOOK.calendar,
    now=NOW,
    skus=SKUS,
    promotions=Columns.like(promotions),
    items=Columns.like(promotion_items),
    tiers=Columns.like(promotion_tiers),
    balance=0,
    score=None,
    campaigns=campaigns("us"),
)
"""A shop that has no promotions yet."""

_TWELVE = {"starts_at": at("2026-12-12"), "ends_at": at("2026-12-13")}
_RIGHT: dict[Tool, dict[str, Any]] = {
    Tool.LIVE_FLASH_DEAL: {"skus": (MUG,), "prices": (1_500,), "ends_at": NOW + 2 * HOUR},
    Tool.CAMPAIGN: {"skus": (MUG,), "prices": (1_600,), "units": (20,), **_TWELVE},
    Tool.FLASH_DEAL: {"skus": (MUG,), "prices": (1_700,), "ends_at": NOW + 72 * HOUR},
    Tool.NEW_ARRIVAL: {"skus": (LAMP,), "percents": (1_000,)},
    Tool.PRODUCT_DISCOUNT: {"skus": (MUG, LAMP), "percents": (1_000,)},
    Tool.BUY_MORE: {"tiers": ((2, 0, 1_000, 0), (3, 0, 1_500, 0))},
    Tool.VOUCHER: {"percent": 1_000, "least": 2_000, "most": 500, "uses": 100},
    Tool.PROMO_CODE: {"percent": 1_000, "code": "SAVE10"},
    Tool.SHIPPING_DISCOUNT: {"least": 2_500, "ends_at": 0},
}


def saving(tool: Tool, **changes: Any) -> SavePromotion:
    """A promotion of that tool that keeps to every limit, but for what is changed."""
    usual = {"title": tool.name.title(), "starts_at": 0, "ends_at": NOW + 7 * DAY, **_RIGHT[tool]}
    return SavePromotion(**{"promotion": 0, "tool": tool.name, **usual, **changes})


def discount(**changes: Any) -> SavePromotion:
    return saving(Tool.PRODUCT_DISCOUNT, **changes)


def flash(**changes: Any) -> SavePromotion:
    return saving(Tool.FLASH_DEAL, **changes)


def voucher(**changes: Any) -> SavePromotion:
    return saving(Tool.VOUCHER, **changes)


def refused(command: SavePromotion, facts: Facts = EMPTY) -> list[str]:
    """The codes of all that is wrong; each has its sentence."""
    found = judged(command, facts)
    assert all(each.text() for each in found)
    return [each.code for each in found]


def said(command: SavePromotion, facts: Facts = EMPTY) -> str:
    """The one sentence that refuses it."""
    (found,) = judged(command, facts)
    return found.text()


def having(*commands: SavePromotion, **changes: Any) -> Facts:
    """A shop in which these were kept, numbered from 1; ``changes`` are of what else is known."""
    facts = EMPTY
    for number, command in enumerate(commands, start=1):
        assert refused(command, facts) == []
        plan = planned(command, facts)
        row = {**plan.row, "id": number, "used": 0, "used_before": 0}
        facts = replace(
            facts,
            promotions=facts.promotions.joined(_as_columns(row)),
            items=facts.items.joined(plan.items.told(promotion_id=number)),
            tiers=facts.tiers.joined(plan.tiers.told(promotion_id=number)),
        )
    return replace(facts, **changes)


def _as_columns(row: dict[str, Any]) -> Columns:
    rows = Columns.like(promotions, 1)
    for name, value in row.items():
        rows[name] = value
    return rows


def stopped(facts: Facts, number: int) -> Facts:
    """The same after the seller has stopped one."""
    when = np.where(facts.promotions["id"] == number, facts.now, facts.promotions["stopped_at"])
    return replace(facts, promotions=facts.promotions.told(stopped_at=when))
