"""No text of a buyer steers the page."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.plain import plain


@given(st.text())
def test_one_line_is_left_and_nothing_that_steers(text: str) -> None:
    kept = plain(text)
    assert not [each for each in kept if unicodedata.category(each) in ("Cc", "Zl", "Zp")]
    assert not set(kept) & {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e"}
    assert plain(kept) == kept


def test_ordinary_texts_stay_as_they_are() -> None:
    for text in ("Sami R.", "<b>Sami</b> & Söhne", "سامي", "O'Brien, Apt. #4"):
        assert plain(text) == text


def test_paragraphs_stay_where_they_are_wanted() -> None:
    assert plain("one\r\ntwo\n\n\n\nthree", paragraphs=True) == "one\ntwo\n\nthree"
    assert plain("one\r\ntwo") == "one two"


def test_an_endless_text_ends() -> None:
    assert len(plain("a" * 10**6)) <= 4_000
