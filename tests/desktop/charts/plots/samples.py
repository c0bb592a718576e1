"""Plots that show something of everything, for what holds of every kind."""

from __future__ import annotations

from collections.abc import Callable

from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.curve_plot import CurvePlot
from desktop.charts.plots.heat_plot import HeatPlot
from desktop.charts.plots.plot import Plot
from desktop.charts.plots.quadrant_plot import QuadrantPlot
from desktop.charts.plots.series import (
    Axis,
    Band,
    Bar,
    Buckets,
    Fit,
    Mark,
    Measure,
    Point,
    Sample,
    Series,
)
from desktop.charts.plots.time_plot import TimePlot
from desktop.charts.plots.waterfall_plot import WaterfallPlot

EMPTY = "No orders in this period."
MONEY = Measure(lambda value: f"${value / 100:,.0f}", "USD", 100, 2)
SHARE = Measure(lambda value: f"{value * 100:.1f} %", "%", 0.01, 1)


def week(count: int = 7) -> Buckets:
    """So many days from 1 December on."""
    labels = tuple(f"{1 + each % 31} Dec" for each in range(count))
    return Buckets(labels, tuple(range(20_788, 20_788 + count)))


def time_plot(style: str = "areas", stacked: bool = False) -> TimePlot:
    plot = TimePlot("sales", "Sales", EMPTY, MONEY, style=style, stacked=stacked, bucket_name="Day")
    plot.set_series(
        week(),
        [
            Series("card", "Product card", (100.0, 20_000.0, None, 40_000.0, 0.0, None, 30_000.0)),
            Series("video", "Videos", (5_000.0, 0.0, 9_000.0, 8_000.0, 7_000.0, 6_000.0, -2_000.0)),
        ],
        [Series("card", "Period before", (10_000.0,) * 7)],
        Band("Four in five", (50.0,) * 7, (30_000.0,) * 7),
        [
            Mark(1, "Price of Mug", "price", "$19 to $17"),
            Mark(4, "Flash deal", "promotion"),
            Mark(4, "Out of stock", "stock"),
            Mark(6, "Strike", "strike"),
        ],
    )
    return plot


def bar_plot() -> BarPlot:
    plot = BarPlot("funnel", "Count", EMPTY, Measure(), rate=SHARE)
    plot.set_bars(
        [
            Bar("impressions", "Impressions", 186_204.0),
            Bar("clicks", "Clicks", 4_127.0),
            Bar("carts", "Carts", None),
            Bar("orders", "Orders", 219.0),
        ]
    )
    return plot


def heat_plot(words: bool = False) -> HeatPlot:
    plot = HeatPlot("when", "Orders", EMPTY, rows_name="Weekday", words_in_cells=words)
    plot.set_cells(("Mon", "Tue"), ("0:00", "8:00", "16:00"), ((0.0, 4.0, None), (2.0, 1.0, 8.0)))
    return plot


VIEWS, ORDERS = Axis("Views"), Axis("Orders")


def quadrant_plot() -> QuadrantPlot:
    plot = QuadrantPlot(
        "products",
        "Products",
        EMPTY,
        VIEWS,
        Axis("Click rate", SHARE),
        Axis("Sales", MONEY),
        ("Stars", "Hidden gems", "Asleep", "Better pictures"),
    )
    plot.set_points(
        [
            Point("cap", "Cap", 100.0, 0.04, 1_000.0),
            Point("mug", "Mug", 300.0, 0.01, 90_000.0),
            Point("lamp", "Lamp", 500.0, 0.02, 40_000.0, "bad"),
            Point("ring", "Ring", 900.0, 0.03, 10_000.0),
        ]
    )
    return plot


def waterfall_plot() -> WaterfallPlot:
    plot = WaterfallPlot("change", "Sales", EMPTY, MONEY)
    parts = [Bar("traffic", "Traffic", 30_000.0), Bar("price", "Price", -10_000.0)]
    plot.set_change(Bar("before", "Before", 50_000.0), parts, Bar("now", "Now", 70_000.0))
    return plot


def curve_plot() -> CurvePlot:
    plot = CurvePlot("price", "Price", EMPTY, Axis("Price", MONEY), Axis("Units a day"))
    plot.set_samples(
        [Sample(1_000.0, 9.0, 7.0, 11.0), Sample(1_500.0, 6.0), Sample(2_000.0, 2.0, 1.0, 3.0)],
        Fit("Fitted", (1_000.0, 2_000.0), (10.0, 2.0), (9.0, 1.0), (11.0, 3.0)),
    )
    return plot


def empty_plots() -> list[Plot]:
    return [
        TimePlot("sales", "Sales", EMPTY),
        BarPlot("funnel", "Count", EMPTY),
        HeatPlot("when", "Orders", EMPTY),
        QuadrantPlot("products", "Products", EMPTY, VIEWS, ORDERS),
        WaterfallPlot("change", "Sales", EMPTY),
        CurvePlot("price", "Price", EMPTY, VIEWS, ORDERS),
    ]


KINDS: dict[str, Callable[[], Plot]] = {
    "lines": lambda: time_plot("lines"),
    "areas": time_plot,
    "stacked-areas": lambda: time_plot("areas", stacked=True),
    "bars": lambda: time_plot("bars"),
    "stacked-bars": lambda: time_plot("bars", stacked=True),
    "funnel": bar_plot,
    "heat": heat_plot,
    "worded-heat": lambda: heat_plot(words=True),
    "quadrant": quadrant_plot,
    "waterfall": waterfall_plot,
    "curve": curve_plot,
}
