"""What is published, and what counts as agreeing with it, from ``resources/simulation``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """One published effect; what the fields mean stands in ``validity.toml``."""

    name: str
    meaning: str
    kind: str
    published: str
    low: float
    high: float
    source: str
    without: Mapping[str, Any]


def laboratory() -> str:
    """The scenario of the shop in which effects are measured."""
    return _text("laboratory.toml")


def _text(name: str) -> str:
    return files("resources").joinpath("simulation", name).read_text("utf-8")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


@cache
def evidence() -> tuple[Evidence, ...]:
    """Every effect that the world is held against."""
    return tuple(
        Evidence(
            name=name,
            meaning=entry["meaning"],
            kind=entry["kind"],
            published=entry["published"],
            low=entry["range"][0],
            high=entry["range"][1],
            source=entry["source"],
            without={
                key: tuple(value) if isinstance(value, list) else value
                for key, value in entry.get("without", {}).items()
            },
        )
        for name, entry in _load("validity.toml").items()
    )
