"""A newer file of the same days updates; what it does not tell stays; and all of it can go back."""

from __future__ import annotations

import csv
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.analytics.tables import told_products, told_videos
from domain.kernel.refusals import RefusedError
from tests.domain.interchange import told_files as files
from tests.domain.interchange.told_files import with_cells


@pytest.fixture
def save(tmp_path):
    return partial(files.workbook, tmp_path)


def test_a_newer_file_of_the_same_days_updates_and_undo_brings_the_older_back(shop, save) -> None:
    shop.take(save(files.VIDEOS))
    before, rows = shop.digest(), shop.rows(told_videos)

    planned = shop.take(save(with_cells(files.VIDEOS, VV="2,000", Orders="--")))

    assert (planned.new, planned.changed, planned.same) == (0, 1, 0)
    [found] = shop.rows(told_videos)
    assert (found.views, found.orders) == (2_000, 1)  # orders are not told any more: they stay
    assert found.finish_rate_bp is None
    with pytest.raises(RefusedError) as caught:
        shop.undo(1)
    assert caught.value.refusal.code == "import-overlaid"
    assert shop.undo() == 2
    assert (shop.digest(), shop.rows(told_videos)) == (before, rows)


def test_an_older_layout_of_the_same_days_takes_nothing_away(shop, save) -> None:
    shop.take(save(files.PRODUCTS))

    planned = shop.take(save(files.OLDER_PRODUCTS))

    assert (planned.new, planned.changed) == (0, 1)
    light = shop.rows(told_products)[0]
    assert (light.creator_gmv, light.live_gmv, light.impressions) == (90_000, 30_000, 12_345)


def test_another_period_stands_beside_the_first(shop, save) -> None:
    shop.take(save(files.VIDEOS))
    later = [["[Date Range]: 2026-09-16 ~ 2026-09-30"], *files.VIDEOS[1:]]

    planned = shop.take(save(later))

    assert (planned.new, planned.same) == (1, 0)
    assert len(shop.rows(told_videos)) == 2
    assert shop.plan(save(files.VIDEOS)).same == 1


def test_a_file_that_names_no_days_says_so_and_replaces_the_last_such_file(shop, save) -> None:
    planned = shop.take(save(files.CREATORS))
    assert [each.code for each in planned.warnings] == ["period-untold"]
    assert shop.plan(save(with_cells(files.CREATORS, Videos="8"))).changed == 1


def test_days_of_several_files_come_together_and_overlap_without_doubling(shop, save) -> None:
    shop.take(save(files.DAYS))
    third = ["16/09/2026", "$5.00", "1", "", "1"]

    planned = shop.take(save([files.DAYS[0], files.DAYS[2], third]))

    assert (planned.new, planned.changed, planned.same) == (1, 0, 1)


_NUMBERS = st.one_of(st.just("--"), st.just(""), st.integers(0, 10**9).map(str))
_AMOUNTS = st.one_of(
    st.just("--"), st.integers(0, 10**9).map(lambda cents: f"${cents // 100:,}.{cents % 100:02}")
)
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
_VIDEO = st.tuples(st.integers(10**18, 9 * 10**18 - 1), _TEXTS, _NUMBERS, _NUMBERS, _AMOUNTS)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(_VIDEO, min_size=1, max_size=8), second=st.lists(_VIDEO, min_size=1, max_size=4)
)
def test_importing_twice_changes_nothing_and_taking_back_everything(
    first, second, open_shop, tmp_path
) -> None:
    shop = open_shop("us")
    before = shop.digest()
    header = ["Video ID", "Video Info", "VV", "Orders", "Gross merchandise value (Video) ($)"]
    # The second file has some videos of the first with the figures of others, and some of its own.
    moved = [(video[0], *other[1:]) for video, other in zip(first, second, strict=False)]
    seen: list[str] = [before]
    for rows in (first, [*moved, *second]):
        path = tmp_path / "videos.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([[files.PERIOD], header, *rows])
        planned = shop.plan(path)
        number = shop.carry_out(planned)
        again = shop.plan(path)
        assert (again.new, again.changed) == (0, 0)
        assert again.same + len(again.refused) == again.rows
        if number is not None:
            seen.append(shop.digest())
    for known in reversed(seen[:-1]):
        shop.undo()
        assert shop.digest() == known
