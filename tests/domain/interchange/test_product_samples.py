"""The sample products of a US shop give the figures that shop knows."""

import pytest
from sqlalchemy import func, select

from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.interchange.plan import to_json
from domain.kernel.refusals import RefusedError
from domain.orders.tables import orders
from domain.storage.tables import imports


def test_the_products_come_in_with_the_known_totals(shop, products_sample, expected) -> None:
    known = expected["us_products"]

    answer = to_json(shop.take(products_sample))

    assert (answer["kind"], answer["region"], answer["rows"]) == ("products", "us", known["rows"])
    assert {key: answer[key] for key in ("new", "changed", "same")} == known["first_import"]
    assert answer["totals"] == known["totals"]
    assert answer["unmatched"] == known["unmatched"]
    assert answer["refused"] == answer["unknown_columns"] == answer["warnings"] == []
    assert answer["by_status"] == {"ACTIVATE": 24}


def test_the_shop_then_holds_what_the_file_says(shop, products_sample, expected) -> None:
    shop.take(products_sample)
    known = expected["us_products"]["totals"]

    assert len(shop.rows(products)) == len(shop.rows(listings)) == known["products"]
    assert len(shop.rows(skus)) == known["skus"]
    with shop.file.reading() as conn:
        stock, unknown = conn.execute(
            select(func.sum(skus.c.stock), func.count().filter(skus.c.stock.is_(None)))
        ).one()
    assert (stock, unknown) == (known["quantity"], known["unknown_quantity"])
    assert {row.cost for row in shop.rows(skus)} == {None}


def test_a_second_import_is_all_the_same_and_undo_restores_the_shop(shop, products_sample) -> None:
    before = shop.digest()
    shop.take(products_sample)

    again = shop.plan(products_sample)

    assert (again.new, again.changed, again.same) == (0, 0, 68)
    assert shop.carry_out(again) is None
    assert shop.undo() == 1
    assert shop.digest() == before
    for table in (products, skus, listings, listing_images, listing_attributes):
        assert shop.rows(table) == []


def test_a_product_is_filled_from_its_columns(shop, products_sample) -> None:
    shop.take(products_sample)

    [product] = shop.rows(products, products.c.id == 1729419963258674914)
    assert (product.name, product.status) == ("Incense Holder <b>NEW</b>", "ACTIVATE")
    assert (product.category, product.photos) == ("Womenswear & Underwear", 2)
    [listing] = shop.rows(listings, listings.c.product_id == product.id)
    assert listing.category == "Womenswear & Underwear (601152)"
    assert (listing.brand, listing.status) == ("Lantern Row (7215530916648207113)", "Active(1)")
    assert listing.description.startswith("<p>Incense Holder <b>NEW</b></p><ul><li>چھوٹا")
    assert listing.cod == "No"
    sku = next(row for row in shop.rows(skus) if row.id == 1729831410808423584)
    assert (sku.name, sku.seller_sku, sku.price, sku.stock) == ("Sage, M", "INC-00-1", 2_099, 85)
    assert (sku.weight, sku.length, sku.width, sku.height) == (120, 200, 150, 60)
    assert (sku.product_id, sku.import_id) == (product.id, 1)
    image = shop.rows(listing_images, listing_images.c.product_id == product.id)[0]
    assert image.url.endswith("/1729419963258674914/0.jpeg?from=1")
    [attribute] = shop.rows(listing_attributes, listing_attributes.c.product_id == product.id)
    assert (attribute.key, attribute.value) == ("product_property/100107", "Plastic(1000043)")
    assert (attribute.sku_id, attribute.label) == (0, "Product property/100107")


def test_orders_and_products_live_in_one_shop(shop, sample, products_sample) -> None:
    shop.take(sample("us"))
    before = shop.rows(orders)
    shop.take(products_sample)

    assert shop.rows(orders) == before
    assert [row.kind for row in shop.rows(imports)] == ["orders", "products"]
    assert shop.plan(sample("us")).same == 3020


def test_files_are_imported_into_real_shops_only(open_shop, products_sample) -> None:
    with pytest.raises(RefusedError) as caught:
        open_shop("us", "practice").plan(products_sample)

    assert caught.value.refusal.code == "real-only"
