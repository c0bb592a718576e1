"""Brands whose owners decide who may sell them, and how a shop gets their authorisation.

The platform does not show a brand whose owner has authorised nobody (domain knowledge, section 3);
which documents it takes for a permission is a choice of this program.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from domain.catalogue.reviewing import protected_brands, same_words
from domain.catalogue.tables import brand_papers


class Document(StrEnum):
    """What a seller can send."""

    LETTER = "letter"
    """The owner's letter that names this shop: the permission itself."""
    INVOICE = "invoice"
    """Shows that goods were bought, not that they may be sold under the brand here."""
    CERTIFICATE = "certificate"
    """Of the trademark; it names its owner, who is somebody else."""


GRANTING = frozenset({Document.LETTER})
"""What the platform takes for a permission."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What was sent for a brand; moments in epoch seconds."""

    brand: str
    document: Document
    asked_at: int
    answer_at: int

    @property
    def grants(self) -> bool:
        """What the platform answers."""
        return self.document in GRANTING


@dataclass(frozen=True, slots=True)
class Brands:
    """What came of all that was sent, at one moment."""

    waiting: tuple[Paper, ...] = ()
    refused: tuple[Paper, ...] = ()
    authorised: frozenset[str] = frozenset()
    """The brands that the shop may sell."""


def protected(brand: str, region: str) -> str | None:
    """The brand as the region's list writes it; None where nobody's authorisation is needed."""
    return next((each for each in protected_brands(region) if same_words(each, brand)), None)


def papers(conn: Connection) -> tuple[Paper, ...]:
    """Everything that was sent, by brand."""
    query = select(brand_papers).order_by(brand_papers.c.brand)
    return tuple(
        Paper(row.brand, Document(row.document), row.asked_at, row.answer_at)
        for row in conn.execute(query)
    )


def brands(conn: Connection, now: int) -> Brands:
    """What the platform has answered by now, and what it has not."""
    sent = papers(conn)
    answered = [each for each in sent if each.answer_at <= now]
    return Brands(
        waiting=tuple(each for each in sent if each.answer_at > now),
        refused=tuple(each for each in answered if not each.grants),
        authorised=frozenset(each.brand for each in answered if each.grants),
    )


def send(conn: Connection, paper: Paper) -> None:
    """Keep what is sent; it takes the place of what was refused before."""
    conn.execute(brand_papers.delete().where(brand_papers.c.brand == paper.brand))
    told = {
        "brand": paper.brand,
        "document": paper.document.value,
        "asked_at": paper.asked_at,
        "answer_at": paper.answer_at,
    }
    conn.execute(insert(brand_papers).values(told))
