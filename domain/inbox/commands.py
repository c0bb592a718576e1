"""What a seller may decide about messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerMessages:
    """Answer messages now."""

    messages: tuple[int, ...]

    name = "answer-messages"
