"""Work on another thread before there is a desk: opening and making shops."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from domain.kernel.refusals import Refusal, RefusedError


class Background(QObject):
    """Runs one job; ``then`` or ``refused`` is called on the GUI thread."""

    _over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._over.connect(self._deliver)

    def run(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None],
        refused: Callable[[Refusal], None],
    ) -> None:
        """Start the job."""

        def work() -> None:
            try:
                result = job()
            except RefusedError as error:
                refusal = error.refusal
                self._over.emit(lambda: refused(refusal))
            except OSError as error:
                name, reason = str(error.filename or ""), error.strerror or type(error).__name__
                closed = Refusal("not-writable", {"file": name, "problem": reason})
                self._over.emit(lambda: refused(closed))
            else:
                self._over.emit(lambda: then(result))

        threading.Thread(target=work, name="opening", daemon=True).start()

    def _deliver(self, act: Callable[[], None]) -> None:
        act()
