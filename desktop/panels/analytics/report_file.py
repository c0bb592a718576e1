"""The report of a week or a month as a file: a PDF, or a page of HTML that needs nothing else."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication, Qt

from desktop.i18n import tr
from desktop.panels.analytics.report_paper import paint_report
from desktop.panels.analytics.words import period_text
from desktop.printing.documents import Document
from desktop.printing.output import drawing, save_pdf
from desktop.printing.plain import plain
from desktop.printing.wanted import Paper
from domain.interchange.outgoing.table_file import whole_file
from domain.kernel.progress import silent
from domain.reports.analytics.one_page import OnePage

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 0 }}
body {{ margin: 0; background: #fff }}
svg {{ display: block; width: 100%; max-width: 209mm; height: auto; margin: 0 auto }}
svg text {{ direction: ltr; font-family: Inter, Helvetica, Arial, sans-serif }}
</style>
</head>
<body>
{drawing}
</body>
</html>
"""
"""Nothing in it can run or fetch anything, whatever a product is called.

Each piece of text is painted from its left end, in every language.
"""


def report_title(page: OnePage) -> str:
    """What the report is of."""
    period = period_text(page.question.period)
    return tr("{shop}: report of {period}", shop=plain(page.shop.name), period=period)


def write_report(page: OnePage, path: Path) -> None:
    """Write the report in the form of the path's ending, ``.pdf`` or ``.html``; on any thread.

    Refused with ``folder-missing`` and ``not-writable``; a file that was there stays as it was.
    """
    document = Document(
        report_title(page), Paper.A4, 1, lambda sheets: paint_report(sheets, page), ()
    )
    if path.suffix.casefold() == ".pdf":
        save_pdf(document, path, silent)
        return
    with whole_file(path) as making:
        making.write_text(_html(document), encoding="utf-8")


def _html(document: Document) -> str:
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _PAGE.format(
        language=escape(QLocale().bcp47Name()),
        direction="rtl" if mirrored else "ltr",
        title=escape(document.title),
        drawing=drawing(document),
    )
