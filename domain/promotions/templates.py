"""Promotions that many shops make, as drafts to begin from.

Their figures are ours: where to begin, not a rule. A draft is judged when it is to begin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from domain.kernel.clock import ShopCalendar
from domain.promotions.campaigns import Campaign
from domain.promotions.commands import SavePromotion
from domain.promotions.rules import Audience, Tool

_EPOCH = date(1970, 1, 1)
_DEEP_COVER = 60
"""Days of cover from which stock is to be cleared."""
_PAYDAYS = (1, 15)
"""Days of the month on which most people are paid."""
_BLACK_FRIDAY = "Black Friday"


class Template(Enum):
    """What the promotion is for."""

    FIRST_SALE = "first-sale"
    CLEARANCE = "clearance"
    PAYDAY = "payday"
    BLACK_FRIDAY = "black-friday"


@dataclass(frozen=True, slots=True)
class Stocked:
    """A SKU on sale, its units in stock, and the days they last; None where nothing is sold."""

    sku: int
    stock: int
    cover: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """Basis points off, days, and the SKUs with the most stock it is for; 0: the whole shop."""

    percent: int
    days: int
    skus: int


OUTLINES = {
    Template.FIRST_SALE: Outline(percent=1_500, days=14, skus=0),
    Template.CLEARANCE: Outline(percent=3_000, days=14, skus=5),
    Template.PAYDAY: Outline(percent=1_200, days=3, skus=10),
    Template.BLACK_FRIDAY: Outline(percent=2_500, days=4, skus=20),
}


def offered(campaigns: Iterable[Campaign], now: int) -> tuple[Template, ...]:
    """The templates of which the day is known."""
    known = any(each.name == _BLACK_FRIDAY and each.starts_at > now for each in campaigns)
    return tuple(each for each in Template if known or each is not Template.BLACK_FRIDAY)


def drafted(
    template: Template,
    title: str,
    calendar: ShopCalendar,
    now: int,
    stocked: Iterable[Stocked],
    campaigns: Iterable[Campaign],
) -> SavePromotion:
    """The draft; a first sale is a voucher for new buyers, the others lower prices.

    It begins at a local midnight to come. Clearance is for what lasts ``_DEEP_COVER`` days or does
    not sell, the longest first. Raises ValueError where no Black Friday is known.
    """
    outline, first = OUTLINES[template], _first_day(template, calendar, now, campaigns)
    starts_at, ends_at = (int(calendar.moment(day)) for day in (first, first + outline.days))
    if template is Template.FIRST_SALE:
        return SavePromotion(
            promotion=0,
            tool=Tool.VOUCHER.name,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            audience=Audience.NEW.name,
            percent=outline.percent,
            buyer_limit=1,
            draft=True,
        )
    skus = tuple(each.sku for each in _chosen(template, stocked)[: outline.skus])
    return SavePromotion(
        promotion=0,
        tool=Tool.PRODUCT_DISCOUNT.name,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        skus=skus,
        percents=(outline.percent,) if skus else (),
        draft=True,
    )


def _chosen(template: Template, stocked: Iterable[Stocked]) -> list[Stocked]:
    """What it is for, the most of it first; of equals the oldest."""
    there = [each for each in stocked if each.stock > 0]
    if template is not Template.CLEARANCE:
        return sorted(there, key=lambda each: (-each.stock, each.sku))
    slow = [each for each in there if each.cover is None or each.cover >= _DEEP_COVER]
    return sorted(slow, key=lambda each: (each.cover is not None, -(each.cover or 0), each.sku))


def _first_day(
    template: Template, calendar: ShopCalendar, now: int, campaigns: Iterable[Campaign]
) -> int:
    tomorrow = int(calendar.local_day(now)) + 1
    if template is Template.PAYDAY:
        days = (tomorrow + ahead for ahead in range(32))
        return next(day for day in days if (_EPOCH + timedelta(day)).day in _PAYDAYS)
    if template is Template.BLACK_FRIDAY:
        for each in campaigns:
            if each.name == _BLACK_FRIDAY and each.starts_at > now:
                return int(calendar.local_day(each.starts_at))
        raise ValueError("no Black Friday is known")
    return tomorrow
