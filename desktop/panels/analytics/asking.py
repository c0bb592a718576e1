"""What all pages are about: the time, what it is held against, the buckets, some products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.analytics_wording import granularity_name, preset_name
from desktop.i18n import tr
from desktop.panels.analytics.words import against_name, period_text
from desktop.remembered import Remembered
from desktop.widgets.flow_layout import FlowLayout
from domain.analytics.periods import Granularity, Period, Preset
from domain.reports.analytics.question import Against, Question, Span, Wanted

if TYPE_CHECKING:
    from desktop.panels.analytics.product_dialog import ProductDialog

_EPOCH = QDate(1970, 1, 1)
_MENU_MOST = 40
"""Products that the menu lists; more are too many to look through, and are searched."""

_LONGEST = 28
"""Letters of a product's name on its button."""


class AskBar(QWidget):
    """The choices, each a button with a menu; they count for every page."""

    changed = Signal()
    """Something else is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self._span: Span | None = None
        self._products: tuple[tuple[int, str], ...] = ()
        self._row = FlowLayout(self)
        self.period = self._button("period", tr("Period"))
        self.against = self._button("against", tr("Held against"))
        self.granularity = self._button("granularity", tr("Steps of time"))
        self.products = self._button("products", tr("Products"))
        for button in (self.period, self.against, self.granularity, self.products):
            self._row.addWidget(button)
        self._show()

    def add_act(self, key: str, words: str, act: Callable[[], object]) -> None:
        """A button at the end, for something to do with what is asked."""
        button = QPushButton(words, self)
        button.setObjectName(f"action.{key}")
        button.clicked.connect(act)
        self._row.addWidget(button)

    def show_products(self, products: Sequence[tuple[int, str]], *, apart: bool) -> None:
        """The ids and names to choose among, and whether the page can tell them apart."""
        self._products = tuple(products)
        self.products.setEnabled(apart and bool(products))
        self.products.setToolTip("" if apart else tr("This page is about all products."))
        self._show()

    def show_question(self, question: Question, span: Span) -> None:
        """Say which days are asked about."""
        self._span = span
        self.period.setToolTip(period_text(question.period))
        other = question.compared
        untold = tr("No file tells of all of that time.")
        if self.wanted.against is Against.NOTHING:
            untold = ""
        self.against.setToolTip(period_text(other) if other is not None else untold)
        self.granularity.setToolTip(granularity_name(question.granularity))
        self._shown = question
        self._show()

    # What is remembered

    def state(self) -> dict[str, object]:
        """What is chosen, as JSON values."""
        wanted = self.wanted
        return {
            "preset": wanted.preset.value if wanted.preset else "",
            "days": [wanted.own.first, wanted.own.last] if wanted.own else [],
            "granularity": wanted.granularity.value if wanted.granularity else "",
            "against": wanted.against.value,
            "product": wanted.products[0] if wanted.products else 0,
        }

    def restore(self, state: Remembered) -> None:
        """Take over what ``state`` gave."""
        days = state.wholes("days", 2)
        own = Period(*days) if days and 0 <= days[0] <= days[1] <= 2**20 else None
        preset = state.text("preset", (*Preset, ""), Preset.LAST_28.value)
        granularity = state.text("granularity", (*Granularity, ""), "")
        product = state.whole("product", 0, 2**63 - 1, 0)
        self.wanted = Wanted(
            preset=Preset(preset) if preset else Preset.LAST_28 if own is None else None,
            own=own,
            granularity=Granularity(granularity) if granularity else None,
            against=state.one_of("against", Against, Against.BEFORE),
            products=(product,) if product else (),
        )
        self._show()

    # Choosing

    def ask(self, wanted: Wanted) -> None:
        """Want something else."""
        self.wanted = wanted
        self._show()
        self.changed.emit()

    def _button(self, key: str, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"analytics.{key}")
        button.setAccessibleName(name)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(key, menu))
        button.setMenu(menu)
        return button

    def _fill(self, key: str, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for words, wanted in self._choices(key):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(wanted == self.wanted)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, wanted=wanted: self.ask(wanted))
        if key == "period":
            menu.addSeparator()
            own = menu.addAction(tr("Other days…"))
            own.setObjectName("action.analytics.other-days")
            own.triggered.connect(self.choose_days)
        if key == "products" and len(self._products) > _MENU_MOST:
            menu.addSeparator()
            other = menu.addAction(tr("Choose a product…"))
            other.setObjectName("action.analytics.choose-product")
            other.triggered.connect(self.choose_product)

    def _choices(self, key: str) -> list[tuple[str, Wanted]]:
        if key == "period":
            return [
                (preset_name(each), replace(self.wanted, preset=each, own=None)) for each in Preset
            ]
        if key == "against":
            return [(against_name(each), replace(self.wanted, against=each)) for each in Against]
        if key == "granularity":
            usual = [(tr("as suits the time"), replace(self.wanted, granularity=None))]
            return usual + [
                (granularity_name(each), replace(self.wanted, granularity=each))
                for each in Granularity
            ]
        everything = [(tr("All products"), replace(self.wanted, products=()))]
        few = len(self._products) <= _MENU_MOST
        return everything + [
            (name, replace(self.wanted, products=(product,)))
            for product, name in self._products
            if few or product in self.wanted.products
        ]

    def choose_days(self) -> None:
        """Ask for days of the person's own."""
        if self._span is None:
            return
        dialog = DaysDialog(self._span, self.wanted.own or self._shown.period, self)
        if dialog.exec():
            self.ask(replace(self.wanted, preset=None, own=dialog.period()))

    def choose_product(self) -> ProductDialog:
        """Ask for one of all products."""
        from desktop.panels.analytics.product_dialog import ProductDialog

        chosen = self.wanted.products[0] if self.wanted.products else 0
        dialog = ProductDialog(dict(self._products), chosen, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self.ask(replace(self.wanted, products=(dialog.product(),)))
        )
        dialog.open()
        return dialog

    def _show(self) -> None:
        wanted = self.wanted
        period = preset_name(wanted.preset) if wanted.preset is not None else ""
        if wanted.preset is None and wanted.own is not None:
            period = period_text(wanted.own)
        chosen = wanted.granularity
        names = dict(self._products)
        one = names.get(wanted.products[0], "") if wanted.products else ""
        product = one or (tr("All products") if not wanted.products else tr("One product"))
        for button, text in (
            (self.period, period),
            (self.against, against_name(wanted.against)),
            (self.granularity, tr("Steps") if chosen is None else granularity_name(chosen)),
            (self.products, product if len(product) <= _LONGEST else product[:_LONGEST] + "…"),
        ):
            button.setText(f"{text} ▾")


class DaysDialog(QDialog):
    """A first and a last day."""

    def __init__(self, span: Span, period: Period, parent: QWidget) -> None:
        """Days lie within the shop's own; ``period`` is chosen to begin with."""
        super().__init__(parent)
        self.setObjectName("dialog.days")
        self.setWindowTitle(tr("Other days"))
        column = QVBoxLayout(self)
        form = QFormLayout()
        self.first = self._field("first", span, max(period.first, span.first))
        self.last = self._field("last", span, min(period.last, span.today))
        form.addRow(tr("From"), self.first)
        form.addRow(tr("To"), self.last)
        column.addLayout(form)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _field(self, key: str, span: Span, day: int) -> QDateEdit:
        field = QDateEdit(_EPOCH.addDays(day), self)
        field.setObjectName(f"days.{key}")
        field.setCalendarPopup(True)
        field.setDateRange(_EPOCH.addDays(span.first), _EPOCH.addDays(span.today))
        return field

    def period(self) -> Period:
        """The days chosen; the earlier one is the first."""
        days = sorted(int(_EPOCH.daysTo(each.date())) for each in (self.first, self.last))
        return Period(*days)
