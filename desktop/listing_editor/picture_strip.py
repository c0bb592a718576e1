"""A row of pictures: added from files, dropped or pasted; put in order, cut square, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFileDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.listing_editor.album import Album, Source
from desktop.listing_editor.crop_dialog import CropDialog
from desktop.listing_editor.intake import Intake
from desktop.listing_editor.picture_tile import PLACE, SIDE, PictureTile
from desktop.widgets.flow_layout import FlowLayout
from domain.catalogue.images.examined import Kind
from domain.catalogue.images.picture import Box, Facts

_ENDINGS = tuple(ending for kind in Kind for ending in kind.endings)


class PictureStrip(QWidget):
    """Holds up to ``most`` pictures by their ids."""

    arranged = Signal(object)
    """A tuple of ids, after a person has changed it."""

    def __init__(
        self,
        name: str,
        words: str,
        most: int,
        album: Album,
        looks: Callable[[str], Facts | None],
        least_side: int,
        parent: QWidget,
    ) -> None:
        """``words`` name it; ``looks`` says what is known of a picture; sides in pixels."""
        super().__init__(parent)
        self.setObjectName(f"editor.{name}")
        self.setAccessibleName(words)
        self.setAcceptDrops(True)
        self._name, self._most, self._album = name, most, album
        self._looks, self._least = looks, least_side
        self.pictures: tuple[str, ...] = ()
        self._tiles: list[PictureTile] = []
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._row = QWidget(self)
        FlowLayout(self._row)
        column.addWidget(self._row)
        buttons = QWidget(self)
        flow = FlowLayout(buttons)
        self.add_button = self._button(
            "add", tr("Add pictures…") if most > 1 else tr("Add a picture…")
        )
        self._paste = self._button("paste", tr("Paste"))
        self._crop = self._button("crop", tr("Cut square…"))
        self._remove = self._button("remove", tr("Remove"))
        for button, act in (
            (self.add_button, self._ask_files),
            (self._paste, self.paste),
            (self._crop, self._ask_crop),
            (self._remove, self.remove),
        ):
            button.clicked.connect(act)
            flow.addWidget(button)
        column.addWidget(buttons)
        self.intake = Intake(name, album, self)
        self.intake.changed.connect(self._enable)
        column.addWidget(self.intake)
        album.shown.connect(self._paint)
        self._build()

    def show_pictures(self, pictures: tuple[str, ...]) -> None:
        """Show these; the chosen one stays chosen where it is still there."""
        if pictures != self.pictures:
            chosen = self.chosen()
            self.pictures = pictures
            self._build()
            if chosen in pictures:
                self._choose(pictures.index(chosen))

    def chosen(self) -> str:
        """The picture that the buttons are about; empty for none."""
        place = self._place()
        return self.pictures[place] if 0 <= place < len(self.pictures) else ""

    def take(self, sources: Sequence[Source]) -> None:
        """Take pictures in, behind those that are there, as many as there is room for."""
        self.intake.take(sources, self._most - len(self.pictures), self._arrive)

    def paste(self) -> None:
        """Take in what is on the clipboard: files, or a picture."""
        sources = picture_sources(QApplication.clipboard().mimeData())
        if sources:
            self.take(sources)
        else:
            words = tr("There is no picture on the clipboard: copy one first.")
            self.intake.refuse(words, anew=True)

    def remove(self) -> None:
        """Take the chosen picture out."""
        place = self._place()
        if place < len(self.pictures):
            self._arrange((*self.pictures[:place], *self.pictures[place + 1 :]))
            if self.pictures:
                self._choose(min(place, len(self.pictures) - 1), focus=True)

    def put(self, place: int, to: int) -> None:
        """Put a picture at another place."""
        if place == to or not (0 <= place < len(self.pictures) and 0 <= to < len(self.pictures)):
            return
        rest = [*self.pictures[:place], *self.pictures[place + 1 :]]
        rest.insert(to, self.pictures[place])
        self._arrange(tuple(rest))
        self._choose(to, focus=True)

    def crop(self, picture: str, box: Box) -> None:
        """Put a square of a picture at its place; the box counts pixels of the original."""
        source = self._album.original(picture)
        if source is not None:
            self._cut(picture, source, box)
        else:
            self._album.read_stored(picture, lambda data: self._cut(picture, data, box))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PLACE) or picture_sources(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        what = event.mimeData()
        if what.hasFormat(PLACE) and event.source() in (None, *self._tiles):
            to = self._place_at(event)
            self.put(int(bytes(what.data(PLACE).data())), min(to, len(self.pictures) - 1))
        else:
            self.take(picture_sources(what))
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _button(self, act: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{act}.{self._name}")
        button.setAutoDefault(False)
        return button

    def _arrive(self, picture: str) -> None:
        if picture in self.pictures:
            self.intake.refuse(tr("That picture is already here."))
        else:
            self._arrange((*self.pictures, picture))

    def _cut(self, picture: str, source: Path | bytes, box: Box) -> None:
        def put(cut: str) -> None:
            if cut not in self.pictures:
                self._arrange(tuple(cut if each == picture else each for each in self.pictures))

        self.intake.cut(source, box, put)

    def _arrange(self, pictures: tuple[str, ...]) -> None:
        self.show_pictures(pictures)
        self.arranged.emit(pictures)

    def _build(self) -> None:
        """As many tiles as pictures, or an empty one."""
        needed = max(1, len(self.pictures))
        flow = self._row.layout()
        while len(self._tiles) > needed:
            tile = self._tiles.pop()
            flow.removeWidget(tile)
            self._group.removeButton(tile)
            tile.hide()
            tile.deleteLater()
        while len(self._tiles) < needed:
            tile = PictureTile(f"picture.{self._name}.{len(self._tiles)}", self._row)
            tile.place = len(self._tiles)
            tile.moved.connect(lambda by, tile=tile: self.put(tile.place, tile.place + by))
            tile.removed.connect(self._remove_focused)
            tile.clicked.connect(self._press)
            self._tiles.append(tile)
            self._group.addButton(tile)
            flow.addWidget(tile)
            tile.show()
        if self.pictures and self._place() >= len(self.pictures):
            self._choose(0)
        self._paint()
        self._row.updateGeometry()

    def _paint(self) -> None:
        density = self.devicePixelRatioF()
        count = len(self.pictures)
        for place, tile in enumerate(self._tiles):
            if place >= count:
                tile.show_picture(None, "", tr("No picture yet"))
                continue
            picture = self.pictures[place]
            pixmap = self._album.pixmap(picture, SIDE - 8, density)
            main = tr("Main") if place == 0 and self._most > 1 else ""
            words = tr("Picture {place} of {count}", place=place + 1, count=count)
            tile.show_picture(pixmap, main, words)
        self._enable()

    def _enable(self) -> None:
        room = len(self.pictures) + self.intake.coming < self._most
        self.add_button.setEnabled(room)
        self._paste.setEnabled(room)
        chosen = self.chosen()
        self._remove.setEnabled(bool(chosen))
        self._crop.setEnabled(self._looks(chosen) is not None)

    def _press(self) -> None:
        if not self.pictures:
            self._ask_files()
        self._enable()

    def _remove_focused(self) -> None:
        for tile in self._tiles:
            if tile.hasFocus():
                tile.setChecked(True)
        self.remove()

    def _choose(self, place: int, *, focus: bool = False) -> None:
        self._tiles[place].setChecked(True)
        if focus:
            self._tiles[place].setFocus()
        self._enable()

    def _place(self) -> int:
        """The place of the chosen tile; behind all where none is."""
        checked = self._group.checkedButton()
        return checked.place if isinstance(checked, PictureTile) else len(self.pictures)

    def _place_at(self, event: QDropEvent) -> int:
        at = self._row.mapFrom(self, event.position().toPoint())
        near = min(self._tiles, key=lambda tile: (tile.geometry().center() - at).manhattanLength())
        return near.place

    def _ask_files(self) -> None:
        files = picture_files(self)
        if files:
            self.take(files)

    def _ask_crop(self) -> None:
        picture = self.chosen()
        if picture:
            self._album.read_stored(picture, lambda data: self._open_crop(picture, data))

    def _open_crop(self, picture: str, data: bytes) -> None:
        facts, image = self._looks(picture), QImage.fromData(data)
        if facts is None or image.isNull():
            return
        original = self._album.original(picture) is not None
        sides = (facts.width, facts.height) if original else (image.width(), image.height())
        dialog = CropDialog(image, sides, self._least, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.cropped.connect(lambda box: self.crop(picture, box))
        dialog.open()


def picture_sources(what: QMimeData) -> list[Source]:
    """What of a drop or the clipboard may be pictures; files are looked at when taken in."""
    files = [Path(each.toLocalFile()) for each in what.urls() if each.isLocalFile()]
    if files:
        return list(files)
    for kind in ("image/png", "image/jpeg", "image/webp"):
        if what.hasFormat(kind) and (data := bytes(what.data(kind).data())):
            return [data]
    image = what.imageData() if what.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def picture_files(parent: QWidget) -> list[Source]:
    """Ask for files; none where that is given up."""
    kinds = tr("Pictures ({endings})", endings=" ".join(f"*{each}" for each in _ENDINGS))
    files, _ = QFileDialog.getOpenFileNames(parent, tr("Add pictures"), "", kinds)
    return [Path(each) for each in files]


def are_pictures(what: QMimeData) -> bool:
    """Whether all files of a drop are named as pictures are."""
    files = [Path(each.toLocalFile()) for each in what.urls() if each.isLocalFile()]
    return bool(files) and all(each.suffix.lower() in _ENDINGS for each in files)
