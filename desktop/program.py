"""The program around the window: welcome page, open shop, theme, and what is remembered.

NumPy, SQLAlchemy and all that needs them come in only where a shop is opened or made, or behind
the welcome page while a person looks at it.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop import mistakes
from desktop.background import Background
from desktop.first_window import FirstWindow
from desktop.garbage import Collector
from desktop.i18n import Language, install_language, tr
from desktop.memory import Memory, shops_folder
from desktop.theme.apply import apply_theme
from desktop.theme.roles import ThemeName
from domain.kernel.refusals import Refusal

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.welcome import WelcomeWindow
    from desktop.window import ShopWindow
    from domain.shop import Shop

_LOAD_AHEAD_AFTER = 300
"""Milliseconds that a page is there before what the next step needs is imported: for the welcome
page what opens a shop, for a real shop what reads files and lists what they said."""

_PAGES_AHEAD = (
    "desktop.charts.plots.time_plot",
    "desktop.charts.plots.waterfall_plot",
    "desktop.charts.plots.heat_plot",
    "desktop.charts.plots.bar_plot",
    "desktop.panels.analytics.asking",
    "desktop.panels.analytics.panel",
    "desktop.panels.analytics.overview",
)
"""What the first page of Analytics is made of, in parts of a few milliseconds."""

_TURN_AFTER = 20
"""Milliseconds between two of them, in which the window does what else there is."""

_CHARTS_AHEAD_AFTER = 1_000
"""Milliseconds after which charts are fetched: the page a shop opens with is filled by then."""

_LARGEST_SEED = 1_000_000
_REMEMBER_EVERY = 20_000
"""Milliseconds; the power may go at any time."""


class Program(QObject):
    """Owns the one window that is open."""

    erred = Signal(object)
    """An uncaught error, from any thread."""

    def __init__(self, app: QApplication, memory: Memory, window: FirstWindow) -> None:
        super().__init__()
        self._app = app
        self.memory = memory
        self.window: FirstWindow | WelcomeWindow | ShopWindow = window
        self._desk: Desk | None = None
        self._erred_at_start = False
        self._background = Background(self)
        self._collector = Collector(self)
        self.erred.connect(self._say_mistake)
        self._often = QTimer(self, interval=_REMEMBER_EVERY)
        self._often.timeout.connect(self._remember_shop)
        self._often.start()
        mistakes.watch(self.erred.emit, mistakes.log_file())

    @property
    def is_filled(self) -> bool:
        """Whether the window shows all that belongs into it."""
        if isinstance(self.window, FirstWindow):
            return False
        return self._desk is None or not self._desk.busy

    def start(self, shop: Path | None) -> None:
        """Open the shop named, or the last one, or the welcome page."""
        wanted = shop or self.memory.last_shop()
        if wanted is None:
            self.welcome()
        else:
            self.open_shop(wanted)

    def welcome(self, message: str = "") -> None:
        """Show the welcome page, with a message where something went wrong."""
        from desktop.welcome import WelcomePage, WelcomeWindow

        page = WelcomePage(self.memory.recent_shops())
        window = WelcomeWindow(page)
        page.practise.connect(self.new_practice)
        page.import_shop.connect(self.new_real)
        page.open_file.connect(self.choose_shop)
        page.open_recent.connect(lambda path: self.open_shop(Path(path)))
        page.dropped.connect(self._take_dropped)
        self._desk = None
        self._replace(window)
        QTimer.singleShot(_LOAD_AHEAD_AFTER, self, lambda: _load_ahead("domain.shop"))
        if message:
            window.toast.show_message(message, "bad", seconds=30)

    def new_practice(self) -> None:
        """Ask for a practice shop and open it."""
        from desktop.dialogs.new_practice import NewPracticeDialog
        from domain.shop import Shop

        dialog = NewPracticeDialog(
            shops_folder(), seed=int(time.time()) % _LARGEST_SEED, parent=self.window
        )

        def make() -> None:
            def job() -> Shop:
                dialog_path.parent.mkdir(parents=True, exist_ok=True)
                return Shop.practice(
                    dialog_path, scenario, seed=seed, noise=seed, name=name, text=text
                )

            dialog_path, scenario, text = dialog.path, dialog.scenario, dialog.text
            seed, name = dialog.seed, dialog.name
            self._background.run(job, self._opened, self._refused)

        dialog.accepted.connect(make)
        dialog.open()

    def new_real(self, files: list[Path] | None = None) -> None:
        """Ask for a real shop, make it, and go on to importing."""
        from desktop.dialogs.new_real import NewRealDialog
        from domain.shop import Shop

        dialog = NewRealDialog(shops_folder(), parent=self.window)

        def make() -> None:
            def job() -> Shop:
                path.parent.mkdir(parents=True, exist_ok=True)
                return Shop.real(path, region, name)

            path, region, name = dialog.path, dialog.region, dialog.name

            def then(shop: Shop) -> None:
                self._show_shop(shop).files.import_files(files)

            self._background.run(job, then, self._refused)

        dialog.accepted.connect(make)
        dialog.open()

    def choose_shop(self) -> None:
        """Ask for a shop file and open it."""
        folder = str(shops_folder() if shops_folder().is_dir() else Path.home())
        path, _ = QFileDialog.getOpenFileName(
            self.window, tr("Open a shop"), folder, tr("Shops") + " (*.dukandar)"
        )
        if path:
            self.open_shop(Path(path))

    def open_shop(self, path: Path) -> None:
        """Open a shop in place of what is shown."""

        def job() -> Shop:
            from domain.shop import Shop

            return Shop(path)

        self._background.run(job, self._opened, self._refused)

    def _take_dropped(self, files: list[Path]) -> None:
        shops = [each for each in files if each.suffix.casefold() == ".dukandar"]
        if shops:
            self.open_shop(shops[0])
        elif files:
            self.new_real(files)

    def _opened(self, shop: Shop) -> None:
        self._show_shop(shop)

    def _show_shop(self, shop: Shop) -> ShopWindow:
        from desktop.desk import Desk

        self.memory.opened(shop.path)
        self.remember()
        self._desk = Desk(shop, lambda: int(time.time()))
        window = _shop_window()(self._desk, self.memory.left(shop.path))
        window.theme_wanted.connect(self.switch_theme)
        window.shop_closed.connect(self._close_shop)
        window.files.shop_wanted.connect(self.open_shop)
        window.files.real_shop_wanted.connect(self.new_real)
        self._replace(window)
        QTimer.singleShot(_CHARTS_AHEAD_AFTER, self, _fetch_charts)
        if not self._desk.is_practice:
            reading = ("domain.interchange.importing", "domain.reports.listing")
            QTimer.singleShot(_LOAD_AHEAD_AFTER, self, lambda: _load_ahead(*reading))
        return window

    def _close_shop(self) -> None:
        self.remember()
        self.memory.closed()
        self.welcome()

    def _refused(self, refusal: Refusal) -> None:
        from desktop.welcome import WelcomeWindow
        from desktop.wording import refusal_text

        if isinstance(self.window, WelcomeWindow):
            self.window.toast.show_message(refusal_text(refusal), "bad", seconds=30)
        else:
            self.welcome(refusal_text(refusal))

    def switch_theme(self) -> None:
        """Light becomes dark, dark becomes light."""
        self.memory.theme = "dark" if self.memory.theme == "light" else "light"
        apply_theme(self._app, self.memory.theme)
        self.memory.save()

    def _say_mistake(self, error: BaseException) -> None:
        from desktop.wording import mistake_text

        if isinstance(self.window, FirstWindow):
            if self._erred_at_start:  # the welcome page errs itself: no page is left to say it
                print(mistake_text(error), file=sys.stderr)
                self._app.exit(1)
                return
            self._erred_at_start = True
            self.welcome(mistake_text(error))
        else:
            self.window.toast.show_message(mistake_text(error), "bad", seconds=30)

    def _replace(self, window: WelcomeWindow | ShopWindow) -> None:
        old, self.window = self.window, window
        if not getattr(window, "has_place", False):
            window.setGeometry(old.geometry())
            window.setWindowState(old.windowState())
        window.show()
        old.close()
        old.deleteLater()
        self._collector.start()

    def remember(self) -> None:
        """Keep the window's size, and how its shop is left, for the next time."""
        if not self.window.isMaximized():
            self.memory.size = (self.window.width(), self.window.height())
        self._remember_shop()
        self.memory.save()

    def _remember_shop(self) -> None:
        if self._desk is None:
            return
        if isinstance(self.window, _shop_window()):
            self.memory.leave(self._desk.shop.path, self.window.state())


@cache
def _shop_window() -> type[ShopWindow]:
    """The class of a shop's window, imported with all it needs.

    Python's collector passes over what is there by then: going through every imported module
    again and again would make the window stand still for 80 ms each time.
    """
    from desktop.window import ShopWindow

    gc.freeze()
    return ShopWindow


def _fetch_charts() -> None:
    """Fetch what charts are made with, and the panel that has them."""
    from desktop.charts.plots.loading import library

    library().fetch()
    library().when_ready(lambda: _import_in_turns(list(_PAGES_AHEAD)))
    _load_ahead("domain.reports.analytics.overview")


def _import_in_turns(modules: list[str]) -> None:
    """Import modules of the window on its own thread, one for each turn of its loop."""
    if modules:
        import_module(modules.pop(0))
        QTimer.singleShot(_TURN_AFTER, lambda: _import_in_turns(modules))


def _load_ahead(*modules: str) -> None:
    """Import what the person's next step will need while they look at the page."""

    def load() -> None:
        for module in modules:
            import_module(module)

    threading.Thread(target=load, daemon=True).start()


_TURN = 0.0005
"""Seconds that a busy thread keeps Python before the GUI thread may have it.

Qt's calls let go of Python, so one repaint waits for many such turns; at Python's own 5 ms a busy
writer would make the window stand still for a tenth of a second.
"""


def prepare(app: QApplication, language: Language, theme: ThemeName) -> None:
    """Put language, theme and the threads' turns in force for all windows that follow."""
    sys.setswitchinterval(_TURN)
    install_language(app, language)
    apply_theme(app, theme)
