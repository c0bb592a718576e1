"""The product list: a picture, a name and four figures a row, under headings of the same widths."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.theme.fonts import LABEL, font
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.product_picture import paint_product
from desktop.wording import money, number, product_status_name
from domain.catalogue.rules import ProductStatus
from domain.reports.products import SkuRow
from domain.reports.shop import ShopRow

_ROW = 58
_EDGE = 14
_PICTURE = 40
_TEXT = _EDGE + _PICTURE + 12
"""Where the names begin, logical pixels from the leading edge."""
_GAP = 18
"""Space before each figure."""
_LEAST_NAME = 150
"""Room for names under which the least needed figure gives way."""


def stock_text(row: SkuRow) -> str:
    """Units in stock, a dash where nobody knows."""
    return "–" if row.stock is None else number(row.stock)


def cover_text(row: SkuRow) -> str:
    """How long the stock lasts, in words."""
    if row.stock == 0:
        return tr("sold out")
    return "–" if row.cover is None else tr("%Ln day(s)", row.cover)


def cover_role(row: SkuRow) -> Role:
    """The role of how long the stock lasts; its words always stand with it."""
    if row.stock == 0:
        return "bad"
    return "warn" if row.low else "text"


class _Model(QAbstractListModel):
    """The SKUs; `Qt.UserRole` gives the row itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[SkuRow, ...] = ()
        self.shop: ShopRow | None = None

    def show_rows(self, rows: Sequence[SkuRow], shop: ShopRow) -> None:
        """Replace the rows; the same SKUs stay where they are, so that nothing jumps."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self.shop = tuple(rows), shop
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

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
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            small = _small_print(row, self.shop) if self.shop is not None else ""
            return plain_tooltip(f"{row.product}\n{small}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(
                "{product}, {stock} in stock, lasts {cover}",
                product=row.product,
                stock=stock_text(row),
                cover=cover_text(row),
            )
        return None


def _small_print(row: SkuRow, shop: ShopRow) -> str:
    live = row.status == ProductStatus.ACTIVATE
    parts = ["" if live else product_status_name(row.status), row.variation, row.seller_sku]
    if row.deal_price:
        parts.append(tr("instead of {price}", price=money(row.price, shop.currency)))
    if row.reviews:
        parts.append(tr("%Ln review(s), {stars} stars", row.reviews, stars=_mean_stars(row)))
    return " · ".join(part for part in parts if part)


def _mean_stars(row: SkuRow) -> str:
    return QLocale().toString(row.stars / row.reviews, "f", 1)


def _figures(row: SkuRow, shop: ShopRow) -> tuple[tuple[str, Role], ...]:
    """Price, units sold, stock and cover, as `_headings` names them."""
    return (
        (money(row.deal_price or row.price, shop.currency), "good" if row.deal_price else "text"),
        (number(row.sold), "text" if row.sold else "mute"),
        (stock_text(row), "bad" if row.stock == 0 else "text"),
        (cover_text(row), cover_role(row)),
    )


def _headings() -> tuple[tuple[str, str], ...]:
    """Each figure's heading, and what it means."""
    return (
        (tr("Price"), ""),
        (tr("Sold, 7 days"), tr("Units ordered in the last seven days, less cancelled ones.")),
        (
            tr("Stock"),
            tr("Units that can still be sold; ordered units are already taken off."),
        ),
        (tr("Lasts"), tr("How long the stock lasts at the pace of the last seven days.")),
    )


_SOLD = 1
"""The figure that gives way in a narrow list."""


class _Delegate(QStyledItemDelegate):
    """A row as a card of the shop window."""

    widths: tuple[int, ...] = ()
    """Of the figures, with the space before them; 0 for one that is not shown."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(280, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        if model.shop is None:
            return
        row, roles, whole = model.rows[index.row()], theme().roles, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, roles.colour("accent_soft"))
        painter.setPen(roles.colour("line"))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())

        def spot(left: int, top: int, width: int, height: int) -> QRect:
            frame = QRect(whole.left() + left, whole.top() + top, width, height)
            return QStyle.visualRect(option.direction, whole, frame)

        leading = _aligned(option, Qt.AlignmentFlag.AlignLeft)
        ending = _aligned(option, Qt.AlignmentFlag.AlignRight)
        frame = QRectF(spot(_EDGE, (_ROW - _PICTURE) // 2, _PICTURE, _PICTURE))
        paint_product(painter, frame, row.picture, row.colour)
        x = whole.width() - _EDGE - sum(self.widths)
        name = max(0, x - _TEXT)
        lines: tuple[tuple[int, int, str, QFont, Role], ...] = (
            (9, 20, row.product, font(weight=QFont.Weight.DemiBold), "text"),
            (30, 18, _small_print(row, model.shop), font(LABEL), "mute"),
        )
        for top, height, text, face, role in lines:
            painter.setFont(face)
            painter.setPen(roles.colour(role))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, name)
            painter.drawText(spot(_TEXT, top, name, height), leading, shown)
        painter.setFont(font())
        for (text, role), width in zip(_figures(row, model.shop), self.widths, strict=True):
            if width:
                painter.setPen(roles.colour(role))
                painter.drawText(spot(x, 0, width, _ROW), ending, text)
            x += width
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(roles.colour("accent"))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))
        painter.restore()


def _aligned(option: QStyleOptionViewItem, side: Qt.AlignmentFlag) -> int:
    return int(QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter))


class _View(QListView):
    """Enter opens the row it stands on."""

    opened = Signal()
    resized = Signal()
    """The room for rows has changed, also because a scroll bar came or went."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ProductList(QWidget):
    """Headings and rows; one SKU is always chosen while there are any."""

    chosen = Signal(object)  # an id: Qt's int has 32 bits only
    opened = Signal()
    """Enter was pressed on the chosen SKU."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)  # rows stay clear of the card's round corners
        column.setSpacing(0)
        self._heading = self._heading_row()
        column.addLayout(self._heading)
        rule = QFrame(self)
        rule.setProperty("kind", "rule")
        column.addWidget(rule)
        self.view = _View(self)
        self.view.setObjectName("table.products")
        self.view.setAccessibleName(tr("Products"))
        self.view.setStyleSheet("border: none; background: transparent;")  # the card has both
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = _Model(self)
        self._delegate = _Delegate(self.view)
        self._wanted: tuple[int, ...] = (0,) * len(self._heads)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.view.opened.connect(self.opened)
        self.view.resized.connect(self._fit)
        self.setFocusProxy(self.view)
        column.addWidget(self.view, 1)

    def _heading_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 10, _EDGE, 10)
        row.setSpacing(0)
        row.addWidget(_heading(tr("Product"), self, leading=True), 1)
        self._heads = []
        for text, tip in _headings():
            head = _heading(text, self, leading=False)
            head.setToolTip(tip)
            row.addWidget(head)
            self._heads.append(head)
        return row

    def show_rows(self, rows: Sequence[SkuRow], shop: ShopRow, chosen: int) -> None:
        """Show these SKUs and choose one: that of the id, or the first."""
        self._model.show_rows(rows, shop)
        measure, heads = QFontMetrics(font()), QFontMetrics(font(LABEL, QFont.Weight.DemiBold))
        widest = [heads.horizontalAdvance(head.text()) + 4 for head in self._heads]
        for row in rows:
            for place, (text, _role) in enumerate(_figures(row, shop)):
                widest[place] = max(widest[place], measure.horizontalAdvance(text) + 2)
        self._wanted = tuple(width + _GAP for width in widest)
        self._fit()
        if rows:
            self.choose(chosen)

    def choose(self, sku: int) -> None:
        """Choose the SKU of that id, or the first one."""
        ids = [row.id for row in self._model.rows]
        index = self._model.index(ids.index(sku) if sku in ids else 0, 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    @property
    def current(self) -> SkuRow | None:
        """The SKU that is chosen."""
        place = self.view.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def _fit(self) -> None:
        """Give the figures their widths; the least needed one leaves where names get no room."""
        whole, bar = self.view.viewport().width(), self.view.width() - self.view.viewport().width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (bar, 0) if mirrored else (0, bar)
        self._heading.setContentsMargins(_EDGE + left, 10, _EDGE + right, 10)
        room = whole - _EDGE - _TEXT
        tight = room - sum(self._wanted) < _LEAST_NAME
        widths = tuple(
            0 if tight and place == _SOLD else width for place, width in enumerate(self._wanted)
        )
        for head, width in zip(self._heads, widths, strict=True):
            head.setFixedWidth(width)
            head.setVisible(width > 0)
        self._delegate.widths = widths
        self.view.viewport().update()

    def _tell(self) -> None:
        row = self.current
        if row is not None:
            self.chosen.emit(row.id)


def _heading(text: str, parent: QWidget, *, leading: bool) -> PlainLabel:
    label = PlainLabel(text.upper(), parent, role="mute", size="label", strong=True, elide=True)
    side = Qt.AlignmentFlag.AlignLeft if leading else Qt.AlignmentFlag.AlignRight
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return label
