"""A label that never interprets what it shows.

Buyers write names, addresses and messages; Qt would take `<b>` or `<img src=…>` in them for markup
and even fetch the picture. Every text that is not a literal goes into a PlainLabel, and every
tooltip through `plain_tooltip`.
"""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_LEAST_ELIDED = 40
"""Logical pixels an elided label may shrink to."""


def plain_tooltip(text: str) -> str:
    """Markup that shows exactly `text`; Qt's guess whether a tooltip is markup is taken away."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if text else ""


class PlainLabel(QLabel):
    """A QLabel whose text is plain text, always.

    `role`, `size` and `strong` set the stylesheet's properties role, scale and strong. With
    `elide` the label shortens its text with "…" where there is no room, and the tooltip then
    shows the whole.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "",
        size: str = "",
        strong: bool = False,
        elide: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self._elide = elide
        self._own_tip = ""
        for name, value in (("role", role), ("scale", size), ("strong", strong)):
            if value:
                self.setProperty(name, value)
        self.setWordWrap(wrap)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setText(text)

    def setTextFormat(self, text_format: Qt.TextFormat) -> None:
        if text_format != Qt.TextFormat.PlainText:
            raise ValueError("a PlainLabel shows plain text only")

    def setText(self, text: str) -> None:
        if self._elide:
            text = " ".join(text.split())
        if text == self.text():
            return
        super().setText(text)
        self._renew_tip()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Left and right are swapped in right-to-left layouts, whatever the text is.

        QLabel goes by the text's own direction: figures would stand at the wrong edge.
        """
        self._alignment = alignment
        visual = self.style().visualAlignment(self.layoutDirection(), alignment)
        super().setAlignment(visual | Qt.AlignmentFlag.AlignAbsolute)

    def setToolTip(self, text: str) -> None:
        """Sets a plain text tooltip."""
        self._own_tip = text
        self._renew_tip()

    def is_elided(self) -> bool:
        """Whether something of the text is not seen."""
        return self._elide and self.fontMetrics().horizontalAdvance(self.text()) > self._room()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), _LEAST_ELIDED))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew_tip()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._renew_tip()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(self._alignment)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_elided():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self._room()
        )
        margin = self.margin()
        self.style().drawItemText(
            painter,
            self.contentsRect().adjusted(margin, margin, -margin, -margin),
            self.alignment().value,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    def _room(self) -> int:
        return self.contentsRect().width() - 2 * self.margin()

    def _renew_tip(self) -> None:
        whole = self.text() if self.is_elided() else ""
        parts = [part for part in (whole, self._own_tip) if part]
        super().setToolTip(plain_tooltip("\n".join(parts)))
