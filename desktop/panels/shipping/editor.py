"""Making and changing a shipping template."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.roomy import RoomyDialog
from desktop.fee_wording import at_most_text
from desktop.i18n import tr
from desktop.panels.shipping.areas import AreasDialog
from desktop.panels.shipping.words import all_areas, areas_text, service_name, share_text
from desktop.panels.shipping.zone_box import ZoneBox
from desktop.theme.properties import restyle
from desktop.widgets.money_field import MoneyField
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from domain.reports.shipping import Shipping
from domain.shipping.fee_range import too_high
from domain.shipping.settings import standard
from domain.shipping.template_commands import SetTemplate
from domain.shipping.templates import Kind, Rate, Service, Template, Zone
from domain.shipping.zips import names

_NAME_LONGEST = 50


class TemplateDialog(RoomyDialog):
    """Stays open until what it asks for is taken. Areas in no zone are excluded by themselves."""

    saved = Signal(object)
    """A ``SetTemplate``."""

    def __init__(
        self, template: Template | None, found: Shipping, parent: QWidget | None = None
    ) -> None:
        """Take the template to change; None for a new one."""
        super().__init__(parent)
        self.setObjectName("dialog.set-template")
        self._number = template.id if template is not None else 0
        self._found = found
        self._boxes: list[ZoneBox] = []
        shown = template or standard(0, 0, 0, name="")
        if template is None:
            title = tr("New shipping template")
        else:
            title = tr("Change {template}", template=template.name)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        area = Scrolled(12, parent=self)
        area.body.addWidget(self._about(shown, area))
        self._zones = QVBoxLayout()
        self._zones.setSpacing(12)
        area.body.addLayout(self._zones)
        foot = QHBoxLayout()
        add = QPushButton(tr("Add a zone"), area)
        add.setObjectName("action.add-zone")
        add.clicked.connect(self.add_zone)
        foot.addWidget(add)
        foot.addStretch(1)
        area.body.addLayout(foot)
        area.body.addStretch(1)
        column.addWidget(area, 1)
        self._excluded = PlainLabel("", self, size="small", wrap=True)
        self._range = PlainLabel("", self, role="warn", size="small", wrap=True)
        self._problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._problem.hide()
        column.addWidget(self._excluded)
        column.addWidget(self._range)
        column.addWidget(self._problem)
        column.addLayout(self._buttons())
        for zone in shown.zones:
            self._add_box(zone)
        self._first = self.command
        self._warned = False
        self._renew()

    def _about(self, shown: Template, parent: QWidget) -> QWidget:
        """Name, handling, free shipping and post office boxes."""
        inside = QWidget(parent)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        shop, rules = self._found.shop, self._found.shop.rules
        self.name = QLineEdit(shown.name, inside)
        self.name.setObjectName("template.name")
        self.name.setAccessibleName(tr("Name"))
        self.name.setMaxLength(_NAME_LONGEST)
        self._handling = QComboBox(inside)
        self._handling.setObjectName("template.handling")
        self._handling.setAccessibleName(tr("Handling"))
        usual = rules.dispatch_business_days
        self._handling.addItem(
            tr("As usual: the carrier scans within %Ln business day(s)", usual), 0
        )
        for days in range(rules.handling_days_low, rules.handling_days_high + 1):
            later = days - rules.handling_included_days
            self._handling.addItem(
                tr("%Ln business day(s); promises are {later} days later", days, later=later), days
            )
        self._handling.setCurrentIndex(max(0, self._handling.findData(shown.handling_days)))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._handling.setSizeAdjustPolicy(policy)
        self._handling.setMinimumContentsLength(24)
        free = tr("Free from an order of")
        self._free_from = MoneyField(free, shop.currency, rules.price_high, inside)
        self._free_from.setObjectName("template.free-from")
        self._free_from.setSpecialValueText(tr("never"))
        self._free_from.set_amount(shown.free_from)
        self._boxes_too = QCheckBox(tr("Also sent to post office boxes"), inside)
        self._boxes_too.setObjectName("template.po-boxes")
        self._boxes_too.setChecked(bool(shown.po_boxes))
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Name"), self.name),
            (tr("Handling"), self._handling),
            (free, self._free_from),
        )
        for row, (text, field) in enumerate(rows):
            grid.addWidget(PlainLabel(text, inside, role="mute", size="small"), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._boxes_too, len(rows), 1)
        return inside

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Close"), self)
        cancel.clicked.connect(self.reject)
        save = QPushButton(tr("Save"), self)
        save.setProperty("kind", "primary")
        save.setObjectName("action.set-template.confirm")
        save.setDefault(True)
        save.clicked.connect(lambda: self.saved.emit(self.command))
        row.addWidget(cancel)
        row.addWidget(save)
        return row

    # Zones

    def add_zone(self) -> None:
        """Add a zone without areas, offered at one fee."""
        self._add_box(Zone((), (Rate(Service.STANDARD, Kind.FLAT, 0),)))
        self._renew()

    def _add_box(self, zone: Zone) -> None:
        shop = self._found.shop
        box = ZoneBox(zone, shop.rules, shop.currency, self)
        box.changed.connect(self._judge)
        box.areas_wanted.connect(lambda: self.choose_areas(self._boxes.index(box)))
        box.remove_wanted.connect(lambda: self._remove(box))
        self._zones.addWidget(box)
        self._boxes.append(box)

    def _remove(self, box: ZoneBox) -> None:
        self._boxes.remove(box)
        self._zones.removeWidget(box)
        box.hide()
        box.deleteLater()
        self._renew()

    def choose_areas(self, place: int) -> AreasDialog:
        """Let the person choose the areas of the zone in that place."""
        box = self._boxes[place]
        elsewhere = {
            state: number
            for number, other in enumerate(self._boxes, start=1)
            for state in other.states
            if other is not box
        }
        dialog = AreasDialog(place + 1, box.states, elsewhere, self)
        dialog.accepted.connect(lambda: self.take_areas(place, dialog.chosen))
        dialog.open()
        return dialog

    def take_areas(self, place: int, states: tuple[str, ...]) -> None:
        """Give the zone in that place these areas, and take them from the others."""
        for number, box in enumerate(self._boxes):
            kept = tuple(state for state in box.states if state not in states)
            box.show_states(states if number == place else kept)
        self._renew()

    @property
    def zones(self) -> Sequence[ZoneBox]:
        """The zones in their order."""
        return tuple(self._boxes)

    def _renew(self) -> None:
        """Number the zones, and say where nothing is sent."""
        for number, box in enumerate(self._boxes, start=1):
            box.set_number(number, alone=len(self._boxes) == 1)
        excluded = self.command.excluded
        lost = share_text(excluded, self._found)
        text = tr("Nothing is sent to: {areas}.", areas=areas_text(excluded))
        self._excluded.setText(f"{text} {lost}." if lost else text)
        self._excluded.setToolTip(all_areas(excluded))
        restyle(self._excluded, role="warn" if lost else "mute")
        self._judge()

    def _judge(self) -> None:
        """Say which fees the platform of a practice shop would want mended."""
        shop, lines = self._found.shop, list[str]()
        for number, box in enumerate(self._boxes if shop.is_practice else (), start=1):
            zone = box.zone
            asked = (zone,) if zone.states else ()
            for each in too_high(Template(0, "", asked), shop.book.code, shop.rules):
                text = at_most_text(each.most, shop.currency, shop.rules)
                name = service_name(each.service)
                told = tr("Zone {zone}, {service}: {text}.", zone=number, service=name, text=text)
                lines.append(told)
        if lines:
            told = tr(
                "If that is not mended within %Ln day(s), the products that use it are taken down.",
                shop.rules.fee_mend_days,
            )
            lines.append(told)
        self._range.setText(" ".join(lines))
        self._range.setVisible(bool(lines))

    # What is asked

    @property
    def command(self) -> SetTemplate:
        """What is entered."""
        zones = tuple(box.zone for box in self._boxes)
        served = {state for zone in zones for state in zone.states}
        return SetTemplate(
            title=self.name.text(),
            zones=zones,
            excluded=tuple(code for code in names() if code not in served),
            template=self._number,
            free_from=self._free_from.amount(),
            handling_days=self._handling.currentData(),
            po_boxes=int(self._boxes_too.isChecked()),
        )

    def problem(self) -> str:
        """Why it was not taken; empty when nothing was refused."""
        return self._problem.text() if self._problem.isVisible() else ""

    def show_problem(self, sentence: str) -> None:
        """Say why it was not taken."""
        self._problem.setText(sentence)
        self._problem.show()

    def reject(self) -> None:
        """Close; asks once when something was changed and not saved."""
        if self.command != self._first and not self._warned:
            self._warned = True
            self.show_problem(tr("Your changes are not saved. Close again to drop them."))
            return
        super().reject()
