"""The creators page: what each creator brought to a real shop, as its files tell it."""

from __future__ import annotations

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Bar
from desktop.i18n import tr
from desktop.panels.analytics.creator_table import CreatorTable
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.searched import SearchedTable
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.told_traffic import file_days
from desktop.panels.analytics.words import measure
from desktop.widgets.pill import Pill
from domain.analytics.metrics import Metric
from domain.reports.analytics.creators import COUNTED, creators_page, find_creators, top_creators
from domain.reports.analytics.creators import CreatorsPage as Found
from domain.reports.analytics.question import Answer
from domain.reports.analytics.told import ToldCreator

_TILES = (
    Metric.CREATOR_GMV,
    Metric.ORDERS,
    Metric.ITEMS,
    Metric.AOV,
    Metric.CREATOR_REFUNDS,
    Metric.COMMISSION,
    Metric.VIDEOS,
    Metric.LIVES,
)
_TOP = 8
"""Creators with a bar; the table has all."""


class CreatorsPage(Page):
    """All of them together, those who lead, and each with all that was told."""

    query = staticmethod(creators_page)

    def make(self) -> None:
        self._metric = Metric.CREATOR_GMV
        self._top: tuple[ToldCreator, ...] = ()
        self.tiles = Tiles(self.key, _TILES, self)
        self.tiles.pressed.connect(self._press)
        self.body.addWidget(self.tiles)
        self.bars = BarPlot("top-creators", "", tr("The file does not tell this of any creator."))
        self.bars.chosen.connect(self._look_at)
        self.chart = ChartCard(
            "top-creators",
            "",
            "",
            self.bars,
            self.save,
            [Pill(each.value, metric_name(each)) for each in COUNTED],
            self,
        )
        self.chart.choice.connect(lambda key: self.show_metric(Metric(key)))
        self.add_row(self.chart, height=300)
        self.table = CreatorTable(self)
        self.card = SearchedTable(
            self.key, tr("Creators"), tr("Search for a creator"), self.table, "users", self
        )
        self.card.searched.connect(self._list)
        self.card.import_wanted.connect(lambda: self.go.emit("import", None))
        self.add_row(self.card, height=380)
        self.show_metric(Metric.CREATOR_GMV)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        for part in (self.tiles, self.chart):
            part.setVisible(bool(found.rows))
        self.tiles.show_figures(
            [each for each in found.figures if each.metric in _TILES], (), answer.shop
        )
        self.chart.set_period(file_days(found.about))
        self.table.fit_to(found.rows)
        self.table.clearSelection()  # its numbers are those of other creators now
        self._list()
        self._draw()

    def show_metric(self, metric: Metric) -> None:
        """Draw who leads in another one."""
        self._metric = metric
        assert self.chart.choices is not None
        self.chart.choices.choose(metric.value)
        self._draw()

    def _press(self, key: str) -> None:
        if key in COUNTED:
            self.show_metric(Metric(key))

    def _draw(self) -> None:
        self.chart.set_title(tr("Top creators: {metric}", metric=metric_name(self._metric)))
        self.chart.set_meaning(metric_meaning(self._metric))
        if self.answer is None:
            return
        self._top = top_creators(self.answer.found.rows, self._metric, _TOP)
        name = COUNTED[self._metric]
        self.bars.set_bars(
            [Bar(row.creator, row.creator, getattr(row, name)) for row in self._top],
            measure(self._metric, self.answer.shop),
        )

    def _list(self) -> None:
        if self.answer is None:
            return
        found: Found = self.answer.found
        numbers = self._numbers()
        rows = find_creators(found.rows, self.card.field.text())
        self.table.show_things({numbers[row.creator]: row for row in rows}, self.answer.shop)
        self.card.show_table(bool(rows))
        if found.rows:
            self.card.word_empty(tr("No creator matches"), tr("Search for fewer letters."))
        else:
            self.card.word_empty(
                tr("No file tells of creators in this time"),
                tr("Import the list of creators from the affiliate centre’s analysis."),
                to_import=True,
            )
        said = [tr("%Ln creator(s)", len(rows)), file_days(found.about)]
        self.card.note.setText(" · ".join(said) if found.rows else "")

    def _numbers(self) -> dict[str, int]:
        """A number for each creator of the file, by which the table knows them."""
        assert self.answer is not None
        return {row.creator: place for place, row in enumerate(self.answer.found.rows, start=1)}

    def _look_at(self, place: int) -> None:
        """The row of a bar."""
        self.card.field.clear()
        self._list()
        self.table.select_id(self._numbers()[self._top[place].creator])
        self.ensureWidgetVisible(self.table)
