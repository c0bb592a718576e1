"""Pictures of listings as the shop's file keeps them, by content id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from domain.catalogue.images.picture import Facts, Picture
from domain.catalogue.tables import pictures


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture that the shop has kept."""

    id: str
    thumbnail: bytes
    """A square JPEG."""
    facts: Facts


def keep(conn: Connection, picture: Picture) -> Kept:
    """Keep a picture; one that is there already stays as it is."""
    facts = picture.facts
    conn.execute(
        insert(pictures).prefix_with("OR IGNORE"),
        {
            "id": picture.content_id,
            "jpeg": picture.jpeg,
            "thumbnail": picture.thumbnail,
            "width": picture.width,
            "height": picture.height,
            "taken_width": facts.width,
            "taken_height": facts.height,
            "white_border": facts.white_border,
            "strokes": facts.strokes,
            "sharpness": facts.sharpness,
            "difference_hash": facts.difference_hash,
        },
    )
    return Kept(picture.content_id, picture.thumbnail, facts)


def jpeg(conn: Connection, picture: str) -> bytes:
    """The stored picture; empty where the shop has none of that id."""
    found = conn.execute(select(pictures.c.jpeg).where(pictures.c.id == picture))
    return found.scalar_one_or_none() or b""


def thumbnails(conn: Connection, ids: Iterable[str]) -> dict[str, bytes]:
    """The thumbnails of those that the shop has."""
    wanted = pictures.c.id.in_(tuple(ids))
    found = conn.execute(select(pictures.c.id, pictures.c.thumbnail).where(wanted))
    return {row.id: row.thumbnail for row in found}


def looks(conn: Connection, ids: Iterable[str]) -> dict[str, Facts]:
    """What is known of those that the shop has."""
    columns = (
        pictures.c.taken_width,
        pictures.c.taken_height,
        pictures.c.white_border,
        pictures.c.strokes,
        pictures.c.sharpness,
        pictures.c.difference_hash,
    )
    wanted = pictures.c.id.in_(tuple(ids))
    found = conn.execute(select(pictures.c.id, *columns).where(wanted))
    return {name: Facts(*facts) for name, *facts in found}
