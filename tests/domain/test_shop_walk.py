"""Any seller, any hours: the shop is always whole, and what is refused changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.catalogue.commands import Restock, SetPrice
from domain.kernel.clock import HOUR
from domain.orders.commands import CancelOrders
from domain.reports.check import check
from domain.reports.figures import finance_figures
from domain.reports.finance.settlement import settlement
from domain.reports.orders import OrderQuery, order_ids
from domain.reports.products import sku_rows
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.shop import Shop
from domain.simulation.decisions import Command
from domain.storage.digest import digest

NUMBERS = ("9400111201080805483016", "1Z999AA10123456784", "986578788855", "12", "")


class Seller(RuleBasedStateMachine):
    """Decides at random."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shop: Shop | None = None

    @initialize(seed=st.integers(0, 3), noise=st.integers(0, 3))
    def open(self, seed: int, noise: int) -> None:
        path = Path(self.folder.name) / "shop.dukandar"
        self.shop = Shop.practice(path, "first-30-days", seed=seed, noise=noise)

    def teardown(self) -> None:
        if self.shop is not None:
            self.shop.close()
        self.folder.cleanup()

    def do(self, command: Command) -> None:
        assert self.shop is not None
        before = self.shop.read(digest)
        outcome = self.shop.do(command)
        for refusal in outcome.refusals:
            assert refusal.text()
        changed = self.shop.read(digest) != before
        assert changed == (outcome.done > 0)

    def some(self, data: st.DataObject) -> tuple[int, ...]:
        assert self.shop is not None
        known = self.shop.read(order_ids, OrderQuery(), self.shop.now)[:40]
        choices = st.sampled_from(known) if known else st.just(1)
        return tuple(data.draw(st.lists(choices | st.integers(0, 5), max_size=5)))

    @rule(hours=st.integers(1, 72))
    def wait(self, hours: int) -> None:
        assert self.shop is not None
        self.shop.advance(self.shop.now + hours * HOUR)

    @rule(data=st.data())
    def label(self, data: st.DataObject) -> None:
        self.do(BuyLabels(self.some(data)))

    @rule(data=st.data(), carrier=st.sampled_from(("", "UPS", "USPS", "Pigeon")))
    def ship(self, data: st.DataObject, carrier: str) -> None:
        orders = self.some(data)
        numbers = data.draw(
            st.lists(st.sampled_from(NUMBERS), min_size=len(orders), max_size=len(orders))
        )
        self.do(ShipOrders(orders, tuple(numbers), carrier))

    @rule(data=st.data(), reason=st.sampled_from(("out_of_stock", "buyer_asked", "whim")))
    def cancel(self, data: st.DataObject, reason: str) -> None:
        self.do(CancelOrders(self.some(data), reason))

    @rule(place=st.integers(0, 4), price=st.integers(-5, 900_000))
    def price(self, place: int, price: int) -> None:
        assert self.shop is not None
        sku = self.shop.read(sku_rows, 0)[place]
        if price != sku.price:
            self.do(SetPrice(sku.id, price))

    @rule(place=st.integers(0, 4), quantity=st.integers(-1, 400))
    def restock(self, place: int, quantity: int) -> None:
        assert self.shop is not None
        self.do(Restock(self.shop.read(sku_rows, 0)[place].id, quantity))

    @invariant()
    def whole(self) -> None:
        if self.shop is not None:
            assert self.shop.read(check) == []
            money = self.shop.read(finance_figures)
            assert money["journal_sum"] == 0
            assert money["cash"] >= 0
            coming = sum(row.amount for row in self.shop.read(settlement, 0).rows)
            assert coming == money["on_hold"] + money["processing"]


TestSeller = Seller.TestCase
TestSeller.settings = settings(
    max_examples=12,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
