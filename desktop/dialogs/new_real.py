"""A new shop for real exports: its name and its region."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.dialogs.shop_place import ShopPlace
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel
from domain.rulebook import regions, rulebook


class NewRealDialog(GrowingDialog):
    """Accepted, it holds ``path``, ``name`` and ``region``."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.new-real")
        self.setWindowTitle(tr("Import my shop"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(
            PlainLabel(
                tr("Make a place for your real shop"), self, size="title", strong=True, wrap=True
            )
        )
        column.addWidget(
            PlainLabel(
                tr(
                    "Your files are read on this computer only. "
                    "Buyers' names, phones and streets are kept until delivery and then dropped."
                ),
                self,
                role="mute",
                wrap=True,
            )
        )
        column.addWidget(PlainLabel(tr("Where the shop sells"), self, role="mute", size="small"))
        self._region = QComboBox(self)
        self._region.setObjectName("shop.region")
        self._region.setAccessibleName(tr("Where the shop sells"))
        named = {code: region_name(code) for code in regions()}
        for code in sorted(named, key=lambda each: (each != "us", named[each].casefold())):
            self._region.addItem(named[code], code)
        column.addWidget(self._region)
        self.place = ShopPlace(folder, tr("My shop"), self)
        column.addWidget(self.place)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        create = QPushButton(tr("Next: choose files"), self)
        create.setProperty("kind", "primary")
        create.setObjectName("action.create")
        create.setDefault(True)
        create.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(create)
        column.addLayout(row)
        self.place.changed.connect(create.setEnabled)
        create.setEnabled(self.place.possible)
        self.place.name_field.setFocus()
        self.setMinimumWidth(480)

    @property
    def path(self) -> Path:
        """Where the shop will be."""
        return self.place.path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.place.name

    @property
    def region(self) -> str:
        """The region's code."""
        return str(self._region.currentData())


def region_name(code: str) -> str:
    """A region in the person's language."""
    return {
        "id": tr("Indonesia"),
        "mx": tr("Mexico"),
        "my": tr("Malaysia"),
        "ph": tr("Philippines"),
        "th": tr("Thailand"),
        "uk": tr("United Kingdom"),
        "us": tr("United States"),
        "vn": tr("Vietnam"),
    }.get(code, rulebook(code).name)
