"""The platform accepts a shipping fee of up to twice its own label for a parcel of five pounds."""

from __future__ import annotations

import pytest

from domain.kernel.clock import DAY
from domain.rulebook import rulebook
from domain.shipping import rates
from domain.shipping.fee_range import TooHigh, highest_fee, judged, too_high
from domain.shipping.settings import Settings
from domain.shipping.templates import Rate, Service, Zone
from tests.domain.shipping.examples import FAR, NEAR, by_units, by_weight, everywhere, flat

US = rulebook("us")
NOW = 1_797_000_000
RULES, CALENDAR = US.at(NOW), US.calendar
POUND = 2_268 // 5
MOST = highest_fee(Service.STANDARD, "us", RULES) or 0
MOST_EXPRESS = highest_fee(Service.EXPRESS, "us", RULES) or 0


def wrong(*asked: Rate) -> list[Service]:
    return [each.service for each in too_high(everywhere(*asked), "us", RULES)]


def test_the_most_is_a_share_of_the_label_that_keeps_the_promise_to_the_farthest_zone() -> None:
    offered = tuple(rates.services("us").values())
    labels = rates.quotes(8, RULES.fee_parcel_grams, (0, 0, 0), offered)

    def within(days: int) -> int:
        return min(each.price for each in labels if not each.unavailable and each.days_high <= days)

    assert 2 * within(RULES.deliver_business_days) == MOST
    assert 2 * within(RULES.express_business_days) == MOST_EXPRESS
    assert 0 < MOST < MOST_EXPRESS


def test_without_labels_of_the_platform_every_fee_is_in_range() -> None:
    assert highest_fee(Service.STANDARD, "nowhere", RULES) is None
    assert too_high(everywhere(flat(9_999)), "nowhere", RULES) == ()


@pytest.mark.parametrize("service", list(Service))
def test_a_flat_fee_may_be_as_high_as_that_and_a_cent_more_is_out_of_range(
    service: Service,
) -> None:
    most = highest_fee(service, "us", RULES) or 0
    assert wrong(flat(most, service)) == []
    assert wrong(flat(most + 1, service)) == [service]


def test_further_units_are_not_judged_and_the_weight_that_is_judged_is_paid_for_in_full() -> None:
    assert wrong(by_units(MOST, 9_000)) == []
    assert wrong(by_units(MOST + 1, 0)) == [Service.STANDARD]
    steps = 5  # five further pounds at most are begun beyond the first 100 g
    assert wrong(by_weight(0, MOST // steps, 100, POUND)) == []
    assert wrong(by_weight(MOST, 1, 100, POUND)) == [Service.STANDARD]
    assert wrong(by_weight(9_000, 0, 60_000, POUND)) == [Service.STANDARD]


def test_a_template_without_zones_asks_nothing() -> None:
    assert too_high(everywhere(zones=()), "us", RULES) == ()


def test_a_threshold_for_free_shipping_mends_nothing() -> None:
    assert too_high(everywhere(flat(MOST + 1), free_from=1), "us", RULES)


def test_it_is_told_which_zone_and_service_level_asks_too_much() -> None:
    zones = (
        Zone(NEAR[5:], (flat(499), flat(MOST_EXPRESS + 100, Service.EXPRESS))),
        Zone(NEAR[:5], (flat(MOST + 200), flat(MOST, Service.ECONOMY))),
    )
    assert too_high(everywhere(zones=zones), "us", RULES) == (
        TooHigh(1, Service.EXPRESS, MOST_EXPRESS + 100, MOST_EXPRESS),
        TooHigh(2, Service.STANDARD, MOST + 200, MOST),
    )


def test_a_warning_gives_until_the_end_of_the_seventh_day_and_stays_until_it_is_mended() -> None:
    fair, dear = everywhere(flat(499)), everywhere(flat(MOST + 1), id=2, excluded=FAR)
    first = judged(Settings((fair, dear)), "us", RULES, NOW, CALENDAR)
    ((template, mend_by),) = first.warned
    day = int(CALENDAR.local_day(NOW))
    assert (template, mend_by) == (2, CALENDAR.midnight(day + 8))
    assert 7 * DAY <= mend_by - NOW < 8 * DAY + 1
    dearer = Settings((fair, everywhere(flat(MOST + 900), id=2)), warned=first.warned)
    assert judged(dearer, "us", RULES, NOW + 3 * DAY, CALENDAR).warned == first.warned
    assert first.unmended(mend_by - 1) == frozenset()
    assert first.unmended(mend_by) == frozenset({2})
    mended = Settings((fair, everywhere(flat(MOST), id=2)), warned=first.warned)
    assert judged(mended, "us", RULES, NOW + 3 * DAY, CALENDAR).warned == ()
    assert judged(Settings((fair,), warned=first.warned), "us", RULES, NOW, CALENDAR).warned == ()
