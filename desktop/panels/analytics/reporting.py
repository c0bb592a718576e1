"""From the wish for a report to its file: ask what, ask where, read, and write it aside."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from desktop.file_names import file_name, with_ending
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.analytics.report_dialog import ReportDialog, ReportWanted
from desktop.panels.analytics.words import period_text
from domain.reports.analytics.one_page import OnePage, one_page
from domain.reports.analytics.question import Span

_FORMS = {"pdf": "PDF (*.pdf)", "html": "HTML (*.html)"}


def ask_for_report(panel: Panel, span: Span) -> ReportDialog:
    """Open the dialog; what it asks for is written through the panel's ``keep``."""
    dialog = ReportDialog(span, panel)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.chosen.connect(partial(_ask_where, panel))
    dialog.open()
    return dialog


def _ask_where(panel: Panel, wanted: ReportWanted) -> None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    shop = panel.desk.shop.path.stem
    words = tr("{shop} report {period}", shop=shop, period=period_text(wanted.period))
    name = f"{file_name(words)}.{wanted.form}"
    found, _ = QFileDialog.getSaveFileName(
        panel, tr("Save report"), str(Path(folder) / name), _FORMS[wanted.form]
    )
    if found:
        save_report(panel, wanted, with_ending(Path(found), (f".{wanted.form}",)))


def save_report(panel: Panel, wanted: ReportWanted, path: Path) -> None:
    """Read the page and write it to the path, both away from the window's thread."""
    wall = panel.desk.clock()

    def write(page: OnePage) -> None:
        from desktop.panels.analytics.report_file import write_report

        panel.keep.emit(path, partial(write_report, page, path))

    panel.desk.read(panel, "report", lambda shop: shop.read(one_page, wanted.period, wall), write)
