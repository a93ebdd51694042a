"""Reported figures (成果数据): every number a text states as true."""

from piccolo.columns import DoublePrecision, ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.cases import Case
from cases.tables.columns import (
    choice,
    day,
    instant,
    json_list,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.departments import Department
from cases.tables.documents import Document
from cases.tables.places import Place
from cases.tables.replies import Reply
from cases.vocabulary import Audience, Comparator


class Figure(Table, tablename="figures"):
    """One stated number. value and value_high: exact plain decimals in base units; amount: value to compare by.

    head: the noun that is counted; attributes: what narrows it. as_of: the day it holds for, where that can be told.
    """

    id: Serial
    document: ForeignKey = to(Document)
    reply: ForeignKey = to_or_none(Reply, index=True)
    case: ForeignKey = to_or_none(Case, index=True)
    department: ForeignKey = to_or_none(Department, index=True)
    place: ForeignKey = to_or_none(Place, index=True)
    ordinal = whole()
    start = whole()
    end = whole()
    quote = words()
    printed = words()
    value = words()
    value_high = words_or_none()
    amount: DoublePrecision = DoublePrecision(default=0.0)
    unit = words()
    comparator = choice(Comparator.EQ)
    head = words(index=True)
    attributes = json_list()
    as_of_raw = words_or_none()
    as_of = day(index=True)
    part = words()
    flags = json_list()
    current = yes_or_no(True)
    audience = choice(Audience.OFFICE)
    created_at = instant()

    comparator_in_1 = one_of("comparator", Comparator)
    audience_in_2 = one_of("audience", Audience)
    one_figure_an_ordinal = Unique([document, ordinal])
