"""The table of parameters, under their subjects or as one list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.fidelity.wording import (
    mark_meaning,
    mark_name,
    mark_role,
    parameters_text,
    range_text,
    short_value,
    subject_name,
)
from desktop.i18n import left_to_right, tr
from desktop.theme.fonts import font
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.theme.stylesheet import ROW
from desktop.widgets.plain_label import plain_tooltip
from domain.reports.fidelity import ParameterRow

_MEANING, _VALUE, _RANGE, _MARK = range(4)
_TWO_LINES = 46
"""Height of a row, so that its meaning has two lines."""
_EDGE = 14
"""Logical pixels beside a cell's words, as beside a heading's."""
_SLACK = 2
"""Logical pixels that rounding may cost."""
_LEAST_MEANING = 220
"""Logical pixels under which the range gives way."""
_NAME, _ROLES = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
"""A parameter's name, in its first cell; the roles of a cell's lines."""


class ParameterTable(QTreeView):
    """One parameter a row; subjects are headings between them."""

    looked_at = Signal(str)
    """Name of the parameter under the cursor; empty for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table.parameters")
        self.setAccessibleName(tr("Parameters"))
        self._rows: dict[str, ParameterRow] = {}
        self._items: dict[str, list[QStandardItem]] = {}
        self._widths: dict[int, int] = {}
        self._model = QStandardItemModel(0, 4, self)
        self._model.setHorizontalHeaderLabels(
            [text.upper() for text in (tr("Meaning"), tr("Value"), tr("Range"), tr("Mark"))]
        )
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading = self.header()
        heading.setStretchLastSection(False)
        heading.setSectionsMovable(False)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.setSectionResizeMode(_MEANING, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(lambda *_: self.looked_at.emit(self.current))

    @property
    def current(self) -> str:
        """Name of the parameter under the cursor; empty for none."""
        return self.currentIndex().siblingAtColumn(0).data(_NAME) or ""

    def show_rows(self, rows: Sequence[ParameterRow], *, grouped: bool) -> None:
        """Show these parameters; the one under the cursor stays there, or else the first is."""
        wanted, before = self.current, self.signalsBlocked()
        self.blockSignals(True)
        self._model.removeRows(0, self._model.rowCount())
        self._rows, self._items = {row.sheet.name: row for row in rows}, {}
        if grouped:
            for subject, group in groupby(rows, lambda row: row.sheet.subject):
                self._add_subject(subject, tuple(group))
        else:
            for row in rows:
                self._model.appendRow(self._items_of(row))
        self.expandAll()
        self._fit()
        self.blockSignals(before)
        if wanted in self._rows:
            self.choose(wanted)
        elif rows:
            self.choose(rows[0].sheet.name)
            self.scrollToTop()
        self.looked_at.emit(self.current)

    def take_row(self, row: ParameterRow) -> None:
        """Show another value of a parameter that is listed."""
        name = row.sheet.name
        if name in self._items:
            self._rows[name] = row
            _say_value(self._items[name][_VALUE], row)
            self._fit()

    def choose(self, name: str) -> None:
        """Put the cursor on a parameter that is listed."""
        index = self._items[name][0].index()
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.current:
            QGuiApplication.clipboard().setText(parameters_text([self._rows[self.current]]))
            return
        super().keyPressEvent(event)

    def _add_subject(self, subject: str, rows: Sequence[ParameterRow]) -> None:
        heading = QStandardItem(subject_name(subject))
        heading.setFlags(Qt.ItemFlag.NoItemFlags)  # the cursor passes over it
        for row in rows:
            heading.appendRow(self._items_of(row))
        self._model.appendRow(heading)
        self.setFirstColumnSpanned(heading.row(), QModelIndex(), True)

    def _items_of(self, row: ParameterRow) -> list[QStandardItem]:
        sheet = row.sheet
        texts = (sheet.meaning, "", left_to_right(range_text(sheet)), mark_name(sheet.mark))
        items = [QStandardItem(text) for text in texts]
        _say_value(items[_VALUE], row)
        items[_RANGE].setData(("mute",), _ROLES)
        items[_MARK].setData((mark_role(sheet.mark),) * 2, _ROLES)
        items[_MEANING].setData(sheet.name, _NAME)
        items[_MEANING].setToolTip(plain_tooltip(f"{sheet.meaning}\n{sheet.name}"))
        items[_MARK].setToolTip(plain_tooltip(f"{mark_meaning(sheet.mark)}\n{sheet.source}"))
        self._items[sheet.name] = items
        return items

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _fit(self) -> None:
        """Give all columns but the first the width of their widest line."""
        measure, head = QFontMetrics(font()), self.header()
        for column in (_VALUE, _RANGE, _MARK):
            lines = [
                line for items in self._items.values() for line in items[column].text().split("\n")
            ]
            widest = max(map(measure.horizontalAdvance, lines), default=0) + 2 * _EDGE + _SLACK
            self._widths[column] = max(widest, head.sectionSizeHint(column))
            head.resizeSection(column, self._widths[column])
        self._make_room()

    def _make_room(self) -> None:
        """Leave the range out where meanings would have no room: the detail has it too."""
        room = self.viewport().width() - sum(self._widths.values())
        self.setColumnHidden(_RANGE, room < _LEAST_MEANING)


def _say_value(item: QStandardItem, row: ParameterRow) -> None:
    """A value, and under it the shipped one where that is another."""
    shipped = left_to_right(short_value(row.sheet.value))
    if row.value is None or not row.differs:
        item.setText(shipped)
        item.setData(("text",), _ROLES)
        return
    item.setText(f"{left_to_right(short_value(row.value))}\n{tr('shipped {value}', value=shipped)}")
    item.setData(("accent", "mute"), _ROLES)


class _Delegate(QStyledItemDelegate):
    """Parameters have two lines of words in their roles' colours, headings one."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        heading = not index.siblingAtColumn(0).data(_NAME)
        return QSize(super().sizeHint(option, index).width(), ROW if heading else _TWO_LINES)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        roles, frame = theme().roles, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(frame, roles.colour("accent_soft"))
        painter.setPen(roles.colour("line"))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        named = bool(index.siblingAtColumn(0).data(_NAME))
        face = font(weight=QFont.Weight.Normal if named else QFont.Weight.DemiBold)
        lines = _lines(index.data(), face, frame.width() - 2 * _EDGE)
        told: tuple[Role, ...] = index.data(_ROLES) or ("text", "text")
        height = option.fontMetrics.lineSpacing()
        top = frame.top() + (frame.height() - height * len(lines)) // 2
        painter.setFont(face)
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        start = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # meanings are English
        for place, line in enumerate(lines):
            painter.setPen(roles.colour(told[place]))
            spot = QRect(
                frame.left() + _EDGE, top + place * height, frame.width() - 2 * _EDGE, height
            )
            painter.drawText(spot, int(start), line)
        painter.restore()


def _lines(text: str, face: QFont, width: int) -> list[str]:
    """One or two lines of a text; what does not fit into them ends in an ellipsis."""
    measure = QFontMetrics(face)
    lines = text.split("\n")
    if len(lines) == 1 and measure.horizontalAdvance(text) > width:
        layout = QTextLayout(text, face)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(width)
        layout.endLayout()
        lines = [text[: first.textLength()].rstrip(), text[first.textLength() :]]
    return [measure.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]
