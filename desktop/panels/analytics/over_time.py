"""One of a page's measures over time beside another time, chosen by its pill."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.charts.plots.chart_card import ChartCard, Save
from desktop.charts.plots.series import Series
from desktop.charts.plots.time_plot import TimePlot
from desktop.panels.analytics.words import axis, before_name, marks, measure
from desktop.widgets.pill import Pill
from domain.analytics.metrics import Metric
from domain.reports.analytics.happenings import Happening
from domain.reports.analytics.question import Answer, Course, Stretch


class OverTime(ChartCard):
    """Draws the course of the measure that is chosen."""

    opened = Signal(object)
    """The ``Stretch`` that was clicked."""

    def __init__(
        self,
        key: str,
        name: str,
        nothing: str,
        metrics: Sequence[Metric],
        save: Save,
        parent: QWidget,
    ) -> None:
        """The first of ``metrics`` is drawn to begin with; ``nothing`` stands where all is 0."""
        self.over_time = TimePlot(key, name, nothing, style="areas")
        self.over_time.chosen.connect(self._open)
        pills = [Pill(each.value, metric_name(each)) for each in metrics]
        title, meaning = metric_name(metrics[0]), metric_meaning(metrics[0])
        super().__init__(key, title, meaning, self.over_time, save, pills, parent)
        self.drawn = metrics[0]
        """The measure that is chosen."""
        self._answer: Answer | None = None
        self._courses: dict[Metric, Course] = {}
        self._stretches: tuple[Stretch, ...] = ()
        self._happened: tuple[Happening, ...] = ()
        self.choice.connect(lambda key: self.show_measure(Metric(key)))

    def show_courses(
        self, answer: Answer, courses: Sequence[Course], stretches: tuple[Stretch, ...]
    ) -> None:
        """Draw the chosen one of these."""
        if self._answer is None or answer.question != self._answer.question:
            self._happened = ()  # else marks stand until others are known
        self._answer, self._stretches = answer, stretches
        self._courses = {each.metric: each for each in courses}
        self._draw()

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        """Mark what happened meanwhile."""
        self._happened = tuple(happened)
        self._draw()

    def show_measure(self, metric: Metric) -> None:
        """Draw another measure."""
        self.drawn = metric
        assert self.choices is not None
        self.choices.choose(metric.value)
        self._draw()

    def _draw(self) -> None:
        if self._answer is None:
            return
        course, question = self._courses[self.drawn], self._answer.question
        key, name = self.drawn.value, metric_name(self.drawn)
        self.set_title(name)
        self.set_meaning(metric_meaning(self.drawn))
        length = len(self._stretches)
        before = course.before[:length] + (None,) * max(0, length - len(course.before))
        anything = any(course.values) or any(course.before)
        self.over_time.set_series(
            axis(self._stretches, question.granularity),
            [Series(key, name, course.values)] if anything else [],
            [Series(key, before_name(question), before)] if course.before and anything else [],
            marks=marks(self._happened, self._stretches, self._answer.shop),
            measure=measure(self.drawn, self._answer.shop),
        )

    def _open(self, place: int) -> None:
        self.opened.emit(self._stretches[place])
