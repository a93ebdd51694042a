"""Who may see and do what: one set of rules, given out as a where-clause and as a yes or no.

A page, an export, a count, a message and a search result take their rows through ``visible_to``. Every row has an
audience, its own or its case's; ``cases.audiences`` says who reads which. Deny is the default: a table that is not
named here is read by nobody but the programs of the system itself.
"""

# Only whole numbers and codes of closed lists are ever put into these clauses.
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from piccolo.columns import ForeignKey
from piccolo.columns.combination import WhereRaw
from piccolo.custom_types import Combinable
from piccolo.table import Table

from cases import tables
from cases.actor import Actor
from cases.audiences import Standing, entered, free, is_tied, narrowed, reads_personal_words, sees, tie_of, tied
from cases.clock import today
from cases.contact_clauses import outbox, person_contacts
from cases.moves import MOVES, Relation
from cases.ties import EVERY, NONE, Look, is_own, listed, own_cases, ties
from cases.vocabulary import MACHINES, Audience, Role, Verb
from cases.vocabulary.auditing import TECHNICAL, TOLD_TO_SUBMITTERS

__all__ = [
    "Look",
    "Standing",
    "can",
    "leads_to_visible",
    "may",
    "reads_personal_words",
    "sees",
    "view_of",
    "visible_parts",
    "visible_to",
]

_OFFICES = frozenset({Role.REVIEWER, Role.ASSIGNER, Role.OVERSIGHT})
_SIGNED = frozenset(Role) - {Role.PUBLIC}
_STAFF = _SIGNED - {Role.SUBMITTER}

# What may be done beside the moves. Acts on cases are rows of MOVES; these are the rest.
_OTHER_VERBS: dict[Verb, frozenset[Role]] = {
    Verb.SEE: frozenset(Role),
    Verb.IMPORT: _OFFICES | {Role.ADMIN, Role.IMPORTER},
    Verb.MERGE: frozenset({Role.IMPORTER}),
    Verb.SETTLE: _OFFICES | {Role.ADMIN},
    Verb.RETRY: _OFFICES | {Role.ADMIN, Role.IMPORTER},
    Verb.CREATE: frozenset({Role.SUBMITTER, Role.REVIEWER}),
    Verb.DRAFT: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER}),
    Verb.KEEP_VERSION: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER, Role.SUBMITTER}),
    Verb.CORRECT_POINTS: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER}),
    Verb.CONFIRM_CONTACT: frozenset({Role.SUBMITTER}),
    Verb.CONFIRM_ENTRY: frozenset({Role.SUBMITTER}),
    Verb.OBJECT_ENTRY: frozenset({Role.SUBMITTER}),
    Verb.ADOPT_OPINION: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER}),
    Verb.SEAL: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER}),
    Verb.LAPSE_FEEDBACK: frozenset({Role.SYSTEM}),
    Verb.SIGN_IN: _SIGNED,
    Verb.SIGN_OUT: _SIGNED,
    Verb.CHANGE_PASSWORD: _SIGNED,
    Verb.CHANGE_FACTOR: _SIGNED,
    Verb.PROVE: _SIGNED,
    Verb.DELEGATE: _SIGNED,
    Verb.MANAGE_ACCOUNT: frozenset({Role.ADMIN}),
    Verb.MANAGE_UNIT: frozenset({Role.ADMIN}),
    Verb.MANAGE_SCHEME: frozenset({Role.ADMIN}),
    Verb.MANAGE_CALENDAR: frozenset({Role.ADMIN}),
    Verb.MANAGE_SESSION: frozenset({Role.ADMIN}),
    Verb.MANAGE_DICTIONARY: frozenset({Role.ADMIN}),
    Verb.MANAGE_PAPER_TEMPLATE: frozenset({Role.ADMIN}),
    Verb.REJECT_PAIR: _OFFICES,
    Verb.JOIN_SERIES: _OFFICES,
    Verb.LOOK_BACK: _OFFICES,
    Verb.FILL_SHEET: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER}),
    Verb.HAND_IN_SHEET: frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER}),
    Verb.ACCEPT_SHEET: _OFFICES,
    Verb.CLOSE_LOOK_BACK: _OFFICES,
    Verb.CARRY_OVER: _OFFICES,
    Verb.UNDO_CARRY_OVER: _OFFICES,
    Verb.FREEZE: _OFFICES | {Role.LEADER},
    Verb.READ_AUDIT: frozenset({Role.AUDITOR, Role.ADMIN}),
    Verb.RECOMPUTE: frozenset({Role.ADMIN, Role.SYSTEM}),
    Verb.EXPORT: _SIGNED,
    Verb.OPEN_CALENDAR: _SIGNED,
    Verb.WITHDRAW_CALENDAR: _SIGNED,
    Verb.UNDO_IMPORT: _OFFICES,
}
_ROLES_OF: dict[Verb, frozenset[Role]] = {
    verb: _OTHER_VERBS.get(verb, frozenset()).union(*(m.roles for m in MOVES if m.verb is verb)) for verb in Verb
}

_OPEN = frozenset(
    {
        tables.Place, tables.Body, tables.Term, tables.Session, tables.Department, tables.DepartmentAlias,
        tables.CalendarDay, tables.Scheme, tables.DictionaryEntry,
    }
)  # fmt: skip
_BY_ROLE: dict[type[Table], frozenset[Role]] = {
    tables.Person: _SIGNED,
    tables.Collective: _SIGNED,
    tables.Seat: _SIGNED,
    tables.Post: _STAFF,
    tables.Account: frozenset({Role.ADMIN}),
    tables.Delegation: frozenset({Role.ADMIN, Role.AUDITOR}),
    tables.ImportRun: _OFFICES | {Role.ADMIN},
    tables.ImportItem: _OFFICES | {Role.ADMIN},
    tables.ImportProblem: _OFFICES | {Role.ADMIN},
    tables.LookBack: _STAFF,
    tables.Snapshot: _OFFICES | {Role.LEADER},
    tables.SheetImport: _OFFICES | {Role.ADMIN},
    tables.SheetRow: _OFFICES | {Role.ADMIN},
    tables.KnownHeading: _OFFICES | {Role.ADMIN},
    tables.PaperTemplate: frozenset({Role.ADMIN}),
}
# Rows with an audience of their own, and the column that leads to their case.
_OWN_AUDIENCE: dict[type[Table], str] = {
    tables.Case: "id",
    tables.Reply: "case",
    tables.Commitment: "case",
    tables.Figure: "case",
}
# Rows inside a case, with the narrowest reading there is: what units write among themselves no submitter reads.
_IN_CASE: dict[type[Table], Audience] = {
    tables.CaseSubmitter: Audience.PUBLIC,
    tables.Assignment: Audience.PUBLIC,
    tables.KeyCase: Audience.PUBLIC,
    tables.ProposalText: Audience.PARTIES,
    tables.UnitWish: Audience.PARTIES,
    tables.Review: Audience.PARTIES,
    tables.Contact: Audience.PARTIES,
    tables.Extension: Audience.PARTIES,
    tables.ReturnRequest: Audience.UNITS,
    tables.Urge: Audience.UNITS,
}
# Rows inside a row: the column that leads there, the table it leads to, and the narrowest reading.
_INSIDE: dict[type[Table], tuple[str, type[Table], Audience]] = {
    tables.CommitmentActor: ("commitment", tables.Commitment, Audience.PUBLIC),
    tables.CommitmentMetric: ("commitment", tables.Commitment, Audience.PUBLIC),
    tables.ProgressReport: ("commitment", tables.Commitment, Audience.PARTIES),
    tables.Evidence: ("report", tables.ProgressReport, Audience.PARTIES),
    tables.Verification: ("commitment", tables.Commitment, Audience.PARTIES),
    tables.DueChange: ("commitment", tables.Commitment, Audience.PARTIES),
    tables.Contest: ("commitment", tables.Commitment, Audience.PARTIES),
    tables.CarryOver: ("commitment", tables.Commitment, Audience.PARTIES),
    tables.PairDecision: ("later", tables.Document, Audience.PUBLIC),
    tables.SeriesDecision: ("one", tables.Figure, Audience.PUBLIC),
    tables.SavedHit: ("search", tables.SavedSearch, Audience.PUBLIC),
    tables.CollectionItem: ("collection", tables.Collection, Audience.PUBLIC),
    tables.ReplyContact: ("reply", tables.Reply, Audience.OFFICE),
    tables.ReplyText: ("reply", tables.Reply, Audience.UNITS),
    tables.CoSign: ("reply", tables.Reply, Audience.UNITS),
    tables.Approval: ("reply", tables.Reply, Audience.UNITS),
    tables.Delivery: ("reply", tables.Reply, Audience.PARTIES),
    tables.Feedback: ("delivery", tables.Delivery, Audience.PARTIES),
    tables.Publication: ("reply", tables.Reply, Audience.PARTIES),
}


def visible_to(
    actor: Actor, table: type[Table], floor: Audience = Audience.PUBLIC, *, look: Look = Look.AMONG
) -> Combinable:
    """The rows of a table that an actor may see, as a where-clause. floor: as if nothing of it were read more widely.

    With the floor UNITS only rows of cases remain in which the actor has a part, also of those that are published.
    look: how the database gets to them; the rows are the same.
    """
    # Only whole numbers and codes of closed lists stand in the clause, so it needs no parameters.
    return WhereRaw(_one_of(_said(actor, table, floor, look, today())))


def visible_parts(actor: Actor, table: type[Table]) -> tuple[Combinable, ...]:
    """``visible_to`` in parts that have no row in common, each looked up from its own end.

    What is read freely is said alike for everybody of a role, so that one kept number serves them all; what only the
    actor's ties open to him is found from these, and is little. Without a part nothing is seen.
    """
    return tuple(WhereRaw(said) for said in _said(actor, table, Audience.PUBLIC, Look.APART, today()))


def leads_to_visible(actor: Actor, column: ForeignKey) -> Combinable:
    """That a reference leads to a row which the actor may see, each looked at by itself: for queries of few rows."""
    parent = column._foreign_key_meta.resolved_references
    of = f'"{_name(column._meta.table)}"."{column._meta.db_column_name}"'
    seen = _said(actor, parent, Audience.PUBLIC, Look.ALONE, today())
    return WhereRaw(*_within(actor, of, parent, seen, Audience.PUBLIC, Look.ALONE))


@lru_cache(maxsize=4_096)
def _said(actor: Actor, table: type[Table], floor: Audience, look: Look, day: date) -> tuple[str, ...]:
    """The clauses: a page asks for the same ones with every query. day: some of them name today."""
    return tuple(said.replace("{", "{{").replace("}", "}}") for said in _clauses(actor, table, floor, look))


def view_of(actor: Actor) -> tuple[object, ...]:
    """What decides which rows of cases an actor sees: two with the same view see the same. What is a person's own, such
    as his notices, is not meant."""
    return actor.role, *ties(actor), actor.person if actor.role is Role.REVIEWER else None, actor.unit, actor.body


def may(actor: Actor, verb: Verb) -> bool:
    """Whether an actor of this role may ever do this."""
    return actor.role in _ROLES_OF[verb] or actor.role is Role.OPERATOR


def can(actor: Actor, verb: Verb, thing: Standing | None = None) -> bool:
    """Whether an actor may do something, to a thing where one is meant. Whether now is the moment, MOVES decides.

    Who may not see a thing may do nothing to it; who is not tied to it may only look.
    """
    if not may(actor, verb):
        return False
    if thing is None:
        return True
    if not sees(actor, thing):
        return False
    return verb is Verb.SEE or is_tied(actor, thing) or entered(actor, thing)


def _where(actor: Actor, table: type[Table], floor: Audience = Audience.PUBLIC, look: Look = Look.AMONG) -> str:
    return _one_of(_clauses(actor, table, floor, look))


def _clauses(actor: Actor, table: type[Table], floor: Audience, look: Look) -> list[str]:
    """A row is seen of which one of these is true; with Look.APART never more than one."""
    if actor.role in MACHINES or table in _OPEN:
        return [EVERY]
    if table in _BY_ROLE:
        return [EVERY] if actor.role in _BY_ROLE[table] else []
    if table in _OWN_AUDIENCE:
        return _by_audience(actor, table, f'"{_name(table)}"."{_OWN_AUDIENCE[table]}"', floor, look)
    if table in _IN_CASE:
        return _in_case(actor, table, narrowed(floor, _IN_CASE[table]), look)
    if table in _INSIDE:
        column, parent, own_floor = _INSIDE[table]
        lowest = narrowed(floor, own_floor)
        inner = _clauses(actor, parent, lowest, look)
        return _within(actor, f'"{_name(table)}"."{column}"', parent, inner, lowest, look)
    if table is tables.Document:
        return _documents(actor, look)
    special = _SPECIAL.get(table)
    return [special(actor, look)] if special else []


def _by_audience(actor: Actor, table: type[Table], case: str, floor: Audience, look: Look) -> list[str]:
    name = _name(table)
    said = [f'"{name}"."audience" IN ({listed(free(actor, floor))})'] if free(actor, floor) else []
    if tied(actor, floor):
        listing = look is Look.APART or (look is Look.AMONG and not said and tie_of(actor) is not Relation.BODY)
        own = is_own(actor, case, Look.APART if listing else Look.ALONE)
        said.append(f'("{name}"."audience" IN ({listed(tied(actor, floor))}) AND {own})')
    bound = tie_of(actor) is Relation.UNIT and actor.unit is not None
    if table is tables.Commitment and bound and Audience.PUBLIC in tied(actor, floor):
        # A plan has no case: whoever is bound by it is its unit.
        own = f'{case} IS NULL AND "{name}"."department" = {int(actor.unit or 0)}'
        said.append(f'("{name}"."audience" = \'{Audience.PUBLIC}\' AND {own})')
    if table is tables.Case and actor.role is Role.REVIEWER and actor.person is not None:
        entered_ = f'"cases"."recorded_by" = {int(actor.person)}'
        others = f" AND {_one_of(said)} IS NOT TRUE" if look is Look.APART and said else ""
        said.append(f"({entered_}{others})")
    return said


def _in_case(actor: Actor, table: type[Table], floor: Audience, look: Look) -> list[str]:
    cases = _by_audience(actor, tables.Case, '"cases"."id"', floor, look)
    if table is tables.CaseSubmitter and tie_of(actor) not in (Relation.OFFICE, Relation.BODY):
        own = f'"cases"."id" IN ({own_cases(actor)})' if tie_of(actor) is Relation.PERSON else NONE
        cases = [f'{said} AND (NOT "cases"."identity_kept" OR {own})' for said in _looked_at(cases, look)]
    return _within(actor, f'"{_name(table)}"."case"', tables.Case, cases, floor, look)


def _within(
    actor: Actor, column: str, parent: type[Table], inner: Sequence[str], floor: Audience, look: Look
) -> list[str]:
    """That a column leads to a row of another table that the actor may see.

    Who reads freely, or is tied to a whole body, sees most rows, and each is looked at by itself: a list of them all
    would be made for every page, however little stands on it. Who reads only what he or his unit is tied to sees few,
    and these lead to what is asked for.
    """
    name, many = _name(parent), bool(free(actor, floor)) or tie_of(actor) is Relation.BODY
    if look is Look.ALONE or (look is Look.AMONG and many):
        made = f'EXISTS (SELECT 1 FROM "{name}" WHERE "{name}"."id" = {column} AND {{}})'  # nosec B608 # names of our own, whole numbers
    else:
        made = f'{column} IN (SELECT id FROM "{name}" WHERE {{}})'  # nosec B608 # names of our own, whole numbers
    return [made.format(said) for said in _looked_at(inner, look)]


def _looked_at(clauses: Sequence[str], look: Look) -> Sequence[str]:
    """The clauses one by one where the parts are wanted, else as one."""
    return clauses if look is Look.APART else [_one_of(clauses)]


def _one_of(clauses: Sequence[str]) -> str:
    return f"({' OR '.join(clauses)})" if clauses else NONE


def _documents(actor: Actor, look: Look) -> list[str]:
    said = [f'"documents"."audience" IN ({listed(free(actor))})']
    # Most documents are of the cases of a body, so that for it each is looked at by itself also where they are counted.
    if tied(actor) and look is Look.APART and tie_of(actor) is not Relation.BODY:
        replies = 'SELECT "document" FROM "replies" WHERE ' + is_own(actor, '"replies"."case"', look)
        asked = 'SELECT "proposal_document" FROM "cases" WHERE ' + is_own(actor, '"cases"."id"', look)
        own = f'"documents"."id" IN ({replies} UNION {asked})'
        said.append(f'("documents"."audience" IN ({listed(tied(actor))}) AND {own})')
    elif tied(actor):
        replies = 'SELECT 1 FROM "replies" WHERE "replies"."document" = "documents"."id" AND '
        asked = 'SELECT 1 FROM "cases" WHERE "cases"."proposal_document" = "documents"."id" AND '
        replies += is_own(actor, '"replies"."case"', Look.ALONE)
        asked += is_own(actor, '"cases"."id"', Look.ALONE)
        said.append(f'("documents"."audience" IN ({listed(tied(actor))}) AND (EXISTS ({replies}) OR EXISTS ({asked})))')
    return said


def _journal(actor: Actor, look: Look) -> str:
    if actor.role is Role.AUDITOR:
        return EVERY
    if actor.role is Role.ADMIN:
        return f'"journal"."verb" IN ({listed(TECHNICAL)})'
    look = _whole(look)
    cases = _by_audience(actor, tables.Case, '"cases"."id"', Audience.PARTIES, look)
    # Who read a case is for the auditor alone: it is no part of the case's course.
    said = _one_of(_within(actor, '"journal"."case"', tables.Case, cases, Audience.PARTIES, look))
    said += f' AND "journal"."verb" <> \'{Verb.SEE}\''
    if tie_of(actor) is Relation.PERSON:
        said += f' AND "journal"."verb" IN ({listed(TOLD_TO_SUBMITTERS)})'
    return said


def _attachments(actor: Actor, look: Look) -> str:
    look = _whole(look)
    replies = _where(actor, tables.Reply, look=look)
    in_case = _one_of(_in_case(actor, tables.Attachment, Audience.PARTIES, look))
    among_units = _one_of(_in_case(actor, tables.Attachment, Audience.UNITS, look))
    return (
        f"((\"attachments\".\"belongs\" IN ('case', 'feedback') AND {in_case})"  # nosec B608 # names of our own, whole numbers
        f' OR ("attachments"."belongs" = \'reply\' AND {in_case}'
        f' AND "attachments"."belongs_id" IN (SELECT id FROM "replies" WHERE {replies}))'
        f" OR (\"attachments\".\"belongs\" NOT IN ('case', 'reply', 'feedback') AND {among_units}))"
    )


def _whole(look: Look) -> Look:
    """For tables that nobody counts: their clause is one."""
    return Look.AMONG if look is Look.APART else look


def _sheets(actor: Actor, look: Look) -> str:
    """Sheets of a look-back: all for the offices, its own for a unit."""
    if tie_of(actor) in (Relation.OFFICE, Relation.BODY):
        return EVERY
    if tie_of(actor) is Relation.UNIT and actor.unit is not None:
        return f'"look_back_sheets"."department" = {int(actor.unit)}'
    return NONE


def _sheet_lines(actor: Actor, look: Look) -> str:
    """Lines of a look-back: of the sheets one reads, those of replies in which one has a part oneself."""
    replies = _where(actor, tables.Reply, Audience.UNITS)
    return (
        f'("look_back_lines"."sheet" IN (SELECT id FROM "look_back_sheets" WHERE {_sheets(actor, look)})'  # nosec B608 # names of our own, whole numbers
        f' AND "look_back_lines"."reply" IN (SELECT id FROM "replies" WHERE {replies}))'
    )


def _of_person(table: type[Table]) -> Any:
    def where(actor: Actor, look: Look) -> str:
        ids = sorted({int(one) for one in (actor.person, actor.acts_as) if one is not None})
        return f'"{_name(table)}"."person" IN ({", ".join(map(str, ids))})' if ids else NONE

    return where


_SPECIAL: dict[type[Table], Any] = {
    tables.JournalEntry: _journal,
    tables.Attachment: _attachments,
    tables.PersonContact: person_contacts,
    tables.OutboxMessage: outbox,
    tables.LookBackSheet: _sheets,
    tables.LookBackLine: _sheet_lines,
    tables.Notice: _of_person(tables.Notice),
    tables.SavedSearch: _of_person(tables.SavedSearch),
    tables.Collection: _of_person(tables.Collection),
    tables.DraftCopy: _of_person(tables.DraftCopy),
    tables.ExportJob: _of_person(tables.ExportJob),
    tables.CalendarAddress: _of_person(tables.CalendarAddress),
}


def _name(table: type[Table]) -> str:
    return table._meta.tablename
