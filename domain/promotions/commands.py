"""What a seller may decide about promotions and ads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavePromotion:
    """Keep a promotion: a new one (``promotion`` 0), or one as it is to be from now on.

    Moments are epoch seconds at full hours; a start of 0 is now, an end of 0 never comes. Amounts
    are minor units, percentages basis points, -1 stands for no limit. A draft may lack anything.
    """

    promotion: int
    tool: str
    """The name of a ``rules.Tool``."""
    title: str
    starts_at: int
    ends_at: int
    audience: str = "ALL"
    """The name of a ``rules.Audience``."""
    skus: tuple[int, ...] = ()
    """The SKUs it is for; none: the whole shop."""
    prices: tuple[int, ...] = ()
    """What a unit of each SKU costs in it; or none, and percentages count."""
    percents: tuple[int, ...] = ()
    """What is taken off each SKU's price; one stands for all."""
    units: tuple[int, ...] = ()
    """Units of each SKU that may be sold in it; one stands for all, none for no limit."""
    buyer_limit: int = -1
    """Units (of a price tool) or orders that one buyer may have."""
    uses: int = -1
    """Orders that may use it."""
    percent: int = 0
    """What a voucher or code takes off."""
    amount: int = 0
    """What a voucher takes off; what a shipping discount takes off the fee, 0 for all of it."""
    most: int = 0
    """The most that a percentage takes off an order; 0: no limit."""
    least: int = 0
    """What has to be spent."""
    code: str = ""
    tiers: tuple[tuple[int, int, int, int], ...] = ()
    """Of more for more, rising: units or least amount (the other 0), percentage or amount off."""
    gifts: tuple[tuple[int, int, int], ...] = ()
    """What each tier gives in place of money off: a SKU, units of it for an order, and orders that
    may have it, for which units are set aside; 0 three times for no gift. None, or one for each
    tier."""
    co_funded: bool = False
    """Of a voucher: the platform bears its share of a campaign's day, within which it holds."""
    draft: bool = False

    name = "save-promotion"


@dataclass(frozen=True, slots=True)
class StopPromotion:
    """End a promotion that holds, or one that has not begun, for good and at once."""

    promotion: int

    name = "stop-promotion"


@dataclass(frozen=True, slots=True)
class DeletePromotion:
    """Throw a draft away."""

    promotion: int

    name = "delete-promotion"


@dataclass(frozen=True, slots=True)
class StartDeal:
    """Sell a SKU at a lower price (minor units) from now until midnight after so many days.

    Today is the first of them. It is a product discount of its own; one of this SKU alone that is
    still running ends.
    """

    sku: int
    price: int
    days: int

    name = "start-deal"


@dataclass(frozen=True, slots=True)
class EndDeal:
    """Sell a SKU at its own price again from now on: the product discount for it alone ends."""

    sku: int

    name = "end-deal"


@dataclass(frozen=True, slots=True)
class SetAds:
    """Spend so many minor units a day on a SKU's ads from tomorrow on; 0 stops them.

    A day's ads are paid from the bank account when the day begins, and left out when it is short.
    """

    sku: int
    budget: int

    name = "set-ads"
