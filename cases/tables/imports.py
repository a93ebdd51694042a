"""Import runs, the files of each run, and the problems that a person has to settle."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.assignments import Assignment
from cases.tables.cases import Case
from cases.tables.columns import (
    changed_at,
    choice,
    choice_or_none,
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
    words_or_none,
)
from cases.tables.documents import Document
from cases.vocabulary import Outcome, ProblemState, RunState


class ImportRun(Table, tablename="import_runs"):
    """One run of the importer. source: what was asked for, as shown to people. total is unknown until listed."""

    id: Serial
    source = words()
    state = choice(RunState.WAITING, index=True)
    actor = words()
    total = whole_or_none()
    done = whole()
    started_at = instant_or_none()
    finished_at = instant_or_none()
    created_at = instant()
    updated_at = changed_at()

    state_in_1 = one_of("state", RunState)


class ImportItem(Table, tablename="import_items"):
    """One file of a run. location: where its bytes can be read again. outcome is empty while it waits."""

    id: Serial
    run: ForeignKey = to(ImportRun)
    ordinal = whole()
    name = words()
    location = words()
    sha256 = words_or_none(index=True)
    outcome = choice_or_none(index=True)
    document: ForeignKey = to_or_none(Document, index=True)
    case: ForeignKey = to_or_none(Case, index=True)
    flags = json_list()
    created_at = instant()
    updated_at = changed_at()

    outcome_in_1 = one_of("outcome", Outcome)
    one_file_an_ordinal = Unique([run, ordinal])


class ImportProblem(Table, tablename="import_problems"):
    """Something a person should see. code: a member of ProblemCode; data: what its sentence needs.

    unknown_name: the printed department nobody could place; settling it settles every open problem of that name.
    """

    id: Serial
    run: ForeignKey = to_or_none(ImportRun, index=True)
    item: ForeignKey = to_or_none(ImportItem, index=True)
    document: ForeignKey = to_or_none(Document, index=True)
    case: ForeignKey = to_or_none(Case, index=True)
    assignment: ForeignKey = to_or_none(Assignment, index=True)
    code = words(index=True)
    message = words()
    data = json_object()
    unknown_name = words_or_none(index=True)
    state = choice(ProblemState.OPEN, index=True)
    settled_at = instant_or_none()
    settled_by = words_or_none()
    settlement = words_or_none()
    created_at = instant()

    state_in_1 = one_of("state", ProblemState)
