"""Where a shop's products are seen on a local day, by source.

Each row of ``Shown`` is one product in one place: its card, a video, a live session, an ad. What
it holds depends on the state at the day's beginning and on what was posted since, never on where
the day is cut into stretches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, positions
from domain.kernel.randomness import ONE, Stream, lognormal, uniform
from domain.simulation.choice import Floats
from domain.simulation.parameters import Parameters
from domain.simulation.season import day_factor, hour_shares
from domain.simulation.videos import views_by_day
from domain.simulation.world import PACE_UNIT, World


class Source(IntEnum):
    """Where a buyer meets a product; the numbers are part of random keys."""

    PRODUCT_CARD = 1
    VIDEO = 2
    CREATOR_VIDEO = 3
    LIVE = 4
    SHOP_ADS = 5
    DIRECT = 6
    """Buyers who come back by themselves."""

    @property
    def code(self) -> str:
        """Its name in tables."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Shown:
    """Places as columns of one length."""

    source: Array  # Source
    content: Array  # the video or live session, 0 for other sources
    sku: Array  # position in World.skus
    impressions: Floats  # mean of the whole day
    click_rate: Floats
    multiplier: Floats  # how much likelier a click becomes an order than one on a card
    opens: npt.NDArray[np.int64]  # shares of the day's traffic between which it is seen, 2**-32
    closes: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """How many places."""
        return len(self.sku)


@dataclass(frozen=True, slots=True)
class Kind:
    """Places of one kind: fields as in ``Shown``, each a column or one value for all."""

    source: npt.ArrayLike
    sku: Array
    impressions: npt.ArrayLike
    click_rate: npt.ArrayLike
    content: npt.ArrayLike = 0
    multiplier: float = 1.0
    opens: npt.ArrayLike = 0
    closes: npt.ArrayLike = ONE


def together(*kinds: Shown | Kind) -> Shown:
    """The places of several kinds, one kind after the other."""
    ends = list(accumulate(len(kind.sku) for kind in kinds))
    columns: dict[str, Any] = {}
    for name in Shown.__slots__:
        column = np.empty(ends[-1], dtype=np.float64 if name in _FLOATS else np.int64)
        for kind, start, end in zip(kinds, [0, *ends], ends, strict=False):
            column[start:end] = getattr(kind, name)
        columns[name] = column
    return Shown(**columns)


_FLOATS = ("impressions", "click_rate", "multiplier")


def shown(world: World) -> Shown:
    """Every place in which a product is seen on the world's local day.

    Nobody sees a product that is not live, wherever it stands.
    """
    places = together(_cards(world), *_videos(world), *_lives(world), *_ads(world))
    live = world.skus["live"] == 1
    if live.all():
        return places
    return replace(places, impressions=places.impressions * live[places.sku])


def _cards(world: World) -> Kind:
    """Product cards: recent orders raise a product's rank, an empty shelf lowers it.

    The better the listing, the more of those who see its card look at it.
    """
    parameters, scenario = world.parameters, world.scenario
    pace = world.skus["pace"] / PACE_UNIT
    rank = np.power((pace + 1.0) / (scenario.starting_pace + 1.0), parameters.rank_power)
    shelf = np.where(
        world.skus["days_out"] >= parameters.stock_out_days, parameters.stock_out_exposure, 1.0
    )
    season = day_factor(world.book.calendar, world.day, parameters)
    every = np.arange(len(world.skus))
    impressions = scenario.impressions * season * rank * shelf
    better = 1.0 + np.array(parameters.listing_clicks)[np.maximum(world.skus["tier"], 1) - 1]
    return Kind(Source.PRODUCT_CARD, every, impressions, parameters.click_rate * better)


def _videos(world: World) -> Iterator[Kind]:
    """Videos, the seller's and the creators', at the age they have on this day."""
    videos, parameters = world.videos, world.parameters
    if not len(videos):
        return
    curves = _curves(
        tuple(videos["seed"].tolist()),
        tuple(videos["id"].tolist()),
        tuple(videos["followers"].tolist()),
        tuple(videos["posted_share"].tolist()),
        parameters,
    )
    age = world.day - videos["posted_day"]
    now = (age >= 0) & (age < curves.shape[1])
    index = positions(now)
    sku = world.sku_index(videos["sku_id"][index])
    own = videos["creator_id"][index] == 0
    yield Kind(
        np.where(own, Source.VIDEO, Source.CREATOR_VIDEO),
        sku,
        curves[index, age[index]],
        parameters.video_click_rate,
        content=videos["id"][index],
        opens=np.where(age[index] == 0, videos["posted_share"][index], 0),
    )


@lru_cache(maxsize=16)
def _curves(
    seeds: tuple[int, ...],
    ids: tuple[int, ...],
    followers: tuple[int, ...],
    posted_shares: tuple[int, ...],
    parameters: Parameters,
) -> Floats:
    """Mean views by video and day of its life, zeros after its end."""
    each = [
        views_by_day(seed, video, fans, share / ONE, parameters)
        for seed, video, fans, share in zip(seeds, ids, followers, posted_shares, strict=True)
    ]
    table = np.zeros((len(each), max((len(views) for views in each), default=0)))
    for row, views in zip(table, each, strict=True):
        row[: len(views)] = views
    return table


def _lives(world: World) -> Iterator[Kind]:
    """Live sessions of this day, seen while they last."""
    lives, parameters = world.lives, world.parameters
    moments, shares = hour_shares(world.book.calendar, world.day, parameters)
    midnight = moments[0] + HOUR * len(moments)
    index = positions((lives["starts_at"] >= moments[0]) & (lives["starts_at"] < midnight))
    if not len(index):
        return
    begins = np.searchsorted(moments, lives["starts_at"][index], side="left")
    ends = np.searchsorted(moments, lives["ends_at"][index], side="left")
    reached = np.concatenate([[0], shares])
    u = uniform(world.noise_seed, Stream.LIVE, lives["id"][index])
    viewers = lognormal(u, float(parameters.live_viewers), parameters.live_deviation)
    yield Kind(
        Source.LIVE,
        world.sku_index(lives["sku_id"][index]),
        viewers * (ends - begins),
        parameters.live_click_rate,
        content=lives["id"][index],
        opens=reached[begins],
        closes=reached[ends],
    )


def _ads(world: World) -> Iterator[Kind]:
    """Ads, as many impressions as the day's budget buys."""
    parameters = world.parameters
    index = positions(world.skus["ad_running"])
    if not len(index):
        return
    bought = world.skus["ad_running"][index] * 1000.0 / parameters.ad_cost_per_thousand
    yield Kind(
        Source.SHOP_ADS,
        index,
        bought,
        parameters.ad_click_rate,
        multiplier=parameters.ad_purchase_multiplier,
    )
