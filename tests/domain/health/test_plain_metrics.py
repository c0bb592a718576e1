"""Shop metrics equal what one counts by hand from the rows of the file.

Everything here is written anew from the definitions: plain loops over rows that SQLite gives, check
digits included. Nothing of what the program counts with is used.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from random import Random
from typing import Any

import pytest
from sqlalchemy import update

from domain.inbox.commands import AskCustomers, AskSupport
from domain.orders.commands import CancelOrders
from domain.orders.rules import OUT_OF_STOCK, Status
from domain.reports.delays import delays
from domain.reports.health import Health, health
from domain.shipping.commands import BuyLabels, CombineOrders, ShipOrders, ShipPart, VoidLabels
from domain.shipping.tables import packages
from domain.shop import Shop
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.tracking_numbers import numbers_for

Row = dict[str, Any]

BOOK = tomllib.loads((files("resources") / "rulebooks" / "us.toml").read_text("utf-8"))
WINDOW = BOOK["rules"]["health_window_days"]["figures"][-1]["value"] * 24 * 3600
FAULTS = BOOK["cancel_reasons"]["seller_fault"]
REASONS = [each for each in BOOK["cancel_reasons"]["seller"] if each != OUT_OF_STOCK]
"""Why this seller cancels; out of stock would empty the shelves, and the shop would stand still."""


def rows(shop: Shop, table: str) -> list[Row]:
    conn = sqlite3.connect(f"file:{shop.path}?mode=ro", uri=True)
    try:
        found = conn.execute(f"select * from {table}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]
    finally:
        conn.close()


# The definitions, by hand


def share(part: int, whole: int) -> int | None:
    """Hundredths of a percent, halves rounded up; nothing of nothing."""
    if not whole:
        return None
    return int((part * 10_000 * 2 + whole) // (2 * whole))


def late_dispatch(orders: list[Row], now: int) -> int | None:
    """Orders without a scan by their deadline ÷ orders whose deadline fell in the window.

    An order never paid was never due, nor one that its buyer took back in time.
    """
    due = late = 0
    for order in orders:
        deadline = order["dispatch_by"]
        if not now - WINDOW < deadline <= now:
            continue
        if not order["paid_at"] or order["paid_at"] > deadline:
            continue
        taken_back = order["cancel_role"] == "BUYER" and order["cancelled_at"] <= deadline
        if order["cancelled_at"] and taken_back:
            continue
        due += 1
        if not order["shipped_at"] or order["shipped_at"] > deadline:
            late += 1
    return share(late, due)


def seller_fault(orders: list[Row], now: int) -> int | None:
    """Orders cancelled through the seller's fault ÷ orders, of those paid in the window.

    It is the seller's fault with some of the seller's reasons, and when the system cancels what was
    not handed over in time; not when a carrier loses a parcel.
    """
    placed = faults = 0
    for order in orders:
        if not order["paid_at"] or order["paid_at"] < now - WINDOW:
            continue
        placed += 1
        if order["cancel_role"] == "SELLER" and order["cancel_reason"] in FAULTS:
            faults += 1
        if order["cancel_reason"] == "not_collected_in_time":
            faults += 1
    return share(faults, placed)


def valid_tracking(orders: list[Row], parcels: list[Row], now: int) -> int | None:
    """Orders with right numbers ÷ orders that a carrier has scanned in the window.

    An order in several packages needs a right number for each; labels given back do not count.
    """
    numbers: dict[int, list[bool]] = {}
    for parcel in parcels:
        if not parcel["voided_at"]:
            right = can_be(parcel["carrier"], parcel["tracking"])
            numbers.setdefault(parcel["order_id"], []).append(right)
    shipped = valid = 0
    for order in orders:
        if order["shipped_at"] and order["shipped_at"] >= now - WINDOW:
            shipped += 1
            if order["id"] in numbers and all(numbers[order["id"]]):
                valid += 1
    return share(valid, shipped)


def on_time(orders: list[Row], now: int) -> int | None:
    """Orders delivered by their day ÷ orders whose day has come in the window, cancelled aside."""
    due = good = 0
    for order in orders:
        if not order["paid_at"] or order["cancelled_at"]:
            continue
        if now - WINDOW <= order["deliver_by"] < now:
            due += 1
            if order["delivered_at"] and order["delivered_at"] <= order["deliver_by"]:
                good += 1
    return share(good, due)


def can_be(carrier: str, number: str) -> bool:
    """Whether a number of the kinds that these shops use is right."""
    if carrier == "USPS" and len(number) == 22 and number[0] == "9" and number[1] in "12345":
        return number[-1] == threes_and_ones(number[:-1])
    if carrier == "FedEx" and len(number) == 22 and number.startswith("96"):
        return number[-1] == threes_and_ones(number[7:-1])
    if carrier == "UPS" and len(number) == 18 and number.startswith("1Z"):
        total = 0
        for place, sign in enumerate(number[2:-1]):
            value = int(sign) if sign.isdigit() else (ord(sign) - 63) % 10
            total += value if place % 2 == 0 else 2 * value
        return number[-1] == str((10 - total % 10) % 10)
    return False


def threes_and_ones(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        total += int(digit) * (3 if place % 2 == 0 else 1)
    return str((10 - total % 10) % 10)


def by_hand(shop: Shop) -> Health:
    orders, parcels, now = rows(shop, "orders"), rows(shop, "packages"), shop.now
    return Health(
        late_dispatch=late_dispatch(orders, now),
        seller_fault_cancellation=seller_fault(orders, now),
        valid_tracking=valid_tracking(orders, parcels, now),
        on_time_delivery=on_time(orders, now),
    )


# Random sellers


def ship_at_random(shop: Shop, luck: Random, done: Counter[str]) -> None:
    """Some orders get a label, a number, two packages or a cancellation; the rest has to wait."""
    lines: dict[int, list[Row]] = {}
    for line in rows(shop, "order_lines"):
        lines.setdefault(line["order_id"], []).append(line)
    labels, numbers = [], []
    cancelled: dict[str, list[int]] = {}
    by_buyer: dict[int, list[int]] = {}
    for order in rows(shop, "orders"):
        if order["status"] != Status.AWAITING_SHIPMENT:
            continue
        by_buyer.setdefault(order["buyer_id"], []).append(order["id"])
        what, first = luck.random(), lines[order["id"]][0]
        if what < 0.35:
            labels.append(order["id"])
        elif what < 0.5:
            numbers.append(order["id"])
        elif what < 0.58:
            reason = luck.choice(REASONS)
            cancelled.setdefault(reason, []).append(order["id"])
        elif what < 0.75 and order["units"] > 1:
            part = ShipPart(order["id"], (first["sku_id"],), (1,))
            done["split"] += shop.do(part).done
    for same in by_buyer.values():
        if len(same) > 1:
            done["combined"] += shop.do(CombineOrders(tuple(same[:2]))).done
    if labels:
        done["label"] += shop.do(BuyLabels(tuple(labels))).done
    if numbers:
        carrier = luck.choice(("USPS", "UPS", "FEDEX"))
        command = ShipOrders(tuple(numbers), numbers_for(numbers, carrier))
        done["own"] += shop.do(command).done
    for reason, some in cancelled.items():
        done["cancelled"] += shop.do(CancelOrders(tuple(some), reason)).done


def send_the_rest(shop: Shop, luck: Random, done: Counter[str]) -> None:
    """What is missing of orders in several packages follows, sooner or later."""
    owner = {p["id"]: p["order_id"] for p in rows(shop, "packages") if not p["voided_at"]}
    sent: Counter[tuple[int, int]] = Counter()
    for item in rows(shop, "package_items"):
        if item["package_id"] in owner:
            sent[owner[item["package_id"]], item["sku_id"]] += item["quantity"]
    left: dict[int, dict[int, int]] = {}
    for line in rows(shop, "order_lines"):
        missing = line["quantity"] - sent[line["order_id"], line["sku_id"]]
        if missing:
            left.setdefault(line["order_id"], {})[line["sku_id"]] = missing
    for order in rows(shop, "orders"):
        if order["status"] == Status.PARTIALLY_SHIPPING and luck.random() < 0.6:
            rest = left[order["id"]]
            command = ShipPart(order["id"], tuple(rest), tuple(rest.values()))
            done["whole"] += shop.do(command).done


def void_at_random(shop: Shop, luck: Random, done: Counter[str]) -> None:
    waiting = [o["id"] for o in rows(shop, "orders") if o["status"] == Status.AWAITING_COLLECTION]
    some = tuple(each for each in waiting if luck.random() < 0.12)
    if some:
        done["voided"] += shop.do(VoidLabels(some)).done


def ask_about_delays(shop: Shop, done: Counter[str]) -> None:
    for row in shop.read(delays, 0).rows:
        if row.can_ask_customer and not row.inquiries:
            done["asked"] += shop.do(AskCustomers((row.id,))).done
        elif row.advice.topic is not None:
            command = AskSupport(row.id, row.advice.topic.value, 1)
            done["helped"] += shop.do(command).done


def spoil(shop: Shop, luck: Random) -> int:
    """Give some packages numbers that no carrier writes, as imported files have them."""
    spoilt = 0
    for parcel in rows(shop, "packages"):
        chance = 0.1 if not parcel["voided_at"] else 0.0
        if luck.random() < chance:
            last = (int(parcel["tracking"][-1]) + 1) % 10
            wrong = luck.choice((f"{parcel['tracking'][:-1]}{last}", ""))
            changed = update(packages).where(packages.c.id == parcel["id"]).values(tracking=wrong)
            shop.write(lambda conn, changed=changed: conn.execute(changed))
            spoilt += 1
    return spoilt


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Shop], Counter[str]]]:
    """Random shops, at the end of six weeks, with what their sellers did; checked on the way."""
    shops, done = [], Counter[str]()
    for seed in range(1, 5):
        luck = Random(seed)
        shop = rich_shop(
            tmp_path_factory.mktemp("plain") / f"{seed}.dukandar",
            seed=seed,
            noise=seed,
            impressions=luck.choice((2_500, 6_000)),
            stock=900,
            strikes=seed % 2 == 0,
            parameters={
                "lost_rate": 0.01,
                "unreported_rate": 0.05,
                "first_scan_days": luck.choice((0.4, 1.0)),
                "reply_rate": 1.0,
            },
        )
        shops.append(shop)
        for day in range(42):
            shop.advance(shop.next_morning())
            ship_at_random(shop, luck, done)
            send_the_rest(shop, luck, done)
            void_at_random(shop, luck, done)
            if day % 3 == 2:
                ask_about_delays(shop, done)
            if day % 7 == 6:
                assert shop.read(health, shop.now) == by_hand(shop), (seed, day)
    yield shops, done
    for shop in shops:
        shop.close()


@pytest.mark.slow
def test_metrics_are_what_one_counts_by_hand(played: tuple[list[Shop], Counter[str]]) -> None:
    shops, done = played
    for each in (
        "label", "own", "cancelled", "split", "whole", "combined", "voided", "asked", "helped",
    ):  # fmt: skip
        assert done[each] > 0, each
    for shop in shops:
        found = shop.read(health, shop.now)
        assert found == by_hand(shop)
        assert found.late_dispatch
        assert found.seller_fault_cancellation
        assert found.valid_tracking == 10_000
        assert found.on_time_delivery
        luck = Random(shop.now)
        assert spoil(shop, luck) > 0
        spoilt = shop.read(health, shop.now)
        assert spoilt == by_hand(shop)
        assert spoilt.valid_tracking is not None
        assert spoilt.valid_tracking < 10_000
