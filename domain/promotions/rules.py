"""The tools of promotion, whom they are for, and the states they go through."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import numpy as np

from domain.kernel.clock import Seconds
from domain.kernel.columns import Array


class Tool(IntEnum):
    """A tool by its number, which tables keep.

    The tools that set a price come first, in the order in which one of them wins (A12): an offer
    for new arrivals has no published rank and stands before the plain discount that it resembles.
    """

    LIVE_FLASH_DEAL = 1
    CAMPAIGN = 2
    FLASH_DEAL = 3
    NEW_ARRIVAL = 4
    PRODUCT_DISCOUNT = 5
    BUY_MORE = 6
    VOUCHER = 7
    PROMO_CODE = 8
    SHIPPING_DISCOUNT = 9


PRICES = (
    Tool.LIVE_FLASH_DEAL,
    Tool.CAMPAIGN,
    Tool.FLASH_DEAL,
    Tool.NEW_ARRIVAL,
    Tool.PRODUCT_DISCOUNT,
)
"""Tools that set a SKU's price, the strongest first."""


def sets_price(tool: Array) -> Array:
    """Which tools are among ``PRICES``."""
    return np.asarray(tool <= PRICES[-1])


FLASHES = (Tool.LIVE_FLASH_DEAL, Tool.CAMPAIGN, Tool.FLASH_DEAL)
"""Tools at whose prices nothing is had cheaper by buying more (A14)."""


class Audience(IntEnum):
    """Who may use a promotion; the number is how many earlier orders a buyer needs."""

    ALL = 0
    EXISTING = 1
    REPEAT = 2
    NEW = -1
    """Whoever has not ordered here before."""


def admits(audience: Array, earlier: Array) -> Array:
    """Whether buyers with so many earlier orders belong to the audience; shapes are broadcast."""
    return np.where(audience == Audience.NEW, earlier == 0, earlier >= audience)


class State(StrEnum):
    """The state of a promotion, as the platform names it."""

    DRAFT = "DRAFT"
    NOT_START = "NOT_START"
    ONGOING = "ONGOING"
    EXPIRED = "EXPIRED"
    DEACTIVATED = "DEACTIVATED"
    NOT_EFFECTIVE = "NOT_EFFECTIVE"


def state(
    *, draft: bool, starts_at: int, ends_at: int, stopped_at: int, effective: bool, now: int
) -> State:
    """The state of one promotion; an end of 0 never comes.

    ``effective`` says whether any of its products is on sale: without one it stands still.
    """
    if draft:
        return State.DRAFT
    if stopped_at:
        return State.DEACTIVATED
    if ends_at and ends_at <= now:
        return State.EXPIRED
    if not effective:
        return State.NOT_EFFECTIVE
    return State.NOT_START if now < starts_at else State.ONGOING


def runs(
    draft: Array, starts_at: Seconds, ends_at: Seconds, stopped_at: Seconds, now: int
) -> Array:
    """Which promotions hold at a moment: from their start on, and no longer at their end."""
    begun = (draft == 0) & (starts_at <= now) & ((ends_at == 0) | (now < ends_at))
    return np.asarray(begun & ((stopped_at == 0) | (now < stopped_at)))
