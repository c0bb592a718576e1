"""The command line: every headless command, in the words of the contract.

Exit status 0: done; 1: wrong or refused, with one clear line on stderr; 2: wrong usage. With
``--json`` stdout is one JSON document.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.kernel.refusals import RefusedError

if TYPE_CHECKING:
    from domain.interchange.plan import Plan
    from domain.shop import Shop
    from domain.validity.evidence import Evidence

COMMANDS = (
    "new",
    "run",
    "do",
    "ship",
    "import",
    "imports",
    "undo-import",
    "export",
    "report",
    "check",
    "validity",
)
"""The commands handled here; the window's own are added by ``desktop``."""


_REAL_NAME = "My shop"
"""Of a real shop that nobody named; never the file's name, since digests know no paths."""


def add_commands(commands: Any) -> None:
    """Add this module's commands to an ``argparse`` collection of subcommands."""
    new = commands.add_parser("new", help="make a shop")
    new.add_argument("shop", type=Path, metavar="SHOP")
    new.add_argument("--scenario", default="first-30-days")
    new.add_argument("--region", default="us")
    new.add_argument("--seed", type=_seed, default=1, help="the world")
    new.add_argument("--noise", type=_seed, help="its luck (the seed unless given)")
    new.add_argument("--name", type=_text)
    new.add_argument("--real", action="store_true", help="a shop for imports")
    new.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="another value of a parameter (see validity --parameters); lists with commas",
    )
    new.set_defaults(handler=_new)

    run = commands.add_parser("run", help="let time pass in a practice shop")
    run.add_argument("shop", type=Path, metavar="SHOP")
    length = run.add_mutually_exclusive_group(required=True)
    length.add_argument("--days", type=_length)
    length.add_argument("--hours", type=_length)
    run.add_argument("--policy", default="passive", help="a scripted seller: passive, sensible")
    run.set_defaults(handler=_run)

    do = commands.add_parser("do", help="one thing a seller can do")
    do.add_argument("shop", type=Path, nargs="?", metavar="SHOP")
    do.add_argument("command", nargs="?", metavar="COMMAND")
    do.add_argument("--args", default="{}", metavar="JSON")
    do.add_argument("--list", action="store_true", help="name all commands with their fields")
    do.add_argument("--json", action="store_true")
    do.set_defaults(handler=_do)

    _add_file_commands(commands)

    report = commands.add_parser("report", help="the shop's figures")
    report.add_argument("shop", type=Path, metavar="SHOP")
    report.add_argument("--json", action="store_true")
    report.set_defaults(handler=_report)

    check = commands.add_parser("check", help="check file, journal, stock and counts")
    check.add_argument("shop", type=Path, metavar="SHOP")
    check.add_argument("--json", action="store_true")
    check.set_defaults(handler=_check)

    held = commands.add_parser("validity", help="the practice world against published evidence")
    held.add_argument("--quick", action="store_true", help="fewer buyers, in seconds")
    held.add_argument("--parameters", action="store_true", help="what the world is made of")
    held.add_argument("--shop", type=Path, help="with --parameters: this shop's values too")
    held.add_argument("--json", action="store_true")
    held.set_defaults(handler=_validity)


def _add_file_commands(commands: Any) -> None:
    """What reads files into a shop, and writes them."""
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
    back.add_argument("number", type=_number, nargs="?", metavar="N")
    back.set_defaults(handler=_undo_import)

    out = commands.add_parser("export", help="write a table to a CSV or XLSX file")
    out.add_argument("shop", type=Path, metavar="SHOP")
    out.add_argument("kind", metavar="KIND", help="orders, returns, products, journal, statements")
    out.add_argument("file", type=Path, metavar="FILE", help="its ending says the form")
    out.set_defaults(handler=_export)


def run_command(arguments: argparse.Namespace, wall: int) -> int:
    """Run the chosen command at ``wall`` (epoch seconds); gives the exit status."""
    try:
        status: int = arguments.handler(arguments, wall)
        return status
    except RefusedError as refused:
        why = refused.refusal
        print(why.text(), file=sys.stderr)
        if getattr(arguments, "json", False):
            _print({"done": 0, "refused": [{"code": why.code, "text": why.text()}]})
        return 1


def _text(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # bytes of another encoding
        raise argparse.ArgumentTypeError("this is not UTF-8 text") from None
    return value


def _setting(value: str) -> tuple[str, str]:
    name, equals, given = _text(value).partition("=")
    if not (name.strip() and equals):
        raise argparse.ArgumentTypeError(f"{value!r} is not NAME=VALUE")
    return name.strip(), given


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number") from None


def _number(value: str) -> int:
    number = _whole(value)
    if not 1 <= number < 2**63:
        raise argparse.ArgumentTypeError("imports are numbered from 1")
    return number


def _seed(value: str) -> int:
    number = _whole(value)
    if not 0 <= number < 2**63:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 to 2^63 - 1")
    return number


def _length(value: str) -> int:
    number = _whole(value)
    if not 1 <= number <= 3_650 * 24:
        raise argparse.ArgumentTypeError("give a whole number of at least 1, ten years at most")
    return number


def _print(value: Any) -> None:
    print(json.dumps(value, indent=2))  # ASCII: any terminal or pipe can carry it


def _new(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.shop import Shop

    path: Path = arguments.shop
    if arguments.real:
        if arguments.set:
            raise RefusedError("parameters-of-real")
        Shop.real(path, arguments.region, arguments.name or _REAL_NAME).close()
        return 0
    if arguments.region != "us":
        raise RefusedError("practice-region", region=arguments.region)
    noise = arguments.seed if arguments.noise is None else arguments.noise
    Shop.practice(
        path,
        arguments.scenario,
        seed=arguments.seed,
        noise=noise,
        name=arguments.name,
        text=_scenario_with(arguments.scenario, arguments.set),
    ).close()
    return 0


def _scenario_with(scenario: str, settings: Sequence[tuple[str, str]]) -> str | None:
    """The scenario's text with other parameters; None where none is set."""
    from domain.simulation.fidelity import parameter_sheet
    from domain.simulation.scenarios import scenario_text, with_parameters

    values: dict[str, object] = {}
    for name, text in settings:
        if name in values:
            raise RefusedError("parameter-set-twice", name=name)
        values[name] = parameter_sheet(name).typed(text)
    return with_parameters(scenario_text(scenario), values) if values else None


def _open(path: Path) -> Shop:
    from domain.shop import Shop

    return Shop(path)


def _progress(label: str) -> Any:
    """A progress line on stderr, rewritten in place where stderr is a screen."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{label} {done * 100 // max(total, 1)} %", end="", file=sys.stderr, flush=True)
            if done >= total:
                print(file=sys.stderr)
        elif done >= total:
            print(f"{label} 100 %", file=sys.stderr)

    return show


def _run(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.kernel.clock import HOUR
    from domain.simulation.policies import policy

    seller = policy(arguments.policy)
    with _open(arguments.shop) as shop:
        progress = _progress("time")
        if arguments.days is not None:
            shop.advance_days(arguments.days, seller, progress)
        else:
            shop.advance(shop.now + arguments.hours * HOUR, seller, progress)
    return 0


def _do(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.simulation.command_words import command_fields, command_from

    if arguments.list:
        if arguments.json:
            _print(command_fields())
        else:
            for name, fields in command_fields().items():
                print(name, " ".join(f"{field}: {kind};" for field, kind in fields.items()))
        return 0
    if arguments.shop is None or arguments.command is None:
        print("dukandar do: give SHOP and COMMAND, or --list", file=sys.stderr)
        return 2
    try:
        values = json.loads(arguments.args)
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            "arguments-wrong", name=arguments.command, problem=f"--args is not JSON ({error})."
        ) from error
    command = command_from(arguments.command, values)
    with _open(arguments.shop) as shop:
        outcome = shop.do(command)
    for refusal in outcome.refusals:
        print(refusal.text(), file=sys.stderr)
    if arguments.json:
        refused = [{"code": r.code, "text": r.text()} for r in outcome.refusals]
        _print({"done": outcome.done, "refused": refused})
    elif outcome.done:
        print(f"{arguments.command}: {outcome.done} done")
    return 0 if outcome.done else 1


def _ship(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.interchange.tracking_file import read_tracking

    path: Path = arguments.file
    with _open(arguments.shop) as shop:
        if arguments.template:
            rows = shop.tracking_template(path, _progress("writing"))
            if arguments.json:
                _print({"file": path.name, "rows": rows})
            else:
                print(f"{path.name}: {rows} rows")
            return 0
        found = read_tracking(path, shop.book.carriers, _progress("reading"))
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
        _print({"file": found.file, "done": done, "refused": refused})
    else:
        word = "can be shipped" if arguments.plan else "shipped"
        print(f"{found.file}: {done} {word}, {len(refused)} refused")
        _print_refused(refused)
    return 0 if done else 1


def _print_refused(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        where = f" row {row['row']}" + (f", {row['column']}" if row["column"] else "")
        print(f" {where}: {row['reason']}")


def _import(arguments: argparse.Namespace, wall: int) -> int:
    from domain.interchange.plan import refused_json, to_json

    status, files = 0, []
    with _open(arguments.shop) as shop:
        stamp = shop.book.calendar.text(wall)
        for path in arguments.files:
            try:
                plan = shop.plan_import(path, _progress("reading"))
                if not arguments.plan:
                    plan = _carry_out(shop, plan, path, stamp)
                files.append(to_json(plan))
            except RefusedError as refused:
                status = 1
                print(refused.refusal.text(), file=sys.stderr)
                files.append(refused_json(path.name, refused, shop.book.code))
    if arguments.json:
        _print({"files": files})
        return status
    for found in files:
        if not found["rows"]:
            continue  # refused as a whole: said on stderr
        print(
            f"{found['file']}: {found['kind']}, {found['rows']} rows, {found['new']} new, "
            f"{found['changed']} changed, {found['same']} the same, "
            f"{len(found['refused'])} refused"
        )
        _print_refused(found["refused"])
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
        done = shop.import_planned(plan, stamp, _progress("writing")) is not None
    except RefusedError as refused:
        if refused.refusal.code != "plan-outdated":
            raise
        done = False
    if done or not wanted:
        return plan
    again = shop.plan_import(path, _progress("reading"))
    shop.import_planned(again, stamp, _progress("writing"))
    return again


def _undo_import(arguments: argparse.Namespace, _wall: int) -> int:
    with _open(arguments.shop) as shop:
        number = shop.undo_import(arguments.number)
    print(f"import {number} taken back")
    return 0


def _imports(arguments: argparse.Namespace, _wall: int) -> int:
    from dataclasses import asdict

    from domain.reports.imports import imports

    with _open(arguments.shop) as shop:
        found = shop.read(imports)
    if arguments.json:
        _print({"imports": [asdict(each) for each in found]})
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
    with _open(arguments.shop) as shop:
        rows = shop.export(arguments.kind, arguments.file, _progress("writing"))
    print(f"{arguments.file.name}: {rows} rows")
    return 0


def _report(arguments: argparse.Namespace, wall: int) -> int:
    from domain.reports.figures import figures

    with _open(arguments.shop) as shop:
        found = shop.read(figures, wall)
    if arguments.json:
        _print(found)
        return 0
    for section, values in found.items():
        if isinstance(values, dict):
            print(section)
            for key, value in values.items():
                shown = json.dumps(value) if isinstance(value, dict | list) else value
                print(f"  {key}: {'-' if shown is None else shown}")
        else:
            print(f"{section}: {values}")
    return 0


def _check(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.reports.check import check

    with _open(arguments.shop) as shop:
        findings = shop.read(check)
    if arguments.json:
        _print(
            {
                "ok": not findings,
                "findings": [{"code": f.code, "text": f.text()} for f in findings],
            }
        )
    else:
        for finding in findings:
            print(finding.text(), file=sys.stderr)
        if not findings:
            print("All is well.")
    return 1 if findings else 0


def _validity(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.validity.evidence import evidence

    if arguments.parameters:
        return _parameters(arguments.shop, as_json=arguments.json)
    if arguments.shop is not None:
        print("dukandar validity: --shop goes with --parameters", file=sys.stderr)
        return 2
    return _trial(evidence(), quick=arguments.quick, as_json=arguments.json)


def _parameters(shop: Path | None, *, as_json: bool) -> int:
    from dataclasses import asdict

    from domain.reports.fidelity import parameter_rows
    from domain.simulation.fidelity import Value, parameter_sheets, written

    here: dict[str, Value] = {}
    if shop is not None:
        with _open(shop) as opened:
            rows = opened.read(parameter_rows)
        here = {row.sheet.name: row.value for row in rows if row.value is not None}
        if not here:
            raise RefusedError("parameters-of-real")
    if as_json:
        told = [asdict(sheet) for sheet in parameter_sheets()]
        if here:
            told = [each | {"in_shop": here[each["name"]]} for each in told]
        _print({"parameters": told})
        return 0
    for sheet in parameter_sheets():
        low, high = sheet.range
        line = f"{sheet.name}: {written(sheet.value)}, from {low} to {high}"
        if here:
            value = here[sheet.name]
            line += "; in this shop "
            line += "as shipped" if value == sheet.value else written(value)
        print(line)
        print(f"  {sheet.meaning}")
        print(f"  {sheet.mark}: {sheet.source}")
    return 0


def _trial(effects: Sequence[Evidence], *, quick: bool, as_json: bool) -> int:
    import tempfile

    from domain.shop import Shop
    from domain.simulation import store
    from domain.validity.evidence import laboratory
    from domain.validity.trial import EXPOSURE, QUICK_EXPOSURE, held_out, to_json, trial

    with (
        tempfile.TemporaryDirectory() as folder,
        Shop.practice(
            Path(folder) / "lab.dukandar", "laboratory", seed=1, noise=1, text=laboratory()
        ) as shop,
    ):
        base = shop.read(store.load)
    found = trial(base, effects, QUICK_EXPOSURE if quick else EXPOSURE, _progress("worlds"))
    score = held_out(found)
    if as_json:
        _print(to_json(found))
    else:
        for each in found:
            print(each.text())
        print(f"held-out effects: {score[0]} of {score[1]} in range")
    # What nothing was fitted to may miss: that is what measuring it is for.
    return 0 if all(each.passed for each in found if each.evidence.kind == "echo") else 1


def parser() -> tuple[argparse.ArgumentParser, Any]:
    """The program's parser and its collection of subcommands."""
    made = argparse.ArgumentParser(
        prog="dukandar",
        description="A seller centre that works without the internet. "
        "Without a command it opens the window.",
    )
    return made, made.add_subparsers(dest="command_name", metavar="COMMAND")


def main(argv: Sequence[str], wall: int) -> int:
    """Run one headless command; for the window's commands see ``desktop.__main__``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name may hold what the terminal cannot show
            stream.reconfigure(errors="backslashreplace")
    made, commands = parser()
    add_commands(commands)
    arguments = made.parse_args(argv)
    if arguments.command_name is None:
        made.print_help()
        return 2
    return run_command(arguments, wall)
