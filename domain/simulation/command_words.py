"""Commands as names with JSON arguments: how scripts and the command line say them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, get_origin, get_type_hints

from domain.kernel.refusals import RefusedError
from domain.simulation.decisions import COMMANDS, Decision


def command_from(name: str, arguments: dict[str, Any]) -> Decision:
    """The command of that name with its arguments, which come from JSON.

    Refused with ``command-unknown`` or ``arguments-wrong``. Ids may be numbers or texts.
    """
    if name not in COMMANDS:
        raise RefusedError("command-unknown", name=name)
    kind = COMMANDS[name]
    hints = get_type_hints(kind)
    known = {each.name for each in fields(kind)}
    if not isinstance(arguments, dict):
        raise RefusedError("arguments-wrong", name=name, problem="give one JSON object.")
    for extra in arguments:
        if extra not in known:
            problem = f"it has no field {extra}; it has {', '.join(sorted(known))}."
            raise RefusedError("arguments-wrong", name=name, problem=problem)
    try:
        values = {key: _value(value, hints[key]) for key, value in arguments.items()}
        return kind(**values)
    except (KeyError, TypeError, ValueError) as error:
        wanted = ", ".join(f"{each.name}: {_words(hints[each.name])}" for each in fields(kind))
        problem = f"it takes {wanted}."
        raise RefusedError("arguments-wrong", name=name, problem=problem) from error


def _value(value: Any, kind: Any) -> Any:
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(kind)
        inner, *others = kind.__args__
        kinds = [inner] * len(value) if others == [...] else [inner, *others]
        return tuple(_value(each, of) for each, of in zip(value, kinds, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, dict):
            raise TypeError(kind)
        hints = get_type_hints(kind)
        return kind(**{name: _value(part, hints[name]) for name, part in value.items()})
    if kind is bool or isinstance(value, bool):
        if not (kind is bool and isinstance(value, bool)):  # the word "false" is no false
            raise TypeError(kind)
        return value
    if not isinstance(value, int | str):
        raise TypeError(kind)
    number_or_text = kind(value)
    if kind is str:
        number_or_text.encode("utf-8")  # half a surrogate pair is no text, and a ValueError
    if kind is int and not -(2**63) <= number_or_text < 2**63:
        raise ValueError(value)
    return number_or_text


def _words(kind: Any) -> str:
    if get_origin(kind) is tuple:
        inner, *others = kind.__args__
        size = "" if others == [...] else f"{1 + len(others)} times "
        return f"list of {size}{_words(inner)}"
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        parts = ", ".join(f"{each.name}: {_words(hints[each.name])}" for each in fields(kind))
        return f"object ({parts})"
    if issubclass(kind, Enum):
        return "one of " + ", ".join(str(each.value) for each in kind)
    return {bool: "true or false", int: "whole number"}.get(kind, "text")


def command_fields() -> dict[str, dict[str, str]]:
    """Every command's name with its fields and what they take, for ``dukandar do --list``."""
    return {
        name: {each.name: _words(get_type_hints(kind)[each.name]) for each in fields(kind)}
        for name, kind in COMMANDS.items()
    }
