"""Shipping templates to try things with."""

from __future__ import annotations

from typing import Any

from domain.shipping.template_commands import SetTemplate
from domain.shipping.templates import Kind, Rate, Service, Template, Zone
from domain.shipping.zips import destinations

NEAR = tuple(each.code for each in destinations() if each.contiguous)
FAR = tuple(each.code for each in destinations() if not each.contiguous)


def flat(fee: int, service: Service = Service.STANDARD, days: int = 0) -> Rate:
    return Rate(service, Kind.FLAT, fee, days=days)


def by_units(first: int, further: int, service: Service = Service.STANDARD) -> Rate:
    return Rate(service, Kind.QUANTITY, first, further)


def by_weight(
    first: int, further: int, grams: int, step: int, service: Service = Service.STANDARD
) -> Rate:
    return Rate(service, Kind.WEIGHT, first, further, grams, step)


def everywhere(*rates: Rate, **changes: Any) -> Template:
    """A template with those rates for the 48 states, and nothing for the rest."""
    given = {"id": 1, "name": "Standard", "zones": (Zone(NEAR, rates),), "excluded": FAR}
    return Template(**{**given, **changes})


def asking(template: Template) -> SetTemplate:
    """The command that makes a template such as this one."""
    return SetTemplate(
        title=template.name,
        zones=template.zones,
        excluded=template.excluded,
        free_from=template.free_from,
        handling_days=template.handling_days,
        po_boxes=template.po_boxes,
    )
