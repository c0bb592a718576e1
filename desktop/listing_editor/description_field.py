"""The description: words with bold, italic and lists."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolButton, QWidget

from desktop.i18n import tr
from desktop.listing_editor.description_html import html_of
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.line import is_history_key
from desktop.listing_editor.part import Counter, Part
from desktop.widgets.plain_label import plain_tooltip
from domain.catalogue.description import safe
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing

_HEIGHT = 170
"""Logical pixels."""


class DescriptionField(Part):
    """A field for long words, with its tools above it."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__("description", tr("Description"), draft, ("description",), parent)
        self._count = Counter("description", self)
        self.add_to_title(self._count)
        self.text = RichText(self)
        self.text.written.connect(lambda html: draft.change("description", description=html))
        self.body.addLayout(self._tools())
        self.body.addWidget(self.text)
        self.body.addWidget(self.problem)

    def show_listing(self, listing: Listing) -> None:
        self.text.show_html(listing.description)
        most = self.draft.opened.rules.description_high
        self._count.show_count(len(listing.description), most)

    def mends(self, wrong: Wrong) -> QWidget | None:
        return self.text if super().mends(wrong) else None

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        bold, italic = QFont(self.font()), QFont(self.font())
        bold.setBold(True)
        italic.setItalic(True)
        disc, decimal = QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListDecimal
        for name, sign, words, font, act in (
            ("bold", tr("B", note="bold"), tr("Bold (Ctrl+B)"), bold, self.text.be_bold),
            ("italic", tr("I", note="italic"), tr("Italic (Ctrl+I)"), italic, self.text.be_italic),
            ("points", "•", tr("List with points"), None, lambda: self.text.be_list(disc)),
            ("numbers", "1.", tr("Numbered list"), None, lambda: self.text.be_list(decimal)),
        ):
            button = QToolButton(self)
            button.setText(sign)
            button.setObjectName(f"action.describe-{name}")
            button.setAccessibleName(words)
            button.setToolTip(plain_tooltip(words))
            if font is not None:
                button.setFont(font)
            button.setMinimumWidth(30)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row


class RichText(QTextEdit):
    """Takes and gives the HTML of a description; what is pasted comes without anything else."""

    written = Signal(str)
    """The HTML that a person has made."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("editor.description")
        self.setAccessibleName(tr("Description"))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)  # files that are dropped on the form are pictures
        self.viewport().setAcceptDrops(False)
        self.setMinimumHeight(_HEIGHT)
        self._html = ""
        self._showing = False
        self.document().contentsChanged.connect(self._write)

    def show_html(self, html: str) -> None:
        """Show a description; where it stands there already, the cursor stays."""
        if html == self._html:
            return
        self._html = html
        self._showing = True
        self.setHtml(safe(html))
        self._showing = False

    def be_bold(self) -> None:
        """Make what is selected bold, or no longer."""
        style = QTextCharFormat()
        is_bold = self.fontWeight() >= QFont.Weight.DemiBold
        style.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)
        self.mergeCurrentCharFormat(style)
        self.setFocus()

    def be_italic(self) -> None:
        """Make what is selected italic, or no longer."""
        style = QTextCharFormat()
        style.setFontItalic(not self.fontItalic())
        self.mergeCurrentCharFormat(style)
        self.setFocus()

    def be_list(self, style: QTextListFormat.Style) -> None:
        """Make the paragraphs a list, or no longer where they are one of that kind."""
        cursor = self.textCursor()
        # Qt's stubs do not say that there may be no list.
        listed: QTextList | None = cursor.currentList()
        cursor.beginEditBlock()
        if listed is not None and listed.format().style() == style:
            self._unlist(cursor)
        else:
            cursor.createList(style)
        cursor.endEditBlock()
        self.setFocus()

    def _unlist(self, cursor: QTextCursor) -> None:
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            listed = block.textList()
            if listed is not None:
                listed.remove(block)
                plain = block.blockFormat()
                plain.setIndent(0)
                QTextCursor(block).setBlockFormat(plain)
            block = block.next()

    def event(self, event: QEvent) -> bool:
        if is_history_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Bold):
            self.be_bold()
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.be_italic()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasHtml():
            self.insertHtml(safe(source.html()))
        elif source.hasText():
            self.insertPlainText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is ever fetched."""
        return None

    def _write(self) -> None:
        if self._showing:
            return
        html = html_of(self.document())
        if html != self._html:
            self._html = html
            self.written.emit(html)
