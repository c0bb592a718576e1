"""The ``dukandar`` command: headless commands go to ``domain.cli``, the rest opens the window.

Qt is imported only when a window or a picture is wanted.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from domain import cli

_LANGUAGES = ("en", "en-XA", "ar-XB")
"""As in ``desktop.i18n``, which would bring Qt along: a test keeps the two together."""

PAPERS = ("labels", "packing-slips", "pick-list")
PAPER_SIZES = ("a4", "letter")
"""As in ``desktop.printing.wanted``, likewise."""


def main(argv: list[str] | None = None) -> int:
    """Run the program; gives the exit status."""
    if getattr(sys, "frozen", False):  # in an installer, the process that reads workbooks is us too
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:] if argv is None else argv
    first = next((each for each in arguments if not each.startswith("-")), "")
    if first in cli.COMMANDS:
        return _headless(arguments)
    made, commands = cli.parser()
    made.add_argument("--smoke", type=Path, metavar="PNG", help="show the window, grab it, quit")
    if first == "bench":
        cli.add_commands(commands)
        return _bench(made, commands, arguments)
    if first == "tour":
        cli.add_commands(commands)
        return _tour(made, commands, arguments)
    if first == "print":
        cli.add_commands(commands)
        return _print(made, commands, arguments)
    if any(each in ("-h", "--help") for each in arguments):
        cli.add_commands(commands)
        _add_tour(commands)
        _add_print(commands)
        _add_bench(commands)
        made.print_help()
        return 0
    return _window(arguments)


def _headless(arguments: list[str]) -> int:
    return _stoppable(lambda: cli.main(arguments, int(time.time())))


def _stoppable(command: Callable[[], int]) -> int:
    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)  # what is half-written is cleared away, as by Ctrl+C
    try:
        return command()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stdout = None
        return 1


def _add_tour(commands) -> None:
    tour = commands.add_parser("tour", help="a picture of every panel and dialog")
    tour.add_argument("folder", type=Path, metavar="DIR")
    tour.add_argument("--shop", type=Path)
    tour.add_argument("--theme", type=_themes, default=["light", "dark"], metavar="light,dark")
    tour.add_argument("--size", type=_size, default=(1366, 680), metavar="1366x680")
    tour.add_argument("--scale", type=_scale, default=1.0)
    tour.add_argument("--lang", default="en", choices=_LANGUAGES)


def _themes(text: str) -> list[str]:
    names = text.split(",")
    if not names or set(names) - {"light", "dark"}:
        raise argparse.ArgumentTypeError("themes are light and dark")
    return names


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and 0 < int(width) * int(height) < 10**8):
        raise argparse.ArgumentTypeError("a size is WIDTHxHEIGHT, such as 1366x680")
    return int(width), int(height)


def _scale(text: str) -> float:
    scale = float(text)
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError("a scale lies between 0.5 and 4")
    return scale


def _tour(made, commands, arguments: list[str]) -> int:
    _add_tour(commands)
    wanted = made.parse_args(arguments)
    # Both must stand before Qt starts: pictures need no screen, and the density is Qt's own.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = f"{wanted.scale:g}"
    from desktop import tour

    return tour.run(
        wanted.folder,
        shop=wanted.shop,
        themes=wanted.theme,
        size=wanted.size,
        language=wanted.lang,
    )


def _add_print(commands) -> None:
    papers = commands.add_parser("print", help="labels, packing slips or a pick list as a PDF")
    papers.add_argument("shop", type=Path, metavar="SHOP")
    papers.add_argument("kind", choices=PAPERS)
    papers.add_argument("file", type=Path, metavar="FILE.pdf")
    papers.add_argument(
        "--orders", type=_ids, default=[], metavar="ID,…", help="else all that is to be packed"
    )
    papers.add_argument(
        "--paper", choices=PAPER_SIZES, help="letter, unless it is said; labels have their own"
    )
    papers.add_argument("--prices", action="store_true", help="on packing slips")
    papers.add_argument("--notes", action="store_true", help="your own notes, on packing slips")
    papers.add_argument("--lang", default="en", choices=_LANGUAGES)


def _ids(text: str) -> list[int]:
    parts = text.split(",")
    if not all(each.isascii() and each.isdigit() and int(each) < 2**63 for each in parts):
        raise argparse.ArgumentTypeError("orders are given by their ids, with commas")
    return [int(each) for each in parts]


def _print(made, commands, arguments: list[str]) -> int:
    _add_print(commands)
    chosen = made.parse_args(arguments)
    if chosen.kind == "labels" and chosen.paper:
        made.error("labels are always 4 x 6 inches: leave --paper out")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # paper needs no screen
    from desktop.printing import command
    from desktop.printing.wanted import Kind, Paper, Wanted

    wanted = Wanted(
        Kind(chosen.kind), Paper(chosen.paper or "letter"), prices=chosen.prices, notes=chosen.notes
    )
    return _stoppable(
        lambda: command.run(
            chosen.shop,
            wanted,
            chosen.file,
            chosen.orders,
            language=chosen.lang,
            wall=int(time.time()),
        )
    )


def _add_bench(commands) -> None:
    bench = commands.add_parser("bench", help="measure the program beside named baselines")
    bench.add_argument("names", nargs="*", metavar="NAME", help="start, year, import, stall")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--quick", action="store_true", help="small sizes, once: a try-out")


def _bench(made, commands, arguments: list[str]) -> int:
    _add_bench(commands)
    wanted = made.parse_args(arguments)
    from desktop.bench import command

    try:
        return command.run(wanted.names, as_json=wanted.json, quick=wanted.quick)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 1


def _window(arguments: list[str]) -> int:
    window = argparse.ArgumentParser(prog="dukandar")
    window.add_argument("shop", type=Path, nargs="?", metavar="SHOP")
    window.add_argument("--smoke", type=Path, metavar="PNG")
    window.add_argument("--lang", default="en", choices=_LANGUAGES)
    wanted = window.parse_args(arguments)
    if not _has_display():
        print(
            "There is no display here, so the window cannot open. "
            "`dukandar tour DIR` makes pictures of it instead.",
            file=sys.stderr,
        )
        return 1
    if wanted.smoke is not None:
        from desktop.smoke import smoke

        return smoke(wanted.shop, wanted.smoke, wanted.lang)
    from desktop.app import run

    return run(wanted.shop, language=wanted.lang)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
