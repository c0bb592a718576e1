"""The pictures of the listing, the still of its video, and its size chart."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.listing_editor.album import Album
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.part import Counter, Part
from desktop.listing_editor.picture_strip import PictureStrip
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.categories import category_tree
from domain.catalogue.limits import Wrong
from domain.catalogue.listing import Listing


class Pictures(Part):
    """Up to nine, the main one first."""

    def __init__(self, draft: Draft, album: Album, parent: QWidget) -> None:
        super().__init__("pictures", tr("Pictures"), draft, ("pictures",), parent)
        rules = draft.opened.rules
        self._count = Counter("pictures", self)
        self.add_to_title(self._count)
        hint = tr("Drop files here, or paste. Drag, or Alt with the arrow keys, changes the order.")
        self.strip = PictureStrip(
            "pictures",
            tr("Pictures"),
            rules.pictures_high,
            album,
            draft.looks.get,
            rules.image_side_low,
            self,
        )
        self.strip.arranged.connect(lambda pictures: draft.change(pictures=pictures))
        self._ground = PlainLabel("", self, role="warn", size="small", wrap=True)
        self._ground.setObjectName("hint.main-picture")
        self.body.addWidget(PlainLabel(hint, self, role="mute", size="small", wrap=True))
        self.body.addWidget(self.strip)
        self.body.addWidget(self._ground)
        self.body.addWidget(self.problem)

    def mends(self, wrong: Wrong) -> QWidget | None:
        return self.strip.add_button if super().mends(wrong) else None

    def show_listing(self, listing: Listing) -> None:
        self.strip.show_pictures(listing.pictures)
        self._count.show_count(len(listing.pictures), self.draft.opened.rules.pictures_high)
        main = self.draft.looks.get(listing.pictures[0]) if listing.pictures else None
        hints = []
        if listing.pictures and (main is None or not main.is_on_white):
            hints.append(tr("The main picture has no white background, which buyers look for."))
        if main is not None and main.width != main.height:
            hints.append(tr("The main picture is not square: parts of it are left out in search."))
        if main is not None and main.is_blurred:
            hints.append(tr("The main picture looks blurred."))
        self._ground.setText("\n".join(hints))
        self._ground.setVisible(bool(hints))


class FurtherPictures(Part):
    """One picture for the video, and one for sizes where the category asks for it."""

    def __init__(self, draft: Draft, album: Album, parent: QWidget) -> None:
        super().__init__("further", tr("Video and size chart"), draft, (), parent)
        rules = draft.opened.rules
        self._chart_words = PlainLabel(tr("Size chart"), self, role="mute", size="small")
        self.video = PictureStrip(
            "video",
            tr("Still picture of the video"),
            1,
            album,
            draft.looks.get,
            rules.image_side_low,
            self,
        )
        self.chart = PictureStrip(
            "size-chart",
            tr("Size chart"),
            1,
            album,
            draft.looks.get,
            rules.image_side_low,
            self,
        )
        self.video.arranged.connect(lambda ids: draft.change(video="".join(ids)))
        self.chart.arranged.connect(lambda ids: draft.change(size_chart="".join(ids)))
        words = tr("Still picture of the video")
        self.body.addWidget(PlainLabel(words, self, role="mute", size="small", wrap=True))
        self.body.addWidget(self.video)
        self.body.addWidget(self._chart_words)
        self.body.addWidget(self.chart)

    def show_listing(self, listing: Listing) -> None:
        found = category_tree(self.draft.opened.region).categories.get(listing.leaf)
        asked = found is not None and found.requirements.size_chart
        self.video.show_pictures((listing.video,) if listing.video else ())
        self.chart.show_pictures((listing.size_chart,) if listing.size_chart else ())
        self._chart_words.setVisible(asked or bool(listing.size_chart))
        self.chart.setVisible(asked or bool(listing.size_chart))
