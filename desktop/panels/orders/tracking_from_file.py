"""Tracking numbers from a file: read, judged, foreseen, and then entered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt

from desktop.desk import Desk
from desktop.dialogs.tracking_file import PlannedRow, TrackingFileDialog, TrackingPlan
from desktop.i18n import tr
from desktop.panels.orders.work import OrderWork
from desktop.wording import refusal_text
from domain.interchange.tracking_file import TrackingFile, read_tracking
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal, RefusedError
from domain.shop import Shop

Read = tuple[TrackingFile, TrackingPlan]


class TrackingFromFile(QObject):
    """Walks through one file after another."""

    def __init__(self, work: OrderWork) -> None:
        """Take what works on orders: it has the desk and says what came of it."""
        super().__init__(work)
        self._work = work
        self._desk: Desk = work.desk
        self._file: TrackingFile | None = None
        self._folder = ""

    def open(self, path: Path | None = None) -> TrackingFileDialog:
        """Show the dialog, with the plan of a file where one is given."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(documents)
        dialog = TrackingFileDialog(folder, self._work.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.file_chosen.connect(lambda path: self._plan(path, dialog))
        dialog.template_wanted.connect(self.save_template)
        dialog.ship_wanted.connect(lambda: self._ship(dialog))
        dialog.open()
        if path is not None:
            dialog.read(path)
        return dialog

    def save_template(self, path: Path) -> None:
        """Write the orders to ship into a file to be filled in."""
        self._folder = str(path.parent)

        def written(rows: int) -> None:
            said = tr("%Ln order(s) written to {file}.", rows, file=path.name)
            self._work.said.emit(said, "good")

        self._desk.write(
            self,
            tr("Writing {file}", file=path.name),
            lambda shop, write: shop.tracking_template(path, write.progress),
            written,
        )

    def _plan(self, path: Path, dialog: TrackingFileDialog) -> None:
        self._file, self._folder = None, str(path.parent)

        def show(found: Read | Refusal) -> None:
            if isinstance(found, Refusal):
                dialog.show_refusal(refusal_text(found))
            else:
                self._file = found[0]
                dialog.show_plan(found[1])

        self._desk.read(dialog, "plan", lambda shop: _read(shop, path), show)

    def _ship(self, dialog: TrackingFileDialog) -> None:
        if self._file is None:
            return

        def done(outcome: Outcome) -> None:
            self._work.tell(outcome, tr("%Ln order(s) marked as ready to ship.", outcome.done))

        commands, self._file = self._file.commands(), None
        self._work.do_all(tr("Entering tracking numbers"), commands, done)
        dialog.accept()


def _read(shop: Shop, path: Path) -> Read | Refusal:
    """The file and what shipping by it would do; runs on a reader's thread."""
    try:
        found = read_tracking(path, shop.book.carriers)
        outcomes = shop.foresee(found.commands())
    except RefusedError as error:
        return error.refusal
    wrong = {found.row_of(refusal): refusal for outcome in outcomes for refusal in outcome.refusals}
    carriers = shop.book.carriers
    rows = [
        *(PlannedRow(row.row, "", row.value, "", row.refusal) for row in found.refused),
        *(
            PlannedRow(
                row.row,
                str(row.order),
                row.tracking,
                carriers[row.carrier].name,
                wrong.get(row.row),
            )
            for row in found.rows
        ),
    ]
    rows.sort(key=lambda row: (row.wrong is None, row.row))
    return found, TrackingPlan(found.file, tuple(rows))
