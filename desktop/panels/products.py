"""The Products panel of a practice shop: what is for sale, how long it lasts, restock and price."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.theme.fonts import font
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.product_picture import ProductPicture, paint_product
from desktop.wording import moment, money, number, percent, refusal_text
from domain.catalogue.commands import Restock, SetPrice
from domain.finance.rules import referral_fee
from domain.kernel.changes import Subject
from domain.reports.products import SkuRow, sku_rows
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Outcome, Shop

_ROW = 58
_DETAIL = 400
_NARROW = 900
_COVER_DAYS = 14


class _Model(QAbstractListModel):
    """The SKUs; `Qt.UserRole` gives the row itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[SkuRow, ...] = ()

    def show_rows(self, rows: Sequence[SkuRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.product
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{product}, {stock} in stock", product=row.product, stock=_stock(row))
        if role == Qt.ItemDataRole.UserRole:
            return row
        return None


class _Delegate(QStyledItemDelegate):
    """A row as a card of the shop window: picture, name, price, stock, cover."""

    shop: ShopRow | None = None

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(320, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, roles = index.data(Qt.ItemDataRole.UserRole), theme().roles
        if self.shop is None or row is None:
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, roles.colour("accent_soft"))
        painter.setPen(roles.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

        def spot(left: int, top: int, width: int, height: int) -> QRect:
            frame = QRect(option.rect.left() + left, option.rect.top() + top, width, height)
            return QStyle.visualRect(option.direction, option.rect, frame)

        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        ending = QStyle.visualAlignment(option.direction, side)
        leading = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        paint_product(painter, QRectF(spot(14, 9, 40, 40)), row.picture, row.colour)
        width = option.rect.width()
        figures: tuple[tuple[int, str, Role], ...] = (
            (100, money(row.price, self.shop.currency), "text"),
            (80, _stock(row), "bad" if row.stock == 0 else "text"),
            (100, _cover(row), _cover_role(row)),
        )
        x = width - 14 - sum(each[0] for each in figures)
        name = max(60, x - 66)
        painter.setPen(roles.colour("text"))
        painter.setFont(font(weight=QFont.Weight.DemiBold))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(row.product, Qt.TextElideMode.ElideRight, name)
        painter.drawText(spot(66, 9, name, 20), int(leading), title)
        painter.setFont(font(11))
        painter.setPen(roles.colour("mute"))
        painter.drawText(
            spot(66, 30, name, 18), int(leading), f"{row.variation} · {row.seller_sku}"
        )
        painter.setFont(font())
        for size, text, role in figures:
            painter.setPen(roles.colour(role))
            painter.drawText(spot(x, 0, size, _ROW), int(ending), text)
            x += size
        painter.restore()


def _stock(row: SkuRow) -> str:
    return "–" if row.stock is None else number(row.stock)


def _cover(row: SkuRow) -> str:
    if row.stock == 0:
        return tr("sold out")
    return "–" if row.cover is None else tr("%Ln day(s)", row.cover)


def _cover_role(row: SkuRow) -> Role:
    if row.stock == 0:
        return "bad"
    return "warn" if row.low else "text"


class ProductsPanel(Panel):
    """List and detail."""

    subjects = frozenset({Subject.PRODUCTS, Subject.STOCK, Subject.ORDERS, Subject.CLOCK})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("products", tr("Products"), desk, parent)
        self._shop: ShopRow | None = None
        self._sku = 0
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(18, 14, 18, 14)
        self._layout.setSpacing(12)
        self._layout.addWidget(self._list(), 1)
        self._detail = self._make_detail()
        self._layout.addWidget(self._detail)

    def _list(self) -> QWidget:
        card = QFrame(self)
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._heading(card))
        self.view = QListView(card)
        self.view.setObjectName("table.products")
        self.view.setAccessibleName(tr("Products"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self._model = _Model(self)
        self._delegate = _Delegate(self.view)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self._empty = EmptyState(
            "tag",
            tr("This shop has nothing to sell"),
            tr("Products can't be added yet: start the practice “First 30 days” instead."),
        )
        self._pages = QStackedWidget(card)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column.addWidget(self._pages)
        return card

    def _heading(self, card: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(0)
        row.addWidget(
            PlainLabel(tr("Product").upper(), card, role="mute", size="label", strong=True), 1
        )
        for width, text, tip in (
            (100, tr("Price"), ""),
            (
                80,
                tr("Stock"),
                tr("Units that can still be sold; ordered units are already taken off."),
            ),
            (100, tr("Lasts"), tr("How long the stock lasts at the pace of the last seven days.")),
        ):
            label = PlainLabel(text.upper(), card, role="mute", size="label", strong=True)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setFixedWidth(width)
            label.setToolTip(tip)
            row.addWidget(label)
        return row

    def _make_detail(self) -> QWidget:
        inside = QWidget(self)
        inside.setProperty("kind", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        about = Card("product", "", inside)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._picture = ProductPicture("tag", "#5B6475", 44)
        self._name = PlainLabel("", about, size="title", strong=True, wrap=True)
        head.addWidget(self._picture)
        head.addWidget(self._name, 1)
        about.body.addLayout(head)
        self._fields = Fields(about)
        about.body.addWidget(self._fields)
        column.addWidget(about)
        column.addWidget(self._restock_card(inside))
        column.addWidget(self._price_card(inside))
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFixedWidth(_DETAIL)
        return area

    def _restock_card(self, parent: QWidget) -> Card:
        card = Card("restock", tr("Restock"), parent)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._quantity = NumberField(tr("Units to order"), 1, 99_999, card)
        self._quantity.setObjectName("restock.quantity")
        self._quantity.valueChanged.connect(self._word_cost)
        row.addWidget(self._quantity, 1)
        self.restock_button = QPushButton(tr("Restock"), card)
        self.restock_button.setProperty("kind", "primary")
        self.restock_button.setObjectName("action.restock")
        self.restock_button.clicked.connect(self.restock)
        row.addWidget(self.restock_button)
        card.body.addLayout(row)
        self._cost = PlainLabel("", card, role="mute", size="small", wrap=True)
        card.body.addWidget(self._cost)
        self._restock_problem = PlainLabel("", card, role="bad", size="small", wrap=True)
        self._restock_problem.hide()
        card.body.addWidget(self._restock_problem)
        return card

    def _price_card(self, parent: QWidget) -> Card:
        card = Card("price", tr("Price"), parent)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._price = QDoubleSpinBox(card)
        self._price.setObjectName("price.amount")
        self._price.setAccessibleName(tr("Price"))
        self._price.setRange(0.0, 9_999_999.0)
        self._price.lineEdit().setTextMargins(8, 0, 8, 0)
        self._price.valueChanged.connect(self._word_price)
        row.addWidget(self._price, 1)
        self.price_button = QPushButton(tr("Set price"), card)
        self.price_button.setObjectName("action.set-price")
        self.price_button.clicked.connect(self.set_price)
        row.addWidget(self.price_button)
        card.body.addLayout(row)
        self._price_hint = PlainLabel("", card, role="mute", size="small", wrap=True)
        card.body.addWidget(self._price_hint)
        return card

    def receive(self, subject: object) -> None:
        """Select the SKU of that id."""
        if isinstance(subject, int):
            self._sku = subject
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        if narrow:
            self._detail.setMinimumWidth(0)
            self._detail.setMaximumWidth(16_777_215)
        else:
            self._detail.setFixedWidth(_DETAIL)

    # Showing

    def refresh(self) -> None:
        wall = self.desk.clock()

        def look(shop: Shop) -> tuple[ShopRow, tuple[SkuRow, ...]]:
            return shop.read(lambda conn: (shop_row(conn, wall), sku_rows(conn, wall)))

        self.desk.read(self, "skus", look, self._show)

    def _show(self, found: tuple[ShopRow, tuple[SkuRow, ...]]) -> None:
        self._shop, rows = found
        self._delegate.shop = self._shop
        chosen = self._sku
        self._model.show_rows(rows)
        self._pages.setCurrentWidget(self.view if rows else self._empty)
        self._detail.setVisible(bool(rows))
        if rows:
            places = [place for place, row in enumerate(rows) if row.id == chosen] or [0]
            self.view.setCurrentIndex(self._model.index(places[0], 0))
            self._show_sku(rows[places[0]])

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and self._model.rows[index.row()].id != self._sku:
            self._show_sku(self._model.rows[index.row()])

    @property
    def current(self) -> SkuRow | None:
        """The SKU shown in detail."""
        return next((row for row in self._model.rows if row.id == self._sku), None)

    def _show_sku(self, row: SkuRow) -> None:
        shop = self._shop
        if shop is None:
            return
        fresh, self._sku = row.id != self._sku, row.id
        self._picture.set_product(row.picture, row.colour, row.product)
        self._name.setText(row.product)
        fields = self._fields
        fields.clear()
        fields.add(tr("SKU"), f"{row.seller_sku} · {row.variation}")
        fields.add(tr("Price"), money(row.price, shop.currency))
        fields.add(tr("Cost"), money(row.cost, shop.currency))
        fee = int(referral_fee(row.price, shop.book.at(shop.now)))  # type: ignore[arg-type]
        left = row.price - fee - row.cost
        fields.add(
            tr("Left per unit before postage"),
            money(left, shop.currency),
            role="good" if left > 0 else "bad",
            strong=True,
            tip=tr("Price less referral fee and cost."),
        )
        fields.add(tr("Sold in 7 days"), number(row.sold))
        fields.add(tr("Stock"), _stock(row), role="bad" if row.stock == 0 else "text")
        fields.add(tr("Lasts"), _cover(row), role=_cover_role(row))
        if row.coming:
            when = moment(row.arrives_at, shop, "d MMM")
            text = tr("{count}, arriving {when}", count=number(row.coming), when=when)
            fields.add(tr("On its way"), text)
        if fresh or not self._quantity.hasFocus():
            self._quantity.setValue(_suggestion(row))
        self._price.setDecimals(shop.currency.minor_units)
        if fresh or not self._price.hasFocus():
            self._price.setValue(row.price / shop.currency.unit)
        self._restock_problem.hide()
        self._word_cost()
        self._word_price()

    def _word_cost(self) -> None:
        row, shop = self.current, self._shop
        if row is None or shop is None:
            return
        cost = money(row.cost * self._quantity.value(), shop.currency)
        self._cost.setText(
            tr(
                "Costs {cost} now; the goods are here in %Ln day(s).",
                row.lead_days,
                cost=cost,
            )
        )
        self._restock_problem.hide()

    def _amount(self) -> int:
        unit = self._shop.currency.unit if self._shop is not None else 1
        return round(self._price.value() * unit)

    def _word_price(self) -> None:
        row = self.current
        if row is None or self._shop is None:
            return
        new = self._amount()
        self.price_button.setEnabled(new != row.price)
        if new == row.price:
            self._price_hint.setText(tr("A change holds from the next hour on."))
            return
        change = percent(abs(new - row.price) * 10_000 // row.price, 1)
        words = (
            tr("{change} dearer", change=change)
            if new > row.price
            else tr("{change} cheaper", change=change)
        )
        self._price_hint.setText(words)

    # Doing

    def restock(self) -> None:
        """Order the units from the supplier."""
        row = self.current
        if row is None:
            return
        quantity = self._quantity.value()

        def done(outcome: Outcome) -> None:
            if outcome.done:
                text = tr("%Ln unit(s) of {product} ordered.", quantity, product=row.product)
                self.said.emit(text, "good")
            for refusal in outcome.refusals:
                self._restock_problem.setText(refusal_text(refusal))
                self._restock_problem.show()

        self._do(tr("Ordering"), Restock(row.id, quantity), done)

    def set_price(self) -> None:
        """Set the price."""
        row, shop = self.current, self._shop
        if row is None or shop is None:
            return
        price = self._amount()

        def done(outcome: Outcome) -> None:
            if outcome.done:
                amount = money(price, shop.currency)
                text = tr("{product} now costs {price}.", product=row.product, price=amount)
                self.said.emit(text, "good")
            for refusal in outcome.refusals:
                self._price_hint.setText(refusal_text(refusal))

        self._do(tr("Setting the price"), SetPrice(row.id, price), done)

    def _do(self, label: str, command: Restock | SetPrice, done) -> None:
        self.desk.write(
            self,
            label,
            lambda shop, _write: shop.do(command),
            done,
            touched=lambda outcome: outcome.changes,
        )


def _suggestion(row: SkuRow) -> int:
    """Units that last through the lead time and two weeks more, less what is here and coming."""
    wanted = -(-row.sold * (row.lead_days + _COVER_DAYS) // 7)
    return max(1, wanted - (row.stock or 0) - row.coming)
