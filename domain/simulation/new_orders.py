"""The rows of new orders as their tables have them.

The world keeps only what time and decisions can change. The rest stands fast from the moment of
ordering: it was noted in ``World.placed``, or is drawn from the order's id and looked up here.
All columns are in the order of the order ids.
"""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array, Columns
from domain.orders import tables
from domain.simulation import latent
from domain.simulation.parameters import places
from domain.simulation.world import World


def order_rows(world: World, new: Columns, placed: Columns) -> Columns:
    """The orders that are new in the world, each with what ``placed`` notes of it."""
    known, home = places(), latent.place(new["buyer_id"], world.noise_seed)
    return _filled(
        Columns.like(tables.orders, len(new)),
        new,
        {
            "line_count": placed["line_count"],
            "units": placed["units"],
            "tax": placed["tax"],
            "city": known.city[home],
            "state": known.state[home],
            "zip": known.zip[home],
            "country": world.book.name,
        },
    )


def line_rows(world: World, new: Columns, placed: Columns) -> Columns:
    """Their lines, by order."""
    sku = world.skus.where(world.sku_index(new["sku_id"]))
    order = np.searchsorted(placed["id"], new["order_id"])
    brought = placed["creator_id"][order] * (new["commission"] > 0)
    return _filled(
        Columns.like(tables.order_lines, len(new)),
        new,
        {
            "product_id": sku["product_id"],
            "seller_sku": sku["seller_sku"],
            "product_name": sku["product_name"],
            "variation": sku["name"],
            "unit_price": new["subtotal"] // new["quantity"],
            "category": sku["category"],
            "creator": _handles(world, brought),
        },
    )


def _handles(world: World, creator: Array) -> Array:
    """The handles of creators by their ids, empty for none."""
    handles = np.append(world.creators["handle"], "")
    there = np.searchsorted(world.creators["id"], creator)
    return np.where(creator > 0, handles[there], "")


def recipient_rows(world: World, ids: Array, buyers: Array) -> Columns:
    """Who waits for those orders."""
    names, phones, streets = latent.recipient(buyers, world.noise_seed)
    return _filled(
        Columns.like(tables.recipients, len(ids)),
        Columns({"order_id": ids}),
        {"name": names, "phone": phones, "street": streets},
    )


def _filled(rows: Columns, told: Columns, known: dict[str, Array | int | str]) -> Columns:
    for name in rows:
        if name in known:
            rows[name] = known[name]
        elif name in told:
            rows[name] = told[name]
    return rows
