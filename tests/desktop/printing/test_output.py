"""A PDF appears whole or not at all, on any thread; a printer gets the same pages."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.printing.documents import Document
from desktop.printing.label import paint_labels
from desktop.printing.output import print_out, save_pdf
from desktop.printing.wanted import Paper
from domain.kernel.progress import CancelledError, silent
from domain.kernel.refusals import RefusedError
from tests.desktop.printing.pages import opened
from tests.desktop.printing.rows import LABEL, SHOP


def labels(count: int) -> Document:
    rows = [replace(LABEL, tracking=f"94001118992231974{number:05}") for number in range(count)]
    return Document(
        "Labels", Paper.LABEL, count, lambda sheets: paint_labels(sheets, rows, SHOP), ()
    )


def test_many_labels_are_painted_beside_the_windows_thread(
    english: QApplication, tmp_path: Path
) -> None:
    path, told = tmp_path / "labels.pdf", list[tuple[int, int]]()
    made: list[int] = []

    def paint() -> None:
        made.append(save_pdf(labels(40), path, lambda done, total: told.append((done, total))))

    worker = threading.Thread(target=paint)
    worker.start()
    worker.join()
    assert made == [40]
    assert told == [(done, 40) for done in range(1, 41)]
    assert list(tmp_path.iterdir()) == [path]
    with opened(path) as pages:
        assert len(pages) == 40
        assert pages.codes(0) == ["9400111899223197400000"]
        assert pages.codes(39) == ["9400111899223197400039"]


@pytest.mark.parametrize("there", [False, True])
def test_cancelling_leaves_no_file_and_keeps_the_one_that_was_there(
    english: QApplication, tmp_path: Path, there: bool
) -> None:
    path = tmp_path / "labels.pdf"
    if there:
        path.write_bytes(b"before")

    def cancel(done: int, _total: int) -> None:
        if done == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        save_pdf(labels(9), path, cancel)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([b"before"] if there else [])


def test_a_file_of_that_name_is_replaced(english: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "labels.pdf"
    path.write_bytes(b"before")
    save_pdf(labels(2), path, silent)
    with opened(path) as pages:
        assert len(pages) == 2


def test_what_cannot_be_written_is_refused_in_a_sentence(
    english: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    for name, code in (
        ("missing/labels.pdf", "folder-missing"),
        ("folder.pdf", "not-writable"),
        ("shop.dukandar", "paper-ending"),
    ):
        with pytest.raises(RefusedError) as refused:
            save_pdf(labels(1), tmp_path / name, silent)
        assert refused.value.refusal.code == code
        assert refused.value.refusal.text()
    assert [each.name for each in tmp_path.iterdir()] == ["folder.pdf"]


def printer(path: Path, paper: Paper) -> QPrinter:
    """A printer whose paper is a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setFullPage(True)
    made.setPageLayout(paper.layout())
    return made


def test_a_printer_gets_the_same_pages(english: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    assert print_out(labels(3), printer(path, Paper.LABEL), silent) == 3
    with opened(path) as pages:
        assert len(pages) == 3
        assert pages.size() == (288, 432)
        assert pages.codes(2) == ["9400111899223197400002"]
        assert pages.ink_outside(2, 9, 9, 279, 423) == 0


def test_a_label_on_a_larger_paper_keeps_its_size(english: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    print_out(labels(1), printer(path, Paper.LETTER), silent)
    with opened(path) as pages:
        assert pages.size() == (612, 792)
        assert pages.codes() == ["9400111899223197400000"]
        assert pages.ink_outside(0, 9, 9, 279, 423) == 0


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_told(english: QApplication, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        print_out(labels(1), printer(tmp_path / "missing" / "x.pdf", Paper.LABEL), silent)
    assert refused.value.refusal.text() == (
        "Labels cannot be written: the printer does not take it."
    )
