"""The command line keeps its contract: statuses, one clear line, JSON and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from domain.cli import main
from domain.simulation.scenarios import read_scenario, scenario_text
from tests.domain.shipping.examples import asking, everywhere, flat

WALL = 1_789_500_000
EXPORTS = Path(__file__).parents[1] / "data" / "exports"
SURROGATE = r'{{"orders": [1], "tracking": ["\ud800"]}}'


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Runs the program; gives its status, stdout and stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(each) for each in arguments], WALL)
        except SystemExit as left:
            status = int(left.code or 0)
        found = capsys.readouterr()
        return status, found.out, found.err

    return call


@pytest.fixture
def shop(tmp_path: Path, run: Any) -> Path:
    path = tmp_path / "shop.dukandar"
    assert run("new", path)[0] == 0
    return path


def test_two_months_of_a_sensible_seller_reach_the_bank(run: Any, shop: Path) -> None:
    status, out, _ = run("run", shop, "--days", 60, "--policy", "sensible")
    assert (status, out) == (0, "")
    status, out, _ = run("report", shop, "--json")
    report = json.loads(out)
    assert status == 0
    assert report["orders"]["by_status"]["COMPLETED"] > 100
    assert report["finance"]["paid"] > 0
    assert report["finance"]["profit"] > 0
    assert report["finance"]["journal_sum"] == 0
    assert report["shop"]["day"] == 61
    assert run("check", shop)[0] == 0


def test_the_report_has_the_keys_of_the_contract(run: Any, shop: Path) -> None:
    report = json.loads(run("report", shop, "--json")[1])
    assert set(report) >= {
        "format", "shop", "orders", "products", "returns", "finance", "health", "traffic",
        "videos", "creators", "promotions", "missions", "inbox", "digest",
    }  # fmt: skip
    assert set(report["shop"]) >= {"name", "kind", "region", "currency", "day", "now"}
    assert set(report["orders"]) >= {"total", "by_status", "units", "gmv", "paid", "refunded"}
    assert set(report["orders"]["by_status"]) == {
        "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION",
        "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED",
    }  # fmt: skip
    assert set(report["finance"]) >= {
        "on_hold", "processing", "paid", "reserve", "cash", "fees", "cost_of_goods", "profit",
        "journal_sum",
    }  # fmt: skip
    assert set(report["health"]) >= {
        "late_dispatch_rate", "seller_fault_cancellation_rate", "valid_tracking_rate",
        "on_time_delivery_rate", "negative_review_rate", "response_rate", "score", "rating",
        "violations",
    }  # fmt: skip
    assert set(report["traffic"]) >= {
        "impressions", "visitors", "page_views", "conversion", "by_source",
    }  # fmt: skip
    assert re.fullmatch("[0-9a-f]{64}", report["digest"])


def test_equal_shops_have_equal_digests_whatever_they_are_called_on_disk(
    run: Any, tmp_path: Path
) -> None:
    for kind in (("--seed", 5), ("--real",)):
        found = set()
        for name in ("a", "b"):
            path = tmp_path / f"{name}{kind[0]}.dukandar"
            assert run("new", path, *kind)[0] == 0
            if kind == ("--real",):
                assert run("import", path, EXPORTS / "us_orders.csv")[0] == 0
            found.add(json.loads(run("report", path, "--json")[1])["digest"])
        assert len(found) == 1


def test_a_shipping_fee_out_of_range_is_told_when_it_is_set_and_in_the_report(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "shop.dukandar"
    run("new", path)
    command = replace(asking(everywhere(flat(6_000))), template=1)
    args = json.dumps(asdict(command))
    status, _, told = run("do", path, command.name, "--args", args)
    assert status == 0
    assert "The shipping fee of Standard is out of range. Mend it by the end of 2026-11-23" in told
    assert "the platform accepts USD 29.96 at most, 200 % of what its own label costs" in told
    told_again = json.loads(run("do", path, command.name, "--args", args, "--json")[1])
    report = json.loads(run("report", path, "--json")[1])
    assert told_again["warnings"] == report["health"]["fee_warnings"] == told.splitlines()
    run("run", path, "--days", 9)
    report = json.loads(run("report", path, "--json")[1])
    assert report["products"]["by_status"] == {"PLATFORM_DEACTIVATED": 5}
    assert "was not mended" in report["health"]["fee_warnings"][0]
    assert run("check", path)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("report", "missing.dukandar"), 1, "no shop at missing.dukandar"),
        (("new", "{shop}"), 1, "already a file"),
        (("new", "{folder}/no/where.dukandar"), 1, "no folder"),
        (("new", "{folder}/x.dukandar", "--scenario", "moon"), 1, "no scenario moon"),
        (("new", "{folder}/x.dukandar", "--real", "--region", "zz"), 1, "region zz"),
        (("run", "{shop}", "--days", "2", "--policy", "wizard"), 1, "wizard"),
        (("run", "{shop}"), 2, "required"),
        (("run", "{shop}", "--days", "0"), 2, "at least 1"),
        (("do", "{shop}", "fly"), 1, "no command fly"),
        (("do", "{shop}", "ship-orders", "--args", "{{"), 1, "not JSON"),
        (("do", "{shop}", "ship-orders", "--args", "[]"), 1, "JSON object"),
        (("do", "{shop}", "ship-orders", "--args", '{{"order": 1}}'), 1, "no field order"),
        (("do", "{shop}", "ship-orders", "--args", '{{"orders": ["x"]}}'), 1, "list of whole"),
        (("do", "{shop}", "buy-labels", "--args", '{{"orders": [1e99]}}'), 1, "list of whole"),
        (("do", "{shop}", "buy-labels", "--args", '{{"orders": [7]}}'), 1, "no order 7"),
        (("do", "{shop}", "restock", "--args", '{{"sku": 1, "quantity": 5}}'), 1, "no SKU 1"),
        (("do", "{shop}", "buy-labels", "--args", "[" * 50_000), 1, "not JSON"),
        (("do", "{shop}", "buy-labels", "--args", "9" * 5_000), 1, "not JSON"),
        (("do", "{shop}", "buy-labels", "--args", '{{"orders": [NaN]}}'), 1, "list of whole"),
        (("do", "{shop}", "buy-labels", "--args", '{{"orders": [9{zeros}]}}'), 1, "list of whole"),
        (("do", "{shop}", "set-price", "--args", '{{"sku": 1}}'), 1, "price: whole number"),
        (("do", "{shop}", "ship-orders", "--args", SURROGATE), 1, "tracking: list of text"),
        (("do", "{shop}"), 2, "give SHOP and COMMAND"),
        (("report", "{folder}"), 1, "no shop"),
        (("report", "{folder}/" + "a" * 300), 1, "cannot be read"),
        (("new", "{folder}/" + "a" * 300), 1, "cannot be written"),
        (("new", "{folder}/" + "a" * 250), 1, "cannot be written"),
        (("new", "{folder}/x.dukandar", "--name", "caf\udce9"), 2, "not UTF-8"),
        (("new", "{folder}/x.dukandar", "--seed", "-1"), 2, "a seed is"),
        (("new", "{folder}/x.dukandar", "--seed", "x"), 2, "'x' is not a whole number"),
        (("new", "{folder}/x.dukandar", "--region", "id"), 1, "practise in us"),
        (("new", "{folder}/x.dukandar", "--set", "joy=1"), 1, "no parameter joy"),
        (("new", "{folder}/x.dukandar", "--set", "basket_rate=0.9"), 1, "0.0 and 0.2; 0.9 does"),
        (("new", "{folder}/x.dukandar", "--set", "basket_rate=lots"), 1, "'lots' is not one"),
        (("new", "{folder}/x.dukandar", "--set", "pace_days=9.5"), 1, "takes a whole number"),
        (("new", "{folder}/x.dukandar", "--set", "hour_weights=1,1"), 1, "takes 24 numbers"),
        (("new", "{folder}/x.dukandar", "--set", "pace_days"), 2, "not NAME=VALUE"),
        (("new", "{folder}/x.dukandar", "--set", "=9"), 2, "not NAME=VALUE"),
        (
            ("new", "{folder}/x.dukandar", "--set", "pace_days=9", "--set", "pace_days=9"),
            1,
            "set twice",
        ),
        (("new", "{folder}/x.dukandar", "--real", "--set", "pace_days=9"), 1, "no parameters"),
        (("validity", "--shop", "{shop}"), 2, "goes with --parameters"),
        (("validity", "--parameters", "--shop", "{folder}/none"), 1, "no shop"),
        (("run", "{shop}", "--days", "many"), 2, "'many' is not a whole number"),
        (("run", "{shop}", "--days", "9{zeros}"), 2, "ten years at most"),
        (("run", "{shop}", "--hours", "1", "--days", "1"), 2, "not allowed with"),
        (("run", "{shop}", "--days", "80000"), 1, "calendar ends"),
        (("undo-import", "{shop}", "9{zeros}"), 2, "numbered from 1"),
        (("import", "{shop}", "{export}"), 1, "practice shop"),
        (("undo-import", "{shop}"), 1, "no import"),
        (("dance",), 2, "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    run: Any, shop: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    export = EXPORTS / "us_orders.csv"
    given = [
        each.format(shop=shop, folder=shop.parent, export=export, zeros="0" * 30) if each else each
        for each in arguments
    ]
    found, out, error = run(*given)
    assert found == status
    assert words in error
    assert "Traceback" not in error
    assert out == ""
    if status == 1:
        assert error.count("\n") == 1


def test_a_file_that_is_no_shop_is_left_alone(run: Any, tmp_path: Path) -> None:
    foreign = tmp_path / "letter.dukandar"
    foreign.write_text("Dear shop,\n" * 100)
    before = foreign.read_bytes()
    status, _, error = run("report", foreign)
    assert status == 1
    assert "not a Dukandar shop" in error
    assert foreign.read_bytes() == before


@pytest.mark.parametrize(("number", "word"), [(99, "newer"), (1, "trial version")])
def test_a_shop_of_another_format_is_left_alone(
    run: Any, shop: Path, number: int, word: str
) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(shop), isolation_level=None)
    connection.execute(f"PRAGMA user_version={number}")
    connection.close()
    before = shop.read_bytes()
    status, _, error = run("run", shop, "--days", 1)
    assert status == 1
    assert word in error
    assert shop.read_bytes() == before


def test_orders_are_shipped_from_the_command_line(run: Any, shop: Path) -> None:
    run("run", shop, "--days", 1)
    from domain.reports.orders import OrderQuery, Tab, order_ids
    from domain.shop import Shop

    with Shop(shop) as opened:
        first, second, third = opened.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), 0)[:3]
    wrong = json.dumps({"orders": [first], "tracking": ["1Z999"], "carrier": "UPS"})
    status, _, error = run("do", shop, "ship-orders", "--args", wrong)
    assert status == 1
    assert "1Z, 15 letters or digits" in error
    right = json.dumps({"orders": [str(first)], "tracking": ["1Z999AA10123456784"]})
    assert run("do", shop, "ship-orders", "--args", right)[0] == 0
    again = json.dumps({"orders": [second], "tracking": ["1z999aa10123456784"]})
    status, _, error = run("do", shop, "ship-orders", "--args", again)
    assert status == 1
    assert str(first) in error
    assert run("do", shop, "buy-labels", "--args", json.dumps({"orders": [second]}))[0] == 0
    cancel = json.dumps({"orders": [third], "reason": "out_of_stock"})
    assert run("do", shop, "cancel-orders", "--args", cancel)[0] == 0
    status, out, _ = run(
        "do", shop, "buy-labels", "--json", "--args", json.dumps({"orders": [third]})
    )
    assert status == 1
    assert json.loads(out)["refused"][0]["code"] == "order-cancelled"
    assert run("check", shop)[0] == 0


def test_a_shop_keeps_the_parameters_it_was_made_with_and_tells_them(
    run: Any, tmp_path: Path
) -> None:
    path, weights = tmp_path / "shop.dukandar", "1,1,1,1,1,1,1.1"
    made = run("new", path, "--set", "basket_rate=0.2", "--set", f"weekday_weights={weights}")
    assert made == (0, "", "")
    asked = ("validity", "--parameters", "--shop", path)
    told = json.loads(run(*asked, "--json")[1])["parameters"]
    changed = {each["name"]: each["in_shop"] for each in told if each["in_shop"] != each["value"]}
    given = {"basket_rate": 0.2, "weekday_weights": [1, 1, 1, 1, 1, 1, 1.1]}
    assert changed == {**read_scenario(scenario_text("first-30-days")).parameters, **given}
    _, out, _ = run(*asked)
    assert "basket_rate: 0.04, from 0.0 to 0.2; in this shop 0.2\n" in out
    assert "1.03], from 0.85 to 1.15; in this shop [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1]\n" in out
    assert "pace_days: 14, from 7 to 28; in this shop as shipped\n" in out
    assert run("run", path, "--days", 30, "--policy", "sensible")[0] == 0
    assert run("check", path)[0] == 0


def test_a_real_shop_has_no_parameters(run: Any, tmp_path: Path) -> None:
    run("new", tmp_path / "real.dukandar", "--real")
    status, out, error = run("validity", "--parameters", "--shop", tmp_path / "real.dukandar")
    assert (status, out) == (1, "")
    assert "no simulated buyers" in error


def test_a_product_is_listed_from_the_command_line(run: Any, shop: Path) -> None:
    listing = {
        "title": "Travel mug of steel, 450 ml",
        "leaf": 600032,
        "attributes": [{"id": 100107, "values": ["Stainless Steel"]}],
        "pictures": ["drawn:coffee:#EF4444"],
        "variants": [
            {"price": 1999, "cost": 500, "weight": 300, "length": 200, "width": 90, "height": 90}
        ],
    }
    args = json.dumps({"product": 0, "listing": listing})
    status, told, _ = run("do", shop, "submit-listing", "--args", args, "--json")
    assert (status, json.loads(told)["made"] > 0) == (0, True)
    run("run", shop, "--days", 4)
    by_status = json.loads(run("report", shop, "--json")[1])["products"]["by_status"]
    assert by_status["ACTIVATE"] == 6


def test_every_command_is_listed_with_its_fields(run: Any) -> None:
    listed = json.loads(run("do", "--list", "--json")[1])
    assert set(listed) == {
        *("ship-orders", "buy-labels", "cancel-orders", "set-price", "restock", "start-deal"),
        *("save-promotion", "stop-promotion", "delete-promotion"),
        *("end-deal", "set-ads", "post-video", "go-live", "send-sample", "answer-messages"),
        *("ship-part", "combine-orders", "edit-tracking", "void-labels", "answer-cancellations"),
        *("approve-returns", "reject-returns", "offer-refund", "inspect-returns"),
        *("appeal-returns", "open-return", "ask-customers", "ask-support"),
        *("set-template", "remove-template", "assign-template", "set-capacity", "set-holiday"),
        *("set-auto-cancel", "set-note", "set-live", "save-draft", "submit-listing"),
        *("discard-edit", "duplicate-product", "delete-products", "ask-for-brand"),
        *("set-prices", "restocks", "set-low-stock", "recover-products"),
    }
    assert listed["ship-orders"]["orders"] == "list of whole number"


def test_check_names_what_is_wrong_and_exits_with_1(run: Any, shop: Path) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(shop), isolation_level=None)
    connection.execute("UPDATE journal SET amount = amount + 1 WHERE id = 1")
    connection.close()
    status, out, _ = run("check", shop, "--json")
    assert status == 1
    found = json.loads(out)
    assert found["ok"] is False
    assert "journal-altered" in {each["code"] for each in found["findings"]}


@pytest.mark.parametrize(
    ("number", "carrier", "reason"),
    [
        ("9400", "USPS", "22 or 26 digits starting with 91 to 95"),
        ("1Z12", "UPS", "1Z, 15 letters or digits"),
        ("12345678901", "FedEx", "12 or 15 digits"),
        ("1Z999AA10123456784", "Pigeon", "USPS, UPS, FedEx"),
        ("77", "", "USPS, UPS, FedEx"),
        ("", "USPS", "has no tracking number"),
    ],
)
def test_a_wrong_tracking_number_is_refused_with_the_form_it_should_have(
    run: Any, shop: Path, number: str, carrier: str, reason: str
) -> None:
    run("run", shop, "--hours", 8)
    from domain.reports.orders import OrderQuery, Tab, order_ids
    from domain.shop import Shop

    with Shop(shop) as opened:
        first = opened.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), 0)[0]
    given = json.dumps({"orders": [first], "tracking": [number], "carrier": carrier})
    status, out, error = run("do", shop, "ship-orders", "--args", given)
    assert (status, out) == (1, "")
    assert reason in error
    assert error.count("\n") == 1


def test_json_is_one_document_that_any_terminal_can_carry(run: Any, tmp_path: Path) -> None:
    path, exports = tmp_path / "shop.dukandar", tmp_path / "دکان.csv"
    exports.write_bytes((EXPORTS / "us_orders.csv").read_bytes())
    assert run("new", path, "--real", "--name", "دکان – Zürich")[0] == 0
    for arguments in (
        ("import", path, exports, "--plan", "--json"),
        ("import", path, exports, "--json"),
        ("import", path, tmp_path / "none.csv", "--json"),
        ("report", path, "--json"),
        ("check", path, "--json"),
        ("do", "--list", "--json"),
    ):
        _, out, _ = run(*arguments)
        assert out.isascii()
        assert isinstance(json.loads(out), dict)
    assert json.loads(run("report", path, "--json")[1])["shop"]["name"] == "دکان – Zürich"


def test_a_name_that_the_terminal_cannot_show_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "shop.dukandar"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for arguments in (("new", str(path), "--name", "دکان"), ("report", str(path))):
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *arguments],
            capture_output=True,
            env=environment,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u062f" in done.stdout


def test_a_file_that_cannot_be_read_is_refused_and_the_next_one_is_imported(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "shop.dukandar"
    run("new", path, "--real")
    files = [tmp_path / "caf\udce9.csv", tmp_path / ("a" * 300), EXPORTS / "us_orders.csv"]
    status, out, error = run("import", path, *files, "--json")
    assert status == 1
    assert error.count("\n") >= 2
    found = json.loads(out)["files"]
    assert [each["refused"][0]["row"] for each in found[:2]] == [0, 0]
    assert found[2]["new"] == found[2]["rows"] > 2_000
    assert run("check", path)[0] == 0


def test_money_and_order_figures_are_whole_minor_units(run: Any, shop: Path) -> None:
    run("run", shop, "--days", 20, "--policy", "sensible")
    report = json.loads(run("report", shop, "--json")[1])
    amounts = [value for key, value in report["finance"].items() if key != "fees"]
    amounts += report["finance"]["fees"].values()
    amounts += [report["orders"][key] for key in ("gmv", "refunded", "units", "paid", "total")]
    assert all(type(amount) is int for amount in amounts)
    assert sum(report["orders"]["by_status"].values()) == report["orders"]["total"] > 0
    for each in (*report["videos"], *report["creators"]):
        assert {type(value) for key, value in each.items() if key != "handle"} == {int}
    assert report["promotions"] == []  # this seller makes none
    assert report["missions"] == {"done": 0, "open": 0}


def test_the_report_tells_each_promotion_in_whole_minor_units(run: Any, shop: Path) -> None:
    ends = json.loads(run("report", shop, "--json")[1])["shop"]["now"] + 240 * 3_600
    told = {"promotion": 0, "tool": "VOUCHER", "title": "Ten", "starts_at": 0, "ends_at": ends}
    args = json.dumps(told | {"percent": 1_000})
    assert run("do", shop, "save-promotion", "--args", args)[0] == 0
    run("run", shop, "--days", 4, "--policy", "sensible")
    (voucher,) = json.loads(run("report", shop, "--json")[1])["promotions"]
    assert (voucher["name"], voucher["tool"], voucher["state"]) == ("Ten", "VOUCHER", "ONGOING")
    assert voucher["orders"] > 0
    words = {"name", "tool", "state"}
    assert all(type(value) is int for key, value in voucher.items() if key not in words)


def test_a_report_changes_nothing(run: Any, shop: Path) -> None:
    first = run("report", shop, "--json")[1]
    assert run("check", shop)[0] == 0
    assert run("report", shop, "--json")[1] == first


@pytest.mark.parametrize("command", ["report", "check"])
def test_with_json_a_refusal_is_one_document_too(run: Any, command: str) -> None:
    status, out, error = run(command, "missing.dukandar", "--json")
    assert status == 1
    assert json.loads(out)["refused"][0]["code"] == "shop-missing"
    assert error.count("\n") == 1


def test_what_is_exported_is_imported_into_another_shop_and_listed(
    run: Any, shop: Path, tmp_path: Path
) -> None:
    run("run", shop, "--days", 10, "--policy", "sensible")
    copy = tmp_path / "copy.dukandar"
    run("new", copy, "--real")

    status, out, _ = run("export", shop, "orders", tmp_path / "orders.xlsx")
    assert (status, out.split()[0]) == (0, "orders.xlsx:")
    status, out, _ = run("import", copy, tmp_path / "orders.xlsx", "--json")
    [brought] = json.loads(out)["files"]
    assert (status, brought["refused"]) == (0, [])
    assert brought["new"] == brought["rows"] > 20
    [listed] = json.loads(run("imports", copy, "--json")[1])["imports"]
    assert (listed["number"], listed["file"], listed["new"]) == (1, "orders.xlsx", brought["new"])
    assert run("undo-import", copy)[0] == 0
    assert run("imports", copy)[1] == "Nothing has been imported.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("recipes", "a.csv"), "There is no export of recipes"),
        (("orders", "a.pdf"), "a.pdf is neither .csv nor .xlsx"),
        (("orders", "none/a.csv"), "no folder"),
    ],
)
def test_an_export_that_cannot_be_is_one_clear_line(
    arguments: tuple[str, str], sentence: str, run: Any, shop: Path, tmp_path: Path
) -> None:
    status, out, err = run("export", shop, arguments[0], tmp_path / arguments[1])

    assert (status, out, err.count("\n")) == (1, "", 1)
    assert sentence in err


def test_an_import_that_somebody_else_has_made_meanwhile_is_planned_again(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domain.shop import Shop

    copy = tmp_path / "real.dukandar"
    run("new", copy, "--real")
    first = Shop.import_planned

    def late(self: Shop, plan: Any, stamp: str, progress: Any) -> int | None:
        monkeypatch.setattr(Shop, "import_planned", first)
        with Shop(copy) as other:
            other.import_planned(other.plan_import(EXPORTS / "us_orders.csv"), stamp)
        return first(self, plan, stamp, progress)

    monkeypatch.setattr(Shop, "import_planned", late)
    status, out, _err = run("import", copy, EXPORTS / "us_orders.csv", "--json")

    [told] = json.loads(out)["files"]
    assert (status, told["new"], told["same"]) == (0, 0, 3_020)
    assert len(json.loads(run("imports", copy, "--json")[1])["imports"]) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_is_filled_in_and_ships_its_orders(
    run: Any, shop: Path, tmp_path: Path, ending: str
) -> None:
    import csv

    from domain.interchange.reading import reading
    from tests.domain.tracking_numbers import numbers_for

    run("run", shop, "--days", 1)
    template, filled = tmp_path / f"template.{ending}", tmp_path / "filled.csv"
    status, out, _ = run("ship", shop, template, "--template")
    assert (status, "rows" in out) == (0, True)
    with reading(template) as sheet:
        orders = [int(row[0]) for chunk in sheet.chunks for row in chunk.rows]
        assert sheet.header == ["Order ID", "Tracking number", "Carrier"]
    assert len(orders) > 2
    with filled.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Order ID", "Tracking number"])
        rows.writerows(zip(orders, numbers_for(orders), strict=True))
        rows.writerow([orders[0] + 1, "986578788855"])
        rows.writerow([orders[0], "12"])

    before = shop.read_bytes()
    status, out, _ = run("ship", shop, filled, "--plan", "--json")
    planned = json.loads(out)
    assert (status, planned["done"], len(planned["refused"])) == (0, len(orders), 2)
    assert shop.read_bytes() == before

    status, out, _ = run("ship", shop, filled)
    assert status == 0
    assert f"{len(orders)} shipped, 2 refused" in out
    assert f"row {len(orders) + 2}: There is no order" in out
    assert f"row {len(orders) + 3}, Tracking number: 12 fits no carrier" in out

    status, out, _ = run("ship", shop, filled, "--json")
    again = json.loads(out)
    assert (status, again["done"], len(again["refused"])) == (1, 0, len(orders) + 2)
