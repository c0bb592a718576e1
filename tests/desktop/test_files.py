"""Files into the window and out of it: export, drops, and the history of imports."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.export_table import SHOWN, ExportDialog, Wanted
from desktop.dialogs.import_files import ImportDialog
from desktop.dialogs.import_history import ImportHistoryDialog
from desktop.i18n import Language
from desktop.widgets.error_note import ErrorNote
from desktop.widgets.plain_label import PlainLabel
from desktop.window import ShopWindow
from domain.reports.imports import imports
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.storage.digest import digest
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, show_window
from tests.domain.interchange import told_files
from tests.domain.interchange.workbooks import cell, packed, sheet_rows

WALL = 1_789_500_000
US = Path(__file__).resolve().parents[1] / "data" / "exports" / "us_orders.csv"


@pytest.fixture
def opened(qtbot: QtBot, english: QApplication, tmp_path: Path) -> Iterator[Callable]:
    def make(kind: str = "real") -> ShopWindow:
        path = tmp_path / f"{kind}.dukandar"
        if kind == "real":
            shop = Shop.real(path, "us", "Mine")
        else:
            shop = Shop.practice(path, "first-30-days", seed=1, noise=1)
            shop.advance_days(6, sensible)
            shop.advance_days(1)
        return show_window(qtbot, shop)

    yield make


def shown(window: ShopWindow, kind: type) -> list:
    return [each for each in window.findChildren(kind) if each.isVisible()]


def drop(window: ShopWindow, *files: Path) -> bool:
    """Drop files onto the window; says whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    at, copy = QPointF(400, 300), Qt.DropAction.CopyAction
    keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at.toPoint(), copy, data, left, keys)
    QApplication.sendEvent(window, enter)
    event = QDropEvent(at, copy, data, left, keys)
    event.ignore()
    QApplication.sendEvent(window, event)
    return enter.isAccepted() and event.isAccepted()


def parts(tmp_path: Path) -> list[Path]:
    """The sample in two files."""
    lines = US.read_text("utf-8-sig").splitlines(keepends=True)
    made = []
    for name, rows in (("first.csv", lines[1:1_500]), ("second.csv", lines[1_500:])):
        made.append(tmp_path / name)
        made[-1].write_text(lines[0] + "".join(rows), "utf-8")
    return made


def test_several_files_dropped_together_are_imported_and_listed_and_taken_back(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened()
    empty = window.desk.shop.read(digest)

    assert drop(window, *parts(tmp_path))
    [dialog] = shown(window, ImportDialog)
    idle(qtbot, window)
    dialog.do_import()
    idle(qtbot, window)
    dialog.close()
    after_first = None
    history = window.files.history()
    idle(qtbot, window)

    files = [history.table.item(row, 1).text() for row in range(history.table.rowCount())]
    assert files == ["second.csv", "first.csv"]
    assert history.undo_button.isEnabled()
    history.undo()
    idle(qtbot, window)
    assert [each.file for each in window.desk.shop.read(imports)] == ["first.csv"]
    assert history.table.rowCount() == 1
    after_first = window.desk.shop.read(digest)
    history.undo()
    idle(qtbot, window)
    assert window.desk.shop.read(digest) == empty != after_first
    assert not history.undo_button.isVisible()
    history.close()


def test_a_list_of_creators_is_seen_where_the_import_leads(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened()
    days = [["[Date Range]: 2024-07-01 ~ 2024-07-28"], *told_files.OLDER_CREATORS]
    drop(window, told_files.workbook(tmp_path, days))
    [dialog] = shown(window, ImportDialog)
    idle(qtbot, window)
    dialog.do_import()
    idle(qtbot, window)
    dialog.analytics_button.click()
    idle(qtbot, window)
    page = window.panels["analytics"].current()
    assert page.key == "creators"
    assert [row.creator for row in page.answer.found.rows] == ["petra.reviews29"]
    assert page.table.isVisible()


def test_hostile_files_dropped_with_a_good_one_are_named_and_the_good_one_is_offered(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened()
    before = window.desk.shop.read(digest)
    far, typed, cut = (tmp_path / f"{name}.xlsx" for name in ("far", "typed", "cut"))
    head = sheet_rows([["Order ID", "SKU ID", "Order Status", "Quantity", "Paid Time"]])
    far.write_bytes(packed(f"{head}<row>{cell('XFD1048576', 1)}</row>"))
    typed.write_bytes(packed(head, prolog="<!DOCTYPE a>"))
    cut.write_bytes(packed(head)[:300])
    beats: list[int] = []
    heart = QTimer(interval=5)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start()

    drop(window, far, typed, US, cut)
    [dialog] = shown(window, ImportDialog)
    idle(qtbot, window)

    said = [note.accessibleName() for note in dialog.findChildren(ErrorNote)]
    assert len(said) == 3
    for path, part in ((far, "reach further"), (typed, "document type"), (cut, "cut off")):
        assert any(path.name in each and part in each for each in said), said
    assert window.desk.shop.read(digest) == before
    assert len(beats) > 3
    assert dialog.import_button.isVisible()
    assert "3,020" in dialog.import_button.text()
    dialog.close()


def test_files_that_overlap_promise_no_more_than_they_may_bring_and_each_is_answered(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened()
    copy, other = tmp_path / "copy.csv", tmp_path / "list.csv"
    copy.write_bytes(US.read_bytes())
    other.write_text("name,phone\n", "utf-8")

    drop(window, US, copy, other)
    [dialog] = shown(window, ImportDialog)
    idle(qtbot, window)
    assert dialog.import_button.text() == "Import up to 6,040 rows"
    dialog.do_import()
    idle(qtbot, window)

    said = " ".join(label.text() for label in dialog.findChildren(PlainLabel))
    assert "3,020 rows imported" in said
    assert "copy.csv held nothing new." in said
    assert "list.csv could not be read." in said
    dialog.close()


def test_an_import_that_a_later_one_changed_cannot_be_taken_back_first(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened()
    text = US.read_text("utf-8-sig")
    later = tmp_path / "later.csv"
    later.write_text(text.replace("In transit", "Delivered"), "utf-8")
    for path in (US, later):
        window.desk.shop.import_planned(window.desk.shop.plan_import(path), "2026-09-15 09:12")
    before = window.desk.shop.read(digest)

    history = window.files.history()
    idle(qtbot, window)
    history.table.selectRow(1)
    history.undo()
    idle(qtbot, window)

    assert window.desk.shop.read(digest) == before
    assert history.table.rowCount() == 2
    assert history._said.property("role") == "bad"
    history.close()


def test_a_practice_shop_offers_to_make_a_real_one_for_dropped_files(
    qtbot: QtBot, opened: Callable
) -> None:
    window = opened("practice")

    assert drop(window, US)
    assert shown(window, ImportDialog) == []
    assert "practice" in window.toast.text()
    with qtbot.waitSignal(window.files.real_shop_wanted) as asked:
        window.toast.action.click()

    assert asked.args == [[US]]


def test_a_dropped_shop_is_opened(qtbot: QtBot, opened: Callable, tmp_path: Path) -> None:
    window = opened()

    with qtbot.waitSignal(window.files.shop_wanted) as asked:
        drop(window, US, tmp_path / "other.dukandar")

    assert asked.args == [tmp_path / "other.dukandar"]


def test_the_import_dialog_leads_to_earlier_imports_and_back(
    qtbot: QtBot, opened: Callable
) -> None:
    window = opened()
    dialog = window.files.import_files()
    dialog.history_button.click()
    idle(qtbot, window)

    [history] = shown(window, ImportHistoryDialog)
    assert shown(window, ImportDialog) == []
    assert history._pages.currentIndex() == 1
    history._pages.currentWidget().button.click()
    [again] = shown(window, ImportDialog)
    again.close()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_what_is_listed_is_exported_from_the_keyboard(
    qtbot: QtBot, opened: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened("practice")
    window.go("orders", OrderQuery(tab=Tab.TO_SHIP))
    idle(qtbot, window)
    waiting = window.desk.shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), 0)
    target = tmp_path / "listed"
    asked: list[str] = []

    def where(_parent, _title, proposed: str, form: str) -> tuple[str, str]:
        asked.append(f"{Path(proposed).name} {form}")
        return str(target), form

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [dialog] = shown(window, ExportDialog)
    assert dialog.kinds.current() == SHOWN
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    idle(qtbot, window)

    found = {int(row["Order ID"]) for row in rows_of(tmp_path / "listed.csv")}
    assert found == set(waiting)
    assert asked == ["practice Orders listed 2026-09-15.csv CSV (*.csv)"]
    assert "listed.csv" in window.toast.text()
    assert window.toast.action.isVisible()


def test_a_name_without_its_ending_takes_no_other_file_s_place(
    qtbot: QtBot, opened: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened("practice")
    (tmp_path / "mine.csv").write_text("precious")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "mine"), "")
    )

    window.files._ask_where(Wanted("products", "csv"))
    idle(qtbot, window)

    assert (tmp_path / "mine.csv").read_text() == "precious"
    assert len(rows_of(tmp_path / "mine 2.csv")) == 5


@pytest.mark.parametrize("kind", ["orders", "returns", "products", "journal", "statements"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_kind_is_written(
    kind: str, form: str, qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened("practice")
    path = tmp_path / f"{kind}.{form}"

    window.files.save(Wanted(kind, form), path)
    idle(qtbot, window)

    assert path.stat().st_size > 50
    assert path.name in window.toast.text()


def test_where_nothing_can_be_written_is_said(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened("practice")

    window.files.save(Wanted("orders", "csv"), tmp_path / "none" / "a.csv")
    idle(qtbot, window)

    assert "no folder" in window.toast.text()


def test_a_chart_s_picture_is_written_off_the_window_s_thread(
    qtbot: QtBot, opened: Callable, tmp_path: Path
) -> None:
    window = opened()
    path, threads = tmp_path / "sales.png", []

    def work() -> None:
        threads.append(threading.current_thread())
        path.write_bytes(b"picture")

    window.files.keep(path, work)
    idle(qtbot, window)

    assert threads != [threading.main_thread()]
    assert window.toast.text() == "sales.png is written."
    assert window.toast.action.isVisible()


def test_a_real_shop_offers_only_what_it_has(qtbot: QtBot, opened: Callable) -> None:
    window = opened()
    dialog = window.files.export()

    assert list(dialog.kinds._buttons) == [
        "orders",
        "returns",
        "products-all",
        "products-sales",
        "analytics",
    ]
    dialog.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_the_dialogs_fit(
    code: Language, size: tuple[int, int], qtbot: QtBot, opened: Callable
) -> None:
    with language(code):
        window = opened()
        window.resize(*size)
        window.desk.shop.import_planned(window.desk.shop.plan_import(US), "2026-09-15 09:12")
        history = window.files.history()
        idle(qtbot, window)
        assert problems(history) == []
        assert history.undo_button.isEnabled()
        assert history.table.columnWidth(1) > 140
        assert history.width() <= size[0] and history.height() <= size[1]
        history.close()
        practice = opened("practice")
        practice.resize(*size)
        export = practice.files.export("orders", (1, 2))
        for key in list(export.kinds._buttons):
            export.kinds._picked(key)
            QApplication.processEvents()
            assert problems(export) == [], key
        assert export.width() <= size[0] and export.height() <= size[1]
        export.close()
