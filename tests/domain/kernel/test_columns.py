"""Columns keep rows together, and come back from SQL as they went in."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    case,
    create_engine,
    select,
)
from sqlcipher3 import dbapi2

from domain.kernel import columns
from domain.kernel.columns import (
    Columns,
    changes,
    places,
    read,
    read_numbers,
    rewrite,
    rows_of,
    write,
)

METADATA = MetaData()
PARCELS = Table(
    "parcels",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("place", Text, nullable=False),
    Column("weight", Integer),
)

INTEGERS = st.integers(-(2**63), 2**63 - 1)


@pytest.fixture
def conn() -> Iterator[Connection]:
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: dbapi2.connect(":memory:"), module=dbapi2
    )
    with engine.connect() as connection:
        METADATA.create_all(connection)
        yield connection
    engine.dispose()


def parcels(*rows: tuple[int, str, int]) -> Columns:
    return Columns(
        {
            "id": np.array([row[0] for row in rows], dtype=np.int64),
            "place": np.array([row[1] for row in rows], dtype=object),
            "weight": np.array([row[2] for row in rows], dtype=np.int64),
        }
    )


ROWS = [(1, "Lahore", 120), (5, "", -7), (9, "Zürich 🚚", 2**63 - 1)]


def test_what_is_written_is_read_again(conn: Connection) -> None:
    write(conn, PARCELS, parcels(*ROWS))
    assert read(conn, select(PARCELS).order_by(PARCELS.c.id)).rows() == ROWS


def test_unknown_numbers_are_read_as_minus_one(conn: Connection) -> None:
    conn.exec_driver_sql("INSERT INTO parcels VALUES (3, 'Quetta', NULL)")
    assert read(conn, select(PARCELS)).rows() == [(3, "Quetta", -1)]


def test_rewriting_changes_the_named_columns_of_the_named_rows_only(conn: Connection) -> None:
    write(conn, PARCELS, parcels(*ROWS))
    heavier = Columns({"id": np.array([5, 9]), "weight": np.array([8, 10])})
    rewrite(conn, PARCELS, heavier, "id")
    found = read(conn, select(PARCELS).order_by(PARCELS.c.id)).rows()
    assert found == [(1, "Lahore", 120), (5, "", 8), (9, "Zürich 🚚", 10)]


def test_no_rows_are_written_and_read_as_no_rows(conn: Connection) -> None:
    write(conn, PARCELS, parcels())
    rewrite(conn, PARCELS, parcels(), "id")
    found = read(conn, select(PARCELS))
    assert len(found) == 0
    assert list(found) == ["id", "place", "weight"]


def test_blank_columns_follow_the_table() -> None:
    blank = Columns.like(PARCELS, 2)
    assert blank.rows() == [(0, "", 0), (0, "", 0)]
    assert list(Columns.like(PARCELS, 2, ["id", "weight"])) == ["id", "weight"]


@given(st.lists(INTEGERS, max_size=20), st.lists(INTEGERS, max_size=20))
def test_joined_rows_stand_one_after_the_other(first: list[int], second: list[int]) -> None:
    joined = Columns({"n": np.array(first, dtype=np.int64)}).joined(
        Columns({"n": np.array(second, dtype=np.int64)})
    )
    assert joined["n"].tolist() == first + second
    assert len(joined) == len(first) + len(second)


@given(st.lists(st.lists(INTEGERS, max_size=20), max_size=8))
def test_columns_grow_by_what_is_put_behind_them(parts: list[list[int]]) -> None:
    grown = Columns({"n": np.zeros(0, dtype=np.int64)})
    seen = []
    for part in parts:
        seen.append((grown["n"], grown["n"].tolist()))
        grown.extend(Columns({"n": np.array(part, dtype=np.int64)}))
    assert grown["n"].tolist() == [n for part in parts for n in part]
    for array, values in seen:  # what was read before stays as it was
        assert array.tolist() == values


def test_columns_that_share_arrays_grow_apart() -> None:
    columns = parcels(*ROWS)
    columns.extend(parcels((6, "Gwadar", 1)))
    some = columns.only(("id",))
    some.extend(Columns({"id": np.array([7])}))
    columns.extend(parcels((8, "Quetta", 2)))
    assert some["id"].tolist() == [*[row[0] for row in ROWS], 6, 7]
    assert columns["id"].tolist() == [*[row[0] for row in ROWS], 6, 8]


@given(st.lists(st.tuples(INTEGERS, st.booleans()), max_size=20))
def test_a_mask_keeps_the_rows_it_marks(rows: list[tuple[int, bool]]) -> None:
    columns = Columns({"n": np.array([n for n, _ in rows], dtype=np.int64)})
    kept = columns.where(np.array([keep for _, keep in rows], dtype=bool))
    assert kept["n"].tolist() == [n for n, keep in rows if keep]


def test_a_copy_shares_nothing_and_one_value_fills_a_column() -> None:
    columns = parcels(*ROWS)
    copy = columns.copy()
    copy["weight"] = 3
    copy["weight"][0] = 4
    copy["place"] = "Gwadar"
    assert copy["weight"].tolist() == [4, 3, 3]
    assert columns.rows() == ROWS


def test_some_columns_share_their_arrays_with_all() -> None:
    columns = parcels(*ROWS)
    some = columns.only(("weight", "id"))
    assert list(some) == ["weight", "id"]
    assert some["weight"] is columns["weight"]


@given(st.lists(st.integers(0, 9), max_size=20), st.sets(st.integers(0, 9)))
def test_rows_of_keys_are_all_rows_with_one_of_them(keys: list[int], wanted: set[int]) -> None:
    column = np.array(sorted(keys), dtype=np.int64)
    found = rows_of(column, np.array(sorted(wanted), dtype=np.int64))
    assert found.tolist() == [at for at, key in enumerate(column.tolist()) if key in wanted]


def test_columns_can_be_told_some_of_their_values() -> None:
    columns = parcels(*ROWS)
    ids = np.array([7, 8, 9])
    told = columns.told(id=ids, place="Gwadar", weight=np.array([1.0, 2.0, 3.0]))
    assert told.rows() == [(7, "Gwadar", 1), (8, "Gwadar", 2), (9, "Gwadar", 3)]
    assert told["weight"].dtype == np.int64
    assert columns.rows() == ROWS


@given(st.sets(st.integers(-9, 9)), st.lists(st.integers(-12, 12)))
def test_places_of_keys_are_where_they_stand_if_they_do(keys: set[int], wanted: list[int]) -> None:
    sorted_keys = np.array(sorted(keys), dtype=np.int64)
    place, there = places(sorted_keys, np.array(wanted, dtype=np.int64))
    assert there.tolist() == [each in keys for each in wanted]
    assert sorted_keys[place[there]].tolist() == [each for each in wanted if each in keys]


@given(
    st.lists(st.integers(-9, 9), unique=True),
    st.dictionaries(st.integers(-9, 9), st.integers(0, 96)),
)
def test_what_is_given_for_keys_stands_beside_them(keys: list[int], told: dict[int, int]) -> None:
    known, values = (np.array([*each], dtype=np.int64) for each in (told, told.values()))
    found = columns.given(np.array(keys, dtype=np.int64), known, values, -5)
    assert found.tolist() == [told.get(each, -5) for each in keys]


def test_numbers_are_a_row_for_each_column(conn: Connection) -> None:
    write(conn, PARCELS, parcels(*ROWS))
    query = select(PARCELS.c.id, PARCELS.c.id * 2)
    first, double = read_numbers(conn, query)
    assert sorted(zip(first.tolist(), double.tolist(), strict=True)) == [(1, 2), (5, 10), (9, 18)]
    assert read_numbers(conn, query.where(PARCELS.c.id > 9)).shape == (2, 0)


def test_a_number_that_nobody_knows_is_no_number(conn: Connection) -> None:
    write(conn, PARCELS, parcels(*ROWS))
    query = select(PARCELS.c.id, case((PARCELS.c.id > 1, PARCELS.c.id)))
    with pytest.raises(ValueError, match="unknown"):
        read_numbers(conn, query)


def test_rows_change_where_any_column_does_and_the_first_one_begins() -> None:
    order, sku = np.array([1, 1, 1, 2, 2]), np.array([7, 7, 8, 8, 8])
    assert changes(order, sku).tolist() == [True, False, True, True, False]
    assert changes(order).tolist() == [True, False, False, True, False]
    assert changes(order[:0]).tolist() == []
