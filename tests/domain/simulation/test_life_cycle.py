"""Random sellers, buyers, carriers and clocks drive a shop through the whole life of its orders.

After every step: no state that the rules do not know, no unit lost or doubled, a journal that adds
up to nothing, a file whose every figure can be computed anew; and every clock ends.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select, update

from domain.aftersales.commands import (
    AnswerCancellations,
    AppealReturns,
    ApproveReturns,
    InspectReturns,
    OfferRefund,
    OpenReturn,
    RejectReturns,
)
from domain.aftersales.rules import CancellationStatus, ReturnStatus
from domain.aftersales.tables import cancellations, returns
from domain.finance.rules import Kind
from domain.finance.tables import journal
from domain.inbox.commands import AskCustomers, AskSupport
from domain.inbox.support import Topic
from domain.kernel.clock import DAY, HOUR
from domain.orders.commands import CancelOrders
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders
from domain.reports.check import check
from domain.reports.order_detail import order_detail
from domain.shipping.commands import (
    BuyLabels,
    CombineOrders,
    EditTracking,
    ShipOrders,
    ShipPart,
    VoidLabels,
)
from domain.shipping.tables import package_items, packages
from domain.shipping.troubles import given_up_at
from domain.shop import Shop
from domain.simulation.store import load
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.tracking_numbers import numbers_for

LIVELY: dict[str, Any] = {
    "basket_rate": 0.2,
    "return_rates": "[0.4, 0.4, 0.4, 0.4]",
    "return_wait_days": 0,
    "return_delay_days": 1.0,
    "return_money_only_share": 0.3,
    "return_replacement_share": 0.3,
    "return_never_sent": 0.3,
    "return_transit_days": 2.0,
    "dispute_rate": 0.8,
    "cancel_request_rate": 0.1,
    "lost_rate": 0.01,
    "unreported_rate": 0.05,
    "chargeback_rate": 0.007,
    "damaged_rate": 0.05,
    "carrier_factors": "[2.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]",
}
"""Everything after the order happens often and soon; all values are inside their ranges."""

PICK = st.integers(0, 10**9)
CARRIER = st.sampled_from(["USPS", "UPS", "FEDEX"])


class Life(RuleBasedStateMachine):
    """A shop whose seller does anything at any time."""

    @initialize(seed=st.integers(1, 10**6), flat=st.booleans())
    def open_shop(self, seed: int, flat: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "life.dukandar"
        sizes = {"impressions": 1_500.0, "stock": 60, "videos": 0, "creators": 2, "strikes": False}
        self.shop: Shop = rich_shop(
            path, seed=seed, noise=seed, label_price=412 if flat else 0, parameters=LIVELY, **sizes
        )
        self.made = 0
        self.cancelled: set[int] = set()
        self.shop.advance(self.shop.now + 30 * HOUR)

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.close()
            shutil.rmtree(self.folder)

    # What there is to choose from

    def ids(self, *statuses: Status) -> list[int]:
        query = select(orders.c.id).where(orders.c.status.in_([int(each) for each in statuses]))
        query = query.order_by(orders.c.id)
        return self.shop.read(lambda conn: list(conn.execute(query).scalars()))

    def some(self, ids: list[int], pick: int, most: int = 4) -> tuple[int, ...]:
        start = pick % len(ids)
        return tuple(ids[start : start + 1 + pick // 7 % most])

    def returns(self, **wanted: int) -> list[Any]:
        query = select(returns).order_by(returns.c.order_id, returns.c.id)
        for name, value in wanted.items():
            query = query.where(returns.c[name] == value)
        return self.shop.read(lambda conn: conn.execute(query).all())

    # Time

    @rule(hours=st.sampled_from([1, 5, 9, 24, 50, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        self.shop.advance(self.shop.now + hours * HOUR)

    # Shipping

    @rule(pick=PICK)
    def buy_labels(self, pick: int) -> None:
        ready = self.ids(Status.AWAITING_SHIPMENT, Status.ON_HOLD, Status.IN_TRANSIT)
        if ready:
            self.shop.do(BuyLabels(self.some(ready, pick, 60)))

    @rule(pick=PICK, carrier=CARRIER)
    def post(self, pick: int, carrier: str) -> None:
        ready = self.ids(Status.AWAITING_SHIPMENT)
        if ready:
            chosen = self.some(ready, pick)
            self.shop.do(ShipOrders(chosen, tuple(self.number(carrier) for _ in chosen)))

    def number(self, carrier: str = "UPS") -> str:
        self.made += 1
        return numbers_for([self.made], carrier)[0]

    @rule(pick=PICK, posted=st.booleans())
    def ship_part(self, pick: int, posted: bool) -> None:
        ready = self.ids(Status.AWAITING_SHIPMENT, Status.PARTIALLY_SHIPPING)
        if not ready:
            return
        order = self.some(ready, pick, 1)[0]
        held = select(order_lines.c.sku_id, order_lines.c.quantity).where(
            order_lines.c.order_id == order
        )
        sku, quantity = self.shop.read(lambda conn: conn.execute(held).all())[pick % 1]
        units = 1 + pick % quantity
        self.shop.do(ShipPart(order, (sku,), (units,), self.number() if posted else ""))

    @rule(pick=PICK, cancelled=st.booleans())
    def post_a_part_at_the_last_hour(self, pick: int, cancelled: bool) -> None:
        """The rest of it is given up while the carrier may not have its package yet."""
        waiting = select(orders.c.id, orders.c.collect_by).where(
            orders.c.status == int(Status.AWAITING_SHIPMENT),
            orders.c.units > 1,
            orders.c.collect_by > self.shop.now + HOUR,
        )
        rows = self.shop.read(lambda conn: conn.execute(waiting.order_by(orders.c.id)).all())
        if rows:
            order, collect_by = rows[pick % len(rows)]
            self.shop.advance(collect_by - HOUR)
            sku = select(order_lines.c.sku_id).where(order_lines.c.order_id == order)
            first = self.shop.read(lambda conn: conn.execute(sku).scalars().first())
            self.shop.do(ShipPart(order, (first,), (1,), self.number()))
            self.shop.advance(collect_by + HOUR)
            if cancelled:
                self.shop.do(CancelOrders((order,)))

    @rule(pick=PICK, cancelled=st.integers(0, 2))
    def combine(self, pick: int, cancelled: int) -> None:
        """Orders go in one parcel, of which some are cancelled thereupon."""
        chosen = self.some(self.ids(Status.AWAITING_SHIPMENT) or [0], pick)
        if len(chosen) < 2:
            return
        of_one = update(orders).where(orders.c.id.in_(chosen)).values(buyer_id=chosen[0])
        self.shop.write(lambda conn: conn.execute(of_one))
        self.shop.do(CombineOrders(chosen))
        self.shop.do(CancelOrders(chosen[:cancelled]))

    @rule(pick=PICK, carrier=CARRIER)
    def edit(self, pick: int, carrier: str) -> None:
        sent = self.ids(Status.AWAITING_COLLECTION, Status.IN_TRANSIT)
        if not sent:
            return
        order = self.some(sent, pick, 1)[0]
        mine = select(packages.c.id).where(packages.c.order_id == order)
        made = self.shop.read(lambda conn: list(conn.execute(mine).scalars()))
        package = made[pick % len(made)]
        self.shop.do(EditTracking(order, self.number(carrier), package=package))

    @rule(pick=PICK)
    def void(self, pick: int) -> None:
        """What the card offers is what is done, and nothing else."""
        unused = (
            select(packages.c.order_id)
            .distinct()
            .join(orders, orders.c.id == packages.c.order_id)
            .where(packages.c.voided_at == 0, orders.c.shipped_at == 0)
            .order_by(packages.c.order_id)
        )
        sent = self.shop.read(lambda conn: list(conn.execute(unused).scalars()))
        for order in self.some(sent, pick) if sent else ():
            card = self.shop.read(order_detail, order, 0)
            offered = {each.id for each in card.packages if each.voidable_until}
            done = self.shop.do(VoidLabels((order,))).done
            card = self.shop.read(order_detail, order, 0)
            assert {each.id for each in card.packages if each.voided_at} >= offered
            assert bool(done) == bool(offered)

    # Cancelling and returning

    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        open_ones = self.ids(*[each for each in Status if each < Status.IN_TRANSIT])
        if open_ones:
            self.shop.do(CancelOrders(self.some(open_ones, pick, 2)))

    @rule(approve=st.booleans())
    def answer_cancellations(self, approve: bool) -> None:
        waiting = select(cancellations.c.order_id).where(
            cancellations.c.status == int(CancellationStatus.CANCELLATION_REQUEST_PENDING)
        )
        asked = self.shop.read(lambda conn: tuple(conn.execute(waiting).scalars()))
        if asked:
            self.shop.do(AnswerCancellations(asked, approve))

    @rule(pick=PICK, only=st.booleans())
    def approve(self, pick: int, only: bool) -> None:
        if asked := self.returns(status=int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)):
            self.shop.do(ApproveReturns((asked[pick % len(asked)].id,), only))

    @rule(pick=PICK, photos=st.integers(0, 2))
    def reject(self, pick: int, photos: int) -> None:
        if asked := self.returns(status=int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)):
            self.shop.do(RejectReturns((asked[pick % len(asked)].id,), "goods_used", photos))

    @rule(pick=PICK, share=st.integers(1, 99))
    def offer(self, pick: int, share: int) -> None:
        if asked := self.returns(status=int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)):
            chosen = asked[pick % len(asked)]
            self.shop.do(OfferRefund(chosen.id, max(1, chosen.refund * share // 100)))

    @rule(pick=PICK, verdict=st.sampled_from(["restock", "write-off", "refuse"]))
    def inspect(self, pick: int, verdict: str) -> None:
        back = [
            each
            for each in self.returns(status=int(ReturnStatus.BUYER_SHIPPED_ITEM))
            if each.arrived_at
        ]
        if back:
            self.shop.do(InspectReturns((back[pick % len(back)].id,), verdict, pick % 2))

    @rule()
    def appeal(self) -> None:
        lost = tuple(each.id for each in self.returns() if each.arbitration == "SUPPORT_BUYER")
        if lost:
            self.shop.do(AppealReturns(lost, 1))

    @rule(pick=PICK, only=st.booleans())
    def take_back(self, pick: int, only: bool) -> None:
        there = self.ids(Status.DELIVERED, Status.COMPLETED)
        if not there:
            return
        order = self.some(there, pick, 1)[0]
        line = select(order_lines.c.sku_id).where(order_lines.c.order_id == order)
        sku = self.shop.read(lambda conn: conn.execute(line).scalars().first())
        self.shop.do(OpenReturn(order, sku, 1, only))

    # Parcels that do not go their way

    @rule(pick=PICK)
    def ask_customers(self, pick: int) -> None:
        if sent := self.ids(Status.IN_TRANSIT):
            self.shop.do(AskCustomers(self.some(sent, pick, 20)))

    @rule(pick=PICK, topic=st.sampled_from(list(Topic)), evidence=st.integers(0, 1))
    def ask_support(self, pick: int, topic: Topic, evidence: int) -> None:
        sent = self.ids(Status.AWAITING_COLLECTION, Status.IN_TRANSIT, Status.CANCELLED)
        for order in self.some(sent, pick, 20) if sent else ():
            self.shop.do(AskSupport(order, topic.value, evidence))

    # What always holds

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def all_is_well(self) -> None:
        assert [each.text() for each in self.shop.read(check)] == []

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def packages_hold_their_orders(self) -> None:
        """Each unit is in one package that counts, or in none while the order waits for more."""
        rows, sent, items, lines = self.shop.read(
            lambda conn: [
                conn.execute(select(each)).all()
                for each in (orders, packages, package_items, order_lines)
            ]
        )
        counting: dict[int, list[Any]] = {}
        for each in sent:
            if not each.voided_at:
                counting.setdefault(each.order_id, []).append(each)
        inside: dict[int, int] = {}
        for item in items:
            inside[item.package_id] = inside.get(item.package_id, 0) + item.quantity
        units: dict[int, int] = {}
        for line in lines:
            units[line.order_id] = units.get(line.order_id, 0) + line.quantity
        for row in rows:
            mine = counting.get(row.id, [])
            packed = [inside[each.id] for each in mine if each.id in inside]
            if not row.cancelled_at:
                assert bool(mine) == bool(row.rts_at or row.partial_at)
            if packed:
                assert row.partial_at and len(packed) == len(mine)
                assert sum(packed) <= units[row.id]
                assert row.rts_at or sum(packed) < units[row.id]
            elif mine:
                assert len(mine) == 1

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def nothing_is_given_twice(self) -> None:
        """No unit is asked back twice; refunds and cancelling together give back one sale."""
        rows, lines = self.shop.read(
            lambda conn: [conn.execute(select(each)).all() for each in (orders, order_lines)]
        )
        held: dict[tuple[int, int], int] = {}
        for back in self.returns():
            served = back.status == int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE)
            if not back.closed_at or served or back.arrived_at:
                key = back.order_id, back.sku_id
                held[key] = held.get(key, 0) + back.quantity
        for line in lines:
            assert held.get((line.order_id, line.sku_id), 0) <= line.quantity
            assert 0 <= line.returned <= line.quantity
        for row in rows:
            assert row.refund <= max(row.amount - row.shipping_paid, 0) * (row.paid_at > 0)
        total = func.sum(journal.c.amount)
        query = select(journal.c.order_id, journal.c.kind, total)
        query = query.group_by(journal.c.order_id, journal.c.kind)
        moved: dict[int, dict[Kind, int]] = {row.id: {} for row in rows}
        for order, kind, amount in self.shop.read(lambda conn: conn.execute(query).all()):
            moved.setdefault(order, {})[Kind(kind)] = amount
        for row in rows:
            given = moved[row.id]
            undone = given.get(Kind.SALE_REVERSED, 0) + given.get(Kind.REFUND, 0)
            sold = given.get(Kind.SALE, 0)
            assert undone == sold if row.cancelled_at else undone <= sold

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def what_the_carrier_has_is_not_on_sale_again(self) -> None:
        """Stock itself is what ``check`` reckons; it takes cancelled orders to be on the shelf."""
        cancelled = select(orders.c.id).where(orders.c.cancelled_at > 0, orders.c.shipped_at == 0)
        scanned = select(packages.c.id).where(
            packages.c.shipped_at > 0,
            packages.c.voided_at == 0,
            packages.c.order_id.in_(cancelled),
        )
        assert self.shop.read(lambda conn: conn.execute(scanned).all()) == []

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def no_clock_has_passed_unheard(self) -> None:
        now = self.shop.now
        for row in self.returns(closed_at=0):
            status = ReturnStatus(row.status)
            if status is ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING:
                assert row.respond_by > now
            elif status is ReturnStatus.BUYER_SHIPPED_ITEM and row.arrived_at:
                assert row.inspect_by > now
            elif status is ReturnStatus.AWAITING_BUYER_SHIP:
                assert row.approved_at + 14 * DAY > now
            elif status is ReturnStatus.AWAITING_BUYER_RESPONSE:
                assert row.offered_at + 48 * HOUR > now
        waiting = select(cancellations).where(
            cancellations.c.status == int(CancellationStatus.CANCELLATION_REQUEST_PENDING)
        )
        for row in self.shop.read(lambda conn: conn.execute(waiting).all()):
            assert row.respond_by > now
        query = select(orders).where(orders.c.cancelled_at == 0, orders.c.rts_at == 0)
        for row in self.shop.read(lambda conn: conn.execute(query).all()):
            assert row.collect_by > now or not row.paid_at
            assert row.paid_at or row.created_at + 48 * HOUR > now

        world = self.shop.read(load)
        sent = world.orders.where(world.orders["status"] == Status.AWAITING_COLLECTION)
        assert (sent["scans_at"] > now).all()
        away = world.orders.where(world.orders["status"] == Status.IN_TRANSIT)
        given_up = given_up_at(away["shipped_at"], world.rules)
        assert (np.where(away["arrives_at"], away["arrives_at"], given_up) > now).all()

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def what_is_cancelled_stays_cancelled(self) -> None:
        cancelled = set(self.ids(Status.CANCELLED))
        assert self.cancelled <= cancelled
        self.cancelled = cancelled
        back = select(journal.c.order_id).where(journal.c.kind == int(Kind.SALE_REVERSED))
        reversed_ = self.shop.read(lambda conn: list(conn.execute(back).scalars()))
        assert len(reversed_) == len(set(reversed_))

    @rule()
    def the_end_comes(self) -> None:
        """Left alone for long enough, everything comes to its end."""
        self.shop.advance(self.shop.now + 40 * DAY)
        old = self.shop.now - 39 * DAY
        assert [row for row in self.returns(closed_at=0) if row.requested_at < old + 4 * DAY] == []
        query = select(orders.c.status).where(orders.c.created_at < old)
        left = np.unique(self.shop.read(lambda conn: list(conn.execute(query).scalars())))
        ended = {Status.DELIVERED, Status.COMPLETED, Status.CANCELLED}
        assert {Status(each) for each in left.tolist()} <= ended


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=9,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
