"""Parcels that do not go their way: the list, and a card that says what to do about each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.delay_wording import group_name
from desktop.desk import Desk
from desktop.dialogs.ask_support import AskSupportDialog
from desktop.i18n import tr
from desktop.panels.orders.delay_card import DelayCard
from desktop.panels.orders.work import OrderWork
from desktop.tables.delay_table import DelayTable
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.detail_card import CARD_WIDTH, DRAWER_BELOW
from desktop.widgets.drawer import Drawer
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from domain.inbox.commands import AskCustomers, AskSupport
from domain.kernel.columns import Array
from domain.reports.delay_advice import Step
from domain.reports.delays import DelayQuery, Delays, Group, delays


class DelaysView(QWidget):
    """A page of the Orders panel."""

    counted = Signal(int)
    """How many parcels are in trouble."""
    order_wanted = Signal(object)
    wait_wanted = Signal(object)

    def __init__(self, desk: Desk, work: OrderWork, parent: QWidget | None = None) -> None:
        """Take the desk, and what carries out commands about orders."""
        super().__init__(parent)
        self.setObjectName("page.delays")
        self._desk, self._work = desk, work
        self._found: Delays | None = None
        self._wanted = 0
        self._asked: tuple[int, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        self._unlisted = PlainLabel("", self, size="small", wrap=True)
        self._unlisted.hide()
        column.addWidget(self._unlisted)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._list(), 1)
        column.addLayout(body, 1)
        self.card = DelayCard(self)
        self.card.customer_wanted.connect(lambda order: self.ask_customers((order,)))
        self.card.support_wanted.connect(self.ask_support)
        self.card.order_wanted.connect(self.order_wanted)
        self.card.wait_wanted.connect(self.wait_wanted)
        self.card.closed.connect(self._close_card)
        self._drawer = Drawer(self, body, self.card, width=CARD_WIDTH, below=DRAWER_BELOW)
        self._drawer.changed.connect(self.card.be_drawer)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        pills = [Pill(group.value, group_name(group), 0) for group in Group]
        self._groups = PillBar("groups.delays", tr("Kinds of delay"), pills, self)
        self._groups.chosen.connect(lambda _key: self._list_rows())
        row.addWidget(self._groups, 1)
        self.ask_button = QPushButton(self)
        self.ask_button.setObjectName("action.ask-customers")
        self.ask_button.setProperty("kind", "primary")
        self.ask_button.clicked.connect(lambda: self.ask_customers(self._asked))
        self.ask_button.hide()
        row.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _list(self) -> QWidget:
        self.table = DelayTable(self)
        self.table.looked_at.connect(self._show_card)
        self.table.opened.connect(lambda _order: self._drawer.open())
        self.table.chosen.connect(self._offer)
        self._empty = EmptyState("package-check", "", "", "", "", self)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    @property
    def group(self) -> Group:
        """The group that is listed."""
        return Group(self._groups.current())

    def show_query(self, query: DelayQuery) -> None:
        """List a group, and show an order of it as soon as it is read."""
        self._groups.choose(query.group.value)
        self._wanted = query.order
        self.refresh()

    def refresh(self) -> None:
        """Read the parcels in trouble anew."""
        wall = self._desk.clock()
        self._desk.read(self, "delays", lambda shop: shop.read(delays, wall), self._show)

    def _show(self, found: Delays) -> None:
        self._found = found
        counts = found.counts()
        for group, count in counts.items():
            self._groups.set_count(group.value, count)
        self.counted.emit(counts[Group.OPEN])
        older = sum(found.unlisted.values())
        words = tr("The latest are listed. %Ln parcel(s) (is|are) older and left out.", older)
        self._unlisted.setText(words)
        self._unlisted.setVisible(older > 0)
        wanted = found.row(self._wanted) if self._wanted else None
        if wanted is not None and wanted not in found.of(self.group):
            self._groups.choose((Group.SOLVED if wanted in found.solved else Group.OPEN).value)
        self._list_rows()

    def _list_rows(self) -> None:
        found = self._found
        if found is None:
            return
        rows = found.of(self.group)
        self.table.show_delays(rows, found.shop)
        self._pages.show_table(bool(rows))
        if not rows:
            self._word_empty(found)
        if self._wanted and found.row(self._wanted) is not None:
            self.table.select_id(self._wanted)
            self._wanted = 0
            self._drawer.open()
        elif rows and not self.table.current():
            self.table.select_id(rows[0].id)
        self._show_card(self.table.current() if rows else 0)
        self._offer(self.table.selected())

    def _word_empty(self, found: Delays) -> None:
        if not found.shop.book.practice:
            self._empty.set_text(
                tr("Delays are not known for this region yet"),
                tr("The rules by which parcels count as late or lost are only known for the US."),
            )
        elif self.group is Group.SOLVED:
            self._empty.set_text(
                tr("Nothing was solved lately"),
                tr("What support has settled for you in the last weeks stands here."),
            )
        else:
            self._empty.set_text(
                tr("Every parcel goes its way"),
                tr("Parcels that are not scanned, are stuck or get lost are listed here."),
            )

    def _show_card(self, order_id: int) -> None:
        row = self._found.row(order_id) if self._found is not None and order_id else None
        if row is None or self._found is None:
            self.card.clear()
        else:
            self.card.show_delay(row, self._found.shop)

    def _offer(self, ids: Array) -> None:
        """Offer to ask the customers of the chosen orders, else all that are to be asked."""
        if self._found is None:
            return
        rows = self._found.of(self.group)
        if len(ids) > 1:
            chosen = set(ids.tolist())
            asked = [row.id for row in rows if row.id in chosen and row.can_ask_customer]
        else:
            asked = [row.id for row in rows if row.advice.step is Step.ASK_CUSTOMER]
        self._asked = tuple(asked)
        self.ask_button.setText(tr("Ask %Ln customer(s)", len(asked)))
        self.ask_button.setVisible(len(asked) > 1)

    # Doing

    def ask_customers(self, orders: tuple[int, ...]) -> None:
        """Ask the customers of these orders whether the parcel has come."""
        self._work.carry_out(
            tr("Asking customers"),
            AskCustomers(orders),
            lambda count: tr("%Ln customer(s) asked. Answers take some hours.", count),
        )

    def ask_support(self, order_id: int) -> None:
        """Ask what support is to be asked about the order, and ask it."""
        found = self._found
        row = found.row(order_id) if found is not None else None
        if found is None or row is None or not row.topics:
            return
        dialog = AskSupportDialog(row, found, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def ask(topic: str, photos: int) -> None:
            self._work.carry_out(
                tr("Asking support"),
                AskSupport(order_id, topic, photos),
                lambda _count: tr("Support has been asked. Its answer shows here."),
            )

        dialog.asked.connect(ask)
        dialog.open()

    def _close_card(self) -> None:
        if self._drawer.is_drawer:
            self._drawer.close()
            self.table.setFocus()
