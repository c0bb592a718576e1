"""The program around the window: welcome page, open shop, theme, and what is remembered."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget

from desktop import mistakes
from desktop.background import Background
from desktop.desk import Desk
from desktop.dialogs.new_practice import NewPracticeDialog
from desktop.dialogs.new_real import NewRealDialog
from desktop.i18n import Language, install_language, tr
from desktop.memory import Memory, settings_file, shops_folder
from desktop.theme.apply import apply_theme
from desktop.welcome import WelcomePage
from desktop.widgets.toast import Toast
from desktop.window import ShopWindow
from desktop.wording import mistake_text, refusal_text
from domain.kernel.refusals import Refusal
from domain.shop import Shop

_SMALLEST = (900, 480)
_LARGEST_SEED = 1_000_000
_REMEMBER_EVERY = 20_000
"""Milliseconds; the power may go at any time."""


class WelcomeWindow(QMainWindow):
    """The window while no shop is open."""

    def __init__(self, page: WelcomePage) -> None:
        super().__init__()
        self.setWindowTitle("Dukandar")
        self.setMinimumSize(*_SMALLEST)
        self.page = page
        self.setCentralWidget(page)
        self.toast = Toast(self)


class Program(QObject):
    """Owns the one window that is open."""

    erred = Signal(object)
    """An uncaught error, from any thread."""

    def __init__(self, app: QApplication, memory: Memory) -> None:
        super().__init__()
        self._app = app
        self.memory = memory
        self.window: QMainWindow | None = None
        self._background = Background(self)
        self.erred.connect(self._say_mistake)
        self._often = QTimer(self, interval=_REMEMBER_EVERY)
        self._often.timeout.connect(self._remember_shop)
        self._often.start()

    def start(self, shop: Path | None) -> None:
        """Open the shop named, or the last one, or the welcome page."""
        last = Path(self.memory.last) if self.memory.last else None
        wanted = shop or (last if last is not None and last.is_file() else None)
        if wanted is None:
            self.welcome()
        else:
            self.open_shop(wanted)

    def welcome(self, message: str = "") -> None:
        """Show the welcome page, with a message where something went wrong."""
        page = WelcomePage(self.memory.recent_shops())
        window = WelcomeWindow(page)
        page.practise.connect(self.new_practice)
        page.import_shop.connect(self.new_real)
        page.open_file.connect(self.choose_shop)
        page.open_recent.connect(lambda path: self.open_shop(Path(path)))
        page.dropped.connect(self._take_dropped)
        self._show(window)
        if message:
            window.toast.show_message(message, "bad", seconds=30)

    def new_practice(self) -> None:
        """Ask for a practice shop and open it."""
        dialog = NewPracticeDialog(
            shops_folder(), seed=int(time.time()) % _LARGEST_SEED, parent=self.window
        )

        def make() -> None:
            def job() -> Shop:
                dialog_path.parent.mkdir(parents=True, exist_ok=True)
                return Shop.practice(dialog_path, scenario, seed=seed, noise=seed, name=name)

            dialog_path, scenario = dialog.path, dialog.scenario
            seed, name = dialog.seed, dialog.name
            self._background.run(job, self._opened, self._refused)

        dialog.accepted.connect(make)
        dialog.open()

    def new_real(self, files: list[Path] | None = None) -> None:
        """Ask for a real shop, make it, and go on to importing."""
        dialog = NewRealDialog(shops_folder(), parent=self.window)

        def make() -> None:
            def job() -> Shop:
                path.parent.mkdir(parents=True, exist_ok=True)
                return Shop.real(path, region, name)

            path, region, name = dialog.path, dialog.region, dialog.name

            def then(shop: Shop) -> None:
                self._opened(shop)
                if isinstance(self.window, ShopWindow):
                    self.window.import_files(files)

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
        self._background.run(lambda: Shop(path), self._opened, self._refused)

    def _take_dropped(self, files: list[Path]) -> None:
        shops = [each for each in files if each.suffix == ".dukandar"]
        if shops:
            self.open_shop(shops[0])
        elif files:
            self.new_real(files)

    def _opened(self, shop: Shop) -> None:
        self.memory.opened(shop.path)
        self.remember()
        desk = Desk(shop, lambda: int(time.time()))
        window = ShopWindow(desk, self.memory.left(shop.path))
        window.theme_wanted.connect(self.switch_theme)
        window.shop_closed.connect(self._close_shop)
        self._show(window)

    def _close_shop(self) -> None:
        self.remember()
        self.memory.closed()
        self.welcome()

    def _refused(self, refusal: Refusal) -> None:
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
        if isinstance(self.window, WelcomeWindow | ShopWindow):
            self.window.toast.show_message(mistake_text(error), "bad", seconds=30)

    def _show(self, window: QMainWindow) -> None:
        old, self.window = self.window, window
        if not (isinstance(window, ShopWindow) and window.has_place):
            size = (old.width(), old.height()) if old is not None else self.memory.size
            window.resize(*_fitting(size, window))
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()

    def remember(self) -> None:
        """Keep the window's size, and how its shop is left, for the next time."""
        window = self.window
        if window is not None and not window.isMaximized():
            self.memory.size = (window.width(), window.height())
        self._remember_shop()
        self.memory.save()

    def _remember_shop(self) -> None:
        if isinstance(self.window, ShopWindow):
            self.memory.leave(self.window.desk.shop.path, self.window.state())


def _fitting(size: tuple[int, int], window: QWidget) -> tuple[int, int]:
    screen = window.screen().availableGeometry()
    return min(size[0], screen.width()), min(size[1], screen.height())


def run(shop: Path | None, *, smoke: Path | None, language: Language) -> int:
    """Open the window and stay until it is closed; with ``smoke``, grab it and quit."""
    timer = QElapsedTimer()
    timer.start()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Dukandar")
    app.setQuitOnLastWindowClosed(True)
    memory = Memory.load(settings_file()) if smoke is None else Memory(None)
    install_language(app, language)
    apply_theme(app, memory.theme)
    program = Program(app, memory)
    mistakes.watch(program.erred.emit, mistakes.log_file())
    app.aboutToQuit.connect(program.remember)
    program.start(shop)
    if smoke is not None:
        _smoke(app, program, smoke, timer)
    return app.exec()


def _smoke(app: QApplication, program: Program, picture: Path, timer: QElapsedTimer) -> None:
    """Grab the window once it has all its figures, print timings, quit."""
    shown = -1
    poll = QTimer(program, interval=10)

    def look() -> None:
        nonlocal shown
        window = program.window
        if window is None or not window.isVisible():
            return
        if shown < 0:
            shown = timer.elapsed()
            return
        if isinstance(window, ShopWindow) and window.desk.busy:
            return
        poll.stop()
        saved = window.grab().save(str(picture))
        print(f"shown {shown} ms, filled {timer.elapsed()} ms")
        if not saved:
            print(f"{picture.name} could not be written", file=sys.stderr)
        window.close()
        app.exit(0 if saved else 1)

    poll.timeout.connect(look)
    poll.start()
