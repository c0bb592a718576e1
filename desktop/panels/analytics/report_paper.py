"""The report of a week or a month, painted onto one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from desktop.analytics_wording import metric_name, part_name
from desktop.i18n import tr
from desktop.panels.analytics.words import (
    change_of,
    figure_text,
    happening_text,
    is_good,
    period_text,
    source_name,
)
from desktop.printing.common import MARGIN, paint_foot
from desktop.printing.plain import plain
from desktop.printing.sheets import BLACK, GREY, PALE, Sheets, Weight
from desktop.theme.roles import load_roles
from desktop.wording import date_text, money, number, percent
from domain.analytics.metrics import Metric
from domain.kernel.money import BASIS
from domain.reports.analytics.one_page import OnePage
from domain.reports.analytics.question import Figure, Stretch

_GAP = 16.0
_HEAD, _TILES, _CHANGE, _DAYS, _TOP, _NEWS = 56.0, 58.0, 172.0, 170.0, 140.0, 64.0
"""Heights from the top downwards, points; a tile's is that of one line of tiles."""

_LINE = 16.0
_WHITE, _STONE = QColor(255, 255, 255), QColor(174, 180, 191)
_WAYS = {1: "▲", -1: "▼", 0: ""}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with a bar: its name, from where to where the bar goes, and what stands beside it."""

    name: str
    start: float
    end: float
    colour: QColor
    said: str
    beside: str = ""


def paint_report(sheets: Sheets, page: OnePage) -> Iterator[None]:
    """Paint the page; everything has its place, so that it is one whatever it says."""
    sheets.turn()
    _Report(sheets, page).paint()
    yield


class _Report:
    def __init__(self, sheets: Sheets, page: OnePage) -> None:
        self._sheets, self._page = sheets, page
        self._width = sheets.width - 2 * MARGIN
        self._wide = self._width * 0.6 - _GAP
        roles = load_roles("light")
        self._accent, self._good, self._bad = (
            roles.colour(role) for role in ("accent", "good", "bad")
        )

    def paint(self) -> None:
        top = MARGIN
        self._head(top)
        top = self._figures(top + _HEAD) + _GAP
        aside = self._page.shop.is_practice
        beside = MARGIN + self._wide + _GAP
        narrow = self._width - self._wide - _GAP
        self._change(QRectF(MARGIN, top, self._wide if aside else self._width, _CHANGE))
        if aside:
            self._funnel(QRectF(beside, top, narrow, _CHANGE))
        top += _CHANGE
        self._days(QRectF(MARGIN, top, self._width, _DAYS))
        top += _DAYS
        self._best(QRectF(MARGIN, top, self._wide if aside else self._width, _TOP))
        if aside:
            self._sources(QRectF(beside, top, narrow, _TOP))
        self._news(QRectF(MARGIN, top + _TOP, self._width, _NEWS))
        paint_foot(self._sheets, self._page.shop, 1, 1)

    # Its parts, from the top downwards

    def _head(self, top: float) -> None:
        sheets, page = self._sheets, self._page
        badge = 104.0
        practice = page.shop.is_practice
        words = f"{tr('PRACTICE') if practice else tr('REAL')} · {page.shop.region.upper()}"
        name = QRectF(MARGIN, top, self._width - badge - _GAP, 24)
        sheets.text(name, plain(page.shop.name), 17, least=9, weight=Weight.DemiBold)
        box = QRectF(MARGIN + self._width - badge, top + 2, badge, 18)
        if practice:
            sheets.fill(box, self._accent)
        else:
            sheets.frame(box, 0.8)
        inside = box.adjusted(6, 0, -6, 0)
        sheets.text(
            inside,
            words,
            8,
            least=4,
            weight=Weight.DemiBold,
            side="middle",
            colour=_WHITE if practice else BLACK,
            centred=True,
        )
        period, other = page.question.period, page.question.compared
        said = tr("Report of {period}", period=period_text(period))
        if other is not None:
            said = tr(
                "Report of {period}, held against {other}",
                period=period_text(period),
                other=period_text(other),
            )
        sheets.text(QRectF(MARGIN, top + 27, self._width, 14), said, 9.5, least=5, colour=GREY)
        sheets.rule(MARGIN, top + 44, self._width, 0.8, PALE)

    def _figures(self, top: float) -> float:
        """Paint the key figures in lines of four or three; gives where they end."""
        figures = self._page.figures
        columns = 4 if len(figures) > 6 else 3
        width = (self._width - _GAP * (columns - 1)) / columns
        for place, figure in enumerate(figures):
            row, column = divmod(place, columns)
            left = MARGIN + column * (width + _GAP)
            self._figure(QRectF(left, top + row * _TILES, width, _TILES), figure)
        return top + -(-len(figures) // columns) * _TILES - 8

    def _figure(self, box: QRectF, figure: Figure) -> None:
        sheets, shop = self._sheets, self._page.shop
        left, top, width = box.left(), box.top(), box.width()
        name, value = metric_name(figure.metric), figure_text(figure.metric, figure.value, shop)
        sheets.text(QRectF(left, top, width, 11), name, 8, least=4, colour=GREY)
        sheets.text(QRectF(left, top + 11, width, 20), value, 15, least=7, weight=Weight.DemiBold)
        change, way = change_of(figure)
        good = is_good(figure.metric, way)
        colour = GREY if good is None else self._good if good else self._bad
        before = figure_text(figure.metric, figure.before, shop)
        words = f"{_WAYS[way]} {change}".strip() if change else ""
        half = width * 0.44
        sheets.text(QRectF(left, top + 32, half, 11), words, 8, least=4, colour=colour)
        sheets.text(
            QRectF(left + half, top + 32, width - half, 11),
            tr("before: {value}", value=before),
            7,
            least=3.5,
            side="end",
            colour=GREY,
        )
        sheets.rule(left, top + 46, width, 0.5, PALE)

    def _change(self, box: QRectF) -> None:
        changed, shop = self._page.overview.changed, self._page.shop
        if changed is None or not (changed.before or changed.now):
            self._heading(box, tr("What changed?"))
            self._nothing(box, tr("There is nothing to hold this time against."))
            return

        def signed(amount: int) -> str:
            return f"{'+' if amount > 0 else ''}{money(amount, shop.currency)}"

        by = changed.now - changed.before
        self._heading(box, tr("What changed? GMV {change}", change=signed(by)))
        parts = [(part_name(part), amount) for part, amount in changed.parts]
        parts.append((tr("Shipping and tax"), changed.rest))
        lines = [
            _Line(tr("Before"), 0, changed.before, _STONE, money(changed.before, shop.currency))
        ]
        at = changed.before
        for name, amount in parts:
            colour = self._good if amount >= 0 else self._bad
            lines.append(_Line(name, at, at + amount, colour, signed(amount)))
            at += amount
        lines.append(_Line(tr("Now"), 0, changed.now, _STONE, money(changed.now, shop.currency)))
        self._lines(box, lines)

    def _funnel(self, box: QRectF) -> None:
        self._heading(box, tr("Funnel"))
        steps = self._page.overview.funnel
        if not steps or not steps[0].value:
            self._nothing(box, tr("Nobody came in this time."))
            return
        lines = []
        before = 0
        for step in steps:
            value = step.value or 0
            rate = percent(round(value * BASIS / before)) if before else ""
            name = metric_name(step.metric)
            lines.append(_Line(name, 0, value, self._accent, number(value), rate))
            before = value
        self._lines(box, lines)

    def _days(self, box: QRectF) -> None:
        self._heading(box, tr("GMV by day"))
        found = self._page.overview
        course = next(each for each in found.courses if each.metric is Metric.GMV)
        values = [value or 0 for value in course.values]
        before = [value or 0 for value in course.before][: len(values)]
        most = max((*values, *before), default=0)
        if not any(values):
            self._nothing(box, tr("Nothing was sold in this time."))
            return
        sheets, shop = self._sheets, self._page.shop
        room = QRectF(box.left(), box.top() + 32, box.width(), box.height() - 62)
        step = room.width() / len(values)
        thick = min(step * 0.7, 40.0)
        for place, value in enumerate(values):
            left = room.left() + place * step + (step - thick) / 2
            high = room.height() * value / most
            sheets.fill(QRectF(left, room.bottom() - high, thick, high), self._accent)
            if place < len(before):
                at = room.bottom() - room.height() * before[place] / most
                sheets.rule(left - 1, at - 0.6, thick + 2, 1.2, GREY)
        sheets.rule(room.left(), room.bottom(), room.width(), 0.5, GREY)
        legend = tr("Highest: {amount}. Lines: the days before.", amount=money(most, shop.currency))
        sheets.text(
            QRectF(box.left() + box.width() / 2, box.top() + 2, box.width() / 2, 12),
            legend,
            7.5,
            least=4,
            side="end",
            colour=GREY,
        )
        self._dates(room, found.buckets, step)

    def _dates(self, room: QRectF, days: Sequence[Stretch], step: float) -> None:
        every = max(1, -(-len(days) // 8))
        for place in range(0, len(days), every):
            width = min(step * every, room.right() - room.left() - place * step)
            self._sheets.text(
                QRectF(room.left() + place * step, room.bottom() + 3, width, 11),
                date_text(days[place].first),
                7.5,
                least=4,
                side="middle" if every == 1 else "start",
                colour=GREY,
            )

    def _best(self, box: QRectF) -> None:
        self._heading(box, tr("Top products"))
        best = [each for each in self._page.overview.top if each.paid]
        if not best:
            self._nothing(box, tr("Nothing was sold."))
            return
        sheets, shop = self._sheets, self._page.shop
        left, units, paid, change = box.left(), 48.0, 60.0, 54.0
        name = box.width() - units - paid - change
        top = box.top() + 20
        for each in best:
            text, way = change_of(Figure(Metric.GMV, each.paid, each.before))
            cells = (
                (plain(each.name) or tr("Unknown product"), name - 8, "start", BLACK, 6.0),
                (tr("%Ln unit(s)", each.units), units, "end", GREY, 4.0),
                (money(each.paid, shop.currency), paid, "end", BLACK, 4.0),
                (
                    f"{_WAYS[way]} {text}".strip() if text else "",
                    change,
                    "end",
                    self._good if way > 0 else self._bad,
                    4.0,
                ),
            )
            at = left
            for (words, width, side, colour, least), step in zip(
                cells, (name, units, paid, change), strict=True
            ):
                sheets.text(
                    QRectF(at, top, width, 11.5),
                    words,
                    8.5,
                    least=least,
                    side="end" if side == "end" else "start",
                    colour=colour,
                )
                at += step
            sheets.rule(left, top + 14, box.width(), 0.4, PALE)
            top += 17

    def _sources(self, box: QRectF) -> None:
        self._heading(box, tr("Where orders came from"))
        sources = [each for each in self._page.overview.sources if each[1]]
        whole = sum(orders for _, orders in sources)
        if not whole:
            self._nothing(box, tr("Nobody came in this time."))
            return
        self._lines(
            box,
            [
                _Line(
                    source_name(key),
                    0,
                    orders,
                    self._accent,
                    number(orders),
                    percent(round(orders * BASIS / whole), 0),
                )
                for key, orders in sources
            ],
        )

    def _news(self, box: QRectF) -> None:
        self._heading(box, tr("What happened"))
        shop = self._page.shop
        said = " · ".join(
            f"{date_text(each.day)}: {plain(happening_text(each, shop))}"
            for each in self._page.happened
        )
        self._sheets.text(
            QRectF(box.left(), box.top() + 18, box.width(), box.height() - 18),
            said or tr("Nothing that stands out."),
            8.5,
            least=5,
        )

    # What they are made of

    def _heading(self, box: QRectF, words: str) -> None:
        self._sheets.text(
            QRectF(box.left(), box.top(), box.width(), 15),
            words,
            10.5,
            least=6,
            weight=Weight.DemiBold,
        )

    def _nothing(self, box: QRectF, words: str) -> None:
        self._sheets.text(
            QRectF(box.left(), box.top() + 22, box.width(), 24), words, 8.5, least=5, colour=GREY
        )

    def _lines(self, box: QRectF, lines: Sequence[_Line]) -> None:
        """Lines below each other, their bars on one scale."""
        sheets = self._sheets
        beside = any(line.beside for line in lines)
        name, said, share = box.width() * 0.36, box.width() * 0.21, 34.0 if beside else 0.0
        room = box.width() - name - said - share - 12
        low = min(0.0, *(each for line in lines for each in (line.start, line.end)))
        high = max(0.0, *(each for line in lines for each in (line.start, line.end)))
        scale = room / (high - low or 1)
        top = box.top() + 20
        for line in lines:
            sheets.text(QRectF(box.left(), top, name - 6, 12), line.name, 8, least=4, centred=True)
            start, end = sorted((line.start - low, line.end - low))
            left = box.left() + name + start * scale
            sheets.fill(QRectF(left, top + 1, max((end - start) * scale, 0.8), 10), line.colour)
            at = box.left() + name + room + 6
            for words, width, colour in ((line.beside, share, GREY), (line.said, said, BLACK)):
                sheets.text(
                    QRectF(at, top, width, 12),
                    words,
                    8,
                    least=4,
                    side="end",
                    colour=colour,
                    centred=True,
                )
                at += width + (6 if width else 0)
            top += _LINE
