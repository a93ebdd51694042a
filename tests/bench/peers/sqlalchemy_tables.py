"""The tables that the pages read, for SQLAlchemy."""

from datetime import UTC, date, datetime

from sqlalchemy import DateTime, ForeignKey, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Instant(TypeDecorator):
    """Instants are kept with their zone, which SQLite's own type leaves out."""

    impl = DateTime
    cache_ok = True

    def bind_processor(self, dialect):  # type: ignore[no-untyped-def]
        return lambda value: value.isoformat(" ") if value else None

    def result_processor(self, dialect, coltype):  # type: ignore[no-untyped-def]
        return lambda value: datetime.fromisoformat(value).astimezone(UTC) if value else None


class Base(DeclarativeBase):
    pass


class Numbered(Base):
    """A table with ids."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)


class Place(Numbered):
    __tablename__ = "places"
    name: Mapped[str | None]
    short_name: Mapped[str | None]


class Department(Numbered):
    __tablename__ = "departments"
    name: Mapped[str | None]


class Person(Numbered):
    __tablename__ = "people"
    name: Mapped[str | None]


class Account(Numbered):
    __tablename__ = "accounts"
    person: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    epoch: Mapped[int | None]
    letters: Mapped[str | None]
    disabled_at: Mapped[str | None]


class Post(Numbered):
    __tablename__ = "posts"
    role: Mapped[str | None]
    level: Mapped[int | None]
    since: Mapped[date | None]
    until: Mapped[date | None]


class WebSession(Numbered):
    __tablename__ = "web_sessions"
    id_hash: Mapped[str | None]
    account: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    post: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    epoch: Mapped[int | None]
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)


class Notice(Numbered):
    __tablename__ = "notices"
    person: Mapped[int | None]
    read_at: Mapped[str | None]
    done_at: Mapped[str | None]


class Document(Numbered):
    __tablename__ = "documents"
    place: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    audience: Mapped[str | None]
    name: Mapped[str | None]
    sha256: Mapped[str | None]
    media: Mapped[str | None]
    size: Mapped[int | None]
    kind: Mapped[str | None]
    title: Mapped[str | None]
    signed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    source_url: Mapped[str | None]
    text: Mapped[str | None]
    personal: Mapped[str | None]
    parts: Mapped[str | None]
    flags: Mapped[str | None]
    page_values: Mapped[str | None]


class Case(Numbered):
    __tablename__ = "cases"
    title: Mapped[str | None]
    track: Mapped[str | None]
    key: Mapped[str | None]
    number: Mapped[str | None]
    number_raw: Mapped[str | None]
    session_text: Mapped[str | None]
    year: Mapped[int | None]
    state: Mapped[str | None]
    submitted_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    due_on: Mapped[date | None]
    audience: Mapped[str | None]
    level: Mapped[str | None]
    delegation: Mapped[str | None]
    disclosure: Mapped[str | None]
    scheme: Mapped[str | None]
    merged_into: Mapped[int | None]
    place: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    proposal_document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    proposal_start: Mapped[int | None]
    proposal_end: Mapped[int | None]


class CaseSubmitter(Numbered):
    __tablename__ = "case_submitters"
    case: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    position: Mapped[int | None]
    printed_name: Mapped[str | None]


class Assignment(Numbered):
    __tablename__ = "assignments"
    case: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    department: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    printed_name: Mapped[str | None]
    role: Mapped[str | None]


class Reply(Numbered):
    __tablename__ = "replies"
    case: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    department: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    printed_name: Mapped[str | None]
    kind: Mapped[str | None]
    number: Mapped[int | None]
    title: Mapped[str | None]
    addressee: Mapped[str | None]
    doc_no: Mapped[str | None]
    index_no: Mapped[str | None]
    start: Mapped[int | None]
    end: Mapped[int | None]
    signed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    result_class: Mapped[str | None]
    disclosure: Mapped[str | None]
    audience: Mapped[str | None]


class ReplyText(Numbered):
    __tablename__ = "reply_texts"
    reply: Mapped[int | None] = mapped_column(ForeignKey("replies.id"))
    number: Mapped[int | None]
    kind: Mapped[str | None]
    body: Mapped[str | None]


class Commitment(Numbered):
    __tablename__ = "commitments"
    case: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    department: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    reply: Mapped[int | None] = mapped_column(ForeignKey("replies.id"))
    quote: Mapped[str | None]
    label: Mapped[str | None]
    category: Mapped[str | None]
    state: Mapped[str | None]
    due_on: Mapped[date | None]
    deadline_raw: Mapped[str | None]
    recurring: Mapped[bool]
    condition: Mapped[str | None]
    start: Mapped[int | None]
    end: Mapped[int | None]
    current: Mapped[bool]
    audience: Mapped[str | None]


class CommitmentActor(Numbered):
    __tablename__ = "commitment_actors"
    commitment: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))
    ordinal: Mapped[int | None]
    phrase: Mapped[str | None]


class Figure(Numbered):
    __tablename__ = "figures"
    case: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    document: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    department: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    reply: Mapped[int | None] = mapped_column(ForeignKey("replies.id"))
    printed: Mapped[str | None]
    value: Mapped[str | None]
    value_high: Mapped[str | None]
    unit: Mapped[str | None]
    comparator: Mapped[str | None]
    head: Mapped[str | None]
    attributes: Mapped[str | None]
    as_of: Mapped[date | None]
    as_of_raw: Mapped[str | None]
    part: Mapped[str | None]
    quote: Mapped[str | None]
    start: Mapped[int | None]
    end: Mapped[int | None]
    current: Mapped[bool]
    audience: Mapped[str | None]


class StaleMark(Numbered):
    __tablename__ = "stale_marks"
    marked_at: Mapped[datetime | None] = mapped_column(Instant)


class JournalEntry(Base):
    __tablename__ = "journal"
    seq: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str]
    verb: Mapped[str]
    reason: Mapped[str | None]


class SavedSearch(Numbered):
    __tablename__ = "saved_searches"
    person: Mapped[int]
    name: Mapped[str]
    page: Mapped[str]
    query: Mapped[str]
    told_daily: Mapped[bool]
    withdrawn: Mapped[bool]
    looked_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime | None] = mapped_column(Instant)
