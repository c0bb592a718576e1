"""Which tool of promotion it is: cards that say what each is good for and what limits it."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.form import Form
from desktop.promotion_editor.part import Part
from desktop.promotion_editor.places import TOOL
from desktop.promotion_editor.words import tool_icon, tool_limits, tool_use
from desktop.promotion_wording import tool_name
from desktop.widgets.card import CardButton
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel
from domain.promotions.rules import Tool

TOOLS = (
    Tool.PRODUCT_DISCOUNT,
    Tool.FLASH_DEAL,
    Tool.LIVE_FLASH_DEAL,
    Tool.NEW_ARRIVAL,
    Tool.CAMPAIGN,
    Tool.BUY_MORE,
    Tool.VOUCHER,
    Tool.PROMO_CODE,
    Tool.SHIPPING_DISCOUNT,
)
"""Those that a practice shop has."""

_COLUMNS = 2


class ToolCard(CardButton):
    """One tool; pressing it chooses it."""

    def __init__(self, tool: Tool, draft: Draft, parent: QWidget) -> None:
        super().__init__(f"tool.{tool.name.lower()}", parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        shop = draft.work.shop
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 8, 11, 8)
        row.setSpacing(10)
        row.addWidget(IconView(tool_icon(tool), "accent", 18, self))
        words = QVBoxLayout()
        words.setSpacing(2)
        row.addLayout(words, 1)
        name, use = tool_name(tool), tool_use(tool)
        limits = tool_limits(tool, shop.rules, shop.currency)
        words.addStretch(1)
        words.addWidget(PlainLabel(name, self, strong=True, wrap=True))
        words.addWidget(PlainLabel(use, self, size="small", wrap=True))
        words.addWidget(PlainLabel(limits, self, role="mute", size="label", wrap=True))
        words.addStretch(1)
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{use} {limits}")
        self.freeze()


class ToolPart(Part):
    """The chosen tool; the others are there while another one is looked for."""

    def __init__(self, draft: Draft, *, looking: bool, parent: QWidget) -> None:
        """``looking``: no tool has been chosen yet."""
        super().__init__("tool", tr("What kind"), draft, (TOOL, ("tool",)), parent)
        self._icon = IconView("percent", "accent", 20, self)
        self._name = PlainLabel("", self, strong=True, wrap=True)
        self._use = PlainLabel("", self, size="small", wrap=True)
        self._limits = PlainLabel("", self, role="mute", size="label", wrap=True)
        self.other = QPushButton(tr("Another kind…"), self)
        self.other.setObjectName("action.another-tool")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(lambda: self.look_for(looking=True))
        self._one = QWidget(self)
        row = QHBoxLayout(self._one)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._use, self._limits):
            words.addWidget(label)
        row.addLayout(words, 1)
        row.addWidget(self.other)
        self.body.addWidget(self._one)
        self._all = QWidget(self)
        grid = QGridLayout(self._all)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, tool in enumerate(TOOLS):
            card = ToolCard(tool, draft, self._all)
            card.clicked.connect(lambda _=False, tool=tool: self._choose(tool))
            grid.addWidget(card, at // _COLUMNS, at % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(self._all)
        self.build()
        self.look_for(looking=looking)

    def look_for(self, *, looking: bool) -> None:
        """Show all tools, or the chosen one."""
        self._all.setVisible(looking)
        self._one.setVisible(not looking)

    def show_form(self, form: Form) -> None:
        shop = self.draft.work.shop
        self._icon.set_icon(tool_icon(form.tool), "accent")
        self._name.setText(tool_name(form.tool))
        self._use.setText(tool_use(form.tool))
        self._limits.setText(tool_limits(form.tool, shop.rules, shop.currency))
        self.other.setVisible(self.draft.is_open("tool"))

    def _choose(self, tool: Tool) -> None:
        self.draft.choose_tool(tool)
        self.look_for(looking=False)
        self.other.setFocus()
