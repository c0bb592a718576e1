"""The traffic page: the funnel, and what each source brought, over time and altogether."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Bar, Cell, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.rows import Heading, PlainRow, PlainTable, RowsDialog, metric_heading
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.told_traffic import ToldPart, funnel_plot
from desktop.panels.analytics.words import (
    axis,
    before_name,
    marks,
    measure,
    period_text,
    source_name,
)
from desktop.theme.roles import Role
from desktop.widgets.card import Card
from desktop.widgets.pill import Pill
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.reports.analytics.happenings import Happening
from domain.reports.analytics.question import Answer, Question
from domain.reports.analytics.traffic import (
    BY_SOURCE,
    COUNTED,
    FUNNEL,
    SeenRow,
    SourceFigures,
    seen,
    traffic,
)
from domain.reports.analytics.traffic import TrafficPage as Found

_TILES = (
    Metric.IMPRESSIONS,
    Metric.CLICKS,
    Metric.CTR,
    Metric.PLACED,
    Metric.CTOR,
    Metric.SHOW_GPM,
)


class TrafficPage(Page):
    """Practice shops know every source; real shops what files told of their days and products."""

    query = staticmethod(traffic)
    tells_products_apart = True

    def make(self) -> None:
        self._happened: tuple[Happening, ...] = ()
        self.told: ToldPart | None = None
        if not self.desk.is_practice:
            self.told = ToldPart(self)
            return
        self._shown: tuple[str, ...] = ()
        self.tiles = Tiles(self.key, _TILES, self)
        self.tiles.pressed.connect(lambda key: self.show_metric(Metric(key)))
        self.body.addWidget(self.tiles)
        nothing = tr("Nobody came in this time.")
        self.funnel = funnel_plot("traffic-funnel", nothing)
        self.funnel.chosen.connect(lambda _place: self.open_rows(""))
        self.funnel_card = ChartCard(
            "traffic-funnel",
            tr("Funnel"),
            tr("Of all times that your products were shown, how many ended in which step."),
            self.funnel,
            self.save,
            (),
            self,
        )
        self.bars = BarPlot("traffic-sources", tr("By source"), nothing, coloured=True)
        self.bars.chosen.connect(lambda place: self.open_rows(self._shown[place]))
        self.bars_card = ChartCard("traffic-sources", "", "", self.bars, self.save, (), self)
        self.add_row(self.funnel_card, self.bars_card, height=190)
        self.plot = TimePlot("split", tr("Traffic by source"), nothing, style="areas", stacked=True)
        self.plot.chosen.connect(self._open_bucket)
        self.chart = ChartCard(
            "split",
            "",
            "",
            self.plot,
            self.save,
            [Pill(each.value, metric_name(each)) for each in BY_SOURCE],
            self,
        )
        self.chart.choice.connect(lambda key: self.show_metric(Metric(key)))
        self.add_row(self.chart, height=320)
        self.sources = _Sources(self)
        self.sources.table.opened.connect(self._open_source)
        self.add_row(self.sources)
        self.show_metric(Metric.CLICKS)

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        self._happened = tuple(happened)
        if self.told is None:
            self._draw()

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self._happened = self.marked
        if self.told is not None:
            if found.told is not None:
                self.told.show_told(found.told, answer)
            return
        assert found.whole is not None
        self.tiles.show_figures(
            [each for each in found.whole.figures if each.metric in _TILES],
            found.courses,
            answer.shop,
        )
        by_metric = {each.metric: each for each in found.whole.figures}
        self.funnel.set_bars(
            [
                Bar(each.value, metric_name(each), by_metric[each].value)
                for each in FUNNEL
                if by_metric[Metric.IMPRESSIONS].value
            ]
        )
        self.sources.show_sources((*found.sources, found.whole), answer)
        self._draw()

    def show_metric(self, metric: Metric) -> None:
        """Draw another one by source."""
        self._metric = metric
        assert self.chart.choices is not None
        self.chart.choices.choose(metric.value)
        self._draw()

    def _draw(self) -> None:
        if self.answer is None:
            return
        found, shop = self.answer.found, self.answer.shop
        place, name = BY_SOURCE.index(self._metric), metric_name(self._metric)
        for card in (self.chart, self.bars_card):
            card.set_meaning(metric_meaning(self._metric))
        self.chart.set_title(tr("{metric} over time, by source", metric=name))
        self.bars_card.set_title(tr("{metric} by source", metric=name))
        adds_up = self._metric in COUNTED
        self.plot.set_style("areas" if adds_up else "lines", stacked=adds_up)
        there = [each for each in found.sources if each.figures[place].value]
        self._shown = tuple(each.source for each in there)
        courses = {each.source: each.courses[place].values for each in found.split}
        self.plot.set_series(
            axis(found.buckets, self.answer.question.granularity),
            [Series(each, source_name(each), courses[each]) for each in self._shown],
            marks=marks(self._happened, found.buckets, shop),
            measure=measure(self._metric, shop),
        )
        self.bars.set_bars(
            [
                Bar(each.source, source_name(each.source), each.figures[place].value)
                for each in there
            ],
            measure(self._metric, shop),
        )

    def _open_bucket(self, place: int) -> None:
        assert self.answer is not None
        bucket = self.answer.found.buckets[place]
        self.open_rows("", Period(bucket.first, bucket.last))

    def _open_source(self, row: int) -> None:
        self.open_rows(self.sources.source(row))

    def open_rows(self, source: str, period: Period | None = None) -> None:
        """The days and products of a source, or of all with an empty code."""
        assert self.answer is not None
        question, wall = self.answer.question, self.desk.clock()
        if period is not None:
            question = replace(question, period=period)
        self.desk.read(
            self,
            "rows",
            lambda shop: shop.read(seen, question, source, wall),
            lambda rows: self._show_rows(source, question, rows),
        )

    def _show_rows(self, source: str, question: Question, rows: tuple[SeenRow, ...]) -> None:
        if self.answer is None or not rows:
            return
        shop = self.answer.shop
        of = source_name(source) if source else tr("All sources")
        title = tr("{source}, {days}", source=of, days=period_text(question.period))
        headings = [
            Heading(tr("Time")),
            *([] if source else [Heading(tr("Source"))]),
            Heading(tr("Product")),
            *map(metric_heading, COUNTED),
        ]
        plain = [
            PlainRow(
                place,
                (
                    period_text(Period(row.bucket.first, row.bucket.last)),
                    *(() if source else (source_name(row.source),)),
                    row.product,
                    *(getattr(row, name) for name in COUNTED.values()),
                ),
            )
            for place, row in enumerate(rows, start=1)
        ]
        RowsDialog(title, headings, plain, shop, self.save, self).open()


class _Sources(Card):
    """Each source in two rows: how it is, and how it was."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("analytics.sources", tr("By source"), parent)
        headings = [Heading(tr("Source")), *map(metric_heading, BY_SOURCE)]
        self.table = PlainTable("sources", tr("By source"), headings, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setToolTip(tr("Click for its days and products"))
        self.body.addWidget(self.table)
        self._own: dict[int, str] = {}

    def show_sources(self, sources: Sequence[SourceFigures], answer: Answer) -> None:
        """Show them in this order, the last one being all of them."""
        held = answer.question.compared is not None
        rows: list[PlainRow] = []
        self._own = {}
        for each in sources:
            name = source_name(each.source) if each.source else tr("All sources")
            now = (name, *(figure.value for figure in each.figures))
            rows.append(self._row(len(rows) + 1, each.source, now, "text"))
            if held:
                before = (
                    before_name(answer.question),
                    *(figure.before for figure in each.figures),
                )
                rows.append(self._row(len(rows) + 1, each.source, before, "mute"))
        self.table.show_plain(rows, answer.shop)
        self.table.show_all()

    def _row(self, place: int, source: str, cells: tuple[Cell, ...], role: Role) -> PlainRow:
        self._own[place] = source
        return PlainRow(place, cells, role)

    def source(self, row: int) -> str:
        """Whose row it is; empty for all of them."""
        return self._own[row]
