"""How one order comes to what the buyer pays, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.kernel.columns import positions
from domain.promotions.pricing import BUY_MORE, CODE, NONE, PRICE, Checkout


class Kind(StrEnum):
    """What a step says."""

    LISTED = "listed"
    """The items at their list prices."""
    PRICE = "price"
    """A promotion that sets prices, and what it takes off."""
    BUY_MORE = "buy-more"
    GIFT = "gift"
    """What a promotion gives at no price."""
    CODE = "code"
    """A voucher or code."""
    VALUE = "value"
    """A sum: the items after discounts."""
    FEE = "fee"
    """Shipping before its discount."""
    FEE_DISCOUNT = "fee-discount"
    TAX = "tax"
    PAYS = "pays"
    """A sum: what the buyer pays."""


SUMS = (Kind.VALUE, Kind.PAYS)
"""Steps that add up all before them that are none."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the explanation; minor units, with its sign."""

    kind: Kind
    amount: int
    promotion: int = NONE
    """Its position among those that the order was priced with; ``NONE`` where it is no discount."""
    seller: int = 0
    """What the seller bears of a discount."""
    platform: int = 0
    """What the platform bears of it."""
    gift: int = NONE
    """The SKU that is given, ``NONE`` where it is no gift."""
    units: int = 0
    """Of the gift."""


_STEPS = {PRICE: Kind.PRICE, BUY_MORE: Kind.BUY_MORE, CODE: Kind.CODE}


def explained(sold: Checkout, order: int) -> tuple[Step, ...]:
    """The steps of one order in their sequence; promotions that did nothing for it are left out."""
    lines = sold.lines
    mine = positions(lines["order"] == order)
    about = {name: int(sold.orders[name][order]) for name in sold.orders}
    steps = [Step(Kind.LISTED, about["items"])]
    for number, kind in _STEPS.items():
        by, off, borne = lines[f"by_{number}"], lines[f"off_{number}"], sold.borne[number]
        for promotion in np.unique(by[mine]).tolist():
            held = mine[by[mine] == promotion]
            taken, platform = int(off[held].sum()), int(borne[held].sum())
            if promotion != NONE and taken:
                steps.append(Step(kind, -taken, promotion, taken - platform, platform))
        if number == BUY_MORE:
            steps += _gifts(sold, order)
    steps.append(Step(Kind.VALUE, about["value"]))
    steps.append(Step(Kind.FEE, about["fee"]))
    less = about["fee"] - about["shipping"]
    if less:
        bears = about["fee_seller"], about["fee_platform"]
        steps.append(Step(Kind.FEE_DISCOUNT, -less, about["fee_by"], *bears))
    steps.append(Step(Kind.TAX, about["tax"]))
    steps.append(Step(Kind.PAYS, about["amount"]))
    return tuple(steps)


def _gifts(sold: Checkout, order: int) -> list[Step]:
    gifts = sold.gifts.where(sold.gifts["order"] == order)
    told = zip(*(gifts[name].tolist() for name in ("promotion", "sku", "units")), strict=True)
    return [Step(Kind.GIFT, 0, promotion, gift=sku, units=units) for promotion, sku, units in told]
