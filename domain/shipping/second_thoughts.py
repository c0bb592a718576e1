"""Until when what was decided about a package can still be changed."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kernel.clock import HOUR
from domain.rulebook import Rules
from domain.shipping.rates import services


def voidable_until(first_at: int, codes: Iterable[str], region: str, rules: Rules) -> int:
    """Until when an order's labels can be given back, which goes for all of them together.

    ``first_at`` is when the first of them was bought, ``codes`` are their services; of a service
    that the region does not know the rulebook's hours count.
    """
    known = services(region)
    hours = [known[each].void_hours if each in known else rules.label_void_hours for each in codes]
    return first_at + min(hours) * HOUR


def editable_until(created_at: int, rules: Rules) -> int:
    """Until when the tracking number of a package that was made then can be replaced."""
    return created_at + rules.tracking_edit_hours * HOUR
