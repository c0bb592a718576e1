"""What passes follows from the bar; baselines are taken in turn."""

from __future__ import annotations

import pytest

from desktop.bench.rows import Row, in_turn

KEYS = {
    "name", "size", "value", "unit", "baseline", "baseline_value", "ratio", "bar", "pass",
}  # fmt: skip


def row(value: float, bar_on: str, baseline: float | None, bar: float = 2.0) -> Row:
    return Row("one", "small", value, "s", bar, bar_on, "another", baseline)


@pytest.mark.parametrize(
    ("value", "bar_on", "baseline", "passes"),
    [
        (2.0, "value", None, True),
        (2.1, "value", None, False),
        (2.1, "value", 100.0, False),
        (6.0, "ratio", 3.0, True),
        (6.1, "ratio", 3.0, False),
        (6.0, "ratio", None, None),
    ],
)
def test_passing_follows_from_the_bar(
    value: float, bar_on: str, baseline: float | None, passes: bool | None
) -> None:
    assert row(value, bar_on, baseline).passes is passes


def test_a_row_has_the_keys_of_the_contract() -> None:
    found = row(6.0, "ratio", 4.0).to_json()
    assert set(found) >= KEYS
    assert found["ratio"] == 1.5
    assert found["pass"] is True


def test_without_a_baseline_there_is_no_ratio_and_nothing_to_judge_it_by() -> None:
    found = row(6.0, "ratio", None).to_json()
    assert (found["baseline_value"], found["ratio"], found["pass"]) == (None, None, None)
    assert row(6.0, "ratio", None).text().endswith("not judged")


def test_a_line_for_people_says_value_baseline_ratio_bar_and_verdict() -> None:
    assert row(6.0, "ratio", 4.0).text() == (
        "one (small): 6 s; another 4 s, ratio 1.50; at most 2 ×: pass"
    )
    assert row(6.0, "value", 4.0).text().endswith("at most 2 s: MISS")


def test_measures_are_taken_in_turn_and_their_medians_given() -> None:
    order: list[str] = []
    ours, theirs = iter([3.0, 1.0, 2.0]), iter([30.0, 20.0, 10.0])

    def measure(name: str, values: object) -> float:
        order.append(name)
        return next(values)

    found = in_turn(3, lambda: measure("ours", ours), lambda: measure("theirs", theirs))
    assert found == [2.0, 20.0]
    assert order == ["ours", "theirs"] * 3
