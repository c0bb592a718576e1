"""What a printed document shows, told by readers that know nothing of this program."""

from __future__ import annotations

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
        """Pairs of texts that lie on each other by more than two kerned letters do."""
        found = self._file[page].get_textpage()
        rects = np.array([found.get_rect(each) for each in range(found.count_rects())])
        low, high = rects[:, None, :2], rects[:, None, 2:]
        shared = np.minimum(high, rects[:, 2:]) - np.maximum(low, rects[:, :2])
        pairs = np.argwhere(np.triu((shared[..., 0] > 5) & (shared[..., 1] > 1.5), 1))
        hits = [
            (found.get_text_bounded(*rects[one]), found.get_text_bounded(*rects[other]))
            for one, other in pairs
        ]
        return hits


@contextmanager
def opened(path: Path) -> Iterator[Pages]:
    """The PDF at that path, as its readers see it."""
    file = pypdfium2.PdfDocument(path)
    try:
        yield Pages(file)
    finally:
        file.close()
