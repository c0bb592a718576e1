"""Packages of a practice world: what goes into them, what they cost, and when they move."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array, Columns, positions
from domain.rulebook import Rulebook
from domain.shipping import rates
from domain.shipping.rates import Parcels, Service
from domain.shipping.rules import Method
from domain.shipping.tracking import label_numbers
from domain.simulation import latent
from domain.simulation.parameters import places
from domain.simulation.parcels import arrival, first_scan, received_at
from domain.simulation.remaining import goods_left, lines_left
from domain.simulation.scenarios import Scenario
from domain.simulation.stretch import Stretch
from domain.simulation.world import FURTHER, NEW, World, blank_packages, touch


class Price(NamedTuple):
    """How parcels go: the services' numbers from 1 (0: none), carriers' numbers, minor units."""

    service: Array
    carrier: Array
    postage: Array


def sold(scenario: Scenario, book: Rulebook) -> tuple[Service, ...]:
    """The services whose labels the platform sells; none where the scenario's price is flat."""
    if scenario.label_price:
        return ()
    return tuple(rates.services(book.code).values())


def offered(world: World) -> tuple[Service, ...]:
    """The services whose labels the platform sells in a world."""
    return sold(world.scenario, world.book)


def parcels_of(world: World, parcel: Array, sku_ids: Array, quantity: Array) -> Parcels:
    """Weights and sides of parcels: so many units of SKUs go into parcels numbered from 0."""
    index = world.sku_index(sku_ids)
    weight, *sides = (world.skus[name][index] for name in ("weight", "length", "width", "height"))
    return rates.packed(parcel, quantity, weight, *sides)


def order_parcels(world: World, index: Array) -> Parcels:
    """What is left of each order (positions) in a parcel of its own."""
    ids = world.orders["id"][index]
    order = np.argsort(ids)
    goods = goods_left(world, ids[order])
    parcel = order[np.searchsorted(ids[order], goods["order_id"])]
    return parcels_of(world, parcel, goods["sku_id"], goods["quantity"])


def zones_of(buyer_id: Array, noise: int) -> Array:
    """The zones that buyers live in, 1 near to 8 far."""
    return np.asarray(places().zone[latent.place(buyer_id, noise)])


def label_price(world: World, index: Array, parcels: Parcels, service: str) -> Price:
    """What labels of a service cost, or of the cheapest that keeps each order's promise."""
    left = world.book.calendar.business_days_left(world.now, world.orders["deliver_by"][index])
    zone = zones_of(world.orders["buyer_id"][index], world.noise_seed)
    return quoted(world.scenario, world.book, zone, parcels, left, service)


def quoted(
    scenario: Scenario, book: Rulebook, zone: Array, parcels: Parcels, left: Array, service: str
) -> Price:
    """What labels cost for parcels that have so many business days left, as ``label_price``.

    A service's number of -1 says that none takes the parcel.
    """
    size, known = len(zone), sold(scenario, book)
    if not known:
        carrier = book.carrier_number(scenario.carrier)
        flat = (0, carrier, scenario.label_price)
        return Price(*[np.full(size, each, dtype=np.int64) for each in flat])
    names = [each.code for each in known]
    asked = known if not service else (known[names.index(service)],)
    chosen = rates.cheapest(zone, parcels, left, asked)
    first = 0 if not service else names.index(service)
    carriers = np.array([book.carrier_number(each.carrier) for each in known])
    number = chosen.service + first
    none = chosen.service < 0
    return Price(np.where(none, -1, number + 1), carriers[np.where(none, 0, number)], chosen.price)


def next_numbers(world: World, order_ids: Array) -> Array:
    """The number of each order's next package; a package given back keeps its own."""
    return np.asarray(order_ids + FURTHER * packages_made(world, order_ids))


def packages_made(world: World, order_ids: Array) -> Array:
    """How many packages each order has had."""
    known = np.sort(world.packages["order_id"])
    first = known.searchsorted(order_ids, side="left")
    return np.asarray(known.searchsorted(order_ids, side="right") - first)


def add_packages(
    world: World,
    *,
    index: Array,
    parcel: Array,
    price: Price,
    tracking: list[str],
    method: Method,
    weight: Array,
) -> Array:
    """Put a package for each order (rising positions) among the others; gives their numbers."""
    order_ids = world.orders["id"][index]
    numbers = next_numbers(world, order_ids)
    carriers = np.array([each.name for each in world.book.carriers.values()], dtype=object)
    codes = np.array(["", *(each.code for each in offered(world))], dtype=object)
    new = blank_packages(len(index)).told(
        mark=NEW,
        id=numbers,
        order_id=order_ids,
        parcel=parcel,
        carrier=carriers[price.carrier],
        service=codes[price.service],
        tracking=np.array(tracking, dtype=object),
        method=method.value,
        postage=price.postage,
        weight=weight,
        created_at=world.now,
    )
    world.packages.extend(new)
    return numbers


def number_labels(world: World) -> None:
    """Give labels that have none yet the numbers of their carriers, which hold the parcel.

    They depend on nothing else, so they are drawn when somebody will read them.
    """
    carriers = {each.name: each for each in world.book.carriers.values()}
    for packages in (*world.left_packages, world.packages):
        new = positions((packages["mark"] == NEW) & (packages["tracking"] == ""))
        names = packages["carrier"][new]
        for name in set(names.tolist()):
            mine = new[names == name]
            parcels = packages["parcel"][mine]
            packages["tracking"][mine] = label_numbers(carriers[name], parcels, world.world_seed)


def active(world: World, order_id: int) -> Array:
    """Positions of an order's packages that count."""
    known = world.packages
    return positions((known["order_id"] == order_id) & (known["voided_at"] == 0))


def unpacked(world: World, order_id: int) -> dict[int, int]:
    """The units of each SKU of an order that are in no package yet."""
    lines = lines_left(world, np.array([order_id]))
    left = dict(zip(lines["sku_id"].tolist(), lines["quantity"].tolist(), strict=True))
    numbers = world.packages["id"][active(world, order_id)]
    held = world.items.where(np.isin(world.items["package_id"], numbers))
    for sku, quantity in zip(held["sku_id"].tolist(), held["quantity"].tolist(), strict=True):
        left[sku] -= quantity
    return left


def add_items(world: World, package: int, skus: list[int], quantities: list[int]) -> None:
    """Note what travels in a package of an order that goes in several."""
    new = Columns(
        {
            "package_id": np.full(len(skus), package, dtype=np.int64),
            "sku_id": np.array(skus, dtype=np.int64),
            "quantity": np.array(quantities, dtype=np.int64),
            "mark": np.full(len(skus), NEW, dtype=np.int64),
        }
    )
    joined = world.items.joined(new)
    world.items = joined.where(np.lexsort((joined["sku_id"], joined["package_id"])))


def in_parts(world: World) -> npt.NDArray[np.bool_]:
    """Which packages are one of several of their order, and count."""
    split = np.isin(world.packages["id"], world.items["package_id"])
    return np.asarray(split & (world.packages["voided_at"] == 0))


def foresee_parts(world: World) -> None:
    """Settle when the packages of orders in several move, and with them their orders.

    An order is scanned with its last package and arrives with its last; it is lost with any.
    """
    if not len(world.items):
        return
    which = positions(in_parts(world))
    packages, orders = world.packages, world.orders
    at, sent = _handed_over(world, which)
    scans = first_scan(world, sent)
    packages["scans_at"][which] = scans
    packages["arrives_at"][which] = arrives = arrival(world, sent, scans)
    whole = np.unique(at[orders["rts_at"][at] > 0])
    orders["scans_at"][whole] = 0
    orders["arrives_at"][whole] = 0
    ready = orders["rts_at"][at] > 0
    np.maximum.at(orders["scans_at"], at[ready], scans[ready])
    np.maximum.at(orders["arrives_at"], at[ready], arrives[ready])
    orders["arrives_at"][at[ready & (arrives == 0)]] = 0
    # What was given up of an order late may have been all that it waited for.
    for name in ("scans_at", "arrives_at"):
        moment = orders[name][whole]
        given_up = orders["rts_at"][whole]
        orders[name][whole] = np.where(moment > 0, np.maximum(moment, given_up), 0)


def _handed_over(world: World, which: Array) -> tuple[Array, Columns]:
    """The positions of the orders of packages, and the packages as ``arrival`` takes parcels."""
    some = world.packages.where(which)
    at = world.order_index(some["order_id"])
    sent = {
        "parcel": some["parcel"],
        "buyer_id": world.orders["buyer_id"][at],
        "carrier": carrier_numbers(world, some["carrier"]),
        "service": service_numbers(world, some["service"]),
        "rts_at": some["created_at"],
        "shipped_at": some["shipped_at"],
        "edited_at": some["edited_at"],
    }
    return at, Columns(sent)


def all_received_at(world: World, index: Array) -> Array:
    """When customers had the last parcel of orders (rising positions), whatever carriers say.

    0 for orders of which a parcel is lost, or something is not sent yet.
    """
    orders = world.orders.where(index)
    there = received_at(world, orders)
    which = positions(in_parts(world) & np.isin(world.packages["order_id"], orders["id"]))
    if len(which):
        at, sent = _handed_over(world, which)
        place, arrived = index.searchsorted(at), received_at(world, sent)
        there[place] = 0
        np.maximum.at(there, place, arrived)
        there[place[arrived == 0]] = 0
    return np.where(orders["rts_at"] > 0, there, 0)


def move_parts(world: World, stretch: Stretch) -> None:
    """Carriers scan and deliver packages of orders that travel in several.

    What was cancelled before the scan stays with the seller.
    """
    if not len(world.items):
        return
    packages, orders = world.packages, world.orders
    scanned = positions(stretch.holds(packages["scans_at"]) & (packages["voided_at"] == 0))
    of = world.order_index(packages["order_id"][scanned])
    scanned = scanned[orders["cancelled_at"][of] == 0]
    packages["shipped_at"][scanned] = packages["scans_at"][scanned]
    there = positions(stretch.holds(packages["arrives_at"]) & (packages["shipped_at"] > 0))
    packages["delivered_at"][there] = packages["arrives_at"][there]
    touch(packages, np.concatenate([scanned, there]))


def carrier_numbers(world: World, names: Array) -> Array:
    """The positions in the rulebook of carriers by their names."""
    numbers = {each.name: number for number, each in enumerate(world.book.carriers.values())}
    return np.array([numbers[name] for name in names.tolist()], dtype=np.int64)


def service_numbers(world: World, codes: Array) -> Array:
    """The numbers from 1 of services by their codes, 0 for none."""
    numbers = {each.code: number for number, each in enumerate(offered(world), start=1)}
    return np.array([numbers.get(code, 0) for code in codes.tolist()], dtype=np.int64)
