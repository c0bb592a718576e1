"""Practice shops in which everything that the world knows happens at once."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from domain.kernel.clock import DAY, HOUR
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.decisions import decide
from domain.simulation.playing import play
from domain.simulation.policies import Policy, sensible
from domain.simulation.world import World

GROUPS = ("audio", "audio", "audio", "desk", "desk", "care")
CATEGORIES = (
    "Phones & Electronics",
    "Phones & Electronics",
    "Phones & Electronics",
    "Home Supplies",
    "Womenswear & Underwear",
    "Beauty & Personal Care",
)
PRICES = (2499, 2199, 1899, 1299, 2899, 899)


def rich_text(
    *,
    impressions: float = 6_000,
    pace: float = 2.0,
    stock: int = 400,
    orders_per_day: int = 100_000,
    ad_budget: int = 1_500,
    videos: int = 12,
    creators: int = 8,
    reviews: int = 20,
    shipping_fee: int = 499,
    free_shipping_from: int = 2_500,
    cash: int = 20_000_000,
    strikes: bool = True,
    label_price: int = 412,
    rivals: bool = True,
    lives: bool = True,
    parameters: dict[str, Any] | None = None,
) -> str:
    """A scenario with six products in three groups, and with whatever is asked for."""
    lines = [
        "[scenario]",
        'name = "rich"',
        'title = "Rich"',
        'shop = "Rich"',
        'region = "us"',
        "opens = 2026-11-16",
        f"cash = {cash}",
        'settlement_tier = "best"',
        f"impressions = {impressions}",
        f"starting_pace = {pace}",
        f"label_price = {label_price}",
        "own_postage = 595",
        'carrier = "USPS"',
        f"orders_per_day = {orders_per_day}",
        "followers = 20_000",
        f"creators = {creators}",
        "commission = 1500",
        f"shipping_fee = {shipping_fee}",
        f"free_shipping_from = {free_shipping_from}",
    ]
    for number, (group, category, price) in enumerate(
        zip(GROUPS, CATEGORIES, PRICES, strict=True), start=1
    ):
        lines += [
            "[[products]]",
            f'name = "Product {number}"',
            f'seller_sku = "P-{number}"',
            'variation = ""',
            f'category = "{category}"',
            f'substitutes = "{group}"',
            'picture = "box"',
            'colour = "#5B5BEA"',
            f"price = {price}",
            f"market_price = {price}",
            f"cost = {price * 4 // 10}",
            f"stock = {stock}",
            "lead_days = 3",
            f"reviews = {reviews}",
            f"stars = {reviews * 9 // 2}",
            f"ad_budget = {ad_budget if number % 2 else 0}",
            f"weight = {number * 150}",
            f"length = {100 + number * 30}",
            "width = 90",
            "height = 60",
        ]
    for number in range(videos):
        creator = number % (creators + 1)
        plan = f"day = {number * 2 % 9}\nseller_sku = 'P-{number % 6 + 1}'\ncreator = {creator}"
        lines += ["[[videos]]", plan]
    if lives:
        for weekday, hour in ((0, 20), (2, 12), (5, 22)):
            plan = f"weekday = {weekday}\nhour = {hour}\nhours = 2\nseller_sku = 'P-1'"
            lines += ["[[lives]]", plan]
    if rivals:
        lines += [f'[[rivals]]\nsubstitutes = "{group}"' for group in ("audio", "desk", "care")]
    if strikes:
        lines += ["[[strikes]]", 'carrier = "USPS"\nday = 3\ndays = 2\ntimes = 2.5']
    if parameters:
        lines += ["[parameters]", *[f"{name} = {value}" for name, value in parameters.items()]]
    return "\n".join([*lines, ""])


def rich_shop(path: Path, *, seed: int = 1, noise: int = 1, **changes: Any) -> Shop:
    """A shop of its own file at that path."""
    return Shop.practice(path, "rich", seed=seed, noise=noise, text=rich_text(**changes))


def rich_world(*, seed: int = 1, noise: int = 1, days: int = 0, **changes: Any) -> World:
    """A world without a file, played on for some days by the sensible seller."""
    with tempfile.TemporaryDirectory() as folder:
        shop = rich_shop(Path(folder) / "rich.dukandar", seed=seed, noise=noise, **changes)
        with shop:
            world = shop.read(store.load)
    if days:
        play(world, world.now + days * DAY, sensible)
    return world


def played(world: World, days: int, policy: Policy = sensible, step: int = 24) -> World:
    """The same world after some days, with everything that happened still in it."""
    for hour in range(0, days * 24, step):
        if hour % 24 == 0:
            for command in policy(world):
                decide(world, command, {})
        engine.advance(world, world.now + step * HOUR)
    return world


def with_parameters(world: World, **changed: Any) -> World:
    """The same world in which parameters have any values at all."""
    world.parameters = replace(world.parameters, **changed)
    return world


def column(*values: int) -> np.ndarray:
    """A column of integers."""
    return np.array(values, dtype=np.int64)
