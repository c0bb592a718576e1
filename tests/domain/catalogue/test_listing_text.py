"""A listing comes back from its text as it was, and equal ones have equal texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.listing import Chosen, Listing, Variant, Variation
from domain.catalogue.listing_text import from_text, to_text

WORD = st.text(max_size=12)
WORDS = st.lists(WORD, max_size=3).map(tuple)
NUMBER = st.integers(0, 10**9)
VARIANT = st.builds(
    Variant,
    values=WORDS,
    id=NUMBER,
    price=NUMBER,
    list_price=NUMBER,
    stock=NUMBER,
    seller_sku=WORD,
    gtin=WORD,
    weight=NUMBER,
)
LISTING = st.builds(
    Listing,
    title=WORD,
    leaf=NUMBER,
    brand=WORD,
    attributes=st.lists(st.builds(Chosen, NUMBER, WORDS), max_size=3).map(tuple),
    points=WORDS,
    description=WORD,
    pictures=WORDS,
    video=WORD,
    size_chart=WORD,
    variations=st.lists(st.builds(Variation, WORD, WORDS), max_size=3).map(tuple),
    variants=st.lists(VARIANT, max_size=3).map(tuple),
    template=NUMBER,
)


@given(LISTING)
def test_a_listing_comes_back_as_it_was(listing: Listing) -> None:
    assert from_text(to_text(listing)) == listing
    assert to_text(from_text(to_text(listing))) == to_text(listing)


def test_what_is_empty_is_not_written_down() -> None:
    assert to_text(Listing()) == "{}"
    assert from_text("{}") == Listing()
    assert to_text(Listing(title="مگ", variants=())) == '{"title":"مگ","variants":[]}'
