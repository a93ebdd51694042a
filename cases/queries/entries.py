"""What the search index says of a case or a document: one entry for each promise, figure, reply and submission.

An entry's title carries what people remember of a thing (subject, session and number, units, names, year), so that a
question made of such words finds it. Personal stretches of a page are in no entry, whoever asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cases.actor import PUBLIC
from cases.audiences import Standing, reader_terms
from cases.pacing import Stint
from cases.queries.masking import MASK, first_line, masked
from cases.tables import Assignment, Case, CaseSubmitter, Commitment, Document, Figure, ProposalText, Reply
from cases.vocabulary import (
    ENDED,
    AssignmentRole,
    Audience,
    ReplyState,
    Signature,
    Track,
)

_ISSUED = (ReplyState.SIGNED.value, ReplyState.SENT.value)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One findable thing.

    readers: terms of ``cases.audiences``; whoever holds one of them may find it. numbers: document numbers as printed.
    names: submitters, none where they asked to stay unnamed. case: the row it belongs to.
    """

    key: str
    kind: str
    group: str
    title: str
    text: str
    readers: tuple[str, ...]
    day: date | None = None
    due: date | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    case: Row | None = None
    numbers: tuple[str | None, ...] = ()
    names: tuple[str, ...] = ()


async def case_entries(ids: Sequence[int]) -> list[Entry]:
    """Entries of some cases. Cases that are gone have none, and drafts are nobody's to find."""
    cases = await _cases(ids)
    if not cases:
        return []
    found = list(cases)
    units = _by_case(await _units(found))
    names = _by_case(
        await CaseSubmitter.select(
            CaseSubmitter.case, CaseSubmitter.printed_name, CaseSubmitter.person, CaseSubmitter.signature
        )
        .where(CaseSubmitter.case.is_in(found))
        .order_by(CaseSubmitter.position)
    )
    # The words as they were handed in are for the parties; an entry that more people find must not hold them.
    kept = (Audience.PUBLIC, Audience.OFFICE)
    written = await _written(
        [r["id"] for r in cases.values() if r["proposal_document"] is None and r["audience"] not in kept]
    )
    replies = await Reply.select(*Reply.all_columns()).where(Reply.case.is_in(found) & Reply.state.is_in(list(_ISSUED)))
    papers = await _papers(
        [*(row["document"] for row in replies), *(row["proposal_document"] for row in cases.values())]
    )
    answers = _by_case(replies)
    promises = _by_case(await _promises(Commitment.case.is_in(found)))
    figures = _by_case(await _figures(Figure.case.is_in(found)))
    out: list[Entry] = []
    stint = Stint()
    for case_id, case in cases.items():
        head = _head(case, units.get(case_id, []), names.get(case_id, []))
        mine = answers.get(case_id, [])
        out.append(_submission(head, papers, mine, written.get(case_id, "")))
        out += [_reply(head, row, papers) for row in mine]
        out += [_promise(head, row) for row in promises.get(case_id, [])]
        out += _counted(head, figures.get(case_id, []))
        await stint.pause()
    return out


async def document_entries(ids: Sequence[int]) -> list[Entry]:
    """Entries of documents that belong to no case: plans, press conferences, other pages."""
    papers = await _papers(ids)
    answering = await Reply.select(Reply.document).where(Reply.document.is_in(list(papers) or [0]))
    asking = await Case.select(Case.proposal_document).where(Case.proposal_document.is_in(list(papers) or [0]))
    owned = {row["document"] for row in answering} | {row["proposal_document"] for row in asking}
    free = {i: row for i, row in papers.items() if i not in owned and row["superseded_by"] is None}
    if not free:
        return []
    promises = _by(await _promises(Commitment.document.is_in(list(free))), "document")
    figures = _by(await _figures(Figure.document.is_in(list(free))), "document")
    out: list[Entry] = []
    stint = Stint()
    for paper_id, paper in free.items():
        head = _paper_head(paper)
        out.append(_entry(head, f"document:{paper_id}", "document", head.title, _readable(paper, None, None), {}))
        out += [_promise(head, row) for row in promises.get(paper_id, [])]
        out += _counted(head, figures.get(paper_id, []))
        await stint.pause()
    return out


@dataclass(frozen=True, slots=True)
class _Head:
    """What every entry of one case or document shares. known: readers by audience, for its parts mostly have one."""

    group: str
    title: str
    standing: Standing
    day: date | None
    facets: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]
    case: Row | None
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def readers(self, audience: str | None = None) -> tuple[str, ...]:
        """Who may find a part of it: as the whole, or as narrowly as the part's own audience says."""
        wanted = audience or self.standing.audience
        if wanted not in self.known:
            self.known[wanted] = reader_terms(replace(self.standing, audience=Audience(wanted)))
        return self.known[wanted]


def _head(case: Row, units: Sequence[Row], submitters: Sequence[Row]) -> _Head:
    names = [] if case["identity_kept"] else [row["printed_name"] for row in submitters]
    departments = tuple(dict.fromkeys(row["name"] or row["printed_name"] for row in units))
    said = dict.fromkeys(part for row in units for part in (row["printed_name"], row["short_name"], row["name"]))
    track = Track(case["track"])
    number = f"第{case['number_raw']}号" if case["number_raw"] else ""
    year = case["year"] or (case["replied_on"].year if case["replied_on"] else None)
    place = case["place_name"] or ""
    parts = [case["title"], f"{place}{track.label}{case['session_text'] or ''}{number}", *names, *said, year]
    facets = {
        "department": departments,
        "year": (str(year),) if year else (),
        "place": (place,) if place else (),
        "track": (case["track"],),
        "status": (case["state"],),
    }
    return _Head(
        group=f"case:{case['id']}",
        title=" ".join(str(part) for part in parts if part),
        standing=_standing(case, units, submitters),
        day=case["replied_on"] or case["submitted_on"],
        facets=facets,
        names=tuple(names),
        case=case,
    )


def _standing(case: Row, units: Sequence[Row], submitters: Sequence[Row]) -> Standing:
    return Standing(
        audience=Audience(case["audience"]),
        body=case["body"],
        units=frozenset(u["department"] for u in units if u["department"] is not None and u["state"] not in ENDED),
        persons=tuple(
            s["person"] for s in submitters if s["person"] is not None and s["signature"] != Signature.DECLINED
        ),
    )


def _paper_head(paper: Row) -> _Head:
    day = paper["signed_on"] or paper["published_on"]
    place = paper["place_name"] or ""
    facets = {
        "year": (str(day.year),) if day else (),
        "place": (place,) if place else (),
        "track": (paper["track"],),
    }
    title = " ".join(part for part in (paper["title"] or first_line(paper["text"]), place) if part)
    standing = Standing(Audience(paper["audience"]))
    return _Head(f"document:{paper['id']}", title, standing, day, facets, (), None)


def _entry(head: _Head, key: str, kind: str, title: str, text: str, more: Mapping[str, Any]) -> Entry:
    facets = {**head.facets, **more.get("facets", {})}
    return Entry(
        key=key,
        kind=kind,
        group=head.group,
        title=title,
        text=text,
        readers=head.readers(more.get("audience")),
        day=more.get("day") or head.day,
        due=more.get("due"),
        facets=facets,
        case=head.case if kind in ("reply", "proposal") else None,
        numbers=more.get("numbers", ()),
        names=head.names if kind in ("reply", "proposal") else (),
    )


def _submission(head: _Head, papers: Mapping[int, Row], replies: Sequence[Row], written: str) -> Entry:
    case = head.case or {}
    paper = papers.get(case["proposal_document"] or 0)
    text = _readable(paper, case["proposal_start"], case["proposal_end"]) if paper else written
    classes = tuple(dict.fromkeys(_class(row["result_class"]) for row in replies if row["result_class"]))
    more = {"facets": {"result_class": classes}, "numbers": tuple(row["doc_no"] for row in replies)}
    return _entry(head, f"proposal:{case['id']}", "proposal", head.title, text, more)


def _reply(head: _Head, row: Row, papers: Mapping[int, Row]) -> Entry:
    paper = papers.get(row["document"] or 0)
    words = [head.title, row["title"], row["doc_no"], _class(row["result_class"]), row["addressee"]]
    more = {
        "facets": {"result_class": (_class(row["result_class"]),) if row["result_class"] else ()},
        "audience": row["audience"],
        "day": row["signed_on"] or row["published_on"],
        "numbers": (row["doc_no"], row["index_no"]),
    }
    text = _readable(paper, row["start"], row["end"]) if paper else ""
    return _entry(head, f"reply:{row['id']}", "reply", " ".join(filter(None, words)), text, more)


def _promise(head: _Head, row: Row) -> Entry:
    unit = row["department_name"]
    facets = {"label": (row["label"],), "status": (row["state"],), "category": (row["category"],)}
    if unit:
        facets["department"] = tuple(dict.fromkeys((unit, *head.facets.get("department", ()))))
    more = {"facets": facets, "audience": row["audience"], "due": row["due_on"]}
    return _entry(head, f"commitment:{row['id']}", "commitment", head.title, _quote(row), more)


def _counted(head: _Head, rows: Iterable[Row]) -> list[Entry]:
    """One entry for each sentence with figures, under its first figure."""
    first: dict[tuple[int, str], Row] = {}
    for row in rows:
        first.setdefault((row["document"], row["quote"]), row)
    return [
        _entry(head, f"figure:{row['id']}", "figure", head.title, _clause(row), {"audience": row["audience"]})
        for row in first.values()
    ]


def _class(printed: str | None) -> str:
    """A类 for A, so that it is found as people say it."""
    return f"{printed}类" if printed and printed.isascii() else printed or ""


def _quote(row: Row) -> str:
    return masked(row["quote"], row["personal"], actor=PUBLIC, offset=row["start"]).replace(MASK, " ")


def _clause(row: Row) -> str:
    """The clause of a figure. Only the figure's own place is stored, and it tells where the clause begins."""
    offset = row["start"] - max(0, row["quote"].find(row["printed"]))
    return masked(row["quote"], row["personal"], actor=PUBLIC, offset=offset).replace(MASK, " ")


def _readable(paper: Row, start: int | None, end: int | None) -> str:
    """A stretch of a page without personal data; the parts with an author where no stretch is given."""
    text = masked(paper["text"], paper["personal"], actor=PUBLIC).replace(MASK, " ")
    return text[start or 0 : len(text) if end is None else end]


# Rows


async def _cases(ids: Sequence[int]) -> dict[int, Row]:
    session: Any = Case.session
    rows = await Case.select(
        *Case.all_columns(),
        Case.place.short_name.as_alias("place_name"),
        session.number.as_alias("meeting"),
        session.term.number.as_alias("term"),
    ).where(Case.id.is_in(list(ids) or [0]) & (Case.audience != Audience.OWN.value))
    return {row["id"]: row for row in rows}


async def _units(cases: Sequence[int]) -> list[Row]:
    rows: list[Row] = await Assignment.select(
        Assignment.case,
        Assignment.role,
        Assignment.printed_name,
        Assignment.state,
        Assignment.department,
        Assignment.department.name.as_alias("name"),
        Assignment.department.short_name.as_alias("short_name"),
    ).where(Assignment.case.is_in(list(cases)))
    leads = (AssignmentRole.LEAD, AssignmentRole.SOLE)
    return sorted(rows, key=lambda row: (row["role"] not in leads, row["printed_name"]))


async def _written(cases: Sequence[int]) -> dict[int, str]:
    """The submitters' words of cases that were written here."""
    rows = (
        await ProposalText.select(
            ProposalText.case, ProposalText.situation, ProposalText.analysis, ProposalText.recommendations
        )
        .where(ProposalText.case.is_in(list(cases) or [0]))
        .order_by(ProposalText.number)
    )
    return {row["case"]: "\n".join((row["situation"], row["analysis"], row["recommendations"])) for row in rows}


async def _papers(ids: Iterable[int | None]) -> dict[int, Row]:
    wanted = [i for i in dict.fromkeys(ids) if i is not None]
    rows = await Document.select(
        *(Document.id, Document.title, Document.text, Document.personal, Document.audience, Document.track),
        *(Document.signed_on, Document.published_on, Document.superseded_by),
        Document.place.short_name.as_alias("place_name"),
    ).where(Document.id.is_in(wanted or [0]))
    return {row["id"]: row for row in rows}


async def _promises(where: Any) -> list[Row]:
    rows: list[Row] = await Commitment.select(
        *(Commitment.id, Commitment.case, Commitment.document, Commitment.quote, Commitment.start),
        *(Commitment.label, Commitment.state, Commitment.category, Commitment.audience, Commitment.due_on),
        Commitment.department.name.as_alias("department_name"),
        Commitment.document.personal.as_alias("personal"),
    ).where(where & (Commitment.current.eq(True)))
    return rows


async def _figures(where: Any) -> list[Row]:
    rows: list[Row] = (
        await Figure.select(
            *(Figure.id, Figure.case, Figure.document, Figure.quote, Figure.printed, Figure.start, Figure.audience),
            Figure.document.personal.as_alias("personal"),
        )
        .where(where & (Figure.current.eq(True)))
        .order_by(Figure.id)
    )
    return rows


def _by_case(rows: Iterable[Row]) -> dict[int, list[Row]]:
    return _by(rows, "case")


def _by(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    out: dict[int, list[Row]] = {}
    for row in rows:
        out.setdefault(row[column], []).append(row)
    return out
