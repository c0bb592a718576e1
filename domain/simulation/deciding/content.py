"""Videos, live sessions and samples."""

from __future__ import annotations

import numpy as np

from domain.creators.commands import GoLive, PostVideo, SendSample
from domain.creators.rules import live_hours
from domain.finance import rules as finance
from domain.finance.rules import Account, Kind
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import DAY
from domain.kernel.refusals import Refusal
from domain.simulation import content
from domain.simulation.deciding.answers import (
    Answer,
    not_found,
    nothing,
    short_of_cash,
    sku_position,
    unknown_sku,
)
from domain.simulation.promised import to_spare
from domain.simulation.world import World


def post_video(world: World, command: PostVideo) -> Answer:
    """Post a video of the seller's own, as many a day as one can make."""
    index, videos = sku_position(world, command.sku), world.videos
    if index is None:
        return unknown_sku(command.sku)
    if not world.skus["live"][index]:
        return not_found(command.sku)
    today = (videos["posted_day"] == world.day) & (videos["creator_id"] == 0)
    if today.sum() >= world.rules.own_videos_per_day:
        return nothing(Refusal("videos-enough", {"most": world.rules.own_videos_per_day}))
    video = content.own_video(world, index)
    if (videos["id"] == video).any():
        return nothing(Refusal("video-just-posted", {"sku": command.sku}))
    one = np.ones(1, dtype=np.int64)
    content.post(world, one * video, one * 0, one * command.sku, one * world.now)
    return 1, Changes(frozenset({Subject.TRAFFIC})), []


def go_live(world: World, command: GoLive) -> Answer:
    """Show a SKU in a live session that begins now."""
    index = sku_position(world, command.sku)
    if index is None:
        return unknown_sku(command.sku)
    if not world.skus["live"][index]:
        return not_found(command.sku)
    most = live_hours(world.book.calendar, world.now)
    if not 1 <= command.hours <= most:
        params = {"low": 1, "high": most, "hours": command.hours}
        return nothing(Refusal("live-hours-out-of-range", params))
    running = (world.lives["starts_at"] <= world.now) & (world.lives["ends_at"] > world.now)
    if running.any():
        return nothing(Refusal("live-running"))
    content.go_live(world, content.own_live(world), command.sku, world.now, command.hours)
    return 1, Changes(frozenset({Subject.TRAFFIC})), []


def send_sample(world: World, command: SendSample) -> Answer:
    """Give a creator one unit, at the seller's postage."""
    index, skus, cash = sku_position(world, command.sku), world.skus, world.balances[Account.CASH]
    if index is None:
        return unknown_sku(command.sku)
    if not skus["live"][index]:
        return not_found(command.sku)
    if command.creator not in world.creators["id"]:
        return nothing(Refusal("creator-unknown", {"creator": command.creator}))
    since = world.now - world.rules.sample_post_days * DAY
    if world.samples_sent.get(command.creator, 0) > since:
        params = {"creator": command.creator, "days": world.rules.sample_post_days}
        return nothing(Refusal("sample-underway", params))
    if skus["stock"][index] < 1:
        return nothing(Refusal("sku-sold-out", {"sku": command.sku}))
    if not to_spare(world)[index]:
        told = {"sku": command.sku, "stock": int(skus["stock"][index])}
        return nothing(Refusal("sku-set-aside", told))
    postage = world.scenario.own_postage
    if postage > cash:
        return nothing(short_of_cash(world, postage))
    content.send_sample(world, command.creator, index)
    skus["stock"][index] -= 1
    at, cost = world.now, int(skus["cost"][index])
    world.post(
        finance.joined(
            [
                finance.entries(Kind.SAMPLE, at, 0, cost),
                finance.entries(Kind.OWN_POSTAGE, at, 0, postage),
            ]
        )
    )
    return 1, Changes(frozenset({Subject.STOCK, Subject.MONEY})), []
