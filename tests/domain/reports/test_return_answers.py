"""What an answer is foretold to do is what the journal does when it is given."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.aftersales.commands import (
    ApproveReturns,
    InspectReturns,
    OfferRefund,
    RejectReturns,
)
from domain.aftersales.groups import Group
from domain.aftersales.rules import ReturnKind
from domain.finance.rules import RESULT, Kind
from domain.finance.tables import journal
from domain.kernel.clock import HOUR
from domain.reports.figures import finance_figures
from domain.reports.return_answers import Answer, cost
from domain.reports.returns import (
    ReturnDetail,
    ReturnQuery,
    Sort,
    Step,
    StepRow,
    return_ids,
    return_rows,
)
from domain.shop import Shop
from domain.simulation.decisions import Command
from tests.domain.simulation.lively_shops import detail, first, in_group, lively_shop


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lively") / "lively.dukandar"
    lively_shop(path).close()
    return path


@pytest.fixture
def shop(lively: Path, tmp_path: Path) -> Iterator[Shop]:
    copy = tmp_path / "shop.dukandar"
    shutil.copy(lively, copy)
    with Shop(copy) as shop:
        yield shop


def profit(shop: Shop) -> int:
    return int(shop.read(finance_figures)["profit"])


def gained(shop: Shop, command: Command) -> int:
    """What a decision adds to the profit at once."""
    before = profit(shop)
    assert shop.do(command).done == 1
    return profit(shop) - before


def kind(*wanted: ReturnKind) -> Callable[[ReturnDetail], bool]:
    return lambda found: found.row.kind in wanted


def foretold(found: ReturnDetail, answer: Answer, offer: int = 0) -> int:
    assert found.stakes is not None
    return cost(found.stakes, answer, offer).total


def test_giving_the_money_back_costs_the_refund_less_what_comes_back_of_the_fee(
    shop: Shop,
) -> None:
    for wanted, answer, only in (
        (kind(ReturnKind.REFUND), Answer.APPROVE, False),
        (kind(ReturnKind.RETURN_AND_REFUND), Answer.MONEY_ONLY, True),
        (kind(ReturnKind.REPLACEMENT), Answer.MONEY_ONLY, True),
    ):
        found = first(shop, Group.TO_ANSWER, wanted)
        expected = foretold(found, answer)
        assert gained(shop, ApproveReturns((found.row.id,), only)) == expected < 0


def test_a_replacement_costs_its_goods_and_postage_until_the_others_are_back(shop: Shop) -> None:
    found = first(shop, Group.TO_ANSWER, kind(ReturnKind.REPLACEMENT))
    assert found.stakes is not None
    expected = cost(found.stakes, Answer.REPLACE)
    assert expected.comes_back == found.stakes.quantity * found.stakes.unit_cost
    assert gained(shop, ApproveReturns((found.row.id,))) == expected.total
    assert expected.total == -expected.comes_back - found.stakes.postage


def test_approving_moves_nothing_until_the_goods_are_taken_in(shop: Shop) -> None:
    found = first(shop, Group.TO_ANSWER, kind(ReturnKind.RETURN_AND_REFUND))
    assert found.stakes is not None
    assert gained(shop, ApproveReturns((found.row.id,))) == 0
    assert cost(found.stakes, Answer.APPROVE).comes_back > 0


def test_goods_that_came_back_are_worth_what_they_cost_if_they_are_sound(shop: Shop) -> None:
    wanted = kind(ReturnKind.RETURN_AND_REFUND)
    for sound in (True, False):
        for answer, name in ((Answer.RESTOCK, "restock"), (Answer.WRITE_OFF, "write-off")):
            found = first(
                shop,
                Group.TO_INSPECT,
                lambda each, sound=sound: each.sound is sound and wanted(each),
            )
            assert found.stakes is not None
            stock = found.stakes.stock
            expected = foretold(found, answer)
            assert gained(shop, InspectReturns((found.row.id,), name)) == expected
            after = detail(shop, found.row.id).stakes
            assert after is not None
            back = found.stakes.quantity if sound and answer is Answer.RESTOCK else 0
            assert after.stock == stock + back


def test_who_takes_an_offer_costs_what_was_foretold(shop: Shop) -> None:
    now = first(shop, Group.TO_ANSWER, lambda each: not each.offer)
    while not now.row.refunded:
        found = first(shop, Group.TO_ANSWER, lambda each: not each.offer)
        offer = found.row.refund * 9 // 10
        assert found.stakes is not None
        expected = cost(found.stakes, Answer.OFFER, offer)
        assert gained(shop, OfferRefund(found.row.id, offer)) == 0
        clock = detail(shop, found.row.id).row.next
        assert clock is not None
        assert clock.what is Step.OFFER_DUE
        while now.row.id != found.row.id or now.row.group is Group.ON_THE_WAY:
            shop.advance(shop.now + HOUR)
            now = detail(shop, found.row.id)
        assert shop.now < clock.at + HOUR
    assert now.row.refunded == offer
    assert [step.what for step in now.steps][-2:] == [Step.APPROVED, Step.REFUNDED]
    booked = shop.read(lambda conn: conn.execute(select(journal)).all())
    mine = {
        Kind(row.kind): row.amount * (1 if row.credit in RESULT else -1)
        for row in booked
        if row.order_id == now.row.order_id and row.at == now.steps[-1].at
    }
    assert mine == dict(expected.parts)


def test_every_clock_ends_when_it_says(shop: Shop) -> None:
    """Nothing outlasts its clock, and the right to appeal lapses with its own."""
    seen: set[Step] = set()
    running: dict[int, StepRow] = {}
    for _ in range(16):
        asked = in_group(shop, Group.TO_ANSWER)
        shop.do(RejectReturns(asked[::3], "goods_used"))
        shop.do(ApproveReturns(asked[1::3]))
        if left := in_group(shop, Group.TO_ANSWER):
            shop.do(OfferRefund(left[0], 1))
        rows = shop.read(return_rows, shop.read(return_ids, ReturnQuery()))
        clocks = {row.id: row.next for row in rows if row.next is not None}
        for each, clock in running.items():
            assert clock.at > shop.now or clocks.get(each) != clock
        assert all(clock.at > shop.now for clock in clocks.values())
        seen |= {clock.what for clock in clocks.values()}
        running = clocks
        shop.advance(shop.now + 11 * HOUR)
    assert {
        Step.OFFER_DUE,
        Step.SENDING_DUE,
        Step.INSPECTION_DUE,
        Step.DISPUTE_DUE,
        Step.DECISION_DUE,
        Step.APPEAL_DUE,
    } <= seen


def test_a_list_by_clocks_begins_with_the_one_that_ends_first(shop: Shop) -> None:
    rows = shop.read(
        return_rows, shop.read(return_ids, ReturnQuery(sort=Sort.DUE, descending=False))
    )
    ends = [
        row.next.at if row.next is not None and row.group is not Group.DONE else 2**62
        for row in rows
    ]
    assert ends == sorted(ends)
    assert ends[0] < 2**62
