"""Translation: the one way this program words things.

    tr("Ship by platform")
    tr("{done} of {total} rows", done=shown, total=shown_total)
    tr("%Ln order(s)", count)

- Text is a literal, in English, whole sentences; never glued together from parts.
- `{name}` parameters are filled here, after translation; `%Ln` is the number that the word agrees
  with (with the language's digit grouping; `%n` without).
- Words are looked up when they are shown. A module-level constant would be looked up before the
  language is installed: keep `tr` inside functions.

`QObject.tr` is not used, for two reasons, both tried out with PySide6 6.11. It looks a text up
under the class of the object and, when that is a subclass, finds no plural form and says
"1 order(s)". And `lupdate` sees plurals only in one spelling of the call. `tr` has a single
context; `packaging/translations.py` collects its texts and refuses a text that is not a literal.

The two pseudo-languages show what is not translated and what does not fit:
`en-XA` wraps every text in brackets and lengthens it, `ar-XB` also runs from right to left.

A change of language takes effect when the window is built anew.
"""

import re
from importlib.resources import files
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

Language = Literal["en", "en-XA", "ar-XB"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

CONTEXT = "Dukandar"
"""The single translation context of this program's texts."""

_ISOLATE, _POP = "\u2066", "\u2069"


def tr(text: str, n: int = -1, /, *, note: str = "", **parameters: object) -> str:
    """The text in the installed language.

    `n` is the count of `%n` or `%Ln`; `note` tells translators apart what English does not
    ("Open", the verb).
    """
    found = QCoreApplication.translate(CONTEXT, text, note, n)
    return found.format(**parameters) if parameters else found


def left_to_right(text: str) -> str:
    """A figure, id or code that keeps its order within a right-to-left sentence.

    Otherwise the minus of an amount or the sign of a currency moves to the other end.
    """
    if QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return f"{_ISOLATE}{text}{_POP}"
    return text


class Catalogue(QTranslator):
    """A language's texts; English has only its plurals, the rest are the literals themselves."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data  # Qt reads from this memory, it makes no copy
        self._texts = QTranslator()
        if not self._texts.load(self._data):
            raise ValueError("not a translation file")

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, note: str | None = None, n: int = -1
    ) -> str | None:
        """None: not known, Qt goes on to the next translator and at last to the text itself."""
        if context != CONTEXT:
            return None
        return self._texts.translate(CONTEXT, text, note or "", n) or None


class PseudoCatalogue(Catalogue):
    """English made visible: bracketed, at least 25 % longer, every placeholder kept.

    Qt's own texts (the buttons of a dialog) are treated alike, except names of keys, which would
    break shortcuts.
    """

    def __init__(self, data: bytes, direction: Qt.LayoutDirection) -> None:
        super().__init__(data)
        self._right_to_left = direction == Qt.LayoutDirection.RightToLeft

    def translate(
        self, context: str, text: str, note: str | None = None, n: int = -1
    ) -> str | None:
        if text == "QT_LAYOUT_DIRECTION":
            return "RTL" if self._right_to_left else "LTR"
        if context == "QShortcut" or not text.strip():
            return None
        english = super().translate(context, text, note, n) or text
        return lengthened(english, right_to_left=self._right_to_left)


_FILLING = " one two three four five six seven eight nine ten"
_RIGHT_TO_LEFT_MARK = "\u200f"


def lengthened(text: str, *, right_to_left: bool = False) -> str:
    """The pseudo-translation of a text: `[Save on]` for `Save`.

    The filling is made of short words, as real languages are, so that wrapping stays possible.
    """
    missing = max(2, -(-len(re.sub(r"[&]", "", text)) // 4))
    repeated = _FILLING * (missing // len(_FILLING) + 1)
    filling = repeated[: missing + 1].rstrip()
    mark = _RIGHT_TO_LEFT_MARK if right_to_left else ""
    return f"{mark}[{text}{filling}]{mark}"


_INSTALLED: list[QTranslator] = []


def install_language(app: QApplication, code: Language) -> None:
    """Replaces the language in force, and with it number formats and layout direction."""
    while _INSTALLED:
        app.removeTranslator(_INSTALLED.pop())
    data = (files("resources") / "i18n" / "dukandar_en.qm").read_bytes()
    direction = (
        Qt.LayoutDirection.RightToLeft if code == "ar-XB" else Qt.LayoutDirection.LeftToRight
    )
    catalogue = Catalogue(data) if code == "en" else PseudoCatalogue(data, direction)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    _INSTALLED.append(catalogue)  # Qt keeps no reference of its own
    app.installTranslator(catalogue)
    app.setLayoutDirection(direction)
