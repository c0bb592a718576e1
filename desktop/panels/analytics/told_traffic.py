"""What files told of a real shop’s traffic: its days, its funnel and its channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Bar, Measure, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import axis, measure, period_text, unit_measure
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.pill import Pill
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number, percent
from domain.analytics.metrics import Metric, Unit
from domain.analytics.periods import Period
from domain.kernel.money import BASIS
from domain.reports.analytics.question import Answer
from domain.reports.analytics.told_traffic import DAILY, ToldTraffic

if TYPE_CHECKING:
    from desktop.panels.analytics.page import Page


class ToldPart:
    """The cards of a real shop's traffic page; those that nothing is known for are hidden."""

    def __init__(self, page: Page) -> None:
        """Put the cards on the page."""
        self._page = page
        self._metric = Metric.PAGE_VIEWS
        self._found: ToldTraffic | None = None
        self._answer: Answer | None = None
        self.tiles = Tiles(page.key, DAILY, page)
        self.tiles.pressed.connect(lambda key: self.show_metric(Metric(key)))
        page.body.addWidget(self.tiles)
        self.note = PlainLabel("", page, role="mute", size="small", wrap=True)
        page.body.addWidget(self.note)
        nothing = tr("No file tells of this time.")
        self.plot = TimePlot("told-days", tr("Visitors over time"), nothing, style="areas")
        self.days = ChartCard(
            "told-days",
            "",
            "",
            self.plot,
            page.save,
            [Pill(each.value, metric_name(each)) for each in DAILY],
            page,
        )
        self.days.choice.connect(lambda key: self.show_metric(Metric(key)))
        page.add_row(self.days, height=300)
        self.funnel = funnel_plot("told-funnel", nothing)
        self.funnel_card = ChartCard(
            "told-funnel",
            tr("Funnel"),
            tr(
                "What the file of products tells, added up over them: an order with two of them "
                "counts twice."
            ),
            self.funnel,
            page.save,
            (),
            page,
        )
        self.channels = BarPlot("told-channels", tr("GMV by channel"), nothing, coloured=True)
        self.channels_card = ChartCard(
            "told-channels",
            tr("GMV by channel"),
            tr("Channels overlap: the same order may count in two, so they do not add up to GMV."),
            self.channels,
            page.save,
            (),
            page,
        )
        page.add_row(self.funnel_card, self.channels_card, height=170)
        self.empty = Card("analytics.nothing-told", "", page)
        self.empty.body.addWidget(
            state := EmptyState(
                "chart-line",
                tr("No file tells of this shop’s traffic in this time"),
                tr("Import the list of days or of products from the platform’s analytics."),
                tr("Import…"),
                "import-traffic",
                page,
            )
        )
        state.triggered.connect(lambda: page.go.emit("import", None))
        page.add_row(self.empty, height=260)

    def show_told(self, found: ToldTraffic, answer: Answer) -> None:
        """Show what is known."""
        self._found, self._answer = found, answer
        daily, listed = bool(found.days), bool(found.funnel)
        for part in (self.tiles, self.days):
            part.setVisible(daily)
        self.funnel_card.setVisible(listed)
        self.channels_card.setVisible(bool(found.channels))
        self.empty.setVisible(not daily and not listed)
        self.note.setText(" ".join(self._notes(found, answer)))
        self.note.setVisible(bool(self.note.text()))
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.funnel.set_bars(
            [Bar(each.metric.value, metric_name(each.metric), each.value) for each in found.funnel]
        )
        self.channels.set_bars(
            [Bar(key, channel_name(key), gmv) for key, gmv in found.channels],
            unit_measure(Unit.MONEY, answer.shop),
        )
        for card in (self.funnel_card, self.channels_card):
            card.set_period(file_days(found.about))
        there = [each.metric for each in found.figures if each.value is not None]
        if there and self._metric not in there:
            self.show_metric(there[0])
        self._draw()

    def show_metric(self, metric: Metric) -> None:
        """Draw another one over time."""
        self._metric = metric
        assert self.days.choices is not None
        self.days.choices.choose(metric.value)
        self._draw()

    def _notes(self, found: ToldTraffic, answer: Answer) -> list[str]:
        """What the figures are about where that is not the whole period."""
        days, notes = answer.question.period.days, []
        if 0 < found.days < days:
            notes.append(tr("Files tell of %Ln day(s) of this time.", found.days))
        if found.funnel:
            notes.append(tr("Funnel and channels: {days}.", days=file_days(found.about)))
        return notes

    def _draw(self) -> None:
        if self._found is None or self._answer is None or not self._found.courses:
            return
        answer, name = self._answer, metric_name(self._metric)
        self.days.set_title(name)
        more = tr("Days are added up, so who comes on two days counts twice.")
        people = self._metric in (Metric.VISITORS, Metric.BUYERS)
        meaning = metric_meaning(self._metric)
        self.days.set_meaning(f"{meaning} {more}" if people else meaning)
        course = self._found.courses[DAILY.index(self._metric)]
        known = any(value is not None for value in course.values)
        self.plot.set_series(
            axis(answer.found.buckets, answer.question.granularity),
            [Series(self._metric.value, name, course.values)] if known else [],
            measure=measure(self._metric, answer.shop),
        )


def funnel_plot(key: str, empty_text: str) -> BarPlot:
    """Bars from shown to ordered, each with its share of the one above."""
    counted = Measure(lambda value: number(round(value)))
    shares = Measure(lambda value: percent(round(value * BASIS)), "%", 0.01, 2)
    return BarPlot(key, tr("Funnel"), empty_text, counted, rate=shares)


def file_days(period: Period | None) -> str:
    """The days that a file is about."""
    return tr("days that the file does not tell") if period is None else period_text(period)


def channel_name(channel: str) -> str:
    """Where a real shop's sales come from, as its files tell them apart."""
    return {
        "card_gmv": tr("Product card"),
        "video_gmv": tr("Videos"),
        "live_gmv": tr("LIVE"),
        "seller_card_gmv": tr("Own product cards"),
        "seller_video_gmv": tr("Own videos"),
        "seller_live_gmv": tr("Own LIVE"),
        "creator_gmv": tr("Creators"),
        "creator_video_gmv": tr("Creators’ videos"),
        "creator_live_gmv": tr("Creators’ LIVE"),
        "shop_tab_gmv": tr("Shop tab"),
    }[channel]
