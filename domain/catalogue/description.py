"""Descriptions: the little HTML that a listing may use, made safe and counted.

Kept are paragraphs, line breaks, bold, italic, lists and the shop's own pictures; every other tag
goes and leaves its words, scripts and styles go with theirs. No attribute stays but a picture's.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from html.parser import HTMLParser

_KEPT = {"p": "p", "br": "br", "b": "b", "strong": "b", "i": "i", "em": "i", "ul": "ul"}
_KEPT |= {"ol": "ol", "li": "li", "img": "img", "div": "p", "h1": "p", "h2": "p", "h3": "p"}
_EMPTY = {"br", "img"}
_SILENT = {"script", "style", "title", "head", "template"}
_LINES = {"p", "div", "ul", "ol", "li", "br", "tr", "table", "h1", "h2", "h3", "h4"}
"""Tags at which a line ends."""

_LOOKED_AT = 40_000
"""Characters of a description that are looked at; the platform takes 10,000."""

PICTURE = "picture:"
"""What the address of a stored picture begins with; its content id follows."""


class _Cleaner(HTMLParser):
    """Writes down what may stay, with every tag closed in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.text: list[str] = []
        self.pictures: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _LINES:
            self.text.append("\n• " if tag == "li" else "\n")
        name = _KEPT.get(tag)
        if name is None or self._silent:
            return
        if name == "img":
            address = dict(attrs).get("src") or ""
            if address.startswith(PICTURE):
                self.pictures.append(address.removeprefix(PICTURE))
                self.out.append(f'<img src="{escape(address)}">')
        elif name == "br":
            self.out.append("<br>")
        else:
            self._open.append(name)
            self.out.append(f"<{name}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _KEPT.get(tag) in _EMPTY:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _LINES:
            self.text.append("\n")
        name = _KEPT.get(tag)
        if name in self._open:
            while (last := self._open.pop()) != name:
                self.out.append(f"</{last}>")
            self.out.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(escape(data, quote=False))
            self.text.append(data)

    def finish(self) -> None:
        """Close what was left open."""
        self.close()
        self.out.extend(f"</{name}>" for name in reversed(self._open))


@lru_cache(maxsize=8)
def _cleaned(html: str) -> _Cleaner:
    cleaner = _Cleaner()
    cleaner.feed(html[:_LOOKED_AT])
    cleaner.finish()
    return cleaner


def safe(html: str) -> str:
    """What of it may stay; cleaning that once more changes nothing."""
    return "".join(_cleaned(html).out)


def plain(html: str) -> str:
    """Its words without tags, a line for each paragraph, a dot before each entry of a list."""
    lines = (" ".join(line.split()) for line in "".join(_cleaned(html).text).split("\n"))
    return "\n".join(line for line in lines if line.strip("• "))


def points(html: str) -> tuple[str, ...]:
    """The entries of its lists."""
    return tuple(line[2:] for line in plain(html).split("\n") if line.startswith("• "))


def pictures(html: str) -> tuple[str, ...]:
    """The content ids of its pictures, in order."""
    return tuple(_cleaned(html).pictures)
