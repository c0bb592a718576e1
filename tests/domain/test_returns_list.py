"""The returns list counts, finds and words returns alike in practice shops and in real ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from domain.aftersales.groups import Group
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind, ReturnStatus
from domain.aftersales.tables import returns
from domain.kernel.columns import Columns
from domain.reports.figures import figures
from domain.reports.home import home
from domain.reports.orders import OrderQuery, order_ids
from domain.reports.returns import (
    ReturnQuery,
    Sort,
    Step,
    group_counts,
    return_detail,
    return_ids,
    return_rows,
)
from domain.reports.waiting import waiting
from domain.shop import Shop
from domain.simulation.policies import sensible

EXPORTS = Path(__file__).resolve().parents[1] / "data" / "exports"
WALL = 1_789_500_000


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A real shop with the sample's orders and returns."""
    with Shop.real(tmp_path_factory.mktemp("list") / "a.dukandar", "us", "Mine") as shop:
        for name in ("us_orders.csv", "us_returns.xlsx"):
            shop.import_planned(shop.plan_import(EXPORTS / name), "")
        yield shop


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "b.dukandar", "us", "Mine") as shop:
        yield shop


def put(shop: Shop, **values: object) -> None:
    """A return with these values; the rest is 0 or empty."""
    blank = Columns.like(returns, 1)
    row = {name: blank[name].tolist()[0] for name in blank}
    row |= {"id": 1, "kind": ReturnKind.RETURN_AND_REFUND.value, "requested_at": 1_000}
    shop.write(lambda conn: conn.execute(insert(returns).values(row | values)))


def group(shop: Shop) -> Group:
    [found] = shop.read(return_rows, (1,))
    [counted] = [each for each, count in shop.read(group_counts).items() if count]
    assert counted is found.group
    assert shop.read(return_ids, ReturnQuery(group=counted)) == (1,)
    return counted


def test_the_groups_of_the_sample_add_up_to_its_statuses(imported: Shop) -> None:
    assert imported.read(group_counts) == {
        Group.TO_ANSWER: 10,
        Group.ON_THE_WAY: 22,
        Group.TO_INSPECT: 0,
        Group.DISPUTES: 0,
        Group.DONE: 102,
    }
    for each, count in imported.read(group_counts).items():
        assert len(imported.read(return_ids, ReturnQuery(group=each))) == count


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"status": ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING}, Group.TO_ANSWER),
        ({"status": ReturnStatus.AWAITING_BUYER_SHIP}, Group.ON_THE_WAY),
        ({"status": ReturnStatus.AWAITING_BUYER_RESPONSE}, Group.ON_THE_WAY),
        ({"status": ReturnStatus.BUYER_SHIPPED_ITEM}, Group.ON_THE_WAY),
        ({"status": ReturnStatus.BUYER_SHIPPED_ITEM, "arrived_at": 5}, Group.TO_INSPECT),
        ({"status": ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE}, Group.DONE),
        ({"status": ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT}, Group.DONE),
        ({"status": ReturnStatus.REJECT_RECEIVE_PACKAGE}, Group.DONE),
        (
            {
                "status": ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT,
                "arbitration": Arbitration.IN_PROGRESS.value,
            },
            Group.DISPUTES,
        ),
        (
            {
                "status": ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT,
                "arbitration": Arbitration.SUPPORT_SELLER.value,
            },
            Group.DONE,
        ),
        (
            {
                "status": ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
                "appeal": Appeal.IN_PROGRESS.value,
            },
            Group.DISPUTES,
        ),
        # A file's own word is about an open dispute until the return has ended.
        (
            {"status": ReturnStatus.BUYER_SHIPPED_ITEM, "arbitration": "Evidence wanted"},
            Group.DISPUTES,
        ),
        (
            {"status": ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE, "arbitration": "Lost"},
            Group.DONE,
        ),
    ],
)
def test_a_return_is_in_one_group(values: dict[str, object], where: Group, empty: Shop) -> None:
    put(empty, **{**values, "status": int(values["status"])})

    assert group(empty) is where


def test_rows_come_in_the_order_asked_for_with_their_product(imported: Shop) -> None:
    newest = imported.read(return_ids, ReturnQuery())
    dearest = imported.read(return_ids, ReturnQuery(sort=Sort.REFUND))
    first = imported.read(return_rows, newest[:3])

    assert len(newest) == len(set(newest)) == 134
    assert [row.id for row in first] == list(newest[:3])
    assert first[0].requested_at > first[1].requested_at > first[2].requested_at
    assert (first[0].product, first[0].seller_sku) == ("Cotton Tote (Pack of 2)", "COT-13-0")
    assert (first[0].refund, first[0].refunded, first[0].reason) == (2_383, 0, "Not as described")
    amounts = [row.refund for row in imported.read(return_rows, dearest)]
    assert amounts == sorted(amounts, reverse=True)


def test_only_what_waits_for_an_answer_has_a_deadline_and_the_next_one_comes_first(
    imported: Shop,
) -> None:
    asked = ReturnQuery(sort=Sort.DUE, descending=False)
    rows = imported.read(return_rows, imported.read(return_ids, asked))
    due = [row.next.at if row.next is not None else 0 for row in rows]

    assert all(due[:10])
    assert due[:10] == sorted(due[:10])
    assert not any(due[10:])


@pytest.mark.parametrize("word", ["403512594105086884", "4035125941", "JT403512594105", "cot-13"])
def test_a_return_is_found_by_id_tracking_number_and_sku(word: str, imported: Shop) -> None:
    assert 403512594105086884 in imported.read(return_ids, ReturnQuery(search=word))


def test_returns_are_found_by_order_reason_and_several_words(imported: Shop) -> None:
    [found] = imported.read(return_ids, ReturnQuery(order=576465571957325333))
    assert found == 403512594105086884
    damaged = imported.read(return_ids, ReturnQuery(search="damaged"))
    assert len(damaged) == 30
    lip = imported.read(return_ids, ReturnQuery(search="damaged lip"))
    assert set(lip) < set(damaged)
    assert imported.read(return_ids, ReturnQuery(search="100%_\\")) == ()


def test_a_return_of_two_skus_is_one_row(empty: Shop) -> None:
    status = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)
    for sku, refund in ((7, 300), (8, 200)):
        put(empty, sku_id=sku, quantity=1, refund=refund, status=status)

    assert empty.read(return_ids, ReturnQuery()) == (1,)
    [row] = empty.read(return_rows, (1,))
    assert (row.more_lines, row.quantity, row.refund) == (1, 2, 500)
    assert empty.read(group_counts)[Group.TO_ANSWER] == 1
    assert empty.read(figures, WALL)["returns"]["total"] == 1
    detail = empty.read(return_detail, 1)
    assert [line.sku_id for line in detail.lines] == [7, 8]
    assert (detail.has_order, row.product) == (False, "")


def test_the_way_of_a_practice_return_is_told_in_its_moments(empty: Shop) -> None:
    put(
        empty,
        status=int(ReturnStatus.BUYER_SHIPPED_ITEM),
        respond_by=9_000,
        approved_at=2_000,
        sent_at=3_000,
        arrived_at=4_000,
        inspect_by=8_000,
    )

    steps = empty.read(return_detail, 1).steps
    assert [(step.what, step.at, step.done) for step in steps] == [
        (Step.REQUESTED, 1_000, True),
        (Step.APPROVED, 2_000, True),
        (Step.SENT, 3_000, True),
        (Step.ARRIVED, 4_000, True),
        (Step.INSPECTION_DUE, 8_000, False),
    ]


@pytest.mark.parametrize(
    ("status", "values", "steps"),
    [
        ("RETURN_OR_REFUND_REQUEST_PENDING", {"respond_by": 9}, [(Step.ANSWER_DUE, 9, False)]),
        ("BUYER_SHIPPED_ITEM", {}, [(Step.SENT, 0, True)]),
        ("RETURN_OR_REFUND_REQUEST_COMPLETE", {"closed_at": 7_000}, [(Step.REFUNDED, 7_000, True)]),
        ("REFUND_OR_RETURN_REQUEST_REJECT", {}, [(Step.REJECTED, 0, True)]),
        ("RETURN_OR_REFUND_REQUEST_CANCEL", {}, [(Step.WITHDRAWN, 0, True)]),
    ],
)
def test_what_a_file_says_without_a_moment_stands_without_one(
    status: str, values: dict[str, int], steps: list[tuple[Step, int, bool]], empty: Shop
) -> None:
    put(empty, status=int(ReturnStatus[status]), **values)

    found = empty.read(return_detail, 1).steps
    assert found[0].what is Step.REQUESTED
    assert [(step.what, step.at, step.done) for step in found[1:]] == steps


def test_a_chargeback_has_one_step(empty: Shop) -> None:
    done = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE)
    put(empty, kind=ReturnKind.CHARGE_BACK.value, status=done, closed_at=1_000)

    assert [step.what for step in empty.read(return_detail, 1).steps] == [Step.CHARGED_BACK]


def test_there_is_no_detail_of_an_unknown_return(empty: Shop) -> None:
    assert empty.read(return_detail, 404) is None


def test_every_count_of_returns_to_answer_is_that_of_their_group(imported: Shop) -> None:
    counts = imported.read(group_counts)
    asked, found = counts[Group.TO_ANSWER], imported.read(waiting, WALL)

    assert found.returns == imported.read(home, WALL).returns == asked == 10
    assert found.returns_here == counts[Group.TO_INSPECT] == 0


def test_orders_with_open_returns_are_those_of_all_groups_but_the_last(imported: Shop) -> None:
    counts = imported.read(group_counts)
    open_ = sum(count for each, count in counts.items() if each is not Group.DONE)

    assert len(imported.read(order_ids, OrderQuery(only_open_returns=True), WALL)) == open_ == 32


def test_the_report_counts_imported_returns_by_status(imported: Shop) -> None:
    told = imported.read(figures, WALL)["returns"]

    assert told["total"] == sum(told["by_status"].values()) == 134
    assert told["by_status"]["RETURN_OR_REFUND_REQUEST_COMPLETE"] == 82
    assert set(told["by_status"]) == {status.name for status in ReturnStatus}


def test_a_practice_shop_s_returns_are_listed_with_their_products(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "p.dukandar", "first-30-days", seed=3, noise=3) as shop:
        shop.advance_days(45, sensible)
        ids = shop.read(return_ids, ReturnQuery())
        rows = shop.read(return_rows, ids)

        assert len(rows) == len(ids) == sum(shop.read(group_counts).values()) > 3
        assert all(row.product and row.quantity and row.refund for row in rows)
        assert all(shop.read(return_detail, each).has_order for each in ids)
