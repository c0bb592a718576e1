"""Taking pictures in: as many as there is room for, with words on how it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.listing_editor.album import Album, Source
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import refusal_text
from domain.catalogue.images.picture import Box
from domain.kernel.refusals import Refusal


class Intake(QWidget):
    """Says how many pictures are on their way, and why others were not taken."""

    changed = Signal()
    """Another number of pictures is on its way."""

    def __init__(self, name: str, album: Album, parent: QWidget) -> None:
        super().__init__(parent)
        self._album = album
        self.coming = 0
        self._refusals: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._state = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._state.setObjectName(f"state.{name}")
        self.refused = PlainLabel("", self, role="bad", size="small", wrap=True)
        self.refused.setObjectName(f"refused.{name}")
        column.addWidget(self._state)
        column.addWidget(self.refused)
        self._tell()

    def take(self, sources: Sequence[Source], room: int, then: Callable[[str], None]) -> None:
        """Take in as many as there is room for beside those on their way; ``then`` gets each id."""
        taken = sources[: max(room - self.coming, 0)]
        self._refusals = []
        if left := len(sources) - len(taken):
            self._refusals.append(tr("There is no room for %Ln more picture(s).", left))
        for source in taken:
            self._take(source, then, None)
        self._tell()

    def cut(self, source: Source, box: Box, then: Callable[[str], None]) -> None:
        """Take in a square of a picture that is there; ``then`` gets its id."""
        self._refusals = []
        self._take(source, then, box)
        self._tell()

    def refuse(self, sentence: str, *, anew: bool = False) -> None:
        """Say why something was not taken, ``anew`` in place of what was said before."""
        self._refusals = [sentence] if anew else [*self._refusals, sentence]
        self._tell()

    def _take(self, source: Source, then: Callable[[str], None], box: Box | None) -> None:
        def done(picture: str) -> None:
            self.coming -= 1
            then(picture)
            self._tell()

        def refused(why: Refusal) -> None:
            self.coming -= 1
            self.refuse(refusal_text(why))

        self.coming += 1
        self._album.take(source, done, refused, box)

    def _tell(self) -> None:
        self._state.setText(tr("Taking in %Ln picture(s)…", self.coming) if self.coming else "")
        self._state.setVisible(bool(self.coming))
        self.refused.setText("\n".join(dict.fromkeys(self._refusals)))
        self.refused.setVisible(bool(self._refusals))
        self.setVisible(bool(self.coming or self._refusals))
        self.changed.emit()
