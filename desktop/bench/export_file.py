"""An order export of any length: the US sample again and again, with new ids."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

_IDS = ("Order ID", "Tracking ID", "Package ID")
_STEP = 1_000_003
"""What each repetition adds to the ids: larger than the sample's, so that none meets another."""


def write_export(path: Path, lines: int) -> str:
    """Write that many lines; gives the order id of the last one."""
    text = files("resources").joinpath("samples", "orders-us.csv").read_text("utf-8-sig")
    header, *sample = csv.reader(text.splitlines())
    places = [header.index(name) for name in _IDS]
    order = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(lines):
            turn, line = divmod(number, len(sample))
            cells = sample[line].copy()
            for place in places:
                cells[place] = _renumbered(cells[place], turn * _STEP)
            writer.writerow(cells)
            order = cells[places[0]].strip()
    return order


def _renumbered(cell: str, more: int) -> str:
    """The cell with its number raised, in as many digits; others stay."""
    digits = cell.strip()
    if not digits.isdigit():
        return f"{digits}{more}" if digits else cell
    return cell.replace(digits, str(int(digits) + more).zfill(len(digits)))
