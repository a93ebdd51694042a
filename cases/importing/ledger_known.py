"""What the archive holds already of the rows of a ledger, asked for all of them at once."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.actor import Actor
from cases.importing.ledger_fields import number_of
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.queries.counting import leaders_of
from cases.reading.offices import folded
from cases.tables import Case, CaseSubmitter, Commitment, Department, Place, Reply
from cases.vocabulary import UNTITLED, CaseState, CommitmentState, LedgerKind, Track

LEDGER = "ledger"  # the medium of a document that a ledger brought
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case that is there. own: a ledger brought it; living: it is handled in the system."""

    id: int
    track: Track
    title: str
    places: frozenset[str]
    state: CaseState
    said: Mapping[str, Any]
    own: bool
    living: bool
    reply: int | None = None

    def says(self, key: str, value: Any) -> bool:
        """Whether it says this already."""
        if key == "place":
            return folded(value) in self.places
        if key == "title":
            return folded(value) == folded(self.title or UNTITLED)
        if key == "state":
            return bool(value == self.state)
        return _alike(self.said.get(key), value)

    def takes(self, key: str) -> bool:
        """Whether a ledger may set this."""
        if self.living:
            return False
        if key == "place":
            return not self.places
        if key == "title":
            return self.own or not self.title
        if key in ("result_class", "doc_no"):
            return self.own and self.reply is not None
        return self.own or not self.said.get(key)

    @property
    def why(self) -> str:
        return "本件在系统里办理" if self.living else "以答复原文和系统里的为准" if not self.own else "只在新增时写入"


@dataclass(frozen=True, slots=True)
class KnownPromise:
    """A promise that is there. own: a ledger brought it and nobody has worked on it since."""

    id: int
    case: int | None
    quote: str
    row: CommitmentRow
    own: bool

    def says(self, key: str, value: Any) -> bool:
        """Whether it, or the case it belongs to, says this already."""
        row = self.row
        if key == "quote":
            return folded(value) == folded(row.quote)
        if key == "department":
            return folded(value) == folded(row.department or "")
        if key == "title":
            return folded(value) == folded(row.case_title or "")
        if key in ("place", "session"):
            return True  # of the case, which a ledger of promises leaves alone
        return _alike(getattr(row, key), value)

    def takes(self, key: str) -> bool:
        """Whether a ledger may set this."""
        if key == "title":
            return False
        return self.own or (key in ("due_on", "department") and not getattr(self.row, key) and not self.row.kept)

    @property
    def why(self) -> str:
        return "只在新增时写入" if self.own else "以答复原文和系统里的为准"


@dataclass(frozen=True, slots=True)
class Stock:
    """What is known: cases by id and by track, year and number; promises by id and by case and words."""

    cases: Mapping[int, KnownCase] = field(default_factory=dict)
    numbered: Mapping[Any, list[KnownCase]] = field(default_factory=dict)
    promises: Mapping[int, KnownPromise] = field(default_factory=dict)
    worded: Mapping[Any, KnownPromise] = field(default_factory=dict)


async def stock_of(ledger: LedgerKind, rows: Sequence[Mapping[str, Any]], *, actor: Actor) -> Stock:
    """What is known of rows of a ledger, as far as this reader may see it."""
    numbers = {number_of(row["number"]) for row in rows if "number" in row}
    ids = {row["id"] for row in rows if "id" in row}
    own_ids = ids if ledger is LedgerKind.PROPOSALS else set()
    cases = await _cases(numbers, own_ids, actor)
    numbered: dict[Any, list[KnownCase]] = {}
    for case in cases.values():
        numbered.setdefault((case.track, case.said["year"], case.said["number"]), []).append(case)
    if ledger is LedgerKind.PROPOSALS:
        return Stock(cases, numbered)
    promises = await _promises(ids, cases, actor)
    # Of equal words in a case the first is meant; exports tell them apart by their ids.
    worded = {(one.case, folded(one.quote)): one for one in reversed(list(promises.values()))}
    return Stock(cases, numbered, promises, worded)


async def _cases(numbers: set[str], ids: set[int], actor: Actor) -> dict[int, KnownCase]:
    c: Any = Case
    wanted = (
        c.id, c.track, c.year, c.number, c.title, c.session_text, c.category, c.state, c.scheme, c.receipt_no,
        c.replied_on, c.proposal_document, c.place.name.as_alias("place"), c.place.short_name.as_alias("short"),
    )  # fmt: skip
    seen = visible_to(actor, Case) & Case.merged_into.is_null()
    rows = [
        row
        for column, values in ((Case.number, numbers), (Case.id, ids))
        async for some in _in_lots(values)
        for row in await Case.select(*wanted).where(seen & column.is_in(some))
    ]
    found = {row["id"]: row for row in rows}
    replies = await _replies(found, actor)
    leaders: dict[int, Any] = {}
    submitters: dict[int, list[str]] = {}
    async for some in _in_lots(found):
        leaders |= await leaders_of(some, actor=actor)
        named = visible_to(actor, CaseSubmitter) & CaseSubmitter.case.is_in(some)
        for row in await CaseSubmitter.select().where(named).order_by(CaseSubmitter.position):
            submitters.setdefault(row["case"], []).append(row["printed_name"])
    return {
        number: _case(row, replies.get(number, []), leaders.get(number, (None, None))[1], submitters.get(number, []))
        for number, row in found.items()
    }


def _case(row: Mapping[str, Any], replies: Sequence[Any], unit: str | None, submitters: Sequence[str]) -> KnownCase:
    newest = replies[-1] if replies else None
    own = row["proposal_document"] is None and all(reply["document"] is None for reply in replies)
    said = {
        "year": row["year"],
        "number": row["number"],
        "session": row["session_text"],
        "category": row["category"],
        "replied_on": row["replied_on"],
        "unit": unit,
        "submitters": tuple(submitters),
        "result_class": newest["result_class"] if newest else None,
        "doc_no": newest["doc_no"] if newest else None,
    }
    return KnownCase(
        id=row["id"],
        track=Track(row["track"]),
        title=row["title"],
        places=frozenset(folded(name) for name in (row["place"], row["short"]) if name),
        state=CaseState(row["state"]),
        said=said,
        own=own,
        living=row["scheme"] is not None or row["receipt_no"] is not None,
        reply=newest["id"] if newest and newest["document"] is None else None,
    )


async def _replies(ids: Iterable[int], actor: Actor) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    async for some in _in_lots(ids):
        where = visible_to(actor, Reply) & Reply.case.is_in(some) & (Reply.kind == "reply")
        columns = (Reply.id, Reply.case, Reply.document, Reply.result_class, Reply.doc_no)
        for row in await Reply.select(*columns).where(where).order_by(Reply.id):
            found.setdefault(row["case"], []).append(row)
    return found


async def _promises(ids: set[int], cases: Iterable[int], actor: Actor) -> dict[int, KnownPromise]:
    wanted = set(ids)
    async for some in _in_lots(cases):
        where = visible_to(actor, Commitment) & Commitment.case.is_in(some)
        wanted |= {row["id"] for row in await Commitment.select(Commitment.id).where(where)}
    found: dict[int, KnownPromise] = {}
    c: Any = Commitment
    async for some in _in_lots(sorted(wanted)):
        media = await c.select(c.id, c.version, c.state, c.document.media.as_alias("media")).where(c.id.is_in(some))
        own = {row["id"] for row in media if row["media"] == LEDGER and row["version"] == 1}
        for number, row in sorted((await commitments_by_id(some, actor=actor)).items()):
            untouched = number in own and row.state is CommitmentState.IDENTIFIED
            found[number] = KnownPromise(number, row.case_id, row.quote, row, untouched)
    return found


async def units_named() -> dict[str, int]:
    """Units by their names as they are compared; a short name that several share is none."""
    rows = await Department.select(Department.id, Department.name, Department.short_name, Department.until)
    found: dict[str, int] = {}
    shared: set[str] = set()
    for row in sorted(rows, key=lambda row: (row["until"] is not None, row["id"])):
        for name in {folded(row["name"]), folded(row["short_name"] or "")} - {""}:
            if found.setdefault(name, row["id"]) != row["id"]:
                shared.add(name)
    return {name: unit for name, unit in found.items() if name not in shared}


async def places_named() -> dict[str, int]:
    """Places by their names as they are compared."""
    rows = await Place.select(Place.id, Place.name, Place.short_name)
    return {folded(name): row["id"] for row in rows for name in (row["short_name"], row["name"]) if name}


async def _in_lots(values: Iterable[Any]) -> AsyncIterator[list[Any]]:
    listed = list(values)
    for at in range(0, len(listed), _AT_ONCE):
        yield listed[at : at + _AT_ONCE]


def _alike(there: Any, said: Any) -> bool:
    if isinstance(there, str) and isinstance(said, str):
        return folded(there) == folded(said)
    return bool(there == said)
