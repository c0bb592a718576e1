"""Tracking numbers: which carrier writes one, whether it can be right, and those of new labels.

What the numbers of each carrier look like stands in the rulebook; here are the rules by which their
check digits come about. A rule takes the values of characters, a row for each number, and gives a
digit for each row. A number is written as ``domain.shipping.rules.tidy`` leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from domain.kernel.columns import Array
from domain.kernel.randomness import Stream, bits
from domain.kernel.refusals import Refusal
from domain.rulebook import Carrier, NumberForm
from domain.shipping.rules import carrier_named, tidy

Numbers = npt.NDArray[np.int64]


def _weights(pattern: tuple[int, ...], length: int) -> Numbers:
    return np.resize(np.array(pattern, dtype=np.int64), length)


def mod10_weights_31(values: Numbers) -> Numbers:
    """What a sum with weights 3, 1, 3 … from the last character on lacks to a multiple of ten.

    It tells every single wrong digit, and swapped neighbours unless they differ by five.
    """
    return np.asarray(-(values[:, ::-1] @ _weights((3, 1), values.shape[1])) % 10)


def mod10_weights_12(values: Numbers) -> Numbers:
    """What a sum with weights 1, 2, 1 … from the first character on lacks to a multiple of ten.

    It tells swapped neighbours, and a wrong digit unless it has the weight 2 and is off by five.
    """
    return np.asarray(-(values @ _weights((1, 2), values.shape[1])) % 10)


def mod11_weights_137(values: Numbers) -> Numbers:
    """The rest of a sum with weights 1, 3, 7 … from the last character on by eleven; 0 for ten."""
    return np.asarray(values[:, ::-1] @ _weights((1, 3, 7), values.shape[1]) % 11 % 10)


def mod11_s10(values: Numbers) -> Numbers:
    """What the standard S10's sum lacks to a multiple of eleven; 0 for ten, and 5 for nothing."""
    lacking = 11 - values @ np.array([8, 6, 4, 2, 3, 5, 9, 7]) % 11
    return np.asarray(np.where(lacking == 11, 5, lacking % 10))


CHECKS: dict[str, Callable[[Numbers], Numbers]] = {
    "mod10-weights-31": mod10_weights_31,
    "mod10-weights-12": mod10_weights_12,
    "mod11-weights-137": mod11_weights_137,
    "mod11-s10": mod11_s10,
}
"""The rules by the names that the rulebook uses."""


def check_digits(rule: str, bodies: Sequence[str]) -> Numbers:
    """The check digit of each text of digits and capital letters; all must have one length."""
    text = np.frombuffer("".join(bodies).encode("ascii"), dtype=np.uint8)
    return _digits(rule, text.reshape(len(bodies), -1))


def _digits(rule: str, text: npt.NDArray[np.uint8]) -> Numbers:
    """The same for character codes; a letter counts as its code less 63, modulo ten."""
    codes = text.astype(np.int64)
    return CHECKS[rule](np.where(codes <= ord("9"), codes - ord("0"), (codes - 63) % 10))


def valid(numbers: Sequence[str], carrier: Carrier) -> npt.NDArray[np.bool_]:
    """Which tidy numbers the carrier can have written: by form and check digit."""
    good = np.zeros(len(numbers), dtype=np.bool_)
    for form in carrier.forms:
        good |= _holds(numbers, form)
    return good


def _holds(numbers: Sequence[str], form: NumberForm) -> npt.NDArray[np.bool_]:
    """Which numbers have the form and, where it has one, the right check digit."""
    good = np.zeros(len(numbers), dtype=np.bool_)
    pattern = re.compile(form.pattern)
    fitting = [
        (place, match)
        for place, number in enumerate(numbers)
        if form.shortest <= len(number) <= form.longest
        and (match := pattern.fullmatch(number)) is not None
    ]
    if fitting:
        places = np.array([place for place, _ in fitting])
        if form.check:
            right = check_digits(form.check, [form.before + match[1] for _, match in fitting])
            places = places[right == np.array([int(match[2]) for _, match in fitting])]
        good[places] = True
    return good


def guess(number: str, carriers: Mapping[str, Carrier]) -> tuple[Carrier, ...]:
    """The carriers that can have written a tidy number, the most specific form first.

    Where a check digit holds, carriers whose mere form fits do not count. More than one is left
    when one carrier hands its parcels to another, since both then write such numbers.
    """
    found: list[tuple[bool, int, Carrier]] = []
    for carrier in carriers.values():
        sized = (f for f in carrier.forms if f.shortest <= len(number) <= f.longest)
        forms = [form for form in sized if _holds([number], form)[0]]
        if forms:
            checked = any(form.check for form in forms)
            found.append((checked, max(_fixed(form) for form in forms), carrier))
    best = max((checked for checked, _, _ in found), default=False)
    equal = [(fixed, carrier) for checked, fixed, carrier in found if checked == best]
    return tuple(carrier for _, carrier in sorted(equal, key=lambda each: -each[0]))


def _fixed(form: NumberForm) -> int:
    """How many characters at its beginning a form leaves no choice of."""
    beginning = re.match(r"[(]?([0-9A-Z]*)", form.pattern)
    return len(beginning[1]) if beginning else 0


def accept(
    tracking: str, named: str, carriers: Mapping[str, Carrier]
) -> tuple[str, Carrier] | Refusal:
    """The tidied number and its carrier, or why the number cannot be right.

    ``named`` may be empty: the carrier is then told from the number.
    """
    number = tidy(tracking)
    known = ", ".join(carrier.name for carrier in carriers.values())
    if named.strip():
        carrier = carrier_named(named, carriers)
        if carrier is None:
            return Refusal("carrier-unknown", {"carrier": named, "carriers": known})
        wrong = _wrong(number, carrier, carriers)
        return wrong if wrong is not None else (number, carrier)
    writers = guess(number, carriers)
    if len(writers) == 1:
        return number, writers[0]
    if writers:
        names = ", ".join(carrier.name for carrier in writers)
        return Refusal("tracking-carrier-ambiguous", {"tracking": number, "carriers": names})
    for carrier in carriers.values():
        begun = carrier.begins and re.match(carrier.begins, number)
        if begun or _right_digit(number, carrier) is not None:
            wrong = _wrong(number, carrier, carriers)
            if wrong is not None:
                return wrong
    return Refusal("tracking-carrier-unknown", {"tracking": number, "carriers": known})


def _wrong(number: str, carrier: Carrier, carriers: Mapping[str, Carrier]) -> Refusal | None:
    """Why a tidy number is none of the carrier's; None where it is one."""
    if valid([number], carrier)[0]:
        return None
    name, expected, found = carrier.name, carrier.expected, len(number)
    others = [each.name for each in guess(number, carriers) if _sure(number, each)]
    if others:
        return Refusal(
            "tracking-other-carrier", {"tracking": number, "carrier": name, "other": others[0]}
        )
    digit = _right_digit(number, carrier)
    if digit is not None:
        return Refusal(
            "tracking-check-digit", {"tracking": number, "carrier": name, "digit": digit}
        )
    sized = [form for form in carrier.forms if form.shortest <= found <= form.longest]
    if not sized:
        return Refusal(
            "tracking-length",
            {"tracking": number, "carrier": name, "found": found, "expected": expected},
        )
    letters = "".join(sorted(set(re.sub("[0-9]", "", number))))
    if letters and not any(re.search("[A-Z]", form.pattern) for form in sized):
        return Refusal(
            "tracking-letters",
            {"tracking": number, "carrier": name, "letters": letters, "expected": expected},
        )
    return Refusal("tracking-format", {"tracking": number, "carrier": name, "expected": expected})


def _sure(number: str, carrier: Carrier) -> bool:
    """Whether a number of the carrier's shows whose it is: by a check digit or its beginning."""
    begun = carrier.begins and re.match(carrier.begins, number)
    checked = any(form.check and _holds([number], form)[0] for form in carrier.forms)
    return bool(begun) or checked


def _right_digit(number: str, carrier: Carrier) -> int | None:
    """The check digit that a number of the carrier's form should have; None without such a form."""
    for form in carrier.forms:
        match = re.fullmatch(form.pattern, number)
        if match is not None and form.check:
            return int(check_digits(form.check, [form.before + match[1]])[0])
    return None


_DIGITS = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", dtype=np.uint8)
_BELOW_2_63 = np.uint64(2**63 - 1)


def label_numbers(carrier: Carrier, package_ids: Array, seed: int) -> list[str]:
    """The tracking numbers of platform labels: one for each package id from 0 to 2**63 - 1.

    A number holds its id, shuffled by the seed, so no two packages of a shop share a number, while
    neighbours look nothing alike. The carrier's ``label`` says where its digits stand; the check
    digit follows. Raises ValueError where the carrier has no label.
    """
    if not carrier.label:
        raise ValueError(f"{carrier.name} sells no labels here")
    text = np.empty((len(package_ids), len(carrier.label) + 1), dtype=np.uint8)
    rest = _shuffled(package_ids, seed)
    for place in reversed(range(len(carrier.label))):
        sign = carrier.label[place]
        base = {"#": 10, "@": 36}.get(sign)
        if base is None:
            text[:, place] = ord(sign)
        else:
            text[:, place] = _DIGITS[rest % np.uint64(base)]
            rest = rest // np.uint64(base)
    text[:, -1] = ord("0")
    for form in carrier.forms:
        match = re.fullmatch(form.pattern, bytes(text[0]).decode("ascii")) if len(text) else None
        if match is not None:
            text[:, -1] += _digits(form.check, text[:, match.start(1) : match.end(1)]).astype("u1")
    return text.view(f"S{text.shape[1]}").ravel().astype(str).tolist()


def _shuffled(ids: Array, seed: int) -> npt.NDArray[np.uint64]:
    """The ids below 2**63 in another order: every step of it can be undone, so none meet.

    Steps as in SplitMix64's finaliser, on 63 bits.
    """
    first, second = bits(seed, Stream.TRACKING, np.arange(2)) & _BELOW_2_63
    mixed = ids.astype(np.uint64) ^ first
    for factor, shift in ((0xBF58476D1CE4E5B9, 31), (0x94D049BB133111EB, 29)):
        mixed = (mixed * np.uint64(factor)) & _BELOW_2_63
        mixed ^= mixed >> np.uint64(shift)
    return np.asarray(mixed ^ second)
