"""The returns page: what was asked back, why and of what, and how it ended."""

from __future__ import annotations

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.series import Bar, Measure
from desktop.i18n import tr
from desktop.panels.analytics.over_time import OverTime
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import unit_measure
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill
from desktop.wording import number, return_reason_name
from domain.analytics.metrics import Metric, Unit
from domain.reports.analytics.product_names import Named
from domain.reports.analytics.question import Answer, Stretch
from domain.reports.analytics.returns import (
    MEASURES,
    Outcome,
    Why,
    returns_page,
)
from domain.reports.analytics.returns import (
    ReturnsPage as Found,
)
from domain.reports.returns import ReturnQuery

_UNITS, _REFUNDED = "units", "refunded"
_PRODUCTS, _REASONS = 10, 8
"""Rows and columns that the map shows at most."""


class ReturnsPage(Page):
    """Key figures, one of them over time, outcomes, reasons, and reasons by product."""

    chart: OverTime
    query = staticmethod(returns_page)
    tells_products_apart = True

    def make(self) -> None:
        self.untold = EmptyState(
            "undo-2",
            tr("No file has told of returns"),
            tr("Import the returns file that your seller centre exports."),
            tr("Import…"),
            "import-returns",
            self,
        )
        self.untold.triggered.connect(lambda: self.go.emit("import", None))
        self.untold.hide()
        self.body.addWidget(self.untold)
        self.tiles = Tiles(self.key, MEASURES, self)
        self.tiles.pressed.connect(lambda key: self.chart.show_measure(Metric(key)))
        self.body.addWidget(self.tiles)
        nothing = tr("Nothing was asked back in this time.")
        counted = Measure(lambda value: number(round(value)))
        self.chart = OverTime(
            "returns", tr("Returns over time"), nothing, MEASURES, self.save, self
        )
        self.chart.opened.connect(self._open_days)
        self.outcomes = BarPlot("outcomes", tr("Returns"), nothing, counted)
        self.outcomes_card = ChartCard(
            "outcomes",
            tr("How they ended"),
            tr("What has become so far of the returns that were asked for in this time."),
            self.outcomes,
            self.save,
            (),
            self,
        )
        self._shown = _UNITS
        self.reasons = BarPlot("reasons", tr("Units"), nothing, counted)
        self.reasons.chosen.connect(lambda place: self._open(self._by_reason()[place][0]))
        self.reasons_card = ChartCard(
            "reasons",
            tr("Why"),
            tr("Units that buyers asked back in this time, by the reason they gave."),
            self.reasons,
            self.save,
            (),
            self,
        )
        self.why = HeatPlot(
            "why", "", nothing, counted, rows_name=tr("Product"), words_in_cells=True
        )
        self.why.chosen.connect(self._open_cell)
        self.why_card = ChartCard(
            "why",
            tr("Why, by product"),
            tr(
                "Units that were asked back, or what buyers have got back for them so far, for "
                "each product and reason."
            ),
            self.why,
            self.save,
            [Pill(_UNITS, tr("Units")), Pill(_REFUNDED, tr("Refunded"))],
            self,
        )
        self.why_card.choice.connect(self.show_why)
        self.add_row(self.chart, self.reasons_card, stretch=(3, 2), height=270)
        self.add_row(self.why_card, height=280)
        self.add_row(self.outcomes_card, height=150)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.untold.setVisible(not found.known)
        cards = (self.chart, self.outcomes_card, self.reasons_card, self.why_card)
        for card in (self.tiles, *cards):
            card.setVisible(found.known)
        if not found.known:
            return
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.chart.show_courses(answer, found.courses, found.buckets)
        self.outcomes.set_bars(
            [
                Bar(outcome.value, outcome_name(outcome), count)
                for outcome, count in found.outcomes
                if count
            ]
        )
        self.reasons.set_bars(
            [
                Bar(reason, return_reason_name(reason) or tr("No reason given"), units)
                for reason, units in self._by_reason()
            ]
        )
        self._draw_why()

    def show_why(self, what: str) -> None:
        """Draw units, or what was refunded for them."""
        self._shown = what
        self._draw_why()

    def _found_why(self) -> tuple[Why, ...]:
        assert self.answer is not None
        rows: tuple[Why, ...] = self.answer.found.why
        return rows

    def _by_reason(self) -> list[tuple[str, int]]:
        """Reasons with their units, most first."""
        units: dict[str, int] = {}
        for each in self._found_why():
            units[each.reason] = units.get(each.reason, 0) + each.units
        return sorted(units.items(), key=lambda item: (-item[1], item[0]))

    def _by_product(self) -> list[Named]:
        """Products, those with most units first."""
        units: dict[Named, int] = {}
        for each in self._found_why():
            units[each.product] = units.get(each.product, 0) + each.units
        return sorted(units, key=lambda each: (-units[each], each.id, each.name))

    def _draw_why(self) -> None:
        if self.answer is None:
            return
        refunded = self._shown == _REFUNDED
        self.why.set_name(
            tr("Refunded, by product and reason")
            if refunded
            else tr("Units, by product and reason")
        )
        products = self._by_product()[:_PRODUCTS]
        reasons = [reason for reason, _ in self._by_reason()[:_REASONS]]
        value = {
            (each.product, each.reason): each.refunded if refunded else each.units
            for each in self._found_why()
        }
        self.why.set_cells(
            [product.name or tr("Unknown product") for product in products],
            [return_reason_name(reason) or tr("No reason given") for reason in reasons],
            [[value.get((product, reason), 0) for reason in reasons] for product in products],
            unit_measure(Unit.MONEY if refunded else Unit.COUNT, self.answer.shop),
        )

    # Opening

    def _open_days(self, stretch: Stretch) -> None:
        self._open(first=stretch.first, last=stretch.last)

    def _open_cell(self, row: int, column: int) -> None:
        self._open(self._by_reason()[column][0], self._by_product()[row])

    def _open(
        self,
        reason: str = "",
        product: Named | None = None,
        first: int | None = None,
        last: int | None = None,
    ) -> None:
        """The returns that were asked for, of the page's time unless days are given.

        A product that only order files name is looked for by its name.
        """
        assert self.answer is not None
        question, calendar = self.answer.question, self.answer.shop.book.calendar
        period = question.period
        only = question.products[0] if len(question.products) == 1 else 0
        listed = product is not None and product.listed
        self.go.emit(
            "orders",
            ReturnQuery(
                search=product.name if product is not None and not listed else "",
                requested_from=calendar.midnight(period.first if first is None else first),
                requested_before=calendar.midnight((period.last if last is None else last) + 1),
                reason=reason,
                product=product.id if product is not None and listed else only,
            ),
        )


def outcome_name(outcome: Outcome) -> str:
    """How a return ended."""
    return {
        Outcome.OPEN: tr("Still open"),
        Outcome.REFUNDED: tr("Refunded"),
        Outcome.REPLACED: tr("Replaced"),
        Outcome.REFUSED: tr("Refused"),
        Outcome.WITHDRAWN: tr("Withdrawn"),
    }[outcome]
