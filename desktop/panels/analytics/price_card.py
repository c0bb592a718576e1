"""What price changes went with: a bar for each SKU, and the points behind the one looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.analytics_wording import metric_meaning, metric_name, too_little_text
from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard, Save
from desktop.charts.plots.curve_plot import CurvePlot
from desktop.charts.plots.series import Axis, Bar, Fit, Measure, Sample
from desktop.i18n import tr
from desktop.panels.analytics.words import period_text, unit_measure
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import percent
from domain.analytics.metrics import Metric, Unit
from domain.analytics.sensitivity import Sensitivity
from domain.kernel.money import BASIS
from domain.reports.analytics.price_effects import PriceEffect, PriceEffects
from domain.reports.shop import ShopRow

_TALL = 290
"""Height of the cards where there is a price to tell of, logical pixels."""


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


_ELASTICITY = Measure(_decimal, "", 1, 3)


class PriceCards:
    """The two cards, to be put side by side."""

    def __init__(self, save: Save, parent: QWidget) -> None:
        nothing = tr("No price has held for days and then changed.")
        self.bars = BarPlot("elasticity", metric_name(Metric.ELASTICITY), nothing, _ELASTICITY)
        self.bars.chosen.connect(self.look_at)
        self.skus = ChartCard(
            "elasticity",
            tr("How orders answer to the price"),
            metric_meaning(Metric.ELASTICITY),
            self.bars,
            save,
            (),
            parent,
        )
        self.curve = CurvePlot(
            "price-curve", tr("Orders at each price"), nothing, Axis(""), Axis("")
        )
        self.points = ChartCard(
            "price-curve",
            tr("Orders at each price"),
            tr(
                "Each point is a price that held for days, with what chance alone may have done to "
                "it. It is what went together, not an experiment: seasons and promotions are in it."
            ),
            self.curve,
            save,
            (),
            parent,
        )
        self.said = PlainLabel("", self.points, role="mute", size="small", wrap=True)
        self.points.body.addWidget(self.said)
        self.points.setMinimumHeight(_TALL)
        self.looked_at: PriceEffect | None = None
        """Whose points are shown."""
        self._effects: PriceEffects | None = None
        self._shop: ShopRow | None = None

    def show_effects(self, effects: PriceEffects, shop: ShopRow) -> None:
        """Show these SKUs, and the points of the first."""
        self._effects, self._shop = effects, shop
        self.bars.set_bars(
            [Bar(str(each.sku), _name(each), each.found.elasticity) for each in effects.skus]
        )
        self.points.setVisible(bool(effects.skus))
        self.skus.setMinimumHeight(_TALL if effects.skus else 0)
        self.look_at(0)

    def look_at(self, place: int) -> None:
        """Show the points of the SKU at a place."""
        assert self._effects is not None
        assert self._shop is not None
        chosen = self._effects.skus[place : place + 1]
        self.looked_at = chosen[0] if chosen else None
        self.points.set_title(_name(chosen[0]) if chosen else tr("Orders at each price"))
        self.points.set_period(period_text(self._effects.period))
        self.curve.across = Axis(tr("Price paid"), unit_measure(Unit.MONEY, self._shop))
        self.curve.up = _rates(by_visitor=self._effects.by_visitor)
        for each in chosen:
            self.curve.set_samples(
                [Sample(p.price, p.rate, p.low, p.high, _held(p.days)) for p in each.levels],
                _fit(each),
            )
            self.said.setText(_said(each.found))
        if not chosen:
            self.curve.set_samples([])
        self.said.setVisible(bool(chosen))


def _name(effect: PriceEffect) -> str:
    return f"{effect.name} · {effect.variation}" if effect.variation else effect.name


def _held(days: int) -> str:
    return tr("A price that held for %Ln day(s)", days)


def _rates(*, by_visitor: bool) -> Axis:
    if by_visitor:
        return Axis(
            tr("Orders for each visitor"),
            Measure(lambda value: percent(round(value * BASIS)), "%", 0.01, 3),
        )
    return Axis(tr("Orders a day"), Measure(_decimal, "", 1, 3))


def _fit(effect: PriceEffect) -> Fit | None:
    fitted = effect.fitted
    if fitted is None:
        return None
    return Fit(tr("As fitted"), fitted.price, fitted.rate, fitted.low, fitted.high)


def _said(found: Sensitivity) -> str:
    """What the elasticity means, or why there is none."""
    if found.reason is not None:
        return tr("Not enough to tell. {reason}", reason=too_little_text(found.reason))
    assert found.elasticity is not None
    assert found.low is not None
    assert found.high is not None
    return tr(
        "Elasticity {elasticity}, four times in five between {low} and {high}, from %Ln day(s).",
        found.days,
        elasticity=_decimal(found.elasticity),
        low=_decimal(found.low),
        high=_decimal(found.high),
    )
