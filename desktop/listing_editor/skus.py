"""The SKUs of the listing: the grid with its tools."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n import tr
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.part import Part
from desktop.listing_editor.sku_model import SkuModel
from desktop.tables.cell_table import CellTable
from desktop.theme.properties import restyle
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing

_SAID = 3
"""Sentences about cells that are shown at once; each cell says its own on hover."""


class Skus(Part):
    """Prices, stock and sizes, a row for each SKU."""

    def __init__(self, draft: Draft, *, practice: bool, parent: QWidget) -> None:
        super().__init__("skus", tr("SKUs"), draft, (), parent)
        self.model = SkuModel(draft.opened.currency, practice=practice, parent=self)
        self.table = CellTable(self.model, "editor.skus", tr("SKUs"), self)
        self.model.edited.connect(lambda variants: draft.change(variants=variants))
        self.model.unread.connect(self._show_unread)
        tools = QWidget(self)
        flow = FlowLayout(tools)
        for name, words, act in (
            ("fill-down", tr("Fill down (Ctrl+D)"), self.table.fill_down),
            ("copy-cells", tr("Copy"), self.table.copy),
            ("paste-cells", tr("Paste"), self.table.paste),
        ):
            button = QPushButton(words, tools)
            button.setObjectName(f"action.{name}")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            flow.addWidget(button)
        self._wrong = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._wrong.setObjectName("wrong.skus")
        self._unread = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._unread.setObjectName("unread.skus")
        self._unread.hide()
        self.body.addWidget(tools)
        self.body.addWidget(self.table)
        self.body.addWidget(self._unread)
        self.body.addWidget(self._wrong)

    def show_listing(self, listing: Listing) -> None:
        self.model.show_listing(listing, self.draft.judgement.wrongs)
        lines = list(self.model.problems(_SAID))
        if self.model.wrong_cells:
            lines.append(
                tr("%Ln cell(s) in all (is|are) missing or wrong.", self.model.wrong_cells)
            )
        self._wrong.setText("\n".join(lines))
        restyle(self._wrong, role="bad" if self.draft.is_begun("variants") else "mute")
        self._wrong.setVisible(bool(lines))

    def mends(self, wrong: Wrong) -> QWidget | None:
        if wrong.variant < 0:
            return None
        self.table.setCurrentIndex(self.model.index_of(wrong.variant, wrong.field))
        return self.table

    def _show_unread(self, sentences: tuple[str, ...]) -> None:
        self._unread.setText("\n".join(sentences[:_SAID]))
        self._unread.setVisible(bool(sentences))
