"""What a day brought: a sheet over the window's edge that nobody has to answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.playing.needs import place, wanted_text
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.widgets.card import CardButton
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import date_text, money, number
from domain.finance.rules import Kind
from domain.reports.day import Day, Figure
from domain.reports.finance.journal import JournalQuery
from domain.reports.orders import OrderQuery
from domain.simulation.attention import Need

WIDTH = 408
_GAP = 12
_FIGURE_WIDTH = 84
_MONEY = ("gmv", "profit", "paid-out")
_LARGE = ("gmv", "profit")


class DaySummary(QFrame):
    """Floats over the trailing edge of the window, under the top bar, until it is sent away."""

    go = Signal(str, object)
    """Another panel is wanted, with what it should show."""
    after_next_day_chosen = Signal(bool)
    """Whether it should be shown after each Next day."""

    def __init__(self, window: QWidget, below: QWidget) -> None:
        """Take the window it floats over, and the bar it stays below."""
        super().__init__(window)
        self._window = window
        self._below = below
        self.setObjectName("day-summary")
        self.setProperty("kind", "drawer")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("kind", "scrolled")
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(16, 0, 16, 10)
        self._body.setSpacing(10)
        self._area.setWidget(self._inside)
        column.addWidget(self._area, 1)
        column.addLayout(self._make_foot())
        self._make_body()
        window.installEventFilter(self)
        self._inside.installEventFilter(self)
        self.hide()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 10, 8)
        self._title = PlainLabel("", self, size="title", strong=True, elide=True)
        self._close = QToolButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setIcon(icon("x", "mute"))
        self._close.setAccessibleName(tr("Close the summary"))
        self._close.setToolTip(tr("Close the summary") + " (Esc)")
        self._close.setObjectName("action.day-summary.close")
        self._close.clicked.connect(self.close_summary)
        row.addWidget(self._title, 1)
        row.addWidget(self._close)
        return row

    def _make_body(self) -> None:
        large = QHBoxLayout()
        large.setSpacing(10)
        names = _names()
        self._large = {key: _LargeFigure(key, names[key], self._inside) for key in _LARGE}
        for figure in self._large.values():
            figure.clicked.connect(lambda _=False, figure=figure: self._open_rows(figure))
            large.addWidget(figure, 1)
        self._body.addLayout(large)
        self._calls = PlainLabel("", self._inside, role="mute", size="small", wrap=True)
        self._body.addWidget(self._calls)
        self._wanted = QWidget(self._inside)
        self._flow = FlowLayout(self._wanted, spacing=6)
        self._body.addWidget(self._wanted)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self._heading = _Row("heading", "", self._inside)
        rows.addWidget(self._heading)
        self._rows = {
            key: _Row(key, name, self._inside) for key, name in names.items() if key not in _LARGE
        }
        for key, tip in _meanings().items():
            (self._large.get(key) or self._rows[key]).setToolTip(plain_tooltip(tip))
        for row in self._rows.values():
            row.clicked.connect(lambda _=False, row=row: self._open_rows(row))
            rows.addWidget(row)
        self._body.addLayout(rows)
        self._body.addStretch(1)

    def _make_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        rule = QFrame(self)
        rule.setProperty("kind", "rule")
        foot.addWidget(rule)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 9)
        self._after_next_day = QCheckBox(tr("Show after each Next day"), self)
        self._after_next_day.setObjectName("summary.after-next-day")
        self._after_next_day.clicked.connect(self.after_next_day_chosen)
        row.addWidget(self._after_next_day)
        row.addStretch(1)
        foot.addLayout(row)
        return foot

    # Showing

    def show_day(self, day: Day, *, after_next_day: bool) -> None:
        """Show a day that is over, and whether the person gets one after each Next day."""
        title = tr("Day {day} · {date}", day=day.number, date=date_text(day.day, "ddd d MMM"))
        self._title.setText(title)
        self.setAccessibleName(tr("Summary of {day}", day=title))
        self._after_next_day.setChecked(after_next_day)
        self._heading.show_texts(date_text(day.day, "ddd"), date_text(day.day - 1, "ddd"))
        for figure in day.figures:
            words = _worded(figure, day, figure.value)
            before = "–" if figure.before is None else _worded(figure, day, figure.before)
            if figure.key in self._large:
                large = self._large[figure.key]
                large.show_figure(words, figure, _change(figure, day))
                self._lead(large, figure, day)
            else:
                row = self._rows[figure.key]
                row.show_texts(words, before, "bad" if _hurts(figure) else "text")
                self._lead(row, figure, day)
        self._show_wanted(day.wanted)
        self.show()
        self.raise_()
        self.place()

    def take_focus(self) -> None:
        """Bring the keyboard here."""
        self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_summary(self) -> None:
        """Send it away; the keyboard goes back to what lies under it."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._window.setFocus()
        self.hide()

    def place(self) -> None:
        """Lie in the window's lower trailing corner, as high as the content needs.

        At the foot, so that the next step at the top of Home stays in reach.
        """
        window = self._window
        top = self._below.mapTo(window, self._below.rect().bottomLeft()).y() + _GAP
        width = min(WIDTH, window.width() - 2 * _GAP)
        body = self._body.totalHeightForWidth(width - 2)
        needed = self.sizeHint().height() - self._area.sizeHint().height() + body
        height = min(needed, window.height() - top - _GAP)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = _GAP if mirrored else window.width() - width - _GAP
        self.setGeometry(x, window.height() - height - _GAP, width, height)

    def _lead(self, button: _Row | _LargeFigure, figure: Figure, day: Day) -> None:
        """Let a figure open its rows, where it has any."""
        button.leads_to = _leads_to(figure, day) if figure.value else None
        leads = button.leads_to is not None
        button.setEnabled(leads)
        button.arrow.setVisible(leads)
        shape = Qt.CursorShape
        button.setCursor(shape.PointingHandCursor if leads else shape.ArrowCursor)

    def _show_wanted(self, wanted: tuple[tuple[Need, int], ...]) -> None:
        while item := self._flow.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        self._calls.setText(tr("Needs you now") if wanted else tr("Nothing needs you now."))
        for need, count in wanted:
            button = QPushButton(wanted_text(need, count), self._wanted)
            button.setIcon(icon("arrow-right", "accent"))
            button.setObjectName(f"action.day-summary.{need.value}")
            button.clicked.connect(lambda _=False, need=need: self._open(need))
            self._flow.addWidget(button)
            button.show()
        self._wanted.setVisible(bool(wanted))

    def _open_rows(self, button: _Row | _LargeFigure) -> None:
        if button.leads_to is not None:
            self.go.emit(*button.leads_to)
            self.close_summary()  # the rows lie under it

    def _open(self, need: Need) -> None:
        where = place(need)
        if where is not None:
            self.go.emit(*where)
            self.close_summary()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        resized = watched is self._window and event.type() == QEvent.Type.Resize
        filled = watched is self._inside and event.type() == QEvent.Type.LayoutRequest
        if (resized or filled) and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_summary()
            return
        super().keyPressEvent(event)


def _leads_to(figure: Figure, day: Day) -> tuple[str, object] | None:
    """The panel with a figure's rows, and what it should show."""
    if figure.happened is not None:
        return "orders", OrderQuery(happened=figure.happened)
    calendar = day.shop.book.calendar
    since, before = (int(calendar.moment(each)) for each in (day.day, day.day + 1))
    if figure.key == "profit":
        return "finance", JournalQuery(since=since, before=before)
    if figure.key == "paid-out":
        return "finance", JournalQuery(kind=Kind.PAYOUT, since=since, before=before)
    return None


class _LargeFigure(CardButton):
    """A figure and how it changed; pressing it opens its rows."""

    def __init__(self, key: str, name: str, parent: QWidget) -> None:
        super().__init__(f"day.{key}", parent)
        self.leads_to: tuple[str, object] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(1)
        self._name = PlainLabel(name, self, role="mute", size="small", elide=True)
        self._figure = PlainLabel("", self, size="figure", elide=True)
        self._change = PlainLabel("", self, size="small", strong=True, elide=True)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        self.arrow = _arrow(self)
        head.addWidget(self.arrow)
        column.addLayout(head)
        column.addWidget(self._figure)
        column.addWidget(self._change)
        self.freeze()

    def show_figure(self, words: str, figure: Figure, change: str) -> None:
        rise = figure.value - (figure.value if figure.before is None else figure.before)
        self._figure.setText(words)
        self._change.setText(change)
        restyle(self._figure, role="bad" if figure.value < 0 else "text")
        restyle(self._change, role="good" if rise > 0 else "bad" if rise < 0 else "mute")
        self.setText(f"{self._name.text()}: {words}, {change}")
        self.setAccessibleName(self.text())


class _Row(CardButton):
    """A figure's name, its value, and that of the day before; pressing it opens its rows."""

    def __init__(self, key: str, name: str, parent: QWidget) -> None:
        super().__init__(f"day.{key}", parent)
        self.setProperty("kind", "row-button")
        self.leads_to: tuple[str, object] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 2, 3)
        row.setSpacing(8)
        heading = key == "heading"
        size = "label" if heading else ""
        role = "mute" if heading else ""
        self._name = PlainLabel(name, self, role="mute", elide=True)
        self._value = PlainLabel("", self, size=size, role=role, strong=True)
        self._before = PlainLabel("", self, size=size, role="mute")
        row.addWidget(self._name, 1)
        for label in (self._value, self._before):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setMinimumWidth(_FIGURE_WIDTH)
            row.addWidget(label)
        self.arrow = _arrow(self)
        row.addWidget(self.arrow)
        self.freeze()
        self.setEnabled(not heading)

    def show_texts(self, value: str, before: str, role: str = "") -> None:
        self._value.setText(value)
        self._before.setText(before)
        if role:
            restyle(self._value, role=role)
        words = tr(
            "{name}: {value}, the day before {before}",
            name=self._name.text(),
            value=value,
            before=before,
        )
        self.setText(words)
        self.setAccessibleName(words)


def _arrow(parent: QWidget) -> IconView:
    """The sign that a figure opens its rows; its room stays when it is hidden."""
    mirrored = parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
    arrow = IconView("chevron-left" if mirrored else "chevron-right", "mute", 14, parent)
    policy = arrow.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    arrow.setSizePolicy(policy)
    arrow.hide()
    return arrow


def _names() -> dict[str, str]:
    return {
        "gmv": tr("GMV"),
        "profit": tr("Profit of the day"),
        "orders": tr("Orders paid"),
        "units": tr("Units sold"),
        "visitors": tr("Visitors"),
        "shipped": tr("Scanned by the carrier"),
        "late": tr("Missed their deadline"),
        "cancelled": tr("Cancelled"),
        "returns": tr("Returns asked for"),
        "paid-out": tr("Paid out to the bank"),
    }


def _meanings() -> dict[str, str]:
    return {
        "gmv": tr("What the buyers of this day's paid orders pay, with tax."),
        "profit": tr(
            "The day's sales less refunds, fees, postage and the cost of goods that left."
        ),
        "visitors": tr("Clicks on your products."),
        "shipped": tr("The first scan: only that counts as shipped."),
        "late": tr("Their deadline for the first scan was this day and passed without it."),
        "cancelled": tr("By buyers, by you, or by the system."),
        "paid-out": tr("What reached your bank account this day."),
    }


def _worded(figure: Figure, day: Day, value: int) -> str:
    return money(value, day.shop.currency) if figure.key in _MONEY else number(value)


def _hurts(figure: Figure) -> bool:
    return figure.key == "late" and figure.value > 0


def _change(figure: Figure, day: Day) -> str:
    if figure.before is None:
        return tr("the first day")
    rise = figure.value - figure.before
    amount = money(abs(rise), day.shop.currency)
    if rise > 0:
        return tr("▲ {amount} more", amount=amount)
    if rise < 0:
        return tr("▼ {amount} less", amount=amount)
    return tr("as the day before")
