"""``check`` finds changes in what a rich shop has beyond a plain one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from domain.reports.check import check
from domain.shop import Shop
from domain.simulation import store
from tests.domain.simulation.rich_shops import played, rich_shop, with_parameters
from tests.domain.simulation.test_rich_worlds import random_decisions


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty days with lost parcels, chargebacks, samples, ads and orders of two lines."""
    place = tmp_path_factory.mktemp("whole") / "shop.dukandar"
    with rich_shop(place, impressions=9_000.0, creators=12) as shop:
        world = shop.read(store.load)
        with_parameters(world, lost_rate=0.1, chargeback_rate=0.1, basket_rate=0.4)
        played(world, 30, lambda each: random_decisions(each, 3))
        shop.write(lambda conn: store.save(conn, world))
        assert shop.read(check) == []
    return place


@pytest.fixture
def tampered(tmp_path: Path, whole: Path) -> Callable[[str], set[str]]:
    """Runs SQL on the closed file; gives the codes that ``check`` then finds."""
    path = Path(shutil.copy(whole, tmp_path / "shop.dukandar"))

    def change(sql: str) -> set[str]:
        connection = dbapi2.connect(str(path), isolation_level=None)
        assert connection.execute(sql).rowcount > 0
        connection.close()
        with Shop(path) as shop:
            return {finding.code for finding in shop.read(check) if finding.text()}

    return change


CHARGED = "(SELECT order_id FROM returns WHERE kind = 'CHARGE_BACK' AND closed_at > 0 LIMIT 1)"
LOST = "(SELECT id FROM orders WHERE cancel_reason = 'parcel_lost' AND settled_at > 0 LIMIT 1)"
TWO = (
    "(SELECT r.order_id FROM returns r JOIN orders o ON o.id = r.order_id "
    "WHERE o.line_count = 2 AND r.closed_at > 0 LIMIT 1)"
)
GIVEN = (
    "(SELECT g.order_id FROM order_gifts g JOIN orders o ON o.id = g.order_id "
    "WHERE o.shipped_at > 0 LIMIT 1)"
)
PAID = (
    "(SELECT l.rowid FROM order_lines l JOIN orders o ON o.id = l.order_id "
    "WHERE l.commission > 0 AND o.status = 7 LIMIT 1)"
)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (f"UPDATE order_lines SET commission = commission + 1 WHERE rowid = {PAID}", "sale-wrong"),
        (f"UPDATE order_lines SET commission = 0 WHERE rowid = {PAID}", "sale-wrong"),
        (f"DELETE FROM order_gifts WHERE order_id = {GIVEN}", "stock-wrong"),
        (f"DELETE FROM order_gifts WHERE order_id = {GIVEN}", "sale-wrong"),
        (f"DELETE FROM order_gifts WHERE order_id = {GIVEN}", "promotion-gifts-wrong"),
        (f"UPDATE order_gifts SET quantity = 9 WHERE order_id = {GIVEN}", "stock-wrong"),
        ("UPDATE promotion_tiers SET given = 99 WHERE given > 0", "promotion-gifts-above"),
        ("DELETE FROM samples WHERE rowid = 1", "stock-wrong"),
        ("UPDATE samples SET sku_id = (SELECT max(id) FROM skus)", "stock-wrong"),
        (f"UPDATE orders SET cancelled_at = 0 WHERE id = {LOST}", "status-wrong"),
        (f"UPDATE orders SET cancelled_at = 0 WHERE id = {LOST}", "sale-wrong"),
        (f"UPDATE orders SET shipped_at = 0 WHERE id = {LOST}", "stock-wrong"),
        (f"UPDATE returns SET restocked = quantity WHERE order_id = {CHARGED}", "stock-wrong"),
        (f"UPDATE returns SET restocked = quantity WHERE order_id = {CHARGED}", "sale-wrong"),
        (f"UPDATE returns SET closed_at = 0 WHERE order_id = {CHARGED}", "sale-wrong"),
        (f"UPDATE returns SET refunded = refunded - 1 WHERE order_id = {TWO}", "amount-wrong"),
        (
            f"UPDATE returns SET sku_id = (SELECT sku_id FROM order_lines l WHERE "
            f"l.order_id = returns.order_id AND l.sku_id <> returns.sku_id) WHERE order_id = {TWO}",
            "sale-wrong",
        ),
        (f"UPDATE order_lines SET returned = 9 WHERE order_id = {TWO}", "return-wrong"),
        (f"UPDATE order_lines SET returned = 9 WHERE order_id = {TWO}", "returned-above-sold"),
        (
            f"UPDATE returns SET refunded = refunded + 99999 WHERE order_id = {TWO}",
            "refund-above-paid",
        ),
        (f"UPDATE order_lines SET refund = refund + 1 WHERE order_id = {TWO}", "return-wrong"),
        (f"DELETE FROM order_lines WHERE order_id = {TWO} AND refund = 0", "line-lost"),
        ("UPDATE journal SET amount = amount + 1 WHERE kind = 19", "balance-wrong"),
        ("UPDATE journal SET amount = amount + 1 WHERE kind = 20", "balance-wrong"),
        ("DELETE FROM journal WHERE kind = 16", "sale-wrong"),
        (
            "DELETE FROM reviews WHERE order_id = (SELECT min(order_id) FROM reviews)",
            "reviews-wrong",
        ),
        ("UPDATE reviews SET stars = 5 WHERE stars = 1", "reviews-wrong"),
        ("UPDATE sim_skus SET reviews = reviews + 1 WHERE sku_id % 2 = 0", "reviews-wrong"),
        ("UPDATE traffic SET clicks = impressions + 1 WHERE source = 'video'", "funnel-inverted"),
        ("UPDATE traffic SET orders = carts + 1 WHERE source = 'direct'", "funnel-inverted"),
        ("UPDATE traffic SET orders = 0 WHERE source = 'live'", "traffic-wrong"),
        ("DELETE FROM traffic WHERE source = 'shop_ads'", "traffic-wrong"),
    ],
)
def test_a_change_is_found(tampered: Callable[[str], set[str]], sql: str, code: str) -> None:
    assert code in tampered(sql)
