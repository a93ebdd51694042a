"""The tables, one file a noun. ``TABLES`` lists them so that a table comes after those it refers to."""

from piccolo.table import Table

from cases.tables.assignments import Assignment
from cases.tables.bodies import Body, Session, Term
from cases.tables.calendar import CalendarDay
from cases.tables.cases import Case, CaseSubmitter
from cases.tables.commitments import Commitment, CommitmentActor, CommitmentMetric
from cases.tables.counters import Counter
from cases.tables.departments import Department, DepartmentAlias
from cases.tables.documents import Document
from cases.tables.figures import Figure
from cases.tables.imports import ImportItem, ImportProblem, ImportRun
from cases.tables.indexing import StaleMark
from cases.tables.journal import JournalEntry
from cases.tables.people import Collective, Person, PersonContact, Seat
from cases.tables.places import Place
from cases.tables.replies import Reply, ReplyContact
from cases.tables.sign_in_failures import SignInFailure
from cases.tables.web_sessions import WebSession

TABLES: tuple[type[Table], ...] = (
    Place,
    Body,
    Term,
    Session,
    Department,
    DepartmentAlias,
    Person,
    PersonContact,
    Seat,
    Collective,
    Document,
    Case,
    CaseSubmitter,
    Assignment,
    Reply,
    ReplyContact,
    Commitment,
    CommitmentActor,
    CommitmentMetric,
    Figure,
    JournalEntry,
    ImportRun,
    ImportItem,
    ImportProblem,
    StaleMark,
    Counter,
    CalendarDay,
    WebSession,
    SignInFailure,
)

__all__ = [table.__name__ for table in TABLES] + ["TABLES"]
