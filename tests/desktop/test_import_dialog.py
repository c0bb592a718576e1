"""Importing through the dialog: plan, import, cancel at any stage, and take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.dialogs.import_files import ImportDialog
from desktop.dialogs.import_history import ImportHistoryDialog
from desktop.i18n import Language
from desktop.widgets.error_note import ErrorNote
from desktop.widgets.plain_label import PlainLabel
from domain.analytics.periods import Period
from domain.interchange.plan import Plan
from domain.kernel.changes import EVERYTHING, Changes, Subject
from domain.kernel.refusals import RefusedError
from domain.reports.check import check
from domain.reports.figures import order_figures
from domain.reports.imports import imports
from domain.shop import Shop
from domain.storage.digest import digest
from tests.desktop.layout_checks import SIZES, language, problems
from tests.domain.interchange import told_files

WALL = 1_789_500_000
DATA = Path(__file__).resolve().parents[1] / "data" / "exports"
GOOD = DATA / "us_orders.csv"
RETURNS = DATA / "us_returns.xlsx"
PRODUCTS = DATA / "us_products.xlsx"
VIDEOS = DATA / "us_videos.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Shop.real(tmp_path / "real.dukandar", "us", "Mine"), lambda: WALL)
    yield made
    made.close()


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """An export with two unreadable rows; a third row is of the same order as the second."""
    lines = GOOD.read_text("utf-8-sig").splitlines(keepends=True)[:40]
    lines[1] = lines[1].replace("576417768901685208", "5.76418E+17")
    lines[2] = lines[2].replace("09/14/2026 11:42:20 PM", "<b>the day before</b>")
    path = tmp_path / "two wrong rows.csv"
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "somebody's list.csv"
    path.write_text("name,phone\nAda,1\n", "utf-8")
    return path


@pytest.fixture
def ask(qtbot: QtBot, english: QApplication, desk: Desk) -> Callable[..., ImportDialog]:
    def make(*files: Path) -> ImportDialog:
        dialog = ImportDialog(desk, list(files))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def idle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.busy, timeout=20_000)


def state(desk: Desk) -> str:
    return desk.shop.read(digest)


def words(dialog: ImportDialog) -> str:
    """Everything the dialog says, once new labels are on screen."""
    for _ in range(3):
        QApplication.processEvents()
    labels = [each.text() for each in dialog.findChildren(PlainLabel) if each.isVisible()]
    return "\n".join(labels)


def button(dialog: ImportDialog, name: str) -> QPushButton:
    return dialog.findChild(QPushButton, f"action.{name}")


def press(qtbot: QtBot, dialog: ImportDialog, name: str) -> None:
    assert button(dialog, name).isVisible(), name
    qtbot.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)


def test_an_export_is_planned_imported_and_taken_back(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog]
) -> None:
    before, heard = state(desk), []
    desk.changed.connect(heard.append)
    dialog = ask(GOOD)
    idle(qtbot, desk)
    assert state(desk) == before  # planning writes nothing
    assert "3,020" in words(dialog)
    assert "$76,660.01" in words(dialog)
    assert "until an order is delivered" in words(dialog)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert desk.shop.read(order_figures)["total"] == 2_400
    assert desk.shop.read(check) == []
    assert heard == [Changes(EVERYTHING)]
    press(qtbot, dialog, "undo-import")
    idle(qtbot, desk)
    assert state(desk) == before
    assert heard == [Changes(EVERYTHING)] * 2


def test_orders_that_do_not_come_to_their_amounts_are_named_and_imported(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    text = GOOD.read_text("utf-8-sig")
    path = tmp_path / "changed.csv"
    path.write_text(text.replace(",42.85,", ",43.85,", 1), "utf-8")
    dialog = ask(path)
    idle(qtbot, desk)
    said = words(dialog)
    assert "shipping, taxes and fees come to: 1." in said
    assert "Order Amount is USD 43.85 in the file and comes to USD 42.85." in said
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert desk.shop.read(order_figures)["total"] == 2_400


def test_orders_open_from_the_finished_import(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], mixed: Path
) -> None:
    dialog = ask(mixed)
    idle(qtbot, desk)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    with qtbot.waitSignal(dialog.open_orders):
        press(qtbot, dialog, "open-orders")
    assert not dialog.isVisible()


def test_products_are_planned_in_words_and_open_from_the_finished_import(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog]
) -> None:
    dialog = ask(PRODUCTS)
    idle(qtbot, desk)
    said = words(dialog)
    assert all(word in said for word in ("Products", "24", "68", "10,909", "Live 24", "2 SKUs"))
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    with qtbot.waitSignal(dialog.open_products):
        press(qtbot, dialog, "open-products")
    assert not dialog.isVisible()


def test_refused_rows_are_shown_with_cell_and_reason_as_plain_text(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], mixed: Path
) -> None:
    dialog = ask(mixed)
    idle(qtbot, desk)
    table = dialog.findChild(QTableWidget, "table.refused")
    cells = [
        [table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())
    ]
    assert [cell[0] for cell in cells] == ["2", "3", "4"]
    assert [cell[1] for cell in cells[:2]] == ["Order ID", "Created Time"]
    assert cells[1][2] == "<b>the day before</b>"
    assert "&lt;b&gt;" in table.item(1, 2).toolTip()
    assert all(cell[3].endswith(".") for cell in cells)
    assert button(dialog, "import").text() == "Import 36 rows"


def test_a_file_refused_whole_says_what_happened_and_what_to_do(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], hostile: Path, mixed: Path
) -> None:
    before = state(desk)
    dialog = ask(hostile)
    idle(qtbot, desk)
    note = dialog.findChild(ErrorNote)
    assert "somebody's list.csv" in note.accessibleName()
    assert "as it was" in note.accessibleDescription()
    assert "What to do" in note.accessibleDescription()
    assert not button(dialog, "import").isVisible()
    assert button(dialog, "choose-files").isVisible()
    dialog.read([hostile, mixed])  # a good file beside it can still be imported
    idle(qtbot, desk)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert state(desk) != before


def test_several_files_come_in_one_after_another_and_go_back_together(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], mixed: Path
) -> None:
    before = state(desk)
    dialog = ask(mixed, GOOD)  # the rows of the first stand in the second again
    idle(qtbot, desk)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    said = words(dialog)
    assert "36 new and 0 changed, from two wrong rows.csv" in said
    assert "2,984 new and 1 changed, from us_orders.csv" in said
    assert desk.shop.read(order_figures)["total"] == 2_400
    press(qtbot, dialog, "undo-import")
    idle(qtbot, desk)
    assert state(desk) == before


def test_a_file_that_is_here_already_offers_no_import(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], mixed: Path
) -> None:
    dialog = ask(mixed)
    idle(qtbot, desk)
    dialog.do_import()
    idle(qtbot, desk)
    again = ask(mixed)
    idle(qtbot, desk)
    assert "already has these rows" in words(again)
    assert not button(again, "import").isVisible()


def test_a_file_of_returns_is_named_so_and_told_in_its_own_figures(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog]
) -> None:
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    dialog = ask(RETURNS)
    idle(qtbot, desk)
    said = words(dialog)
    assert "$3,649.31" in said
    assert "$2,392.46" in said
    assert "In process 22" in said
    assert "134 rows" in said  # name orders that are not here
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert "134 rows imported" in words(dialog)
    assert Subject.RETURNS in heard[0].subjects
    assert desk.shop.read(check) == []


def test_of_several_files_the_orders_come_in_before_their_returns(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog]
) -> None:
    before, dialog = state(desk), ask(RETURNS, GOOD)
    idle(qtbot, desk)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert [each.kind for each in reversed(desk.shop.read(imports))] == ["orders", "returns"]
    press(qtbot, dialog, "undo-import")
    idle(qtbot, desk)
    assert state(desk) == before


def test_a_cost_sheet_comes_in_after_the_products_that_it_is_about(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    sheet = tmp_path / "costs.csv"
    sheet.write_text("SKU ID,Cost\n1729349775226925597,3.50\n", "utf-8")
    dialog = ask(sheet, PRODUCTS)
    idle(qtbot, desk)
    assert "Cost sheet" in words(dialog)
    assert "Import its products first" in refused_cells(dialog)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert [each.kind for each in reversed(desk.shop.read(imports))] == ["products", "costs"]


def test_a_list_of_videos_is_told_in_its_own_figures_and_leads_to_their_page(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog]
) -> None:
    dialog = ask(VIDEOS)
    idle(qtbot, desk)
    said = words(dialog)
    assert all(word in said for word in ("Video analytics", "454,528", "584", "636", "$12,894.64"))
    assert "18 Aug 2026 – 15 Sep 2026" in said
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert "60 rows imported" in words(dialog)
    assert not button(dialog, "open-orders").isVisible()
    assert desk.shop.read(check) == []
    with qtbot.waitSignal(dialog.open_analytics) as sent:
        press(qtbot, dialog, "open-analytics")
    assert sent.args == ["videos", Period(told_files.FIRST, told_files.LAST)]
    assert not dialog.isVisible()
    history = ImportHistoryDialog(desk)
    qtbot.addWidget(history)
    idle(qtbot, desk)
    qtbot.waitUntil(lambda: history.table.rowCount() == 1)
    assert history.table.item(0, 2).text() == "Video analytics"


@pytest.mark.parametrize(
    ("table", "page", "days"),
    [
        (told_files.PRODUCTS, "products", Period(told_files.FIRST, told_files.LAST)),
        (told_files.CHINESE_CREATORS, "creators", Period(told_files.FIRST, told_files.LAST)),
        (told_files.OLDER_CREATORS, "creators", None),
        (told_files.DAYS, "traffic", Period(told_files.LAST - 1, told_files.LAST)),
    ],
)
def test_each_list_leads_to_the_page_and_the_days_that_it_is_about(
    table: told_files.Table,
    page: str,
    days: Period | None,
    qtbot: QtBot,
    desk: Desk,
    ask: Callable[..., ImportDialog],
    tmp_path: Path,
) -> None:
    dialog = ask(told_files.workbook(tmp_path, table))
    idle(qtbot, desk)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    with qtbot.waitSignal(dialog.open_analytics) as sent:
        press(qtbot, dialog, "open-analytics")
    assert sent.args == [page, days]


def test_lists_that_came_with_orders_lead_to_the_orders(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], mixed: Path
) -> None:
    dialog = ask(VIDEOS, mixed)
    idle(qtbot, desk)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert button(dialog, "open-orders").isVisible()
    assert not button(dialog, "open-analytics").isVisible()


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (told_files.PRODUCTS, "Product analytics"),
        (told_files.OLDER_CREATORS, "Creator analytics"),
        (told_files.DAYS, "Shop by day"),
    ],
)
def test_what_a_list_does_not_tell_is_said_to_be_not_told(
    table: told_files.Table,
    kind: str,
    qtbot: QtBot,
    desk: Desk,
    ask: Callable[..., ImportDialog],
    tmp_path: Path,
) -> None:
    dialog = ask(told_files.workbook(tmp_path, table))
    idle(qtbot, desk)
    said = words(dialog)
    assert kind in said
    assert ("not told" in said) is (kind == "Creator analytics")  # its days, and items sold


def test_a_list_in_another_currency_says_where_it_belongs(
    qtbot: QtBot, desk: Desk, ask: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    dialog = ask(told_files.workbook(tmp_path, told_files.INDONESIAN_DAYS))
    idle(qtbot, desk)
    note = dialog.findChild(ErrorNote)
    assert "Rp" in note.accessibleName()
    assert "open the shop of that region" in note.accessibleDescription()


def refused_cells(dialog: ImportDialog) -> str:
    """What the tables of refused rows say."""
    return "\n".join(
        table.item(row, column).text()
        for table in dialog.findChildren(QTableWidget)
        for row in range(table.rowCount())
        for column in range(table.columnCount())
    )


class Gate:
    """Stops a method of the shop at its second progress report until the test has acted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, method: str, at_call: int = 1) -> None:
        import threading

        self.reached, self.go_on = threading.Event(), threading.Event()
        real, calls = getattr(Shop, method), []

        def held(shop: Shop, *arguments: object) -> object:
            calls.append(method)
            *others, progress = arguments
            if len(calls) != at_call:
                return real(shop, *others, progress)

            def report(done: int, total: int) -> None:
                self.reached.set()
                assert self.go_on.wait(20)
                progress(done, total)

            return real(shop, *others, report)

        monkeypatch.setattr(Shop, method, held)

    def act(self, qtbot: QtBot, action: Callable[[], object]) -> None:
        qtbot.waitUntil(self.reached.is_set, timeout=20_000)
        try:
            action()
        finally:
            self.go_on.set()


def test_reading_can_be_cancelled(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    desk: Desk,
    ask: Callable[..., ImportDialog],
) -> None:
    before, gate = state(desk), Gate(monkeypatch, "plan_import")
    dialog = ask(GOOD)
    gate.act(qtbot, lambda: press(qtbot, dialog, "cancel"))
    idle(qtbot, desk)
    assert state(desk) == before
    assert "Cancelled" in words(dialog)
    assert button(dialog, "choose-files").isVisible()


@pytest.mark.parametrize("by_escape", [False, True])
def test_a_cancelled_import_keeps_nothing_not_even_the_files_before(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    desk: Desk,
    ask: Callable[..., ImportDialog],
    mixed: Path,
    by_escape: bool,
) -> None:
    before = state(desk)
    dialog = ask(mixed, GOOD)
    idle(qtbot, desk)
    gate = Gate(monkeypatch, "import_planned", at_call=2)
    press(qtbot, dialog, "import")

    def stop() -> None:
        if by_escape:
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            press(qtbot, dialog, "cancel")

    gate.act(qtbot, stop)
    idle(qtbot, desk)
    assert dialog.isVisible()  # it says that nothing was kept
    assert "Your shop is as it was." in words(dialog)
    assert state(desk) == before
    assert desk.shop.read(check) == []


def test_a_refusal_half_way_keeps_nothing(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    desk: Desk,
    ask: Callable[..., ImportDialog],
    mixed: Path,
) -> None:
    before, real, calls = state(desk), Shop.import_planned, []

    def second_refused(shop: Shop, plan: Plan, *arguments: object) -> int | None:
        calls.append(plan.file)
        if len(calls) == 2:
            raise RefusedError("plan-outdated")
        return real(shop, plan, *arguments)

    dialog = ask(mixed, GOOD)
    idle(qtbot, desk)
    monkeypatch.setattr(Shop, "import_planned", second_refused)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert "plan it again" in words(dialog)
    assert state(desk) == before


def test_a_mistake_of_ours_leaves_the_dialog_usable(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    desk: Desk,
    ask: Callable[..., ImportDialog],
    mixed: Path,
) -> None:
    def broken(*_arguments: object) -> int | None:
        raise ZeroDivisionError

    before, dialog = state(desk), ask(mixed)
    idle(qtbot, desk)
    monkeypatch.setattr(Shop, "import_planned", broken)
    press(qtbot, dialog, "import")
    idle(qtbot, desk)
    assert "ZeroDivisionError" in words(dialog)
    assert button(dialog, "choose-files").isVisible()
    assert state(desk) == before


def test_a_dialog_closed_while_reading_gives_up(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    desk: Desk,
    ask: Callable[..., ImportDialog],
) -> None:
    gate = Gate(monkeypatch, "plan_import")
    dialog = ask(GOOD)
    gate.act(qtbot, dialog.close)
    idle(qtbot, desk)
    assert not dialog.isVisible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_nothing_is_cut_or_overlaps_at_any_stage(
    qtbot: QtBot,
    english: QApplication,
    desk: Desk,
    mixed: Path,
    hostile: Path,
    size: tuple[int, int],
    code: Language,
    tmp_path: Path,
) -> None:
    untold = told_files.workbook(tmp_path, told_files.OLDER_CREATORS)
    with language(code):
        dialog = ImportDialog(desk, [])
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.width() <= size[0]
        assert dialog.height() <= size[1]
        assert problems(dialog) == []
        for act in (
            lambda: dialog.read([hostile]),
            lambda: dialog.read([mixed, hostile]),
            lambda: dialog.read([VIDEOS, untold]),
            lambda: dialog.read([RETURNS, mixed]),
            dialog.do_import,
            dialog.undo,
            lambda: dialog.read([VIDEOS, untold]),
            dialog.do_import,
        ):
            act()
            assert problems(dialog) == []  # while it works
            idle(qtbot, desk)
            assert problems(dialog) == []
            assert dialog.height() <= size[1]
