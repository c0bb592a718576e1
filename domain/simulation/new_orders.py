"""The rows of new orders as their tables have them.

The world keeps only what time and decisions can change. The rest stands fast from the moment of
ordering: it was noted in ``World.placed``, or is drawn from the order's id and looked up here.
All columns are in the order of the order ids.
"""

from __future__ import annotations

from domain.kernel.columns import Array, Columns
from domain.orders import tables
from domain.simulation import latent
from domain.simulation.parameters import places
from domain.simulation.world import World


def order_rows(world: World, new: Columns, placed: Columns) -> Columns:
    """The orders that are new in the world, each with what ``placed`` notes of it."""
    known, home = places(), latent.place(placed["id"], world.noise_seed)
    return _filled(
        Columns.like(tables.orders, len(new)),
        new,
        {
            "buyer_id": placed["id"],
            "line_count": 1,
            "units": placed["units"],
            "tax": placed["tax"],
            "city": known.city[home],
            "state": known.state[home],
            "zip": known.zip[home],
            "country": world.book.name,
        },
    )


def line_rows(world: World, new: Columns, placed: Columns) -> Columns:
    """Their lines, one each."""
    sku = world.skus.where(world.sku_index(new["sku_id"]))
    return _filled(
        Columns.like(tables.order_lines, len(new)),
        new,
        {
            "product_id": sku["product_id"],
            "seller_sku": sku["seller_sku"],
            "product_name": sku["product_name"],
            "variation": sku["name"],
            "unit_price": placed["unit_price"],
            "subtotal": placed["unit_price"] * placed["units"],
            "unit_cost": placed["unit_cost"],
            "category": sku["category"],
        },
    )


def recipient_rows(world: World, ids: Array) -> Columns:
    """Who waits for those orders."""
    names, phones, streets = latent.recipient(ids, world.noise_seed)
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
