"""Collects the program's plural texts and rebuilds `resources/i18n/dukandar_en.ts` and `.qm`.

    python packaging/translations.py            rebuild
    python packaging/translations.py --check    exit 1 if a rebuild would change something

English needs no translation but of its plurals. A new text gets its two forms by rule: "(s)" and
"(es)" go or stay, "(is|are)" picks. Forms corrected by hand in the .ts file are kept. Texts are
read from the source with Python's own parser (see `desktop/i18n.py` for why not with `lupdate`);
`lrelease`, which comes with PySide6, makes the .qm file.
"""

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "i18n" / "dukandar_en.ts"
CONTEXT = "Dukandar"

Message = tuple[str, str]
"""Text and note: together they tell messages apart."""


def calls(source: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source, name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield node


def plural_messages(folder: Path) -> list[Message]:
    """Every `tr` text with `%n` or `%Ln`. Raises SyntaxError where a text is not a literal."""
    found: set[Message] = set()
    for file in sorted(folder.rglob("*.py")):
        for call in calls(file.read_text(encoding="utf-8"), str(file)):
            text = call.args[0] if call.args else None
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                place = f"{file.relative_to(ROOT)}:{call.lineno}"
                raise SyntaxError(f"{place}: tr() takes a literal text, or nobody can translate it")
            notes = [item.value for item in call.keywords if item.arg == "note"]
            note = notes[0].value if notes and isinstance(notes[0], ast.Constant) else ""
            if re.search(r"%L?n", text.value):
                found.add((text.value, str(note)))
    return sorted(found)


def forms(text: str) -> tuple[str, str]:
    """Singular and plural of a text: "%n order(s) (is|are) late"."""

    def picked(number: int) -> str:
        chosen = re.sub(r"\(([^()|]*)\|([^()|]*)\)", lambda match: match[number + 1], text)
        return re.sub(r"\((e?s)\)", lambda match: match[1] if number else "", chosen)

    return picked(0), picked(1)


def known_forms(file: Path) -> dict[Message, tuple[str, str]]:
    if not file.exists():
        return {}
    known = {}
    for message in ElementTree.parse(file).iter("message"):
        written = [form.text or "" for form in message.iter("numerusform")]
        known[message.findtext("source", ""), message.findtext("comment", "")] = tuple(written)
    return known


def catalogue_text(messages: list[Message], known: dict[Message, tuple[str, str]]) -> str:
    root = ElementTree.Element("TS", version="2.1", language="en_US", sourcelanguage="en_US")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text, note in messages:
        message = ElementTree.SubElement(context, "message", numerus="yes")
        ElementTree.SubElement(message, "source").text = text
        if note:
            ElementTree.SubElement(message, "comment").text = note
        translation = ElementTree.SubElement(message, "translation")
        for form in known.get((text, note)) or forms(text):
            ElementTree.SubElement(translation, "numerusform").text = form
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def released(catalogue: Path) -> bytes:
    """What `lrelease` makes of a .ts file."""
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.qm"
        command = [str(tool), "-silent", str(catalogue), "-qm", str(made)]
        subprocess.run(command, check=True, capture_output=True)
        return made.read_bytes()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Rebuild the English plural forms.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if stale")
    options = parser.parse_args(arguments)
    text = catalogue_text(plural_messages(ROOT / "desktop"), known_forms(CATALOGUE))
    binary = CATALOGUE.with_suffix(".qm")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CATALOGUE.name
        fresh.write_text(text, encoding="utf-8", newline="\n")
        data = released(fresh)
    if options.check:
        old = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
        stale = old != text or not binary.exists() or binary.read_bytes() != data
        print("stale: run packaging/translations.py" if stale else "up to date")
        return int(stale)
    CATALOGUE.write_text(text, encoding="utf-8", newline="\n")
    binary.write_bytes(data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
