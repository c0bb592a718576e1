"""How each effect is measured in one lab; the names are those of ``validity.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from domain.kernel.clock import DAY
from domain.kernel.columns import Array
from domain.validity.lab import Lab, by_buyer

_DEARER, _CHEAPER = 1.05, 0.95
_CUT = 0.8
_WEEK = 7
_EVENING = slice(20, 22)


def _moved(lab: Lab) -> Iterator[tuple[int, float, Array, Array]]:
    """For each SKU the step in log price, and all orders at the dearer and the cheaper price."""
    for sku in range(lab.size):
        step = np.log(lab.price(sku, _DEARER) / lab.price(sku, _CHEAPER))
        yield sku, float(step), lab.orders_at(sku, _DEARER), lab.orders_at(sku, _CHEAPER)


def own_price(lab: Lab) -> float:
    """The mean over SKUs of the change in log orders for each step in log price."""
    found = [_log_ratio(dear[sku], cheap[sku]) / step for sku, step, dear, cheap in _moved(lab)]
    return float(np.mean(found))


def cross_price(lab: Lab) -> float:
    """The same for each substitute's orders."""
    found = [
        _log_ratio(dear[other], cheap[other]) / step
        for sku, step, dear, cheap in _moved(lab)
        for other in lab.substitutes(sku)
    ]
    return float(np.mean(found))


def cannibalisation(lab: Lab) -> float:
    """What substitutes lose to what the cheaper SKU wins, over all SKUs that have substitutes."""
    won = lost = 0
    for sku in range(lab.size):
        others = lab.substitutes(sku)
        if len(others):
            cut = lab.orders_at(sku, _CUT)
            won += int(cut[sku] - lab.usual[sku])
            lost += int((lab.usual[others] - cut[others]).sum())
    return lost / won if won else 0.0


def click_rate(lab: Lab) -> float:
    """Clicks for each impression."""
    impressions, clicks, _ = lab.traffic
    return clicks / impressions


def purchase_rate(lab: Lab) -> float:
    """Orders for each click."""
    _, clicks, orders = lab.traffic
    return orders / clicks if clicks else 0.0


def one_item(lab: Lab) -> float:
    """The share of orders with one unit."""
    return float((lab.units == 1).mean())


def evening_peak(lab: Lab) -> float:
    """An evening hour's orders for each order of an average hour."""
    return float(lab.hours[_EVENING].mean() / lab.hours[:23].mean())


def buyer_cancel(lab: Lab) -> float:
    """The share of paid orders that buyers cancel."""
    paid = lab.lives["paid_at"] > 0
    return float(by_buyer(lab.lives)[paid].mean())


def first_scan(lab: Lab) -> float:
    """The median of the days to the first scan."""
    return float(np.median(_scan_days(lab)))


def late_first_scan(lab: Lab) -> float:
    """The share that takes more than a day."""
    return float((_scan_days(lab) > 1.0).mean())


def returned(lab: Lab) -> float:
    """The share of delivered orders that are asked back."""
    orders = lab.lives
    delivered = orders["delivered_at"] > 0
    return float((orders["asks_at"][delivered] > 0).mean())


def stock_out(lab: Lab) -> float:
    """What an empty week costs until four weeks later, in weeks of usual sales."""
    usual, gapped = lab.sold_around_a_gap(0, days=_WEEK, after=4 * _WEEK)
    return (usual - gapped) / (usual / 5)


def _scan_days(lab: Lab) -> Array:
    orders = lab.lives
    scanned = orders["shipped_at"] > 0
    return np.asarray((orders["shipped_at"] - orders["rts_at"])[scanned] / DAY)


def _log_ratio(one: int, other: int) -> float:
    """The logarithm of a ratio of counts, half an order added to each: neither may be nothing."""
    return float(np.log((one + 0.5) / (other + 0.5)))


MEASURES: dict[str, Callable[[Lab], float]] = {
    "own-price": own_price,
    "cross-price": cross_price,
    "cannibalisation": cannibalisation,
    "click-rate": click_rate,
    "purchase-rate": purchase_rate,
    "one-item": one_item,
    "evening-peak": evening_peak,
    "buyer-cancel": buyer_cancel,
    "first-scan": first_scan,
    "late-first-scan": late_first_scan,
    "returns": returned,
    "stock-out": stock_out,
}
"""One measure for each effect."""
