"""Home: the next step, what waits, the last seven days, and the sales chart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.buying import Bought, buy_labels
from desktop.charts.line_chart import LineChart
from desktop.desk import Desk
from desktop.fee_wording import fee_sentence
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.home.next_step import NextStepCard
from desktop.remembered import Remembered
from desktop.widgets.card import Card, TaskCard
from desktop.widgets.fields import Fields
from desktop.widgets.kpi_tile import Direction, KpiTile
from desktop.widgets.pill import Pill, PillBar
from desktop.wording import date_text, money, number, percent, refusal_text
from domain.aftersales.groups import Group
from domain.kernel.changes import Subject
from domain.kernel.outcome import Outcome
from domain.reports.happened import Event, Happened
from domain.reports.home import Home, Kpi, NextStep, home
from domain.reports.listing_query import Group as ProductGroup
from domain.reports.listing_query import ListingQuery
from domain.reports.listing_query import Sort as ProductSort
from domain.reports.orders import OrderQuery, Sort, Tab, order_ids
from domain.reports.returns import ReturnQuery
from domain.reports.returns import Sort as ReturnSort
from domain.shop import Shop
from domain.simulation.attention import Need

_NARROW = 980
"""Panel width in logical pixels under which tiles stand in two rows and cards under the chart."""


class HomePanel(Panel):
    """The first tab."""

    subjects = frozenset(Subject)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("home", tr("Home"), desk, parent)
        self._home: Home | None = None
        inside = QWidget(self)
        inside.setProperty("kind", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        self._next = NextStepCard(inside)
        self._next.taken.connect(self._take_step)
        self._next.other_wanted.connect(self._look_first)
        column.addWidget(self._next)
        self._tasks = QGridLayout()
        self._kpis = QGridLayout()
        for grid in (self._tasks, self._kpis):
            grid.setSpacing(10)
            column.addLayout(grid)
        self._task_cards = self._make_tasks()
        self._tiles = self._make_tiles()
        self._lower = QGridLayout()
        self._lower.setSpacing(12)
        self._chart_card = self._chart()
        self._side = self._make_side()
        column.addLayout(self._lower, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._narrow: bool | None = None
        self._arrange(narrow=False)

    # Making

    def _make_tasks(self) -> dict[str, TaskCard]:
        cards = {
            "to-ship": TaskCard("to-ship", "package", tr("To ship"), "text"),
            "overdue": TaskCard("overdue", "clock-alert", tr("Overdue"), "bad"),
            "due-soon": TaskCard("due-soon", "clock", tr("Due within 24 h"), "warn"),
            "returns": TaskCard("returns", "undo-2", tr("Returns to answer"), "warn"),
            "low-stock": TaskCard("low-stock", "package-x", tr("Low stock"), "warn"),
            "fees": TaskCard("fees", "truck", tr("Fee to mend"), "bad", self),
        }
        cards["fees"].hide()  # a task that few shops ever have is shown to those that do
        if not self.desk.is_practice:
            del cards["low-stock"]
        for key, card in cards.items():
            card.clicked.connect(lambda _=False, key=key: self._open_task(key))
        return cards

    def _make_tiles(self) -> dict[str, KpiTile]:
        names = {
            "gmv": tr("GMV, 7 days"),
            "visitors": tr("Visitors, 7 days"),
            "orders": tr("Orders, 7 days"),
            "units": tr("Units sold, 7 days"),
            "conversion": tr("Conversion, 7 days"),
            "average": tr("Average order, 7 days"),
        }
        wanted = ("gmv", "visitors", "units", "conversion")
        if not self.desk.is_practice:
            wanted = ("gmv", "orders", "units", "average")
        tiles = {}
        for key in wanted:
            tile = KpiTile(key, names[key])
            tile.clicked.connect(lambda _=False, key=key: self._open_figure(key))
            tiles[key] = tile
        return tiles

    def _chart(self) -> Card:
        card = Card("sales", tr("Sales, last 28 days"))
        pills = [Pill("gmv", tr("GMV")), Pill("orders", tr("Orders"))]
        if self.desk.is_practice:
            pills.append(Pill("visitors", tr("Visitors")))
        self._measure = PillBar("chart.measure", tr("Measure"), pills)
        self._measure.choose("gmv")
        self._measure.chosen.connect(lambda _key: self._draw_chart())
        card.add_to_title(self._measure)
        self._line = LineChart("sales", tr("No sales in these days yet"), str)
        self._line.setMinimumHeight(190)
        self._line.chosen.connect(self._open_day)
        card.body.addWidget(self._line, 1)
        return card

    def _make_side(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._money = Card("money", tr("Money"))
        open_finance = QPushButton(tr("Finance"), self._money)
        open_finance.setProperty("kind", "quiet")
        open_finance.setProperty("role", "accent")
        open_finance.setObjectName("action.open-finance")
        open_finance.clicked.connect(lambda: self.go.emit("finance", None))
        self._money.add_to_title(open_finance)
        self._money_fields = Fields(self._money)
        self._money.body.addWidget(self._money_fields)
        self._health = Card("health", tr("Account health"))
        self._health_fields = Fields(self._health)
        self._health.body.addWidget(self._health_fields)
        column.addWidget(self._money)
        column.addWidget(self._health)
        column.addStretch(1)
        self._money.setVisible(self.desk.is_practice)
        return side

    def _arrange(self, *, narrow: bool) -> None:
        """Place tiles and cards for a wide or a narrow panel."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        tasks = [
            card for key, card in self._task_cards.items() if key != "fees" or not card.isHidden()
        ]
        for grid, widgets, wide_columns, narrow_columns in (
            (self._tasks, tasks, len(tasks), 3),
            (self._kpis, list(self._tiles.values()), 4, 2),
        ):
            columns = narrow_columns if narrow else wide_columns
            for column in range(6):
                grid.setColumnStretch(column, 1 if column < columns else 0)
            for place, widget in enumerate(widgets):
                grid.addWidget(widget, place // columns, place % columns)
        if narrow:
            self._lower.addWidget(self._chart_card, 0, 0)
            self._lower.addWidget(self._side, 1, 0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._lower.addWidget(self._chart_card, 0, 0)
            self._lower.addWidget(self._side, 0, 1)
            self._side.setFixedWidth(330)
        self._side.setMinimumWidth(0 if narrow else 330)
        self._lower.setColumnStretch(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW)

    # What is remembered

    def state(self) -> dict[str, Any]:
        return {"measure": self._measure.current()}

    def restore(self, state: Remembered) -> None:
        self._measure.choose(state.text("measure", self._measure.keys(), "gmv"))

    # Showing

    def refresh(self) -> None:
        wall = self.desk.clock()
        self.desk.read(self, "home", lambda shop: shop.read(home, wall), self._show)

    def _show(self, found: Home) -> None:
        self._home = found
        self._next.show_step(found.step, found.step_count)
        for key, value in {
            "to-ship": found.to_ship,
            "overdue": found.overdue,
            "due-soon": found.due_soon,
            "returns": found.returns,
            "low-stock": found.low_stock,
        }.items():
            if key in self._task_cards:
                self._task_cards[key].set_figure(number(value))
        self._show_fees(found)
        for kpi in found.kpis:
            self._show_kpi(kpi, found)
        self._draw_chart()
        self._show_side(found)

    def _show_fees(self, found: Home) -> None:
        """Show the fee that is to be mended first, where there is one."""
        card = self._task_cards["fees"]
        if found.fees:
            first = min(found.fees, key=lambda each: each.mend_by)
            by = tr("by {day}", day=date_text(first.last_day))
            card.set_figure(tr("overdue") if first.is_over else by)
            card.setToolTip(fee_sentence(first))
            card.setAccessibleDescription(fee_sentence(first))
        if card.isHidden() == bool(found.fees):
            card.setVisible(bool(found.fees))
            narrow, self._narrow = bool(self._narrow), None
            self._arrange(narrow=narrow)

    def _show_kpi(self, kpi: Kpi, found: Home) -> None:
        tile = self._tiles.get(kpi.key)
        if tile is None:
            return
        if kpi.value is None:
            tile.show_figure("–", "", "flat", None, kpi.course)
            return
        change, direction, good = _change(kpi)
        tile.show_figure(
            self._figure(kpi.key, kpi.value, found), change, direction, good, kpi.course
        )

    def _figure(self, key: str, value: int, found: Home) -> str:
        if key in ("gmv", "average"):
            return money(value, found.shop.currency)
        if key == "conversion":
            return percent(value)
        return number(value)

    def _draw_chart(self) -> None:
        found = self._home
        if found is None:
            return
        key = self._measure.current()
        labels = [date_text(day) for day in found.days]
        if key == "gmv":
            values, before = found.gmv, found.gmv_before
        elif key == "orders":
            values, before = found.placed, found.placed_before
        else:
            course = next((k.course for k in found.kpis if k.key == "visitors"), ())
            values = course[-len(found.days) :]
            before = ()

        def worded(value: float) -> str:
            return self._figure(key, round(value), found) if key == "gmv" else number(round(value))

        previous = list(zip(labels, before, strict=True)) if any(before) else []
        self._line.set_points(
            list(zip(labels, values, strict=True)) if any(values) else [],
            previous,
            worded,
            tr("Sales, last 28 days"),
        )

    def _show_side(self, found: Home) -> None:
        fields = self._money_fields
        fields.clear()
        if found.cash is not None and found.on_hold is not None and found.today is not None:
            fields.add(tr("Sold today"), money(found.today, found.shop.currency))
            fields.add(
                tr("Bank account"),
                money(found.cash, found.shop.currency),
                strong=True,
                tip=tr("What you can spend on stock and postage now."),
            )
            fields.add(
                tr("On hold"),
                money(found.on_hold, found.shop.currency),
                tip=tr("Yours, but not paid out yet. Finance says when each order is."),
            )
        health = self._health_fields
        health.clear()
        self._health.setVisible(found.late_dispatch_target > 0)
        for label, value, limit, bad in (
            (
                tr("Late dispatch"),
                found.late_dispatch,
                tr("limit {rate}", rate=percent(found.late_dispatch_target, 0)),
                (found.late_dispatch or 0) > found.late_dispatch_target,
            ),
            (tr("Valid tracking"), found.valid_tracking, "", False),
        ):
            shown = "–" if value is None else percent(value, 1)
            text = f"{shown} · {limit}" if limit else shown
            health.add(label, text, role="bad" if bad else "text")

    # Going

    def _open_task(self, key: str) -> None:
        if key == "low-stock":
            self._show_what_ends()
            return
        if key == "fees":
            self.go.emit("shipping", None)
            return
        queries: dict[str, OrderQuery | ReturnQuery] = {
            "to-ship": OrderQuery(tab=Tab.TO_SHIP, sort=Sort.SHIP_BY, descending=False),
            "overdue": OrderQuery(only_late=True, sort=Sort.SHIP_BY, descending=False),
            "due-soon": OrderQuery(only_due_soon=True, sort=Sort.SHIP_BY, descending=False),
            "returns": ReturnQuery(group=Group.TO_ANSWER, sort=ReturnSort.DUE, descending=False),
        }
        self.go.emit("orders", queries[key])

    def _show_what_ends(self) -> None:
        """The products of which stock runs low; how fast a real shop sells is not known."""
        practice = self.desk.is_practice
        ending = ProductGroup.LOW_STOCK if practice else ProductGroup.SOLD_OUT
        self.go.emit("products", ListingQuery(group=ending, sort=ProductSort.STOCK))

    def _open_figure(self, key: str) -> None:
        if key in ("visitors", "conversion"):
            self._measure.choose("visitors")
            self._draw_chart()
            return
        if self._home is not None:
            start, end = self._home.period_start, self._home.period_end
            self.go.emit("orders", OrderQuery(happened=Happened(Event.PAID, start, end)))

    def _open_day(self, place: int) -> None:
        if self._home is None:
            return
        calendar, day = self._home.shop.book.calendar, self._home.days[place]
        since, before = int(calendar.moment(day)), int(calendar.moment(day + 1))
        self.go.emit("orders", OrderQuery(happened=Happened(Event.PAID, since, before)))

    def _look_first(self, step: NextStep) -> None:
        if step is NextStep.LOOK_AT_ORDERS:
            self.go.emit("import", None)
        else:
            self._open_task("to-ship")

    def _take_step(self, step: NextStep) -> None:
        if step is NextStep.WAIT_FOR_ORDERS:
            self.go.emit("skip", Need.TO_SHIP)
        elif step is NextStep.PLAY_ON:
            self.go.emit("skip", None)
        elif step in (NextStep.SHIP, NextStep.SHIP_OVERDUE):
            self._ship(only_late=step is NextStep.SHIP_OVERDUE)
        elif step is NextStep.RESTOCK:
            self._show_what_ends()
        elif step is NextStep.IMPORT:
            self.go.emit("import", None)
        else:
            self.go.emit("orders", OrderQuery())

    def _ship(self, *, only_late: bool) -> None:
        query = OrderQuery(tab=Tab.TO_SHIP, only_late=only_late)

        def job(shop: Shop, _write: object) -> Bought:
            ids = shop.read(order_ids, query, shop.now)
            return buy_labels(shop, ids) if ids else Bought(Outcome(0), 0, ())

        def done(bought: Bought) -> None:
            if bought.outcome.done and self._home is not None:
                self.said.emit(bought.text(self._home.shop), "good")
            for refusal in bought.outcome.refusals[:1]:
                self.said.emit(refusal_text(refusal), "bad")

        self.desk.write(
            self,
            tr("Buying labels"),
            job,
            done,
            touched=lambda bought: bought.outcome.changes,
        )


def _change(kpi: Kpi) -> tuple[str, Direction, bool | None]:
    """The change against the seven days before, its direction, and whether it is good."""
    value, before = kpi.value or 0, kpi.before
    if not before:
        return "", "flat", None
    if kpi.key == "conversion":
        points = (value - before) / 100
        text = tr("{points} pt", points=QLocale().toString(abs(points), "f", 1))
        moved = points
    else:
        moved = (value - before) / before
        text = percent(round(abs(moved) * 10_000), 1)
    direction: Direction = "up" if moved > 0 else "down" if moved < 0 else "flat"
    return text, direction, None if direction == "flat" else direction == "up"
