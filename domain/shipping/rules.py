"""Tracking numbers: which carrier writes them, and whether one can be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from domain.kernel.refusals import Refusal
from domain.rulebook import Carrier


class Method(StrEnum):
    """Who pays the carrier: the platform's label, or the seller's own postage."""

    PLATFORM = "PLATFORM"
    SELLER = "SELLER"


def tidy(tracking: str) -> str:
    """A tracking number without the blanks and hyphens people type, in capitals."""
    return re.sub(r"[\s-]+", "", tracking).upper()


def carrier_named(name: str, carriers: Mapping[str, Carrier]) -> Carrier | None:
    """The carrier of that code or name, upper or lower case."""
    wanted = name.strip().casefold()
    for carrier in carriers.values():
        if wanted in (carrier.code.casefold(), carrier.name.casefold()):
            return carrier
    return None


def carrier_of(tracking: str, carriers: Mapping[str, Carrier]) -> Carrier | None:
    """The first carrier whose form the tidied number has."""
    for carrier in carriers.values():
        if carrier.fits(tracking):
            return carrier
    return None


def accept(
    tracking: str, named: str, carriers: Mapping[str, Carrier]
) -> tuple[str, Carrier] | Refusal:
    """The tidied number and its carrier, or why the number cannot be right.

    ``named`` may be empty: the carrier is then told from the number.
    """
    number = tidy(tracking)
    known = ", ".join(carrier.name for carrier in carriers.values())
    if not named.strip():
        guessed = carrier_of(number, carriers)
        if guessed is None:
            return Refusal("tracking-carrier-unknown", {"tracking": number, "carriers": known})
        return number, guessed
    carrier = carrier_named(named, carriers)
    if carrier is None:
        return Refusal("carrier-unknown", {"carrier": named, "carriers": known})
    if not carrier.fits(number):
        return Refusal(
            "tracking-format",
            {"tracking": number, "carrier": carrier.name, "expected": carrier.expected},
        )
    return number, carrier
