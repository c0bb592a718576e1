"""Packages: who pays the carrier, and how carriers and tracking numbers are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from domain.rulebook import Carrier


class Method(StrEnum):
    """Who pays the carrier: the platform's label, or the seller's own postage."""

    PLATFORM = "PLATFORM"
    SELLER = "SELLER"


_ROUTED = re.compile(r"420[0-9]{5}(?:[0-9]{4})?(9[1-5][0-9]{20}(?:[0-9]{4})?)")


def tidy(tracking: str) -> str:
    """A tracking number as it is kept: in capitals, without the blanks and hyphens people type.

    The barcode of a USPS label starts with 420 and the buyer's ZIP code, and a scanner reads both;
    they are no part of the number and are taken off.
    """
    number = re.sub(r"[\s-]+", "", tracking).upper()
    routed = _ROUTED.fullmatch(number)
    return routed[1] if routed else number


def carrier_named(name: str, carriers: Mapping[str, Carrier]) -> Carrier | None:
    """The carrier of that code or one of its names, upper or lower case."""
    wanted = name.strip().casefold()
    for carrier in carriers.values():
        names = (carrier.code, carrier.name, *carrier.also)
        if wanted in [each.casefold() for each in names]:
            return carrier
    return None


MOST_PACKAGES = 7
"""So many packages an order can have, those given back among them: their numbers, which count on
from the order's, have to fit 64 bits."""
