"""What a buyer would pay for a basket, step by step, with a promotion that is only drafted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from domain.kernel.columns import Columns
from domain.kernel.money import Cents
from domain.promotions.commands import SavePromotion
from domain.promotions.explaining import explained
from domain.promotions.pricing import Baskets, checkout
from domain.reports.margin import Explained, named
from domain.reports.margin_figures import known_of
from domain.reports.promotions_held import held
from domain.reports.shop import shop_row
from domain.simulation.parameters import places

_TAX = 100_000
"""Taxes of places are hundred-thousandths."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A basket to be priced: so many units of a SKU, for a buyer with so many earlier orders."""

    sku: int
    units: int = 1
    earlier: int = 0


def basket(
    conn: Connection, wall: int, draft: SavePromotion, asked: Asked
) -> tuple[Explained, ...]:
    """The steps from list price to what is paid when the draft begins; none without a price.

    The buyer has claimed every voucher and knows every code. Shipping is that of the product's
    template where most buyers live, the tax that of all buyers on average.
    """
    about = shop_row(conn, wall)
    found = known_of(conn, about, (asked.sku,))
    if not found or found[0][0].price is None:
        return ()
    known, fee_of = found[0]
    together = held(conn, max(about.now, draft.starts_at), also=draft)
    units = np.array([asked.units])
    one = {"order": [0], "sku": [asked.sku], "quantity": [asked.units], "price": [known.price]}
    may = together.may(np.array([asked.earlier]))
    sold = checkout(
        together.promotions,
        Baskets(
            Columns({name: np.array(value, dtype=np.int64) for name, value in one.items()}),
            may,
            np.zeros(may.shape, dtype=np.int64),
        ),
        lambda value: fee_of(units, value),
        _tax,
    )
    return named(together, explained(sold, 0))


def _tax(value: Cents) -> Cents:
    live = places()
    weights = np.diff(live.chosen, prepend=0)
    rate = int((live.tax * weights).sum() // weights.sum())
    return np.asarray((value * rate + _TAX // 2) // _TAX)
