"""What shows the shop's products, and that none of it depends on how much there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.creators.commands import GoLive, PostVideo, SendSample
from domain.kernel.clock import DAY, HOUR
from domain.shop import Shop
from domain.simulation import store
from domain.simulation.decisions import Command, decide
from domain.simulation.exposure import Source
from domain.simulation.policies import passive
from domain.simulation.videos import views_by_day
from domain.simulation.world import World
from tests.domain.simulation.rich_shops import played, rich_text, rich_world, with_parameters
from tests.domain.simulation.states import by_id, traffic


def content_of(world: World) -> dict[int, dict[str, Any]]:
    return by_id([world.videos])


def views_of(world: World, video: int) -> dict[int, int]:
    """Impressions of a video by day."""
    return {
        key[0]: counts["impressions"] for key, counts in traffic(world).items() if key[2] == video
    }


def showing(world: World) -> list[Command]:
    """A seller who shows whatever may be shown, and ships nothing."""
    skus = world.skus["id"].tolist()
    return [
        *(PostVideo(sku) for sku in skus[:2]),
        GoLive(skus[2], 2),
        *(SendSample(creator, skus[3]) for creator in world.creators["id"].tolist()),
    ]


@pytest.fixture(scope="module")
def quiet() -> World:
    world = with_parameters(rich_world(), creator_post_rate=0.05)
    return played(world, 14, passive)


@pytest.fixture(scope="module")
def shown() -> World:
    world = with_parameters(rich_world(), creator_post_rate=0.05)
    return played(world, 14, showing)


def test_decisions_that_add_videos_rename_and_move_none(quiet: World, shown: World) -> None:
    before, after = content_of(quiet), content_of(shown)
    assert before.items() <= after.items()
    assert len(after) > len(before) + 14
    for video in before:
        assert views_of(quiet, video) == views_of(shown, video)


def test_planned_and_added_live_sessions_stand_side_by_side(quiet: World, shown: World) -> None:
    def lives(world: World) -> dict[int, dict[int, int]]:
        sessions: dict[int, dict[int, int]] = {}
        for (day, source, content, _), counts in traffic(world).items():
            if source == Source.LIVE.code:
                sessions.setdefault(content, {})[day] = counts["impressions"]
        return sessions

    assert lives(quiet).items() <= lives(shown).items()
    assert len(lives(quiet)) == 6
    assert len(lives(shown)) == 6 + 14


def test_no_two_videos_have_one_id_and_none_is_posted_between_hours(shown: World) -> None:
    ids = shown.videos["id"].tolist()
    assert ids == sorted(set(ids))
    assert ((shown.videos["posted_at"] - shown.opened_at) % HOUR == 0).all()


def test_a_video_of_the_scenario_is_posted_when_its_day_begins() -> None:
    world = played(rich_world(videos=8, creators=0), 10, passive)
    calendar = world.book.calendar
    first = int(calendar.local_day(world.opened_at))
    plans = sorted(plan.day for plan in world.scenario.videos)
    posted = [
        at - world.opened_at if at == world.opened_at + HOUR else calendar.local_day(at) - first
        for at in sorted(world.videos["posted_at"].tolist())
    ]
    assert [day or HOUR for day in plans] == posted


def test_a_video_is_seen_as_often_as_its_curve_says_and_clicked_in_that_proportion() -> None:
    world = played(rich_world(videos=12, lives=False, ad_budget=0), 20, passive)
    seen = expected = 0.0
    for video, posted_day, posted_share, followers in zip(
        *(
            world.videos[name].tolist()
            for name in ("id", "posted_day", "posted_share", "followers")
        ),
        strict=True,
    ):
        curve = views_by_day(
            world.noise_seed, video, followers, posted_share / 2**32, world.parameters
        )
        for day, views in views_of(world, video).items():
            if day < world.day:
                assert (
                    abs(views - curve[day - posted_day]) < 6 * (curve[day - posted_day] + 4) ** 0.5
                )
                seen += views
                expected += curve[day - posted_day]
    assert seen == pytest.approx(expected, rel=0.02)


def test_a_videos_followers_are_those_of_who_posted_it(shown: World) -> None:
    fans = dict(
        zip(shown.creators["id"].tolist(), shown.creators["followers"].tolist(), strict=True)
    )
    fans[0] = shown.scenario.followers
    for video in content_of(shown).values():
        assert video["followers"] == fans[video["creator_id"]]


def test_a_weekly_session_is_held_on_its_weekday_at_its_hour(quiet: World) -> None:
    calendar = quiet.book.calendar
    plans = {plan.weekday: plan for plan in quiet.scenario.lives}
    days = {key[0] for key in traffic(quiet) if key[1] == Source.LIVE.code}
    assert {int(calendar.weekday(calendar.midnight(day))) for day in days} == set(plans)
    assert len(days) == 6


def test_a_weekly_session_at_midnight_is_held_too() -> None:
    world = rich_world()
    [first, *_] = world.scenario.lives
    world.scenario = replace(world.scenario, lives=(replace(first, weekday=2, hour=0),))
    daily, hourly = world, world.copy()
    played(daily, 4, passive, step=24)
    played(hourly, 4, passive, step=1)
    [(key, counts)] = [each for each in traffic(daily).items() if each[0][1] == Source.LIVE.code]
    assert counts["impressions"] > 0
    assert int(daily.book.calendar.weekday(daily.book.calendar.midnight(key[0]))) == 2
    assert traffic(hourly)[key] == counts


def test_samples_are_shown_by_whom_they_were_sent_to() -> None:
    world = with_parameters(rich_world(videos=0), creator_post_rate=0.0, sample_post_rate=1.0)
    creators = world.creators["id"].tolist()
    for creator in creators:
        decide(world, SendSample(creator, int(world.skus["id"][creator % 6])), {})
    due = dict(zip(creators, world.samples["posts_at"].tolist(), strict=True))
    played(world, 40, passive)
    found = content_of(world).values()
    assert {each["creator_id"]: each["posted_at"] for each in found} == due
    assert all(each["sku_id"] == world.skus["id"][each["creator_id"] % 6] for each in found)
    assert all(world.opened_at + DAY <= at for at in due.values())
    assert np.mean(list(due.values())) > world.opened_at + 5 * DAY


def test_an_earlier_sample_leaves_what_becomes_of_later_ones_as_it_was() -> None:
    outcomes = []
    for early in (False, True):
        world = played(rich_world(), 1, passive)
        sku = int(world.skus["id"][0])
        if early:
            assert decide(world, SendSample(1, sku), {})[0] == 1
        world = played(world, 16, passive)
        for creator in world.creators["id"].tolist():
            assert decide(world, SendSample(creator, sku), {})[0] == 1
        late = world.samples["sent_at"] == world.now
        outcomes.append(world.samples["posts_at"][late].tolist())
    assert outcomes[0] == outcomes[1]
    assert len(set(outcomes[0])) > 1


@pytest.mark.parametrize(("viral_days", "timing_days"), [(90, 100), (120, 60)])
def test_a_video_is_kept_for_as_long_as_it_may_be_watched(
    viral_days: int, timing_days: int
) -> None:
    known = {"viral_days": viral_days, "timing_days": timing_days}
    world = with_parameters(rich_world(), **known)
    assert world.parameters.watched_days == max(viral_days, timing_days + 1)
    first = played(world, 1, passive)
    video = int(first.videos["id"][0])
    for _ in range(world.parameters.watched_days - 1):
        first.written()
        first = played(first, 1, passive)
    assert video in first.videos["id"]
    for _ in range(3):
        first.written()
        first = played(first, 1, passive)
    assert video not in first.videos["id"]


@pytest.mark.parametrize("opens", ["2026-10-31", "2027-03-13"])
def test_a_weekly_session_keeps_its_local_hour_when_the_clocks_change(
    opens: str, tmp_path: Path
) -> None:
    text = rich_text(lives=False).replace("2026-11-16", opens)
    text += '\n[[lives]]\nweekday = 6\nhour = 20\nhours = 2\nseller_sku = "P-1"\n'
    with Shop.practice(tmp_path / "dst.dukandar", "rich", seed=1, noise=1, text=text) as shop:
        world = played(shop.read(store.load), 2, passive)
    starts = world.lives["starts_at"]
    assert world.book.calendar.local_hour(starts).tolist() == [20]
    assert world.book.calendar.weekday(starts).tolist() == [6]
