"""A description keeps paragraphs, emphasis, lists and its pictures, and nothing that could run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.description import pictures, plain, points, safe

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<ul>",
                "<li>",
                "</li>",
                "</ul>",
                "<br>",
                "<script>",
                "</script>",
                "<img src='picture:ab12'>",
                "<img src='https://example.invalid/x.png' onerror='x()'>",
                "<a href='javascript:x()'>",
                "<",
                ">",
                "&lt;",
                "&",
                '"',
                "<!--",
                "-->",
                "<![CDATA[",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=20,
).map("".join)


@given(PIECES)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    assert safe(safe(html)) == safe(html)


@given(PIECES)
def test_only_known_tags_and_own_pictures_stay(html: str) -> None:
    kept = safe(html)
    assert "<script" not in kept
    assert "<a" not in kept
    for part in kept.split("<")[1:]:
        tag = part.split(">", 1)[0].strip("/")
        name = tag.split(" ")[0]
        assert name in {"p", "br", "b", "i", "ul", "ol", "li", "img"}
        if name == "img":
            assert tag.startswith('img src="picture:')


@given(PIECES)
def test_words_are_the_same_before_and_after(html: str) -> None:
    def words(text: str) -> str:
        return "".join(plain(text).replace("• ", "").split())

    assert words(safe(html)) == words(html)


@pytest.mark.parametrize(
    ("html", "kept", "words"),
    [
        ("<p>One</p><p>Two", "<p>One</p><p>Two</p>", "One\nTwo"),
        ("<h1>Big</h1><em>soft</em>", "<p>Big</p><i>soft</i>", "Big\nsoft"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</li></li></ul>", "• a\n• b"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("<script>alert(1)</script>x", "x", "x"),
        ("چھوٹا <b>اور</b>", "چھوٹا <b>اور</b>", "چھوٹا اور"),
    ],
)
def test_examples(html: str, kept: str, words: str) -> None:
    assert safe(html) == kept
    assert plain(html) == words


def test_pictures_are_those_of_the_shop() -> None:
    strange = '<img src="https://example.invalid/b.png">'
    html = f'<p><img src="picture:aa">{strange}<img src="picture:cc"/></p>'
    assert pictures(html) == ("aa", "cc")


def test_points_are_the_entries_of_lists() -> None:
    assert points("<p>It is a mug.</p><ul><li>Keeps <b>warm</b></li><li> </li></ul>") == (
        "Keeps warm",
    )
    assert points("<p>It is a mug.</p>") == ()
