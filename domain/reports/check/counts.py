"""What a practice shop has counted while it ran: statuses, reviews, traffic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from sqlalchemy import Connection, case, func, or_, select

from domain.inbox.tables import reviews
from domain.kernel.clock import DAY
from domain.kernel.columns import read
from domain.orders.rules import STATUS_TIMES, Status, status_at
from domain.orders.tables import orders
from domain.reports.check.finding import MOST, Finding, day_text
from domain.simulation.scenarios import read_scenario
from domain.simulation.tables import sim_skus, traffic
from domain.simulation.world import SKU_BASE
from domain.storage.tables import practice, shop


def statuses(conn: Connection) -> Iterator[Finding]:
    """Orders whose times say another status."""
    now = conn.execute(select(shop.c.now)).scalar_one()
    rows = read(
        conn, select(orders.c.id, orders.c.status, *[orders.c[name] for name in STATUS_TIMES])
    )
    right = status_at(now, **{name: rows[name] for name in STATUS_TIMES})
    for index in np.flatnonzero(right != rows["status"])[:MOST].tolist():
        params: dict[str, str | int] = {
            "order": int(rows["id"][index]),
            "found": int(rows["status"][index]),
            "right": Status(int(right[index])).name,
        }
        yield Finding("status-wrong", params)


def reviews_told(conn: Connection) -> Iterator[Finding]:
    """What buyers see of each SKU, and will from tomorrow on, against what was written."""
    written = {
        sku: (count, stars, ones)
        for sku, count, stars, ones in conn.execute(
            select(
                reviews.c.sku_id,
                func.count(),
                func.sum(reviews.c.stars),
                func.sum(case((reviews.c.stars == 1, 1), else_=0)),
            ).group_by(reviews.c.sku_id)
        )
    }
    start = read_scenario(conn.execute(select(practice.c.scenario_text)).scalar_one())
    opened = {
        SKU_BASE + number: (product.reviews, product.stars, product.ones)
        for number, product in enumerate(start.products, start=1)
    }
    nothing = (0, 0, 0)
    for row in conn.execute(select(sim_skus)):
        found = (
            row.reviews + row.reviews_today,
            row.stars + row.stars_today,
            row.ones + row.ones_today,
        )
        given, made = opened.get(row.sku_id, nothing), written.get(row.sku_id, nothing)
        right = tuple(each + more for each, more in zip(given, made, strict=True))
        if found != right:
            params: dict[str, str | int] = {"sku": row.sku_id}
            yield Finding("reviews-wrong", {**params, "found": str(found), "right": str(right)})


_SOLD = orders.c.item_total - orders.c.seller_discount


def traffic_told(conn: Connection) -> Iterator[Finding]:
    """Every row's funnel, and what all rows together sold, against the orders."""
    steps = [traffic.c[name] for name in ("impressions", "clicks", "carts", "orders")]
    inverted = or_(*[after > before for before, after in pairwise(steps)])
    for day, *counts in conn.execute(select(traffic.c.day, *steps).where(inverted).limit(MOST)):
        told = " > ".join(str(count) for count in counts)
        yield Finding("funnel-inverted", {"day": day_text(day * DAY), "counts": told})
    counted = [func.coalesce(func.sum(traffic.c[name]), 0) for name in ("orders", "units", "gmv")]
    placed = [
        func.count(),
        func.coalesce(func.sum(orders.c.units), 0),
        func.coalesce(func.sum(_SOLD), 0),
    ]
    found = conn.execute(select(*counted)).one()
    made = conn.execute(select(*placed).select_from(orders)).one()
    for what, count, right in zip(
        ("orders", "units", "minor units of sales"), found, made, strict=True
    ):
        if count != right:
            yield Finding("traffic-wrong", {"what": what, "found": count, "right": right})
