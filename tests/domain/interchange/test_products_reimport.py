"""Product files that come again: what changed changes, and what they do not tell stays."""

import pytest

from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.kernel.refusals import RefusedError

INCENSE = 1729419963258674914
"""A product with three SKUs, in rows 6 to 8 of the sample."""
SAGE = 1729349775226925597
"""Its first SKU."""


@pytest.fixture
def edited(product_table, write_table):
    """The sample with some cells changed: by row of the spreadsheet and machine key."""

    def make(cells, name="edited.xlsx", without=()):
        table = product_table()
        for (row, key), value in cells.items():
            table[row - 1][table[0].index(key)] = value
        kept = [at for at, key in enumerate(table[0]) if key not in without]
        return write_table([[row[at] for at in kept] for row in table], name)

    return make


def sku(shop, sku_id=SAGE):
    [found] = shop.rows(skus, skus.c.id == sku_id)
    return found


def test_one_changed_price_is_one_changed_row(shop, products_sample, edited) -> None:
    shop.take(products_sample)

    planned = shop.take(edited({(6, "price"): "$1,019.50"}))

    assert (planned.new, planned.changed, planned.same) == (0, 1, 67)
    assert sku(shop).price == 101_950


def test_a_blank_quantity_or_price_leaves_what_is_known(shop, products_sample, edited) -> None:
    shop.take(products_sample)

    planned = shop.take(edited({(6, "quantity"): "", (7, "price"): "", (7, "parcel_weight"): " "}))

    assert (planned.changed, planned.same) == (0, 68)
    assert sku(shop).stock == 230
    assert planned.totals["unknown_quantity"] == 3


def test_a_file_without_the_quantity_column_never_changes_stock(
    shop, open_shop, products_sample, edited
) -> None:
    shop.take(products_sample)
    stocks = [row.stock for row in shop.rows(skus)]
    file = edited({(6, "price"): "20.00"}, without=("quantity",))

    planned = shop.take(file)

    assert (planned.changed, planned.totals["unknown_quantity"]) == (1, 68)
    assert [row.stock for row in shop.rows(skus)] == stocks
    fresh = open_shop("us")
    fresh.take(file)
    assert {row.stock for row in fresh.rows(skus)} == {None}  # unknown, not sold out


def test_a_quantity_of_zero_is_told(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    shop.take(edited({(6, "quantity"): "0"}))

    assert sku(shop).stock == 0


def test_a_price_may_be_unknown(shop, edited) -> None:
    shop.take(edited({}, without=("price",)))

    assert {row.price for row in shop.rows(skus)} == {None}


def test_the_sales_template_says_nothing_of_the_rest(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    before = shop.digest()
    sales = (
        *("product_status", "product_description", "brand", "parcel_weight", "parcel_length"),
        *("parcel_width", "parcel_height", "cod", "main_image", "image_2", "image_3", "image_4"),
        *("image_5", "image_6", "image_7", "image_8", "image_9"),
        *("product_property/100107", "product_property/100398"),
    )

    assert shop.plan(edited({}, "sales.xlsx", without=sales)).same == 68
    shop.take(edited({(6, "quantity"): "7"}, "edited.xlsx", without=sales))
    assert sku(shop).stock == 7
    shop.take(edited({}, "back.xlsx", without=sales))
    assert shop.rows(listings)[0].description
    shop.undo()
    shop.undo()
    assert shop.digest() == before


def test_the_basic_template_has_products_without_skus(
    shop, open_shop, products_sample, product_table, write_table
) -> None:
    table = product_table()
    keys = ("product_id", "category", "product_name", "product_description", "brand", "main_image")
    picked = [[row[table[0].index(key)] for key in keys] for row in table]
    seen: set[str] = set()
    basic = [row for row in picked if not (row[0] in seen or seen.add(row[0]))]
    file = write_table(basic, "basic.xlsx")

    planned = shop.take(file)

    assert (planned.rows, planned.new) == (24, 24)
    assert (planned.totals["products"], planned.totals["skus"]) == (24, 0)
    assert (len(shop.rows(products)), shop.rows(skus)) == (24, [])
    assert shop.plan(file).same == 24
    shop.take(products_sample)
    assert len(shop.rows(skus)) == 68
    assert shop.plan(file).same == 24
    other = open_shop("us")
    other.take(products_sample)
    assert shop.plan(products_sample).same == 68


def test_what_came_first_cannot_be_taken_back_alone(
    shop, products_sample, product_table, write_table
) -> None:
    table = product_table()
    shop.take(write_table([row[:3] for row in table if row[0] != str(INCENSE)][:6], "few.xlsx"))
    shop.take(products_sample)

    with pytest.raises(RefusedError) as caught:
        shop.undo(1)

    assert caught.value.refusal.code == "import-overlaid"
    assert (shop.undo(), shop.undo()) == (2, 1)
    assert shop.rows(products) == []


def test_skus_that_come_later_hold_the_import_of_their_product(
    shop, product_table, write_table
) -> None:
    table = product_table()
    shop.take(write_table(table[:7], "first.xlsx"))
    shop.take(write_table([*table[:5], table[7]], "second.xlsx"))

    with pytest.raises(RefusedError) as caught:
        shop.undo(1)

    assert caught.value.refusal.params["later"] == 2
    shop.undo(2)
    assert len(shop.rows(skus)) == 2


def test_taking_an_edit_back_gives_the_stock_nobody_knew(shop, edited) -> None:
    shop.take(edited({(6, "quantity"): ""}, "first.xlsx"))
    assert sku(shop).stock is None
    before = shop.digest()
    shop.take(edited({(6, "quantity"): "5"}, "second.xlsx"))
    assert sku(shop).stock == 5

    shop.undo()

    assert sku(shop).stock is None
    assert shop.digest() == before


def test_a_name_changed_in_one_row_of_three_is_the_edit(shop, products_sample, edited) -> None:
    shop.take(products_sample)

    planned = shop.take(edited({(7, "product_name"): "Holder", (8, "brand"): "Basant (7108)"}))

    assert (planned.changed, planned.refused) == (2, ())
    [product] = shop.rows(products, products.c.id == INCENSE)
    [listing] = shop.rows(listings, listings.c.product_id == INCENSE)
    assert (product.name, listing.brand) == ("Holder", "Basant (7108)")


def test_two_different_edits_of_one_product_contradict(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    before = shop.digest()

    planned = shop.take(edited({(6, "product_name"): "A", (8, "product_name"): "B"}))

    assert [(each.row, each.column, each.refusal.code) for each in planned.refused] == [
        (6, "product_id", "row-of-refused-product"),
        (7, "product_id", "row-of-refused-product"),
        (8, "product_name", "cell-product-conflict"),
    ]
    assert (planned.changed, planned.same) == (0, 65)
    assert shop.digest() == before


def test_a_file_of_contradictions_alone_changes_nothing(shop, product_table, write_table) -> None:
    table = product_table()[:8]
    table[6][2] = "Another"

    planned = shop.take(write_table(table))

    assert (len(planned.refused), planned.new, shop.rows(products)) == (3, 0, [])


def test_rows_of_a_new_product_must_agree(shop, edited) -> None:
    planned = shop.take(edited({(7, "brand"): "Another (1)"}))

    assert len(planned.refused) == 3
    assert len(shop.rows(products)) == 23


def test_a_cell_emptied_beside_filled_ones_says_nothing(shop, products_sample, edited) -> None:
    shop.take(products_sample)

    assert shop.plan(edited({(7, "product_description"): ""})).same == 68
    rows = {(row, "product_description"): "" for row in (6, 7, 8)}
    assert shop.take(edited(rows)).changed == 3
    [listing] = shop.rows(listings, listings.c.product_id == INCENSE)
    assert listing.description == ""


def test_a_blank_name_category_or_status_takes_nothing_away(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    keys = ("product_name", "category", "product_status")

    assert shop.plan(edited({(row, key): "" for row in (6, 7, 8) for key in keys})).same == 68


def test_hosts_of_images_rotate_and_their_paths_count(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    path = f"/tos-maliva-i-o3syd03w52-us/{INCENSE}/0.jpeg"

    moved = edited({(row, "main_image"): f"https://p99.example{path}?x=2" for row in (6, 7, 8)})
    assert shop.plan(moved).same == 68
    other = edited({(6, "main_image"): "https://p99.example/other.jpeg"})
    assert shop.take(other).changed == 1
    [image, _] = shop.rows(listing_images, listing_images.c.product_id == INCENSE)
    assert (image.place, image.url) == (1, "https://p99.example/other.jpeg")
    shop.undo()
    assert shop.plan(products_sample).same == 68


def test_an_image_that_is_gone_is_an_empty_place(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    before = shop.digest()

    shop.take(edited({(row, "image_2"): "" for row in (6, 7, 8)}))

    [product] = shop.rows(products, products.c.id == INCENSE)
    images = shop.rows(listing_images, listing_images.c.product_id == INCENSE)
    assert (product.photos, [bool(image.url) for image in images]) == (1, [True, False])
    shop.undo()
    assert shop.digest() == before


def test_attributes_come_go_and_come_back(shop, products_sample, edited) -> None:
    shop.take(products_sample)
    before = shop.digest()
    key = "product_property/100398"

    shop.take(edited({(row, key): "Yes(1000058)" for row in (6, 7, 8)}, "first.xlsx"))
    of_product = listing_attributes.c.product_id == INCENSE
    assert [row.value for row in shop.rows(listing_attributes, of_product)] == [
        "Plastic(1000043)",
        "Yes(1000058)",
    ]
    planned = shop.take(products_sample)
    assert planned.changed == 3
    assert [row.value for row in shop.rows(listing_attributes, of_product)][1] == ""
    assert shop.plan(products_sample).same == 68
    shop.undo()
    shop.undo()
    assert shop.digest() == before


def test_columns_that_are_not_understood_are_listed_and_kept_for_each_sku(
    shop, product_table, write_table
) -> None:
    table = product_table()
    for at, row in enumerate(table):
        row.append({0: "quantity/7123", 2: "Quantity in Reno"}.get(at, str(at)))

    planned = shop.take(write_table(table))

    assert planned.unknown_columns == ("quantity/7123",)
    kept = shop.rows(listing_attributes, listing_attributes.c.key == "quantity/7123")
    assert len(kept) == 68
    first = next(row for row in kept if row.sku_id == SAGE)
    assert (first.label, first.value) == ("Quantity in Reno", "5")
    assert shop.plan(write_table(table)).same == 68


def test_the_parts_of_a_split_file_add_up(shop, open_shop, product_table, write_table) -> None:
    table = product_table()
    one, two = (
        write_table(table[:30], "template_1.xlsx"),
        write_table([*table[:5], *table[30:]], "template_2.xlsx"),
    )
    shop.take(one)
    shop.take(two)

    whole = open_shop("us")
    whole.take(write_table(table, "whole.xlsx"))
    for found in (shop, whole):
        assert len(found.rows(skus)) == 68
    assert shop.plan(write_table(table, "again.xlsx")).same == 68


def test_labels_in_any_language_mean_nothing(shop, products_sample, product_table, write_table):
    shop.take(products_sample)
    table = product_table()
    for at, word in ((2, "Nama"), (3, "Wajib"), (4, "Tidak bisa diedit")):
        table[at] = [word] * len(table[0])

    assert shop.plan(write_table(table)).same == 68


def test_columns_in_another_order_mean_the_same(shop, products_sample, product_table, write_table):
    shop.take(products_sample)

    assert shop.plan(write_table([row[::-1] for row in product_table()])).same == 68
