"""Rows of an order export become columns.

Nothing of a person is kept here except the recipients of orders still to be delivered and a keyed
hash of the buyer's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from domain.interchange.cells import BAD, Choices, Keys, Told, Words
from domain.interchange.layout import Header
from domain.interchange.orders.layout import Layout
from domain.interchange.rows import Block, Forms, RowReader, Shape
from domain.interchange.sheet import Sheet
from domain.kernel.columns import Array
from domain.kernel.refusals import Refusal
from domain.orders.rules import OPEN, Status
from domain.shipping.rules import Method

SHAPE = Shape(
    key="order_id",
    ids=("order_id", "sku_id", "product_id", "package_id"),
    counts=("quantity", "returned"),
    amounts=(
        "unit_price",
        "subtotal",
        "platform_discount",
        "seller_discount",
        "shipping_paid",
        "tax",
        "amount",
        "refund",
    ),
    times=("created_at", "paid_at", "rts_at", "shipped_at", "delivered_at", "cancelled_at"),
    texts=(
        "seller_sku",
        "product_name",
        "variation",
        "category",
        "creator",
        "cancel_reason",
        "tracking",
        "carrier",
        "city",
        "state",
        "zip",
        "country",
        "seller_note",
    ),
    above_zero=("order_id", "sku_id", "quantity"),
    filled=("unit_price", "subtotal", "amount", "created_at"),
    agreeing=("status", "amount", "shipping_paid", "tax", "created_at", "paid_at", "cancelled_at"),
    codes={"status": "cell-status-unknown"},
    twice=Refusal("row-sku-twice"),
    conflict=Refusal("cell-order-conflict"),
    together="row-of-refused-order",
)
"""What the fields of an order export hold."""

LENIENT = (
    "after",
    "shipping_original",
    "shipping_seller_discount",
    "shipping_platform_discount",
    "shipping_shared_discount",
)
"""Amounts for which no row is refused, beside those beyond items and shipping."""

RECIPIENT = ("name", "phone", "street", "message")

_OPEN = np.array([int(status) for status in OPEN])


class _Statuses(dict[tuple[str, str], int]):
    """Pairs of status words as our status, or ``BAD``."""

    def __init__(self, statuses: Mapping[tuple[str, str], Status]) -> None:
        super().__init__()
        self._statuses = statuses

    def __missing__(self, cells: tuple[str, str]) -> int:
        words = (cells[0].strip().casefold(), cells[1].strip().casefold())
        if len(self) > 1_000:
            self.clear()
        value = self[cells] = int(self._statuses.get(words, BAD))
        return value


class OrderRows(RowReader):
    """Reads the rows of one order export, in order."""

    def __init__(
        self, header: Header, known: Layout, forms: Forms, sheet: Sheet, salt: str
    ) -> None:
        """Take the file's header, how its cells are written, and the shop's salt for buyers."""
        super().__init__(SHAPE, header, forms, sheet)
        self._street = [header.positions[name] for name in known.street if name in header.positions]
        self.words |= {name: Words(sheet.guarded) for name in RECIPIENT}
        self.words["buyer"] = Keys(salt)
        self.cancelled_by = Choices(known.cancelled_by)
        self.words["cancel_role"] = self.cancelled_by
        seller_ships = dict.fromkeys(known.seller_ships, str(Method.SELLER))
        self.words["method"] = Choices(seller_ships, str(Method.PLATFORM))
        self._statuses = _Statuses(known.statuses)
        self._amounts = Told(forms.currency, forms.prefixes)
        lenient = (set(LENIENT) | set(known.beyond)) - set(SHAPE.amounts)
        self._lenient = [name for name in header.fields if name in lenient]

    def codes(self, cells: Block) -> dict[str, Array]:
        """The status, from its two words."""
        pairs = zip(cells["status"], cells["substatus"], strict=True)
        found = np.fromiter(map(self._statuses.__getitem__, pairs), np.int64, cells.size)
        return {"status": found}

    def more(self, cells: Block, found: dict[str, Array]) -> dict[str, Array]:
        """Buyer, who cancelled, who ships, and the recipient while the order is open.

        And amounts that no row is refused for: ``BAD`` where the file does not tell them.
        """
        more: dict[str, Array] = {
            "buyer": self.words["buyer"].column(cells["buyer"]),
            "cancel_role": self.words["cancel_role"].column(cells["cancel_by"]),
            "method": self.words["method"].column(self._shipping(cells)),
        }
        more |= {name: self._amounts.column(cells[name]) for name in self._lenient}
        for name in RECIPIENT:
            more[name] = np.zeros(cells.size, dtype=np.int32)
        for at in np.flatnonzero(np.isin(found["status"], _OPEN)).tolist():
            for name in RECIPIENT:
                said = self._at_street(cells, at) if name == "street" else cells[name][at]
                more[name][at] = self.words[name][said]
        return more

    def _shipping(self, cells: Block) -> Sequence[str]:
        for name in ("delivery_type", "delivery_option"):
            if name in self.header.fields:
                # A blank tells nothing, and would otherwise be no method at all.
                return [cell.strip() or "-" for cell in cells[name]]
        return ["-"] * cells.size

    def _at_street(self, cells: Block, row: int) -> str:
        parts = (cells.at(position)[row].strip() for position in self._street)
        return ", ".join(part for part in parts if part)
