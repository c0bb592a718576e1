"""The promotions that hold at a moment, as the one function that prices takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from domain.catalogue.tables import skus
from domain.kernel.columns import Array, Columns, given, places, read
from domain.promotions import rules
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import SavePromotion
from domain.promotions.plans import platform_share
from domain.promotions.pricing import NO_LIMIT, NONE, Bools, Promotions
from domain.promotions.rules import PRICES, Audience, Tool
from domain.promotions.tables import promotion_items, promotion_tiers, promotions
from domain.storage.tables import shop


@dataclass(frozen=True, eq=False, slots=True)
class Held:
    """Promotions that hold together, with what pricing does not ask for."""

    promotions: Promotions
    """Their ``id`` is that of the table; 0 for a new one that is only tried."""
    names: tuple[str, ...]
    audience: Array
    """The ``rules.Audience`` of each."""
    tried: int
    """The position of the one that is only tried, ``NONE`` without one."""

    def may(self, earlier: Array, *, watches: bool = True) -> Bools:
        """Who may use what: a row for each buyer with so many earlier orders.

        As far as that alone decides: vouchers are taken for claimed and codes for known. Without
        ``watches`` it is for those who do not come from a live session.
        """
        there = watches | (self.promotions.rows["tool"] != Tool.LIVE_FLASH_DEAL)
        return np.asarray(rules.admits(self.audience, earlier[:, None]) & there, dtype=np.bool_)


def held(
    conn: Connection, now: int, *, also: SavePromotion | None = None, without: int = 0
) -> Held:
    """The promotions that hold at a moment, the oldest first.

    ``also`` is tried: it counts as if it held, whatever its times, in place of the promotion that
    it would change, or as the youngest. ``without`` is left out.
    """
    rows = read(conn, select(promotions).order_by(promotions.c.id))
    holds = rules.runs(rows["draft"], rows["starts_at"], rows["ends_at"], rows["stopped_at"], now)
    changed = also.promotion if also is not None else 0
    before = rows.where(rows["id"] == changed)
    rows = rows.where(holds & (rows["id"] != without) & (rows["id"] != changed))
    items, tiers = _of(conn, rows["id"])
    names = rows["name"].tolist()
    kept = Columns(
        {
            **{name: rows[name] for name in _ROW},
            "left": _left(rows["uses"], rows["used"]),
            "audience": rows["audience"],
        }
    )
    tried = NONE
    if also is not None:
        tried = int(kept["id"].searchsorted(changed)) if changed else len(kept)
        names.insert(tried, also.title)
        whole = () if also.skus or Tool[also.tool] not in PRICES else _all_skus(conn)
        order = np.insert(np.arange(len(kept)), tried, len(kept))
        days = campaigns(conn.scalars(select(shop.c.region)).one())
        kept = kept.joined(_row(also, before, platform_share(also, now, days))).where(order)
        items = _put(items, _items(also, whole, _sold(conn, changed)), tried)
        tiers = _put(tiers, _tiers(also, _given(conn, changed)), tried)
    audience = kept["audience"]
    only = kept.only([name for name in kept if name != "audience"])
    return Held(Promotions(only, items, tiers), tuple(names), audience, tried)


_ROW = (
    "id", "tool", "whole_shop", "percent", "amount", "most", "least", "platform_share",
    "buyer_limit",
)  # fmt: skip


def _of(conn: Connection, ids: Array) -> tuple[Columns, Columns]:
    """The items and tiers of promotions, by their positions."""
    wanted = promotion_items.c.promotion_id.in_(ids.tolist())
    items = read(
        conn,
        select(promotion_items)
        .where(wanted)
        .order_by(promotion_items.c.promotion_id, promotion_items.c.sku_id),
    )
    tiers = read(
        conn,
        select(promotion_tiers)
        .where(promotion_tiers.c.promotion_id.in_(ids.tolist()))
        .order_by(promotion_tiers.c.promotion_id, promotion_tiers.c.number),
    )
    return (
        Columns(
            {
                "promotion": places(ids, items["promotion_id"])[0],
                "sku": items["sku_id"],
                "price": items["price"],
                "percent": items["percent"],
                "left": _left(items["units"], items["sold"]),
            }
        ),
        Columns(
            {
                "promotion": places(ids, tiers["promotion_id"])[0],
                **{name: tiers[name] for name in _STEP},
                **_gifts(
                    tiers["gift_sku"], tiers["gift_units"], tiers["gift_orders"], tiers["given"]
                ),
            }
        ),
    )


_STEP = ("units", "least", "percent", "amount")


def _gifts(sku: Array, units: Array, orders: Array, given: Array) -> dict[str, Array]:
    """What tiers give, as pricing takes it."""
    gives = sku > 0
    return {
        "gift": np.where(gives, sku, NONE),
        "gift_units": units,
        "gifts_left": np.where(gives, _left(orders, given), NO_LIMIT),
    }


def _left(most: Array, gone: Array) -> Array:
    return np.where(most == NO_LIMIT, NO_LIMIT, np.maximum(most - gone, 0))


def _all_skus(conn: Connection) -> tuple[int, ...]:
    """What a price for the whole shop is for: every SKU has one of its own."""
    listed = select(skus.c.id).where(skus.c.unlisted == 0, skus.c.price.is_not(None))
    return tuple(conn.scalars(listed.order_by(skus.c.id)))


def _sold(conn: Connection, promotion: int) -> Columns:
    """Units of each SKU that are sold in a promotion, by SKU."""
    mine = promotion_items.c.promotion_id == promotion
    columns = (promotion_items.c.sku_id, promotion_items.c.sold)
    return read(conn, select(*columns).where(mine).order_by(promotion_items.c.sku_id))


def _given(conn: Connection, promotion: int) -> Columns:
    """What each tier of a promotion has given, by number."""
    mine = promotion_tiers.c.promotion_id == promotion
    columns = (promotion_tiers.c.number, promotion_tiers.c.given)
    return read(conn, select(*columns).where(mine).order_by(promotion_tiers.c.number))


def _row(draft: SavePromotion, before: Columns, borne: int) -> Columns:
    """What is used up stays as ``before`` (one row or none)."""
    tool = Tool[draft.tool]
    uses = np.array([draft.uses], dtype=np.int64)
    told = {
        "id": draft.promotion,
        "tool": tool,
        "whole_shop": int(not draft.skus and tool not in PRICES),
        "percent": draft.percent,
        "amount": draft.amount,
        "most": draft.most,
        "least": draft.least,
        "platform_share": borne,
        "buyer_limit": draft.buyer_limit,
        "left": int(_left(uses, before["used"].sum())[0]),
        "audience": Audience[draft.audience],
    }
    return Columns({name: np.array([value], dtype=np.int64) for name, value in told.items()})


def _items(draft: SavePromotion, whole: tuple[int, ...], sold: Columns) -> Columns:
    """By rising SKU; what is told once counts for all."""
    ids = np.array(draft.skus or whole, dtype=np.int64)

    def each(values: tuple[int, ...], usual: int) -> Array:
        told = values if len(values) == len(ids) else (*values, usual)[:1] * len(ids)
        return np.array(told, dtype=np.int64)

    return Columns(
        {
            "promotion": np.zeros(len(ids), dtype=np.int64),
            "sku": ids,
            "price": each(draft.prices, 0),
            "percent": each(draft.percents, 0),
            "left": _left(each(draft.units, NO_LIMIT), given(ids, sold["sku_id"], sold["sold"], 0)),
        }
    ).where(np.argsort(ids, kind="stable"))


def _tiers(draft: SavePromotion, before: Columns) -> Columns:
    told = np.array(draft.tiers, dtype=np.int64).reshape(-1, 4).T
    none = np.zeros(told.shape[1], dtype=np.int64)
    one_each = len(draft.gifts) == len(none) > 0
    sku, units, most = np.array(draft.gifts, dtype=np.int64).T if one_each else (none, none, none)
    gone = given(np.arange(len(none)) + 1, before["number"], before["given"], 0)
    steps = dict(zip(_STEP, told, strict=True))
    return Columns({"promotion": none, **steps, **_gifts(sku, units, most, gone)})


def _put(rows: Columns, more: Columns, at: int) -> Columns:
    """Rows by promotion, with those of one that takes the position ``at`` among them."""
    place = rows["promotion"]
    joined = rows.told(promotion=place + (place >= at)).joined(more.told(promotion=at))
    return joined.where(np.argsort(joined["promotion"], kind="stable"))
