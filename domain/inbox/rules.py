"""Rules of buyers' messages, as column functions."""

from __future__ import annotations

from enum import StrEnum

from domain.kernel.clock import HOUR, Seconds
from domain.rulebook import Rules


class Topic(StrEnum):
    """What a buyer asks about."""

    BEFORE_BUYING = "before_buying"
    WHERE_IS_MY_ORDER = "where_is_my_order"
    PRODUCT = "product"
    CHANGE_ORDER = "change_order"
    RETURN = "return"


def answer_by(asked_at: Seconds, rules: Rules) -> Seconds:
    """Until when an answer counts for the response rate (A4)."""
    return asked_at + rules.message_answer_hours * HOUR
