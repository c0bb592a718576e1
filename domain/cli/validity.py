"""The command that holds the practice world against published evidence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.cli.terminal import open_shop, print_json, progress
from domain.kernel.refusals import RefusedError

if TYPE_CHECKING:
    from domain.validity.evidence import Evidence


def add(commands: Any) -> None:
    """Add this command to an ``argparse`` collection of subcommands."""
    held = commands.add_parser("validity", help="the practice world against published evidence")
    held.add_argument("--quick", action="store_true", help="fewer buyers, in seconds")
    held.add_argument("--parameters", action="store_true", help="what the world is made of")
    held.add_argument("--shop", type=Path, help="with --parameters: this shop's values too")
    held.add_argument("--json", action="store_true")
    held.set_defaults(handler=_validity)


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
        with open_shop(shop) as opened:
            rows = opened.read(parameter_rows)
        here = {row.sheet.name: row.value for row in rows if row.value is not None}
        if not here:
            raise RefusedError("parameters-of-real")
    if as_json:
        told = [asdict(sheet) for sheet in parameter_sheets()]
        if here:
            told = [each | {"in_shop": here[each["name"]]} for each in told]
        print_json({"parameters": told})
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
    found = trial(base, effects, QUICK_EXPOSURE if quick else EXPOSURE, progress("worlds"))
    score = held_out(found)
    if as_json:
        print_json(to_json(found))
    else:
        for each in found:
            print(each.text())
        print(f"held-out effects: {score[0]} of {score[1]} in range")
    # What nothing was fitted to may miss: that is what measuring it is for.
    return 0 if all(each.passed for each in found if each.evidence.kind == "echo") else 1
