"""A look into a workbook before anything reads it: how large it unpacks, and how far its cells go.

A workbook of a kilobyte can stand for more memory than any machine has: two cells at opposite
corners, or a string packed a thousandfold. The look streams every part once, keeps nothing, and
refuses what no export looks like.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from domain.kernel.refusals import RefusedError

UNPACKED_LIMIT = 300_000_000
"""Bytes of all parts together; 60,000 order lines take 230 MB."""

CELL_LIMIT = 4_200_000
"""Cells of the box that holds every cell of a sheet: over 66,000 order lines, read in 400 MB."""

_PARTS = 2_000
_BLOCK = 1 << 20
_TAG_LIMIT = 1 << 22
_TAGS = re.compile(rb"<(?:[A-Za-z]\w*:)?(row|c)[\s/>]")
_COLUMNS = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)[0-9]")
_ROWS = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]*([0-9]+)")
_OWN_ROWS = re.compile(rb"\br\s*=\s*[\"'][0-9]")
_ERROR_MARK = re.compile(rb"[\"']e[\"']")
_ERROR = re.compile(rb"<(?:[A-Za-z]\w*:)?c\s[^<>]*\bt\s*=\s*[\"']e[\"']")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_MARK = {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}


def look(path: Path) -> None:
    """Refuse, with ``RefusedError``, a file that is no workbook or not safe to read."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if not any(name.endswith("workbook.xml") for name in names):
                raise RefusedError("file-not-export", file=path.name, found="a ZIP archive")
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > _PARTS or unpacked > UNPACKED_LIMIT:
                limit = UNPACKED_LIMIT // 1_000_000
                raise RefusedError("file-unpacks-too-large", file=path.name, limit=limit)
            for part in parts:
                with archive.open(part) as stream:
                    _Part(path.name).read(stream)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # RuntimeError is what zipfile raises for a part locked with a password.
        problem = "it is cut off or damaged, or locked with a password"
        raise RefusedError("file-workbook-broken", file=path.name, problem=problem) from error


class _Part:
    """One part on its way through: how far its rows and columns go."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._width = self._height = 0
        self._unnumbered = 0
        """Rows without a number: each follows the one before it."""
        self._cells = 0
        """Cells since the last row began."""

    def read(self, stream: IO[bytes]) -> None:
        rest = b""
        first = True
        while block := stream.read(_BLOCK):
            if first and block[:2] in _MARK:
                raise self._broken("a part is not UTF-8 text")
            first = False
            text = rest + block
            opened = text.rfind(b"<")
            rest = text[opened:] if opened > text.rfind(b">") else b""
            if len(rest) > _TAG_LIMIT:
                raise self._broken("a tag is longer than any spreadsheet program writes")
            self._take(text[: len(text) - len(rest)])
        self._take(rest)

    def _take(self, text: bytes) -> None:
        if _DECLARED.search(text):
            raise self._broken("it declares a document type, which no spreadsheet program does")
        # The reader gives such cells as blank, and a blank amount is none.
        if _ERROR_MARK.search(text) and _ERROR.search(text):
            raise RefusedError("file-cells-in-error", file=self._file)
        for letters in set(_COLUMNS.findall(text)):
            self._width = max(self._width, _column(letters))
        rows = _ROWS.findall(text)
        if rows:
            self._height = max(self._height, *map(_number, set(rows)))
        tags = _TAGS.findall(text)
        if tags:
            runs = b"".join(tags).split(b"row")
            runs[0] = b"c" * self._cells + runs[0]
            self._width = max(self._width, *map(len, runs))
            self._cells = len(runs[-1])
            numbered = len(_OWN_ROWS.findall(text))
            self._unnumbered += max(0, tags.count(b"row") - numbered)
        if self._width * (self._height + self._unnumbered) > CELL_LIMIT:
            raise RefusedError("file-cells-too-far", file=self._file, limit=CELL_LIMIT)

    def _broken(self, problem: str) -> RefusedError:
        return RefusedError("file-workbook-broken", file=self._file, problem=problem)


def _number(digits: bytes) -> int:
    return int(digits[:12])


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number
