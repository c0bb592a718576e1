"""A busy practice shop behind which lie a million orders and two years of traffic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sqlalchemy import Connection, select

from desktop.bench.big_shop import ORDERS, big_practice_shop
from domain.catalogue.tables import skus
from domain.kernel.columns import Columns, write
from domain.reports.tallies import settle
from domain.shop import Shop
from domain.simulation.exposure import Source
from domain.simulation.tables import traffic

DAYS = 730
_VIDEOS, _SEEN_FOR = 400, 60
"""Videos of the two years, and the days for which each is seen."""


def seen_shop(path: Path, count: int = ORDERS) -> int:
    """Make it, with the sums of its days; gives the shop's local day."""
    big_practice_shop(path, 40_000, count)
    with Shop(path) as shop:
        today = int(shop.book.calendar.local_day(shop.now))
        shop.write(lambda conn: _fill(conn, today))
        shop.write(lambda conn: settle(conn, shop.book.calendar))
    return today


def _fill(conn: Connection, today: int) -> None:
    """What each SKU had of each source on each day, and what each video had on those after it."""
    draw = np.random.default_rng(DAYS)
    known = np.array(conn.execute(select(skus.c.id)).scalars().all(), dtype=np.int64)
    days = np.arange(today - DAYS, today)
    for source in (Source.PRODUCT_CARD, Source.SHOP_ADS, Source.DIRECT):
        day, sku = (each.ravel() for each in np.meshgrid(days, known, indexing="ij"))
        write(conn, traffic, _drawn(draw, day, source, np.zeros_like(day), sku))
    video = np.arange(1, _VIDEOS + 1)
    begun = draw.integers(today - DAYS, today - _SEEN_FOR, _VIDEOS)
    day = (begun[:, None] + np.arange(_SEEN_FOR)).ravel()
    sku = np.repeat(draw.choice(known, _VIDEOS), _SEEN_FOR)
    write(conn, traffic, _drawn(draw, day, Source.CREATOR_VIDEO, np.repeat(video, _SEEN_FOR), sku))


def _drawn(
    draw: np.random.Generator, day: np.ndarray, source: Source, content: np.ndarray, sku: np.ndarray
) -> Columns:
    size = len(day)
    clicks = draw.poisson(40, size)
    carts = draw.binomial(clicks, 0.1)
    placed = draw.binomial(carts, 0.4)
    return Columns(
        {
            "day": day,
            "source": np.full(size, source.code, dtype=object),
            "content_id": content,
            "sku_id": sku,
            "impressions": clicks * 40,
            "clicks": clicks,
            "carts": carts,
            "orders": placed,
            "units": placed,
            "gmv": placed * 2_000,
        }
    )
