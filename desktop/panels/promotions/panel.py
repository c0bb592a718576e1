"""The Promotions panel: the calendar, the list, and the card of the chosen promotion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget
from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.promotions.card import Act, PromotionCard
from desktop.panels.promotions.going_live import GoingLive
from desktop.panels.promotions.grid import Times
from desktop.panels.promotions.schedule_card import ScheduleCard
from desktop.panels.promotions.work import PromotionWork
from desktop.promotion_wording import group_name, template_meaning, template_name
from desktop.remembered import Remembered
from desktop.tables.promotion_table import PromotionTable
from desktop.tables.table_or_empty import TableOrEmpty
from desktop.widgets.detail_card import CARD_WIDTH, DRAWER_BELOW
from desktop.widgets.drawer import Drawer
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill, PillBar
from domain.kernel.changes import Subject
from domain.promotions.campaigns import campaigns
from domain.promotions.templates import offered
from domain.reports.promotion_results import Results, results
from domain.reports.promotions import Group, PromotionRow, Promotions, Sort, all_promotions

Opener = Callable[[int, str], object]
"""Opens a promotion to be changed, or (0) a new one of a tool; "" where no tool is chosen yet."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one look at a promotion gave."""

    row: PromotionRow
    results: Results | None


class PromotionsPanel(Panel):
    """Everything about promotions but how one is written, which ``opener`` knows."""

    wanted = Signal(object, str)
    """A promotion is to be written: its id (0: a new one), and the name of the tool or ""."""
    prices_wanted = Signal()
    """Prices are to be tried."""
    subjects = frozenset(
        {Subject.PROMOTIONS, Subject.PRODUCTS, Subject.ORDERS, Subject.CLOCK, Subject.TRAFFIC}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, opener: Opener | None = None
    ) -> None:
        """Without an opener nothing here offers to write a promotion, or to try prices for one."""
        super().__init__("promotions", tr("Promotions"), desk, parent)
        self.found: Promotions | None = None
        """The promotions as they were last read."""
        self._chosen = 0
        self._looked_at: PromotionRow | None = None
        self._asked = 0
        """A promotion to show as soon as it is read; 0 for none."""
        self._sort, self._down = Sort.STARTS, True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(10)
        if not desk.is_practice:
            self._column.addWidget(self._make_nothing())
            return
        if opener is not None:
            self.wanted.connect(opener)
        self.work = PromotionWork(self)
        self.work.kept.connect(self._follow)
        self.going_live = GoingLive(self)
        self._column.addLayout(self._make_head(can_write=opener is not None))
        self.calendar = ScheduleCard(self)
        self.schedule = self.calendar.schedule
        self.schedule.chosen.connect(self.show_promotion)
        self.schedule.opened.connect(self._enter)
        self.schedule.times_wanted.connect(self._move)
        self.work.not_moved.connect(self.schedule.put_back)
        self._column.addWidget(self.calendar, 2)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._make_list(), 1)
        self._column.addLayout(body, 3)
        self.card = PromotionCard(desk, can_edit=opener is not None, parent=self)
        self.card.wanted.connect(self._act)
        self.card.closed.connect(self.close_card)
        self.card.lift.asked.connect(lambda: self.go.emit("pause", None))
        self._drawer = Drawer(self, body, self.card, width=CARD_WIDTH, below=DRAWER_BELOW)
        self._drawer.changed.connect(self.card.be_drawer)

    def _make_nothing(self) -> QFrame:
        """What a real shop sees."""
        card = QFrame(self)
        card.setProperty("kind", "card")
        empty = EmptyState(
            "ticket-percent",
            tr("Promotions can't be read from files yet"),
            tr(
                "None of the files that your seller centre exports says which promotions run. What "
                "they took off each order stands beside it under Orders."
            ),
            tr("Go to orders"),
            "go-to-orders",
            card,
        )
        empty.triggered.connect(lambda: self.go.emit("orders", None))
        QVBoxLayout(card).addWidget(empty)
        return card

    def _make_head(self, *, can_write: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        pills = [Pill(group.value, group_name(group), 0) for group in Group]
        self.groups = PillBar("groups.promotions", tr("Which promotions"), pills, self)
        self.groups.chosen.connect(lambda _key: self._list())
        self.templates = QPushButton(tr("From a template"), self)
        self.templates.setObjectName("action.promotion-templates")
        self.templates.clicked.connect(self.open_templates)
        self.new = QPushButton(tr("New promotion"), self)
        self.new.setObjectName("action.new-promotion")
        self.new.setProperty("kind", "primary")
        self.new.clicked.connect(lambda: self.wanted.emit(0, ""))
        self.attempt = QPushButton(tr("Try prices…"), self)
        self.attempt.setObjectName("action.try-prices")
        self.attempt.clicked.connect(lambda _on=False: self.prices_wanted.emit())
        for button in (self.attempt, self.new):
            button.setVisible(can_write)
        row.addWidget(self.groups, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.templates)
        row.addWidget(self.attempt)
        row.addWidget(self.new)
        return row

    def _make_list(self) -> TableOrEmpty:
        self.table = PromotionTable(self)
        self.table.show_sort(self._sort, self._down)
        self.table.sorted_by.connect(self._sort_by)
        self.table.looked_at.connect(self._look_at)
        self.table.opened.connect(self.open_card)
        self._empty = EmptyState(
            "ticket-percent", "", "", tr("From a template"), "first-promotion", self
        )
        self._empty.triggered.connect(self.open_templates)
        self._pages = TableOrEmpty(self.table, self._empty, self)
        return self._pages

    # What is remembered

    def state(self) -> dict[str, Any]:
        if not self.desk.is_practice:
            return {}
        return {
            "group": self.groups.current(),
            "zoom": self.calendar.zoom.current(),
            "sort": self._sort.value,
            "descending": self._down,
            "promotion": self._chosen,
            "columns": self.table.columns.state(),
        }

    def restore(self, state: Remembered) -> None:
        if not self.desk.is_practice:
            return
        self.groups.choose(state.text("group", self.groups.keys(), self.groups.current()))
        zoom = self.calendar.zoom
        self.calendar.show_zoom(state.text("zoom", zoom.keys(), zoom.current()))
        self._sort = state.one_of("sort", Sort, self._sort)
        self._down = state.flag("descending", default=self._down)
        self._chosen = state.whole("promotion", 0, 2**63 - 1, 0)
        self.table.show_sort(self._sort, self._down)
        self.table.columns.restore(state.part("columns"))

    # Showing

    def receive(self, subject: object) -> None:
        """The id of a promotion to show."""
        if isinstance(subject, int) and self.desk.is_practice:
            self.show_promotion(subject)

    def refresh(self) -> None:
        if self.desk.is_practice:
            wall = self.desk.clock()
            self.desk.read(
                self, "promotions", lambda shop: shop.read(all_promotions, wall), self._show
            )

    def show_promotion(self, promotion: int) -> None:
        """Choose a promotion everywhere; one that is not known yet as soon as it is read."""
        row = self.found.row(promotion) if self.found is not None else None
        if row is None:
            self._follow(promotion)
            return
        self._chosen = promotion
        if row.group.value != self.groups.current():
            self.show_group(row.group)
        self.table.select_id(promotion)
        self._look_at(promotion)

    def _follow(self, promotion: int) -> None:
        """Read anew, and show a promotion wherever it is then."""
        self._asked = promotion
        self.refresh()

    def show_group(self, group: Group) -> None:
        """List another group."""
        self.groups.choose(group.value)
        self._list()

    def _show(self, found: Promotions) -> None:
        self.found = found
        for group in Group:
            self.groups.set_count(group.value, len(found.of(group)))
        asked = found.row(self._asked)
        if asked is not None:
            self._chosen, self._asked = asked.id, 0
            self.groups.choose(asked.group.value)
        self.schedule.show_promotions(found)
        self._list()

    def _list(self) -> None:
        found = self.found
        if found is None:
            return
        group = Group(self.groups.current())
        rows = found.of(group, self._sort, down=self._down)
        self.table.show_promotions(rows, found.shop)
        self._pages.show_table(bool(rows))
        ids = [row.id for row in rows]
        if not rows:
            self._word_empty(group)
            self._look_at(0)
            return
        if self._chosen in ids or not self._drawer.is_drawer:
            self.table.select_id(self._chosen if self._chosen in ids else ids[0])
            self._look_at(self.table.current())
        else:
            self._look_at(0)

    def _word_empty(self, group: Group) -> None:
        words = {
            Group.RUNNING: (
                tr("No promotion is running"),
                tr("Lower a price for some days, or give a voucher: buyers see it on the card."),
            ),
            Group.UPCOMING: (
                tr("No promotion is planned"),
                tr("The calendar shows the days on which the platform runs campaigns."),
            ),
            Group.ENDED: (
                tr("No promotion is over yet"),
                tr("What each one brought stays here."),
            ),
            Group.DRAFTS: (
                tr("No drafts"),
                tr("A template makes one. Nothing of a draft holds until you let it begin."),
            ),
        }
        self._empty.set_text(*words[group])

    def _sort_by(self, by: Sort, down: bool) -> None:
        self._sort, self._down = by, down
        self._list()

    def _look_at(self, promotion: int) -> None:
        """Show the card of a promotion; 0 for none."""
        found = self.found
        row = found.row(promotion) if found is not None else None
        if found is None or row is None:
            self._looked_at = None
            self.card.clear()
            self._drawer.close()
            return
        self._chosen = promotion
        self.schedule.choose(promotion)
        if row is self._looked_at:  # list and calendar tell of one choice each
            return
        self._looked_at = row
        shop = found.shop

        def look(conn: Connection) -> _Looked:
            return _Looked(row, results(conn, row, shop))

        self.desk.read(self, "results", lambda each: each.read(look), self._show_card)

    def _show_card(self, looked: _Looked) -> None:
        if self.found is not None and looked.row.id == self._chosen:
            self.card.show_promotion(looked.row, looked.results, self.found.shop)

    def open_card(self, promotion: int) -> None:
        """Let the card of a promotion be seen."""
        self.show_promotion(promotion)
        self._drawer.open()

    def _enter(self, promotion: int) -> None:
        """Go to the card of a promotion, and take the keyboard there."""
        self.open_card(promotion)
        self.card.setFocus()

    def close_card(self) -> None:
        """Put the card away, and take the keyboard back to the list."""
        self._drawer.close()
        self.table.setFocus()

    # Doing

    def open_templates(self) -> QMenu | None:
        """Let the person choose a template; its draft is saved at once."""
        if self.found is None:
            return None
        menu = QMenu(self)
        menu.setObjectName("menu.promotion-templates")
        menu.setAccessibleName(tr("Templates for promotions"))
        menu.setToolTipsVisible(True)
        shop = self.found.shop
        for template in offered(campaigns(shop.region), shop.now):
            entry = menu.addAction(template_name(template))
            entry.setObjectName(f"template.{template.value}")
            entry.setToolTip(template_meaning(template))
            entry.triggered.connect(lambda _on=False, each=template: self.work.use(each))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.templates.mapToGlobal(self.templates.rect().bottomLeft()))
        return menu

    def _act(self, act: Act, row: PromotionRow) -> None:
        """What a button of the card asks for."""
        if act is Act.EDIT:
            self.wanted.emit(row.id, row.tool.name)
            return
        {
            Act.BEGIN: self.work.begin,
            Act.LIVE: self.going_live.ask,
            Act.DUPLICATE: self.work.duplicate,
            Act.STOP: self.work.stop,
            Act.DELETE: self.work.delete,
        }[act](row)

    def _move(self, promotion: int, times: Times) -> None:
        found = self.found
        row = found.row(promotion) if found is not None else None
        if found is not None and row is not None:
            self.work.move(row, times, found.shop)
