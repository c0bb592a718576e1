"""What a region's tree of categories expects of a listing, for its review and its quality."""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalogue.categories import category_tree
from domain.catalogue.category_search import suggest
from domain.catalogue.images.picture import Facts
from domain.catalogue.listing import Listing
from domain.catalogue.quality import Asked
from domain.catalogue.reviewing import Around, Other

_SECOND = 1
"""The level, from 0, on which two categories are told apart."""


def asked(listing: Listing, looks: Sequence[Facts], region: str) -> Asked:
    """What would make the listing good; ``looks`` are its pictures', the main one first."""
    main = looks[0] if looks else None
    white = main is not None and main.is_on_white
    square = main is not None and main.width == main.height
    found = category_tree(region).categories.get(listing.leaf)
    if found is None:
        return Asked(main_white=white, main_square=square)
    needs = found.requirements
    return Asked(
        required=tuple(each.id for each in needs.required),
        optional=tuple(each.id for each in needs.optional),
        size_chart=needs.size_chart,
        main_white=white,
        main_square=square,
    )


def around(
    listing: Listing,
    looks: Sequence[Facts],
    region: str,
    *,
    others: Sequence[Other] = (),
    authorised: frozenset[str] = frozenset(),
) -> Around:
    """What the platform's review holds against the listing."""
    tree = category_tree(region)
    mine = tree.ancestors(listing.leaf) if listing.leaf in tree.categories else ()
    level = min(_SECOND, len(mine) - 1)  # some files name a category of the top level
    return Around(
        required=required(listing.leaf, region),
        branch=mine[level].id if mine else 0,
        near=tuple(
            (tree.ancestors(each.id)[level].id, " > ".join(each.path))
            for each in suggest(region, listing.title)
        ),
        looks=looks,
        others=others,
        authorised=authorised,
    )


def required(leaf: int, region: str) -> tuple[tuple[int, str], ...]:
    """Id and name of the attributes that a category demands; none of an unknown one."""
    found = category_tree(region).categories.get(leaf)
    return () if found is None else tuple((a.id, a.name) for a in found.requirements.required)
