"""The order list in the window: filters, saved views, columns, copying, and keeping one's place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.i18n import Language
from desktop.panels.orders import OrdersPanel
from desktop.panels.orders.views import query_from, query_state
from desktop.remembered import Remembered
from desktop.tables.standing import Standing, place_of, placed
from desktop.window import ShopWindow
from domain.kernel.clock import HOUR
from domain.orders.tables import orders
from domain.reports.orders import OrderQuery, Sort, Tab, kept, order_ids
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, press, show_window


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("list") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=3, noise=3) as shop:
        shop.advance_days(20, sensible)
    return path


@pytest.fixture
def shop(shop_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    path.write_bytes(shop_file.read_bytes())
    return Shop(path)


@pytest.fixture
def window(qtbot: QtBot, english: QApplication, shop: Shop) -> ShopWindow:
    window = show_window(qtbot, shop)
    window.go("orders", OrderQuery())
    idle(qtbot, window)
    return window


@pytest.fixture
def panel(window: ShopWindow) -> OrdersPanel:
    return window.panels["orders"]


def listed(panel: OrdersPanel) -> list[int]:
    return panel.listing.table.orders.ids.tolist()


def found(shop: Shop, query: OrderQuery) -> list[int]:
    return list(shop.read(order_ids, query, shop.now))


def amounts(shop: Shop) -> dict[int, int]:
    query = select(orders.c.id, orders.c.amount)
    return dict(shop.read(lambda conn: conn.execute(query).all()))


# Filters


def test_filters_are_chosen_in_a_popover_and_named_beside_the_list(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    press(qtbot, window, "action.filters")
    idle(qtbot, window)
    filters = panel.listing.filters
    assert filters.isVisible()
    assert filters.product.count() > 1
    assert filters.carrier.count() > 1
    filters.product.setCurrentIndex(1)
    filters.product.activated.emit(1)
    idle(qtbot, window)
    sku = filters.product.itemData(1)
    assert listed(panel) == found(shop, OrderQuery(sku=sku)) != []
    filters.amount_from.setText("30.00")
    filters.amount_from.editingFinished.emit()
    idle(qtbot, window)
    assert listed(panel) == found(shop, OrderQuery(sku=sku, amount_from=3_000))
    assert all(amounts(shop)[each] >= 3_000 for each in listed(panel))
    assert panel.listing._shown.text().startswith("one product, from $30.00")
    filters.close()
    press(qtbot, window, "action.clear-filters")
    idle(qtbot, window)
    assert listed(panel) == found(shop, OrderQuery())


def test_days_are_those_of_the_shops_clock_and_both_ends_count(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    calendar = shop.book.calendar
    day = int(calendar.local_day(shop.now)) - 3
    panel.listing.filters.open_under(panel, OrderQuery(), panel.listing._shop)
    text = str(np.datetime64(day, "D"))
    for field in (panel.listing.filters.placed_from, panel.listing.filters.placed_to):
        field.setText(text)
        field.editingFinished.emit()
    idle(qtbot, window)
    first, after = int(calendar.moment(day)), int(calendar.moment(day + 1))
    wanted = found(shop, OrderQuery(placed_from=first, placed_before=after))
    assert listed(panel) == wanted != []
    panel.listing.filters.open_under(panel, panel.listing.query, panel.listing._shop)
    assert panel.listing.filters.placed_to.text() == text
    panel.listing.filters.close()


def test_what_cannot_be_read_is_marked_and_filters_nothing(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    panel.listing.filters.open_under(panel, OrderQuery(), panel.listing._shop)
    for field, text in (
        (panel.listing.filters.amount_to, "much"),
        (panel.listing.filters.placed_from, "soon"),
    ):
        field.setText(text)
        field.editingFinished.emit()
        assert field.property("invalid") is True
        assert field.text() == text
    idle(qtbot, window)
    assert listed(panel) == found(shop, OrderQuery())
    panel.listing.filters.close()


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("size", SIZES)
def test_popover_and_dialogs_fit(
    qtbot: QtBot, english: QApplication, shop: Shop, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window = show_window(qtbot, shop, size)
        window.go("orders", OrderQuery(only_samples=True, amount_from=0, carrier="USPS"))
        idle(qtbot, window)
        panel = window.panels["orders"]
        assert problems(window) == []
        press(qtbot, window, "action.filters")
        idle(qtbot, window)
        assert problems(panel.listing.filters) == []
        panel.listing.filters.close()
        panel.listing.views.save("Small orders")
        for dialog in (panel.listing.views.ask_name(), panel.listing.views.ask_changes()):
            assert problems(dialog) == []
            dialog.close()
        window.close()


# Saved views


def test_a_view_is_saved_chosen_renamed_and_deleted(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    query = OrderQuery(tab=Tab.COMPLETED, search="charging", sort=Sort.AMOUNT, amount_from=1_000)
    panel.receive(query)
    panel.listing.table.columns.choose("place", shown=True)
    idle(qtbot, window)
    dialog = panel.listing.views.ask_name()
    assert not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.name, "Cables & co")
    dialog.save_button.click()
    panel.receive(OrderQuery())
    panel.listing.table.columns.choose("place", shown=False)
    idle(qtbot, window)

    menu = panel.listing.views.open_menu()
    menu.actions()[0].trigger()
    menu.close()
    idle(qtbot, window)
    assert listed(panel) == found(shop, query)
    assert not panel.listing.table.isColumnHidden(8)
    heading = panel.listing.table.horizontalHeader()
    assert panel.listing.table.sorts[heading.sortIndicatorSection()] is Sort.AMOUNT

    dialog = panel.listing.views.ask_changes()
    dialog.list.item(0).setText("Cables")
    assert [view.name for view in panel.listing.views.views] == ["Cables"]
    dialog.list.item(0).setText("  ")
    assert [view.name for view in panel.listing.views.views] == ["Cables"]
    assert dialog.list.item(0).text() == "Cables"
    dialog.delete_button.click()
    assert panel.listing.views.views == ()
    dialog.close()


def test_a_view_of_the_same_name_is_replaced(panel: OrdersPanel) -> None:
    panel.listing.views.save("Mine")
    panel.listing.table.columns.choose("carrier", shown=True)
    panel.listing.views.save("mine")
    assert [view.name for view in panel.listing.views.views] == ["mine"]
    assert panel.listing.views.views[0].columns["shown"] == {"carrier": True}


def test_views_and_filters_come_back_with_the_window(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    panel.receive(OrderQuery(tab=Tab.SHIPPED, amount_from=100, sort=Sort.UNITS, descending=False))
    panel.listing.views.save("On their way")
    idle(qtbot, window)
    state = json.loads(json.dumps(window.state()))
    before = listed(panel)
    window.close()
    again = show_window(qtbot, Shop(shop.path), None, Remembered(state))
    idle(qtbot, again)
    panel = again.panels["orders"]
    assert listed(panel) == before
    assert [view.name for view in panel.listing.views.views] == ["On their way"]
    assert panel.state() == state["panels"]["orders"]


@pytest.mark.parametrize(
    "state",
    [
        {"views": "many"},
        {"views": [7, {}, {"name": ""}, {"name": "\x1b[2J"}, {"name": "x" * 5_000}]},
        {"views": [{"name": "a", "query": [1], "columns": 7}, {"name": "A"}]},
        {"amount-from": 10**30, "placed-from": -1, "carrier": ["USPS"], "search": {"a": 1}},
        {"amount-to": True, "placed-before": "yesterday", "samples": "yes", "tab": ["all"]},
        {"columns": {"order": ["nothing", 7, "id", "id"], "shown": [], "widths": {"id": "wide"}}},
    ],
)
def test_no_remembered_view_or_filter_can_do_harm(
    qtbot: QtBot, english: QApplication, shop: Shop, state: dict[str, Any]
) -> None:
    window = show_window(qtbot, shop, None, Remembered({"panels": {"orders": state}}))
    window.show_panel("orders")
    idle(qtbot, window)
    panel = window.panels["orders"]
    usual = OrderQuery(tab=Tab.TO_SHIP)
    assert query_from(Remembered(panel.state()), usual) == usual
    assert [view.name for view in panel.listing.views.views] in ([], ["a"])
    for view in panel.listing.views.views:
        panel.listing._show_view(view)
        idle(qtbot, window)
    assert sorted(panel.listing.table.columns.shown())[0] == 0


def test_a_query_survives_its_way_through_json() -> None:
    query = OrderQuery(
        tab=Tab.DELIVERED,
        search="desk lamp",
        only_due_soon=True,
        only_messages=True,
        only_samples=True,
        sku=2**62,
        carrier="UPS",
        amount_from=-5,
        amount_to=10**12,
        placed_from=1_700_000_000,
        placed_before=1_700_086_400,
        sort=Sort.PLACE,
        descending=False,
    )
    state = Remembered(json.loads(json.dumps(query_state(query))))
    assert query_from(state, OrderQuery()) == query


# Columns


def test_columns_are_moved_by_dragging_and_remembered(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    heading = panel.listing.table.horizontalHeader()
    assert heading.sectionsMovable()
    heading.moveSection(heading.visualIndex(4), 0)
    moved = panel.listing.table.columns.shown()
    assert moved[:2] == [4, 0]
    state = json.loads(json.dumps(window.state()))
    window.close()
    again = show_window(qtbot, Shop(shop.path), None, Remembered(state))
    assert again.panels["orders"].listing.table.columns.shown() == moved
    again.panels["orders"].listing.table.columns.reset()
    assert again.panels["orders"].listing.table.columns.shown()[0] == 0


def test_many_columns_scroll_and_leave_the_product_readable(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel
) -> None:
    table = panel.listing.table
    for key in ("auto-cancel", "place", "carrier", "tracking", "sample"):
        table.columns.choose(key, shown=True)
    assert table.columnWidth(2) >= 120
    assert table.horizontalHeader().length() > table.viewport().width()
    table.columns.reset()
    assert table.horizontalHeader().length() <= table.viewport().width()


# Copying


def clipboard() -> list[list[str]]:
    return [line.split("\t") for line in QApplication.clipboard().text().split("\n")]


def test_selected_rows_are_copied_with_their_ids_in_the_columns_order(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel
) -> None:
    chosen = listed(panel)[2:5]
    panel.listing.select(chosen)
    qtbot.keyClick(panel.listing.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = clipboard()
    assert [row[0] for row in rows] == [str(each) for each in chosen]
    assert rows[0][2] == panel.listing.table.orders.index(2, 2).data()
    assert {len(row) for row in rows} == {len(panel.listing.table.columns.shown())}
    panel.listing.table.horizontalHeader().moveSection(0, 2)
    qtbot.keyClick(panel.listing.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [row[2] for row in clipboard()] == [str(each) for each in chosen]


def test_rows_that_were_never_in_sight_are_read_to_be_copied(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel
) -> None:
    panel.listing.table.selectAll()
    assert panel.listing.table.orders.row(listed(panel)[-1]) is None
    panel.listing.table.copy_rows()
    idle(qtbot, window)
    assert [int(row[0]) for row in clipboard()] == listed(panel)


def test_what_a_spreadsheet_would_run_is_guarded_when_it_is_copied(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    first = listed(panel)[0]
    shop.write(
        lambda conn: conn.exec_driver_sql(
            "UPDATE order_lines SET product_name = ? WHERE order_id = ?",
            ("=HYPERLINK(1)\tand\nmore", first),
        )
    )
    panel.refresh()
    idle(qtbot, window)
    panel.listing.select([first])
    panel.listing.table.copy_rows()
    (row,) = clipboard()
    assert row[2].startswith("'=HYPERLINK(1) and more")


def test_a_cells_menu_copies_the_cell(qtbot: QtBot, window: ShopWindow, panel: OrdersPanel) -> None:
    table = panel.listing.table
    at = table.visualRect(table.orders.index(1, 2)).center()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, table.viewport().mapToGlobal(at))
    table.contextMenuEvent(event)
    menu = table.findChild(QMenu, "menu.cell")
    actions = {action.objectName(): action for action in menu.actions()}
    actions["cell.copy"].trigger()
    assert QApplication.clipboard().text() == table.orders.index(1, 2).data()
    menu.close()


# Keeping one's place


def test_selection_and_place_survive_new_orders(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    table, ids = panel.listing.table, listed(panel)
    chosen = [*ids[3:6], ids[40]]
    panel.listing.select(chosen)
    index = table.orders.index(40, 0)
    table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
    table.verticalScrollBar().setValue(30)
    top = ids[table.rowAt(0)]
    window.desk.write(
        window,
        "",
        lambda shop, _write: shop.advance(shop.now + 30 * HOUR),
        touched=lambda changes: changes,
    )
    idle(qtbot, window)
    assert len(listed(panel)) > len(ids)
    assert sorted(table.selected().tolist()) == sorted(chosen)
    assert table.current() == ids[40]
    assert listed(panel)[table.rowAt(0)] == top
    table.scrollToTop()
    panel.refresh()
    idle(qtbot, window)
    assert table.verticalScrollBar().value() == 0


def test_another_question_begins_at_the_top(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel
) -> None:
    panel.listing.table.verticalScrollBar().setValue(25)
    panel.receive(OrderQuery(sort=Sort.AMOUNT))
    idle(qtbot, window)
    assert panel.listing.table.verticalScrollBar().value() == 0


def test_a_place_is_found_again_among_other_rows() -> None:
    ids = np.array([9, 4, 7, 1, 3])
    there = placed(ids, Standing(top=7, current=8, selected=np.array([3, 1, 9, 5])))
    assert (there.top, there.current, there.ranges) == (2, -1, ((0, 0), (3, 4)))
    nowhere = placed(np.zeros(0, dtype=np.int64), Standing(selected=ids))
    assert (nowhere.top, nowhere.current, nowhere.ranges) == (-1, -1, ())
    assert [place_of(range(5, 0, -1), each) for each in (5, 1, 0)] == [0, 4, -1]


# Long lists


def test_a_long_list_shows_its_first_rows_and_then_all_of_them(
    qtbot: QtBot, english: QApplication, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_AT_ONCE", 20)
    monkeypatch.setattr(kept, "_FIRST", 30)
    sizes: list[int] = []
    window = show_window(qtbot, shop)
    panel = window.panels["orders"]
    panel.listing.table.orders.modelReset.connect(
        lambda: sizes.append(len(panel.listing.table.orders.ids))
    )
    window.go("orders", OrderQuery())
    idle(qtbot, window)
    assert sizes == [30, len(found(shop, OrderQuery()))]
    assert panel.exports() == ("orders", ())


def test_a_search_waits_for_the_orders_to_be_read_and_says_so(
    qtbot: QtBot, english: QApplication, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_AT_ONCE", 20)
    window = show_window(qtbot, shop)
    panel = window.panels["orders"]
    said: list[str] = []
    word = panel.listing._word_filters
    shown = panel.listing._shown
    monkeypatch.setattr(
        panel.listing, "_word_filters", lambda count: (word(count), said.append(shown.text()))
    )
    window.go("orders", OrderQuery(search="charging"))
    idle(qtbot, window)
    wanted = found(shop, OrderQuery(search="charging"))
    assert said == ["“charging”: reading…", f"“charging”: {len(wanted)} orders"]
    assert listed(panel) == wanted


def test_work_on_more_than_is_read_is_looked_up(
    qtbot: QtBot, window: ShopWindow, panel: OrdersPanel, shop: Shop
) -> None:
    panel.listing.table.selectAll()
    idle(qtbot, window)
    ready = found(shop, OrderQuery(tab=Tab.TO_SHIP))
    assert sorted(panel.listing.bulk.workable.ready) == sorted(ready)
    kind, ids = panel.exports()
    assert kind == "orders"
    assert list(ids) == listed(panel)
