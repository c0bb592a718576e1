"""The packages on the order's card, each with what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import left_to_right, tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.words import package_state, package_title
from desktop.theme.icons import icon
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import moment, money
from domain.reports.order_detail import OrderDetail, PackageRow
from domain.reports.shop import ShopRow


class Packages(QWidget):
    """All packages of an order, those given back among them."""

    acted = Signal(object, object)
    """An ``Act``, and the ``PackageRow`` it is about, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_packages(self, order: OrderDetail, shop: ShopRow) -> None:
        """Show an order's packages; none where it has none."""
        while item := self._column.takeAt(0):
            widget = item.widget()
            widget.hide()
            widget.deleteLater()
        self.setVisible(bool(order.packages))
        if not order.packages:
            return
        several = len(order.packages) > 1
        title = tr("Packages") if several else tr("Package")
        self._column.addWidget(PlainLabel(title, self, strong=True, wrap=True))
        for number, package in enumerate(order.packages, start=1):
            self._column.addWidget(self._package(number, package, shop))
        if order.left:
            names = ", ".join(f"{item.quantity} × {item.product}" for item in order.left)
            text = tr("Still to be sent: {items}", items=names)
            self._column.addWidget(PlainLabel(text, self, role="warn", size="small", wrap=True))
        unused = [each for each in order.counting if each.voidable_until]
        if unused:
            until = min(each.voidable_until for each in unused)
            whole = len(unused) > 1 or any(each.combined_with for each in unused)
            words = tr("Give all labels back") if whole else tr("Give label back")
            button = self._button(Act.GIVE_LABEL_BACK, words, None, 1)
            self._column.addWidget(self._until(button, until, shop))

    def _package(self, number: int, package: PackageRow, shop: ShopRow) -> QWidget:
        block = QWidget(self)
        block.setObjectName(f"package.{number}")
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(package_title(package), block, size="small", wrap=True), 1)
        if package.postage:
            cost = money(package.postage, shop.currency)
            head.addWidget(PlainLabel(cost, block, size="small"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if package.tracking:
            column.addLayout(self._tracking(number, package, block))
        for text in self._about(package, shop):
            column.addWidget(PlainLabel(text, block, role="mute", size="small", wrap=True))
        if package.editable_until:
            button = self._button(Act.EDIT_TRACKING, tr("Edit tracking"), package, number)
            column.addWidget(self._until(button, package.editable_until, shop))
        return block

    def _tracking(self, number: int, package: PackageRow, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        label = PlainLabel(left_to_right(package.tracking), parent, size="small", elide=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(label, 1)
        copy = QToolButton(parent)
        copy.setProperty("kind", "quiet")
        copy.setIcon(icon("copy", "mute"))
        copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        copy.setObjectName(f"action.{Act.COPY_TRACKING.value}.{number}")
        copy.setAccessibleName(tr("Copy the tracking number"))
        copy.setToolTip(plain_tooltip(tr("Copy the tracking number")))
        copy.clicked.connect(lambda: self.acted.emit(Act.COPY_TRACKING, package))
        row.addWidget(copy)
        return row

    def _about(self, package: PackageRow, shop: ShopRow) -> list[str]:
        found = []
        if package.items:
            found.append(", ".join(f"{each.quantity} × {each.product}" for each in package.items))
        if package.combined_with:
            others = ", ".join(left_to_right(str(each)) for each in package.combined_with)
            found.append(tr("In one parcel with order {orders}", orders=others))
        found.append(package_state(package, shop))
        if package.edited_at:
            time = moment(package.edited_at, shop)
            found.append(tr("Tracking number replaced {time}", time=time))
        return found

    def _button(self, act: Act, words: str, package: PackageRow | None, number: int) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{act.value}.{number}")
        button.clicked.connect(lambda: self.acted.emit(act, package))
        return button

    def _until(self, button: QPushButton, until: int, shop: ShopRow) -> QWidget:
        """A button with the moment until which it works."""
        line = QWidget(self)
        row = FlowLayout(line, spacing=8)
        row.addWidget(button)
        text = tr("until {time}", time=moment(until, shop))
        row.addWidget(PlainLabel(text, line, role="mute", size="small"))
        return line
