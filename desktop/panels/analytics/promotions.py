"""The promotions page: what each brought, what it took from elsewhere, and GMV meanwhile."""

from __future__ import annotations

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Bar, Buckets, Measure, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.over_time import OverTime
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import unit_measure
from desktop.tables.held_table import HeldTable, change_text, lift_meaning, meets_text
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import percent
from domain.analytics.metrics import HUNDREDTHS, Metric, Unit
from domain.reports.analytics.happenings import Happening, Kind
from domain.reports.analytics.promotions import MEASURES, MOST_DAYS, Held, Pace, promotions_page
from domain.reports.analytics.promotions import PromotionsPage as Found
from domain.reports.analytics.question import Answer, Stretch

_LIFT, _DIP, _OTHERS, _ANYWAY = "lift", "dip", "others", "anyway"
_CHARTED = 10
"""Promotions that charts show, the newest; the table has all."""


class PromotionsPage(Page):
    """Key figures, all promotions, their days before and after, what they moved, GMV."""

    chart: OverTime
    query = staticmethod(promotions_page)

    def make(self) -> None:
        self.tiles = Tiles(self.key, MEASURES, self)
        self.tiles.pressed.connect(lambda key: self.chart.show_measure(Metric(key)))
        self.body.addWidget(self.tiles)
        self.listed = Card("analytics.held", tr("Promotions of this time"), self)
        self.table = HeldTable(self.listed)
        self.table.opened.connect(lambda promotion: self.go.emit("promotions", promotion))
        self.none = EmptyState("percent", tr("No promotion held in this time."), parent=self.listed)
        self.none.hide()
        self.listed.body.addWidget(self.table)
        self.listed.body.addWidget(self.none)
        self.body.addWidget(self.listed)
        nothing = tr("No promotion held in this time.")
        paces = Measure(lambda value: f"{value / HUNDREDTHS:.1f}", "", HUNDREDTHS, 2)
        self.around = TimePlot(
            "around",
            tr("Units a day"),
            nothing,
            paces,
            style="bars",
            bucket_name=tr("Promotion"),
        )
        self.around.chosen.connect(self._open_charted)
        self.around_card = ChartCard(
            "around",
            tr("Units a day before, during and after"),
            tr(
                "What the SKUs of each promotion sold a day: on the days directly before it, on "
                "its days, and directly after it. Before and after are as many days as it held, "
                "%Ln at most, and only those that are over.",
                MOST_DAYS,
            ),
            self.around,
            self.save,
            (),
            self,
        )
        self._shown = _LIFT
        self.moved = BarPlot("moved", "", nothing)
        self.moved.chosen.connect(self._open_charted)
        self.moved_card = ChartCard(
            "moved",
            "",
            "",
            self.moved,
            self.save,
            [
                Pill(_LIFT, tr("Lift")),
                Pill(_DIP, tr("Dip")),
                Pill(_OTHERS, tr("Other products")),
                Pill(_ANYWAY, tr("Bought anyway")),
            ],
            self,
        )
        self.moved_card.choice.connect(self.show_moved)
        self.add_row(self.around_card, self.moved_card, height=270)
        self.met = PlainLabel(f"* {meets_text()}", self, role="mute", size="small", wrap=True)
        self.met.hide()
        self.body.addWidget(self.met)
        self.chart = OverTime(
            "promoted",
            tr("Sales and promotions over time"),
            tr("Nothing was sold in this time."),
            (Metric.GMV, *MEASURES),
            self.save,
            self,
        )
        self.chart.opened.connect(self._open)
        self.add_row(self.chart, height=270)
        self.show_moved(_LIFT)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.table.setVisible(bool(found.held))
        self.none.setVisible(not found.held)
        self.table.show_held(found.held, answer.shop)
        charted = self._charted()
        self.met.setVisible(any(each.meets for each in charted))
        self.around.set_series(
            Buckets(tuple(_name(each) for each in charted)),
            [
                Series("before", tr("before"), _paces([each.before for each in charted]), "mute"),
                Series("during", tr("during"), _paces([each.during for each in charted]), "accent"),
                Series("after", tr("after"), _paces([each.after for each in charted]), "info"),
            ]
            if charted
            else [],
        )
        self._draw_moved()
        self.chart.show_courses(answer, found.courses, found.buckets)
        self.chart.show_happenings(_times(found.held))

    def show_moved(self, what: str) -> None:
        """Draw the lift, the dip, what other products lost, or what was bought anyway."""
        self._shown = what
        title, meaning = {
            _LIFT: (tr("Lift"), lift_meaning()),
            _DIP: (
                tr("Dip"),
                tr(
                    "How much more, or less, its SKUs sold a day afterwards than before it: who "
                    "has bought already does not come later."
                ),
            ),
            _OTHERS: (
                tr("Other products"),
                tr(
                    "What buyers paid for your other products on its days, more or less than for "
                    "as many days at the pace before it. Less hints that they went to what was "
                    "cheaper."
                ),
            ),
            _ANYWAY: (
                tr("Bought anyway"),
                tr(
                    "The share of the units it sold that buyers would have bought at list price, "
                    "had they gone on as on the days before. The discount on these was given away."
                ),
            ),
        }[what]
        self.moved_card.set_title(title)
        self.moved.set_name(title)
        self.moved_card.set_meaning(meaning)
        self._draw_moved()

    def _draw_moved(self) -> None:
        if self.answer is None:
            return
        changes = Measure(lambda value: change_text(round(value)), "%", 100, 2)
        shares = Measure(lambda value: percent(round(value), 0), "%", 100, 2)
        amounts = unit_measure(Unit.MONEY, self.answer.shop)
        value, measure = {
            _LIFT: (lambda each: each.lift, changes),
            _DIP: (lambda each: each.dip, changes),
            _OTHERS: (lambda each: each.others, amounts),
            _ANYWAY: (lambda each: each.anyway, shares),
        }[self._shown]
        self.moved.set_bars(
            [Bar(str(each.id), _name(each), value(each)) for each in self._charted()], measure
        )

    def _charted(self) -> tuple[Held, ...]:
        assert self.answer is not None
        held: tuple[Held, ...] = self.answer.found.held[:_CHARTED]
        return held

    # Opening

    def _open(self, stretch: Stretch) -> None:
        """The orders that were paid in that bucket."""
        self.open_orders(stretch.first, stretch.last)

    def _open_charted(self, place: int) -> None:
        self.go.emit("promotions", self._charted()[place].id)


def _name(held: Held) -> str:
    """With a star where another promotion bears on its figures."""
    name = held.row.name or tr("Without a title")
    return f"{name} *" if held.meets else name


def _paces(paces: list[Pace | None]) -> tuple[float | None, ...]:
    return tuple(None if pace is None else float(pace.a_day) for pace in paces)


def _times(held: tuple[Held, ...]) -> list[Happening]:
    """When each began and ended."""
    found = []
    for each in held:
        name = each.row.name or tr("Without a title")
        found.append(Happening(each.first, Kind.PROMOTION_BEGINS, name, each.id))
        if each.over:
            found.append(Happening(each.last, Kind.PROMOTION_ENDS, name, each.id))
    return found
