"""Files of tracking numbers: what is read, what is refused, and the template they start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from domain.interchange import tracking_file
from domain.interchange.tracking_file import TrackingFile, TrackingRow, read_tracking
from domain.kernel.refusals import Refusal, RefusedError
from domain.rulebook import rulebook

CARRIERS = rulebook("us").carriers
USPS, UPS, FEDEX = "9400111201080805483016", "1Z999AA10123456784", "986578788855"
FIRST, SECOND, THIRD = "576417768901685208", "576413996812376996", "576494085543964020"
HEADER = ["Order ID", "Tracking number", "Carrier"]

Read = Callable[..., TrackingFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a table written as a CSV file."""

    def from_table(*rows: list[str], header: list[str] = HEADER) -> TrackingFile:
        path = tmp_path / "numbers.csv"
        lines = [",".join(cells) for cells in (header, *rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_tracking(path, CARRIERS)

    return from_table


def test_each_row_gives_an_order_its_number_and_carrier(read: Read) -> None:
    found = read(
        [FIRST + "\t", "9400 1112 0108 0805 4830 16", ""], ["", "", ""], [SECOND, UPS, "ups"]
    )
    assert found.refused == ()
    assert found.rows == (
        TrackingRow(int(FIRST), USPS, "USPS", 2),
        TrackingRow(int(SECOND), UPS, "UPS", 4),
    )


@pytest.mark.parametrize(
    "header",
    [
        ["order id", "TRACKING ID", "Shipping Provider Name"],
        ["\ufeffOrder No.", " Tracking # ", "Courier"],
    ],
)
def test_columns_are_found_by_their_usual_names(read: Read, header: list[str]) -> None:
    assert read([FIRST, UPS, "UPS"], header=header).rows[0].tracking == UPS


def test_without_a_carrier_column_the_number_tells(read: Read) -> None:
    found = read([FEDEX, FIRST], header=["Tracking", "Order"])
    assert [row.carrier for row in found.rows] == ["FEDEX"]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["5.76418E+17", UPS, ""], "Order ID", "lost digits in a spreadsheet"),
        (["abc", UPS, ""], "Order ID", "not an id"),
        (["", UPS, ""], "Order ID", "no order id"),
        ([FIRST, "", "UPS"], "Tracking number", "no tracking number"),
        ([FIRST, " - ", "UPS"], "Tracking number", "no tracking number"),
        ([FIRST, "9.40011E+21", ""], "Tracking number", "lost digits in a spreadsheet"),
        ([FIRST, UPS[:-1] + "5", ""], "Tracking number", "last digit should be 4"),
        ([FIRST, UPS, "FedEx"], "Tracking number", "is a UPS tracking number"),
        ([FIRST, UPS, "Pigeon"], "Carrier", "Pigeon is not a carrier"),
        ([FIRST], "Tracking number", "no tracking number"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(
    read: Read, row: list[str], column: str, words: str
) -> None:
    found = read([THIRD, USPS, ""], row)
    assert [each.order for each in found.rows] == [int(THIRD)]
    (refused,) = found.refused
    assert (refused.row, refused.column) == (3, column)
    assert words in refused.refusal.text()


def test_an_order_or_a_number_stands_in_one_row_only(read: Read) -> None:
    found = read([FIRST, UPS, ""], [FIRST, FEDEX, ""], [SECOND, UPS, ""], [FIRST, UPS, "UPS"])
    assert [each.row for each in found.rows] == [2]
    assert [(each.row, each.refusal.code) for each in found.refused] == [
        (3, "row-order-twice"),
        (4, "row-tracking-twice"),
    ]
    assert all("Row 2 " in each.refusal.text() for each in found.refused)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["Order ID", "Carrier"], "file-no-tracking"),
        (["Tracking number", "Carrier"], "file-no-tracking"),
        (["Order ID", "Tracking", "Tracking ID"], "file-header-twice"),
    ],
)
def test_a_file_without_its_columns_is_refused(read: Read, header: list[str], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read([FIRST, UPS], header=header)
    assert refused.value.refusal.code == code


def test_a_file_without_rows_is_refused(read: Read) -> None:
    with pytest.raises(RefusedError, match="no rows"):
        read()


def test_too_many_rows_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking_file, "ROW_LIMIT", 1)
    with pytest.raises(RefusedError, match="more than 1 rows"):
        read([FIRST, UPS, ""], [SECOND, FEDEX, ""])


def test_a_workbook_is_read_as_its_cells_show(tmp_path: Path) -> None:
    path = tmp_path / "numbers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tracking")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [FIRST, UPS])
        sheet.write_row(2, 0, [int(SECOND), FEDEX])
        sheet.write_row(3, 0, [THIRD, int(FEDEX)])
    found = read_tracking(path, CARRIERS)
    assert [(row.order, row.tracking) for row in found.rows] == [
        (int(FIRST), UPS),
        (int(THIRD), FEDEX),
    ]
    assert [(each.row, each.refusal.code) for each in found.refused] == [(3, "cell-id-lost")]


def test_each_carrier_gets_a_command_and_refusals_find_their_row(read: Read) -> None:
    found = read([FIRST, UPS, ""], [SECOND, USPS, ""], [THIRD, FEDEX, ""])
    assert [(each.carrier, each.orders) for each in found.commands()] == [
        ("UPS", (int(FIRST),)),
        ("USPS", (int(SECOND),)),
        ("FEDEX", (int(THIRD),)),
    ]
    assert found.row_of(Refusal("order-cancelled", {"order": int(SECOND)})) == 3
    assert found.row_of(Refusal("tracking-used", {"tracking": FEDEX, "order": int(FIRST)})) == 4
    assert found.row_of(Refusal("nothing-asked")) == 0
