"""What a buyer is called, where they live and what they wrote is kept no longer than needed."""

import json

import pytest
from sqlalchemy import text

from domain.interchange.plan import to_json
from domain.orders.rules import OPEN
from domain.orders.tables import buyers, orders, recipients
from domain.storage.tables import import_changes, settings

PERSONAL = {
    "Buyer Message": "message",
    "Buyer Nickname": "nickname",
    "Buyer Username": "username",
    "Recipient": "recipient",
    "Phone #": "phone",
    "Address Line 1": "street",
    "Address Line 2": "door",
    "Delivery Instruction": "instruction",
}


def is_open(row) -> bool:
    return row["Order Status"] in ("Unpaid", "To ship") or row["Order Substatus"] == "In transit"


@pytest.fixture
def marked(rows):
    """The US sample with a canary in every personal cell, one set for each order."""
    found = rows()
    for row in found:
        kind = "open" if is_open(row) else "done"
        for column, name in PERSONAL.items():
            row[column] = f"canary-{kind}-{name}-{row['Order ID'].strip()}"
    return found


def test_delivered_orders_leave_no_trace_of_the_person(shop, marked, write) -> None:
    answer = json.dumps(to_json(shop.take(write(marked))))

    assert "canary" not in answer
    assert b"canary-done" not in shop.bytes_when_closed()


def test_open_orders_keep_the_recipient_but_no_buyer_name(shop, marked, write) -> None:
    shop.take(write(marked))

    waiting = shop.rows(orders, orders.c.status.in_([int(status) for status in OPEN]))
    kept = shop.rows(recipients)
    assert [row.order_id for row in kept] == [order.id for order in waiting]
    first = kept[0]
    assert first.name == f"canary-open-recipient-{first.order_id}"
    assert first.phone == f"canary-open-phone-{first.order_id}"
    assert first.message == f"canary-open-message-{first.order_id}"
    assert first.street.split(", ") == [
        f"canary-open-{part}-{first.order_id}" for part in ("street", "door", "instruction")
    ]
    held = shop.bytes_when_closed()
    assert b"nickname" not in held
    assert b"canary-open-username" not in held


def test_the_recipient_vanishes_at_delivery_and_does_not_come_back(shop, marked, write) -> None:
    shop.take(write(marked))
    for row in marked:
        if row["Order Substatus"] == "In transit":
            row |= {"Order Substatus": "Delivered", "Delivered Time": "09/16/2026 1:00:00 PM\t"}
        elif is_open(row):
            row |= {"Order Status": "Canceled", "Order Substatus": "Canceled"}
            row |= {"Cancelled Time": "09/16/2026 1:00:00 PM\t", "Cancel By": "Buyer"}
    shop.take(write(marked, "ended.csv"))
    shop.undo()

    assert shop.rows(recipients) == []
    with shop.file.writing() as conn:
        images = conn.execute(text("select count(*) from import_changes")).scalar()
    assert images == 0
    assert b"canary" not in shop.bytes_when_closed()


def test_what_rows_looked_like_before_holds_nothing_personal(shop, marked, write) -> None:
    shop.take(write(marked))
    for row in marked:
        row["Seller Note"] = "changed"
    shop.take(write(marked, "noted.csv"))

    assert len(shop.rows(import_changes)) > 2_000
    assert not any("canary" in image.before for image in shop.rows(import_changes))


def test_a_buyer_is_a_keyed_hash_with_the_shop_s_own_salt(open_shop, sample) -> None:
    one, other = open_shop("us"), open_shop("us")
    one.take(sample("us"))
    other.take(sample("us"))

    [salt] = one.rows(settings, settings.c.key == "buyer_salt")
    assert len(bytes.fromhex(salt.value)) == 32
    assert [b.id for b in one.rows(buyers)] == list(range(1, 1_750))
    assert not {b.key for b in one.rows(buyers)} & {b.key for b in other.rows(buyers)}
    assert one.digest() == other.digest()


def test_refusals_and_representations_name_nobody(shop, marked, write) -> None:
    for row in marked[::7]:
        row["Order Amount"] = "abc"
    for row in marked[::11]:
        row["Created Time"] = "31/31/2026"
    planned = shop.plan(write(marked))

    assert planned.refused
    assert "canary" not in json.dumps(to_json(planned))
    assert "canary" not in repr(planned)
    assert planned.scan.salt not in repr(planned)


def test_a_file_refused_as_a_whole_shows_nothing_of_a_person(shop, tmp_path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Ada Canary,+1 555 0100\nBob Canary,+1 555 0101\n", "utf-8")

    with pytest.raises(Exception, match="not an export") as caught:
        shop.plan(path)

    assert "Canary" not in str(caught.value)
