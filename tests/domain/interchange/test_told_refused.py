"""What an analytics file cannot be read for: a row and its reason, or the whole file and why."""

from __future__ import annotations

from functools import partial

import pytest

from domain.analytics.tables import told_days, told_videos
from domain.interchange.plan import FileRefusedError
from domain.kernel.refusals import RefusedError
from tests.domain.interchange import told_files as files
from tests.domain.interchange.told_files import with_cells


@pytest.fixture
def save(tmp_path):
    return partial(files.workbook, tmp_path)


def refused(shop, path) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        shop.plan(path)
    return caught.value


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("VideoID", "7.49427E+18", "cell-id-lost"),
        ("VideoID", 7494265134031872569, "cell-id-lost"),  # a number keeps fifteen digits
        ("VideoID", "", "cell-not-id"),
        ("VideoID", "'; DROP TABLE told_videos;--", "cell-not-id"),
        ("VV", "12.5", "cell-not-count"),
        ("VV", "-3", "cell-not-count"),
        ("VV", "many", "cell-not-count"),
        ("GrossmerchandisevalueVideo", "€12.00", "cell-not-amount"),
        ("GrossmerchandisevalueVideo", "-$12.00", "cell-not-amount"),
        ("CTR", "high", "cell-not-rate"),
        ("Time", "yesterday", "cell-not-time"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row(column, cell, code, shop, save) -> None:
    good = list(files.VIDEOS[-1])
    good[3] = "7494265134031872570"
    bad = with_cells([*files.VIDEOS[1:2], files.VIDEOS[-1]], **{column: cell})
    path = save([files.VIDEOS[0], bad[0], good, bad[1]])

    planned = shop.take(path)

    [found] = planned.refused
    assert (found.row, found.refusal.code) == (4, code)
    assert (planned.rows, planned.new) == (2, 1)
    assert len(shop.rows(told_videos)) == 1


@pytest.mark.parametrize("mark", ["(Rp)", "(£)", "(¥)", "(R$)", "\uff08Rp\uff09", "(EUR)"])
def test_amounts_of_another_currency_refuse_the_file(mark, shop, save) -> None:
    header = [str(name).replace("($)", mark) for name in files.VIDEOS[1]]

    found = refused(shop, save([files.VIDEOS[0], header, files.VIDEOS[2]]))

    assert isinstance(found, FileRefusedError)
    assert (found.kind, found.refusal.code) == ("video-analytics", "file-other-currency")
    assert mark.strip("()\uff08\uff09") in found.refusal.text()
    assert "USD" in found.refusal.text()


def test_a_file_whose_ids_were_all_rounded_is_refused(shop, save) -> None:
    rows = [with_cells(files.VIDEOS, VideoID=f"74942651340318{at}000")[-1] for at in range(10, 16)]

    found = refused(shop, save([*files.VIDEOS[:2], *rows]))

    assert found.refusal.code == "file-ids-lost"


def test_a_row_said_twice_counts_once_and_what_is_told_two_ways_not_at_all(shop, save) -> None:
    row = files.VIDEOS[-1]
    planned = shop.plan(save([*files.VIDEOS, row]))
    assert (planned.rows, planned.new, planned.same, planned.totals["lines"]) == (2, 1, 1, 1)

    other = with_cells(files.VIDEOS, VV="7")[-1]
    planned = shop.plan(save([*files.VIDEOS, row, other]))
    assert [each.row for each in planned.refused] == [3, 4, 5]
    assert {each.refusal.code for each in planned.refused} == {"row-told-twice"}
    assert (planned.new, planned.totals["views"]) == (0, None)


def test_days_with_the_month_first_refuse_the_file_since_the_others_could_be_so_too(
    shop, save
) -> None:
    rows = [files.DAYS[0], ["09/05/2026", "$1", "1", "", "1"], ["09/25/2026", "$1", "1", "", "1"]]

    found = refused(shop, save(rows))

    assert found.refusal.code == "file-days-unclear"
    assert "09/25/2026" in found.refusal.text()


def test_a_sum_below_the_days_is_no_day(shop, save) -> None:
    planned = shop.take(save([*files.DAYS, ["Total", "$1,333.56", "33", "", "35"]]))

    assert [(each.row, each.refusal.code) for each in planned.refused] == [(4, "cell-not-day")]
    assert len(shop.rows(told_days)) == 2


def test_exactly_five_thousand_rows_may_be_cut_off(shop, save) -> None:
    header = ["Video ID", "VV"]
    rows = [[str(7494265134031872001 + at), 1] for at in range(5_000)]

    planned = shop.plan(save([[files.PERIOD], header, *rows]))
    assert [each.code for each in planned.warnings] == ["file-perhaps-cut"]
    assert planned.totals["views"] == 5_000

    planned = shop.plan(save([[files.PERIOD], header, *rows[1:]]))
    assert planned.warnings == ()


@pytest.mark.parametrize(
    ("rates", "points", "warned"),
    [
        (("5.93%", "12,4 %"), (593, 1_240), []),
        (("0.0593", "1"), (593, 10_000), []),
        (("0.0593", "2.4"), (None, None), ["rates-unclear"]),
        (("5.93%", "2.4"), (593, None), ["rates-unclear"]),
        (("--", "0.00%"), (None, 0), []),
    ],
)
def test_rates_are_percentages_or_shares_and_unknown_where_they_could_be_either(
    rates, points, warned, shop, save
) -> None:
    planned = shop.take(save(with_cells(files.VIDEOS, CTR=rates[0], VideoFinishRate=rates[1])))

    [found] = shop.rows(told_videos)
    assert (found.ctr_bp, found.finish_rate_bp) == points
    assert [each.code for each in planned.warnings] == warned


def test_a_column_that_says_per_cent_needs_no_sign_in_its_cells(shop, save) -> None:
    header = [str(name).replace("CTR", "CTR (%)") for name in files.VIDEOS[1]]
    row = [*files.VIDEOS[2][:-2], "5.93", "12.4%"]

    shop.take(save([files.VIDEOS[0], header, row]))

    [found] = shop.rows(told_videos)
    assert (found.ctr_bp, found.finish_rate_bp) == (593, 1_240)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2026-07-29 16:26:00", 1_785_367_560),
        ("2026/07/29 16:26", 1_785_367_560),
        ("29/07/2026 16:26:00", 1_785_367_560),
        ("07/29/2026 4:26 PM", 1_785_367_560),
        ("2026-07-29", 1_785_308_400),
        ("07/08/2026 16:26:00", None),  # July or August: the file does not tell
        ("--", None),
    ],
)
def test_when_a_video_was_posted_is_unknown_where_day_and_month_could_be_either(
    cell, told, shop, save
) -> None:
    shop.take(save(with_cells(files.VIDEOS, Time=cell)))

    [found] = shop.rows(told_videos)
    assert found.posted_at == told


def test_a_csv_with_its_banner_and_guarded_texts_is_read_too(shop, tmp_path) -> None:
    path = tmp_path / "videos.csv"
    lines = (
        "[Date Range]: 2026-08-18 ~ 2026-09-15",
        "Video ID;Video Info;VV;Gross merchandise value (Video) ($)",
        "7494265134031872569;'=cmd|' /C calc'!A0;1593;12,50",
    )
    path.write_text("\r\n".join(lines), "utf-8-sig")

    planned = shop.take(path)

    [found] = shop.rows(told_videos)
    assert (planned.kind, planned.warnings) == ("video-analytics", ())
    assert (found.title, found.views, found.gmv) == ("=cmd|' /C calc'!A0", 1_593, 1_250)
    assert found.period_first == files.FIRST


def test_a_file_without_a_header_in_its_first_five_rows_is_no_export(shop, save) -> None:
    found = refused(shop, save([*[["Dear seller"]] * 5, *files.VIDEOS[1:]]))

    assert found.refusal.code == "file-kind-unknown"


def test_a_header_of_two_currencies_for_one_figure_is_refused(shop, save) -> None:
    header = [*files.DAYS[0], "GMV ($)"]

    found = refused(shop, save([header, *([*row, "1"] for row in files.DAYS[1:])]))

    assert found.refusal.code == "file-header-twice"


@pytest.mark.parametrize("cell", ["", " ", "--"])
def test_a_creator_without_a_name_is_nobody(cell, shop, save) -> None:
    nobody = with_cells(files.CREATORS, Creatorname=cell)[-1]

    planned = shop.take(save([*files.CREATORS, nobody]))

    assert [(each.row, each.refusal.code) for each in planned.refused] == [(4, "cell-blank")]
    assert planned.new == 1
