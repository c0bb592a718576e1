"""Files that are whole or not there, hold typed amounts, and run nothing."""

import csv
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from domain.interchange.outgoing.table_file import Cell, Table, write
from domain.kernel.money import Currency
from domain.kernel.progress import CancelledError, silent
from domain.kernel.refusals import RefusedError

USD, VND = Currency("USD", 2), Currency("VND", 0)
COLUMNS = (
    ("Order ID", Cell.ID),
    ("Name", Cell.TEXT),
    ("Time", Cell.TIME),
    ("Units", Cell.COUNT),
    ("Amount", Cell.AMOUNT),
)
HOSTILE = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "＝1"]  # noqa: RUF001
ROW = (576417768901685208, "Lamp", "2026-09-15 02:59:27", 3, 123_450)


def table(rows, currency: Currency = USD) -> Table:
    return Table("Sheet", COLUMNS, currency, len(rows), iter(rows))


def text_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_csv_has_a_mark_and_plain_decimals_and_ids_that_stay_texts(tmp_path) -> None:
    path = tmp_path / "a.csv"
    rows = [ROW, (0, "02134", "", 0, -5), (1, "9457600001371136432168", "", 1, 0)]

    assert write(table(rows), path, silent) == 3

    assert path.read_bytes().startswith(b"\xef\xbb\xbfOrder ID,Name,Time,Units,Amount\r\n")
    assert text_of(path)[1:] == [
        ["576417768901685208\t", "Lamp", "2026-09-15 02:59:27\t", "3", "1234.50"],
        ["\t", "02134\t", "\t", "0", "-0.05"],
        ["1\t", "9457600001371136432168\t", "\t", "1", "0.00"],
    ]


def test_a_currency_without_parts_has_no_decimals(tmp_path) -> None:
    write(table([ROW], VND), tmp_path / "a.csv", silent)

    assert text_of(tmp_path / "a.csv")[1][4] == "123450"


def test_a_workbook_has_typed_amounts_and_texts_for_ids(tmp_path) -> None:
    path = tmp_path / "a.xlsx"

    write(table([ROW, (0, "", "", 0, -5)]), path, silent)

    found = CalamineWorkbook.from_path(path).get_sheet_by_name("Sheet").to_python()
    assert found[1] == ["576417768901685208", "Lamp", "2026-09-15 02:59:27", 3.0, 1234.5]
    assert found[2] == ["", "", "", 0.0, -0.05]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_run_as_a_formula(text, tmp_path) -> None:
    for ending in ("csv", "xlsx"):
        write(table([(1, text, "", 1, -1)]), tmp_path / f"a.{ending}", silent)

    cell = text_of(tmp_path / "a.csv")[1][1]
    assert cell[0] == "'"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    marked = next(part for part in sheet.split("<c ") if part.startswith('r="B2"'))
    assert 's="' in marked


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_cancelled_export_leaves_the_old_file_and_nothing_else(ending, tmp_path) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"old")

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        write(table([ROW] * 600), path, cancel)

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_progress_reaches_the_end(ending, tmp_path) -> None:
    told: list[tuple[int, int]] = []

    write(table([ROW] * 1_200), tmp_path / f"a.{ending}", lambda *at: told.append(at))

    assert told == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.txt", "export-ending"), ("a", "export-ending"), ("none/a.csv", "folder-missing")],
)
def test_where_nothing_can_be_written_is_said_in_a_sentence(name, code, tmp_path) -> None:
    with pytest.raises(RefusedError) as caught:
        write(table([ROW]), tmp_path / name, silent)

    assert caught.value.refusal.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_folder_of_that_name_stays(ending, tmp_path) -> None:
    path = tmp_path / f"a.{ending}"
    path.mkdir()

    with pytest.raises(RefusedError) as caught:
        write(table([ROW]), path, silent)

    assert caught.value.refusal.code == "not-writable"
    assert list(tmp_path.iterdir()) == [path]


def test_more_rows_than_a_workbook_holds_are_refused_before_writing(tmp_path) -> None:
    with pytest.raises(RefusedError) as caught:
        write(Table("Sheet", COLUMNS, USD, 1_048_576, iter([])), tmp_path / "a.xlsx", silent)

    assert caught.value.refusal.code == "export-too-long"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_a_killed_export_left_goes_with_the_next_one(ending, tmp_path) -> None:
    left = tmp_path / f".a.{ending}.making"
    left.mkdir()
    (left / "rows").write_text("somebody's street")

    write(table([ROW]), tmp_path / f"a.{ending}", silent)

    assert list(tmp_path.iterdir()) == [tmp_path / f"a.{ending}"]


def test_a_file_keeps_its_rights_and_a_link_its_target(tmp_path) -> None:
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_text("old")
    path.chmod(0o600)
    link.symlink_to(path)

    write(table([ROW]), link, silent)

    assert link.is_symlink()
    assert text_of(path)[1][1] == "Lamp"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_text_that_no_cell_holds_is_refused_and_not_left_out(tmp_path) -> None:
    row = (1, "x" * 32_768, "", 1, 1)

    with pytest.raises(RefusedError) as caught:
        write(table([ROW, row]), tmp_path / "a.xlsx", silent)

    assert (caught.value.refusal.code, caught.value.refusal.params["row"]) == (
        "export-text-too-long",
        3,
    )
    assert write(table([row]), tmp_path / "a.csv", silent) == 1
