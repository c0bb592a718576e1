"""What the platform has said of a practice shop's shipping fees, against what the fees are."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products
from domain.reports.check.finding import MOST, Finding
from domain.reports.shop import shop_row
from domain.shipping import settings
from domain.shipping.fee_range import judged

_UP, _DOWN = ProductStatus.ACTIVATE.value, ProductStatus.PLATFORM_DEACTIVATED.value


def warnings(conn: Connection) -> Iterator[Finding]:
    """Templates that are warned of without a reason, or not although there is one."""
    about, known = shop_row(conn, 0), settings.load(conn)
    found = dict(known.warned)
    right = dict(judged(known, about.book.code, about.rules, about.now, about.book.calendar).warned)
    for template in sorted(found.keys() ^ right.keys())[:MOST]:
        params: dict[str, str | int] = {
            "template": template,
            "found": str(template in found),
            "right": str(template in right),
        }
        yield Finding("fee-warning-wrong", params)


def taken_down(conn: Connection) -> Iterator[Finding]:
    """Products that are up or down against what became of their template's fee."""
    known, now = settings.load(conn), shop_row(conn, 0).now
    late, uses = known.unmended(now), dict(known.assigned)
    first = known.templates[0].id if known.templates else 0
    query = select(products.c.id, products.c.status).where(products.c.status.in_((_UP, _DOWN)))
    wrong = (
        (product, status)
        for product, status in conn.execute(query.order_by(products.c.id))
        if (uses.get(product, first) in late) != (status == _DOWN)
    )
    for (product, status), _ in zip(wrong, range(MOST), strict=False):
        right = _UP if status == _DOWN else _DOWN
        yield Finding("taken-down-wrong", {"product": product, "found": status, "right": right})
