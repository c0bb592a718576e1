"""Importing files: choose, see the plan, import, and take it back if it was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, Write
from desktop.dialogs.import_plan import Planned, PlanView
from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.busy import Busy
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.error_note import ErrorNote
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number, refusal_text
from domain.interchange.kinds import KINDS
from domain.interchange.plan import Plan
from domain.interchange.told.scan import ToldScan
from domain.kernel.changes import EVERYTHING, Changes
from domain.kernel.refusals import Refusal, RefusedError
from domain.shop import Shop

_PAGES = {
    "shop-daily": "traffic",
    "product-analytics": "products",
    "video-analytics": "videos",
    "creator-analytics": "creators",
}
"""The page of Analytics for each kind that tells nothing of orders and products themselves."""

Imported = tuple[int, Plan]
"""An import's number in the shop, and what it brought."""


class ImportDialog(QDialog):
    """Walks through an import; nothing is written before the person says so."""

    open_orders = Signal()
    open_products = Signal()
    open_analytics = Signal(str, object)
    """A page's key, and the ``Period`` that the file told of; None where it did not say."""
    history_wanted = Signal()
    """The person wants to see earlier imports."""

    def __init__(
        self, desk: Desk, files: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        """Take the desk and files already chosen (none: the person chooses)."""
        super().__init__(parent)
        self.setObjectName("dialog.import")
        self.setWindowTitle(tr("Import files"))
        self.setAcceptDrops(True)
        self.resize(720, 500)
        self._desk = desk
        self._write: Write | None = None
        self._planned: tuple[Planned, ...] = ()
        self._imports: list[Imported] = []
        self._keeping = False
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        self._title = PlainLabel("", self, size="title", strong=True, wrap=True)
        column.addWidget(self._title)
        self._hint = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._hint)
        self._busy = Busy(self)
        self._busy.cancelled.connect(self._cancel)
        column.addWidget(self._busy)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons())
        desk.writing.connect(self._show_progress)
        desk.failed.connect(self._break_off)
        if files:
            self.read(list(files))
        else:
            self._ask_for_files()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.undo_button = self._button("undo-import", tr("Take it back"), self.undo)
        self.history_button = self._button("import-history", tr("Earlier imports…"), self._history)
        self.choose_button = self._button("choose-files", tr("Choose files…"), self.choose)
        self.close_button = self._button("close-import", tr("Close"), self.reject)
        self.import_button = self._button("import", "", self.do_import)
        self.import_button.setProperty("kind", "primary")
        self.orders_button = self._button("open-orders", tr("Go to orders"), self._go_to_orders)
        self.orders_button.setProperty("kind", "primary")
        self.products_button = self._button(
            "open-products", tr("Go to products"), self._go_to_products
        )
        self.products_button.setProperty("kind", "primary")
        self.analytics_button = self._button(
            "open-analytics", tr("Go to Analytics"), self._go_to_analytics
        )
        self.analytics_button.setProperty("kind", "primary")
        for button in (self.undo_button, self.history_button, self.choose_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (
            self.close_button,
            self.import_button,
            self.orders_button,
            self.products_button,
            self.analytics_button,
        ):
            row.addWidget(button)
        return row

    def _button(self, name: str, text: str, work) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"action.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(work)
        return button

    def _stage(self, title: str, hint: str, inside: QWidget | None, *buttons: QPushButton) -> None:
        """Show a stage: its words, its content, and only these buttons; the last is the default."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        inside = inside if inside is not None else QWidget(self)
        inside.setProperty("kind", "scrolled")
        self._area.setWidget(inside)
        for button in (
            self.undo_button,
            self.history_button,
            self.choose_button,
            self.close_button,
            self.import_button,
            self.orders_button,
            self.products_button,
            self.analytics_button,
        ):
            button.setVisible(button in buttons)
        choosing = bool(buttons) and buttons[-1] is self.choose_button
        restyle(self.choose_button, kind="primary" if choosing else "")
        if buttons:
            buttons[-1].setDefault(True)
            buttons[-1].setFocus()
        else:
            self._busy.cancel.setFocus()

    # Choosing

    def _ask_for_files(self) -> None:
        empty = EmptyState(
            "file-input",
            tr("Drop your order and return files here"),
            tr(
                "In your seller centre: Orders, Export, “All orders”; and Returns, Export. "
                "CSV or Excel. A sheet of your own with the columns Seller SKU and Cost tells what "
                "goods cost you. The lists of Analytics tell how videos, products, creators "
                "and days did."
            ),
        )
        self._stage(
            tr("Import files"),
            _privacy(),
            empty,
            self.history_button,
            self.close_button,
            self.choose_button,
        )

    def choose(self) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            tr("Order and return files"),
            str(_downloads()),
            tr("Exports") + " (*.csv *.xlsx);;" + tr("All files") + " (*)",
        )
        if paths:
            self.read([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._write is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self._write is None:
            event.acceptProposedAction()
            self.read(files)

    # Reading

    def read(self, files: list[Path]) -> None:
        """Plan the files, one after another."""

        def job(shop: Shop, write: Write) -> tuple[Planned, ...]:
            planned = []
            for path in files:
                try:
                    plan = shop.plan_import(path, write.progress)
                    planned.append(Planned(path, plan, None))
                except RefusedError as refused:
                    planned.append(Planned(path, None, refused.refusal))
            return tuple(planned)

        self._busy.start(tr("Reading %Ln file(s)", len(files)))
        self._stage(tr("Reading"), tr("Nothing is changed by reading."), None)
        self._write = self._desk.write(
            self, tr("Reading"), job, self._show_plan, refused=self._fail, cancelled=self._stopped
        )

    def _show_plan(self, planned: tuple[Planned, ...]) -> None:
        self._done_writing()
        self._planned = planned
        inside = PlanView(planned, self)
        plans = [each.plan for each in planned if each.plan is not None]
        wanted = sum(plan.new + plan.changed for plan in plans)
        if wanted:
            # Files that overlap bring their common rows once.
            several = tr("Import up to %Ln row(s)", wanted)
            one = tr("Import %Ln row(s)", wanted)
            self.import_button.setText(several if len(plans) > 1 else one)
            title = tr("This is what would be imported")
            self._stage(
                title, _privacy(), inside, self.choose_button, self.close_button, self.import_button
            )
            return
        title = tr("Nothing new to import") if plans else tr("Nothing can be imported")
        known = any(plan.same for plan in plans)
        hint = tr("Your shop already has these rows.") if known else ""
        self._stage(title, hint, inside, self.close_button, self.choose_button)

    # Importing

    def do_import(self) -> None:
        """Import what was planned."""
        plans = [(each.path, each.plan) for each in self._planned if each.plan is not None]
        stamp = self._desk.shop.book.calendar.text(self._desk.clock())

        def job(shop: Shop, write: Write) -> list[Imported]:
            return _import_all(shop, plans, stamp, write)

        self._busy.start(tr("Writing"))
        self._stage(tr("Importing"), tr("If you cancel, nothing of it is kept."), None)
        self._keeping = True
        self._write = self._desk.write(
            self,
            tr("Importing"),
            job,
            self._imported,
            touched=lambda _imports: Changes(EVERYTHING),
            refused=self._fail,
            cancelled=self._stopped,
        )

    def _imported(self, imports: list[Imported]) -> None:
        self._done_writing()
        self._imports = imports
        plans = [plan for _, plan in imports]
        hints = [
            tr(
                "{new} new and {changed} changed, from {file}.",
                new=number(plan.new),
                changed=number(plan.changed),
                file=plan.file,
            )
            for plan in plans
        ]
        brought = {plan.file for plan in plans}
        for each in self._planned:
            if each.plan is None:
                hints.append(tr("{file} could not be read.", file=each.path.name))
            elif each.plan.file not in brought:
                hints.append(tr("{file} held nothing new.", file=each.plan.file))
        refused = sum(len(plan.refused) for plan in plans)
        if refused:
            hints.append(tr("%Ln row(s) refused and left out.", refused))
        rows = sum(plan.new + plan.changed for plan in plans)
        inside = EmptyState("circle-check", tr("%Ln row(s) imported", rows), "\n".join(hints))
        buttons = [self.undo_button] if imports else []
        lead = self._lead({plan.kind for plan in plans})
        self._stage(tr("Imported"), _privacy(), inside, *buttons, self.close_button, lead)

    def _lead(self, kinds: set[str]) -> QPushButton:
        """Where what came in is to be seen."""
        if kinds and kinds <= _PAGES.keys():
            return self.analytics_button
        return self.products_button if kinds == {"products"} else self.orders_button

    def undo(self) -> None:
        """Take back what this dialog imported."""
        numbers = [number for number, _ in reversed(self._imports)]

        def job(shop: Shop, _write: Write) -> None:
            for each in numbers:
                shop.undo_import(each)

        self._busy.start(tr("Taking it back"), can_cancel=False)
        self._stage(tr("Taking it back"), "", None)
        self._keeping = True
        self._write = self._desk.write(
            self,
            tr("Taking it back"),
            job,
            self._undone,
            touched=lambda _none: Changes(EVERYTHING),
            refused=self._fail,
        )

    def _undone(self, _none: object) -> None:
        self._done_writing()
        self._imports = []
        inside = EmptyState("undo-2", tr("The import is taken back"), tr("Your shop is as it was."))
        self._stage(tr("Taken back"), "", inside, self.choose_button, self.close_button)

    # Ending

    def _fail(self, refusal: Refusal) -> None:
        self._say_failed(refusal_text(refusal), tr("choose the files again."))

    def _break_off(self, error: Exception) -> None:
        """A mistake of ours ended the work; the window says so too."""
        if self._write is not None:
            self._say_failed(
                tr("This program made a mistake ({kind}).", kind=type(error).__name__),
                tr("try again, or import the files one by one."),
            )

    def _say_failed(self, happened: str, to_do: str) -> None:
        self._done_writing()
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ErrorNote(happened, tr("everything in your shop as it was"), to_do))
        column.addStretch(1)
        self._stage(tr("That did not work"), "", inside, self.close_button, self.choose_button)

    def _stopped(self) -> None:
        self._done_writing()
        note = EmptyState("undo-2", tr("Cancelled"), tr("Your shop is as it was."))
        self._stage(tr("Cancelled"), "", note, self.close_button, self.choose_button)

    def _cancel(self) -> None:
        if self._write is not None:
            self._write.cancel()

    def _done_writing(self) -> None:
        self._write = None
        self._keeping = False
        self._busy.finish()

    def _show_progress(self, write: Write | None) -> None:
        if write is not None and write is self._write:
            self._busy.progress(write.done, write.total)

    def _history(self) -> None:
        self.reject()
        self.history_wanted.emit()

    def _go_to_orders(self) -> None:
        self.open_orders.emit()
        self.accept()

    def _go_to_products(self) -> None:
        self.open_products.emit()
        self.accept()

    def _go_to_analytics(self) -> None:
        """The page of the first of the kinds, on the days of its file."""
        kinds = list(_PAGES)
        plan = min((plan for _, plan in self._imports), key=lambda each: kinds.index(each.kind))
        days = plan.scan.days if isinstance(plan.scan, ToldScan) else None
        self.open_analytics.emit(_PAGES[plan.kind], days)
        self.accept()

    def reject(self) -> None:
        """Escape and Close: reading is given up; writing is asked to stop, and says when it has."""
        if not self._keeping:
            self._cancel()
            super().reject()
        elif not self._busy.cancel.isHidden():
            self._busy.cancel.click()


def _import_all(
    shop: Shop, plans: Sequence[tuple[Path, Plan]], stamp: str, write: Write
) -> list[Imported]:
    """Import file after file; when one of them stops, what came before it is taken back.

    Orders come first, so that what is about them finds them.
    """
    imports: list[Imported] = []
    kinds = list(KINDS)
    try:
        for path, planned in sorted(plans, key=lambda each: kinds.index(each[1].kind)):
            # What an import changed makes the plans after it outdated.
            plan = shop.plan_import(path, write.progress) if imports else planned
            number = shop.import_planned(plan, stamp, write.progress)
            if number is not None:
                imports.append((number, plan))
    except BaseException:
        for number, _ in reversed(imports):
            shop.undo_import(number)
        raise
    return imports


def _downloads() -> Path:
    """Where a browser puts exports; the home folder where there is no such place."""
    place = QStandardPaths.StandardLocation.DownloadLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()


def _privacy() -> str:
    return tr(
        "Names, phones and streets are kept only until an order is delivered; "
        "nothing leaves this computer."
    )
