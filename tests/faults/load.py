"""People at work while things break: eight write, four read, one uploads. Each keeps what he was told is saved."""

import asyncio
import hashlib
import itertools
import random
import re
import secrets
from dataclasses import dataclass, field

import httpx

from server.auth import SESSION, new_token

READERS, WRITERS = 4, 8
PLACES = ("/", "/search?q=养老", "/commitments", "/submissions", "/cases")


@dataclass
class Ledger:
    """What was acknowledged. begun: drafts; saved: of each draft the number of the last saving that was acknowledged,
    sent: that was sent; files: hashes of uploads. statuses: of all answers, bodies: of faults."""

    begun: set[int] = field(default_factory=set)
    saved: dict[int, int] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    read: int = 0
    faults: list[str] = field(default_factory=list)


def words_of(draft: int, number: int) -> str:
    """The words of one saving, which name it."""
    return f"第 {draft} 号草稿第 {number} 次保存：社区养老服务设施的分布与居民的实际需求之间还有差距。"


def number_in(words: str) -> int:
    """Which saving the words are of, 0 where they are of none."""
    found = re.match(r"第 \d+ 号草稿第 (\d+) 次保存：", words)
    return int(found[1]) if found else 0


class Person:
    """Somebody with a session at a browser of his own."""

    def __init__(self, address: str, token: str, ledger: Ledger) -> None:
        self.token, self.ledger = token, ledger
        self.client = httpx.AsyncClient(
            base_url=address, cookies={SESSION: token}, headers={"Sec-Fetch-Site": "same-origin"}, timeout=20
        )

    async def begin(self) -> int:
        """Begin a draft, under a key of its own that is sent again until an answer comes or the program dies."""
        answer = await self.client.post("/submissions", data={"as": "self", **self._form()})
        self._noted(answer)
        found = re.search(r"/submissions/(\d+)/", answer.headers.get("Location", ""))
        if not found:
            raise httpx.HTTPError(f"no draft: {answer.status_code}")
        draft = int(found[1])
        self.ledger.begun.add(draft)
        self.ledger.acknowledged += 1
        return draft

    async def save(self, draft: int) -> None:
        """Save once, upon the version that the server has."""
        told = await self.client.get(f"/submissions/{draft}/text")
        number = self.ledger.sent[draft] = self.ledger.sent.get(draft, 0) + 1
        answer = await self.client.put(
            f"/submissions/{draft}/text",
            data={"title": f"关于第 {draft} 件的提案", "situation": words_of(draft, number)},
            headers={"If-Match": str(told.json()["version"]), "X-Dafu-Token": new_token(self.token)},
        )
        self._noted(answer)
        if answer.status_code == 200:
            self.ledger.saved[draft] = number
            self.ledger.acknowledged += 1

    async def upload(self, draft: int) -> None:
        """Attach a file that nobody else has."""
        body = f"附件 {secrets.token_hex(16)}\n".encode() * 200
        answer = await self.client.post(
            f"/submissions/{draft}/files", data=self._form(), files={"file": (f"{secrets.token_hex(4)}.txt", body)}
        )
        self._noted(answer)
        if answer.status_code == 303:
            self.ledger.files[hashlib.sha256(body).hexdigest()] = draft
            self.ledger.acknowledged += 1

    async def read(self, place: str) -> None:
        self._noted(await self.client.get(place))
        self.ledger.read += 1

    def _form(self) -> dict[str, str]:
        return {"token": new_token(self.token), "key": secrets.token_urlsafe(12)}

    def _noted(self, answer: httpx.Response) -> None:
        if answer.status_code >= 500 and answer.status_code != 503:
            self.ledger.faults.append(f"{answer.request.method} {answer.request.url.path} {answer.status_code}")


async def at_work(address: str, tokens: list[str], ledger: Ledger, seconds: float) -> None:
    """Let everybody work for so long; whoever meets a closed door stops."""
    people = [Person(address, token, ledger) for token in tokens]
    tasks = [asyncio.create_task(_writing(person, ledger)) for person in people[:WRITERS]]
    tasks += [asyncio.create_task(_reading(people[-1], at)) for at in range(READERS)]
    tasks.append(asyncio.create_task(_uploading(people[WRITERS], ledger)))
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for person in people:
        await person.client.aclose()


async def _writing(person: Person, ledger: Ledger) -> None:
    draft = None
    for turn in itertools.count():
        try:
            if draft is None or turn % 12 == 11:
                draft = await person.begin()
            await person.save(draft)
        except (httpx.HTTPError, ValueError, KeyError):
            await asyncio.sleep(0.05)


async def _uploading(person: Person, ledger: Ledger) -> None:
    draft = None
    for turn in itertools.count():
        try:
            if draft is None or turn % 8 == 7:
                draft = await person.begin()
            await person.upload(draft)
        except (httpx.HTTPError, ValueError):
            await asyncio.sleep(0.05)


async def _reading(person: Person, at: int) -> None:
    draw = random.Random(at)
    while True:
        try:
            await person.read(draw.choice(PLACES))
        except httpx.HTTPError:
            await asyncio.sleep(0.05)
