"""What can be done from the card of an order."""

from __future__ import annotations

from enum import Enum


class Act(Enum):
    """An act; its value names the buttons that ask for it."""

    BUY_LABEL = "buy-labels"
    CHOOSE_SERVICE = "choose-service"
    ENTER_TRACKING = "ship-orders"
    SHIP_PART = "ship-part"
    SEND_TOGETHER = "combine-orders"
    GIVE_LABEL_BACK = "void-labels"
    EDIT_TRACKING = "edit-tracking"
    """Of a ``PackageRow``."""
    COPY_TRACKING = "copy-tracking"
    """Of a ``PackageRow``."""
    PRINT = "print-papers"
    CANCEL = "cancel-orders"
    LET_CANCEL = "approve-cancellation"
    REFUSE_CANCEL = "refuse-cancellation"
    ANSWER = "answer-messages"
    """With the messages' ids."""
    NOTE = "set-note"
    """With the note."""
    SHOW_RETURN = "show-return"
    """With its id."""
    TAKE_BACK = "open-return"
