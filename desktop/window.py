"""The window: rail, top bar, and the panel that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from desktop import mistakes
from desktop.desk import Desk, Write
from desktop.files import ShopFiles
from desktop.first_window import SMALLEST
from desktop.i18n import tr
from desktop.pages import Pages
from desktop.playing.choices import PlayChoices
from desktop.playing.clock_bar import ClockBar
from desktop.playing.clock_control import ClockControl
from desktop.playing.keys import PlayKeys
from desktop.playing.needs import news_text, place, place_text
from desktop.remembered import Remembered
from desktop.top_bar import TopBar
from desktop.widgets.busy import Busy
from desktop.widgets.rail import Rail, RailTab
from desktop.widgets.seller_app import SellerAppCard, StoreLink
from desktop.widgets.toast import Toast
from desktop.window_place import place_of, put_back
from desktop.wording import mistake_text, refusal_text
from domain.kernel.changes import Changes, Subject
from domain.kernel.refusals import Refusal
from domain.reports.day import Day, last_day
from domain.reports.orders import OrderQuery
from domain.reports.returns import ReturnQuery
from domain.reports.shop import ShopRow, shop_row
from domain.reports.waiting import Waiting, waiting
from domain.simulation.attention import Need, News

if TYPE_CHECKING:
    from desktop.fidelity.sheet import FidelitySheetDialog
    from desktop.playing.day_summary import DaySummary
    from desktop.playing.pause_choices import PauseChoicesDialog

_NEWS_SECONDS = 30
"""Time stands still meanwhile, and whoever looks back at the window should find out why."""
_SHOW_BUSY_FROM = 4
"""Progress reports (a tenth of a second each) after which a write shows its progress."""


class ShopWindow(QMainWindow):
    """The window of one open shop."""

    theme_wanted = Signal()
    shop_closed = Signal()
    """The person closed the shop, not the program."""

    def __init__(self, desk: Desk, remembered: Remembered | None = None) -> None:
        """Take the shop's desk and what ``state`` gave when the shop was last open."""
        super().__init__()
        self.desk = desk
        self.setWindowTitle("Dukandar")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._shop: ShopRow | None = None
        self._busy_ticks = 0
        self._summary: DaySummary | None = None
        self.clock = ClockControl(desk, self)
        self._build()
        self._connect()
        self._shortcuts()
        self._restore(remembered or Remembered())
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
        self.files = ShopFiles(self.desk, self.toast, self)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_panel)
        self.pages.go.connect(self.go)
        self.pages.said.connect(self.toast.show_message)
        self.pages.offered.connect(self.toast.show_offer)
        self.pages.keep.connect(self.files.keep)
        bar = self.bar
        bar.import_wanted.connect(self.files.import_files)
        bar.history_wanted.connect(self.files.history)
        bar.export_wanted.connect(self._export)
        bar.fidelity_wanted.connect(self.show_fidelity_sheet)
        self.files.orders_wanted.connect(lambda: self.go("orders", OrderQuery()))
        self.files.products_wanted.connect(lambda: self.go("products", None))
        self.files.analytics_wanted.connect(lambda page, days: self.go("analytics", (page, days)))
        bar.theme_wanted.connect(self.theme_wanted)
        bar.close_shop_wanted.connect(self.close_shop)
        bar.searched.connect(self._search)
        if bar.clock is not None:
            self._connect_clock(bar.clock)
        self.desk.changed.connect(self._hear)
        self.desk.writing.connect(self._show_writing)
        self.desk.refused.connect(self._say_refusal)
        self.desk.failed.connect(self._say_failure)
        self.busy.cancelled.connect(self._cancel)
        self._write: Write | None = None

    def _connect_clock(self, bar: ClockBar) -> None:
        clock = self.clock
        bar.play_toggled.connect(clock.toggle)
        bar.skip_wanted.connect(clock.skip)
        bar.next_day_wanted.connect(clock.next_day)
        bar.speed_chosen.connect(clock.set_speed)
        bar.pause_choices_wanted.connect(self.choose_pauses)
        bar.summary_wanted.connect(self.show_summary)
        clock.playing_changed.connect(self.bar.show_playing)
        clock.choices_changed.connect(lambda choices: bar.show_speed(choices.speed))
        clock.stopped_for.connect(self._say_news)
        clock.day_over.connect(self._end_day)
        self.keys = PlayKeys(clock, self)

    def _shortcuts(self) -> None:
        keys = {f"Ctrl+{n}": key for n, key in enumerate(self.panels, start=1)}
        for keys_text, key in keys.items():
            QShortcut(QKeySequence(keys_text), self, lambda key=key: self.show_panel(key))
        QShortcut(QKeySequence("Ctrl+F"), self, self._focus_search)
        QShortcut(QKeySequence("Ctrl+K"), self, self._focus_search)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close_shop)
        QShortcut(QKeySequence("Ctrl+E"), self, self._export)
        QShortcut(QKeySequence("F1"), self, self.show_fidelity_sheet)
        if self.desk.is_practice:
            QShortcut(QKeySequence("Ctrl+D"), self, self.show_summary)
        else:
            QShortcut(QKeySequence("Ctrl+O"), self, self.files.import_files)

    # What is remembered

    def state(self) -> dict[str, Any]:
        """How the person left the window, as JSON values."""
        state: dict[str, Any] = {
            "window": place_of(self),
            "panel": self.pages.current.key,
            "panels": self.pages.state(),
        }
        if self.desk.is_practice:
            state["play"] = self.clock.choices.state()
        return state

    def _restore(self, state: Remembered) -> None:
        """As the person left it; before anything is asked or shown, so that nothing jumps."""
        self.has_place = put_back(self, state.part("window"))
        self.clock.choose(PlayChoices.restored(state.part("play")))
        self.pages.restore(state.part("panels"))
        self.show_panel(state.text("panel", self.panels, "home"))

    # Going

    def show_panel(self, key: str) -> None:
        """Show a panel."""
        self.rail.choose(key)
        self.pages.setCurrentWidget(self.panels[key])
        self.panels[key].setFocus()

    def go(self, key: str, subject: object) -> None:
        """What a panel asked for: another panel, or one of the window's own acts."""
        if key == "skip":
            self.clock.skip(subject if isinstance(subject, Need) else None)
        elif key == "pause":
            self.clock.pause()
        elif key == "import":
            self.files.import_files()
        elif key == "export":
            self._export()
        elif key == "orders" and subject == "":
            self.bar.search.clear()
        else:
            unsearched = isinstance(subject, OrderQuery | ReturnQuery) and not subject.search
            if unsearched or isinstance(subject, int | tuple):
                self.bar.search.blockSignals(True)
                self.bar.search.clear()
                self.bar.search.blockSignals(False)
            self.panels[key].receive(subject)
            self.show_panel(key)

    def _export(self) -> None:
        """Export what the panel on screen is about."""
        self.files.export(*self.pages.current.exports())

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
        if self._summary is not None and self._summary.isVisible():
            self._read_summary(self._show_summary)
        self._count()

    def _count(self) -> None:
        wall = self.desk.clock()
        self.desk.read(self, "waiting", lambda shop: shop.read(waiting, wall), self._show_counts)

    def _show_counts(self, found: Waiting) -> None:
        self.rail.set_count("orders", found.to_ship, found.overdue > 0)
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

    def _say_news(self, news: tuple[News, ...]) -> None:
        """Say what time has stopped for, with a button to the rows of the most urgent."""
        if not news:
            self.toast.show_message(tr("A week has passed, and nothing needed you."), "info")
            return
        needs = {each.need for each in news}
        told = [
            each
            for each in news
            if each.need is not Need.MORNING or Need.MORNING_WITH_ORDERS not in needs
        ]
        words = " ".join(news_text(each) for each in told[:2])
        where = place(news[0].need, news[0].about)
        if where is None:
            self.toast.show_message(words, "info", seconds=_NEWS_SECONDS)
        else:
            self.toast.show_message(
                words,
                "info",
                place_text(where),
                lambda: self.go(*where),
                "go-to-news",
                seconds=_NEWS_SECONDS,
            )

    def _say_refusal(self, refusal: Refusal) -> None:
        self.clock.pause()
        self.toast.show_message(refusal_text(refusal), "bad")

    def _say_failure(self, error: Exception) -> None:
        self.clock.pause()
        mistakes.log(error, mistakes.log_file())
        self.toast.show_message(mistake_text(error), "bad", seconds=30)

    # Playing

    def choose_pauses(self) -> PauseChoicesDialog:
        """Let the person choose what time stops for."""
        from desktop.playing.pause_choices import PauseChoicesDialog

        dialog = PauseChoicesDialog(self.clock.choices, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.clock.choose)
        dialog.open()
        return dialog

    @cached_property
    def summary(self) -> DaySummary:
        """The day's summary, made when it is first wanted."""
        from desktop.playing.day_summary import DaySummary

        self._summary = summary = DaySummary(self, self.bar)
        summary.go.connect(self.go)
        summary.after_next_day_chosen.connect(
            lambda on: self.clock.choose(replace(self.clock.choices, summary_after_next_day=on))
        )
        return summary

    def show_summary(self) -> None:
        """Show the last day that is over, and bring the keyboard to it."""
        self._read_summary(self._show_asked_summary)

    def _end_day(self, playing: bool) -> None:
        choices = self.clock.choices
        if choices.summary_while_playing if playing else choices.summary_after_next_day:
            self._read_summary(self._show_summary)

    def _read_summary(self, then: Callable[[Day | None], None]) -> None:
        self.desk.read(self, "day", lambda shop: shop.read(last_day), then)

    def _show_asked_summary(self, day: Day | None) -> None:
        if day is None:
            self.toast.show_message(tr("The first day is not over yet."), "info")
        else:
            self._show_summary(day)
            self.summary.take_focus()

    def _show_summary(self, day: Day | None) -> None:
        if day is not None:
            chosen = self.clock.choices.summary_after_next_day
            self.summary.show_day(day, after_next_day=chosen)

    # Help

    def show_fidelity_sheet(self) -> FidelitySheetDialog:
        """Say what a practice world models, and where its numbers are from."""
        from desktop.fidelity.sheet import FidelitySheetDialog

        dialog = FidelitySheetDialog(self.desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    # Files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files.drop(files)

    # Ending

    def close_shop(self) -> None:
        """Close the shop and go back to the welcome page."""
        self.shop_closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape sends the summary away, when nothing else wants it."""
        shown = self._summary is not None and self._summary.isVisible()
        if event.key() == Qt.Key.Key_Escape and shown:
            self.summary.close_summary()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())
        if self._shop is not None:
            self.bar.show_shop(self._shop, self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.clock.pause()
        self.desk.close()
        super().closeEvent(event)
