"""Puts a theme on the whole application: style, palette, fonts, stylesheet."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.theme.fonts import font
from desktop.theme.icons import svg
from desktop.theme.roles import Role, Roles, ThemeName, load_roles
from desktop.theme.source import ThemeSource, theme
from desktop.theme.stylesheet import STYLED_ICONS, stylesheet

__all__ = ["ThemeSource", "apply_theme", "theme"]


def apply_theme(app: QApplication, name: ThemeName) -> None:
    """Applies a theme; may be called again at any time, open windows follow."""
    roles = load_roles(name)
    theme().put(name)
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    _write_styled_icons(name, roles)
    app.setFont(font())
    app.setPalette(palette(roles))
    app.setStyleSheet(stylesheet(roles, name))
    theme().changed.emit()


def palette(roles: Roles) -> QPalette:
    """Fusion's palette: what the stylesheet does not reach (native parts, item views, links)."""
    made = QPalette()
    group = QPalette.ColorRole
    pairs: tuple[tuple[QPalette.ColorRole, Role], ...] = (
        (group.Window, "bg"),
        (group.WindowText, "text"),
        (group.Base, "surface"),
        (group.AlternateBase, "bg"),
        (group.Text, "text"),
        (group.PlaceholderText, "mute"),
        (group.Button, "raised"),
        (group.ButtonText, "text"),
        (group.BrightText, "bad"),
        (group.Highlight, "accent"),
        (group.HighlightedText, "on_accent"),
        (group.Link, "accent"),
        (group.LinkVisited, "accent"),
        (group.ToolTipBase, "raised"),
        (group.ToolTipText, "text"),
        (group.Light, "raised"),
        (group.Midlight, "line"),
        (group.Mid, "line"),
        (group.Dark, "mute"),
        (group.Accent, "accent"),
    )
    for part, role in pairs:
        made.setColor(part, roles.colour(role))
    for part in (group.WindowText, group.Text, group.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, roles.colour("mute"))
    return made


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
