"""Imported orders are held against pricing: a file that says otherwise than it comes to is told."""

from decimal import Decimal

import pytest

from domain.interchange.orders.scan import NAMED
from domain.orders.tables import orders
from tests.domain.interchange.test_markets import export

WITH_ALL = "576417768901685208"
"""An order of one line at 35.99 less 1.80, with shipping at 5.99 and 2.39 of tax."""


def one(rows, **cells: str):
    row = next(r for r in rows() if r["Order ID"].strip() == WITH_ALL)
    return row | cells


def warned(shop, path) -> list[str]:
    plan = shop.plan(path)
    assert (plan.refused, plan.new) == ((), plan.rows)
    return [each.text() for each in plan.warnings]


HELD = {
    "SKU Unit Original Price": "SKU Subtotal Before Discount",
    "SKU Subtotal Before Discount": "SKU Subtotal Before Discount",
    "SKU Platform Discount": "SKU Subtotal After Discount",
    "SKU Seller Discount": "SKU Subtotal After Discount",
    "SKU Subtotal After Discount": "SKU Subtotal After Discount",
    "Original Shipping Fee": "Shipping Fee After Discount",
    "Shipping Fee Seller Discount": "Shipping Fee After Discount",
    "Shipping Fee Platform Discount": "Shipping Fee After Discount",
    "Shipping Fee After Discount": "Shipping Fee After Discount",
    "Order Amount": "Order Amount",
}


MARKETS = {
    "us": {
        "Co-Funded Shipping Fee Discount": "Shipping Fee After Discount",
        "Taxes": "Order Amount",
        "Retail Delivery Fee": "Order Amount",
    },
    "id": dict.fromkeys(
        ("Buyer Service Fee", "Handling Fee", "Shipping Insurance"), "Order Amount"
    ),
}


@pytest.mark.parametrize(
    ("region", "column", "differs"),
    [(region, *each) for region, more in MARKETS.items() for each in (HELD | more).items()],
)
def test_every_amount_of_the_samples_is_held(
    region, column, differs, open_shop, rows, write
) -> None:
    sold = [
        row
        for row in rows(region)
        if Decimal(row["SKU Subtotal Before Discount"]) and row["Paid Time"].strip()
    ]
    changed = [row | {column: str(Decimal(row[column]) + 1)} for row in sold]

    count, *named = warned(open_shop(region), write(changed))

    assert f": {len({row['Order ID'] for row in sold})}. " in count
    assert len(named) == NAMED
    assert all(f": {differs} is " in each for each in named)


def test_it_is_told_what_the_file_says_and_what_it_comes_to(shop, rows, write) -> None:
    path = write([one(rows, **{"Order Amount": "43.85"})])

    assert warned(shop, path)[1:] == [
        f"Order {WITH_ALL}: Order Amount is USD 43.85 in the file and comes to USD 42.85."
    ]


def test_the_order_is_imported_as_the_file_tells_it(shop, rows, write) -> None:
    shop.take(write([one(rows, **{"Order Amount": "43.85"})]))

    assert [order.amount for order in shop.rows(orders)] == [4_385]


def test_of_an_order_the_first_amount_that_differs_is_told(shop, rows, write) -> None:
    path = write([one(rows, **{"SKU Seller Discount": "10.00", "Order Amount": "1.00"})])

    assert warned(shop, path)[1:] == [
        f"Order {WITH_ALL}: SKU Subtotal After Discount is USD 34.19 in the file and comes to "
        "USD 24.19."
    ]


def test_a_free_sample_has_a_list_price_and_costs_nothing(shop, rows, write) -> None:
    row = next(r for r in rows() if r["Order Amount"] == "0.00")

    assert warned(shop, write([row | {"SKU Unit Original Price": "12.00"}])) == []


def test_the_amount_of_an_order_cancelled_unpaid_means_nothing(shop, rows, write) -> None:
    row = next(r for r in rows() if r["Cancelled Time"].strip() and not r["Paid Time"].strip())

    assert warned(shop, write([row | {"Order Amount": "0.00"}])) == []
    paid = row | {"Paid Time": row["Created Time"], "Order Amount": "0.00"}
    assert len(warned(shop, write([paid]))) == 2


@pytest.mark.parametrize("amount", ["42.85", "40.85"])
def test_a_discount_of_the_payment_may_be_in_the_amount_or_not(amount, shop, rows, write) -> None:
    row = one(rows, **{"Payment platform discount": "2.00", "Order Amount": amount})

    assert warned(shop, write([row])) == []


@pytest.mark.parametrize(("region", "counts"), [("us", 2), ("mx", 0), ("th", 0)])
def test_where_nobody_has_seen_whether_taxes_are_in_the_amount_they_may_be(
    region, counts, open_shop, write
) -> None:
    money = {"SKU Unit Original Price": "15.00", "SKU Subtotal Before Discount": "15.00"}
    told = dict.fromkeys(("Payment platform discount", "Retail Delivery Fee"), "0")
    told |= {"Small Order Fee": "0", "Order Status": "Completed", "Taxes": "2.00"}
    told["Paid Time"] = export(region, 1)["Created Time"]
    given = {name: cell for name, cell in (money | told).items() if name in export(region, 1)}

    def warnings(amount: str) -> list[str]:
        row = export(region, 1, **given, **{"Order Amount": amount})
        return warned(open_shop(region), write([row]))

    assert len(warnings("15.00")) == counts
    assert warnings("17.00") == []
    assert len(warnings("16.00")) == 2


@pytest.mark.parametrize("cell", ["", "/", "n/a"])
@pytest.mark.parametrize("column", ["Retail Delivery Fee", "Payment platform discount"])
def test_what_cannot_be_read_is_neither_held_nor_refused(cell, column, shop, rows, write) -> None:
    assert warned(shop, write([one(rows, **{column: cell, "Order Amount": "50.00"})])) == []


@pytest.mark.parametrize("column", ["Original Shipping Fee", "Shipping Fee Seller Discount"])
def test_an_amount_is_held_though_discounts_of_shipping_are_not_told(
    column, shop, rows, write
) -> None:
    row = next(r for r in rows() if r["Shipping Fee Seller Discount"] == "3.00")
    del row[column]

    assert warned(shop, write([row])) == []
    assert len(warned(shop, write([row | {"Order Amount": "50.00"}]))) == 2


def test_who_bears_a_shipping_discount_is_kept_and_a_part_of_both_is_the_seller_s(
    shop, rows, write
) -> None:
    row = next(r for r in rows() if r["Shipping Fee Seller Discount"] == "3.00")
    both = row | {"Co-Funded Shipping Fee Discount": "2.99", "Shipping Fee Platform Discount": "0"}
    for each, seller, platform in ((row, 300, 299), (both, 599, 0)):
        shop.take(write([each]))
        [order] = shop.rows(orders)
        assert order.shipping_paid == 0
        assert order.shipping_seller_discount == seller
        assert order.shipping_platform_discount == platform
