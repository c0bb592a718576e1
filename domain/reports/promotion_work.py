"""What somebody who makes or changes a promotion has to know of a practice shop."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products, skus
from domain.promotions.campaigns import Campaign, campaigns
from domain.promotions.commands import SavePromotion
from domain.promotions.rules import State, Tool, state
from domain.promotions.tables import promotions
from domain.reports.live_sessions import LiveSessions, live_sessions
from domain.reports.promotions import as_command
from domain.reports.set_aside import gifts_set_aside, set_aside
from domain.reports.shop import ShopRow, shop_row
from domain.simulation.promotion_store import lowest_paid

_NOT_SOLD = (ProductStatus.DRAFT.value, ProductStatus.DELETED.value)


@dataclass(frozen=True, slots=True)
class Promotable:
    """A SKU that a promotion may be for; minor units."""

    id: int
    product_id: int
    product: str
    variation: str
    code: str
    """The seller's own."""
    price: int
    """Its list price."""
    cost: int | None
    free: int
    """Units that can be promised: in stock, and set aside neither for a campaign to come nor as
    gifts."""
    lowest: int
    """The lowest price a unit was paid at in ``Rules.lowest_price_days``; 0 where none was sold."""
    listed_at: int
    live: bool


@dataclass(frozen=True, slots=True)
class PromotionWork:
    """A promotion to be made or changed, and what it can be made of."""

    shop: ShopRow
    command: SavePromotion
    """As it is kept now; one that says nothing yet where it is new."""
    state: State | None
    """None where it is new."""
    skus: tuple[Promotable, ...]
    """In the order in which they were listed."""
    campaigns: tuple[Campaign, ...]
    """Those that have not begun."""
    titles: frozenset[str]
    """Those of the shop's other promotions."""
    lives: LiveSessions

    @property
    def has_begun(self) -> bool:
        """Whether it holds, so that little of it can still be changed."""
        return self.state is State.ONGOING

    @property
    def is_over(self) -> bool:
        """Whether nothing of it can be changed any more."""
        return self.state in (State.EXPIRED, State.DEACTIVATED)


def promotion_work(
    conn: Connection, wall: int, promotion: int = 0, tool: Tool = Tool.PRODUCT_DISCOUNT
) -> PromotionWork | None:
    """What there is to a promotion, 0 for a new one with that tool; None where there is none."""
    shop = shop_row(conn, wall)
    command, stands = SavePromotion(0, tool.name, "", 0, 0), None
    if promotion:
        kept = as_command(conn, promotion)
        if kept is None:
            return None
        command, stands = kept, _standing(conn, shop, promotion)
    others = select(promotions.c.name).where(promotions.c.id != promotion)
    return PromotionWork(
        shop=shop,
        command=command,
        state=stands,
        skus=_promotable(conn, shop, promotion),
        campaigns=tuple(each for each in campaigns(shop.region) if each.starts_at >= shop.now),
        titles=frozenset(conn.scalars(others)),
        lives=live_sessions(conn, shop.now),
    )


def _standing(conn: Connection, shop: ShopRow, number: int) -> State:
    """The state of a promotion that there is; whether its products are on sale is left aside."""
    at = promotions.c
    row = conn.execute(
        select(at.draft, at.starts_at, at.ends_at, at.stopped_at).where(at.id == number)
    ).one()
    return state(
        draft=bool(row.draft),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        stopped_at=row.stopped_at,
        effective=True,
        now=shop.now,
    )


def _promotable(conn: Connection, shop: ShopRow, promotion: int) -> tuple[Promotable, ...]:
    listed = conn.execute(
        select(
            skus.c.id,
            skus.c.product_id,
            products.c.name.label("product"),
            products.c.status,
            skus.c.name.label("variation"),
            skus.c.seller_sku,
            skus.c.price,
            skus.c.cost,
            skus.c.stock,
            products.c.listed_at,
        )
        .join(products, products.c.id == skus.c.product_id)
        .where(products.c.status.not_in(_NOT_SOLD), skus.c.unlisted == 0, skus.c.price > 0)
        .order_by(skus.c.id)
    ).all()
    to_come = promotions.c.starts_at > shop.now
    aside = set_aside(conn, to_come, promotions.c.id != promotion)
    gifts = gifts_set_aside(conn, shop.now, promotion)
    lowest = lowest_paid(conn, shop.now, shop.rules, [row.id for row in listed])
    return tuple(
        Promotable(
            id=row.id,
            product_id=row.product_id,
            product=row.product,
            variation=row.variation,
            code=row.seller_sku,
            price=row.price,
            cost=row.cost,
            free=max((row.stock or 0) - aside.get(row.id, 0) - gifts.get(row.id, 0), 0),
            lowest=lowest.get(row.id, 0),
            listed_at=row.listed_at,
            live=row.status == ProductStatus.ACTIVATE,
        )
        for row in listed
    )
