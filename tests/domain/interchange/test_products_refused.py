"""Rows of product files that are refused, each with its row and its reason."""

import pytest
from xlsxwriter import Workbook

from domain.catalogue.tables import listings, products, skus
from domain.interchange.plan import FileRefusedError
from domain.kernel.refusals import RefusedError


@pytest.fixture
def take(shop, product_table, write_table):
    """Import the sample with one row's cells changed."""

    def run(cells, row=9):
        table = product_table()
        for key, value in cells.items():
            table[row - 1][table[0].index(key)] = value
        return shop.take(write_table(table))

    return run


@pytest.mark.parametrize(
    ("key", "cell", "code"),
    [
        ("product_id", "1.72942E+18", "cell-id-lost"),
        ("sku_id", "1.72942E+18", "cell-id-lost"),
        ("sku_id", "1729400863877625182.5", "cell-not-id"),
        ("product_id", "", "cell-not-id"),
        ("sku_id", "", "cell-not-id"),
        ("price", "0", "cell-not-price"),
        ("price", "free", "cell-not-price"),
        ("price", "EUR 5.00", "cell-not-price"),
        ("price", "-3", "cell-not-price"),
        ("quantity", "-1", "cell-not-count"),
        ("quantity", "many", "cell-not-count"),
        ("quantity", "2.5", "cell-not-count"),
        ("parcel_weight", "80.5", "cell-not-measure"),
        ("parcel_length", "=1+1", "cell-not-measure"),
        ("parcel_height", "99999999", "cell-not-measure"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row(key, cell, code, take, shop) -> None:
    planned = take({key: cell})

    [refused] = planned.refused
    assert (refused.row, refused.column, refused.refusal.code) == (9, key, code)
    assert (planned.new, len(shop.rows(skus)), len(shop.rows(products))) == (67, 67, 23)


def test_a_number_that_lost_digits_is_refused_and_never_rounded(
    shop, product_table, tmp_path
) -> None:
    path = tmp_path / "numbers.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Template")
        for at, row in enumerate(product_table()):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        sheet.write_number("E9", 1729878668919596951)  # a spreadsheet keeps fifteen digits of it

    [refused] = shop.take(path).refused

    assert (refused.row, refused.refusal.code) == (9, "cell-id-lost")


def test_an_apostrophe_before_an_id_loses_nothing(take) -> None:
    planned = take({"product_id": "'1729400863877625182", "sku_id": "'1729878668919596951"})

    assert (planned.new, planned.refused) == (68, ())


def test_a_refused_row_refuses_its_product(take, shop) -> None:
    planned = take({"price": "?"}, row=7)

    assert [(each.row, each.refusal.code) for each in planned.refused] == [
        (6, "row-of-refused-product"),
        (7, "cell-not-price"),
        (8, "row-of-refused-product"),
    ]
    assert len(shop.rows(products)) == 23


def test_a_sku_stands_once_and_under_one_product(shop, product_table, write_table) -> None:
    table = product_table()
    at = table[0].index("sku_id")
    table[7][at] = table[6][at]  # twice in one product
    table[9][at] = table[8][at]  # in two products

    planned = shop.take(write_table(table))

    assert [(each.row, each.refusal.code) for each in planned.refused] == [
        (6, "row-of-refused-product"),
        (7, "row-of-refused-product"),
        (8, "row-product-sku-twice"),
        (9, "row-sku-of-two-products"),
        (10, "row-sku-of-two-products"),
    ]
    assert len(shop.rows(skus)) == 63


@pytest.mark.parametrize(
    ("cell", "price"),
    [("USD 1,234.50", 123_450), ("$18.9", 1_890), ("18,99", 1_899), ("1,299", 129_900)],
)
def test_prices_may_bear_a_currency_and_a_comma(cell, price, take, shop) -> None:
    take({"price": cell})

    [found] = shop.rows(skus, skus.c.id == 1729878668919596951)
    assert found.price == price


def test_rupiah_have_no_decimals(open_shop, product_table, write_table) -> None:
    shop, table = open_shop("id"), product_table()
    at = table[0].index("price")
    for row in table[5:]:
        row[at] = "Rp 150.000"

    assert shop.take(write_table(table)).refused == ()
    assert {row.price for row in shop.rows(skus)} == {150_000}


def test_imperial_measures_are_converted(shop, product_table, write_table) -> None:
    table = product_table()
    table[1][2] = "imperial"
    table[8][table[0].index("parcel_weight")] = "1.50"
    table[8][table[0].index("parcel_length")] = "10"
    file = write_table(table)

    shop.take(file)

    [sku] = shop.rows(skus, skus.c.id == 1729878668919596951)
    assert (sku.weight, sku.length) == (680, 254)
    assert shop.plan(file).same == 68


def test_measures_without_a_unit_are_refused_with_the_whole_file(
    shop, product_table, write_table
) -> None:
    table = product_table()
    table[1][2] = "stones"

    with pytest.raises(FileRefusedError) as caught:
        shop.plan(write_table(table))

    assert (caught.value.kind, caught.value.refusal.code) == ("products", "file-units-unknown")


def test_without_measures_no_unit_is_needed(shop, product_table, write_table) -> None:
    table = [row[:11] for row in product_table()]
    table[1] = ["V3", "Sales_Information", *[""] * 9]

    assert shop.take(write_table(table)).new == 68


def test_headings_alone_are_an_empty_file(shop, product_table, write_table) -> None:
    with pytest.raises(RefusedError) as caught:
        shop.plan(write_table(product_table()[:5]))

    assert caught.value.refusal.code == "file-empty"


def test_a_row_that_begins_with_words_is_refused_and_not_taken_for_a_heading(
    shop, product_table, write_table
) -> None:
    table = product_table()
    table[5][table[0].index("product_id")] = "see above"

    [refused, *_] = shop.take(write_table(table)).refused

    assert (refused.row, refused.refusal.code) == (6, "cell-not-id")


def test_hostile_texts_are_kept_as_they_are(take, shop) -> None:
    texts = {
        "product_name": '=HYPERLINK("http://x","y")',
        "product_description": "<script>alert(1)</script>\n\u202egnp.exe",
        "brand": "'); DROP TABLE skus;--",
        "product_status": "停用(2)",
        "seller_sku": "007",
    }

    assert take(texts).refused == ()

    [product] = shop.rows(products, products.c.id == 1729400863877625182)
    [listing] = shop.rows(listings, listings.c.product_id == product.id)
    [sku] = shop.rows(skus, skus.c.product_id == product.id)
    assert (product.name, product.status) == (texts["product_name"], "停用")
    assert (listing.description, listing.brand, listing.status, sku.seller_sku) == (
        texts["product_description"],
        texts["brand"],
        texts["product_status"],
        texts["seller_sku"],
    )


def test_an_address_that_is_none_is_kept_as_a_text(take) -> None:
    assert take({"main_image": "http://[broken"}).refused == ()
