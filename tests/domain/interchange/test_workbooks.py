"""Order exports as workbooks, and workbooks that want to harm."""

import io
import multiprocessing
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from domain.interchange import workbook, workbook_child, workbook_scan
from domain.interchange.reading import reading
from domain.kernel import confined
from domain.kernel.refusals import RefusedError
from domain.storage.tables import imports
from tests.domain.interchange.workbooks import cell, letters, packed, sheet_rows

EXPLAINED = "Platform unique order ID."


@pytest.fixture
def table(rows):
    """The first rows of the US sample, as a table with its header."""
    found = rows()[:400]
    return [list(found[0]), *([value.strip() for value in row.values()] for row in found)]


@pytest.fixture
def save(tmp_path):
    def write(content: bytes, name: str = "All order-2026-09-15-09_12.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_a_workbook_brings_the_same_orders_as_the_text(shop, open_shop, rows, table, write, save):
    other = open_shop("us")
    shop.take(write(rows()[:400]))

    planned = other.take(save(packed(sheet_rows(table))))

    assert (planned.rows, planned.new, planned.refused) == (400, 400, ())
    assert other.digest() == shop.digest()


@pytest.mark.parametrize(
    "how",
    [
        {"quirk": True, "part": "sheet2.xml"},
        {"numbered": False},
        {"name": "Sheet1", "dimension": "A1:BK401"},
    ],
)
def test_the_ways_in_which_sheets_are_written_make_no_difference(how, shop, table, save) -> None:
    layout = {key: how.pop(key) for key in ("quirk", "numbered") if key in how}

    planned = shop.plan(save(packed(sheet_rows(table, **layout), **how)))

    assert (planned.new, planned.refused, planned.unknown_columns) == (400, (), ())


def test_the_row_that_explains_the_columns_is_dropped(shop, table, save) -> None:
    explained = [EXPLAINED, *["What this is."] * (len(table[0]) - 1)]

    planned = shop.plan(save(packed(sheet_rows([table[0], explained, *table[1:]]))))

    assert (planned.rows, planned.new, planned.refused) == (400, 400, ())


@pytest.mark.parametrize(
    "explained",
    [
        {"Order ID": EXPLAINED, "Quantity": "SKU sold quantity in the order."},
        {"Order ID": EXPLAINED, "Quantity": "2 decimals, SKU level 1", "Order Amount": "Total."},
    ],
)
@pytest.mark.parametrize("blank", [0, 2])
def test_whatever_explains_the_columns_is_no_order(explained, blank, shop, table, save) -> None:
    row = [explained.get(name, "") for name in table[0]]
    rows = [table[0], *[[""]] * blank, row, *table[1:]]

    planned = shop.plan(save(packed(sheet_rows(rows))))

    assert (planned.rows, planned.new, planned.refused) == (400, 400, ())


def test_rows_are_numbered_as_the_spreadsheet_shows_them(shop, table, save) -> None:
    table[5][0] = "ABC"

    planned = shop.plan(save(packed(sheet_rows([[""], [""], [""], *table]))))

    own = [each.row for each in planned.refused if each.refusal.code == "cell-not-id"]
    assert own == [3 + 6]


def test_a_cell_in_error_refuses_the_file(shop, table, save) -> None:
    content = sheet_rows(table).replace("</row>", '<c r="ZZ2" t="e"><v>#DIV/0!</v></c></row>', 1)

    with pytest.raises(RefusedError) as caught:
        shop.plan(save(packed(content)))

    assert caught.value.refusal.code == "file-cells-in-error"


def test_what_a_file_is_shows_in_its_bytes_and_not_in_its_name(shop, rows, table, write, save):
    assert shop.plan(write(rows(), "export.xlsx")).new == 3_020
    assert shop.plan(save(packed(sheet_rows(table)), "export.csv")).new == 400


def test_numeric_ids_that_lost_digits_are_refused_by_row(shop, table, save) -> None:
    table[3][0] = int(table[3][0])  # Excel keeps 15 digits of 18
    table[5][0] = "123456789012345"

    planned = shop.plan(save(packed(sheet_rows(table))))

    own = [each for each in planned.refused if each.refusal.code == "cell-id-lost"]
    assert [(each.row, each.column) for each in own] == [(4, "Order ID")]
    assert planned.new + len(planned.refused) == 400


def test_typed_numbers_and_dates_are_read_like_texts(shop, open_shop, table, tmp_path) -> None:
    other = open_shop("us")
    plain, typed = tmp_path / "plain.xlsx", tmp_path / "typed.xlsx"
    for path in (plain, typed):
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("OrderSKUList")
            style = book.add_format({"num_format": "mm/dd/yyyy hh:mm:ss"})
            for row, cells in enumerate(table):
                for column, value in enumerate(cells):
                    name = table[0][column]
                    if row and path is typed and value and name.endswith("Time"):
                        moment = datetime.strptime(value, "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007
                        sheet.write_datetime(row, column, moment, style)
                    elif row and path is typed and value and ("SKU S" in name or "Amou" in name):
                        sheet.write_number(row, column, float(value))
                    else:
                        sheet.write_string(row, column, value)

    shop.take(plain)
    planned = other.take(typed)

    assert planned.refused == ()
    assert other.digest() == shop.digest()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3.0, "3"),
        (12.34, "12.34"),
        (0.1 + 0.2, "0.3"),
        (576461413038785752.0, "5.76461E+17"),
        (True, "TRUE"),
        (datetime(2026, 9, 15, 2, 59, 27), "2026-09-15 02:59:27"),  # noqa: DTZ001
        (date(2026, 9, 15), "2026-09-15"),
        (time(2, 59, 27), "02:59:27"),
        (timedelta(days=1, hours=2), "1 day, 2:00:00"),
        (float("inf"), "INF"),
        (float("nan"), "nan"),
    ],
)
def test_typed_cells_become_texts(value, said) -> None:
    assert workbook_child.text(value) == said


ROW = sheet_rows([["Order ID", "SKU ID", "Order Status", "Quantity", "Paid Time"]])


def liar() -> bytes:
    """An archive that says its long part is short."""
    content = packed(ROW, more={"xl/sharedStrings.xml": b"<sst>" + b"x" * 1_000_000 + b"</sst>"})
    size = (1_000_011).to_bytes(4, "little")
    assert size in content
    return content.replace(size, (11).to_bytes(4, "little"))


def locked() -> bytes:
    content = bytearray(packed(ROW))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def other_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../notes.txt", "hello")
    return buffer.getvalue()


HOSTILE = {
    "two cells at opposite corners": (
        lambda: packed(sheet_rows([["Order ID"]]) + f"<row>{cell('XFD1048576', 1)}</row>"),
        "file-cells-too-far",
    ),
    "a far row of a number alone": (
        lambda: packed(f'{ROW}<row r="1048570"><c><v>1</v></c></row>{"<row><c/></row>" * 4}'),
        "file-cells-too-far",
    ),
    "a million columns": (
        lambda: packed("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>" + "<row><c/></row>" * 9),
        "file-cells-too-far",
    ),
    "a gigabyte in one string": (
        lambda: packed(ROW, more={"xl/sharedStrings.xml": bytes(1_000_000_000)}),
        "file-unpacks-too-large",
    ),
    "250 MB in one string": (
        lambda: packed(
            ROW,
            more={
                "xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 250_000_000 + b"</t></si></sst>"
            },
        ),
        "file-too-heavy",
    ),
    "document type": (
        lambda: packed(ROW, prolog='<!DOCTYPE lolz [<!ENTITY lol "lol">]>'),
        "file-workbook-broken",
    ),
    "entities in another part": (
        lambda: packed(ROW, more={"xl/sharedStrings.xml": b'<!ENTITY a SYSTEM "file:///x">'}),
        "file-workbook-broken",
    ),
    "an endless tag": (
        lambda: packed(ROW, more={"xl/styles.xml": b"<c" + b" " * 20_000_000}),
        "file-workbook-broken",
    ),
    "UTF-16 inside": (
        lambda: packed(ROW, more={"xl/styles.xml": "<a/>".encode("utf-16")}),
        "file-workbook-broken",
    ),
    "sizes that lie": (liar, "file-workbook-broken"),
    "locked with a password": (locked, "file-workbook-broken"),
    "another archive": (other_archive, "file-not-export"),
    "no sheet at all": (
        lambda: packed(ROW).replace(b"worksheets/sheet1.xml", b"worksheets/sheet9.xml", 1),
        "file-workbook-broken",
    ),
    "an empty sheet": (lambda: packed(""), "file-empty"),
    "a header alone": (lambda: packed(ROW), "file-column-missing"),
    "columns twice": (
        lambda: packed(sheet_rows([["Order ID", "SKU ID", "Order Status", "order id "]])),
        "file-header-twice",
    ),
    "three thousand parts": (
        lambda: packed(ROW, more={f"xl/media/{n}.png": b"x" for n in range(3_000)}),
        "file-unpacks-too-large",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_ends_in_a_sentence_and_leaves_no_process(name, shop, save) -> None:
    make, code = HOSTILE[name]
    path, before = save(make()), shop.digest()

    with pytest.raises(RefusedError) as caught:
        shop.plan(path)

    assert caught.value.refusal.code == code
    assert len(caught.value.refusal.text()) > 20
    assert shop.digest() == before
    assert shop.rows(imports) == []
    assert multiprocessing.active_children() == []


def test_a_workbook_cut_off_anywhere_is_refused(shop, table, save) -> None:
    content = packed(sheet_rows(table))
    for length in range(4, len(content) - 1, len(content) // 12):
        with pytest.raises(RefusedError) as caught:
            shop.plan(save(content[:length]))
        assert caught.value.refusal.code == "file-workbook-broken"


def test_a_reader_that_takes_too_much_memory_is_stopped(shop, table, save, monkeypatch) -> None:
    path = save(packed(sheet_rows(table)))
    monkeypatch.setattr(workbook, "MEMORY_LIMIT", 1_000_000)
    monkeypatch.setattr(confined, "_LOOK", 0.000_1)

    with pytest.raises(RefusedError) as caught:
        shop.plan(path)

    assert caught.value.refusal.code == "file-too-heavy"


def test_a_reader_that_says_nothing_is_given_up(shop, table, save, monkeypatch) -> None:
    path = save(packed(sheet_rows(table)))
    monkeypatch.setattr(workbook, "SILENCE_LIMIT", 0.0)
    monkeypatch.setattr(confined, "_LOOK", 0.000_1)

    with pytest.raises(RefusedError) as caught:
        shop.plan(path)

    assert caught.value.refusal.code == "file-too-slow"


def test_reading_can_be_left_in_the_middle(table, save) -> None:
    path = save(packed(sheet_rows([table[0], *table[1:] * 20])))

    with reading(path) as sheet:
        first = next(sheet.chunks)

    assert len(first.rows) == 400
    assert 0 < first.share < 1
    assert multiprocessing.active_children() == []


def test_the_widest_columns_are_counted_as_spreadsheets_do() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert workbook_scan._column(b"XFD") == 16_384
