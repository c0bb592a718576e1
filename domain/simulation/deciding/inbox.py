"""Messages."""

from __future__ import annotations

import numpy as np

from domain.inbox.commands import AnswerMessages
from domain.kernel.changes import Changes, Subject
from domain.kernel.refusals import Refusal
from domain.simulation.deciding.answers import Answer, nothing
from domain.simulation.messaging import answer
from domain.simulation.world import World


def answer_messages(world: World, command: AnswerMessages) -> Answer:
    """Answer messages that are still open."""
    if not command.messages:
        return nothing(Refusal("nothing-asked"))
    places = {number: row for row, number in enumerate(world.messages["id"].tolist())}
    refusals: list[Refusal] = []
    chosen: dict[int, None] = {}
    for number in command.messages:
        row = places.get(number)
        if row is None:
            refusals.append(Refusal("message-closed", {"message": number}))
        elif world.messages["answered_at"][row] or row in chosen:
            refusals.append(Refusal("message-answered", {"message": number}))
        else:
            chosen[row] = None
    if not chosen:
        return nothing(*refusals)
    answer(world, np.array(sorted(chosen), dtype=np.int64))
    return len(chosen), Changes(frozenset({Subject.MESSAGES})), refusals
