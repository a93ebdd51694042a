"""The list of cases, one case, and a search on FastAPI and SQLAlchemy: ``uvicorn`` with plain functions in its threads.

On SQLite that is faster than the asynchronous driver, which hands each statement to a thread by itself. Each list of
rows is one query with the joined columns that the page shows, never one a row, and no object is made of a row.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import click
import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Select, create_engine, delete, event, exists, func, or_, select, text, update
from sqlalchemy.orm import Session, aliased, sessionmaker

from tests.bench.peers import pages
from tests.bench.peers.sqlalchemy_tables import (
    Account,
    Assignment,
    Case,
    CaseSubmitter,
    Commitment,
    CommitmentActor,
    Department,
    Document,
    Figure,
    JournalEntry,
    Notice,
    Person,
    Place,
    Post,
    Reply,
    ReplyText,
    SavedSearch,
    StaleMark,
    WebSession,
)  # fmt: skip

FILE = Path(os.environ.get("DAFU_DATA", ".")) / "dafu.sqlite"
engine = create_engine(f"sqlite:///{FILE}", pool_size=40)
opened = sessionmaker(engine)
app = FastAPI(docs_url=None, openapi_url=None)
INDEX = pages.opened()


@event.listens_for(engine, "connect")
def _tuned(connection, record) -> None:  # type: ignore[no-untyped-def]
    """The same cache and memory map as ours."""
    connection.execute("PRAGMA cache_size = -4000")


class NobodyHere(Exception):
    """No living session of an office."""


@app.exception_handler(NobodyHere)
def _to_entry(request: Request, error: NobodyHere) -> RedirectResponse:
    return RedirectResponse("/account/sign-in", 303)


def database() -> Iterator[Session]:
    with opened() as session:
        yield session


Database = Annotated[Session, Depends(database)]
VISIBLE = Case.audience.in_(pages.OFFICE)
Mine = aliased(Department)
ROW = (
    Case.id, Case.title, Case.track, Case.number_raw, Case.session_text, Case.year, Case.state, Case.replied_on,
    Place.short_name.label("place_name"),
)  # fmt: skip


def asking(request: Request, db: Database) -> pages.Asking:
    """Who asks, where he may."""
    token = request.cookies.get(pages.SESSION, "")
    query = (
        select(
            WebSession.epoch, WebSession.seen_at, WebSession.expires_at, Account.epoch.label("account_epoch"),
            Account.disabled_at, Account.letters, Person.id.label("person"), Person.name, Post.id.label("post"),
            Post.role, Post.level, Post.since, Post.until,
        )
        .join(Account, WebSession.account == Account.id).join(Person, Account.person == Person.id)
        .join(Post, WebSession.post == Post.id).where(WebSession.id_hash == pages.digest_of(token))
    )  # fmt: skip
    session = db.execute(query).mappings().first()
    if session is None or not pages.seen(session):
        raise NobodyHere
    unread = select(func.count()).select_from(Notice).where(
        Notice.person == session["person"], Notice.read_at.is_(None), Notice.done_at.is_(None)
    )  # fmt: skip
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return pages.Asking(session, token, address, db.scalar(unread) or 0)


Asker = Annotated[pages.Asking, Depends(asking)]


@app.get("/cases", response_class=HTMLResponse)
def cases(request: Request, db: Database, asker: Asker):  # type: ignore[no-untyped-def]
    """The list of cases as an office sees it."""
    wanted, page = pages.case_filter(request.query_params), int(request.query_params.get("page", 1))
    where = [VISIBLE, Case.merged_into.is_(None)]
    if wanted.text:
        where.append(or_(Case.title.contains(wanted.text, autoescape=True), Case.number == wanted.text.lstrip("0")))
    if wanted.track:
        where.append(Case.track == wanted.track.value)
    if wanted.year:
        where.append(Case.year == wanted.year)
    if wanted.place:
        where.append(Case.place == wanted.place)
    if wanted.state:
        where.append(Case.state == wanted.state.value)
    total = db.scalar(select(func.count()).select_from(Case).where(*where)) or 0
    found = _rows(
        db,
        select(*ROW).outerjoin(Place, Case.place == Place.id).where(*where)
        .order_by(Case.replied_on.is_(None), Case.replied_on.desc(), Case.id)
        .limit(pages.PER_PAGE).offset((page - 1) * pages.PER_PAGE),
    )  # fmt: skip
    ids = [row["id"] for row in found]
    rows = pages.rows_of(found, total, page, _leaders(db, ids), _results(db, ids), _promises(db, ids))
    return HTMLResponse(pages.list_page(asker, wanted, rows, _choices(db)))


@app.get("/cases/{case_id}", response_class=HTMLResponse)
def case(case_id: int, db: Database, asker: Asker):  # type: ignore[no-untyped-def]
    """One case with its proposal, replies, promises, figures and journal."""
    row = _rows(
        db,
        select(
            *ROW, Case.level, Case.delegation, Case.disclosure, Case.due_on, Case.scheme, Case.proposal_document,
            Case.proposal_start, Case.proposal_end,
        ).outerjoin(Place, Case.place == Place.id).where(VISIBLE, Case.id == case_id),
    )[0]  # fmt: skip
    replies = _rows(
        db,
        select(
            Reply.id, Reply.kind, Reply.number, Reply.printed_name, Reply.title, Reply.addressee, Reply.doc_no,
            Reply.index_no, Reply.signed_on, Reply.published_on, Reply.result_class, Reply.disclosure, Reply.document,
            Reply.department, Reply.start, Reply.end, Department.name.label("department_name"),
        ).outerjoin(Department, Reply.department == Department.id)
        .where(Reply.audience.in_(pages.OFFICE), Reply.case == case_id).order_by(Reply.number.desc()),
    )  # fmt: skip
    documents = _rows(
        db,
        select(
            Document.id, Document.name, Document.sha256, Document.media, Document.size, Document.kind, Document.title,
            Document.signed_on, Document.published_on, Document.source_url, Document.text, Document.personal,
            Document.parts, Document.flags, Document.page_values, Place.name.label("place_name"),
        ).outerjoin(Place, Document.place == Place.id)
        .where(
            Document.audience.in_(pages.OFFICE),
            Document.id.in_([*(r["document"] for r in replies), row["proposal_document"]]),
        ),
    )  # fmt: skip
    known = [r["id"] for r in documents]
    versions = (
        select(ReplyText.body, Reply.document, Reply.start).join(Reply, ReplyText.reply == Reply.id)
        .where(Reply.document.in_(known), ReplyText.kind == pages.SIGNED).order_by(ReplyText.number)
    )  # fmt: skip
    promises = _rows(
        db,
        PROMISED.where(Commitment.document.in_(known))
        .order_by(Commitment.document, Commitment.start, Commitment.id),
    )  # fmt: skip
    bound = (
        select(CommitmentActor.commitment, CommitmentActor.phrase)
        .join(Commitment, CommitmentActor.commitment == Commitment.id)
        .where(Commitment.audience.in_(pages.OFFICE), Commitment.id.in_([r["id"] for r in promises]))
        .order_by(CommitmentActor.commitment, CommitmentActor.ordinal)
    )
    submitters = (
        select(CaseSubmitter.printed_name).join(Case, CaseSubmitter.case == Case.id)
        .where(VISIBLE, Case.id == case_id).order_by(CaseSubmitter.position)
    )  # fmt: skip
    units = (
        select(
            Assignment.printed_name, Assignment.role, Assignment.department.label("department_id"), Department.name
        ).outerjoin(Department, Assignment.department == Department.id).join(Case, Assignment.case == Case.id)
        .where(VISIBLE, Case.id == case_id).order_by(Assignment.id)
    )  # fmt: skip
    journal = (
        select(JournalEntry.at, JournalEntry.actor, JournalEntry.verb, JournalEntry.reason)
        .join(Case, JournalEntry.case == Case.id)
        .where(VISIBLE, Case.id == case_id, JournalEntry.verb != pages.SEEN)
        .order_by(JournalEntry.seq.desc()).limit(pages.ACTS)
    )  # fmt: skip
    parts = pages.CaseParts(
        case=row, replies=replies, documents=documents, versions=_rows(db, versions), commitments=promises,
        figures=_rows(
            db, REPORTED.where(Figure.document.in_(known)).order_by(Figure.document, Figure.start, Figure.id)
        ),
        leaders=_leaders(db, [case_id]), results=_results(db, [case_id]), promises=_promises(db, [case_id]),
        submitters=tuple(db.scalars(submitters)), units=_rows(db, units), bound=db.execute(bound).tuples().all(),
        journal=_rows(db, journal),
    )  # fmt: skip
    return HTMLResponse(pages.case_page(asker, parts))


@app.get("/search", response_class=HTMLResponse)
def search(db: Database, asker: Asker):  # type: ignore[no-untyped-def]
    """What a question finds."""
    found = pages.searched(INDEX, asker)
    ids = found.ids
    replies = _rows(
        db,
        select(
            Reply.id, Reply.case, Reply.document, Reply.title, Reply.start, Reply.end, Reply.signed_on,
            Reply.published_on, Reply.printed_name, Reply.department.label("department_id"),
            Department.name.label("department_name"),
        ).outerjoin(Department, Reply.department == Department.id)
        .where(Reply.audience.in_(pages.OFFICE), Reply.id.in_(ids["reply"])),
    ) if ids["reply"] else ()  # fmt: skip
    proposals = _rows(
        db,
        select(
            Case.id, Case.title, Case.proposal_document, Case.proposal_start, Case.proposal_end, Case.submitted_on
        ).where(VISIBLE, Case.id.in_(ids["proposal"])),
    ) if ids["proposal"] else ()  # fmt: skip
    answered = dict(
        db.execute(
            select(Reply.case, Reply.document)
            .where(Reply.audience.in_(pages.OFFICE), Reply.case.in_(ids["proposal"]), Reply.document.is_not(None))
            .order_by(Reply.id.desc())
        ).tuples().all()
    ) if ids["proposal"] else {}  # fmt: skip
    wanted = {*ids["document"], *(r["document"] for r in replies), *(r["proposal_document"] for r in proposals)}
    wanted -= {None}
    texts = select(Document.id, Document.text).where(Document.audience.in_(pages.OFFICE), Document.id.in_(wanted))
    rows = pages.hit_rows(
        asker.actor,
        _rows(db, PROMISED.where(Commitment.id.in_(ids["commitment"]))) if ids["commitment"] else (),
        _rows(db, REPORTED.where(Figure.id.in_(ids["figure"]))) if ids["figure"] else (),
        replies, proposals, answered, ids["document"], dict(db.execute(texts).tuples().all()) if wanted else {},
    )  # fmt: skip
    _note(db, asker.session["person"], found.kept)
    of_cases = {row.case_id for row in rows.values()} - {None}
    cases = select(*ROW, Case.key).outerjoin(Place, Case.place == Place.id).where(VISIBLE, Case.id.in_(of_cases))
    files = (
        select(
            Document.id, Document.name, Document.title, Document.kind, Document.signed_on, Document.published_on,
            Place.short_name.label("place_name"),
        ).outerjoin(Place, Document.place == Place.id)
        .where(
            Document.audience.in_(pages.OFFICE), Document.id.in_({row.document_id for row in rows.values()} - {None})
        )
    )  # fmt: skip
    waiting = select(func.count()).select_from(StaleMark).where(StaleMark.marked_at < pages.lately())
    return HTMLResponse(
        pages.search_page(
            asker, found, rows, _rows(db, cases), _rows(db, files), _leaders(db, of_cases), db.scalar(waiting) or 0
        )
    )


def _note(db: Session, person: int, question: str) -> None:
    """Keep a question among the last ones of whoever asked it."""
    kept, moment = SavedSearch, pages.now()
    recent = (kept.person == person, kept.name == "", kept.withdrawn.is_(False))
    same = update(kept).where(*recent, kept.page == "search", kept.query == question).values(looked_at=moment)
    if not db.execute(same, execution_options={"synchronize_session": False}).rowcount:  # type: ignore[attr-defined]
        further = {"told_daily": False, "withdrawn": False, "looked_at": moment, "created_at": moment}
        db.add(kept(person=person, name="", page="search", query=question, **further))
        db.flush()
    old = db.scalars(select(kept.id).where(*recent).order_by(kept.looked_at.desc())).all()[pages.RECENT :]
    if old:
        db.execute(delete(kept).where(kept.id.in_(old)))
    db.commit()


def _rows(db: Session, query: Select) -> Any:
    return db.execute(query).mappings().all()


PROMISED = (
    select(
        Commitment.id, Commitment.quote, Commitment.label, Commitment.category, Commitment.state, Commitment.due_on,
        Commitment.deadline_raw, Commitment.recurring, Commitment.condition, Commitment.start, Commitment.end,
        Commitment.document.label("document_id"), Document.title.label("document_title"),
        Document.name.label("document_name"), Document.personal, Place.short_name.label("place"), Document.signed_on,
        Commitment.case.label("case_id"), Case.title.label("case_title"), Case.track, Case.number_raw.label("number"),
        Case.session_text.label("session"), Case.year, Commitment.department.label("own_id"),
        Mine.name.label("own_name"), Reply.department.label("reply_unit"), Department.name.label("reply_name"),
        Reply.printed_name,
    )
    .outerjoin(Document, Commitment.document == Document.id).outerjoin(Place, Document.place == Place.id)
    .outerjoin(Case, Commitment.case == Case.id).outerjoin(Mine, Commitment.department == Mine.id)
    .outerjoin(Reply, Commitment.reply == Reply.id).outerjoin(Department, Reply.department == Department.id)
    .where(Commitment.audience.in_(pages.OFFICE), Commitment.current)
)  # fmt: skip
REPORTED = (
    select(
        Figure.id, Figure.printed, Figure.value, Figure.value_high, Figure.unit, Figure.comparator, Figure.head,
        Figure.attributes, Figure.as_of, Figure.as_of_raw, Figure.part, Figure.quote, Figure.start, Figure.end,
        Figure.document.label("document_id"), Document.title.label("document_title"),
        Document.name.label("document_name"), Document.personal, Document.signed_on, Place.short_name.label("place"),
        Figure.case.label("case_id"), Case.title.label("case_title"), Case.year,
        Figure.department.label("department_id"), Department.name.label("unit_name"), Reply.printed_name,
    )
    .outerjoin(Document, Figure.document == Document.id).outerjoin(Place, Document.place == Place.id)
    .outerjoin(Case, Figure.case == Case.id).outerjoin(Department, Figure.department == Department.id)
    .outerjoin(Reply, Figure.reply == Reply.id)
    .where(Figure.audience.in_(pages.OFFICE), Figure.current)
)  # fmt: skip


def _leaders(db: Session, ids: Iterable[int]) -> dict[int, tuple[int | None, str]]:
    found = db.execute(
        select(Assignment.case, Assignment.department, Department.name, Assignment.printed_name)
        .outerjoin(Department, Assignment.department == Department.id).join(Case, Assignment.case == Case.id)
        .where(VISIBLE, Assignment.case.in_(ids), Assignment.role.in_(pages.LEADS)).order_by(Assignment.id.desc())
    )  # fmt: skip
    return {case: (unit, name or printed) for case, unit, name, printed in found}


def _results(db: Session, ids: list[int]) -> dict[int, str]:
    found = db.execute(
        select(Reply.case, Reply.result_class)
        .where(Reply.audience.in_(pages.OFFICE), Reply.case.in_(ids), Reply.result_class.is_not(None))
        .order_by(Reply.number)
    )
    return dict(found.tuples().all())


def _promises(db: Session, ids: list[int]) -> dict[int, int]:
    found = db.execute(
        select(Commitment.case, func.count())
        .where(Commitment.audience.in_(pages.OFFICE), Commitment.current, Commitment.case.in_(ids))
        .group_by(Commitment.case)
    )
    return dict(found.tuples().all())


def _choices(db: Session):  # type: ignore[no-untyped-def]
    met = exists().where(Assignment.department == Department.id, Assignment.case == Case.id, VISIBLE)
    held = exists().where(Document.place == Place.id, Document.audience.in_(pages.OFFICE))
    return pages.choices_of(
        db.execute(select(Department.id, Department.name).where(met)),
        db.execute(select(Place.id, Place.short_name).where(text(pages.HELD), held)),
        db.scalars(text(pages.YEARS)),
    )  # fmt: skip


@click.command()
@click.option("--port", type=int, required=True)
def main(port: int) -> None:
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
