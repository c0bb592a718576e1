"""What analytics files told of a real shop: None, or -1 in columns, is what none of them told.

A list is of one period: periods overlap, so their figures are never added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select

from domain.analytics import metrics
from domain.analytics.periods import UNTOLD, Period
from domain.analytics.tables import told_creators, told_days, told_products, told_videos
from domain.kernel.columns import Columns, read
from domain.reports.analytics.question import known

_TABLES = {"videos": told_videos, "products": told_products, "creators": told_creators}


@dataclass(frozen=True, slots=True)
class ToldVideo:
    """What was told of one video; minor units, epoch seconds, rates in basis points.

    Where ``product_id`` is known the row is about that product in it, and its sales are those that
    the affiliate centre attributes to the creator.
    """

    video_id: int
    product_id: int | None
    title: str
    creator: str
    products: str
    posted_at: int | None
    views: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    new_followers: int | None
    live_clicks: int | None
    impressions: int | None
    clicks: int | None
    buyers: int | None
    orders: int | None
    items: int | None
    gmv: int | None
    attributed_gmv: int | None
    refunds: int | None
    items_refunded: int | None
    commission: int | None
    ctr_bp: int | None
    live_rate_bp: int | None
    finish_rate_bp: int | None
    ctor_bp: int | None


@dataclass(frozen=True, slots=True)
class ToldProduct:
    """What was told of one product; minor units, rates in basis points.

    ``gmv`` is the whole; the other amounts of that name are channels of it, which overlap.
    """

    product_id: int
    name: str
    status: str
    gmv: int | None
    live_gmv: int | None
    video_gmv: int | None
    card_gmv: int | None
    seller_live_gmv: int | None
    seller_video_gmv: int | None
    seller_card_gmv: int | None
    creator_gmv: int | None
    creator_live_gmv: int | None
    creator_video_gmv: int | None
    shop_tab_gmv: int | None
    orders: int | None
    sku_orders: int | None
    items: int | None
    buyers: int | None
    impressions: int | None
    clicks: int | None
    unique_impressions: int | None
    unique_clicks: int | None
    carts: int | None
    cart_users: int | None
    shop_tab_impressions: int | None
    shop_tab_clicks: int | None
    shop_tab_items: int | None
    refunds: int | None
    items_refunded: int | None
    ctr_bp: int | None
    cart_rate_bp: int | None
    ctor_bp: int | None


@dataclass(frozen=True, slots=True)
class ToldCreator:
    """What was told of one creator; minor units, rates in basis points."""

    creator: str
    gmv: int | None
    video_gmv: int | None
    live_gmv: int | None
    card_gmv: int | None
    orders: int | None
    items: int | None
    refunds: int | None
    items_refunded: int | None
    buyers: int | None
    products: int | None
    videos: int | None
    lives: int | None
    views: int | None
    impressions: int | None
    samples: int | None
    sample_content: int | None
    showcased: int | None
    followers: int | None
    commission: int | None
    flat_fee: int | None
    ctr_bp: int | None
    ctor_bp: int | None

    @property
    def aov(self) -> int | None:
        """GMV for each order, minor units; files round their own differently."""
        return rate(metrics.aov, self.gmv, self.orders)


_Row = TypeVar("_Row", ToldVideo, ToldProduct, ToldCreator)


@dataclass(frozen=True, slots=True)
class ToldVideos:
    """The videos of one period; None where no file said which days it is about."""

    period: Period | None
    rows: tuple[ToldVideo, ...]


@dataclass(frozen=True, slots=True)
class ToldProducts:
    """The products of one period; None where no file said which days it is about."""

    period: Period | None
    rows: tuple[ToldProduct, ...]


@dataclass(frozen=True, slots=True)
class ToldCreators:
    """The creators of one period; None where no file said which days it is about."""

    period: Period | None
    rows: tuple[ToldCreator, ...]


def periods(conn: Connection, of: str) -> tuple[Period, ...]:
    """The periods of which ``videos``, ``products`` or ``creators`` were told.

    The one that ends last stands first, of several the longest. Rows whose file named no days are
    of none of them.
    """
    found = [each for each in _all_periods(conn, _TABLES[of]) if each != UNTOLD]
    return tuple(found)


def videos(conn: Connection, period: Period | None = None) -> ToldVideos:
    """The videos of a period, or of the newest; most GMV first, what is unknown last.

    A video of which one file told the whole and another product by product is there as a whole.
    """
    chosen, rows = _rows(conn, told_videos, ToldVideo, period)
    whole = {each.video_id for each in rows if each.product_id is None}
    return ToldVideos(
        chosen,
        tuple(each for each in rows if each.product_id is None or each.video_id not in whole),
    )


def products(conn: Connection, period: Period | None = None) -> ToldProducts:
    """The products of a period, or of the newest; most GMV first, what is unknown last."""
    return ToldProducts(*_rows(conn, told_products, ToldProduct, period))


def creators(conn: Connection, period: Period | None = None) -> ToldCreators:
    """The creators of a period, or of the newest; most GMV first, what is unknown last."""
    return ToldCreators(*_rows(conn, told_creators, ToldCreator, period))


def rate(rule: Any, part: int | None, whole: int | None) -> int | None:
    """A rule of ``domain.analytics.metrics`` for one thing; None where a part is not known."""
    if part is None or whole is None:
        return None
    return known(int(rule(part, whole)))


def rate_of(rule: Any, rows: Iterable[Any], part: str, whole: str) -> int | None:
    """The same for all rows together of which both parts, named by their fields, are known."""
    pairs = [(getattr(row, part), getattr(row, whole)) for row in rows]
    both = [pair for pair in pairs if None not in pair]
    return rate(rule, sum(pair[0] for pair in both), sum(pair[1] for pair in both))


def days(conn: Connection, period: Period | None = None) -> Columns:
    """What was told of each day, in their order: of a period, or of all that any file told.

    The columns are those of ``told_days``; -1 stands for what is unknown. Days of which nothing was
    told are not there.
    """
    query = select(*(each for each in told_days.c if each.name != "import_id"))
    if period is not None:
        query = query.where(told_days.c.day.between(period.first, period.last))
    return read(conn, query.order_by(told_days.c.day))


def _all_periods(conn: Connection, table: Table) -> list[Period]:
    query = select(table.c.period_first, table.c.period_last).distinct()
    found = [Period(*row) for row in conn.execute(query)]
    return sorted(found, key=lambda each: (-each.last, each.first))


def _rows(
    conn: Connection, table: Table, kind: type[_Row], period: Period | None
) -> tuple[Period | None, tuple[_Row, ...]]:
    if period is None:
        period = next(iter(_all_periods(conn, table)), UNTOLD)
    names = [each.name for each in fields(kind)]
    query = (
        select(*(table.c[name] for name in names))
        .where(table.c.period_first == period.first, table.c.period_last == period.last)
        .order_by(table.c.gmv.desc().nulls_last(), *table.primary_key.columns)
    )
    rows = tuple(kind(**_known(row._asdict())) for row in conn.execute(query))
    return (None if period == UNTOLD else period), rows


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """A row in which a product that was not told is none."""
    return row | ({"product_id": row["product_id"] or None} if "product_id" in row else {})
