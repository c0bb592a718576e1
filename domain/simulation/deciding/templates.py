"""Shipping templates, handling capacity, holiday mode, and requests to cancel."""

from __future__ import annotations

from domain.kernel.changes import Changes, Subject
from domain.kernel.columns import positions
from domain.kernel.refusals import Refusal
from domain.shipping.changing import Facts, changed
from domain.shipping.template_commands import Command
from domain.simulation.deciding.answers import Answer, nothing
from domain.simulation.on_sale import look_at_fees
from domain.simulation.parcels import hold_back
from domain.simulation.world import World


def set_shipping(world: World, command: Command) -> Answer:
    """Change what is set about shipping."""
    skus = world.skus
    facts = Facts(
        book=world.book,
        rules=world.rules,
        today=world.day,
        products=dict(zip(skus["id"].tolist(), skus["product_id"].tolist(), strict=True)),
    )
    answer = changed(world.shipping, command, facts)
    if isinstance(answer, Refusal):
        return nothing(answer)
    world.shipping, world.shipping_changed = answer, True
    hold_back(world, world.orders, positions(world.orders["paid_at"] > 0))
    touched = {Subject.SHIPPING}
    if look_at_fees(world):
        touched.add(Subject.PRODUCTS)
    return 1, Changes(frozenset(touched)), []
