"""A row of a return that cannot be read is refused with its number and reason, and its return."""

import pytest

from domain.aftersales.tables import returns
from domain.interchange.plan import FileRefusedError, to_json
from domain.kernel.refusals import RefusedError
from tests.domain.interchange.workbooks import packed, sheet_rows


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Return Order ID", "4.03513E+17", "cell-id-lost"),
        ("Return Order ID", "ABC", "cell-not-id"),
        ("Order ID", "5.76466E+17", "cell-id-lost"),
        ("Order ID", "", "cell-not-id"),
        ("SKU ID", "1.73E+18", "cell-id-lost"),
        ("Return Quantity", "0", "cell-not-quantity"),
        ("Return Quantity", "1.5", "cell-not-quantity"),
        ("Return unit price", "=1+1", "cell-not-money"),
        ("Return unit price", "R$ 23.83", "cell-not-money"),
        ("Return unit price", " ", "cell-blank"),
        ("Compensation Amount", "a lot", "cell-not-money"),
        ("Time Requested", "09/15/2026 05:45:49", "cell-not-time"),
        ("Time Requested", "15/09/2026 5:45:49 AM", "cell-not-time"),
        ("Time Requested", "", "cell-not-time"),
        ("Refund Time", "31/09/2026 05:45:49", "cell-not-time"),
        ("Return Status", "Teleported", "cell-return-status-unknown"),
        ("Return Status", "", "cell-return-status-unknown"),
        ("Return Type", "Swap", "cell-return-kind-unknown"),
    ],
)
def test_a_cell_is_refused_with_row_column_value_and_reason(
    column, cell, code, shop, return_rows, write
) -> None:
    rows = return_rows()
    rows[7][column] = cell

    planned = shop.take(write(rows))

    [refused] = planned.refused
    assert (refused.row, refused.column, refused.value) == (9, column, cell.strip())
    assert refused.refusal.code == code
    assert (planned.rows, planned.new) == (134, 133)
    assert to_json(planned)["refused"][0]["reason"] == refused.refusal.text()


def test_one_bad_row_refuses_its_whole_return(shop, return_rows, write) -> None:
    rows = return_rows()
    rows.insert(1, rows[0] | {"SKU ID": "1729000000000000001", "Return Quantity": "two"})

    planned = shop.take(write(rows))

    assert [(each.row, each.refusal.code) for each in planned.refused] == [
        (2, "row-of-refused-return"),
        (3, "cell-not-quantity"),
    ]
    assert (planned.new, planned.totals["returns"]) == (133, 133)
    assert not shop.rows(returns, returns.c.id == int(rows[0]["Return Order ID"]))


def test_a_return_of_two_skus_has_two_rows_that_add_up(shop, return_rows, write) -> None:
    row = return_rows()[0]
    planned = shop.take(write([row, row | {"SKU ID": "1729000000000000001"}]))

    assert (planned.totals["lines"], planned.totals["returns"]) == (2, 1)
    assert planned.totals["requested"] == 2 * 2_383
    assert len(shop.rows(returns)) == 2


def test_rows_of_one_return_that_disagree_are_refused(shop, return_rows, write) -> None:
    row = return_rows()[0]
    other = row | {"SKU ID": "1729000000000000001", "Return Status": "Completed"}

    planned = shop.plan(write([row, other]))

    codes = {each.refusal.code for each in planned.refused}
    assert codes == {"cell-return-conflict", "row-of-refused-return"}


def test_a_row_said_twice_counts_as_same_and_a_differing_one_is_refused(
    shop, return_rows, write
) -> None:
    row = return_rows()[0]

    planned = shop.plan(write([row, row]))
    assert (planned.new, planned.same, planned.refused) == (1, 1, ())

    planned = shop.plan(write([row, row | {"Return Quantity": "7"}], "twice.csv"))
    assert {each.refusal.code for each in planned.refused} == {
        "row-return-twice",
        "row-of-refused-return",
    }


def test_numeric_ids_that_lost_digits_are_refused_by_row(shop, return_rows, tmp_path) -> None:
    rows = [list(return_rows()[0]), *(list(row.values()) for row in return_rows())]
    rows[3][0] = int(rows[3][0])  # Excel keeps 15 digits of 18
    rows[5][1] = int(rows[5][1])
    path = tmp_path / "returns.xlsx"
    path.write_bytes(packed(sheet_rows(rows)))

    planned = shop.plan(path)

    found = [(each.row, each.column, each.refusal.code) for each in planned.refused]
    assert found == [(4, "Return Order ID", "cell-id-lost"), (6, "Order ID", "cell-id-lost")]


def test_a_file_whose_ids_were_all_rounded_is_refused_and_says_its_kind(
    shop, return_rows, write
) -> None:
    rows = return_rows()
    for row in rows:
        row["Return Order ID"] = row["Return Order ID"][:-3] + "000"

    with pytest.raises(FileRefusedError) as caught:
        shop.plan(write(rows))

    assert (caught.value.kind, caught.value.refusal.code) == ("returns", "file-ids-lost")
    assert "Return Order ID" in caught.value.refusal.text()


@pytest.mark.parametrize("column", ["Return unit price", "Time Requested", "Return Type"])
def test_a_file_without_a_column_that_its_figures_need_is_refused(
    column, shop, return_rows, write
) -> None:
    rows = [{k: v for k, v in row.items() if k != column} for row in return_rows()]

    with pytest.raises(RefusedError) as caught:
        shop.plan(write(rows))

    assert caught.value.refusal.code == "file-column-missing"
    assert column in caught.value.refusal.text()


def test_hostile_texts_are_kept_as_they_are(shop, return_rows, write) -> None:
    said = "=cmd|' /C calc'!A0 \u202egnp.exe <img src=x> '); DROP TABLE returns;--"
    shop.take(write([return_rows()[0] | {"Return Reason": said, "Dispute Status": said}]))

    [found] = shop.rows(returns)
    assert found.reason == found.arbitration == said
