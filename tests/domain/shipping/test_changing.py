"""What a seller can set about shipping, and what is refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.kernel.refusals import Refusal
from domain.rulebook import rulebook
from domain.shipping import settings as kept
from domain.shipping.changing import Facts, changed
from domain.shipping.settings import Settings, standard
from domain.shipping.template_commands import (
    AssignTemplate,
    Command,
    RemoveTemplate,
    SetAutoCancel,
    SetCapacity,
    SetHoliday,
    SetTemplate,
)
from domain.shipping.templates import Kind, Rate, Service, Zone
from domain.shop import Shop
from tests.domain.shipping.examples import FAR, NEAR, asking, by_weight, everywhere, flat
from tests.domain.shipping.test_fulfilment import day

BOOK = rulebook("us")
FACTS = Facts(
    book=BOOK,
    rules=BOOK.at(1_796_000_000),
    today=day("2026-12-01"),
    products={11: 1, 12: 1, 21: 2},
)
BEGUN = Settings(templates=(standard(499, 2_500, 0),), assigned=((1, 1), (2, 1)))


def done(command: Command, before: Settings = BEGUN) -> Settings:
    answer = changed(before, command, FACTS)
    assert isinstance(answer, Settings), answer.text()
    return answer


def refused(command: Command, before: Settings = BEGUN) -> str:
    answer = changed(before, command, FACTS)
    assert isinstance(answer, Refusal)
    return f"{answer.code}: {answer.text()}"


def test_a_new_template_gets_the_next_number_and_a_changed_one_keeps_its_own() -> None:
    wanted = asking(everywhere(flat(599), name=" Heavy "))
    two = done(wanted)
    assert [(each.id, each.name) for each in two.templates] == [(1, "Standard"), (2, "Heavy")]
    again = done(replace(wanted, template=2, free_from=3_000), two)
    assert again.template(2) == everywhere(flat(599), id=2, name="Heavy", free_from=3_000)


def changed_template(**changes: Any) -> SetTemplate:
    return replace(asking(everywhere(flat(599), name="Heavy")), **changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "template-name-length"),
        ({"title": "x" * 51}, "template-name-length"),
        ({"title": "STANDARD"}, "template-name-taken"),
        ({"template": 9}, "template-unknown"),
        ({"zones": ()}, "template-without-zone"),
        ({"zones": (Zone((), (flat(1),)), Zone(NEAR, (flat(1),)))}, "zone-without-area"),
        ({"zones": (Zone(NEAR, ()),)}, "zone-without-rate"),
        ({"zones": (Zone(NEAR, (flat(1), flat(2))),)}, "rate-twice"),
        ({"zones": (Zone(NEAR, (flat(-1),)),)}, "shipping-fee-negative"),
        ({"zones": (Zone(NEAR, (flat(10_001),)),)}, "shipping-fee-too-high"),
        ({"zones": (Zone(NEAR, (by_weight(1, 1, 0, 1),)),)}, "weight-step-out-of-range"),
        ({"zones": (Zone(NEAR, (by_weight(1, 1, 1, 68_001),)),)}, "weight-step-out-of-range"),
        ({"zones": (Zone(NEAR, (flat(0, days=7),)),)}, "promise-out-of-range"),
        ({"zones": (Zone(NEAR, (flat(0, Service.EXPRESS, 4),)),)}, "promise-out-of-range"),
        ({"zones": (Zone((*NEAR, "XX"), (flat(1),)),)}, "area-unknown"),
        ({"excluded": (*FAR, "CA")}, "area-twice: California"),
        ({"excluded": FAR[1:]}, "area-missing: These areas stand in no zone and are not exc"),
        ({"handling_days": 2}, "handling-out-of-range"),
        ({"handling_days": 8}, "handling-out-of-range"),
        ({"free_from": -1}, "threshold-out-of-range"),
    ],
)
def test_a_template_that_cannot_be_is_refused(changes: dict[str, Any], said: str) -> None:
    assert refused(changed_template(**changes)).startswith(said)


def test_an_area_that_is_neither_assigned_nor_excluded_is_named() -> None:
    without = tuple(code for code in FAR if code != "PR")
    assert refused(changed_template(excluded=without)).endswith("not excluded: Puerto Rico.")


def test_products_change_their_template_by_themselves_or_by_one_of_their_skus() -> None:
    two = done(changed_template())
    assert done(AssignTemplate(2, products=(2,)), two).assigned == ((1, 1), (2, 2))
    assert done(AssignTemplate(2, skus=(12,)), two).assigned == ((1, 2), (2, 1))
    assert refused(AssignTemplate(2, products=(1,))).startswith("template-unknown")
    assert refused(AssignTemplate(1, products=(3,))).startswith("product-unknown")
    assert refused(AssignTemplate(1, skus=(31,))).startswith("sku-unknown")
    assert refused(AssignTemplate(1)).startswith("nothing-asked")


def test_a_template_is_removed_only_when_no_product_uses_it_and_another_is_left() -> None:
    two = done(changed_template())
    assert done(RemoveTemplate(2), two) == BEGUN
    used = done(AssignTemplate(2, products=(2,)), two)
    assert "Products use Heavy (1)" in refused(RemoveTemplate(2), used)
    assert refused(RemoveTemplate(1), replace(BEGUN, assigned=())).startswith("template-last")
    assert refused(RemoveTemplate(3)).startswith("template-unknown")


def test_a_product_without_a_template_uses_the_first_one() -> None:
    two = done(changed_template())
    assert two.of_product(77) == 1
    assert Settings().of_product(77) == 0


def test_a_capacity_is_a_number_of_orders_and_0_sets_none() -> None:
    assert done(SetCapacity(20)).fulfilment.capacity == 20
    assert done(SetCapacity(0), done(SetCapacity(20))) == BEGUN
    assert refused(SetCapacity(-1)).startswith("capacity-negative")


def test_holiday_mode_begins_ends_and_is_ended() -> None:
    on = done(SetHoliday("2026-12-24", "2027-01-02"))
    away = on.fulfilment
    assert (away.holiday_from, away.holiday_until) == (day("2026-12-24"), day("2027-01-02"))
    assert [away.on_holiday(day(f"2026-12-{date}")) for date in (23, 24)] == [False, True]
    assert done(SetHoliday(), on) == BEGUN


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("2026-12-24", "", "holiday-date-wrong"),
        ("24.12.2026", "2026-12-26", "holiday-date-wrong"),
        ("2026-12-24", "2026-12-23", "holiday-ends-first"),
        ("2026-11-01", "2026-11-30", "holiday-over"),
        ("2026-12-24", "2027-02-22", "holiday-too-long"),
        ("2099-12-20", "2099-12-31", "time-ends"),
        ("", "", "holiday-not-set"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused(since: str, until: str, code: str) -> None:
    assert refused(SetHoliday(since, until)).startswith(code)


@pytest.mark.parametrize("hours", [0, 1, 3, 5, -1])
def test_requests_to_cancel_are_approved_within_hours_that_the_platform_offers(hours: int) -> None:
    assert done(SetAutoCancel(hours)).fulfilment.auto_cancel_hours == hours


def test_other_hours_are_refused() -> None:
    assert refused(SetAutoCancel(2)).startswith("auto-cancel-unknown")


def test_what_is_set_comes_back_from_the_file(practice: Any) -> None:
    weight = Rate(Service.EXPRESS, Kind.WEIGHT, 900, 100, 500, 250, 2)
    zones = (Zone(("CA", "NV"), (flat(0), weight)), Zone(NEAR[10:], (flat(1),)))
    left = tuple(code for code in NEAR[:10] if code not in ("CA", "NV"))
    zones = (zones[0], Zone(tuple(c for c in NEAR[10:] if c not in ("CA", "NV")), (flat(1),)))
    with practice() as shop:
        product = shop.read(kept.load).assigned[0][0]
        commands: tuple[Command, ...] = (
            changed_template(zones=zones, excluded=(*FAR, *left), po_boxes=0),
            AssignTemplate(2, products=(product,)),
            SetHoliday("2026-12-24", "2027-01-02"),
            SetCapacity(7),
            SetAutoCancel(-1),
        )
        wanted = shop.read(kept.load)
        facts = replace(FACTS, products=dict(shop.read(_products)))
        for command in commands:
            assert shop.do(command).done == 1
            answer = changed(wanted, command, facts)
            assert isinstance(answer, Settings)
            wanted = answer
        assert shop.read(kept.load) == wanted
        shop.advance_days(1)
        assert shop.read(kept.load) == wanted


def _products(conn: Any) -> list[Any]:
    return list(conn.exec_driver_sql("SELECT id, product_id FROM skus").fetchall())


def test_a_real_shop_keeps_its_settings_and_nothing_else(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as shop:
        assert shop.do(changed_template()).done == 1
        assert shop.do(SetCapacity(5)).done == 1
        found = shop.read(kept.load)
    assert [each.name for each in found.templates] == ["Heavy"]
    assert found.fulfilment.capacity == 5


def test_a_real_shop_whose_rulebook_lacks_the_figures_says_so(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "uk", "Mine") as shop:
        outcome = shop.do(SetCapacity(5))
    assert (outcome.done, outcome.refusals[0].code) == (0, "templates-region")
