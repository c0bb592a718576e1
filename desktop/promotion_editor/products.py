"""What the promotion is for: SKUs to be found and ticked, with their prices in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft, matches
from desktop.promotion_editor.form import Form
from desktop.promotion_editor.offer_model import OfferModel
from desktop.promotion_editor.part import Part
from desktop.promotion_editor.places import PRODUCTS, VALUE
from desktop.tables.cell_table import CellTable
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.percent_field import PercentField
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel

_SAID = 3
_SEARCH_DELAY = 150
_PRODUCT = 150
"""Least width of the column of products, logical pixels."""

_WHOLE, _ALL, _CHOSEN = "whole", "all", "chosen"


class OfferTable(CellTable):
    """The column of products has what the figures leave."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _fit(self) -> None:
        super()._fit()
        self._spread()

    def _spread(self) -> None:
        head = self.horizontalHeader()
        if head.count():
            others = sum(head.sectionSize(each) for each in range(1, head.count()))
            head.resizeSection(0, max(self.viewport().width() - others, _PRODUCT))


class ProductsPart(Part):
    """Search, choosing many at once, and the table."""

    looked_at = Signal(object)
    """The SKU that somebody has gone to."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        fields = ("chosen", "prices", "percents", "units", "every")
        # Tools that set prices have no other place for what is wrong with what they take off.
        said = PRODUCTS | VALUE if draft.form.sets_prices else PRODUCTS
        super().__init__("products", tr("Products"), draft, (said, fields), parent)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.groups = PillBar("promotion.groups", tr("Which products are shown"), (), self)
        self.groups.chosen.connect(self._show_group)
        self.search = QLineEdit(self)
        self.search.setObjectName("promotion.search")
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(tr("Search products"))
        self.search.setPlaceholderText(tr("Search products"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(140)
        wait = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        wait.timeout.connect(self._list)
        self.search.textChanged.connect(lambda _text: wait.start())
        head.addWidget(self.groups, 1)
        head.addWidget(self.search)
        self.body.addLayout(head)
        self.model = OfferModel(draft, self)
        self.table = OfferTable(self.model, "promotion.offers", tr("Products"), self)
        self.table.verticalHeader().hide()
        self.tools = self._make_tools()
        self.body.addWidget(self.tools)
        self.body.addWidget(self.table)
        self._empty = PlainLabel("", self, role="mute", wrap=True)
        self._empty.setObjectName("promotion.empty")
        self.body.addWidget(self._empty)
        self._unseen = PlainLabel("", self, role="warn", size="small", wrap=True)
        self._unseen.setObjectName("promotion.unseen")
        self.body.addWidget(self._unseen)
        self._unread = PlainLabel("", self, role="bad", size="small", wrap=True)
        self._unread.setObjectName("unread.offers")
        self._unread.hide()
        self.body.addWidget(self._unread)
        self.model.unread.connect(self._show_unread)
        self.table.selectionModel().currentChanged.connect(self._go_to)
        self._group = _CHOSEN if draft.form.chosen else _ALL
        self.build()

    def _make_tools(self) -> QWidget:
        tools = QWidget(self)
        flow = FlowLayout(tools)
        self.percent = PercentField(tr("Take off all"), tools)
        self.percent.setObjectName("promotion.every")
        self.for_all = self._button("take-off-all", tr("Take off all chosen"), self._less, tools)
        self._priced: tuple[QWidget, ...] = (self.percent, self.for_all)
        for each in self._priced:
            flow.addWidget(each)
        self.fill = self._button("fill-down", tr("Fill down"), self.table.fill_down, tools)
        flow.addWidget(self.fill)
        self._choosing = (
            self._button("choose-shown", tr("Choose all shown"), self._choose_shown, tools),
            self._button("choose-product", tr("All of this product"), self._choose_product, tools),
            self._button("choose-none", tr("Choose none"), self._choose_none, tools),
        )
        for button in self._choosing:
            flow.addWidget(button)
        return tools

    def _button(self, name: str, words: str, act: object, parent: QWidget) -> QPushButton:
        button = QPushButton(words, parent)
        button.setObjectName(f"action.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def show_form(self, form: Form) -> None:
        self.problem.codes = PRODUCTS | VALUE if form.sets_prices else PRODUCTS
        every = not form.sets_prices
        pills = [Pill(_WHOLE, tr("Whole shop"))] if every else []
        pills.append(Pill(_ALL, tr("All"), len(self.draft.work.skus)))
        pills.append(Pill(_CHOSEN, tr("Chosen"), len(form.chosen)))
        if form.whole_shop and every:
            self._group = _WHOLE
        elif self._group == _WHOLE:
            self._group = _ALL
        self.groups.set_pills(pills)
        self.groups.choose(self._group)
        whole = self._group == _WHOLE
        for widget in (self.search, self.tools):
            widget.setHidden(whole)
        self.groups.setEnabled(self.draft.is_open("skus") or not every)
        for button in self._choosing:
            button.setVisible(self.draft.is_open("skus"))
        for tool in self._priced:
            tool.setVisible(form.sets_prices and self.draft.is_open("percents"))
        self.fill.setVisible(form.sets_prices and self.draft.is_open("units"))
        if not self.percent.hasFocus() and form.every:
            self.percent.set_basis_points(form.every)
        self._word_unseen()
        self._list()

    def say(self) -> None:
        super().say()
        self.model.renew()

    def _list(self) -> None:
        """Show the SKUs of the group that are searched for; what was just unticked stays."""
        words = self.search.text().casefold().split()
        form = self.draft.form
        skus = self.draft.work.skus
        if self._group == _CHOSEN:
            there = {each.id for each in self.model.skus} if self.model.skus else set()
            kept = {*form.chosen, *(there if self._listed == _CHOSEN else ())}
            skus = tuple(each for each in skus if each.id in kept)
        self._listed = self._group
        shown = tuple(each for each in skus if matches(each, words)) if words else skus
        self.model.show_skus(shown)
        self._word_group(found=bool(shown))

    def _word_group(self, *, found: bool) -> None:
        """Say what to do where no SKUs are shown."""
        whole = self._group == _WHOLE
        if whole:
            told = tr("It is for everything the shop sells, now and later.")
        elif self.search.text().strip():
            told = tr("No products match.")
        elif self._group == _CHOSEN:
            told = tr("No product is chosen yet: go to All and tick what it is for.")
        else:
            told = tr("This shop has nothing to sell yet.")
        self._empty.setText(told)
        self._empty.setVisible(whole or not found)
        self.table.setVisible(found and not whole)

    def _word_unseen(self) -> None:
        """Say which products nobody will see at a price for those who watch."""
        names = self.draft.unseen
        told = "; ".join(names[:_SAID]) + "; …" * (len(names) > _SAID)
        self._unseen.setText(
            tr(
                "No live session is known that shows this while the deal lasts, so nobody would "
                "get the price: {products}. Go live with it then.",
                products=told,
            )
        )
        self._unseen.setVisible(bool(names))

    _listed = ""
    """The group that the table shows."""

    def _show_group(self, key: str) -> None:
        self._group, self._listed = key, ""
        whole = key == _WHOLE
        if whole != self.draft.form.whole_shop and not self.draft.form.sets_prices:
            self.draft.change(whole_shop=whole)
        self.renew()

    def _less(self) -> None:
        self.draft.put(self.draft.form.less_for_all(self.percent.basis_points()), "every")

    def _choose(self, skus: set[int]) -> None:
        self.draft.put(self.draft.form.choosing(skus), "chosen")

    def _choose_shown(self) -> None:
        self._choose({*self.draft.form.chosen, *(each.id for each in self.model.skus)})

    def _choose_product(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.skus):
            product = self.model.skus[row].product_id
            mine = {each.id for each in self.draft.work.skus if each.product_id == product}
            self._choose({*self.draft.form.chosen} | mine)

    def _choose_none(self) -> None:
        self._choose(set())

    def _go_to(self, current: QModelIndex) -> None:
        if 0 <= current.row() < len(self.model.skus):
            self.looked_at.emit(self.model.skus[current.row()].id)

    def _show_unread(self, sentences: tuple[str, ...]) -> None:
        self._unread.setText("\n".join(sentences[:_SAID]))
        self._unread.setVisible(bool(sentences))
