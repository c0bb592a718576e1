"""A theme's roles as Qt's palette; all that the first window needs of a theme."""

from PySide6.QtGui import QPalette

from desktop.theme.roles import Role, Roles


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
