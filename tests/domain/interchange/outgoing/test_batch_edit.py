"""The batch edit workbook that is written: the platform's layout, and nothing but edits change."""

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from domain.catalogue.tables import listing_attributes, listing_images, listings, products, skus
from domain.interchange.workbook_child import text
from domain.shop import Shop
from domain.storage.digest import digest
from tests.domain.interchange.outgoing.test_round_trip import HOSTILE

TABLES = (products, skus, listings, listing_images, listing_attributes)


def bring(path, *files) -> Shop:
    shop = Shop.real(path, "us", "Shop")
    for file in files:
        shop.import_planned(shop.plan_import(file), "")
    return shop


@pytest.fixture
def shop(products_sample, tmp_path):
    with bring(tmp_path / "shop.dukandar", products_sample) as shop:
        yield shop


def held(shop: Shop) -> list[list[tuple[object, ...]]]:
    return [
        [
            tuple(row)
            for row in shop.read(
                lambda conn, table=table: conn.execute(
                    table.select().order_by(*table.primary_key.columns)
                ).all()
            )
        ]
        for table in TABLES
    ]


def cells(path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name("Template").to_python()


def edit(path, changes, target, without=()):
    """Save the workbook anew as a spreadsheet program does, with some cells changed."""
    table = cells(path)
    for (row, key), value in changes.items():
        table[row - 1][table[0].index(key)] = value
    kept = [at for at, key in enumerate(table[0]) if key not in without]
    with Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Template")
        for at, row in enumerate(table):
            for column, place in enumerate(kept):
                value = row[place]
                if isinstance(value, float):
                    sheet.write_number(at, column, value)
                else:
                    sheet.write_string(at, column, value)
    return target


def test_five_rows_of_headings_stand_in_the_platform_s_words(
    shop, products_sample, tmp_path
) -> None:
    path = tmp_path / "all.xlsx"
    assert shop.export("products-all", path) == 68

    ours, theirs = cells(path), cells(products_sample)
    assert ours[0] == [*theirs[0][:-2], "product_property/100107"]
    assert ours[1][:4] == ["V4", "All_Information", "metric", ""]
    assert ours[2][:25] == theirs[2][:25]
    assert ours[3][:25] == theirs[3][:25]
    assert ours[4][:25] == theirs[4][:25]
    assert len(ours) == len(theirs)


@pytest.mark.parametrize("kind", ["products", "products-all", "products-sales"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_brings_nothing_new(kind, ending, shop, tmp_path) -> None:
    path = tmp_path / f"out.{ending}"
    shop.export(kind, path)

    planned = shop.plan_import(path)

    assert (planned.kind, planned.rows, planned.same) == ("products", 68, 68)
    assert (planned.refused, planned.unknown_columns, planned.warnings) == ((), (), ())


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_everything_comes_back_in_an_empty_shop(ending, shop, tmp_path) -> None:
    path = tmp_path / f"out.{ending}"
    shop.export("products-all", path)

    with bring(tmp_path / "copy.dukandar", path) as copy:
        assert held(copy) == held(shop)
        assert copy.read(digest)  # and it is whole


def test_ids_and_codes_are_texts(shop, tmp_path) -> None:
    path = tmp_path / "all.xlsx"
    shop.export("products-all", path)

    table = cells(path)
    for key in ("product_id", "sku_id", "seller_sku"):
        assert {type(row[table[0].index(key)]) for row in table[5:]} == {str}
    assert {type(row[table[0].index("price")]) for row in table[5:]} == {float}


def test_only_edited_cells_change(shop, tmp_path) -> None:
    path = tmp_path / "all.xlsx"
    shop.export("products-all", path)
    table = cells(path)
    at = {key: place for place, key in enumerate(table[0])}
    first, second, third = (table[row][at["sku_id"]] for row in (5, 20, 40))
    changes = {
        (6, "price"): 55.5,
        (21, "quantity"): 321.0,
        (41, "product_property/100107"): "Steel(1000044)",
        (61, "seller_sku"): "NEW-1",
    }
    before = held(shop)

    planned = shop.plan_import(edit(path, changes, tmp_path / "edited.xlsx"))
    shop.import_planned(planned, "")

    assert (planned.new, planned.refused) == (0, ())
    assert planned.changed == 4
    after = held(shop)
    differing = [
        {
            (row[0], old, new)
            for row, other in zip(one, two, strict=True)
            for old, new in zip(row, other, strict=True)
            if old != new
        }
        for one, two in zip(before, after, strict=True)
    ]
    assert differing[0] == differing[2] == differing[3] == set()
    assert {(str(key), new) for key, _, new in differing[1]} == {
        (first, 5_550),
        (second, 321),
        (table[60][at["sku_id"]], "NEW-1"),
    }
    assert {(str(key), old, new) for key, old, new in differing[4]} == {
        (table[40][at["product_id"]], "Plastic(1000043)", "Steel(1000044)")
    }
    assert third


def test_a_workbook_without_the_quantity_column_leaves_stock_alone(shop, tmp_path) -> None:
    path = tmp_path / "all.xlsx"
    shop.export("products-all", path)
    stocks = [row[7] for row in held(shop)[1]]

    edited = edit(path, {(6, "price"): 55.5}, tmp_path / "edited.xlsx", without=("quantity",))
    planned = shop.plan_import(edited)
    shop.import_planned(planned, "")

    assert planned.changed == 1
    assert [row[7] for row in held(shop)[1]] == stocks


def test_any_text_comes_back_as_it_was(shop, product_table, write_table, tmp_path) -> None:
    table = product_table()[: 5 + len(HOSTILE)]
    keys = table[0]
    written = [keys, *table[1:5]]
    for at, hostile in enumerate(HOSTILE):
        row = list(table[5])
        told = {
            "product_id": str(1729000000000000100 + at),
            "sku_id": str(1728000000000000100 + at),
            "main_image": f"https://x.example/{at}",
            **dict.fromkeys(
                ("product_name", "variation_value", "product_description", "brand"), hostile
            ),
            **dict.fromkeys(("seller_sku", "cod", "product_property/100398"), hostile),
        }
        for key, value in told.items():
            row[keys.index(key)] = value
        written.append(row)
    with bring(tmp_path / "a.dukandar", write_table(written)) as one:
        assert [row[1] for row in held(one)[0]] == HOSTILE
        for ending in ("csv", "xlsx"):
            path = tmp_path / f"out.{ending}"
            one.export("products-all", path)
            assert one.plan_import(path).same == len(HOSTILE)
            with bring(tmp_path / f"{ending}.dukandar", path) as copy:
                assert held(copy) == held(one)


def test_columns_that_nobody_understands_come_back(product_table, write_table, tmp_path) -> None:
    table = product_table()
    for at, row in enumerate(table):
        row.append({0: "quantity/7123", 2: "Quantity in Reno"}.get(at, str(at)))
    with bring(tmp_path / "a.dukandar", write_table(table)) as one:
        path = tmp_path / "out.xlsx"
        one.export("products-all", path)
        found = cells(path)
        assert found[2][found[0].index("quantity/7123")] == "Quantity in Reno"
        with bring(tmp_path / "b.dukandar", path) as copy:
            assert held(copy) == held(one)


def test_what_is_unknown_is_blank(shop, tmp_path) -> None:
    path = tmp_path / "sales.xlsx"
    shop.export("products-sales", path)

    table = cells(path)
    quantities = [text(row[table[0].index("quantity")]) for row in table[5:]]
    assert quantities.count("") == 2
    assert "0" in quantities


def test_a_product_without_skus_has_a_row(product_table, write_table, tmp_path) -> None:
    table = [[row[at] for at in (0, 1, 2)] for row in product_table()[:6]]
    with bring(tmp_path / "a.dukandar", write_table(table)) as one:
        path = tmp_path / "out.xlsx"
        assert one.export("products-all", path) == 1
        assert cells(path)[5][0] == table[5][0]


@pytest.mark.parametrize("kind", ["products-all", "products-sales"])
def test_a_practice_shop_s_products_can_be_looked_at_in_a_real_one(kind, tmp_path) -> None:
    with Shop.practice(tmp_path / "p.dukandar", "first-30-days", seed=1, noise=1) as practice:
        path = tmp_path / "out.xlsx"
        rows = practice.export(kind, path)
        with bring(tmp_path / "real.dukandar", path) as copy:
            priced = practice.read(
                lambda conn: conn.execute(skus.select().order_by(skus.c.id)).all()
            )
            found = copy.read(lambda conn: conn.execute(skus.select().order_by(skus.c.id)).all())
            assert rows == len(found) == len(priced)
            told = [(row.id, row.price, row.stock) for row in priced]
            assert [(row.id, row.price, row.stock) for row in found] == told
        header = practice.export("products", tmp_path / "own.csv")
        assert header == rows
        assert "Cost" in (tmp_path / "own.csv").read_text("utf-8-sig").splitlines()[0]
