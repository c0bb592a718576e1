"""Documents onto a device: a PDF that appears whole or not at all, a printer, or a drawing.

All may be called on any thread; Qt paints on PDFs and printers outside the window's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSaveFile
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from desktop.i18n import tr
from desktop.printing.documents import Document
from desktop.printing.sheets import LABEL_PRINTER_DPI, Sheets
from desktop.printing.wanted import Paper
from domain.kernel.progress import Progress
from domain.kernel.refusals import RefusedError
from domain.reports.papers.asked import pdf_named

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PDF_DPI = 1200
_DRAWING_DPI = 720
_LABEL_DPI = 6 * LABEL_PRINTER_DPI
"""A PDF's dots: fine, and for labels whole parts of a label printer's."""


def save_pdf(document: Document, path: Path, progress: Progress) -> int:
    """Write the document to the path; gives the number of pages.

    Nothing is left, and a file that was there stays as it is, when anything goes wrong:
    ``CancelledError`` from ``progress``, a full disk, a folder that cannot be written (refused).
    """
    file = QSaveFile(str(pdf_named(path)))
    if not path.parent.is_dir():
        raise RefusedError("folder-missing", folder=path.parent.name)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise RefusedError("not-writable", file=path.name, problem=file.errorString())
    try:
        writer = QPdfWriter(file)
        writer.setPageLayout(document.paper.layout())
        writer.setResolution(_LABEL_DPI if document.paper is Paper.LABEL else _PDF_DPI)
        writer.setTitle(document.title)
        writer.setCreator("Dukandar")
        pages = _paint(document, writer, progress)
    except BaseException:
        file.cancelWriting()
        raise
    if not file.commit():
        raise RefusedError("not-writable", file=path.name, problem=file.errorString())
    return pages


def print_out(document: Document, printer: QPrinter, progress: Progress) -> int:
    """Send the document to a printer that somebody has chosen; gives the number of pages.

    When it is cancelled, the printer is told to forget the job.
    """
    printer.setDocName(document.title)
    try:
        return _paint(document, printer, progress)
    except BaseException:
        printer.abort()
        raise


def drawing(document: Document) -> str:
    """A document of one page as SVG, which a page of HTML can hold."""
    made, paper = QBuffer(), document.paper.layout()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # Tiny, the default, clips nothing
    generator.setOutputDevice(made)
    generator.setResolution(_DRAWING_DPI)
    size = paper.fullRectPixels(_DRAWING_DPI)
    generator.setTitle(document.title)
    generator.setDescription("")
    generator.setSize(size.size())
    generator.setViewBox(size)
    painter = QPainter(generator)
    try:
        for _ in document.paint(Sheets(generator, painter, paper, _no_more)):
            pass
    finally:
        painter.end()
    text = bytes(made.data().data()).decode()
    return text[text.index("<svg") :]


def _no_more() -> None:
    raise ValueError("a drawing has one page")


def _paint(document: Document, device: QPagedPaintDevice, progress: Progress) -> int:
    painter = QPainter()
    if not painter.begin(device):
        problem = tr("the printer does not take it")
        raise RefusedError("not-writable", file=document.title, problem=problem)
    try:
        sheets = Sheets(device, painter, device.pageLayout(), device.newPage)
        for done, _ in enumerate(document.paint(sheets), 1):
            progress(done, document.papers)
        return sheets.count
    finally:
        painter.end()
