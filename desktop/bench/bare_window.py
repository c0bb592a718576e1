"""The least a program with Qt has to do: a bare window, painted. Run as a process of its own.

With a shop it also imports SQLAlchemy, NumPy and the driver, and runs one SELECT.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Says that it is painted, and quits."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if len(sys.argv) > 1:
            _select(sys.argv[1])
        print("there", flush=True)
        os._exit(0)  # what follows is not measured


def _select(shop: str) -> None:
    import numpy
    import sqlalchemy
    from sqlcipher3 import dbapi2

    engine = sqlalchemy.create_engine(
        "sqlite+pysqlite://", creator=lambda: dbapi2.connect(shop), module=dbapi2
    )
    with engine.connect() as conn:
        found = conn.execute(sqlalchemy.text("SELECT id FROM orders LIMIT 100")).scalars().all()
    numpy.array(found)


def main() -> None:
    app = QApplication([])
    window = BareWindow()
    window.resize(1366, 680)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
