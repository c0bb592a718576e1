"""A paper as somebody wants it, read from a shop and ready to be painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.printing.label import paint_labels
from desktop.printing.packing_slip import paint_slips
from desktop.printing.pick_list import paint_pick_list
from desktop.printing.sheets import Sheets
from desktop.printing.wanted import Kind, Paper, Wanted, kind_name
from domain.kernel.refusals import Refusal
from domain.reports.papers.labels import label_rows
from domain.reports.papers.packing_slips import slip_rows
from domain.reports.papers.pick_list import pick_list
from domain.reports.shop import shop_row


@dataclass(frozen=True, slots=True)
class Document:
    """A paper with all that is on it."""

    title: str
    paper: Paper
    papers: int
    """Labels, slips or rows of the list: what ``paint`` yields after each of."""
    paint: Callable[[Sheets], Iterator[None]]
    left_out: tuple[Refusal, ...]
    """Why some of the orders asked for are not on it."""


def document(conn: Connection, wanted: Wanted, ids: Sequence[int], wall: int) -> Document:
    """Read what the orders need. Refused as ``domain.reports.papers`` says."""
    shop = shop_row(conn, wall)
    if wanted.kind is Kind.LABELS:
        labels = label_rows(conn, ids)
        return Document(
            kind_name(wanted.kind),
            Paper.LABEL,
            len(labels.rows),
            lambda sheets: paint_labels(sheets, labels.rows, shop),
            labels.left_out,
        )
    if wanted.kind is Kind.PACKING_SLIPS:
        slips = slip_rows(conn, ids)
        return Document(
            kind_name(wanted.kind),
            wanted.paper,
            len(slips.rows),
            lambda sheets: paint_slips(
                sheets, slips.rows, shop, prices=wanted.prices, notes=wanted.notes
            ),
            slips.left_out,
        )
    picks = pick_list(conn, ids)
    return Document(
        kind_name(wanted.kind),
        wanted.paper,
        len(picks.rows),
        lambda sheets: paint_pick_list(sheets, picks, shop),
        picks.left_out,
    )
