"""The pages of a shop's window: one panel for each tab, made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.remembered import Remembered


@dataclass(frozen=True, slots=True)
class _Tab:
    """What the rail shows of a panel, and how the panel is made."""

    icon: str
    name: str
    make: Callable[[Desk], Panel]


def _home(desk: Desk) -> Panel:
    from desktop.panels.home import HomePanel

    return HomePanel(desk)


def _orders(desk: Desk) -> Panel:
    from desktop.panels.orders import OrdersPanel

    return OrdersPanel(desk)


def _products(desk: Desk) -> Panel:
    if desk.is_practice:
        from desktop.panels.products.practice import ProductsPanel

        return ProductsPanel(desk)
    from desktop.panels.products.listings import ListingsPanel

    return ListingsPanel(desk)


def _promotions(desk: Desk) -> Panel:
    from desktop.panels.promotions import PromotionsPanel
    from desktop.promotion_editor.opening import PromotionWriting
    from desktop.try_prices.opening import TryingPrices
    from domain.promotions.rules import Tool

    def write(promotion: int, tool: str) -> None:
        writing.open(promotion, Tool[tool] if tool else None)

    panel = PromotionsPanel(desk, opener=write)
    writing = PromotionWriting(desk, panel)
    trying = TryingPrices(desk, writing, panel)
    for helper in (writing, trying):
        helper.said.connect(panel.said)
        helper.offered.connect(panel.offered)
    writing.saved.connect(panel.show_promotion)
    panel.prices_wanted.connect(trying.open)
    return panel


def _shipping(desk: Desk) -> Panel:
    from desktop.panels.shipping import ShippingPanel

    return ShippingPanel(desk)


def _analytics(desk: Desk) -> Panel:
    from desktop.panels.analytics import AnalyticsPanel

    return AnalyticsPanel(desk)


def _finance(desk: Desk) -> Panel:
    from desktop.panels.finance import FinancePanel

    return FinancePanel(desk)


class Panels(Mapping[str, Panel]):
    """The panels by their keys; asking for one makes it."""

    def __init__(self, keys: tuple[str, ...], make: Callable[[str], Panel]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[str, Panel] = {}

    def __getitem__(self, key: str) -> Panel:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def made(self) -> Mapping[str, Panel]:
        """Those that have been made."""
        return self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys


class Pages(QStackedWidget):
    """Shows one panel at a time."""

    go = Signal(str, object)
    """Passed on from the panels: another panel is wanted, with what it should show."""
    said = Signal(str, str)
    """Passed on from the panels: a message and its role."""
    offered = Signal(object)
    """Passed on from the panels: an ``Offer``."""
    keep = Signal(object, object)
    """Passed on from the panels: a path, and work that writes to it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._remembered = Remembered()
        self._tabs = {
            "home": _Tab("house", tr("Home"), _home),
            "orders": _Tab("package", tr("Orders"), _orders),
            "products": _Tab("tag", tr("Products"), _products),
            "promotions": _Tab("ticket-percent", tr("Promotions"), _promotions),
        }
        if desk.shop.book.practice:  # templates need every figure of a rulebook
            self._tabs["shipping"] = _Tab("truck", tr("Shipping"), _shipping)
        self._tabs["analytics"] = _Tab("chart-line", tr("Analytics"), _analytics)
        self._tabs["finance"] = _Tab("wallet", tr("Finance"), _finance)
        self.panels = Panels(tuple(self._tabs), self._make)

    @property
    def current(self) -> Panel:
        """The panel that is shown."""
        panel = self.currentWidget()
        assert isinstance(panel, Panel)
        return panel

    def state(self) -> dict[str, Any]:
        """What each panel wants remembered; for one not made yet, what was remembered before."""
        made = self.panels.made()
        return {
            key: made[key].state() if key in made else self._remembered.part(key).values()
            for key in self.panels
        }

    def restore(self, state: Remembered) -> None:
        """What the panels take over, each when it is made."""
        self._remembered = state

    def icon(self, key: str) -> str:
        """The name of the icon on the panel's tab."""
        return self._tabs[key].icon

    def name(self, key: str) -> str:
        """The panel's name in the person's language."""
        return self._tabs[key].name

    def _make(self, key: str) -> Panel:
        panel = self._tabs[key].make(self._desk)
        panel.restore(self._remembered.part(key))
        panel.go.connect(self.go)
        panel.said.connect(self.said)
        panel.offered.connect(self.offered)
        panel.keep.connect(self.keep)
        self.addWidget(panel)
        return panel
