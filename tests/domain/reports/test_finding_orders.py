"""What the index finds equals a plain reckoning over all rows, whatever was written meanwhile."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, delete, select, update

from domain.aftersales.rules import CancellationStatus, ReturnStatus
from domain.aftersales.tables import cancellations, returns
from domain.inbox.tables import messages
from domain.kernel.clock import DAY
from domain.kernel.columns import Columns, write
from domain.orders.rules import Status
from domain.orders.tables import order_lines, orders, recipients
from domain.reports.order_detail import order_detail
from domain.reports.orders import (
    STATUSES,
    OrderQuery,
    Sort,
    Tab,
    kept,
    order_ids,
    order_rows,
    tab_counts,
    tabs,
    workable,
)
from domain.reports.orders.index import _TYPES
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.storage.order_changes import KEPT, NOTED
from domain.storage.tables import order_changes

NOW = 1_789_500_000
EXPORTS = Path(__file__).parents[2] / "data" / "exports"
TOWNS = (("Seattle", "WA"), ("San José", "CA"), ("Salt Lake City", "UT"), ("", ""))
GOODS = ("Charging cable", "Desk lamp", "Ceramic mug")
CARRIERS = ("USPS", "UPS", "")
PENDING = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)
DONE = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE)
WORDS = (
    "lake",
    "SAN",
    "josé",
    "cable",
    "sku-2",
    "57",
    "576000000000000005",
    "94",
    "94576000",
    "ann",
)


def rows_of(shop: Shop, which: Table) -> list[Any]:
    return shop.read(lambda conn: conn.execute(select(which)).all())


class Plainly:
    """All rows of a shop, and what a query finds among them by the words of the rules."""

    def __init__(self, shop: Shop) -> None:
        self.orders = rows_of(shop, orders)
        self.lines: dict[int, list[Any]] = {}
        for line in rows_of(shop, order_lines):
            self.lines.setdefault(line.order_id, []).append(line)
        self.parcels: dict[int, list[Any]] = {}
        for parcel in sorted(rows_of(shop, packages), key=lambda each: each.id):
            self.parcels.setdefault(parcel.order_id, []).append(parcel)
        self.people = {each.order_id: each for each in rows_of(shop, recipients)}
        self.asked = {each.order_id for each in rows_of(shop, messages)}
        self.returned = {each.order_id for each in rows_of(shop, returns) if not each.closed_at}
        waits = CancellationStatus.CANCELLATION_REQUEST_PENDING
        self.asking = {e.order_id for e in rows_of(shop, cancellations) if e.status == waits}

    def carrier(self, order: Any) -> str:
        sent = [each.carrier for each in self.parcels.get(order.id, ()) if not each.voided_at]
        return sent[-1] if sent else ""

    def has_word(self, order: Any, word: str) -> bool:
        lines, parcels = self.lines.get(order.id, ()), self.parcels.get(order.id, ())
        person = self.people.get(order.id)
        texts = [order.city, order.state]
        texts += [text for line in lines for text in (line.seller_sku, line.product_name)]
        tracked = [each.tracking for each in parcels]
        return (
            str(order.id).startswith(word)
            or any(word.casefold() in text.casefold() for text in texts)
            or word in tracked
            or (len(word) >= 8 and any(each.startswith(word) for each in tracked))
            or (person is not None and word.lower() in person.name.lower())
        )

    def is_in(self, order: Any, tab: Tab) -> bool:
        return order.id in self.asking if tab in tabs.NAMED else order.status in STATUSES[tab]

    def shows(self, order: Any, query: OrderQuery) -> bool:
        late = order.paid_at and not order.shipped_at and not order.cancelled_at
        late = late and 0 < order.dispatch_by < NOW and order.status < Status.IN_TRANSIT
        due = order.status == Status.AWAITING_SHIPMENT and NOW <= order.dispatch_by < NOW + DAY
        person = self.people.get(order.id)
        message = order.id in self.asked or (person is not None and bool(person.message))
        left = order.item_total - order.platform_discount - order.seller_discount
        return (
            self.is_in(order, query.tab)
            and (not query.only_late or bool(late))
            and (not query.only_due_soon or due)
            and (not query.only_open_returns or order.id in self.returned)
            and (not query.only_messages or message)
            and (not query.only_samples or bool(order.paid_at and left == 0))
            and (not query.carrier or self.carrier(order) == query.carrier)
            and (not query.sku or any(x.sku_id == query.sku for x in self.lines.get(order.id, ())))
            and (query.amount_from is None or order.amount >= query.amount_from)
            and (query.amount_to is None or order.amount <= query.amount_to)
            and (not query.placed_from or order.created_at >= query.placed_from)
            and (not query.placed_before or order.created_at < query.placed_before)
            and all(self.has_word(order, word) for word in query.search.split())
        )

    def ids(self, query: OrderQuery) -> list[int]:
        keys: dict[Sort, Callable[[Any], Any]] = {
            Sort.CREATED: lambda order: order.created_at,
            Sort.ID: lambda order: order.id,
            Sort.STATUS: lambda order: order.status,
            Sort.UNITS: lambda order: order.units,
            Sort.AMOUNT: lambda order: order.amount,
            Sort.SHIP_BY: lambda order: order.dispatch_by,
            Sort.AUTO_CANCEL: lambda order: order.collect_by,
            Sort.CARRIER: lambda order: self.carrier(order).casefold(),
            Sort.PLACE: lambda order: [order.city.casefold(), order.state.casefold()],
        }
        found = [order for order in self.orders if self.shows(order, query)]
        found.sort(key=lambda order: (keys[query.sort](order), order.id))
        return [each.id for each in (found[::-1] if query.descending else found)]


queries = st.builds(
    OrderQuery,
    tab=st.sampled_from(Tab),
    search=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
    only_late=st.booleans(),
    only_due_soon=st.just(False) | st.booleans(),
    only_open_returns=st.just(False) | st.booleans(),
    only_messages=st.just(False) | st.booleans(),
    only_samples=st.just(False) | st.booleans(),
    sku=st.sampled_from((0, 0, 1, 2, 9)),
    carrier=st.sampled_from(("", "", "USPS", "nobody")),
    amount_from=st.sampled_from((None, None, -1, 500)),
    amount_to=st.sampled_from((None, None, 800, 10**12)),
    placed_from=st.sampled_from((0, NOW - 3 * DAY)),
    placed_before=st.sampled_from((0, 0, NOW - DAY)),
    sort=st.sampled_from(Sort),
    descending=st.booleans(),
) | st.builds(
    OrderQuery,
    search=st.sampled_from(("", *WORDS)),
    sort=st.sampled_from(Sort),
    descending=st.booleans(),
)


def add(conn: Connection, ids: list[int], draw: np.random.Generator) -> None:
    """Write whole orders with lines, packages, recipients and what was asked about them."""
    size = len(ids)
    rows = Columns.like(orders, size)
    rows["id"] = np.array(sorted(ids))
    towns = [TOWNS[each] for each in draw.integers(0, len(TOWNS), size)]
    rows["city"] = np.array([city for city, _ in towns], dtype=object)
    rows["state"] = np.array([state for _, state in towns], dtype=object)
    rows["status"] = draw.integers(1, 10, size)
    for name in ("created_at", "dispatch_by", "collect_by"):
        rows[name] = NOW - draw.integers(-2, 6, size) * DAY
    for name in ("paid_at", "shipped_at", "cancelled_at"):
        rows[name] = draw.integers(0, 2, size) * (NOW - DAY)
    rows["units"], rows["amount"] = draw.integers(1, 5, size), draw.integers(-3, 12, size) * 100
    rows["amount"][draw.random(size) < 0.1] = 2**61  # values that leave no room for positions
    rows["item_total"] = rows["seller_discount"] = draw.integers(0, 3, size)
    rows["platform_discount"] = draw.integers(0, 2, size)
    write(conn, orders, rows)
    lines = Columns.like(order_lines, 2 * size)
    lines["order_id"] = np.repeat(rows["id"], 2)
    lines["sku_id"] = np.tile([1, 2], size) + draw.integers(0, 2, 2 * size) * 2
    lines["quantity"] = 1
    lines["seller_sku"] = np.array([f"SKU-{each}" for each in lines["sku_id"].tolist()], object)
    goods = [GOODS[each] for each in draw.integers(0, len(GOODS), 2 * size)]
    lines["product_name"] = np.array(goods, dtype=object)
    write(conn, order_lines, lines)
    sent = rows["id"][draw.random(size) < 0.6]
    for turn in range(2):
        parcels = Columns.like(packages, len(sent))
        parcels["id"], parcels["order_id"] = sent + 10**15 * turn, sent
        names = [CARRIERS[each] for each in draw.integers(0, len(CARRIERS), len(sent))]
        parcels["carrier"] = np.array(names, dtype=object)
        parcels["tracking"] = np.array([f"94{each}" for each in sent.tolist()], dtype=object)
        parcels["voided_at"] = draw.integers(0, 2, len(sent)) * NOW
        write(conn, packages, parcels)
    people = Columns.like(recipients, size)
    people["order_id"] = rows["id"]
    people["name"] = np.array(
        [("Ann B", "C%D")[each] for each in draw.integers(0, 2, size)], object
    )
    people["message"] = np.array([("", "Hi")[each] for each in draw.integers(0, 2, size)], object)
    write(conn, recipients, people.where(draw.random(size) < 0.5))
    asked = rows["id"][draw.random(size) < 0.2]
    write(conn, messages, Columns.like(messages, len(asked)).told(id=asked, order_id=asked))
    back = Columns.like(returns, len(asked)).told(id=asked, order_id=asked, sku_id=1)
    over = draw.integers(0, 2, len(asked))
    write(conn, returns, back.told(closed_at=over, status=np.where(over, DONE, PENDING)))
    asking = Columns.like(cancellations, len(asked)).told(order_id=asked, status=1 + over)
    write(conn, cancellations, asking)


def change(conn: Connection, draw: np.random.Generator) -> None:
    """Change, remove and add some rows, as anything might."""
    known = conn.execute(select(orders.c.id)).scalars().all()
    some = draw.choice(known, min(len(known), 5), replace=False).tolist()
    match int(draw.integers(0, 7)):
        case 0:
            add(conn, (max(known) + 1 + np.arange(3)).tolist(), draw)
        case 1:
            free = set((576 * 10**15 + draw.integers(0, 400, 3)).tolist()) - set(known)
            add(conn, sorted(free), draw)
        case 2:
            moved = {"status": int(draw.integers(1, 10)), "city": "Salt Lake City", "amount": 700}
            conn.execute(update(orders).where(orders.c.id.in_(some)).values(moved))
        case 3:
            for table in (order_lines, packages, recipients, messages, returns, cancellations):
                conn.execute(delete(table).where(table.c.order_id.in_(some)))
            conn.execute(delete(orders).where(orders.c.id.in_(some)))
        case 4:
            named = order_lines.c.order_id.in_(some)
            conn.execute(update(order_lines).where(named).values(product_name="Desk lamp"))
        case 5:
            named = packages.c.order_id.in_(some)
            conn.execute(update(packages).where(named).values(carrier="UPS", voided_at=0))
        case _:
            for table in (recipients, messages):
                conn.execute(delete(table).where(table.c.order_id.in_(some)))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 2**32),
    several=st.lists(st.lists(queries, min_size=2, max_size=6), max_size=5),
)
def test_the_index_finds_what_a_plain_reckoning_finds_after_any_writes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, several: list[list[OrderQuery]]
) -> None:
    draw = np.random.default_rng(seed)
    path = tmp_path_factory.mktemp("finding") / "shop.dukandar"
    with Shop.real(path, "us", "Finding") as shop:
        shop.write(lambda conn: add(conn, (576 * 10**15 + np.arange(0, 300, 10)).tolist(), draw))
        shop.read(shop.orders.make)
        for asked in several:
            shop.write(lambda conn: change(conn, draw))
            plain = Plainly(shop)
            for query in asked:
                found = shop.read(shop.orders.find, query, NOW)
                assert found is not None and found.is_whole
                assert found.ids.tolist() == plain.ids(query), query
                assert found.counts == shop.read(tab_counts)
                assert list(shop.read(order_ids, query, NOW)) == plain.ids(query)


def test_every_column_that_the_index_reads_of_an_order_is_noted_when_it_changes() -> None:
    made_of_others = {"id", "buyer", "waits", "sample", "place"}
    assert set(_TYPES) - made_of_others <= set(NOTED[orders])
    others = {"buyer_id", "paid_at", "shipped_at", "cancelled_at", "item_total", "city", "state"}
    assert others <= set(NOTED[orders])


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop.real(tmp_path / "shop.dukandar", "us", "Long")
    draw = np.random.default_rng(1)
    made.write(lambda conn: add(conn, (576 * 10**15 + np.arange(40)).tolist(), draw))
    return made


def test_a_long_list_shows_its_first_orders_before_there_is_an_index(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_AT_ONCE", 12)
    monkeypatch.setattr(kept, "_FIRST", 5)
    plain = Plainly(shop)
    first = shop.read(shop.orders.find, OrderQuery(), NOW)
    assert first is not None and not first.is_whole
    assert first.ids.tolist() == plain.ids(OrderQuery())[:5]
    assert first.counts == shop.read(tab_counts)
    assert shop.read(shop.orders.find, OrderQuery(search="lake"), NOW) is None
    short = OrderQuery(tab=Tab.TO_SHIP, sort=Sort.AMOUNT)
    found = shop.read(shop.orders.find, short, NOW)
    assert found is not None and found.is_whole
    assert found.ids.tolist() == plain.ids(short)
    shop.read(shop.orders.make)
    whole = shop.read(shop.orders.find, OrderQuery(search="lake"), NOW)
    assert whole is not None
    assert whole.ids.tolist() == plain.ids(OrderQuery(search="lake"))


def test_an_index_too_far_behind_is_not_asked_any_more(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_AT_ONCE", 12)
    monkeypatch.setattr(kept, "_FIRST", 5)
    shop.read(shop.orders.make)

    def forget(conn: Connection) -> None:
        conn.execute(update(orders).values(status=int(Status.DELIVERED)))
        last = conn.execute(select(order_changes.c.id).order_by(order_changes.c.id.desc())).scalar()
        conn.execute(delete(order_changes).where(order_changes.c.id < last))

    shop.write(forget)
    found = shop.read(shop.orders.find, OrderQuery(), NOW)
    assert found is not None and not found.is_whole
    assert found.counts[Tab.DELIVERED] == 40


def test_noted_changes_are_trimmed_and_go_on_rising(shop: Shop) -> None:
    def many(conn: Connection) -> None:
        write(
            conn,
            order_changes,
            Columns.like(order_changes, KEPT + 60_000).told(
                id=1_000 + np.arange(KEPT + 60_000), order_id=1
            ),
        )

    shop.write(many)
    noted = [each.id for each in rows_of(shop, order_changes)]
    assert KEPT <= len(noted) < KEPT + 60_000
    assert noted[-1] == 1_000 + KEPT + 60_000 - 1
    shop.write(lambda conn: conn.execute(update(orders).values(amount=orders.c.amount + 1)))
    assert rows_of(shop, order_changes)[-1].id == noted[-1] + 40


def test_a_tab_can_hold_what_another_table_names(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_returns = select(returns.c.order_id).where(returns.c.closed_at == 0)
    monkeypatch.setitem(tabs.NAMED, Tab.CANCELLED, open_returns)
    wanted = Plainly(shop).ids(OrderQuery(only_open_returns=True))
    found = shop.read(shop.orders.find, OrderQuery(tab=Tab.CANCELLED), NOW)
    assert found is not None
    assert found.ids.tolist() == wanted != []
    assert found.counts[Tab.CANCELLED] == shop.read(tab_counts)[Tab.CANCELLED] == len(wanted)


def test_what_can_be_done_with_a_selection(shop: Shop) -> None:
    rows = {each.id: each for each in rows_of(shop, orders)}
    chosen = list(rows)[::-1]
    can = shop.read(workable, np.array(chosen))
    assert list(can.ready) == [
        each for each in chosen if rows[each].status == Status.AWAITING_SHIPMENT
    ]
    assert list(can.cancellable) == [
        each for each in chosen if rows[each].status <= Status.AWAITING_COLLECTION
    ]


def test_an_order_of_which_a_carrier_has_scanned_a_part_is_offered_to_nobody_for_cancelling(
    shop: Shop,
) -> None:
    sent = {each.order_id for each in rows_of(shop, packages)}
    packed = [each for each in rows_of(shop, orders) if each.status == Status.AWAITING_COLLECTION]
    number = next(each.id for each in packed if each.id in sent)

    def cancellable() -> list[bool]:
        (row,), can = shop.read(order_rows, [number], NOW), shop.read(workable, np.array([number]))
        card = shop.read(order_detail, number, 0)
        assert card is not None
        return [row.cancellable, bool(can.cancellable), card.cancellable]

    assert cancellable() == [True] * 3
    mine = update(packages).where(packages.c.order_id == number)
    shop.write(lambda conn: conn.execute(mine.values(shipped_at=1)))
    assert cancellable() == [False] * 3
    shop.write(lambda conn: conn.execute(mine.values(voided_at=2)))
    assert cancellable() == [True] * 3
    shop.write(lambda conn: conn.execute(mine.values(shipped_at=0, voided_at=0)))


def test_rows_say_how_and_where_an_order_travels(shop: Shop) -> None:
    plain = Plainly(shop)
    ids = [each.id for each in plain.orders]
    for row, order in zip(shop.read(order_rows, ids, NOW), plain.orders, strict=True):
        assert row.carrier == plain.carrier(order)
        assert row.place == ", ".join(part for part in (order.city, order.state) if part)
        assert row.sample == plain.shows(order, OrderQuery(only_samples=True))
        assert row.late == plain.shows(order, OrderQuery(only_late=True))


@pytest.mark.parametrize("region", ["us", "id"])
def test_the_free_samples_of_an_export_are_found(tmp_path: Path, region: str) -> None:
    expected = json.loads((EXPORTS / "expected.json").read_text("utf-8"))
    told = next(value for key, value in expected.items() if key.startswith(region))
    with Shop.real(tmp_path / "real.dukandar", region, "Samples") as real:
        real.import_planned(real.plan_import(EXPORTS / f"{region}_orders.csv"), "")
        ids = real.read(order_ids, OrderQuery(only_samples=True), NOW)
        rows = real.read(order_rows, ids, NOW)
    assert len(ids) == told["free_samples"]
    assert all(row.sample for row in rows)


def test_an_imported_buyer_is_found_by_exactly_their_name(tmp_path: Path) -> None:
    with (EXPORTS / "us_orders.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    name = lines[7]["Buyer Username"].strip()
    with Shop.real(tmp_path / "real.dukandar", "us", "Buyers") as real:
        real.import_planned(real.plan_import(EXPORTS / "us_orders.csv"), "")
        ids = real.read(order_ids, OrderQuery(search=name), NOW)
        part = real.read(order_ids, OrderQuery(search=name[:-1]), NOW)
    assert set(ids) == {
        int(line["Order ID"]) for line in lines if line["Buyer Username"].strip() == name
    }
    assert part == ()
