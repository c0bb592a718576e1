"""What a write touched, so that visible panels requery and hidden ones go stale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Subject(Enum):
    """A part of a shop that a screen can depend on."""

    CLOCK = "clock"
    ORDERS = "orders"
    STOCK = "stock"
    PRODUCTS = "products"
    MONEY = "money"
    TRAFFIC = "traffic"
    RETURNS = "returns"
    IMPORTS = "imports"
    MESSAGES = "messages"
    SHIPPING = "shipping"
    PROMOTIONS = "promotions"


EVERYTHING = frozenset(Subject)


@dataclass(frozen=True, slots=True)
class Changes:
    """The subjects that one write touched."""

    subjects: frozenset[Subject] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        """Both together."""
        return Changes(self.subjects | other.subjects)
