"""Which pages Analytics has, in their order. A page is a line here and a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.charts.plots.chart_card import Save
from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panels.analytics.page import Page


@dataclass(frozen=True, slots=True)
class Listed:
    """A page's key, its name, and its kind, which is fetched when it is first wanted."""

    key: str
    name: str
    kind: Callable[[], type[Page]]
    in_real_shops: bool = True
    """Whether real shops have it: their files know nothing of some subjects."""
    in_practice_shops: bool = True
    """Whether practice shops have it: of some subjects only files tell."""

    def make(self, desk: Desk, save: Save, parent: QWidget) -> Page:
        """The page; ``save`` as it takes it."""
        return self.kind()(self.key, self.name, desk, save, parent)


def _overview() -> type[Page]:
    from desktop.panels.analytics.overview import OverviewPage

    return OverviewPage


def _sales() -> type[Page]:
    from desktop.panels.analytics.sales import SalesPage

    return SalesPage


def _traffic() -> type[Page]:
    from desktop.panels.analytics.traffic import TrafficPage

    return TrafficPage


def _products() -> type[Page]:
    from desktop.panels.analytics.products import ProductsPage

    return ProductsPage


def _videos() -> type[Page]:
    from desktop.panels.analytics.videos import VideosPage

    return VideosPage


def _creators() -> type[Page]:
    from desktop.panels.analytics.creators import CreatorsPage

    return CreatorsPage


def _buyers() -> type[Page]:
    from desktop.panels.analytics.buyers import BuyersPage

    return BuyersPage


def _promotions() -> type[Page]:
    from desktop.panels.analytics.promotions import PromotionsPage

    return PromotionsPage


def _fulfilment() -> type[Page]:
    from desktop.panels.analytics.fulfilment import FulfilmentPage

    return FulfilmentPage


def _returns() -> type[Page]:
    from desktop.panels.analytics.returns import ReturnsPage

    return ReturnsPage


def _voices() -> type[Page]:
    from desktop.panels.analytics.voices import VoicesPage

    return VoicesPage


def pages(*, practice: bool) -> tuple[Listed, ...]:
    """Those that practice shops have, or those that real ones have."""
    every = (
        Listed("overview", tr("Overview"), _overview),
        Listed("sales", tr("Sales"), _sales),
        Listed("traffic", tr("Traffic"), _traffic),
        Listed("products", tr("Products"), _products),
        Listed("videos", tr("Videos"), _videos),
        Listed("creators", tr("Creators"), _creators, in_practice_shops=False),
        Listed("buyers", tr("Buyers"), _buyers),
        Listed("promotions", tr("Promotions"), _promotions, in_real_shops=False),
        Listed("fulfilment", tr("Fulfilment"), _fulfilment),
        Listed("returns", tr("Returns"), _returns),
        Listed("voices", tr("Messages and reviews"), _voices, in_real_shops=False),
    )
    return tuple(
        each for each in every if (each.in_practice_shops if practice else each.in_real_shops)
    )
