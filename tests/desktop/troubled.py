"""Practice shops in which parcels do not go their way, as tests of the window use them."""

from __future__ import annotations

from pathlib import Path

from domain.inbox.commands import AskCustomers, AskSupport
from domain.inbox.support import Topic
from domain.kernel.clock import HOUR
from domain.reports.delay_advice import Step
from domain.reports.delays import Group, delays
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.simulation.rich_shops import rich_shop

OFTEN = {
    "unreported_rate": 0.05,
    "unreported_days": 20.0,
    "lost_rate": 0.01,
    "first_scan_days": 1.0,
    "first_scan_deviation": 1.0,
    "reply_rate": 1.0,
    "reply_hours": 5.0,
}
"""Parcels get into trouble as often as the parameters allow; customers answer."""


def troubled_shop(path: Path, days: int = 22) -> Shop:
    """A shop some weeks old, about whose parcels nobody has asked anybody."""
    shop = rich_shop(path, stock=2_000, strikes=False, parameters=OFTEN)
    shop.advance_days(days, sensible)
    return shop


def asked_shop(path: Path) -> Shop:
    """The same with questions asked and answered, and every group filled."""
    shop = troubled_shop(path)
    shop.do(AskCustomers(tuple(row.id for row in shop.read(delays, 0).of(Group.STUCK))))
    lost = shop.read(delays, 0).of(Group.LOST)
    for row in lost[::2]:
        shop.do(AskSupport(row.id, Topic.LOST.value))
    shop.advance(shop.now + 30 * HOUR, sensible)
    for row in shop.read(delays, 0).of(Group.NOT_UPDATED)[:1]:
        if row.advice.step is Step.ASK_SUPPORT:
            shop.do(AskSupport(row.id, Topic.DELIVERED_NOT_UPDATED.value))
    return shop
