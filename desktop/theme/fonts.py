"""Inter for the whole program, with digits of equal width.

Digits of equal width ('tnum') are set once on the application's font rather than table by table:
money appears in labels, cards and charts as well, and a clock does not jitter.
"""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

BODY = 13
LABEL = 11
TITLE = 15
FIGURE = 23
"""Sizes in logical pixels."""

SCRIPT_FAMILIES = ("Noto Naskh Arabic", "Noto Nastaliq Urdu")
"""For Urdu and Arabic, which Inter lacks; used where installed or shipped."""


@cache
def load_fonts() -> tuple[str, ...]:
    """Adds the shipped font files; returns the families to ask for, best first.

    Only families that exist are returned: Qt spends up to a second looking for aliases of a family
    that does not.
    """
    for entry in sorted((files("resources") / "fonts").iterdir(), key=lambda entry: entry.name):
        if entry.name.lower().endswith((".otf", ".ttf")):
            QFontDatabase.addApplicationFontFromData(QByteArray(entry.read_bytes()))
    existing = set(QFontDatabase.families())
    return tuple(name for name in ("Inter", *SCRIPT_FAMILIES) if name in existing)


def font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """A font for a painter: `size` in logical pixels, tabular digits."""
    made = QFont()
    families = load_fonts()
    if families:
        made.setFamilies(families)
    made.setPixelSize(size)
    made.setWeight(weight)
    # Whole-pixel advances would space Inter's letters unevenly at density 1.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
