"""What a seller may decide about deals and ads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartDeal:
    """Sell a SKU at a lower price (minor units) from now until midnight after so many days.

    Today is the first of them. A deal of this SKU that is still running ends.
    """

    sku: int
    price: int
    days: int

    name = "start-deal"


@dataclass(frozen=True, slots=True)
class EndDeal:
    """Sell a SKU at its own price again from now on."""

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
