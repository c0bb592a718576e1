"""Videos, creators and samples, and what sells through which."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from domain.kernel.columns import Array
from domain.simulation import videos
from domain.simulation.content import posting_moment
from domain.simulation.exposure import Source
from domain.simulation.scenarios import LivePlan, VideoPlan
from domain.simulation.world import World
from domain.validity.lab import Lab

_POOL = np.arange(1, 20_001)
_NANO, _MACRO = 5_000, 500_000
_MIX = {Source.PRODUCT_CARD: 0.36, Source.VIDEO: 0.50, Source.LIVE: 0.14}
"""Shares of sales by way in the first half of 2025 (Momentum Works & Tabcut)."""
_WEEKS = 4


def _views(lab: Lab) -> Array:
    """Views of many videos by creators of one size, smallest first."""
    known = lab.parameters
    return np.sort(videos.total_views(lab.seed, _POOL, known.usual_followers, known))


def views_gini(lab: Lab) -> float:
    """How unequally views are spread over 20,000 videos."""
    views = _views(lab)
    rank = np.arange(1, len(views) + 1)
    return float((2 * rank - len(views) - 1) @ views / (len(views) * views.sum()))


def views_top(lab: Lab) -> float:
    """The share of all views that the most watched hundredth of videos has."""
    views = _views(lab)
    return float(views[-len(views) // 100 :].sum() / views.sum())


def _reached(lab: Lab, days: float) -> float:
    """The share of its views that a usual video has at an age, mean over some videos."""
    known = replace(lab.parameters, viral_share=0.0)
    found = []
    for video in range(1, 101):
        by_day = videos.views_by_day(lab.seed, video, _NANO, 0.0, known)
        found.append(by_day[: round(days)].sum() / by_day.sum())
    return float(np.mean(found))


def views_first_day(lab: Lab) -> float:
    """The share of its views that a usual video has after a day."""
    return _reached(lab, 1)


def views_two_days(lab: Lab) -> float:
    """The share after two days."""
    return _reached(lab, 2)


def views_week(lab: Lab) -> float:
    """The share after a week."""
    return _reached(lab, 7)


def virality(lab: Lab) -> float:
    """Views for each that the platform gives, against one over what a view does not bring."""
    known = replace(lab.parameters, viral_share=0.0, audience_cap=10**12)
    given = videos.seed_views(lab.seed, _POOL, _NANO, known)
    whole = videos.total_views(lab.seed, _POOL, _NANO, known)
    return float(whole.sum() / given.sum() * (1.0 - _USUAL_BRANCHING))


_USUAL_BRANCHING = 0.4


def creators_nano_macro(lab: Lab) -> float:
    """Views for each follower of a small creator, for those of a great one."""
    small, great = (
        np.median(videos.total_views(lab.seed, _POOL, fans, lab.parameters)) / fans
        for fans in (_NANO, _MACRO)
    )
    return float(small / great)


def sample_posts(lab: Lab) -> float:
    """The share of samples whose creators show them."""
    world = lab.world(1.0)
    creators = np.arange(1, 2_001)
    return float((posting_moment(world, creators, np.ones_like(creators)) > 0).mean())


def _mixed(world: World) -> None:
    """A shop that posts a video a day, its creators as many, and goes live twice a week."""
    sellers = world.skus["seller_sku"].tolist()
    days = range(_WEEKS * 7)
    own = [VideoPlan(day, sellers[day % len(sellers)]) for day in days]
    theirs = [
        VideoPlan(day, sellers[(day + 5) % len(sellers)], 1 + day % len(world.creators))
        for day in days
    ]
    lives = (LivePlan(3, 20, 2, sellers[0]), LivePlan(6, 20, 2, sellers[4]))
    world.scenario = replace(world.scenario, videos=(*own, *theirs), lives=lives)


def channel_mix(lab: Lab) -> float:
    """How far the shares of sales by way lie from the published ones, at most, in a mixed shop."""
    world = lab.world(1.0, _mixed)
    sold: dict[str, int] = {}
    for end in lab.course(world, _WEEKS * 7, served=True):
        for part in end.traffic:
            for source, gmv in zip(part["source"].tolist(), part["gmv"].tolist(), strict=True):
                sold[source] = sold.get(source, 0) + gmv
    sold["video"] = sold.get("video", 0) + sold.pop("creator_video", 0)
    total = sum(sold.get(source.code, 0) for source in _MIX)
    return max(abs(sold.get(source.code, 0) / total - share) for source, share in _MIX.items())
