"""Nothing is cut and nothing overlaps, in any panel, at both sizes, in long and mirrored text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.ask_support import AskSupportDialog
from desktop.dialogs.open_return import OpenReturnDialog
from desktop.i18n import Language
from desktop.panels.finance.panel import COMING, JOURNAL
from desktop.window import ShopWindow
from domain.aftersales.groups import Group
from domain.reports.delays import DelayQuery, delays
from domain.reports.delays import Group as DelayGroup
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.returns import ReturnQuery, returnable_lines
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.troubled import asked_shop
from tests.desktop.windows import idle, show_window
from tests.domain.simulation.lively_shops import first, lively_shop

WALL = 1_789_500_000
EXPORTS = Path(__file__).parents[1] / "data" / "exports"


@pytest.fixture(scope="module")
def practice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layout") / "practice.dukandar"
    with Shop.practice(path, "first-30-days", seed=2, noise=2) as shop:
        shop.advance_days(25, sensible)
        shop.advance_days(2)
    return path


@pytest.fixture(scope="module")
def real_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layout") / "real.dukandar"
    with Shop.real(path, "us", "A shop with a rather long name of its own") as shop:
        for name in ("us_orders.csv", "us_products.xlsx"):
            shop.import_planned(shop.plan_import(EXPORTS / name), "")
    return path


@pytest.fixture(scope="module")
def troubled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layout") / "troubled.dukandar"
    asked_shop(path).close()
    return path


def opened(qtbot: QtBot, path: Path, size: tuple[int, int]) -> ShopWindow:
    return show_window(qtbot, Shop(path), size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_every_panel_of_a_practice_shop_fits(
    qtbot: QtBot, english: QApplication, practice_file: Path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window = opened(qtbot, practice_file, size)
        for key in window.panels:
            window.show_panel(key)
            idle(qtbot, window)
            assert problems(window) == [], key
        finance = window.panels["finance"]
        window.show_panel("finance")
        for page in (COMING, JOURNAL):
            finance.show_page(page)
            idle(qtbot, window)
            assert problems(window) == [], page
        orders = window.panels["orders"]
        ready = window.desk.shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), 0)
        assert len(ready) > 2
        window.go("orders", OrderQuery(tab=Tab.TO_SHIP))
        idle(qtbot, window)
        orders.listing.select(ready[:3])
        idle(qtbot, window)
        assert problems(window) == []
        window.close()


@pytest.fixture(scope="module")
def lively_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layout") / "lively.dukandar"
    lively_shop(path).close()
    return path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_returns_and_their_dialogs_fit(
    qtbot: QtBot, english: QApplication, lively_file: Path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window = opened(qtbot, lively_file, size)
        view = window.panels["orders"].returns
        for group in Group:
            window.go("orders", ReturnQuery(group=group))
            idle(qtbot, window)
            assert len(view.table.rows.ids), group
            assert problems(window) == [], group
            if group in (Group.TO_ANSWER, Group.TO_INSPECT):
                view.table.selectAll()
                idle(qtbot, window)
                assert problems(window) == [], group
            window.go("orders", ("return", int(view.table.rows.ids[0])))
            idle(qtbot, window)
            assert view.card.isVisible()
            assert problems(view.card) == [], group  # it may lie over the list as a drawer
        one = first(window.desk.shop, Group.TO_ANSWER, lambda each: not each.offer)
        work, ids = view.work, (one.row.id,)
        for ask in (
            lambda: work.offer(one),
            lambda: work.refuse(ids),
            lambda: work.refuse_goods(ids),
            lambda: work.appeal(ids),
        ):
            dialog = ask()
            assert dialog is not None
            assert problems(dialog) == []
            dialog.close()
        lines = window.desk.shop.read(returnable_lines, one.row.order_id)
        dialog = OpenReturnDialog(lines, window)
        dialog.show()
        assert problems(dialog) == []
        dialog.close()
        window.go("orders", OrderQuery(tab=Tab.CANCEL_REQUESTS))
        idle(qtbot, window)
        window.panels["orders"].listing.table.selectAll()
        idle(qtbot, window)
        assert problems(window) == []
        window.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_every_kind_of_delay_fits(
    qtbot: QtBot, english: QApplication, troubled_file: Path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window = opened(qtbot, troubled_file, size)
        found = window.desk.shop.read(delays, WALL)
        seen = {(row.trouble, row.advice.reason): row for row in (*found.rows, *found.solved)}
        assert len(seen) > 6
        view = window.panels["orders"].delays
        for listed in DelayGroup:
            window.go("orders", DelayQuery(group=listed))
            idle(qtbot, window)
            assert problems(window) == [], listed
        for (trouble, reason), row in seen.items():
            window.go("orders", DelayQuery(order=row.id))
            idle(qtbot, window)
            assert view.card.isVisible()
            # It may lie over the list as a drawer.
            assert problems(view.card) == [], (trouble, reason)
            view.ask_support(row.id)
            for dialog in view.findChildren(AskSupportDialog):
                assert problems(dialog) == [], (trouble, reason)
                assert dialog.height() <= size[1]
                dialog.close()
        window.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_what_playing_shows_fits(
    qtbot: QtBot, english: QApplication, practice_file: Path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window = opened(qtbot, practice_file, size)
        window.bar.show_playing(playing=True)
        window.show_summary()
        idle(qtbot, window)
        assert window.summary.isVisible()
        assert problems(window) == []
        assert window.rect().contains(window.summary.geometry())
        window.summary.close_summary()
        dialog = window.choose_pauses()
        assert problems(dialog) == []
        assert dialog.height() <= size[1]
        assert dialog.width() <= size[0]
        dialog.close()
        window.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_every_panel_of_a_real_shop_fits(
    qtbot: QtBot, english: QApplication, real_file: Path, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        window = opened(qtbot, real_file, size)
        for key in window.panels:
            window.show_panel(key)
            idle(qtbot, window)
            assert problems(window) == [], key
        window.close()
