"""A chart's card: what its title means, its choices, and taking picture and figures away."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog
from python_calamine import CalamineWorkbook

from desktop.charts.plots.chart_card import ChartCard
from desktop.charts.plots.data import as_text
from desktop.charts.plots.series import PlotTable
from desktop.widgets.pill import Pill
from domain.kernel.refusals import RefusedError
from tests.desktop.charts.plots.samples import bar_plot, empty_plots, time_plot
from tests.desktop.layout_checks import language, problems

MEANING = "What buyers paid for goods, before returns."


class Saver:
    """Stands for the page that writes files: keeps the work until it is told to do it."""

    def __init__(self) -> None:
        self.asked: list[tuple[Path, object]] = []

    def __call__(self, path, work) -> None:
        self.asked.append((path, work))

    def do(self) -> Path:
        path, work = self.asked.pop()
        work()
        return path


@pytest.fixture
def saver() -> Saver:
    return Saver()


@pytest.fixture
def card(qtbot, english, saver) -> ChartCard:
    pills = [Pill("gmv", "GMV"), Pill("orders", "Orders")]
    made = ChartCard("sales", "Sales: all", MEANING, time_plot(), saver, pills)
    made.set_period("1 to 7 Dec 2026")
    qtbot.addWidget(made)
    made.resize(520, 380)
    made.show()
    return made


def choose(monkeypatch, path: Path, form: str = "") -> list[str]:
    """A person who answers where to; gives what they were offered."""
    offered: list[str] = []

    def where(_parent, _title, suggested, forms):
        offered.extend([Path(suggested).name, forms])
        return str(path), form

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    return offered


def act(card: ChartCard, key: str) -> None:
    action = next(each for each in card.menu().actions() if each.objectName() == f"action.{key}")
    action.trigger()


def test_the_title_says_what_is_shown_and_the_choices_are_heard(card, qtbot) -> None:
    assert card.accessibleName() == "Sales: all"
    assert MEANING in card._title.toolTip()
    assert card.accessibleDescription() == MEANING
    assert card.choices is not None
    with qtbot.waitSignal(card.choice) as heard:
        card.choices.jump(last=True)
    assert heard.args == ["orders"]


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_nothing_is_cut_in_any_language(qtbot, english, saver, code) -> None:
    with language(code):
        made = ChartCard(
            "f", "Where orders came from", MEANING, bar_plot(), saver, [Pill("a", "A")]
        )
        qtbot.addWidget(made)
        made.resize(320, 260)
        made.show()
        assert problems(made) == []


def test_a_picture_is_written_when_the_page_says_so(card, saver, monkeypatch, tmp_path) -> None:
    offered = choose(monkeypatch, tmp_path / "sales.png")
    act(card, "save-picture")
    assert offered == ["Sales_ all 1 to 7 Dec 2026.png", "PNG (*.png);;SVG (*.svg)"]
    assert not list(tmp_path.iterdir())
    path = saver.do()
    assert path == tmp_path / "sales.png"
    assert QImage(str(path)).width() > 2 * card.plot.width()


def test_a_drawing_is_one_that_others_can_show(card, saver, monkeypatch, tmp_path) -> None:
    choose(monkeypatch, tmp_path / "sales", "SVG (*.svg)")
    act(card, "save-picture")
    path = saver.do()
    assert path.suffix == ".svg"
    drawn = QSvgRenderer(str(path))
    assert drawn.isValid()
    assert drawn.defaultSize().width() > card.plot.width()


def test_a_picture_in_no_folder_is_refused_in_words(card, saver, monkeypatch, tmp_path) -> None:
    choose(monkeypatch, tmp_path / "gone" / "sales.png")
    act(card, "save-picture")
    with pytest.raises(RefusedError) as refused:
        saver.do()
    assert refused.value.refusal.code == "folder-missing"


def test_data_is_what_the_plot_shows(card, saver, monkeypatch, tmp_path) -> None:
    choose(monkeypatch, tmp_path / "sales.csv")
    act(card, "save-data")
    with saver.do().open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert tuple(rows[0]) == card.plot.table().headers
    assert rows[1][:4] == ["1 Dec", "1", "50", "100"]
    assert rows[3][1] == ""
    assert len(rows) == 8


def test_a_workbook_has_numbers(card, saver, monkeypatch, tmp_path) -> None:
    choose(monkeypatch, tmp_path / "sales.xlsx")
    act(card, "save-data")
    sheet = CalamineWorkbook.from_path(saver.do()).get_sheet_by_name("Sales  all")
    assert sheet.to_python()[2][:3] == ["2 Dec", 200.0, 0.0]


def test_nothing_is_written_where_nobody_chose_a_place(card, saver, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    act(card, "save-picture")
    act(card, "save-data")
    assert saver.asked == []


def test_picture_and_data_are_put_on_the_clipboard(card) -> None:
    act(card, "copy-picture")
    assert QGuiApplication.clipboard().image().width() > card.plot.width()
    act(card, "copy-data")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Day", "Product card (USD)"]
    assert lines[1].split("\t")[:2] == ["1 Dec", "1"]


def test_copied_words_cannot_run_and_numbers_stay_numbers() -> None:
    table = PlotTable(("=Name", "Count"), (("=1+1", -5.0), ("Mug\t2", None)))
    assert as_text(table) == "'=Name\tCount\n'=1+1\t-5\nMug 2\t"


def test_an_empty_chart_has_nothing_to_take_away(qtbot, english, saver) -> None:
    made = ChartCard("empty", "Sales", MEANING, empty_plots()[0], saver)
    qtbot.addWidget(made)
    actions = [each for each in made.menu().actions() if not each.isSeparator()]
    assert len(actions) == 4
    assert not any(each.isEnabled() for each in actions)
