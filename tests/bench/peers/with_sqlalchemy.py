"""The list of cases on FastAPI and SQLAlchemy: ``uvicorn`` with plain functions, which run in its threads.

On SQLite that is faster than the asynchronous driver, which hands each statement to a thread by itself.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import click
import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import DateTime, ForeignKey, TypeDecorator, create_engine, event, exists, func, or_, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from tests.bench.peers import pages


class Instant(TypeDecorator):
    """Instants are kept with their zone, which SQLite's own type leaves out."""

    impl = DateTime
    cache_ok = True

    def result_processor(self, dialect, coltype):  # type: ignore[no-untyped-def]
        return lambda value: datetime.fromisoformat(value).astimezone(UTC) if value else None


class Base(DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "places"
    id: Mapped[int] = mapped_column(primary_key=True)
    short_name: Mapped[str]


class Department(Base):
    __tablename__ = "departments"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Account(Base):
    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(ForeignKey("people.id"))
    epoch: Mapped[int]
    letters: Mapped[str]
    disabled_at: Mapped[str | None]


class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    level: Mapped[int]
    since: Mapped[date | None]
    until: Mapped[date | None]


class WebSession(Base):
    __tablename__ = "web_sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    id_hash: Mapped[str]
    account: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    post: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    epoch: Mapped[int]
    seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)


class Notice(Base):
    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    read_at: Mapped[str | None]
    done_at: Mapped[str | None]


class Case(Base):
    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    track: Mapped[str]
    number: Mapped[str | None]
    number_raw: Mapped[str | None]
    session_text: Mapped[str | None]
    year: Mapped[int | None]
    state: Mapped[str]
    replied_on: Mapped[date | None]
    audience: Mapped[str]
    merged_into: Mapped[int | None]
    place: Mapped[int | None] = mapped_column(ForeignKey("places.id"))


class Assignment(Base):
    __tablename__ = "assignments"
    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    department: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    printed_name: Mapped[str]
    role: Mapped[str]


class Reply(Base):
    __tablename__ = "replies"
    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    result_class: Mapped[str | None]
    audience: Mapped[str]


class Commitment(Base):
    __tablename__ = "commitments"
    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    current: Mapped[bool]
    audience: Mapped[str]


class Document(Base):
    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int | None]
    audience: Mapped[str]


FILE = Path(os.environ.get("DAFU_DATA", ".")) / "dafu.sqlite"
engine = create_engine(f"sqlite:///{FILE}", pool_size=40)
opened = sessionmaker(engine)
app = FastAPI(docs_url=None, openapi_url=None)


@event.listens_for(engine, "connect")
def _tuned(connection, record) -> None:  # type: ignore[no-untyped-def]
    """The same cache and memory map as ours."""
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA mmap_size = 134217728")


def database() -> Iterator[Session]:
    with opened() as session:
        yield session


Database = Annotated[Session, Depends(database)]
VISIBLE = Case.audience.in_(pages.OFFICE)


def _session(db: Session, token: str):  # type: ignore[no-untyped-def]
    query = (
        select(
            WebSession.epoch, WebSession.seen_at, WebSession.expires_at, Account.epoch.label("account_epoch"),
            Account.disabled_at, Account.letters, Person.id.label("person"), Person.name, Post.id.label("post"),
            Post.role, Post.level, Post.since, Post.until,
        )
        .join(Account, WebSession.account == Account.id).join(Person, Account.person == Person.id)
        .join(Post, WebSession.post == Post.id).where(WebSession.id_hash == pages.digest_of(token))
    )  # fmt: skip
    return db.execute(query).mappings().first()


@app.get("/cases", response_class=HTMLResponse)
def cases(request: Request, db: Database):  # type: ignore[no-untyped-def]
    """The list of cases as an office sees it."""
    token = request.cookies.get(pages.SESSION, "")
    session = _session(db, token)
    if not pages.seen(session):
        return RedirectResponse("/account/sign-in", 303)
    unread = (
        select(func.count()).select_from(Notice)
        .where(Notice.person == session["person"], Notice.read_at.is_(None), Notice.done_at.is_(None))
    )  # fmt: skip
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
    total = db.scalar(select(func.count()).select_from(Case).where(*where))
    found = db.execute(
        select(
            Case.id, Case.title, Case.track, Case.number_raw, Case.session_text, Case.year, Case.state, Case.replied_on,
            Place.short_name.label("place_name"),
        )
        .outerjoin(Place, Case.place == Place.id).where(*where)
        .order_by(Case.replied_on.is_(None), Case.replied_on.desc(), Case.id)
        .limit(pages.PER_PAGE).offset((page - 1) * pages.PER_PAGE)
    ).mappings().all()  # fmt: skip
    ids = [row["id"] for row in found]
    rows = pages.rows_of(found, total, page, _leaders(db, ids), _results(db, ids), _promises(db, ids))
    notices = db.scalar(unread)
    return HTMLResponse(pages.list_page(session, token, _address(request), wanted, rows, _choices(db), notices))


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _leaders(db: Session, ids: list[int]) -> dict[int, tuple[int | None, str]]:
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
