"""CSV exports read safely: no file can take the memory, however its lines and quotes are set.

A file is refused as a whole with ``RefusedError`` (no UTF-8 text, a line or row longer than any
export writes …). No message ever holds a cell's value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from domain.interchange.sheet import CHUNK_ROWS, HEADER_ROWS, Chunk, Sheet
from domain.kernel.refusals import RefusedError

START = 16
"""Bytes that tell what a file is."""

_BLOCK = 1 << 17
_LINE_LIMIT = 1 << 17  # a row of an order export is under 1,000 bytes
_CHUNK_LIMIT = 1 << 24  # 400 rows of 40 kB each
_DELIMITERS = ",;\t"

_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook, or one locked with a password",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3\0": "a database",
    b"{": "JSON",
    b"<": "a web page or XML",
}


def rows_of(file: str, size: int, start: bytes, stream: BinaryIO) -> Sheet:
    """The header and rows of an open file of ``size`` bytes.

    ``start`` are its first ``START`` bytes. The stream must stay open while the chunks are taken.
    """
    return _Reader(file, size, start, stream).sheet()


class _Reader:
    """One file on its way from bytes to rows."""

    def __init__(self, file: str, size: int, start: bytes, stream: BinaryIO) -> None:
        self._file = file
        self._size = size
        self._start = start
        self._stream = stream
        self._read = 0
        self._lines = 0
        self._old_mac: bool | None = None
        """Whether its lines end in CR alone; None before anything is read."""

    def sheet(self) -> Sheet:
        self._look()
        lines = chain.from_iterable(self._blocks())
        row, first = next(
            ((at, line) for at, line in enumerate(lines, start=1) if line.strip()), (0, "")
        )
        if not first:
            raise RefusedError("file-empty", file=self._file)
        opening = [first, *islice(lines, HEADER_ROWS - 1)]
        lines = chain(opening[1:], lines)
        delimiter = _delimiter(opening)
        try:
            header = next(csv.reader(chain([first], lines), delimiter=delimiter))
        except csv.Error as error:
            raise self._broken() from error
        chunks = self._chunks(lines, delimiter, len(header))
        return Sheet(header, chunks, header_row=row, guarded=True)

    def _look(self) -> None:
        """Refuse what is no UTF-8 text by how it begins, and skip a byte order mark."""
        start = self._start
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise RefusedError("file-utf16", file=self._file)
        text = start.removeprefix(b"\xef\xbb\xbf")
        for mark, found in _FOREIGN.items():
            if text.startswith(mark):
                raise RefusedError("file-not-export", file=self._file, found=found)
        self._read = len(start) - len(text)
        self._stream.seek(self._read)

    def _blocks(self) -> Iterator[io.StringIO]:
        """The text in pieces of whole lines."""
        rest = b""
        while block := self._stream.read(_BLOCK):
            if 0 in block:
                raise RefusedError("file-nul", file=self._file)
            if self._old_mac is None:
                self._old_mac = b"\r" in block and b"\n" not in block
            if self._old_mac:
                block = block.replace(b"\r", b"\n")
            cut = block.rfind(b"\n") + 1
            if cut:
                yield self._text(rest + block[:cut])
                rest = block[cut:]
            else:
                rest += block
            if len(rest) > _LINE_LIMIT:
                raise RefusedError("file-line-too-long", file=self._file, line=self._lines + 1)
        yield self._text(rest)

    def _text(self, whole: bytes) -> io.StringIO:
        try:
            text = whole.decode("utf-8")
        except UnicodeDecodeError as error:
            at = self._read + error.start
            # From None: the error holds the bytes, which may be a person's.
            raise RefusedError("file-encoding", file=self._file, byte=at) from None
        self._read += len(whole)
        self._lines += whole.count(b"\n")
        return io.StringIO(text, newline="\n")

    def _chunks(self, lines: Iterator[str], delimiter: str, width: int) -> Iterator[Chunk]:
        first = next(lines, None)
        if first is None:
            return
        if _is_tabbed(first, delimiter, width):
            delimiter = "\t"
        rows = csv.reader(self._watched(chain([first], lines)), delimiter=delimiter)
        try:
            while taken := list(islice(rows, CHUNK_ROWS)):
                self._chunk_from = self._read
                yield Chunk(taken, min(self._read / self._size, 1.0))
        except csv.Error as error:
            raise self._broken() from error

    def _watched(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines, as long as they end in rows: one quoted row must not swallow the file."""
        self._chunk_from = self._read
        for line in lines:
            if self._read - self._chunk_from > _CHUNK_LIMIT:
                raise self._broken()
            yield line

    def _broken(self) -> RefusedError:
        return RefusedError("file-rows-broken", file=self._file, line=self._lines)


def _delimiter(lines: list[str]) -> str:
    """The delimiter of the first line that has any: those above the header may have none."""
    divided = next((each for each in lines if not set(_DELIMITERS).isdisjoint(each)), "")
    return max(_DELIMITERS, key=divided.count)


def _is_tabbed(line: str, delimiter: str, width: int) -> bool:
    """Whether a first row is tab-separated although its header is not (seen in Malaysia)."""
    cells = len(next(csv.reader([line], delimiter=delimiter), []))
    return cells != width and line.count("\t") >= max(width - 1, 1)
