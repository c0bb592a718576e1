"""Commands on a shop: make one, let time pass, decide, tell its figures, check it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.cli.terminal import open_shop, print_json, progress
from domain.cli.values import length, seed, setting, text
from domain.kernel.refusals import RefusedError

_REAL_NAME = "My shop"
"""Of a real shop that nobody named; never the file's name, since digests know no paths."""


def add(commands: Any) -> None:
    """Add these commands to an ``argparse`` collection of subcommands."""
    new = commands.add_parser("new", help="make a shop")
    new.add_argument("shop", type=Path, metavar="SHOP")
    new.add_argument("--scenario", default="first-30-days")
    new.add_argument("--region", default="us")
    new.add_argument("--seed", type=seed, default=1, help="the world")
    new.add_argument("--noise", type=seed, help="its luck (the seed unless given)")
    new.add_argument("--name", type=text)
    new.add_argument("--real", action="store_true", help="a shop for imports")
    new.add_argument(
        "--set",
        type=setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="another value of a parameter (see validity --parameters); lists with commas",
    )
    new.set_defaults(handler=_new)

    run = commands.add_parser("run", help="let time pass in a practice shop")
    run.add_argument("shop", type=Path, metavar="SHOP")
    span = run.add_mutually_exclusive_group(required=True)
    span.add_argument("--days", type=length)
    span.add_argument("--hours", type=length)
    run.add_argument("--policy", default="passive", help="a scripted seller: passive, sensible")
    run.set_defaults(handler=_run)

    do = commands.add_parser("do", help="one thing a seller can do")
    do.add_argument("shop", type=Path, nargs="?", metavar="SHOP")
    do.add_argument("command", nargs="?", metavar="COMMAND")
    do.add_argument("--args", default="{}", metavar="JSON")
    do.add_argument("--list", action="store_true", help="name all commands with their fields")
    do.add_argument("--json", action="store_true")
    do.set_defaults(handler=_do)

    report = commands.add_parser("report", help="the shop's figures")
    report.add_argument("shop", type=Path, metavar="SHOP")
    report.add_argument("--json", action="store_true")
    report.set_defaults(handler=_report)

    check = commands.add_parser("check", help="check file, journal, stock and counts")
    check.add_argument("shop", type=Path, metavar="SHOP")
    check.add_argument("--json", action="store_true")
    check.set_defaults(handler=_check)


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
    for name, given in settings:
        if name in values:
            raise RefusedError("parameter-set-twice", name=name)
        values[name] = parameter_sheet(name).typed(given)
    return with_parameters(scenario_text(scenario), values) if values else None


def _run(arguments: argparse.Namespace, _wall: int) -> int:
    from domain.kernel.clock import HOUR
    from domain.simulation.policies import policy

    seller = policy(arguments.policy)
    with open_shop(arguments.shop) as shop:
        told = progress("time")
        if arguments.days is not None:
            shop.advance_days(arguments.days, seller, told)
        else:
            shop.advance(shop.now + arguments.hours * HOUR, seller, told)
    return 0


def _do(arguments: argparse.Namespace, wall: int) -> int:
    from domain.kernel.changes import Subject
    from domain.reports.fee_warnings import fee_lines
    from domain.simulation.command_words import command_fields, command_from

    if arguments.list:
        if arguments.json:
            print_json(command_fields())
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
    with open_shop(arguments.shop) as shop:
        outcome = shop.do(command)
        sent = Subject.SHIPPING in outcome.changes.subjects
        warnings = shop.read(fee_lines, wall) if sent else ()
    for told in (*(refusal.text() for refusal in outcome.refusals), *warnings):
        print(told, file=sys.stderr)
    if arguments.json:
        refused = [{"code": r.code, "text": r.text()} for r in outcome.refusals]
        made = {"made": outcome.made} if outcome.made else {}
        warned = {"warnings": warnings} if warnings else {}
        print_json({"done": outcome.done, "refused": refused, **made, **warned})
    elif outcome.done:
        print(f"{arguments.command}: {outcome.done} done")
    return 0 if outcome.done else 1


def _report(arguments: argparse.Namespace, wall: int) -> int:
    from domain.reports.figures import figures

    with open_shop(arguments.shop) as shop:
        found = shop.read(figures, wall)
    if arguments.json:
        print_json(found)
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

    with open_shop(arguments.shop) as shop:
        findings = shop.read(check)
    if arguments.json:
        print_json(
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
