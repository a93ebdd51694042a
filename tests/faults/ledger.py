"""What people were told is saved, and what of it the database has lost."""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from cases import tables
from cases.invariants.runs import Answer, faults_are_explained
from cases.vocabulary import Verb
from server.proving import FIELD

_NUMBER = re.compile(r"编号 ([0-9A-F]{6})")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_PROOF = f'name="{FIELD}"'  # the page that asks for a proof answers 401, too
QUIET_SECONDS = 60.0
LEAST = 5  # acknowledged in a round before the blow, and after it where the program goes on
REFUSED = (503, 507)  # what a program may say while it cannot write


@dataclass
class Ledger:
    """What was acknowledged. begun: drafts by the key of their form; saved: of each draft the number of the last
    saving that was acknowledged, sent: that was sent; files: hashes of uploads; told: of each reply the state of its
    publication, hoped: those asked for since without being told; imported: pages. statuses: of all
    answers; unheard: requests without one; signed_out: answers that asked to sign in; proofs: that asked for the
    password again before something far-reaching; faults: that may never be."""

    begun: dict[str, set[int]] = field(default_factory=dict)
    saved: dict[int, int] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)
    hoped: dict[int, set[str]] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: int = 0
    read: int = 0
    unheard: int = 0
    signed_out: int = 0
    proofs: int = 0
    faults: list[str] = field(default_factory=list)
    incidents: list[Answer] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Answers that said: not now."""
        return sum(self.statuses[status] for status in REFUSED)

    def note(self, answer: httpx.Response) -> None:
        """Count an answer. A fault is one that says 500, shows the inside, or refuses without a Chinese sentence."""
        self.statuses[answer.status_code] += 1
        led = answer.headers.get("Location", "")
        proof = answer.status_code == 401 and _PROOF in answer.text
        self.proofs += proof
        self.signed_out += (answer.status_code == 401 and not proof) or led.startswith("/account/sign-in")
        if answer.status_code < 400:
            return
        place = f"{answer.request.method} {answer.request.url.path} {answer.status_code}"
        number = _NUMBER.search(answer.text)
        said = Answer(answer.status_code, answer.text, number[1] if number else "")
        if answer.status_code >= 500 and answer.status_code not in REFUSED:
            self.incidents.append(said)
            self.faults.append(f"I9 {place} {said.incident}")
        elif answer.status_code >= 500 and not _CHINESE.search(answer.text) and answer.request.method != "PUT":
            self.faults.append(f"I9 {place} says nothing: {answer.text[:80]!r}")
        self.faults += [f"{place}: {one}" for one in faults_are_explained([Answer(400, answer.text)], "")]

    def unexplained(self, log: str) -> list[str]:
        """I9. Faults whose number stands on no line of the log; forgets them."""
        found = [str(one) for one in faults_are_explained(self.incidents, log)]
        self.incidents.clear()
        return found


async def under_way(ledger: Ledger) -> bool:
    """Wait until people are at work: a round in which nothing was acknowledged would prove nothing."""
    before, until = ledger.acknowledged, time.monotonic() + QUIET_SECONDS
    while ledger.acknowledged < before + LEAST and time.monotonic() < until:  # noqa: ASYNC110 - counted, no event
        await asyncio.sleep(0.01)
    return ledger.acknowledged > before


def words_of(draft: int, number: int) -> str:
    """The words of one saving, which name it."""
    return f"第 {draft} 号草稿第 {number} 次保存：社区养老服务设施的分布与居民的实际需求之间还有差距。"


def number_in(words: str) -> int:
    """Which saving the words are of, 0 where they are of none."""
    found = re.match(r"第 \d+ 号草稿第 (\d+) 次保存：", words)
    return int(found[1]) if found else 0


async def lost_of(ledger: Ledger) -> list[str]:
    """I1. What was acknowledged and is not in the opened database. A saving after the last one that was acknowledged
    may be there or not; one before it may not be all there is."""
    rows = await tables.ProposalText.select(tables.ProposalText.case, tables.ProposalText.situation)
    there: dict[int, int] = {}
    for row in rows:
        there[row["case"]] = max(there.get(row["case"], 0), number_in(row["situation"]))
    cases = {row["id"] for row in await tables.Case.select(tables.Case.id)}
    kept = {row["sha256"] for row in await tables.Attachment.select(tables.Attachment.sha256)}
    begun = set[int]().union(*ledger.begun.values())
    lost = [f"I1 第 {draft} 号草稿不见了" for draft in sorted(begun - cases)]
    lost += [
        f"I1 第 {draft} 号草稿应有第 {number} 次保存，只有第 {there.get(draft, 0)} 次"
        for draft, number in ledger.saved.items()
        if not number <= there.get(draft, 0) <= ledger.sent[draft]
    ]
    lost += [f"I1 附件 {name[:12]} 不见了" for name in ledger.files if name not in kept]
    return lost + await _unpublished(ledger) + await _pages_lost(ledger)


async def _unpublished(ledger: Ledger) -> list[str]:
    rows = await tables.Publication.select(tables.Publication.reply, tables.Publication.state)
    states = {row["reply"]: row["state"] for row in rows}
    return [
        f"I1 第 {reply} 号答复应当 {state}，却是 {states.get(reply)}"
        for reply, state in ledger.told.items()
        if states.get(reply) not in {state, *ledger.hoped.get(reply, ())}
    ]


async def _pages_lost(ledger: Ledger) -> list[str]:
    names = {row["name"] for row in await tables.Document.select(tables.Document.name)}
    return [f"I1 导入的 {name} 不见了" for name in sorted(ledger.imported - names)]


async def unjournaled(ledger: Ledger) -> list[str]:
    """I3. Drafts that were acknowledged as begun and are there, without the row of the journal that says so."""
    entry = tables.JournalEntry
    rows = await entry.select(entry.thing_id).where((entry.thing == "case") & (entry.verb == Verb.CREATE.value))
    begun = set[int]().union(*ledger.begun.values())
    there = {row["id"] for row in await tables.Case.select(tables.Case.id)}
    missing = sorted((begun & there) - {row["thing_id"] for row in rows})
    return [f"I3 第 {draft} 号草稿没有审计记录" for draft in missing]


def done_twice(ledger: Ledger) -> list[str]:
    """I2. Forms that were sent again under the same key and led to more than one draft."""
    return [f"I2 同一张表单做了 {len(made)} 次：{sorted(made)}" for made in ledger.begun.values() if len(made) > 1]
