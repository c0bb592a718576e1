"""What a promotion does not go with: others of the shop that hold at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from domain.kernel.columns import Array, Columns
from domain.kernel.refusals import Refusal
from domain.promotions.plans import Facts, Plan
from domain.promotions.rules import FLASHES, Tool

_NAMED = 8
"""So many SKUs are named in a refusal; the rest are found the same way."""


def conflicts(number: int, plan: Plan, facts: Facts) -> Iterator[Refusal]:
    """Why a promotion (0: a new one) cannot stand beside the others that are not over."""
    tool, standing = Tool(plan.row["tool"]), facts.standing
    others = standing.where(standing["id"] != number)
    alike = others.where(others["tool"] == tool)
    if tool is Tool.PROMO_CODE:
        for title in alike.where(alike["code"] == plan.row["code"])["name"]:
            yield Refusal("code-taken", {"code": plan.row["code"], "title": title})
    if tool is Tool.BUY_MORE and len(alike) >= facts.rules.buy_more_active_high:
        yield Refusal("buy-more-enough", {"most": facts.rules.buy_more_active_high})
    if tool is Tool.SHIPPING_DISCOUNT and plan.row["whole_shop"]:
        for row in _rows(_meeting(plan, alike.where(alike["whole_shop"] == 1))):
            yield Refusal("shipping-overlap", {"title": row["name"]})
    apart = _meeting(plan, others.where(np.isin(others["tool"], _apart(tool))))
    mine = _skus(plan.row, plan.items, facts)
    for row in _rows(apart):
        common = np.intersect1d(mine, _skus(row, facts.items_of(row["id"]), facts))
        if not len(common):
            continue
        told: dict[str, str | int] = {
            "skus": ", ".join(map(str, common[:_NAMED])) + ", …" * (len(common) > _NAMED),
            "title": row["name"],
            "starts": facts.calendar.text(row["starts_at"]),
            "ends": facts.calendar.text(row["ends_at"]),
        }
        if Tool.BUY_MORE in (tool, row["tool"]):
            yield Refusal("buy-more-overlap", told)
        else:
            yield Refusal("flash-overlap", told)


def _apart(tool: Tool) -> tuple[Tool, ...]:
    """The tools of which none may hold for the same SKU at the same time (A14)."""
    if tool is Tool.BUY_MORE:
        return (tool, *FLASHES)
    return (tool, Tool.BUY_MORE) if tool in FLASHES else ()


def _meeting(plan: Plan, others: Columns) -> Columns:
    """Those others that hold at some time at which the planned one does."""
    starts_at, ends_at = plan.row["starts_at"], plan.row["ends_at"]
    meets = (others["ends_at"] == 0) | (others["ends_at"] > starts_at)
    if ends_at:
        meets &= others["starts_at"] < ends_at
    return others.where(meets)


def _skus(row: dict[str, Any], items: Columns, facts: Facts) -> Array:
    return facts.skus["id"] if row["whole_shop"] else items["sku_id"]


def _rows(columns: Columns) -> Iterator[dict[str, Any]]:
    for row in columns.rows():
        yield dict(zip(columns, row, strict=True))
