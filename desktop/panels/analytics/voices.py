"""The page of messages and reviews: how soon buyers were answered, and what they think."""

from __future__ import annotations

from dataclasses import replace

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Bar, Measure, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.orders_behind import show_rows
from desktop.panels.analytics.over_time import OverTime
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.rows import Heading, PlainRow
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.words import axis, period_text, unit_measure
from desktop.theme.roles import Role
from desktop.widgets.pill import Pill
from desktop.wording import moment, number, topic_name
from domain.analytics.metrics import Metric, Unit
from domain.analytics.periods import Period
from domain.inbox.rules import Topic
from domain.kernel.money import BASIS
from domain.reports.analytics.question import Answer, Stretch
from domain.reports.analytics.voice_rows import (
    Message,
    Review,
    messages_asked,
    reviews_written,
)
from domain.reports.analytics.voices import MEASURES, STARS, voices
from domain.reports.analytics.voices import Voices as Found

_REVIEWS, _STARS, _BAD = "reviews", "stars", "negative"
_PRODUCTS = 8
_ABOUT_REVIEWS = (Metric.REVIEWS, Metric.STARS, Metric.NEGATIVE_SHARE)
_ROLES: dict[int, Role] = {5: "good", 4: "info", 3: "mute", 2: "warn", 1: "bad"}


class VoicesPage(Page):
    """Key figures, one of them over time, topics, stars over time, and stars by product."""

    chart: OverTime
    query = staticmethod(voices)
    tells_products_apart = True

    def make(self) -> None:
        self.tiles = Tiles(self.key, MEASURES, self)
        self.tiles.pressed.connect(lambda key: self.chart.show_measure(Metric(key)))
        self.body.addWidget(self.tiles)
        counted = Measure(lambda value: number(round(value)))
        unwritten = tr("Nobody wrote a review in this time.")
        self.chart = OverTime(
            "voices",
            tr("Messages and reviews over time"),
            tr("Nobody wrote in this time."),
            MEASURES,
            self.save,
            self,
        )
        self.chart.opened.connect(self._open_measured)
        self.topics = BarPlot(
            "topics", tr("Messages"), tr("Nobody asked anything in this time."), counted
        )
        self.topics.chosen.connect(self._open_topic)
        topics_card = ChartCard(
            "topics",
            tr("What buyers ask"),
            tr("Messages that buyers wrote in this time, by what they are about."),
            self.topics,
            self.save,
            (),
            self,
        )
        self.add_row(self.chart, topics_card, stretch=(3, 2), height=270)
        self.stars = TimePlot(
            "stars", tr("Reviews by stars"), unwritten, counted, style="bars", stacked=True
        )
        self.stars.chosen.connect(self._open_reviews)
        stars_card = ChartCard(
            "stars",
            tr("Reviews by stars"),
            tr("Reviews by the day on which they were written and the stars they give."),
            self.stars,
            self.save,
            (),
            self,
        )
        self._shown = _REVIEWS
        self.reviewed = BarPlot("reviewed", tr("Reviews"), unwritten, counted)
        self.reviewed.chosen.connect(self._open_product)
        self.reviewed_card = ChartCard(
            "reviewed",
            tr("Reviews by product"),
            tr(
                "How many reviews of this time each product has, the mean of their stars, and the "
                "share that gives one or two."
            ),
            self.reviewed,
            self.save,
            [
                Pill(_REVIEWS, tr("Reviews")),
                Pill(_STARS, tr("Average stars")),
                Pill(_BAD, tr("One or two stars")),
            ],
            self,
        )
        self.reviewed_card.choice.connect(self.show_products)
        self.add_row(stars_card, self.reviewed_card, stretch=(3, 2), height=270)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(found.figures, found.courses, answer.shop)
        self.chart.show_courses(answer, found.courses, found.buckets)
        self.topics.set_bars(
            [Bar(topic.value, topic_name(topic), count) for topic, count in found.topics if count]
        )
        anything = any(any(row) for row in found.stars)
        self.stars.set_series(
            axis(found.buckets, answer.question.granularity),
            [
                Series(str(stars), tr("%Ln star(s)", stars), row, _ROLES[stars])
                for stars, row in zip(STARS, found.stars, strict=True)
            ]
            if anything
            else [],
        )
        self._draw_products()

    def show_products(self, what: str) -> None:
        """Draw the number of reviews, their stars, or how many are bad."""
        self._shown = what
        self._draw_products()

    def _draw_products(self) -> None:
        if self.answer is None:
            return
        units = {_REVIEWS: Unit.COUNT, _STARS: Unit.RATIO, _BAD: Unit.BASIS_POINTS}
        found: Found = self.answer.found
        self.reviewed.set_bars(
            [
                Bar(
                    str(each.product),
                    each.name or tr("Unknown product"),
                    {
                        _REVIEWS: each.reviews,
                        _STARS: each.stars,
                        _BAD: each.negative * BASIS / each.reviews,
                    }[self._shown],
                )
                for each in found.reviewed[:_PRODUCTS]
            ],
            unit_measure(units[self._shown], self.answer.shop),
        )

    # Opening

    def _open_measured(self, stretch: Stretch) -> None:
        """The reviews or the messages of a bucket, as what is drawn has it."""
        days = Period(stretch.first, stretch.last)
        if self.chart.drawn in _ABOUT_REVIEWS:
            self.open_reviews(days)
        else:
            self.open_messages(days)

    def _open_reviews(self, place: int) -> None:
        assert self.answer is not None
        stretch = self.answer.found.buckets[place]
        self.open_reviews(Period(stretch.first, stretch.last))

    def _open_topic(self, place: int) -> None:
        assert self.answer is not None
        topics = [topic for topic, count in self.answer.found.topics if count]
        self.open_messages(self.answer.question.period, topics[place])

    def open_messages(self, days: Period, topic: Topic | None = None) -> None:
        """What buyers asked in some days, about one topic if it is given."""
        assert self.answer is not None
        shop, wall = self.answer.shop, self.desk.clock()
        question = replace(self.answer.question, period=days)

        def show(found: tuple[Message, ...]) -> None:
            names = (tr("Asked at"), tr("About"), tr("Product"), tr("Answered at"))
            rows = [
                PlainRow(
                    each.order or -place,
                    (
                        moment(each.asked_at, shop),
                        topic_name(each.topic),
                        each.product or tr("Unknown product"),
                        moment(each.answered_at, shop) if each.answered_at else None,
                    ),
                )
                for place, each in enumerate(found, start=1)
            ]
            name = tr("Messages") if topic is None else topic_name(topic)
            show_rows(self, f"{name}, {period_text(days)}", [*map(Heading, names)], rows)

        self.desk.read(
            self, "rows", lambda of: of.read(messages_asked, question, topic, wall), show
        )

    def open_reviews(self, days: Period) -> None:
        """What buyers thought in some days."""
        assert self.answer is not None
        shop, wall = self.answer.shop, self.desk.clock()
        question = replace(self.answer.question, period=days)

        def show(found: tuple[Review, ...]) -> None:
            headings = (
                Heading(tr("Written at")),
                Heading(tr("Product")),
                Heading(tr("Stars"), Unit.COUNT),
            )
            rows = [
                PlainRow(
                    each.order,
                    (
                        moment(each.reviewed_at, shop),
                        each.product or tr("Unknown product"),
                        each.stars,
                    ),
                )
                for each in found
            ]
            show_rows(self, f"{tr('Reviews')}, {period_text(days)}", headings, rows)

        self.desk.read(self, "rows", lambda of: of.read(reviews_written, question, wall), show)

    def _open_product(self, place: int) -> None:
        assert self.answer is not None
        if product := self.answer.found.reviewed[place].product:
            self.go.emit("products", product)
