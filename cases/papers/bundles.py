"""A whole case on paper: what was submitted, done, written, said of it and promised. Pure."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from cases.papers.bodies import body_of
from cases.papers.grids import about_case, form, heading, listed, noun, pair, wide
from cases.papers.letters import about
from cases.papers.matter import Matter, Written
from cases.papers.model import Block, Form, Paper, Shape
from cases.papers.texts import clean, day_words, moment_words, paragraphs, plain, title_lines
from cases.vocabulary import BOXES, ReplyKind
from cases.vocabulary.papers import (
    BUNDLE_TITLE,
    MADE_ON,
    SECTION_HEAD,
    Field,
    PaperKind,
    Section,
)

_PLACES = "一二三四五六七八九十"
Columns = Sequence[tuple[Field, int]]


def case_bundle_of(matter: Matter, of: int | None = None, copy: int | None = None) -> Paper:
    """Everything of a case that its reader may see, section by section; empty sections are left out."""
    cover = [
        *about_case(matter),
        pair(Field.STATE, matter.state.label, Field.DUE, day_words(matter.due_on)),
        pair(Field.CATEGORY, matter.category, Field.RECEIPT_NO, matter.receipt_no),
        wide(Field.KEY_CASE, matter.key_case),
    ]
    blocks: list[Block] = [form(cover), plain(MADE_ON.format(day=day_words(matter.on)), Shape.FLUSH)]
    place = 0
    for section in Section:
        said = _MAKERS[section](matter)
        if said:
            blocks += [heading(SECTION_HEAD.format(place=_PLACES[place], name=section.label)), *said]
            place += 1
    title = BUNDLE_TITLE.format(about=about(matter), noun=noun(matter))
    return Paper(
        kind=PaperKind.CASE_BUNDLE, form=Form.SHEET, name=clean(title), title=title_lines(title), blocks=tuple(blocks)
    )


def _proposal(matter: Matter) -> list[Block]:
    made: list[Block] = []
    for name, text in zip(BOXES.values(), matter.boxes or ("", "", ""), strict=True):
        if text.strip():
            made += [heading(name), *paragraphs(text)]
    return made


def _course(matter: Matter) -> list[Block]:
    columns: Columns = ((Field.TIME, 11), (Field.ACT, 7), (Field.WHO, 7), (Field.UNIT, 9), (Field.WORDS, 12))
    rows = [(moment_words(d.at), d.verb.label, d.who, "、".join(d.of), d.reason) for d in matter.course]
    return [listed(columns, rows)] if rows else []


def _units(matter: Matter) -> list[Block]:
    columns: Columns = (
        (Field.UNIT, 9), (Field.ROLE, 6), (Field.STATE, 9), (Field.FIRST_DUE, 8), (Field.DUE, 8), (Field.WHO, 5),
    )  # fmt: skip
    rows = [
        (p.unit, p.role.label, p.state.label, _iso(p.first_due_on), _iso(p.due_on), p.handler) for p in matter.parts
    ]
    return [listed(columns, rows)] if rows else []


def _meetings(matter: Matter) -> list[Block]:
    columns: Columns = (
        (Field.DAY, 8), (Field.FORM, 5), (Field.STAGE, 4), (Field.UNIT, 9), (Field.WHO, 6), (Field.WORDS, 14),
    )  # fmt: skip
    rows = [(_iso(m.on), m.form.label, m.stage.label, m.unit, m.met, m.summary) for m in matter.meetings]
    return [listed(columns, rows)] if rows else []


def _opinions(matter: Matter) -> list[Block]:
    made: list[Block] = []
    for one in matter.replies:
        if one.kind is ReplyKind.CO_OPINION:
            stance = one.stance.label if one.stance else ""
            taken = f"{one.adoption.label if one.adoption else ''}　{one.adoption_reason}".strip("　")
            facts = [pair(Field.STANCE, stance, Field.ADOPTION, taken)]
            made += [plain(_name(one), Shape.FLUSH), form(facts), *body_of(one.body)]
    return made


def _replies(matter: Matter) -> list[Block]:
    made: list[Block] = []
    for one in matter.replies:
        if one.kind is ReplyKind.REPLY:
            facts = [
                pair(Field.DOC_NO, one.doc_no, Field.DAY, day_words(one.signed_on)),
                pair(Field.RESULT, f"{one.result_class} {one.class_label}".strip(), Field.DISCLOSURE,
                     one.disclosure.label if one.disclosure else ""),
            ]  # fmt: skip
            made += [plain(_name(one), Shape.FLUSH), form(facts), *body_of(one.body)]
    return made


def _versions(matter: Matter) -> list[Block]:
    columns: Columns = (
        (Field.UNIT, 9), (Field.VERSION, 9), (Field.WHO, 6), (Field.TIME, 12), (Field.LENGTH, 4), (Field.WORDS, 7),
    )  # fmt: skip
    rows: list[tuple[datetime, tuple[str, ...]]] = []
    for one in matter.replies:
        rows += [
            (v.at, (one.unit, f"{v.number} {v.kind.label}", v.author, moment_words(v.at), str(v.length), ""))
            for v in one.versions
        ]
        rows += [
            (s.at, (one.unit, f"{s.rung} {s.decision.label}", s.signed_as, moment_words(s.at), "", s.told))
            for s in one.steps
        ]
    return [listed(columns, [row for _, row in sorted(rows, key=lambda r: r[0])])] if rows else []


def _requests(matter: Matter) -> list[Block]:
    columns: Columns = ((Field.DAY, 8), (Field.ACT, 7), (Field.UNIT, 9), (Field.WORDS, 14), (Field.OUTCOME, 9))
    rows = [
        *((a.asked_on, PaperKind.RETURN_REQUEST.label, a.unit, a.reason, f"{a.state.label}　{a.decision}")
          for a in matter.asked_returns),
        *((a.asked_on, PaperKind.EXTENSION_REQUEST.label, a.unit, a.reason, f"{a.state.label}　{a.decision}")
          for a in matter.asked_times),
        *((u.on, u.form.label, u.unit, u.told, "") for u in matter.urges),
    ]  # fmt: skip
    told = [(_iso(row[0]), *row[1:4], row[4].strip("　")) for row in sorted(rows, key=lambda row: row[0])]
    return [listed(columns, told)] if told else []


def _ratings(matter: Matter) -> list[Block]:
    columns: Columns = (
        (Field.SUBMITTER, 6), (Field.DAY, 8), (Field.STATE, 5), (Field.ATTITUDE, 8), (Field.EFFECT, 8),
        (Field.SAID, 14),
    )  # fmt: skip
    rows = [
        (d.name, _iso(d.sent_on), d.state.label, d.attitude.label if d.attitude else "",
         d.result.label if d.result else "", d.told)
        for d in matter.deliveries
    ]  # fmt: skip
    return [listed(columns, rows)] if rows else []


def _promises(matter: Matter) -> list[Block]:
    columns: Columns = ((Field.NO, 4), (Field.PROMISE, 18), (Field.UNIT, 9), (Field.DUE, 8), (Field.STATE, 6))
    rows = [(str(n), p.quote, p.unit, p.due, p.state) for n, p in enumerate(matter.promises, start=1)]
    return [listed(columns, rows)] if rows else []


_MAKERS: dict[Section, Callable[[Matter], list[Block]]] = {
    Section.PROPOSAL: _proposal,
    Section.COURSE: _course,
    Section.UNITS: _units,
    Section.MEETINGS: _meetings,
    Section.OPINIONS: _opinions,
    Section.REPLIES: _replies,
    Section.VERSIONS: _versions,
    Section.REQUESTS: _requests,
    Section.RATINGS: _ratings,
    Section.PROMISES: _promises,
}


def _name(one: Written) -> str:
    return f"{one.unit}　{one.kind.label}（{one.state.label}）"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
