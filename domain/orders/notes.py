"""A seller's own notes on orders: plain text, which only the seller sees."""

from __future__ import annotations

import re
import unicodedata

from domain.kernel.refusals import Refusal

LONGEST = 500
"""Characters."""


def tidied(note: str) -> str:
    """A note as it is kept: line ends of one kind, no other control characters, no blank edges."""
    lines = re.sub(r"\r\n?|\u2028|\u2029", "\n", note).replace("\t", " ")
    kept = (each for each in lines if each == "\n" or unicodedata.category(each) != "Cc")
    return "".join(kept).strip()


def too_long(note: str) -> Refusal | None:
    """Why a tidy note cannot be kept."""
    if len(note) <= LONGEST:
        return None
    return Refusal("note-too-long", {"most": LONGEST, "found": len(note)})
