"""What a decision makes of a shop's shipping settings, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.kernel.refusals import Refusal
from domain.rulebook import Rulebook, Rules
from domain.shipping.fulfilment import AUTO_CANCEL_HOURS
from domain.shipping.settings import Settings
from domain.shipping.template_commands import (
    AssignTemplate,
    Command,
    RemoveTemplate,
    SetAutoCancel,
    SetCapacity,
    SetHoliday,
    SetTemplate,
)
from domain.shipping.templates import Kind, Rate, Template, Zone, days_asked
from domain.shipping.zips import names

_NAME_LONGEST = 50
_NAMED = 8
"""So many areas are named in a refusal; the rest are found the same way."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision depends on beside the settings."""

    book: Rulebook
    rules: Rules
    today: int
    """The local day; 0 in real shops, where nothing is refused for lying in the past."""
    products: Mapping[int, int]
    """The product of each SKU."""


Changed = Settings | Refusal
"""The settings as they are then, or why they stay as they are."""


def changed(settings: Settings, command: Command, facts: Facts) -> Changed:
    """The settings after the decision."""
    match command:
        case SetTemplate():
            return _with_template(settings, command, facts)
        case RemoveTemplate():
            return _without_template(settings, command)
        case AssignTemplate():
            return _assigned(settings, command, facts)
        case SetCapacity():
            return _with_capacity(settings, command)
        case SetHoliday():
            return _with_holiday(settings, command, facts)
        case SetAutoCancel():
            return _with_auto_cancel(settings, command)


def _with_template(settings: Settings, command: SetTemplate, facts: Facts) -> Changed:
    number = command.template
    if number and settings.template(number) is None:
        return Refusal("template-unknown", {"template": number})
    wanted = Template(
        id=number or 1 + max((each.id for each in settings.templates), default=0),
        name=command.title.strip(),
        zones=tuple(Zone(tuple(sorted(each.states)), each.rates) for each in command.zones),
        excluded=tuple(sorted(command.excluded)),
        free_from=command.free_from,
        handling_days=command.handling_days,
        po_boxes=1 if command.po_boxes else 0,
    )
    others = tuple(each for each in settings.templates if each.id != wanted.id)
    refusal = next(_wrong(wanted, others, facts), None)
    if refusal is not None:
        return refusal
    templates = sorted((*others, wanted), key=lambda each: each.id)
    return replace(settings, templates=tuple(templates))


def _wrong(template: Template, others: tuple[Template, ...], facts: Facts) -> Iterator[Refusal]:
    """What is wrong with a template, first things first."""
    rules, text = facts.rules, facts.book.currency.text
    if not 0 < len(template.name) <= _NAME_LONGEST:
        yield Refusal("template-name-length", {"most": _NAME_LONGEST})
    if template.name.casefold() in (each.name.casefold() for each in others):
        yield Refusal("template-name-taken", {"name": template.name})
    yield from _wrong_areas(template)
    low, high = rules.handling_days_low, rules.handling_days_high
    if template.handling_days and not low <= template.handling_days <= high:
        told = {"low": low, "high": high, "days": template.handling_days}
        yield Refusal("handling-out-of-range", told)
    if not 0 <= template.free_from <= rules.price_high:
        asked = {"high": text(rules.price_high), "value": text(template.free_from)}
        yield Refusal("threshold-out-of-range", asked)
    for number, zone in enumerate(template.zones, start=1):
        if not zone.rates:
            yield Refusal("zone-without-rate", {"zone": number})
        services = [rate.service for rate in zone.rates]
        for rate in zone.rates:
            if services.count(rate.service) > 1:
                yield Refusal("rate-twice", {"zone": number, "service": rate.service.value})
            yield from _wrong_rate(rate, facts)


def _wrong_areas(template: Template) -> Iterator[Refusal]:
    """Whether each area of the country stands in one place."""
    if not template.zones:
        yield Refusal("template-without-zone")
    known = names()
    listed = [*template.excluded, *(state for zone in template.zones for state in zone.states)]
    for number, zone in enumerate(template.zones, start=1):
        if not zone.states:
            yield Refusal("zone-without-area", {"zone": number})
    for state in listed:
        if state not in known:
            yield Refusal("area-unknown", {"area": state, "areas": ", ".join(known)})
        if listed.count(state) > 1:
            yield Refusal("area-twice", {"area": known.get(state, state)})
    missing = [name for code, name in known.items() if code not in listed]
    if missing:
        more = ", …" if len(missing) > _NAMED else ""
        yield Refusal("area-missing", {"areas": ", ".join(missing[:_NAMED]) + more})


def _wrong_rate(rate: Rate, facts: Facts) -> Iterator[Refusal]:
    rules, text = facts.rules, facts.book.currency.text
    for fee in (rate.first, rate.further):
        if fee < 0:
            yield Refusal("shipping-fee-negative", {"fee": text(fee)})
        if fee > rules.shipping_fee_high:
            told = {"high": text(rules.shipping_fee_high), "fee": text(fee)}
            yield Refusal("shipping-fee-too-high", told)
    if rate.kind is Kind.WEIGHT:
        for grams in (rate.first_grams, rate.step_grams):
            if not 1 <= grams <= rules.parcel_grams_high:
                limits = {"high": rules.parcel_grams_high, "grams": grams}
                yield Refusal("weight-step-out-of-range", limits)
    asked = days_asked(rate.service, rules)
    if not 0 <= rate.days <= asked:
        service = rate.service.value
        yield Refusal(
            "promise-out-of-range", {"service": service, "high": asked, "days": rate.days}
        )


def _without_template(settings: Settings, command: RemoveTemplate) -> Changed:
    template = settings.template(command.template)
    if template is None:
        return Refusal("template-unknown", {"template": command.template})
    uses = sum(used == template.id for _, used in settings.assigned)
    if uses:
        return Refusal("template-in-use", {"name": template.name, "count": uses})
    if len(settings.templates) == 1:
        return Refusal("template-last", {"name": template.name})
    kept = tuple(each for each in settings.templates if each.id != template.id)
    return replace(settings, templates=kept)


def _assigned(settings: Settings, command: AssignTemplate, facts: Facts) -> Changed:
    if settings.template(command.template) is None:
        return Refusal("template-unknown", {"template": command.template})
    if not command.products and not command.skus:
        return Refusal("nothing-asked")
    uses, known = dict(settings.assigned), set(facts.products.values())
    for sku in command.skus:
        if sku not in facts.products:
            return Refusal("sku-unknown", {"sku": sku})
    for product in command.products:
        if product not in known:
            return Refusal("product-unknown", {"product": product})
    products = {*command.products, *(facts.products[sku] for sku in command.skus)}
    uses.update(dict.fromkeys(products, command.template))
    return replace(settings, assigned=tuple(sorted(uses.items())))


def _with_capacity(settings: Settings, command: SetCapacity) -> Changed:
    capacity = command.orders_per_day
    if capacity < 0:
        return Refusal("capacity-negative", {"orders": capacity})
    return replace(settings, fulfilment=replace(settings.fulfilment, capacity=capacity))


def _with_holiday(settings: Settings, command: SetHoliday, facts: Facts) -> Changed:
    since = until = 0
    if command.since or command.until:
        try:
            since, until = (
                (date.fromisoformat(text) - _EPOCH).days for text in (command.since, command.until)
            )
        except ValueError:
            return Refusal("holiday-date-wrong")
        calendar, most = facts.book.calendar, facts.rules.holiday_days_high
        if until < since:
            return Refusal("holiday-ends-first", {"since": command.since, "until": command.until})
        if until < facts.today:
            return Refusal("holiday-over", {"until": command.until})
        if until - since >= most:
            return Refusal("holiday-too-long", {"most": most, "days": until - since + 1})
        if since < 1 or until > int(calendar.local_day(calendar.end)):
            return Refusal("time-ends", {"end": calendar.text(calendar.end)})
    elif not settings.fulfilment.holiday_from:
        return Refusal("holiday-not-set")
    away = replace(settings.fulfilment, holiday_from=since, holiday_until=until)
    return replace(settings, fulfilment=away)


def _with_auto_cancel(settings: Settings, command: SetAutoCancel) -> Changed:
    if command.hours not in AUTO_CANCEL_HOURS:
        known = ", ".join(str(hours) for hours in AUTO_CANCEL_HOURS)
        return Refusal("auto-cancel-unknown", {"hours": command.hours, "known": known})
    decided = replace(settings.fulfilment, auto_cancel_hours=command.hours)
    return replace(settings, fulfilment=decided)
