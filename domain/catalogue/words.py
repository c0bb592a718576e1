"""What product files say, in the form in which people read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_IN_BRACKETS = re.compile(r"(.*?)\s*[(（]\s*([0-9]{1,19})\s*[)）]", re.DOTALL)  # noqa: RUF001
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "br", "tr", "table", "h1", "h2", "h3", "h4"})
_SILENT = frozenset({"script", "style", "template", "title"})
_PARSED = 40_000
"""Characters of a description that are looked at; the platform takes 10,000."""


def named(cell: str) -> tuple[str, int]:
    """The name and the id of a cell such as ``Home Supplies (882952)``; 0 where it has no id."""
    found = _IN_BRACKETS.fullmatch(cell)
    return (found[1], int(found[2])) if found else (cell, 0)


class _Text(HTMLParser):
    """Gathers what a browser would show, without running or fetching anything."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "li":
            self.parts.append("• ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_description(html: str) -> str:
    """A description's text, a line for each paragraph or point; its tags do nothing here."""
    reader = _Text()
    reader.feed(html[:_PARSED])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line.strip("• "))
