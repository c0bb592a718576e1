"""Authorisations for brands in words: what can be sent for one, and what came of it."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import moment
from domain.catalogue.brands import Brands, Document, Paper
from domain.catalogue.reviewing import same_words
from domain.reports.shop import ShopRow


def document_name(document: Document) -> str:
    """What can be sent."""
    return {
        Document.LETTER: tr("The owner's letter"),
        Document.INVOICE: tr("An invoice"),
        Document.CERTIFICATE: tr("The trademark certificate"),
    }[document]


def document_meaning(document: Document) -> str:
    """What it shows."""
    return {
        Document.LETTER: tr(
            "The brand's owner writes that your shop, by its name, may sell the brand here."
        ),
        Document.INVOICE: tr(
            "It shows that you bought the goods, not that you may sell them under the brand here."
        ),
        Document.CERTIFICATE: tr("It shows whose the brand is, not whom the owner lets sell it."),
    }[document]


def brand_text(brand: str, brands: Brands, shop: ShopRow) -> tuple[str, Role]:
    """What came of asking for a brand; empty where nobody has asked."""
    for name in brands.authorised:
        if same_words(name, brand):
            return tr("The shop is authorised to sell {brand}.", brand=name), "good"
    for paper in (*brands.waiting, *brands.refused):
        if same_words(paper.brand, brand):
            return _sent_text(paper, waiting=paper in brands.waiting, shop=shop)
    return "", "mute"


def _sent_text(paper: Paper, *, waiting: bool, shop: ShopRow) -> tuple[str, Role]:
    if waiting:
        by = moment(paper.answer_at, shop)
        text = tr("{brand} was asked for; the answer comes by {by}.", brand=paper.brand, by=by)
        return text, "info"
    text = tr(
        "{brand} was refused. {document} is not enough. {meaning} Send the owner's letter.",
        brand=paper.brand,
        document=document_name(paper.document),
        meaning=document_meaning(paper.document),
    )
    return text, "bad"
