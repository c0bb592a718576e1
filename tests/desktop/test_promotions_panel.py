"""The Promotions panel: what runs is seen, moved, stopped, copied, and made of templates."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from desktop.desk import Desk
from desktop.dialogs.go_live import GoLiveDialog
from desktop.i18n import Language
from desktop.panels.promotions import PromotionsPanel
from desktop.panels.promotions.card import Act
from desktop.panels.promotions.grid import Placed, Times
from desktop.panels.promotions.schedule import MONTH, WEEK
from desktop.promotion_editor.opening import PromotionWriting
from desktop.promotion_wording import gift_name
from desktop.tables.promotion_table import ORDERS
from desktop.widgets.toast import Offer
from desktop.window import ShopWindow
from desktop.wording import money
from domain.catalogue.commands import SetLive
from domain.catalogue.tables import skus as sku_table
from domain.kernel.clock import DAY, HOUR
from domain.orders.tables import orders
from domain.promotions.commands import SavePromotion
from domain.promotions.rules import State, Tool
from domain.reports.live_sessions import live_sessions
from domain.reports.promotions import (
    Group,
    PromotionRow,
    Promotions,
    Sort,
    all_promotions,
    as_command,
)
from domain.reports.shop import shop_row
from domain.shop import ADVANCED, Shop
from domain.simulation.policies import sensible
from domain.simulation.what_if import Forks, forks
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import WALL, idle, practice, press, show_window
from tests.domain.reports.promoted_shops import (
    CABLE,
    CODE,
    DISCOUNT,
    EARBUDS,
    FLASH,
    LAMP,
    LATER,
    MORE,
    SHIPPING,
    SKETCH,
    STAND,
    STOPPED,
    VOUCHER,
    promoted_shop,
)

Opened = tuple[ShopWindow, PromotionsPanel]


@pytest.fixture(scope="module")
def promoted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("promoted") / "shop.dukandar"
    promoted_shop(path).close()
    return path


def opened(qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)) -> Opened:
    window = show_window(qtbot, shop, size)
    window.show_panel("promotions")
    idle(qtbot, window)
    panel = window.panels["promotions"]
    assert isinstance(panel, PromotionsPanel)
    idle(qtbot, window)
    return window, panel


@pytest.fixture
def tab(qtbot: QtBot, english: object, promoted_file: Path, tmp_path: Path) -> Opened:
    path = tmp_path / "shop.dukandar"
    shutil.copy(promoted_file, path)
    return opened(qtbot, Shop(path))


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def kept(panel: PromotionsPanel) -> Promotions:
    return panel.desk.shop.read(all_promotions, 0)


def row(panel: PromotionsPanel, promotion: int) -> PromotionRow:
    found = kept(panel).row(promotion)
    assert found is not None
    return found


def said_of(panel: PromotionsPanel) -> str:
    return panel.schedule.accessibleDescription()


def listed(panel: PromotionsPanel) -> list[int]:
    return [int(each) for each in panel.table.rows.ids]


def chosen(qtbot: QtBot, tab: Opened, promotion: int) -> None:
    window, panel = tab
    panel.show_promotion(promotion)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: panel.card.promotion == promotion)
    qtbot.waitUntil(lambda: not panel.card.isVisible() or "\n" in words(panel.card.terms))


def bar(panel: PromotionsPanel, promotion: int) -> Placed:
    return next(each for each in panel.schedule.bars() if each.promotion.id == promotion)


def bars_of(panel: PromotionsPanel, promotion: int) -> list[Placed]:
    return [each for each in panel.schedule.bars() if each.promotion.id == promotion]


def drag(panel: PromotionsPanel, start: QPointF, by: float, *, let_go: bool = True) -> None:
    """Press, move in steps, and let go."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    view = panel.schedule.viewport()
    steps = [(QEvent.Type.MouseButtonPress, left, left, 0.0)]
    steps += [(QEvent.Type.MouseMove, none, left, by * part / 4) for part in range(1, 5)]
    if let_go:
        steps.append((QEvent.Type.MouseButtonRelease, left, none, by))
    for kind, button, held, moved in steps:
        at = start + QPointF(moved, 0)
        event = QMouseEvent(
            kind, at, view.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view, event)


def day_width(panel: PromotionsPanel) -> float:
    return panel.schedule._grid().day_width


# Looking


def test_the_pills_count_and_the_list_shows_the_group_that_is_chosen(
    qtbot: QtBot, tab: Opened
) -> None:
    window, panel = tab
    texts = [pill.text() for pill in panel.groups.findChildren(QPushButton)]
    assert texts == ["Running 4", "Upcoming 1", "Ended 3", "Drafts 1"]
    assert set(listed(panel)) == {DISCOUNT, SHIPPING, VOUCHER, CODE}
    press(qtbot, panel, "groups.promotions.ended")
    assert set(listed(panel)) == {FLASH, MORE, STOPPED}
    idle(qtbot, window)
    assert panel.card.promotion in (FLASH, MORE, STOPPED)


def test_a_heading_sorts_the_list(tab: Opened) -> None:
    _, panel = tab
    panel.table.sorted_by.emit(Sort.NAME, False)
    assert listed(panel) == [DISCOUNT, SHIPPING, VOUCHER, CODE]
    panel.table.sorted_by.emit(Sort.NAME, True)
    assert listed(panel) == [CODE, VOUCHER, SHIPPING, DISCOUNT]


def test_the_card_says_how_a_promotion_stands_and_what_it_brought(
    qtbot: QtBot, tab: Opened
) -> None:
    _, panel = tab
    chosen(qtbot, tab, FLASH)
    said = words(panel.card)
    flash = row(panel, FLASH)
    assert "Ended · 28 Nov 21:00" in said
    assert "Flash deal −20 %" in said
    assert f"{flash.sold} of 40 sold" in said
    for word in ("Revenue", "Discount cost", "New buyers", "Profit", "Orders a day"):
        assert word in said
    assert panel.card.chart.isVisible()
    assert panel.groups.current() == Group.ENDED.value


def test_a_promotion_that_gives_says_what_and_what_that_cost(
    qtbot: QtBot, english: object, promoted_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shop.dukandar"
    shutil.copy(promoted_file, path)
    shop = Shop(path)
    gift = {"tiers": ((1, 0, 0, 0),), "gifts": ((CABLE, 2, 3),), "skus": (EARBUDS, STAND)}
    made = shop.do(SavePromotion(0, "BUY_MORE", "On top", 0, shop.now + 5 * DAY, **gift)).made
    shop.advance_days(3, sensible)
    tab = opened(qtbot, shop)
    _, panel = tab
    chosen(qtbot, tab, made)
    qtbot.waitUntil(lambda: "Revenue" in words(panel.card))
    told = words(panel.card)
    (step,) = row(panel, made).gifts
    assert step is not None
    for part in (
        "Buy more save more with a gift",
        f": 2 × {gift_name(step)} as a gift",
        f"{step.given} of 3",
        "Cost of gifts",
    ):
        assert part in told
    assert step.given == 3
    panel.card.lift.what_if.fork = few
    press(qtbot, panel.card, "action.play-lift")
    idle(qtbot, tab[0])
    cost = money(shop.lift(made).during.with_it.gifts, shop.read(shop_row, WALL).currency)
    assert f"Cost of gifts\n{cost}, without it $0.00" in words(panel.card)


def test_a_card_of_what_has_not_begun_shows_no_results(qtbot: QtBot, tab: Opened) -> None:
    _, panel = tab
    chosen(qtbot, tab, LATER)
    assert "Upcoming · begins" in words(panel.card)
    assert "Revenue" not in words(panel.card)
    assert not panel.card.chart.isVisible()


def test_each_promotion_offers_what_can_be_done_with_it(qtbot: QtBot, tab: Opened) -> None:
    _, panel = tab
    there = {
        DISCOUNT: {Act.EDIT, Act.DUPLICATE, Act.STOP},
        LATER: {Act.EDIT, Act.DUPLICATE, Act.STOP},
        FLASH: {Act.DUPLICATE},
        SKETCH: {Act.BEGIN, Act.EDIT, Act.DUPLICATE, Act.DELETE},
    }
    for promotion, acts in there.items():
        chosen(qtbot, tab, promotion)
        assert {act for act in Act if panel.card.button(act).isVisible()} == acts


def test_nothing_offers_to_write_a_promotion_where_nothing_can(qtbot: QtBot, tab: Opened) -> None:
    window, _ = tab
    panel = PromotionsPanel(window.desk)
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.new.isVisible()
    qtbot.waitUntil(lambda: not window.desk.busy)


def test_the_window_writes_promotions_and_shows_what_was_kept(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    writing = panel.findChild(PromotionWriting)
    with qtbot.waitSignal(writing.opened):
        press(qtbot, panel, "action.new-promotion")
    editor = writing.editor
    assert editor is not None
    with qtbot.waitSignal(writing.saved, timeout=10_000) as saved:
        press(qtbot, editor, "action.save-draft")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: panel.card.promotion == saved.args[0])
    chosen(qtbot, tab, LATER)
    with qtbot.waitSignal(writing.opened):
        press(qtbot, panel, "action.edit-promotion")
    assert writing.editor.draft.work.command.promotion == LATER
    writing.editor.give_up()
    idle(qtbot, window)


def test_an_opener_is_asked_for_a_new_promotion_and_for_one_to_change(
    qtbot: QtBot, english: object, promoted_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shop.dukandar"
    shutil.copy(promoted_file, path)
    desk = Desk(Shop(path), lambda: WALL)
    asked: list[tuple[int, str]] = []
    panel = PromotionsPanel(desk, opener=lambda promotion, tool: asked.append((promotion, tool)))
    qtbot.addWidget(panel)
    panel.resize(1_170, 620)
    panel.show()
    qtbot.waitUntil(lambda: panel.found is not None and not desk.busy)
    press(qtbot, panel, "action.new-promotion")
    panel.show_promotion(LATER)
    qtbot.waitUntil(lambda: panel.card.promotion == LATER)
    press(qtbot, panel, "action.edit-promotion")
    assert asked == [(0, ""), (LATER, Tool.PRODUCT_DISCOUNT.name)]
    desk.close()


def test_the_list_and_the_card_say_the_same_number_of_orders(qtbot: QtBot, tab: Opened) -> None:
    _, panel = tab
    most = max(kept(panel).of(Group.RUNNING), key=lambda each: each.cancelled)
    assert most.cancelled > 0
    chosen(qtbot, tab, most.id)
    model = panel.table.promotions
    place = model.index(listed(panel).index(most.id), ORDERS)
    assert place.data() == str(most.orders)
    both = f"{most.orders}, and {most.cancelled} cancelled"
    assert both in place.data(Qt.ItemDataRole.ToolTipRole)
    qtbot.waitUntil(lambda: both in words(panel.card))


def test_a_shop_without_promotions_says_what_to_do(
    qtbot: QtBot, english: object, tmp_path: Path
) -> None:
    _, panel = opened(qtbot, practice(tmp_path))
    assert "No promotion is running" in words(panel)
    press(qtbot, panel, "groups.promotions.drafts")
    assert "No drafts" in words(panel)


def test_a_real_shop_says_that_its_promotions_cannot_be_read(
    qtbot: QtBot, english: object, tmp_path: Path
) -> None:
    window, panel = opened(qtbot, Shop.real(tmp_path / "real.dukandar", "us", "Mine"))
    assert "Promotions can't be read from files yet" in words(panel)
    press(qtbot, panel, "action.go-to-orders")
    assert window.pages.current.key == "orders"


def test_the_panel_comes_back_as_it_was_left(tab: Opened) -> None:
    _, panel = tab
    panel.calendar.show_zoom("week")
    panel.groups.choose(Group.ENDED.value)
    state = panel.state()
    assert (state["group"], state["zoom"]) == ("ended", "week")


# Against a shop without it


def few(shop: Shop) -> Forks:
    """Forks that are played at once."""
    return shop.read(forks, (), 3, 3)


def test_what_runs_is_played_against_a_shop_without_it_once(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    lift = panel.card.lift
    lift.what_if.fork = few
    chosen(qtbot, tab, DISCOUNT)
    assert "Profit added" not in words(panel.card)
    press(qtbot, panel.card, "action.play-lift")
    assert not lift.button.isVisible()
    assert lift.busy.isVisible()
    idle(qtbot, window)
    assert not lift.busy.isVisible()
    said = words(panel.card)
    past = panel.desk.shop.lift(DISCOUNT).during
    assert past.with_it.units > past.without.units
    assert f"Units\n{past.with_it.units}, without it {past.without.units}" in said
    assert "one figure each, and no range" in said
    assert re.search(r"[+−]?\d+ orders? \(−?\d+ to −?\d+\)", said)
    assert re.search(r"Profit added\n[+−]?\$[\d,]+ \(", said)
    assert "Of the next 3 days, in 3 tries" in said
    qtbot.waitUntil(lambda: lift.visibleRegion().boundingRect().top() == 0)
    chosen(qtbot, tab, LATER)
    assert "Profit added" not in words(panel.card)
    press(qtbot, panel.card, "action.play-lift")
    idle(qtbot, window)
    note = lift.findChild(QLabel, "promotion.lift-note")
    qtbot.waitUntil(lambda: note.visibleRegion().boundingRect().height() == note.height())
    chosen(qtbot, tab, DISCOUNT)
    assert "Profit added" in words(panel.card)


def test_what_is_over_is_played_again_without_it(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    chosen(qtbot, tab, FLASH)
    press(qtbot, panel.card, "action.play-lift")
    idle(qtbot, window)
    said = words(panel.card)
    found = panel.desk.shop.lift(FLASH)
    assert found.after is not None
    for beside in (found.during, found.after):
        assert f"Orders\n{beside.with_it.orders}, without it {beside.without.orders}" in said
    assert said.count("Profit added") == 2
    assert "The whole shop since it ended" in said
    assert " tries " not in said
    assert not panel.card.lift.button.isVisible()
    window.close()


def test_a_past_that_comes_out_differently_is_not_told(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    more = update(orders).values(amount=orders.c.amount + 1)
    panel.desk.shop.write(lambda conn: conn.execute(more))
    panel.card.lift.what_if.fork = few
    chosen(qtbot, tab, DISCOUNT)
    press(qtbot, panel.card, "action.play-lift")
    idle(qtbot, window)
    said = words(panel.card)
    assert "comes out differently" in said
    assert ", without it " not in said
    assert "Of the next 3 days, in 3 tries" in said  # what is to come is played all the same


def test_what_was_played_is_forgotten_when_the_shop_goes_on(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    panel.card.lift.what_if.fork = few
    chosen(qtbot, tab, SHIPPING)
    press(qtbot, panel.card, "action.play-lift")
    idle(qtbot, window)
    assert "Profit added" in words(panel.card)
    panel.desk.write(panel, "", lambda shop, _: shop.advance_days(1), touched=lambda _: ADVANCED)
    idle(qtbot, window)
    assert panel.card.promotion == SHIPPING
    assert "Profit added" not in words(panel.card)
    assert panel.card.lift.button.isVisible()


def test_playing_is_given_up_by_cancel_and_by_going_elsewhere(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    lift, may_end = panel.card.lift, threading.Event()

    def slow(shop: Shop) -> Forks:
        assert may_end.wait(10)
        return few(shop)

    lift.what_if.fork = slow
    chosen(qtbot, tab, DISCOUNT)
    press(qtbot, panel.card, "action.play-lift")
    press(qtbot, lift, "action.cancel")
    assert lift.button.isVisible()
    press(qtbot, panel.card, "action.play-lift")
    panel.show_promotion(LATER)
    may_end.set()
    idle(qtbot, window)
    assert panel.card.promotion == LATER
    assert "Profit added" not in words(panel.card)
    chosen(qtbot, tab, DISCOUNT)
    assert "Profit added" not in words(panel.card)


def test_what_has_never_held_is_not_compared(qtbot: QtBot, tab: Opened) -> None:
    _, panel = tab
    for promotion in (SKETCH, STOPPED):
        chosen(qtbot, tab, promotion)
        assert not panel.card.lift.isVisible()


def test_what_begins_this_hour_has_no_past_yet(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    with_live_deal(panel)
    idle(qtbot, window)
    assert panel.found is not None
    chosen(qtbot, tab, max(each.id for each in panel.found.rows))
    panel.card.lift.what_if.fork = few
    press(qtbot, panel.card, "action.play-lift")
    idle(qtbot, window)
    assert "Of the next 3 days, in 3 tries" in words(panel.card)
    assert "has not begun" not in words(panel.card)
    assert ", without it " not in words(panel.card)


# Going live


def with_live_deal(panel: PromotionsPanel) -> None:
    """A deal of today for those who watch, of two products."""
    shop = panel.desk.shop
    deal = SavePromotion(
        0,
        Tool.LIVE_FLASH_DEAL.name,
        "Watch and save",
        0,
        shop.now + 12 * HOUR,
        skus=(LAMP, CABLE),
        percents=(3_000,),
        units=(5,),
    )
    panel.desk.do(panel, "", deal, lambda _outcome: None)


def going_live(qtbot: QtBot, tab: Opened) -> GoLiveDialog:
    """The dialog that the card of such a deal opens."""
    window, panel = tab
    with_live_deal(panel)
    idle(qtbot, window)
    deal = max(each.id for each in panel.desk.shop.read(all_promotions, WALL).rows)
    chosen(qtbot, tab, deal)
    panel.open_card(deal)
    press(qtbot, panel.card, "action.go-live")
    idle(qtbot, window)
    return window.findChild(GoLiveDialog)


def test_who_has_a_live_flash_deal_goes_live_with_one_of_its_products(
    qtbot: QtBot, tab: Opened
) -> None:
    window, panel = tab
    chosen(qtbot, tab, DISCOUNT)
    assert not panel.card.button(Act.LIVE).isVisible()
    told: list[tuple[str, str]] = []
    panel.said.connect(lambda words, kind: told.append((words, kind)))
    dialog = going_live(qtbot, tab)
    shop = panel.desk.shop
    assert [dialog.sku.itemData(n) for n in range(dialog.sku.count())] == [LAMP, CABLE]
    assert "Wed 2 Dec 11:00" in words(dialog)
    assert (dialog.hours.minimum(), dialog.hours.maximum()) == (1, 15)
    dialog.hours.setValue(3)
    assert "Wed 2 Dec 12:00" in words(dialog)
    dialog.sku.setCurrentIndex(1)
    press(qtbot, dialog, "action.go-live.confirm")
    idle(qtbot, window)
    known = shop.read(live_sessions, shop.now)
    assert known.on[-1] == (CABLE, shop.now, shop.now + 3 * HOUR)
    assert told[-1][1] == "good"
    assert told[-1][0].endswith("until 12:00.")
    deal = max(row.id for row in panel.found.rows) if panel.found else 0
    shown = {each.row.name: panel.schedule.text_of(each) for each in bars_of(panel, deal)}
    assert ["Live Wed 2 Dec 09:00 to 12:00" in text for text in shown.values()] == [False, True]
    press(qtbot, panel.card, "action.go-live")
    idle(qtbot, window)
    again = [each for each in window.findChildren(GoLiveDialog) if each.isVisible()][-1]
    assert "Wed 2 Dec 09:00 to 12:00" in words(again)
    press(qtbot, again, "action.go-live.confirm")
    idle(qtbot, window)
    assert told[-1][1] == "bad"
    assert "one at a time" in told[-1][0]


def test_without_a_product_on_sale_nobody_goes_live(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    with_live_deal(panel)
    idle(qtbot, window)
    of = select(sku_table.c.product_id).where(sku_table.c.id.in_((LAMP, CABLE)))
    products = panel.desk.shop.read(lambda conn: tuple(conn.scalars(of)))
    panel.desk.do(panel, "", SetLive(products, live=False), lambda _outcome: None)
    idle(qtbot, window)
    told: list[str] = []
    panel.said.connect(lambda words, _kind: told.append(words))
    deal = max(each.id for each in panel.desk.shop.read(all_promotions, WALL).rows)
    panel.show_promotion(deal)
    idle(qtbot, window)
    panel.going_live.ask(row(panel, deal))
    idle(qtbot, window)
    assert "on sale" in told[-1]
    assert window.findChild(GoLiveDialog) is None


# The calendar


def test_a_bar_is_chosen_by_a_click_and_the_list_follows(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    middle = bar(panel, LATER).frame.center().toPoint()
    qtbot.mouseClick(panel.schedule.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    idle(qtbot, window)
    assert panel.card.promotion == LATER
    assert panel.groups.current() == Group.UPCOMING.value
    assert panel.table.current() == LATER
    assert "Product discount −15 %" in said_of(panel)
    assert "Others are planned" not in said_of(panel)
    panel.schedule.choose(DISCOUNT)
    assert "Others are planned here for some of that time." in said_of(panel)


def test_the_days_are_turned_by_buttons_wheel_and_keys(qtbot: QtBot, tab: Opened) -> None:
    _, panel = tab
    schedule = panel.schedule
    first = schedule.days[0]
    press(qtbot, panel, "action.later-days")
    assert schedule.days[0] == first + 14
    press(qtbot, panel, "action.today")
    assert schedule.days[0] == first
    qtbot.keyClick(schedule, Qt.Key.Key_PageUp)
    assert schedule.days[0] == first - 14
    qtbot.keyClick(schedule, Qt.Key.Key_Home)
    at = QPointF(400, 60)
    wheel = QWheelEvent(
        at,
        schedule.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(schedule.viewport(), wheel)
    assert schedule.days[0] == first + 4
    press(qtbot, panel, "promotions.zoom.week")
    assert schedule.days[1] - schedule.days[0] == 6


def test_a_bar_to_come_is_moved_by_whole_days_and_back_again(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    before = row(panel, LATER)
    drag(panel, bar(panel, LATER).frame.center(), 2.2 * day_width(panel))
    idle(qtbot, window)
    after = row(panel, LATER)
    assert after.starts_at - before.starts_at == after.ends_at - before.ends_at == 2 * DAY
    assert window.toast.text().startswith("Later: ")
    window.toast.action.click()
    idle(qtbot, window)
    assert row(panel, LATER) == before


def test_in_a_week_a_bar_is_moved_by_whole_hours(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    panel.calendar.show_zoom("week")
    panel.schedule.turn(2)
    before = row(panel, LATER)
    drag(panel, bar(panel, LATER).frame.center(), 3 * day_width(panel) / 24)
    idle(qtbot, window)
    assert row(panel, LATER).starts_at - before.starts_at == 3 * HOUR


def test_the_edges_of_a_bar_make_it_longer_or_shorter(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    before, frame, wide = row(panel, LATER), bar(panel, LATER).frame, day_width(panel)
    drag(panel, QPointF(frame.right() - 2, frame.center().y()), wide)
    idle(qtbot, window)
    longer = row(panel, LATER)
    assert (longer.starts_at, longer.ends_at) == (before.starts_at, before.ends_at + DAY)
    frame = bar(panel, LATER).frame
    drag(panel, QPointF(frame.left() + 2, frame.center().y()), wide)
    idle(qtbot, window)
    shorter = row(panel, LATER)
    assert (shorter.starts_at, shorter.ends_at) == (before.starts_at + DAY, before.ends_at + DAY)


def test_of_what_runs_the_end_alone_can_be_moved(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    before, placed = row(panel, DISCOUNT), bar(panel, DISCOUNT)
    drag(panel, placed.frame.center(), 2 * day_width(panel))
    idle(qtbot, window)
    assert Times.of(row(panel, DISCOUNT)) == Times.of(before)
    drag(panel, QPointF(placed.frame.right() - 2, placed.frame.center().y()), day_width(panel))
    idle(qtbot, window)
    after = row(panel, DISCOUNT)
    assert (after.starts_at, after.ends_at) == (before.starts_at, before.ends_at + DAY)


def test_what_is_over_stays_where_it_was(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    panel.schedule.turn(-7)
    before, frame = row(panel, FLASH), bar(panel, FLASH).frame
    drag(panel, QPointF(frame.right() - 2, frame.center().y()), 3 * day_width(panel))
    idle(qtbot, window)
    assert Times.of(row(panel, FLASH)) == Times.of(before)


def test_a_refused_bar_is_back_where_it_was_with_the_reason(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    before, frame = row(panel, LATER), bar(panel, LATER).frame
    drag(panel, frame.center(), -6 * day_width(panel))
    assert bar(panel, LATER).frame != frame
    idle(qtbot, window)
    assert "cannot begin in the past" in window.toast.text()
    assert bar(panel, LATER).frame == frame
    assert row(panel, LATER) == before


def test_escape_drops_what_is_being_dragged(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    before, frame = row(panel, LATER), bar(panel, LATER).frame
    drag(panel, frame.center(), 2 * day_width(panel), let_go=False)
    assert bar(panel, LATER).frame != frame
    qtbot.keyClick(panel.schedule, Qt.Key.Key_Escape)
    assert bar(panel, LATER).frame == frame
    idle(qtbot, window)
    assert row(panel, LATER) == before


def test_new_figures_do_not_take_a_bar_out_of_the_hand(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    drag(panel, bar(panel, LATER).frame.center(), 2 * day_width(panel), let_go=False)
    held = bar(panel, LATER).frame
    panel.refresh()
    idle(qtbot, window)
    assert bar(panel, LATER).frame == held


def test_the_list_stays_when_what_is_chosen_comes_to_its_end(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    chosen(qtbot, tab, CODE)
    panel.desk.write(panel, "", lambda shop, _: shop.advance_days(4), touched=lambda _: ADVANCED)
    idle(qtbot, window)
    assert row(panel, CODE).group is Group.ENDED
    assert panel.groups.current() == Group.RUNNING.value
    assert panel.table.current() in listed(panel)


def test_the_keyboard_goes_from_bar_to_bar_and_moves_one(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    schedule = panel.schedule
    schedule.setFocus()
    seen = set()
    for _ in range(20):
        qtbot.keyClick(schedule, Qt.Key.Key_Right)
        idle(qtbot, window)
        seen.add(panel.card.promotion)
    assert {DISCOUNT, LATER, SHIPPING, CODE} <= seen
    chosen(qtbot, tab, LATER)
    before = row(panel, LATER)
    qtbot.keyClick(schedule, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(schedule, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert row(panel, LATER).starts_at == before.starts_at + 2 * DAY
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(schedule, Qt.Key.Key_Left, both)
    idle(qtbot, window)
    assert row(panel, LATER).ends_at == before.ends_at + DAY
    qtbot.keyClick(schedule, Qt.Key.Key_Up)
    idle(qtbot, window)
    assert panel.card.promotion != LATER


def test_enter_on_a_bar_opens_its_card_as_a_drawer_where_there_is_little_room(
    qtbot: QtBot, english: object, promoted_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shop.dukandar"
    shutil.copy(promoted_file, path)
    window, panel = opened(qtbot, Shop(path), SIZES[1])
    assert not panel.card.isVisible()
    panel.schedule.setFocus()
    qtbot.keyClick(panel.schedule, Qt.Key.Key_Right)
    qtbot.keyClick(panel.schedule, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert panel.card.isVisible()
    assert panel.card.hasFocus()
    qtbot.keyClick(panel.card, Qt.Key.Key_Escape)
    assert not panel.card.isVisible()


# Doing


def test_stopping_asks_once_and_ends_it_for_good(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    chosen(qtbot, tab, DISCOUNT)
    press(qtbot, panel.card, "action.stop-promotion")
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    assert "orders placed keep what they were charged" in words(dialog)
    press(qtbot, dialog, "action.stop-promotion.confirm")
    idle(qtbot, window)
    assert row(panel, DISCOUNT).state is State.DEACTIVATED
    assert panel.groups.current() == Group.ENDED.value
    assert panel.card.promotion == DISCOUNT


def test_a_copy_is_a_draft_that_can_be_undone(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    chosen(qtbot, tab, FLASH)
    press(qtbot, panel.card, "action.duplicate-promotion")
    idle(qtbot, window)
    copy = kept(panel).rows[-1]
    assert (copy.name, copy.group, copy.depth) == (
        "Weekend flash 2",
        Group.DRAFTS,
        row(panel, FLASH).depth,
    )
    assert copy.starts_at > kept(panel).shop.now
    assert panel.card.promotion == copy.id
    window.toast.action.click()
    idle(qtbot, window)
    assert kept(panel).row(copy.id) is None


def test_a_draft_is_deleted_and_brought_back(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    chosen(qtbot, tab, SKETCH)
    press(qtbot, panel.card, "action.delete-promotion")
    idle(qtbot, window)
    assert kept(panel).row(SKETCH) is None
    window.toast.action.click()
    idle(qtbot, window)
    assert [each.name for each in kept(panel).of(Group.DRAFTS)] == ["Sketch"]


def test_a_draft_begins_or_says_what_it_lacks(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    chosen(qtbot, tab, SKETCH)
    press(qtbot, panel.card, "action.begin-promotion")
    idle(qtbot, window)
    assert window.toast.text() == "Choose the SKUs whose price is to be lower."
    assert row(panel, SKETCH).group is Group.DRAFTS
    chosen(qtbot, tab, DISCOUNT)
    press(qtbot, panel.card, "action.duplicate-promotion")
    idle(qtbot, window)
    copy = panel.card.promotion
    press(qtbot, panel.card, "action.begin-promotion")
    idle(qtbot, window)
    assert row(panel, copy).group is Group.UPCOMING


def template(panel: PromotionsPanel, name: str) -> Callable[[], None]:
    menu = panel.open_templates()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.objectName() == f"template.{name}")
    menu.close()
    return action.trigger


@pytest.mark.parametrize("name", ["first-sale", "clearance", "payday", "black-friday"])
def test_a_template_is_saved_as_a_draft_and_shown(qtbot: QtBot, tab: Opened, name: str) -> None:
    window, panel = tab
    template(panel, name)()
    idle(qtbot, window)
    assert panel.groups.current() == Group.DRAFTS.value
    made = kept(panel).rows[-1]
    assert panel.card.promotion == made.id
    assert made.name in window.toast.text()
    template(panel, name)()
    idle(qtbot, window)
    assert kept(panel).rows[-1].name == f"{made.name} 2"


# Layout


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_every_group_and_card_fits(
    qtbot: QtBot,
    english: QApplication,
    promoted_file: Path,
    tmp_path: Path,
    code: Language,
    size: tuple[int, int],
) -> None:
    path = tmp_path / "shop.dukandar"
    shutil.copy(promoted_file, path)
    with language(code):
        window, panel = opened(qtbot, Shop(path), size)
        for promotion in (DISCOUNT, FLASH, SHIPPING, VOUCHER, MORE, CODE, LATER, SKETCH):
            panel.show_promotion(promotion)
            idle(qtbot, window)
            assert problems(window) == [], promotion
            panel.open_card(promotion)
            idle(qtbot, window)
            assert panel.card.isVisible()
            assert problems(panel.card) == [], promotion  # it may lie over the list as a drawer
            if promotion in (DISCOUNT, FLASH):
                panel.card.lift.what_if.fork = few
                panel.card.lift.ask()
                assert problems(panel.card) == []
                idle(qtbot, window)
                assert problems(panel.card) == []
            panel.close_card()
        panel.calendar.show_zoom("week")
        assert problems(window) == []
        dialog = panel.work.stop(row(panel, DISCOUNT))
        assert problems(dialog) == []
        dialog.close()
        live = going_live(qtbot, (window, panel))
        assert problems(live) == []
        assert problems(panel.card) == []
        live.close()
        window.close()


# Moves that lead nowhere, and their way back


def test_a_bar_that_is_dragged_away_and_back_follows_its_promotion_again(
    qtbot: QtBot, tab: Opened
) -> None:
    window, panel = tab
    before = row(panel, LATER)
    away, back = QPointF(2 * day_width(panel), 0), bar(panel, LATER).frame.center()
    drag(panel, back, away.x(), let_go=False)
    view, none = panel.schedule.viewport(), Qt.KeyboardModifier.NoModifier
    for kind, held in ((QEvent.Type.MouseMove, True), (QEvent.Type.MouseButtonRelease, False)):
        button = Qt.MouseButton.NoButton if held else Qt.MouseButton.LeftButton
        still = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        at = view.mapToGlobal(back)
        QApplication.sendEvent(view, QMouseEvent(kind, back, at, button, still, none))
    idle(qtbot, window)
    assert row(panel, LATER) == before
    told = as_kept(panel, LATER)
    later = replace(told, starts_at=told.starts_at + DAY, ends_at=told.ends_at + DAY)
    panel.desk.do(panel, "elsewhere", later, lambda _outcome: None)
    idle(qtbot, window)
    assert panel.schedule._moves.times(row(panel, LATER)).starts_at == told.starts_at + DAY


def test_of_two_quick_moves_each_is_taken_back_by_itself(qtbot: QtBot, tab: Opened) -> None:
    window, panel = tab
    begun = row(panel, LATER).starts_at
    offers: list[Offer] = []
    panel.offered.connect(offers.append)
    panel.schedule.choose(LATER)
    for _ in range(2):
        qtbot.keyClick(
            panel.schedule, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.ControlModifier
        )
    idle(qtbot, window)
    assert row(panel, LATER).starts_at == begun + 2 * DAY
    offers[-1].action()
    idle(qtbot, window)
    assert row(panel, LATER).starts_at == begun + DAY


@pytest.mark.parametrize("zoom", [WEEK, MONTH])
def test_page_up_and_page_down_lead_back(qtbot: QtBot, tab: Opened, zoom: int) -> None:
    _, panel = tab
    panel.schedule.set_zoom(zoom)
    days = panel.schedule.days
    for keys in (
        (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
    ):
        for key in keys:
            qtbot.keyClick(panel.schedule, key)
        assert panel.schedule.days == days


def test_who_compares_with_a_shop_without_it_has_time_stand_still(
    qtbot: QtBot, tab: Opened
) -> None:
    window, panel = tab
    chosen(qtbot, tab, DISCOUNT)
    window.clock.play()
    panel.card.lift.ask()
    assert not window.clock.playing
    panel.card.lift.stop()


def as_kept(panel: PromotionsPanel, promotion: int) -> SavePromotion:
    found = panel.desk.shop.read(as_command, promotion)
    assert found is not None
    return found
