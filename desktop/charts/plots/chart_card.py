"""A card around a plot: a title that explains itself, and ways to take picture and figures away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.charts.plots.picture import image, png, svg
from desktop.i18n import tr
from desktop.save_place import SavePlace
from desktop.theme.icons import icon
from desktop.widgets.card import INSIDE, Card
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import plain_tooltip

if TYPE_CHECKING:
    from desktop.charts.plots.plot import Plot

Work = Callable[[], object]

Save = Callable[[Path, Work], None]
"""Does work that writes this file, away from the window's thread, and says how it went."""


class ChartCard(Card):
    """Title, an optional row of choices, the plot, and a menu to take it away.

    Pictures are of what is in sight, for paper; data is all that the plot shows.
    """

    choice = Signal(str)
    """Key of the choice that was made."""

    def __init__(
        self,
        key: str,
        title: str,
        meaning: str,
        plot: Plot,
        save: Save,
        choices: Sequence[Pill] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`meaning` is the definition of what is shown, for whoever points at the title."""
        super().__init__(f"chart.{key}", title, parent)
        self.layout().setContentsMargins(INSIDE, 6, INSIDE, 12)  # the menu's button has its own
        self.plot = plot
        self._save = save
        self._period = ""
        self._place = SavePlace()
        self._menu: QMenu | None = None
        self.set_meaning(meaning)
        self.choices: PillBar | None = None
        if choices:
            self.choices = PillBar(f"choices.{key}", tr("What the chart shows"), choices, self)
            self.choices.chosen.connect(self.choice)
            self.body.addWidget(self.choices)
        self.body.addWidget(plot, 1)
        self._button = self._menu_button(key)
        self.add_to_title(self._button)

    def set_meaning(self, meaning: str) -> None:
        """What is shown, defined."""
        self._title.setToolTip(meaning)
        self.setAccessibleDescription(meaning)

    def set_period(self, period: str) -> None:
        """The time that is shown, in words, for pictures and names of files."""
        self._period = period

    def title(self) -> str:
        return self._title.text()

    def menu(self) -> QMenu:
        """What can be done with the chart; made when it is first asked for."""
        if self._menu is None:
            self._menu = QMenu(self)
            for key, words, act in (
                ("save-picture", tr("Save picture…"), self.save_picture),
                ("copy-picture", tr("Copy picture"), self.copy_picture),
                ("copy-data", tr("Copy data"), self.copy_data),
                ("save-data", tr("Save data…"), self.save_data),
            ):
                if key == "copy-data":
                    self._menu.addSeparator()
                action = self._menu.addAction(words)
                action.setObjectName(f"action.{key}")
                action.triggered.connect(act)
        there = bool(self.plot.count())
        for action in self._menu.actions():
            action.setEnabled(there)
        return self._menu

    def save_picture(self) -> None:
        """Ask where to, and write what is in sight as PNG or SVG."""
        forms = {".png": "PNG", ".svg": "SVG"}
        path = self._place.ask(self, tr("Save picture"), self._name(), forms)
        if path is None:
            return
        drawn: Callable[[], bytes]
        if path.suffix.casefold() == ".svg":
            drawn = partial(bytes, svg(self.plot, self.title(), self._period))
        else:
            drawn = partial(png, image(self.plot, self.title(), self._period))
        self._save(path, partial(_write_bytes, drawn, path))

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(image(self.plot, self.title(), self._period))

    def copy_data(self) -> None:
        """Put the figures on the clipboard, as a spreadsheet takes them."""
        from desktop.charts.plots.data import as_text

        QGuiApplication.clipboard().setText(as_text(self.plot.table()))

    def save_data(self) -> None:
        """Ask where to, and write the figures as CSV or XLSX."""
        from desktop.charts.plots.data import save_table

        path = self._place.ask_for_table(self, self._name())
        if path is not None:
            self._save(path, partial(save_table, self.plot.table(), path, self.title()))

    def _name(self) -> str:
        return f"{self.title()} {self._period}".strip()

    def _menu_button(self, key: str) -> QToolButton:
        words = tr("Save or copy the chart")
        button = QToolButton(self)
        button.setObjectName(f"action.chart-menu.{key}")
        button.setProperty("kind", "quiet")
        button.setIcon(icon("ellipsis", "mute"))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(words)
        button.setToolTip(plain_tooltip(words))
        button.clicked.connect(self._open_menu)
        return button

    def _open_menu(self) -> None:
        self.menu().popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))


def _write_bytes(drawn: Callable[[], bytes], path: Path) -> None:
    from domain.interchange.outgoing.table_file import whole_file

    with whole_file(path) as making:
        making.write_bytes(drawn())
