"""The sample exports of a US and an Indonesian shop give the figures those shops know."""

import pytest
from sqlalchemy import func, select

from domain.interchange.plan import to_json
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.orders.tables import buyers, order_lines, orders
from domain.shipping.tables import packages
from domain.storage.tables import imports


@pytest.mark.parametrize("region", ["us", "id"])
def test_a_first_import_brings_every_row_and_the_known_totals(
    region, open_shop, sample, expected
) -> None:
    shop, known = open_shop(region), expected[f"{region}_orders"]

    planned = shop.take(sample(region))

    answer = to_json(planned)
    assert (answer["kind"], answer["region"], answer["rows"]) == ("orders", region, known["rows"])
    assert {key: answer[key] for key in ("new", "changed", "same")} == known["first_import"]
    by_status = answer["totals"].pop("by_status")
    assert answer["totals"] == known["totals"]
    assert by_status == answer["by_status"] == known["by_status"]
    assert answer["refused"] == answer["unknown_columns"] == answer["warnings"] == []
    assert answer["unmatched"] == known["unmatched"]


@pytest.mark.parametrize("region", ["us", "id"])
def test_the_shop_then_holds_what_the_file_says(region, open_shop, sample, expected) -> None:
    shop, known = open_shop(region), expected[f"{region}_orders"]
    shop.take(sample(region))

    with shop.file.reading() as conn:
        paid = orders.c.paid_at > 0
        found = {
            "orders": conn.scalar(select(func.count()).select_from(orders)),
            "lines": conn.scalar(select(func.count()).select_from(order_lines)),
            "units": conn.scalar(select(func.sum(orders.c.units))),
            "gmv": conn.scalar(select(func.sum(orders.c.amount)).where(paid)),
            "refunded": conn.scalar(select(func.sum(orders.c.refund)).where(paid)),
        }
        by_status = dict(
            conn.execute(select(orders.c.status, func.count()).group_by(orders.c.status)).all()
        )
        assert conn.scalar(select(func.count()).select_from(buyers)) == known["buyers"]
        assert conn.scalar(select(func.count()).where(paid)) == known["paid_orders"]

    assert found == known["totals"]
    assert {Status(code).name: count for code, count in by_status.items()} == known["by_status"]


def test_an_order_is_filled_from_its_columns_and_the_rulebook(shop, rows, write) -> None:
    row = next(r for r in rows() if r["Order ID"].strip() == "576417768901685208")
    shop.take(write([row]))

    [order] = shop.rows(orders)
    [line] = shop.rows(order_lines)
    # 15 September 2026 2:59:27 AM Pacific (UTC-7) is a Tuesday: two business days to dispatch.
    assert order.created_at == 1_789_466_367
    assert (order.paid_at, order.ship_from) == (1_789_466_658, 1_789_466_658 + 3_600)
    assert order.dispatch_by == 1_789_714_799  # Thursday, 23:59:59 Pacific
    assert order.deliver_by > order.dispatch_by
    assert order.collect_by > order.deliver_by
    assert (order.item_total, order.platform_discount, order.seller_discount) == (3_599, 180, 0)
    assert (order.shipping_paid, order.tax, order.amount) == (599, 239, 4_285)
    assert (order.city, order.state, order.zip) == ("Los Angeles", "California", "90012")
    assert (line.product_name, line.variation) == ("Foot Massager, 2026 model", "Navy, 500 ml")
    assert (line.product_id, line.sku_id) == (1_729_418_115_353_086_315, 1_729_432_769_734_246_643)
    assert order.import_id == line.import_id == 1


def test_a_parcel_is_known_by_its_package_id(shop, sample, expected) -> None:
    shop.take(sample("us"))

    parcels = shop.rows(packages)

    assert {parcel.carrier for parcel in parcels} == {"USPS", "UPS", "FedEx"}
    assert {parcel.method for parcel in parcels} == {"PLATFORM"}
    assert all(parcel.created_at and parcel.tracking for parcel in parcels)


def test_a_tracking_number_without_package_id_takes_the_order_s_own(shop, rows, write) -> None:
    row = next(r for r in rows() if r["Tracking ID"]) | {"Package ID": "\t"}
    shop.take(write([row]))

    [parcel] = shop.rows(packages)
    assert parcel.id == parcel.order_id == int(row["Order ID"])


def test_two_orders_in_one_package_both_have_it(shop, rows, write) -> None:
    first, second = _two_orders([r for r in rows() if r["Tracking ID"]])
    second |= {"Package ID": first["Package ID"], "Tracking ID": first["Tracking ID"]}
    path = write([first, second])
    shop.take(path)

    parcels = shop.rows(packages)
    assert {parcel.order_id for parcel in parcels} == {
        int(first["Order ID"]),
        int(second["Order ID"]),
    }
    assert {parcel.tracking for parcel in parcels} == {first["Tracking ID"]}
    again = shop.plan(write([second, first], "turned.csv"))
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_columns_are_found_by_name_in_any_order(shop, rows, write) -> None:
    turned = [
        {
            "Something New": "?",
            **{f" {k.upper()} ": row[k] for k in reversed(row)},
        }
        for row in rows()
    ]

    planned = shop.plan(write(turned))

    assert (planned.new, planned.unknown_columns) == (3_020, ("Something New",))


def test_rows_separated_by_tabs_under_a_comma_header_are_read(shop, rows, write) -> None:
    header = ",".join(rows()[0])
    tight = [{key: value.strip() for key, value in row.items()} for row in rows()]
    path = write(tight, delimiter="\t")
    body = path.read_bytes().split(b"\r\n", 1)[1]
    path.write_bytes(f"{header}\r\n".encode() + body)

    assert shop.plan(path).new == 3_020


def test_line_ends_and_the_byte_order_mark_make_no_difference(shop, sample, tmp_path) -> None:
    shop.take(sample("us"))
    data = sample("us").read_bytes()
    plain = tmp_path / "plain.csv"
    plain.write_bytes(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))

    assert shop.plan(plain).same == 3_020


def test_a_row_that_explains_the_columns_is_dropped(shop, rows, write) -> None:
    texts = dict.fromkeys(rows()[0], "What this is.") | {"Order ID": "Platform unique order ID."}

    planned = shop.plan(write([texts, *rows()]))

    assert (planned.rows, planned.new, planned.refused) == (3_020, 3_020, ())


@pytest.mark.parametrize(("region", "other"), [("us", "id"), ("id", "us")])
def test_a_file_of_another_region_is_refused(region, other, open_shop, sample) -> None:
    shop = open_shop(region)

    with pytest.raises(RefusedError) as caught:
        shop.plan(sample(other))

    assert caught.value.refusal.code == "file-other-region"


def test_files_are_imported_into_real_shops_only(open_shop, sample) -> None:
    with pytest.raises(RefusedError) as caught:
        open_shop("us", "practice").plan(sample("us"))

    assert caught.value.refusal.code == "real-only"


def test_planning_writes_nothing(shop, sample) -> None:
    before = shop.digest()
    shop.plan(sample("us"))

    assert shop.digest() == before
    assert shop.rows(imports) == []


def test_progress_is_told_at_least_every_5000_rows(shop, sample) -> None:
    planned_at, done_at = [], []
    planned = shop.plan(sample("us"), progress=lambda *at: planned_at.append(at))
    shop.carry_out(planned, progress=lambda *at: done_at.append(at))

    assert planned_at[-1] == done_at[-1] == (3_020, 3_020)
    assert planned_at == sorted(planned_at, key=lambda at: at[0])


def _two_orders(rows):
    first = rows[0]
    return first, next(row for row in rows if row["Order ID"] != first["Order ID"])
