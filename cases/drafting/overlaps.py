"""How much of a text was taken over from an earlier one, and which stretches. Pure."""

import re

from cases.drafting.differences import ADDED, SAME, Change
from cases.reading.shadow import Span

GRAM = 8
_LETTER = re.compile(r"\w")


def share_taken(text: str, source: str, gram: int = GRAM) -> float:
    """The share of the text, 0 to 1, that lies in runs of at least ``gram`` characters found in the source.

    Punctuation and white space do not count.
    """
    letters = len(_LETTER.findall(text))
    taken = sum(len(_LETTER.findall(text[run.start : run.end])) for run in runs_taken(text, source, gram))
    return taken / letters if letters >= gram else 0.0


def runs_taken(text: str, source: str, gram: int = GRAM) -> tuple[Span, ...]:
    """The stretches of the text that stand in the source too, in order; marks and blanks inside a run belong to it."""
    places = [found.start() for found in _LETTER.finditer(text)]
    plain = "".join(text[place] for place in places)
    other = "".join(_LETTER.findall(source))
    known = {other[at : at + gram] for at in range(len(other) - gram + 1)}
    runs: list[list[int]] = []
    for at in range(len(plain) - gram + 1):
        if plain[at : at + gram] in known:
            if runs and at <= runs[-1][1]:
                runs[-1][1] = at + gram
            else:
                runs.append([at, at + gram])
    return tuple(Span(places[start], places[end - 1] + 1) for start, end in runs)


def pieces_taken(text: str, source: str, gram: int = GRAM) -> tuple[Change, ...]:
    """The whole text in pieces: SAME what stands in the source too, ADDED what does not."""
    found: list[Change] = []
    at = 0
    for run in runs_taken(text, source, gram):
        found += [Change(ADDED, text[at : run.start]), Change(SAME, text[run.start : run.end])]
        at = run.end
    return tuple(piece for piece in (*found, Change(ADDED, text[at:])) if piece.text)
