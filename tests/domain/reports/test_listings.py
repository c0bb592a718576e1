"""Imported products: which there are, in which order, and each in full."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, func, insert, select, update

from domain.catalogue.commands import Restock
from domain.catalogue.description import plain
from domain.catalogue.rules import Tier
from domain.catalogue.tables import listings, products, restocks, skus
from domain.catalogue.words import named
from domain.kernel.columns import Columns, write
from domain.reports.listing import listing
from domain.reports.listing_query import Group, ListingQuery, Sort
from domain.reports.listings import (
    ListingRow,
    categories,
    group_counts,
    listing_ids,
    listing_rows,
    product_of,
)
from domain.reports.products import sku_rows, stock_levels
from domain.reports.shelf import Shelf, clicked, shelf
from domain.reports.waiting import waiting
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.tables import traffic

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
    rows = shop.read(lambda conn: conn.execute(skus.select()).all())
    zeros = {row.product_id for row in rows if row.stock == 0}
    assert (listed, out) == (len({row.product_id for row in rows}), len(zeros))
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


# A practice shop


@pytest.fixture
def practice(tmp_path):
    with Shop.practice(tmp_path / "practice.dukandar", "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(9, sensible)
        yield shop


def change(shop: Shop, statement) -> None:
    shop.write(lambda conn: conn.execute(statement))


ADDED = 7


def add_variation(shop: Shop, product: int, **values: int) -> None:
    """Another SKU of a product, like its first one but for these values."""
    [like] = shop.read(lambda c: c.execute(select(skus).where(skus.c.product_id == product)).all())
    change(shop, insert(skus).values({**like._mapping, "id": ADDED, **values}))


def test_a_product_lasts_as_long_as_the_sku_that_runs_out_first(practice) -> None:
    first = practice.read(sku_rows, 0)[0]
    told = row(practice, first.product_id)
    assert (told.cover, told.low, told.stock) == (first.cover, first.low, first.stock)

    add_variation(practice, first.product_id, stock=500, price=first.price + 300)
    told = row(practice, first.product_id)
    assert (told.cover, told.stock) == (first.cover, first.stock + 500)  # of the new one none sold
    assert (told.low_price, told.high_price) == (first.price, first.price + 300)

    change(practice, update(skus).where(skus.c.id == ADDED).values(stock=0))
    told = row(practice, first.product_id)
    assert (told.cover, told.sold_out, told.variations) == (0, 1, 2)


def test_a_product_runs_low_unless_goods_are_on_their_way(practice) -> None:
    first = practice.read(sku_rows, 0)[0]
    change(practice, update(skus).where(skus.c.id == first.id).values(stock=1))
    change(practice, update(restocks).values(arrived_at=1))
    assert first.product_id in found(practice, group=Group.LOW_STOCK)
    practice.do(Restock(first.id, 20))
    assert first.product_id not in found(practice, group=Group.LOW_STOCK)


def test_conversion_is_orders_for_each_click_of_seven_whole_days(practice) -> None:
    today = int(practice.book.calendar.local_day(practice.now))
    product, sku = next((each.product_id, each.id) for each in practice.read(sku_rows, 0))
    counted = practice.read(clicked, known(practice))
    sums = select(func.sum(traffic.c.clicks), func.sum(traffic.c.orders)).where(
        traffic.c.sku_id == sku, traffic.c.day >= today - 7, traffic.c.day < today
    )
    clicks, orders = practice.read(lambda conn: conn.execute(sums).one())
    [told] = practice.read(listing_rows, counted, (product,))
    assert told.clicks == clicks > 0
    assert told.conversion == round(10_000 * orders / clicks)
    [untold] = practice.read(listing_rows, known(practice), (product,))
    assert untold.conversion is None
    kept = practice.read(lambda conn: shelf(conn, 0, before=counted))
    assert kept.clicks.tolist() == counted.clicks.tolist()
    practice.advance_days(1)
    assert practice.read(lambda conn: shelf(conn, 0, before=counted)).traffic_day == 0


def test_statuses_have_groups_and_a_draft_needs_no_sku(practice) -> None:
    ids = [each.product_id for each in practice.read(sku_rows, 0)]
    for product, status in zip(ids, ("PENDING", "FAILED", "FREEZE"), strict=False):
        change(practice, update(products).where(products.c.id == product).values(status=status))
    draft = dict.fromkeys(("name", "category", "substitutes", "picture", "colour"), "")
    change(practice, insert(products).values(id=5, status="DRAFT", photos=0, import_id=0, **draft))

    assert found(practice, group=Group.DRAFTS) == [5]
    assert found(practice, group=Group.IN_REVIEW) == [ids[0]]
    assert found(practice, group=Group.FAILED) == [ids[1]]
    assert found(practice, group=Group.PAUSED) == [ids[2]]
    told = row(practice, 5)
    assert (told.variations, told.low_price, told.stock, told.cover) == (0, None, None, None)
    for sort in Sort:
        for descending in (False, True):
            assert 5 in found(practice, sort=sort, descending=descending)
    assert found(practice, sort=Sort.STOCK, descending=True)[-1] == 5  # what is unknown is last


def test_quality_sorts_and_filters_and_what_is_unknown_comes_last(practice) -> None:
    ids = [each.product_id for each in practice.read(sku_rows, 0)]
    for product, tier in zip(ids, (3, 1, 0, 2, 2), strict=True):
        change(practice, update(products).where(products.c.id == product).values(tier=tier))

    assert [row(practice, each).quality for each in ids[:3]] == [Tier.GOOD, Tier.POOR, None]
    by_quality = {"sort": Sort.QUALITY}
    assert found(practice, **by_quality) == [ids[1], ids[3], ids[4], ids[0], ids[2]]
    assert found(practice, **by_quality, descending=True) == [ids[0], ids[3], ids[4], *ids[1:3]]
    assert found(practice, **by_quality, quality=Tier.FAIR) == ids[3:]


def test_nobody_knows_the_quality_of_what_was_imported(shop) -> None:
    assert row(shop, INCENSE).quality is None
    assert found(shop, quality=Tier.POOR) == []


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({"price_from": 1_299}, lambda row: row.price >= 1_299),
        ({"price_to": 1_299}, lambda row: row.price <= 1_299),
        ({"stock_from": 40, "stock_to": 80}, lambda row: 40 <= row.stock <= 80),
        ({"cover_below": 27}, lambda row: row.cover is not None and row.cover < 27),
        ({"status": "DRAFT"}, lambda row: False),
    ],
)
def test_filters_keep_what_lies_within_them(practice, limits, kept) -> None:
    wanted = [each.product_id for each in practice.read(sku_rows, 0) if kept(each)]

    assert found(practice, sort=Sort.ID, **limits) == sorted(wanted)


def test_a_category_is_a_filter_and_can_be_chosen(practice) -> None:
    names = practice.read(categories)

    assert len(names) == len(set(names)) > 1
    assert sum(len(found(practice, category=name)) for name in names) == len(found(practice))


def test_an_id_of_a_sku_leads_to_its_product(practice) -> None:
    first = practice.read(sku_rows, 0)[0]

    for wanted, product in ((first.id, first.product_id), (first.product_id,) * 2, (7, 0)):
        assert practice.read(product_of, known(practice), wanted) == product
