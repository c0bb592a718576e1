"""The bar over the panels: which shop, what time it is there, search, theme."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.playing.clock_bar import ClockBar
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.widgets.badge import ShopBadge
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from domain.reports.shop import ShopRow

HEIGHT = 58
_SEARCH_DELAY = 200


class TopBar(QWidget):
    """Emits what was pressed; the window does it."""

    import_wanted = Signal()
    theme_wanted = Signal()
    close_shop_wanted = Signal()
    history_wanted = Signal()
    export_wanted = Signal()
    fidelity_wanted = Signal()
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
        self.clock = ClockBar(self) if practice else None
        if self.clock is not None:
            row.addWidget(self.clock)
        else:
            self._add_import(row)
        row.addStretch(1)
        self.search = self._search_field()
        row.addWidget(self.search, 2)
        theme = IconButton("sun-moon", "theme", tr("Light or dark"), self)
        theme.clicked.connect(self.theme_wanted)
        row.addWidget(theme)
        row.addWidget(self._menu_button())

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
        button = IconButton("ellipsis", "menu", tr("More"), self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        if not self._practice:
            menu.addAction(tr("Import files…")).triggered.connect(self.import_wanted)
            menu.addAction(tr("Earlier imports…")).triggered.connect(self.history_wanted)
        menu.addAction(tr("Export… (Ctrl+E)")).triggered.connect(self.export_wanted)
        menu.addSeparator()
        sheet = menu.addAction(tr("Fidelity sheet… (F1)"))
        sheet.setObjectName("action.fidelity-sheet")
        sheet.triggered.connect(self.fidelity_wanted)
        menu.addSeparator()
        menu.addAction(tr("Close this shop")).triggered.connect(self.close_shop_wanted)
        button.setMenu(menu)
        return button

    def show_shop(self, shop: ShopRow, width: int) -> None:
        """Show the shop and its clock; a narrow window says it shorter."""
        self._name.setText(shop.name)
        self._badge.set_shop("practice" if shop.is_practice else "real", shop.region)
        if self.clock is not None:
            self.clock.show_shop(shop, width)

    def show_playing(self, playing: bool) -> None:
        """Whether time runs: the whole bar is underlined, so that nobody overlooks it."""
        restyle(self, running=playing)
        if self.clock is not None:
            self.clock.show_playing(playing)
