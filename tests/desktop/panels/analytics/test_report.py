"""The report is one page with the pages' figures, as PDF and as HTML in which nothing can run."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.analytics_wording import metric_name, part_name
from desktop.i18n import Language
from desktop.panels.analytics import AnalyticsPanel
from desktop.panels.analytics.report_dialog import ReportDialog, ReportWanted
from desktop.panels.analytics.report_file import write_report
from desktop.panels.analytics.reporting import save_report
from desktop.panels.analytics.words import figure_text, period_text
from desktop.printing.common import MARGIN
from desktop.wording import money
from domain.analytics.periods import Granularity, Period
from domain.catalogue.tables import products
from domain.kernel.refusals import RefusedError
from domain.reports.analytics.one_page import OnePage, one_page, stretches
from domain.reports.analytics.question import Span, span
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.storage.tables import shop as about
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.printing.pages import opened
from tests.desktop.printing.test_label import HOSTILE
from tests.desktop.windows import WALL, idle, practice, press, show_window

EXPORTS = Path(__file__).parents[3] / "data" / "exports"
A4 = (595, 842)
SCRIPT = "</text></title><script>alert(1)</script><img src=x onerror='alert(2)'>"


@pytest.fixture(scope="module")
def played_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with practice(tmp_path_factory.mktemp("report")) as shop:
        shop.advance_days(35, sensible)
        return shop.path


@pytest.fixture
def played(played_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played_file, path)
    return Shop(path)


def newest(shop: Shop, granularity: Granularity = Granularity.WEEK) -> OnePage:
    """The page of the newest week or month that is whole, or of what there is."""
    found = stretches(shop.read(span, WALL), granularity)
    chosen = next((each for each in found if each.whole), found[0])
    return shop.read(one_page, Period(chosen.first, chosen.last), WALL)


def call_everything(shop: Shop, name: str) -> None:
    """Give the shop and all its products this name."""
    shop.write(lambda conn: conn.execute(update(products).values(name=name)))
    shop.write(lambda conn: conn.execute(update(about).values(name=name)))


class Read(HTMLParser):
    """What a browser makes of a page: its elements, their attributes, and its words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str | None]] = {}
        self._data: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value)

    def handle_data(self, data: str) -> None:
        self._data.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self._data).split())


HARMLESS = {
    *("html", "head", "meta", "title", "style", "body"),
    *("svg", "desc", "defs", "clippath", "g", "path", "rect", "text", "polyline", "polygon"),
}


def words_of(path: Path) -> str:
    if path.suffix == ".html":
        return Read(path).words
    with opened(path) as pages:
        assert len(pages) == 1
        assert pages.size() == A4
        return pages.words()


@pytest.mark.parametrize("ending", ["pdf", "html"])
@pytest.mark.parametrize("granularity", [Granularity.WEEK, Granularity.MONTH])
def test_it_holds_the_figures_of_the_pages(
    english: QApplication, played: Shop, tmp_path: Path, ending: str, granularity: Granularity
) -> None:
    page = newest(played, granularity)
    path = tmp_path / f"report.{ending}"
    write_report(page, path)
    words = words_of(path)
    changed = page.overview.changed
    assert changed is not None
    assert page.question.compared is not None
    told = [
        page.shop.name,
        "PRACTICE · US",
        period_text(page.question.period),
        period_text(page.question.compared),
        *(metric_name(each.metric) for each in page.figures),
        *(figure_text(each.metric, each.value, page.shop) for each in page.figures),
        *(part_name(part) for part, _ in changed.parts),
        *(money(amount, page.shop.currency) for _, amount in changed.parts),
        *(figure_text(each.metric, each.value, page.shop) for each in page.overview.funnel),
        *(money(each.paid, page.shop.currency) for each in page.overview.top),
        "no real order",
    ]
    for each in told:
        assert each in words, each
    played.close()


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("granularity", [Granularity.WEEK, Granularity.MONTH])
def test_it_is_one_page_in_long_and_mirrored_words_too(
    english: QApplication, played: Shop, tmp_path: Path, code: Language, granularity: Granularity
) -> None:
    with language(code):
        write_report(newest(played, granularity), tmp_path / "report.pdf")
        write_report(newest(played, granularity), tmp_path / "report.html")
    with opened(tmp_path / "report.pdf") as pages:
        assert len(pages) == 1
        inside = (MARGIN - 2, MARGIN - 2, A4[0] - MARGIN + 2, A4[1] - MARGIN + 2)
        assert pages.ink_outside(0, *inside) == 0
        assert pages.overlapping() == []
    directions = Read(tmp_path / "report.html").attributes["dir"]
    assert directions == {"rtl" if code == "ar-XB" else "ltr"}
    played.close()


def test_nothing_in_the_html_runs_or_is_fetched_whatever_names_are(
    english: QApplication, played: Shop, tmp_path: Path
) -> None:
    call_everything(played, SCRIPT)
    write_report(newest(played), tmp_path / "report.html")
    page = Read(tmp_path / "report.html")
    assert page.tags <= HARMLESS
    assert not {name for name in page.attributes if name.startswith("on")}
    assert not {"src", "href", "xlink:href", "style"} & set(page.attributes)
    assert "<script>alert(1)</script>" in page.words
    assert any("default-src 'none'" in (each or "") for each in page.attributes["content"])
    played.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_leaves_it_one_page(
    english: QApplication, played: Shop, tmp_path: Path, name: str
) -> None:
    call_everything(played, name)
    for ending in ("pdf", "html"):
        write_report(newest(played), tmp_path / f"report.{ending}")
        assert words_of(tmp_path / f"report.{ending}")
    assert Read(tmp_path / "report.html").tags <= HARMLESS
    played.close()


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_a_shop_without_orders_has_a_report_that_says_so(
    english: QApplication, tmp_path: Path, ending: str
) -> None:
    with practice(tmp_path) as shop:
        write_report(newest(shop), tmp_path / f"report.{ending}")
    words = words_of(tmp_path / f"report.{ending}")
    assert "Nothing was sold in this time." in words
    assert "There is nothing to hold this time against." in words


@pytest.mark.parametrize("ending", ["pdf", "html"])
@pytest.mark.parametrize("files", [(), ("us_orders.csv", "us_products.xlsx")])
def test_a_real_shop_s_report_says_that_it_is_real_and_leaves_out_what_nobody_knows(
    english: QApplication, tmp_path: Path, files: tuple[str, ...], ending: str
) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        for name in files:
            shop.import_planned(shop.plan_import(EXPORTS / name), "")
        page = newest(shop, Granularity.MONTH)
        write_report(page, tmp_path / f"report.{ending}")
    words = words_of(tmp_path / f"report.{ending}")
    assert "REAL · US" in words
    assert "PRACTICE" not in words
    assert "Funnel" not in words
    assert "Return rate –" in " ".join(words.split())


def test_a_file_that_cannot_be_written_is_refused(
    english: QApplication, played: Shop, tmp_path: Path
) -> None:
    page = newest(played)
    for ending in ("pdf", "html"):
        with pytest.raises(RefusedError) as refused:
            write_report(page, tmp_path / "missing" / f"report.{ending}")
        assert refused.value.refusal.code == "folder-missing"
    played.close()


def opened_panel(qtbot: QtBot, shop: Shop, size: tuple[int, int] = SIZES[0]) -> AnalyticsPanel:
    window = show_window(qtbot, shop, size)
    window.show_panel("analytics")
    idle(qtbot, window)
    panel = window.panels["analytics"]
    assert isinstance(panel, AnalyticsPanel)
    return panel


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_it_is_written_from_the_panel(
    qtbot: QtBot, english: QApplication, played: Shop, tmp_path: Path, ending: str
) -> None:
    panel = opened_panel(qtbot, played)
    press(qtbot, panel, "action.report")
    dialog = panel.findChild(ReportDialog)
    assert dialog is not None
    wanted = dialog.wanted()
    dialog.close()
    path = tmp_path / f"report.{ending}"
    save_report(panel, ReportWanted(wanted.period, ending), path)
    qtbot.waitUntil(lambda: path.exists() and not panel.desk.busy)
    assert period_text(wanted.period) in words_of(path)


def test_the_newest_whole_week_or_month_is_chosen_to_begin_with(
    qtbot: QtBot, english: QApplication
) -> None:
    monday = 20_780  # 23 November 2026
    dialog = ReportDialog(Span(monday - 40, monday + 10, monday + 9))
    qtbot.addWidget(dialog)
    assert dialog.wanted() == ReportWanted(Period(monday, monday + 6), "pdf")
    assert dialog.which.itemText(0) == "30 Nov – 2 Dec 2026"
    dialog.lengths._picked(Granularity.MONTH)
    dialog.forms._picked("html")
    assert dialog.which.currentText() == "November 2026: 1 Nov – 30 Nov 2026"
    assert dialog.wanted().form == "html"
    with qtbot.waitSignal(dialog.chosen) as sent:
        dialog.save_button.click()
    assert sent.args == [dialog.wanted()]


def test_a_shop_s_first_days_can_be_reported(qtbot: QtBot, english: QApplication) -> None:
    dialog = ReportDialog(Span(20_782, 20_782, 20_782))
    qtbot.addWidget(dialog)
    assert dialog.wanted().period == Period(20_782, 20_782)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_the_dialog_fits(
    qtbot: QtBot, english: QApplication, played: Shop, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        panel = opened_panel(qtbot, played, size)
        dialog = panel.open_report()
        assert dialog is not None
        assert problems(dialog) == []
        assert dialog.width() <= size[0] and dialog.height() <= size[1]
        dialog.close()
        assert problems(panel.asking) == []
