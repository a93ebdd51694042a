"""What each does who comes to the site under load: readers of every role, writers, uploaders, strangers, attackers.

An act returns the status it was answered with, and raises ``Unexpected`` for one that is a fault.
"""

import asyncio
import itertools
import json
import random
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from server.auth import SESSION, new_token
from tests.accounts import PASSWORD
from tests.attack import hostile_files, hostile_queries
from tests.bench.lean_http import Answer, Lean, form, upload
from tests.bench.load_crowd import Crowd, Person
from tests.bench.load_driver import Unexpected
from tests.factors import shown

PUBLIC_PAGES = ("/", "/gk/", "/cases", "/commitments", "/figures", "/departments", "/help/guide", "/data/cases.json")
STAFF_PAGES = ("/", "/cases", "/cases?state=concluded", "/cases?page=3", "/commitments", "/notices", "/documents",
               "/saved_searches")  # fmt: skip
QUERIES = (
    "养老",
    "加装电梯",
    "停车位 民政局",
    "公交候车亭",
    "助餐点",
    "长期护理保险",
    "老旧小区改造",
    "2023年 充电设施",
)
SEARCHES = tuple(f"/search?q={quote(one)}" for one in QUERIES)
SLOW, HARD_LENGTH = 500, 200
REFUSED = (429, 503)  # what whoever means harm may be told: too often, or too many of you
SMALL = 5_000_000


class Town:
    """All who come to the site on a port of this machine."""

    def __init__(self, port: int, crowd: Crowd) -> None:
        self.port, self.crowd, self.readers = port, crowd, crowd.readers
        self.chance, self.client = random.Random(7), Lean("127.0.0.1", port)
        self.free: asyncio.Queue[tuple[Person, int]] = asyncio.Queue()
        self.bad: asyncio.Queue[tuple[Person, int]] = asyncio.Queue()
        self._going: set[asyncio.Task] = set()
        self.entering = itertools.cycle(crowd.entrants)
        self.hostile: Iterator[hostile_files.Hostile] = iter(())
        self.hard = itertools.cycle([quote(text[:HARD_LENGTH], errors="replace")
                                     for _, text in hostile_queries.at_random(500)])  # fmt: skip

    async def settle(self, *, hostile: bool) -> None:
        """Each writer begins a draft, and each who means harm."""
        for person in self.crowd.submitters:
            self.free.put_nowait((person, await self._begun(person)))
        if not hostile:
            return
        self.hostile = itertools.cycle([one for one in hostile_files.every() if len(one.data) < SMALL])
        for person in self.crowd.villains:
            self.bad.put_nowait((person, await self._begun(person)))

    async def close(self) -> None:
        await asyncio.gather(*self._going, return_exceptions=True)
        await self.client.close()

    async def read(self) -> int:
        """Somebody of the house opens a page."""
        return await self._page(self.chance.choice(STAFF_PAGES), 200)

    async def read_case(self) -> int:
        """Somebody of the house opens a case that he may see, any of them."""
        person = self.chance.choice(self.readers)
        return _expected(
            await self._asked(person, "GET", f"/cases/{self.chance.choice(person.cases)}", packed=True), 200
        )

    async def search(self) -> int:
        return await self._page(self.chance.choice(SEARCHES), 200)

    async def export(self) -> int:
        return await self._page("/data/cases.xlsx?year=2019", 200, 303)

    async def visit(self) -> int:
        """A stranger opens a public page."""
        page = self.chance.choice((*PUBLIC_PAGES, self.chance.choice(SEARCHES)))
        answer = await self.client.ask("GET", page, origin=self.chance.choice(self.crowd.strangers), packed=True)
        return _expected(answer, 200)

    async def write(self) -> int:
        """A submitter saves his draft upon the version that he has."""
        person, draft = await self.free.get()
        try:
            known = await self._asked(person, "GET", f"/submissions/{draft}/text")
            _expected(known, 200)
            words = f"第 {secrets.randbelow(10**9)} 次改：社区养老服务设施的分布与居民需求之间还有差距。"
            more = {"If-Match": str(json.loads(known.body)["version"]), "X-Dafu-Token": new_token(person.token)}
            body = form({"title": f"关于第 {draft} 件的提案", "situation": words})
            return _expected(await self._asked(person, "PUT", f"/submissions/{draft}/text", body, more=more), 200)
        finally:
            self.free.put_nowait((person, draft))

    def upload_of(self, size: int) -> Callable[[], Awaitable[int]]:
        """An act that attaches a file of so many bytes to somebody's draft; afterwards it is taken off again."""

        async def act() -> int:
            person, draft = await self.free.get()
            try:
                return _expected(await self._attached(person, draft, f"{secrets.token_hex(6)}.pdf", pdf_of(size)), 303)
            finally:
                self._let_go(self.free, person, draft)

        return act

    async def sign_in(self) -> int:
        """Somebody comes with his password, one of the staff with his telephone too, and reads his first page."""
        one = next(self.entering)
        answer, cookie = await self._entered(one.name, PASSWORD, one.address, one.known)
        if one.seed:
            _expected(answer, 200)
            sent = {"token": _hidden(answer, "token"), "key": secrets.token_urlsafe(12), "code": shown(one.seed)}
            answer = await self.client.ask("POST", "/account/second-step", origin=one.address, cookie=cookie,
                                           body=form(sent))  # fmt: skip
        return _expected(answer, 303)

    async def guess(self) -> int:
        """An attacker tries a password."""
        at = self.chance.choice(self.crowd.attackers)
        answer, _ = await self._entered(self.chance.choice(self.crowd.names), secrets.token_hex(8), at)
        return _expected(answer, 401, 422, *REFUSED)

    async def ask_hard(self) -> int:
        """An attacker asks what costs most."""
        answer = await self.client.ask("GET", f"/search?q={next(self.hard)}", packed=True,
                                       origin=self.chance.choice(self.crowd.attackers))  # fmt: skip
        return _expected(answer, 200, 400, 422, *REFUSED)

    async def leaf(self) -> int:
        """An attacker asks for pages that nobody asked for before, so that none is an answer kept."""
        path = self.chance.choice(("/cases", "/commitments", "/documents", "/figures"))
        answer = await self.client.ask("GET", f"{path}?page={self.chance.randrange(2, 800)}", packed=True,
                                       origin=self.chance.choice(self.crowd.attackers))  # fmt: skip
        return _expected(answer, 200, 400, 404, 422, *REFUSED)

    async def harm(self) -> int:
        """Somebody with an account attaches what is made to harm."""
        one, (person, draft) = next(self.hostile), await self.bad.get()
        try:
            return _expected(await self._attached(person, draft, one.name, one.data), 303, 400, 413, 415, 422, *REFUSED)
        finally:
            self._let_go(self.bad, person, draft)

    async def hold(self, seconds: float) -> None:
        """So many connections that begin a request and never end it."""
        until = asyncio.get_running_loop().time() + seconds

        async def one() -> None:
            while asyncio.get_running_loop().time() < until:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    for letter in b"GET /search?q=x HTTP/1.1\r\nHost: a\r\nX-Slow: " + b"a" * 200:
                        writer.write(bytes([letter]))
                        await writer.drain()
                        await asyncio.sleep(1)
                    writer.close()
                except OSError:
                    await asyncio.sleep(1)

        await asyncio.gather(*(one() for _ in range(SLOW)))

    async def _page(self, path: str, *expected: int) -> int:
        person = self.chance.choice(self.crowd.people)
        return _expected(await self._asked(person, "GET", path, packed=True), *expected)

    async def _asked(self, person: Person, method: str, path: str, body: bytes = b"", **more: Any) -> Answer:
        return await self.client.ask(
            method, path, origin=person.address, cookie=f"{SESSION}={person.token}", body=body, **more
        )

    async def _begun(self, person: Person) -> int:
        answer = await self._asked(person, "POST", "/submissions", form({"as": "self", **_sent(person)}))
        found = re.search(r"/submissions/(\d+)/", answer.headers.get("location", ""))
        if not found:
            raise Unexpected(f"no draft: {answer.status}")
        return int(found[1])

    async def _attached(self, person: Person, draft: int, name: str, data: bytes) -> Answer:
        body, media = await asyncio.to_thread(upload, _sent(person), name, data)
        return await self._asked(person, "POST", f"/submissions/{draft}/files", body, media=media)

    def _let_go(self, free: asyncio.Queue[tuple[Person, int]], person: Person, draft: int) -> None:
        """Give a draft back; taking its file off again is not part of what is measured."""
        task = asyncio.create_task(self._emptied(free, person, draft))
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    async def _emptied(self, free: asyncio.Queue[tuple[Person, int]], person: Person, draft: int) -> None:
        try:
            page = await self._asked(person, "GET", f"/submissions/{draft}/files")
            for number in set(re.findall(rf"/submissions/{draft}/files/(\d+)/remove", page.text)):
                await self._asked(person, "POST", f"/submissions/{draft}/files/{number}/remove", form(_sent(person)))
        finally:
            free.put_nowait((person, draft))

    async def _entered(self, name: str, password: str, address: str, known: str = "") -> tuple[Answer, str]:
        first = await self.client.ask("GET", "/account/sign-in", origin=address, cookie=known)
        if first.status in REFUSED:
            return first, ""
        cookie, sent = "; ".join((*first.cookies, *filter(None, (known,)))), {"name": name, "password": password}
        answer = await self.client.ask("POST", "/account/sign-in", origin=address, cookie=cookie,
                                       body=form({"token": _hidden(first, "token"), **sent}))  # fmt: skip
        return answer, "; ".join((*first.cookies, *answer.cookies))


def pdf_of(size: int) -> bytes:
    """A PDF of one empty page with so many bytes of something beside it, never the same twice."""
    ballast = secrets.token_bytes(16).hex().encode() + b"%" * max(0, size - 400)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(ballast), ballast),
    )  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + end % (table, len(body))


def log_size(folder: Path) -> float:
    """MB of what SQLite keeps beside its file."""
    return sum(path.stat().st_size for path in folder.glob("dafu.sqlite-*")) / 1024**2


def _sent(person: Person) -> dict[str, str]:
    return {"token": new_token(person.token), "key": secrets.token_urlsafe(12)}


def _hidden(answer: Answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', answer.text)
    if found is None:
        raise Unexpected(f"{answer.asked} {answer.status} without a form")
    return found[1]


def _expected(answer: Answer, *statuses: int) -> int:
    if answer.status not in statuses:
        raise Unexpected(f"{re.sub('[0-9]+', 'N', answer.asked)} {answer.status}", answer.status)
    return answer.status
