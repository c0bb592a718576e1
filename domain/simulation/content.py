"""What shows the shop's products: videos and live sessions, planned, unasked, and of samples."""

from __future__ import annotations

import numpy as np

from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.randomness import ONE, Stream, bits, halves, threshold, uniform, upper
from domain.simulation.season import hour_shares
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, blank_videos

_KIND = 10**14
"""Ids say what a video comes from, never how many there were before it: decisions that add one
rename none."""
_OWN, _UNASKED, _OF_SAMPLE, _PLANNED, _LIVE = (kind * _KIND for kind in (1, 2, 3, 4, 5))
_PART = 10**6


def post_content(world: World, stretch: Stretch) -> None:
    """Videos and live sessions that begin in the stretch without the seller's doing."""
    _post_planned(world, stretch)
    _post_unasked(world, stretch)
    _post_samples(world, stretch)
    _go_live_as_planned(world, stretch)


def own_video(world: World, sku: int) -> int:
    """The id of a video of that SKU's position that the seller posts now."""
    return _OWN + (world.now - world.opened_at) // HOUR * _PART + int(world.ordinal[sku])


def own_live(world: World) -> int:
    """The id of a live session that the seller begins now."""
    return _LIVE + (world.now - world.opened_at) // HOUR


def post(world: World, ids: Array, creator: Array, sku_id: Array, at: Array) -> None:
    """Add videos posted at whole hours."""
    new = blank_videos(len(ids)).told(
        mark=NEW, id=ids, creator_id=creator, sku_id=sku_id, posted_at=at
    )
    joined = world.videos.joined(watched(world, new))
    world.videos = joined.where(np.argsort(joined["id"], kind="stable"))


def watched(world: World, videos: Columns) -> Columns:
    """Videos with what the world adds to them filled in."""
    calendar = world.book.calendar
    owner = np.searchsorted(world.creators["id"], videos["creator_id"])
    fans = np.append(world.creators["followers"], 0)
    own = videos["creator_id"] == 0
    videos["followers"] = np.where(own, world.scenario.followers, fans[owner])
    videos["seed"] = world.noise_seed
    videos["posted_day"] = calendar.local_day(videos["posted_at"])
    for row, (day, at) in enumerate(
        zip(videos["posted_day"].tolist(), videos["posted_at"].tolist(), strict=True)
    ):
        moments, shares = hour_shares(calendar, day, world.parameters)
        hour = (at - int(moments[0])) // HOUR
        videos["posted_share"][row] = shares[hour - 1] if hour else 0
    return videos


def forget_content(world: World) -> None:
    """At the day's end: let go of videos that nobody watches any more and sessions that are over.

    They are written already: a video is watched for months.
    """
    for name, over in (
        ("videos", world.videos["posted_day"] + world.parameters.watched_days < world.day),
        ("lives", world.lives["ends_at"] <= world.now),
        ("samples", (world.samples["posts_at"] <= world.now)),
    ):
        rows = getattr(world, name)
        gone = over & (rows["mark"] != NEW)
        if gone.any():
            setattr(world, name, rows.where(~gone))


def _post_planned(world: World, stretch: Stretch) -> None:
    """Videos that the scenario has: an hour after the opening, or when their day begins."""
    calendar, today = world.book.calendar, world.day_number
    for number, plan in enumerate(world.scenario.videos, start=1):
        if plan.day not in (today, today + 1):
            continue
        midnight = calendar.midnight(world.day - today + plan.day)
        at = midnight if plan.day else world.opened_at + HOUR
        if stretch.start < at <= stretch.end:
            ids, who, of = (_PLANNED + number, plan.creator, world.sku_of(plan.seller_sku))
            one = np.ones(1, dtype=np.int64)
            post(world, one * ids, one * who, one * of, one * at)


def _post_unasked(world: World, stretch: Stretch) -> None:
    """Creators who show a product that they like."""
    if not len(world.creators) or not len(world.skus):
        return
    creator, noise, day = world.creators["id"], world.noise_seed, world.day
    whether, when = halves(noise, Stream.CREATOR_POST, creator, day)
    moments = hour_shares(world.book.calendar, day, world.parameters)[0]
    at = moments[when * len(moments) // ONE] + HOUR
    posts = (whether < threshold(world.parameters.creator_post_rate)) & stretch.holds(at)
    who, at = creator[posts], at[posts]
    if not len(who):
        return
    liked = bits(noise, Stream.CREATOR_POST, who[:, None], day, world.ordinal[None, :])
    sku_id = world.skus["id"][upper(liked).argmax(axis=1)]
    number = world.day_number * _PART + who
    post(world, _UNASKED + number, who, sku_id, at)


def _post_samples(world: World, stretch: Stretch) -> None:
    """Creators who show the sample they were sent."""
    samples = world.samples
    due = positions(stretch.holds(samples["posts_at"]))
    if len(due):
        creator = samples["creator_id"][due]
        ids = _OF_SAMPLE + creator * _PART + samples["number"][due]
        post(world, ids, creator, samples["sku_id"][due], samples["posts_at"][due])


def posting_moment(world: World, creator: Array, number: Array) -> Array:
    """When creators will show a sample sent now, on a whole hour; 0 when never."""
    noise, parameters = world.noise_seed, world.parameters
    shows = uniform(noise, Stream.SAMPLE, creator, number) < threshold(parameters.sample_post_rate)
    u = uniform(noise, Stream.SAMPLE, creator, number, 1)
    # Spread evenly around the mean: most samples arrive in days and are shown in about two weeks.
    hours = 2.0 * parameters.sample_post_days * 24.0
    wait = 24 + u * round(hours - 24.0) // ONE
    return np.where(shows, world.now + wait * HOUR, 0)


def _go_live_as_planned(world: World, stretch: Stretch) -> None:
    """Weekly live sessions that the scenario has; one at midnight begins as the day before ends."""
    calendar = world.book.calendar
    for later in (0, 1):
        midnight = int(calendar.midnight(world.day + later))
        for number, plan in enumerate(world.scenario.lives, start=1):
            starts = int(calendar.moment(world.day + later, plan.hour * HOUR))
            today = int(calendar.weekday(midnight)) == plan.weekday
            if today and stretch.start < starts <= stretch.end:
                live_id = _PLANNED + (world.day_number + later) * _PART + number
                go_live(world, live_id, world.sku_of(plan.seller_sku), starts, plan.hours)


def go_live(world: World, live_id: int, sku_id: int, starts: int, hours: int) -> None:
    """Add a live session; it ends with the local day in which it starts at the latest."""
    calendar = world.book.calendar
    ends = min(starts + hours * HOUR, int(calendar.midnight(int(calendar.local_day(starts)) + 1)))
    row = {"id": live_id, "sku_id": sku_id, "starts_at": starts, "ends_at": ends, "mark": NEW}
    new = Columns({name: np.array([value], dtype=np.int64) for name, value in row.items()})
    world.lives = world.lives.joined(new)


def send_sample(world: World, creator: int, sku: int) -> None:
    """Send a creator one unit of a SKU (its position) now."""
    number = (world.now - world.opened_at) // HOUR
    world.samples_sent[creator] = world.now
    one = np.ones(1, dtype=np.int64)
    row = {
        "creator_id": creator,
        "number": number,
        "sku_id": int(world.skus["id"][sku]),
        "unit_cost": int(world.skus["cost"][sku]),
        "sent_at": world.now,
        "posts_at": int(posting_moment(world, one * creator, one * number)[0]),
        "mark": NEW,
    }
    new = Columns({name: np.array([value], dtype=np.int64) for name, value in row.items()})
    world.samples = world.samples.joined(new)
