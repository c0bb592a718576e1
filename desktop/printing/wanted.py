"""What a person wants printed, and on which paper; light, since every window knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from desktop.i18n import tr


class Paper(Enum):
    """Sizes of paper."""

    LABEL = "label"
    """4 × 6 inches."""
    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> QPageSize:
        """The size as Qt knows it."""
        if self is Paper.LABEL:
            inches = QPageSize.Unit.Inch
            match = QPageSize.SizeMatchPolicy.ExactMatch
            return QPageSize(QSizeF(4, 6), inches, "4 × 6 in", match)
        return QPageSize(
            QPageSize.PageSizeId.A4 if self is Paper.A4 else QPageSize.PageSizeId.Letter
        )

    def layout(self) -> QPageLayout:
        """Upright and without margins: the document keeps its own."""
        return QPageLayout(self.size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


class Kind(Enum):
    """What can be printed; the values are the command line's words."""

    LABELS = "labels"
    PACKING_SLIPS = "packing-slips"
    PICK_LIST = "pick-list"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose; labels have a paper of their own."""

    kind: Kind
    paper: Paper = Paper.LETTER
    prices: bool = False
    """Whether packing slips show prices."""
    notes: bool = False
    """Whether packing slips show the seller's own notes."""


def kind_name(kind: Kind) -> str:
    """A kind of paper in words."""
    return {
        Kind.LABELS: tr("Shipping labels"),
        Kind.PACKING_SLIPS: tr("Packing slips"),
        Kind.PICK_LIST: tr("Pick list"),
    }[kind]
