"""Old ledgers read from spreadsheets: the batches, what each row did with what stood there before, known headings."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import (
    changed_at,
    choice,
    instant,
    instant_or_none,
    json_list,
    json_object,
    one_of,
    to,
    to_or_none,
    whole,
    whole_or_none,
    words,
)
from cases.tables.documents import Document
from cases.tables.people import Person
from cases.vocabulary import BatchState, LedgerKind, RowOutcome


class SheetImport(Table, tablename="sheet_imports"):
    """One uploaded ledger. sha256: its bytes in the file store; sheet and head_row: where its headings end, from 1.

    mapping: which heading is which field, and what holds for every row. document: the text that new promises quote.
    """

    id: Serial
    ledger = choice(LedgerKind.PROPOSALS)
    name = words()
    sha256 = words()
    sheet = words()
    head_row = whole(1)
    mapping = json_object()
    state = choice(BatchState.UPLOADED, index=True)
    document: ForeignKey = to_or_none(Document)
    added = whole()
    updated = whole()
    skipped = whole()
    failed = whole()
    uploaded_by: ForeignKey = to_or_none(Person)
    actor = words()
    saved_at = instant_or_none()
    undone_at = instant_or_none()
    created_at = instant()
    updated_at = changed_at()

    ledger_in_1 = one_of("ledger", LedgerKind)
    state_in_1 = one_of("state", BatchState)


class SheetRow(Table, tablename="sheet_rows"):
    """What one row did. thing: name of a table, singular, where the row touched one. number: its line in the sheet.

    old: values it replaced, none for a new row. new: values it wrote. reason: why not. cells: as read, of wrong rows.
    """

    id: Serial
    batch: ForeignKey = to(SheetImport)
    number = whole()
    outcome = choice(RowOutcome.NEW)
    thing = words(index=True)
    thing_id = whole_or_none(index=True)
    old = json_object()
    new = json_object()
    reason = words()
    cells = json_list()

    outcome_in_1 = one_of("outcome", RowOutcome)
    one_row_a_number = Unique([batch, number])


class KnownHeading(Table, tablename="known_headings"):
    """How people last said which field the headings of a ledger are. headings: a hash over all of them in order."""

    id: Serial
    ledger = choice(LedgerKind.PROPOSALS)
    headings = words()
    mapping = json_object()
    updated_at = changed_at()

    ledger_in_1 = one_of("ledger", LedgerKind)
    one_mapping_a_set = Unique([ledger, headings])
