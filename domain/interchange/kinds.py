"""The kinds of files that can be imported; which one a file is shows in its header."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection

from domain.interchange.costs import importing as costs_importing
from domain.interchange.costs import scan as costs_scan
from domain.interchange.layout import Headings, lacking, understood
from domain.interchange.orders import importing as orders_importing
from domain.interchange.orders import layout as orders_layout
from domain.interchange.orders import scan as orders_scan
from domain.interchange.plan import Opened, Part, Scan
from domain.interchange.products import importing as products_importing
from domain.interchange.products import layout as products_layout
from domain.interchange.products import scan as products_scan
from domain.interchange.returns import importing as returns_importing
from domain.interchange.returns import layout as returns_layout
from domain.interchange.returns import scan as returns_scan
from domain.interchange.sheet import Sheet
from domain.interchange.told import importing as told_importing
from domain.interchange.told import layout as told_layout
from domain.interchange.told import scan as told_scan
from domain.kernel.progress import Progress
from domain.kernel.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be done with files of one kind."""

    headings: Callable[[], Headings]
    scan: Callable[[Opened, Progress], Scan]
    """Reads the file and nothing else, and writes nothing.

    Refused with ``RefusedError``: a file that cannot be read, holds no rows or comes from another
    region.
    """
    parts: Callable[[Connection, Any], Iterator[Part]]
    """Compares a scan of this kind with the shop, a part at a time; nothing is written until asked.

    Refused with ``plan-outdated`` where the shop has changed so that the scan no longer fits.
    """
    older: str = ""
    """The code of the warning that something ended was left as it is, where a kind has an end."""
    names: Callable[[list[str]], list[str]] = list
    """A header as the columns of this kind are looked up."""


def _told(told: told_layout.Told) -> Kind:
    return Kind(
        lambda: told_layout.layout(told).headings,
        partial(told_scan.scan, told=told),
        told_importing.parts,
        names=told_layout.names,
    )


KINDS: dict[str, Kind] = {
    "orders": Kind(
        lambda: orders_layout.layout().headings,
        orders_scan.scan,
        orders_importing.parts,
        "orders-older",
    ),
    "returns": Kind(
        lambda: returns_layout.layout().headings,
        returns_scan.scan,
        returns_importing.parts,
        "returns-older",
    ),
    "products": Kind(
        lambda: products_layout.layout().headings,
        products_scan.scan,
        products_importing.parts,
    ),
    "costs": Kind(costs_scan.layout, costs_scan.scan, costs_importing.parts),
    "video-analytics": _told(told_layout.VIDEOS),
    "product-analytics": _told(told_layout.PRODUCTS),
    "creator-analytics": _told(told_layout.CREATORS),
    "shop-daily": _told(told_layout.DAYS),
}
"""Every kind, by its name; of several files, those of an earlier kind are best imported first."""


def kind_of(file: str, header: list[str]) -> str:
    """The kind that understands most columns, of those whose signature the header has.

    Refused with ``file-kind-unknown`` where there is none; no cell of the file is shown, since its
    first line may hold data.
    """
    known = {name: kind.headings() for name, kind in KINDS.items()}
    read = {name: kind.names(header) for name, kind in KINDS.items()}
    missing = {name: lacking(read[name], headings) for name, headings in known.items()}
    fitting = [name for name in known if not missing[name]]
    if not fitting:
        nearest = min(missing.values(), key=len)
        raise RefusedError(
            "file-kind-unknown", file=file, problem=f"it has no {', '.join(nearest)}"
        )
    return max(fitting, key=lambda name: understood(read[name], known[name]))


def recognised(file: str, sheet: Sheet) -> tuple[str, Sheet]:
    """The kind of a file, and its rows below the header, which some kinds have a row or two above.

    Refused as by ``kind_of``, for what the file's first row lacks.
    """
    unknown: RefusedError | None = None
    for each in sheet.openings():
        try:
            return kind_of(file, each.header), each
        except RefusedError as refused:
            unknown = unknown or refused
    raise unknown or RefusedError("file-empty", file=file)


def sheets() -> tuple[str, ...]:
    """The names of all sheets that hold rows of some kind."""
    return tuple(name for kind in KINDS.values() for name in kind.headings().sheets)
