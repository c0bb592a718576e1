"""The listing as a buyer sees its card on a phone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.listing_editor.album import Album
from desktop.listing_editor.draft import Draft
from desktop.theme.icons import icon_pixmap
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.wording import money, percent
from domain.catalogue.listing import Listing

_WIDTH, _HEIGHT = 172, 284
_FRAME = 8.0
_INSIDE = 10.0


class PhonePreview(QWidget):
    """Paints picture, title on two lines, price and what is struck through."""

    def __init__(self, draft: Draft, album: Album, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("editor.preview")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draft, self._album = draft, album
        draft.changed.connect(self._renew)
        album.shown.connect(self.update)
        theme().changed.connect(self.update)
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def price_text(self) -> str:
        """The lowest price of its SKUs, as buyers see it first; empty without any."""
        prices = [each.price for each in self._draft.listing.variants if each.price]
        if not prices:
            return ""
        low = money(min(prices), self._draft.opened.currency)
        return low if min(prices) == max(prices) else tr("from {price}", price=low)

    def _renew(self) -> None:
        title = self._draft.listing.title or tr("No title yet")
        words = tr("On a phone: {title}, {price}", title=title, price=self.price_text())
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles, listing = theme().roles, self._draft.listing
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        phone = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(roles.colour("mute"), 2))
        painter.setBrush(roles.colour("surface"))
        painter.drawRoundedRect(phone, 20, 20)
        inside = phone.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        side = inside.width()
        self._paint_picture(painter, QRectF(inside.left(), inside.top(), side, side), listing)
        words = inside.adjusted(_INSIDE / 2, side + _INSIDE, -_INSIDE / 2, 0)
        title = listing.title or tr("No title yet")
        y = self._paint_title(painter, words, title, "text" if listing.title else "mute")
        self._paint_price(painter, QRectF(words.left(), y + 4, words.width(), 24), listing)
        below = QRectF(words.left(), y + 30, words.width(), 40)
        painter.setFont(self._font(11))
        painter.setPen(roles.colour("mute"))
        first = next(iter(listing.points), "")
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        side_flag = self.style().visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.setClipRect(below)
        painter.drawText(below, int(flags | side_flag), first)

    def _paint_picture(self, painter: QPainter, box: QRectF, listing: Listing) -> None:
        density = painter.device().devicePixelRatioF()
        pixmap = None
        if listing.pictures:
            pixmap = self._album.pixmap(listing.pictures[0], int(box.width()), density)
        if pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().roles.colour("bg"))
            painter.drawRoundedRect(box, 12, 12)
            sign = icon_pixmap("camera", "mute", 32, density)
            painter.drawPixmap(box.center() - QPointF(16, 16), sign)
            return
        size = pixmap.deviceIndependentSize()
        painter.drawPixmap(box.center() - QPointF(size.width() / 2, size.height() / 2), pixmap)

    def _paint_title(self, painter: QPainter, box: QRectF, title: str, role: Role) -> float:
        """Two lines at most; says where they end."""
        font = self._font(12)
        painter.setFont(font)
        painter.setPen(theme().roles.colour(role))
        side = self.style().visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        layout = QTextLayout(title, font)
        layout.setTextOption(QTextOption(side))
        layout.beginLayout()
        y = box.top()
        height = painter.fontMetrics().lineSpacing()
        for number in range(2):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(box.width())
            start = line.textStart()
            said = title[start:] if number else title[start : start + line.textLength()]
            said = painter.fontMetrics().elidedText(
                said.strip(), Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(QRectF(box.left(), y, box.width(), height), int(side), said)
            y += height
        layout.endLayout()
        return y

    def _paint_price(self, painter: QPainter, box: QRectF, listing: Listing) -> None:
        roles = theme().roles
        prices = [each for each in listing.variants if each.price]
        if not prices:
            return
        cheapest = min(prices, key=lambda each: each.price)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = box.right() if mirrored else box.left()
        parts: list[tuple[str, Role, int, bool]] = [(self.price_text(), "text", 16, False)]
        if cheapest.list_price > cheapest.price:
            worth = money(cheapest.list_price, self._draft.opened.currency)
            saved = 10_000 - cheapest.price * 10_000 // cheapest.list_price
            parts += [(worth, "mute", 11, True), (f"−{percent(saved, 0)}", "bad", 11, False)]
        for words, role, size, struck in parts:
            font = self._font(size, bold=size > 12)
            font.setStrikeOut(struck)
            painter.setFont(font)
            painter.setPen(roles.colour(role))
            width = painter.fontMetrics().horizontalAdvance(words) + 2
            left = x - width if mirrored else x
            if left < box.left() or left + width > box.right() + 2:
                break
            spot = QRectF(left, box.top(), width, box.height())
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), words)
            x = left - 6 if mirrored else left + width + 6

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setBold(bold)
        return font
