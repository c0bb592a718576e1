"""The Finance tab: figures, where each of them leads, and the way from an entry to its order."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.charts.line_chart import LineChart
from desktop.finance_wording import (
    account_meaning,
    account_name,
    kind_meaning,
    kind_name,
    why_text,
)
from desktop.panels.finance import FinancePanel
from desktop.panels.finance.panel import COMING, JOURNAL
from desktop.tables.journal_table import AMOUNT, JournalModel, JournalTable
from desktop.tables.money_table import ORDER, MoneyTable
from desktop.tables.row_table import RowTable
from desktop.widgets.figure_row import FigureRow
from desktop.window import ShopWindow
from desktop.wording import money
from domain.finance.rules import RESULT, Account, Kind
from domain.reports.figures import finance_figures
from domain.reports.finance.accounts import money_now
from domain.reports.finance.settlement import MoneyRow, Why, settlement
from domain.reports.shop import shop_row
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.windows import idle, show_window

WALL = 1_789_500_000


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("finance") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(25, sensible)
        shop.advance_days(1)
    return path


@pytest.fixture
def open_window(qtbot: QtBot, english: QApplication) -> Callable[..., ShopWindow]:
    def make(shop: Shop, size: tuple[int, int] = (1366, 680)) -> ShopWindow:
        window = show_window(qtbot, shop, size)
        window.show_panel("finance")
        idle(qtbot, window)
        return window

    return make


def finance(window: ShopWindow) -> FinancePanel:
    panel = window.panels["finance"]
    assert isinstance(panel, FinancePanel)
    return panel


def cents(shown: str) -> int:
    return int(shown.replace("−", "-").translate(dict.fromkeys(map(ord, "+$,."))))


def press(qtbot: QtBot, window: ShopWindow, name: str) -> None:
    found = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    assert len(found) == 1, (name, found)
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    idle(qtbot, window)


def column(qtbot: QtBot, table: RowTable, place: int) -> list[str]:
    """What a column says, all of its rows, each once it has been read."""
    cells = [table.rows.index(row, place) for row in range(table.rows.rowCount())]
    for cell in cells:
        qtbot.waitUntil(lambda cell=cell: cell.data() is not None)
    return [cell.data() for cell in cells]


def click(qtbot: QtBot, table: RowTable, row: int, place: int) -> None:
    spot: QPoint = table.visualRect(table.rows.index(row, place)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def journal(shop: Shop) -> list:
    return shop.read(lambda conn: conn.execute(text("select * from journal order by id")).all())


def test_tiles_say_what_the_report_says(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop(shop_file)
    tiles = finance(open_window(shop)).tiles
    report = shop.read(finance_figures)
    shown = {key: cents(tile.figure()) for key, tile in tiles.items()}
    assert shown == {
        "on-hold": report["on_hold"],
        "processing": report["processing"],
        "paid": report["paid"],
        "cash": report["cash"],
        "profit": report["profit"],
    }
    for tile in tiles.values():
        assert tile.figure() in tile.accessibleName()
        assert tile.accessibleDescription() in tile.toolTip().replace("&#x27;", "'")


@pytest.mark.parametrize(("tile", "key"), [("on-hold", "on_hold"), ("processing", "processing")])
def test_a_balance_leads_to_the_orders_that_make_it_up(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow], tile: str, key: str
) -> None:
    shop = Shop(shop_file)
    window = open_window(shop)
    press(qtbot, window, f"card.{tile}")
    table = finance(window).coming.table
    amounts = [cents(each) for each in column(qtbot, table, 3)]
    assert sum(amounts) == shop.read(finance_figures)[key] > 0
    assert all(column(qtbot, table, place)[0] for place in range(3))


@pytest.mark.parametrize(("tile", "key"), [("paid", "paid"), ("cash", "cash")])
def test_a_balance_leads_to_the_entries_that_make_it_up(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow], tile: str, key: str
) -> None:
    shop = Shop(shop_file)
    window = open_window(shop)
    press(qtbot, window, f"card.{tile}")
    table = finance(window).journal.table
    assert table.isVisible()
    amounts = [cents(each) for each in column(qtbot, table, AMOUNT)]
    assert sum(amounts) == shop.read(finance_figures)[key] > 0


def test_each_line_of_the_profit_leads_to_its_entries_in_its_period(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    window = open_window(Shop(shop_file))
    press(qtbot, window, "finance.period.WEEK")
    for account in RESULT:
        finance(window).show_page("overview")
        idle(qtbot, window)
        row = window.findChild(FigureRow, f"card.account.{account.name.lower()}")
        qtbot.keyClick(row, Qt.Key.Key_Return)
        idle(qtbot, window)
        view = finance(window).journal
        amounts = [cents(each) for each in column(qtbot, view.table, AMOUNT)]
        assert sum(amounts) == cents(row.amount())
    assert window.findChild(QPushButton, "action.clear-days").isVisible()
    press(qtbot, window, "action.clear-days")
    assert not window.findChild(QPushButton, "action.clear-days").isVisible()


def test_a_shorter_period_has_a_smaller_profit_and_fewer_days(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    window = open_window(Shop(shop_file))
    sales = window.findChild(FigureRow, "card.account.sales")
    chart = window.findChild(QWidget, "card.course").findChild(LineChart)
    ever, days = cents(sales.amount()), len(chart._points)
    assert days == 27
    press(qtbot, window, "finance.period.WEEK")
    assert 0 < cents(sales.amount()) < ever
    assert len(chart._points) == 7
    press(qtbot, window, "finance.account.ON_HOLD")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.read_out().endswith(finance(window).tiles["on-hold"].figure())


def test_a_day_of_the_chart_leads_to_its_entries(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop(shop_file)
    window = open_window(shop)
    chart = window.findChild(QWidget, "card.course").findChild(LineChart)
    values = [value for _, value in chart._points]
    place = next(n for n in range(len(values) - 1, 0, -1) if values[n] != values[n - 1])
    chart.chosen.emit(place)
    idle(qtbot, window)
    table = finance(window).journal.table
    amounts = [cents(each) for each in column(qtbot, table, AMOUNT)]
    assert sum(amounts) == values[place] - values[place - 1]


@pytest.mark.parametrize("size", [(1366, 680), (1093, 540)])
def test_a_click_on_an_order_number_opens_the_order(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow], size: tuple[int, int]
) -> None:
    window = open_window(Shop(shop_file), size)
    window.bar.search.setText("an older search")
    finance(window).show_page(COMING)
    idle(qtbot, window)
    table = window.findChild(MoneyTable, "table.money")
    wanted = abs(table.rows.ids[2])
    click(qtbot, table, 2, ORDER + 1)
    assert finance(window).isVisible()  # one click elsewhere only chooses the row
    click(qtbot, table, 2, ORDER)
    idle(qtbot, window)
    orders = window.panels["orders"]
    assert orders.isVisible()
    assert orders.listing.table.current() == wanted
    detail = window.findChild(QWidget, "card.order")
    assert detail.isVisible()
    assert detail.order == wanted
    assert window.bar.search.text() == ""


def test_enter_on_an_entry_opens_its_order(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    window = open_window(Shop(shop_file))
    finance(window).show_page(JOURNAL)
    idle(qtbot, window)
    table = window.findChild(JournalTable, "table.journal")
    orders = [table.journal.row(entry).order_id for entry in table.journal.ids[:50]]
    place, wanted = next((place, order) for place, order in enumerate(orders) if order)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(place):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.panels["orders"].isVisible()
    assert window.findChild(QWidget, "card.order").order == wanted


def choose(qtbot: QtBot, window: ShopWindow, name: str, value: int) -> None:
    box = window.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(int(value)))
    box.activated.emit(box.currentIndex())
    idle(qtbot, window)


def test_the_journal_is_filtered_by_entry_account_and_order(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop(shop_file)
    window, rows = open_window(shop), journal(shop)
    finance(window).show_page(JOURNAL)
    idle(qtbot, window)
    model = finance(window).journal.table.rows
    assert list(model.ids) == [row.id for row in reversed(rows)]
    choose(qtbot, window, "filter.kind", Kind.SETTLEMENT)
    kept = [row for row in rows if row.kind == Kind.SETTLEMENT]
    assert list(model.ids) == [row.id for row in reversed(kept)]
    order = kept[0].order_id
    qtbot.keyClicks(window.findChild(QLineEdit, "filter.order"), str(order))
    qtbot.waitUntil(lambda: len(model.ids) == sum(row.order_id == order for row in kept))
    choose(qtbot, window, "filter.account", Account.SALES)
    assert len(model.ids) == 0
    press(qtbot, window, "action.show-all-entries")
    assert len(model.ids) == len(rows)
    assert window.findChild(QLineEdit, "filter.order").text() == ""


def test_entries_without_an_order_say_so_and_lead_where_they_can(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop(shop_file)
    window, rows = open_window(shop), journal(shop)
    finance(window).show_page(JOURNAL)
    table = finance(window).journal.table
    choose(qtbot, window, "filter.kind", Kind.OPENING)
    assert column(qtbot, table, 2) == ["no single order"] * 2
    table.opened.emit(table.rows.ids[0])
    idle(qtbot, window)
    assert finance(window).isVisible()
    choose(qtbot, window, "filter.kind", Kind.PAYOUT)
    amount = cents(column(qtbot, table, AMOUNT)[0])
    table.opened.emit(table.rows.ids[0])
    idle(qtbot, window)
    kinds = {row.id: row.kind for row in rows}
    assert {kinds[each] for each in table.rows.ids} == {Kind.SETTLEMENT}
    assert sum(cents(each) for each in column(qtbot, table, AMOUNT)) == amount
    finance(window).show_page(JOURNAL)
    press(qtbot, window, "action.clear-days")
    choose(qtbot, window, "filter.account", 0)
    choose(qtbot, window, "filter.kind", Kind.RESTOCK)
    table.opened.emit(table.rows.ids[0])
    idle(qtbot, window)
    assert window.panels["products"].isVisible()


def test_the_money_to_come_is_sorted_by_its_headings(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    window = open_window(Shop(shop_file))
    finance(window).show_page(COMING)
    idle(qtbot, window)
    table = finance(window).coming.table
    banks = [table.money.row(each).bank_at or 2**62 for each in table.rows.ids]
    assert banks == sorted(banks)
    heading = table.horizontalHeader()
    heading.sectionClicked.emit(3)
    assert [table.money.row(each).amount for each in table.rows.ids] == sorted(
        table.money.row(each).amount for each in table.rows.ids
    )
    heading.sectionClicked.emit(3)
    most = table.money.row(table.rows.ids[0]).amount
    assert most == max(table.money.row(each).amount for each in table.rows.ids)


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_says_why_when_and_what_it_means(
    qtbot: QtBot, shop_file: Path, english: QApplication, why: Why
) -> None:
    with Shop(shop_file) as shop:
        terms = shop.read(settlement, WALL)
    at = terms.shop.now
    table = MoneyTable()
    qtbot.addWidget(table)
    for statement, bank in ((0, 0), (at, 0), (at, at)):
        row = MoneyRow(7, 7, why, -412, at, statement, bank)
        table.show_money([row], terms)
        cells = [table.money.index(0, place) for place in range(4)]
        assert all(cell.data() for cell in cells)
        assert why_text(row, terms) in unescape(cells[1].data(Qt.ItemDataRole.ToolTipRole))
        assert cells[2].data(Qt.ItemDataRole.ToolTipRole)
        assert cells[3].data() == "−$4.12"


def test_every_entry_and_account_has_a_name_and_a_meaning(english: QApplication) -> None:
    assert len({kind_name(kind) for kind in Kind}) == len(Kind)
    assert all(kind_meaning(kind) for kind in Kind)
    assert len({account_name(account) for account in Account}) == len(Account)
    assert all(account_meaning(account) for account in Account)


def test_processing_says_all_payouts_to_come(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop(shop_file)
    tile = finance(open_window(shop)).tiles["processing"]
    coming = shop.read(money_now).coming
    assert len(coming) > 1
    for payout in coming:
        assert money(payout.amount, shop.book.currency) in tile.toolTip()


def test_time_that_passes_reaches_the_tab(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop.practice(tmp_path / "new.dukandar", "first-30-days", seed=1, noise=1)
    window = open_window(shop)
    assert cents(finance(window).tiles["on-hold"].figure()) == 0
    window.clock.next_day()
    qtbot.waitUntil(lambda: not window.desk.busy and shop.read(finance_figures)["on_hold"] > 0)
    idle(qtbot, window)
    on_hold = shop.read(finance_figures)["on_hold"]
    assert cents(finance(window).tiles["on-hold"].figure()) == on_hold > 0


def test_a_new_shop_is_told_how_money_begins(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[..., ShopWindow]
) -> None:
    shop = Shop.practice(tmp_path / "new.dukandar", "first-30-days", seed=1, noise=1)
    window, start = open_window(shop), shop.now
    press(qtbot, window, "card.on-hold")
    assert not finance(window).coming.table.isVisible()
    press(qtbot, window, "action.skip-ahead")
    qtbot.waitUntil(lambda: shop.now > start and not window.desk.busy)
    idle(qtbot, window)
    assert finance(window).coming.table.isVisible()


def test_a_real_shop_is_told_that_settlement_files_cannot_be_read_yet(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[..., ShopWindow]
) -> None:
    window = open_window(Shop.real(tmp_path / "real.dukandar", "id", "Toko"))
    window.show_panel("home")
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert finance(window).isVisible()
    press(qtbot, window, "action.go-to-orders")
    assert window.panels["orders"].isVisible()


def test_home_s_money_leads_here(
    qtbot: QtBot, shop_file: Path, open_window: Callable[..., ShopWindow]
) -> None:
    window = open_window(Shop(shop_file))
    window.show_panel("home")
    idle(qtbot, window)
    press(qtbot, window, "action.open-finance")
    assert finance(window).isVisible()
    window.show_panel("home")
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert finance(window).isVisible()


def test_a_journal_of_millions_asks_only_for_what_is_seen(
    qtbot: QtBot, shop_file: Path, english: QApplication
) -> None:
    table = JournalTable()
    qtbot.addWidget(table)
    asked: list[tuple[int, ...]] = []
    assert isinstance(table.rows, JournalModel)
    table.rows.wanted.connect(asked.append)
    with Shop(shop_file) as shop:
        table.show_rows(range(5_000_000, 0, -1), (), shop.read(shop_row, WALL))
    table.resize(900, 400)
    table.show()
    table.scrollToBottom()
    qtbot.waitUntil(lambda: any(1 in ids for ids in asked))
    assert sum(map(len, asked)) <= 400
