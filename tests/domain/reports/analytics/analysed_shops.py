"""Shops that the pages' figures are recounted in, and the questions they are asked."""

from __future__ import annotations

from pathlib import Path

from domain.analytics.periods import Granularity, Period
from domain.reports.analytics.question import Against, Question, span
from domain.shop import Shop
from domain.simulation.policies import POLICIES
from tests.domain.simulation.rich_shops import rich_shop

KINDS = ("first-30-days", "rich", "passive")


def played_shop(kind: str, path: Path) -> Shop:
    """A practice shop some weeks old."""
    if kind == "rich":
        shop = rich_shop(path, seed=3)
        shop.advance_days(30, POLICIES["sensible"])
        return shop
    shop = Shop.practice(path, "first-30-days", seed=1, noise=1)
    shop.advance_days(45, POLICIES["passive" if kind == "passive" else "sensible"])
    return shop


def questions(shop: Shop) -> list[Question]:
    """Several weeks, all of it by month, a single day, and days before there was a shop."""
    there = shop.read(span, shop.now)
    last = there.last_whole
    return [
        Question(Period(last - 20, last), Granularity.WEEK),
        Question(Period(there.first, there.today), Granularity.MONTH, Against.NOTHING),
        Question(Period(last - 9, last), Granularity.DAY),
        Question(Period(last, last), Granularity.DAY, Against.LAST_YEAR),
        Question(Period(there.first - 30, there.first - 20), Granularity.DAY),
    ]
