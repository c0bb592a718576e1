"""What the program remembers between starts: theme, recent shops, how each shop was left.

One small JSON file, replaced whole; a damaged one is started anew, since nothing in it is precious.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QIODevice, QSaveFile

from desktop.remembered import Remembered
from desktop.theme.roles import ThemeName

_MOST_RECENT = 8
_MOST_SHOPS = 60
"""Shops whose windows are remembered."""

_LARGEST = 20_000
"""Logical pixels up to which a remembered size is believed."""

_NAME = "Dukandar"


def settings_file() -> Path:
    """Where the settings lie on this machine."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "settings.json"


def shops_folder() -> Path:
    """Where new practice shops are put unless somebody says otherwise."""
    return Path(platformdirs.user_documents_dir()) / _NAME


def is_there(path: Path) -> bool:
    """Whether a shop's file can be seen; no error where its folder is closed to us."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@dataclass
class Memory:
    """The remembered choices; ``save`` writes them."""

    file: Path | None
    """Where it is kept; None for a try-out, which remembers nothing."""
    theme: ThemeName = "light"
    recent: list[str] = field(default_factory=list)
    last: str = ""
    size: tuple[int, int] = (1366, 680)
    shops: dict[str, dict[str, Any]] = field(default_factory=dict)
    """How the window of each shop was left, by the shop's path, the last one last."""

    @classmethod
    def load(cls, file: Path) -> Memory:
        """What the file remembers; the defaults where it is missing or not readable."""
        memory = cls(file)
        try:
            data = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return memory
        if not isinstance(data, dict):
            return memory
        if data.get("theme") in ("light", "dark"):
            memory.theme = data["theme"]
        if isinstance(data.get("recent"), list):
            memory.recent = [each for each in data["recent"] if isinstance(each, str)]
        if isinstance(data.get("last"), str):
            memory.last = data["last"]
        size = Remembered(data).wholes("size", 2)
        if size is not None and min(size) > 0 and max(size) <= _LARGEST:
            memory.size = (size[0], size[1])
        if isinstance(data.get("shops"), dict):
            memory.shops = {k: v for k, v in data["shops"].items() if isinstance(v, dict)}
        return memory

    def opened(self, shop: Path) -> None:
        """Remember a shop as the last one opened."""
        path = str(shop.absolute())
        self.recent = [path, *[each for each in self.recent if each != path]][:_MOST_RECENT]
        self.last = path
        self.save()

    def closed(self) -> None:
        """Remember that no shop is open."""
        self.last = ""
        self.save()

    def left(self, shop: Path) -> Remembered:
        """How the window of a shop was left; nothing for a shop not seen before."""
        return Remembered(self.shops.get(str(shop.absolute())))

    def leave(self, shop: Path, state: dict[str, Any]) -> None:
        """Remember how the window of a shop was left; written only when it is new."""
        path = str(shop.absolute())
        if self.shops.get(path) == state:
            return
        self.shops.pop(path, None)
        self.shops[path] = state
        for oldest in list(self.shops)[:-_MOST_SHOPS]:
            del self.shops[oldest]
        self.save()

    def recent_shops(self) -> list[Path]:
        """The recent shops that are still there."""
        return [path for path in map(Path, self.recent) if is_there(path)]

    def last_shop(self) -> Path | None:
        """The shop that was open last, if it is still there."""
        last = Path(self.last)
        return last if self.last and is_there(last) else None

    def save(self) -> bool:
        """Write the file whole or leave it as it was; whether it was written."""
        if self.file is None:
            return False
        data = {key: value for key, value in asdict(self).items() if key != "file"}
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        writer = QSaveFile(str(self.file))
        if not writer.open(QIODevice.OpenModeFlag.WriteOnly):
            return False
        writer.write(json.dumps(data, indent=1).encode("utf-8"))
        return writer.commit()
