"""Finding among more orders than are worked on at a time."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import create_engine

from domain.kernel.columns import Columns
from domain.orders.rules import Status
from domain.reports.orders import OrderQuery, Sort
from domain.reports.orders.finding import find_ids
from domain.reports.orders.index import OrderIndex

_MANY = 150_000


@pytest.fixture(scope="module")
def index() -> OrderIndex:
    """An index whose columns neither rise nor stand alone."""
    draw, made = np.random.default_rng(7), OrderIndex()
    made.orders = Columns(
        {
            "id": np.sort(draw.choice(10 * _MANY, _MANY, replace=False)),
            "status": draw.integers(0, len(Status), _MANY, dtype=np.uint8),
            "created_at": draw.integers(0, 2**32 - 1, _MANY, dtype=np.uint32),
            "amount": draw.integers(0, 900, _MANY) * 100,
            "units": draw.integers(1, 4, _MANY, dtype=np.uint32),
            "carrier": draw.integers(0, 3, _MANY, dtype=np.uint32),
        }
    )
    made.carriers.update({("UPS",): 1, ("FedEx",): 2})
    return made


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("above", [None, 40_000, 89_900])
@pytest.mark.parametrize(
    ("sort", "column"),
    [(Sort.CREATED, "created_at"), (Sort.AMOUNT, "amount"), (Sort.UNITS, "units")],
)
def test_many_orders_are_sorted_by_value_and_equal_ones_by_id(
    index: OrderIndex, sort: Sort, column: str, above: int | None, *, descending: bool
) -> None:
    query = OrderQuery(sort=sort, descending=descending, amount_from=above)
    with create_engine("sqlite://").connect() as conn:
        found = find_ids(conn, index, query, 0)

    rows = index.orders
    order = np.lexsort((rows["id"], rows[column]))
    wanted = rows["id"][order[rows["amount"][order] >= (above or 0)]]
    assert found.tolist() == (wanted[::-1] if descending else wanted).tolist()


def test_carriers_are_sorted_by_their_names(index: OrderIndex) -> None:
    with create_engine("sqlite://").connect() as conn:
        found = find_ids(conn, index, OrderQuery(sort=Sort.CARRIER, descending=False), 0)

    carrier = index.orders["carrier"][index.orders["id"].searchsorted(found)]
    rank = [0, 2, 1]  # none, UPS, FedEx
    assert carrier.tolist() == sorted(index.orders["carrier"].tolist(), key=rank.__getitem__)
