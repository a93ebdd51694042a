"""Permissions: the where-clause and the yes or no come from one rule and agree on every table, role and audience."""

from types import SimpleNamespace

import pytest

from cases.actor import IMPORTER, OFFICE, PUBLIC
from cases.permissions import audiences, can, visible_to
from cases.tables import TABLES, Case, CommitmentActor, PersonContact, ReplyContact
from cases.vocabulary import Audience, Verb
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio

ACTORS = (PUBLIC, OFFICE, IMPORTER)
OPEN_TO_ALL = {"places", "bodies", "terms", "sessions", "departments", "department_aliases", "calendar_days"}
WITH_AUDIENCE = {"cases", "documents", "replies", "commitments", "figures"}
OF_A_PARENT = {"case_submitters": "case", "assignments": "case", "commitment_actors": "commitment",
               "commitment_metrics": "commitment"}  # fmt: skip


@pytest.mark.parametrize("audience", list(Audience))
async def test_where_and_can_agree_on_every_table(database, audience):
    for table in TABLES:
        name = table._meta.tablename
        values = {"audience": audience.value} if name in WITH_AUDIENCE else {}
        if parent := OF_A_PARENT.get(name):
            referred = table._meta.get_column_by_name(parent)._foreign_key_meta.resolved_references
            values = {parent: (await new_row(referred, audience=audience.value))["id"]}
        row = await new_row(table, **values)
        key = table._meta.primary_key
        for actor in ACTORS:
            seen = await table.exists().where(visible_to(actor, table) & (key == row[key._meta.name]))
            if name in WITH_AUDIENCE or name in OF_A_PARENT:
                wanted = can(actor, Verb.SEE, SimpleNamespace(audience=audience))
            else:
                wanted = name in OPEN_TO_ALL or actor is not PUBLIC
            assert seen == wanted, (name, actor.name, audience)


async def test_contacts_are_never_public(database):
    for table in (ReplyContact, PersonContact):
        await new_row(table)
        assert await table.count().where(visible_to(PUBLIC, table)) == 0


def test_the_public_only_sees():
    allowed = {verb for verb in Verb if can(PUBLIC, verb)}
    assert allowed == {Verb.SEE}


def test_what_cannot_be_seen_cannot_be_done_to():
    hidden = SimpleNamespace(audience=Audience.OFFICE)
    for actor in ACTORS:
        for verb in Verb:
            if can(actor, verb, hidden):
                assert Audience.OFFICE in audiences(actor)


async def test_the_clause_joins_with_others(database):
    await new_row(Case, audience="public", title="甲")
    await new_row(Case, audience="office", title="甲")
    assert await Case.count().where(visible_to(PUBLIC, Case) & (Case.title == "甲")) == 1
    assert await CommitmentActor.count().where(visible_to(PUBLIC, CommitmentActor)) == 0
