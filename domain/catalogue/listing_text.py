"""Listings as text: how the shop's file and the log of commands keep them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from domain.catalogue.listing import Chosen, Listing, Variant, Variation


def to_text(listing: Listing) -> str:
    """The listing as JSON; equal listings give equal texts."""
    told = _said(listing, _EMPTY)
    if "variants" in told:
        told["variants"] = [_said(each, _ONE) for each in listing.variants]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Listing:
    """The listing of a text that ``to_text`` has made."""
    told: dict[str, Any] = json.loads(text)
    if "variants" in told:
        variants = ({**each, "values": tuple(each.get("values", ()))} for each in told["variants"])
        told["variants"] = tuple(Variant(**each) for each in variants)
    if "variations" in told:
        told["variations"] = tuple(
            Variation(each["name"], tuple(each["values"])) for each in told["variations"]
        )
    if "attributes" in told:
        told["attributes"] = tuple(
            Chosen(each["id"], tuple(each["values"])) for each in told["attributes"]
        )
    for name in ("points", "pictures"):
        if name in told:
            told[name] = tuple(told[name])
    return Listing(**told)


_EMPTY, _ONE = Listing(), Variant()


def _said(thing: Listing | Variant, usual: Listing | Variant) -> dict[str, Any]:
    """What differs from the usual."""
    before = asdict(usual)
    return {name: value for name, value in asdict(thing).items() if value != before[name]}
