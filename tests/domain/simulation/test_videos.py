"""How often videos are seen, and when, against what is published of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.simulation.parameters import Parameters, parameters
from domain.simulation.videos import (
    branching,
    is_viral,
    median_views,
    seed_views,
    timing,
    total_views,
    views_by_day,
)

POOL = np.arange(20_000, dtype=np.int64)
USUAL = replace(parameters(), viral_share=0.0)
VIRAL = replace(parameters(), viral_share=1.0)

keys = st.integers(0, 2**62)
shares = st.floats(0.0, 0.999)


def total(video: int, followers: int, figures: Parameters) -> float:
    return float(total_views(3, np.array([video]), followers, figures)[0])


def gini(values: np.ndarray) -> float:
    rank = np.arange(1, len(values) + 1)
    ordered = np.sort(values)
    return float(2 * (rank * ordered).sum() / len(values) / ordered.sum()) - 1 - 1 / len(values)


@pytest.mark.parametrize("seed", range(5))
def test_views_are_as_unequal_as_those_of_20_000_real_videos(seed: int) -> None:
    views = total_views(seed, POOL, 5_000, parameters())
    assert 0.90 <= gini(views) <= 0.95
    assert 0.45 <= np.sort(views)[-200:].sum() / views.sum() <= 0.75


def test_the_platform_gives_half_of_a_usual_creators_videos_300_views() -> None:
    assert median_views(5_000, parameters()) == pytest.approx(300.0)
    seeds = seed_views(1, POOL, 5_000, parameters())
    assert np.median(seeds) == pytest.approx(300.0, rel=0.1)


def test_a_small_creator_earns_more_views_per_follower_than_a_great_one() -> None:
    nano, macro = median_views([5_000, 500_000], parameters()) / [5_000, 500_000]
    assert 3.0 <= nano / macro <= 8.0


@pytest.mark.parametrize("brings", [0.4, 0.8, 0.95])
def test_views_that_bring_views_sum_up_to_the_branching_size(brings: float) -> None:
    alike = replace(
        parameters(),
        views_deviation=0.0,
        branching=brings,
        viral_share=0.5,
        viral_branching=(brings, brings),
    )
    sizes = total_views(1, POOL, 5_000, alike)
    assert sizes.mean() / 300.0 == pytest.approx(1.0 / (1.0 - brings), rel=0.1)
    deviation = (300.0 * brings / (1.0 - brings) ** 3) ** 0.5
    assert sizes.std() == pytest.approx(deviation, rel=0.1)


def test_one_video_in_a_hundred_is_viral_and_brings_eight_views_or_more_for_ten() -> None:
    viral = is_viral(1, POOL, parameters())
    assert viral.mean() == pytest.approx(0.01, rel=0.25)
    brings = branching(1, POOL, parameters())
    assert set(brings[~viral].tolist()) == {0.4}
    assert (brings[viral] >= 0.8).all()
    assert (brings[viral] <= 0.95).all()
    assert brings[viral].std() > 0.03


def test_a_viral_video_is_seen_more_and_for_longer() -> None:
    assert np.median(total_views(1, POOL, 5_000, VIRAL) / total_views(1, POOL, 5_000, USUAL)) > 4.0
    for video in range(50):
        usual = views_by_day(1, video, 50_000, 0.5, USUAL)
        viral = views_by_day(1, video, 50_000, 0.5, VIRAL)
        assert viral[:7].sum() / viral.sum() < usual[:7].sum() / usual.sum()
        assert viral[len(usual) :].sum() > 0.0


def test_no_video_is_seen_more_than_the_audience_allows() -> None:
    cap = parameters().audience_cap
    views = total_views(1, POOL, 10**9, VIRAL)
    assert (views <= cap).all()
    assert views.max() > 0.99 * cap
    assert len(np.unique(views[views < 0.9 * cap])) > 1_000


@given(video=keys, followers=st.integers(0, 10**7), more=st.integers(1, 10**6))
def test_more_followers_never_mean_fewer_views(video: int, followers: int, more: int) -> None:
    for figures in (USUAL, VIRAL):
        assert total(video, followers, figures) <= total(video, followers + more, figures)


@given(video=keys)
def test_a_video_is_seen_at_least_as_often_as_the_platform_shows_it(video: int) -> None:
    endless = replace(VIRAL, audience_cap=1e18)
    shown = seed_views(3, np.array([video]), 5_000, endless)[0]
    assert total(video, 5_000, endless) >= shown * (1 - 1e-9) - 1e-6


def test_views_come_in_as_published() -> None:
    reached = timing([0.0, 1.0, 2.0, 7.0, 90.0, 200.0], parameters())
    assert reached.tolist() == pytest.approx([0.0, 0.32, 0.38, 0.55, 1.0, 1.0], abs=0.04)


@given(age=st.floats(0.0, 120.0), more=st.floats(0.0, 5.0))
def test_timing_never_falls(age: float, more: float) -> None:
    before, after = timing([age, age + more], parameters())
    assert 0.0 <= before <= after <= 1.0


@pytest.mark.parametrize("figures", [USUAL, VIRAL], ids=["usual", "viral"])
@given(video=keys, posted=shares)
def test_the_days_of_a_video_sum_up_to_its_views(
    figures: Parameters, video: int, posted: float
) -> None:
    days = views_by_day(3, video, 5_000, posted, figures)
    assert (days >= 0.0).all()
    assert days.sum() == pytest.approx(total(video, 5_000, figures), rel=1e-9, abs=1e-3)
    assert (days * 2**20 == np.rint(days * 2**20)).all()


@given(video=keys, posted=shares)
def test_the_first_day_is_what_is_left_of_it(video: int, posted: float) -> None:
    days = views_by_day(3, video, 50_000, posted, USUAL)
    ages = np.array([1.0, 2.0, 7.0]) - posted
    expected = total(video, 50_000, USUAL) * timing(ages, USUAL)
    assert np.cumsum(days)[[0, 1, 6]] == pytest.approx(expected, rel=1e-6, abs=1e-4)
    assert len(days) == 91


def test_a_creator_without_followers_is_seen_as_one_with_a_single_one() -> None:
    for figures in (USUAL, VIRAL):
        days = views_by_day(3, 8, 0, 0.25, figures)
        assert days.tolist() == views_by_day(3, 8, 1, 0.25, figures).tolist()
        assert days.sum() > 0.0


def test_days_of_a_viral_video_are_drawn_one_by_one() -> None:
    days = views_by_day(3, 8, 500_000, 0.0, VIRAL)
    later = np.diff(np.log(days[30:]))
    assert len(days) == 180
    assert (later > 0.0).any()  # not every day is weaker than the one before
    assert (later < 0.0).any()


def test_a_video_is_the_same_whenever_it_is_asked_for_and_cannot_be_changed() -> None:
    first = views_by_day(3, 8, 5_000, 0.25, VIRAL)
    views_by_day.cache_clear()
    again = views_by_day(3, 8, 5_000, 0.25, VIRAL)
    assert first.tolist() == again.tolist()
    assert views_by_day(4, 8, 5_000, 0.25, VIRAL).tolist() != first.tolist()
    with pytest.raises(ValueError, match="read-only"):
        again[0] = 0.0


def test_a_column_of_videos_is_each_of_them() -> None:
    together = total_views(3, POOL[:50], 5_000, parameters())
    assert together.tolist() == [total(video, 5_000, parameters()) for video in range(50)]
