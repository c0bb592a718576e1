"""A new practice shop: which scenario, what name, which world."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.growing import GrowingDialog
from desktop.dialogs.shop_place import ShopPlace
from desktop.i18n import tr
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.widgets.number_field import NumberField
from desktop.widgets.plain_label import PlainLabel
from domain.simulation.scenarios import (
    read_scenario,
    scenario_names,
    scenario_text,
    with_parameters,
)

if TYPE_CHECKING:
    from desktop.fidelity.change_buyers import ChangeBuyersDialog
    from domain.simulation.fidelity import Value

_FIRST = "first-30-days"
_LARGEST_SEED = 999_999


class NewPracticeDialog(GrowingDialog):
    """Accepted, it holds ``path``, ``name``, ``scenario``, ``text`` and ``seed``."""

    def __init__(self, folder: Path, *, seed: int, parent: QWidget | None = None) -> None:
        """Take the folder for new shops and a world number to begin with."""
        super().__init__(parent)
        self.setObjectName("dialog.new-practice")
        self.setWindowTitle(tr("Practise"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(
            PlainLabel(tr("Start a practice shop"), self, size="title", strong=True, wrap=True)
        )
        column.addWidget(
            PlainLabel(
                tr(
                    "Buyers, carriers and money are pretend; the rules and clocks are as in the US."
                ),
                self,
                role="mute",
                wrap=True,
            )
        )
        self._changes: dict[str, Value] = {}
        self._scenarios = QButtonGroup(self)
        self._names = [_FIRST, *[name for name in scenario_names() if name != _FIRST]]
        shops = {}
        for place, name in enumerate(self._names):
            start = read_scenario(scenario_text(name))
            shops[name] = start.shop
            column.addLayout(self._choice(place, name))
        self.place = ShopPlace(folder, shops[_FIRST], self)
        column.addWidget(self.place)
        column.addWidget(self._more_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self._world = self._make_world(seed)
        self._world.hide()
        column.addWidget(self._world)
        column.addSpacing(4)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self._create = QPushButton(tr("Open the shop"), self)
        self._create.setProperty("kind", "primary")
        self._create.setObjectName("action.create")
        self._create.setDefault(True)
        self._create.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._create)
        column.addLayout(row)
        self.place.changed.connect(self._create.setEnabled)
        self._create.setEnabled(self.place.possible)
        self._scenarios.idClicked.connect(
            lambda place: self.place.suggest(shops[self._names[place]])
        )
        self.place.name_field.setFocus()
        self.setMinimumWidth(520)

    def _choice(self, place: int, name: str) -> QVBoxLayout:
        title, teaches = {
            "first-30-days": (
                tr("First 30 days"),
                tr("Five products, $3,000 and an empty order list: ship, restock, get paid."),
            ),
            "empty": (
                tr("Empty shop"),
                tr("A bank account and nothing to sell: to look around in."),
            ),
        }.get(name, (name, ""))
        box = QVBoxLayout()
        box.setSpacing(1)
        button = QRadioButton(title, self)
        button.setObjectName(f"scenario.{name}")
        button.setChecked(place == 0)
        self._scenarios.addButton(button, place)
        box.addWidget(button)
        line = PlainLabel(teaches, self, role="mute", size="small", wrap=True)
        line.setContentsMargins(24, 0, 0, 0)
        box.addWidget(line)
        return box

    def _more_button(self) -> QPushButton:
        """Unfolds what a first-timer need not know about."""
        button = QPushButton(icon("chevron-right", "mute"), tr("More choices"), self)
        button.setObjectName("action.more-choices")
        button.setProperty("kind", "quiet")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.toggled.connect(self._unfold)
        self._more = button
        return button

    def _unfold(self, unfolded: bool) -> None:
        self._more.setIcon(icon("chevron-down" if unfolded else "chevron-right", "mute"))
        self._world.setVisible(unfolded)

    def _make_world(self, seed: int) -> QWidget:
        world = QWidget(self)
        box = QVBoxLayout(world)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._seed = NumberField(tr("World number"), 0, _LARGEST_SEED, world)
        self._seed.setObjectName("shop.seed")
        self._seed.setGroupSeparatorShown(False)
        self._seed.setValue(min(seed, _LARGEST_SEED))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(tr("World number"), world, role="mute", size="small"))
        row.addWidget(self._seed)
        row.addStretch(1)
        self._buyers = self._buyers_button(world)
        row.addWidget(self._buyers)
        box.addLayout(row)
        box.addWidget(
            PlainLabel(
                tr("The same number gives the same buyers, so that a class can compare."),
                world,
                role="mute",
                size="small",
                wrap=True,
            )
        )
        return world

    def _buyers_button(self, parent: QWidget) -> QPushButton:
        button = QPushButton(tr("Change the buyers…"), parent)
        button.setObjectName("action.change-buyers")
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(self.change_buyers)
        return button

    def change_buyers(self) -> ChangeBuyersDialog:
        """Let the person give parameters other values, for whoever wants another world."""
        from desktop.fidelity.change_buyers import ChangeBuyersDialog

        usual = read_scenario(scenario_text(self.scenario)).parameters
        dialog = ChangeBuyersDialog(usual, self._changes, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            self._changes = dialog.changes
            count = len(self._changes)
            words = tr("Buyers: %Ln change(s)…", count)
            self._buyers.setText(words if count else tr("Change the buyers…"))
            restyle(self._buyers, role="accent" if count else "")

        dialog.accepted.connect(take)
        dialog.open()
        return dialog

    @property
    def path(self) -> Path:
        """Where the shop will be."""
        return self.place.path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.place.name

    @property
    def scenario(self) -> str:
        """The chosen scenario's name."""
        return self._names[self._scenarios.checkedId()]

    @property
    def text(self) -> str | None:
        """The scenario with other parameters; None where none was changed."""
        if not self._changes:
            return None
        return with_parameters(scenario_text(self.scenario), self._changes)

    @property
    def seed(self) -> int:
        """The world's number."""
        return self._seed.value()
