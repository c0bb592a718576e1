"""What an import would do, file by file: counts, totals, and every refused row with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.new_real import region_name
from desktop.i18n import tr
from desktop.theme.stylesheet import ROW
from desktop.widgets.card import Card
from desktop.widgets.error_note import ErrorNote
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.wording import (
    date_text,
    money,
    number,
    product_status_name,
    refusal_text,
    status_name,
)
from domain.interchange.plan import Plan
from domain.interchange.told.scan import ToldScan
from domain.kernel.refusals import Refusal
from domain.orders.rules import Status
from domain.rulebook import rulebook

_TOO_MUCH = {
    "file-too-large",
    "file-rows-too-many",
    "file-texts-too-many",
    "file-unpacks-too-large",
    "file-cells-too-far",
    "file-too-heavy",
    "file-too-slow",
}
_SAVED_ANEW = {
    "file-ids-lost",
    "file-days-unclear",
    "file-utf16",
    "file-not-export",
    "file-encoding",
}
_MOST_SHOWN = 200
_ROWS_SEEN = 6
"""Rows of the refused table that are seen without scrolling."""
_CELL = 150
"""Widest column of the refused table but for the reasons, logical pixels."""


def kind_name(kind: str) -> str:
    """A kind of file in words."""
    return {
        "orders": tr("Orders"),
        "returns": tr("Returns"),
        "products": tr("Products"),
        "costs": tr("Cost sheet"),
        "video-analytics": tr("Video analytics"),
        "product-analytics": tr("Product analytics"),
        "creator-analytics": tr("Creator analytics"),
        "shop-daily": tr("Shop by day"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Planned:
    """One file's plan, or why it cannot be read."""

    path: Path
    plan: Plan | None
    refusal: Refusal | None


class PlanView(QWidget):
    """All files; those that cannot be read come first, since nobody scrolls to find a failure."""

    def __init__(self, planned: tuple[Planned, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for each in planned:
            if each.refusal is not None:
                column.addWidget(_refused_file(each.refusal, self))
        for each in planned:
            if each.plan is not None:
                column.addWidget(_PlanCard(each.plan, self))
        column.addStretch(1)


def _refused_file(refusal: Refusal, parent: QWidget) -> ErrorNote:
    return ErrorNote(
        refusal_text(refusal),
        tr("everything in your shop as it was"),
        _to_do(refusal),
        parent=parent,
    )


def _to_do(refusal: Refusal) -> str:
    if refusal.code in ("file-other-region", "file-other-currency"):
        return tr("open the shop of that region, or make one, and import the file there.")
    if refusal.code in ("file-missing", "file-unreadable"):
        return tr("see whether the file is still there, and choose it again.")
    if refusal.code in _SAVED_ANEW:
        return tr("export the file again, and do not save it from a spreadsheet program.")
    if refusal.code in _TOO_MUCH:
        return tr("export the file again as CSV, or fewer days at a time.")
    return tr("choose the file as your seller centre exported it.")


class _PlanCard(Card):
    """A readable file's plan."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__("plan", plan.file, parent)
        row = QHBoxLayout()
        row.setSpacing(32)
        for fields in (self._counts(plan), self._totals(plan)):
            row.addWidget(fields, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self._states(plan))
        for warning in plan.warnings:
            text = refusal_text(warning)
            self.body.addWidget(PlainLabel(text, self, role="warn", size="small", wrap=True))
        if plan.refused:
            self.body.addWidget(_RefusedTable(plan, self))
        if len(plan.refused) > _MOST_SHOWN:
            shown, refused = number(_MOST_SHOWN), number(len(plan.refused))
            text = tr("The first {shown} of {refused} are listed.", shown=shown, refused=refused)
            self.body.addWidget(PlainLabel(text, self, role="mute", size="small", wrap=True))

    def _counts(self, plan: Plan) -> Fields:
        fields = Fields(self)
        fields.add(tr("Rows"), number(plan.rows))
        fields.add(tr("New"), number(plan.new), role="good" if plan.new else "text")
        fields.add(
            tr("Changed"),
            number(plan.changed),
            tip=tr("Rows that are here already and have moved on since."),
        )
        fields.add(tr("Already here"), number(plan.same))
        refused = len(plan.refused)
        fields.add(
            tr("Refused"),
            number(refused),
            role="bad" if refused else "text",
            tip=tr("Rows that cannot be read. They are left out; nothing is guessed."),
        )
        return fields

    def _totals(self, plan: Plan) -> Fields:
        fields = Fields(self)
        fields.add(tr("Kind"), kind_name(plan.kind))
        fields.add(tr("Region"), region_name(plan.region))
        add = {
            "orders": _add_orders,
            "returns": _add_returns,
            "products": _add_products,
            "costs": _add_costs,
        }
        add.get(plan.kind, _add_told)(fields, plan)
        return fields

    def _states(self, plan: Plan) -> Fields:
        fields = Fields(self)
        # Orders and products have our names for statuses, returns the file's own words.
        own = {status.name: status_name(status) for status in Status}
        states = [
            f"{own.get(word) or product_status_name(word)} {number(count)}"
            for word, count in plan.by_status.items()
        ]
        if states:
            fields.add(tr("By status"), " · ".join(states))
        if plan.unmatched:
            fields.add(
                tr("Orders not here"),
                tr("%Ln row(s)", plan.unmatched),
                role="warn",
                tip=tr(
                    "These rows name orders that are not in this shop yet. They are imported, and "
                    "find their orders once those are imported too."
                ),
            )
        if plan.unknown_columns:
            fields.add(
                tr("Columns not understood"),
                ", ".join(plan.unknown_columns),
                tip=tr("They are kept as they are, so that an export has them again.")
                if plan.kind == "products"
                else tr("They are left out; everything else of their rows is imported."),
            )
        return fields


def _add_orders(fields: Fields, plan: Plan) -> None:
    currency = rulebook(plan.region).currency
    fields.add(tr("Orders"), number(plan.totals["orders"]))
    fields.add(
        tr("GMV"),
        money(plan.totals["gmv"], currency),
        strong=True,
        tip=tr("Paid amounts, cancelled and refunded orders included."),
    )
    fields.add(tr("Refunded"), money(plan.totals["refunded"], currency))


def _add_returns(fields: Fields, plan: Plan) -> None:
    currency = rulebook(plan.region).currency
    fields.add(tr("Returns"), number(plan.totals["returns"]))
    fields.add(
        tr("Asked back"),
        money(plan.totals["requested"], currency),
        strong=True,
        tip=tr("What buyers ask for, in returns of every status."),
    )
    fields.add(
        tr("Refunded"),
        money(plan.totals["refunded"], currency),
        tip=tr("Of completed returns. The refunds of orders stay as their own export tells them."),
    )


def _add_products(fields: Fields, plan: Plan) -> None:
    fields.add(tr("Products"), number(plan.totals["products"]))
    fields.add(tr("SKUs"), number(plan.totals["skus"]))
    fields.add(tr("Units in stock"), number(plan.totals["quantity"]), strong=True)
    if plan.totals["unknown_quantity"]:
        fields.add(
            tr("Stock not told"),
            tr("%Ln SKU(s)", plan.totals["unknown_quantity"]),
            tip=tr("The file says nothing of their stock: what is known stays, and is never zero."),
        )


def _add_costs(fields: Fields, plan: Plan) -> None:
    fields.add(
        tr("SKUs"),
        number(plan.totals["lines"]),
        strong=True,
        tip=tr("Rows that name a SKU and what a unit of it costs you."),
    )


def _add_told(fields: Fields, plan: Plan) -> None:
    if isinstance(plan.scan, ToldScan) and plan.kind != "shop-daily":
        days = plan.scan.period
        first_last = (
            (date_text(each, "d MMM yyyy") for each in (days.first, days.last)) if days else ()
        )
        fields.add(tr("Days"), " – ".join(first_last) or _not_told())
    names = {"views": tr("Views"), "orders": tr("Orders"), "items": tr("Items sold")}
    for name, word in names.items():
        if name in plan.totals:
            total = plan.totals[name]
            fields.add(word, _not_told() if total is None else number(total))
    gmv = plan.totals["gmv"]
    fields.add(
        tr("GMV"),
        _not_told() if gmv is None else money(gmv, rulebook(plan.region).currency),
        strong=True,
        tip=tr("As the platform has it. Channels overlap, so none of them is added to it."),
    )


def _not_told() -> str:
    return tr("not told")


class _RefusedTable(QTableWidget):
    """Row in the spreadsheet, column, cell and reason."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        shown = plan.refused[:_MOST_SHOWN]
        super().__init__(len(shown), 4, parent)
        self.setObjectName("table.refused")
        self.setAccessibleName(tr("Refused rows"))
        heads = (tr("Row"), tr("Column"), tr("Value"), tr("Why"))
        self.setHorizontalHeaderLabels([head.upper() for head in heads])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for place, row in enumerate(shown):
            cells = (number(row.row), row.column, row.value, refusal_text(row.refusal))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tooltip(text))
                item.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(place, column, item)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setStretchLastSection(True)
        self.resizeColumnsToContents()
        for column in range(4):
            self.horizontalHeaderItem(column).setTextAlignment(
                _side(column) | Qt.AlignmentFlag.AlignVCenter
            )
            if column < 3:
                self.setColumnWidth(column, min(self.columnWidth(column), _CELL))
        heading.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight((min(_ROWS_SEEN, len(shown)) + 1) * ROW + 6)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column == 0 else Qt.AlignmentFlag.AlignLeft
