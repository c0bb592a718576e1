"""Templates in the person's words."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.i18n import tr
from desktop.wording import money, number, percent
from domain.kernel.money import Currency
from domain.reports.shipping import Shipping
from domain.shipping.fulfilment import BEFORE_READY
from domain.shipping.templates import Kind, Rate, Service, promised_days
from domain.shipping.zips import destinations, names

_NAMED = 4
"""So many areas are named one by one."""


def service_name(service: Service) -> str:
    """A service level."""
    return {
        Service.STANDARD: tr("Standard"),
        Service.ECONOMY: tr("Economy"),
        Service.EXPRESS: tr("Express"),
    }[service]


def kind_name(kind: Kind) -> str:
    """What a fee grows with."""
    return {
        Kind.FLAT: tr("One fee"),
        Kind.QUANTITY: tr("By units"),
        Kind.WEIGHT: tr("By weight"),
    }[kind]


def all_areas(codes: Iterable[str]) -> str:
    """The names of areas, all of them."""
    return ", ".join(sorted(names()[code] for code in codes))


def areas_text(codes: Iterable[str]) -> str:
    """Some areas in few words."""
    wanted = set(codes)
    near = {each.code for each in destinations() if each.contiguous}
    if not wanted:
        return tr("no area")
    if wanted == near:
        return tr("The 48 states and the District of Columbia")
    if len(wanted) > len(near) // 2 and wanted < near:
        missing = near - wanted
        if len(missing) <= _NAMED:
            return tr("The 48 states without {areas}", areas=all_areas(missing))
    listed = sorted(names()[code] for code in wanted)
    if len(listed) <= _NAMED:
        return ", ".join(listed)
    return tr(
        "{areas} and %Ln more", len(listed) - _NAMED + 1, areas=", ".join(listed[: _NAMED - 1])
    )


def fee_text(rate: Rate, currency: Currency) -> str:
    """What a rate asks."""
    first, further = (
        money(fee, currency) if fee else tr("free") for fee in (rate.first, rate.further)
    )
    if rate.kind is Kind.QUANTITY:
        return tr("{first}, each further unit {further}", first=first, further=further)
    if rate.kind is Kind.WEIGHT:
        return tr(
            "{first} up to {grams} g, each further {step} g {further}",
            first=first,
            grams=number(rate.first_grams),
            step=number(rate.step_grams),
            further=further,
        )
    return first


def rate_text(rate: Rate, handling_days: int, found: Shipping) -> str:
    """A rate with its promise."""
    days = promised_days(rate, handling_days, found.shop.rules)
    return tr(
        "{service}: {fee}, within %Ln business day(s)",
        days,
        service=service_name(rate.service),
        fee=fee_text(rate, found.shop.currency),
    )


def handling_text(handling_days: int, found: Shipping) -> str:
    """How long the seller may take."""
    if handling_days:
        return tr("%Ln business day(s) until the carrier's first scan", handling_days)
    usual = found.shop.rules.dispatch_business_days
    return tr("as usual: %Ln business day(s) until the carrier's first scan", usual)


def share_text(codes: Iterable[str], found: Shipping) -> str:
    """What part of the simulated buyers lives in those areas; empty for none, or in real shops."""
    share = sum(found.buyers.get(code, 0) for code in codes)
    return tr("{share} of buyers live there", share=percent(share, 0)) if share else ""


def auto_cancel_name(hours: int) -> str:
    """When requests to cancel are approved by themselves."""
    if hours == 0:
        return tr("You decide about each request")
    if hours == BEFORE_READY:
        return tr("Until the order is ready to ship")
    return tr("Within %Ln hour(s) after payment", hours)
