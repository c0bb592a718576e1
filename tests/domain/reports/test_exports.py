"""Orders, products, journal and statements as files agree with the shop's own rows."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from domain.finance.rules import Account
from domain.interchange.outgoing.orders import table as orders_table
from domain.interchange.workbook_scan import CELL_LIMIT
from domain.kernel.clock import DAY
from domain.kernel.refusals import RefusedError
from domain.orders.tables import orders
from domain.promotions.commands import SavePromotion
from domain.reports.exports import KINDS
from domain.reports.figures import figures
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.simulation.rich_shops import rich_shop

SHIPPING = ("After Discount", "Seller Discount", "Platform Discount")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path = tmp_path_factory.mktemp("kinds") / "a.dukandar"
    with Shop.practice(path, "first-30-days", seed=5, noise=5) as made:
        made.advance_days(45, sensible)
        yield made


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            {key: value.strip() for key, value in row.items()} for row in csv.DictReader(stream)
        ]


def cents(text: str) -> int:
    return round(float(text) * 100)


def test_the_journal_s_rows_add_up_to_the_shop_s_balances(shop, tmp_path) -> None:
    shop.export("journal", tmp_path / "journal.csv")
    balance: Counter[str] = Counter()
    rows = rows_of(tmp_path / "journal.csv")
    for row in rows:
        balance[row["To Account"]] += cents(row["Amount"])
        balance[row["From Account"]] -= cents(row["Amount"])

    finance = shop.read(figures, 0)["finance"]
    assert balance[Account.CASH.name] == finance["cash"]
    assert balance[Account.ON_HOLD.name] == finance["on_hold"]
    assert sum(balance.values()) == 0
    assert [int(row["Entry"]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["Time (UTC)"].endswith("Z") for row in rows)


def test_products_and_statements_are_all_there(shop, tmp_path) -> None:
    shop.export("products", tmp_path / "products.csv")
    shop.export("statements", tmp_path / "statements.csv")

    found = shop.read(figures, 0)
    assert len(rows_of(tmp_path / "products.csv")) == found["products"]["total"]
    paid = sum(
        cents(row["Payable"]) for row in rows_of(tmp_path / "statements.csv") if row["Paid Time"]
    )
    assert paid == found["finance"]["paid"] > 0


def test_what_promotions_took_off_stands_in_the_columns_of_who_bears_it(tmp_path) -> None:
    with rich_shop(tmp_path / "p.dukandar", impressions=1_500) as promoted:
        ends = promoted.now + 9 * DAY
        for told in (
            SavePromotion(0, "SHIPPING_DISCOUNT", "Post", 0, 0, amount=200),
            SavePromotion(0, "VOUCHER", "Ten", 0, ends, percent=1_000),
        ):
            assert promoted.do(told).refusals == ()
        promoted.advance_days(5, sensible)
        promoted.export("orders", tmp_path / "orders.csv")
        kept = {
            row.id: row for row in promoted.read(lambda conn: conn.execute(orders.select()).all())
        }
    rows = rows_of(tmp_path / "orders.csv")
    for row in rows:
        order = kept[int(row["Order ID"])]
        fee = {name: cents(row[f"Shipping Fee {name}"]) for name in SHIPPING}
        assert fee["After Discount"] == order.shipping_paid
        assert fee["Seller Discount"] == order.shipping_seller_discount
        assert fee["Platform Discount"] == order.shipping_platform_discount
        assert cents(row["Original Shipping Fee"]) == sum(fee.values())
        after = cents(row["SKU Subtotal Before Discount"])
        after -= cents(row["SKU Seller Discount"]) + cents(row["SKU Platform Discount"])
        assert cents(row["SKU Subtotal After Discount"]) == after
    assert any(cents(row["Shipping Fee Seller Discount"]) for row in rows)
    for who in ("Seller", "Platform"):
        total = sum(cents(row[f"SKU {who} Discount"]) for row in rows)
        assert total == sum(getattr(row, f"{who.lower()}_discount") for row in kept.values())
    assert sum(row.seller_discount for row in kept.values()) > 0


def test_only_some_orders_can_be_exported(shop, tmp_path) -> None:
    every = shop.read(
        lambda conn: conn.scalars(orders.select().with_only_columns(orders.c.id)).all()
    )
    wanted = [every[7], every[3], every[7]]

    assert shop.export("orders", tmp_path / "some.csv", orders=wanted) == 2

    found = [int(row["Order ID"]) for row in rows_of(tmp_path / "some.csv")]
    assert found == sorted({every[3], every[7]})


def test_exporting_changes_nothing(shop, tmp_path) -> None:
    before = shop.read(figures, 0)["digest"]
    for kind in KINDS:
        shop.export(kind, tmp_path / f"{kind}.xlsx")

    assert shop.read(figures, 0)["digest"] == before


def test_an_unknown_kind_is_refused(shop, tmp_path) -> None:
    with pytest.raises(RefusedError) as caught:
        shop.export("recipes", tmp_path / "a.csv")

    assert caught.value.refusal.code == "export-kind-unknown"


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_shop_gives_headings_alone(kind, tmp_path) -> None:
    with Shop.real(tmp_path / "a.dukandar", "uk", "Empty") as empty:
        assert empty.export(kind, tmp_path / "a.csv") == 0
        assert empty.export(kind, tmp_path / "a.xlsx") == 0

    # Below the keys of a product file stand four more rows of headings.
    assert len(rows_of(tmp_path / "a.csv")) == (4 if kind.startswith("products") else 0)


def test_no_more_orders_go_into_a_workbook_than_can_be_read_back(shop) -> None:
    table = shop.read(orders_table, shop.book)

    assert table.most * len(table.columns) < CELL_LIMIT
    assert table.most > 60_000
