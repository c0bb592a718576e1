"""Promotions in the person's words."""

from __future__ import annotations

from desktop.i18n import left_to_right, tr
from desktop.theme.roles import Role
from desktop.wording import moment, money, number, percent
from domain.kernel.money import Currency
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Audience, State, Tool
from domain.promotions.templates import Template
from domain.reports.promotions import Gift, Group, PromotionRow
from domain.reports.shop import ShopRow


def group_name(group: Group) -> str:
    """A group of promotions."""
    return {
        Group.RUNNING: tr("Running"),
        Group.UPCOMING: tr("Upcoming"),
        Group.ENDED: tr("Ended"),
        Group.DRAFTS: tr("Drafts"),
    }[group]


def tool_name(tool: Tool) -> str:
    """A tool of promotion."""
    return {
        Tool.LIVE_FLASH_DEAL: tr("LIVE flash deal"),
        Tool.CAMPAIGN: tr("Campaign"),
        Tool.FLASH_DEAL: tr("Flash deal"),
        Tool.NEW_ARRIVAL: tr("New arrival"),
        Tool.PRODUCT_DISCOUNT: tr("Product discount"),
        Tool.BUY_MORE: tr("Buy more save more"),
        Tool.VOUCHER: tr("Voucher"),
        Tool.PROMO_CODE: tr("Promo code"),
        Tool.SHIPPING_DISCOUNT: tr("Shipping discount"),
    }[tool]


def tool_role(tool: Tool) -> Role:
    """The colour role of a kind of tool; its name always stands beside it."""
    match tool:
        case Tool.LIVE_FLASH_DEAL | Tool.CAMPAIGN | Tool.FLASH_DEAL:
            return "accent"
        case Tool.NEW_ARRIVAL | Tool.PRODUCT_DISCOUNT:
            return "good"
        case Tool.BUY_MORE:
            return "warn"
        case _:
            return "info"


def state_name(state: State) -> str:
    """The state of a promotion."""
    return {
        State.DRAFT: tr("Draft"),
        State.NOT_START: tr("Upcoming"),
        State.ONGOING: tr("Running"),
        State.EXPIRED: tr("Ended"),
        State.DEACTIVATED: tr("Stopped"),
        State.NOT_EFFECTIVE: tr("Stands still: none of its products is live"),
    }[state]


def state_role(state: State) -> Role:
    """The colour role of a state; its word always stands beside it."""
    roles: dict[State, Role] = {
        State.ONGOING: "accent",
        State.NOT_START: "info",
        State.NOT_EFFECTIVE: "warn",
    }
    return roles.get(state, "mute")


def depth_text(row: PromotionRow, currency: Currency) -> str:
    """What it takes off, such as ``−20 %`` or ``−$3.00``; empty where nobody said yet."""
    depth = row.depth
    if depth.whole_fee:
        return tr("all of the fee")
    if depth.high:
        low, high = (_plain(each) for each in (depth.low, depth.high))
        if low == high:
            return left_to_right(f"−{high}")
        return tr("{low} to {high}", low=left_to_right(f"−{low}"), high=left_to_right(f"−{high}"))
    return left_to_right(f"−{money(depth.amount, currency)}") if depth.amount else ""


def _plain(basis_points: int) -> str:
    """A percentage without digits that say nothing."""
    return percent(basis_points, 0 if basis_points % 100 == 0 else 1)


def offer_text(row: PromotionRow, currency: Currency) -> str:
    """Tool and depth, such as ``Flash deal −20 %`` or ``Voucher −$3.00 over $25.00``."""
    tool, depth, least = tool_name(row.tool), depth_text(row, currency), ""
    if row.least:
        least = money(row.least, currency)
    if row.depth.whole_fee:
        return tr("Free shipping over {amount}", amount=least) if least else tr("Free shipping")
    if any(row.gifts):
        return tr("{tool} with a gift", tool=tool)
    if not depth:
        return tool
    if least:
        return tr("{tool} {depth} over {amount}", tool=tool, depth=depth, amount=least)
    return tr("{tool} {depth}", tool=tool, depth=depth)


def about_text(row: PromotionRow) -> str:
    """What it is for: the whole shop, or the names of its products."""
    if row.whole_shop:
        return tr("Whole shop")
    if not row.products:
        return tr("No products yet")
    first = row.products[0][1]
    more = len(row.products) - 1
    return tr("{product} and %Ln more", more, product=first) if more else first


def start_text(row: PromotionRow, shop: ShopRow) -> str:
    """When it begins or began."""
    return _moment(row.starts_at, shop) if row.starts_at else tr("at once")


def end_text(row: PromotionRow, shop: ShopRow) -> str:
    """When it ends or ended."""
    return _moment(row.over_at, shop) if row.over_at else tr("no end")


def _moment(at: int, shop: ShopRow) -> str:
    return left_to_right(moment(at, shop, "d MMM"))


def standing_text(row: PromotionRow, shop: ShopRow) -> str:
    """Its state with what matters now, such as ``Running · ends 14 Dec 23:00``."""
    name = state_name(row.state)
    if row.group is Group.RUNNING and row.ends_at:
        return tr("{state} · ends {moment}", state=name, moment=end_text(row, shop))
    if row.group is Group.UPCOMING:
        return tr("{state} · begins {moment}", state=name, moment=start_text(row, shop))
    if row.group is Group.ENDED:
        return tr("{state} · {moment}", state=name, moment=end_text(row, shop))
    return name


def audience_name(audience: Audience) -> str:
    """Whom it is for."""
    return {
        Audience.ALL: tr("Everybody"),
        Audience.EXISTING: tr("Who has ordered before"),
        Audience.REPEAT: tr("Who has ordered twice before"),
        Audience.NEW: tr("New buyers"),
    }[audience]


def units_text(row: PromotionRow) -> str:
    """How many units were sold at its price, and of how many."""
    if row.units == NO_LIMIT:
        return tr("%Ln sold, no limit", row.sold)
    return tr("{sold} of {units} sold", sold=number(row.sold), units=number(row.units))


def uses_text(row: PromotionRow) -> str:
    """How many orders have used it, and of how many."""
    if row.uses == NO_LIMIT:
        return number(row.used)
    return tr("{used} of {uses}", used=number(row.used), uses=number(row.uses))


def orders_text(row: PromotionRow) -> str:
    """How many orders had something of it, and how many of its uses were cancelled again."""
    if not row.cancelled:
        return number(row.orders)
    return tr("{orders}, and %Ln cancelled", row.cancelled, orders=number(row.orders))


def tier_text(tier: tuple[int, int, int, int], gift: Gift | None, currency: Currency) -> str:
    """A step of more for more, such as ``2 units: −15 %``."""
    units, least, off, amount = tier
    taken = left_to_right(f"−{_plain(off) if off else money(amount, currency)}")
    if gift is not None:
        taken = tr("{units} × {product} as a gift", units=gift.units, product=gift_name(gift))
    if units:
        return tr("%Ln unit(s): {taken}", units, taken=taken)
    return tr("from {amount}: {taken}", amount=money(least, currency), taken=taken)


def gift_name(gift: Gift) -> str:
    """A gift as people call it: its product, and which of its variations."""
    if not gift.variation:
        return gift.product
    return tr("{product} · {variation}", product=gift.product, variation=gift.variation)


def template_name(template: Template) -> str:
    """A template for promotions, which is the title of its draft too."""
    return {
        Template.FIRST_SALE: tr("First sale"),
        Template.CLEARANCE: tr("Clearance"),
        Template.PAYDAY: tr("Payday"),
        Template.BLACK_FRIDAY: tr("Black Friday"),
    }[template]


def template_meaning(template: Template) -> str:
    """What the draft of a template will be."""
    return {
        Template.FIRST_SALE: tr("A voucher for new buyers, for the whole shop, for two weeks"),
        Template.CLEARANCE: tr("A deep discount on what lasts longest, for two weeks"),
        Template.PAYDAY: tr("A small discount on what you have most of, around the next payday"),
        Template.BLACK_FRIDAY: tr("A discount from Black Friday to Cyber Monday"),
    }[template]
