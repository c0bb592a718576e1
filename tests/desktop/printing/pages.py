"""What a printed document shows, told by readers that know nothing of this program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image

_DENSITY = 300 / 72
"""Pixels to the point at which codes are read: an office scanner's."""


class Pages:
    """An open PDF."""

    def __init__(self, file: pypdfium2.PdfDocument) -> None:
        self._file = file

    def __len__(self) -> int:
        return len(self._file)

    def size(self, page: int = 0) -> tuple[float, float]:
        return self._file[page].get_size()

    def text(self, page: int = 0) -> str:
        return self._file[page].get_textpage().get_text_range()

    def words(self) -> str:
        """The text of all pages, its lines as blanks."""
        return " ".join(" ".join(self.text(page) for page in range(len(self))).split())

    def image(self, page: int = 0, density: float = _DENSITY) -> Image.Image:
        return self._file[page].render(scale=density).to_pil().convert("L")

    def codes(self, page: int = 0) -> list[str]:
        return [found.text for found in zxingcpp.read_barcodes(self.image(page))]

    def ink_outside(self, page: int, left: float, top: float, right: float, bottom: float) -> int:
        """How many dark pixels lie outside a box (points)."""
        dark = np.asarray(self.image(page, 2)) < 200
        inside = np.zeros_like(dark)
        box = (round(each * 2) for each in (top, bottom, left, right))
        first, last, start, end = box
        inside[first:last, start:end] = True
        return int((dark & ~inside).sum())

    def overlapping(self, page: int = 0) -> list[tuple[str, str]]:
        """Pairs of letters of different lines that lie on each other by more than a hair."""
        found = self._file[page].get_textpage()
        boxes = np.array([found.get_charbox(each) for each in range(found.count_chars())])
        middle = (boxes[:, 1] + boxes[:, 3]) / 2
        shared = np.minimum(boxes[:, None, 2:], boxes[:, 2:])
        shared = shared - np.maximum(boxes[:, None, :2], boxes[:, :2])
        apart = np.abs(middle[:, None] - middle) > 3
        hits = np.argwhere(np.triu((shared[..., 0] > 1) & (shared[..., 1] > 1) & apart, 1))
        text = [found.get_text_range(each, 1) for each in range(found.count_chars())]
        pairs = [(text[one], text[other]) for one, other in hits]
        return [pair for pair in pairs if not _mark(*pair)]


def _mark(*letters: str) -> bool:
    """Whether one of them is a mark, which belongs onto another letter."""
    return any(unicodedata.combining(each) for letter in letters for each in letter)


@contextmanager
def opened(path: Path) -> Iterator[Pages]:
    """The PDF at that path, as its readers see it."""
    file = pypdfium2.PdfDocument(path)
    try:
        yield Pages(file)
    finally:
        file.close()
