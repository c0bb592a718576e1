"""The start: paint first, load after.

An empty window in the theme's colours is painted before anything else of ours is imported.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.first_window import FirstWindow
from desktop.memory import Memory, settings_file
from desktop.theme.palette import palette
from desktop.theme.roles import load_roles

if TYPE_CHECKING:
    from desktop.i18n import Language
    from desktop.program import Program


def run(
    shop: Path | None,
    *,
    language: Language,
    memory: Memory | None = None,
    first: Callable[[], FirstWindow] = FirstWindow,
    watch: Callable[[QApplication, Program], None] | None = None,
) -> int:
    """Open the window and stay until it is closed; ``watch`` gets hold of the program.

    ``memory`` is what earlier runs left; the settings file is read unless it is given.
    """
    # Hardly anything made while starting is garbage; looking for it would cost 50 ms. The program
    # looks for it itself once a page is there, and only on this thread.
    gc.disable()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Dukandar")
    app.setQuitOnLastWindowClosed(True)
    kept = Memory.load(settings_file()) if memory is None else memory
    app.setPalette(palette(load_roles(kept.theme)))
    window = first()
    window.open(kept.size, kept.left(shop or Path(kept.last)).part("window"))
    app.processEvents()
    from desktop.program import Program, prepare

    prepare(app, language, kept.theme)
    program = Program(app, kept, window)
    app.aboutToQuit.connect(program.remember)
    if watch is not None:
        watch(app, program)
    program.start(shop)
    return app.exec()
