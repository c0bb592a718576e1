"""Pictures that a shop keeps: found by their content, measured, and part of what the shop is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.catalogue.images.picture import Box
from domain.catalogue.picture_shelf import jpeg, looks, thumbnails
from domain.kernel.refusals import RefusedError
from domain.shop import Shop
from domain.storage.digest import digest
from tests.domain.catalogue.pictures import opened, page, product, saved, scene


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("shelf") / "shop.dukandar"
    with Shop.real(path, "us", "Pictures") as made:
        yield made


def test_a_kept_picture_is_found_by_the_hash_of_what_is_stored(shop: Shop) -> None:
    kept = shop.keep_picture(saved(product(), "PNG"))
    stored = shop.read(jpeg, kept.id)
    assert hashlib.sha256(stored).hexdigest() == kept.id
    assert opened(stored).size == (800, 600)
    assert shop.read(thumbnails, (kept.id,)) == {kept.id: kept.thumbnail}
    assert opened(kept.thumbnail).size == (160, 160)


def test_its_facts_come_back_as_they_were_measured(shop: Shop) -> None:
    white = shop.keep_picture(saved(product(), "PNG"))
    busy = shop.keep_picture(saved(scene(), "PNG"))
    assert shop.read(looks, (white.id, busy.id)) == {white.id: white.facts, busy.id: busy.facts}
    assert white.facts.is_on_white
    assert not busy.facts.is_on_white


def test_what_the_shop_does_not_have_is_left_out(shop: Shop) -> None:
    assert shop.read(jpeg, "none") == b""
    assert shop.read(thumbnails, ("none",)) == {}
    assert shop.read(looks, ("none",)) == {}


def test_a_file_taken_twice_is_kept_once_and_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "product.png"
    file.write_bytes(saved(page(2), "PNG"))
    first = shop.keep_picture(file)
    before = shop.read(digest)
    assert shop.keep_picture(file) == first
    assert shop.read(digest) == before


def test_a_new_picture_makes_another_shop(shop: Shop) -> None:
    before = shop.read(digest)
    shop.keep_picture(saved(page(5), "PNG"))
    assert shop.read(digest) != before


def test_a_square_is_cut_out_with_a_box(shop: Shop) -> None:
    kept = shop.keep_picture(saved(product(), "PNG"), Box(100, 50, 400))
    assert opened(shop.read(jpeg, kept.id)).size == (400, 400)
    assert (kept.facts.width, kept.facts.height) == (400, 400)


def test_what_is_refused_is_not_kept(shop: Shop) -> None:
    before = shop.read(digest)
    with pytest.raises(RefusedError) as caught:
        shop.keep_picture(saved(product(200, 200), "PNG"))
    assert caught.value.refusal.code == "image-too-small"
    assert shop.read(digest) == before


def test_pictures_are_taken_in_again_after_a_rest(shop: Shop) -> None:
    first = shop.keep_picture(saved(product(), "PNG"))
    shop.rest_from_pictures()
    assert shop.keep_picture(saved(product(), "PNG")) == first
