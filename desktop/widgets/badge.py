"""The badge that always says whether a shop is practice or real."""

from typing import Literal

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.widgets.plain_label import PlainLabel

ShopKind = Literal["practice", "real"]


class ShopBadge(PlainLabel):
    """PRACTICE · US on a filled ground, REAL · US in a frame: word and shape differ, not colour."""

    def __init__(
        self, kind: ShopKind = "practice", region: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setObjectName("badge.shop")
        self.setProperty("kind", "badge")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_shop(kind, region)

    def set_shop(self, kind: ShopKind, region: str) -> None:
        real = kind == "real"
        word = tr("REAL") if real else tr("PRACTICE")
        self.setText(f"{word} · {region.upper()}" if region else word)
        self.setToolTip(
            tr("A real shop: figures come from files you imported.")
            if real
            else tr("A practice shop: buyers, money and platform are simulated.")
        )
        restyle(self, role="good" if real else "accent")
