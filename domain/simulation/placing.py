"""From wishes to orders: baskets, stock, the daily order cap, and what an order is made of."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import share
from domain.kernel.randomness import Stream, further, lower, threshold, upper
from domain.orders import rules as life
from domain.orders.rules import Status
from domain.promotions.pricing import PRICE, Baskets, Promotions, checkout
from domain.simulation import latent
from domain.simulation.allocation import NONE, Basket, Supply, allocate
from domain.simulation.coming_back import count_orders
from domain.simulation.delivery import Terms, asked, deadlines, terms, where_they_live
from domain.simulation.demand import Demand
from domain.simulation.order_ids import order_ids
from domain.simulation.parameters import places
from domain.simulation.parcels import begin, leaving
from domain.simulation.promised import (
    book,
    hoped_for,
    in_hand,
    set_aside,
    take_back,
    used,
)
from domain.simulation.promoting import (
    Buyer,
    alike_when_back,
    held,
    kinds_of_places,
    knowing,
    may,
    one_more_pays,
    prices,
    worth_spending,
)
from domain.simulation.remaining import lines_left
from domain.simulation.stretch import Stretch
from domain.simulation.world import (
    NEW,
    PACE_UNIT,
    World,
    blank_gifts,
    blank_lines,
    blank_orders,
    touch,
)

_NEVER = np.int64(2**62)


def freed(world: World, cancelled: Columns) -> Supply:
    """The units of cancelled orders, as supply at the moment of cancelling; lost ones are gone.

    Their gifts are on the shelf again, too.
    """
    here = cancelled.where(cancelled["shipped_at"] == 0)
    take_back(world, here["id"])
    lines = lines_left(world, here["id"])
    order = np.searchsorted(here["id"], lines["order_id"])
    return Supply(
        sku=world.sku_index(lines["sku_id"]),
        at=here["cancelled_at"][order],
        units=lines["quantity"],
    )


def arrived(world: World, stretch: Stretch) -> Supply:
    """Restocked goods that arrive."""
    restocks = world.restocks
    here = (restocks["arrived_at"] == 0) & stretch.holds(restocks["arrives_at"])
    restocks["arrived_at"][here] = restocks["arrives_at"][here]
    touch(restocks, here)
    return Supply(
        sku=world.sku_index(restocks["sku_id"][here]),
        at=restocks["arrived_at"][here],
        units=restocks["quantity"][here],
    )


def place(world: World, wanted: Demand, supplies: list[Supply], stretch: Stretch) -> Columns:
    """Turn wishes into orders as far as stock and the daily order cap reach.

    Gives the wishes that became orders with what was bought: the columns of ``Demand.wishes`` and
    ``id``, ``units``, ``also`` (position of the second product's SKU, NONE for none), ``paid`` and
    ``worth``: what the product that was come for, and all of the order, cost after the discounts
    that the seller bears; ``cheaper``: the share of its list price that the product's own price in
    a promotion took off, in millionths.
    """
    known = terms(world)
    wishes = as_baskets(world, wanted.wishes, known)
    quits = _early_cancels(world, wishes, stretch)
    promotions, stock = in_hand(world, held(world)), world.skus["stock"]
    for_sale = stock - set_aside(world)  # below zero where goods of a campaign have gone missing
    hopes = hoped_for(world, wishes)
    accepted, together, left = allocate(
        stock=for_sale,
        supplies=supplies,
        baskets=Basket(
            sku=wishes["sku"],
            units=wishes["units"],
            also=wishes["also"],
            at=wishes["at"],
            given_back_at=np.where(quits <= stretch.end, quits, 0),
            offer=hopes.offer,
            beside=hopes.beside,
            code=hopes.code,
            anyway=wanted.anyway(wishes["click"])
            if len(hopes.left)
            else np.ones(len(wishes), dtype=np.bool_),
        ),
        cap=world.order_cap - world.orders_today,
        promised=hopes.left,
    )
    world.skus["stock"] = left + (stock - for_sale)
    wishes["also"] = np.where(together, wishes["also"], NONE)
    bought = wishes if accepted.all() else wishes.where(accepted)
    told = {name: np.zeros(len(bought), dtype=np.int64) for name in ("paid", "worth", "cheaper")}
    if not len(bought):
        return Columns({**{name: bought[name] for name in bought}, **told})
    number = world.orders_today + np.arange(len(bought))
    orders, lines, gifts = _new_orders(world, wanted, bought, known, number, promotions)
    np.subtract.at(world.skus["stock"], world.sku_index(gifts["sku_id"]), gifts["quantity"])
    world.orders_today += len(bought)
    count_orders(world, bought["buyer"][bought["buyer"] > 0])
    own = lines["sku_id"] == world.skus["id"][bought["sku"]][lines["order"]]
    net = lines["subtotal"] - lines["seller_discount"]
    np.add.at(told["worth"], lines["order"], net)
    np.add.at(told["paid"], lines["order"], net * own)
    share_off = lines["off"] * PACE_UNIT // np.maximum(lines["subtotal"], 1)
    np.add.at(told["cheaper"], lines["order"], share_off * own)
    by_id = np.argsort(orders["id"])
    orders = orders.where(by_id)
    lines = lines.where(np.lexsort((lines["sku_id"], lines["order_id"])))
    begin(world, orders, stretch)
    # Ids rise from hour to hour, so the new ones belong behind all others.
    world.orders.extend(orders)
    world.lines.extend(lines.only(world.lines))
    world.gifts.extend(gifts.where(np.lexsort((gifts["promotion_id"], gifts["order_id"]))))
    take_back(world, bought["id"][quits[accepted] <= stretch.end])
    return Columns({**{name: bought[name] for name in bought}, **told})


def as_baskets(world: World, wishes: Columns, known: Terms) -> Columns:
    """Wishes with their order's ``id``, ``units``, second product (``also``) and ``pays_at``."""
    key, sku = wishes["key"], wishes["sku"]
    parameters = world.parameters
    two, three = parameters.units_two, parameters.units_three
    drawn = further(key, Stream.UNITS)
    many, beside = upper(drawn), lower(drawn)
    units = 1 + (many < threshold(two + three)).astype(np.int64) + (many < threshold(three))
    knows = knowing(world, key)
    value = _first_prices(world, wishes) * units
    below = value < known.worth_padding[sku]
    promotions = held(world, seen=True)
    allowed = may(world, promotions, wishes["earlier"], knows, wishes["watches"])
    below |= worth_spending(promotions, allowed, known.fee.max(axis=0), sku, value)
    more = one_more_pays(promotions, allowed, sku, units)
    if more.any():
        tempted = upper(further(key, Stream.MORE)) < threshold(parameters.pad_rate)
        units = units + (more & tempted)
    usual = parameters.basket_rate
    padded = usual + (1.0 - usual) * parameters.pad_rate
    wants = beside < np.where(below, threshold(padded), threshold(usual))
    also = np.full(len(sku), NONE, dtype=np.int64)
    ids = order_ids(world, wishes["at"], key)
    index = positions(wants)
    if len(index):
        # Each SKU draws for itself, so that a new one takes places but reshuffles none.
        liked = upper(further(key[index, None], Stream.BASKET, world.ordinal[None, :]))
        live = world.skus["live"] == 1
        second = (liked if live.all() else liked * live).argmax(axis=1)
        if not known.everywhere:
            buyer = np.where(wishes["buyer"] > 0, wishes["buyer"], ids)[index]
            second[~where_they_live(world, known, list(known.ships), buyer, second)] = NONE
        also[index] = second
    again = also == sku
    told = Columns(
        {
            **{name: wishes[name] for name in wishes},
            "id": ids,
            "knows": knows,
            "units": units + again,
            "also": np.where(again, NONE, also),
            "pays_at": latent.payment_moment(ids, wishes["at"], world.noise_seed, parameters),
        }
    )
    # Two wishes of an hour with one number come once in a million shop years: one of them stays.
    if len(set(ids.tolist())) == len(ids):
        return told
    return told.where(np.sort(np.unique(ids, return_index=True)[1]))


def _early_cancels(world: World, wishes: Columns, stretch: Stretch) -> Array:
    """When each wish, if it becomes an order, is cancelled by its buyer; far future if never."""
    ids, at = wishes["id"], wishes["pays_at"]
    held_until = life.ship_from(at, stretch.rules)
    if world.fulfilment.auto_cancel_hours:
        quits = leaving(world, ids, at, held_until)[0]
    else:
        quits = latent.quitting_moment(ids, at, held_until, world.noise_seed, world.parameters)
    return np.where((at > 0) & (quits > 0), quits, _NEVER)


def _first_prices(world: World, wishes: Columns) -> Array:
    """What a unit of what each wish is for costs its buyer, before vouchers and the like."""
    if alike_when_back(world) and len(kinds_of_places(world)) == 1:
        return np.asarray(prices(world)[wishes["sku"]])
    earlier = np.minimum(wishes["earlier"], 2)
    kind = earlier * 2 + wishes["watches"]
    found = np.zeros(len(kind), dtype=np.int64)
    for each in np.unique(kind).tolist():
        mine, who = kind == each, Buyer(earlier=each // 2, watches=each % 2 == 1)
        found[mine] = prices(world, who)[wishes["sku"][mine]]
    return found


def _new_orders(
    world: World,
    wanted: Demand,
    bought: Columns,
    known: Terms,
    number: Array,
    promotions: Promotions,
) -> tuple[Columns, Columns, Columns]:
    """The orders, lines and gifts of wishes by time; what else is known goes to ``placed``.

    ``number`` is how many orders of the day were placed before each. Lines say the ``order``'s
    position and what its own price in a promotion took ``off``.
    """
    ids, at = bought["id"], bought["at"]
    creator = _creators(world, wanted, bought)
    buyer = np.where(bought["buyer"] > 0, bought["buyer"], ids)
    home = latent.place(buyer, world.noise_seed)
    wish, sku, quantity = _lines_of(bought)
    days: list[Array] = []

    def fee_of(value: Array) -> Array:
        lines = Columns({"order": wish, "sku": sku, "quantity": quantity})
        fee, promised = asked(world, known, ids, home, value, lines)
        days.append(promised)
        return fee

    sold = checkout(
        promotions,
        Baskets(
            Columns(
                {
                    "order": wish,
                    "sku": sku,
                    "quantity": quantity,
                    "price": world.skus["price"][sku],
                }
            ),
            may(world, promotions, bought["earlier"], bought["knows"], bought["watches"]),
            used(world, promotions, buyer),
        ),
        fee_of,
        lambda value: (value * places().tax[home] + 50_000) // 100_000,
    )
    told, own = sold.orders, sold.lines
    paid = own["subtotal"] - own["seller"]
    brought = (creator > 0)[wish] & (sku == bought["sku"][wish])
    lines = blank_lines(len(wish)).told(
        mark=NEW,
        order_id=ids[wish],
        sku_id=world.skus["id"][sku],
        quantity=quantity,
        subtotal=own["subtotal"],
        platform_discount=own["platform"],
        seller_discount=own["seller"],
        unit_cost=world.skus["cost"][sku],
        commission=share(paid * brought, world.scenario.commission),
    )

    gifts = blank_gifts(len(sold.gifts)).told(
        mark=NEW,
        order_id=ids[sold.gifts["order"]],
        promotion_id=promotions.rows["id"][sold.gifts["promotion"]],
        sku_id=world.skus["id"][sold.gifts["sku"]],
        quantity=sold.gifts["units"],
        unit_cost=world.skus["cost"][sold.gifts["sku"]],
    )
    cost = np.zeros(len(ids), dtype=np.int64)
    np.add.at(cost, wish, quantity * lines["unit_cost"])
    np.add.at(cost, sold.gifts["order"], gifts["quantity"] * gifts["unit_cost"])

    def total(values: Array) -> Array:
        return np.bincount(wish, weights=values, minlength=len(ids)).astype(np.int64)

    by = deadlines(world, at, days[0], number)
    noise, parameters = world.noise_seed, world.parameters
    orders = blank_orders(len(ids)).told(
        mark=NEW,
        id=ids,
        status=Status.UNPAID,
        buyer_id=buyer,
        created_at=at,
        **by._asdict(),
        item_total=told["items"],
        platform_discount=told["platform"],
        seller_discount=told["seller"],
        shipping_paid=told["shipping"],
        shipping_seller_discount=told["fee_seller"],
        shipping_platform_discount=told["fee_platform"],
        campaign_fee=book(world, promotions, sold, ids, buyer),
        amount=told["amount"],
        cost=cost,
        commission=total(lines["commission"]),
        pays_at=bought["pays_at"],
        writes_at=latent.message_moment(ids, at, noise, parameters),
        complains_at=latent.complaint_moment(ids, by.deliver_by, noise, parameters),
    )
    placed = Columns(
        {
            "id": ids,
            "units": total(quantity),
            "line_count": total(np.ones_like(quantity)),
            "tax": told["tax"],
            "creator_id": creator,
        }
    )
    world.placed.append(placed.where(np.argsort(ids)))
    more = {"order": wish, "off": own[f"off_{PRICE}"]}
    return orders, Columns({**{name: lines[name] for name in lines}, **more}), gifts


def _lines_of(bought: Columns) -> tuple[Array, Array, Array]:
    """A line for what was wished for and one for what was put beside it.

    The wish, the SKU and the quantity of each, by wish and SKU.
    """
    two = positions(bought["also"] != NONE)
    wish = np.concatenate([np.arange(len(bought)), two])
    sku = np.concatenate([bought["sku"], bought["also"][two]])
    quantity = np.concatenate([bought["units"], np.ones(len(two), dtype=np.int64)])
    order = np.lexsort((sku, wish))
    return wish[order], sku[order], quantity[order]


def _creators(world: World, wanted: Demand, chosen: Columns) -> Array:
    """The creator whose video brought each order, 0 for none."""
    content = wanted.shown.content[chosen["place"]]
    creator = np.zeros(len(chosen), dtype=np.int64)
    index = positions(content)
    if len(index) and len(world.videos):
        row = np.minimum(np.searchsorted(world.videos["id"], content[index]), len(world.videos) - 1)
        known = world.videos["id"][row] == content[index]
        creator[index[known]] = world.videos["creator_id"][row[known]]
    return creator
