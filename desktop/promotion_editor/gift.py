"""What a step gives: a SKU that is looked for by its name, units of it, and for how many orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QComboBox, QCompleter, QListView, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft, sku_name
from desktop.promotion_editor.part import combo, labelled
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number

if TYPE_CHECKING:
    from domain.reports.promotion_work import Promotable

Gift = tuple[int, int, int]
NOTHING: Gift = (0, 0, 0)
_USUAL_ORDERS = 20


class GiftField(QWidget):
    """A gift as ``SavePromotion`` takes it, and what is set aside for it."""

    told = Signal()

    def __init__(self, name: str, words: str, draft: Draft, parent: QWidget) -> None:
        """``name`` begins the names of its fields, ``words`` what they are called."""
        super().__init__(parent)
        self._draft, rules = draft, draft.work.shop.rules
        self._offered = draft.work.skus
        self._gone = 0  # a gift whose product is deleted; it is given all the same
        self.sku = combo(f"{name}-gift", tr("{step}, the gift", step=words), self, narrow=True)
        self.sku.setEditable(True)
        self.sku.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.sku.setMinimumContentsLength(22)
        self.sku.setModel(_Names(self._offered, self))
        cheap = [each.price if each.cost is None else each.cost for each in self._offered]
        if cheap:
            self._choose(cheap.index(min(cheap)))
        view = self.sku.view()
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)
        found = self.sku.completer()
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        self.sku.activated.connect(self._take)
        self.sku.lineEdit().editingFinished.connect(self._settle)
        self.units = NumberField(tr("Units"), 1, rules.promotion_limit_high, self)
        self.orders = NumberField(tr("Orders"), 1, rules.promotion_uses_high, self)
        self.orders.setValue(_USUAL_ORDERS)
        for kind, field in (("units", self.units), ("orders", self.orders)):
            field.setObjectName(f"promotion.{name}-gift-{kind}")
            field.valueChanged.connect(lambda _value: self.told.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        fields = QWidget(self)
        flow = FlowLayout(fields, spacing=12)
        flow.addWidget(labelled(tr("Gift"), self.sku, fields))
        flow.addWidget(labelled(tr("Units for an order"), self.units, fields))
        flow.addWidget(labelled(tr("Orders that may have it"), self.orders, fields))
        column.addWidget(fields)
        self._aside = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._aside.setObjectName(f"promotion.{name}-gift-aside")
        column.addWidget(self._aside)

    def gift(self) -> Gift:
        """As the fields say it; nothing where the shop sells nothing."""
        at = self.sku.currentIndex()
        sku = self._offered[at].id if 0 <= at < len(self._offered) else self._gone
        return (sku, self.units.value(), self.orders.value()) if sku else NOTHING

    def show_gift(self, gift: Gift) -> None:
        """Show this one; where it is nothing, what stands there already."""
        sku, units, orders = gift
        if sku and gift != self.gift():
            blocked = [QSignalBlocker(each) for each in (self.sku, self.units, self.orders)]
            ids = [each.id for each in self._offered]
            self._gone = 0 if sku in ids else sku
            self._choose(ids.index(sku) if sku in ids else -1)
            if self._gone:
                self.sku.setEditText(self._draft.name_of(sku))
            self.units.setValue(units)
            self.orders.setValue(orders)
            del blocked
        self._word_aside(gift)

    def set_open(self, *, every: bool, orders: bool) -> None:
        """Whether all of it, or how many orders may have it, can still be changed."""
        self.sku.setEnabled(every)
        self.units.setEnabled(every)
        self.orders.setEnabled(orders)

    def _choose(self, at: int) -> None:
        self.sku.setCurrentIndex(at)
        self.sku.lineEdit().setCursorPosition(0)  # of a long name the beginning is in sight

    def _word_aside(self, gift: Gift) -> None:
        sku, units, orders = gift
        known = self._draft.known.get(sku)
        self._aside.setVisible(known is not None)
        if known is not None:
            self._aside.setText(
                tr(
                    "%Ln unit(s) are set aside for it; {free} are free. When they are gone, orders "
                    "go without.",
                    units * orders,
                    free=number(known.free),
                )
            )

    def _take(self, at: int) -> None:
        self._choose(at)
        self.told.emit()

    def _settle(self) -> None:
        """What is typed and is no product is none: the chosen one stands again."""
        at = self.sku.currentIndex()
        if self.sku.currentText() != self.sku.itemText(at):
            self.sku.setEditText(self.sku.itemText(at))


class _Names(QAbstractListModel):
    """SKUs by their names, which are made when they are looked at: there may be thousands."""

    def __init__(self, skus: tuple[Promotable, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._skus = skus

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._skus)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return sku_name(self._skus[index.row()])
        return None
