"""The replies and opinions of a case with their words, as one reader may see them."""

from collections import defaultdict
from typing import Any

from cases.actor import Actor
from cases.clock import beijing_day
from cases.facts import Facts, Row
from cases.notation import with_marks
from cases.papers.letter_text import body_of_letter
from cases.papers.matter import CoSign, Step, Version, Written
from cases.papers.reading_rows import Names, rows_of
from cases.permissions import visible_to
from cases.queries.texts import Source, sources
from cases.sealing import phone_under
from cases.tables import Approval, Reply, ReplyContact, ReplyText
from cases.tables import CoSign as CoSignRow
from cases.vocabulary import (
    Adoption,
    CoSignState,
    Decision,
    Disclosure,
    ReplyKind,
    ReplyState,
    Stance,
    TextKind,
)


async def replies_of(facts: Facts, names: Names, actor: Actor) -> tuple[Written, ...]:
    """The replies that this reader may see, newest last; those whose words he may not see are left out."""
    rows = await rows_of(Reply, facts.case["id"], actor)
    known = await sources([r["document"] for r in rows], actor=actor)
    ids = [r["id"] for r in rows]
    texts = await _inside(ReplyText, ids, actor)
    contacts = await _inside(ReplyContact, ids, actor)
    steps = await _inside(Approval, ids, actor)
    signs = await _inside(CoSignRow, ids, actor)
    made = []
    for r in rows:
        body = _body(r, known.get(r["document"]), texts[r["id"]], names)
        if body is not None:
            contact = next(iter(contacts[r["id"]]), {})
            made.append(_written(facts, r, body, contact, texts[r["id"]], steps[r["id"]], signs[r["id"]], names))
    return tuple(made)


async def _inside(table: Any, replies: list[int], actor: Actor) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    where = visible_to(actor, table) & table.reply.is_in(replies or [0])
    for row in await table.select().where(where).order_by(table.id):
        found[row["reply"]].append(row)
    return found


def _body(r: Row, source: Source | None, texts: list[Row], names: Names) -> str | None:
    """The words of a reply: of the signed letter where there is one, else as they are being written."""
    if source is not None:
        first, last = r["start"] or 0, r["end"] if r["end"] is not None else len(source.text)
        strong = [(start - first, end - first) for start, end in source.strong if first <= start and end <= last]
        letter = with_marks(source.text[first:last], strong)
        return body_of_letter(letter, names.unit(r["department"], r["printed_name"]))
    newest = max(texts, key=lambda t: (t["kind"] == TextKind.WORKING, t["number"]), default=None)
    return str(newest["body"]) if newest else None


def _written(
    facts: Facts, r: Row, body: str, contact: Row, texts: list[Row], steps: list[Row], signs: list[Row], names: Names
) -> Written:
    named = facts.rules.class_of(r["result_class"] or "")
    rungs = facts.rules.levels_of(key_case=facts.is_key)
    units = {a["id"]: names.unit(a["department"], a["printed_name"]) for a in facts.assignments}
    return Written(
        id=r["id"],
        unit=names.unit(r["department"], r["printed_name"]),
        kind=ReplyKind(r["kind"]),
        number=r["number"],
        state=ReplyState(r["state"]),
        body=body,
        part=r["assignment"],
        round=r["round"],
        title=r["title"] or "",
        addressee=r["addressee"] or "",
        doc_no=r["doc_no"] or "",
        result_class=r["result_class"] or "",
        class_label=named.label if named else "",
        disclosure=Disclosure(r["disclosure"]) if r["disclosure"] else None,
        disclosure_reason=r["disclosure_reason"] or "",
        signed_on=r["signed_on"],
        sent_on=beijing_day(r["sent_at"]) if r["sent_at"] else None,
        contact_person=contact.get("person") or "",
        contact_phone=phone_under(contact) if contact else "",
        stance=Stance(r["stance"]) if r["stance"] else None,
        adoption=Adoption(r["adoption"]) if r["adoption"] else None,
        adoption_reason=r["adoption_reason"] or "",
        drafter=names.person(r["drafter"]),
        signer=names.person(r["signer"]),
        versions=tuple(
            Version(t["number"], TextKind(t["kind"]), names.person(t["author"]), t["created_at"], _length(t["body"]),
                    t["body"])
            for t in texts
            if t["number"] > 0
        ),
        steps=tuple(
            Step(rungs[s["level"] - 1] if 0 < s["level"] <= len(rungs) else "", Decision(s["decision"]),
                 s["told"] or "", s["signed_as"], s["created_at"])
            for s in steps
        ),
        co_signs=tuple(
            CoSign(units.get(s["assignment"], ""), CoSignState(s["state"]), s["told"] or "",
                   names.person(s["signed_by"]), s["answered_at"])
            for s in signs
        ),
        rungs=rungs,
    )  # fmt: skip


def _length(text: str) -> int:
    return len("".join(text.split()))
