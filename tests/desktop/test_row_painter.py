"""What a table paints: words of the cells in sight, their dots, the ground of chosen rows."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_painter import Face
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.theme.source import theme
from desktop.theme.stylesheet import ROW, TALL_ROW
from desktop.widgets.product_picture import ProductPicture
from domain.reports.shop import ShopRow
from domain.rulebook import rulebook

NAME, STATUS, NOTE = range(3)


@dataclass(frozen=True, slots=True)
class Lamp:
    id: int
    name: str


class Lamps(RowModel):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, int]] = []

    def columns(self) -> tuple[Column, ...]:
        return (Column("name", "Name"), Column("status", "Status"), Column("note", "Note"))

    def meaning(self, column: int) -> str:
        return ""

    def text(self, row: Lamp, column: int, shop: ShopRow) -> str:
        self.asked.append((row.id, column))
        return {NAME: row.name, STATUS: "Live", NOTE: ""}[column]

    def colour(self, row: Lamp, column: int) -> Role:
        return "good" if column == STATUS else "text"


class LampTable(RowTable):
    def samples(self) -> dict[str, str]:
        return {"name": "A lamp", "status": "..... Live", "note": "Note"}


@pytest.fixture
def lamps() -> Lamps:
    return Lamps()


@pytest.fixture
def table(qtbot: QtBot, english: object, lamps: Lamps) -> LampTable:
    """A thousand lamps, of which eight are in sight."""
    table = LampTable("lamps", "Lamps", lamps, dotted=STATUS)
    qtbot.addWidget(table)
    table.resize(600, table.horizontalHeader().sizeHint().height() + 8 * ROW)
    rows = [Lamp(number, f"Lamp {number}") for number in range(1, 1_001)]
    shop = ShopRow("Lamps", "real", "us", rulebook("us").currency, 0, 0, "")
    table.show_rows([row.id for row in rows], rows, shop)
    table.show()
    return table


def seen(table: RowTable) -> QImage:
    return table.viewport().grab().toImage()


def inked(image: QImage, box: tuple[int, int, int, int], ground: QColor) -> int:
    """How many pixels of a box are not its ground."""
    left, top, width, height = box
    return sum(
        image.pixelColor(x, y) != ground
        for x in range(left, left + width)
        for y in range(top, top + height)
    )


def test_only_cells_in_sight_are_worded_and_each_once(table: LampTable, lamps: Lamps) -> None:
    lamps.asked.clear()
    table.verticalScrollBar().setValue(500)
    seen(table)
    assert {row for row, _ in lamps.asked} == set(range(501, 509))
    assert len(lamps.asked) == len(set(lamps.asked))
    lamps.asked.clear()
    seen(table)
    assert lamps.asked == []
    table.setColumnHidden(STATUS, True)
    table.verticalScrollBar().setValue(600)
    seen(table)
    assert {column for _, column in lamps.asked} == {NAME, NOTE}


def test_rows_that_were_read_anew_are_worded_anew(table: LampTable, lamps: Lamps) -> None:
    seen(table)
    lamps.take_rows([Lamp(1, "Sold")])
    assert lamps.cell(0, NAME) == ("Sold", "text")


def test_a_row_that_is_not_read_is_asked_for_and_leaves_its_place_empty(
    qtbot: QtBot, table: LampTable, lamps: Lamps
) -> None:
    table.show_rows([7], [], lamps.shop)
    with qtbot.waitSignal(lamps.wanted) as wanted:
        seen(table)
    assert wanted.args == [(7,)]
    assert lamps.cell(0, NAME) == ("", "text")


def test_chosen_rows_lie_on_their_own_ground_over_the_whole_width(table: LampTable) -> None:
    table.select_ids([2])
    image, soft = seen(table), theme().roles.colour("accent_soft")
    edge = table.viewport().width() - 1
    for x in (0, edge):
        assert image.pixelColor(x, ROW + ROW // 2) == soft
        assert image.pixelColor(x, ROW // 2) != soft
        assert image.pixelColor(x, 2 * ROW - 1) == theme().roles.colour("line")


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_dot_stands_before_the_status(table: LampTable, direction: Qt.LayoutDirection) -> None:
    table.setLayoutDirection(direction)
    image = seen(table)
    left = table.columnViewportPosition(STATUS)
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    x = left + table.columnWidth(STATUS) - 14 if mirrored else left + 14
    assert image.pixelColor(x, ROW // 2) == theme().roles.colour("good")


def test_words_wider_than_their_column_are_cut_inside_it(table: LampTable, lamps: Lamps) -> None:
    table.show_rows([1], [Lamp(1, "A lamp for reading in bed " * 9)], lamps.shop)
    table.setColumnWidth(NAME, 120)
    table.setColumnWidth(NOTE, 200)
    table.setColumnHidden(STATUS, True)
    image = seen(table)
    ground = image.pixelColor(table.viewport().width() - 1, ROW // 2)
    place = table.visualRect(lamps.index(0, NAME))
    assert inked(image, (place.left() + 10, 4, 100, ROW - 8), ground) > 100
    assert inked(image, (place.right() - 9, 4, 10, ROW - 8), ground) == 0
    assert table.indexAt(QPoint(place.right(), 4)).column() == NAME


class PicturedLamps(Lamps):
    faced = NAME

    def face(self, row: Lamp, shop: ShopRow) -> Face:
        return Face("lamp" if row.id == 1 else "", "#ff0000", b"", "2 variations")


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_tall_row_has_a_picture_before_two_lines(
    qtbot: QtBot, english: object, table: LampTable, direction: Qt.LayoutDirection
) -> None:
    tall = LampTable("pictures", "Lamps", PicturedLamps(), dotted=None)
    qtbot.addWidget(tall)
    tall.setLayoutDirection(direction)
    tall.resize(600, 300)
    tall.show_rows([1, 2], [Lamp(1, "Lamp"), Lamp(2, "Lamp")], table.rows.shop)
    tall.setColumnWidth(NAME, 300)
    tall.show()
    image = seen(tall)
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    place = tall.visualRect(tall.rows.index(0, NAME))
    assert tall.rowHeight(0) == TALL_ROW
    left = place.right() - 9 - 40 if mirrored else place.left() + 10
    middle = TALL_ROW // 2
    assert image.pixelColor(left + 3, middle) == QColor("#ff0000")
    neutral = image.pixelColor(left + 3, TALL_ROW + middle)
    assert neutral == theme().roles.colour("mute")  # without a picture there is a plain tile
    ground = image.pixelColor(left + 20, 2)
    words = left - 12 - 100 if mirrored else left + 52
    for top in (9, 30):
        assert inked(image, (words, top, 100, 18), ground) > 20


def test_a_picture_of_its_own_takes_the_drawing_s_place(qtbot: QtBot, english: object) -> None:
    image = QImage(160, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 100)
    picture = ProductPicture("lamp", "#ff0000", 40)
    qtbot.addWidget(picture)
    assert picture.grab().toImage().pixelColor(4, 20) == QColor("#ff0000")
    picture.set_product("lamp", "#ff0000", "A lamp", data.data())
    shown = picture.grab().toImage().pixelColor(20, 20)
    assert (shown.red() < 10, shown.green() > 245) == (True, True)
