"""``dukandar print``: papers of a shop as a PDF, without a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.i18n import Language, install_language
from desktop.printing.documents import document
from desktop.printing.output import save_pdf
from desktop.printing.wanted import Kind, Wanted
from desktop.theme.fonts import load_fonts
from domain.kernel.progress import silent
from domain.kernel.refusals import RefusedError
from domain.reports.papers.asked import to_pack
from domain.shop import Shop


def run(
    path: Path, wanted: Wanted, file: Path, orders: Sequence[int], *, language: Language, wall: int
) -> int:
    """Write the papers of the orders, or of those to be packed when none is named.

    Gives the exit status: 1 when there is nothing to write or it cannot be written. Orders that are
    left out are told on stderr.
    """
    app = QApplication(sys.argv[:1])
    install_language(app, language)
    load_fonts()
    try:
        with Shop(path) as shop:
            labels = wanted.kind is Kind.LABELS
            ids = orders or shop.read(lambda conn: to_pack(conn, labelled=labels))
            found = shop.read(document, wanted, ids, wall)
        for refusal in found.left_out:
            print(refusal.text(), file=sys.stderr)
        if not found.papers:
            return 1
        pages = save_pdf(found, file, silent)
    except RefusedError as refused:
        print(refused.refusal.text(), file=sys.stderr)
        return 1
    print(f"{file.name}: {pages} page{'s' if pages > 1 else ''}")
    return 0
