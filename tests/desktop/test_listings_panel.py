"""The Products panel of a real shop: imported products to look at, to search and to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.listing_advice_wording import fix_text, objection_text, tier_name
from desktop.panels.products.listings import ListingsPanel
from desktop.remembered import Remembered
from desktop.tables.listing_table import NAME, PRICE, STATUS, STOCK
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.quality import Fix
from domain.catalogue.reviewing import Objection, Rule
from domain.catalogue.rules import Tier
from domain.kernel.changes import EVERYTHING, Changes
from domain.reports.listing import listing
from domain.reports.listing_query import Group, Sort
from domain.rulebook import rulebook
from domain.shop import Shop

WALL = 1_789_500_000
PRODUCTS = Path(__file__).resolve().parents[1] / "data" / "exports" / "us_products.xlsx"
INCENSE = 1729419963258674914


@pytest.fixture
def open_panel(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> Iterator[Callable[..., ListingsPanel]]:
    desks: list[Desk] = []

    def make(filled: bool = True) -> ListingsPanel:
        shop = Shop.real(tmp_path / f"{len(desks)}.dukandar", "us", "Mine")
        if filled:
            shop.import_planned(shop.plan_import(PRODUCTS), "")
        desk = Desk(shop, lambda: WALL)
        desks.append(desk)
        panel = ListingsPanel(desk)
        qtbot.addWidget(panel)
        panel.resize(1170, 622)
        panel.show()
        idle(qtbot, panel)
        return panel

    yield make
    for desk in desks:
        desk.close()


def idle(qtbot: QtBot, panel: ListingsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.desk.busy)


def cell(panel: ListingsPanel, row: int, column: int) -> str:
    return panel.table.rows.index(row, column).data()


def said(panel: ListingsPanel) -> list[str]:
    return [each.text() for each in panel.card.findChildren(PlainLabel)]


def tips(panel: ListingsPanel) -> list[str]:
    """What the card's words explain on hover."""
    return [label.toolTip() for label in panel.card.findChildren(PlainLabel)]


def test_an_empty_shop_offers_to_import(qtbot: QtBot, open_panel) -> None:
    panel = open_panel(filled=False)
    button = panel.findChild(QPushButton, "action.import-products")

    assert button.isVisible()
    assert not panel.card.isVisible()
    with qtbot.waitSignal(panel.go) as asked:
        button.click()
    assert asked.args == ["import", None]


def test_imported_products_are_listed_with_what_is_known(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    place = list(panel.table.rows.ids).index(INCENSE)

    assert len(panel.table.rows.ids) == 24
    assert cell(panel, place, NAME) == "Incense Holder <b>NEW</b>"
    assert cell(panel, place, STATUS) == "Live"
    assert cell(panel, place, PRICE) == "$18.99 to $20.99"
    assert cell(panel, place, STOCK) == "400"


def test_the_card_shows_text_as_text_and_fetches_nothing(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    panel.table.select_id(INCENSE)
    idle(qtbot, panel)

    words = said(panel)
    assert panel.card.product == INCENSE
    assert "Incense Holder <b>NEW</b>" in words  # a name is no markup
    assert 'Incense Holder NEW\n• چھوٹا اور ہلکا\n• =A1 & "quotes"' in words
    assert any(word.startswith("Lantern Row · ") for word in words)
    assert "Plastic" in words
    assert "$20.99 · 85" in words


def test_unknown_stock_is_a_dash_and_has_a_group(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    panel.groups.chosen.emit(Group.UNKNOWN.value)
    idle(qtbot, panel)

    assert len(panel.table.rows.ids) in (1, 2)
    panel.table.select_id(int(panel.table.rows.ids[0]))
    idle(qtbot, panel)
    assert any(word.endswith(" · –") for word in said(panel))


def test_the_search_finds_products_by_their_skus(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    panel.search.setText("INC-00-1 incense")
    qtbot.waitUntil(lambda: len(panel.table.rows.ids) == 1)

    assert list(panel.table.rows.ids) == [INCENSE]
    panel.search.setText("no such thing")
    qtbot.waitUntil(lambda: len(panel.table.rows.ids) == 0)
    panel.findChild(QPushButton, "action.import-products").click()
    qtbot.waitUntil(lambda: len(panel.table.rows.ids) == 24)


def test_a_heading_sorts(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    panel.table.sorted_by.emit(Sort.STOCK, True)
    idle(qtbot, panel)

    stocks = [cell(panel, row, STOCK).replace(",", "") for row in range(24)]
    known = [int(each) for each in stocks if each != "–"]
    assert known == sorted(known, reverse=True)


def test_the_panel_is_left_as_it_was(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    panel.table.sorted_by.emit(Sort.PRICE, True)
    panel.table.select_id(INCENSE)
    idle(qtbot, panel)
    state = panel.state()

    other = open_panel()
    other.restore(Remembered(state))
    other.refresh()
    idle(qtbot, other)

    assert other.state() == state
    assert other.card.product == INCENSE


def test_an_import_shows_at_once_and_its_undoing_too(qtbot: QtBot, open_panel) -> None:
    panel = open_panel()
    panel.desk.shop.undo_import()
    panel.refresh()
    idle(qtbot, panel)

    assert len(panel.table.rows.ids) == 0
    assert panel.card.product == 0


def test_the_card_says_what_could_be_better_and_what_is_objected_to(
    qtbot: QtBot, open_panel
) -> None:
    panel = open_panel()
    panel.receive(INCENSE)
    idle(qtbot, panel)
    found = panel.desk.shop.read(listing, INCENSE, WALL)
    rules = panel.desk.shop.book.at(WALL)
    words = "\n".join(said(panel))

    assert found.advice.quality.fixes
    assert tier_name(found.advice.quality.tier) in said(panel)
    for fix in found.advice.quality.fixes:
        assert fix_text(fix, rules) in words
    for each in found.advice.objections:
        assert objection_text(each) in words


def test_every_fix_and_objection_has_its_sentence(english: QApplication) -> None:
    rules = rulebook("us").at(WALL)
    texts = [fix_text(fix, rules) for fix in Fix]
    texts += [objection_text(Objection(rule, "title", "words")) for rule in Rule]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") and "{" not in text for text in texts)
    assert len({tier_name(tier) for tier in Tier}) == len(Tier)


def test_the_cost_of_a_variation_stands_at_it_once_a_sheet_has_told_it(
    qtbot: QtBot, open_panel, tmp_path: Path
) -> None:
    panel = open_panel()
    panel.table.select_id(INCENSE)
    idle(qtbot, panel)
    assert any("Its cost is unknown" in tip for tip in tips(panel))
    sheet = tmp_path / "costs.csv"
    sheet.write_text("SKU ID,Cost\n1729349775226925597,3.50\n", "utf-8")
    shop = panel.desk.shop
    shop.import_planned(shop.plan_import(sheet), "2026-09-15T09:12")
    panel.desk.changed.emit(Changes(EVERYTHING))
    idle(qtbot, panel)
    assert any("Costs you $3.50" in tip for tip in tips(panel))
