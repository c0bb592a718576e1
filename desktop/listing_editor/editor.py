"""The editor of one listing: its form, what is said of it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.listing_editor.advice import AdviceColumn
from desktop.listing_editor.album import Album
from desktop.listing_editor.attributes import Attributes
from desktop.listing_editor.category_picker import CategoryPicker
from desktop.listing_editor.description_field import DescriptionField
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.opened import Opened
from desktop.listing_editor.part import Part
from desktop.listing_editor.picture_strip import are_pictures, picture_sources
from desktop.listing_editor.pictures import FurtherPictures, Pictures
from desktop.listing_editor.points import Points
from desktop.listing_editor.shipping import Shipping
from desktop.listing_editor.skus import Skus
from desktop.listing_editor.variations import Variations
from desktop.listing_editor.words import Words
from desktop.theme.icons import icon
from desktop.widgets.drawer import Drawer
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.scrolled import Scrolled
from desktop.wording import refusal_text
from domain.catalogue.listing import Listing

_SAVED_EVERY = 1_000
"""Milliseconds between two listings that are handed over, at least."""

_AROUND = 60
"""Logical pixels of the form that are shown above and below a field that is brought into view."""

_SIDE = 300
"""Of the column beside the form, logical pixels."""

_NARROW = 980
"""Width under which that column lies over the form."""


class ListingEditor(QWidget):
    """Edits a listing; whoever opens it stores what it hands over."""

    changed = Signal(object)
    """The ``Listing`` as it is now: at most once a second, and before it is submitted or closed."""
    brand_asked = Signal(str, object)
    """A brand, and the ``Document`` that is sent to be authorised for it."""
    submitted = Signal(object)
    """The ``Listing`` that is to be reviewed; nothing is wrong with it."""
    discarded = Signal()
    """What was changed is to be forgotten."""
    closed = Signal()

    def __init__(self, desk: Desk, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listing-editor")
        self.setAccessibleName(opened.title)
        self.setAcceptDrops(True)
        self.draft = Draft(opened, self)
        self.album = Album(desk, self.draft, self)
        self._told = opened.listing
        self._timer = QTimer(self, singleShot=True, interval=_SAVED_EVERY)
        self._timer.timeout.connect(self.flush)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head(opened))
        body = QHBoxLayout()
        body.setSpacing(12)
        column.addLayout(body, 1)
        self._form = Scrolled(12, parent=self)
        body.addWidget(self._form, 1)
        self._parts = self._make_parts(desk)
        for part in self._parts:
            self._form.body.addWidget(part)
        self._form.body.addStretch(1)
        self.advice = AdviceColumn(self.draft, self.album, self)
        self._drawer = Drawer(self, body, self.advice, width=_SIDE, below=_NARROW)
        self._drawer.changed.connect(self.advice.be_drawer)
        self._drawer.changed.connect(self._show_advice.setVisible)
        self.advice.closed.connect(self._drawer.close)
        self._show_advice.clicked.connect(self._drawer.open)
        self._show_advice.hide()
        column.addLayout(self._foot(opened))
        for keys, act in (
            ("Ctrl+Z", self.draft.undo),
            ("Ctrl+Shift+Z", self.draft.redo),
            ("Ctrl+Y", self.draft.redo),
        ):
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, act, context=within)
        self.draft.changed.connect(self._renew)
        self.draft.edited.connect(self._save_soon)
        self._renew()
        self.setFocusProxy(self.words.title)
        self.words.title.setFocus()

    @property
    def listing(self) -> Listing:
        """The listing as it is now."""
        return self.draft.listing

    def flush(self) -> None:
        """Hand over what has not been handed over yet."""
        self._timer.stop()
        if self.draft.listing != self._told:
            self._told = self.draft.listing
            self.changed.emit(self._told)

    def submit(self) -> None:
        """Hand the listing over to be reviewed, unless something is wrong with it."""
        if not self.draft.judgement.wrongs:
            self._end()
            self.submitted.emit(self.draft.listing)

    def finish(self) -> None:
        """Hand the listing over and close."""
        self._end()
        self.closed.emit()

    def show_wrong(self) -> None:
        """Bring the first thing that is wrong into view, with the cursor in its field."""
        for wrong in self.draft.judgement.wrongs[:1]:
            for part in self._parts:
                field = part.mends(wrong)
                if field is not None:
                    self._form.ensureWidgetVisible(field, 0, _AROUND)
                    field.setFocus()

    def discard(self) -> None:
        """Close; what was changed is to be forgotten, and whoever hears it offers a way back."""
        self._timer.stop()
        self._told = self.draft.listing
        self.album.rest()
        self.discarded.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window closes: what was typed last is handed over while it can still be stored."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.flush()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped anywhere; the window takes other files."""
        if are_pictures(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        self.pictures.strip.take(picture_sources(event.mimeData()))
        event.acceptProposedAction()

    def _end(self) -> None:
        self.flush()
        self.album.rest()

    def _make_parts(self, desk: Desk) -> tuple[Part, ...]:
        form = self._form
        self.words = Words(self.draft, form)
        self.words.brand_asked.connect(self.brand_asked)
        self.category = CategoryPicker(self.draft, form)
        self.pictures = Pictures(self.draft, self.album, form)
        self.attributes = Attributes(self.draft, form)
        self.points = Points(self.draft, form)
        self.description = DescriptionField(self.draft, self.album, form)
        self.further = FurtherPictures(self.draft, self.album, form)
        self.variations = Variations(self.draft, form)
        self.skus = Skus(self.draft, practice=desk.is_practice, parent=form)
        self.shipping = Shipping(self.draft, form)
        parts = (
            self.words,
            self.category,
            self.pictures,
            self.attributes,
            self.points,
            self.description,
            self.further,
            self.variations,
            self.skus,
            self.shipping,
        )
        for part in parts:
            part.renew()
        return parts

    def _head(self, opened: Opened) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(opened.title, self, size="title", strong=True, elide=True), 1)
        self._undo = IconButton("undo-2", "undo-edit", tr("Undo (Ctrl+Z)"), self)
        self._redo = IconButton("redo-2", "redo-edit", tr("Redo (Ctrl+Shift+Z)"), self)
        self._undo.clicked.connect(self.draft.undo)
        self._redo.clicked.connect(self.draft.redo)
        self._show_advice = QPushButton(tr("Preview and advice"), self)
        self._show_advice.setObjectName("action.show-advice")
        self._show_advice.setIcon(icon("smartphone", "text"))
        self._show_advice.setAutoDefault(False)
        for each in (self._undo, self._redo, self._show_advice):
            row.addWidget(each)
        return row

    def _foot(self, opened: Opened) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._reason = PlainLabel("", self, role="mute", size="small", elide=True)
        self._reason.setObjectName("editor.reason")
        self._show = QPushButton(tr("Show it"), self)
        self._show.setObjectName("action.show-wrong")
        self._show.setProperty("kind", "quiet")
        self._show.setProperty("role", "accent")
        self._show.setAutoDefault(False)
        self._show.clicked.connect(self.show_wrong)
        row.addWidget(self._reason)
        row.addWidget(self._show)
        row.addStretch(1)
        discard = QPushButton(tr("Discard"), self)
        discard.setObjectName("action.discard-listing")
        discard.clicked.connect(self.discard)
        close = QPushButton(tr("Save as draft") if opened.live is None else tr("Close"), self)
        close.setObjectName("action.close-listing")
        close.clicked.connect(self.finish)
        self.submit_button = QPushButton(tr("Submit"), self)
        self.submit_button.setProperty("kind", "primary")
        self.submit_button.setObjectName("action.submit-listing")
        self.submit_button.clicked.connect(self.submit)
        for button in (discard, close, self.submit_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _renew(self) -> None:
        self._undo.setEnabled(self.draft.can_undo)
        self._redo.setEnabled(self.draft.can_redo)
        wrongs = self.draft.judgement.wrongs
        self.submit_button.setEnabled(not wrongs)
        self._show.setVisible(bool(wrongs))
        reason = refusal_text(wrongs[0].why) if wrongs else ""
        self.submit_button.setToolTip(plain_tooltip(reason))
        if len(wrongs) > 1:
            more = len(wrongs) - 1
            reason = tr("{first} %Ln more thing(s) to do.", more, first=reason)
        self._reason.setText(reason or tr("Ready to be submitted."))

    def _save_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
