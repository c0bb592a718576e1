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
    """A page's key, its name, and how it is made."""

    key: str
    name: str
    make: Callable[[Listed, Desk, Save, QWidget], Page]
    in_real_shops: bool = True
    """Whether real shops have it: their files know nothing of some subjects."""
    in_practice_shops: bool = True
    """Whether practice shops have it: of some subjects only files tell."""


def _overview(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.overview import OverviewPage

    return OverviewPage(listed.key, listed.name, desk, save, parent)


def _sales(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.sales import SalesPage

    return SalesPage(listed.key, listed.name, desk, save, parent)


def _traffic(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.traffic import TrafficPage

    return TrafficPage(listed.key, listed.name, desk, save, parent)


def _products(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.products import ProductsPage

    return ProductsPage(listed.key, listed.name, desk, save, parent)


def _videos(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.videos import VideosPage

    return VideosPage(listed.key, listed.name, desk, save, parent)


def _creators(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.creators import CreatorsPage

    return CreatorsPage(listed.key, listed.name, desk, save, parent)


def _buyers(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.buyers import BuyersPage

    return BuyersPage(listed.key, listed.name, desk, save, parent)


def _promotions(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.promotions import PromotionsPage

    return PromotionsPage(listed.key, listed.name, desk, save, parent)


def _fulfilment(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.fulfilment import FulfilmentPage

    return FulfilmentPage(listed.key, listed.name, desk, save, parent)


def _returns(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.returns import ReturnsPage

    return ReturnsPage(listed.key, listed.name, desk, save, parent)


def _voices(listed: Listed, desk: Desk, save: Save, parent: QWidget) -> Page:
    from desktop.panels.analytics.voices import VoicesPage

    return VoicesPage(listed.key, listed.name, desk, save, parent)


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
