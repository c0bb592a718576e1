"""Puts a theme on the whole application: style, palette, fonts, stylesheet."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.theme.fonts import font
from desktop.theme.icons import svg
from desktop.theme.palette import palette
from desktop.theme.roles import Roles, ThemeName, load_roles
from desktop.theme.source import ThemeSource, theme
from desktop.theme.stylesheet import STYLED_ICONS, stylesheet

__all__ = ["ThemeSource", "apply_theme", "theme"]


def apply_theme(app: QApplication, name: ThemeName) -> None:
    """Applies a theme; may be called again at any time, open windows follow.

    Nothing is done where it is there already: every widget would be looked at anew.
    """
    roles = load_roles(name)
    sheet = stylesheet(roles, name)
    if app.styleSheet() == sheet:
        return
    theme().put(name)
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    _write_styled_icons(name, roles)
    app.setFont(font())
    app.setPalette(palette(roles))
    app.setStyleSheet(sheet)
    theme().changed.emit()


@cache
def _folder() -> QTemporaryDir:
    """Where recoloured icons lie for the stylesheet, which takes only files; removed at exit."""
    return QTemporaryDir()


@cache
def _write_styled_icons(name: ThemeName, roles: Roles) -> None:
    folder = Path(_folder().path())
    for file, icon_name, role, turn in STYLED_ICONS:
        drawn = svg(icon_name, getattr(roles, role))
        turned = drawn.replace(b"<path ", f'<path transform="rotate({turn} 12 12)" '.encode())
        (folder / f"{name}-{file}.svg").write_bytes(turned)
    QDir.setSearchPaths("themed", [str(folder)])
