"""What the peers share with us: the templates, the frame around each page, the dataclasses that templates show.

Each peer asks the database in its own way for what our own page asks, checks the same session, applies the same filter
of what the reader may see, and renders the same template with Jinja. So the bytes are the same, but for the tokens.
The dataclasses are made of the rows by the functions that make ours; a search is put to the very same index.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from litestar.datastructures import MultiDict

from cases import fulltext
from cases.actions.saved_searches import MOST_RECENT
from cases.actor import Actor
from cases.clock import now, today
from cases.queries import cases, commitments, emphasis, figures, hits, texts
from cases.queries.cases import CaseFilter, CaseRow
from cases.queries.counting import LAG, Choice, Choices
from cases.queries.listing import Rows
from cases.queries.sessions import IDLE
from cases.vocabulary import LEADING, UNTITLED, Audience, CaseState, Role, TextKind, Track, Verb
from server import pages
from server.asked import FACET_NAMES, Asked, asked_of
from server.auth import SESSION, new_token
from server.filters import query
from server.list_forms import case_filter, pairs_of
from server.sheets import MOST_ROWS
from server.turning import with_names

PER_PAGE, ACTS, RECENT = 20, 30, MOST_RECENT
SIGNED, SEEN = TextKind.SIGNED.value, Verb.SEE.value
OFFICE = tuple(sorted(one.value for one in Audience if one is not Audience.OWN))  # what an office reads, everywhere
LEADS = tuple(role.value for role in LEADING)
# As ours, the values of an indexed column once each, whatever the ORM could say: SQL of one's own each of them takes.
_EACH = (
    "WITH RECURSIVE one(value) AS (SELECT min({column}) FROM {table} UNION ALL"
    " SELECT (SELECT min({column}) FROM {table} WHERE {column} > one.value) FROM one WHERE one.value IS NOT NULL)"
    " SELECT value FROM one WHERE value IS NOT NULL"
)
HELD = f"places.id IN ({_EACH.format(table='documents', column='place')})"
YEARS = (
    f"SELECT value FROM ({_EACH.format(table='cases', column='year')}) AS every WHERE EXISTS (SELECT 1 FROM cases"
    f" WHERE cases.year = every.value AND cases.audience IN ({', '.join(repr(code) for code in OFFICE)}))"
)
Row = Mapping[str, Any]
Leaders = Mapping[int, tuple[int | None, str]]
__all__ = ["SESSION", "case_filter", "now"]


def digest_of(token: str) -> str:
    """Under which a session is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def seen(row: Row | None) -> bool:
    """Whether a row of a session opens the pages of an office today."""
    if row is None or row["disabled_at"] is not None or row["epoch"] != row["account_epoch"]:
        return False
    moment, day = now(), today()
    if row["seen_at"] + IDLE <= moment or row["expires_at"] is None or row["expires_at"] <= moment:
        return False
    held = (row["since"] is None or row["since"] <= day) and (row["until"] is None or row["until"] >= day)
    return held and row["role"] == Role.OVERSIGHT.value


def choices_of(departments: Any, places: Any, years: Any) -> Choices:
    """The entries of the filters, from pairs of id and name, and years."""
    return Choices(
        departments=tuple(sorted((Choice(*one) for one in departments), key=lambda c: c.name)),
        places=tuple(sorted((Choice(*one) for one in places), key=lambda c: c.name)),
        years=tuple(sorted(years, reverse=True)),
    )


def rows_of(
    found: Any, total: int, page: int, leaders: Leaders, results: Mapping[int, str], promises: Mapping[int, int]
) -> Rows[CaseRow]:
    """The rows of the list with what further queries know of them."""
    return Rows(tuple(_case_row(r, leaders, results, promises) for r in found), total, page, PER_PAGE)


def _case_row(r: Row, leaders: Leaders, results: Mapping[int, str], promises: Mapping[int, int]) -> CaseRow:
    return CaseRow(
        id=r["id"], title=r["title"] or UNTITLED, track=Track(r["track"]), number=r["number_raw"],
        session=r["session_text"], year=r["year"], place=r["place_name"], state=CaseState(r["state"]),
        replied_on=r["replied_on"], unit_id=leaders.get(r["id"], (None, None))[0],
        unit=leaders.get(r["id"], (None, None))[1], result_class=results.get(r["id"]),
        promises=promises.get(r["id"], 0),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what: the row of his session, its token, the address, and how many notices he has not read."""

    session: Row
    token: str
    address: str
    notices: int

    @property
    def actor(self) -> Actor:
        held = self.session
        return Actor(held["name"], Role(held["role"]), person=held["person"], post=held["post"], level=held["level"])


def _page(asking: Asking, template: str, **data: Any) -> str:
    frame = pages.Frame(
        actor=asking.actor, path=asking.address.partition("?")[0], here=asking.address, token=new_token(asking.token),
        size=asking.session["letters"], demo=False, flash="", who=asking.session["name"], place="",
        notices=asking.notices,
    )  # fmt: skip
    return with_names(pages.environment().get_template(template).render(frame=frame, **data))


def list_page(asking: Asking, wanted: CaseFilter, rows: Rows[CaseRow], choices: Choices) -> str:
    """The whole list."""
    return _page(
        asking, "cases/index.html", wanted=wanted, asked=pairs_of(wanted), rows=rows, choices=choices, tracks=Track,
        states=CaseState,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseParts:
    """The rows that the page of a case is made of, with the names that our own queries give their columns."""

    case: Row
    replies: Sequence[Row]
    documents: Sequence[Row]
    versions: Sequence[Any]
    commitments: Sequence[Row]
    figures: Sequence[Row]
    leaders: Leaders
    results: Mapping[int, str]
    promises: Mapping[int, int]
    submitters: tuple[str, ...]
    units: Sequence[Row]
    bound: Sequence[tuple[int, str]]
    journal: Sequence[Row]


def case_page(asking: Asking, parts: CaseParts) -> str:
    """The page of one case of the archive. One that is handled here shows more, which no peer asks for."""
    actor, row = asking.actor, parts.case
    if row["scheme"] is not None:
        raise ValueError("handled here")
    strong = emphasis.strong_of({r["id"]: r["text"] for r in parts.documents}, parts.versions)
    known = {r["id"]: texts._source(dict(r), actor, strong.get(r["id"], ())) for r in parts.documents}
    replies = sorted(parts.replies, key=lambda r: (r["kind"] != cases.ReplyKind.REPLY.value, r["printed_name"]))
    places = {document: at for at, document in enumerate([*(r["document"] for r in replies), row["proposal_document"]])}
    promised = cases._as_shown([_promise(r, actor) for r in parts.commitments], places)
    reported = cases._as_shown([_figure(r, actor) for r in parts.figures], places)
    bound: dict[int, list[str]] = {}
    for number, phrase in parts.bound:
        bound.setdefault(number, []).append(phrase)
    shown = cases.CasePage(
        case=_case_row(row, parts.leaders, parts.results, parts.promises), handled_here=False, level=row["level"],
        delegation=row["delegation"], due_on=row["due_on"], submitters=parts.submitters,
        disclosure=cases.Disclosure(row["disclosure"]) if row["disclosure"] else None,
        units=tuple(
            cases.Unit(r["name"] or r["printed_name"], r["department_id"], cases.AssignmentRole(r["role"]))
            for r in parts.units
        ),
        proposal=cases._proposal(dict(row), known, reported),
        replies=tuple(cases._reply(dict(r), known.get(r["document"]), promised, reported) for r in replies),
        commitments=promised, figures=reported,
        actors={number: tuple(dict.fromkeys(phrases)) for number, phrases in bound.items()},
        journal=tuple(cases.Act(r["at"], r["actor"], Verb(r["verb"]), r["reason"]) for r in parts.journal),
        updated_at=now(),
    )  # fmt: skip
    return _page(asking, "cases/page.html", page=shown, course=None, acts=())


def _named(row: Row, **names: str) -> dict[str, Any]:
    """A row with some names as ours have them: Django gives no column the name of another one of its table."""
    return {**row, **{ours: row[theirs] for ours, theirs in names.items()}}


def _promise(row: Row, actor: Actor) -> commitments.CommitmentRow:
    return commitments._row(_named(row, reply_id="reply_unit"), actor)


def _figure(row: Row, actor: Actor) -> figures.FigureRow:
    return figures._row(_named(row, department="unit_name"), actor)


def opened() -> fulltext.Index:
    """The index of the archive."""
    return fulltext.open_index(Path(os.environ["DAFU_DATA"]) / "index")


@dataclass(frozen=True, slots=True)
class Search:
    """A question, the index's answer to it, and the ids of its hits by kind."""

    asked: Asked
    answer: fulltext.Answer
    ids: Mapping[str, list[int]]

    @property
    def kept(self) -> str:
        """As it is kept among the reader's last questions."""
        return query(self.asked.pairs())


def searched(index: fulltext.Index, asking: Asking) -> Search:
    """Put the question of an address to the index, as our own page does."""
    asked = asked_of(MultiDict(parse_qsl(asking.address.partition("?")[2])))
    terms = {**asked.terms(), "sort": asked.sort, "page": asked.page, "size": asked.per}
    answer = fulltext.ask(index, asked.q, actor=asking.actor, **terms)
    ids: dict[str, list[int]] = {kind: [] for kind in fulltext.KINDS}
    for hit in answer.ranked:
        kind, _, number = hit.key.partition(":")
        ids[kind].append(int(number))
    return Search(asked, answer, ids)


def hit_rows(
    actor: Actor, promises: Sequence[Row], reported: Sequence[Row], replies: Sequence[Row], proposals: Sequence[Row],
    answered: Mapping[int, int], documents: Sequence[int], read: Mapping[int, str],
) -> dict[str, hits.HitRow]:  # fmt: skip
    """What the cards show of the rows themselves. read: the texts of documents by id."""
    return {
        **{f"commitment:{r['id']}": hits.of_promise(_promise(r, actor)) for r in promises},
        **{f"figure:{r['id']}": hits.of_figure(_figure(r, actor)) for r in reported},
        **{f"reply:{r['id']}": hits.of_reply(_named(r, department="department_name"), read) for r in replies},
        **{f"proposal:{r['id']}": hits.of_proposal(r, read, answered) for r in proposals},
        **{f"document:{number}": hits.of_document(number, read[number]) for number in documents if number in read},
    }


def search_page(
    asking: Asking, search: Search, rows: Mapping[str, hits.HitRow], found: Sequence[Row], files: Sequence[Row],
    leaders: Leaders, waiting: int,
) -> str:  # fmt: skip
    """The answer. found, files: cases and documents of the hits; waiting: how much is not in the index yet."""
    answer = search.answer
    by_id, papers = ({r["id"]: _named(r, place="place_name") for r in rows} for rows in (found, files))
    shown = answer.found(hits.together(answer.ranked, rows, by_id, papers, leaders, answer.mark))
    return _page(
        asking, "search/index.html", asked=search.asked, names=FACET_NAMES, most_rows=MOST_ROWS, found=shown,
        titles=None, problem="", waiting=waiting, numbers=None,
    )  # fmt: skip


def lately() -> Any:
    """What was marked before this instant should have been in the index."""
    return now() - LAG
