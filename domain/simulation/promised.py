"""What promotions of a practice shop have promised: what is set aside, left and used."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from domain.kernel.columns import Array, Columns, places, positions, rows_of
from domain.kernel.money import Cents, share
from domain.promotions.pricing import (
    CODE,
    NO_LIMIT,
    NONE,
    PRICE,
    Baskets,
    Checkout,
    Promotions,
    checkout,
)
from domain.promotions.rules import PRICES, Tool
from domain.simulation.promoting import Scarce, held, may, scarce
from domain.simulation.world import World, touch


def set_aside(world: World, but: int = 0) -> Array:
    """Units of each SKU that are kept for campaigns to come and as gifts of what is not over.

    Those of the promotion named are left out.
    """
    rows, aside = world.promotions, np.zeros(len(world.skus), dtype=np.int64)
    if not len(rows):
        return aside
    lasts = (rows["ends_at"] == 0) | (rows["ends_at"] > world.now)
    stands = (rows["draft"] == 0) & (rows["stopped_at"] == 0) & lasts & (rows["id"] != but)
    waits = stands & (rows["tool"] == Tool.CAMPAIGN) & (rows["starts_at"] > world.now)
    if waits.any():
        mine = np.isin(world.promotion_items["promotion_id"], rows["id"][waits])
        items = world.promotion_items.where(mine)
        np.add.at(aside, world.sku_index(items["sku_id"]), items["units"])
    tiers = world.promotion_tiers.where(world.promotion_tiers["gift_sku"] > 0)
    if len(tiers):
        tiers = tiers.where(np.isin(tiers["promotion_id"], rows["id"][stands]))
        units = (tiers["gift_orders"] - tiers["given"]) * tiers["gift_units"]
        np.add.at(aside, world.sku_index(tiers["gift_sku"]), units)
    return aside + world.skus["gifts_back"]


def to_spare(world: World, but: int = 0) -> Array:
    """Units of each SKU that can still be promised; what the promotion named has, it keeps."""
    return np.asarray(np.maximum(world.skus["stock"] - set_aside(world, but), 0))


def gifts_missing(world: World) -> bool:
    """Whether less is on the shelf of any gift than is set aside: a count has found so.

    Then each hour is lived through by itself: they are given again when goods have come.
    """
    gifts = world.promotion_tiers["gift_sku"]
    if not gifts.any():
        return False
    short = world.skus["stock"] < set_aside(world)
    return bool(short[world.sku_index(gifts[gifts > 0])].any())


def in_hand(world: World, promotions: Promotions) -> Promotions:
    """Promotions of now as they can be kept: none of those goods are given that are missing."""
    gift, left = promotions.tiers["gift"], promotions.tiers["gifts_left"]
    gives = positions(gift != NONE)
    if not len(gives):
        return promotions
    short = (world.skus["stock"] < set_aside(world))[gift[gives]]
    left = left.copy()
    left[gives[short]] = 0
    return replace(promotions, tiers=promotions.tiers.told(gifts_left=left))


def take_back(world: World, order_ids: Array) -> None:
    """Put the gifts of cancelled orders, which no carrier has, back on the shelf.

    They stay set aside until midnight, so that what can be bought within a day does not depend on
    who has earned a gift.
    """
    gifts = world.gifts.where(rows_of(world.gifts["order_id"], np.sort(order_ids)))
    place = world.sku_index(gifts["sku_id"])
    for name in ("stock", "gifts_back"):
        np.add.at(world.skus[name], place, gifts["quantity"])


@dataclass(frozen=True, eq=False, slots=True)
class Hopes:
    """What wishes count on that can run out, as shelves behind those of the SKUs."""

    offer: Array
    """Of each wish: the shelf of its units at their price, ``NONE`` for none."""
    beside: Array
    """The same for its second product."""
    code: Array
    """The shelf of the orders that may use its voucher or code."""
    left: Array
    """What each shelf holds."""


def at_most(world: World, found: Scarce, wishes: Columns, part: Array, parts: int) -> Array:
    """The most that wishes can want of what can run out, whoever gets it: a row for each part.

    ``part`` says to which part each wish belongs. An order has one code, and a line one price.
    """
    promotions, items = found.promotions, found.items
    allowed = may(world, promotions, wishes["earlier"], wishes["knows"], wishes["watches"])
    size, both = len(world.skus), positions(wishes["also"] != NONE)
    of, sku = promotions.items["promotion"][items], promotions.items["sku"][items]
    most = np.zeros((parts, len(items) + len(found.codes)), dtype=np.int64)

    def wanted(key: Array, kinds: int, units: Array) -> Array:
        many = np.bincount(key, weights=units, minlength=parts * kinds)
        return many.reshape(parts, kinds).astype(np.int64)

    for promotion in np.unique(of):
        mine, its = allowed[:, promotion], positions(of == promotion)
        units = wanted(part * size + wishes["sku"], size, wishes["units"] * mine)
        units += wanted((part * size + wishes["also"])[both], size, mine[both])
        most[:, its] = units[:, sku[its]]
    for place, promotion in enumerate(found.codes, start=len(items)):
        most[:, place] = wanted(part, 1, allowed[:, promotion])[:, 0]
    return most


def hoped_for(world: World, wishes: Columns) -> Hopes:
    """What the buyers of these wishes have seen and count on; nothing, where all can be had."""
    nothing = np.full(len(wishes), NONE)
    none = Hopes(nothing, nothing, nothing, nothing[:0])
    found = scarce(world) if len(wishes) else None
    if found is None:
        return none
    items, short, coded, left = found.promotions.items, found.items, found.codes, found.left
    if (at_most(world, found, wishes, np.zeros_like(nothing), 1) <= left).all():
        return none
    both = positions(wishes["also"] != NONE)
    order = np.concatenate([np.arange(len(wishes)), both])
    sku = np.concatenate([wishes["sku"], wishes["also"][both]])
    quantity = np.concatenate([wishes["units"], np.ones(len(both), dtype=np.int64)])
    by_order = np.argsort(order, kind="stable")
    seen = held(world, seen=True)
    sold = checkout(
        seen,
        Baskets(
            Columns(
                {
                    "order": order[by_order],
                    "sku": sku[by_order],
                    "quantity": quantity[by_order],
                    "price": world.skus["price"][sku[by_order]],
                }
            ),
            may(world, seen, wishes["earlier"], wishes["knows"], wishes["watches"]),
            used(world, seen, wishes["buyer"]),
        ),
        fee_of=np.zeros_like,
        tax_of=np.zeros_like,
    ).lines
    size = len(world.skus)
    keys = items["promotion"][short] * size + items["sku"][short]
    by = np.empty(len(order), dtype=np.int64)
    code = np.empty(len(order), dtype=np.int64)
    by[by_order], code[by_order] = sold[f"by_{PRICE}"], sold[f"by_{CODE}"]
    place, there = places(keys, by * size + sku)
    shelf = np.where(there & (by != NONE), size + place, NONE)
    place, there = places(coded, code)
    uses = np.where(there & (code != NONE), size + len(short) + place, NONE)
    beside, by_code = nothing.copy(), np.maximum(uses[: len(wishes)], NONE)
    beside[both] = shelf[len(wishes) :]
    np.maximum.at(by_code, both, uses[len(wishes) :])
    return Hopes(shelf[: len(wishes)], beside, by_code, left)


def used(world: World, promotions: Promotions, buyers: Array) -> Array:
    """How many units of price tools, or orders of others, each buyer has used of each promotion."""
    found = np.zeros((len(buyers), len(promotions)), dtype=np.int64)
    known = world.promotion_buyers
    if not len(known) or not len(promotions):
        return found
    place, there = places(promotions.rows["id"], known["promotion_id"])
    first = np.argsort(buyers, kind="stable")
    sorted_buyers = buyers[first]
    low = sorted_buyers.searchsorted(known["buyer_id"], side="left")
    high = sorted_buyers.searchsorted(known["buyer_id"], side="right")
    for row in positions(there & (high > low)).tolist():
        mine = first[low[row] : high[row]]
        prices_it = promotions.rows["tool"][place[row]] in PRICES
        found[mine, place[row]] += known["units" if prices_it else "orders"][row]
    return found


def book(world: World, promotions: Promotions, sold: Checkout, ids: Array, buyers: Array) -> Cents:
    """Note what the promotions did for new orders; gives the campaign fee of each."""
    fee = np.zeros(len(ids), dtype=np.int64)
    if not len(promotions):
        return fee
    uses, rows = sold.uses(), world.promotions
    if not len(uses):
        return fee
    at = rows["id"].searchsorted(promotions.rows["id"])
    np.add.at(rows["used"], at[uses["promotion"]], 1)
    touch(rows, at[uses["promotion"]])
    tiers = positions(np.isin(world.promotion_tiers["promotion_id"], promotions.rows["id"]))
    tiers = tiers[sold.gifts["tier"]]
    np.add.at(world.promotion_tiers["given"], tiers, 1)
    touch(world.promotion_tiers, tiers)
    lines = sold.lines
    priced = positions(lines[f"by_{PRICE}"] != NONE)
    by, sku = lines[f"by_{PRICE}"][priced], world.skus["id"][lines["sku"][priced]]
    items = world.promotion_items
    keys = _keys(world, items["promotion_id"], items["sku_id"])
    place = keys.searchsorted(_keys(world, promotions.rows["id"][by], sku))
    np.add.at(items["sold"], place, lines["quantity"][priced])
    touch(items, place)
    tool = promotions.rows["tool"][by]
    joined = priced[tool == Tool.CAMPAIGN]
    worth = lines["subtotal"][joined] - lines["seller"][joined]
    np.add.at(fee, lines["order"][joined], share(worth, world.rules.campaign_fee))
    fresh = Columns(
        {
            "order_id": ids[uses["order"]],
            "promotion_id": promotions.rows["id"][uses["promotion"]],
            **{name: uses[name] for name in ("units", "seller", "platform")},
        }
    )
    world.promotion_uses.append(fresh)
    limit = promotions.rows["buyer_limit"][uses["promotion"]] != NO_LIMIT
    if limit.any():
        mine = uses.where(limit)
        world.promotion_buyers = world.promotion_buyers.joined(
            Columns(
                {
                    "promotion_id": promotions.rows["id"][mine["promotion"]],
                    "buyer_id": buyers[mine["order"]],
                    "units": mine["units"],
                    "orders": np.ones(len(mine), dtype=np.int64),
                }
            )
        )
    return fee


def _keys(world: World, promotion: Array, sku: Array) -> Array:
    """Pairs of ids as one number, in the same order."""
    return np.asarray(promotion * len(world.skus) + world.sku_index(sku))
