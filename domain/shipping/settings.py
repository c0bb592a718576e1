"""What a seller has set about shipping: templates, who uses them, and how orders are worked off."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields

from sqlalchemy import Connection, delete, insert, select, update

from domain.shipping.fulfilment import Fulfilment
from domain.shipping.tables import (
    fee_warnings,
    fulfilment,
    product_templates,
    shipping_templates,
    template_areas,
    template_rates,
)
from domain.shipping.templates import Kind, Rate, Service, Template, Zone
from domain.shipping.zips import destinations


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it; templates by their ids."""

    templates: tuple[Template, ...] = ()
    assigned: tuple[tuple[int, int], ...] = ()
    """Products and the template that each uses, by product."""
    fulfilment: Fulfilment = field(default_factory=Fulfilment)
    warned: tuple[tuple[int, int], ...] = ()
    """What the platform says of it: templates with a fee out of range, and by when to mend it."""

    def template(self, number: int) -> Template | None:
        """The template of that id."""
        return next((each for each in self.templates if each.id == number), None)

    def of_product(self, product: int) -> int:
        """The id of the template that a product uses: the first one where none was assigned.

        0 in a shop without templates.
        """
        first = self.templates[0].id if self.templates else 0
        return dict(self.assigned).get(product, first)

    def used_by(self, product: int) -> str:
        """The name of that template; empty in a shop without templates."""
        template = self.template(self.of_product(product))
        return template.name if template is not None else ""

    def unmended(self, now: int) -> frozenset[int]:
        """The templates whose fee should have been mended by now."""
        return frozenset(template for template, mend_by in self.warned if mend_by <= now)

    def __hash__(self) -> int:
        """Of what is short: hashing every zone takes longer than what is remembered by it."""
        return hash((self.fulfilment, len(self.templates), len(self.assigned)))


def standard(fee: int, free_from: int, days: int, name: str = "Standard") -> Template:
    """The template that a shop begins with: one fee for the 48 states, nothing sent elsewhere.

    ``free_from`` is the order value from which shipping is free, 0 for always; ``days`` the
    business days promised, 0 for what the rulebook asks.
    """
    near = tuple(each.code for each in destinations() if each.contiguous)
    far = tuple(each.code for each in destinations() if not each.contiguous)
    charged = fee if free_from else 0
    rate = Rate(Service.STANDARD, Kind.FLAT, charged, days=days)
    return Template(
        id=1,
        name=name,
        zones=(Zone(near, (rate,)),),
        excluded=far,
        free_from=free_from if charged else 0,
    )


def load(conn: Connection) -> Settings:
    """What the shop's file says."""
    names = [each.name for each in fields(Fulfilment)]
    row = conn.execute(select(*[fulfilment.c[name] for name in names])).one()
    areas: dict[int, dict[int, list[str]]] = {}
    for area in conn.execute(select(template_areas).order_by(template_areas.c.state)):
        areas.setdefault(area.template_id, {}).setdefault(area.zone, []).append(area.state)
    rates: dict[tuple[int, int], list[Rate]] = {}
    for rate in conn.execute(select(template_rates).order_by(template_rates.c.place)):
        rates.setdefault((rate.template_id, rate.zone), []).append(
            Rate(
                service=Service(rate.service),
                kind=Kind(rate.kind),
                first=rate.first,
                further=rate.further,
                first_grams=rate.first_grams,
                step_grams=rate.step_grams,
                days=rate.days,
            )
        )
    templates = []
    for each in conn.execute(select(shipping_templates).order_by(shipping_templates.c.id)):
        here = areas.get(each.id, {})
        templates.append(
            Template(
                id=each.id,
                name=each.name,
                zones=tuple(
                    Zone(tuple(here[zone]), tuple(rates.get((each.id, zone), ())))
                    for zone in sorted(here)
                    if zone
                ),
                excluded=tuple(here.get(0, ())),
                free_from=each.free_from,
                handling_days=each.handling_days,
                po_boxes=each.po_boxes,
            )
        )
    assigned = select(product_templates).order_by(product_templates.c.product_id)
    return Settings(
        templates=tuple(templates),
        assigned=tuple((use.product_id, use.template_id) for use in conn.execute(assigned)),
        fulfilment=Fulfilment(*row),
        warned=tuple(
            (warning.template_id, warning.mend_by)
            for warning in conn.execute(select(fee_warnings).order_by(fee_warnings.c.template_id))
        ),
    )


def begin(conn: Connection, settings: Settings) -> None:
    """Write the settings of a new shop."""
    conn.execute(insert(fulfilment).values(id=1, **asdict(settings.fulfilment)))
    _write_templates(conn, settings)


def save(conn: Connection, settings: Settings) -> None:
    """Write the settings in place of those in the file."""
    conn.execute(update(fulfilment).values(asdict(settings.fulfilment)))
    for each in (
        template_rates,
        template_areas,
        product_templates,
        shipping_templates,
        fee_warnings,
    ):
        conn.execute(delete(each))
    _write_templates(conn, settings)


def _write_templates(conn: Connection, settings: Settings) -> None:
    templates, areas, rates = [], [], []
    for each in settings.templates:
        templates.append(
            {
                "id": each.id,
                "name": each.name,
                "free_from": each.free_from,
                "handling_days": each.handling_days,
                "po_boxes": each.po_boxes,
            }
        )
        by_zone = [each.excluded, *(zone.states for zone in each.zones)]
        areas += [
            {"template_id": each.id, "state": state, "zone": number}
            for number, states in enumerate(by_zone)
            for state in states
        ]
        rates += [
            {"template_id": each.id, "zone": number, "place": place, **asdict(rate)}
            for number, zone in enumerate(each.zones, start=1)
            for place, rate in enumerate(zone.rates)
        ]
    uses = [{"product_id": product, "template_id": used} for product, used in settings.assigned]
    warnings = [{"template_id": each, "mend_by": mend_by} for each, mend_by in settings.warned]
    for table, rows in (
        (shipping_templates, templates),
        (template_areas, areas),
        (template_rates, rates),
        (product_templates, uses),
        (fee_warnings, warnings),
    ):
        if rows:
            conn.execute(insert(table), rows)
