"""The glossary: every metric with what it counts, in which unit, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.analytics_wording import (
    better_text,
    metric_meaning,
    metric_name,
    source_text,
    unit_name,
)
from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from domain.analytics.metrics import DEFINITIONS, Metric


class GlossaryDialog(RoomyDialog):
    """Metrics by name, those of the page behind it first; a search narrows them down."""

    def __init__(self, here: Sequence[Metric], parent: QWidget | None = None) -> None:
        """``here`` are the metrics of the page from which it was opened."""
        super().__init__(parent)
        self.setObjectName("dialog.glossary")
        self.setWindowTitle(tr("Glossary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(tr("Glossary"), self, size="title", strong=True))
        self.search = _Search(self)
        self.search.textChanged.connect(self._filter)
        self.search.scrolled.connect(self._scroll)
        column.addWidget(self.search)
        self.list = Scrolled(14, 2, self)
        self.list.setObjectName("glossary.list")
        self.list.setAccessibleName(tr("Metrics"))
        self._parts = [
            _Part(words, metrics, self.list)
            for words, metrics in (
                (tr("On this page"), [each for each in Metric if each in here]),
                (
                    tr("All others") if here else "",
                    [each for each in Metric if each not in here],
                ),
            )
            if metrics
        ]
        for part in self._parts:
            self.list.body.addWidget(part)
        self._nothing = PlainLabel("", self.list, role="mute", wrap=True)
        self._nothing.hide()
        self.list.body.addWidget(self._nothing)
        self.list.body.addStretch(1)
        column.addWidget(self.list, 1)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("action.close-glossary")
        close.setAutoDefault(False)  # Enter in the search field is not for it
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.search.setFocus()

    def listed(self) -> tuple[Metric, ...]:
        """The metrics that can be read now, from the top."""
        return tuple(metric for part in self._parts for metric in part.listed())

    def _filter(self, sought: str) -> None:
        words = sought.casefold().split()
        found = [part.show_only(words) for part in self._parts]
        self._nothing.setText(
            tr("No metric has “{text}” in its name or meaning.", text=sought.strip())
        )
        self._nothing.setVisible(not any(found))
        self.list.verticalScrollBar().setValue(0)

    def _scroll(self, pages: int) -> None:
        bar = self.list.verticalScrollBar()
        step = bar.singleStep() * 2 if abs(pages) == 1 else bar.pageStep()
        bar.setValue(bar.value() + (step if pages > 0 else -step))


class _Part(QWidget):
    """Some metrics under a heading, in the order of their names."""

    def __init__(self, heading: str, metrics: Sequence[Metric], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if heading:
            column.addWidget(PlainLabel(heading, self, role="mute", size="small", strong=True))
        ordered = sorted(metrics, key=lambda metric: metric_name(metric).casefold())
        self._entries = [_Entry(metric, self) for metric in ordered]
        for entry in self._entries:
            column.addWidget(entry)

    def listed(self) -> tuple[Metric, ...]:
        return tuple(each.about for each in self._entries if not each.isHidden())

    def show_only(self, words: Sequence[str]) -> bool:
        """Show the metrics of which all words are said, and whether there are any."""
        for entry in self._entries:
            entry.setVisible(entry.has(words))
        self.setVisible(bool(self.listed()))
        return bool(self.listed())


class _Entry(QWidget):
    """One metric."""

    def __init__(self, metric: Metric, parent: QWidget) -> None:
        super().__init__(parent)
        self.about = metric
        definition = DEFINITIONS[metric]
        name, meaning = metric_name(metric), metric_meaning(metric)
        facts = " · ".join(
            (
                unit_name(definition.unit),
                better_text(definition.better),
                source_text(definition),
            )
        )
        self._said = f"{name}\n{meaning}".casefold()
        self.setObjectName(f"glossary.{metric.value}")
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{meaning} {facts}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(name, self, strong=True, wrap=True))
        column.addWidget(PlainLabel(meaning, self, wrap=True))
        column.addWidget(PlainLabel(facts, self, role="mute", size="small", wrap=True))

    def has(self, words: Sequence[str]) -> bool:
        return all(word in self._said for word in words)


class _Search(QLineEdit):
    """Escape clears it first; up and down, and the keys for pages, move the list below."""

    scrolled = Signal(int)
    """Lines or pages down: ±1 a little, ±2 a page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setObjectName("search.glossary")
        self.setAccessibleName(tr("Search the glossary"))
        self.setPlaceholderText(tr("Search the glossary"))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 2,
            Qt.Key.Key_PageUp: -2,
        }
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in moves:
            self.scrolled.emit(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
