"""Asking where a file is to be written, in the system's own dialog."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.file_names import file_name, with_ending
from desktop.i18n import tr

TABLES: Mapping[str, str] = {".csv": "CSV", ".xlsx": "Excel"}
"""Forms in which a table is written, by their endings."""


class SavePlace:
    """Asks, and begins in the folder that was chosen last."""

    def __init__(self) -> None:
        """It begins among the person's documents."""
        self._folder = ""

    def ask(
        self, parent: QWidget, heading: str, name: str, forms: Mapping[str, str]
    ) -> Path | None:
        """The place that a person chooses; an ending that is missing is that of the form chosen.

        ``forms`` are the words for each ending; None where nothing is chosen.
        """
        places = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(places)
        first = next(iter(forms))
        shown = {f"{words} (*{ending})": ending for ending, words in forms.items()}
        found, form = QFileDialog.getSaveFileName(
            parent, heading, str(Path(folder) / f"{file_name(name)}{first}"), ";;".join(shown)
        )
        if not found:
            return None
        self._folder = str(Path(found).parent)
        return with_ending(Path(found), tuple(dict.fromkeys((shown.get(form, first), *forms))))

    def ask_for_table(self, parent: QWidget, name: str) -> Path | None:
        """The place for a table."""
        return self.ask(parent, tr("Save data"), name, TABLES)
