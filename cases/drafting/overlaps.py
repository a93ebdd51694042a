"""How much of a text was taken over from an earlier one. Pure."""

import re

GRAM = 8
_LETTERS = re.compile(r"[^\w]", re.UNICODE)


def share_taken(text: str, source: str) -> float:
    """The share of the text, 0 to 1, that lies in runs of at least ``GRAM`` characters found in the source.

    Punctuation and white space do not count.
    """
    plain, other = _LETTERS.sub("", text), _LETTERS.sub("", source)
    if len(plain) < GRAM:
        return 0.0
    known = {other[at : at + GRAM] for at in range(len(other) - GRAM + 1)}
    taken = bytearray(len(plain))
    for at in range(len(plain) - GRAM + 1):
        if plain[at : at + GRAM] in known:
            taken[at : at + GRAM] = b"\1" * GRAM
    return sum(taken) / len(plain)
