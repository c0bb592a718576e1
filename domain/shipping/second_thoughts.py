"""Until when what was decided about a package can still be changed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR, Seconds
from domain.rulebook import Rules
from domain.shipping.rates import services


def voidable_until(
    created_at: Seconds, codes: Iterable[str], region: str, rules: Rules
) -> npt.NDArray[np.int64]:
    """Until when labels that were bought then can be given back, by the codes of their services.

    Of a service that the region does not know the rulebook's hours count.
    """
    known = services(region)
    hours = [known[each].void_hours if each in known else rules.label_void_hours for each in codes]
    return np.asarray(created_at + np.array(hours, dtype=np.int64) * HOUR)


def too_late_to_wait(
    now: int, *, cancelled_at: Seconds, collect_by: Seconds
) -> npt.NDArray[np.bool_]:
    """Which orders cannot wait to be shipped again: the system would have cancelled them."""
    return np.asarray((cancelled_at == 0) & (collect_by <= now))


def editable_until(created_at: int, rules: Rules) -> int:
    """Until when the tracking number of a package that was made then can be replaced."""
    return created_at + rules.tracking_edit_hours * HOUR
