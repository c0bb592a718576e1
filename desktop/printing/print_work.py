"""Printing from the window: asks what and where to, and paints on the desk's background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.desk import Desk, Write
from desktop.i18n import tr
from desktop.printing.wanted import Kind, Paper, Wanted, kind_name
from desktop.remembered import Remembered
from desktop.wording import refusal_text
from domain.kernel.progress import Progress
from domain.kernel.refusals import Refusal, RefusedError
from domain.shop import Shop

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.dialogs.print_papers import PrintDialog
    from desktop.printing.documents import Document


class PrintWork(QObject):
    """Prints for one panel."""

    said = Signal(str, str)
    """What came of it, and the message's role."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Take the desk, and the dialogs' parent."""
        super().__init__(window)
        self._desk = desk
        self._window = window
        american = desk.shop.book.code == "us"
        self._last = Wanted(Kind.PACKING_SLIPS, Paper.LETTER if american else Paper.A4)
        self._folder = ""

    # What is remembered

    def state(self) -> dict[str, Any]:
        """What was chosen last, as JSON values."""
        return {
            "kind": self._last.kind.value,
            "paper": self._last.paper.value,
            "prices": self._last.prices,
            "notes": self._last.notes,
        }

    def restore(self, state: Remembered) -> None:
        """Take over what ``state`` gave."""
        paper = state.one_of("paper", Paper, self._last.paper)
        self._last = Wanted(
            state.one_of("kind", Kind, self._last.kind),
            paper if paper is not Paper.LABEL else self._last.paper,
            prices=state.flag("prices", default=False),
            notes=state.flag("notes", default=False),
        )

    # What the panel asks for

    def print_papers(self, ids: Sequence[int], kind: Kind | None = None) -> PrintDialog | None:
        """Ask what to print for these orders, then print it; ``kind`` is what to begin with."""
        if not ids:
            return None
        from desktop.dialogs.print_papers import PrintDialog

        chosen = tuple(dict.fromkeys(ids))
        begin = self._last if kind is None else replace(self._last, kind=kind)
        practice = self._desk.is_practice
        dialog = PrintDialog(len(chosen), begin, practice=practice, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(lambda wanted: self._ask_file(wanted, chosen))
        dialog.print_wanted.connect(lambda wanted: self._ask_printer(wanted, chosen))
        dialog.open()
        return dialog

    def save(self, wanted: Wanted, ids: Sequence[int], path: Path) -> Write:
        """Write a PDF, which can be cancelled; cancelled or refused, no file is left."""
        self._last = wanted
        self._folder = str(path.parent)

        def told(pages: int) -> str:
            return tr("%Ln page(s) written to {file}.", pages, file=path.name)

        def paint(paper: Document, progress: Progress) -> int:
            from desktop.printing.output import save_pdf

            return save_pdf(paper, path, progress)

        cancelled = tr("Cancelled; no file was written.")
        label = tr("Writing {file}", file=path.name)
        return self._do(label, wanted, ids, paint, told, cancelled)

    def send(self, wanted: Wanted, ids: Sequence[int], printer: QPrinter) -> Write:
        """Print on the printer, which somebody has chosen."""
        self._last = wanted

        def told(pages: int) -> str:
            return tr("%Ln page(s) sent to the printer.", pages)

        def paint(paper: Document, progress: Progress) -> int:
            from desktop.printing.output import print_out

            return print_out(paper, printer, progress)

        return self._do(tr("Printing"), wanted, ids, paint, told, tr("Printing was cancelled."))

    # How it is done

    def _do(
        self,
        label: str,
        wanted: Wanted,
        ids: Sequence[int],
        paint: Callable[[Document, Progress], int],
        told: Callable[[int], str],
        cancelled: str,
    ) -> Write:
        wall = self._desk.clock()

        def done(answer: tuple[int, tuple[Refusal, ...]]) -> None:
            pages, left_out = answer
            if left_out:
                self.said.emit(f"{told(pages)} {_left_out_text(left_out)}", "warn")
            else:
                self.said.emit(told(pages), "good")

        return self._desk.write(
            self,
            label,
            lambda shop, write: _painted(_read(shop, wanted, ids, wall), paint, write.progress),
            done,
            refused=lambda refusal: self.said.emit(refusal_text(refusal), "bad"),
            cancelled=lambda: self.said.emit(cancelled, "info"),
        )

    def _ask_file(self, wanted: Wanted, ids: Sequence[int]) -> None:
        places = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(places)
        day = datetime.fromtimestamp(self._desk.clock(), UTC).date()
        name = f"{self._desk.shop.path.stem} {kind_name(wanted.kind)} {day}.pdf"
        dialog = QFileDialog(self._window, tr("Save as PDF"), folder, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.save(wanted, ids, Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def _ask_printer(self, wanted: Wanted, ids: Sequence[int]) -> None:
        # Looking for printers takes a while, so they are looked for when somebody prints.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        paper = Paper.LABEL if wanted.kind is Kind.LABELS else wanted.paper
        printer.setPageLayout(paper.layout())
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(tr("Print"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.send(wanted, ids, printer)
        dialog.deleteLater()


def _read(shop: Shop, wanted: Wanted, ids: Sequence[int], wall: int) -> Document:
    from desktop.printing.documents import document  # with all that paints, when it is wanted

    return shop.read(document, wanted, ids, wall)


def _painted(
    paper: Document, paint: Callable[[Document, Progress], int], progress: Progress
) -> tuple[int, tuple[Refusal, ...]]:
    """The pages painted and what was left out; refused when nothing is left to paint."""
    if not paper.papers and paper.left_out:
        first = paper.left_out[0]
        raise RefusedError(first.code, **first.params)
    return paint(paper, progress), paper.left_out


def _left_out_text(left_out: Sequence[Refusal]) -> str:
    words = refusal_text(left_out[0])
    if more := len(left_out) - 1:
        return tr("{refusal} %Ln more order(s) (was|were) left out too.", more, refusal=words)
    return words
