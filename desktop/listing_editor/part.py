"""A card of the form: some fields of the listing, and what is wrong with them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import left_to_right, tr
from desktop.listing_editor.draft import Draft
from desktop.theme.properties import restyle
from desktop.widgets.card import Card
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import number, refusal_text
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing


class Problem(PlainLabel):
    """What is wrong with a field, in sentences; there only while something is."""

    def __init__(self, name: str, draft: Draft, fields: tuple[str, ...], parent: QWidget) -> None:
        super().__init__("", parent, role="mute", size="small", wrap=True)
        self.setObjectName(f"problem.{name}")
        self._draft, self.fields = draft, fields
        self.hide()

    def renew(self) -> None:
        """Say it; quietly as long as nothing has been entered there."""
        found = self._draft.judgement.about(*self.fields)
        self.setText("\n".join(dict.fromkeys(refusal_text(each.why) for each in found)))
        begun = any(self._draft.is_begun(each.field) for each in found)
        restyle(self, role="bad" if begun else "mute")
        self.setVisible(bool(found))


class Counter(PlainLabel):
    """How many characters there are, of how many that may be."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__("", parent, role="mute", size="small")
        self.setObjectName(f"counter.{name}")

    def show_count(self, found: int, most: int) -> None:
        self.setText(left_to_right(tr("{found} / {most}", found=number(found), most=number(most))))
        restyle(self, role="bad" if found > most else "mute")


def headed(words: str, counter: QWidget | None, parent: QWidget) -> QHBoxLayout:
    """A field's word, with its counter at the other end."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(PlainLabel(words, parent, role="mute", size="small", elide=True), 1)
    if counter is not None:
        row.addWidget(counter)
    return row


class Part(Card):
    """Put fields into ``body`` and ``problem`` beneath them."""

    def __init__(
        self, name: str, title: str, draft: Draft, fields: tuple[str, ...], parent: QWidget
    ) -> None:
        """``fields`` of the listing whose wrongs are said here."""
        super().__init__(f"editor.{name}", title, parent)
        self.draft = draft
        self.problem = Problem(name, draft, fields, self)
        draft.changed.connect(self.renew)

    def renew(self) -> None:
        """Show the listing at hand."""
        self.show_listing(self.draft.listing)
        self.problem.renew()

    def show_listing(self, listing: Listing) -> None:
        """Show its fields; nothing here may change the listing."""
        raise NotImplementedError

    def mends(self, wrong: Wrong) -> QWidget | None:
        """The field in which something wrong is mended; None where that is in another part."""
        return self if wrong.variant < 0 and wrong.field in self.problem.fields else None
