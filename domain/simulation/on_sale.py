"""What is on sale: put there or taken off by its seller, or taken down by the platform.

The platform takes down what is sent at a shipping fee out of range that was not mended in time, and
nothing else. So whether a product that its seller sells is up or down follows from its template.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from domain.catalogue.rules import ProductStatus
from domain.kernel.columns import Array
from domain.shipping.fee_range import judged
from domain.simulation.world import World

Mask = npt.NDArray[np.bool_]


def put(world: World, which: Mask | Array, status: ProductStatus) -> None:
    """Give products, by all of their SKUs, a status; buyers meet what is live."""
    skus = world.skus
    live = status is ProductStatus.ACTIVATE
    skus["live"][which] = (1 - skus["unlisted"][which]) if live else 0
    skus["product_status"][which] = status.value
    world.statuses |= dict.fromkeys(np.unique(skus["product_id"][which]).tolist(), status.value)


def unmended(world: World) -> Mask:
    """The SKUs whose shipping fee is out of range and should have been mended by now."""
    late, settings = world.shipping.unmended(world.now), world.shipping
    if not late:
        return np.zeros(len(world.skus), dtype=bool)
    uses, first = dict(settings.assigned), settings.templates[0].id
    products = world.skus["product_id"].tolist()
    return np.array([uses.get(product, first) in late for product in products], dtype=bool)


def look_at_fees(world: World) -> bool:
    """The platform looks at the shop's shipping fees: it warns, takes down, and lets back.

    It does so at local midnights, and when something has changed that it goes by. Gives whether any
    product was taken down or is back.
    """
    warned = judged(
        world.shipping, world.book.code, world.rules, world.now, world.book.calendar
    ).warned
    if warned != world.shipping.warned:
        world.shipping = replace(world.shipping, warned=warned)
        world.shipping_changed = True
    status, down = world.skus["product_status"], unmended(world)
    falls = down & (status == ProductStatus.ACTIVATE)
    rises = ~down & (status == ProductStatus.PLATFORM_DEACTIVATED)
    if falls.any():
        put(world, falls, ProductStatus.PLATFORM_DEACTIVATED)
    if rises.any():
        put(world, rises, ProductStatus.ACTIVATE)
    return bool(falls.any() or rises.any())
