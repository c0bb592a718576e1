"""A listing's quality and what the platform may object to, in words."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import number, percent
from domain.catalogue.quality import Fix
from domain.catalogue.reviewing import Objection, Rule
from domain.catalogue.rules import Tier
from domain.reports.listing_work import Gains
from domain.rulebook import Rules


def tier_name(tier: Tier) -> str:
    """How good a listing is, in a word."""
    return {Tier.POOR: tr("Poor"), Tier.FAIR: tr("Fair"), Tier.GOOD: tr("Good")}[tier]


def tier_role(tier: Tier) -> Role:
    """The role of that word."""
    roles: dict[Tier, Role] = {Tier.POOR: "bad", Tier.FAIR: "warn", Tier.GOOD: "good"}
    return roles[tier]


def fix_text(fix: Fix, rules: Rules) -> str:
    """What to do, and how much of it."""
    return {
        Fix.TITLE_LENGTH: tr(
            "Say more in the title, {count} characters or more: what it is, its brand, size, "
            "material and what it is for.",
            count=number(rules.title_advised),
        ),
        Fix.TITLE_CAPITALS: tr("Write the title without capitals throughout; buyers skip them."),
        Fix.TITLE_REPEATS: tr("Say each word of the title once or twice, not more."),
        Fix.DESCRIPTION_LENGTH: tr(
            "Describe it in {count} characters or more.", count=number(rules.description_advised)
        ),
        Fix.POINTS: tr(
            "Add short points to the description, {count} or more.", count=number(rules.points_low)
        ),
        Fix.PICTURES: tr(
            "Show it in {count} pictures or more.", count=number(rules.pictures_advised)
        ),
        Fix.MAIN_WHITE: tr("Put a picture on a white background first."),
        Fix.MAIN_SQUARE: tr("Cut the first picture square."),
        Fix.ATTRIBUTES_REQUIRED: tr("Fill in the attributes that its category demands."),
        Fix.ATTRIBUTES_OPTIONAL: tr("Fill in at least half of the other attributes."),
        Fix.SIZE_CHART: tr("Add a size chart."),
        Fix.VIDEO: tr("Add a video."),
    }[fix]


def gain_texts(tier: Tier, gains: Gains) -> tuple[str, ...]:
    """What more pictures, and what the next tier would bring, by the simulator's model."""
    texts = []
    if gains.orders:
        share = percent(gains.orders, 0)
        texts.append(
            tr("Enough pictures would bring about {share} more orders of each click.", share=share)
        )
    if gains.clicks:
        following = tier_name(Tier(tier + 1)).lower()
        share = percent(gains.clicks, 0)
        texts.append(
            tr(
                "A listing that is {tier} would get about {share} more clicks on its card.",
                tier=following,
                share=share,
            )
        )
    return tuple(texts)


def objection_text(objection: Objection) -> str:
    """What the platform may object to, and what to do about it."""
    about = objection.about
    return {
        Rule.SUPERLATIVE: tr("Nobody can check “{words}”; say what is measured.", words=about),
        Rule.MEDICAL: tr(
            "“{words}” sounds like a medicine; say what it does without healing.", words=about
        ),
        Rule.CONTACT: tr("“{words}” leads off the platform; leave it out.", words=about),
        Rule.OFFER: tr("“{words}” belongs into a promotion, not into a listing.", words=about),
        Rule.IMITATION: tr("“{words}” is what imitations are called; leave it out.", words=about),
        Rule.FORBIDDEN: tr("“{words}” may not be sold on the platform.", words=about),
        Rule.CATEGORY: tr("It seems to belong to another category: {path}.", path=about),
        Rule.ATTRIBUTE: tr("{name} is demanded in this category and says nothing.", name=about),
        Rule.PICTURE_TEXT: tr("Picture {place} has too much text on it.", place=about),
        Rule.BRAND: tr("{brand} needs the brand owner's authorisation.", brand=about),
        Rule.DUPLICATE: tr("Another product says and shows the same: {id}.", id=about),
    }[objection.rule]
