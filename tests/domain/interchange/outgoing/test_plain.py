"""Figures of a screen in a file: texts and numbers as they stand, and nothing that runs."""

import csv

import pytest
from python_calamine import CalamineWorkbook

from domain.interchange.outgoing.plain import sheet_name, write_plain

HEADERS = ("Day", "=Sales (USD)", "Mixed")
ROWS = (("1 Dec", 12.5, "a"), ("=1+1", None, 3.0), ("3 Dec", -12_345_678_901.25, None))


def test_csv_keeps_numbers_and_guards_words_and_headers(tmp_path) -> None:
    path = tmp_path / "plot.csv"
    assert write_plain(HEADERS, ROWS, path, "Sales") == 3
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["Day", "'=Sales (USD)", "Mixed"],
            ["1 Dec", "12.5", "a"],
            ["'=1+1", "", "3.0"],
            ["3 Dec", "-12345678901.25", ""],
        ]


def test_a_workbook_has_numbers_as_numbers(tmp_path) -> None:
    path = tmp_path / "plot.xlsx"
    write_plain(HEADERS, ROWS, path, "GMV: by day/hour")
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("GMV  by day hour").to_python()
    assert sheet[1] == ["1 Dec", 12.5, "a"]
    assert sheet[2] == ["=1+1", "", "3.0"]


@pytest.mark.parametrize(
    ("words", "name"), [("", "1"), ("'a'", "a"), ("x" * 40, "x" * 31), ("a[b]:c", "a b  c")]
)
def test_a_sheet_is_named_as_workbooks_take_it(words, name) -> None:
    assert sheet_name(words) == name
