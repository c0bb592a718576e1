"""One zone of a template while it is edited: its areas, and a rate for each service level."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop.i18n import tr
from desktop.panels.shipping.words import all_areas, areas_text, kind_name, service_name
from desktop.widgets.card import Card
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.money_field import MoneyField
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from domain.kernel.money import Currency
from domain.rulebook import Rules
from domain.shipping.templates import Kind, Rate, Service, Zone, days_asked

_USUAL_GRAMS = 500


class RateRow(QWidget):
    """A service level: offered or not, and what it asks."""

    changed = Signal()

    def __init__(
        self, service: Service, rules: Rules, currency: Currency, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        name, most = service_name(service), rules.shipping_fee_high
        flow = FlowLayout(self)
        self.offered = QCheckBox(name, self)
        self.offered.setObjectName(f"rate.{service.value}.offered")
        self._kind = QComboBox(self)
        self._kind.setObjectName(f"rate.{service.value}.kind")
        self._kind.setAccessibleName(tr("{service}: what the fee grows with", service=name))
        for kind in Kind:
            self._kind.addItem(kind_name(kind), kind)
        self.first = MoneyField(tr("{service}: fee", service=name), currency, most, self)
        self.first.setObjectName(f"rate.{service.value}.first")
        self._first_grams = self._grams(tr("{service}: grams covered", service=name), rules)
        self._further = MoneyField(tr("{service}: further fee", service=name), currency, most, self)
        self._step_grams = self._grams(tr("{service}: grams of a step", service=name), rules)
        self._up_to = PlainLabel(tr("up to (g)"), self, role="mute", size="small")
        self._each = PlainLabel(tr("each further"), self, role="mute", size="small")
        self._steps = PlainLabel(tr("for (g)"), self, role="mute", size="small")
        self._days = QComboBox(self)
        self._days.setObjectName(f"rate.{service.value}.days")
        self._days.setAccessibleName(tr("{service}: promised", service=name))
        asked = days_asked(service, rules)
        self._days.addItem(tr("in %Ln business day(s), as asked", asked), 0)
        for days in range(asked - 1, 0, -1):
            self._days.addItem(tr("in %Ln business day(s)", days), days)
        for widget in (
            self.offered,
            self._kind,
            self.first,
            self._up_to,
            self._first_grams,
            self._each,
            self._further,
            self._steps,
            self._step_grams,
            self._days,
        ):
            flow.addWidget(widget)
        self.offered.toggled.connect(self._fit)
        self._kind.currentIndexChanged.connect(self._fit)
        self._days.currentIndexChanged.connect(self.changed)
        for field in (self.first, self._further, self._first_grams, self._step_grams):
            field.valueChanged.connect(self.changed)
        self._fit()

    def _grams(self, name: str, rules: Rules) -> NumberField:
        field = NumberField(name, 1, rules.parcel_grams_high, self)
        field.setValue(_USUAL_GRAMS)
        return field

    def _fit(self) -> None:
        """Show what belongs to the kind of fee, and only for a level that is offered."""
        on, kind = self.offered.isChecked(), Kind(self._kind.currentData())
        grows, weighs = kind is not Kind.FLAT, kind is Kind.WEIGHT
        for widget, shown in (
            (self._kind, on),
            (self.first, on),
            (self._up_to, on and weighs),
            (self._first_grams, on and weighs),
            (self._each, on and grows),
            (self._further, on and grows),
            (self._steps, on and weighs),
            (self._step_grams, on and weighs),
            (self._days, on),
        ):
            widget.setVisible(shown)
        self._each.setText(tr("each further") if weighs else tr("each further unit"))
        self.changed.emit()

    def show_rate(self, rate: Rate | None) -> None:
        """Show a rate; None for a level that is not offered."""
        self.offered.setChecked(rate is not None)
        if rate is not None:
            self._kind.setCurrentIndex(self._kind.findData(rate.kind))
            self.first.set_amount(rate.first)
            self._further.set_amount(rate.further)
            self._first_grams.setValue(rate.first_grams or _USUAL_GRAMS)
            self._step_grams.setValue(rate.step_grams or _USUAL_GRAMS)
            self._days.setCurrentIndex(max(0, self._days.findData(rate.days)))

    @property
    def rate(self) -> Rate | None:
        """What is entered."""
        if not self.offered.isChecked():
            return None
        kind = Kind(self._kind.currentData())
        weighs = kind is Kind.WEIGHT
        return Rate(
            service=self._service,
            kind=kind,
            first=self.first.amount(),
            further=0 if kind is Kind.FLAT else self._further.amount(),
            first_grams=self._first_grams.value() if weighs else 0,
            step_grams=self._step_grams.value() if weighs else 0,
            days=self._days.currentData(),
        )


class ZoneBox(Card):
    """Areas and rates of one zone."""

    changed = Signal()
    areas_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self, zone: Zone, rules: Rules, currency: Currency, parent: QWidget | None = None
    ) -> None:
        super().__init__("zone", "", parent)
        self.states = zone.states
        head = QHBoxLayout()
        head.setSpacing(8)
        self._areas = PlainLabel("", self, wrap=True)
        self._choose = QPushButton(tr("Areas…"), self)
        self._choose.clicked.connect(self.areas_wanted)
        self.remove = QPushButton(tr("Remove zone"), self)
        self.remove.clicked.connect(self.remove_wanted)
        head.addWidget(self._areas, 1)
        head.addWidget(self._choose)
        head.addWidget(self.remove)
        self.body.addLayout(head)
        by_service = {rate.service: rate for rate in zone.rates}
        self.rows: dict[Service, RateRow] = {}
        for service in Service:
            row = RateRow(service, rules, currency, self)
            row.show_rate(by_service.get(service))
            row.changed.connect(self.changed)
            self.body.addWidget(row)
            self.rows[service] = row
        self.show_states(zone.states)

    def set_number(self, number: int, *, alone: bool) -> None:
        """Name the zone; the only one cannot be removed."""
        self.set_title(tr("Zone {number}", number=number))
        self._choose.setObjectName(f"action.zone.{number}.areas")
        self._choose.setAccessibleName(tr("Areas of zone {zone}", zone=number))
        self.remove.setObjectName(f"action.zone.{number}.remove")
        self.remove.setAccessibleName(tr("Remove zone {number}", number=number))
        self.remove.setVisible(not alone)

    def show_states(self, states: tuple[str, ...]) -> None:
        """Show which areas belong to the zone."""
        self.states = states
        self._areas.setText(areas_text(states))
        self._areas.setToolTip(all_areas(states))

    @property
    def zone(self) -> Zone:
        """What is entered."""
        rates = (row.rate for row in self.rows.values())
        return Zone(self.states, tuple(rate for rate in rates if rate is not None))
