"""What a seller says of the shelf: that there is nothing left of some goods."""

from __future__ import annotations

import numpy as np

from domain.finance import rules as finance
from domain.finance.rules import Kind
from domain.kernel.columns import Array, Columns, rows_of
from domain.simulation.world import World


def count_as_empty(world: World, order_ids: Array) -> None:
    """Set the stock of everything in the orders (rising ids) to 0, as a count of the shelf.

    What the books still had of it is missing, and written off at what it cost.
    """
    lines = world.lines.where(rows_of(world.lines["order_id"], order_ids))
    skus, first = np.unique(lines["sku_id"], return_index=True)
    place = world.sku_index(skus)
    missing = world.skus["stock"][place]
    world.skus["stock"][place] = 0
    gone = missing > 0
    counted = Columns(
        {
            "order_id": lines["order_id"][first],
            "sku_id": skus,
            "at": np.full(len(skus), world.now, dtype=np.int64),
            "missing": missing,
        }
    ).where(gone)
    world.stock_counts.append(counted)
    cost = counted["missing"] * lines["unit_cost"][first][gone]
    world.post(finance.entries(Kind.STOCK_COUNT, world.now, counted["order_id"], cost))
