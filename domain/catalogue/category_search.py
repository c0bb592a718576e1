"""Finding the leaf of the tree that a few typed words, or the title of a product, are about.

Words are compared without case, accents, apostrophes and plural endings. What is in a leaf is said
by phrases: the parts of its name (*Cables, Chargers & Adapters* are three) and its synonyms. A
title is judged by its words' rarity in the tree; the last word of a phrase must be among them,
since it says what the thing is (*desk lamp* is a lamp).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from math import log

from domain.catalogue.categories import Category, CategoryTree, category_tree

_WORD = re.compile(r"[^\W_]+")
_SOFT_ENDING = re.compile(r"(?:ie|y)$")
_BETWEEN_PHRASES = re.compile(r"[,&/]| and ")
_NO_WORDS = re.compile(r"<[^>]*>|\d+-\w+")
"""Marks of HTML, and sizes as in *12-cup*."""

_ASIDE = re.compile(r"[,;|(–—]| - | for | with ", re.IGNORECASE)
"""Where a title has said what the thing is, and goes on to what it is good for."""

_IN_LEAF, _IN_PATH = 1.0, 0.35
_BEGUN, _MISSPELT = 0.8, 0.5  # of what a whole word counts
_CORRECTED = 5
"""Letters from which on a word may be misspelt by one; its first letter is always believed."""

_HEAD, _REST, _SAID_ASIDE = 1.5, 1.0, 0.5
"""What a title's words count: the last before it goes on says what the thing is."""

_PHRASE_LEAST, _BEST_LEAST = 0.3, 0.6
"""The part of a phrase, by rarity, that a title must hold; and of the best score, to be shown."""


def prepare(region: str) -> None:
    """Have the region's words at hand: reading them takes a moment, and all that follows none."""
    _index(region)


def search(region: str, text: str, most: int = 20) -> tuple[Category, ...]:
    """The leaves that all the words are about, best first; words may be half typed.

    A word in a leaf's name or synonyms counts more than one in its path, a phrase that is said as a
    whole more than a part of one. Of equals the first in the tree stands first.
    """
    index = _index(region)
    asked = _words(text)
    if not asked:
        return ()
    found = index.about(asked[0])
    for word in asked[1:]:
        others = index.about(word)
        found = {leaf: score + others[leaf] for leaf, score in found.items() if leaf in others}
    scored = {leaf: score + index.said(leaf, asked) for leaf, score in found.items()}
    best = sorted(scored, key=lambda leaf: (-scored[leaf], leaf))[:most]
    return tuple(index.leaves[leaf] for leaf in best)


def suggest(region: str, title: str) -> tuple[Category, ...]:
    """Up to three leaves that a product of that title seems to belong to, best first.

    None where it holds no phrase that one of them is known by.
    """
    index = _index(region)
    weights = _weights(title)
    scores = {
        leaf: score
        for leaf in set().union(*(index.by_phrase.get(word, ()) for word in weights))
        if (score := index.likeness(leaf, weights)) > 0
    }
    least = _BEST_LEAST * max(scores.values(), default=0)
    best = sorted(scores, key=lambda leaf: (-scores[leaf], leaf))[:3]
    return tuple(index.leaves[leaf] for leaf in best if scores[leaf] >= least)


def _words(text: str) -> list[str]:
    """The words of a text without case, accents and apostrophes; *women's* is *women*."""
    plain = text.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.replace("’", "'"))
        plain = "".join(each for each in parts if not unicodedata.combining(each))
    return _WORD.findall(plain.replace("'s", "").replace("'", ""))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """The word without its plural ending, equal for *battery*, *batteries* and *hoodie(s)*."""
    if word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    return _SOFT_ENDING.sub("i", word) if len(word) > 3 else word


def _weights(title: str) -> dict[str, float]:
    """What the title's stems, and its neighbours written as one, count."""
    weights: dict[str, float] = {}
    head, *aside = _ASIDE.split(_NO_WORDS.sub(" ", title), maxsplit=1)
    parts = [(head, _HEAD, _REST), *((part, _SAID_ASIDE, _SAID_ASIDE) for part in aside)]
    for part, last, others in parts:
        words = [_stem(word) for word in _words(part) if not word.isdecimal()]
        joined = [first + second for first, second in pairwise(words)]
        for word in (*words[-1:], *joined[-1:]):
            weights.setdefault(word, last)
        for word in (*words, *joined):
            weights.setdefault(word, others)
    return weights


def _slip_apart(one: str, other: str) -> bool:
    """Whether a letter too many, too few, another, or two swapped make the one word the other."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    one, other = one[same:], other[same:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]


class _Index:
    """What is said about each leaf, by word; leaves are their positions in the tree."""

    def __init__(self, tree: CategoryTree) -> None:
        self.leaves = tree.leaves()
        self.phrases: list[tuple[tuple[str, ...], ...]] = []
        self.by_phrase: dict[str, set[int]] = defaultdict(set)
        self.by_path: dict[str, set[int]] = defaultdict(set)
        words: set[str] = set()
        for leaf, category in enumerate(self.leaves):
            parts = [*_BETWEEN_PHRASES.split(category.name), *category.synonyms]
            said = [_words(part) for part in (category.name, *parts)]
            self.phrases.append(tuple({tuple(map(_stem, each)): None for each in said}))
            # What is written as two words is also typed as one.
            for each in said:
                together = [first + second for first, second in pairwise(each)]
                for word in (*each, *together):
                    words.add(word)
                    self.by_phrase[_stem(word)].add(leaf)
        places = {category.id: leaf for leaf, category in enumerate(self.leaves)}
        for category in tree.categories.values():
            if not category.is_leaf:
                named = _words(" ".join((category.name, *category.synonyms)))
                below = {places[each.id] for each in tree.leaves(category.id)}
                words.update(named)
                for word in named:
                    self.by_path[_stem(word)] |= below
        self.words = sorted(words)

    def about(self, word: str) -> dict[int, float]:
        """What the leaves that a typed word is about get for it."""
        found: dict[int, float] = {}
        stem = _stem(word)
        self._add(found, {stem}, 1.0)
        self._add(found, self._beginning(word), _BEGUN)
        if not found and len(word) >= _CORRECTED:
            near = {each for each in self._beginning(word[0]) if _slip_apart(stem, each)}
            self._add(found, near, _MISSPELT)
        return found

    def _beginning(self, letters: str) -> set[str]:
        """The stems of the words that begin so."""
        since = self.words[bisect_left(self.words, letters) :]
        return {_stem(each) for each in takewhile(lambda each: each.startswith(letters), since)}

    def _add(self, found: dict[int, float], stems: set[str], certainty: float) -> None:
        for places, weight in ((self.by_phrase, _IN_LEAF), (self.by_path, _IN_PATH)):
            for stem in stems:
                for leaf in places.get(stem, ()):
                    found[leaf] = max(found.get(leaf, 0.0), weight * certainty)

    def said(self, leaf: int, asked: list[str]) -> float:
        """How nearly one of the leaf's phrases is what was typed: 1 for exactly, 0 for no word."""
        stems, last = set(map(_stem, asked)), asked[-1]
        closest = 0.0
        for phrase in self.phrases[leaf]:
            held = sum(word in stems or word.startswith(last) for word in phrase)
            closest = max(closest, held / (len(stems) + len(phrase) - held))
        return closest

    def rarity(self, stem: str) -> float:
        """More for a word that few leaves are said to be about."""
        return log(len(self.leaves) / len(self.by_phrase[stem])) if stem in self.by_phrase else 0.0

    def likeness(self, leaf: int, weights: dict[str, float]) -> float:
        """How much a title, as what its stems count, is about the leaf; 0 where it hardly is."""
        best = 0.0
        for phrase in self.phrases[leaf]:
            whole = sum(map(self.rarity, phrase))
            held = sum(self.rarity(word) * weights.get(word, 0.0) for word in phrase)
            if phrase[-1] in weights and held and held / whole >= _PHRASE_LEAST:
                best = max(best, held * held / whole)
        if not best:
            return 0.0
        above = (word for word in weights if leaf in self.by_path.get(word, ()))
        return best + sum(
            weights[word] * log(len(self.leaves) / len(self.by_path[word])) / 2 for word in above
        )


@cache
def _index(region: str) -> _Index:
    return _Index(category_tree(region))
