"""Saved views of the order list: what is shown, in which order and columns, under a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.remembered import Remembered
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from domain.reports.orders import OrderQuery, Sort, Tab

_MOST = 50
_LONGEST_NAME = 60
_LONGEST_SEARCH = 300
_MOST_AMOUNT = 10**15
_LAST_MOMENT = 2**32 - 1


@dataclass(frozen=True, slots=True)
class View:
    """A named view; ``columns`` is what the table's columns remember."""

    name: str
    query: OrderQuery
    columns: dict[str, Any]

    def state(self) -> dict[str, Any]:
        """The view as JSON values."""
        return {"name": self.name, "query": query_state(self.query), "columns": self.columns}


def query_state(query: OrderQuery) -> dict[str, Any]:
    """A query as JSON values, without what happened to the orders: that is a matter of a day."""
    return {
        "tab": query.tab.value,
        "search": query.search,
        "late": query.only_late,
        "due-soon": query.only_due_soon,
        "open-returns": query.only_open_returns,
        "messages": query.only_messages,
        "samples": query.only_samples,
        "sku": query.sku,
        "carrier": query.carrier,
        "amount-from": query.amount_from,
        "amount-to": query.amount_to,
        "placed-from": query.placed_from,
        "placed-before": query.placed_before,
        "sort": query.sort.value,
        "descending": query.descending,
    }


def query_from(state: Remembered, usual: OrderQuery) -> OrderQuery:
    """A remembered query; what cannot be is as it usually is."""

    def amount(name: str) -> int | None:
        found = state.whole(name, -_MOST_AMOUNT, _MOST_AMOUNT, _MOST_AMOUNT + 1)
        return None if found > _MOST_AMOUNT else found

    return OrderQuery(
        tab=state.one_of("tab", Tab, usual.tab),
        search=state.words("search", _LONGEST_SEARCH),
        only_late=state.flag("late", default=False),
        only_due_soon=state.flag("due-soon", default=False),
        only_open_returns=state.flag("open-returns", default=False),
        only_messages=state.flag("messages", default=False),
        only_samples=state.flag("samples", default=False),
        sku=state.whole("sku", 0, 2**63 - 1, 0),
        carrier=state.words("carrier", _LONGEST_NAME),
        amount_from=amount("amount-from"),
        amount_to=amount("amount-to"),
        placed_from=state.whole("placed-from", 0, _LAST_MOMENT, 0),
        placed_before=state.whole("placed-before", 0, _LAST_MOMENT, 0),
        sort=state.one_of("sort", Sort, usual.sort),
        descending=state.flag("descending", default=usual.descending),
    )


class Views(QObject):
    """The views of one shop, behind a button."""

    chosen = Signal(object)
    """A ``View`` that is to be shown."""

    def __init__(self, button: QPushButton, present: Callable[[], tuple[OrderQuery, Any]]) -> None:
        """Take the button that opens the menu, and how to get the present query and columns."""
        super().__init__(button)
        self._button = button
        self._present = present
        self.views: tuple[View, ...] = ()
        button.clicked.connect(self.open_menu)

    def state(self) -> list[dict[str, Any]]:
        """The views as JSON values."""
        return [view.state() for view in self.views]

    def restore(self, states: Sequence[Remembered]) -> None:
        """Those remembered views that have a name of their own."""
        found: dict[str, View] = {}
        for state in states[:_MOST]:
            name = state.words("name", _LONGEST_NAME)
            if name and name.casefold() not in found:
                query = query_from(state.part("query"), OrderQuery())
                columns = state.part("columns").values()
                found[name.casefold()] = View(name, query, columns)
        self.views = tuple(found.values())

    def open_menu(self) -> QMenu:
        """The views to choose from, and what can be done with them."""
        menu = QMenu(self._button)
        menu.setObjectName("menu.views")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, view in enumerate(self.views):
            action = menu.addAction(view.name.replace("&", "&&"))
            action.setObjectName(f"view.{place}")
            action.triggered.connect(lambda _on=False, view=view: self.chosen.emit(view))
        if self.views:
            menu.addSeparator()
        save = menu.addAction(tr("Save this view…"))
        save.setObjectName("view.save")
        save.setEnabled(len(self.views) < _MOST)
        save.triggered.connect(self.ask_name)
        if self.views:
            change = menu.addAction(tr("Rename or delete…"))
            change.setObjectName("view.change")
            change.triggered.connect(self.ask_changes)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))
        return menu

    def save(self, name: str) -> None:
        """Keep what is shown now under a name; a view of that name is replaced."""
        query, columns = self._present()
        view = View(name, replace(query, happened=None), columns)
        others = [each for each in self.views if each.name.casefold() != name.casefold()]
        self.views = (*others, view)

    def ask_name(self) -> NameDialog:
        """Ask for a name, and save."""
        dialog = NameDialog([view.name for view in self.views], self._button.window())
        dialog.named.connect(self.save)
        dialog.open()
        return dialog

    def ask_changes(self) -> ChangeDialog:
        """Let the person rename and delete."""
        dialog = ChangeDialog(self.views, self._button.window())
        dialog.changed.connect(self._take)
        dialog.open()
        return dialog

    def _take(self, views: tuple[View, ...]) -> None:
        self.views = views


class NameDialog(GrowingDialog):
    """Asks for a view's name."""

    named = Signal(str)

    def __init__(self, taken: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.name-view")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Save this view"))
        self._taken = {name.casefold() for name in taken}
        column = _column(self, tr("Save this view"))
        about = tr("Tab, search, filters, order and columns come back when you choose it again.")
        column.addWidget(PlainLabel(about, self, role="mute", size="small", wrap=True))
        self.name = QLineEdit(self)
        self.name.setObjectName("view.name")
        self.name.setAccessibleName(tr("Name"))
        self.name.setPlaceholderText(tr("Name"))
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.textChanged.connect(self._look)
        column.addWidget(self.name)
        self._note = PlainLabel("", self, role="mute", size="small", wrap=True)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self.save_button = QPushButton(tr("Save"), self)
        self.save_button.setProperty("kind", "primary")
        self.save_button.setObjectName("action.save-view")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.setMinimumWidth(400)
        self._look()

    def _look(self) -> None:
        name = self.name.text().strip()
        self.save_button.setEnabled(bool(name))
        replaces = name.casefold() in self._taken
        self._note.setText(tr("Replaces the view of this name.") if replaces else "")
        self._note.setVisible(replaces)

    def _save(self) -> None:
        self.named.emit(self.name.text().strip())
        self.accept()


class ChangeDialog(GrowingDialog):
    """Renames and deletes views."""

    changed = Signal(object)
    """The views as they are then, a tuple."""

    def __init__(self, views: Sequence[View], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.change-views")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Saved views"))
        self._views = list(views)
        column = _column(self, tr("Saved views"))
        about = tr("Double-click a name to change it.")
        column.addWidget(PlainLabel(about, self, role="mute", size="small", wrap=True))
        self.list = QListWidget(self)
        self.list.setObjectName("views")
        self.list.setAccessibleName(tr("Saved views"))
        for view in self._views:
            item = QListWidgetItem(view.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._rename)
        column.addWidget(self.list, 1)
        self._note = PlainLabel("", self, size="small", wrap=True)
        restyle(self._note, role="bad")
        self._note.hide()
        column.addWidget(self._note)
        row = QHBoxLayout()
        self.delete_button = QPushButton(tr("Delete"), self)
        self.delete_button.setProperty("kind", "danger")
        self.delete_button.setObjectName("action.delete-view")
        self.delete_button.setAutoDefault(False)
        self.delete_button.clicked.connect(self._delete)
        done = QPushButton(tr("Done"), self)
        done.setObjectName("action.views-done")
        done.setAutoDefault(False)
        done.clicked.connect(self.accept)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        row.addWidget(done)
        column.addLayout(row)
        self.setMinimumWidth(400)

    def _rename(self, item: QListWidgetItem) -> None:
        place = self.list.row(item)
        name = item.text().strip()[:_LONGEST_NAME]
        others = {view.name.casefold() for at, view in enumerate(self._views) if at != place}
        fine = bool(name) and name.isprintable() and name.casefold() not in others
        self._note.setText("" if fine else tr("Each view needs a name of its own."))
        self._note.setVisible(not fine)
        if fine:
            self._views[place] = replace(self._views[place], name=name)
            self.changed.emit(tuple(self._views))
        self.list.blockSignals(True)
        item.setText(self._views[place].name)
        self.list.blockSignals(False)

    def _delete(self) -> None:
        place = self.list.currentRow()
        if place < 0:
            return
        self.list.takeItem(place)
        del self._views[place]
        self.delete_button.setEnabled(bool(self._views))
        self.changed.emit(tuple(self._views))


def _column(dialog: QWidget, title: str) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(18, 16, 18, 16)
    column.setSpacing(10)
    column.addWidget(PlainLabel(title, dialog, size="title", strong=True, wrap=True))
    return column
