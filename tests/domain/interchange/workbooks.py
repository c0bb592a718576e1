"""Workbooks as spreadsheet programs, the platform and strangers put them together."""

import io
import zipfile
from xml.sax.saxutils import escape

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/'
    'xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/{part}"/></Relationships>'
)
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>'
    "</worksheet>"
)


def packed(
    rows: str,
    *,
    part: str = "sheet1.xml",
    name: str = "OrderSKUList",
    dimension: str = "A1:A1",
    prolog: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook with one sheet whose data is this XML."""
    sheet = _SHEET.format(dimension=dimension, rows=rows)
    if prolog:
        sheet = sheet.replace("?><worksheet", f"?>{prolog}<worksheet")
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _ROOT.encode(),
        "xl/workbook.xml": _BOOK.format(name=name).encode(),
        "xl/_rels/workbook.xml.rels": _LINKS.format(part=part).encode(),
        f"xl/worksheets/{part}": sheet.encode(),
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return buffer.getvalue()


def cell(place: str, value: object, *, numbered: bool = True) -> str:
    """One cell as XML; numbers are typed, everything else is text."""
    where = f' r="{place}"' if numbered else ""
    if isinstance(value, int | float):
        return f"<c{where}><v>{value}</v></c>"
    kept = f'<t xml:space="preserve">{escape(str(value))}</t>'
    return f'<c{where} t="inlineStr"><is>{kept}</is></c>'


def letters(column: int) -> str:
    """The letters of a column counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def sheet_rows(table: list[list[object]], *, quirk: bool = False, numbered: bool = True) -> str:
    """The rows as XML; with the quirk, every cell sits in a row element of its own."""
    made = []
    for row, cells in enumerate(table, start=1):
        parts = [
            cell(f"{letters(column)}{row}", value, numbered=numbered)
            for column, value in enumerate(cells)
        ]
        start = f'<row r="{row}">' if numbered else "<row>"
        made += (
            [f"{start}{part}</row>" for part in parts]
            if quirk
            else [f"{start}{''.join(parts)}</row>"]
        )
    return "".join(made)
