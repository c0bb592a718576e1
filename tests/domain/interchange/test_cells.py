"""Amounts and times survive being written by an export and read again, to the cent and second."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.interchange.cells import (
    BAD,
    Amounts,
    Ids,
    Keys,
    Times,
    Words,
    guarded,
    unguarded,
    utc,
)
from domain.kernel.money import Currency
from domain.rulebook import rulebook

USD, IDR = Currency("USD", 2), Currency("IDR", 0)


@given(st.integers(-(10**11), 10**11))
def test_dollars_round_trip_plain_and_grouped(amount: int) -> None:
    sign, digits = "-" if amount < 0 else "", f"{abs(amount):03d}"
    plain = f"{sign}{digits[:-2]}.{digits[-2:]}"
    read = Amounts(USD, ["USD"])

    assert read.column([plain, f"{plain}\t", USD.text(amount)]).tolist() == [amount] * 3


@given(st.integers(0, 10**11))
def test_rupiah_round_trip_plain_and_with_dots(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    read = Amounts(IDR, ["IDR", "Rp"])

    cells = [str(amount), dotted, f"Rp{dotted}", f"IDR {dotted},00", IDR.text(amount)]
    assert read.column(cells).tolist() == [amount] * 5


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("1,234.56", 123_456),
        ("1.234,56", 123_456),
        ("35,91", 3_591),
        ("12.5", 1_250),
        ("1,234", 123_400),
        ("1.234.567", 123_456_700),
        ("", 0),
        ("\t", 0),
    ],
)
def test_the_last_separator_is_decimal_unless_it_can_only_group(cell: str, cents: int) -> None:
    assert Amounts(USD).value(cell.strip()) == cents


@pytest.mark.parametrize(
    "cell", ["1.234", "12.", ".5", "1,23,456.00", "1.2.3", "1,2,3", "--1", "1e3", "٣", "/", "NaN"]
)
def test_an_amount_that_could_mean_two_things_is_not_guessed(cell: str) -> None:
    assert Amounts(USD).value(cell) == BAD


@pytest.mark.parametrize("cell", ["58.5", "58,50", "5.85.000", "0,5"])
def test_there_are_no_parts_of_a_rupiah(cell: str) -> None:
    assert Amounts(IDR).value(cell) == BAD


MOMENTS = st.integers(
    int(datetime(2017, 1, 1, tzinfo=UTC).timestamp()),
    int(datetime(2043, 1, 1, tzinfo=UTC).timestamp()),
)


@given(MOMENTS)
def test_american_times_round_trip(moment: int) -> None:
    local = datetime.fromtimestamp(moment, ZoneInfo("America/Los_Angeles"))
    # The hour that the clock shows twice has no single moment.
    assume(local.replace(fold=1).utcoffset() == local.replace(fold=0).utcoffset())
    cell = f"{local:%m/%d/%Y} {local.hour % 12 or 12}:{local:%M:%S %p}\t"

    found = utc(rulebook("us").calendar, Times(["MDY 12"]).column([cell, "\t", ""]))

    assert found.tolist() == [moment, 0, 0]


@given(MOMENTS)
def test_indonesian_times_round_trip(moment: int) -> None:
    local = datetime.fromtimestamp(moment, ZoneInfo("Asia/Jakarta"))
    cell = f"{local:%d/%m/%Y %H:%M:%S}\t"

    found = utc(rulebook("id").calendar, Times(["DMY 24"]).column([cell]))

    assert found.tolist() == [moment]


@pytest.mark.parametrize(
    ("cell", "wall"),
    [
        ("9/5/2026 2:59:27 AM", (2026, 9, 5, 2, 59, 27)),
        ("9/15/2026 12:00:00 AM", (2026, 9, 15)),
        (" 09/15/2026 1:00:00 pm", (2026, 9, 15, 13)),
    ],
)
def test_dates_that_lost_their_zeros_are_still_read(cell: str, wall: tuple[int, ...]) -> None:
    shown = datetime(*wall, tzinfo=UTC)

    assert Times(["MDY 12"]).column([cell]).tolist() == [int(shown.timestamp())]


@pytest.mark.parametrize(
    "cell", ["09/15/2026", "09/15/2026 13:00:00 PM", "09/15/2026 1:00 PM", "          1:00:00 PM"]
)
def test_a_time_without_all_its_parts_is_not_guessed(cell: str) -> None:
    assert Times(["MDY 12"]).column([cell]).tolist() == [BAD]


@pytest.mark.parametrize(
    ("cell", "wall"),
    [
        ("09/08/2026 02:59:27 AM", (2026, 9, 8, 2, 59, 27)),
        ("09/08/2026 02:59:27", (2026, 8, 9, 2, 59, 27)),
        ("2026-09-08 02:59:27", (2026, 9, 8, 2, 59, 27)),
    ],
)
def test_where_a_market_writes_both_ways_am_and_pm_decide(cell: str, wall: tuple[int, ...]) -> None:
    shown = datetime(*wall, tzinfo=UTC)

    assert Times(["DMY 24", "MDY 12"]).column([cell]).tolist() == [int(shown.timestamp())]


@given(MOMENTS)
def test_a_moment_that_says_it_is_utc_is_exact_even_when_the_clock_shows_it_twice(at: int) -> None:
    cell = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"

    assert utc(rulebook("us").calendar, Times(["MDY 12"]).column([cell])).tolist() == [at]


@given(st.text())
def test_a_guarded_text_starts_no_formula_and_comes_back_as_it_was(text: str) -> None:
    kept = guarded(text)

    assert kept[:1] not in FORMULA
    assert unguarded(kept) == text


FORMULA = set("=+-@\t\r\n\0＝＋－＠")  # noqa: RUF001


@pytest.mark.parametrize("text", ["=1+1", "+1 555 0100", "-x", "@sum", "'=1", "''=1", "\t=1"])
def test_what_could_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'", "'quoted'", "plain", "(+1)555", "5-3"])
def test_what_cannot_run_is_left_alone(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.integers(1, 2**63 - 1))
def test_ids_keep_every_digit(number: int) -> None:
    assert Ids().column([f"{number}\t"]).tolist() == [number]


@pytest.mark.parametrize("cell", ["+5", "1_000", "5.0", "9223372036854775808", "٣", "-1", "0"])
def test_ids_are_digits_only(cell: str) -> None:
    assert Ids().value(cell) == BAD


def test_words_are_coded_by_their_trimmed_text() -> None:
    words = Words()

    codes = words.column(["a", "a\t", "", "b"])

    assert words.texts()[codes].tolist() == ["a", "a", "", "b"]
    assert codes.dtype == np.int32


def test_the_same_name_has_the_same_key_only_under_the_same_salt() -> None:
    one, other = Keys("00" * 32), Keys("01" * 32)

    assert one.text("ada") == one.text("ada") != other.text("ada")
    assert one.text("") == ""
