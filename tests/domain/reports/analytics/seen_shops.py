"""Practice shops whose products were seen everywhere: two worlds, two sellers, several seeds."""

from __future__ import annotations

from pathlib import Path

from domain.shop import Shop
from domain.simulation.policies import passive, sensible
from tests.domain.simulation.rich_shops import rich_shop

KINDS = ("rich", "rich-passive", "usual")


def seen_shop(folder: Path, kind: str) -> Shop:
    """One of ``KINDS``, some weeks old; what it has sold is settled only in part."""
    path = folder / f"{kind}.dukandar"
    if kind == "usual":
        shop = Shop.practice(path, "first-30-days", seed=7, noise=4)
        shop.advance_days(33, sensible)
        return shop
    seller = sensible if kind == "rich" else passive
    seed = 3 if kind == "rich" else 11
    shop = rich_shop(path, seed=seed, noise=seed, impressions=900.0, videos=9, creators=5)
    shop.advance_days(24, seller)
    return shop
