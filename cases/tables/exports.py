"""Tables too long to wait for: what was asked, how far it is, and until when the file is kept."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.columns import (
    changed_at,
    choice,
    instant,
    instant_or_none,
    one_of,
    to,
    whole,
    whole_or_none,
    words,
)
from cases.tables.people import Person
from cases.vocabulary import ExportState


class ExportJob(Table, tablename="export_jobs"):
    """One table being written for one person. noun and asked: which list and its filter, as an address says it.

    total: rows, once counted. size: bytes of the finished file. expires_at: when the file is deleted.
    """

    id: Serial
    person: ForeignKey = to(Person)
    noun = words()
    asked = words()
    title = words()
    state = choice(ExportState.RUNNING, index=True)
    total = whole_or_none()
    done = whole()
    size = whole()
    expires_at = instant_or_none()
    created_at = instant()
    updated_at = changed_at()

    state_in_1 = one_of("state", ExportState)
