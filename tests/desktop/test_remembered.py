"""How a shop's window was left comes back; nothing that is remembered can keep it from opening."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.first_window import FirstWindow
from desktop.memory import Memory
from desktop.playing.choices import Speed
from desktop.program import Program
from desktop.remembered import Remembered
from desktop.window import ShopWindow
from desktop.window_place import within_reach
from domain.kernel.clock import HOUR
from domain.reports.orders import OrderQuery, Sort, Tab, order_ids
from domain.reports.products import sku_rows
from domain.shop import Shop
from domain.simulation.attention import Need
from domain.storage.digest import digest
from tests.desktop.layout_checks import SIZES, problems
from tests.desktop.windows import idle, show_window

Opener = Callable[..., ShopWindow]


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance(shop.now + 90 * HOUR)
    return path


@pytest.fixture
def open_window(qtbot: QtBot, english: QApplication) -> Opener:
    def make(path: Path, state: Any = None) -> ShopWindow:
        return show_window(qtbot, Shop(path), None, Remembered(state))

    return make


def kept(window: ShopWindow) -> Any:
    """What the window leaves, on its way through the file."""
    return json.loads(json.dumps(window.state()))


# A window comes back


def test_a_window_comes_back_as_it_was_left(
    qtbot: QtBot, shop_file: Path, open_window: Opener
) -> None:
    window = open_window(shop_file)
    window.clock.set_speed(Speed.SLOW)
    window.choose_pauses().findChild(QPushButton, "action.pause-choices.done").click()
    window.panels["home"]._measure.choose("visitors")
    window.show_panel("products")
    idle(qtbot, window)
    third = window.desk.shop.read(sku_rows, 0)[2].id
    window.go("products", third)
    idle(qtbot, window)
    window.show_panel("orders")
    orders = window.panels["orders"]
    first = window.desk.shop.read(sku_rows, 0)[0].id
    query = OrderQuery(tab=Tab.ALL, only_late=True, sku=first, sort=Sort.AMOUNT, descending=False)
    window.go("orders", query)
    idle(qtbot, window)
    orders.listing.table.columns.choose("units", shown=False)
    orders.listing.table.setColumnWidth(1, 231)
    listed = orders.listing.table.orders.ids.tolist()
    assert listed
    state = kept(window)
    window.close()

    again = open_window(shop_file, state)
    assert again.clock.choices.speed is Speed.SLOW
    assert again.bar.clock.speed_button.text() == "1 day in 48 s"
    orders = again.panels["orders"]
    assert orders.isVisible()
    assert orders.listing.table.orders.ids.tolist() == listed
    assert again.findChild(QPushButton, "filter.late").isChecked()
    assert orders.state()["sku"] == first
    assert orders.listing.table.isColumnHidden(3)
    assert orders.listing.table.columnWidth(1) == 231
    heading = orders.listing.table.horizontalHeader()
    assert (heading.sortIndicatorSection(), heading.isSortIndicatorShown()) == (4, True)
    assert heading.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
    assert again.panels["home"]._measure.current() == "visitors"
    again.show_panel("products")
    idle(qtbot, again)
    assert again.panels["products"].current.id == third
    assert kept(again)["panels"] == state["panels"]


def test_nothing_is_asked_twice_because_of_what_is_remembered(
    qtbot: QtBot, shop_file: Path, open_window: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(shop_file)
    window.go("orders", OrderQuery(tab=Tab.ALL, only_late=True, sort=Sort.AMOUNT))
    idle(qtbot, window)
    state = kept(window)
    window.close()
    asked: list[str] = []
    read = Desk.read

    def counted(self: Desk, owner: Any, name: str, query: Any, then: Any) -> None:
        asked.append(name)
        read(self, owner, name, query, then)

    monkeypatch.setattr(Desk, "read", counted)
    open_window(shop_file, state)
    assert asked.count("list") == 1
    assert "home" not in asked
    assert "listings" not in asked


def test_a_product_of_another_shop_is_no_filter(
    qtbot: QtBot, shop_file: Path, open_window: Opener
) -> None:
    state = {"panel": "orders", "panels": {"orders": {"tab": "all", "sku": 5}}}
    window = open_window(shop_file, state)
    idle(qtbot, window)
    shop = window.desk.shop
    assert tuple(window.panels["orders"].listing.table.orders.ids) == shop.read(
        order_ids, OrderQuery(), shop.now
    )


def test_what_the_window_remembers_is_no_part_of_the_shop(
    qtbot: QtBot, shop_file: Path, open_window: Opener
) -> None:
    with Shop(shop_file) as shop:
        before = shop.read(digest)
    window = open_window(shop_file)
    window.clock.set_speed(Speed.FAST)
    window.panels["orders"].listing.table.columns.choose("status", shown=False)
    window.show_panel("orders")
    idle(qtbot, window)
    state = kept(window)
    window.close()
    open_window(shop_file, state).close()
    with Shop(shop_file) as shop:
        assert shop.read(digest) == before


def test_a_real_shop_is_remembered_without_a_clock(
    qtbot: QtBot, tmp_path: Path, open_window: Opener
) -> None:
    path = tmp_path / "real.dukandar"
    Shop.real(path, "us", "Exports").close()
    window = open_window(path)
    window.show_panel("orders")
    window.panels["orders"].listing.table.columns.choose("created", shown=False)
    state = kept(window)
    assert "play" not in state
    tabs = {"home", "orders", "products", "promotions", "shipping", "analytics", "finance"}
    assert set(state["panels"]) == tabs
    again = open_window(path, state)
    assert again.panels["orders"].isVisible()
    assert again.panels["orders"].listing.table.isColumnHidden(5)


BROKEN: list[Any] = [
    None,
    7,
    [],
    {"window": {"frame": [0, 0, 0, 0]}, "panel": "finance-of-tomorrow"},
    {"window": {"frame": [2**40, 0, 9, 9]}, "panel": ["orders"], "panels": 3},
    {"window": {"frame": ["a", None, 1.5, True]}, "panels": {"orders": []}, "play": [1]},
    {"window": [], "panels": {"orders": {"tab": 9, "sku": -1, "sort": {}, "columns": "all"}}},
    {"panels": {"orders": {"sku": 2**90, "late": 1, "descending": "no"}}},
    {"panels": {"orders": {"columns": {"shown": {"id": False, "product": False, "x": 1}}}}},
    {"panels": {"orders": {"columns": {"widths": {"status": 10**9, "units": -4, "id": "w"}}}}},
    {"panels": {"home": {"measure": "luck"}, "products": {"sku": "first", "group": 3}}},
    {"play": {"speed": "ludicrous", "pause": {"x": 1}, "summary-after-next-day": 0}},
]


@pytest.mark.parametrize("state", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_memory_opens_the_usual_window(
    qtbot: QtBot, shop_file: Path, open_window: Opener, state: Any
) -> None:
    usual = open_window(shop_file)
    window = open_window(shop_file, state)
    if isinstance(state, dict) and "window" in state:
        window.resize(usual.size())
    for key in window.panels:
        window.show_panel(key)
        usual.show_panel(key)
        idle(qtbot, window)
        idle(qtbot, usual)
    left, wanted = kept(window), kept(usual)
    del left["window"], wanted["window"]
    assert left == wanted


# Columns


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise|grabbing)", extend=True)
def test_columns_are_chosen_by_mouse_or_keyboard_and_reset(
    qtbot: QtBot, shop_file: Path, open_window: Opener
) -> None:
    window = open_window(shop_file)
    window.show_panel("orders")
    idle(qtbot, window)
    table = window.panels["orders"].listing.table
    button = window.findChild(QPushButton, "action.columns")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    menu = window.findChild(QMenu, "menu.columns")
    assert menu.isVisible()
    by_name = {action.objectName(): action for action in menu.actions()}
    assert set(by_name) >= {"column.status", "column.created", "column.ship-by"}
    assert "column.id" not in by_name
    assert not by_name["column.created"].isChecked()
    by_name["column.created"].trigger()
    assert not table.isColumnHidden(5)
    assert not table.isColumnHidden(6)
    window.go("orders", OrderQuery(tab=Tab.SHIPPED))  # would hide "ship by" and show "placed"
    idle(qtbot, window)
    assert not table.isColumnHidden(5)
    assert table.isColumnHidden(6)
    by_name["column.usual"].trigger()
    window.go("orders", OrderQuery(tab=Tab.TO_SHIP))
    idle(qtbot, window)
    assert table.isColumnHidden(5)
    menu.close()


def test_a_width_that_was_dragged_outlives_new_rows(
    qtbot: QtBot, shop_file: Path, open_window: Opener
) -> None:
    window = open_window(shop_file)
    window.show_panel("orders")
    idle(qtbot, window)
    table = window.panels["orders"].listing.table
    usual = table.columnWidth(4)
    table.setColumnWidth(4, usual + 50)
    window.clock.next_day()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.desk.busy)
    assert table.columnWidth(4) == usual + 50
    table.columns.reset()
    assert table.columnWidth(4) == usual


@pytest.mark.parametrize("size", SIZES)
def test_all_columns_at_once_break_nothing(
    qtbot: QtBot, shop_file: Path, open_window: Opener, size: tuple[int, int]
) -> None:
    window = open_window(shop_file)
    window.resize(*size)
    window.show_panel("orders")
    for key in ("created", "ship-by"):
        window.panels["orders"].listing.table.columns.choose(key, shown=True)
    idle(qtbot, window)
    assert problems(window) == []


# Places


def test_a_window_off_the_screen_comes_back_onto_one() -> None:
    left, right = QRect(0, 0, 1366, 728), QRect(1366, 0, 1920, 1040)
    there = QRect(1500, 60, 1200, 700)
    assert within_reach(there, [left, right]) == there
    moved = within_reach(there, [left])
    assert left.contains(moved)
    assert moved.size() == there.size()
    assert moved.center() == left.center()
    for frame in (
        QRect(100, -600, 1200, 700),
        QRect(100, 720, 1200, 700),
        QRect(-1190, 20, 1200, 700),
        QRect(1300, 20, 1200, 700),
    ):
        assert left.contains(within_reach(frame, [left]))
    huge = within_reach(QRect(0, 0, 9_000, 9_000), [left])
    assert huge == left


def test_a_window_stands_where_it_stood(shop_file: Path, open_window: Opener) -> None:
    window = open_window(shop_file)
    window.setGeometry(20, 30, 900, 500)
    state = kept(window)
    again = open_window(shop_file, state)
    assert again.geometry().topLeft() in (QPoint(20, 30), window.geometry().topLeft())
    assert kept(again)["window"]["frame"][2:] == state["window"]["frame"][2:]


def test_a_maximised_window_is_maximised_again(shop_file: Path, open_window: Opener) -> None:
    window = open_window(shop_file)
    window.showMaximized()
    state = kept(window)
    assert state["window"]["maximised"]
    assert open_window(shop_file, state).isMaximized()


# The program's memory


def test_each_shop_has_its_own_memory_and_the_oldest_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    memory = Memory.load(file)
    shops = [tmp_path / f"{number}.dukandar" for number in range(70)]
    for number, shop in enumerate(shops):
        memory.leave(shop, {"panel": "orders", "play": {"hours": number}})
    again = Memory.load(file)
    assert again.left(shops[69]).part("play").whole("hours", 0, 99, -1) == 69
    assert again.left(shops[68]).part("play").whole("hours", 0, 99, -1) == 68
    assert again.left(shops[0]).text("panel", ["orders"], "home") == "home"
    assert len(again.shops) == 60


@pytest.mark.parametrize("text", ["", "{", "[]", '{"shops": 3}', '{"shops": {"a": 4, "b": {}}}'])
def test_a_damaged_memory_is_started_anew(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, "utf-8")
    memory = Memory.load(file)
    assert memory.left(tmp_path / "a").flags() == {}
    memory.leave(tmp_path / "a", {"panel": "orders"})
    assert Memory.load(file).left(tmp_path / "a").text("panel", ["orders"], "") == "orders"


def test_the_program_remembers_a_shop_from_one_opening_to_the_next(
    qtbot: QtBot, english: QApplication, shop_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config" / "settings.json"
    for expected in ("home", "products"):
        memory = Memory.load(file)
        first = FirstWindow()
        first.open(memory.size, memory.left(shop_file).part("window"))
        program = Program(english, memory, first)
        program.open_shop(shop_file)
        qtbot.waitUntil(lambda program=program: isinstance(program.window, ShopWindow))
        window = program.window
        idle(qtbot, window)
        assert window.panels[expected].isVisible()
        window.show_panel("products")
        idle(qtbot, window)
        window.clock.set_speed(Speed.FAST)
        window.close_shop()
        qtbot.waitUntil(lambda program=program: not isinstance(program.window, ShopWindow))
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
    stored = json.loads(file.read_text("utf-8"))["shops"][str(shop_file)]
    assert stored["play"]["speed"] == "fast"
    assert set(stored["play"]["pause"]) < {need.value for need in Need}


@pytest.mark.parametrize(
    "data",
    [
        {"last": "/" + "x" * 5_000, "recent": ["/" + "y" * 5_000, "\0"]},
        {"size": [-(10**30), 5]},
        {"size": [10**30, 5], "shops": {"a": {}}},
    ],
)
def test_no_remembered_value_keeps_the_program_from_starting(tmp_path: Path, data: Any) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(data), "utf-8")

    memory = Memory.load(file)

    assert memory.recent_shops() == []
    assert memory.last_shop() is None
    assert memory.size == (1366, 680)


def test_a_memory_of_nothing_but_brackets_is_started_anew(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("[" * 100_000, "utf-8")

    assert Memory.load(file).recent == []


def test_a_welcome_page_that_errs_itself_ends_the_program_and_is_not_tried_for_ever(
    english: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = FirstWindow()
    program = Program(english, Memory(None), first)
    tried: list[str] = []

    def err(message: str = "") -> None:
        tried.append(message)
        program.erred.emit(OSError("no page"))

    ended: list[int] = []  # not the application itself: its event loops serve other tests too
    monkeypatch.setattr(program, "_app", SimpleNamespace(exit=ended.append))
    monkeypatch.setattr(program, "welcome", err)
    program.erred.emit(ValueError("at the start"))

    assert len(tried) == len(ended) == 1
    assert "OSError" in capsys.readouterr().err
    first.close()
    program.deleteLater()
