"""``check`` finds what somebody, or a broken disk, has changed behind the program's back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from domain.reports.check import check
from domain.shop import Shop
from domain.simulation.policies import sensible


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "shop.dukandar"
    with Shop.practice(place, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(35, sensible)
        assert shop.read(check) == []
    return place


@pytest.fixture
def tampered(path: Path) -> Callable[[str], set[str]]:
    """Runs SQL on the closed file; gives the codes that ``check`` then finds."""

    def change(sql: str) -> set[str]:
        connection = dbapi2.connect(str(path), isolation_level=None)
        connection.execute("PRAGMA ignore_check_constraints=ON")
        assert connection.execute(sql).rowcount > 0
        connection.close()
        with Shop(path) as shop:
            return {finding.code for finding in shop.read(check) if finding.text()}

    return change


ONE = "(SELECT id FROM journal WHERE kind = 2 ORDER BY id LIMIT 1 OFFSET 5)"


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (f"UPDATE journal SET amount = amount + 1 WHERE id = {ONE}", "journal-altered"),
        (f"UPDATE journal SET amount = amount + 1 WHERE id = {ONE}", "balance-wrong"),
        (f"UPDATE journal SET amount = amount + 1 WHERE id = {ONE}", "sale-wrong"),
        (f"UPDATE journal SET order_id = 1 WHERE id = {ONE}", "journal-altered"),
        (f"UPDATE journal SET at = at + 1 WHERE id = {ONE}", "journal-altered"),
        (f"UPDATE journal SET debit = credit, credit = debit WHERE id = {ONE}", "journal-altered"),
        (f"DELETE FROM journal WHERE id = {ONE}", "journal-altered"),
        ("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)", "journal-altered"),
        ("UPDATE balances SET amount = amount + 1 WHERE account = 1", "balance-wrong"),
        ("DELETE FROM order_lines WHERE rowid = (SELECT min(rowid) FROM order_lines)", "line-lost"),
        (
            "UPDATE order_lines SET quantity = quantity + 1 "
            "WHERE rowid = (SELECT min(rowid) FROM order_lines)",
            "line-lost",
        ),
        (
            "UPDATE order_lines SET subtotal = subtotal + 1 "
            "WHERE rowid = (SELECT min(rowid) FROM order_lines)",
            "line-sum-wrong",
        ),
        ("DELETE FROM orders WHERE id = (SELECT max(id) FROM orders)", "line-orphan"),
        ("UPDATE skus SET stock = -3 WHERE id = (SELECT min(id) FROM skus)", "stock-negative"),
        ("UPDATE skus SET stock = stock + 1 WHERE id = (SELECT min(id) FROM skus)", "stock-wrong"),
        ("UPDATE orders SET status = 8 WHERE status = 7", "status-wrong"),
        (
            "UPDATE orders SET item_total = item_total + 100 "
            "WHERE id = (SELECT max(id) FROM orders WHERE status = 7)",
            "sale-wrong",
        ),
        ("UPDATE statements SET payable = payable + 1 WHERE paid_at > 0", "payout-wrong"),
        (
            "INSERT INTO recipients SELECT id, '', '', '', '' FROM orders WHERE status = 8 LIMIT 1",
            "recipient-kept",
        ),
    ],
)
def test_a_change_is_found(tampered: Callable[[str], set[str]], sql: str, code: str) -> None:
    assert code in tampered(sql)


def test_a_damaged_page_is_found(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * 4096)
    from domain.kernel.refusals import RefusedError

    with Shop(path) as shop:
        try:
            found = {finding.code for finding in shop.read(check)}
        except RefusedError as refused:
            found = {refused.refusal.code}
    assert found & {"file-damaged", "shop-damaged"}
