"""What becomes of orders: baskets, cancellations, returns, messages, buyers who come back."""

from __future__ import annotations

import numpy as np

from domain.aftersales.rules import ReturnKind
from domain.orders.rules import Role
from domain.validity.lab import LIFE_DAYS, Lab

_FIVE_MONTHS = 153


def one_item(lab: Lab) -> float:
    """The share of orders with one unit."""
    lines = lab.opening("usual").lines
    units = np.bincount(
        np.unique(lines["order_id"], return_inverse=True)[1], weights=lines["quantity"]
    )
    return float((units == 1).mean())


def buyer_cancel(lab: Lab) -> float:
    """The share of paid orders that buyers cancel."""
    orders = lab.lives.orders
    paid = orders["paid_at"] > 0
    return float((orders["cancel_role"] == Role.BUYER.name)[paid].mean())


def returned(lab: Lab) -> float:
    """The share of delivered orders that are asked back."""
    return len(_asked(lab)) / _delivered(lab)


def returned_unlike(lab: Lab) -> float:
    """The share of returns whose goods are not as described."""
    return _reason(lab, "does_not_fit_description")


def returned_fit(lab: Lab) -> float:
    """The share of returns that do not fit."""
    return _reason(lab, "does_not_fit")


def returned_damaged(lab: Lab) -> float:
    """The share of returns that came damaged."""
    return _reason(lab, "damaged")


def _asked(lab: Lab) -> list[str]:
    """Why each return was asked for."""
    back = lab.lives.returns
    reasons: list[str] = back["reason"][back["kind"] == ReturnKind.RETURN_AND_REFUND.value].tolist()
    return reasons


def _reason(lab: Lab, reason: str) -> float:
    reasons = _asked(lab)
    return reasons.count(reason) / len(reasons) if reasons else 0.0


def _delivered(lab: Lab) -> int:
    return int((lab.lives.orders["delivered_at"] > 0).sum())


def contacts(lab: Lab) -> float:
    """Messages about orders for each order."""
    about = lab.lives.messages["order_id"]
    mine = np.isin(about, lab.lives.orders["id"])
    return float(mine.sum() / len(lab.lives.orders))


def charged_back(lab: Lab) -> float:
    """The share of delivered orders whose payment the bank takes back."""
    taken = lab.lives.returns["kind"] == ReturnKind.CHARGE_BACK.value
    return float(taken.sum() / _delivered(lab))


def repeat_five_months(lab: Lab) -> float:
    """The share of buyers who order again within five months."""
    orders = lab.lives.orders
    later = lab.lives.later_until(_FIVE_MONTHS - LIFE_DAYS)
    got = orders["id"][orders["delivered_at"] > 0]
    return float(np.isin(got, later["buyer_id"]).mean())
