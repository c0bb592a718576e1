"""Cost sheets: what a unit costs and how it is bought, brought to the SKUs that are there."""

import pytest

from domain.catalogue.tables import products, skus
from domain.kernel.refusals import RefusedError
from domain.orders.tables import order_lines
from domain.reports.order_detail import Part, order_detail
from tests.domain.interchange.workbooks import packed, sheet_rows


@pytest.fixture
def shop(open_shop, products_sample):
    made = open_shop("us")
    made.take(products_sample)
    return made


@pytest.fixture
def named(shop):
    """The SKUs whose seller SKU no other has, in order."""
    found = shop.rows(skus)
    words = [row.seller_sku for row in found]
    return [row for row in found if row.seller_sku and words.count(row.seller_sku) == 1]


def cost_of(shop, sku):
    [row] = shop.rows(skus, skus.c.id == sku)
    return row.cost, row.lead_days, row.supplier, row.least_order


def test_costs_come_by_seller_sku_or_by_id(shop, named, write) -> None:
    first, second = named[:2]
    assert cost_of(shop, first.id) == (None, None, "", None)
    sheet = write(
        [
            {"Seller SKU": first.seller_sku, "SKU ID": "", "Cost": "$3.50"},
            {"Seller SKU": "", "SKU ID": str(second.id), "Cost": "12"},
        ],
        "costs.csv",
    )

    planned = shop.take(sheet)

    assert (planned.kind, planned.rows, planned.changed, planned.new) == ("costs", 2, 2, 0)
    assert cost_of(shop, first.id) == (350, None, "", None)
    assert cost_of(shop, second.id) == (1_200, None, "", None)
    assert shop.plan(sheet).same == 2  # again: nothing changes
    assert shop.carry_out(shop.plan(sheet)) is None


def test_how_a_sku_is_bought_comes_too_and_a_blank_cell_tells_nothing(shop, named, write) -> None:
    sku = named[0]
    row = {"Seller SKU": sku.seller_sku, "Unit cost": "3.50"}
    bought = {"Lead time": "12", "Supplier": "Incense Works", "MOQ": "50"}
    shop.take(write([row | bought], "full.csv"))
    assert cost_of(shop, sku.id) == (350, 12, "Incense Works", 50)

    blank = dict.fromkeys(bought, "")
    shop.take(write([row | {"Unit cost": "4.00"} | blank], "blank.csv"))
    assert cost_of(shop, sku.id) == (400, 12, "Incense Works", 50)

    shop.take(write([row | {"Unit cost": "4.10"}], "short.csv"))
    assert cost_of(shop, sku.id) == (410, 12, "Incense Works", 50)


def test_a_workbook_is_read_alike(shop, named, tmp_path) -> None:
    path = tmp_path / "costs.xlsx"
    table = [["SKU ID", "Cost"], [str(named[0].id), "2.25"]]
    path.write_bytes(packed(sheet_rows(table), name="Costs"))
    assert shop.take(path).changed == 1
    assert cost_of(shop, named[0].id)[0] == 225


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"Cost": ""}, "Cost", "blank"),
        ({"Cost": "three"}, "Cost", "not an amount"),
        ({"Cost": "-1.00"}, "Cost", "not an amount"),
        ({"Seller SKU": ""}, "", "names no SKU"),
        ({"Seller SKU": "nobody-s"}, "", "no such SKU"),
        ({"SKU ID": "1.73E+18"}, "SKU ID", "lost digits"),
        ({"SKU ID": "42"}, "", "no such SKU"),
        ({"Lead days": "soon"}, "Lead days", "not a whole number"),
        ({"Minimum order": "1.5"}, "Minimum order", "not a whole number"),
    ],
)
def test_a_row_is_refused_with_its_reason_and_the_others_come(
    shop, named, write, cells, column, reason
) -> None:
    good = {"Seller SKU": named[0].seller_sku, "SKU ID": "", "Cost": "1.00"}
    good |= {"Lead days": "3", "Minimum order": "5"}
    bad = good | {"Seller SKU": named[1].seller_sku} | cells

    planned = shop.take(write([good, bad], "costs.csv"))

    [refused] = planned.refused
    assert (refused.row, refused.column) == (3, column)
    assert reason in refused.refusal.text()
    assert (planned.changed, planned.same) == (1, 0)
    assert cost_of(shop, named[1].id)[0] is None


def test_a_sku_told_twice_must_be_told_alike(shop, named, write) -> None:
    row = {"Seller SKU": named[0].seller_sku, "Cost": "1.00"}
    planned = shop.take(write([row, row], "same.csv"))
    assert (planned.changed, planned.same, planned.refused) == (1, 1, ())
    planned = shop.plan(write([row | {"Cost": "2.00"}, row], "two.csv"))
    [refused] = planned.refused
    assert refused.row == 3
    assert "Row 2" in refused.refusal.text()


def test_a_seller_sku_of_several_skus_names_none(shop, write) -> None:
    first, second = shop.rows(skus)[:2]
    alike = skus.update().where(skus.c.id == second.id).values(seller_sku=first.seller_sku)
    with shop.file.writing() as conn:
        conn.execute(alike)
    [refused] = shop.plan(
        write([{"Seller SKU": first.seller_sku, "Cost": "1"}], "costs.csv")
    ).refused
    assert "give the SKU ID" in refused.refusal.text()


def test_undo_takes_the_costs_back(shop, named, write) -> None:
    before = shop.digest()
    shop.take(write([{"Seller SKU": named[0].seller_sku, "Cost": "1.00"}], "costs.csv"))
    assert shop.digest() != before
    shop.undo()
    assert shop.digest() == before


def test_products_under_their_costs_are_taken_back_after_them(shop, named, write) -> None:
    shop.take(write([{"Seller SKU": named[0].seller_sku, "Cost": "1.00"}], "costs.csv"))
    with pytest.raises(RefusedError, match="2"):
        shop.undo(1)
    shop.undo(2)
    shop.undo(1)
    assert shop.rows(products) == []


def test_a_product_file_that_comes_again_leaves_the_costs(
    shop, named, write, products_sample
) -> None:
    row = {"Seller SKU": named[0].seller_sku, "Cost": "1.00", "Supplier": "S", "MOQ": "4"}
    shop.take(write([row], "costs.csv"))
    assert shop.plan(products_sample).changed == 0


def test_a_sheet_without_a_name_for_its_skus_is_no_cost_sheet(shop, write) -> None:
    with pytest.raises(RefusedError, match="Seller SKU"):
        shop.plan(write([{"Article": "A", "Cost": "1.00"}], "costs.csv"))


def test_what_an_order_leaves_is_told_once_its_goods_have_a_cost(
    open_shop, sample, products_sample, write
) -> None:
    shop = open_shop("us")
    shop.take(products_sample)
    shop.take(sample("us"))
    there = {row.id for row in shop.rows(skus)}
    lines = shop.rows(order_lines)
    with shop.file.reading() as conn:
        details = {line.order_id: order_detail(conn, line.order_id, 0) for line in lines}
    settled = {order for order, each in details.items() if Part.SETTLEMENT in dict(each.parts)}
    counted = {order: [line for line in lines if line.order_id == order] for order in settled}
    order, mine = next(
        (order, each) for order, each in counted.items() if {x.sku_id for x in each} <= there
    )
    assert Part.PROFIT not in dict(details[order].parts)
    rows = [{"SKU ID": str(sku), "Cost": "0.75"} for sku in {line.sku_id for line in mine}]
    shop.take(write(rows, "costs.csv"))

    with shop.file.reading() as conn:
        parts = dict(order_detail(conn, order, 0).parts)

    assert parts[Part.COST_OF_GOODS] == -75 * sum(line.quantity for line in mine)
    assert parts[Part.PROFIT] == parts[Part.SETTLEMENT] + parts[Part.COST_OF_GOODS]
