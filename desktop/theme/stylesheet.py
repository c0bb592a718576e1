"""The one stylesheet, made from a theme's roles.

Widgets are addressed by dynamic properties that say what they are:

| property | on | values |
|---|---|---|
| `kind` | buttons | `primary` (the one thing to do next), `quiet` (no frame), `pill`, `danger` |
| `kind` | QFrame | `card`, `banner` (with a role), `toast`, `drawer`, `rule` (a line) |
| `kind` | QWidget | `panel`, `bar` (top bar), `scrolled` (inside a QScrollArea) |
| `kind` | CardButton | `card-button`, `row-button` (a row that is pressed as a whole) |
| `running` | top bar | `true`: time runs |
| `kind` | QLineEdit | `search` |
| `invalid` | inputs | `true`: what is typed is refused |
| `role` | any label | `mute`, `accent`, `good`, `warn`, `bad`, `info` |
| `scale` | any label | `label` (11 px), `small` (12 px), `title` (15 px), `figure` (23 px) |
| `strong` | any label | `true`: semi-bold |

`scale` rather than `size`, which every QWidget has already.

Set them with `desktop.theme.properties.restyle` once a widget has been shown.
"""

from string import Template

from desktop.theme.fonts import BODY, FIGURE, LABEL, TITLE
from desktop.theme.roles import Role, Roles, ThemeName

STYLED_ICONS: tuple[tuple[str, str, Role, int], ...] = (
    ("down", "chevron-down", "mute", 0),
    ("up", "chevron-down", "mute", 180),
    ("check", "check", "on_accent", 0),
)
"""Icons the stylesheet names as files (file, icon, role, turned by degrees): `apply_theme` writes
them in the theme's colours."""

ROW = 34
"""Height of a table's row in logical pixels."""

TALL_ROW = 58
"""Height of a row with a picture and a second line."""


def stylesheet(roles: Roles, name: ThemeName) -> str:
    """The text for `QApplication.setStyleSheet`."""
    sizes = {"body": BODY, "label": LABEL, "title": TITLE, "figure": FIGURE, "row": ROW}
    values = {role: getattr(roles, role) for role in Roles.__dataclass_fields__}
    return Template(_SHEET).substitute(values, **sizes, theme=name)


_SHEET = """
QMainWindow, QDialog, QWidget[kind="panel"] { background: $bg; }
QWidget[kind="bar"] { background: $surface; border-bottom: 1px solid $line; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="banner"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="banner"][role="bad"] { border-color: $bad; }
QFrame[kind="banner"][role="warn"] { border-color: $warn; }
QWidget[kind="bar"][running="true"] { border-bottom: 2px solid $accent; }
QFrame[kind="toast"], QFrame[kind="drawer"] {
    background: $raised; border: 1px solid $mute; border-radius: 10px;
}
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget[kind="card-button"] {
    background: $surface; border: 1px solid $line; border-radius: 10px;
}
QWidget[kind="card-button"]:hover { border-color: $mute; }
QWidget[kind="card-button"]:focus { border: 2px solid $accent; }
QWidget[kind="row-button"] {
    background: transparent; border: 1px solid transparent; border-radius: 5px;
}
QWidget[kind="row-button"]:hover:enabled { background: $accent_soft; }
QWidget[kind="row-button"]:focus { border-color: $accent; }

QLabel { background: transparent; }
QLabel[role="text"] { color: $text; }
QLabel[role="mute"] { color: $mute; }
QLabel[role="accent"] { color: $accent; }
QLabel[role="good"] { color: $good; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="info"] { color: $info; }
QLabel[scale="label"] { font-size: ${label}px; }
QLabel[scale="small"] { font-size: 12px; }
QLabel[scale="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[scale="figure"] { font-size: ${figure}px; font-weight: 600; letter-spacing: -0.6px; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[kind="badge"] {
    border-radius: 6px; padding: 4px 10px; font-size: ${label}px; font-weight: 700;
    border: 1px solid $accent_soft; background: $accent_soft; color: $accent;
}
QLabel[kind="badge"][role="good"] {
    border-color: $good; background: $surface; color: $good;
}

QPushButton, QToolButton {
    background: $raised; color: $text; border: 1px solid $line; border-radius: 7px;
    padding: 6px 13px; min-height: 16px; font-weight: 500;
}
QToolButton { padding: 6px; }
QPushButton:hover, QToolButton:hover { border-color: $mute; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 12px; }
QToolButton:focus { padding: 5px; }
QPushButton:disabled, QToolButton:disabled { color: $mute; background: $bg; border-color: $line; }
QPushButton:checked, QToolButton:checked {
    background: $accent_soft; color: $accent; border-color: $accent;
}
QPushButton::menu-indicator, QToolButton::menu-indicator { width: 0; image: none; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { border-color: $text; }
QPushButton[kind="primary"]:pressed { border-color: $text; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
    background: $line; color: $mute; border-color: $line;
}
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:focus { border: 2px solid $bad; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    background: transparent; border-color: transparent;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="quiet"][role="accent"] { color: $accent; }
QPushButton[kind="pill"] {
    background: $surface; color: $mute; border-radius: 13px; padding: 4px 11px; min-height: 16px;
}
QPushButton[kind="pill"]:checked {
    background: $accent_soft; color: $accent; border-color: $accent;
}
QPushButton[kind="pill"]:focus { border: 2px solid $accent; padding: 3px 10px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit,
QDateTimeEdit, QComboBox {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 7px;
    padding: 6px 10px; min-height: 16px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QAbstractSpinBox:hover,
QComboBox:hover { border-color: $mute; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus,
QComboBox:focus { border: 2px solid $accent; padding: 5px 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled,
QLineEdit:read-only { background: $bg; color: $mute; }
QLineEdit[kind="search"] { background: $bg; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"],
QAbstractSpinBox[invalid="true"] {
    border-color: $bad;
}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit,
QComboBox QLineEdit:focus { background: transparent; border: none; padding: 0; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:focus {
    background: transparent; border: none; padding: 0;
}
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(themed:$theme-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $line; border-radius: 0;
    padding: 0; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: none; background: transparent; width: 18px;
}
QAbstractSpinBox::up-arrow { image: url(themed:$theme-up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow {
    image: url(themed:$theme-down.svg); width: 10px; height: 10px;
}
QDateEdit::drop-down { border: none; width: 24px; }
QDateEdit::down-arrow { image: url(themed:$theme-down.svg); width: 14px; height: 14px; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
    width: 14px; height: 14px; border: 1px solid $mute; border-radius: 4px; background: $surface;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    background: $accent; border-color: $accent; image: url(themed:$theme-check.svg);
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accent_soft; border: 4px solid $accent; width: 8px; height: 8px;
}
QRadioButton::indicator:checked { border: 4px solid $accent; width: 8px; height: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $mute; }

QAbstractItemView {
    background: $surface; alternate-background-color: $bg; color: $text; border: none;
    outline: none; selection-background-color: $accent_soft; selection-color: $text;
}
QTableView, QTreeView, QListView {
    border: 1px solid $line; border-radius: 10px; gridline-color: $line;
}
QTableView:focus, QTreeView:focus, QListView:focus { border-color: $accent; }
QTableView::item { padding: 0 11px; border: none; border-bottom: 1px solid $line; }
QTreeView::item, QListView::item { min-height: ${row}px; padding: 0 8px; border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {
    background: $accent_soft; color: $text;
}
QTableView::item:focus { border: 1px solid $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $mute; border: none; border-bottom: 1px solid $line;
    padding: 0 10px; min-height: ${row}px; font-size: ${label}px; font-weight: 600;
    text-transform: uppercase;
}
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url(themed:$theme-down.svg); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url(themed:$theme-up.svg); width: 12px; height: 12px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: none; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $mute; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QMenu { background: $raised; border: 1px solid $line; border-radius: 7px; padding: 5px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 5px; background: transparent; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $mute; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { margin-left: 6px; }
QToolTip {
    background: $raised; color: $text; border: 1px solid $mute; padding: 5px 7px;
}

QProgressBar {
    background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
    text-align: center; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QProgressBar[role="good"]::chunk { background: $good; }
QProgressBar[role="warn"]::chunk { background: $warn; }
QProgressBar[role="bad"]::chunk { background: $bad; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $mute; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px; font-weight: 500;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; background: $accent_soft; }
QGroupBox { border: 1px solid $line; border-radius: 10px; margin-top: 10px; padding: 14px; }
QGroupBox::title { subcontrol-origin: margin; left: 14px; color: $mute; }
QSplitter::handle { background: transparent; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
    background: $surface; border: 2px solid $accent;
}
QCalendarWidget QWidget { alternate-background-color: $bg; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $mute; }
"""
