"""What an office writes to units: that cases are given to them, and that they are late. Pure."""

from dataclasses import replace

from cases.errors import NothingToPrint
from cases.papers.grids import first_of, listed, noun
from cases.papers.letters import about
from cases.papers.matter import Listed, Matter, Part, Urged
from cases.papers.model import Annex, Form, Paper
from cases.papers.texts import clean, day_words, paragraphs, plain, title_lines
from cases.vocabulary import ENDED, UrgeForm
from cases.vocabulary.papers import (
    ANNEX_LIST,
    ANNEX_MARK,
    ASSIGNED_ASKED,
    ASSIGNED_OPENING,
    ASSIGNED_RULES,
    ASSIGNED_TITLE,
    EACH_UNIT,
    EVERY_UNIT,
    OPEN_NUMBER,
    SUPERVISION_END,
    SUPERVISION_TITLE,
    URGE_DUE,
    URGE_END,
    URGE_LATE,
    URGE_NO_DUE,
    URGE_OPENING,
    URGE_TITLE,
    URGE_WORDS,
    YOUR_UNIT,
    Field,
    PaperKind,
)

_COLUMNS = (
    (Field.NO, 4), (Field.NUMBER, 5), (Field.TITLE, 12), (Field.SUBMITTER, 8), (Field.ROLE, 4), (Field.WITH, 9),
    (Field.DUE, 9),
)  # fmt: skip


def assignment_notice_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """That cases are handed over, with a list for each unit. of: the part of one unit, by default of all.

    Over all cases given out on one day where the matter lists them. Raises NothingToPrint.
    """
    parts = [p for p in matter.parts if p.assigned_on and p.state not in ENDED and of in (None, p.id)]
    if not parts:
        raise NothingToPrint(paper=PaperKind.ASSIGNMENT_NOTICE.label, missing="还没有交办")
    wanted = {part.unit for part in parts}
    whole = of is None and bool(matter.listed)
    rows = [row for row in matter.listed if whole or row.unit in wanted] or [_listed(matter, p) for p in parts]
    names = tuple(dict.fromkeys(row.unit for row in rows))
    sitting = about(replace(matter, number="")) if matter.listed else about(matter)
    case = {"about": sitting, "noun": noun(matter)}
    title = ASSIGNED_TITLE.format(**case)
    asked = [plain(ASSIGNED_ASKED.format(words=p.instructions)) for p in parts if p.instructions and not matter.listed]
    opening = ASSIGNED_OPENING.format(
        **case, count=len({row.number for row in rows}), unit=YOUR_UNIT if len(names) == 1 else EACH_UNIT
    )
    # Cases that one notice gave out share its number; over several notices of a day there is none yet.
    numbers, year = {row.doc_no for row in rows}, (parts[0].assigned_on or matter.on).year
    lists = [ANNEX_LIST.format(unit=name, noun=case["noun"]) for name in names]
    return Paper(
        kind=PaperKind.ASSIGNMENT_NOTICE,
        form=Form.LETTER,
        name=clean(title if len(names) > 1 else f"{title}（{names[0]}）"),
        title=title_lines(title),
        letterhead=clean(parts[0].office),
        doc_no=clean(numbers.pop()) if len(numbers) == 1 and all(numbers) else OPEN_NUMBER.format(year=year),
        addressee=f"{clean(names[0] if len(names) == 1 else EVERY_UNIT)}：",
        blocks=(plain(opening), *(line for rule in ASSIGNED_RULES for line in paragraphs(rule)), *dict.fromkeys(asked)),
        attachments=tuple(clean(one) for one in lists),
        signatures=(clean(parts[0].office),),
        day=day_words(parts[0].assigned_on),
        annexes=tuple(
            _annex(ANNEX_MARK + (str(number) if len(names) > 1 else ""), said, [r for r in rows if r.unit == name])
            for number, (name, said) in enumerate(zip(names, lists, strict=True), start=1)
        ),
    )


def urge_notice_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """A written reminder. of: which one, by default the newest that is no formal supervision. Raises NothingToPrint."""
    urge = _urge(matter, of, supervision=False)
    title = URGE_TITLE.format(about=about(matter), noun=noun(matter))
    return _urging(PaperKind.URGE_NOTICE, matter, urge, title, URGE_END)


def supervision_notice_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """The formal notice of supervision. of: which one, by default the newest. Raises NothingToPrint."""
    return _urging(
        PaperKind.SUPERVISION_NOTICE, matter, _urge(matter, of, supervision=True), SUPERVISION_TITLE, SUPERVISION_END
    )


def _urge(matter: Matter, of: int | None, *, supervision: bool) -> Urged:
    some = [u for u in matter.urges if of in (None, u.id) and (u.form is UrgeForm.SUPERVISION) is supervision]
    if not some:
        kind = PaperKind.SUPERVISION_NOTICE if supervision else PaperKind.URGE_NOTICE
        raise NothingToPrint(paper=kind.label, missing=f"没有发过{kind.label}")
    return some[-1]


def _urging(kind: PaperKind, matter: Matter, urge: Urged, title: str, end: str) -> Paper:
    due = URGE_DUE.format(day=day_words(urge.due_on)) if urge.due_on else URGE_NO_DUE
    late = URGE_LATE.format(on=day_words(urge.on), days=urge.late) if urge.late else ""
    opening = URGE_OPENING.format(title=matter.title, about=about(matter), noun=noun(matter), due=due, late=late)
    return Paper(
        kind=kind,
        form=Form.LETTER,
        name=clean(f"{title}（{urge.unit}）"),
        title=title_lines(title),
        letterhead=clean(urge.office),
        doc_no=clean(urge.doc_no) or OPEN_NUMBER.format(year=urge.on.year),
        addressee=f"{clean(urge.unit)}：",
        blocks=(
            plain(opening),
            *paragraphs(URGE_WORDS.format(words=urge.told)),
            plain(end.format(day=day_words(urge.answer_by))),
        ),
        signatures=(clean(urge.office),),
        day=day_words(urge.on),
    )


def _annex(mark: str, title: str, rows: list[Listed]) -> Annex:
    lines = (
        (str(number), row.number, row.title, row.submitters, row.role.label, row.together,
         row.due_on.isoformat() if row.due_on else "")
        for number, row in enumerate(rows, start=1)
    )  # fmt: skip
    return Annex(mark, title_lines(title), (listed(_COLUMNS, lines),))


def _listed(matter: Matter, part: Part) -> Listed:
    """The part of one unit as a line of its list."""
    others = [f"{p.role.label}：{p.unit}" for p in matter.parts if p.id != part.id and p.state not in ENDED]
    return Listed(part.unit, part.role, matter.number, matter.title, first_of(matter), part.due_on,
                  together="\n".join(others), doc_no=part.doc_no)  # fmt: skip
