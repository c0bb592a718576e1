"""Which theme is in force, for whatever paints itself.

Styled widgets follow the stylesheet. Painted ones read `theme().roles` in their paint event and
connect `theme().changed` to a method that calls `update()`.
"""

from functools import cache

from PySide6.QtCore import QObject, Signal

from desktop.theme.roles import Roles, ThemeName, load_roles


class ThemeSource(QObject):
    """The theme in force; `changed` comes after palette and stylesheet are in place."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name: ThemeName = "light"

    @property
    def name(self) -> ThemeName:
        return self._name

    @property
    def roles(self) -> Roles:
        return load_roles(self._name)

    def put(self, name: ThemeName) -> None:
        """For `apply_theme` only, which also sets what the roles are made into."""
        self._name = name


@cache
def theme() -> ThemeSource:
    """The one source of this process: a process has one QApplication, hence one theme."""
    return ThemeSource()
