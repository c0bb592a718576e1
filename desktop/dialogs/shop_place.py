"""The part of a new-shop dialog that asks for a name and a folder, and checks both while typing."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel
from domain.storage.file import SUFFIX

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""File names that Windows keeps for devices, whatever their ending."""
_LONGEST = 60


class ShopPlace(QWidget):
    """Name and folder of a shop to be made."""

    changed = Signal(bool)
    """Whether a shop can be made there."""

    def __init__(self, folder: Path, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(PlainLabel(tr("Name of the shop"), self, role="mute", size="small"))
        self.name_field = QLineEdit(self)
        self.name_field.setObjectName("shop.name")
        self.name_field.setAccessibleName(tr("Name of the shop"))
        self.name_field.setMaxLength(_LONGEST)
        self.name_field.textChanged.connect(self._check)
        column.addWidget(self.name_field)
        self._problem = PlainLabel("", self, role="bad", size="small", wrap=True)
        column.addWidget(self._problem)
        self._offer = QPushButton(self)
        self._offer.setObjectName("action.use-free-name")
        self._offer.setAutoDefault(False)
        self._offer.clicked.connect(self._use_free_name)
        column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._where = PlainLabel("", self, role="mute", size="small", elide=True)
        row.addWidget(self._where, 1)
        choose = QPushButton(tr("Other folder…"), self)
        choose.setObjectName("action.choose-folder")
        choose.setProperty("kind", "quiet")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        column.addLayout(row)
        self.name_field.setText(self._free(name))
        self.name_field.selectAll()
        self._check()

    @property
    def name(self) -> str:
        """The name as typed, without blanks at its ends."""
        return self.name_field.text().strip()

    @property
    def path(self) -> Path:
        """Where the shop will be."""
        return self._file(self.name)

    @property
    def possible(self) -> bool:
        """Whether a shop can be made there."""
        return self._refusal() == ""

    def suggest(self, name: str) -> None:
        """Put another name in, unless the person has typed one."""
        if not self.name_field.isModified():
            self.name_field.setText(self._free(name))

    def _file(self, name: str) -> Path:
        """The file of a shop of that name, written so that every system takes it."""
        stem = _FORBIDDEN.sub("-", name).strip(". ")
        if not stem or _RESERVED.fullmatch(stem):
            stem = f"shop {stem}".rstrip()
        return self._folder / f"{stem}{SUFFIX}"

    def _free(self, name: str) -> str:
        """The name, numbered where a shop of that name is already there."""
        number, free = 1, name
        while self._file(free).exists():
            number += 1
            free = f"{name[: _LONGEST - 4].rstrip()} {number}"
        return free

    def _refusal(self) -> str:
        if not self.name:
            return tr("A shop needs a name.")
        if self.path.exists():
            return tr("There is already a shop of this name in the folder.")
        return ""

    def _check(self) -> None:
        problem = self._refusal()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        taken = bool(self.name) and bool(problem)
        self._offer.setVisible(taken)
        if taken:
            free = self._free(self.name)
            self._offer.setText(tr("Use “{name}”", name=free).replace("&", "&&"))
        restyle(self.name_field, invalid=bool(problem))
        self._where.setText(tr("Saved in {folder}", folder=left_to_right(str(self._folder))))
        self.changed.emit(not problem)

    def _use_free_name(self) -> None:
        self.name_field.setText(self._free(self.name))
        self.name_field.setModified(True)  # the person chose it: no scenario replaces it
        self.name_field.setFocus()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, tr("Folder for the shop"), str(self._folder)
        )
        if chosen:
            self._folder = Path(chosen)
            self._check()
