"""The listing at hand while it is edited, with its history and what is said of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.listing_editor.history import History
from desktop.listing_editor.judging import Judgement, judged
from desktop.listing_editor.opened import Opened
from domain.catalogue.brands import Brands
from domain.catalogue.images.picture import Facts
from domain.catalogue.listing import Listing


class Draft(QObject):
    """What all parts of the editor show and change."""

    changed = Signal()
    """The listing is another one, or more is known of its pictures."""
    edited = Signal()
    """The listing is another one."""

    def __init__(
        self,
        opened: Opened,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self.looks: dict[str, Facts] = dict(opened.looks)
        self._history = History(opened.listing, clock)
        self._touched: set[str] = set()
        self.judgement: Judgement = judged(opened.listing, opened, self.looks)

    @property
    def listing(self) -> Listing:
        return self._history.now

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def change(self, about: str = "", **fields: Any) -> None:
        """Put other values into the listing; ``about`` names what is being typed, if it is."""
        made = replace(self.listing, **fields)
        self._touched.update(fields)
        if made != self.listing:
            self._history.put(made, about)
            self._renew()

    def undo(self) -> None:
        if self._history.undo():
            self._renew()

    def redo(self) -> None:
        if self._history.redo():
            self._renew()

    def learn(self, picture: str, facts: Facts) -> None:
        """Take in what a picture looks like."""
        self.looks[picture] = facts
        self.judgement = judged(self.listing, self.opened, self.looks)
        self.changed.emit()

    def hear(self, brands: Brands) -> None:
        """Take in what the platform has answered about brands."""
        if brands != self.opened.brands:
            self.opened = replace(self.opened, brands=brands)
            self.judgement = judged(self.listing, self.opened, self.looks)
            self.changed.emit()

    def is_begun(self, field: str) -> bool:
        """Whether something was entered there, now or before; else nothing is amiss yet."""
        name = "attributes" if field.startswith("attribute.") else field
        return self.opened.live is not None or name in self._touched

    def _renew(self) -> None:
        self.judgement = judged(self.listing, self.opened, self.looks)
        self.edited.emit()
        self.changed.emit()
