"""What is counted ahead is what each kind of readers asks for first: their own questions find it kept."""

import pytest

from cases import database as door
from cases.actor import Actor
from cases.engines import quick
from cases.queries.first_reads import LISTS, read_ahead
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def counted(url: str, actor: Actor, *, ahead: bool = False) -> set[str]:
    """The counts that a reader's first lists have a database make which was just opened."""
    await door.open_database(url, migrated=False)
    try:
        if ahead:
            await read_ahead()
        made, engine = [], door.engine()
        run = engine._run
        engine._run = lambda sql, args: made.append(sql) or run(sql, args)
        for name in ("cases", "commitments", "late ones", "departments"):
            await LISTS[name](actor)
        return {sql for sql in made if "COUNT(" in sql}
    finally:
        await door.close()


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUBMITTER, Role.ASSIGNER, Role.OVERSIGHT])
async def test_what_a_role_reads_freely_is_counted_for_all_of_it(sqlite_url, monkeypatch, role):
    monkeypatch.setattr(quick.QuickReads, "_is_slow", lambda self, sql: True)  # each is worth keeping
    one, other = (Actor("甲", role, person=n, unit=n if role is Role.CLERK else None) for n in (7, 8))
    shared = await counted(sqlite_url, one) & await counted(sqlite_url, other)
    assert shared
    assert not shared & await counted(sqlite_url, one, ahead=True)
