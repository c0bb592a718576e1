"""One way of wording things, and two pseudo-languages that show where it was not taken."""

import importlib.util
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.i18n import LANGUAGES, install_language, left_to_right, lengthened, tr
from desktop.widgets.busy import Busy
from desktop.widgets.seller_app import SellerAppDialog, StoreLink

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def translations():
    """The script in packaging/, which is no package."""
    place = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_parameters_are_filled_after_translation(english):
    assert tr("{done} of {total}", done="1", total="2") == "1 of 2"
    install_language(english, "en-XA")
    said = tr("{done} of {total}", done="{x}", total="2")
    assert said.startswith("[{x} of 2")


def test_a_count_is_filled_with_the_languages_grouping(english):
    assert tr("%Ln parcels", 12345) == "12,345 parcels"
    assert tr("%n parcels", 12345) == "12345 parcels"


@pytest.mark.parametrize("text", ["Ok", "Ship %1 of {total}", "&Save", "%Ln late", "A" * 300])
@pytest.mark.parametrize("right_to_left", [False, True])
def test_pseudo_texts_are_longer_bracketed_and_keep_placeholders(text, right_to_left):
    made = lengthened(text, right_to_left=right_to_left)
    inside = made.strip("\u200f")
    assert inside[0] == "["
    assert inside[-1] == "]"
    assert text in inside
    assert len(inside) - 2 >= 1.25 * len(text)
    places = re.compile(r"%L?n|%\d|\{\w+\}|&")
    assert places.findall(made) == places.findall(text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_brings_its_direction(english, code):
    install_language(english, code)
    right_to_left = english.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert right_to_left == (code == "ar-XB")
    assert QLocale().toString(1234) == "1,234"
    assert (left_to_right("−$2.00") == "−$2.00") != right_to_left


def test_english_comes_back(english):
    install_language(english, "ar-XB")
    install_language(english, "en")
    assert tr("Cancel") == "Cancel"
    assert english.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_pseudo_languages_reach_qts_texts_but_not_the_names_of_keys(english):
    install_language(english, "en-XA")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel").startswith("[Cancel")
    assert QKeySequence("Ctrl+K").toString() == "Ctrl+K"
    assert QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+K"


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_every_visible_text_of_the_shared_widgets_is_translated(qtbot, english, code):
    install_language(english, code)
    dialog = SellerAppDialog([StoreLink("", "x")])
    busy = Busy()
    busy.start("", 10)
    for widget in (dialog, busy):
        qtbot.addWidget(widget)
        parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
        texts = [part.text() for part in parts if part.text()]
        assert texts
        assert [text for text in texts if not text.strip("\u200f").startswith("[")] == []


def test_the_committed_catalogue_is_that_of_the_source(translations, capsys):
    assert translations.main(["--check"]) == 0, capsys.readouterr().out


def test_plural_forms_are_made_by_rule(translations):
    assert translations.forms("%n order(s) (is|are) late") == (
        "%n order is late",
        "%n orders are late",
    )
    assert translations.forms("%Ln box(es) left") == ("%Ln box left", "%Ln boxes left")


def test_a_plural_goes_from_source_to_screen(translations, tmp_path):
    from desktop.i18n import Catalogue, PseudoCatalogue

    (tmp_path / "panel.py").write_text(
        'tr("%Ln order(s) to ship", n)\ntr("Plain")\ntr("%n left", n, note="stock")\n'
    )
    messages = translations.plural_messages(tmp_path)
    assert messages == [("%Ln order(s) to ship", ""), ("%n left", "stock")]
    catalogue = tmp_path / "made.ts"
    catalogue.write_text(translations.catalogue_text(messages, {}))
    data = translations.released(catalogue)
    english = Catalogue(data)
    assert english.translate("Dukandar", messages[0][0], "", 1) == "%Ln order to ship"
    assert english.translate("Dukandar", messages[0][0], "", 2) == "%Ln orders to ship"
    assert english.translate("Dukandar", "Plain") is None
    pseudo = PseudoCatalogue(data, Qt.LayoutDirection.LeftToRight)
    assert pseudo.translate("Dukandar", messages[0][0], "", 1).startswith("[%Ln order to ship ")


def test_forms_corrected_by_hand_are_kept(translations, tmp_path):
    message = ("%n reply(ies)", "")
    catalogue = tmp_path / "made.ts"
    catalogue.write_text(
        translations.catalogue_text([message], {message: ("%n reply", "%n replies")})
    )
    assert translations.known_forms(catalogue) == {message: ("%n reply", "%n replies")}


def test_a_text_that_nobody_could_translate_is_refused(translations, tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    (tmp_path / "panel.py").write_text("tr(name)\n")
    with pytest.raises(SyntaxError, match=r"panel\.py:1"):
        translations.plural_messages(tmp_path)


def test_the_command_line_offers_the_languages_there_are() -> None:
    from desktop import __main__, i18n

    assert __main__._LANGUAGES == i18n.LANGUAGES
