"""Reviews: buyers write them, and from the next day on others read them."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Columns
from domain.simulation.parcels import subject_line, while_open
from domain.simulation.stretch import Stretch
from domain.simulation.world import World


def review(world: World, stretch: Stretch) -> None:
    """Reviews written in the stretch; the day's are counted for each SKU."""
    index = while_open(world.orders, "reviews_at", stretch)
    if not len(index):
        return
    orders = world.orders.only(("id", "reviews_at", "stars")).where(index)
    stars = orders["stars"]
    sku_id = world.lines["sku_id"][subject_line(world, orders["id"], world.lines)]
    world.reviews.append(
        Columns(
            {
                "order_id": orders["id"],
                "sku_id": sku_id,
                "stars": stars,
                "reviewed_at": orders["reviews_at"],
            }
        )
    )
    sku, skus = world.sku_index(sku_id), world.skus
    np.add.at(skus["reviews_today"], sku, 1)
    np.add.at(skus["stars_today"], sku, stars)
    np.add.at(skus["ones_today"], sku, stars == 1)


def publish(world: World) -> None:
    """At the day's end: what was written becomes what buyers see."""
    for name in ("reviews", "stars", "ones"):
        world.skus[name] = world.skus[name] + world.skus[f"{name}_today"]
        world.skus[f"{name}_today"] = 0
