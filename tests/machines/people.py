"""People who write and read through the balancer, each time on whichever machine it chooses, and hold it to account."""

import asyncio
import hashlib
import random
import re
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from server.auth import SESSION, new_token

PLACES = ("/", "/gk", "/cases", "/commitments", "/departments", "/api/v1/cases", "/search?q=养老")
PAUSE = 0.15


@dataclass
class Told:
    """What people were told. saved: of each draft the number of its last acknowledged saving; files: hashes of
    acknowledged uploads; older: reads that did not show what their reader had written; times: of acknowledged acts."""

    saved: dict[int, int] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    looks: int = 0
    older: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[float, str]] = field(default_factory=list)

    def acknowledged(self, since: float, until: float) -> int:
        """How many acts were said to be done in a span of time."""
        return sum(since <= at < until for at in self.times)

    def refused(self, since: float, until: float) -> int:
        """How many requests failed in a span of time."""
        return sum(since <= at < until for at, _ in self.failed)


class Person:
    """Somebody with a session and a browser that keeps its cookies."""

    def __init__(self, site: str, token: str, told: Told) -> None:
        self.token, self.told = token, told
        self.client = httpx.AsyncClient(
            base_url=site, verify=False, timeout=6, cookies={SESSION: token},
            headers={"Sec-Fetch-Site": "same-origin", "Host": "ta.example.gov.cn"},
        )  # fmt: skip

    async def ask(self, method: str, place: str, **sent: object) -> httpx.Response:
        try:
            answer = await self.client.request(method, place, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError as problem:
            self.told.failed.append((time.monotonic(), f"{method} {type(problem).__name__}"))
            raise
        self.told.answers[f"{answer.status_code // 100}xx"] += 1
        if answer.status_code >= 500:
            self.told.failed.append((time.monotonic(), f"{method} {place.split('?')[0]} {answer.status_code}"))
        return answer

    async def write(self) -> None:
        """Begin a draft, save it again and again, attach a file; look after each act whether it shows."""
        draft = await self._begun()
        for number in range(1, 9):
            version = await self._version(draft)
            words = f"第 {number} 次：社区养老服务设施的分布与居民的需求之间还有差距。"
            answer = await self.ask(
                "PUT", f"/submissions/{draft}/text", data={"title": f"第 {draft} 件", "situation": words},
                headers={"If-Match": str(version), "X-Dafu-Token": new_token(self.token)},
            )  # fmt: skip
            if answer.status_code == 200:
                self.told.saved[draft] = number
                self.told.times.append(time.monotonic())
                now = await self._version(draft)
                self.told.looks += 1
                if now <= version:
                    self.told.older.append(f"draft {draft}: saved upon {version}, then shown {now}")
            await asyncio.sleep(PAUSE * random.random())
        await self._attach(draft)

    async def read(self) -> None:
        """Look at a page."""
        await self.ask("GET", random.choice(PLACES))
        await asyncio.sleep(PAUSE)

    async def _begun(self) -> int:
        answer = await self.ask("POST", "/submissions", data={"as": "self", **self._form()})
        found = re.search(r"/submissions/(\d+)/", answer.headers.get("Location", ""))
        if not found:
            raise httpx.HTTPError(f"no draft: {answer.status_code}")
        self.told.times.append(time.monotonic())
        shown = await self.ask("GET", f"/submissions/{found[1]}/edit")
        self.told.looks += 1
        if shown.status_code == 404:
            self.told.older.append(f"draft {found[1]}: not there just after it was begun")
        return int(found[1])

    async def _version(self, draft: int) -> int:
        answer = await self.ask("GET", f"/submissions/{draft}/text")
        if answer.status_code == 404:
            self.told.older.append(f"draft {draft}: gone")
        if answer.status_code != 200:
            raise httpx.HTTPError(f"no text: {answer.status_code}")
        return int(answer.json()["version"])

    async def _attach(self, draft: int) -> None:
        body = f"附件 {secrets.token_hex(16)}\n".encode() * 200
        answer = await self.ask(
            "POST", f"/submissions/{draft}/files", data=self._form(), files={"file": ("note.txt", body)}
        )
        if answer.status_code == 303:
            name = hashlib.sha256(body).hexdigest()
            self.told.files.add(name)
            self.told.times.append(time.monotonic())
            page = await self.ask("GET", f"/submissions/{draft}/edit")
            self.told.looks += 1
            if page.status_code == 200 and "note.txt" not in page.text:
                self.told.older.append(f"draft {draft}: the file just attached is not shown")

    def _form(self) -> dict[str, str]:
        return {"token": new_token(self.token), "key": secrets.token_urlsafe(12)}


async def at_work(site: str, tokens: list[str], told: Told, stop: asyncio.Event) -> None:
    """Everybody works until told to stop: the last two read, the others write."""

    async def working(person: Person, reads: bool) -> None:
        while not stop.is_set():
            try:
                await (person.read() if reads else person.write())
            except (httpx.HTTPError, ValueError, KeyError):
                await asyncio.sleep(PAUSE)
        await person.client.aclose()

    people = [Person(site, token, told) for token in tokens]
    await asyncio.gather(*(working(person, at >= len(people) - 2) for at, person in enumerate(people)))
