"""What goes on labels, packing slips and pick lists, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from domain.kernel.clock import HOUR
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.orders.tables import order_gifts, order_lines, orders, recipients
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.papers import asked
from domain.reports.papers.asked import MOST, pdf_named, to_pack
from domain.reports.papers.labels import label_rows
from domain.reports.papers.packing_slips import slip_rows
from domain.reports.papers.pick_list import pick_list
from domain.rulebook import rulebook
from domain.shipping.commands import BuyLabels, ShipPart
from domain.shipping.tables import package_items, packages
from domain.shop import Shop
from domain.simulation.policies import sensible

US = Path(__file__).resolve().parents[1] / "data" / "exports" / "us_orders.csv"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A practice shop with orders in every state, four of them just labelled."""
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as made:
        made.advance_days(14, sensible)
        made.advance_days(2)
        made.do(BuyLabels(waiting(made)[:4]))
        yield made


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Shop]:
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as made:
        made.import_planned(made.plan_import(US), "")
        yield made


def of_tab(shop: Shop, tab: Tab) -> tuple[int, ...]:
    return shop.read(order_ids, OrderQuery(tab=tab), 0)


def waiting(shop: Shop) -> tuple[int, ...]:
    return of_tab(shop, Tab.TO_SHIP)


def labelled(shop: Shop) -> tuple[int, ...]:
    return of_tab(shop, Tab.COLLECTION)


def package_of(shop: Shop, order: int) -> dict:
    query = select(packages).where(packages.c.order_id == order)
    return dict(shop.read(lambda conn: conn.execute(query).one())._mapping)


def add_package(shop: Shop, order: int, **other: int | str) -> int:
    """Another package of the order, as its first one but for ``other``; gives its id."""
    row = package_of(shop, order) | {"id": 7_000, "parcel": 7_000} | other
    shop.write(lambda conn: conn.execute(insert(packages), [row]))
    return int(row["id"])


def codes(papers) -> list[str]:
    return [refusal.code for refusal in papers.left_out]


# Which orders


def test_what_is_to_be_packed_comes_with_the_first_deadline_in_front(shop: Shop) -> None:
    found = shop.read(to_pack)
    assert set(found) == {*waiting(shop), *labelled(shop)}
    due = dict(shop.read(lambda c: c.execute(select(orders.c.id, orders.c.dispatch_by)).all()))
    assert [due[each] for each in found] == sorted(due[each] for each in found)
    assert set(shop.read(lambda conn: to_pack(conn, labelled=True))) == set(labelled(shop))


def test_a_shop_with_nothing_to_pack_says_so(tmp_path: Path) -> None:
    with (
        Shop.real(tmp_path / "empty.dukandar", "us", "Mine") as empty,
        pytest.raises(RefusedError) as refused,
    ):
        empty.read(to_pack)
    assert refused.value.refusal.code == "paper-empty"


@pytest.mark.parametrize("query", [label_rows, slip_rows, pick_list])
def test_none_and_far_too_many_are_refused(shop: Shop, query) -> None:
    for ids, code in (((), "nothing-asked"), (range(1, MOST + 2), "paper-too-long")):
        with pytest.raises(RefusedError) as refused:
            shop.read(query, ids)
        assert refused.value.refusal.code == code


def test_only_a_name_of_a_pdf_is_written_to() -> None:
    assert pdf_named(Path("Labels.PDF")) == Path("Labels.PDF")
    with pytest.raises(RefusedError) as refused:
        pdf_named(Path("my shop.dukandar"))
    assert refused.value.refusal.code == "paper-ending"


# Labels


def test_a_label_says_where_the_parcel_goes(shop: Shop) -> None:
    order = labelled(shop)[0]
    (label,) = shop.read(label_rows, [order]).rows
    row = shop.read(lambda c: c.execute(select(orders).where(orders.c.id == order)).one())
    person = shop.read(
        lambda c: c.execute(select(recipients).where(recipients.c.order_id == order)).one()
    )
    package = package_of(shop, order)
    assert (label.name, label.street) == (person.name, person.street)
    assert (label.city, label.state, label.zip) == (row.city, row.state, row.zip)
    assert label.place == f"{row.city}, {row.state} {row.zip}"
    assert (label.carrier, label.tracking) == (package["carrier"], package["tracking"])
    assert (label.orders, label.number, label.of) == ((order,), 1, 1)
    assert label.at == package["created_at"]


def test_labels_come_in_the_order_asked_for_and_once_each(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "_BATCH", 2)
    ids = labelled(shop)[::-1]
    rows = shop.read(label_rows, [*ids, ids[0]]).rows
    assert [row.orders for row in rows] == [(each,) for each in ids]


def test_orders_in_one_parcel_share_one_label(shop: Shop) -> None:
    first, second = labelled(shop)[:2]
    shop.write(
        lambda conn: conn.execute(
            update(packages).where(packages.c.order_id == second).values(parcel=first)
        )
    )
    for asked_for in ([first, second], [second], [second, first]):
        (label,) = shop.read(label_rows, asked_for).rows
        assert label.orders == (first, second)


def test_an_order_in_two_parcels_has_two_labels(shop: Shop) -> None:
    order = labelled(shop)[0]
    add_package(shop, order, tracking="9400111899223197428490")
    one, two = sorted(shop.read(label_rows, [order]).rows, key=lambda row: row.number)
    assert (one.number, one.of, two.number, two.of) == (1, 2, 2, 2)
    assert "9400111899223197428490" in (one.tracking, two.tracking)


def test_a_voided_label_is_not_printed(shop: Shop) -> None:
    order = labelled(shop)[0]
    add_package(shop, order, voided_at=5)
    assert len(shop.read(label_rows, [order]).rows) == 1
    shop.write(lambda conn: conn.execute(update(packages).values(voided_at=5)))
    papers = shop.read(label_rows, [order])
    assert (papers.rows, codes(papers)) == ((), ["label-none"])


def test_what_has_no_label_and_what_has_arrived_is_left_out_with_the_reason(shop: Shop) -> None:
    ready, there = waiting(shop)[0], of_tab(shop, Tab.DELIVERED)[0]
    papers = shop.read(label_rows, [12, ready, there, labelled(shop)[0]])
    assert len(papers.rows) == 1
    assert codes(papers) == ["order-unknown", "label-none", "label-address-forgotten"]
    assert str(there) in papers.left_out[2].text()


def test_no_label_is_drawn_for_a_real_shop(real: Shop) -> None:
    with pytest.raises(RefusedError) as refused:
        real.read(label_rows, real.read(order_ids, OrderQuery(), 0))
    assert refused.value.refusal.code == "labels-of-real"


# Packing slips


@pytest.mark.parametrize("name", ["shop", "real"])
def test_a_slip_has_all_lines_of_its_order(name: str, request: pytest.FixtureRequest) -> None:
    shop = request.getfixturevalue(name)
    ids = list(shop.read(to_pack)[:50])
    slips = shop.read(slip_rows, ids).rows
    assert [slip.order for slip in slips] == ids
    for slip in slips:
        lines = shop.read(
            lambda conn, order=slip.order: conn.execute(
                select(order_lines).where(order_lines.c.order_id == order)
            ).all()
        )
        assert sorted((line.seller_sku, line.quantity) for line in slip.lines) == sorted(
            (line.seller_sku, line.quantity) for line in lines
        )
        assert slip.name
        assert slip.of == 1


def test_an_order_in_two_parcels_has_a_slip_for_each_with_what_is_inside(shop: Shop) -> None:
    order = labelled(shop)[0]
    first = package_of(shop, order)["id"]
    second = add_package(shop, order, created_at=package_of(shop, order)["created_at"] + 1)
    (line,) = shop.read(slip_rows, [order]).rows[0].lines[:1]

    def split(conn) -> None:
        sku = conn.scalar(
            select(order_lines.c.sku_id)
            .where(order_lines.c.order_id == order)
            .order_by(order_lines.c.sku_id)
        )
        conn.execute(
            insert(package_items),
            [
                {"package_id": first, "sku_id": sku, "quantity": 1},
                {"package_id": second, "sku_id": sku, "quantity": 3},
            ],
        )

    shop.write(split)
    one, two = shop.read(slip_rows, [order]).rows
    assert [(slip.number, slip.of) for slip in (one, two)] == [(1, 2), (2, 2)]
    assert [(each.product, each.quantity) for each in one.lines] == [(line.product, 1)]
    assert [(each.product, each.quantity) for each in two.lines] == [(line.product, 3)]


def in_part(shop: Shop, units: int = 3) -> tuple[int, int]:
    """An order of so many units of one SKU, of which one has been sent in a package of its own."""
    order = waiting(shop)[0]
    line = shop.read(
        lambda c: c.execute(select(order_lines).where(order_lines.c.order_id == order)).first()
    )

    def ask_for(conn) -> None:
        mine = (order_lines.c.order_id == order) & (order_lines.c.sku_id == line.sku_id)
        others = (order_lines.c.order_id == order) & (order_lines.c.sku_id != line.sku_id)
        conn.execute(delete(order_lines).where(others))
        conn.execute(update(order_lines).where(mine).values(quantity=units))

    shop.write(ask_for)
    assert shop.do(ShipPart(order, (line.sku_id,), (1,))).done == 1
    return order, line.sku_id


def scan(shop: Shop, order: int) -> None:
    shop.write(
        lambda conn: conn.execute(
            update(packages).where(packages.c.order_id == order).values(shipped_at=5)
        )
    )


def give_up(shop: Shop, order: int, units: int) -> None:
    shop.write(
        lambda conn: conn.execute(
            update(order_lines).where(order_lines.c.order_id == order).values(returned=units)
        )
    )


def test_the_slip_of_a_part_has_what_is_in_it_and_the_rest_has_a_slip_of_its_own(
    shop: Shop,
) -> None:
    order, _ = in_part(shop)
    part, rest = shop.read(slip_rows, [order]).rows
    assert [line.quantity for line in part.lines] == [1]
    assert [line.quantity for line in rest.lines] == [2]
    assert [(slip.number, slip.of, slip.more) for slip in (part, rest)] == [
        (1, 2, True),
        (2, 2, True),
    ]
    assert part.tracking
    assert not rest.tracking


def test_what_was_given_up_of_an_order_is_on_no_slip(shop: Shop) -> None:
    order, _ = in_part(shop)
    give_up(shop, order, 2)
    (slip,) = shop.read(slip_rows, [order]).rows
    assert [line.quantity for line in slip.lines] == [1]
    assert (slip.number, slip.of, slip.more) == (1, 1, False)


def test_an_order_sent_in_two_parts_has_no_rest(shop: Shop) -> None:
    order, sku = in_part(shop)
    assert shop.do(ShipPart(order, (sku,), (2,))).done == 1
    slips = shop.read(slip_rows, [order]).rows
    assert sorted(slip.lines[0].quantity for slip in slips) == [1, 2]
    assert {(slip.of, slip.more) for slip in slips} == {(2, False)}


def test_a_slip_without_its_forgotten_name_still_says_what_and_where(shop: Shop) -> None:
    order = of_tab(shop, Tab.DELIVERED)[0]
    (slip,) = shop.read(slip_rows, [order]).rows
    assert (slip.name, slip.message) == ("", "")
    assert slip.place
    assert slip.lines


@pytest.mark.parametrize("query", [slip_rows, pick_list])
@pytest.mark.parametrize(
    ("status", "code"), [(Status.CANCELLED, "order-cancelled"), (Status.UNPAID, "order-unpaid")]
)
def test_nobody_packs_what_is_cancelled_or_not_paid(
    shop: Shop, query, status: Status, code: str
) -> None:
    order, other = waiting(shop)[:2]
    shop.write(
        lambda conn: conn.execute(
            update(orders).where(orders.c.id == order).values(status=int(status))
        )
    )
    papers = shop.read(query, [order, other])
    assert codes(papers) == [code]
    assert len(papers.rows) == len(shop.read(query, [other]).rows)


@pytest.mark.parametrize("query", [slip_rows, pick_list])
def test_nobody_packs_what_the_buyer_may_still_cancel_freely(shop: Shop, query) -> None:
    order, other = waiting(shop)[:2]
    until = shop.now + HOUR
    shop.write(
        lambda conn: conn.execute(
            update(orders)
            .where(orders.c.id == order)
            .values(status=int(Status.ON_HOLD), ship_from=until)
        )
    )
    papers = shop.read(query, [order, other])
    assert codes(papers) == ["order-on-hold"]
    assert rulebook("us").calendar.text(until) in papers.left_out[0].text()
    assert len(papers.rows) == len(shop.read(query, [other]).rows)


# The pick list


@pytest.mark.parametrize("name", ["shop", "real"])
def test_the_pick_list_adds_up_to_what_the_slips_hold(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "_BATCH", 7)
    shop = request.getfixturevalue(name)
    ids = shop.read(to_pack)
    picks, slips = shop.read(pick_list, ids), shop.read(slip_rows, ids).rows
    assert picks.orders == len(ids) == len(slips)
    in_slips: dict[str, list[int]] = {}
    for slip in slips:
        for line in slip.lines:
            in_slips.setdefault(f"{line.seller_sku} {line.variation}", []).append(line.quantity)
    in_list: dict[str, list[int]] = {}
    for row in picks.rows:
        summed = in_list.setdefault(f"{row.seller_sku} {row.variation}", [0, 0])
        summed[0] += row.quantity
        summed[1] += row.orders
    assert in_list == {sku: [sum(each), len(each)] for sku, each in in_slips.items()}
    assert sum(row.quantity for row in picks.rows) > 0


def test_a_picker_needs_what_no_carrier_has_yet_and_nobody_gave_up(shop: Shop) -> None:
    order, _ = in_part(shop)

    def units() -> list[int]:
        return [row.quantity for row in shop.read(pick_list, [order]).rows]

    assert units() == [3]
    scan(shop, order)
    assert units() == [2]
    give_up(shop, order, 1)
    assert units() == [1]
    give_up(shop, order, 2)
    picks = shop.read(pick_list, [order])
    assert (picks.rows, picks.orders, codes(picks)) == ((), 0, ["order-picked"])


def test_a_gift_is_picked_and_packed_with_its_order(shop: Shop) -> None:
    order, other = waiting(shop)[:2]
    plain = shop.read(pick_list, [order, other])
    (slip,) = shop.read(slip_rows, [order]).rows
    sku = plain.rows[0]
    gift = {"order_id": order, "promotion_id": 1, "sku_id": sku.sku_id, "quantity": 2}
    shop.write(lambda conn: conn.execute(insert(order_gifts), [gift | {"unit_cost": 300}]))
    assert shop.read(pick_list, [order, other]).rows[0].quantity == sku.quantity + 2
    (packed,) = shop.read(slip_rows, [order]).rows
    assert packed.lines[:-1] == slip.lines
    line = packed.lines[-1]
    assert (line.quantity, line.unit_price, line.is_gift) == (2, 0, True)
    assert line.product == sku.product


@pytest.mark.parametrize("tab", [Tab.SHIPPED, Tab.DELIVERED])
def test_what_the_carrier_has_is_not_picked_again(shop: Shop, tab: Tab) -> None:
    gone, other = of_tab(shop, tab)[0], waiting(shop)[0]
    picks = shop.read(pick_list, [gone, other])
    assert (picks.orders, codes(picks)) == (1, ["order-picked"])
    assert picks.rows == shop.read(pick_list, [other]).rows


def test_the_pick_list_is_sorted_and_nameless_skus_come_last(real: Shop) -> None:
    ids = real.read(to_pack)
    real.write(
        lambda conn: conn.execute(
            update(order_lines).where(order_lines.c.order_id == ids[0]).values(seller_sku="")
        )
    )
    rows = real.read(pick_list, ids).rows
    names = [(not row.seller_sku, row.seller_sku.casefold()) for row in rows]
    assert names == sorted(names)
