"""The creators page of real shops: tiles, bars and a table of what a file told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.analytics.creator_table import Sort
from desktop.panels.analytics.creators import CreatorsPage
from desktop.window import ShopWindow
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.reports.analytics.question import Wanted
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.panels.analytics.pages_shown import shown
from tests.desktop.windows import idle, practice
from tests.domain.interchange import told_files as files


def told_shop(folder: Path, *more: list[str]) -> Shop:
    """A shop with the platform's list of creators, and with more rows of it."""
    made = Shop.real(folder / "real.dukandar", "us", "Mine")
    table = [[files.PERIOD], *files.CREATORS, *more]
    made.import_planned(made.plan_import(files.workbook(folder, table)), "")
    return made


def creator(name: str, gmv: str, orders: str, videos: str = "--") -> list[str]:
    cells = {1: gmv, 3: orders, 7: videos}
    return [name, *(cells.get(place, "--") for place in range(1, 23))]


@pytest.fixture
def real(tmp_path: Path) -> Shop:
    return told_shop(
        tmp_path,
        creator("lucy.finds", "$2,000.00", "10", "3"),
        creator("zoe", "$5.00", "--"),
        creator("Unsold", "--", "--", "9"),
    )


def page_of(
    qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, CreatorsPage]:
    window, panel, page = shown(qtbot, shop, "creators", size)
    assert isinstance(page, CreatorsPage)
    panel.asking.ask(Wanted(preset=None, own=Period(files.FIRST, files.LAST)))
    idle(qtbot, window)
    return window, page


def listed(page: CreatorsPage) -> list[str]:
    return [page.table.plain.cell(place, 0)[0] for place in range(len(page.table.rows.ids))]


def test_the_page_shows_what_the_file_told(qtbot: QtBot, english: object, real: Shop) -> None:
    window, page = page_of(qtbot, real)
    values = {metric: page.tiles.tile(metric).accessibleName() for metric in page.tiles.metrics()}
    assert "$3,239.56" in values[Metric.CREATOR_GMV]
    assert "50" in values[Metric.ORDERS]
    assert "$64.69" in values[Metric.AOV]  # of those of whom both its parts are known
    assert "19" in values[Metric.VIDEOS]
    assert listed(page) == ["lucy.finds", "petra.reviews29", "zoe", "Unsold"]
    assert page.card.note.text().startswith("4 creator")
    assert page.card.note.text().endswith(" · 18 Aug – 15 Sep 2026")
    assert not problems(window)


def test_unknown_cells_are_dashes_and_what_nobody_was_told_of_has_no_column(
    qtbot: QtBot, english: object, real: Shop
) -> None:
    _, page = page_of(qtbot, real)
    sorts, zoe = list(Sort), listed(page).index("zoe")
    words = {each: page.table.plain.cell(zoe, place)[0] for place, each in enumerate(sorts)}
    assert (words[Sort.GMV], words[Sort.ORDERS], words[Sort.AOV]) == ("$5.00", "–", "–")
    hidden = {each for place, each in enumerate(sorts) if page.table.isColumnHidden(place)}
    assert hidden == {Sort.FLAT_FEE, Sort.FOLLOWERS}
    page.card.field.setText("zoe")
    qtbot.waitUntil(lambda: listed(page) == ["zoe"])
    assert {each for place, each in enumerate(sorts) if page.table.isColumnHidden(place)} == hidden


def test_headings_sort_and_what_is_unknown_stands_last(
    qtbot: QtBot, english: object, real: Shop
) -> None:
    _, page = page_of(qtbot, real)
    page.table.sort_by(Sort.VIDEOS, False)
    assert listed(page) == ["lucy.finds", "petra.reviews29", "Unsold", "zoe"]
    page.table.sort_by(Sort.CREATOR, True)
    assert listed(page) == ["zoe", "Unsold", "petra.reviews29", "lucy.finds"]


def test_bars_lead_to_the_row_of_their_creator(qtbot: QtBot, english: object, real: Shop) -> None:
    _, page = page_of(qtbot, real)
    assert [row[0] for row in page.bars.table().rows] == ["lucy.finds", "petra.reviews29", "zoe"]
    page.tiles.tile(Metric.VIDEOS).click()
    assert page.chart.title() == "Top creators: Videos"
    assert [row[:2] for row in page.bars.table().rows] == [
        ("Unsold", 9),
        ("petra.reviews29", 7),
        ("lucy.finds", 3),
    ]
    page.card.field.setText("zoe")
    qtbot.waitUntil(lambda: listed(page) == ["zoe"])
    page.bars.choose(0)
    assert listed(page)[page.table.currentIndex().row()] == "Unsold"


def test_the_list_is_searched(qtbot: QtBot, english: object, real: Shop) -> None:
    window, page = page_of(qtbot, real)
    page.card.field.setText("PETRA")
    qtbot.waitUntil(lambda: listed(page) == ["petra.reviews29"])
    assert page.card.note.text().startswith("1 creator")
    page.card.field.setText("no such name")
    qtbot.waitUntil(page.card.empty.isVisible)
    assert page.card.empty.accessibleName() == "No creator matches"
    assert not page.card.empty.button.isVisible()
    assert not problems(window)


def test_without_a_file_of_these_days_it_says_what_to_import(
    qtbot: QtBot, english: object, tmp_path: Path
) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Mine")
    window, page = page_of(qtbot, shop)
    assert page.card.empty.accessibleName() == "No file tells of creators in this time"
    assert not page.tiles.isVisible()
    assert not page.chart.isVisible()
    with qtbot.waitSignal(page.go) as sent:
        page.card.empty.button.click()
    assert sent.args == ["import", None]
    assert not problems(window)


def test_practice_shops_have_no_such_page(qtbot: QtBot, english: object, tmp_path: Path) -> None:
    _, panel, _ = shown(qtbot, practice(tmp_path), "overview")
    keys = panel.bar.keys()
    assert "videos" in keys
    assert "creators" not in keys


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_everything_fits(
    qtbot: QtBot, english: object, real: Shop, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window, page = page_of(qtbot, real, size)
        assert not problems(window)
        page.bars.choose(0)
        assert not problems(window)
