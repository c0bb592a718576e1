"""Rows of a return export become columns. Nothing of a person is kept."""

from __future__ import annotations

import numpy as np

from domain.aftersales.rules import ReturnKind
from domain.interchange.cells import BAD, Numbered, Renamed, Words
from domain.interchange.layout import Header
from domain.interchange.returns.layout import Layout, StatusWord
from domain.interchange.rows import Block, Forms, RowReader, Shape
from domain.interchange.sheet import Sheet
from domain.kernel.columns import Array
from domain.kernel.refusals import Refusal

SHAPE = Shape(
    key="return_id",
    ids=("return_id", "order_id", "sku_id"),
    counts=("quantity",),
    amounts=("refund", "compensation"),
    times=("requested_at", "refunded_at"),
    texts=("reason", "tracking"),
    above_zero=("return_id", "order_id", "sku_id", "quantity"),
    filled=("refund", "requested_at"),
    agreeing=("order_id", "status", "requested_at"),
    codes={"status": "cell-return-status-unknown", "kind": "cell-return-kind-unknown"},
    twice=Refusal("row-return-twice"),
    conflict=Refusal("cell-return-conflict"),
    together="row-of-refused-return",
)
"""What the fields of a return export hold."""

KINDS = tuple(ReturnKind)
"""The kinds by their number in the columns."""

_REMEMBERED = 1_000


class _Statuses(dict[tuple[str, str, bool], tuple[int, str]]):
    """Status, sub status and whether there is a tracking number: our status, or ``BAD``.

    With it the words of the sub status, where our status does not say them.
    """

    def __init__(self, words: dict[str, StatusWord]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, cells: tuple[str, str, bool]) -> tuple[int, str]:
        if len(self) > _REMEMBERED:
            self.clear()
        value = self[cells] = self._value(cells[0].strip(), cells[1].strip(), cells[2])
        return value

    def _value(self, status: str, substatus: str, sent: bool) -> tuple[int, str]:
        word = self._words.get(status.casefold())
        if word is None:
            return BAD, ""
        finer = word.finer.get(substatus.casefold())
        if finer is not None:
            return int(finer), ""
        repeated = substatus.casefold() == status.casefold()
        return int(word.sent if sent else word.alone), "" if repeated else substatus


class ReturnRows(RowReader):
    """Reads the rows of one return export, in order."""

    def __init__(self, header: Header, known: Layout, forms: Forms, sheet: Sheet) -> None:
        """Take the file's header and how its cells are written."""
        super().__init__(SHAPE, header, forms, sheet)
        self.words |= {
            "said": Words(),
            "detail": Words(sheet.guarded),
            "arbitration": Renamed(known.arbitration, sheet.guarded),
            "appeal": Renamed(known.appeal, sheet.guarded),
        }
        self._statuses = _Statuses(dict(known.statuses))
        self._kinds = Numbered({word: KINDS.index(kind) for word, kind in known.kinds.items()})

    def codes(self, cells: Block) -> dict[str, Array]:
        """Status and kind."""
        statuses = [status for status, _ in self._told(cells)]
        return {
            "status": np.array(statuses, dtype=np.int64),
            "kind": self._kinds.column(cells["kind"]),
        }

    def more(self, cells: Block, found: dict[str, Array]) -> dict[str, Array]:
        """The status as the file says it, and the words that are kept as they are."""
        del found
        return {
            "said": self.words["said"].column(cells["status"]),
            "detail": self.words["detail"].column([detail for _, detail in self._told(cells)]),
            "arbitration": self.words["arbitration"].column(cells["arbitration"]),
            "appeal": self.words["appeal"].column(cells["appeal"]),
        }

    def _told(self, cells: Block) -> list[tuple[int, str]]:
        sent = (bool(cell.strip()) for cell in cells["tracking"])
        keys = zip(cells["status"], cells["substatus"], sent, strict=True)
        return [self._statuses[key] for key in keys]
