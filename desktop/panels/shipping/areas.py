"""Choosing the areas of a zone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from domain.shipping.zips import destinations

_CELL = QSize(236, 34)


class AreasDialog(RoomyDialog):
    """Every area with a check mark; one of another zone moves over when it is chosen."""

    def __init__(
        self,
        zone: int,
        chosen: tuple[str, ...],
        elsewhere: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        """Take the zone's number and areas, and the other zones' areas with their numbers."""
        super().__init__(parent)
        self.setObjectName("dialog.areas")
        title = tr("Areas of zone {zone}", zone=zone)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        hint = tr("An area of another zone moves here when you choose it.")
        column.addWidget(PlainLabel(hint, self, role="mute", wrap=True))
        self._list = QListWidget(self)
        self._list.setObjectName("areas.list")
        self._list.setAccessibleName(title)
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setWrapping(True)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setUniformItemSizes(True)
        for area in sorted(destinations(), key=lambda each: each.name):
            place = elsewhere.get(area.code, 0)
            text = area.name
            if place:
                text = tr("{area} (zone {zone})", area=area.name, zone=place)
            item = QListWidgetItem(text, self._list)
            item.setData(Qt.ItemDataRole.UserRole, area)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setToolTip(plain_tooltip(text))
            item.setSizeHint(_CELL)
            _check(item, area.code in chosen)
        self._list.itemActivated.connect(_toggle)
        column.addWidget(self._list, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, near, name in (
            (tr("The 48 states"), True, "near"),
            (tr("None"), False, "none"),
        ):
            quick = QPushButton(text, self)
            quick.setObjectName(f"action.areas.{name}")
            quick.clicked.connect(lambda _down, near=near: self._check_all(near))
            row.addWidget(quick)
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        take = QPushButton(tr("Take these areas"), self)
        take.setProperty("kind", "primary")
        take.setObjectName("action.areas.take")
        take.setDefault(True)
        take.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(take)
        return row

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _check_all(self, near: bool) -> None:
        for item in self._items():
            _check(item, near and item.data(Qt.ItemDataRole.UserRole).contiguous)

    def choose(self, codes: tuple[str, ...]) -> None:
        """Check these areas and no others."""
        for item in self._items():
            _check(item, item.data(Qt.ItemDataRole.UserRole).code in codes)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes of the chosen areas, in their order."""
        checked = (
            item.data(Qt.ItemDataRole.UserRole).code
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        )
        return tuple(sorted(checked))


def _check(item: QListWidgetItem, on: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _toggle(item: QListWidgetItem) -> None:
    _check(item, item.checkState() != Qt.CheckState.Checked)
