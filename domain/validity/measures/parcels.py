"""Parcels on their way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from domain.kernel.clock import DAY
from domain.kernel.columns import Array
from domain.simulation import latent
from domain.simulation.parameters import places
from domain.simulation.world import World
from domain.validity.lab import Lab

_TRANSIT_DAYS = 30


def first_scan(lab: Lab) -> float:
    """The median of the days to the first scan."""
    return float(np.median(_scan_days(lab)))


def late_first_scan(lab: Lab) -> float:
    """The share that takes more than a day."""
    return float((_scan_days(lab) > 1.0).mean())


def _scan_days(lab: Lab) -> Array:
    orders = lab.lives.orders
    scanned = orders["shipped_at"] > 0
    return np.asarray((orders["shipped_at"] - orders["rts_at"])[scanned] / DAY)


def lost_parcels(lab: Lab) -> float:
    """The share of scanned parcels that are lost."""
    orders = lab.lives.orders
    scanned = orders["shipped_at"] > 0
    return float((orders["cancel_reason"] == "parcel_lost")[scanned].mean())


def on_time_usps(lab: Lab) -> float:
    """The share of parcels that USPS delivers in the days it promises."""
    return _on_time(lab, "USPS")


def on_time_ups(lab: Lab) -> float:
    """The same of UPS."""
    return _on_time(lab, "UPS")


def on_time_fedex(lab: Lab) -> float:
    """The same of FedEx."""
    return _on_time(lab, "FEDEX")


def _on_time(lab: Lab, carrier: str) -> float:
    def choose(world: World) -> None:
        world.scenario = replace(world.scenario, carrier=carrier)

    orders = lab.life(f"by {carrier}", choose, _TRANSIT_DAYS).orders
    there = orders.where(orders["delivered_at"] > 0)
    known = lab.parameters
    zone = places().zone[latent.place(there["buyer_id"], lab.seed)]
    mean = known.transit_days + known.transit_days_per_zone * (zone - 2)
    days = (there["delivered_at"] - there["shipped_at"]) / DAY
    return float((days <= known.carrier_promise * mean).mean())
