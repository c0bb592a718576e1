"""From wishes to orders: baskets, stock, the daily order cap, and what an order is made of."""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import share
from domain.kernel.randomness import Stream, further, lower, threshold, upper
from domain.orders import rules as life
from domain.orders.rules import Status
from domain.simulation import latent
from domain.simulation.allocation import NONE, Basket, Supply, allocate
from domain.simulation.delivery import Terms, asked, deadlines, terms, where_they_live
from domain.simulation.demand import Demand
from domain.simulation.order_ids import order_ids
from domain.simulation.parameters import places
from domain.simulation.parcels import begin, leaving
from domain.simulation.remaining import lines_left
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, blank_lines, blank_orders, touch

_NEVER = np.int64(2**62)


def freed(world: World, cancelled: Columns) -> Supply:
    """The units of cancelled orders, as supply at the moment of cancelling; lost ones are gone."""
    here = cancelled.where(cancelled["shipped_at"] == 0)
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
    ``id``, ``units``, ``also`` (position of the second product's SKU, NONE for none).
    """
    known = terms(world)
    wishes = _as_baskets(world, wanted.wishes, known)
    quits = _early_cancels(world, wishes, stretch)
    accepted, together, world.skus["stock"] = allocate(
        stock=world.skus["stock"],
        supplies=supplies,
        baskets=Basket(
            sku=wishes["sku"],
            units=wishes["units"],
            also=wishes["also"],
            at=wishes["at"],
            given_back_at=np.where(quits <= stretch.end, quits, 0),
        ),
        cap=world.order_cap - world.orders_today,
    )
    wishes["also"] = np.where(together, wishes["also"], NONE)
    bought = wishes if accepted.all() else wishes.where(accepted)
    if len(bought):
        by_id = np.argsort(bought["id"])
        chosen, number = bought.where(by_id), world.orders_today + by_id
        orders, lines = _new_orders(world, wanted, chosen, known, number)
        world.orders_today += len(chosen)
        begin(world, orders, stretch)
        # Ids rise from hour to hour, so the new ones belong behind all others.
        world.orders.extend(orders)
        world.lines.extend(lines)
    return bought


def _as_baskets(world: World, wishes: Columns, known: Terms) -> Columns:
    """Wishes with their order's ``id``, ``units``, second product (``also``) and ``pays_at``."""
    key, sku = wishes["key"], wishes["sku"]
    parameters = world.parameters
    two, three = parameters.units_two, parameters.units_three
    drawn = further(key, Stream.UNITS)
    many, beside = upper(drawn), lower(drawn)
    units = 1 + (many < threshold(two + three)).astype(np.int64) + (many < threshold(three))
    below = world.selling_price[sku] * units < known.worth_padding[sku]
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


def _new_orders(
    world: World, wanted: Demand, chosen: Columns, known: Terms, number: Array
) -> tuple[Columns, Columns]:
    """The orders and lines of the chosen wishes; what else there is to know goes to ``placed``.

    ``number`` is how many orders of the day were placed before each.
    """
    ids, at = chosen["id"], chosen["at"]
    creator = _creators(world, wanted, chosen)
    lines = _new_lines(world, chosen, creator)
    order = np.searchsorted(ids, lines["order_id"])

    def total(name: str) -> Array:
        return np.bincount(order, weights=lines[name], minlength=len(ids)).astype(np.int64)

    items, discount = total("subtotal"), total("seller_discount")
    value = items - discount
    buyer = np.where(chosen["buyer"] > 0, chosen["buyer"], ids)
    home = latent.place(buyer, world.noise_seed)
    tax = (value * places().tax[home] + 50_000) // 100_000
    fee, days = asked(world, known, ids, home, value, lines)
    by = deadlines(world, at, days, number)
    noise, parameters = world.noise_seed, world.parameters
    orders = blank_orders(len(ids)).told(
        mark=NEW,
        id=ids,
        status=Status.UNPAID,
        buyer_id=buyer,
        created_at=at,
        **by._asdict(),
        item_total=items,
        seller_discount=discount,
        shipping_paid=fee,
        amount=value + fee + tax,
        cost=np.bincount(order, weights=lines["quantity"] * lines["unit_cost"], minlength=len(ids)),
        commission=total("commission"),
        pays_at=chosen["pays_at"],
        writes_at=latent.message_moment(ids, at, noise, parameters),
        complains_at=latent.complaint_moment(ids, by.deliver_by, noise, parameters),
    )
    world.placed.append(
        Columns(
            {
                "id": ids,
                "units": total("quantity"),
                "line_count": np.bincount(order, minlength=len(ids)).astype(np.int64),
                "tax": tax,
                "creator_id": creator,
            }
        )
    )
    return orders, lines


def _new_lines(world: World, chosen: Columns, creator: Array) -> Columns:
    """A line for what was wished for and one for what was put beside it, by order and SKU."""
    two = positions(chosen["also"] != NONE)
    wish = np.concatenate([np.arange(len(chosen)), two])
    sku = np.concatenate([chosen["sku"], chosen["also"][two]])
    quantity = np.concatenate([chosen["units"], np.ones(len(two), dtype=np.int64)])
    price, paid = world.skus["price"][sku], world.selling_price[sku]
    brought = np.concatenate([creator > 0, np.zeros(len(two), dtype=bool)])
    lines = blank_lines(len(wish)).told(
        mark=NEW,
        order_id=chosen["id"][wish],
        sku_id=world.skus["id"][sku],
        quantity=quantity,
        subtotal=price * quantity,
        seller_discount=(price - paid) * quantity,
        unit_cost=world.skus["cost"][sku],
        commission=share(paid * quantity * brought, world.scenario.commission),
    )
    return lines.where(np.lexsort((lines["sku_id"], lines["order_id"])))


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
