"""Trade item numbers (GTIN-8, 12, 13 and 14): their length and their check digit.

The check digit makes the weighted sum of all digits a multiple of ten, the weights being 1, 3, 1, 3
… from the right (GS1 General Specifications, section 7.9).
"""

from __future__ import annotations

from domain.kernel.refusals import Refusal

LENGTHS = (8, 12, 13, 14)


def tidy(text: str) -> str:
    """The digits of a number as people write it, with spaces or hyphens between them."""
    return "".join(each for each in text if each not in " -\u00a0\t")


def check_digit(digits: str) -> int:
    """The digit that belongs behind these."""
    weighted = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))
    )
    return -weighted % 10


def wrong(text: str) -> Refusal | None:
    """Why this is no trade item number; None where it is one."""
    number = tidy(text)
    if not (number.isascii() and number.isdigit()):
        return Refusal("gtin-letters", {"gtin": text})
    if len(number) not in LENGTHS:
        return Refusal("gtin-length", {"gtin": text, "found": len(number)})
    expected = check_digit(number[:-1])
    if int(number[-1]) != expected:
        return Refusal("gtin-check-digit", {"gtin": text, "digit": expected})
    return None
