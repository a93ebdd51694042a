"""The tables, one file a noun. ``TABLES`` lists them so that a table comes after those it refers to."""

from piccolo.table import Table

from cases.tables.accounts import Account, Delegation, Post
from cases.tables.approvals import (
    Approval,
    CoSign,
    Delivery,
    DraftCopy,
    DraftPresence,
    Feedback,
    Publication,
    ReplyText,
)
from cases.tables.assignments import Assignment
from cases.tables.bodies import Body, Session, Term
from cases.tables.calendar import CalendarDay
from cases.tables.calendar_addresses import CalendarAddress
from cases.tables.cases import Case, CaseSubmitter
from cases.tables.change_counts import ChangeCount
from cases.tables.cipher_keys import CipherKey
from cases.tables.commitments import Commitment, CommitmentActor, CommitmentMetric
from cases.tables.counters import Counter
from cases.tables.departments import Department, DepartmentAlias
from cases.tables.documents import Document
from cases.tables.exports import ExportJob
from cases.tables.figures import Figure
from cases.tables.handling import Attachment, Contact, Extension, KeyCase, ReturnRequest, Urge
from cases.tables.imports import ImportItem, ImportProblem, ImportRun
from cases.tables.indexing import StaleMark
from cases.tables.journal import JournalEntry
from cases.tables.judgements import PairDecision, SeriesDecision
from cases.tables.look_backs import LookBack, LookBackLine, LookBackSheet
from cases.tables.notices import Notice, OutboxMessage
from cases.tables.paper_templates import PaperTemplate
from cases.tables.people import Collective, Person, PersonContact, Seat
from cases.tables.places import Place
from cases.tables.progress import CarryOver, Contest, DueChange, Evidence, ProgressReport, Verification
from cases.tables.proposals import ProposalText, Review, UnitWish
from cases.tables.reference_loads import ReferenceLoad
from cases.tables.replies import Reply, ReplyContact
from cases.tables.requests import DoneRequest
from cases.tables.saved_searches import Collection, CollectionItem, SavedHit, SavedSearch
from cases.tables.schemes import DictionaryEntry, Scheme
from cases.tables.second_factors import FactorReset, RecoveryCode, SecondFactor
from cases.tables.sheet_imports import KnownHeading, SheetImport, SheetRow
from cases.tables.sign_in_failures import SignInFailure
from cases.tables.snapshots import Snapshot
from cases.tables.usage_counts import UsageCount
from cases.tables.web_sessions import PendingEntry, WebSession

TABLES: tuple[type[Table], ...] = (
    ReferenceLoad,
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
    Account,
    Post,
    Delegation,
    SecondFactor,
    RecoveryCode,
    FactorReset,
    Scheme,
    DictionaryEntry,
    PaperTemplate,
    Document,
    Case,
    CaseSubmitter,
    ProposalText,
    UnitWish,
    Review,
    KeyCase,
    Attachment,
    Assignment,
    ReturnRequest,
    Contact,
    Extension,
    Reply,
    ReplyContact,
    ReplyText,
    DraftCopy,
    DraftPresence,
    CoSign,
    Approval,
    Delivery,
    Feedback,
    Publication,
    Commitment,
    CommitmentActor,
    CommitmentMetric,
    Urge,
    ProgressReport,
    Evidence,
    Verification,
    DueChange,
    Contest,
    CarryOver,
    Figure,
    LookBack,
    LookBackSheet,
    LookBackLine,
    PairDecision,
    SeriesDecision,
    SavedSearch,
    SavedHit,
    Collection,
    CollectionItem,
    Snapshot,
    JournalEntry,
    ImportRun,
    ImportItem,
    ImportProblem,
    SheetImport,
    SheetRow,
    KnownHeading,
    ExportJob,
    StaleMark,
    Counter,
    CalendarDay,
    CalendarAddress,
    Notice,
    OutboxMessage,
    DoneRequest,
    WebSession,
    PendingEntry,
    SignInFailure,
    CipherKey,
    UsageCount,
    ChangeCount,
)

__all__ = [table.__name__ for table in TABLES] + ["TABLES"]
