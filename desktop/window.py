"""The window: rail, top bar, and the panel that is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import mistakes
from desktop.clock_control import ClockControl
from desktop.desk import Desk, Write
from desktop.first_window import SMALLEST
from desktop.i18n import tr
from desktop.pages import Pages
from desktop.top_bar import TopBar
from desktop.widgets.busy import Busy
from desktop.widgets.rail import Rail, RailTab
from desktop.widgets.seller_app import SellerAppCard, StoreLink
from desktop.widgets.toast import Toast
from desktop.wording import mistake_text, refusal_text
from domain.kernel.changes import EVERYTHING, Changes, Subject
from domain.kernel.refusals import Refusal
from domain.reports.orders import OrderQuery
from domain.reports.shop import ShopRow, shop_row
from domain.reports.waiting import Waiting, waiting
from domain.simulation.attention import Need

if TYPE_CHECKING:
    from desktop.dialogs.import_files import ImportDialog

_SHOW_BUSY_FROM = 4
"""Progress reports (a tenth of a second each) after which a write shows its progress."""


class ShopWindow(QMainWindow):
    """The window of one open shop."""

    theme_wanted = Signal()
    shop_closed = Signal()
    """The person closed the shop, not the program."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setWindowTitle("Dukandar")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(not desk.is_practice)
        self._shop: ShopRow | None = None
        self._busy_ticks = 0
        self.clock = ClockControl(desk, self)
        self._build()
        self._connect()
        self._shortcuts()
        self.show_panel("home")
        self._read_shop()
        self._count()

    def _build(self) -> None:
        body = QWidget(self)
        body.setProperty("kind", "panel")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.pages = Pages(self.desk, body)
        self.panels = self.pages.panels
        tabs = [
            RailTab(key, self.pages.icon(key), self.pages.name(key), f"Ctrl+{place}")
            for place, key in enumerate(self.panels, start=1)
        ]
        self.rail = Rail(tabs)
        links = [StoreLink(link.store, link.url) for link in self.desk.shop.book.app_links]
        self.rail.set_footer(SellerAppCard(links))
        self.bar = TopBar(self.desk.is_practice)
        self.busy = Busy()
        self.busy.hide()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.busy)
        right.addWidget(self.pages, 1)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(body)
        self.toast = Toast(self)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_panel)
        self.pages.go.connect(self.go)
        self.pages.said.connect(self.toast.show_message)
        bar = self.bar
        bar.play_toggled.connect(self.clock.toggle)
        bar.skip_wanted.connect(self.clock.skip)
        bar.next_day_wanted.connect(self.clock.next_day)
        bar.import_wanted.connect(self.import_files)
        bar.undo_import_wanted.connect(self.undo_import)
        bar.theme_wanted.connect(self.theme_wanted)
        bar.close_shop_wanted.connect(self.close_shop)
        bar.searched.connect(self._search)
        if self.desk.is_practice:
            self.clock.playing_changed.connect(bar.show_playing)
        self.clock.stopped_for.connect(self._say_need)
        self.desk.changed.connect(self._hear)
        self.desk.writing.connect(self._show_writing)
        self.desk.refused.connect(self._say_refusal)
        self.desk.failed.connect(self._say_failure)
        self.busy.cancelled.connect(self._cancel)
        self._write: Write | None = None

    def _shortcuts(self) -> None:
        keys = {f"Ctrl+{n}": key for n, key in enumerate(self.panels, start=1)}
        for keys_text, key in keys.items():
            QShortcut(QKeySequence(keys_text), self, lambda key=key: self.show_panel(key))
        QShortcut(QKeySequence("Ctrl+F"), self, self._focus_search)
        QShortcut(QKeySequence("Ctrl+K"), self, self._focus_search)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close_shop)
        if self.desk.is_practice:
            QShortcut(QKeySequence("F5"), self, self.clock.next_day)
            QShortcut(QKeySequence("F6"), self, self.clock.skip)
            self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), self, self.clock.toggle)
            QApplication.instance().focusChanged.connect(self._leave_space_to)
        else:
            QShortcut(QKeySequence("Ctrl+O"), self, self.import_files)

    def _leave_space_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Space plays and pauses, except where it types or presses."""
        typing = isinstance(new, QLineEdit | QTextEdit | QComboBox | QAbstractButton)
        self._space.setEnabled(not typing)

    # Going

    def show_panel(self, key: str) -> None:
        """Show a panel."""
        self.rail.choose(key)
        self.pages.setCurrentWidget(self.panels[key])
        self.panels[key].setFocus()

    def go(self, key: str, subject: object) -> None:
        """What a panel asked for: another panel, or one of the window's own acts."""
        if key == "skip":
            self.clock.skip()
        elif key == "import":
            self.import_files()
        elif key == "orders" and subject == "":
            self.bar.search.clear()
        else:
            if isinstance(subject, OrderQuery) and not subject.search:
                self.bar.search.blockSignals(True)
                self.bar.search.clear()
                self.bar.search.blockSignals(False)
            self.panels[key].receive(subject)
            self.show_panel(key)

    def _focus_search(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def _search(self, text: str) -> None:
        if text.strip() or self.panels["orders"].isVisible():
            self.panels["orders"].receive(text)
            self.show_panel("orders")

    # Hearing

    def _read_shop(self) -> None:
        wall = self.desk.clock()
        self.desk.read(self, "shop", lambda shop: shop.read(shop_row, wall), self._show_shop)

    def _show_shop(self, shop: ShopRow) -> None:
        self._shop = shop
        self.bar.show_shop(shop, self.width())
        self.setWindowTitle(f"{shop.name} – Dukandar")

    def _hear(self, changes: Changes) -> None:
        if changes.subjects & {Subject.CLOCK, Subject.IMPORTS}:
            self._read_shop()
        self._count()

    def _count(self) -> None:
        wall = self.desk.clock()
        self.desk.read(self, "waiting", lambda shop: shop.read(waiting, wall), self._show_counts)

    def _show_counts(self, found: Waiting) -> None:
        self.rail.set_count("orders", found.to_ship, found.overdue > 0)
        if "products" in self.panels:
            self.rail.set_count("products", found.low_stock, found.out_of_stock > 0)

    def _show_writing(self, write: Write | None) -> None:
        self._write = write
        if write is None:
            self._busy_ticks = 0
            self.busy.finish()
            return
        self._busy_ticks += 1
        if self.clock.playing or self._busy_ticks < _SHOW_BUSY_FROM:
            return
        if self._busy_ticks == _SHOW_BUSY_FROM:
            self.busy.start(write.label, write.total)
        self.busy.progress(write.done, write.total)

    def _cancel(self) -> None:
        if self._write is not None:
            self._write.cancel()

    def _say_need(self, need: Need) -> None:
        text = {
            Need.ORDERS_TO_SHIP: tr("There are orders to ship."),
            Need.STOCK_OUT: tr("A product is sold out."),
            Need.RETURN_REQUESTED: tr("A buyer wants to return an order."),
            Need.NEXT_MORNING: tr("A new morning: there are orders to ship."),
        }[need]
        self.toast.show_message(text, "info")

    def _say_refusal(self, refusal: Refusal) -> None:
        self.toast.show_message(refusal_text(refusal), "bad")

    def _say_failure(self, error: Exception) -> None:
        self.clock.pause()
        mistakes.log(error, mistakes.log_file())
        self.toast.show_message(mistake_text(error), "bad", seconds=30)

    # Importing

    def import_files(self, files: list[Path] | None = None) -> ImportDialog:
        """Ask for files, show the plan, import."""
        from desktop.dialogs.import_files import ImportDialog

        dialog = ImportDialog(self.desk, list(files or ()), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open_orders.connect(lambda: self.go("orders", OrderQuery()))
        dialog.open()
        return dialog

    def undo_import(self) -> None:
        """Take the last import back."""
        self.desk.write(
            self,
            tr("Taking the import back"),
            lambda shop, _write: shop.undo_import(),
            lambda number: self.toast.show_message(
                tr("Import {number} is taken back.", number=number), "good"
            ),
            touched=lambda _number: Changes(EVERYTHING),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.import_files(files)

    # Ending

    def close_shop(self) -> None:
        """Close the shop and go back to the welcome page."""
        self.shop_closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())
        if self._shop is not None:
            self.bar.show_shop(self._shop, self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.clock.pause()
        self.desk.close()
        super().closeEvent(event)
