"""Accounts, journal entries and the way of money to the bank, in the person's words."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import date_text, moment, money
from domain.finance.rules import Account, Kind
from domain.kernel.clock import DAY
from domain.reports.finance.settlement import MoneyRow, Settlement, Why
from domain.reports.shop import ShopRow


def account_name(account: Account) -> str:
    """An account of the journal."""
    return {
        Account.CASH: tr("Bank account"),
        Account.ON_HOLD: tr("On hold"),
        Account.PROCESSING: tr("Processing"),
        Account.INVENTORY: tr("Stock at cost"),
        Account.EQUITY: tr("Put in by you"),
        Account.SALES: tr("Sales"),
        Account.REFUNDS: tr("Refunds"),
        Account.REFERRAL_FEE: tr("Referral fees"),
        Account.REFUND_ADMINISTRATION_FEE: tr("Refund administration fees"),
        Account.POSTAGE: tr("Postage"),
        Account.COST_OF_GOODS: tr("Cost of goods"),
        Account.COMMISSION: tr("Creators' commissions"),
        Account.ADVERTISING: tr("Ads"),
        Account.SAMPLES: tr("Samples"),
        Account.REIMBURSEMENTS: tr("Reimbursements"),
        Account.SELLER_DISCOUNTS: tr("Your discounts"),
        Account.CAMPAIGN_FEE: tr("Campaign fees"),
    }[account]


def account_meaning(account: Account) -> str:
    """What an account's word means, for whoever points at it."""
    return {
        Account.CASH: tr("What you can spend on stock and your own postage now."),
        Account.ON_HOLD: tr(
            "Yours once it settles: the platform keeps the money of each order until some days "
            "after delivery, so that buyers can return it."
        ),
        Account.PROCESSING: tr("Settled by a daily statement and on its way to your bank."),
        Account.INVENTORY: tr(
            "What you paid for the goods you have not sent yet, those on their way to you included."
        ),
        Account.EQUITY: tr("The money and the goods with which you opened the shop."),
        Account.SALES: tr(
            "List prices, with the shipping that is asked for; no sales tax. A sale counts when "
            "the buyer pays, and is taken back when the order is cancelled."
        ),
        Account.REFUNDS: tr("Sales given back to buyers who returned their order."),
        Account.REFERRAL_FEE: tr(
            "The platform's share of each sale, less what it returned for refunds."
        ),
        Account.REFUND_ADMINISTRATION_FEE: tr(
            "The part of the referral fee that the platform keeps when an order is refunded."
        ),
        Account.POSTAGE: tr("Platform labels and your own postage."),
        Account.COST_OF_GOODS: tr(
            "What you paid for the goods that were sent or went missing, less those that came "
            "back fit to sell."
        ),
        Account.COMMISSION: tr(
            "What creators are paid for the sales that their videos brought, less what refunds "
            "took back."
        ),
        Account.ADVERTISING: tr("What each day's ads cost, paid when the day begins."),
        Account.SAMPLES: tr("What you paid for the units that you gave to creators."),
        Account.REIMBURSEMENTS: tr("What the platform pays you for lost parcels and won appeals."),
        Account.SELLER_DISCOUNTS: tr(
            "What your promotions took off the sales, without what the platform bears of it."
        ),
        Account.CAMPAIGN_FEE: tr("What the platform asks for sales at a campaign's price."),
    }[account]


def kind_name(kind: Kind) -> str:
    """Why a journal entry exists."""
    return {
        Kind.OPENING: tr("Opening"),
        Kind.SALE: tr("Sale"),
        Kind.REFERRAL_FEE: tr("Referral fee"),
        Kind.SALE_REVERSED: tr("Sale taken back"),
        Kind.REFERRAL_FEE_REVERSED: tr("Referral fee taken back"),
        Kind.PLATFORM_LABEL: tr("Platform label"),
        Kind.OWN_POSTAGE: tr("Own postage"),
        Kind.COST_OF_GOODS: tr("Goods sent"),
        Kind.REFUND: tr("Refund"),
        Kind.REFUND_FEE_RETURNED: tr("Referral fee returned"),
        Kind.REFUND_ADMINISTRATION_FEE: tr("Refund administration fee"),
        Kind.GOODS_RETURNED: tr("Goods returned"),
        Kind.SETTLEMENT: tr("Settlement"),
        Kind.PAYOUT: tr("Payout"),
        Kind.RESTOCK: tr("Restock"),
        Kind.COMMISSION: tr("Commission"),
        Kind.COMMISSION_REVERSED: tr("Commission taken back"),
        Kind.COMMISSION_RETURNED: tr("Commission returned"),
        Kind.ADVERTISING: tr("Ads"),
        Kind.SAMPLE: tr("Sample"),
        Kind.LABEL_VOIDED: tr("Label given back"),
        Kind.REIMBURSEMENT: tr("Reimbursement"),
        Kind.REPLACEMENT_GOODS: tr("Replacement sent"),
        Kind.REPLACEMENT_POSTAGE: tr("Postage of a replacement"),
        Kind.STOCK_COUNT: tr("Goods missing"),
        Kind.SELLER_DISCOUNT: tr("Your discount"),
        Kind.SELLER_DISCOUNT_REVERSED: tr("Your discount taken back"),
        Kind.CAMPAIGN_FEE: tr("Campaign fee"),
        Kind.CAMPAIGN_FEE_REVERSED: tr("Campaign fee taken back"),
    }[kind]


def kind_meaning(kind: Kind) -> str:
    """What a journal entry means."""
    return {
        Kind.OPENING: tr("What you opened the shop with."),
        Kind.SALE: tr("The buyer has paid. The platform holds the money for now."),
        Kind.REFERRAL_FEE: tr("The platform's share of the sale."),
        Kind.SALE_REVERSED: tr("The order was cancelled."),
        Kind.REFERRAL_FEE_REVERSED: tr("The order was cancelled, and its fee with it."),
        Kind.PLATFORM_LABEL: tr("A label, paid from the order's money on hold."),
        Kind.OWN_POSTAGE: tr("Postage that you paid from your bank account."),
        Kind.COST_OF_GOODS: tr("The carrier has scanned the parcel: the goods have left you."),
        Kind.REFUND: tr("The return is closed and the buyer has the money back."),
        Kind.REFUND_FEE_RETURNED: tr("The referral fee of a refunded sale."),
        Kind.REFUND_ADMINISTRATION_FEE: tr(
            "The part of the referral fee that the platform keeps on a refund."
        ),
        Kind.GOODS_RETURNED: tr("The goods came back and can be sold again."),
        Kind.SETTLEMENT: tr("A daily statement has settled the order: its hold is over."),
        Kind.PAYOUT: tr("The bank has received the money of one or more statements."),
        Kind.RESTOCK: tr("Goods that you ordered from your supplier."),
        Kind.COMMISSION: tr("What the creator whose video brought the sale is paid."),
        Kind.COMMISSION_REVERSED: tr("The order was cancelled, and its commission with it."),
        Kind.COMMISSION_RETURNED: tr("The commission of a refunded sale."),
        Kind.ADVERTISING: tr("The day's ads, paid from your bank account."),
        Kind.SAMPLE: tr("A unit that you gave to a creator."),
        Kind.LABEL_VOIDED: tr("You gave a label back before any carrier scanned it."),
        Kind.REIMBURSEMENT: tr("The platform pays for a lost parcel, or you won an appeal."),
        Kind.REPLACEMENT_GOODS: tr("Goods that you sent in place of returned ones."),
        Kind.REPLACEMENT_POSTAGE: tr("What sending the replacement cost you."),
        Kind.SELLER_DISCOUNT: tr("What your promotions took off the sale."),
        Kind.SELLER_DISCOUNT_REVERSED: tr("The order was cancelled, and its discount with it."),
        Kind.CAMPAIGN_FEE: tr("What the platform asks for a sale at a campaign's price."),
        Kind.CAMPAIGN_FEE_REVERSED: tr("The order was cancelled, and its fee with it."),
        Kind.STOCK_COUNT: tr(
            "You cancelled the order as out of stock, so goods that the books still had are "
            "written off."
        ),
    }[kind]


def day_text(at: int, shop: ShopRow) -> str:
    """The shop's day of a moment, such as ``Wed 16 Dec``."""
    return date_text(int(shop.book.calendar.local_day(at)), "ddd d MMM")


def short_day(at: int, shop: ShopRow) -> str:
    """The shop's day of a moment, such as ``16 Dec``."""
    return date_text(int(shop.book.calendar.local_day(at)))


def statement_day(at: int) -> str:
    """The day that a statement bears: statements are made daily at 00:00 UTC."""
    return date_text(at // DAY)


def why_text(row: MoneyRow, terms: Settlement) -> str:
    """Why an order's money is not in the bank."""
    statement = short_day(row.statement_at, terms.shop)
    if row.why is Why.HOLD:
        delivered = day_text(row.delivered_at, terms.shop)
        return tr("Delivered {day}: settles {statement}", day=delivered, statement=statement)
    return {
        Why.MAY_CANCEL: tr("Just paid: the buyer may still cancel"),
        Why.TO_SHIP: tr("Not shipped yet: it waits for you"),
        Why.SCAN: tr("Waits for the carrier's first scan"),
        Why.TRANSIT: tr("On its way to the buyer"),
        Why.RETURN: tr("Return open: held until it is closed"),
        Why.REIMBURSEMENT: tr("The platform pays you with {statement}", statement=statement),
        Why.REFUND: tr("Refunded: fee and label come off {statement}", statement=statement),
        Why.LABEL: tr("Cancelled: its label comes off {statement}", statement=statement),
        Why.CARRIED: tr("Statement of {statement} was too small to pay out", statement=statement),
        Why.BANK: tr("Settled {statement}: on its way to the bank", statement=statement),
    }[row.why]


def why_meaning(row: MoneyRow, terms: Settlement) -> str:
    """What a reason means and what would move the money on."""
    return {
        Why.MAY_CANCEL: tr(
            "In the first hour after payment the buyer may cancel freely. Nothing ships yet."
        ),
        Why.TO_SHIP: tr(
            "The money's way begins with the parcel's: ship the order. A platform label will be "
            "taken from this amount."
        ),
        Why.SCAN: tr("Only the carrier's first scan counts as shipped."),
        Why.TRANSIT: tr("The days until settlement count from delivery."),
        Why.RETURN: tr("An open return holds an order's money, however old the delivery is."),
        Why.HOLD: tr(
            "Settles with the first daily statement %Ln day(s) after delivery.", terms.settle_days
        ),
        Why.REIMBURSEMENT: tr(
            "For a lost parcel, an appeal that you have won, or the label of a cancelled order "
            "that you have given back."
        ),
        Why.REFUND: tr("The sale was given back. What the platform keeps is still to be taken."),
        Why.LABEL: tr(
            "A platform label is paid for even when its order is cancelled, until you give it back."
        ),
        Why.CARRIED: tr(
            "Statements below {minimum} are carried over to the next one.",
            minimum=money(terms.payout_minimum, terms.shop.currency),
        ),
        Why.BANK: tr("The bank has it %Ln business day(s) after the statement.", terms.payout_days),
    }[row.why]


def statement_meaning(row: MoneyRow, terms: Settlement) -> str:
    """When the statement is made that settles an order; empty where none is known."""
    if not row.statement_at:
        return ""
    return tr(
        "Statement of {statement}: {moment} on your shop's clock.",
        statement=statement_day(row.statement_at),
        moment=moment(row.statement_at, terms.shop),
    )


def why_role(why: Why) -> Role:
    """The colour role that goes with a reason; its words always stand beside it."""
    roles: dict[Why, Role] = {
        Why.MAY_CANCEL: "mute",
        Why.TO_SHIP: "warn",
        Why.SCAN: "mute",
        Why.TRANSIT: "mute",
        Why.RETURN: "warn",
        Why.HOLD: "info",
        Why.REIMBURSEMENT: "good",
        Why.REFUND: "bad",
        Why.LABEL: "bad",
        Why.CARRIED: "warn",
        Why.BANK: "good",
    }
    return roles[why]


def bank_text(row: MoneyRow, terms: Settlement) -> str:
    """When an order's money will be in the bank, or what that waits for."""
    if row.bank_at:
        return day_text(row.bank_at, terms.shop)
    if row.statement_at:
        return tr("with the next payout")
    if row.why is Why.RETURN:
        return tr("after the return")
    return tr("delivery + %Ln day(s)", terms.settle_days)


def bank_meaning(row: MoneyRow, terms: Settlement) -> str:
    """How that moment comes about."""
    if row.bank_at:
        return tr("By the end of that day, if nothing else happens to the order.")
    if row.statement_at:
        return tr(
            "It is too little to be paid out alone: the next statement that pays out carries it."
        )
    if row.why is Why.RETURN:
        return tr("With the first daily statement after the return is closed.")
    return tr(
        "It settles %Ln day(s) after delivery with the daily statement; the bank has it "
        "{business} business days later.",
        terms.settle_days,
        business=terms.payout_days,
    )
