"""By what an actor is tied to cases, as clauses of SQL; the same rule as ``audiences.is_tied``."""

# Only whole numbers and codes of closed lists are ever put into these clauses.
# ruff: noqa: S608

from collections.abc import Iterable
from enum import Enum, auto

from cases.actor import Actor
from cases.audiences import tie_of
from cases.moves import Relation
from cases.vocabulary import ENDED, Signature

EVERY, NONE = "1 = 1", "1 = 0"
_CASE = '"cases"."id"'


class Look(Enum):
    """How a database gets to the rows that an actor may see.

    AMONG: from whichever end is the shorter for most pages. ALONE: the query itself names the rows, or the one case
    they belong to, and each is looked at by itself. APART: in parts without a common row, each from its own end.
    """

    AMONG = auto()
    ALONE = auto()
    APART = auto()


def ties(actor: Actor) -> tuple[str, str, str]:
    """By which table an actor is tied to cases, its column that leads to them, and which rows of it are his."""
    match tie_of(actor):
        case Relation.PERSON if actor.owner is not None:
            signed = f"\"signature\" <> '{Signature.DECLINED}'"
            return "case_submitters", "case", f'"person" = {int(actor.owner)} AND {signed}'
        case Relation.UNIT if actor.unit is not None:
            return "assignments", "case", f'"department" = {int(actor.unit)} AND "state" NOT IN ({listed(ENDED)})'
        case Relation.BODY if actor.body is not None:
            return "cases", "id", f'"body" = {int(actor.body)}'
        case Relation.OFFICE:
            return "cases", "id", EVERY
    return "cases", "id", NONE


def own_cases(actor: Actor) -> str:
    """The cases an actor is tied to, as a subquery of ids."""
    table, column, where = ties(actor)
    return f'SELECT "{column}" FROM "{table}" WHERE {where}'  # nosec B608 # names of our own, whole numbers


def is_own(actor: Actor, case: str, look: Look) -> str:
    """That the actor is tied to a case, looked at for each by itself or among all of his. case: the column of its
    id."""
    table, column, where = ties(actor)
    if table == "cases" and case == _CASE:
        return f'"cases".{where}' if where.startswith('"') else where
    if look is Look.APART:
        return f"{case} IN ({own_cases(actor)})"
    return f'EXISTS (SELECT 1 FROM "{table}" AS "tie" WHERE "tie"."{column}" = {case} AND {where})'  # nosec B608 # names of our own, whole numbers


def listed(codes: Iterable[str]) -> str:
    """Codes of a closed list, as they stand between the brackets of IN."""
    return ", ".join(f"'{code}'" for code in sorted(codes))
