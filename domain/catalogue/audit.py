"""The platform's review of edits: which take one, and when it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

import numpy as np

from domain.catalogue.listing import Listing, Variant
from domain.catalogue.reviewing import Rule
from domain.kernel.randomness import ONE


class Audit(StrEnum):
    """Where an edit stands, as the platform's interface names it."""

    NONE = "NONE"
    """Nothing was submitted: the edit is a draft."""
    AUDITING = "AUDITING"
    FAILED = "FAILED"


FREEZING = frozenset({Rule.CATEGORY, Rule.PICTURE_TEXT, Rule.IMITATION, Rule.FORBIDDEN})
"""What the platform freezes a product for (domain knowledge, section 10: a wrong category or image
does so); that it takes a second time is a choice of this program."""


def freezes(before: Iterable[Rule], now: Iterable[Rule]) -> bool:
    """Whether a failed review freezes the product: it fails again for what it failed for last."""
    return bool(FREEZING & set(before) & set(now))


def skips_review(live: Listing, edit: Listing) -> bool:
    """Whether an edit of a live listing holds at once: it changes no more than figures.

    Prices and stock skip the review (domain knowledge, section 3); what only the seller sees, such
    as a seller SKU, and the shipping template are not reviewed either.
    """
    return _reviewed(live) == _reviewed(edit)


def _reviewed(listing: Listing) -> Listing:
    """What of a listing the review reads."""
    shown = tuple(Variant(each.values, gtin=each.gtin) for each in listing.variants)
    return replace(listing, variants=shown, template=0)


def answer_after(share: int, least: int, most: int) -> int:
    """Seconds until the review answers, from ``least`` to ``most``.

    ``share`` is a draw in 2**-32 steps. Its times are spread evenly over their orders of magnitude:
    half are answered within the geometric mean of both. Only the two ends have a source.
    """
    p = (share + 0.5) / ONE
    return int(np.rint(least * (most / least) ** p))
