"""I5, I13, I16: the index holds what the database holds, ended people enter nothing, lists and single things agree."""

from collections.abc import Iterable
from typing import Any

from cases import fulltext, tables
from cases.actor import PUBLIC, Actor
from cases.audiences import Standing
from cases.clock import today
from cases.facts import standing_of
from cases.fulltext import Index
from cases.invariants.findings import MOST, Violation
from cases.permissions import can, visible_to
from cases.vocabulary import Role, Verb

_OF_A_CASE: tuple[tuple[Any, Any], ...] = (
    (tables.Case, tables.Case.id),
    (tables.Assignment, tables.Assignment.case),
    (tables.CaseSubmitter, tables.CaseSubmitter.case),
)
_WORDS = {"missing": "索引里缺", "stale": "索引里是旧的", "left": "索引里多出"}


async def index_is_the_database(index: Index) -> list[Violation]:
    """I5. Every entry of the index is that of the database, but for what is marked to be brought in."""
    differ = await fulltext.check(index)
    return [Violation("I5", f"{_WORDS[kind]}：{key}") for kind, keys in differ.items() for key in keys][:MOST]


async def ended_people_are_out() -> list[Violation]:
    """I13. No session that would open anything belongs to an account that was disabled."""
    rows = await tables.Account.raw(
        "SELECT a.id AS id FROM accounts a JOIN web_sessions s ON s.account = a.id AND s.epoch = a.epoch"
        " WHERE a.disabled_at IS NOT NULL ORDER BY s.id"
    )
    return [Violation("I13", f"账号第 {row['id']} 号已停用，会话还在", "accounts", row["id"]) for row in rows[:MOST]]


async def lists_and_things_agree(most_cases: int = 100) -> list[Violation]:
    """I16. For one actor of each role and place, and the public: what the lists hold is what opens one by one.

    most_cases: how many cases are tried, spread over all.
    """
    ids = [row["id"] for row in await tables.Case.select(tables.Case.id).order_by(tables.Case.id)]
    tried = ids[:: max(1, -(-len(ids) // most_cases))] if ids else []
    standings = await _standings(tried)
    found = []
    for actor in _different(await _actors()):
        rows = await tables.Case.select(tables.Case.id).where(
            visible_to(actor, tables.Case) & tables.Case.id.is_in(tried or [0])
        )
        listed = {row["id"] for row in rows}
        opening = {case for case, standing in standings.items() if can(actor, Verb.SEE, standing)}
        for case in sorted(listed ^ opening):
            where = "列表里有却打不开" if case in listed else "打得开却不在列表里"
            found.append(Violation("I16", f"{actor.name}（{actor.role.label}）看第 {case} 件，{where}", "cases", case))
    return found[:MOST]


async def _standings(cases: list[int]) -> dict[int, Standing]:
    """What decides who may see each of these cases, from its own rows."""
    rows = [await table.select().where(column.is_in(cases or [0])) for table, column in _OF_A_CASE]
    return {
        case["id"]: standing_of(case, *([row for row in some if row["case"] == case["id"]] for some in rows[1:]))
        for case in rows[0]
    }


async def _actors() -> list[Actor]:
    post, day = tables.Post, today()
    running = (post.since.is_null() | (post.since <= day)) & (post.until.is_null() | (post.until >= day))
    columns = (post.id, post.person, post.role, post.department, post.body, post.level)
    return [
        Actor(
            f"岗位 {row['id']}", Role(row["role"]), person=row["person"], unit=row["department"], body=row["body"],
            post=row["id"], level=row["level"],
        )
        for row in await post.select(*columns).where(running).order_by(post.id)
    ]  # fmt: skip


def _different(actors: Iterable[Actor]) -> list[Actor]:
    """One for each role and place; each submitter, whose cases are his own."""
    found: dict[tuple[object, ...], Actor] = {(Role.PUBLIC,): PUBLIC}
    for actor in actors:
        own = actor.person if actor.role in (Role.SUBMITTER, Role.REVIEWER) else None
        found.setdefault((actor.role, actor.unit, actor.body, own), actor)
    return list(found.values())[:200]
