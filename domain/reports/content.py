"""What videos and creators brought."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from domain.creators.tables import creators, videos
from domain.simulation.tables import traffic

_COUNTS = ("impressions", "clicks", "orders", "gmv")


def video_figures(conn: Connection) -> list[dict[str, Any]]:
    """Each video's funnel, in the order of posting; amounts in minor units."""
    sums = [func.coalesce(func.sum(traffic.c[name]), 0) for name in _COUNTS]
    query = (
        select(videos.c.id, *sums)
        .outerjoin(traffic, traffic.c.content_id == videos.c.id)
        .group_by(videos.c.id)
        .order_by(videos.c.posted_at, videos.c.id)
    )
    return [
        {"id": video, "views": views, "clicks": clicks, "orders": orders, "gmv": gmv}
        for video, views, clicks, orders, gmv in conn.execute(query)
    ]


def creator_figures(conn: Connection) -> list[dict[str, Any]]:
    """What each creator who has shown a product brought, in the order of their ids."""
    sums = [func.coalesce(func.sum(traffic.c[name]), 0) for name in _COUNTS]
    query = (
        select(
            creators.c.id,
            creators.c.handle,
            creators.c.followers,
            func.count(videos.c.id.distinct()),
            *sums,
        )
        .join(videos, videos.c.creator_id == creators.c.id)
        .outerjoin(traffic, traffic.c.content_id == videos.c.id)
        .group_by(creators.c.id)
        .order_by(creators.c.id)
    )
    names = ("id", "handle", "followers", "videos", "views", "clicks", "orders", "gmv")
    return [dict(zip(names, row, strict=True)) for row in conn.execute(query).all()]
