"""What moved on is changed and can be taken back; an older file brings no ended return back."""

from domain.aftersales.rules import ReturnStatus
from domain.aftersales.tables import returns


def completed(row):
    """The same return after the refund."""
    done = {"Return Status": "Completed", "Return Sub Status": "Completed"}
    return row | done | {"Refund Time": "20/09/2026 10:00:00"}


def test_returns_that_moved_on_are_changed_and_come_back_with_undo(
    shop, returns_sample, return_rows, write
) -> None:
    shop.take(returns_sample)
    before, rows_before = shop.digest(), shop.rows(returns)
    open_ = ("To process", "In process")
    later = [completed(row) if row["Return Status"] in open_ else row for row in return_rows()]

    planned = shop.take(write(later))

    assert (planned.new, planned.changed, planned.same) == (0, 32, 102)
    assert not shop.rows(returns, returns.c.status == ReturnStatus.BUYER_SHIPPED_ITEM)
    assert shop.undo() == 2
    assert shop.digest() == before
    assert shop.rows(returns) == rows_before


def test_an_older_file_does_not_bring_an_ended_return_back(shop, return_rows, write) -> None:
    rows = return_rows()
    before = {"Return Status": "In process", "Return Sub Status": "In process", "Refund Time": ""}
    ended = ("Completed", "Refund rejected", "Canceled")
    older = [row | before if row["Return Status"] in ended else row for row in rows]
    shop.take(write(rows))
    known = shop.digest()

    planned = shop.plan(write(older, "older.csv"))

    assert (planned.new, planned.changed, planned.same) == (0, 0, 134)
    assert planned.warnings[0].text().endswith("left as they are: 102.")
    assert shop.carry_out(planned) is None
    assert shop.digest() == known


def test_a_refund_is_final_even_against_other_ends(shop, return_rows, write) -> None:
    row = return_rows()[0]
    shop.take(write([completed(row)]))

    planned = shop.plan(write([row | {"Return Status": "Refund rejected"}], "older.csv"))

    assert (planned.changed, planned.warnings[0].code) == (0, "returns-older")


def test_a_rejected_return_is_open_again_once_it_is_disputed(shop, return_rows, write) -> None:
    row = return_rows()[0]
    shop.take(write([row | {"Return Status": "Refund rejected"}]))

    planned = shop.take(write([row | {"Dispute Status": "In progress"}], "disputed.csv"))

    assert (planned.changed, planned.warnings) == (1, ())
    [found] = shop.rows(returns)
    assert (found.status, found.arbitration) == (ReturnStatus.BUYER_SHIPPED_ITEM, "IN_PROGRESS")


def test_an_older_layout_leaves_alone_what_it_has_no_column_for(shop, return_rows, write) -> None:
    row = return_rows()[0] | {"Dispute Status": "Asked", "Compensation Amount": "3.00"}
    shop.take(write([row]))
    gone = ("Dispute Status", "Compensation Amount")

    planned = shop.take(write([{k: v for k, v in row.items() if k not in gone}], "old.csv"))

    assert (planned.changed, planned.same) == (0, 1)
    [found] = shop.rows(returns)
    assert (found.arbitration, found.compensation) == ("Asked", 300)
