"""The sample returns of a US shop give the figures that shop knows, and leave its orders alone."""

import json

import pytest

from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.interchange.plan import to_json
from domain.kernel.refusals import RefusedError
from domain.orders.tables import order_lines, orders
from domain.storage.tables import import_changes, imports, settings
from tests.domain.interchange.workbooks import packed, sheet_rows


def test_the_returns_of_known_orders_come_in_with_the_known_totals(
    shop, sample, returns_sample, expected
) -> None:
    shop.take(sample("us"))
    known = expected["us_returns"]

    answer = to_json(shop.take(returns_sample))

    assert (answer["kind"], answer["region"], answer["rows"]) == ("returns", "us", known["rows"])
    assert {key: answer[key] for key in ("new", "changed", "same")} == known["first_import"]
    assert (answer["totals"], answer["by_status"]) == (known["totals"], known["by_status"])
    assert answer["unmatched"] == known["unmatched"] == 0
    assert answer["refused"] == answer["unknown_columns"] == answer["warnings"] == []


def test_a_second_import_is_all_the_same_and_undo_restores_the_shop(
    shop, sample, returns_sample
) -> None:
    shop.take(sample("us"))
    before = shop.digest()
    shop.take(returns_sample)

    again = shop.plan(returns_sample)

    assert (again.new, again.changed, again.same) == (0, 0, 134)
    assert shop.carry_out(again) is None
    assert shop.undo() == 2
    assert shop.digest() == before


def test_returns_without_their_orders_are_counted_and_kept(shop, returns_sample) -> None:
    planned = shop.take(returns_sample)

    assert (planned.unmatched, planned.new, planned.refused) == (134, 134, ())
    assert len(shop.rows(returns)) == 134
    assert shop.rows(settings) == []  # no buyer is named, so nothing needs the salt


def test_orders_that_come_later_find_their_returns(shop, sample, returns_sample) -> None:
    shop.take(returns_sample)
    shop.take(sample("us"))

    assert shop.plan(returns_sample).unmatched == 0


def test_the_orders_stay_as_they_are(shop, sample, returns_sample) -> None:
    shop.take(sample("us"))
    before = shop.rows(orders), shop.rows(order_lines)
    shop.take(returns_sample)

    assert (shop.rows(orders), shop.rows(order_lines)) == before


def test_a_return_is_filled_from_its_columns_and_the_rulebook(shop, return_rows, write) -> None:
    row = next(r for r in return_rows() if r["Return Order ID"] == "403518782884328176")
    shop.take(write([row]))

    [found] = shop.rows(returns)
    assert (found.id, found.order_id) == (403518782884328176, 576475759470792397)
    assert (found.sku_id, found.quantity) == (1729394516285252821, 2)
    assert (found.kind, found.reason) == (ReturnKind.RETURN_AND_REFUND, "No longer needed")
    assert (found.status, found.tracking) == (ReturnStatus.BUYER_SHIPPED_ITEM, "JT403518782884")
    # 15 September 2026 01:43:35 Pacific (UTC-7); the day stands first although orders have MM/DD.
    assert found.requested_at == 1_789_461_815
    assert found.respond_by > found.requested_at
    # The whole refund, whatever the column's name and the quantity say.
    assert (found.refund, found.refunded, found.closed_at) == (6_912, 0, 0)
    assert (found.import_id, found.detail) == (1, "")


def test_what_was_refunded_and_when_is_told_of_completed_returns_alone(
    shop, returns_sample, expected
) -> None:
    shop.take(returns_sample)

    found = shop.rows(returns)
    done = [r for r in found if r.status == ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE]
    assert len(done) == 82
    assert all(row.refunded == row.refund > 0 and row.closed_at for row in done)
    assert sum(row.refunded for row in found) == expected["us_returns"]["totals"]["refunded"]
    assert not any(row.closed_at or row.refunded for row in found if row not in done)


@pytest.mark.parametrize(
    ("cells", "status", "detail"),
    [
        ({"Return Status": "To process"}, "RETURN_OR_REFUND_REQUEST_PENDING", ""),
        ({"Return Status": "in process"}, "AWAITING_BUYER_SHIP", ""),
        (
            {"Return Status": "In process", "Return Logistics Tracking ID": "JT1"},
            "BUYER_SHIPPED_ITEM",
            "",
        ),
        (
            {"Return Status": "In process", "Return Sub Status": "Reject receive package"},
            "REJECT_RECEIVE_PACKAGE",
            "",
        ),
        (
            {"Return Status": "In process", "Return Sub Status": "Parcel with the customs"},
            "AWAITING_BUYER_SHIP",
            "Parcel with the customs",
        ),
        ({"Return Status": "Refund rejected"}, "REFUND_OR_RETURN_REQUEST_REJECT", ""),
        ({"Return Status": "Canceled"}, "RETURN_OR_REFUND_REQUEST_CANCEL", ""),
        ({"Return Status": "Cancelled"}, "RETURN_OR_REFUND_REQUEST_CANCEL", ""),
    ],
)
def test_the_words_of_a_status_decide_and_those_not_known_are_kept(
    cells, status, detail, shop, return_rows, write
) -> None:
    plain = {"Return Logistics Tracking ID": "", "Return Sub Status": cells["Return Status"]}
    shop.take(write([return_rows()[0] | plain | cells]))

    [found] = shop.rows(returns)
    assert (ReturnStatus(found.status).name, found.detail) == (status, detail)


def test_disputes_appeals_and_compensation_keep_the_file_s_words(shop, return_rows, write) -> None:
    told = {"Dispute Status": "Waiting for evidence", "Appeal Status": "in progress"}
    shop.take(write([return_rows()[0] | told | {"Compensation Amount": "$4.50"}]))

    [found] = shop.rows(returns)
    assert (found.arbitration, found.appeal) == ("Waiting for evidence", "IN_PROGRESS")
    assert found.compensation == 450


def test_an_older_layout_of_nineteen_columns_is_read(shop, return_rows, write) -> None:
    later = ("Return Sub Status", "Dispute Status", "Appeal Status", "Compensation Status")
    gone = (*later, "Compensation Amount", "Buyer Note")
    rows = [{k: v for k, v in row.items() if k not in gone} for row in return_rows()]
    assert len(rows[0]) == 19

    planned = shop.take(write(rows))

    assert (planned.new, planned.refused, planned.unknown_columns) == (134, (), ())
    # What the file says nothing of stays when it is known already.
    assert shop.plan(write(rows, "again.csv")).same == 134


@pytest.mark.parametrize(
    ("region", "cell", "amount"),
    [("uk", "GBP 21.41", 2_141), ("mx", "MX$1,234.50", 123_450), ("id", "Rp 150.000", 150_000)],
)
def test_a_file_belongs_to_the_shop_s_market_and_is_read_in_its_way(
    region, cell, amount, open_shop, return_rows, write
) -> None:
    shop = open_shop(region)

    planned = shop.take(write([return_rows()[0] | {"Return unit price": cell}]))

    assert (planned.region, planned.totals["requested"]) == (region, amount)


def test_columns_are_found_by_name_in_any_order_and_new_ones_named(
    shop, return_rows, write
) -> None:
    turned = [
        {"Something New": "?", **{f" {k.upper()} ": row[k] for k in reversed(row)}}
        for row in return_rows()
    ]

    planned = shop.plan(write(turned))

    assert (planned.new, planned.unknown_columns) == (134, ("Something New",))


def test_text_and_workbook_bring_the_same_returns(
    shop, open_shop, returns_sample, return_rows, write
) -> None:
    other = open_shop("us")
    shop.take(returns_sample)
    other.take(write(return_rows()[::-1]))

    assert other.digest() == shop.digest()


def test_a_workbook_in_the_platform_s_manner_is_read(shop, return_rows, tmp_path) -> None:
    rows = return_rows()
    explained = ["What this is."] * len(rows[0])
    table = [list(rows[0]), explained, *(list(row.values()) for row in rows)]
    path = tmp_path / "returns.xlsx"
    path.write_bytes(packed(sheet_rows(table, quirk=True), name="Sheet9", part="sheet2.xml"))

    planned = shop.plan(path)

    assert (planned.rows, planned.new, planned.refused) == (134, 134, ())


def test_the_import_is_listed_with_its_kind(shop, returns_sample) -> None:
    shop.take(returns_sample)

    [listed] = shop.rows(imports)
    assert (listed.kind, listed.region, listed.rows, listed.new) == ("returns", "us", 134, 134)


def test_buyers_and_their_notes_leave_no_trace(shop, return_rows, write) -> None:
    rows = return_rows()
    for row in rows:
        row |= {"Buyer Username": "canary-name", "Buyer Note": "canary-note"}
    rows[3]["Return unit price"] = "free"

    planned = shop.take(write(rows))
    rows[3]["Return unit price"] = "9.99"
    for row in rows:
        row["Return Reason"] = "Another"
    shop.take(write(rows, "later.csv"))

    assert "canary" not in json.dumps(to_json(planned)) + repr(planned)
    assert len(shop.rows(import_changes)) > 100
    assert b"canary" not in shop.bytes_when_closed()


def test_files_are_imported_into_real_shops_only(open_shop, returns_sample) -> None:
    with pytest.raises(RefusedError) as caught:
        open_shop("us", "practice").plan(returns_sample)

    assert caught.value.refusal.code == "real-only"
