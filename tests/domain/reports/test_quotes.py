"""What a label is said to cost is what is charged, whatever is sent and however it goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.orders.rules import Status
from domain.reports.order_detail import Part, order_detail
from domain.reports.quotes import combined_quotes, labels_paid, order_quotes, part_quotes
from domain.shipping.commands import BuyLabels, CombineOrders, ShipPart
from domain.shipping.rates import Unavailable, services
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.decisions import decide
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import rich_shop, rich_text

CODES = ("", *services("us"))
REUSED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Three days of orders that wait, of light, heavy, bulky and huge goods."""
    text = rich_text(label_price=0, strikes=False)
    for number, size in (
        (2, "weight = 900\nlength = 600\nwidth = 400\nheight = 350"),
        (3, "weight = 40000\nlength = 300\nwidth = 200\nheight = 100"),
        (5, "weight = 2000\nlength = 2600\nwidth = 900\nheight = 900"),
    ):
        usual = f"weight = {number * 150}\nlength = {100 + number * 30}\nwidth = 90\nheight = 60"
        assert usual in text
        text = text.replace(usual, size)
    path = tmp_path_factory.mktemp("quotes") / "rich.dukandar"
    with Shop.practice(path, "rich", seed=3, noise=3, text=text) as made:
        made.advance_days(3)
        yield made


@pytest.fixture(scope="module")
def world(shop: Shop) -> World:
    return shop.read(store.load)


@pytest.fixture(scope="module")
def waiting(world: World) -> list[int]:
    ready = world.orders["status"] == Status.AWAITING_SHIPMENT
    return [int(each) for each in world.orders["id"][ready]]


def charged(world: World, command: BuyLabels | ShipPart | CombineOrders) -> tuple[int, int, int]:
    """How many parcels a command sends in a copy of the world, for how much, and how many not."""
    played = world.copy()
    done, _, refusals = decide(played, command, {})
    new = ~np.isin(played.packages["id"], world.packages["id"])
    return done, int(played.packages["postage"][new].sum()), len(refusals)


@REUSED
@given(data=st.data())
def test_labels_cost_what_was_quoted(
    shop: Shop, world: World, waiting: list[int], data: st.DataObject
) -> None:
    ids = data.draw(st.lists(st.sampled_from(waiting), min_size=1, max_size=12, unique=True))
    code = data.draw(st.sampled_from(CODES))
    quotes = shop.read(order_quotes, ids)
    row = next(each for each in (quotes.cheapest, *quotes.services) if each.service == code)
    assert charged(world, BuyLabels(tuple(ids), code)) == (row.taken, row.price, row.untaken)
    if len(ids) == 1:
        assert (row.unavailable is Unavailable.NO) == bool(row.taken) or not code
        assert row.late == (row.arrives_by > quotes.deliver_by) * row.taken


@REUSED
@given(data=st.data())
def test_a_part_costs_what_was_quoted(
    shop: Shop, world: World, waiting: list[int], data: st.DataObject
) -> None:
    order = data.draw(st.sampled_from(waiting))
    mine = world.lines["order_id"] == order
    units = dict(
        zip(world.lines["sku_id"][mine].tolist(), world.lines["quantity"][mine].tolist(),
            strict=True)
    )  # fmt: skip
    part = {sku: data.draw(st.integers(0, most)) for sku, most in units.items()}
    part = {sku: quantity for sku, quantity in part.items() if quantity}
    if not part or part == units:
        return
    code = data.draw(st.sampled_from(CODES))
    quotes = shop.read(part_quotes, order, part)
    row = next(each for each in (quotes.cheapest, *quotes.services) if each.service == code)
    command = ShipPart(order, tuple(part), tuple(part.values()), service=code)
    assert charged(world, command)[:2] == (row.taken, row.price)


@REUSED
@given(data=st.data())
def test_one_parcel_for_several_orders_costs_what_was_quoted(
    shop: Shop, world: World, waiting: list[int], data: st.DataObject
) -> None:
    ids = data.draw(st.lists(st.sampled_from(waiting), min_size=2, max_size=4, unique=True))
    code = data.draw(st.sampled_from(CODES))
    quotes = shop.read(combined_quotes, ids)
    row = next(each for each in (quotes.cheapest, *quotes.services) if each.service == code)
    one_buyer = world.copy()
    index = one_buyer.order_index(np.array(sorted(ids)))
    one_buyer.orders["buyer_id"][index] = one_buyer.orders["buyer_id"][index[0]]
    done, paid, _ = charged(one_buyer, CombineOrders(tuple(ids), service=code))
    assert (done > 0, paid) == (row.taken > 0, row.price)


def test_what_the_card_foretells_is_then_taken(shop: Shop, waiting: list[int]) -> None:
    foretold = {}
    for order in waiting[:30]:
        detail = shop.read(order_detail, order, 0)
        assert detail is not None
        foretold[order] = -dict(detail.parts).get(Part.LABEL_IF_BOUGHT, 0)
        assert foretold[order] == (detail.label.price if detail.label is not None else 0)
    assert shop.do(BuyLabels(tuple(foretold))).done == sum(price > 0 for price in foretold.values())
    for order, price in foretold.items():
        detail = shop.read(order_detail, order, 0)
        assert detail is not None
        assert -dict(detail.parts).get(Part.LABEL, 0) == price
    assert shop.read(labels_paid, list(foretold)) == sum(foretold.values())


def test_a_flat_price_leaves_nothing_to_choose(tmp_path: Path) -> None:
    with rich_shop(tmp_path / "flat.dukandar", label_price=412) as flat:
        flat.advance_days(1)
        world = flat.read(store.load)
        ready = world.orders["id"][world.orders["status"] == Status.AWAITING_SHIPMENT][:3]
        quotes = flat.read(order_quotes, ready)
        assert quotes.services == ()
        assert quotes.cheapest.price == 3 * 412
        assert quotes.cheapest.carrier == "USPS"
        assert quotes.cheapest.taken == 3
