"""The Shipping panel: templates are shown, made, assigned and removed, and all else is set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.panels.shipping import ShippingPanel
from desktop.panels.shipping.words import areas_text, fee_text
from desktop.window import ShopWindow
from domain.kernel.money import Currency
from domain.shipping import settings
from domain.shipping.settings import Settings
from domain.shipping.template_commands import AssignTemplate
from domain.shipping.templates import Service, Zone
from domain.shop import Shop
from domain.simulation.world import PRODUCT_BASE
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, practice, press, show_window
from tests.domain.shipping.examples import (
    FAR,
    NEAR,
    asking,
    by_units,
    by_weight,
    everywhere,
    flat,
)

WEST = ("AZ", "CA", "NV", "OR", "WA")
LAMP = PRODUCT_BASE + 4
DOLLAR = Currency("USD", 2)


def with_zones(shop: Shop) -> None:
    """A second template with everything in it, used by the lamp."""
    rest = tuple(code for code in NEAR if code not in (*WEST, "NY"))
    zones = (
        Zone(WEST, (flat(0), by_weight(599, 120, 500, 250, Service.EXPRESS))),
        Zone(rest, (by_units(499, 150), flat(299, Service.ECONOMY))),
    )
    heavy = everywhere(name="Heavy", zones=zones, excluded=(*FAR, "NY"), handling_days=4)
    assert shop.do(asking(replace(heavy, free_from=4_000))).done == 1
    assert shop.do(AssignTemplate(2, products=(LAMP,))).done == 1


def opened(qtbot: QtBot, shop: Shop) -> tuple[ShopWindow, ShippingPanel]:
    window = show_window(qtbot, shop)
    window.show_panel("shipping")
    idle(qtbot, window)
    panel = window.panels["shipping"]
    assert isinstance(panel, ShippingPanel)
    return window, panel


@pytest.fixture
def shipping_tab(qtbot: QtBot, english: object, tmp_path: Path) -> tuple[ShopWindow, ShippingPanel]:
    shop = practice(tmp_path, 30)
    with_zones(shop)
    return opened(qtbot, shop)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def settle(qtbot: QtBot, window: ShopWindow, widget: QWidget, *said: str) -> None:
    """Wait until what was asked is answered and shown: Qt shows new rows a turn later."""
    idle(qtbot, window)
    qtbot.waitUntil(lambda: all(each in words(widget) for each in said), timeout=5_000)


def card_says(
    qtbot: QtBot, window: ShopWindow, panel: ShippingPanel, template: int, *said: str
) -> None:
    """The same of a template's card, which is another one when something has changed."""
    idle(qtbot, window)
    qtbot.waitUntil(
        lambda: template in panel.cards and all(s in words(panel.cards[template]) for s in said),
        timeout=5_000,
    )


def kept(window: ShopWindow) -> Settings:
    return window.desk.shop.read(settings.load)


def test_a_card_says_what_a_template_asks_where_and_what_leaving_a_state_out_costs(
    qtbot: QtBot,
    shipping_tab: tuple[ShopWindow, ShippingPanel],
) -> None:
    window, panel = shipping_tab
    settle(qtbot, window, panel.cards[2], "Used by 1 product")
    heavy = words(panel.cards[2])
    assert "Standard: free, within 9 business days" in heavy
    assert "Express: $5.99 up to 500 g, each further 250 g $1.20, within 6 business days" in heavy
    assert "Economy: $2.99, within 9 business days" in heavy
    assert "from an order of $40.00" in heavy
    assert "13 % of buyers live there" in heavy
    settle(qtbot, window, panel.cards[1], "The 48 states and the District of Columbia")


def test_the_preview_shows_each_service_level_and_why_nothing_is_sent(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    product = panel.preview.findChild(QComboBox, "preview.product")
    place = panel.preview.findChild(QLineEdit, "preview.zip")
    units = panel.preview.findChild(QSpinBox, "preview.units")
    product.setCurrentIndex(product.findData(LAMP))
    place.setText("60602")
    units.setValue(1)
    settle(qtbot, window, panel.preview, "$4.99 · by ", "$2.99 · by ")
    units.setValue(2)
    settle(qtbot, window, panel.preview, "free · by ")
    place.setText("10001")
    settle(qtbot, window, panel.preview, "Heavy sends nothing to New York.")
    place.setText("100")
    settle(qtbot, window, panel.preview, "is no ZIP code")
    assert place.property("invalid")


def test_a_new_template_is_made_with_a_zone_taken_from_another(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    dialog = panel.edit(None)
    assert dialog is not None
    dialog.name.setText("Islands")
    dialog.add_zone()
    areas = dialog.choose_areas(1)
    areas.choose(("HI", "CA"))
    press(qtbot, areas, "action.areas.take")
    first, second = dialog.zones
    assert "CA" not in first.states
    assert second.states == ("CA", "HI")
    second.rows[Service.STANDARD].first.set_amount(1_250)
    press(qtbot, dialog, "action.set-template.confirm")
    idle(qtbot, window)
    made = kept(window).templates[-1]
    assert made.name == "Islands"
    assert made.zones[1] == Zone(("CA", "HI"), (flat(1_250),))
    assert "HI" not in made.excluded
    assert 3 in panel.cards


def test_a_fee_out_of_range_is_told_while_it_is_entered_and_by_when_to_mend_it(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    dialog = panel.edit(kept(window).templates[1])
    assert dialog is not None
    said = "Zone 2, Economy: out of range: $29.96 at most for one unit of 2,268 g."
    assert said not in words(dialog)
    dialog.zones[1].rows[Service.ECONOMY].first.set_amount(3_500)
    assert said in words(dialog)
    assert "within 7 days" in words(dialog)
    press(qtbot, dialog, "action.set-template.confirm")
    asked = "$35.00, within 9 business days\nout of range: $29.96 at most"
    card_says(qtbot, window, panel, 2, "Mend it by the end of Tue 24 Nov", asked)
    window.desk.shop.advance_days(9)
    panel.refresh()
    card_says(qtbot, window, panel, 2, "was not mended by the end of Tue 24 Nov")
    dialog = panel.edit(kept(window).templates[1])
    assert dialog is not None
    dialog.zones[1].rows[Service.ECONOMY].first.set_amount(2_996)
    assert "out of range" not in words(dialog)
    press(qtbot, dialog, "action.set-template.confirm")
    card_says(qtbot, window, panel, 2, "$29.96, within 9 business days")
    assert "out of range" not in words(panel.cards[2])


def test_a_real_shop_is_not_told_what_fees_are_in_range(
    qtbot: QtBot, english: object, tmp_path: Path
) -> None:
    window, panel = opened(qtbot, Shop.real(tmp_path / "real.dukandar", "us", "Mine"))
    dialog = panel.edit(None)
    assert dialog is not None
    dialog.name.setText("Dear")
    dialog.zones[0].rows[Service.STANDARD].first.set_amount(9_900)
    assert "out of range" not in words(dialog)
    press(qtbot, dialog, "action.set-template.confirm")
    card_says(qtbot, window, panel, 1, "$99.00")
    assert "out of range" not in words(panel.cards[1])


def test_a_template_that_is_refused_stays_open_with_the_reason(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    dialog = panel.edit(None)
    assert dialog is not None
    dialog.name.setText("heavy")
    press(qtbot, dialog, "action.set-template.confirm")
    idle(qtbot, window)
    assert dialog.isVisible()
    assert "named heavy already" in dialog.problem()
    dialog.reject()
    assert dialog.isVisible()  # asks once, since something was changed
    dialog.reject()
    assert not dialog.isVisible()
    assert len(kept(window).templates) == 2


def test_opening_and_saving_a_template_changes_nothing_of_it(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    before = kept(window)
    for template in before.templates:
        dialog = panel.edit(template)
        assert dialog is not None
        press(qtbot, dialog, "action.set-template.confirm")
        idle(qtbot, window)
    assert kept(window) == before


def test_products_are_given_a_template(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    dialog = panel.assign(kept(window).templates[1])
    assert dialog is not None
    dialog.choose((PRODUCT_BASE + 1, PRODUCT_BASE + 2, LAMP))
    press(qtbot, dialog, "action.assign-template.confirm")
    idle(qtbot, window)
    used = dict(kept(window).assigned)
    assert [used[PRODUCT_BASE + number] for number in range(1, 6)] == [2, 2, 1, 2, 1]
    assert window.toast.text() == "2 products use Heavy."


def test_removing_asks_once_and_is_closed_while_products_use_a_template(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    heavy = kept(window).templates[1]
    assert not panel.cards[2].findChild(QWidget, "action.remove-template.2").isEnabled()
    window.desk.shop.do(AssignTemplate(1, products=(LAMP,)))
    panel.refresh()
    idle(qtbot, window)
    asked = panel.remove(heavy)
    asked.reject()
    idle(qtbot, window)
    assert len(kept(window).templates) == 2
    press(qtbot, panel.remove(heavy), "action.remove-template.confirm")
    idle(qtbot, window)
    assert [each.id for each in kept(window).templates] == [1]
    assert list(panel.cards) == [1]


def test_capacity_is_set_and_says_how_many_orders_lie_beyond_it(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    orders = panel.capacity.findChild(QSpinBox, "capacity.orders")
    assert orders.text() == "No limit"
    assert not panel.capacity.button.isEnabled()
    orders.setValue(1)
    press(qtbot, panel, "action.set-capacity")
    idle(qtbot, window)
    assert kept(window).fulfilment.capacity == 1
    settle(qtbot, window, panel.capacity, "beyond it today")
    assert not panel.capacity.button.isEnabled()


def test_holiday_mode_is_set_and_ended(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    assert "Off." in words(panel.holiday)
    panel.holiday.choose("2026-11-17", "2026-11-20")
    panel.holiday.button.click()
    idle(qtbot, window)
    settle(qtbot, window, panel.holiday, "On until Fri 20 Nov.")
    panel.holiday.choose("2026-11-26", "2026-11-25")
    panel.holiday.button.click()
    idle(qtbot, window)
    assert "Holiday mode cannot end" in window.toast.text()
    panel.holiday.end_button.click()
    idle(qtbot, window)
    assert kept(window).fulfilment.holiday_from == 0
    assert "Off." in words(panel.holiday)


def test_requests_to_cancel_are_approved_as_chosen(
    qtbot: QtBot, shipping_tab: tuple[ShopWindow, ShippingPanel]
) -> None:
    window, panel = shipping_tab
    hours = panel.auto_cancel.findChild(QComboBox, "auto-cancel.hours")
    hours.setFocus(Qt.FocusReason.OtherFocusReason)
    place = hours.findText("Within 3 hours after payment")
    hours.setCurrentIndex(place)
    hours.activated.emit(place)
    idle(qtbot, window)
    assert kept(window).fulfilment.auto_cancel_hours == 3


def test_a_real_shop_begins_without_templates_and_keeps_its_own(
    qtbot: QtBot, english: object, tmp_path: Path
) -> None:
    window, panel = opened(qtbot, Shop.real(tmp_path / "real.dukandar", "us", "Mine"))
    assert "No shipping template yet" in words(panel)
    assert not panel.preview.isVisible()
    dialog = panel.edit(None)
    assert dialog is not None
    dialog.name.setText("As at the platform")
    press(qtbot, dialog, "action.set-template.confirm")
    idle(qtbot, window)
    assert list(panel.cards) == [1]


def test_a_shop_whose_rulebook_lacks_the_figures_has_no_such_tab(
    qtbot: QtBot, english: object, tmp_path: Path
) -> None:
    window = show_window(qtbot, Shop.real(tmp_path / "uk.dukandar", "uk", "Mine"))
    assert "shipping" not in window.panels


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ((), "no area"),
        (NEAR, "The 48 states and the District of Columbia"),
        (tuple(code for code in NEAR if code != "NY"), "The 48 states without New York"),
        (("HI", "AK"), "Alaska, Hawaii"),
        (FAR, "Alaska, American Samoa, Armed Forces Americas and 7 more"),
    ],
)
def test_areas_are_said_in_few_words(english: object, codes: tuple[str, ...], said: str) -> None:
    assert areas_text(codes) == said


def test_fees_are_said_as_they_grow(english: object) -> None:
    assert fee_text(flat(0), DOLLAR) == "free"
    assert fee_text(by_units(499, 0), DOLLAR) == "$4.99, each further unit free"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_panel_and_dialogs_fit(
    qtbot: QtBot, english: object, tmp_path: Path, code: Language, size: tuple[int, int]
) -> None:
    shop = practice(tmp_path, 30)
    with_zones(shop)
    shop.do(asking(everywhere(flat(9_900), name="Dear")))
    with language(code):
        window = show_window(qtbot, shop, size)
        window.show_panel("shipping")
        idle(qtbot, window)
        assert problems(window) == []
        panel = window.panels["shipping"]
        heavy = kept(window).templates[1]
        editor = panel.edit(heavy)
        assert problems(editor) == []
        areas = editor.choose_areas(0)
        assert problems(areas) == []
        areas.close()
        editor.zones[1].rows[Service.ECONOMY].first.set_amount(9_900)
        editor.show_problem("Zone 1 has no rate: offer a service level there, or exclude it.")
        assert problems(editor) == []
        editor.close()
        for dialog in (panel.assign(heavy), panel.remove(heavy)):
            assert problems(dialog) == []
            assert dialog.height() <= size[1]
            dialog.close()
        window.close()
