"""What passes between the steps of an import. Plain frozen data; every span counts characters of the original text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cases.reading.shadow import Shadow, Span
from cases.vocabulary import Category, CommitmentLabel, Comparator, DocumentKind, Flag, Level, Track, ValueSource


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file after its bytes became text. text is kept for ever, exactly as it was read.

    sha256: of the bytes. media: "txt", "html", "docx" or "pdf". meta: values that the page states about itself in
    machine-readable form (html meta tags), by lower-case name. flags: what reading the bytes noticed.
    """

    name: str
    sha256: str
    size: int
    media: str
    encoding: str
    text: str
    meta: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from the page and where it came from. span is None where it was not read from the text."""

    text: str
    source: ValueSource
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a page with one author: role is "proposal" (the submitter's words), "reply", "plan" or
    "answer" (a speaker at a press conference; speaker and unit say who). Debris and repeated copies are in no part.
    """

    role: str
    span: Span
    speaker: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """A stretch that must not be shown to the public. kind: "phone", "id_number", "email", "address", "bank"."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself. A value that the text does not hold is None or empty: nothing is guessed.

    level and place are those of the congress or committee. number is without 第 and 号, delegation names keep 号
    (钱塘6号); leading zeros stay. co_departments as printed. other_dates: label on the page to date.
    """

    kind: DocumentKind
    body: Track
    parts: tuple[Part, ...]
    flags: tuple[Flag, ...]
    personal: tuple[PersonalDatum, ...] = ()
    level: Level | None = None
    place: Value | None = None
    session: Value | None = None
    number: Value | None = None
    delegation: Value | None = None
    title: Value | None = None
    title_of_proposal: Value | None = None
    submitters: tuple[str, ...] = ()
    addressee: Value | None = None
    lead_department: Value | None = None
    co_departments: tuple[Value, ...] = ()
    reply_date: Value | None = None
    publish_date: Value | None = None
    other_dates: Mapping[str, str] = field(default_factory=dict)
    doc_no: Value | None = None
    index_no: Value | None = None
    result_class: Value | None = None
    disclosure: Value | None = None
    signer: Value | None = None
    contact_unit: Value | None = None
    contact_person: Value | None = None
    contact_phone: Value | None = None
    copies_to: Value | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as the search for commitments and figures takes it.

    text: the original. shadow: what rules run on. page: what the page says about itself, its parts above all.
    spoken_on: the day from which 今年, 目前 and 下个月 are counted: the signature's date, else the page's own date,
    None where neither stands in the text.
    """

    text: str
    shadow: Shadow
    page: Page
    spoken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is bound. phrase as printed; role "lead", "co" or "all"; vague for 有关部门 and the like."""

    phrase: str
    role: str
    span: Span | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A stated quantity of a commitment. value is a plain decimal in base units (万 and 亿 multiplied out)."""

    raw: str
    value: str
    unit: str
    comparator: Comparator
    head: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """raw as printed; on: the last day it may be kept, None where it cannot be resolved; carried: it stood in an
    earlier clause and holds on."""

    raw: str
    on: date | None
    span: Span
    carried: bool = False


@dataclass(frozen=True, slots=True)
class FoundCommitment:
    """One clause that promises something, quoted word for word."""

    span: Span
    quote: str
    label: CommitmentLabel
    category: Category
    action: str
    object: str
    actors: tuple[Actor, ...] = ()
    metrics: tuple[Metric, ...] = ()
    deadline: Deadline | None = None
    condition: str | None = None
    recurring: bool = False
    echo: float = 0.0
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """One number the text reports as true.

    quote: the clause. raw: the number as printed ("近10万"). value: plain decimal in base units; value_high the upper
    end of a range. head: the noun that is counted. attributes: what narrows it (示范型, 乡镇级). as_of_raw and as_of:
    the date it holds for, as printed and resolved. part: role of the Part it stands in. literal: the bare digits as
    printed, with their percent sign ("10", "50%").
    """

    span: Span
    quote: str
    raw: str
    value: str
    unit: str
    comparator: Comparator
    head: str
    part: str
    value_high: str | None = None
    attributes: tuple[str, ...] = ()
    as_of_raw: str | None = None
    as_of: date | None = None
    flags: tuple[Flag, ...] = ()
    literal: str = ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything read from one file."""

    raw: RawDocument
    page: Page
    commitments: tuple[FoundCommitment, ...]
    figures: tuple[FoundFigure, ...]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Doubts of every step, once each, in order of appearance."""
        found = [*self.raw.flags, *self.page.flags]
        found += [flag for item in self.commitments for flag in item.flags]
        found += [flag for item in self.figures for flag in item.flags]
        return tuple(dict.fromkeys(found))
