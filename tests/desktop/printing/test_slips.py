"""Packing slips and the pick list: right sizes, every line on some page, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.i18n import Language
from desktop.printing.common import MARGIN
from desktop.printing.packing_slip import paint_slips
from desktop.printing.pick_list import paint_pick_list
from desktop.printing.wanted import Paper
from domain.reports.papers.packing_slips import SlipLine, SlipRow
from domain.reports.papers.pick_list import PickList
from tests.desktop.layout_checks import language
from tests.desktop.printing.pages import opened
from tests.desktop.printing.rows import LINE, PICK, SHOP, SLIP, printed
from tests.desktop.printing.test_label import HOSTILE

SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


def slips(
    path: Path,
    *rows: SlipRow,
    paper: Paper = Paper.A4,
    prices: bool = False,
    notes: bool = False,
) -> Path:
    return printed(
        path / "slips.pdf",
        paper,
        len(rows),
        lambda on: paint_slips(on, rows, SHOP, prices=prices, notes=notes),
    )


def pick_list(path: Path, picks: PickList, paper: Paper = Paper.A4) -> Path:
    return printed(
        path / "pick.pdf", paper, len(picks.rows), lambda on: paint_pick_list(on, picks, SHOP)
    )


def test_a_gift_is_called_so_on_the_slip(english: QApplication, tmp_path: Path) -> None:
    gift = SlipLine("MUG-1", "Travel mug", "", 1, 0, is_gift=True)
    with opened(slips(tmp_path, replace(SLIP, lines=(LINE, gift)), prices=True)) as pages:
        words = pages.words()
    for told in ("1 × Travel mug", "Gift", "3 units in this parcel"):
        assert told in words


@pytest.mark.parametrize("paper", SIZES)
def test_a_slip_has_its_order_as_a_code_and_all_that_is_in_the_parcel(
    english: QApplication, tmp_path: Path, paper: Paper
) -> None:
    with opened(slips(tmp_path, SLIP, paper=paper)) as pages:
        assert len(pages) == 1
        assert pages.size() == SIZES[paper]
        assert pages.codes() == [str(SLIP.order)]
        words = pages.words()
    for told in (
        "Packing slip",
        "Night Market",
        "Order 576461413198893568",
        "13 Dec 2026",
        "Sami R.",
        "Los Angeles, CA 90012",
        "2 × Braided charging cable, 2 m",
        "Red",
        "CBL-RED",
        "2 units in this parcel",
        "Please ring twice.",
        "a practice shop: no real order",
        "Page 1 of 1",
    ):
        assert told in words


def test_prices_and_the_sellers_own_notes_only_where_they_are_asked_for(
    english: QApplication, tmp_path: Path
) -> None:
    with opened(slips(tmp_path, SLIP)) as pages:
        assert "$" not in pages.words()
        assert SLIP.note not in pages.words()
    with opened(slips(tmp_path, SLIP, prices=True, notes=True)) as pages:
        words = pages.words()
    assert SLIP.note in words
    for amount in ("$9.99", "$19.98", "−$2.00", "$4.99", "$1.71", "$24.68"):
        assert amount in words


def test_one_parcel_of_several_says_which_it_is_and_sums_nothing_up(
    english: QApplication, tmp_path: Path
) -> None:
    with opened(slips(tmp_path, replace(SLIP, number=2, of=3), prices=True)) as pages:
        assert "2 of 3" in pages.words()
        assert "$24.68" not in pages.words()


def test_a_part_of_an_order_whose_rest_is_not_packed_promises_no_number_of_parcels(
    english: QApplication, tmp_path: Path
) -> None:
    with opened(slips(tmp_path, replace(SLIP, number=1, of=2, more=True))) as pages:
        assert "1 of at least 2" in pages.words()


@pytest.mark.parametrize("paper", SIZES)
def test_a_hundred_lines_go_over_several_numbered_pages(
    english: QApplication, tmp_path: Path, paper: Paper
) -> None:
    lines = tuple(replace(LINE, seller_sku=f"SKU{number:03}") for number in range(100))
    slip = replace(SLIP, lines=lines, message="Thank you!\n" * 20)
    with opened(slips(tmp_path, slip, SLIP, paper=paper, prices=True)) as pages:
        long = len(pages) - 1
        assert long > 3
        for page in range(long):
            assert f"Page {page + 1} of {long}" in pages.text(page)
            assert str(SLIP.order) in pages.text(page)
            assert pages.overlapping(page) == []
        words = pages.words()
        assert [word for word in words.split() if word.startswith("SKU0")] == [
            f"SKU{number:03}" for number in range(100)
        ]
        assert "200 units in this parcel" in pages.text(long - 1)
        assert "Page 1 of 1" in pages.text(long)


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("paper", SIZES)
def test_no_text_of_a_slip_leaves_the_margins_or_covers_another(
    english: QApplication, tmp_path: Path, paper: Paper, code: Language
) -> None:
    rows = [
        replace(
            SLIP,
            name=text,
            place=text,
            carrier=text,
            tracking=text[:40],
            of=2,
            lines=(SlipLine(text, text, text, 10**6, 10**9),) * 3,
            message=text,
            note=text,
        )
        for text in HOSTILE
    ]
    with language(code):
        path = slips(tmp_path, SLIP, *rows, paper=paper, prices=True, notes=True)
    width, height = SIZES[paper]
    with opened(path) as pages:
        for page in range(len(pages)):
            outside = pages.ink_outside(
                page, MARGIN - 1, MARGIN - 1, width - MARGIN + 1, height - MARGIN + 1
            )
            assert outside == 0
            assert pages.overlapping(page) == []


def test_a_language_from_right_to_left_mirrors_the_slip(
    english: QApplication, tmp_path: Path
) -> None:
    with language("ar-XB"):
        path = slips(tmp_path, SLIP)
    with opened(path) as pages:
        picture = pages.image(0, 1).crop((0, 0, 297, 100)).point(lambda grey: 255 * (grey > 128))
        assert pages.codes() == [str(SLIP.order)]
        assert picture.getextrema()[0] == 0  # the code stands on the left
        assert "[Packing slip one]" in pages.words()


def test_names_in_other_scripts_are_printed(english: QApplication, tmp_path: Path) -> None:
    with opened(slips(tmp_path, replace(SLIP, name="محمد", message="Grüße aus Łódź"))) as pages:
        assert "Grüße aus Łódź" in pages.words()
        assert pages.overlapping() == []


@pytest.mark.parametrize("paper", SIZES)
def test_the_pick_list_says_what_and_how_much(
    english: QApplication, tmp_path: Path, paper: Paper
) -> None:
    picks = PickList((PICK, replace(PICK, seller_sku="STD-WHT", quantity=30, orders=4)), 11, ())
    with opened(pick_list(tmp_path, picks, paper)) as pages:
        assert len(pages) == 1
        assert pages.size() == SIZES[paper]
        words = pages.words()
    for told in ("Pick list", "11 orders", "42 units", "CBL-RED", "12 9", "STD-WHT", "30 4"):
        assert told in words


@pytest.mark.parametrize("code", ["en", "ar-XB"])
def test_a_long_pick_list_is_numbered_and_stays_in_its_margins(
    english: QApplication, tmp_path: Path, code: Language
) -> None:
    rows = [replace(PICK, seller_sku=f"SKU{number:03}") for number in range(100)]
    rows += [replace(PICK, seller_sku=each, product=each, variation=each) for each in HOSTILE]
    with language(code):
        path = pick_list(tmp_path, PickList(tuple(rows), 10**6, ()))
    with opened(path) as pages:
        assert len(pages) > 3
        for page in range(len(pages)):
            outside = pages.ink_outside(page, MARGIN - 1, MARGIN - 1, 595 - 41, 842 - 41)
            assert outside == 0
            assert pages.overlapping(page) == []
        if code == "en":
            assert f"Page 2 of {len(pages)}" in pages.text(1)
        words = pages.words()
    assert all(f"SKU{number:03}" in words for number in range(100))


def test_an_empty_pick_list_is_a_page_that_says_so(english: QApplication, tmp_path: Path) -> None:
    with opened(pick_list(tmp_path, PickList((), 1, ()))) as pages:
        assert len(pages) == 1
        assert "0 units" in pages.words()
