"""What the platform wants of a shipping fee, in the person's words."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import date_text, money, number, refusal_text
from domain.kernel.money import Currency
from domain.reports.fee_warnings import FeeWarning
from domain.rulebook import Rules


def fee_sentence(warning: FeeWarning) -> str:
    """What is to be mended by when, or what has become of the products."""
    return refusal_text(warning.sentence(date_text(warning.last_day, "ddd d MMM")))


def fee_role(warning: FeeWarning) -> Role:
    """How urgent it is."""
    return "bad" if warning.is_over else "warn"


def at_most_text(most: int, currency: Currency, rules: Rules) -> str:
    """How high a fee that is out of range may be."""
    return tr(
        "out of range: {most} at most for one unit of {grams} g",
        most=money(most, currency),
        grams=number(rules.fee_parcel_grams),
    )
