"""The rail of vertical tabs at the window's leading edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.theme.fonts import BODY, LABEL, font
from desktop.theme.icons import icon_pixmap
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.widgets.plain_label import plain_tooltip

FOLD_BELOW = 1180
"""Window width in logical pixels under which the rail shows icons only."""

UNFOLDED = 196
WIDEST = 264
FOLDED = 60
"""Widths in logical pixels; unfolded, the rail grows up to WIDEST for long names."""

_EDGE = 12
_TAB_HEIGHT = 32
_ICON = 18


@dataclass(frozen=True, slots=True)
class RailTab:
    """A tab: the panel's key, its Lucide icon, its name, and the keys that open it, for the tip."""

    key: str
    icon: str
    text: str
    keys: str = ""


class Rail(QWidget):
    """Wordmark, tabs with counts, a footer. Folded it shows icons, with names as tooltips.

    For the keyboard the tabs are one stop: up and down choose, Home and End the first and last.
    """

    chosen = Signal(str)
    """Key of the tab the user chose; not sent by `choose`."""

    folded = Signal(bool)
    """The rail was folded (True) or unfolded."""

    def __init__(
        self, tabs: Sequence[RailTab], wordmark: str = "Dukandar", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(tr("Sections"))
        self._is_folded = False
        self._footer: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_EDGE, 10, _EDGE + 1, _EDGE)
        self._layout.setSpacing(1)
        self._mark = _Wordmark(wordmark, self)
        self._layout.addWidget(self._mark)
        self._layout.addSpacing(8)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _RailButton] = {}
        for tab in tabs:
            button = _RailButton(tab, self)
            button.picked.connect(self._picked)
            button.stepped.connect(self._stepped)
            self._group.addButton(button)
            self._layout.addWidget(button)
            self._tabs[tab.key] = button
        self._layout.addStretch(1)
        if tabs:
            self.choose(tabs[0].key)
        self._set_width()
        theme().changed.connect(self._repaint)

    def choose(self, key: str) -> None:
        self._tabs[key].setChecked(True)
        for each, button in self._tabs.items():
            focusable = Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(focusable)

    def current(self) -> str:
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def set_count(self, key: str, count: int, urgent: bool = False) -> None:
        """Shows a count at a tab (0: none); an urgent one in the accent."""
        self._tabs[key].set_count(count, urgent)

    def set_footer(self, widget: QWidget) -> None:
        """Puts a widget at the foot. It is told of folding if it has `set_folded(bool)`."""
        self._footer = widget
        self._layout.addWidget(widget)
        self._tell_footer()

    def fit(self, window_width: int) -> None:
        """Folds or unfolds for a window's width; for the window's resize event."""
        self.set_folded(window_width < FOLD_BELOW)

    def set_folded(self, folded: bool) -> None:
        if folded == self._is_folded:
            return
        self._is_folded = folded
        self._mark.set_folded(folded)
        for tab in self._tabs.values():
            tab.set_folded(folded)
        self._tell_footer()
        self._set_width()
        self.folded.emit(folded)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles = theme().roles
        painter = QPainter(self)
        painter.fillRect(self.rect(), roles.colour("surface"))
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0 if right_to_left else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), roles.colour("line"))

    def _set_width(self) -> None:
        if self._is_folded:
            self.setFixedWidth(FOLDED)
            return
        wanted = max((tab.sizeHint().width() for tab in self._tabs.values()), default=0)
        wanted = max(wanted, self._mark.sizeHint().width()) + 2 * _EDGE + 1
        self.setFixedWidth(min(max(UNFOLDED, wanted), WIDEST))

    def _tell_footer(self) -> None:
        tell = getattr(self._footer, "set_folded", None)
        if tell is not None:
            tell(self._is_folded)

    def _stepped(self, key: str, target: str) -> None:
        keys = list(self._tabs)
        place = {
            "next": (keys.index(key) + 1) % len(keys),
            "previous": keys.index(key) - 1,
            "first": 0,
            "last": len(keys) - 1,
        }[target]
        self._picked(keys[place])
        self._tabs[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _picked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _repaint(self) -> None:
        self.update()


class _RailButton(QAbstractButton):
    picked = Signal(str)
    stepped = Signal(str, str)

    def __init__(self, tab: RailTab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self._count = 0
        self._urgent = False
        self._folded = False
        self._by_keyboard = False
        self.setObjectName(f"tab.{tab.key}")
        self.setText(tab.text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        self._reword()

    def set_count(self, count: int, urgent: bool) -> None:
        self._count, self._urgent = count, urgent
        self._reword()
        self.updateGeometry()
        self.update()

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._reword()
        self.update()

    def sizeHint(self) -> QSize:
        name = QFontMetrics(self._name_font()).horizontalAdvance(self.tab.text)
        return QSize(12 + _ICON + 12 + name + 10 + 34, _TAB_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(FOLDED - 2 * _EDGE - 1, _TAB_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reword()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        targets = {
            Qt.Key.Key_Down: "next",
            Qt.Key.Key_Up: "previous",
            Qt.Key.Key_Home: "first",
            Qt.Key.Key_End: "last",
        }
        target = targets.get(Qt.Key(event.key()))
        if target:
            self.stepped.emit(self.tab.key, target)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles = theme().roles
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        role: Role = "accent" if self.isChecked() else "mute"
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        elif self.underMouse():
            role = "text"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.colour("bg"))
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(roles.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 6, 6)
        density = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(self.tab.icon, role, _ICON, density)
        top = (self.height() - _ICON) / 2
        if self._folded:
            painter.drawPixmap(
                QRectF((self.width() - _ICON) / 2, top, _ICON, _ICON), pixmap, QRectF(pixmap.rect())
            )
            self._paint_dot(painter)
            return
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        spot = QRectF(12, top, _ICON, _ICON)
        painter.drawPixmap(self._seen(spot, mirror), pixmap, QRectF(pixmap.rect()))
        badge = self._paint_badge(painter, mirror)
        room = self.width() - 42 - 8 - badge
        painter.setFont(self._name_font())
        painter.setPen(roles.colour(role))
        name = painter.fontMetrics().elidedText(
            self.tab.text, Qt.TextElideMode.ElideRight, round(room)
        )
        side = Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            self._seen(QRectF(42, 0, room, self.height()), mirror),
            side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute,
            name,
        )

    def _paint_badge(self, painter: QPainter, mirror: bool) -> float:
        """Draws the count; returns the width it takes."""
        if not self._count:
            return 0
        roles = theme().roles
        painter.setFont(font(LABEL, QFont.Weight.DemiBold))
        words = _short(self._count)
        width = max(24.0, painter.fontMetrics().horizontalAdvance(words) + 16.0)
        spot = self._seen(
            QRectF(self.width() - width - 4, (self.height() - 18) / 2, width, 18), mirror
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(roles.colour("accent" if self._urgent else "mute"))
        painter.drawRoundedRect(spot, 9, 9)
        painter.setPen(roles.colour("on_accent"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
        return width + 4

    def _paint_dot(self, painter: QPainter) -> None:
        if not self._count:
            return
        roles = theme().roles
        painter.setPen(QPen(roles.colour("surface"), 1.5))
        painter.setBrush(roles.colour("accent" if self._urgent else "mute"))
        painter.drawEllipse(QRectF(self.width() / 2 + 4, 4, 9, 9))

    def _seen(self, rect: QRectF, mirror: bool) -> QRectF:
        if not mirror:
            return rect
        return QRectF(self.width() - rect.right(), rect.y(), rect.width(), rect.height())

    def _name_font(self) -> QFont:
        return font(BODY, QFont.Weight.Medium)

    def _reword(self) -> None:
        count = QLocale().toString(self._count) if self._count else ""
        spoken = ", ".join(part for part in (self.tab.text, count) if part)
        self.setAccessibleName(spoken)
        unseen = self._folded or self.width() < self.sizeHint().width()
        tip = " · ".join(part for part in (spoken if unseen else "", self.tab.keys) if part)
        self.setToolTip(plain_tooltip(tip))

    def _clicked(self) -> None:
        self.picked.emit(self.tab.key)


class _Wordmark(QWidget):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._folded = False
        self.setAccessibleName(text)
        self.setFixedHeight(36)

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(34 + QFontMetrics(self._font()).horizontalAdvance(self._text), 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        density = painter.device().devicePixelRatioF()
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mark = icon_pixmap("store", "accent", 24, density)
        left = (self.width() - 24) // 2 if self._folded else self.width() - 26 if mirror else 2
        painter.drawPixmap(left, 6, mark)
        if self._folded:
            return
        painter.setFont(self._font())
        painter.setPen(theme().roles.colour("text"))
        room = self.rect().adjusted(0 if mirror else 32, 0, -32 if mirror else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirror else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            room, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, self._text
        )

    def _font(self) -> QFont:
        return font(18, QFont.Weight.DemiBold)


def _short(count: int) -> str:
    return QLocale().toString(count) if count < 10_000 else "9,999+"
