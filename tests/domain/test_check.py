"""``check`` finds what somebody, or a broken disk, has changed behind the program's back."""

from __future__ import annotations

import ast
import inspect
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from domain.kernel.refusals import RefusedError
from domain.reports.check import WORDS, check
from domain.shop import Shop
from domain.simulation.policies import sensible


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("whole") / "shop.dukandar"
    with Shop.practice(place, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(50, sensible)
        assert shop.read(check) == []
    return place


@pytest.fixture
def path(tmp_path: Path, whole: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "shop.dukandar"))


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


SOLD = "(SELECT min(id) FROM orders WHERE status = 8 AND refund = 0)"
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
        ("INSERT INTO stock_counts SELECT id, id, 1, 1 FROM skus LIMIT 1", "stock-wrong"),
        (
            "INSERT INTO stock_counts SELECT order_id, sku_id, 1, 1 FROM order_lines LIMIT 1",
            "sale-wrong",
        ),
        ("UPDATE orders SET status = 8 WHERE status = 7", "status-wrong"),
        (
            "UPDATE orders SET item_total = item_total + 100 "
            "WHERE id = (SELECT max(id) FROM orders WHERE status = 7)",
            "sale-wrong",
        ),
        ("UPDATE statements SET payable = payable + 1 WHERE paid_at > 0", "payout-wrong"),
        ("UPDATE statements SET settled = settled + 1 WHERE paid_at > 0", "statement-wrong"),
        ("DELETE FROM statements WHERE id = (SELECT max(id) FROM statements)", "statement-wrong"),
        (f"UPDATE orders SET amount = amount + 1 WHERE id = {SOLD}", "amount-wrong"),
        (f"UPDATE orders SET tax = tax - 1 WHERE id = {SOLD}", "amount-wrong"),
        (f"UPDATE orders SET refund = 50 WHERE id = {SOLD}", "amount-wrong"),
        (f"UPDATE order_lines SET unit_price = 1 WHERE order_id = {SOLD}", "amount-wrong"),
        (f"UPDATE order_lines SET unit_cost = 1 WHERE order_id = {SOLD}", "sale-wrong"),
        (f"UPDATE packages SET postage = postage + 1 WHERE order_id = {SOLD}", "sale-wrong"),
        (f"UPDATE packages SET method = 'SELLER' WHERE order_id = {SOLD}", "sale-wrong"),
        (f"DELETE FROM packages WHERE order_id = {SOLD}", "sale-wrong"),
        (f"UPDATE orders SET shipped_at = 0 WHERE id = {SOLD}", "sale-wrong"),
        ("DELETE FROM returns WHERE closed_at > 0", "sale-wrong"),
        (
            f"UPDATE journal SET order_id = {SOLD} WHERE kind = 2 AND order_id = "
            f"(SELECT max(order_id) FROM journal WHERE kind = 2)",
            "sale-wrong",
        ),
        ("DELETE FROM orders WHERE id >= (SELECT max(order_id) FROM packages)", "line-orphan"),
        ("DELETE FROM seals", "journal-altered"),
        ("UPDATE seals SET rows = rows + 1", "journal-altered"),
        ("DELETE FROM balances WHERE account = 1", "balance-wrong"),
        ("UPDATE balances SET account = 99 WHERE account = 1", "balance-wrong"),
        (f"UPDATE journal SET debit = 99 WHERE id = {ONE}", "balance-wrong"),
        (f"UPDATE journal SET credit = -1 WHERE id = {ONE}", "journal-altered"),
        (f"UPDATE journal SET kind = 99 WHERE id = {ONE}", "journal-altered"),
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
    with Shop(path) as shop:
        try:
            found = {finding.code for finding in shop.read(check)}
        except RefusedError as refused:
            found = {refused.refusal.code}
    assert found & {"file-damaged", "shop-damaged"}


def test_a_shop_that_lost_its_tables_or_its_name_is_refused_as_damaged(tmp_path: Path) -> None:
    for number, sql in enumerate(("DROP TABLE shop", "DELETE FROM shop")):
        place = tmp_path / f"{number}.dukandar"
        Shop.practice(place, "empty", seed=1, noise=1).close()
        connection = dbapi2.connect(str(place), isolation_level=None)
        connection.execute(sql)
        connection.close()
        with pytest.raises(RefusedError) as refused, Shop(place) as shop:
            shop.read(check)
        assert refused.value.refusal.code == "shop-damaged"


def test_a_lost_table_is_named(tmp_path: Path) -> None:
    place = tmp_path / "shop.dukandar"
    Shop.practice(place, "empty", seed=1, noise=1).close()
    connection = dbapi2.connect(str(place), isolation_level=None)
    connection.execute("DROP TABLE packages")
    connection.close()

    with Shop(place) as shop:
        found = shop.read(check)

    assert [each.text() for each in found] == ["The file has no table packages."]


def test_every_finding_has_its_words() -> None:
    rooms = Path(inspect.getfile(check)).parent.glob("*.py")
    source = "\n".join(each.read_text("utf-8") for each in rooms if each.name != "finding.py")
    source = source.replace("from __future__ import annotations", "")
    named = {
        each.value
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Constant) and each.value in WORDS
    }
    given = {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in ("Finding", "_unequal")
        and isinstance(call.args[0], ast.Constant)
    }
    assert given <= set(WORDS) == named
