"""Dynamic properties, by which a widget says what it is and the stylesheet says how that looks."""

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Sets properties and has the stylesheet looked at again, which Qt does not do by itself.

    Nothing happens when they are set already: looking again costs about as much as building the
    widget, and tables call this often.
    """
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
