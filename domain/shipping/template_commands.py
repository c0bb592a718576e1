"""What a seller may decide about templates, capacity, holidays and requests to cancel."""

from __future__ import annotations

from dataclasses import dataclass

from domain.shipping.templates import Zone


@dataclass(frozen=True, slots=True)
class SetTemplate:
    """Make a shipping template, or change the one of that id (0: make one).

    ``title`` is its name; the other fields are those of ``templates.Template``. Every area of the
    country stands in one zone or among the excluded ones.
    """

    title: str
    zones: tuple[Zone, ...]
    excluded: tuple[str, ...] = ()
    template: int = 0
    free_from: int = 0
    handling_days: int = 0
    po_boxes: int = 1

    name = "set-template"


@dataclass(frozen=True, slots=True)
class RemoveTemplate:
    """Remove a template that no product uses."""

    template: int

    name = "remove-template"


@dataclass(frozen=True, slots=True)
class AssignTemplate:
    """Let products use a template; a SKU stands for its product."""

    template: int
    products: tuple[int, ...] = ()
    skus: tuple[int, ...] = ()

    name = "assign-template"


@dataclass(frozen=True, slots=True)
class SetCapacity:
    """Say how many orders the shop can handle in a day; 0: no limit is set."""

    orders_per_day: int

    name = "set-capacity"


@dataclass(frozen=True, slots=True)
class SetHoliday:
    """Turn holiday mode on from one local date to another, as ``2026-12-24``; empty ends it."""

    since: str = ""
    until: str = ""

    name = "set-holiday"


@dataclass(frozen=True, slots=True)
class SetAutoCancel:
    """Approve buyers' requests to cancel by themselves within so many hours after payment.

    0: the seller decides; -1: as long as the order is not ready to ship.
    """

    hours: int

    name = "set-auto-cancel"


Command = SetTemplate | RemoveTemplate | AssignTemplate | SetCapacity | SetHoliday | SetAutoCancel
"""What changes ``settings.Settings`` and nothing else."""
