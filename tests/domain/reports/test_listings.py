"""Imported products: which there are, in which order, and each in full."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection

from domain.catalogue.description import plain
from domain.catalogue.tables import listings, products, skus
from domain.catalogue.words import named
from domain.kernel.columns import Columns, write
from domain.reports.listing import listing
from domain.reports.listings import (
    Group,
    ListingQuery,
    ListingRow,
    Shelf,
    Sort,
    group_counts,
    listing_ids,
    listing_rows,
    shelf,
)
from domain.reports.products import stock_levels
from domain.reports.waiting import waiting
from domain.shop import Shop

PRODUCTS = Path(__file__).resolve().parents[2] / "data" / "exports" / "us_products.xlsx"
INCENSE = 1729419963258674914
WALL = 1_789_500_000


@pytest.fixture
def shop(tmp_path):
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as shop:
        shop.import_planned(shop.plan_import(PRODUCTS), "")
        yield shop


def known(shop: Shop) -> Shelf:
    return shop.read(shelf, WALL)


def found(shop: Shop, **query: object) -> list[int]:
    return shop.read(listing_ids, known(shop), ListingQuery(**query)).tolist()


def row(shop: Shop, product: int) -> ListingRow:
    (only,) = shop.read(listing_rows, known(shop), (product,))
    return only


def test_groups_count_what_they_list(shop) -> None:
    counts = group_counts(known(shop))

    assert counts[Group.ALL] == counts[Group.LIVE] == 24
    assert (counts[Group.PAUSED], counts[Group.UNKNOWN]) == (0, 2)
    for group, count in counts.items():
        assert len(found(shop, group=group)) == count


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_lists_every_product_once(sort, descending, shop) -> None:
    assert len(set(found(shop, sort=sort, descending=descending))) == 24


@pytest.mark.parametrize(
    ("search", "count"),
    [
        ("inc-00-1", 1),
        ("incense womenswear", 1),
        ("%", 0),
        (str(INCENSE), 1),
        (str(INCENSE)[:12], 1),
        ("1729831410808423584", 1),
        ("zzz", 0),
    ],
)
def test_words_are_found_in_names_categories_skus_and_ids(search, count, shop) -> None:
    assert len(found(shop, search=search)) == count


def test_a_row_sums_its_skus(shop) -> None:
    told = row(shop, INCENSE)

    assert (told.low_price, told.high_price, told.stock) == (1_899, 2_099, 400)
    assert (told.variations, told.untold, told.sold_out) == (3, 0, 0)
    assert (told.brand, told.category) == ("Lantern Row", "Womenswear & Underwear")


def test_a_product_in_full(shop) -> None:
    told = shop.read(listing, INCENSE, WALL)

    assert (told.category_id, told.brand_id) == (601152, 7215530916648207113)
    assert len(told.images) == 2
    assert [(each.label, each.value) for each in told.attributes] == [
        ("Product property/100107", "Plastic")
    ]
    assert [sku.size for sku in told.skus] == [(200, 150, 60)] * 3
    assert shop.read(listing, 1, WALL) is None


def test_unknown_stock_is_neither_low_nor_sold_out(shop) -> None:
    def forget(conn: Connection) -> tuple[int, int]:
        found = stock_levels(conn, 0)
        return found.listed, found.out

    listed, out = shop.read(forget)
    zeros = shop.read(lambda conn: conn.execute(skus.select().where(skus.c.stock == 0)).all())
    assert (listed, out) == (68, len(zeros))
    assert shop.read(waiting, 0).out_of_stock == out


def test_ten_thousand_products_are_listed_by_ids_alone(tmp_path) -> None:
    with Shop.real(tmp_path / "big.dukandar", "us", "Big") as shop:
        with shop._file.writing() as conn:
            for table, size in ((products, 10_000), (listings, 10_000), (skus, 30_000)):
                rows = Columns.like(table, size)
                key = "product_id" if table is listings else "id"
                rows[key] = np.arange(1, size + 1)
                if table is skus:
                    rows["product_id"] = np.arange(size) % 10_000 + 1
                    rows["price"] = np.arange(size) + 1
                write(conn, table, rows)

        assert found(shop, sort=Sort.PRICE, descending=True)[:2] == [10_000, 9_999]
        assert group_counts(known(shop))[Group.SOLD_OUT] == 10_000


@pytest.mark.parametrize(
    ("cell", "name", "number"),
    [
        ("Home Supplies (882952)", "Home Supplies", 882952),
        ("Active(1)", "Active", 1),
        ("Brand （7072）", "Brand", 7072),  # noqa: RUF001
        ("Mugs (blue)", "Mugs (blue)", 0),
        ("", "", 0),
    ],
)
def test_an_id_in_brackets_is_no_part_of_the_name(cell, name, number) -> None:
    assert named(cell) == (name, number)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><ul><li>a</li><li>b &amp; c</li></ul>", "One\n• a\n• b & c"),
        ("plain", "plain"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<script>alert(1)</script><style>p{}</style>x", "x"),
        ('<img src="http://e.example/x.png" onerror=run()>', ""),
        ("5 < 6 & <b>bold", "5 < 6 & bold"),
        ("<p>\u202egnp</p>\r\n<p>  two   words </p>", "\u202egnp\ntwo words"),
        ("<" * 50_000, None),
    ],
)
def test_a_description_is_its_text_alone(html, text) -> None:
    found = plain(html)

    assert text is None or found == text
