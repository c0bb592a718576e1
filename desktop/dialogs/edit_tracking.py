"""Replacing the tracking number of a package, which can be done once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import AskingDialog
from desktop.dialogs.tracking_field import TrackingField
from desktop.i18n import left_to_right, tr
from domain.rulebook import Carrier


class EditTrackingDialog(AskingDialog):
    """Asks for the right number; stays open until it is taken."""

    entered = Signal(str, str)
    """The number, and the code of its carrier or nothing."""

    def __init__(
        self,
        tracking: str,
        until: str,
        carriers: Mapping[str, Carrier],
        parent: QWidget | None = None,
    ) -> None:
        """Take the number as it is now, and until when it can be replaced, in words."""
        about = tr(
            "It is {tracking} now. This can be done once, until {until}.",
            tracking=left_to_right(tracking),
            until=until,
        )
        words = (tr("Edit tracking"), tr("Replace the tracking number"), about)
        super().__init__("edit-tracking", "edit-tracking", words, 560, parent)
        self.field = TrackingField("new", tr("New tracking number"), carriers, self)
        self.field.changed.connect(self._check)
        self.fields.addWidget(self.field)
        self.fields.addStretch(1)
        self.confirm.setText(tr("Replace"))
        self.field.number.setFocus()
        self._check()

    def take(self) -> None:
        self.entered.emit(self.field.text(), self.field.carrier_code())

    def _check(self) -> None:
        self.confirm.setEnabled(self.field.is_good())
        self.show_problem("")
