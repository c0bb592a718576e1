"""Figures, buckets and periods of Analytics in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from desktop.analytics_wording import metric_name
from desktop.charts.plots.series import Buckets, Mark, MarkKind, Measure
from desktop.i18n import tr
from desktop.wording import date_text, money, number, percent
from domain.analytics.metrics import DEFINITIONS, HUNDREDTHS, Better, Metric, Unit
from domain.analytics.periods import Granularity, Period
from domain.kernel.money import BASIS
from domain.reports.analytics.happenings import Happening, Kind
from domain.reports.analytics.question import Against, Figure, Question, Stretch
from domain.reports.shop import ShopRow


def unit_text(unit: Unit, value: float, shop: ShopRow) -> str:
    """A value of a unit, such as ``$12.40``, ``1,204`` or ``2.16 %``."""
    if unit is Unit.MONEY:
        return money(round(value), shop.currency)
    if unit is Unit.BASIS_POINTS:
        return percent(round(value))
    if unit is Unit.RATIO:
        return f"{value / HUNDREDTHS:.2f}"
    if unit is Unit.DAYS:
        return tr("%Ln day(s)", round(value))
    if unit is Unit.LONG_TIME:
        return tr("{number} days", number=f"{value / HUNDREDTHS:.1f}")
    if unit is Unit.SHORT_TIME:
        return tr("{number} hours", number=f"{value / HUNDREDTHS:.1f}")
    return number(round(value))


def figure_text(metric: Metric, value: int | None, shop: ShopRow) -> str:
    """A metric's value; a dash where it is not known."""
    return "–" if value is None else unit_text(DEFINITIONS[metric].unit, value, shop)


def measure(metric: Metric, shop: ShopRow) -> Measure:
    """How a plot says a metric's values."""
    return unit_measure(DEFINITIONS[metric].unit, shop)


def unit_measure(unit: Unit, shop: ShopRow) -> Measure:
    """How a plot says values of a unit."""

    def text(value: float) -> str:
        return unit_text(unit, value, shop)

    if unit is Unit.MONEY:
        currency = shop.currency
        return Measure(text, currency.code, currency.unit, currency.minor_units)
    if unit is Unit.BASIS_POINTS:
        return Measure(text, "%", 100, 2)
    if unit is Unit.RATIO:
        return Measure(text, "", HUNDREDTHS, 2)
    if unit in (Unit.LONG_TIME, Unit.SHORT_TIME):
        return Measure(text, tr("days") if unit is Unit.LONG_TIME else tr("hours"), HUNDREDTHS, 2)
    return Measure(text)


def change_of(figure: Figure) -> tuple[str, int]:
    """How far a figure is from the one before, without a sign, and whether up, down or level.

    Shares change by percentage points, all else by per cent; empty where nothing can be said.
    """
    if figure.value is None or figure.before is None:
        return "", 0
    by = figure.value - figure.before
    way = (by > 0) - (by < 0)
    if DEFINITIONS[figure.metric].unit is Unit.BASIS_POINTS:
        return tr("{points} points", points=f"{abs(by) / 100:.2f}"), way
    if not figure.before:
        return "", 0
    return percent(round(abs(by) * BASIS / abs(figure.before)), 1), way


def is_good(metric: Metric, way: int) -> bool | None:
    """Whether a change of that way is welcome; None where it is neither."""
    better = DEFINITIONS[metric].better
    if not way or better is Better.NEITHER:
        return None
    return (way > 0) == (better is Better.MORE)


def period_text(period: Period) -> str:
    """Such as ``3 Nov – 30 Nov 2026``."""
    if period.first == period.last:
        return date_text(period.first, "d MMM yyyy")
    return f"{date_text(period.first)} – {date_text(period.last, 'd MMM yyyy')}"


def against_name(against: Against) -> str:
    """What a period is held against, as a button says it."""
    return {
        Against.BEFORE: tr("against the time before"),
        Against.LAST_YEAR: tr("against last year"),
        Against.NOTHING: tr("against nothing"),
    }[against]


def before_name(question: Question) -> str:
    """What the dashed line of a chart is."""
    return tr("last year") if question.against is Against.LAST_YEAR else tr("the time before")


def stretch_text(stretch: Stretch, granularity: Granularity) -> str:
    """A bucket on an axis."""
    if granularity is Granularity.MONTH:
        return date_text(stretch.first, "MMM yyyy")
    return date_text(stretch.first)


def axis(stretches: Sequence[Stretch], granularity: Granularity) -> Buckets:
    """The buckets of an axis."""
    return Buckets(
        tuple(stretch_text(each, granularity) for each in stretches),
        tuple(each.first for each in stretches),
    )


def source_name(source: str) -> str:
    """Where buyers came from."""
    return {
        "product_card": tr("Product card"),
        "video": tr("Own videos"),
        "creator_video": tr("Creators’ videos"),
        "live": tr("LIVE"),
        "shop_ads": tr("Shop ads"),
        "direct": tr("Returning"),
    }.get(source, source)


def short_name(metric: Metric) -> str:
    """A metric over a narrow column; its meaning says the rest."""
    return {
        Metric.CLICKS: tr("Clicks"),
        Metric.CARTS: tr("Carts"),
        Metric.ATC_RATE: tr("ATC rate"),
        Metric.ITEMS: tr("Items"),
        Metric.PLACED_ITEMS: tr("Items"),
        Metric.PLACED: tr("Orders"),
        Metric.PLACED_GMV: tr("Worth"),
    }.get(metric, metric_name(metric))


def weekday_names() -> tuple[str, ...]:
    """Monday to Sunday, short."""
    monday = 4  # 5 January 1970
    return tuple(date_text(monday + day, "ddd") for day in range(7))


def happening_text(happening: Happening, shop: ShopRow) -> str:
    """What happened, in a few words."""
    name = happening.subject
    if happening.kind is Kind.PRICE and happening.now is not None:
        now = money(happening.now, shop.currency)
        if happening.before is None:
            return tr("{product}: price {now}", product=name, now=now)
        before = money(happening.before, shop.currency)
        return tr("{product}: price {before} → {now}", product=name, before=before, now=now)
    return {
        Kind.PRICE: name,
        Kind.PROMOTION_BEGINS: tr("{promotion} begins", promotion=name),
        Kind.PROMOTION_ENDS: tr("{promotion} ends", promotion=name),
        Kind.STOCK_OUT: tr("{product} ran out of stock", product=name),
        Kind.STRIKE: tr("{carrier} on strike", carrier=name),
        Kind.TAKEN_DOWN: tr("Products with {template} taken down", template=name),
    }[happening.kind]


_MARKS: dict[Kind, MarkKind] = {
    Kind.PRICE: "price",
    Kind.PROMOTION_BEGINS: "promotion",
    Kind.PROMOTION_ENDS: "promotion",
    Kind.STOCK_OUT: "stock",
    Kind.STRIKE: "strike",
    Kind.TAKEN_DOWN: "other",
}


def marks(
    happened: Sequence[Happening], stretches: Sequence[Stretch], shop: ShopRow
) -> tuple[Mark, ...]:
    """What happened, as marks on the buckets in which it did."""
    firsts = [each.first for each in stretches]
    found = []
    for each in happened:
        place = bisect_right(firsts, each.day) - 1
        if place >= 0 and each.day <= stretches[place].last:
            text = happening_text(each, shop)
            found.append(Mark(place, text, _MARKS[each.kind], date_text(each.day)))
    return tuple(found)
