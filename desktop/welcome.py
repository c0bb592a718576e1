"""What is shown while no shop is open: practise, import, open, or go back to a recent shop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, QLocale, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.first_window import SMALLEST
from desktop.i18n import left_to_right, tr
from desktop.widgets.card import Card, CardButton
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.toast import Toast

_WIDEST = 980
_WANTED = (".dukandar", ".csv")


class WelcomePage(QWidget):
    """Says what the program is and offers the ways in."""

    practise = Signal()
    import_shop = Signal()
    open_file = Signal()
    open_recent = Signal(str)
    dropped = Signal(object)
    """Files dropped onto the page, as a list of paths."""

    def __init__(self, recent: list[Path], parent: QWidget | None = None) -> None:
        """Take the shops opened before, the last one first."""
        super().__init__(parent)
        self.setObjectName("panel.welcome")
        self.setAccessibleName(tr("Welcome"))
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        inside = QWidget(self)
        inside.setProperty("kind", "panel")
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(14)
        column.addStretch(1)
        column.addLayout(self._head())
        column.addLayout(self._ways())
        column.addWidget(self._recent(recent))
        column.addWidget(
            PlainLabel(
                tr(
                    "An independent program, not made or endorsed by TikTok. "
                    "It never logs in anywhere; your files stay on this computer."
                ),
                self,
                role="mute",
                size="small",
                wrap=True,
            )
        )
        column.addStretch(2)
        middle = QWidget(self)
        middle.setProperty("kind", "panel")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconView("store", "accent", 32))
        row.addWidget(PlainLabel("Dukandar", self, size="figure", strong=True))
        row.addStretch(1)
        head.addLayout(row)
        head.addWidget(
            PlainLabel(
                tr(
                    "A seller centre on your own computer. It works without the internet, "
                    "and a practice shop is never mistaken for a real one."
                ),
                self,
                role="mute",
                wrap=True,
            )
        )
        return head

    def _ways(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, (name, icon_name, title, text, action, signal) in enumerate(
            (
                (
                    "practise",
                    "graduation-cap",
                    tr("Practise"),
                    tr(
                        "Run a pretend shop with pretend money, from the first order to the payout."
                    ),
                    tr("Start practising"),
                    self.practise,
                ),
                (
                    "import-shop",
                    "file-input",
                    tr("Import my shop"),
                    tr("Read the order file that your real seller centre exports."),
                    tr("Import my shop"),
                    self.import_shop,
                ),
                (
                    "open-shop",
                    "folder-open",
                    tr("Open a shop file"),
                    tr("Go on with a shop you or somebody else has saved."),
                    tr("Open…"),
                    self.open_file,
                ),
            )
        ):
            card = Card(name, "", self)
            card.setAccessibleName(title)
            card.body.addWidget(IconView(icon_name, "accent", 24))
            card.body.addWidget(PlainLabel(title, card, size="title", strong=True, wrap=True))
            card.body.addWidget(PlainLabel(text, card, role="mute", size="small", wrap=True))
            card.body.addStretch(1)
            button = QPushButton(action, card)
            button.setObjectName(f"action.{name}")
            if place == 0:
                button.setProperty("kind", "primary")
                button.setDefault(True)
            button.clicked.connect(signal)
            card.body.addWidget(button)
            grid.addWidget(card, 0, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _recent(self, recent: list[Path]) -> Card:
        card = Card("recent", tr("Recent shops"), self)
        if not recent:
            card.body.addWidget(
                PlainLabel(
                    tr("The shops you open will be listed here."),
                    card,
                    role="mute",
                    size="small",
                    wrap=True,
                )
            )
        for path in recent:
            button = _RecentShop(path, card)
            button.clicked.connect(lambda _=False, path=path: self.open_recent.emit(str(path)))
            card.body.addWidget(button)
        return card

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _wanted(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _wanted(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def _wanted(event: QDropEvent) -> list[Path]:
    """Those of the dropped files that the program can open or import."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _WANTED]


class _RecentShop(CardButton):
    """One recent shop: its name, its folder, and when it was last changed."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(f"recent.{path.stem}", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(IconView("store", "mute", 18, self))
        row.addWidget(PlainLabel(path.stem, self, strong=True, elide=True), 1)
        folder = left_to_right(str(path.parent))
        row.addWidget(PlainLabel(folder, self, role="mute", size="small", elide=True), 1)
        changed = QFileInfo(str(path)).lastModified().date()
        when = QLocale().toString(changed, "d MMM yyyy")
        row.addWidget(PlainLabel(when, self, role="mute", size="small"))
        self.setAccessibleName(tr("Open {shop}", shop=path.stem))
        said = tr("Last changed {date}, in {folder}", date=when, folder=folder)
        self.setAccessibleDescription(said)
        self.setToolTip(plain_tooltip(left_to_right(str(path))))  # labels leave the mouse to it
        self.freeze()


class WelcomeWindow(QMainWindow):
    """The window while no shop is open."""

    def __init__(self, page: WelcomePage) -> None:
        super().__init__()
        self.setWindowTitle("Dukandar")
        self.setMinimumSize(*SMALLEST)
        self.page = page
        self.setCentralWidget(page)
        self.toast = Toast(self)
