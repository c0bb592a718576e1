"""Printing from the window: asked once, painted in the background, cancelled without a trace."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.print_papers import PrintDialog
from desktop.i18n import Language
from desktop.printing.print_work import PrintWork
from desktop.printing.wanted import Kind, Paper, Wanted
from desktop.remembered import Remembered
from desktop.widgets.plain_label import PlainLabel
from desktop.window import ShopWindow
from domain.reports.papers.asked import to_pack
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.printing.pages import opened as opened_pdf
from tests.desktop.windows import idle, press, show_window

US = Path(__file__).resolve().parents[2] / "data" / "exports" / "us_orders.csv"

Opened = Callable[..., ShopWindow]


@pytest.fixture
def opened(qtbot: QtBot, english: QApplication, tmp_path: Path) -> Iterator[Opened]:
    def make(kind: str = "practice") -> ShopWindow:
        path = tmp_path / f"{kind}.dukandar"
        if kind == "real":
            shop = Shop.real(path, "us", "Mine")
            shop.import_planned(shop.plan_import(US), "")
        else:
            shop = Shop.practice(path, "first-30-days", seed=1, noise=1)
            shop.advance_days(12, sensible)
            shop.advance_days(2)
        return show_window(qtbot, shop)

    yield make


def work(window: ShopWindow) -> PrintWork:
    return window.panels["orders"].listing.work.papers


def told(qtbot: QtBot, window: ShopWindow, begin: Callable[[], object]) -> tuple[str, str]:
    """What is said when the work that ``begin`` begins is over, and in which role."""
    with qtbot.waitSignal(work(window).said, timeout=20_000) as said:
        begin()
    return said.args[0], said.args[1]


def test_the_card_of_an_order_leads_to_its_slip(
    qtbot: QtBot, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, path = opened(), tmp_path / "slip"
    window.show_panel("orders")
    idle(qtbot, window)
    orders = window.panels["orders"]
    order = window.desk.shop.read(to_pack)[0]
    orders.listing.open_order(order)
    idle(qtbot, window)

    def choose(dialog: QFileDialog) -> int:
        assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        dialog.selectFile(str(path))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", choose)
    window.findChild(QAction, "action.print-papers.one").trigger()
    dialog = window.findChild(PrintDialog)
    assert "Print for 1 order" in [each.text() for each in dialog.findChildren(PlainLabel)]
    text, role = told(qtbot, window, lambda: press(qtbot, dialog, "action.save-pdf"))
    assert (text, role) == ("1 page written to slip.pdf.", "good")
    with opened_pdf(tmp_path / "slip.pdf") as pages:
        assert pages.codes() == [str(order)]
        assert pages.size() == (612, 792)


def test_labels_just_bought_are_printed_and_others_are_left_out_aloud(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    window, path = opened(), tmp_path / "labels.pdf"
    ids = window.desk.shop.read(to_pack)
    bought = ids[:3]
    window.desk.shop.do(BuyLabels(bought))
    dialog = work(window).print_papers(bought, Kind.LABELS)
    assert dialog.wanted().kind is Kind.LABELS
    text, role = told(qtbot, window, lambda: work(window).save(dialog.wanted(), ids[:5], path))
    assert role == "warn"
    assert text.startswith("3 pages written to labels.pdf.")
    assert "has no label yet" in text
    assert text.endswith("1 more order was left out too.")
    with opened_pdf(path) as pages:
        assert len(pages) == 3


def test_nothing_to_print_is_a_sentence_and_no_file(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    window, path = opened(), tmp_path / "labels.pdf"
    ids = window.desk.shop.read(to_pack)[:2]
    text, role = told(qtbot, window, lambda: work(window).save(Wanted(Kind.LABELS), ids, path))
    assert role == "bad"
    assert "has no label yet" in text
    assert not path.exists()
    assert work(window).print_papers(()) is None


def test_a_real_shop_prints_slips_and_says_where_its_labels_come_from(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    window = opened("real")
    ids = window.desk.shop.read(to_pack)
    dialog = work(window).print_papers(ids)
    assert dialog.kinds.keys() == ("packing-slips", "pick-list")
    assert any("come from its carrier" in each.text() for each in dialog.findChildren(PlainLabel))
    for kind in (Kind.PACKING_SLIPS, Kind.PICK_LIST):
        path = tmp_path / f"{kind.value}.pdf"
        _, role = told(qtbot, window, lambda k=kind, p=path: work(window).save(Wanted(k), ids, p))
        assert role == "good"
        with opened_pdf(path) as pages:
            assert "practice" not in pages.words()
    text, role = told(
        qtbot, window, lambda: work(window).save(Wanted(Kind.LABELS), ids, tmp_path / "no.pdf")
    )
    assert (role, "come from its carrier" in text) == ("bad", True)


def test_cancelling_leaves_no_file(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    window, folder = opened(), tmp_path / "out"
    folder.mkdir()
    desk, ids = window.desk, window.desk.shop.read(to_pack)
    free = threading.Event()
    desk.write(window, "first", lambda _shop, _write: free.wait(20))

    def cancelled() -> None:
        write = work(window).save(Wanted(Kind.PACKING_SLIPS), ids, folder / "slips.pdf")
        write.cancel()
        free.set()

    assert told(qtbot, window, cancelled) == ("Cancelled; no file was written.", "info")
    assert list(folder.iterdir()) == []


def test_a_printer_is_chosen_in_the_systems_own_dialog(
    qtbot: QtBot, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, path = opened(), tmp_path / "printed.pdf"
    ids = window.desk.shop.read(to_pack)[:2]

    def choose(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    dialog = work(window).print_papers(ids, Kind.PICK_LIST)
    text, role = told(qtbot, window, lambda: press(qtbot, dialog, "action.print"))
    assert (text, role) == ("1 page sent to the printer.", "good")
    with opened_pdf(path) as pages:
        assert "Pick list" in pages.words()


def test_the_last_choice_is_remembered(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    window = opened()
    ids = window.desk.shop.read(to_pack)[:1]
    wanted = Wanted(Kind.PACKING_SLIPS, Paper.A4, prices=True, notes=True)
    told(qtbot, window, lambda: work(window).save(wanted, ids, tmp_path / "slips.pdf"))
    assert work(window).print_papers(ids).wanted() == wanted
    again = PrintWork(window.desk, window)
    again.restore(Remembered(work(window).state()))
    assert again.print_papers(ids).wanted() == wanted
    again.restore(Remembered({"kind": 7, "paper": "label", "prices": "yes", "notes": None}))
    assert again.print_papers(ids).wanted() == Wanted(Kind.PACKING_SLIPS, Paper.A4)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("practice", [True, False])
def test_the_dialog_fits(
    qtbot: QtBot, english: QApplication, code: Language, size: tuple[int, int], practice: bool
) -> None:
    with language(code):
        dialog = PrintDialog(500, Wanted(Kind.PACKING_SLIPS), practice=practice)
        qtbot.addWidget(dialog)
        dialog.show()
        for kind in dialog.kinds.keys():  # noqa: SIM118 - a bar of pills is no mapping
            dialog.kinds.choose(kind)
            dialog.kinds.chosen.emit(kind)
            assert problems(dialog) == [], kind
            assert dialog.height() <= size[1]
        dialog.close()
