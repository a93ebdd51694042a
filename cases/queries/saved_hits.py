"""What searches found, as a reader may see it now: its state, and how it is named inside the system and outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cases.actor import Actor
from cases.notices import case_label
from cases.permissions import visible_to
from cases.tables import Case, Commitment, Document, Figure, Reply
from cases.vocabulary import UNTITLED, Audience, CaseState, CommitmentState
from cases.vocabulary.searches import PROMISE_OF

Thing = tuple[str, int]
_AT_ONCE = 500
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing. title: its own words; outside: what a mail may call it. link: its page. state: its code, empty for
    what has none. case: the one it belongs to."""

    thing: str
    id: int
    title: str
    outside: str
    link: str
    state: str = ""
    state_label: str = ""
    case: int | None = None


async def seen_now(things: Iterable[Thing], *, actor: Actor) -> dict[Thing, Seen]:
    """Those of the things that the actor may see, by kind and id."""
    wanted: dict[str, list[int]] = {}
    for kind, number in things:
        wanted.setdefault(kind, []).append(number)
    found: dict[Thing, Seen] = {}
    for kind, ids in wanted.items():
        read = _READERS[kind]
        for at in range(0, len(ids), _AT_ONCE):
            found |= {(kind, one.id): one for one in await read(kind, ids[at : at + _AT_ONCE], actor)}
    return found


async def _cases(kind: str, ids: Sequence[int], actor: Actor) -> list[Seen]:
    """kind: "case", or "proposal" for its text in the index."""
    columns = (Case.id, Case.title, Case.track, Case.number_raw, Case.receipt_no, Case.state, Case.audience)
    rows = await Case.select(*columns).where(visible_to(actor, Case) & Case.id.is_in(list(ids)))
    return [_of_case(kind, row["id"], row, row["state"]) for row in rows]


def _of_case(kind: str, number: int, case: dict[str, Any], state: str) -> Seen:
    label, title = case_label(case), case["title"] or UNTITLED
    outside = f"{label}《{title}》" if case["audience"] == Audience.PUBLIC else label
    link = f"/cases/{case['id']}" + (f"#reply-{number}" if kind == "reply" else "")
    return Seen(kind, number, title, outside, link, state, CaseState(state).label, case["id"])


async def _replies(kind: str, ids: Sequence[int], actor: Actor) -> list[Seen]:
    """Replies; their state is that of their case."""
    rows = await Reply.select(Reply.id, Reply.case).where(visible_to(actor, Reply) & Reply.id.is_in(list(ids)))
    cases = {one.id: one for one in await _cases("case", [row["case"] for row in rows if row["case"]], actor)}
    return [
        Seen(kind, row["id"], of.title, of.outside, f"{of.link}#reply-{row['id']}", of.state, of.state_label, of.id)
        for row in rows
        if (of := cases.get(row["case"])) is not None
    ]


async def _promises(kind: str, ids: Sequence[int], actor: Actor) -> list[Seen]:
    c: Any = Commitment
    rows = await c.select(
        c.id, c.quote, c.state, c.audience, c.case, c.case.track, c.case.number_raw, c.case.receipt_no
    ).where(visible_to(actor, Commitment) & c.id.is_in(list(ids)))
    made = []
    for row in rows:
        case = {name: row[f"case.{name}"] for name in ("track", "number_raw", "receipt_no")}
        quote = row["quote"] if len(row["quote"]) <= _SHOWN else row["quote"][: _SHOWN - 1] + "…"
        outside = f"“{quote}”" if row["audience"] == Audience.PUBLIC else PROMISE_OF.format(case=case_label(case))
        label = CommitmentState(row["state"]).label
        link = f"/commitments/{row['id']}"
        made.append(Seen(kind, row["id"], quote, outside, link, row["state"], label, row["case"]))
    return made


async def _figures(kind: str, ids: Sequence[int], actor: Actor) -> list[Seen]:
    columns = (Figure.id, Figure.quote, Figure.case, Figure.document, Figure.head)
    rows = await Figure.select(*columns).where(visible_to(actor, Figure) & Figure.id.is_in(list(ids)))
    return [
        Seen(kind, row["id"], row["quote"][:_SHOWN], row["head"], _figure_place(row), case=row["case"]) for row in rows
    ]


def _figure_place(row: dict[str, Any]) -> str:
    page = f"/cases/{row['case']}" if row["case"] else f"/documents/{row['document']}"
    return f"{page}#f{row['id']}"


async def _documents(kind: str, ids: Sequence[int], actor: Actor) -> list[Seen]:
    columns = (Document.id, Document.title, Document.name)
    rows = await Document.select(*columns).where(visible_to(actor, Document) & Document.id.is_in(list(ids)))
    return [Seen(kind, r["id"], _titled(r), _titled(r), f"/documents/{r['id']}") for r in rows]


def _titled(row: dict[str, Any]) -> str:
    return str(row["title"] or row["name"])


_READERS: dict[str, Any] = {
    "case": _cases,
    "proposal": _cases,
    "reply": _replies,
    "commitment": _promises,
    "figure": _figures,
    "document": _documents,
}
