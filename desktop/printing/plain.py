"""Texts from buyers and files, made safe to paint: nothing in them steers the page."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 4_000
"""Characters beyond which no page shows a text anyway."""

_TURNS = dict.fromkeys(range(0x202A, 0x202F))
"""Marks that turn the direction of what follows; a text has no right to that here."""

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def plain(text: str, *, paragraphs: bool = False) -> str:
    """The text without control characters; in one line unless ``paragraphs`` are wanted."""
    kept = _BREAKS.sub("\n", text[:_LONGEST].translate(_TURNS))
    kept = "".join(
        each if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs", "Cn") else " "
        for each in kept
    )
    if not paragraphs:
        return " ".join(kept.split())
    lines = "\n".join(" ".join(line.split()) for line in kept.split("\n"))
    return re.sub("\n{3,}", "\n\n", lines).strip()
