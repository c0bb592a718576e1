"""The platform's campaigns: one day each, of the shop's clock."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from domain.kernel.clock import DAY, HOUR
from domain.promotions.campaigns import borne, campaigns
from domain.rulebook import rulebook

US = campaigns("us")


def test_campaigns_last_24_hours_from_local_midnight_and_do_not_meet() -> None:
    calendar = rulebook("us").calendar
    for campaign in US:
        assert campaign.ends_at - campaign.starts_at == DAY
        assert calendar.text(campaign.starts_at).endswith(" 00:00")
        assert 0 < campaign.platform_share < 10_000
    for before, after in pairwise(US):
        assert before.ends_at <= after.starts_at


def test_each_campaign_comes_once_in_each_of_three_years() -> None:
    years: dict[str, list[int]] = {}
    for campaign in US:
        day = datetime.fromtimestamp(campaign.starts_at + DAY // 2, UTC)
        years.setdefault(campaign.name, []).append(day.year)
    assert len(years) == 10
    assert all(found == [2026, 2027, 2028] for found in years.values())


def test_black_friday_follows_thanksgiving_and_cyber_monday_follows_it() -> None:
    book = rulebook("us")
    (thanksgiving,) = (each for each in book.holidays if each.name == "Thanksgiving Day")
    days = {
        (each.name, book.calendar.text(each.starts_at)[:4]): each.starts_at // DAY for each in US
    }
    for year in (2026, 2027, 2028):
        feast = thanksgiving.on(year).toordinal() - datetime(1970, 1, 1, tzinfo=UTC).toordinal()
        assert days["Black Friday", str(year)] == feast + 1
        assert days["Cyber Monday", str(year)] == feast + 4


def test_the_platform_bears_a_share_only_of_what_lies_within_one_of_its_days() -> None:
    day, share = US[0], US[0].platform_share
    assert borne(US, day.starts_at, day.ends_at) == share
    assert borne(US, day.starts_at + HOUR, day.ends_at - HOUR) == share
    assert borne(US, day.starts_at - HOUR, day.ends_at) == 0
    assert borne(US, day.starts_at, day.ends_at + HOUR) == 0
    assert borne(US, day.starts_at, 0) == 0, "it never ends"


def test_a_region_without_known_campaigns_has_none() -> None:
    assert campaigns("uk") == ()
