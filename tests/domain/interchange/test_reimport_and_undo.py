"""Importing again changes nothing; what moved on is changed; an import can be taken back."""

import pytest

from domain.interchange.importing import execute
from domain.kernel.progress import CancelledError
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.orders.tables import buyers, order_lines, orders
from domain.rulebook import rulebook
from domain.shipping.tables import packages
from domain.storage.tables import import_changes, imports


def moved_on(rows):
    """The orders two days later: parcels on their way arrive, and waiting ones leave."""
    for row in rows:
        if row["Order Substatus"] == "In transit":
            row |= {"Order Substatus": "Delivered", "Delivered Time": "09/16/2026 1:00:00 PM\t"}
        elif row["Order Substatus"] == "Awaiting collection":
            row |= {"Order Status": "Shipped", "Order Substatus": "In transit"}
            row["Shipped Time"] = "09/16/2026 12:05:00 AM\t"
        elif row["Order Substatus"] == "Awaiting shipment":
            row |= {"Order Substatus": "Awaiting collection", "RTS Time": "09/15/2026 9:00:00 PM\t"}
            row |= {"Package ID": row["Order ID"][:-2] + "7\t", "Shipping Provider Name": "UPS"}
            row["Tracking ID"] = f"1Z{row['Order ID'].strip()[-16:]}"
    return rows


@pytest.mark.parametrize("region", ["us", "id"])
def test_a_second_import_of_the_same_file_changes_nothing(region, open_shop, sample) -> None:
    shop = open_shop(region)
    first = shop.take(sample(region))
    before = shop.digest()

    again = shop.plan(sample(region))

    assert (again.new, again.changed, again.same) == (0, 0, first.rows)
    assert shop.carry_out(again) is None
    assert shop.digest() == before


def test_the_order_of_the_rows_makes_no_difference(open_shop, sample, rows, write) -> None:
    one, other = open_shop("us"), open_shop("us")
    one.take(sample("us"))
    other.take(write(rows()[::-1]))

    assert one.digest() == other.digest()


@pytest.mark.parametrize("region", ["us", "id"])
def test_undoing_the_first_import_gives_the_empty_shop(region, open_shop, sample) -> None:
    shop = open_shop(region)
    before = shop.digest()
    shop.take(sample(region))

    assert shop.undo() == 1
    assert shop.digest() == before


def test_orders_that_moved_on_are_changed_and_come_back_with_undo(
    shop, sample, rows, write
) -> None:
    shop.take(sample("us"))
    before, lines_before = shop.digest(), shop.rows(order_lines)

    planned = shop.take(write(moved_on(rows())))

    moving = [r for r in rows() if r["Order Status"] in ("Shipped", "To ship")]
    expected = sum(row["Order Substatus"] != "Delivered" for row in moving)
    assert (planned.new, planned.changed) == (0, expected)
    assert planned.same == planned.rows - expected
    assert shop.digest() != before
    assert not shop.rows(orders, orders.c.status == int(Status.AWAITING_SHIPMENT))
    assert shop.undo() == 2
    assert shop.digest() == before
    assert shop.rows(order_lines) == lines_before


def test_a_changed_package_replaces_the_old_one_until_undo(shop, rows, write) -> None:
    row = next(r for r in rows() if r["Tracking ID"])
    shop.take(write([row]))
    before = shop.digest()
    planned = shop.take(write([row | {"Package ID": "1155000000000000001\t"}], "relabelled.csv"))

    assert planned.changed == 1
    assert [parcel.id for parcel in shop.rows(packages)] == [1155000000000000001]
    shop.undo()
    assert shop.digest() == before


def test_a_new_line_of_a_known_order_changes_the_order(shop, rows, write) -> None:
    row = rows()[0]
    shop.take(write([row]))
    before = shop.digest()
    more = row | {"SKU ID": "1729000000000000001\t"}

    planned = shop.take(write([row, more], "more.csv"))

    assert (planned.new, planned.changed, planned.same) == (1, 1, 0)
    [order] = shop.rows(orders)
    assert (order.line_count, order.units) == (2, 2 * int(row["Quantity"]))
    shop.undo()
    assert shop.digest() == before


def test_a_line_missing_from_a_later_file_stays_and_still_counts(shop, rows, write) -> None:
    row = rows()[0]
    more = row | {"SKU ID": "1729000000000000001\t"}
    shop.take(write([row, more]))

    later = shop.plan(write([row], "fewer.csv"))

    assert (later.new, later.changed, later.same) == (0, 0, 1)


def test_an_older_file_does_not_bring_a_delivered_order_back(shop, sample, rows, write) -> None:
    shop.take(write(moved_on(rows())))
    before = shop.digest()

    planned = shop.plan(sample("us"))
    shop.carry_out(planned)

    arrived = {r["Order ID"] for r in rows() if r["Order Substatus"] == "In transit"}
    assert planned.warnings[0].text().endswith(f"left as they are: {len(arrived)}.")
    delivered = shop.rows(orders, orders.c.status == int(Status.DELIVERED))
    assert {int(order) for order in arrived} <= {order.id for order in delivered}
    assert shop.undo() == 2
    assert shop.digest() == before


def test_an_import_under_a_later_one_is_taken_back_only_after_it(shop, sample, rows, write) -> None:
    shop.take(sample("us"))
    shop.take(write(moved_on(rows())))

    with pytest.raises(RefusedError) as caught:
        shop.undo(1)

    assert caught.value.refusal.code == "import-overlaid"
    assert caught.value.refusal.params == {"number": 1, "later": 2}


def test_an_import_beside_a_later_one_can_be_taken_back_alone(shop, rows, write) -> None:
    every = rows()
    half = {row["Order ID"] for row in every[:1_500]}
    first = [row for row in every if row["Order ID"] in half]
    shop.take(write(first, "first.csv"))
    shop.take(write([row for row in every if row["Order ID"] not in half], "second.csv"))

    assert shop.undo(1) == 1

    assert {order.import_id for order in shop.rows(orders)} == {2}
    assert {b.id for b in shop.rows(buyers)} == {o.buyer_id for o in shop.rows(orders)}


def test_there_must_be_an_import_to_take_back(shop) -> None:
    with pytest.raises(RefusedError) as none:
        shop.undo()
    with pytest.raises(RefusedError) as unknown:
        shop.undo(3)

    assert none.value.refusal.code == "import-none"
    assert unknown.value.refusal.code == "import-unknown"


@pytest.mark.parametrize("when", ["planning", "writing"])
def test_cancelling_half_way_keeps_nothing(when, shop, sample, tmp_path, rows, write) -> None:
    many = [
        row | {"Order ID": str(int(row["Order ID"]) + k), "Package ID": ""}
        for k in range(3)
        for row in rows()
    ]
    path = write(many)
    before = shop.digest()

    def stop(done: int, _total: int) -> None:
        if done > 4_000:
            raise CancelledError

    planned = None if when == "planning" else shop.plan(path)
    with pytest.raises(CancelledError):
        shop.carry_out(planned, progress=stop) if planned else shop.plan(path, progress=stop)

    assert shop.digest() == before
    assert shop.rows(imports) == shop.rows(import_changes) == shop.rows(buyers) == []


def test_a_plan_made_before_another_first_import_is_planned_again(shop, sample) -> None:
    early = shop.plan(sample("us"))
    shop.take(sample("us"))

    with pytest.raises(RefusedError) as caught, shop.file.writing() as conn:
        execute(conn, early, "2026-09-15T09:12")

    assert caught.value.refusal.code == "plan-outdated"
    assert rulebook("us").code == early.region


def test_a_filtered_export_takes_no_parcel_of_the_lines_that_it_leaves_out(
    shop, rows, write
) -> None:
    from domain.shipping.tables import packages

    found = rows()
    first = next(
        row
        for at, row in enumerate(found[:-1])
        if row["Order ID"] == found[at + 1]["Order ID"] and row["Package ID"].strip()
    )
    second = found[found.index(first) + 1] | {"Package ID": "1153999", "Tracking ID": "1Z999"}
    shop.take(write([first, second]))
    before = {parcel.id for parcel in shop.rows(packages)}
    assert 1153999 in before

    shop.take(write([first | {"Seller Note": "looked at"}], "filtered.csv"))

    assert {parcel.id for parcel in shop.rows(packages)} == before
