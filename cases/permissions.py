"""Who may see and do what: one set of rules, given out as a where-clause and as a yes or no.

A page, an export, a count and a search result take their rows through ``visible_to``. Deny is the default: a table
that is not named here is seen by nobody but the office.
"""

from typing import Any, Protocol

from piccolo.columns.combination import WhereRaw
from piccolo.custom_types import Combinable
from piccolo.table import Table

from cases import tables
from cases.actor import Actor
from cases.vocabulary import Audience, Role, Verb

_AUDIENCES: dict[Role, frozenset[Audience]] = {
    Role.PUBLIC: frozenset({Audience.PUBLIC}),
    Role.OPERATOR: frozenset(Audience),
    Role.IMPORTER: frozenset(Audience),
}
_VERBS: dict[Role, frozenset[Verb]] = {
    Role.PUBLIC: frozenset({Verb.SEE}),
    Role.OPERATOR: frozenset(Verb),
    Role.IMPORTER: frozenset({Verb.SEE, Verb.IMPORT, Verb.MERGE, Verb.RETRY}),
}
# Where the audience of a table's rows is written: on the row, or on the row it belongs to.
_AUDIENCE_OF: dict[type[Table], Any] = {
    tables.Case: tables.Case.audience,
    tables.CaseSubmitter: tables.CaseSubmitter.case.audience,
    tables.Assignment: tables.Assignment.case.audience,
    tables.Document: tables.Document.audience,
    tables.Reply: tables.Reply.audience,
    tables.Commitment: tables.Commitment.audience,
    tables.CommitmentActor: tables.CommitmentActor.commitment.audience,
    tables.CommitmentMetric: tables.CommitmentMetric.commitment.audience,
    tables.Figure: tables.Figure.audience,
}
_OPEN: frozenset[type[Table]] = frozenset(
    {
        tables.Place,
        tables.Body,
        tables.Term,
        tables.Session,
        tables.Department,
        tables.DepartmentAlias,
        tables.CalendarDay,
    }
)


class HasAudience(Protocol):
    """A thing with an audience: a row of a table, or a view of one."""

    audience: Any


def audiences(actor: Actor) -> frozenset[Audience]:
    """The audiences an actor belongs to."""
    return _AUDIENCES[actor.role]


def visible_to(actor: Actor, table: type[Table]) -> Combinable:
    """The rows of a table that an actor may see, as a where-clause."""
    seen = audiences(actor)
    if table in _OPEN or seen == frozenset(Audience):
        return WhereRaw("1 = 1")
    column = _AUDIENCE_OF.get(table)
    if column is None:
        return WhereRaw("1 = 0")
    return column.is_in([audience.value for audience in sorted(seen)])


def can(actor: Actor, verb: Verb, thing: HasAudience | None = None) -> bool:
    """Whether an actor may do something, to a thing where one is meant. Who may not see it may not do anything."""
    if verb not in _VERBS[actor.role]:
        return False
    return thing is None or thing.audience in audiences(actor)
