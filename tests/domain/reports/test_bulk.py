"""A preview says of each SKU what the command then does, and its undo takes exactly that back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, update

from domain.catalogue.bulk import By, PriceChange
from domain.catalogue.commands import SetLive
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products
from domain.kernel.outcome import joined
from domain.kernel.refusals import Refusal
from domain.reports.bulk import (
    Chosen,
    Fate,
    Preview,
    another_template,
    chosen,
    more_units,
    new_prices,
    on_sale,
    units_for_days,
)
from domain.reports.check import check
from domain.reports.figures import finance_figures
from domain.reports.products import SkuRow, sku_rows
from domain.reports.shelf import shelf
from domain.shipping import settings
from domain.shipping.template_commands import AssignTemplate, SetTemplate
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.domain.shipping.examples import asking, everywhere, flat


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        yield shop


def rows(shop: Shop) -> tuple[SkuRow, ...]:
    return shop.read(sku_rows, 0)


def every(shop: Shop) -> Chosen:
    return some(shop, [row.product_id for row in rows(shop)])


def some(shop: Shop, product_ids: list[int]) -> Chosen:
    return shop.read(chosen, shop.read(shelf, 0), np.array(product_ids))


def give_status(shop: Shop, product: int, status: ProductStatus) -> None:
    change = update(products).where(products.c.id == product).values(status=status.value)
    shop.write(lambda conn: conn.execute(change))


def add_template(shop: Shop) -> int:
    first = shop.read(settings.load).templates[0]
    shop.do(SetTemplate("Dearer", first.zones, first.excluded))
    return 2


CHANGES: dict[str, Callable[[Chosen], Preview]] = {
    "raise": lambda of: new_prices(of, PriceChange(By.PERCENT, 1_250, ending=True)),
    "set": lambda of: new_prices(of, PriceChange(By.SET, 2_499)),
    "off": lambda of: on_sale(of, live=False),
    "template": lambda of: another_template(of, 2),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_shown_is_done_and_taken_back(
    shop: Shop, change: Callable[[Chosen], Preview]
) -> None:
    add_template(shop)
    before, used = rows(shop), every(shop).skus["template"].tolist()
    preview = change(every(shop))
    assert preview.count(Fate.CHANGES) > 0
    outcome = joined([shop.do(each) for each in preview.commands])
    assert outcome.refusals == ()
    assert change(every(shop)).count(Fate.CHANGES) == 0 or change is CHANGES["raise"]
    assert (rows(shop), every(shop).skus["template"].tolist()) != (before, used)
    for command in preview.undo:
        assert shop.do(command).refusals == ()
    assert (rows(shop), every(shop).skus["template"].tolist()) == (before, used)


def test_prices_that_are_none_are_refused_first_and_say_why(shop: Shop) -> None:
    cheapest = min(row.price for row in rows(shop))
    preview = new_prices(every(shop), PriceChange(By.AMOUNT, -cheapest))
    assert preview.fate.tolist() == [Fate.REFUSED] + [Fate.CHANGES] * 4
    (first, second) = preview.table_rows((1, 2))
    assert (first.before, first.after) == (cheapest, 0)
    assert first.refusal is not None
    assert first.refusal.code == "price-out-of-range"
    assert second.refusal is None
    assert len(preview.commands[0].skus) == 4


def test_nothing_to_change_is_no_command(shop: Shop) -> None:
    of = every(shop)
    for preview in (
        new_prices(of, PriceChange(By.PERCENT, 0)),
        on_sale(of, live=True),
        another_template(of, 1),
        more_units(of, 0),
    ):
        assert preview.count(Fate.SAME) == len(preview.rows)
        assert (preview.commands, preview.undo) == ((), ())


def test_a_product_that_the_platform_holds_back_is_not_put_on_sale(shop: Shop) -> None:
    held, off, *_ = rows(shop)
    give_status(shop, held.product_id, ProductStatus.PENDING)
    give_status(shop, off.product_id, ProductStatus.SELLER_DEACTIVATED)
    preview = on_sale(every(shop), live=True)
    assert preview.refusal(0) == Refusal("product-not-the-sellers")
    assert preview.commands[0].products == (off.product_id,)


def test_a_product_whose_fee_was_not_mended_is_not_put_on_sale(shop: Shop) -> None:
    down, off, *_ = rows(shop)
    shop.do(asking(everywhere(flat(6_000), name="Dear")))
    shop.do(AssignTemplate(2, products=(down.product_id, off.product_id)))
    shop.do(SetLive((off.product_id,), live=False))
    shop.advance_days(9)
    preview = on_sale(every(shop), live=True)
    assert preview.count(Fate.REFUSED) == 2
    assert preview.commands == ()
    for place, row in enumerate((down, off)):
        (refusal,) = shop.do(SetLive((row.product_id,), live=True)).refusals
        assert preview.refusal(place) == refusal
        assert refusal.code == "product-fee-unmended"
    assert on_sale(every(shop), live=False).refusal(0) == preview.refusal(0)


def test_goods_are_ordered_for_days_and_the_total_is_what_is_paid(shop: Shop) -> None:
    shop.advance_days(9, sensible)
    cash = shop.read(finance_figures)["cash"]
    preview = units_for_days(every(shop), 30)
    assert 0 < preview.cost <= cash
    assert (preview.short, preview.undo) == (0, ())
    assert [shop.do(each).refusals for each in preview.commands] == [()]
    assert shop.read(finance_figures)["cash"] == cash - preview.cost
    assert units_for_days(every(shop), 30).commands == ()  # what is coming counts
    assert shop.read(check) == []


def test_too_much_for_the_bank_account_says_how_much_is_missing(shop: Shop) -> None:
    preview = more_units(every(shop), 1_000)
    assert preview.short == preview.cost - shop.read(finance_figures)["cash"] > 0
    assert more_units(every(shop), 100_000).refusal(0).code == "quantity-out-of-range"


def test_products_without_variations_are_counted_and_left_out(shop: Shop) -> None:
    draft = dict.fromkeys(("name", "category", "substitutes", "picture", "colour"), "")
    values = {"id": 5, "status": "DRAFT", "photos": 0, "import_id": 0, **draft}
    shop.write(lambda conn: conn.execute(insert(products).values(values)))
    found = some(shop, [5, rows(shop)[0].product_id])
    assert (found.without, len(found.first())) == (1, 1)
