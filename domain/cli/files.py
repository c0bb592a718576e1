"""Commands that read files into a shop, and write them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.cli.terminal import open_shop, print_json, print_refused, progress
from domain.cli.values import number
from domain.kernel.refusals import RefusedError

if TYPE_CHECKING:
    from domain.interchange.plan import Plan
    from domain.shop import Shop


def add(commands: Any) -> None:
    """Add these commands to an ``argparse`` collection of subcommands."""
    ship = commands.add_parser("ship", help="enter the tracking numbers of a CSV or XLSX file")
    ship.add_argument("shop", type=Path, metavar="SHOP")
    ship.add_argument("file", type=Path, metavar="FILE")
    how = ship.add_mutually_exclusive_group()
    how.add_argument("--plan", action="store_true", help="only show what would be shipped")
    how.add_argument(
        "--template", action="store_true", help="write FILE with the orders to ship, to fill in"
    )
    ship.add_argument("--json", action="store_true")
    ship.set_defaults(handler=_ship)

    bring = commands.add_parser("import", help="read exported files into a real shop")
    bring.add_argument("shop", type=Path, metavar="SHOP")
    bring.add_argument("files", type=Path, nargs="+", metavar="FILE")
    bring.add_argument("--plan", action="store_true", help="only show what would change")
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(handler=_import)

    history = commands.add_parser("imports", help="what has been imported, newest first")
    history.add_argument("shop", type=Path, metavar="SHOP")
    history.add_argument("--json", action="store_true")
    history.set_defaults(handler=_imports)

    back = commands.add_parser("undo-import", help="take an import back")
    back.add_argument("shop", type=Path, metavar="SHOP")
    back.add_argument("number", type=number, nargs="?", metavar="N")
    back.set_defaults(handler=_undo_import)

    out = commands.add_parser("export", help="write a table to a CSV or XLSX file")
    out.add_argument("shop", type=Path, metavar="SHOP")
    out.add_argument(
        "kind",
        metavar="KIND",
        help="orders, returns, products, products-all, products-sales, journal, statements, "
        "analytics",
    )
    out.add_argument("file", type=Path, metavar="FILE", help="its ending says the form")
    out.set_defaults(handler=_export)


def _ship(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.interchange.tracking_file import read_tracking

    path: Path = arguments.file
    with open_shop(arguments.shop) as shop:
        if arguments.template:
            rows = shop.tracking_template(path, progress("writing"))
            if arguments.json:
                print_json({"file": path.name, "rows": rows})
            else:
                print(f"{path.name}: {rows} rows")
            return 0
        found = read_tracking(path, shop.book.carriers, progress("reading"))
        commands = found.commands()
        if arguments.plan:
            outcomes = shop.foresee(commands)
        else:
            outcomes = tuple(shop.do(command) for command in commands)
    refused: list[dict[str, Any]] = [
        {"row": each.row, "column": each.column, "value": each.value, "reason": each.refusal.text()}
        for each in found.refused
    ]
    for refusal in (refusal for outcome in outcomes for refusal in outcome.refusals):
        row = found.row_of(refusal)
        refused.append({"row": row, "column": "", "value": "", "reason": refusal.text()})
    refused.sort(key=lambda each: each["row"])
    done = sum(outcome.done for outcome in outcomes)
    if arguments.json:
        print_json({"file": found.file, "done": done, "refused": refused})
    else:
        word = "can be shipped" if arguments.plan else "shipped"
        print(f"{found.file}: {done} {word}, {len(refused)} refused")
        print_refused(refused)
    return 0 if done else 1


def _import(arguments: argparse.Namespace, wall: int) -> int:
    from domain.interchange.plan import refused_json, to_json

    status, files = 0, []
    with open_shop(arguments.shop) as shop:
        stamp = shop.book.calendar.text(wall)
        for path in arguments.files:
            try:
                plan = shop.plan_import(path, progress("reading"))
                if not arguments.plan:
                    plan = _carry_out(shop, plan, path, stamp)
                files.append(to_json(plan))
            except RefusedError as refused:
                status = 1
                print(refused.refusal.text(), file=sys.stderr)
                files.append(refused_json(path.name, refused, shop.book.code))
    if arguments.json:
        print_json({"files": files})
        return status
    for found in files:
        if not found["rows"]:
            continue  # refused as a whole: said on stderr
        print(
            f"{found['file']}: {found['kind']}, {found['rows']} rows, {found['new']} new, "
            f"{found['changed']} changed, {found['same']} the same, "
            f"{len(found['refused'])} refused"
        )
        print_refused(found["refused"])
        if found["unmatched"]:
            print(f"  of orders that this shop does not have: {found['unmatched']} rows")
        if found["unknown_columns"]:
            print("  not understood: " + ", ".join(found["unknown_columns"]))
        for warning in found["warnings"]:
            print(f"  {warning}")
    return status


def _carry_out(shop: Shop, plan: Plan, path: Path, stamp: str) -> Plan:
    """Import what was planned; the plan that was carried out.

    Where somebody else has imported meanwhile, the plan is made once more.
    """
    wanted = plan.new + plan.changed
    try:
        done = shop.import_planned(plan, stamp, progress("writing")) is not None
    except RefusedError as refused:
        if refused.refusal.code != "plan-outdated":
            raise
        done = False
    if done or not wanted:
        return plan
    again = shop.plan_import(path, progress("reading"))
    shop.import_planned(again, stamp, progress("writing"))
    return again


def _undo_import(arguments: argparse.Namespace, _wall: int) -> int:
    with open_shop(arguments.shop) as shop:
        number = shop.undo_import(arguments.number)
    print(f"import {number} taken back")
    return 0


def _imports(arguments: argparse.Namespace, _wall: int) -> int:
    from dataclasses import asdict

    from domain.reports.imports import imports

    with open_shop(arguments.shop) as shop:
        found = shop.read(imports)
    if arguments.json:
        print_json({"imports": [asdict(each) for each in found]})
        return 0
    for each in found:
        print(
            f"{each.number}: {each.file}, {each.kind}, {each.imported_at}, {each.rows} rows, "
            f"{each.new} new, {each.changed} changed, {each.same} the same, {each.refused} refused"
        )
    if not found:
        print("Nothing has been imported.")
    return 0


def _export(arguments: argparse.Namespace, _wall: int) -> int:
    with open_shop(arguments.shop) as shop:
        rows = shop.export(arguments.kind, arguments.file, progress("writing"))
    print(f"{arguments.file.name}: {rows} rows")
    return 0
