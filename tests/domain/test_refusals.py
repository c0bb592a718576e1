"""Every refusal that the domain can give has its words, and the words its parameters."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import domain
from domain.kernel.refusals import WORDS

ROOT = Path(next(iter(domain.__path__)))


def given() -> Iterator[tuple[str, set[str] | None, str]]:
    """Each refusal in the source: its code, its parameters where they are literal, its place."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("Refusal", "RefusedError") or not node.args:
                continue
            code = node.args[0]
            if not isinstance(code, ast.Constant):
                continue
            names: set[str] | None = {each.arg for each in node.keywords if each.arg}
            if node.func.id == "Refusal" and len(node.args) > 1:
                values = node.args[1]
                names = None
                if isinstance(values, ast.Dict):
                    keys = [k for k in values.keys if isinstance(k, ast.Constant)]
                    names = {str(key.value) for key in keys}
            yield str(code.value), names, f"{path.name}:{node.lineno}"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_refusal_has_words_with_exactly_its_parameters() -> None:
    found = list(given())
    assert found
    for code, names, place in found:
        assert code in WORDS, f"{place}: {code} has no words"
        if names is not None:
            assert placeholders(WORDS[code]) <= names, f"{place}: {code} lacks a parameter"


def test_no_words_stand_unused() -> None:
    source = "\n".join(
        path.read_text("utf-8") for path in ROOT.rglob("*.py") if path.name != "refusals.py"
    )
    unused = [code for code in WORDS if f'"{code}"' not in source]
    assert unused == [], "remove these words or the code that should use them"
