"""A row that cannot be read is refused with its number and reason, and its order with it."""

import pytest

from domain.interchange.plan import to_json
from domain.kernel.refusals import RefusedError
from domain.orders.tables import orders


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Order ID", "5.76418E+17", "cell-id-lost"),
        ("SKU ID", "1.73E+18", "cell-id-lost"),
        ("Order ID", "ABC", "cell-not-id"),
        ("SKU ID", "", "cell-not-id"),
        ("Package ID", "9" * 19 + "9", "cell-not-id"),
        ("Quantity", "0", "cell-not-quantity"),
        ("Quantity", "1.5", "cell-not-quantity"),
        ("Sku Quantity of return", "-1", "cell-not-count"),
        ("Order Amount", "free", "cell-not-money"),
        ("Order Amount", "GBP 3.00", "cell-not-money"),
        ("Taxes", "1.2.3", "cell-not-money"),
        ("Order Amount", "", "cell-blank"),
        ("SKU Unit Original Price", " ", "cell-blank"),
        ("Created Time", "15/09/2026 02:59:27", "cell-not-time"),
        ("Created Time", "", "cell-not-time"),
        ("Paid Time", "09/31/2026 1:00:00 AM", "cell-not-time"),
        ("Paid Time", "09/15/1826 1:00:00 AM", "cell-not-time"),
        ("Order Status", "Teleported", "cell-status-unknown"),
    ],
)
def test_a_cell_is_refused_with_row_column_value_and_reason(
    column, cell, code, shop, rows, write
) -> None:
    found = rows()
    single = next(at for at, row in enumerate(found) if _lines_of(found, row) == 1 and at > 10)
    found[single][column] = cell

    planned = shop.take(write(found))

    [refused] = planned.refused
    assert (refused.row, refused.column, refused.value) == (single + 2, column, cell.strip())
    assert refused.refusal.code == code
    assert (planned.rows, planned.new) == (3_020, 3_019)
    [listed] = to_json(planned)["refused"]
    assert listed == {
        "row": single + 2,
        "column": column,
        "value": cell.strip(),
        "reason": refused.refusal.text(),
    }


def test_one_bad_row_refuses_its_whole_order(shop, rows, write) -> None:
    found = rows()
    at = next(at for at, row in enumerate(found) if _lines_of(found, row) == 3)
    order = found[at]["Order ID"]
    mine = [n for n, row in enumerate(found) if row["Order ID"] == order]
    found[mine[1]]["Quantity"] = "two"

    planned = shop.take(write(found))

    assert [each.row for each in planned.refused] == [n + 2 for n in mine]
    reasons = [each.refusal.text() for each in planned.refused]
    assert f"Row {mine[1] + 2} of the same order" in reasons[0]
    assert "whole number" in reasons[1]
    assert (planned.new, planned.totals["orders"]) == (3_017, 2_399)
    assert not shop.rows(orders, orders.c.id == int(order))


def test_rows_of_one_order_that_disagree_are_refused(shop, rows, write) -> None:
    found = rows()
    at = next(at for at, row in enumerate(found) if _lines_of(found, row) == 2)
    found[at + 1]["Order Amount"] = "1.00"

    planned = shop.plan(write(found))

    assert {each.row for each in planned.refused} == {at + 2, at + 3}
    codes = {each.refusal.code for each in planned.refused}
    assert codes == {"cell-order-conflict", "row-of-refused-order"}


def test_a_row_said_twice_counts_as_same_and_a_differing_one_is_refused(shop, rows, write) -> None:
    row, other = rows()[0], rows()[1]

    planned = shop.plan(write([row, row, other]))
    assert (planned.new, planned.same, planned.refused) == (2, 1, ())

    planned = shop.plan(write([row, row | {"Quantity": "7"}, other], "twice.csv"))
    assert planned.new == 1
    assert {each.refusal.code for each in planned.refused} == {
        "row-sku-twice",
        "row-of-refused-order",
    }


def test_rows_of_the_wrong_length_are_refused_by_number(shop, rows, write) -> None:
    path = write(rows()[:20])
    lines = path.read_text("utf-8").splitlines(keepends=True)
    order = lines[3].split(",")[0]
    lines[3] = f"{order},To ship\r\n"
    lines[9] = lines[9].rstrip("\r\n") + ",more\r\n"
    lines.insert(5, "\r\n")
    lines.append("," * 62 + "\r\n")
    path.write_text("".join(lines), "utf-8", newline="")

    planned = shop.plan(path)

    assert planned.rows == 20
    codes = {(each.row, each.refusal.code) for each in planned.refused}
    assert codes >= {(4, "row-short"), (11, "row-long")}
    assert not any(
        each.value for each in planned.refused if each.refusal.code != "row-of-refused-order"
    )


def test_rows_are_counted_from_the_file_s_first_line(shop, rows, write) -> None:
    path = write(rows()[:5])
    text = path.read_text("utf-8").replace("576417768901685208", "ABC")
    path.write_text("\r\n\r\n" + text, "utf-8", newline="")

    assert [each.row for each in shop.plan(path).refused] == [4]


def test_lines_that_end_as_they_did_on_old_machines_are_read(shop, rows, write) -> None:
    path = write(rows()[:50])
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r"))

    planned = shop.plan(path)

    assert (planned.new, planned.refused) == (50, ())


def test_a_file_whose_ids_were_all_rounded_is_refused(shop, rows, write) -> None:
    found = rows()[:50]
    for row in found:
        row["Order ID"] = row["Order ID"].strip()[:-3] + "000"

    with pytest.raises(RefusedError) as caught:
        shop.plan(write(found))

    assert caught.value.refusal.code == "file-ids-lost"


def test_an_unknown_word_for_who_cancelled_is_left_blank_with_a_warning(shop, rows, write) -> None:
    row = next(r for r in rows() if r["Cancel By"]) | {"Cancel By": "Somebody"}
    planned = shop.take(write([row]))

    [warning] = to_json(planned)["warnings"]
    assert warning == "Cancel By holds words that are not known, left blank here: 1."
    assert shop.rows(orders)[0].cancel_role == ""


def _lines_of(rows, row) -> int:
    return sum(other["Order ID"] == row["Order ID"] for other in rows)
