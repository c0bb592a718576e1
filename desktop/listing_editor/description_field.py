"""The description: words with bold, italic, lists and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QTextImageFormat,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolButton, QWidget

from desktop.i18n import tr
from desktop.listing_editor.album import Album, Source
from desktop.listing_editor.description_html import html_of
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.intake import Intake
from desktop.listing_editor.line import is_history_key
from desktop.listing_editor.part import Counter, Part
from desktop.listing_editor.picture_strip import are_pictures, picture_files, picture_sources
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from domain.catalogue.description import PICTURE, pictures, safe
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing

_HEIGHT = 170
"""Logical pixels."""

_SIDE = 120
"""Of a picture among the words, logical pixels."""


class DescriptionField(Part):
    """A field for long words, with its tools above it."""

    def __init__(self, draft: Draft, album: Album, parent: QWidget) -> None:
        super().__init__("description", tr("Description"), draft, ("description",), parent)
        self._album = album
        self._count = Counter("description", self)
        self.add_to_title(self._count)
        self._pictures = Counter("description-pictures", self)
        self.text = RichText(album, self)
        self.text.written.connect(lambda html: draft.change("description", description=html))
        self.text.pictured.connect(self.take)
        self.intake = Intake("description-pictures", album, self)
        self.body.addLayout(self._tools())
        self.body.addWidget(self.text)
        self.body.addWidget(self.intake)
        self.body.addWidget(self.problem)

    def show_listing(self, listing: Listing) -> None:
        shown, rules = pictures(listing.description), self.draft.opened.rules
        self._album.want(shown)
        self.text.show_html(listing.description)
        self._count.show_count(len(listing.description), rules.description_high)
        self._pictures.show_count(len(shown), rules.description_pictures_high)

    def take(self, sources: Sequence[Source]) -> None:
        """Take pictures in and put them where the cursor is now."""
        cursor = QTextCursor(self.text.textCursor())  # follows what is written meanwhile
        most = self.draft.opened.rules.description_pictures_high
        room = most - len(pictures(self.draft.listing.description))
        self.intake.take(sources, room, lambda picture: put_picture(cursor, picture))

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
        add = QToolButton(self)
        add.setText(tr("Add pictures…"))
        add.setObjectName("action.describe-pictures")
        add.clicked.connect(self._ask_files)
        row.addWidget(add)
        row.addStretch(1)
        row.addWidget(PlainLabel(tr("Pictures"), self, role="mute", size="small"))
        row.addWidget(self._pictures)
        return row

    def _ask_files(self) -> None:
        files = picture_files(self)
        if files:
            self.take(files)


class RichText(QTextEdit):
    """Takes and gives the HTML of a description; what is pasted comes without anything else."""

    written = Signal(str)
    """The HTML that a person has made."""
    pictured = Signal(object)
    """Pictures were dropped or pasted where the cursor is: a list of sources."""

    def __init__(self, album: Album, parent: QWidget) -> None:
        super().__init__(parent)
        self._album = album
        album.shown.connect(self._repaint_pictures)
        self.setObjectName("editor.description")
        self.setAccessibleName(tr("Description"))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
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
        found = picture_sources(source)
        if found and (_holds_files(source) or not source.text().strip()):
            self.pictured.emit(found)
        elif source.hasHtml():
            self.insertHtml(safe(source.html()))
        elif source.hasText():
            self.insertPlainText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        if _holds_files(source):
            return are_pictures(source)  # the window takes other files
        return source.hasText() or source.hasHtml() or source.hasImage()

    def loadResource(self, _kind: int, name: QUrl | str) -> Any:
        """A picture that the shop has stored; nothing else is ever fetched."""
        address = name.toString() if isinstance(name, QUrl) else name
        if not address.startswith(PICTURE):
            return None
        return self._album.pixmap(address.removeprefix(PICTURE), _SIDE, self.devicePixelRatioF())

    def _repaint_pictures(self) -> None:
        """Room is made for thumbnails that are known only now."""
        self._showing = True
        self.document().markContentsDirty(0, self.document().characterCount())
        self._showing = False

    def _write(self) -> None:
        if self._showing:
            return
        html = html_of(self.document())
        if html != self._html:
            self._html = html
            self.written.emit(html)


def put_picture(cursor: QTextCursor, picture: str) -> None:
    """Put a stored picture where a cursor is."""
    style = QTextImageFormat()
    style.setName(f"{PICTURE}{picture}")
    cursor.insertImage(style)


def _holds_files(what: QMimeData) -> bool:
    return any(each.isLocalFile() for each in what.urls())
