"""Which shipping fees of a shop are out of range, what follows, and by when to mend them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.kernel.refusals import Refusal
from domain.reports.shop import ShopRow, shop_row
from domain.shipping import settings
from domain.shipping.fee_range import TooHigh, too_high
from domain.shipping.settings import Settings
from domain.shipping.tables import fee_warnings as warned


@dataclass(frozen=True, slots=True)
class FeeWarning:
    """A template with a fee out of range."""

    template: int
    name: str
    too_high: tuple[TooHigh, ...]
    mend_by: int
    """Its products are down from then on; a local midnight, epoch seconds."""
    last_day: int
    """The last local day on which to mend it."""
    is_over: bool
    """Whether that day is over."""

    def sentence(self, day: str) -> Refusal:
        """What the platform wants, or has done; ``day`` is the last day in the reader's form."""
        code = "fee-unmended" if self.is_over else "fee-mend-by"
        return Refusal(code, {"template": self.name, "day": day})


def fee_warnings(conn: Connection, wall: int) -> tuple[FeeWarning, ...]:
    """The templates of which the shop is warned, by their ids; real shops have none."""
    if not _is_warned(conn):
        return ()
    return warnings_of(shop_row(conn, wall), settings.load(conn))


def fee_warning_of(conn: Connection, wall: int, product: int) -> FeeWarning | None:
    """The warning about the template that a product is sent by."""
    if not _is_warned(conn):
        return None
    known = settings.load(conn)
    used = known.of_product(product)
    found = warnings_of(shop_row(conn, wall), known)
    return next((each for each in found if each.template == used), None)


def _is_warned(conn: Connection) -> bool:
    """Asked first, since settings take long to read in a shop of many products."""
    return conn.execute(select(warned).limit(1)).first() is not None


def warnings_of(shop: ShopRow, known: Settings) -> tuple[FeeWarning, ...]:
    """The warnings of a shop with these settings."""
    until = dict(known.warned)
    return tuple(
        FeeWarning(
            template=each.id,
            name=each.name,
            too_high=too_high(each, shop.book.code, shop.rules),
            mend_by=until[each.id],
            last_day=int(shop.book.calendar.local_day(until[each.id] - 1)),
            is_over=until[each.id] <= shop.now,
        )
        for each in known.templates
        if each.id in until
    )


def fee_lines(conn: Connection, wall: int) -> tuple[str, ...]:
    """The warnings in plain English, each with the fees that it is about."""
    shop = shop_row(conn, wall)
    lines = []
    for warning in fee_warnings(conn, wall):
        rules, text = shop.rules, shop.currency.text
        day = shop.book.calendar.text(warning.mend_by - 1)[:10]
        lines.append(warning.sentence(day).text())
        for each in warning.too_high:
            told: dict[str, str | int] = {
                "template": warning.name,
                "zone": each.zone,
                "service": each.service.value,
                "fee": text(each.fee),
                "grams": rules.fee_parcel_grams,
                "most": text(each.most),
                "share": rules.fee_label_share // 100,
            }
            lines.append(Refusal("fee-too-high", told).text())
    return tuple(lines)
