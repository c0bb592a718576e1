"""Home: what to do next, what waits, and how the last days went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from domain.aftersales.groups import Group
from domain.finance.rules import Account
from domain.finance.tables import balances
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.fee_warnings import FeeWarning, fee_warnings
from domain.reports.health import health
from domain.reports.orders import due_in_a_day, late_now
from domain.reports.products import stock_levels
from domain.reports.returns import group_counts
from domain.reports.shop import ShopRow, shop_row
from domain.reports.tallies.asking import tallied
from domain.tallies.tables import tally_hours, tally_traffic

CHART_DAYS = 28
PERIOD_DAYS = 7


class NextStep(Enum):
    """The one thing to do next."""

    WAIT_FOR_ORDERS = "wait-for-orders"
    SHIP_OVERDUE = "ship-overdue"
    SHIP = "ship"
    RESTOCK = "restock"
    PLAY_ON = "play-on"
    IMPORT = "import"
    LOOK_AT_ORDERS = "look-at-orders"
    LIST_PRODUCTS = "list-products"


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure of the last seven days beside the seven before; ``course`` is by day."""

    key: str
    """gmv, orders, units, visitors, conversion (basis points) or average (minor units)."""
    value: int | None
    before: int | None
    course: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the Home panel shows; minor units, local days since 1970-01-01."""

    shop: ShopRow
    step: NextStep
    step_count: int
    to_ship: int
    overdue: int
    due_soon: int
    """Orders to ship whose carrier scan is due within 24 hours."""
    returns: int
    """Those to answer."""
    low_stock: int
    fees: tuple[FeeWarning, ...]
    """Shipping fees to mend."""
    cash: int | None
    on_hold: int | None
    kpis: tuple[Kpi, ...]
    period_start: int
    """The first moment of the seven days that the figures cover."""
    period_end: int
    """The first moment after them."""
    today: int | None
    """GMV of the day that has begun; None in real shops."""
    late_dispatch: int | None
    """Basis points; None where nothing was due."""
    late_dispatch_target: int
    valid_tracking: int | None
    days: tuple[int, ...]
    """The days of the chart, oldest first."""
    gmv: tuple[int, ...]
    gmv_before: tuple[int, ...]
    placed: tuple[int, ...]
    placed_before: tuple[int, ...]


def home(conn: Connection, wall: int) -> Home:
    """The Home panel's figures at the shop's now."""
    about = shop_row(conn, wall)
    calendar = about.book.calendar
    anchor = about.now if about.is_practice else _last_order(conn, about.now)
    today = int(calendar.local_day(anchor))
    begun = int(
        calendar.local_day(conn.execute(select(func.min(orders.c.created_at))).scalar() or anchor)
    )
    # Whole days only, since a day that has just begun looks like a collapse; the first day counts.
    last = today - 1 if begun < today else today
    first = last - 2 * CHART_DAYS + 1
    gmv, placed, units = _by_day(conn, about, first, last)
    so_far = _by_day(conn, about, today, today)[0]
    due_soon = _count(conn, due_in_a_day(about.now))
    to_ship = _count(conn, orders.c.status == int(Status.AWAITING_SHIPMENT))
    overdue = _count(conn, late_now(about.now))
    stock = stock_levels(conn, wall)
    balance = {Account(a): v for a, v in conn.execute(select(balances))}
    late_to_ship = _count(
        conn, late_now(about.now) & (orders.c.status == int(Status.AWAITING_SHIPMENT))
    )
    ever = conn.execute(select(func.count()).select_from(orders)).scalar_one()
    step, count = _next_step(about, to_ship, late_to_ship, stock.low, ever, stock.listed)
    measured = health(conn, about.now)
    # A shop younger than the chart shows its own days, a week at least.
    young = max(0, min(begun - (last - CHART_DAYS + 1), CHART_DAYS - PERIOD_DAYS))
    chart, earlier = slice(CHART_DAYS + young, None), slice(young, CHART_DAYS)
    return Home(
        shop=about,
        step=step,
        step_count=count,
        to_ship=to_ship,
        overdue=overdue,
        due_soon=due_soon,
        returns=group_counts(conn)[Group.TO_ANSWER],
        low_stock=stock.low,
        fees=fee_warnings(conn, wall),
        cash=balance[Account.CASH] if about.is_practice else None,
        on_hold=balance[Account.ON_HOLD] if about.is_practice else None,
        period_start=int(calendar.moment(last - PERIOD_DAYS + 1)),
        period_end=int(calendar.moment(last + 1)),
        today=int(so_far[0]) if about.is_practice else None,
        late_dispatch=measured.late_dispatch,
        late_dispatch_target=about.book.at(about.now).late_dispatch_target
        if about.book.practice
        else 0,
        valid_tracking=measured.valid_tracking,
        kpis=_kpis(conn, about, first, last, gmv, placed, units),
        days=tuple(range(last - CHART_DAYS + 1 + young, last + 1)),
        gmv=_plain(gmv[chart]),
        gmv_before=_plain(gmv[earlier]),
        placed=_plain(placed[chart]),
        placed_before=_plain(placed[earlier]),
    )


def _last_order(conn: Connection, now: int) -> int:
    """A real shop's figures end at its newest order, so that an old file is not an empty chart."""
    last = conn.execute(select(func.max(orders.c.created_at))).scalar()
    return min(int(last), now) if last else now


def _plain(column: npt.NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(column.tolist())


def _count(conn: Connection, condition: Any) -> int:
    return int(conn.execute(select(func.count()).select_from(orders).where(condition)).scalar_one())


def _by_day(
    conn: Connection, about: ShopRow, first: int, last: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """GMV, orders and units of each local day from first to last, by payment time."""
    found = tallied(
        conn, about.book.calendar, tally_hours, first, last, named=("gmv", "orders", "units")
    )
    columns = []
    for name in ("gmv", "orders", "units"):
        total = np.zeros(last - first + 1, dtype=np.int64)
        total[found["day"] - first] = found[name]
        columns.append(total)
    return columns[0], columns[1], columns[2]


def _kpis(
    conn: Connection,
    about: ShopRow,
    first: int,
    last: int,
    gmv: npt.NDArray[np.int64],
    placed: npt.NDArray[np.int64],
    units: npt.NDArray[np.int64],
) -> tuple[Kpi, ...]:
    kpis = [_kpi("gmv", gmv), _kpi("orders", placed), _kpi("units", units)]
    if not about.is_practice:
        return (*kpis, _ratio("average", gmv, placed, 1))
    clicks = np.zeros(last - first + 1, dtype=np.int64)
    ordered = np.zeros(last - first + 1, dtype=np.int64)
    seen = tallied(
        conn, about.book.calendar, tally_traffic, first, last, named=("clicks", "orders")
    )
    clicks[seen["day"] - first], ordered[seen["day"] - first] = seen["clicks"], seen["orders"]
    return (
        kpis[0],
        _kpi("visitors", clicks),
        kpis[2],
        _ratio("conversion", ordered, clicks, 10_000),
    )


def _kpi(key: str, column: npt.NDArray[np.int64]) -> Kpi:
    now, before = column[-PERIOD_DAYS:], column[-2 * PERIOD_DAYS : -PERIOD_DAYS]
    return Kpi(key, int(now.sum()), int(before.sum()), _plain(column[-CHART_DAYS:]))


def _ratio(key: str, part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64], unit: int) -> Kpi:
    """A quotient, rounded half up as Analytics does."""

    def over(span: slice) -> int | None:
        base = int(whole[span].sum())
        return (2 * int(part[span].sum()) * unit + base) // (2 * base) if base else None

    days = [over(slice(i, i + 1)) or 0 for i in range(len(whole) - CHART_DAYS, len(whole))]
    last, before = slice(-PERIOD_DAYS, None), slice(-2 * PERIOD_DAYS, -PERIOD_DAYS)
    return Kpi(key, over(last), over(before), tuple(days))


def _next_step(
    about: ShopRow, to_ship: int, late: int, low: int, ever: int, listed: int
) -> tuple[NextStep, int]:
    if not about.is_practice:
        return (NextStep.LOOK_AT_ORDERS, ever) if ever else (NextStep.IMPORT, 0)
    if not listed:
        return NextStep.LIST_PRODUCTS, 0
    if late:
        return NextStep.SHIP_OVERDUE, late
    if to_ship:
        return NextStep.SHIP, to_ship
    if low:
        return NextStep.RESTOCK, low
    return (NextStep.PLAY_ON, 0) if ever else (NextStep.WAIT_FOR_ORDERS, 0)
