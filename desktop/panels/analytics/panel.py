"""The Analytics panel: what is asked above, the page that answers below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.charts.plots.loading import library
from desktop.desk import Desk
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.analytics.asking import AskBar
from desktop.panels.analytics.page import Page
from desktop.panels.analytics.page_list import pages
from desktop.panels.analytics.tiles import Tiles
from desktop.remembered import Remembered
from desktop.widgets.pill import Pill, PillBar
from domain.kernel.changes import Subject
from domain.reports.analytics.question import Answer, product_names

if TYPE_CHECKING:
    from desktop.panels.analytics.glossary import GlossaryDialog
    from desktop.panels.analytics.report_dialog import ReportDialog


class AnalyticsPanel(Panel):
    """The pages of ``page_list``, each made when it is first wanted; one question for all."""

    subjects = frozenset(
        {
            Subject.CLOCK,
            Subject.ORDERS,
            Subject.TRAFFIC,
            Subject.PRODUCTS,
            Subject.RETURNS,
            Subject.MESSAGES,
            Subject.PROMOTIONS,
            Subject.IMPORTS,
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("analytics", tr("Analytics"), desk, parent)
        self._listed = {each.key: each for each in pages(practice=desk.is_practice)}
        self._made: dict[str, Page] = {}
        self._products: tuple[tuple[int, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.bar = PillBar(
            "analytics.pages",
            tr("Pages of analytics"),
            [Pill(each.key, each.name) for each in self._listed.values()],
            self,
        )
        self.bar.chosen.connect(self.show_page)
        self.asking = AskBar(self)
        self.asking.changed.connect(self._ask)
        self.asking.add_act("report", tr("Report…"), self.open_report)
        self.asking.add_act("glossary", tr("Glossary"), self.open_glossary)
        head.addWidget(self.bar, 1)
        column.addLayout(head)
        column.addWidget(self.asking)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)

    # What is remembered

    def state(self) -> dict[str, Any]:
        return {"page": self.bar.current(), "asking": self.asking.state()}

    def restore(self, state: Remembered) -> None:
        self.bar.choose(state.text("page", self.bar.keys(), self.bar.current()))
        self.asking.restore(state.part("asking"))

    # Showing

    def receive(self, subject: object) -> None:
        """The key of a page to show, alone or with the ``Period`` that it shall be about."""
        page, days = subject if isinstance(subject, tuple) else (subject, None)
        if page not in self._listed:
            return
        self.bar.choose(page)
        if days is None:
            self.show_page(page)
        else:
            self.asking.ask(replace(self.asking.wanted, preset=None, own=days))

    def refresh(self) -> None:
        self.desk.read(self, "products", lambda shop: shop.read(product_names), self._name_products)
        self._ask()

    def page(self, key: str) -> Page:
        """The page of that key, made when it is first wanted."""
        if key not in self._made:
            listed = self._listed[key]
            page = self._made[key] = listed.make(self.desk, self.keep.emit, self)
            page.go.connect(self.go)
            page.answered.connect(self._hear_answer)
            self._stack.addWidget(page)
        return self._made[key]

    def current(self) -> Page:
        """The page that is shown."""
        return self.page(self.bar.current())

    def show_page(self, _key: str) -> None:
        """Show the page that is chosen."""
        self._ask()

    def open_glossary(self) -> GlossaryDialog:
        """Show what every metric means, those of this page first."""
        from desktop.panels.analytics.glossary import GlossaryDialog

        tiles = self.current().findChildren(Tiles)
        here = [metric for each in tiles for metric in each.metrics()]
        dialog = GlossaryDialog(here, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def open_report(self) -> ReportDialog | None:
        """Ask for a week or a month to report on; None while no page has been answered."""
        from desktop.panels.analytics.reporting import ask_for_report

        answer = self.current().answer
        return None if answer is None else ask_for_report(self, answer.span)

    def _ask(self) -> None:
        library().when_ready(self._ask_page)

    def _ask_page(self) -> None:
        page = self.current()
        self._stack.setCurrentWidget(page)
        self._show_products()
        page.ask(self.asking.wanted)

    def _hear_answer(self, answer: Answer) -> None:
        self.asking.show_question(answer.question, answer.span)

    def _name_products(self, products: tuple[tuple[int, str], ...]) -> None:
        self._products = products
        self._show_products()
        wanted, there = self.asking.wanted, {product for product, _ in products}
        if not there.issuperset(wanted.products):  # deleted since, or of another shop
            self.asking.ask(replace(wanted, products=()))

    def _show_products(self) -> None:
        self.asking.show_products(self._products, apart=self.current().tells_products_apart)
