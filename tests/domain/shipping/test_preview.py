"""What a buyer in a ZIP code is offered."""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel.clock import HOUR
from domain.kernel.refusals import Refusal
from domain.shipping.fulfilment import Fulfilment
from domain.shipping.preview import Delivery, Item, preview
from domain.shipping.templates import Service, Template
from tests.domain.shipping.examples import by_units, everywhere, flat
from tests.domain.shipping.test_fulfilment import AWAY, BOOK, CALENDAR, RULES, day

NOON = int(CALENDAR.moment(day("2026-12-14"), 12 * HOUR))
"""A Monday."""


def offered(template: Template, zip_code: str = "10001", **changes: Any) -> Any:
    given: dict[str, Any] = {
        "items": [Item(units=2, grams=300, price=1_000)],
        "moment": NOON,
        "placed_today": 0,
        "settings": Fulfilment(),
        "rules": RULES,
        "calendar": CALENDAR,
    }
    return preview(template, zip_code, **{**given, **changes})


def test_each_service_level_has_its_fee_and_the_day_by_which_it_arrives() -> None:
    template = everywhere(by_units(499, 100), flat(1_299, Service.EXPRESS))
    standard, express = offered(template)
    assert (standard.service, standard.fee, standard.days) == (Service.STANDARD, 599, 6)
    assert (express.service, express.fee, express.days) == (Service.EXPRESS, 1_299, 3)
    assert CALENDAR.text(standard.dispatch_by) == "2026-12-16 23:59"
    assert CALENDAR.text(standard.arrives_by) == "2026-12-22 23:59"
    assert CALENDAR.text(express.arrives_by) == "2026-12-17 23:59"


def test_the_basket_reaches_the_threshold_together() -> None:
    (found,) = offered(everywhere(flat(499), free_from=2_000))
    assert found.fee == 0


def test_a_handling_time_a_full_day_and_holiday_mode_move_the_dates() -> None:
    slow = everywhere(flat(0), handling_days=5)
    (found,) = offered(slow)
    assert (found.days, CALENDAR.text(found.dispatch_by)) == (10, "2026-12-21 23:59")
    (full,) = offered(everywhere(flat(0)), placed_today=5, settings=Fulfilment(capacity=5))
    assert (full.days, CALENDAR.text(full.dispatch_by)) == (7, "2026-12-17 23:59")
    away = int(CALENDAR.moment(AWAY.holiday_from, 12 * HOUR))
    (later,) = offered(everywhere(flat(0)), settings=AWAY, moment=away)
    assert CALENDAR.text(later.dispatch_by) == "2026-12-31 23:59"


@pytest.mark.parametrize(
    ("zip_code", "changes", "code"),
    [
        ("1234", {}, "zip-unknown"),
        ("99501", {}, "area-excluded"),
        ("90012", {"po_box": True}, "po-box-excluded"),
    ],
)
def test_why_nothing_is_offered_is_said(zip_code: str, changes: dict[str, Any], code: str) -> None:
    answer = offered(everywhere(flat(0), po_boxes=0), zip_code, **changes)
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert answer.text()


def test_a_post_office_box_is_served_like_a_house_where_the_template_allows_it() -> None:
    template = everywhere(flat(0))
    found = offered(template, po_box=True)
    assert found == offered(template)
    assert isinstance(found[0], Delivery)
    assert BOOK.practice
