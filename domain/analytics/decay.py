"""A video's course: how its views are spread over the days since it was posted.

Views are a matrix: a row for each video, a column for each day of its age, the day of posting
first; ``UNKNOWN`` where that day has not come yet. All figures are of the views so far, so those of
a young video are of a course that is not over.
"""

from __future__ import annotations

import numpy as np

from domain.kernel.columns import UNKNOWN, Array
from domain.kernel.money import BASIS

HALF = BASIS // 2
MOST = 9 * BASIS // 10
"""What ``days_until`` is asked for: a half of all views, and 90 %."""


def by_age(posted: Array, video: Array, day: Array, views: Array, today: int) -> Array:
    """The matrix of views, from rows of a video, a local day and what it had then, in any order.

    ``posted`` is the day on which each video was posted, and ``video`` a number into it; no row may
    be earlier than its video or later than ``today``. Days without a row had none.
    """
    ages = today - posted + 1
    found = np.zeros((len(posted), int(ages.max(initial=0))), dtype=np.int64)
    np.add.at(found, (video, day - posted[video]), views)
    found[np.arange(found.shape[1]) >= ages[:, None]] = UNKNOWN
    return found


def days_until(views: Array, part: int) -> Array:
    """In how many days, that of posting being the first, that part of a video's views had come.

    ``part`` is in basis points: ``HALF`` asks for the half-life. ``UNKNOWN`` for a video without
    views.
    """
    come = np.maximum(views, 0).cumsum(axis=1)
    if not come.shape[1]:
        return np.full(len(views), UNKNOWN, dtype=np.int64)
    whole = come[:, -1:]
    days = (come * BASIS < whole * part).sum(axis=1) + 1
    return np.where(whole[:, 0] > 0, days, UNKNOWN)
