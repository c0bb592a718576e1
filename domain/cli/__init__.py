"""The command line: every headless command, in the words of the contract.

Exit status 0: done; 1: wrong or refused, with one clear line on stderr; 2: wrong usage. With
``--json`` stdout is one JSON document.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from typing import Any

from domain.cli import files, shops, validity
from domain.cli.terminal import print_json
from domain.kernel.refusals import RefusedError

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


def add_commands(commands: Any) -> None:
    """Add the commands to an ``argparse`` collection of subcommands."""
    for group in (shops, files, validity):
        group.add(commands)


def run_command(arguments: argparse.Namespace, wall: int) -> int:
    """Run the chosen command at ``wall`` (epoch seconds); gives the exit status."""
    try:
        status: int = arguments.handler(arguments, wall)
        return status
    except RefusedError as refused:
        why = refused.refusal
        print(why.text(), file=sys.stderr)
        if getattr(arguments, "json", False):
            print_json({"done": 0, "refused": [{"code": why.code, "text": why.text()}]})
        return 1


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
