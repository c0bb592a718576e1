"""Colour roles: what a colour is for, never which colour it is.

Widgets name a role; the two files in `resources/themes/` give it a value. A third theme is a third
file, and the contrast test holds for it too.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Literal

from PySide6.QtGui import QColor

ThemeName = Literal["light", "dark"]
Role = Literal[
    "bg",
    "surface",
    "raised",
    "line",
    "text",
    "mute",
    "accent",
    "accent_soft",
    "on_accent",
    "good",
    "warn",
    "bad",
    "info",
]

TEXT_ROLES: tuple[Role, ...] = ("text", "mute", "accent", "good", "warn", "bad", "info")
"""Roles that words may be set in, on any of BACKGROUND_ROLES."""

BACKGROUND_ROLES: tuple[Role, ...] = ("bg", "surface", "raised", "accent_soft")

LEAST_CONTRAST = 4.7
"""Just above the 4.5 : 1 that WCAG 2.2 (1.4.3) asks for, so that rounding never fails it."""


@dataclass(frozen=True, slots=True)
class Roles:
    """One theme's colours as `#RRGGBB`."""

    bg: str
    surface: str
    raised: str
    line: str
    text: str
    mute: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    warn: str
    bad: str
    info: str

    def colour(self, role: Role, alpha: float = 1.0) -> QColor:
        """The role's colour for a painter; `alpha` from 0 (unseen) to 1."""
        colour = QColor(getattr(self, role))
        colour.setAlphaF(alpha)
        return colour


@cache
def load_roles(name: ThemeName) -> Roles:
    """Reads a theme. A missing or misspelt role is a bug in the file and raises."""
    text = (files("resources") / "themes" / f"{name}.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    expected = {field.name for field in fields(Roles)}
    if set(values) != expected:
        raise ValueError(f"{name}.toml: roles differ: {sorted(set(values) ^ expected)}")
    return Roles(**values)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
