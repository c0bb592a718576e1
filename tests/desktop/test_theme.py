"""Colours by role: readable in both themes, and followed by everything that is drawn."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPalette
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.theme.apply import apply_theme
from desktop.theme.fonts import font, load_fonts
from desktop.theme.icons import icon, icon_pixmap
from desktop.theme.roles import (
    BACKGROUND_ROLES,
    LEAST_CONTRAST,
    TEXT_ROLES,
    contrast,
    load_roles,
)
from desktop.theme.source import theme
from desktop.theme.stylesheet import stylesheet


def ink(image: QImage) -> set[str]:
    """The colours of an image's opaque pixels."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_both_themes_lay_everything_out_alike() -> None:
    """So what fits in one fits in the other: they differ in colours and coloured icons only."""
    bare = [
        re.sub(r"#[0-9a-fA-F]{6,8}|themed:\w+-", "", stylesheet(load_roles(name), name))
        for name in ("light", "dark")
    ]
    assert bare[0] == bare[1]
    assert len(bare[0]) > 1_000


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("background", BACKGROUND_ROLES)
@pytest.mark.parametrize("text", TEXT_ROLES)
def test_every_text_role_can_be_read_on_every_ground(theme_name, text, background):
    roles = load_roles(theme_name)
    assert contrast(getattr(roles, text), getattr(roles, background)) >= LEAST_CONTRAST


@pytest.mark.parametrize("fill", ["accent", "mute"])
def test_words_on_buttons_and_counts_can_be_read(theme_name, fill):
    roles = load_roles(theme_name)
    assert contrast(roles.on_accent, getattr(roles, fill)) >= LEAST_CONTRAST


def test_the_stylesheet_uses_no_colour_but_the_roles(theme_name):
    roles = load_roles(theme_name)
    known = {getattr(roles, role) for role in roles.__dataclass_fields__}
    sheet = stylesheet(roles, theme_name)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)) <= known
    assert "rgb" not in sheet


def test_palette_and_labels_follow_the_theme(qtbot, themed, qapp):
    roles = load_roles(themed)
    label = QLabel("12")
    label.setProperty("role", "bad")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == roles.bg.lower()
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == roles.bad.lower()


@pytest.mark.parametrize("role", ["text", "accent", "bad"])
def test_an_icon_takes_its_roles_colour(themed, role):
    image = icon("bell", role).pixmap(QSize(64, 64)).toImage()
    assert ink(image) == {getattr(load_roles(themed), role).lower()}


def test_an_icon_already_set_follows_a_change_of_theme(qtbot, english):
    button = QPushButton(icon("bell", "bad"), "")
    button.setIconSize(QSize(48, 48))
    button.resize(80, 80)
    qtbot.addWidget(button)
    assert load_roles("light").bad.lower() in ink(button.grab().toImage())
    apply_theme(english, "dark")
    seen = ink(button.grab().toImage())
    assert load_roles("dark").bad.lower() in seen
    assert load_roles("light").bad.lower() not in seen


@pytest.mark.parametrize("density", [1.0, 1.25, 2.0])
def test_icons_are_rendered_at_the_density_of_the_screen(english, density):
    pixmap = icon("store", "text").pixmap(QSize(16, 16), density)
    assert pixmap.size() == QSize(round(16 * density), round(16 * density))
    assert icon_pixmap("store", "text", 20, density).width() == round(20 * density)


def test_a_checked_icon_and_a_disabled_one_differ(english):
    shown = icon("play", "mute", "accent")
    size = QSize(32, 32)
    checked = shown.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()
    disabled = shown.pixmap(size, QIcon.Mode.Disabled, QIcon.State.Off).toImage()
    assert ink(checked) == {load_roles("light").accent.lower()}
    assert ink(disabled) == set()


def test_an_unknown_icon_is_refused_where_it_is_asked_for(english):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_changed_is_heard_after_the_new_roles_are_in_force(qtbot, english):
    seen = []
    source = theme()

    def hear() -> None:
        seen.append((source.name, english.palette().color(QPalette.ColorRole.Window).name()))

    source.changed.connect(hear)
    apply_theme(english, "dark")
    source.changed.disconnect(hear)
    assert seen == [("dark", load_roles("dark").bg.lower())]


def test_digits_have_one_width(english):
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(font())
    assert "Inter" in load_fonts()
    assert len({round(metrics.horizontalAdvance(digit * 20), 3) for digit in "0123456789"}) == 1
