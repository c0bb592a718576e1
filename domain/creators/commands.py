"""What a seller may decide about videos, live sessions and creators."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostVideo:
    """Post a video of the seller's own that shows a SKU."""

    sku: int

    name = "post-video"


@dataclass(frozen=True, slots=True)
class GoLive:
    """Show a SKU in a live session from now on for so many hours, until midnight at the latest."""

    sku: int
    hours: int

    name = "go-live"


@dataclass(frozen=True, slots=True)
class SendSample:
    """Send a creator one unit of a SKU, at the seller's postage."""

    creator: int
    sku: int

    name = "send-sample"
