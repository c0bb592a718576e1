"""What each answer to a return would move, before it is given: made by what the engine posts by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, select

from domain import reactions
from domain.aftersales.rules import ReturnKind
from domain.catalogue.tables import skus
from domain.finance import rules as finance
from domain.finance.rules import RESULT, Account, Entries, Kind
from domain.finance.tables import balances
from domain.kernel.columns import Columns
from domain.orders.tables import order_lines
from domain.reactions import Event
from domain.reports.scenario import scenario
from domain.rulebook import Rules


class Answer(Enum):
    """What a seller can do about a return that moves money or goods."""

    APPROVE = "approve"
    """As the buyer asks: goods back for the money, or the money alone."""
    MONEY_ONLY = "money-only"
    """The money back; the goods stay with the buyer."""
    REPLACE = "replace"
    """Other goods, for those that come back."""
    OFFER = "offer"
    """A part of the money; the goods stay with the buyer."""
    RESTOCK = "restock"
    """Goods that came back go on sale again, if they are sound."""
    WRITE_OFF = "write-off"
    """They do not."""


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a practice return is about; minor units."""

    kind: ReturnKind
    quantity: int
    asked: int
    """What the buyer wants back, tax included."""
    sound: bool
    """Whether the goods can be sold again, which shows once they have arrived."""
    subtotal: int
    """Of the whole order line, as its discount, units and commission."""
    seller_discount: int
    line_quantity: int
    commission: int
    unit_cost: int
    stock: int
    """Units that a replacement could be sent from."""
    postage: int
    """Of a replacement."""
    cash: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer does to the profit, by kinds of journal rows; minor units, losses below 0."""

    parts: tuple[tuple[Kind, int], ...]
    comes_back: int
    """What the goods that come back add, if they turn out to be sound; 0 where none will."""

    @property
    def total(self) -> int:
        """The sum of the parts, without what may come back."""
        return sum(amount for _, amount in self.parts)


def stakes(conn: Connection, line: Row[Any], rules: Rules) -> Stakes | None:
    """What is at stake in a row of ``returns``; None where its order line is not known."""
    of_line = select(order_lines).where(
        order_lines.c.order_id == line.order_id, order_lines.c.sku_id == line.sku_id
    )
    sold, start = conn.execute(of_line).first(), scenario(conn)
    if sold is None or start is None:
        return None
    stock = conn.execute(select(skus.c.stock).where(skus.c.id == line.sku_id)).scalar_one()
    cash = select(balances.c.amount).where(balances.c.account == int(Account.CASH))
    return Stakes(
        kind=ReturnKind(line.kind),
        quantity=line.quantity,
        asked=line.refund,
        sound=bool(line.resellable),
        subtotal=sold.subtotal,
        seller_discount=sold.seller_discount,
        line_quantity=sold.quantity,
        commission=sold.commission,
        unit_cost=sold.unit_cost,
        stock=stock,
        postage=start.own_postage,
        cash=int(conn.execute(cash).scalar_one()),
        rules=rules,
    )


def cost(stakes: Stakes, answer: Answer, offer: int = 0) -> Cost:
    """What an answer would do; ``offer`` is what an offer gives the buyer, minor units."""
    goods = stakes.quantity * stakes.unit_cost
    money_only = stakes.kind is ReturnKind.REFUND
    if answer is Answer.REPLACE:
        rows = [
            finance.entries(Kind.REPLACEMENT_GOODS, 0, 0, goods),
            finance.entries(Kind.REPLACEMENT_POSTAGE, 0, 0, stakes.postage),
        ]
        return Cost(_parts(rows), goods)
    replaced = stakes.kind is ReturnKind.REPLACEMENT and answer in (
        Answer.RESTOCK,
        Answer.WRITE_OFF,
    )
    given = 0 if replaced else offer if answer is Answer.OFFER else stakes.asked
    back = stakes.quantity if answer is Answer.RESTOCK and stakes.sound else 0
    comes_back = goods if answer is Answer.APPROVE and not money_only else 0
    return Cost(_parts(_refund(stakes, given, back)), comes_back)


def _refund(stakes: Stakes, given: int, back: int) -> list[Entries]:
    """The journal rows of a refund, and of units that go back on sale."""

    def one(**values: int) -> Columns:
        return Columns({name: np.array([value]) for name, value in values.items()})

    line = one(
        subtotal=stakes.subtotal,
        seller_discount=stakes.seller_discount,
        quantity=stakes.line_quantity,
        commission=stakes.commission,
        unit_cost=stakes.unit_cost,
    )
    about = one(
        order_id=0,
        quantity=stakes.quantity,
        refund=stakes.asked,
        refunded=given,
        restocked=back,
    )
    gone, at = reactions.returned(line, about), np.zeros(1, dtype=np.int64)
    return [
        reactions.postings(event, gone, at, stakes.rules)
        for event in (Event.REFUNDED, Event.GOODS_BACK)
    ]


def _parts(rows: list[Entries]) -> tuple[tuple[Kind, int], ...]:
    """What journal rows give to the accounts of the result, less what they take."""
    posted = finance.joined(rows)
    result = [int(account) for account in RESULT]
    sign = np.isin(posted.credit, result).astype(np.int64) - np.isin(posted.debit, result)
    effect = (sign * posted.amount).tolist()
    return tuple(zip(map(Kind, posted.kind.tolist()), effect, strict=True))
