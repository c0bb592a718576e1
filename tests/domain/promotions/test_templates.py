"""Drafts of templates: what they are for, when they begin, and that they can begin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.kernel.clock import DAY
from domain.promotions.campaigns import campaigns
from domain.promotions.retold import copied, later
from domain.promotions.rules import Tool
from domain.promotions.templates import Stocked, Template, drafted, offered
from tests.domain.promotions.shops import BOOK, LAMP, MUG, NOW, SPEAKER, at, refused, voucher

STOCK = (Stocked(MUG, 50, 10), Stocked(LAMP, 20, None), Stocked(SPEAKER, 0, None))
DAYS = campaigns("us")


def draft(template: Template, now: int = NOW, stocked: tuple[Stocked, ...] = STOCK) -> object:
    return drafted(template, "Mine", BOOK.calendar, now, stocked, DAYS)


@pytest.mark.parametrize("template", Template)
def test_a_draft_can_be_kept_and_can_begin_as_it_is(template: Template) -> None:
    command = draft(template)
    assert command.draft
    assert refused(command) == []
    assert refused(replace(command, draft=False)) == []


def test_a_first_sale_is_a_voucher_for_new_buyers_of_the_whole_shop() -> None:
    command = draft(Template.FIRST_SALE)
    assert (command.tool, command.audience, command.skus) == (Tool.VOUCHER.name, "NEW", ())
    assert command.starts_at == at("2026-12-02")
    assert command.ends_at == at("2026-12-16")


def test_clearance_is_for_what_does_not_sell_and_what_lasts_longest() -> None:
    assert draft(Template.CLEARANCE).skus == (LAMP,)
    slow = (Stocked(1, 5, 80), Stocked(2, 5, 200), Stocked(3, 5, None), Stocked(4, 900, 59))
    assert draft(Template.CLEARANCE, stocked=slow).skus == (3, 2, 1)


def test_the_others_are_for_what_there_is_most_of() -> None:
    assert draft(Template.PAYDAY).skus == (MUG, LAMP)


def test_payday_begins_on_the_next_first_or_fifteenth() -> None:
    assert draft(Template.PAYDAY).starts_at == at("2026-12-15")
    assert draft(Template.PAYDAY, now=at("2026-12-15")).starts_at == at("2027-01-01")


def test_black_friday_begins_on_that_day_and_lasts_to_cyber_monday() -> None:
    command = draft(Template.BLACK_FRIDAY, now=at("2026-11-20"))
    assert (command.starts_at, command.ends_at) == (at("2026-11-27"), at("2026-12-01"))


def test_black_friday_is_offered_only_where_its_day_is_known() -> None:
    assert Template.BLACK_FRIDAY in offered(DAYS, NOW)
    assert Template.BLACK_FRIDAY not in offered(DAYS, at("2029-01-01"))
    with pytest.raises(ValueError, match="Black Friday"):
        draft(Template.BLACK_FRIDAY, now=at("2029-01-01"))


def test_a_draft_without_anything_in_stock_is_for_nothing_yet() -> None:
    command = draft(Template.PAYDAY, stocked=())
    assert (command.skus, command.percents) == ((), ())
    assert refused(command) == []


def test_a_copy_of_what_has_begun_begins_at_the_same_time_of_a_day_to_come() -> None:
    old = voucher(promotion=3, starts_at=at("2026-11-20", 18), ends_at=at("2026-11-23", 18))
    copy = copied(old, "Again", BOOK.calendar, NOW)
    assert (copy.promotion, copy.title, copy.draft) == (0, "Again", True)
    assert (copy.starts_at, copy.ends_at) == (at("2026-12-01", 18), at("2026-12-04", 18))


def test_a_copy_of_what_is_to_come_begins_with_it() -> None:
    plan = voucher(promotion=3, starts_at=at("2026-12-05"), ends_at=at("2026-12-06"))
    assert copied(plan, "Again", BOOK.calendar, NOW).starts_at == plan.starts_at


def test_a_copy_is_co_funded_only_on_the_day_on_which_the_first_one_is() -> None:
    day = {"starts_at": at("2026-12-12"), "ends_at": at("2026-12-13")}
    told = voucher(promotion=3, co_funded=True, **day)
    assert copied(told, "Again", BOOK.calendar, NOW).co_funded
    later_on = copied(told, "Again", BOOK.calendar, at("2026-12-20"))
    assert not later_on.co_funded
    assert refused(later_on) == []


def test_a_day_later_is_the_same_time_by_the_local_clock() -> None:
    """The clocks go back on 1 November 2026: that day has 25 hours."""
    before = at("2026-11-01")
    assert later(before, DAY, BOOK.calendar) == at("2026-11-02") == before + 25 * 3_600
