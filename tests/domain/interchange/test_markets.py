"""Order files of eight markets: found by their columns, with statuses in their own words."""

import pytest

from domain.interchange.orders.layout import layout
from domain.kernel.refusals import RefusedError
from domain.orders.rules import Status
from domain.orders.tables import orders

FIGURES = {
    "SKU ID": "1729432769734246643",
    "Quantity": "1",
    "SKU Unit Original Price": "1.500",
    "SKU Subtotal Before Discount": "1.500",
    "SKU Platform Discount": "",
    "SKU Seller Discount": "",
    "Order Amount": "1.500",
    "Order Refund Amount": "",
}
TIMES = {"MDY 12": "09/15/2026 2:59:27 PM", "DMY 24": "15/09/2026 14:59:27"}


def export(region: str, number: int, **cells: str) -> dict[str, str]:
    """A row as that market writes it."""
    market = layout().markets[region]
    row = dict.fromkeys(market.header, "")
    row |= {name: cell for name, cell in FIGURES.items() if name in row}
    row |= {"Order ID": str(576417768901685000 + number), "Created Time": TIMES[market.times[0]]}
    return row | cells


@pytest.mark.parametrize(
    ("region", "amount", "cents"),
    [
        ("us", "$1,234.56", 123_456),
        ("mx", "MXN 1,234.56", 123_456),
        ("uk", "GBP 21.41", 2_141),
        ("my", "RM 1,234.50", 123_450),
        ("ph", "PHP 99.00", 9_900),
        ("th", "1,234.50", 123_450),
        ("id", "Rp 150.000", 150_000),
        ("vn", "150.000", 150_000),
    ],
)
def test_amounts_are_read_in_the_market_s_own_way(region, amount, cents, open_shop, write) -> None:
    shop = open_shop(region)
    money = {name: amount for name in FIGURES if "SKU Un" in name or "Befo" in name}
    row = export(region, 1, **money, **{"Order Amount": amount, "Order Status": "Completed"})

    planned = shop.take(write([row]))

    assert (planned.region, planned.refused) == (region, ())
    [order] = shop.rows(orders)
    assert (order.amount, order.item_total) == (cents, cents)


@pytest.mark.parametrize(
    ("region", "words", "status"),
    [
        ("us", ("To ship", "Awaiting collection"), Status.AWAITING_COLLECTION),
        ("id", ("Perlu dikirim", "Menunggu pengambilan"), Status.AWAITING_COLLECTION),
        ("id", ("Dikirim", "Sedang transit"), Status.IN_TRANSIT),
        ("th", ("ค้างชำระ", ""), Status.UNPAID),
        ("th", ("ที่จะจัดส่ง", "รอเข้ารับ"), Status.AWAITING_COLLECTION),
        ("th", ("จัดส่งแล้ว", "จัดส่งสำเร็จ"), Status.DELIVERED),
        ("th", ("เสร็จสมบูรณ์", "เสร็จสมบูรณ์"), Status.COMPLETED),
        ("th", ("ยกเลิกแล้ว", "ยกเลิกแล้ว"), Status.CANCELLED),
        ("mx", ("Enviado", "Entregado"), Status.DELIVERED),
        ("mx", ("Completado", "Completado"), Status.COMPLETED),
        ("vn", ("Đã vận chuyển", "Đang vận chuyển"), Status.IN_TRANSIT),
        ("vn", ("Đã hủy", ""), Status.CANCELLED),
        ("my", ("Telah dihantar", "Dalam transit"), Status.IN_TRANSIT),
        ("ph", ("Shipped", "Delivered"), Status.DELIVERED),
        ("uk", ("Canceled", "Canceled"), Status.CANCELLED),
    ],
)
def test_statuses_are_read_in_the_market_s_own_words(
    region, words, status, open_shop, write
) -> None:
    shop = open_shop(region)
    named = {"Order Status": words[0], "Order Substatus": words[1]}
    amounts = {name: "15" for name in FIGURES if "SKU Un" in name or "Befo" in name}

    planned = shop.take(write([export(region, 1, **named, **amounts, **{"Order Amount": "15"})]))

    assert planned.refused == ()
    assert shop.rows(orders)[0].status == status


def test_a_word_that_is_not_known_refuses_its_row_and_names_it(open_shop, write) -> None:
    shop = open_shop("vn")

    planned = shop.plan(write([export("vn", 1, **{"Order Status": "Bay đi"})]))

    [refused] = planned.refused
    assert (refused.column, refused.value) == ("Order Status", "Bay đi")


@pytest.mark.parametrize("region", ["id", "th", "vn", "ph", "my"])
def test_a_file_of_another_market_is_named(region, open_shop, write) -> None:
    with pytest.raises(RefusedError) as caught:
        open_shop("us").plan(write([export(region, 1, **{"Order Status": "Completed"})]))

    assert caught.value.refusal.code == "file-other-region"
    assert layout().markets[region].name in caught.value.refusal.text()


@pytest.mark.parametrize("region", ["uk", "ph"])
def test_where_a_market_s_clock_is_not_known_am_and_pm_decide(region, open_shop, write) -> None:
    shop = open_shop(region)
    plain = {"Order Status": "Completed"} | {
        name: "15" for name in FIGURES if "SKU Un" in name or "Befo" in name or "Amount" in name
    }
    shop.take(
        write(
            [
                export(region, 1, **plain, **{"Created Time": "08/09/2026 14:00:00"}),
                export(region, 2, **plain, **{"Created Time": "09/08/2026 2:00:00 PM"}),
            ]
        )
    )

    first, second = shop.rows(orders)
    assert first.created_at == second.created_at > 0


@pytest.mark.parametrize("region", ["us", "id"])
def test_the_program_writes_the_platform_s_own_columns_in_their_order(region, sample) -> None:
    first = sample(region).read_text("utf-8-sig").splitlines()[0]

    assert layout().markets[region].header == tuple(name.strip() for name in first.split(","))
