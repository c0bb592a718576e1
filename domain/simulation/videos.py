"""How often a video is seen, and when.

The platform gives each video *seed views*; every view brings others, so that a video is seen the
more the more it is seen. Nearly all videos bring few (they follow the usual timing), a few are
viral: most of their views come from views of days before. All of it is drawn from the video's key,
so nothing is kept. Model and sources: simulation reference, section 2.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.kernel.randomness import ONE, Stream, normal, threshold, uniform
from domain.simulation.parameters import Parameters

Floats = npt.NDArray[np.float64]
Videos = npt.NDArray[np.int64]

_NUMBER, _SPREAD = 0, 1
"""What a draw of ``Stream.VIDEO_BRANCHING`` is about: the mean of views brought, their sum."""


def median_views(followers: npt.ArrayLike, parameters: Parameters) -> Floats:
    """The median seed views of a video by a creator with that many followers; none count as one."""
    relative = np.maximum(followers, 1) / parameters.usual_followers
    views = parameters.video_median_views * np.power(relative, parameters.views_per_follower_power)
    return np.asarray(views, dtype=np.float64)


def seed_views(
    seed: int, video: Videos, followers: npt.ArrayLike, parameters: Parameters
) -> Floats:
    """The views that the platform itself gives each video (a column of keys)."""
    z = normal(uniform(seed, Stream.VIDEO_VIEWS, video))
    return median_views(followers, parameters) * np.exp(parameters.views_deviation * z)


def is_viral(seed: int, video: Videos, parameters: Parameters) -> npt.NDArray[np.bool_]:
    """Whether each video is viral."""
    drawn = uniform(seed, Stream.VIDEO_VIRAL, video)
    return np.asarray(drawn < threshold(parameters.viral_share))


def branching(seed: int, video: Videos, parameters: Parameters) -> Floats:
    """How many views each view of a video brings on average, always below 1."""
    low, high = parameters.viral_branching
    u = uniform(seed, Stream.VIDEO_BRANCHING, video, _NUMBER) / ONE
    viral = is_viral(seed, video, parameters)
    return np.where(viral, low + (high - low) * u, parameters.branching)


def total_views(
    seed: int, video: Videos, followers: npt.ArrayLike, parameters: Parameters
) -> Floats:
    """The mean views of each video (a column of keys) over its whole life.

    The size of a branching process that the seed views begin (Borel-Tanner): drawn normally with
    its mean and variance, never below the seed views. It approaches the audience's cap smoothly.
    """
    begun = seed_views(seed, video, followers, parameters)
    brings = branching(seed, video, parameters)
    left = 1.0 - brings
    z = normal(uniform(seed, Stream.VIDEO_BRANCHING, video, _SPREAD))
    size = np.maximum(begun / left + z * np.sqrt(begun * brings / left**3), begun)
    cap = parameters.audience_cap
    return _rounded(-cap * np.expm1(-size / cap))


def timing(age_days: npt.ArrayLike, parameters: Parameters) -> Floats:
    """The share of a usual video's views that it has at an age in days, fractions included."""
    age = np.clip(np.asarray(age_days, dtype=np.float64), 0.0, parameters.timing_days)
    first = parameters.timing_first_day
    later = np.log(np.maximum(age, 1.0)) / np.log(parameters.timing_days)
    grown = first + (1.0 - first) * np.power(later, parameters.timing_power)
    return np.where(age < 1.0, first * age, grown)


@lru_cache(maxsize=4096)
def views_by_day(
    seed: int, video: int, followers: int, posted_share: float, parameters: Parameters
) -> Floats:
    """A video's mean views on each local day since its posting, that day first; read-only.

    ``posted_share`` is the share of the first day's traffic that had passed before the posting, at
    least 0 and below 1. The sum is ``total_views``; a later day has none.
    """
    key = np.array([video], dtype=np.int64)
    total = total_views(seed, key, followers, parameters)
    if is_viral(seed, key, parameters)[0]:
        begun = seed_views(seed, key, followers, parameters)[0]
        brings = branching(seed, key, parameters)[0]
        given = begun * _usual_days(posted_share, parameters.viral_days, parameters)
        course = _viral_days(seed, video, given, brings, parameters)
        # What would come after the last day is spread over the days like all the rest.
        shares = course / course.sum()
    else:
        shares = _usual_days(posted_share, parameters.timing_days + 1, parameters)
    views = _rounded(total * shares)
    views.setflags(write=False)
    return views


def _usual_days(posted_share: float, days: int, parameters: Parameters) -> Floats:
    """The usual share of a video's views on each of its first days."""
    ends = np.arange(days + 1) - posted_share  # the first day begins at the posting, at age 0
    return np.diff(timing(ends, parameters))


def _viral_days(
    seed: int, video: int, given: Floats, brings: float, parameters: Parameters
) -> Floats:
    """The views of a viral video by day, each day's bringing others on the days after it.

    ``given`` holds the seed views of each day. What is brought to a day is drawn as its Poisson
    count, by the normal approximation, never below 0.
    """
    days = len(given)
    after = np.arange(1, parameters.viral_kernel_days + 1)
    kernel = np.power(after + 1.0, -parameters.viral_kernel_power)
    kernel *= brings / kernel.sum()
    z = normal(uniform(seed, Stream.VIRAL_DAY, video, np.arange(days)))
    expected = np.zeros(days + len(kernel))
    views = given.copy()
    for day in range(days):
        mean = expected[day]
        views[day] += max(mean + z[day] * np.sqrt(mean), 0.0)
        expected[day + 1 : day + 1 + len(kernel)] += views[day] * kernel
    return views


def _rounded(views: Floats) -> Floats:
    """Views in steps of 2**-20, so that the last digit of ``exp`` changes no count."""
    return np.asarray(np.rint(views * (1 << 20)) / (1 << 20))
