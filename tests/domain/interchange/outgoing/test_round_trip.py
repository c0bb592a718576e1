"""What is exported and imported again, into an empty shop, gives the same orders."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.interchange.cells import Times, guarded, utc
from domain.interchange.orders.layout import layout
from domain.interchange.outgoing.moments import local_texts
from domain.interchange.returns.layout import layout as layout_of_returns
from domain.kernel.clock import DAY
from domain.orders.tables import order_lines, orders, recipients
from domain.promotions.commands import SavePromotion
from domain.rulebook import regions, rulebook
from domain.shipping.tables import packages
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.storage.tables import imports
from tests.domain.simulation.rich_shops import rich_shop

UNTOLD = {
    "orders": {"buyer_id", "completed_at", "settled_at", "import_id"},
    "order_lines": {"unit_cost", "import_id"},
    "packages": {"service", "weight", "postage", "import_id"},
    "recipients": set(),
    "returns": {
        *("photos", "respond_by", "approved_at", "sent_at", "arrived_at", "inspect_by"),
        *("resellable", "restocked", "offer", "offered_at", "rejected_at", "reject_reason"),
        *("evidence", "disputed_at", "decided_at", "appealed_at", "settled_at", "import_id"),
    },
}
"""What the platform's layout has no column for."""


def rows(shop: Shop, table: Any) -> list[dict[str, Any]]:
    """A table's rows by key, without what no export tells."""
    keys = table.primary_key.columns
    found = shop.read(lambda conn: conn.execute(table.select().order_by(*keys)).mappings().all())
    return [{k: v for k, v in row.items() if k not in UNTOLD[table.name]} for row in found]


def buyers(shop: Shop) -> list[int]:
    """Each order's buyer as the number of the first order of the same buyer."""
    found = shop.read(lambda conn: conn.execute(orders.select().order_by(orders.c.id)).all())
    first: dict[int, int] = {}
    return [first.setdefault(row.buyer_id, place) for place, row in enumerate(found)]


def assert_same_orders(one: Shop, other: Shop) -> None:
    for table in (orders, order_lines, packages, recipients):
        assert rows(one, table) == rows(other, table), table.name
    assert buyers(one) == buyers(other)


def bring(path, file, region: str) -> Shop:
    shop = Shop.real(path, region, "Copy")
    plan = shop.plan_import(file)
    assert (plan.refused, plan.unknown_columns, plan.warnings) == ((), (), ())
    shop.import_planned(plan, "2026-11-24 12:00")
    return shop


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_practice_shop_s_orders_come_back(ending, tmp_path) -> None:
    with Shop.practice(tmp_path / "a.dukandar", "first-30-days", seed=3, noise=3) as shop:
        shop.advance_days(40, sensible)
        shop.advance_days(2)
        file = tmp_path / f"orders.{ending}"
        lines = shop.export("orders", file)
        with bring(tmp_path / "b.dukandar", file, "us") as copy:
            assert lines == len(rows(copy, order_lines)) > 300
            assert len(rows(copy, recipients)) > 10
            assert_same_orders(shop, copy)


def test_orders_with_promotions_come_back_with_who_bore_what(tmp_path) -> None:
    with rich_shop(tmp_path / "a.dukandar", impressions=1_500, creators=0) as shop:
        ends = shop.now + 9 * DAY
        for told in (
            SavePromotion(0, "SHIPPING_DISCOUNT", "Post", 0, 0, amount=200),
            SavePromotion(0, "VOUCHER", "Ten", 0, ends, percent=1_000),
        ):
            assert shop.do(told).refusals == ()
        shop.advance_days(5, sensible)
        shop.export("orders", tmp_path / "orders.csv")
        with bring(tmp_path / "b.dukandar", tmp_path / "orders.csv", "us") as copy:
            assert_same_orders(shop, copy)
            found = rows(copy, orders)
            assert any(row["seller_discount"] for row in found)
            assert any(row["shipping_seller_discount"] for row in found)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("region", ["us", "id"])
def test_an_imported_shop_s_orders_come_back(region, ending, sample, tmp_path) -> None:
    with bring(tmp_path / "a.dukandar", sample(region), region) as shop:
        file = tmp_path / f"All order.{ending}"
        shop.export("orders", file)
        with bring(tmp_path / "b.dukandar", file, region) as copy:
            assert_same_orders(shop, copy)
            again = tmp_path / f"again.{ending}"
            copy.export("orders", again)
            assert copy.plan_import(again).same == len(rows(copy, order_lines))


def returned(shop: Shop) -> list[dict[str, Any]]:
    """The shop's returns as an export tells them: with one amount, and without chargebacks."""
    words = layout_of_returns().reason_words
    told = []
    for row in rows(shop, returns):
        completed = row["status"] == ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE
        amount = row["refunded"] or row["refund"]
        same = {"refund": amount, "refunded": amount if completed else 0}
        same["closed_at"] = row["closed_at"] if completed else 0
        same["reason"] = words.get(row["reason"], row["reason"])
        if row["kind"] != ReturnKind.CHARGE_BACK:
            told.append(row | same)
    return told


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_practice_shop_s_returns_come_back(ending, tmp_path) -> None:
    with Shop.practice(tmp_path / "a.dukandar", "first-30-days", seed=3, noise=3) as shop:
        shop.advance_days(60, sensible)
        orders_file, file = tmp_path / f"orders.{ending}", tmp_path / f"returns.{ending}"
        shop.export("orders", orders_file)
        lines = shop.export("returns", file)
        with bring(tmp_path / "b.dukandar", orders_file, "us") as copy:
            plan = copy.plan_import(file)
            assert (plan.kind, plan.unmatched, plan.refused, plan.warnings) == (
                "returns",
                0,
                (),
                (),
            )
            copy.import_planned(plan, "")
            assert lines == plan.new == len(returned(shop)) > 5
            assert returned(copy) == returned(shop)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("with_orders", [True, False])
def test_imported_returns_come_back(with_orders, ending, sample, returns_sample, tmp_path) -> None:
    with bring(tmp_path / "a.dukandar", returns_sample, "us") as shop:
        if with_orders:
            shop.import_planned(shop.plan_import(sample("us")), "")
        file = tmp_path / f"Return-order.{ending}"
        assert shop.export("returns", file) == 134
        with bring(tmp_path / "b.dukandar", file, "us") as copy:
            assert rows(copy, returns) == rows(shop, returns)
        assert shop.plan_import(file).same == 134


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("status", list(ReturnStatus))
def test_every_status_of_a_return_and_any_text_come_back(
    status, ending, return_rows, write, tmp_path
) -> None:
    word, substatus = layout_of_returns().status_words[status]
    row = return_rows()[0] | {"Return Status": word, "Return Sub Status": substatus}
    written = [
        row
        | {"Return Order ID": f"403512594105086{number:03d}"}
        | dict.fromkeys(("Return Reason", "Dispute Status", "Appeal Status"), guarded(text))
        for number, text in enumerate(HOSTILE)
    ]
    with bring(tmp_path / "a.dukandar", write(written), "us") as shop:
        found = rows(shop, returns)
        assert {each["status"] for each in found} == {int(status)}
        assert [each["reason"] for each in found] == HOSTILE
        file = tmp_path / f"returns.{ending}"
        shop.export("returns", file)
        with bring(tmp_path / "b.dukandar", file, "us") as copy:
            assert rows(copy, returns) == found


def test_the_program_writes_the_platform_s_own_return_columns_in_their_order(return_rows) -> None:
    assert layout_of_returns().header == tuple(return_rows()[0])


HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1 (555) 010-0100",
    "-2+3",
    "@SUM(A1)",
    "'=1",
    "'quoted'",
    'a, b; "c"\nd',
    "\u202egnp.exe",
    "<img src=x>",
    "007",
    "123456789012345678901",
    "＝1+1",  # noqa: RUF001
]
ROWS = {
    "Order ID": "576417768901685{:03d}",
    "Order Status": "To ship",
    "Order Substatus": "Awaiting collection",
    "SKU ID": "1729432769734246643",
    "Seller SKU": "{text}",
    "Product Name": "{text}",
    "Variation": "{text}",
    "Quantity": "2",
    "Sku Quantity of return": "0",
    "SKU Unit Original Price": "1500",
    "SKU Subtotal Before Discount": "3000",
    "SKU Platform Discount": "100",
    "SKU Seller Discount": "200",
    "Shipping Fee After Discount": "50",
    "Taxes": "7",
    "Order Amount": "2750",
    "Order Refund Amount": "0",
    "Cancel Reason": "{text}",
    "Tracking ID": "TRACK{:03d}",
    "Delivery Option": "Ship by seller",
    "Shipping Provider Name": "{text}",
    "Buyer Message": "{text}",
    "Buyer Username": "{text}",
    "Recipient": "{text}",
    "Phone #": "{text}",
    "Country": "Somewhere",
    "Detail Address": "{text}",
    "Package ID": "1153{:03d}",
    "Seller Note": "{text}",
}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("region", sorted(layout().markets))
def test_in_every_market_any_text_comes_back_as_it_was(region, ending, write, tmp_path) -> None:
    market = layout().markets[region]
    time = {"MDY 12": "09/15/2026 2:59:27 AM", "DMY 24": "15/09/2026 02:59:27"}[market.times[0]]
    filled = dict(ROWS)
    for name, place in (("Address Line 1", "Detail Address"), ("Delivery Option Type", "")):
        if name in market.header:
            filled[name] = filled.pop(place, "Ship by seller")
    written = [
        {
            name: time
            if name in ("Created Time", "Paid Time", "RTS Time")
            else filled.get(name, "").format(number, text=text.replace("{", ""))
            for name in market.header
        }
        for number, text in enumerate(map(guarded, HOSTILE))
    ]
    with bring(tmp_path / "a.dukandar", write(written), region) as shop:
        assert [row["product_name"] for row in rows(shop, order_lines)] == HOSTILE
        file = tmp_path / f"orders.{ending}"
        shop.export("orders", file)
        with bring(tmp_path / "b.dukandar", file, region) as copy:
            assert_same_orders(shop, copy)
            assert len(rows(copy, packages)) == len(rows(copy, recipients)) == len(HOSTILE)
            assert copy.read(lambda conn: conn.execute(imports.select()).one()).region == region


def test_every_market_has_a_rulebook_and_every_region_a_layout() -> None:
    assert set(layout().markets) == set(regions())
    assert set(regions()) == {"us", "uk", "id", "th", "vn", "my", "ph", "mx"}


@given(st.sampled_from(["us", "uk", "mx"]), st.integers(1_500_000_000, 2_300_000_000))
def test_every_moment_comes_back_to_the_second(region: str, moment: int) -> None:
    calendar, forms = rulebook(region).calendar, layout().markets[region].times

    texts = local_texts(np.array([moment, 0]), calendar, forms[0])

    assert utc(calendar, Times(forms).column(texts.tolist())).tolist() == [moment, 0]


def test_the_hour_that_is_there_twice_stands_in_utc_the_second_time() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    twice = [
        int(datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1)
    ]

    texts = local_texts(np.array(twice), rulebook("us").calendar, "MDY 12").tolist()

    assert sorted(texts) == ["11/01/2026 1:30:00 AM", "2026-11-01T09:30:00Z"] or sorted(texts) == [
        "11/01/2026 1:30:00 AM",
        "2026-11-01T08:30:00Z",
    ]
