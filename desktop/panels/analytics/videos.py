"""The videos page: what each video brought, and how its views come with its age."""

from __future__ import annotations

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.series import Buckets, Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import tr
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.rows import Heading, PlainRow, RowsDialog, metric_heading
from desktop.panels.analytics.searched import SearchedTable
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.told_traffic import file_days
from desktop.panels.analytics.words import figure_text, measure
from desktop.tables.video_table import VideoTable
from desktop.widgets.pill import Pill
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text
from domain.analytics.metrics import Metric, Unit
from domain.reports.analytics.question import Answer
from domain.reports.analytics.videos import (
    COURSES,
    FIGURES,
    TOLD_FIGURES,
    VideoCourse,
    VideoSort,
    find_videos,
    sort_videos,
    video_course,
    videos_page,
)
from domain.reports.analytics.videos import VideosPage as Found

_RATES = (Metric.CTR, Metric.CTOR)
"""They stand over the list; all else has a tile."""
_DAY = (
    Metric.VIEWS,
    Metric.CLICKS,
    Metric.CARTS,
    Metric.PLACED,
    Metric.PLACED_ITEMS,
    Metric.PLACED_GMV,
)


class VideosPage(Page):
    """All videos that were posted or seen, and the one that is looked at."""

    query = staticmethod(videos_page)

    def make(self) -> None:
        practice = self.desk.is_practice
        self.tells_products_apart = practice
        self._metric = Metric.VIEWS
        self._sort, self._down = VideoSort.VIEWS, True
        self._course: VideoCourse | None = None
        figures = FIGURES if practice else TOLD_FIGURES
        self.tiles = Tiles(self.key, [each for each in figures if each not in _RATES], self)
        self.tiles.pressed.connect(self._press)
        self.body.addWidget(self.tiles)
        self.plot = TimePlot(
            "video-course",
            tr("How views come"),
            tr("No video was seen in this time."),
            bucket_name=tr("Day of its life"),
        )
        self.plot.chosen.connect(lambda _place: self.open_days())
        self.chart = ChartCard(
            "video-course",
            "",
            "",
            self.plot,
            self.save,
            [Pill(each.value, metric_name(each)) for each in COURSES],
            self,
        )
        self.chart.choice.connect(lambda key: self.show_metric(Metric(key)))
        self.life = PlainLabel("", self, role="mute", size="small", wrap=True)
        self.life.setObjectName("videos.life")
        self.life.setToolTip(metric_meaning(Metric.HALF_LIFE))
        self.chart.body.addWidget(self.life)
        self.add_row(self.chart, height=320)
        self.chart.setVisible(practice)
        self._make_list()
        self.show_metric(Metric.VIEWS)

    def _make_list(self) -> None:
        self.table = VideoTable(practice=self.desk.is_practice, parent=self)
        self.table.sorted_by.connect(self._sort_by)
        self.table.looked_at.connect(self._look_at)
        self.table.opened.connect(self._look_at)
        self.card = SearchedTable(
            self.key,
            tr("Videos"),
            tr("Search for a title, creator or product"),
            self.table,
            "play",
            self,
        )
        self.card.searched.connect(self._list)
        self.card.import_wanted.connect(lambda: self.go.emit("import", None))
        self.add_row(self.card, height=420)

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        self.tiles.show_figures(
            [each for each in found.figures if each.metric not in _RATES],
            found.courses,
            answer.shop,
        )
        self.tiles.setVisible(bool(found.figures))
        chosen = self.table.current()
        self._course = None
        self._list()
        if chosen and any(row.id == chosen for row in found.rows):
            self._look_at(chosen)
        self._draw()

    def _press(self, key: str) -> None:
        if key in COURSES:
            self.show_metric(Metric(key))

    def show_metric(self, metric: Metric) -> None:
        """Draw another one by age."""
        self._metric = metric
        assert self.chart.choices is not None
        self.chart.choices.choose(metric.value)
        self._draw()

    # The list

    def _sort_by(self, by: VideoSort, down: bool) -> None:
        self._sort, self._down = by, down
        self._list()

    def _list(self) -> None:
        if self.answer is None:
            return
        found: Found = self.answer.found
        rows = sort_videos(
            find_videos(found.rows, self.card.field.text()), self._sort, down=self._down
        )
        self.table.show_videos(rows, self.answer.shop)
        self.card.show_table(bool(rows))
        self._word_empty(bool(found.rows))
        self.card.note.setText(self._noted(len(rows)))

    def _noted(self, shown: int) -> str:
        """How many, their rates together, and which days a file is about."""
        assert self.answer is not None
        found: Found = self.answer.found
        parts = [tr("%Ln video(s)", shown)]
        for each in found.figures if shown == len(found.rows) else ():
            if each.metric in _RATES:
                text = figure_text(each.metric, each.value, self.answer.shop)
                parts.append(f"{metric_name(each.metric)} {text}")
        if not self.desk.is_practice and found.rows:
            parts.append(file_days(found.about))
        return " · ".join(parts)

    def _word_empty(self, some: bool) -> None:
        if some:
            self.card.word_empty(tr("No video matches"), tr("Search for fewer letters."))
        elif not self.desk.is_practice:
            self.card.word_empty(
                tr("No file tells of videos in this time"),
                tr("Import the list of videos from the platform’s analytics."),
                to_import=True,
            )
        else:
            self.card.word_empty(tr("No video was posted or seen in this time"))

    # The one that is looked at

    def _look_at(self, video: int) -> None:
        if self.answer is None or not self.desk.is_practice:
            return
        if not video:
            self._course = None
            self._draw()
            return
        question, wall = self.answer.question, self.desk.clock()
        self.desk.read(
            self,
            "course",
            lambda shop: shop.read(video_course, question, video, wall),
            self._take_course,
        )

    def _take_course(self, course: VideoCourse | None) -> None:
        """Show it, unless the list has gone on to a time in which that video is not."""
        assert self.answer is not None
        there = course is not None and any(r.id == course.id for r in self.answer.found.rows)
        self._course = course if there else None
        self._draw()

    def _draw(self) -> None:
        name = metric_name(self._metric)
        self.chart.set_title(tr("{metric} by a video’s age", metric=name))
        self.chart.set_meaning(
            tr(
                "What a video has on each day of its life, that of its posting being the first: "
                "all videos that have reached that age on average, and the one chosen below."
            )
        )
        if self.answer is None:
            return
        found: Found = self.answer.found
        place = tuple(COURSES).index(self._metric)
        series, days = [], 0
        if found.decay is not None:
            mean = found.decay.means[place]
            days = len(mean)
            series.append(Series("all", tr("All videos, on average"), mean))
            if self._course is not None:
                own = self._course.courses[place]
                gap: tuple[float | None, ...] = (None,) * (days - len(own))
                series.append(Series("one", self._chosen_name(), (*own, *gap)))
        labels = tuple(tr("Day {number}", number=day) for day in range(1, days + 1))
        self.plot.set_series(
            Buckets(labels), series, measure=measure(self._metric, self.answer.shop)
        )
        self.life.setText(" ".join(self._lives()))

    def _chosen_name(self) -> str:
        assert self.answer is not None and self._course is not None
        row = next(each for each in self.answer.found.rows if each.id == self._course.id)
        by = tr("own") if row.own else row.creator
        return tr("{video}, {creator}", video=row.name, creator=by)

    def _lives(self) -> list[str]:
        """How soon views come, of all videos and of the one chosen."""
        assert self.answer is not None
        found: Found = self.answer.found
        said = []
        if found.decay is not None and found.decay.half_life is not None:
            said.append(
                tr(
                    "The video in the middle had half of its views so far by day {half} and 90 % "
                    "by day {most}.",
                    half=found.decay.half_life,
                    most=found.decay.nearly_all,
                )
            )
        if self._course is not None and self._course.half_life is not None:
            said.append(
                tr(
                    "The one chosen: day {half} and day {most}.",
                    half=self._course.half_life,
                    most=self._course.nearly_all,
                )
            )
        return said

    def open_days(self) -> None:
        """The days of the video that is looked at."""
        course, answer = self._course, self.answer
        if course is None or answer is None or not course.days:
            return
        headings = [
            Heading(tr("Day")),
            Heading(tr("Day of its life"), Unit.COUNT),
            *map(metric_heading, _DAY),
        ]
        rows = [
            PlainRow(
                place,
                (
                    date_text(day.day, "ddd d MMM yyyy"),
                    day.age + 1,
                    day.views,
                    day.clicks,
                    day.carts,
                    day.orders,
                    day.units,
                    day.gmv,
                ),
            )
            for place, day in enumerate(course.days, start=1)
        ]
        title = tr(
            "{video}, until {day}",
            video=self._chosen_name(),
            day=date_text(answer.question.period.last, "d MMM yyyy"),
        )
        RowsDialog(title, headings, rows, answer.shop, self.save, self).open()
