"""What was typed, as a plan: the pieces between spaces, the words of each, what must stand literally.

There are no operators: brackets, stars and colons are only signs between words.
"""

import functools
import re
from dataclasses import dataclass

from search.lexicon import lexicon
from search.tokens import canonical, plain, query_words

# What is typed beyond these is not looked at; a pasted page still asks a sensible question.
MAX_CHARACTERS = 600
MAX_WORDS = 40
# A run of so many words without a space is a sentence; half as many are, where it asks.
SPOKEN = 4
# A document that says it in another word counts a little less.
SYNONYM_WEIGHT = 0.8

_QUOTED = re.compile(r"[\"“”「『]([^\"“”「」『』]{1,200})[\"“”」』]")


@dataclass(frozen=True, slots=True)
class Option:
    """One way to satisfy a word: all these words, and the needle literally where it is not empty."""

    words: tuple[str, ...]
    needle: str
    weight: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the question with everything that satisfies it; the first option is the word itself."""

    text: str
    options: tuple[Option, ...]

    @property
    def synonyms(self) -> tuple[str, ...]:
        return tuple(option.needle or option.words[0] for option in self.options[1:])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch without spaces. needle: its canonical form; literal: the words any text with it must hold."""

    needle: str
    literal: tuple[str, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole question. pieces: in order, for the literal reading; wanted: its telling words, each once; asks: it has
    words of asking too (多少, 如何), which are not looked for."""

    pieces: tuple[Piece, ...]
    wanted: tuple[Wanted, ...]
    asks: bool = False

    @property
    def quoted(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.quoted)

    @property
    def spoken(self) -> bool:
        """Whether it is one run of many words, as in a question or a pasted sentence, and not a choice of keywords."""
        return len(self.pieces) == 1 and len(self.wanted) >= (SPOKEN // 2 if self.asks else SPOKEN)

    @property
    def phrases(self) -> tuple[Piece, ...]:
        """Pieces that say more, read literally, than their words do."""
        return tuple(piece for piece in self.pieces if piece.quoted or len(piece.literal) > 1)


def _option(text: str, weight: float) -> Option | None:
    words = tuple(dict.fromkeys(query_words(text)))
    if not words:
        return None
    return Option(words, canonical(text) if words != (text,) else "", weight)


def wanted_of(word: str) -> Wanted:
    """A word with its synonyms."""
    others = (_option(other, SYNONYM_WEIGHT) for other in lexicon().synonyms.get(word, ()))
    return Wanted(word, (Option((word,), "", 1.0), *(other for other in others if other)))


def _piece(text: str, quoted: bool) -> Piece | None:
    words = query_words(text)
    # Two or three characters that are no words together are a name: each by itself says nothing.
    name = 2 <= len(words) <= 3 and all(len(word) == 1 and not word.isascii() for word in words)
    literal = tuple(dict.fromkeys(words))[:MAX_WORDS]
    return Piece(canonical(text), literal, quoted or name) if literal else None


def plan_of(text: str) -> Plan:
    """The plan of what was typed. Never fails; a text of signs only has no pieces and wants nothing."""
    return _plan(text[:MAX_CHARACTERS])


@functools.lru_cache(maxsize=2048)
def _plan(text: str) -> Plan:
    text = plain(text)
    pieces = [_piece(match.group(1), True) for match in _QUOTED.finditer(text)]
    pieces += [_piece(part, False) for part in _QUOTED.sub(" ", text).split()]
    kept = tuple(piece for piece in pieces if piece)
    words = list(dict.fromkeys(word for piece in kept for word in piece.literal))
    stop = lexicon().stopwords
    telling = [word for word in words if word not in stop] or words
    wanted = tuple(wanted_of(word) for word in telling[:MAX_WORDS])
    return Plan(kept, wanted, asks=len(telling) < len(words))


def words_of(text: str) -> tuple[str, ...]:
    """What to mark in a text that was found: what was typed, where it stands whole, else its words and their synonyms.

    Of a quotation only the whole; single characters only where nothing longer was asked for.
    """
    plan = plan_of(text)
    whole = {word for piece in plan.quoted for word in piece.literal}
    said = [piece.needle for piece in plan.pieces if piece.quoted or len(piece.literal) > 1]
    said += [one for wanted in plan.wanted if wanted.text not in whole for one in (wanted.text, *wanted.synonyms)]
    telling = [word for word in said if len(word) > 1]
    return tuple(dict.fromkeys(telling or said))


def holds(body: str, needle: str) -> bool:
    """Whether a canonical text has the needle; digits and Latin letters at its ends must not run on."""
    at = body.find(needle)
    while at >= 0:
        end = at + len(needle)
        if not (_runs_on(body, at - 1, -1, needle[0]) or _runs_on(body, end, 1, needle[-1])):
            return True
        at = body.find(needle, at + 1)
    return False


def _runs_on(body: str, place: int, step: int, edge: str) -> bool:
    """Whether the number or Latin word at the edge of a needle goes on in the text beside it."""
    if not 0 <= place < len(body):
        return False
    beside = body[place]
    if "0" <= edge <= "9":
        beyond = body[place + step : place + step + 1] if place + step >= 0 else ""
        return "0" <= beside <= "9" or (beside == "." and "0" <= beyond <= "9")
    return "a" <= edge <= "z" and "a" <= beside <= "z"
