"""Beside the form: the phone, how good the listing is, and what would be objected to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.listing_advice_wording import (
    fix_text,
    gain_texts,
    objection_text,
    tier_name,
    tier_role,
)
from desktop.listing_editor.album import Album
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.phone_preview import PhonePreview
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.plain_label import PlainLabel

_MARK = "•"


class AdviceColumn(DetailCard):
    """Follows the listing as it is typed."""

    def __init__(self, draft: Draft, album: Album, parent: QWidget) -> None:
        super().__init__("advice", tr("Preview and advice"), tr("Close"), spacing=8, parent=parent)
        self._draft = draft
        self.preview = PhonePreview(draft, album, self)
        self.body.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignHCenter)
        self._lines: dict[str, tuple[PlainLabel, PlainLabel]] = {}
        for key, words in (
            ("last", tr("What the last review objected to")),
            ("review", tr("What the review may object to")),
            ("gain", tr("What a better listing would bring")),
            ("next", tr("What the next tier needs")),
            ("more", tr("What else would help")),
        ):
            heading = PlainLabel(words, self, strong=True, wrap=True)
            lines = PlainLabel("", self, size="small", wrap=True)
            lines.setObjectName(f"advice.{key}")
            self.body.addWidget(heading)
            self.body.addWidget(lines)
            self._lines[key] = heading, lines
        self.body.addStretch(1)
        draft.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Say what holds now."""
        found, opened = self._draft.judgement, self._draft.opened
        tier = found.quality.tier
        self.show_head(
            tr("Preview and advice"),
            tr("Quality: {tier}", tier=tier_name(tier)),
            tier_role(tier),
            tr("Poor, fair or good: better listings are shown more often."),
        )
        first = found.quality.next_fixes
        rest = tuple(each for each in found.quality.fixes if each not in first)
        held = {(each.rule, each.field) for each in found.objections}
        told = {(each.rule, each.field) for each in opened.objections}
        last = [
            text if (each.rule, each.field) in held else tr("Mended: {objection}", objection=text)
            for each in opened.objections
            for text in (objection_text(each),)
        ]
        self._show("last", last)
        others = (each for each in found.objections if (each.rule, each.field) not in told)
        self._show("review", [objection_text(each) for each in others])
        gains = opened.effects.of(tier, len(self._draft.listing.pictures))
        self._show("gain", gain_texts(tier, gains))
        self._show("next", [fix_text(each, opened.rules) for each in first])
        self._show("more", [fix_text(each, opened.rules) for each in rest])

    def _show(self, key: str, sentences: Sequence[str]) -> None:
        heading, lines = self._lines[key]
        lines.setText("\n".join(f"{_MARK} {each}" for each in dict.fromkeys(sentences)))
        heading.setVisible(bool(sentences))
        lines.setVisible(bool(sentences))
