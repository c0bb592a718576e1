"""The pictures of the listing at hand: taken in through the desk, shown from their thumbnails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QPixmap

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.listing_editor.draft import Draft
from desktop.listing_editor.drawn_pixmap import drawn_pixmap
from domain.catalogue.images.picture import Box
from domain.catalogue.picture_shelf import Kept, jpeg, thumbnails
from domain.kernel.refusals import Refusal
from domain.shop import Shop

Source = Path | bytes | QImage
"""A file, the bytes of one, or what another program has put on the clipboard."""


class Album(QObject):
    """Knows each picture's thumbnail, and as long as the editor is open where it came from."""

    shown = Signal()
    """More thumbnails are known."""

    def __init__(self, desk: Desk, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._draft = desk, draft
        self._thumbnails: dict[str, QPixmap] = {}
        self._sources: dict[str, Path | bytes] = {}
        self._has_taken = False
        self._wanted: set[str] = set()
        listing = draft.opened.listing
        self.want((*listing.pictures, listing.video, listing.size_chart))

    def want(self, pictures: Iterable[str]) -> None:
        """Have the thumbnails of pictures known soon; ``shown`` tells it."""
        wanted = {each for each in pictures if each} - self._thumbnails.keys() - self._wanted
        if wanted:
            self._wanted |= wanted  # and what is on its way still: the last question is answered
            query = partial(_read_thumbnails, tuple(self._wanted - self._thumbnails.keys()))
            self._desk.read(self, "thumbnails", query, self._show)

    def pixmap(self, picture: str, side: int, density: float) -> QPixmap | None:
        """A picture as a square of so many logical pixels; None while it is not known."""
        drawn = drawn_pixmap(picture, side, density)
        if drawn is not None:
            return drawn
        found = self._thumbnails.get(picture)
        if found is None:
            return None
        scaled = found.scaled(
            round(side * density),
            round(side * density),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(density)
        return scaled

    def take(
        self,
        source: Source,
        then: Callable[[str], None],
        refused: Callable[[Refusal], None],
        box: Box | None = None,
    ) -> None:
        """Take a picture in, or a square of it; ``then`` gets its id."""

        def job(shop: Shop, _write: object) -> tuple[Kept, Path | bytes]:
            file = _png(source) if isinstance(source, QImage) else source
            return shop.keep_picture(file, box), file

        def done(result: tuple[Kept, Path | bytes]) -> None:
            kept, file = result
            if box is None:
                self._sources[kept.id] = file
            self._show({kept.id: kept.thumbnail})
            self._draft.learn(kept.id, kept.facts)
            then(kept.id)

        self._has_taken = True
        self._desk.write(self, tr("Taking a picture in"), job, done, refused=refused)

    def original(self, picture: str) -> Path | bytes | None:
        """What it was taken in from, while that is there: it has more detail than what is kept."""
        source = self._sources.get(picture)
        return None if isinstance(source, Path) and not source.is_file() else source

    def read_stored(self, picture: str, then: Callable[[bytes], None]) -> None:
        """Ask for the stored picture in full."""
        self._desk.read(self, f"stored {picture}", lambda shop: shop.read(jpeg, picture), then)

    def rest(self) -> None:
        """No picture is taken in for a while."""
        if not self._has_taken:
            return
        self._has_taken = False
        self._desk.write(self, tr("Taking pictures in"), lambda shop, _: shop.rest_from_pictures())

    def _show(self, found: dict[str, bytes]) -> None:
        for picture, data in found.items():
            pixmap = QPixmap()
            if pixmap.loadFromData(data, "JPEG"):
                self._thumbnails[picture] = pixmap
        self.shown.emit()


def _read_thumbnails(wanted: tuple[str, ...], shop: Shop) -> dict[str, bytes]:
    return shop.read(thumbnails, wanted)


def _png(image: QImage) -> bytes:
    """The picture as a file; on whatever thread asks, since large ones take a while."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())
