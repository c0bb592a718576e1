"""Promotions of a practice shop: which hold, and what buyers see of them.

Who sees a unit for how much depends on the state at the day's beginning and on what was decided
since: of units and uses that run out within a day, buyers hear when they want to order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from domain.kernel.columns import Array, Columns, places, positions
from domain.kernel.money import Cents
from domain.kernel.randomness import Stream, further, threshold, upper
from domain.promotions import rules
from domain.promotions.pricing import (
    NO_LIMIT,
    NONE,
    PRICE,
    Baskets,
    Promotions,
    checkout,
)
from domain.promotions.rules import FLASHES, Audience, Tool
from domain.simulation.world import World

VOUCHERS, CODES = 1, 2
"""What buyers know: from the first on they claim vouchers, from the second on also codes."""

_PRICING = ("id", "tool", "whole_shop", "percent", "amount", "most", "least", "platform_share")


@dataclass(frozen=True, slots=True)
class Buyer:
    """What decides which promotions somebody may use."""

    earlier: int = 0
    """Orders before this one; 2 stands for more."""
    knows: int = 0
    """0, ``VOUCHERS`` or ``CODES``."""
    watches: bool = False
    """Whether the buyer comes from a live session."""


ANYBODY = Buyer()
"""Who has never been here and has claimed nothing."""


def running(world: World, at: int | None = None) -> Array:
    """Positions of the promotions that hold at a moment, now if none is given."""
    rows = world.promotions
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    return positions(
        rules.runs(
            rows["draft"],
            rows["starts_at"],
            rows["ends_at"],
            rows["stopped_at"],
            world.now if at is None else at,
        )
    )


def next_change(world: World) -> int | None:
    """When the next promotion begins or ends, None for never."""
    rows = world.promotions
    if not len(rows):
        return None
    open_to = (rows["draft"] == 0) & (rows["stopped_at"] == 0)
    moments = np.concatenate([rows["starts_at"][open_to], rows["ends_at"][open_to]])
    coming = moments[moments > world.now]
    return int(coming.min()) if len(coming) else None


def held(
    world: World, *, seen: bool = False, limited: bool = True, at: int | None = None
) -> Promotions:
    """The promotions that hold at a moment; SKUs are positions in ``World.skus``.

    ``seen``: as buyers see them all day, with units or uses as long as any were left when the day
    began. Without ``limited`` those that can run out are left away.
    """
    which = running(world, at)
    if not len(which):
        return _NOTHING
    rows = world.promotions.where(which)
    uses, used = rows["uses"], rows["used_before" if seen else "used"]
    place, there = places(rows["id"], world.promotion_items["promotion_id"])
    items = world.promotion_items.where(there)
    units, sold = items["units"], items["sold_before" if seen else "sold"]
    return Promotions(
        Columns(
            {
                **{name: rows[name] for name in (*_PRICING, "buyer_limit")},
                "left": _left(uses, used, seen=seen, limited=limited),
            }
        ),
        Columns(
            {
                "promotion": place[there],
                "sku": world.sku_index(items["sku_id"]),
                "price": items["price"],
                "percent": items["percent"],
                "left": _left(units, sold, seen=seen, limited=limited),
            }
        ),
        _tiers(world, rows["id"], seen=seen, limited=limited),
    )


def _blank(*names: str) -> Columns:
    return Columns({name: np.zeros(0, dtype=np.int64) for name in names})


_ROWS = (*_PRICING, "buyer_limit", "left")
_ITEMS = ("promotion", "sku", "price", "percent", "left")
_STEPS = ("units", "least", "percent", "amount", "gift_units")
_TIERS = ("promotion", *_STEPS, "gift", "gifts_left")
_NOTHING = Promotions(_blank(*_ROWS), _blank(*_ITEMS), _blank(*_TIERS))


def _left(most: Array, gone: Array, *, seen: bool, limited: bool) -> Array:
    if not limited:
        return np.where(most == NO_LIMIT, NO_LIMIT, 0)
    left = np.maximum(most - gone, 0)
    return np.where((most == NO_LIMIT) | (seen & (left > 0)), NO_LIMIT, left)


def _tiers(world: World, ids: Array, *, seen: bool, limited: bool) -> Columns:
    place, there = places(ids, world.promotion_tiers["promotion_id"])
    tiers = world.promotion_tiers.where(there)
    most, gone = tiers["gift_orders"], tiers["given_before" if seen else "given"]
    gives, gift = tiers["gift_sku"] > 0, np.full(len(tiers), NONE)
    gift[gives] = world.sku_index(tiers["gift_sku"][gives])
    left = np.where(gives, _left(most, gone, seen=seen, limited=limited), NO_LIMIT)
    return Columns(
        {
            "promotion": place[there],
            **{name: tiers[name] for name in _STEPS},
            "gift": gift,
            "gifts_left": left,
        }
    )


def may(
    world: World, promotions: Promotions, earlier: Array, knows: Array, watches: Array
) -> Array:
    """Whether buyers may use promotions: shape (buyers, promotions)."""
    if not len(promotions):
        return np.zeros((len(earlier), 0), dtype=np.bool_)
    at = world.promotions["id"].searchsorted(promotions.rows["id"])
    audience, tool = world.promotions["audience"][at], promotions.rows["tool"]
    needs = np.where(tool == Tool.VOUCHER, VOUCHERS, 0)
    needs = np.where(tool == Tool.PROMO_CODE, CODES, needs)
    there = (tool != Tool.LIVE_FLASH_DEAL) | watches[:, None]
    return np.asarray(rules.admits(audience, earlier[:, None]) & (knows[:, None] >= needs) & there)


def knowing(world: World, key: Array) -> Array:
    """What the buyers of these keys know; nothing where that makes no difference."""
    if len(kinds_of_buyers(world)) == 1:
        return np.zeros(len(key), dtype=np.int64)
    luck, known = upper(further(key, Stream.CLAIM)), world.parameters
    knows = (luck < threshold(known.voucher_share)).astype(np.int64)
    return knows + (luck < threshold(known.code_share))


def alike_when_back(world: World) -> bool:
    """Whether who orders again may now use the same promotions as who is new and knows nothing."""
    audiences = world.promotions["audience"][running(world)]
    return not (audiences != Audience.ALL).any()


def kinds_of_buyers(world: World) -> tuple[int, ...]:
    """What buyers can know that makes a difference now, rising."""
    tools = promoted_by(world)
    if Tool.PROMO_CODE in tools:
        return (0, VOUCHERS, CODES)
    return (0, VOUCHERS) if Tool.VOUCHER in tools else (0,)


def kinds_of_places(world: World) -> tuple[bool, ...]:
    """Whether it makes a difference now that a buyer comes from a live session."""
    return (False, True) if Tool.LIVE_FLASH_DEAL in promoted_by(world) else (False,)


def promoted_by(world: World) -> frozenset[int]:
    """The tools of the promotions that hold now."""
    return frozenset(world.promotions["tool"][running(world)].tolist())


def can_run_out(world: World) -> bool:
    """Whether buyers see anything now of which there may be no more when they order."""
    if not _limits(world):
        return False
    rows = world.promotions.where(running(world))
    items = world.promotion_items
    items = items.where(np.isin(items["promotion_id"], rows["id"]))
    limits = (rows["uses"], rows["used_before"]), (items["units"], items["sold_before"])
    return any(bool(((most != NO_LIMIT) & (most > gone)).any()) for most, gone in limits)


def _limits(world: World) -> bool:
    """Whether any promotion, whether it holds or not, has units or uses that can run out."""
    limits = world.promotions["uses"], world.promotion_items["units"]
    return not all((each == NO_LIMIT).all() for each in limits)


@dataclass(frozen=True, eq=False, slots=True)
class Scarce:
    """What holds now, and what of it can run out.

    Of what was gone when the day began nobody has seen anything, nor gets any.
    """

    promotions: Promotions
    items: Array
    """Positions of the items that can."""
    codes: Array
    """Positions of the vouchers and codes that can."""

    @property
    def left(self) -> Array:
        """What is left of the items, then of the codes."""
        items, rows = self.promotions.items, self.promotions.rows
        return np.concatenate([items["left"][self.items], rows["left"][self.codes]])

    @property
    def competes(self) -> bool:
        """Whether who misses a promotion that has run out may get another one that can run out.

        Then hours in which that may happen are lived through by themselves: wishes are served by
        what they hoped for first.
        """
        codes, items = len(self.codes), self.promotions.items.where(self.items)
        of_each = np.bincount(items["promotion"], minlength=len(self.promotions))
        bound = (self.promotions.rows["buyer_limit"] != NO_LIMIT) & (of_each > 1)
        twice = len(np.unique(items["sku"])) < len(items)
        return codes > 1 or (codes > 0 and len(items) > 0) or twice or bool(bound.any())


def scarce(world: World) -> Scarce | None:
    """What of the promotions that hold can run out; None for nothing at all."""
    if not _limits(world):
        return None
    here, seen = held(world), held(world, seen=True)
    items, codes = (
        positions((mine["left"] != NO_LIMIT) & (known["left"] != 0))
        for mine, known in ((here.items, seen.items), (here.rows, seen.rows))
    )
    return Scarce(here, items, codes) if len(items) or len(codes) else None


@dataclass(frozen=True, eq=False, slots=True)
class OneEach:
    """A unit of each SKU at the checkout, in minor units; read-only."""

    value: Cents
    """What it costs without delivery."""
    shipping: Cents
    """What its buyer pays for delivery."""
    off: Cents
    """What its own best price takes off its list price."""


def one_each(
    world: World, promotions: Promotions, buyer: Buyer, fee: Cents, fee_beyond: Cents, beyond: Cents
) -> OneEach:
    """A unit of each SKU at the checkout; the fees are those below and from an order value on."""
    one = np.ones(1, dtype=np.int64)
    return _one_each(
        tuple(promotions.rows[name].tobytes() for name in _ROWS),
        tuple(promotions.items[name].tobytes() for name in _ITEMS),
        tuple(promotions.tiers[name].tobytes() for name in _TIERS),
        may(
            world, promotions, buyer.earlier * one, buyer.knows * one, one == buyer.watches
        ).tobytes(),
        *(column.tobytes() for column in (world.skus["price"], fee, fee_beyond, beyond)),
    )


@lru_cache(maxsize=32)
def _one_each(
    rows: tuple[bytes, ...],
    items: tuple[bytes, ...],
    tiers: tuple[bytes, ...],
    may_use: bytes,
    *money: bytes,
) -> OneEach:
    """The same, remembered because it is asked several times a day and seldom changes."""
    price, fee, fee_beyond, beyond = (np.frombuffer(column, np.int64) for column in money)
    allowed, size = np.frombuffer(may_use, np.bool_), len(price)
    number = np.arange(size)
    lines = {"order": number, "sku": number, "quantity": np.ones(size, dtype=np.int64)}
    found = checkout(
        Promotions(_read(_ROWS, rows), _read(_ITEMS, items), _read(_TIERS, tiers)),
        Baskets(
            Columns({**lines, "price": price}),
            np.broadcast_to(allowed, (size, len(allowed))),
            np.zeros((size, len(allowed)), dtype=np.int64),
        ),
        fee_of=lambda value: np.where(value >= beyond, fee_beyond, fee),
        tax_of=np.zeros_like,
    )
    told = found.orders["value"], found.orders["shipping"], found.lines[f"off_{PRICE}"]
    for column in told:
        column.setflags(write=False)
    return OneEach(*told)


def _read(names: tuple[str, ...], columns: tuple[bytes, ...]) -> Columns:
    told = (np.frombuffer(column, np.int64) for column in columns)
    return Columns(dict(zip(names, told, strict=True)))


def prices(world: World, buyer: Buyer = ANYBODY, at: int | None = None) -> Cents:
    """What a unit of each SKU costs at its own best price now, before vouchers and the like."""
    which = running(world, at)
    if not rules.sets_price(world.promotions["tool"][which]).any():
        return world.skus["price"]
    none = np.zeros(len(world.skus), dtype=np.int64)
    found = one_each(world, held(world, seen=True, at=at), buyer, none, none, none)
    return np.asarray(world.skus["price"] - found.off)


def in_deal(world: World) -> Array:
    """Which SKUs anybody can buy below their list price now."""
    return np.asarray(prices(world) < world.skus["price"])


def worth_spending(
    promotions: Promotions, allowed: Array, known_fee: Cents, sku: Array, value: Cents
) -> Array:
    """Whether a basket of a SKU would get a voucher or cheaper shipping if it were worth more.

    ``allowed`` says what each buyer may use, as ``may`` does.
    """
    wants = np.zeros(len(sku), dtype=np.bool_)
    for place in promotions.of(Tool.VOUCHER, Tool.PROMO_CODE, Tool.SHIPPING_DISCOUNT):
        can = allowed[:, place] & (promotions.rows["left"][place] != 0)
        if promotions.rows["tool"][place] == Tool.SHIPPING_DISCOUNT:
            can &= known_fee[sku] > 0
        else:
            can &= _inside(promotions, place, sku)
        wants |= can & (value < promotions.rows["least"][place])
    return wants


def one_more_pays(promotions: Promotions, allowed: Array, sku: Array, units: Array) -> Array:
    """Whether one more unit of a SKU would reach a tier of more for more."""
    pays = np.zeros(len(sku), dtype=np.bool_)
    offers = promotions.of(Tool.BUY_MORE)
    if not offers:
        return pays
    tools = promotions.rows["tool"]
    flashed = promotions.items["sku"][np.isin(tools[promotions.items["promotion"]], FLASHES)]
    for place in offers:
        tiers = promotions.tiers.where(
            (promotions.tiers["promotion"] == place) & (promotions.tiers["gifts_left"] != 0)
        )
        steps = tiers["units"]
        reached = np.isin(units + 1, steps[steps > 1])
        pays |= allowed[:, place] & reached & _inside(promotions, place, sku)
    return pays & ~np.isin(sku, flashed)


def _inside(promotions: Promotions, place: int, sku: Array) -> Array:
    """Which SKUs a promotion is for."""
    if promotions.rows["whole_shop"][place]:
        return np.ones(len(sku), dtype=np.bool_)
    mine = promotions.items["sku"][promotions.items["promotion"] == place]
    return np.isin(sku, mine)
