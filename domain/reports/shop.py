"""What a shop is and what time it is there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.kernel.money import Currency
from domain.rulebook import Rulebook, Rules, rulebook
from domain.storage.tables import practice, shop


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop's name, kind, region, money and clock; moments in epoch seconds UTC."""

    name: str
    kind: str
    region: str
    currency: Currency
    now: int
    day: int
    """The day number of a practice shop, from 1; 0 in real shops."""
    scenario: str
    low_stock_days: int = 0
    """Stock that lasts fewer days is low; 0 in regions whose rulebook does not say."""

    @property
    def is_practice(self) -> bool:
        """Whether this is a practice shop."""
        return self.kind == "practice"

    @property
    def book(self) -> Rulebook:
        """The rulebook of its region."""
        return rulebook(self.region)

    @property
    def rules(self) -> Rules:
        """The figures in force on the shop's local day.

        Raises KeyError where the region's rulebook does not hold every figure.
        """
        calendar = self.book.calendar
        return self.book.at(int(calendar.moment(calendar.local_day(self.now))))


def shop_row(conn: Connection, wall: int) -> ShopRow:
    """The shop as it is now; ``wall`` is the wall clock, which is a real shop's now."""
    about = conn.execute(select(shop)).one()
    play = conn.execute(select(practice.c.scenario)).first()
    book = rulebook(about.region)
    real = about.kind != "practice"
    day = 0
    if not real:
        calendar = book.calendar
        day = int(calendar.local_day(about.now) - calendar.local_day(about.opened_at)) + 1
    now = wall if real else about.now
    usual = book.at(now).low_stock_days if book.practice else 0
    return ShopRow(
        name=about.name,
        kind=about.kind,
        region=about.region,
        currency=book.currency,
        now=now,
        day=day,
        scenario=play.scenario if play is not None else "",
        low_stock_days=about.low_stock_days or usual,
    )
