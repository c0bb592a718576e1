"""A text document as the little HTML of a description, and nothing else of it."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextListFormat

from domain.catalogue.description import safe

_ORDERED = {
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
    QTextListFormat.Style.ListUpperAlpha,
    QTextListFormat.Style.ListLowerRoman,
    QTextListFormat.Style.ListUpperRoman,
}


def html_of(document: QTextDocument) -> str:
    """Paragraphs, lists, bold, italic and stored pictures; empty where nothing is written."""
    out: list[str] = []
    within = ""
    block = document.begin()
    while block.isValid():
        said = _inside(block)
        listed = block.textList()
        kind = ""
        if listed is not None:
            kind = "ol" if listed.format().style() in _ORDERED else "ul"
        if kind != within:
            out.append(f"</{within}>" if within else "")
            out.append(f"<{kind}>" if kind else "")
            within = kind
        if kind:
            out.append(f"<li>{said}</li>")
        elif said:
            out.append(f"<p>{said}</p>")
        block = block.next()
    out.append(f"</{within}>" if within else "")
    return safe("".join(out))


def _inside(block: QTextBlock) -> str:
    """A paragraph's words with their tags."""
    out = []
    parts = block.begin()
    while not parts.atEnd():
        fragment = parts.fragment()
        style = fragment.charFormat()
        if style.isImageFormat():
            # Of several that follow each other and are the same, Qt makes one fragment.
            tag = f'<img src="{escape(style.toImageFormat().name())}">'
            out.append(tag * len(fragment.text()))
        else:
            said = escape(fragment.text(), quote=False).replace("\u2028", "<br>")
            if style.fontItalic():
                said = f"<i>{said}</i>"
            if style.fontWeight() >= QFont.Weight.DemiBold:
                said = f"<b>{said}</b>"
            out.append(said)
        parts += 1
    return "".join(out)
