"""Whatever is called .csv, it is imported, refused row by row, or refused with one sentence."""

import io
import time
import zipfile

import pytest

from domain.interchange import reading
from domain.interchange import rows as export_rows
from domain.kernel.refusals import WORDS, RefusedError
from domain.storage.tables import imports


def workbook() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 100)
    return buffer.getvalue()


HEADER = (
    b"Order ID,Order Status,SKU ID,Quantity,SKU Unit Original Price,SKU Subtotal Before Discount,"
    b"Order Amount,Order Refund Amount,Created Time,Paid Time\r\n"
)
ROW = (
    b"576417768901685208,Completed,1729432769734246643,1,1.00,1.00,1.00,0,09/15/2026 2:59:27 AM,\n"
)

HOSTILE = {
    "truncated workbook": (workbook()[:100], "file-workbook-broken"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "file-not-export"),
    "NUL": (HEADER + ROW.replace(b"Completed", b"Comp\0leted"), "file-nul"),
    "UTF-16": ((HEADER + ROW).decode().encode("utf-16"), "file-utf16"),
    "UTF-16 without mark": ((HEADER + ROW).decode().encode("utf-16-le"), "file-nul"),
    "Latin-1": (HEADER + ROW + b"\xe9t\xe9", "file-encoding"),
    "column twice": (HEADER.replace(b"Paid Time", b"order amount "), "file-header-twice"),
    "20 MB in one line": (HEADER + b"x" * 20_000_000, "file-line-too-long"),
    "20 MB header": (b"x," * 10_000_000, "file-line-too-long"),
    "quotation mark never closed": (HEADER + b'"' + b"x\n" * 5_000_000, "file-rows-broken"),
    "one endless quoted row": (HEADER + b'"a\n",' * 6_000_000, "file-rows-broken"),
    "millions of rows that cannot be read": (
        HEADER + ROW.replace(b"576417768901685208", b"5.7E+17") * 1_000_000,
        "file-rows-refused",
    ),
    "empty": (b"", "file-empty"),
    "blank": (b"\xef\xbb\xbf\r\n\r\n", "file-empty"),
    "header only": (HEADER, "file-empty"),
    "junk": (bytes(range(1, 256)) * 1_000, "file-encoding"),
    "somebody's list": (b"name,phone\nAda,1\n", "file-kind-unknown"),
    "no amounts": (HEADER.replace(b"Order Amount", b"Other"), "file-column-missing"),
    "web page": (b"<!DOCTYPE html><html></html>", "file-not-export"),
    "another shop's backup": (b"SQLite format 3\0" + bytes(4_000), "file-not-export"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_quickly_and_nothing_is_written(name, shop, tmp_path) -> None:
    content, code = HOSTILE[name]
    path = tmp_path / "All order-2026-09-15-09_12.csv"
    path.write_bytes(content)
    before, start = shop.digest(), time.perf_counter()

    with pytest.raises(RefusedError) as caught:
        shop.plan(path)

    assert caught.value.refusal.code == code
    assert time.perf_counter() - start < 5
    assert shop.digest() == before
    assert shop.rows(imports) == []


def test_ids_in_scientific_notation_are_refused_row_by_row(shop, rows, write) -> None:
    ruined = [row | {"Order ID": "5.76418E+17"} for row in rows()]

    planned = shop.plan(write(ruined))

    assert {each.refusal.code for each in planned.refused} == {"cell-id-lost"}
    assert (planned.rows, planned.new, len(planned.refused)) == (3_020, 0, 3_020)
    assert shop.carry_out(planned) is None


def test_a_file_cut_off_anywhere_is_refused_or_imports_only_whole_rows(
    shop, sample, tmp_path
) -> None:
    data = sample("us").read_bytes()[:60_000]
    before = shop.digest()
    for length in range(0, 60_000, 997):
        path = tmp_path / "cut.csv"
        path.write_bytes(data[:length])
        try:
            planned = shop.plan(path)
        except RefusedError as refused:
            assert refused.refusal.code in WORDS
        else:
            assert planned.new + planned.same + len(planned.refused) == planned.rows
            assert len(planned.refused) <= 5
    assert shop.digest() == before


def test_a_file_larger_than_any_export_is_not_even_read(shop, tmp_path, monkeypatch) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(reading.SIZE_LIMIT + 1)

    with pytest.raises(RefusedError) as caught:
        shop.plan(path)

    assert caught.value.refusal.code == "file-too-large"


@pytest.mark.parametrize(
    ("limit", "code"), [("ROW_LIMIT", "file-rows-too-many"), ("TEXT_LIMIT", "file-texts-too-many")]
)
def test_more_than_fits_into_memory_is_refused(limit, code, shop, sample, monkeypatch) -> None:
    monkeypatch.setattr(export_rows, limit, 2_000)

    with pytest.raises(RefusedError) as caught:
        shop.plan(sample("us"))

    assert caught.value.refusal.code == code


def test_a_missing_file_and_a_folder_are_refused(shop, tmp_path) -> None:
    with pytest.raises(RefusedError) as missing:
        shop.plan(tmp_path / "none.csv")
    with pytest.raises(RefusedError) as folder:
        shop.plan(tmp_path)

    assert missing.value.refusal.code == "file-missing"
    assert folder.value.refusal.code == "file-unreadable"


def test_hostile_texts_are_kept_as_they_are(shop, rows, write) -> None:
    from domain.orders.tables import order_lines

    name = "=cmd|' /C calc'!A0 \u202egnp.exe <img src=x> '); DROP TABLE orders;--"
    shop.take(write([rows()[0] | {"Product Name": name}]))

    assert shop.rows(order_lines)[0].product_name == name
