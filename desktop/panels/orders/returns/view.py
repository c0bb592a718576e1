"""The returns of a shop: groups with counts, the list, the card, and bulk answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panels.orders.returns.card import ReturnCard
from desktop.panels.orders.returns.work import ReturnWork
from desktop.remembered import Remembered
from desktop.returns_wording import group_name, narrowed_text
from desktop.tables.copying import rows_text
from desktop.tables.return_table import ReturnTable
from desktop.tables.standing import Placed, Standing, placed
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.theme.icons import icon
from desktop.widgets.detail_card import CARD_WIDTH, DRAWER_BELOW
from desktop.widgets.drawer import Drawer
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.pill import Pill, PillBar
from desktop.wording import money, number
from domain.aftersales.groups import Group
from domain.kernel.columns import Array
from domain.reports.returns import (
    ReturnDetail,
    ReturnQuery,
    ReturnRow,
    Sort,
    group_counts,
    return_detail,
    return_ids,
    return_rows,
)
from domain.reports.shop import ShopRow, shop_row
from domain.simulation.attention import Need

_ALL = "all"
_FIRST_ROWS = 60
_PART = 500
"""Rows that are read at a time for copying."""
_USUAL = ReturnQuery(group=Group.TO_ANSWER, sort=Sort.DUE, descending=False)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What one look at the shop gave."""

    shop: ShopRow
    counts: dict[Group, int]
    ids: Array
    rows: tuple[ReturnRow, ...]
    there: Placed


class ReturnsView(QWidget):
    """Stands in place of the order list and its card."""

    order_wanted = Signal(object)  # an id: Qt's int has 32 bits only
    go = Signal(str, object)
    """What the window can do about an empty list."""
    said = Signal(str, str)
    """A message for the window's toast, and its role."""
    unsearched = Signal()
    """The search was given up here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("view.returns")
        self._desk = desk
        self._query = _USUAL
        self._shop: ShopRow | None = None
        self._counts: dict[Group, int] = {}
        self._wanted = 0
        self._chosen: tuple[int, ...] = ()
        self.work = ReturnWork(desk, self)
        self.work.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.groups = PillBar("groups.returns", tr("What returns ask of you"), self._pills())
        self.groups.chosen.connect(self._choose_group)
        column.addWidget(self.groups)
        column.addLayout(self._bulk())
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._list(), 1)
        column.addLayout(body, 1)
        self.card = ReturnCard(self)
        self.card.wanted.connect(self.work.act)
        self.card.order_wanted.connect(self.order_wanted)
        self.card.closed.connect(self._close_card)
        self._drawer = Drawer(self, body, self.card, width=CARD_WIDTH, below=DRAWER_BELOW)
        self._drawer.changed.connect(self.card.be_drawer)
        self.groups.choose(_key(self._query.group))

    def _pills(self) -> list[Pill]:
        groups = [Pill(group.value, group_name(group), 0) for group in Group]
        return [Pill(_ALL, tr("All returns"), 0), *groups]

    def _bulk(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        self._shown = self._button("clear-return-search", "quiet")
        self._shown.setIcon(icon("x", "mute"))
        self._shown.clicked.connect(self._clear_search)
        self._all = self._button("select-all-returns", "quiet")
        self._all.clicked.connect(self._select_all)
        self.approve_button = self._button("approve-returns", "primary")
        self.approve_button.clicked.connect(lambda: self.work.approve(self._chosen))
        self.refuse_button = self._button("reject-returns", "")
        self.refuse_button.clicked.connect(lambda: self.work.refuse(self._chosen))
        self.restock_button = self._button("inspect-returns", "primary")
        self.restock_button.clicked.connect(lambda: self.work.take_in(self._chosen))
        columns = self._button("return-columns", "quiet")
        columns.setText(tr("Columns"))
        columns.clicked.connect(lambda: self.table.columns.open_menu_at(columns))
        columns.show()
        for button in (
            self._shown,
            self._all,
            self.approve_button,
            self.refuse_button,
            self.restock_button,
            columns,
        ):
            row.addWidget(button)
        return row

    def _button(self, name: str, kind: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"action.{name}")
        if kind:
            button.setProperty("kind", kind)
        button.hide()
        return button

    def _list(self) -> QWidget:
        self.table = ReturnTable(self)
        self.table.returns.wanted.connect(self._read_rows)
        self.table.looked_at.connect(self._show_detail)
        self.table.opened.connect(self._open_card)
        self.table.chosen.connect(self._offer)
        self.table.copy_wanted.connect(self._copy)
        self.table.sorted_by.connect(
            lambda by, down: self._ask(replace(self._query, sort=by, descending=down))
        )
        self.table.show_sort(self._query.sort, self._query.descending)
        self._empty = EmptyState("undo-2", "", "", tr("Show all returns"), "show-returns", self)
        self._empty.triggered.connect(self._fill_empty)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    # What others ask of the view

    def show_query(self, query: ReturnQuery) -> None:
        """Show these returns."""
        self.groups.choose(_key(query.group))
        self.table.show_sort(query.sort, query.descending)
        self._ask(query)

    def show_return(self, return_id: int) -> None:
        """Show one return in full, among all of them."""
        self._wanted = return_id
        self.show_query(ReturnQuery())

    def search(self, text: str) -> None:
        """Show the returns with that text; all of the group when it is empty."""
        if text and not self._query.search:
            self.groups.choose(_ALL)
            self._ask(replace(self._query, search=text, group=None))
        else:
            self._ask(replace(self._query, search=text))

    def state(self) -> dict[str, Any]:
        """How the person left it, as JSON values."""
        return {
            "group": _key(self._query.group),
            "sort": self._query.sort.value,
            "descending": self._query.descending,
            "columns": self.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        """As the person left it."""
        group = state.text("group", self.groups.keys(), _key(_USUAL.group))
        self._query = ReturnQuery(
            group=_group(group),
            sort=state.one_of("sort", Sort, _USUAL.sort),
            descending=state.flag("descending", default=_USUAL.descending),
        )
        self.groups.choose(group)
        self.table.show_sort(self._query.sort, self._query.descending)
        self.table.columns.restore(state.part("columns"))

    # Reading

    def _choose_group(self, key: str) -> None:
        self._ask(replace(self._query, group=_group(key)))

    def _ask(self, query: ReturnQuery) -> None:
        if query != self._query:
            self.table.scrollToTop()
        self._query = query
        self._close_card()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list and the card."""
        query, wall, standing = self._query, self._desk.clock(), self.table.standing()
        self._desk.read(
            self, "returns", lambda shop: shop.read(_look, query, wall, standing), self._show
        )

    def _show(self, listed: _Listed) -> None:
        self._shop = self.work.shop = listed.shop
        self._counts = listed.counts
        self.groups.set_count(_ALL, sum(listed.counts.values()))
        for group, count in listed.counts.items():
            self.groups.set_count(group.value, count)
        filled = len(listed.ids) > 0
        self.table.show_group(self._query.group)
        self.table.show_rows(listed.ids, listed.rows, listed.shop, listed.there)
        self._pages.show_table(filled)
        if not filled:
            self._word_empty()
        self._word_search(len(listed.ids))
        several = len(listed.ids) > 1 and self._query.group in (Group.TO_ANSWER, Group.TO_INSPECT)
        self._all.setText(tr("Select all %Ln", len(listed.ids)))
        self._all.setVisible(several and self._desk.is_practice)
        self._show_detail(self.table.current() or (self.card.return_id if filled else 0))
        if filled and not self.table.current() and not self._drawer.is_drawer:
            self.table.select_id(int(listed.ids[0]))
        if self._wanted:
            self.table.select_id(self._wanted)
            self._open_card(self._wanted)
            self._wanted = 0

    def _read_rows(self, ids: tuple[int, ...]) -> None:
        self._desk.read(
            self,
            "return-rows",
            lambda shop: shop.read(return_rows, ids),
            self.table.returns.take_rows,
        )

    def _show_detail(self, return_id: int) -> None:
        def look(conn: Connection) -> ReturnDetail | None:
            return return_detail(conn, return_id) if return_id else None

        self._desk.read(self, "return", lambda shop: shop.read(look), self._fill_card)

    def _fill_card(self, detail: ReturnDetail | None) -> None:
        if detail is None or self._shop is None:
            self.card.clear()
        else:
            self.card.show_return(detail, self._shop)

    def _word_search(self, found: int) -> None:
        search, shop = self._query.search, self._shop
        narrowed = self._query.is_narrowed and shop is not None
        self._shown.setVisible(bool(search) or narrowed)
        words = tr("“{search}”: %Ln return(s)", found, search=search)
        if narrowed and shop is not None:
            kept = narrowed_text(self._query, shop)
            words = tr("{kept}: %Ln return(s)", found, kept=kept)
        self._shown.setText(words.replace("&", "&&"))
        self._shown.setToolTip(tr("Show everything in this group again"))

    def _word_empty(self) -> None:
        total, practice = sum(self._counts.values()), self._desk.is_practice
        if total:
            self._empty.set_text(
                tr("No returns match")
                if self._query.search or self._query.is_narrowed
                else tr("Nothing here now"),
                tr("There are {count} returns in all.", count=number(total)),
            )
            self._empty.button.setText(tr("Show all returns"))
        elif practice:
            self._empty.set_text(
                tr("No returns yet"), tr("Buyers may return what they got for some weeks.")
            )
            self._empty.button.setText(tr("Skip to the first return"))
        else:
            self._empty.set_text(
                tr("No returns yet"), tr("Import the returns file that your seller centre exports.")
            )
            self._empty.button.setText(tr("Import…"))

    def _fill_empty(self) -> None:
        if sum(self._counts.values()):
            self.show_query(ReturnQuery())
            self.unsearched.emit()
        elif self._desk.is_practice:
            self.go.emit("skip", Need.RETURN_REQUESTED)
        else:
            self.go.emit("import", None)

    def _clear_search(self) -> None:
        kept = self._query
        self._ask(ReturnQuery(group=kept.group, sort=kept.sort, descending=kept.descending))
        self.unsearched.emit()

    # Doing

    def _offer(self, ids: Array) -> None:
        """Show the buttons that fit the selection: all of it to be answered, or to be inspected."""
        rows = [self.table.returns.row(int(each)) for each in ids[:_PART]]
        group = self._query.group
        if group not in (Group.TO_ANSWER, Group.TO_INSPECT):
            groups = {row.group if row is not None else None for row in rows}
            group = groups.pop() if len(groups) == 1 and len(ids) <= _PART else None
        several = len(ids) > 1 and self._desk.is_practice
        self._chosen = tuple(ids.tolist()) if several else ()
        answer = several and group is Group.TO_ANSWER
        self.approve_button.setText(self._approval(rows, len(ids)))
        self.approve_button.setVisible(answer)
        self.refuse_button.setText(tr("Refuse %Ln…", len(ids)))
        self.refuse_button.setVisible(answer)
        self.restock_button.setText(tr("Restock %Ln", len(ids)))
        self.restock_button.setVisible(several and group is Group.TO_INSPECT)

    def _approval(self, rows: list[ReturnRow | None], count: int) -> str:
        """The button's words, with what the buyers ask for where that is known."""
        known = [row.refund for row in rows if row is not None]
        if len(known) < count or self._shop is None:
            return tr("Approve %Ln", count)
        asked = money(sum(known), self._shop.currency)
        return tr("Approve %Ln · {asked} asked for", count, asked=asked)

    def _select_all(self) -> None:
        self.table.selectAll()
        self.table.setFocus()

    def _copy(self, ids: Array) -> None:
        """Copy rows of which some have still to be read."""
        about, columns = self._shop, self.table.columns.shown()
        if about is None:
            return

        words = self.table.returns.text

        def word(row: ReturnRow, column: int) -> str:
            return words(row, column, about)

        def text(conn: Connection) -> str:
            parts = (ids[at : at + _PART].tolist() for at in range(0, len(ids), _PART))
            rows = (return_rows(conn, part) for part in parts)
            return "\n".join(rows_text(each, columns, word) for each in rows)

        def copy(found: str) -> None:
            self.table.put_into_clipboard(found)
            self.said.emit(tr("%Ln row(s) copied.", len(ids)), "good")

        self._desk.read(self, "copy-returns", lambda shop: shop.read(text), copy)

    # The card

    def _open_card(self, return_id: int) -> None:
        self._drawer.open()
        self._show_detail(return_id)

    def _close_card(self) -> None:
        if self._drawer.is_drawer:
            self._drawer.close()
            self.table.setFocus()


def _key(group: Group | None) -> str:
    return group.value if group is not None else _ALL


def _group(key: str) -> Group | None:
    return None if key == _ALL else Group(key)


def _look(conn: Connection, query: ReturnQuery, wall: int, standing: Standing) -> _Listed:
    """Runs on a reader's thread."""
    ids = np.array(return_ids(conn, query), dtype=np.int64)
    there = placed(ids, standing)
    seen = max(0, there.top)
    near = [*range(_FIRST_ROWS), *range(max(_FIRST_ROWS, seen), seen + _FIRST_ROWS)]
    first = ids[[place for place in near if place < len(ids)]]
    return _Listed(
        shop_row(conn, wall), group_counts(conn), ids, return_rows(conn, first.tolist()), there
    )
