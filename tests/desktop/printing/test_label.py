"""A label is 4 × 6 inches, its code is its tracking number, and nobody takes it for a real one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from desktop.i18n import Language
from desktop.printing.label import paint_labels
from desktop.printing.wanted import Paper
from domain.reports.papers.labels import LabelRow
from tests.desktop.layout_checks import language
from tests.desktop.printing.pages import opened
from tests.desktop.printing.rows import LABEL, SHOP, printed

NUMBERS = [
    "9400111899223197428490",
    "420900129400111899223197428490",
    "EA123456785US",
    "1Z999AA10123456784",
    "123456789012",
    "9612019123456789012345",
    "9632001960000000000400123456789012",
    "GM605112340012345678",
    "C11031500001879",
    "1LSCXYZ00012345",
    "TBA123456789012",
    "995000000001",
]
HOSTILE = [
    "<b>Bold</b><img src='file:///etc/passwd'>",
    "\u202eevil\u202c",
    "a\x00b\x07c\x1b[31m",
    "line\r\nline\u2028line\nline\nline\nline",
    "W" * 400,
    "Donaudampfschifffahrtsgesellschaftskapitänswitwe " * 9,
    "Z" + "\u0351\u0300\u0316\u0317" * 60 + "algo",
    "&amp; %1 {name} %Ln",
    "محمد عبد الرحمن الكبير صاحب الدار البيضاء في شارع النخيل الطويل",
    "שלום עולם",
]


def labels(path: Path, *rows: LabelRow) -> Path:
    return printed(
        path / "labels.pdf", Paper.LABEL, len(rows), lambda on: paint_labels(on, rows, SHOP)
    )


def test_every_label_is_a_page_of_four_by_six_inches_with_its_number_as_a_code(
    english: QApplication, tmp_path: Path
) -> None:
    rows = [replace(LABEL, tracking=number) for number in NUMBERS]
    with opened(labels(tmp_path, *rows)) as pages:
        assert len(pages) == len(NUMBERS)
        for page, number in enumerate(NUMBERS):
            assert pages.size(page) == (288, 432)
            assert pages.codes(page) == [number]


def test_a_label_printer_reads_whole_dots(english: QApplication, tmp_path: Path) -> None:
    """At 203 dots to the inch every bar is as wide as the others of its kind."""
    with opened(labels(tmp_path, LABEL)) as pages:
        row = np.asarray(pages.image(0, 203 / 72))[1020] < 128
    edges = np.flatnonzero(np.diff(row.astype(np.int8)))[1:-1]  # without the frame
    widths = set(np.diff(edges).tolist()[:-1])
    module = min(widths)
    assert module >= 3
    assert widths - {max(widths)} <= {module, 2 * module, 3 * module, 4 * module}


def test_it_says_where_to_and_that_it_is_practice(english: QApplication, tmp_path: Path) -> None:
    with opened(labels(tmp_path, LABEL)) as pages:
        words = pages.words()
    for told in (
        "PRACTICE",
        "NOT FOR POSTAGE",
        "USPS GROUND ADVANTAGE",
        "Night Market",
        "Sami R.",
        "532 Sunset Blvd",
        "Los Angeles, CA 90012",
        "CA 90012",
        "9400 1118 9922 3197 4284 90",
        "Order 576461413198893568",
        "0 lb 12 oz",
        "13 Dec 2026",
    ):
        assert told in words
    assert "Package" not in words


def test_a_part_of_an_order_and_a_shared_parcel_say_so(
    english: QApplication, tmp_path: Path
) -> None:
    rows = replace(LABEL, number=2, of=3), replace(LABEL, orders=(1, 2, 3))
    with opened(labels(tmp_path, *rows)) as pages:
        assert "Package 2 of 3" in pages.text(0)
        assert "Order 1 and 2 more" in pages.text(1)


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_no_text_leaves_the_frame_or_covers_another(
    english: QApplication, tmp_path: Path, code: Language
) -> None:
    rows = [
        replace(
            LABEL,
            name=text,
            street=text,
            city=text,
            place=f"{text}, CA 90012",
            sender=text,
            carrier=text,
            number=1,
            of=2,
        )
        for text in HOSTILE
    ]
    with language(code):
        path = labels(tmp_path, LABEL, *rows)
    with opened(path) as pages:
        for page in range(len(pages)):
            assert pages.ink_outside(page, 9, 9, 279, 423) == 0
            assert pages.overlapping(page) == []
            assert pages.codes(page) == [LABEL.tracking]


def test_markup_is_printed_as_it_was_written(english: QApplication, tmp_path: Path) -> None:
    with opened(labels(tmp_path, replace(LABEL, name="<b>Sami</b> & Co"))) as pages:
        assert "<b>Sami</b> & Co" in pages.words()


@pytest.mark.parametrize(
    ("service", "banner"),
    [
        ("USPS-GROUND-ADVANTAGE", "USPS GROUND ADVANTAGE"),
        ("priority", "USPS PRIORITY"),
        ("", "USPS"),
    ],
)
def test_the_banner_names_the_carrier_once(
    english: QApplication, tmp_path: Path, service: str, banner: str
) -> None:
    with opened(labels(tmp_path, replace(LABEL, service=service))) as pages:
        assert banner in pages.text().split("\r\n")


@pytest.mark.parametrize("number", ["", "追跡番号", "X" * 90])
def test_a_number_that_has_no_code_is_still_printed(
    english: QApplication, tmp_path: Path, number: str
) -> None:
    with opened(labels(tmp_path, replace(LABEL, tracking=number))) as pages:
        assert pages.codes() == []
        assert "Sami R." in pages.words()
        assert pages.ink_outside(0, 9, 9, 279, 423) == 0
