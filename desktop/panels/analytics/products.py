"""The products page: growth against profit, what changed by product, and all of its figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.analytics_wording import metric_meaning, metric_name, part_name
from desktop.charts.plots.bar_plot import BarPlot
from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.quadrant_plot import QuadrantPlot
from desktop.charts.plots.read_out import Line, Told
from desktop.charts.plots.series import Axis, Bar, Point
from desktop.i18n import tr
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.product_table import ProductTable
from desktop.panels.analytics.tiles import Tiles
from desktop.panels.analytics.told_traffic import file_days
from desktop.panels.analytics.words import unit_measure
from desktop.theme.stylesheet import ROW
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.analytics.metrics import Metric, Unit
from domain.reports.analytics.products import MEASURES, Contribution, ProductRow, product_page
from domain.reports.analytics.products import ProductsPage as Found
from domain.reports.analytics.question import Answer
from domain.reports.shop import ShopRow

_CHANGES = 8
"""Products with a bar of their own; the others share one."""
_MOST_ROWS = 12
"""Rows of the table that are in sight at once; more are scrolled."""
_HEADING = 54
"""Height of the table's headings and of its scroll bar, logical pixels."""
_NAMED = 6
"""Products without a known cost that are named."""


class ProductsPage(Page):
    """Growth and profit, contributions to the change, and the table."""

    query = staticmethod(product_page)
    tells_products_apart = True

    def make(self) -> None:
        self.empty = EmptyState(
            "package",
            tr("Nothing is known of products in this time"),
            tr("Import orders, or the list of products from the platform’s analytics."),
            tr("Import…"),
            "import-products",
            self,
        )
        self.empty.triggered.connect(lambda: self.go.emit("import", None))
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.tiles = Tiles(self.key, MEASURES, self)
        self.body.addWidget(self.tiles)
        self.quadrant = QuadrantPlot(
            "growth-and-profit",
            tr("Growth and profit"),
            tr("Nothing to show: it takes a time to hold against, and known costs."),
            Axis(tr("Change of what was paid")),
            Axis(metric_name(Metric.MARGIN)),
            Axis(metric_name(Metric.PAID)),
            (
                tr("Stars"),
                tr("Fading"),
                tr("Weak"),
                tr("Hopeful"),
            ),
        )
        self.quadrant.chosen.connect(self._open_point)
        self.quadrant_card = ChartCard(
            "growth-and-profit",
            tr("Growth and profit"),
            tr(
                "Across, how much more was paid for a product than before; up, its margin after "
                "fees; the size is what was paid. The fields meet at no change and at the middle "
                "margin: stars grow and earn much, hopeful ones grow, fading ones earn much and "
                "shrink, weak ones do neither. {margin}",
                margin=metric_meaning(Metric.MARGIN),
            ),
            self.quadrant,
            self.save,
            (),
            self,
        )
        self.changes = _ChangePlot()
        self.changes.chosen.connect(self._open_change)
        self.changes_card = ChartCard(
            "product-changes",
            "",
            tr(
                "What each product added to the change of what was paid for goods; together they "
                "are the change, to the cent."
            ),
            self.changes,
            self.save,
            (),
            self,
        )
        self.add_row(self.quadrant_card, self.changes_card, stretch=(3, 2), height=340)
        self.unknown = _CostUnknown(self)
        self.unknown.button.clicked.connect(lambda: self.go.emit("import", None))
        self.body.addWidget(self.unknown)
        self.card = Card("analytics.products", tr("Products"), self)
        self.note = PlainLabel("", self.card, role="mute", size="small", wrap=True)
        self.table = ProductTable(self.card)
        self.table.opened.connect(self._open_row)
        self.card.body.addWidget(self.note)
        self.card.body.addWidget(self.table, 1)
        self.body.addWidget(self.card)
        self._points: tuple[ProductRow, ...] = ()

    def show_found(self, answer: Answer) -> None:
        found: Found = answer.found
        shop = answer.shop
        there = bool(found.rows)
        nothing = not there and not self.desk.is_practice
        self.empty.setVisible(nothing)
        for card in (self.tiles, self.quadrant_card, self.changes_card, self.card):
            card.setVisible(not nothing)
        self.tiles.show_figures(found.figures, (), shop)
        self._show_quadrant(found.rows, shop)
        self._show_changes(found.contributions, shop)
        self.unknown.show_products([row for row in found.rows if row.margin is None])
        self.table.show_products(found.rows, shop)
        self.table.setFixedHeight(_HEADING + min(max(len(found.rows), 3), _MOST_ROWS) * ROW)
        notes = []
        if found.is_told:
            notes.append(
                tr(
                    "Impressions, clicks and carts are those of a file, {days}.",
                    days=file_days(found.told),
                )
            )
        if found.more:
            notes.append(tr("%Ln more product(s), for which less was paid.", found.more))
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))

    def _show_quadrant(self, rows: Sequence[ProductRow], shop: ShopRow) -> None:
        self._points = tuple(
            row
            for row in rows
            if row.change is not None and row.margin is not None and (row.paid or row.before)
        )
        margins = sorted(row.margin or 0 for row in self._points)
        middle = margins[len(margins) // 2] if margins else 0
        money_measure = unit_measure(Unit.MONEY, shop)
        quadrant = self.quadrant
        quadrant.across = Axis(quadrant.across.name, money_measure)
        quadrant.up = Axis(quadrant.up.name, money_measure)
        quadrant.sized_by = Axis(metric_name(Metric.PAID), money_measure)
        quadrant.set_points(
            [
                Point(str(row.id), _name(row.name), row.change or 0, row.margin or 0, row.paid)
                for row in self._points
            ],
            (0.0, float(middle)),
        )

    def _show_changes(self, rows: Sequence[Contribution], shop: ShopRow) -> None:
        whole = sum(row.change for row in rows)
        sign = "+" if whole > 0 else ""
        self.changes_card.set_title(
            tr("What changed by product: {change}", change=f"{sign}{money(whole, shop.currency)}")
            if rows
            else tr("What changed by product")
        )
        self.changes.show_changes(rows, shop)

    def _open_point(self, place: int) -> None:
        row = self._points[place]
        self._open(row.id, listed=row.listed)

    def _open_change(self, place: int) -> None:
        row = self.changes.at(place)
        if row is not None:
            self._open(row.id, listed=row.listed)

    def _open_row(self, product: int) -> None:
        assert self.answer is not None
        for row in self.answer.found.rows:
            if row.id == product:
                self._open(product, listed=row.listed)

    def _open(self, product: int, *, listed: bool) -> None:
        """Go to a product; one that only files of orders tell of has no place to go to."""
        if listed:
            self.go.emit("products", product)


class _ChangePlot(BarPlot):
    """What products added to the change; the read-out says what it is made of."""

    def __init__(self) -> None:
        self._rows: tuple[Contribution, ...] = ()
        super().__init__(
            "product-changes",
            tr("Change of what was paid"),
            tr("There is nothing to hold this time against."),
        )

    def show_changes(self, rows: Sequence[Contribution], shop: ShopRow) -> None:
        """A bar for those that changed most; one for all others."""
        changed = [row for row in rows if row.change]
        self._rows, others = tuple(changed[:_CHANGES]), changed[_CHANGES:]
        bars = [
            Bar(str(row.id), _name(row.name), row.change, "good" if row.change > 0 else "bad")
            for row in self._rows
        ]
        rest = sum(row.change for row in others)
        if others:
            bars.append(Bar("others", tr("All other products"), rest, "mute"))
        self.set_bars(bars, unit_measure(Unit.MONEY, shop))

    def at(self, place: int) -> Contribution | None:
        """The product of a bar; None for that of all others."""
        return self._rows[place] if place < len(self._rows) else None

    def told(self, place: int) -> Told:
        told, row = super().told(place), self.at(place)
        parts = row.parts if row is not None else ()
        lines = [Line(part_name(part), self.measure.signed(by)) for part, by in parts if by]
        return Told(told.heading, (*told.lines, *lines))


class _CostUnknown(Card):
    """Products of which nobody knows what they cost, and the way to tell it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("analytics.cost-unknown", tr("Cost unknown"), parent)
        self.said = PlainLabel("", self, role="mute", size="small", wrap=True)
        self.button = QPushButton(tr("Import costs…"), self)
        self.button.setObjectName("action.import-costs")
        self.button.setToolTip(tr("A sheet with the columns Seller SKU and Cost."))
        self.add_to_title(self.button)
        self.body.addWidget(self.said)

    def show_products(self, rows: Sequence[ProductRow]) -> None:
        """Name the first of them; without any the card goes away."""
        self.setVisible(bool(rows))
        names = [_name(row.name) for row in rows[:_NAMED]]
        if len(rows) > _NAMED:
            names.append(tr("and %Ln more", len(rows) - _NAMED))
        self.said.setText(tr("Their profit is not known: {products}.", products=", ".join(names)))


def _name(name: str) -> str:
    return name or tr("not known")
