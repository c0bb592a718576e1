"""The way to the seller app on a phone: a card at the rail's foot and its dialog."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.theme.icons import icon, icon_pixmap
from desktop.widgets.card import CardButton
from desktop.widgets.icon_view import IconView
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.qr_code import QrCode


@dataclass(frozen=True, slots=True)
class StoreLink:
    """A store's page of the app: "App Store" and its address."""

    label: str
    url: str


class SellerAppCard(CardButton):
    """The first store's code with its caption; folded, a phone icon. Pressing opens the dialog."""

    def __init__(self, links: Sequence[StoreLink], parent: QWidget | None = None) -> None:
        super().__init__("seller-app", parent)
        self._links = tuple(links)
        self._folded = False
        self.setAccessibleName(tr("Get the seller app"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        url = self._links[0].url if self._links else ""
        self.code = QrCode(url, 92, self)
        self._caption = PlainLabel(
            tr("Get the seller app"), self, role="mute", size="label", strong=True, wrap=True
        )
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._caption)
        self.freeze()
        self.clicked.connect(self.open_dialog)

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self.code.setVisible(not folded)
        self._caption.setVisible(not folded)
        self.setToolTip(plain_tooltip(self.accessibleName() if folded else ""))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(35, 34) if self._folded else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(35, 34) if self._folded else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._folded:
            painter = QPainter(self)
            pixmap = icon_pixmap("smartphone", "mute", 18, painter.device().devicePixelRatioF())
            painter.drawPixmap((self.width() - 18) // 2, (self.height() - 18) // 2, pixmap)

    def open_dialog(self) -> None:
        dialog = SellerAppDialog(self._links, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class SellerAppDialog(QDialog):
    """Code, address and copy button of each store, and what to do where the app is not offered."""

    def __init__(self, links: Sequence[StoreLink], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.seller-app")
        self.setWindowTitle(tr("Get the seller app"))
        self._links = tuple(links)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(tr("Get the seller app"), self, size="title"))
        explanation = tr("Point the phone's camera at the code, or copy the link.")
        layout.addWidget(PlainLabel(explanation, self, role="mute", wrap=True))
        pills = [Pill(str(place), link.label) for place, link in enumerate(self._links)]
        self.stores = PillBar("seller-app.store", tr("Store"), pills, self)
        self.stores.chosen.connect(self._show_store)
        self.stores.setVisible(len(pills) > 1)
        layout.addWidget(self.stores)
        self.code = QrCode("", 220, self)
        layout.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self._copy_buttons: list[QPushButton] = []
        for link in self._links:
            layout.addLayout(self._link_row(link))
        layout.addLayout(self._region_note())
        layout.addStretch(1)
        done = QPushButton(tr("Close"), self)
        done.setProperty("kind", "primary")
        done.setObjectName("action.close")
        done.clicked.connect(self.accept)
        layout.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(520)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(2000)
        self._copied.timeout.connect(self._name_copy_buttons)
        self._name_copy_buttons()
        if self._links:
            self._show_store("0")

    def _link_row(self, link: StoreLink) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = PlainLabel(link.label, self, role="mute", size="small")
        name.setMinimumWidth(84)
        address = QLineEdit(link.url, self)
        address.setReadOnly(True)
        address.setCursorPosition(0)
        address.setAccessibleName(tr("Link for {store}", store=link.label))
        copy = QPushButton(icon("copy", "text"), "", self)
        copy.setAutoDefault(False)
        copy.setProperty("link", link.url)
        copy.setAccessibleName(tr("Copy the link for {store}", store=link.label))
        copy.setObjectName(f"action.copy-link-{len(self._copy_buttons)}")
        copy.clicked.connect(self._copy)
        self._copy_buttons.append(copy)
        row.addWidget(name)
        row.addWidget(address, 1)
        row.addWidget(copy)
        return row

    def _region_note(self) -> QHBoxLayout:
        note = QHBoxLayout()
        note.setSpacing(8)
        words = tr(
            "Where the app is not offered, in Pakistan for example, the store's region may have to"
            " be changed to that of your shop, or a VPN used where that is lawful."
        )
        mark = IconView("info", "info", 16, self)
        note.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(PlainLabel(words, self, role="mute", size="small", wrap=True), 1)
        return note

    def _show_store(self, key: str) -> None:
        link = self._links[int(key)]
        self.code.set_text(link.url, tr("Code of the link for {store}", store=link.label))

    def _copy(self) -> None:
        button = self.sender()
        self._name_copy_buttons()
        if isinstance(button, QPushButton):
            QGuiApplication.clipboard().setText(button.property("link"))
            button.setText(tr("Copied"))
            self._copied.start()

    def _name_copy_buttons(self) -> None:
        for button in self._copy_buttons:
            button.setText(tr("Copy"))
