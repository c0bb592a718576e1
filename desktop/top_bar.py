"""The bar over the panels: which shop, what time it is there, search, theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.theme.icons import icon
from desktop.widgets.badge import ShopBadge
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import moment
from domain.reports.shop import ShopRow

HEIGHT = 58
_SEARCH_DELAY = 200
_SHORT_BELOW = 1180


class TopBar(QWidget):
    """Emits what was pressed; the window does it."""

    play_toggled = Signal()
    skip_wanted = Signal()
    next_day_wanted = Signal()
    import_wanted = Signal()
    theme_wanted = Signal()
    close_shop_wanted = Signal()
    history_wanted = Signal()
    export_wanted = Signal()
    searched = Signal(str)

    def __init__(self, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._practice = practice
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(10)
        self._name = PlainLabel("", self, size="title", strong=True, elide=True)
        self._name.setMaximumWidth(210)
        row.addWidget(self._name)
        self._badge = ShopBadge("practice" if practice else "real", "us", self)
        row.addWidget(self._badge)
        row.addSpacing(4)
        if practice:
            self._add_clock(row)
        else:
            self._add_import(row)
        row.addStretch(1)
        self.search = self._search_field()
        row.addWidget(self.search, 2)
        row.addWidget(
            self._icon_button("sun-moon", "theme", tr("Light or dark"), self.theme_wanted)
        )
        row.addWidget(self._menu_button())

    def _add_clock(self, row: QHBoxLayout) -> None:
        self.play_button = self._icon_button(
            "play", "play", tr("Let time run (Space)"), self.play_toggled
        )
        row.addWidget(self.play_button)
        self.skip_button = self._icon_button(
            "fast-forward", "skip", tr("On to the next thing that needs you (F6)"), self.skip_wanted
        )
        row.addWidget(self.skip_button)
        self._day = PlainLabel("", self, strong=True)
        row.addWidget(self._day)
        self._time = PlainLabel("", self, role="mute", size="small")
        row.addWidget(self._time)
        self.next_button = QPushButton(tr("Next day"), self)
        self.next_button.setObjectName("action.next-day")
        self.next_button.setToolTip(plain_tooltip(tr("On to 09:00 of the next morning (F5)")))
        self.next_button.clicked.connect(self.next_day_wanted)
        row.addWidget(self.next_button)

    def _add_import(self, row: QHBoxLayout) -> None:
        button = QPushButton(icon("file-input", "text"), tr("Import…"), self)
        button.setObjectName("action.import-files")
        button.clicked.connect(self.import_wanted)
        row.addWidget(button)

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("kind", "search")
        field.setObjectName("search")
        field.setAccessibleName(tr("Search orders"))
        field.setPlaceholderText(tr("Search orders"))
        field.setToolTip(
            plain_tooltip(tr("Order number, tracking number, product, SKU, city or state (Ctrl+F)"))
        )
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(120)
        field.setMaximumWidth(300)
        wait = QTimer(field, singleShot=True, interval=_SEARCH_DELAY)
        wait.timeout.connect(lambda: self.searched.emit(field.text()))
        field.textEdited.connect(lambda _text: wait.start())
        field.textChanged.connect(lambda text: wait.start() if not text else None)
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), field)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(field.clear)
        field.returnPressed.connect(lambda: self.searched.emit(field.text()))
        return field

    def _menu_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon("ellipsis", "text"))
        button.setIconSize(QSize(18, 18))
        button.setObjectName("action.menu")
        button.setAccessibleName(tr("More"))
        button.setToolTip(tr("More"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        if not self._practice:
            menu.addAction(tr("Import files…")).triggered.connect(self.import_wanted)
            menu.addAction(tr("Earlier imports…")).triggered.connect(self.history_wanted)
        menu.addAction(tr("Export… (Ctrl+E)")).triggered.connect(self.export_wanted)
        menu.addSeparator()
        menu.addAction(tr("Close this shop")).triggered.connect(self.close_shop_wanted)
        button.setMenu(menu)
        return button

    def _icon_button(self, name: str, action: str, tip: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name, "text"))
        button.setIconSize(QSize(18, 18))
        button.setObjectName(f"action.{action}")
        button.setAccessibleName(tip)
        button.setToolTip(plain_tooltip(tip))
        button.clicked.connect(signal.emit)
        return button

    def show_shop(self, shop: ShopRow, width: int) -> None:
        """Show the shop and its clock; a narrow window says it shorter."""
        self._name.setText(shop.name)
        self._badge.set_shop("practice" if shop.is_practice else "real", shop.region)
        if shop.is_practice:
            self._day.setText(tr("Day {day}", day=shop.day))
            style = "ddd d MMM" if width < _SHORT_BELOW else "ddd d MMM yyyy"
            self._time.setText(moment(shop.now, shop, style))

    def show_playing(self, playing: bool) -> None:
        """Whether time runs: the play button turns into pause."""
        self.play_button.setIcon(
            icon("pause" if playing else "play", "accent" if playing else "text")
        )
        self.play_button.setAccessibleName(
            tr("Pause (Space)") if playing else tr("Let time run (Space)")
        )
        self.play_button.setToolTip(plain_tooltip(self.play_button.accessibleName()))
