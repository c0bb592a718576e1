"""A shop's promotions as a list shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, and_, case, func, select

from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products, skus
from domain.kernel.columns import read
from domain.kernel.money import BASIS
from domain.orders.tables import orders
from domain.promotions.commands import SavePromotion
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.retold import retold
from domain.promotions.rules import Audience, State, Tool, state
from domain.promotions.tables import (
    promotion_items,
    promotion_tiers,
    promotion_uses,
    promotions,
)
from domain.reports.live_sessions import LiveSessions, live_sessions
from domain.reports.shop import ShopRow, shop_row


class Group(Enum):
    """What promotions are looked through by."""

    RUNNING = "running"
    UPCOMING = "upcoming"
    ENDED = "ended"
    DRAFTS = "drafts"


class Sort(Enum):
    """What promotions are listed by."""

    NAME = "name"
    TOOL = "tool"
    ABOUT = "about"
    STARTS = "starts"
    ENDS = "ends"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class Depth:
    """What is taken off: basis points, or an amount in minor units; both 0 where nobody said."""

    low: int
    """The percentage of the SKU, or step, with the least taken off."""
    high: int
    amount: int
    whole_fee: bool
    """All of the shipping fee."""


@dataclass(frozen=True, slots=True)
class Gift:
    """What a step gives an order at no price."""

    sku: int
    product: str
    variation: str
    units: int
    orders: int
    """That may have it."""
    given: int
    """Orders that have, cancelled ones too."""


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A promotion; moments in epoch seconds, minor units, -1 for no limit."""

    id: int
    tool: Tool
    name: str
    state: State
    group: Group
    begun: bool
    """Whether it holds, or did."""
    starts_at: int
    """0 of a draft without a start."""
    ends_at: int
    """0: no end."""
    stopped_at: int
    audience: Audience
    products: tuple[tuple[int, str], ...]
    """Ids and names of what it is for; none for the whole shop, or where nobody said yet."""
    whole_shop: bool
    sku_count: int
    depth: Depth
    tiers: tuple[tuple[int, int, int, int], ...]
    """Of more for more: units or amount that reach it, percentage or amount off."""
    gifts: tuple[Gift | None, ...]
    """What each of these gives in place of money off, None for nothing."""
    least: int
    most: int
    code: str
    uses: int
    used: int
    """Orders that have used it, cancelled ones too: they count among its ``uses``."""
    orders: int
    """Those of them that were not cancelled."""
    buyer_limit: int
    units: int
    """Units that may be sold at its price, of all SKUs together."""
    sold: int
    set_aside: int
    """Units that are kept for it and that nothing else can promise: of a campaign to come."""
    platform_share: int
    """Basis points of what it takes off."""

    @property
    def over_at(self) -> int:
        """When it ends or ended; 0 for never."""
        if self.stopped_at:
            return min(self.stopped_at, self.ends_at) if self.ends_at else self.stopped_at
        return self.ends_at

    @property
    def cancelled(self) -> int:
        """Orders that have used it and were cancelled."""
        return self.used - self.orders

    @property
    def left(self) -> int:
        """Units that can still be sold at its price; -1 for no limit."""
        return NO_LIMIT if self.units == NO_LIMIT else max(self.units - self.sold, 0)


@dataclass(frozen=True, slots=True)
class Promotions:
    """All promotions of a shop, the newest last."""

    shop: ShopRow
    rows: tuple[PromotionRow, ...]
    lives: LiveSessions

    def of(
        self, group: Group, sort: Sort = Sort.STARTS, *, down: bool = False
    ) -> tuple[PromotionRow, ...]:
        """Those of a group in an order; of equals the oldest first."""
        rows = (row for row in self.rows if row.group is group)
        return tuple(sorted(rows, key=_KEYS[sort], reverse=down))

    def row(self, promotion: int) -> PromotionRow | None:
        """The promotion of that id, None without one."""
        return next((row for row in self.rows if row.id == promotion), None)


_NEVER = 2**62
_KEYS: dict[Sort, Callable[[PromotionRow], Any]] = {
    Sort.NAME: lambda row: row.name.casefold(),
    Sort.TOOL: lambda row: (row.tool, row.depth.high, row.depth.amount),
    Sort.ABOUT: lambda row: (row.whole_shop, row.products),
    Sort.STARTS: lambda row: row.starts_at,
    Sort.ENDS: lambda row: row.over_at or _NEVER,
    Sort.ORDERS: lambda row: row.orders,
}


def all_promotions(conn: Connection, wall: int) -> Promotions:
    """Every promotion with its state at the shop's now."""
    shop = shop_row(conn, wall)
    found = read(conn, select(promotions).order_by(promotions.c.id))
    rows = [dict(zip(found, each, strict=True)) for each in found.rows()]
    items, names, counts = _items(conn), _products(conn), _orders(conn)
    steps, gifts = _tiers(conn), _gifts(conn)
    live = bool(conn.execute(select(skus.c.id).join(products, _ITS_PRODUCT).where(_LIVE)).first())
    return Promotions(
        shop,
        tuple(
            _row(
                row | {"orders": counts.get(row["id"], 0)},
                items.get(row["id"]),
                names[row["id"]],
                tuple(steps[row["id"]]),
                tuple(gifts[row["id"]]),
                shop,
                live,
            )
            for row in rows
        ),
        live_sessions(conn, shop.now),
    )


def as_command(conn: Connection, promotion: int) -> SavePromotion | None:
    """The command that keeps a promotion just as it is; None where there is none."""
    found = read(conn, select(promotions).where(promotions.c.id == promotion))
    if not len(found):
        return None
    parts = (
        read(
            conn,
            select(part)
            .where(part.c.promotion_id == promotion)
            .order_by(*part.primary_key.columns),
        )
        for part in (promotion_items, promotion_tiers)
    )
    return retold(dict(zip(found, found.rows()[0], strict=True)), *parts)


def free_title(conn: Connection, title: str, most: int) -> str:
    """The title, with a number behind it where another promotion is called so.

    ``most`` is how many characters it may have.
    """
    taken = {each.casefold() for each in conn.scalars(select(promotions.c.name))}
    found, number = title[:most].strip(), 1
    while found.casefold() in taken:
        number += 1
        tail = f" {number}"
        found = title[: most - len(tail)].strip() + tail
    return found


def newest(conn: Connection) -> int:
    """The id of the promotion that was kept last; 0 without any."""
    return int(conn.execute(select(func.max(promotions.c.id))).scalar() or 0)


def _row(
    row: dict[str, Any],
    items: Any,
    names: tuple[tuple[int, str], ...],
    tiers: tuple[tuple[int, int, int, int], ...],
    gifts: tuple[Gift | None, ...],
    shop: ShopRow,
    live: bool,
) -> PromotionRow:
    whole = items is None
    found = state(
        draft=bool(row["draft"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        stopped_at=row["stopped_at"],
        effective=live if whole else bool(items.live),
        now=shop.now,
    )
    begun = not row["draft"] and row["starts_at"] <= shop.now
    tool = Tool(row["tool"])
    units = NO_LIMIT if whole or items.unlimited else items.units
    waits = found in (State.NOT_START, State.NOT_EFFECTIVE) and not begun
    return PromotionRow(
        id=row["id"],
        tool=tool,
        name=row["name"],
        state=found,
        group=_group(found, begun=begun),
        begun=begun,
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        stopped_at=row["stopped_at"],
        audience=Audience(row["audience"]),
        products=names,
        whole_shop=bool(row["whole_shop"]),
        sku_count=0 if whole else items.skus,
        depth=_depth(row, tool, items, tiers),
        tiers=tiers,
        gifts=gifts,
        least=row["least"],
        most=row["most"],
        code=row["code"],
        uses=row["uses"],
        used=row["used"],
        orders=row["orders"],
        buyer_limit=row["buyer_limit"],
        units=units,
        sold=0 if whole else items.sold,
        set_aside=units - items.sold if waits and tool is Tool.CAMPAIGN and units > 0 else 0,
        platform_share=row["platform_share"],
    )


def _group(found: State, *, begun: bool) -> Group:
    """What stands still for want of a live product is looked for among those of its time."""
    if found is State.DRAFT:
        return Group.DRAFTS
    if found in (State.EXPIRED, State.DEACTIVATED):
        return Group.ENDED
    return Group.RUNNING if begun else Group.UPCOMING


def _depth(
    row: dict[str, Any], tool: Tool, items: Any, tiers: tuple[tuple[int, int, int, int], ...]
) -> Depth:
    if tiers:
        percents = [percent for _, _, percent, _ in tiers]
        return Depth(min(percents), max(percents), max(off for *_, off in tiers), whole_fee=False)
    percent, amount = row["percent"], row["amount"]
    if items is not None and items.high:
        return Depth(items.low, items.high, 0, whole_fee=False)
    return Depth(percent, percent, amount, tool is Tool.SHIPPING_DISCOUNT and not amount)


_ITS_PRODUCT = products.c.id == skus.c.product_id
_LIVE = and_(products.c.status == ProductStatus.ACTIVATE, skus.c.unlisted == 0)


def _items(conn: Connection) -> dict[int, Any]:
    """What the items of each promotion come to together."""
    at = promotion_items.c
    off = case((at.price > 0, (skus.c.price - at.price) * BASIS // skus.c.price), else_=at.percent)
    return {
        row.promotion_id: row
        for row in conn.execute(
            select(
                at.promotion_id,
                func.count().label("skus"),
                func.sum(at.units).label("units"),
                func.max(at.units == NO_LIMIT).label("unlimited"),
                func.sum(at.sold).label("sold"),
                func.min(off).label("low"),
                func.max(off).label("high"),
                func.max(case((_LIVE, 1), else_=0)).label("live"),
            )
            .join(skus, skus.c.id == at.sku_id)
            .join(products, _ITS_PRODUCT)
            .group_by(at.promotion_id)
        )
    }


def _products(conn: Connection) -> dict[int, tuple[tuple[int, str], ...]]:
    found: defaultdict[int, tuple[tuple[int, str], ...]] = defaultdict(tuple)
    query = (
        select(promotion_items.c.promotion_id, products.c.id, products.c.name)
        .join(skus, skus.c.id == promotion_items.c.sku_id)
        .join(products, _ITS_PRODUCT)
        .distinct()
        .order_by(promotion_items.c.promotion_id, products.c.id)
    )
    for promotion, product, name in conn.execute(query):
        found[promotion] += ((product, name),)
    return found


def _orders(conn: Connection) -> dict[int, int]:
    """Of each promotion, the orders that used it and were not cancelled."""
    promotion = promotion_uses.c.promotion_id
    counted = (
        select(promotion, func.count())
        .join(orders, orders.c.id == promotion_uses.c.order_id)
        .where(orders.c.cancelled_at == 0)
        .group_by(promotion)
    )
    return dict(conn.execute(counted).all())


def _tiers(conn: Connection) -> dict[int, list[tuple[int, int, int, int]]]:
    at = promotion_tiers.c
    found: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    query = select(at.promotion_id, at.units, at.least, at.percent, at.amount)
    for promotion, *step in conn.execute(query.order_by(at.promotion_id, at.number)):
        found[promotion].append((step[0], step[1], step[2], step[3]))
    return found


def _gifts(conn: Connection) -> dict[int, list[Gift | None]]:
    """Of each promotion what its tiers give."""
    at = promotion_tiers.c
    found: defaultdict[int, list[Gift | None]] = defaultdict(list)
    query = (
        select(
            at.promotion_id,
            at.gift_sku,
            products.c.name,
            skus.c.name,
            at.gift_units,
            at.gift_orders,
            at.given,
        )
        .outerjoin(skus, skus.c.id == at.gift_sku)
        .outerjoin(products, _ITS_PRODUCT)
        .order_by(at.promotion_id, at.number)
    )
    for promotion, sku, *told in conn.execute(query):
        found[promotion].append(Gift(sku, *told) if sku else None)
    return found
