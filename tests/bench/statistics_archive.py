"""Rows of a made-up archive for measuring statistics: cases of ten years, their parts, letters, ratings and promises.

The sentences and units are those of ``archive``; each case has some twelve promises of it.
"""

import random
from datetime import date, timedelta
from itertools import islice
from typing import Any

from cases.database import insert_rows, write_tx
from cases.tables import Assignment, Case, CaseSubmitter, Commitment, Delivery, Department, Document, Feedback, Reply
from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    Audience,
    CaseState,
    ClassSemantic,
    CommitmentLabel,
    CommitmentState,
    DocumentKind,
    FeedbackState,
    ReplyState,
    Score,
    SubmitterKind,
    Track,
)
from tests.bench.archive import SENTENCES_A_CASE, sentences

_OPEN = Audience.PUBLIC.value
_STATES = (CaseState.CONCLUDED, CaseState.CONCLUDED, CaseState.REPLIED, CaseState.IN_HANDLING, CaseState.NOT_FILED)
_AT_ONCE = 500


async def enter_archive(count: int, place: int, seed: int = 1) -> None:
    """So many cases into the open database, whose reference data is loaded."""
    chance = random.Random(seed)
    units = [row["id"] for row in await Department.select(Department.id).where(Department.place == place).limit(40)]
    said = sentences(count * SENTENCES_A_CASE)
    for first in range(1, count + 1, _AT_ONCE):
        async with write_tx():
            for number in range(first, min(first + _AT_ONCE, count + 1)):
                await _one(number, place, chance, units, tuple(islice(said, SENTENCES_A_CASE)))


async def _one(number: int, place: int, chance: random.Random, units: list[int], said: Any) -> None:
    year = chance.randint(2017, 2026)
    began = date(year, 3, 1) + timedelta(days=chance.randint(0, 60))
    due, sent = began + timedelta(days=90), began + timedelta(days=chance.randint(20, 120))
    state, unit = chance.choice(_STATES), chance.choice(units)
    answered = state in (CaseState.CONCLUDED, CaseState.REPLIED)
    days = {"assigned_on": began, "due_on": due}
    (case,) = await insert_rows(Case, [{
        "title": f"关于{said[0].text[:20]}的建议", "track": chance.choice((Track.NPC, Track.CPPCC)).value,
        "place": place, "year": year, "number": str(number), "number_raw": str(number), "state": state.value,
        "submitter_kind": chance.choice(tuple(SubmitterKind)).value, "audience": _OPEN,
        "category": chance.choice(("社会福利", "城乡建设", "教育", "医疗卫生")),
        "replied_on": sent if answered else None, **days,
    }])  # fmt: skip
    (part,) = await insert_rows(Assignment, [{
        "case": case, "department": unit, "printed_name": f"单位{unit}", "role": AssignmentRole.LEAD.value,
        "state": (AssignmentState.DONE if answered else AssignmentState.WORKING).value, **days,
    }])  # fmt: skip
    if answered:
        await _answered(case, part, unit, place, sent, chance, said)


async def _answered(case: int, part: int, unit: int, place: int, sent: date, chance: random.Random, said: Any) -> None:
    (document,) = await insert_rows(Document, [{
        "sha256": f"{case:064d}", "body_hash": f"{case:064d}", "name": "a.txt", "media": "txt", "encoding": "utf-8",
        "text": "\n".join(one.text for one in said), "kind": DocumentKind.REPLY.value, "place": place,
        "signed_on": sent, "audience": _OPEN,
    }])  # fmt: skip
    (reply,) = await insert_rows(Reply, [{
        "case": case, "assignment": part, "department": unit, "printed_name": f"单位{unit}", "document": document,
        "signed_on": sent, "class_semantic": chance.choice(tuple(ClassSemantic)).value, "audience": _OPEN,
        "state": ReplyState.SENT.value,
    }])  # fmt: skip
    (name,) = await insert_rows(CaseSubmitter, [{"case": case, "position": 0, "printed_name": "甲某"}])
    (delivery,) = await insert_rows(
        Delivery, [{"reply": reply, "submitter": name, "state": FeedbackState.RECEIVED.value}]
    )
    scores = chance.choice(tuple(Score)).value
    await insert_rows(Feedback, [{"delivery": delivery, "attitude": scores, "result": scores}])
    await insert_rows(Commitment, [{
        "document": document, "reply": reply, "case": case, "department": unit, "ordinal": at, "start": 0,
        "end": len(one.text), "quote": one.text, "label": chance.choice(tuple(CommitmentLabel)).value,
        "state": chance.choice((CommitmentState.IDENTIFIED, CommitmentState.CONFIRMED, CommitmentState.FULFILLED)),
        "due_on": sent + timedelta(days=chance.randint(30, 900)), "audience": _OPEN, "action": "", "object": "",
    } for at, one in enumerate(said)])  # fmt: skip
