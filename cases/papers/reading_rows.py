"""Rows of a case for its papers, and the names of the people, units and offices in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.actor import Actor
from cases.facts import Facts, Row
from cases.papers.matter import Promised
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow
from cases.tables import Department, Extension, Person, Post, ReturnRequest, Review, Urge
from cases.vocabulary import OFFICE_OF, Role, Track

_OFFICES = (Role.ASSIGNER.value, Role.REVIEWER.value, Role.OVERSIGHT.value)


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id. offices: of each person of an office the title of the post; usual: where there is none."""

    units: Mapping[int, str]
    people: Mapping[int, str]
    offices: Mapping[int, str]
    usual: str

    def unit(self, department: int | None, printed: str = "") -> str:
        """The full name of a unit, as printed where nobody has said which it is."""
        return self.units.get(department or 0) or printed

    def person(self, person: int | None) -> str:
        """The name of a person, empty where there is none."""
        return self.people.get(person or 0, "")

    def office(self, person: int | None) -> str:
        """The office for which somebody acted."""
        return self.offices.get(person or 0) or self.usual


async def rows_of(table: Any, case_id: int, actor: Actor) -> tuple[Row, ...]:
    """The rows of a case in a table that this reader may see, in their order."""
    where = visible_to(actor, table) & (table.case == case_id)
    return tuple(await table.select().where(where).order_by(table.id).output(load_json=True))


async def names_for(facts: Facts, actor: Actor) -> Names:
    """Names of everybody in the rows of a case that this reader may see."""
    case, people, units = facts.case, set[Any](), set[Any]()
    for table, columns in (
        (ReturnRequest, ("asked_by", "decided_by")), (Extension, ("asked_by", "decided_by")),
        (Urge, ("urged_by",)), (Review, ("reviewer",)),
    ):  # fmt: skip
        for row in await rows_of(table, case["id"], actor):
            people |= {row[column] for column in columns}
            units.add(row.get("proposed"))
    for a in facts.assignments:
        people |= {a["handler"], a["assigned_by"]}
        units.add(a["department"])
    for r in facts.replies:
        people |= {r["drafter"], r["signer"]}
        units.add(r["department"])
    people |= {t["author"] for t in facts.reply_texts} | {s["signed_by"] for s in facts.co_signs}
    posts = await Post.select(Post.person, Post.title).where(
        visible_to(actor, Post) & Post.person.is_in(_ids(people)) & Post.role.is_in(list(_OFFICES))
    )
    return Names(
        units=await _named(Department, units),
        people=await _named(Person, people, visible_to(actor, Person)),
        offices={row["person"]: row["title"] for row in posts if row["title"]},
        usual=OFFICE_OF[Track(case["track"])],
    )


def promise_of(row: CommitmentRow) -> Promised:
    """A commitment as a line of a paper."""
    due = row.due_on.isoformat() if row.due_on else row.deadline_raw or ""
    return Promised(row.quote, row.department or "", row.label.label, row.state.label, due)


async def _named(table: Any, ids: set[Any], where: Any = None) -> dict[int, str]:
    wanted = table.id.is_in(_ids(ids))
    rows = await table.select(table.id, table.name).where(wanted if where is None else where & wanted)
    return {row["id"]: row["name"] for row in rows}


def _ids(some: set[Any]) -> list[int]:
    return sorted(one for one in some if one is not None) or [0]
