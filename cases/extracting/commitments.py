"""Every promise of a page, clause by clause, with what is promised, by whom, by when and on what condition."""

from collections.abc import Iterable
from datetime import date

from cases.extracting.actors import actors_of
from cases.extracting.commitment_labels import action_of, category_of, label_of
from cases.extracting.counted import head_of
from cases.extracting.cues import pattern
from cases.extracting.deadlines_said import Said, times_said
from cases.extracting.echo import Asked
from cases.extracting.judging import judged_sentences
from cases.extracting.pledges import Pledge, pledges
from cases.extracting.zones import Sentence, Zone
from cases.reading.parts import stretches
from cases.reading.shapes import Deadline, FoundCommitment, Metric, Part, Reading
from cases.vocabulary import CommitmentLabel, Flag

PROMISING_ROLES = ("reply", "plan", "answer")
# From here on a promise says nothing beyond the submission's own words.
ECHOES = 0.6


def find_commitments(reading: Reading) -> tuple[FoundCommitment, ...]:
    """The promises of a page in the order they stand. Quotes and spans are those of the original text."""
    text = reading.shadow.text
    asked = Asked("".join(text[start:end] for part, start, end in stretches(reading) if part.role == "proposal"))
    found: list[FoundCommitment] = []
    for part, start, end in stretches(reading):
        if part.role in PROMISING_ROLES:
            found.extend(_of_part(reading, part, start, end, asked))
    return tuple(found)


def promises_open_work(commitments: Iterable[FoundCommitment]) -> bool:
    """Whether a reply still has measurable or several things to do, so that class A (solved) contradicts its text."""
    open_ones = list(commitments)
    return len(open_ones) >= 3 or any(one.label is CommitmentLabel.HARD for one in open_ones)


def _of_part(reading: Reading, part: Part, start: int, end: int, asked: Asked) -> list[FoundCommitment]:
    found: list[FoundCommitment] = []
    held = _Held()
    for sentence, judged in judged_sentences(reading.shadow.text, start, end, part.role, reading.spoken_on):
        held.enter(sentence)
        for pledge in pledges(sentence, judged, part.role == "plan"):
            deadline = _deadline(reading, sentence, pledge, held)
            found.append(_commitment(reading, part, pledge, deadline, asked))
        held.keep(reading.shadow.text, sentence, reading.spoken_on)
    return found


class _Held:
    """The date at the head of a list, which holds for the items after it."""

    def __init__(self) -> None:
        self.said: tuple[Said, int] | None = None
        self._paragraph = -1
        self._lists = False

    def enter(self, sentence: Sentence) -> None:
        """Forget the date where a new paragraph or a new sentence outside a list begins."""
        if sentence.paragraph != self._paragraph or not (self._lists or sentence.zone is Zone.TARGET):
            self.said = None
        self._paragraph = sentence.paragraph

    def keep(self, text: str, sentence: Sentence, spoken_on: date | None) -> None:
        """Remember the date of this sentence for the next one."""
        self._lists = sentence.close in (";", ":")
        for said in times_said(text[sentence.start : sentence.end], spoken_on):
            if said.on and (spoken_on is None or said.on >= spoken_on):
                self.said = (said, sentence.start)


def _deadline(reading: Reading, sentence: Sentence, pledge: Pledge, held: _Held) -> Deadline | None:
    text, spoken_on = reading.shadow.text, reading.spoken_on
    own = [said for said in times_said(text[pledge.start : pledge.end], spoken_on) if _may_bind(said, spoken_on)]
    dated = [said for said in own if said.on] or own
    if dated:
        return _said(reading, dated[-1], pledge.start, carried=False)
    before = [
        said
        for said in times_said(text[sentence.start : pledge.start], spoken_on)
        if said.on and _may_bind(said, spoken_on)
    ]
    if before:
        return _said(reading, before[-1], sentence.start, carried=True)
    if held.said:
        return _said(reading, held.said[0], held.said[1], carried=True)
    return None


def _may_bind(said: Said, spoken_on: date | None) -> bool:
    return said.on is None or spoken_on is None or said.on >= spoken_on


def _said(reading: Reading, said: Said, offset: int, carried: bool) -> Deadline:
    span = reading.shadow.span(offset + said.start, offset + said.end)
    return Deadline(reading.text[span.start : span.end], said.on, span, carried)


def _commitment(
    reading: Reading, part: Part, pledge: Pledge, deadline: Deadline | None, asked: Asked
) -> FoundCommitment:
    span = reading.shadow.span(pledge.start, pledge.end)
    folded = reading.shadow.text[pledge.start : pledge.end]
    label = label_of(pledge, dated=deadline is not None and deadline.on is not None)
    action, thing = action_of(pledge)
    echo = asked.share(folded)
    condition = next((one.clause for one in pledge.clauses if one.condition), None)
    return FoundCommitment(
        span=span,
        quote=reading.text[span.start : span.end],
        label=label,
        category=category_of(folded, label),
        action=action,
        object=thing,
        actors=actors_of(reading, part, pledge.start, pledge.end),
        metrics=tuple(_metrics(reading, pledge)),
        deadline=deadline,
        condition=condition.text if condition else None,
        recurring=bool(pattern("recurring").search(folded)),
        echo=echo,
        flags=(Flag.ECHO,) if echo >= ECHOES else (),
    )


def _metrics(reading: Reading, pledge: Pledge) -> Iterable[Metric]:
    for one in pledge.clauses:
        for counted in one.quantities:
            span = reading.shadow.span(one.clause.start + counted.start, one.clause.start + counted.end)
            raw = reading.text[span.start : span.end]
            yield Metric(raw, counted.value, counted.unit, counted.comparator, head_of(one.clause.text, counted), span)
