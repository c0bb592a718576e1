"""Files into the shop and out of it: what the window's menu, keys, panels and drops ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk, Write
from desktop.file_names import file_name, with_ending
from desktop.i18n import tr
from desktop.widgets.toast import Toast
from desktop.wording import refusal_text
from domain.kernel.refusals import Refusal
from domain.storage.file import SUFFIX

if TYPE_CHECKING:
    from desktop.dialogs.export_table import ExportDialog, Wanted
    from desktop.dialogs.import_files import ImportDialog
    from desktop.dialogs.import_history import ImportHistoryDialog
    from domain.shop import Shop

_FORMS = {"csv": "CSV", "xlsx": "Excel"}


class ShopFiles(QObject):
    """One window's files."""

    orders_wanted = Signal()
    """The person wants to see the imported orders."""
    products_wanted = Signal()
    """The person wants to see the imported products."""
    analytics_wanted = Signal(str, object)
    """The page of Analytics with what was imported, and the ``Period`` of it; None: not known."""
    shop_wanted = Signal(object)
    """The ``Path`` of another shop's file, to be opened in place of this one."""
    real_shop_wanted = Signal(object)
    """A list of ``Path``: exports for a real shop that has to be made first."""

    def __init__(self, desk: Desk, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._toast = toast
        self._window = window
        self._folder = ""

    def drop(self, files: Sequence[Path]) -> None:
        """Files dropped onto the window: a shop is opened, exports are imported, all at once."""
        shops = [each for each in files if each.suffix.casefold() == SUFFIX]
        if shops:
            self.shop_wanted.emit(shops[0])
        elif not self._desk.is_practice:
            self.import_files(list(files))
        else:
            self._toast.show_message(
                tr("This is a practice shop. Your own files go into a shop of their own."),
                "info",
                tr("Make one…"),
                lambda: self.real_shop_wanted.emit(list(files)),
                "make-real-shop",
                seconds=20,
            )

    # In

    def import_files(self, files: list[Path] | None = None) -> ImportDialog:
        """Ask for files, show the plan, import."""
        from desktop.dialogs.import_files import ImportDialog

        dialog = ImportDialog(self._desk, list(files or ()), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open_orders.connect(self.orders_wanted)
        dialog.open_products.connect(self.products_wanted)
        dialog.open_analytics.connect(self.analytics_wanted)
        dialog.history_wanted.connect(self.history)
        dialog.open()
        return dialog

    def history(self) -> ImportHistoryDialog:
        """Show what has been imported; any of it can be taken back."""
        from desktop.dialogs.import_history import ImportHistoryDialog

        dialog = ImportHistoryDialog(self._desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.import_wanted.connect(self.import_files)
        dialog.open()
        return dialog

    # Out

    def export(self, kind: str = "orders", listed: Sequence[int] = ()) -> ExportDialog:
        """Ask what to export, in which form and where to; ``listed`` are the orders on screen."""
        from desktop.dialogs.export_table import ExportDialog

        more = (
            ("products", "journal", "statements")
            if self._desk.is_practice
            else ("products-all", "products-sales")
        )
        dialog = ExportDialog(("orders", "returns", *more, "analytics"), kind, listed, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._ask_where)
        dialog.open()
        return dialog

    def _ask_where(self, wanted: Wanted) -> None:
        from desktop.dialogs.export_table import kind_name

        places = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(places)
        day = datetime.fromtimestamp(self._desk.clock(), UTC).date()
        shop = self._desk.shop.path.stem
        kind = tr("Orders listed") if wanted.only else kind_name(wanted.kind)
        name = file_name(f"{shop} {kind} {day}")
        form = f"{_FORMS[wanted.form]} (*.{wanted.form})"
        found, _ = QFileDialog.getSaveFileName(
            self._window, tr("Export"), str(Path(folder) / f"{name}.{wanted.form}"), form
        )
        if found:
            self.save(wanted, with_ending(Path(found), (f".{wanted.form}",)))

    def save(self, wanted: Wanted, path: Path) -> None:
        """Write the file, with progress; the message afterwards leads to its folder."""
        self._folder = str(path.parent)

        self._write(
            path,
            lambda shop, write: shop.export(wanted.kind, path, write.progress, wanted.only),
            lambda rows: tr("%Ln row(s) written to {file}.", rows, file=path.name),
        )

    def keep(self, path: Path, work: Callable[[], object]) -> None:
        """Do work that writes a file of what is on screen, such as a chart's picture."""
        self._write(
            path,
            lambda _shop, _write: work(),
            lambda _done: tr("{file} is written.", file=path.name),
        )

    def _write(
        self, path: Path, job: Callable[[Shop, Write], Any], words: Callable[[Any], str]
    ) -> None:
        def written(result: Any) -> None:
            self._toast.show_message(
                words(result),
                "good",
                tr("Show folder"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
                "show-folder",
            )

        def refused(refusal: Refusal) -> None:
            self._toast.show_message(refusal_text(refusal), "bad", seconds=30)

        self._desk.write(
            self,
            tr("Writing {file}", file=path.name),
            job,
            written,
            refused=refused,
            cancelled=lambda: self._toast.show_message(
                tr("Cancelled; no file was written."), "info"
            ),
        )
