"""Who reads the telephones, the addresses and the mail of people, as clauses of SQL."""

# Only whole numbers and codes of closed lists are ever put into these clauses.
# ruff: noqa: S608

from cases.actor import Actor
from cases.audiences import tie_of
from cases.clock import today
from cases.moves import Relation
from cases.ties import EVERY, NONE, Look, listed, own_cases
from cases.vocabulary import ENDED, ContactKind, Role


def outbox(actor: Actor, look: Look) -> str:
    """Mail as it went out: a reviewing office sees that of the people of its own body."""
    if actor.role in (Role.ADMIN, Role.ASSIGNER):
        return EVERY
    if actor.role is not Role.REVIEWER or actor.body is None:
        return NONE
    people = f'SELECT "person" FROM "posts" WHERE "body" = {int(actor.body)}'  # nosec B608 # names of our own, whole numbers
    return f'"outbox_messages"."recipient" IN (SELECT "email" FROM "accounts" WHERE "person" IN ({people}))'  # nosec B608 # names of our own, whole numbers


def person_contacts(actor: Actor, look: Look) -> str:
    """Telephones and addresses of people."""
    if actor.role in (Role.REVIEWER, Role.ASSIGNER, Role.ADMIN):
        return EVERY
    own = f'"person_contacts"."person" = {int(actor.owner)}' if actor.owner is not None else NONE
    if tie_of(actor) is not Relation.UNIT:
        return own
    return (
        f'({own} OR "person_contacts"."person" IN (SELECT "person" FROM "case_submitters" WHERE "person" IS NOT NULL'  # nosec B608 # names of our own, whole numbers
        f' AND "case" IN ({own_cases(actor)}) AND "case" IN (SELECT id FROM "cases" WHERE NOT "identity_kept"))'
        f" OR {_of_fellow_units(actor)})"
    )


def _of_fellow_units(actor: Actor) -> str:
    """Numbers of those who handle a case, or are the clerks of a unit with a part in it: units of one case ring each
    other up."""
    parts = f'"assignments" WHERE "case" IN ({own_cases(actor)}) AND "state" NOT IN ({listed(ENDED)})'
    return (
        f'("person_contacts"."kind" = \'{ContactKind.PHONE.value}\' AND "person_contacts"."person" IN ('  # nosec B608 # names of our own, whole numbers
        f'SELECT "handler" FROM {parts} AND "handler" IS NOT NULL UNION SELECT "person" FROM "posts"'
        f' WHERE "role" = \'{Role.CLERK.value}\' AND ("until" IS NULL OR "until" >= \'{today().isoformat()}\')'
        f' AND "department" IN (SELECT "department" FROM {parts})))'
    )
