"""Who uses the site under load, and what each does: readers of every role, writers, uploaders, strangers, attackers."""

import asyncio
import itertools
import random
import re
import secrets
from pathlib import Path

import httpx

from cases import tables
from server.auth import SESSION, new_token
from tests.accounts import PASSWORD, session_for
from tests.attack import hostile_files, hostile_queries
from tests.bench.load_driver import Unexpected

PUBLIC_PAGES = ("/", "/gk/", "/cases", "/commitments", "/figures", "/departments", "/help/guide", "/data/cases.json")
STAFF_PAGES = (
    "/",
    "/cases",
    "/cases?state=concluded",
    "/cases?page=3",
    "/commitments",
    "/notices",
    "/documents",
    "/saved_searches",
)
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
ORIGIN = {"Sec-Fetch-Site": "same-origin"}
SLOW, HARD_LENGTH = 500, 200


async def sessions(count: int) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Of the opened database: role and session of staff and submitters, sessions of submitters, names to sign in by."""
    rows = await tables.Account.select(tables.Account.id, tables.Account.sign_in_name, tables.Account.person).where(
        tables.Account.disabled_at.is_null()).order_by(tables.Account.id)  # fmt: skip
    roles = {row["person"]: row["role"] for row in await tables.Post.select(tables.Post.person, tables.Post.role)}
    # Spread over all roles: one of each in turn, as often as is needed.
    by_role: dict[str, list[dict]] = {}
    for row in rows:
        by_role.setdefault(roles[row["person"]], []).append(row)
    turns = [one for some in itertools.zip_longest(*by_role.values()) for one in some if one]
    chosen = list(itertools.islice(itertools.cycle(turns), count))
    opened = [(roles[row["person"]], await session_for(row["id"])) for row in chosen]
    names = [row["sign_in_name"] for row in rows if row not in chosen] or [row["sign_in_name"] for row in rows[-20:]]
    return opened, [token for role, token in opened if role == "submitter"], names


class Town:
    """All who come to the site at an address."""

    def __init__(
        self, address: str, opened: list[tuple[str, str]], writers: list[str], names: list[str], cases: int
    ) -> None:
        self.address, self.opened, self.names, self.cases = address, opened, names, cases
        self.chance = random.Random(7)
        limits = httpx.Limits(max_connections=400, max_keepalive_connections=200)
        self.client = httpx.AsyncClient(base_url=address, timeout=60, limits=limits, headers=ORIGIN)
        # Strangers come from many addresses, the attacker from one.
        self.strangers = [
            httpx.AsyncClient(
                base_url=address, timeout=60, transport=httpx.AsyncHTTPTransport(local_address=f"127.0.1.{n}")
            )
            for n in range(1, 101)
        ]
        self.attacker = httpx.AsyncClient(
            base_url=address, timeout=60, headers=ORIGIN, transport=httpx.AsyncHTTPTransport(local_address="127.0.2.1")
        )
        self.free: asyncio.Queue[tuple[str, int]] = asyncio.Queue()
        self.writers, self.statuses = writers, dict[int, int]()
        self.hostile = itertools.cycle([one for one in hostile_files.every() if len(one.data) < 5_000_000])
        self.hard = itertools.cycle([text[:HARD_LENGTH] for _, text in hostile_queries.at_random(500)])

    async def settle(self) -> None:
        """Each writer begins a draft."""
        for token in self.writers[:40]:
            answer = await self.client.post("/submissions", data={"as": "self", **_form(token)}, headers=_cookie(token))
            found = re.search(r"/submissions/(\d+)/", answer.headers.get("Location", ""))
            if not found:
                raise Unexpected(f"no draft: {answer.status_code}")
            self.free.put_nowait((token, int(found[1])))

    async def close(self) -> None:
        for client in (self.client, self.attacker, *self.strangers):
            await client.aclose()

    async def read(self) -> None:
        """Somebody of the house opens a page."""
        _, token = self.chance.choice(self.opened)
        await self._get(self.chance.choice(STAFF_PAGES), token)

    async def read_case(self) -> None:
        _, token = self.chance.choice(self.opened)
        answer = await self.client.get(f"/cases/{self.chance.randint(1, self.cases)}", headers=_cookie(token))
        _expect(answer, 200, 404)  # not everybody may see every case

    async def search(self) -> None:
        _, token = self.chance.choice(self.opened)
        await self._get(f"/search?q={self.chance.choice(QUERIES)}", token)

    async def write(self) -> None:
        """A submitter saves his draft upon the version that he has."""
        token, draft = await self.free.get()
        try:
            known = await self.client.get(f"/submissions/{draft}/text", headers=_cookie(token))
            _expect(known, 200)
            words = f"第 {secrets.randbelow(10**9)} 次改：社区养老服务设施的分布与居民需求之间还有差距。"
            answer = await self.client.put(
                f"/submissions/{draft}/text", data={"title": f"关于第 {draft} 件的提案", "situation": words},
                headers={**_cookie(token), "If-Match": str(known.json()["version"]), "X-Dafu-Token": new_token(token)},
            )  # fmt: skip
            _expect(answer, 200)
        finally:
            self.free.put_nowait((token, draft))

    def upload_of(self, size: int):
        """An act that attaches a file of so many bytes to a draft, and takes it off again with the next."""

        async def upload() -> None:
            token, draft = await self.free.get()
            try:
                files = {"file": (f"{secrets.token_hex(6)}.pdf", pdf_of(size), "application/pdf")}
                answer = await self.client.post(
                    f"/submissions/{draft}/files", data=_form(token), files=files, headers=_cookie(token)
                )
                # A draft holds five files and a person has a quota of a day: both are refused in words, not errors.
                _expect(answer, 303, 422, 429)
                self._counted(answer)
            finally:
                self.free.put_nowait((token, draft))

        return upload

    async def export(self) -> None:
        _, token = self.chance.choice(self.opened)
        answer = await self.client.get("/data/cases.xlsx?year=2019", headers=_cookie(token))
        _expect(answer, 200, 303, 429)

    async def sign_in(self) -> None:
        await self._enter(self.chance.choice(self.strangers), self.chance.choice(self.names), PASSWORD, 303)

    async def visit(self) -> None:
        """A stranger opens a public page."""
        page = self.chance.choice((*PUBLIC_PAGES, f"/search?q={self.chance.choice(QUERIES)}"))
        answer = await self.chance.choice(self.strangers).get(page)
        _expect(answer, 200, 429)
        self._counted(answer)

    async def guess(self) -> None:
        """The attacker tries a password."""
        await self._enter(self.attacker, self.chance.choice(self.names), secrets.token_hex(8), 401, 422, 429)

    async def ask_hard(self) -> None:
        """The attacker asks what costs most."""
        answer = await self.attacker.get("/search", params={"q": next(self.hard)})
        _expect(answer, 200, 400, 422, 429)
        self._counted(answer)

    async def harm(self) -> None:
        """Somebody with an account attaches what is made to harm."""
        one, (token, draft) = next(self.hostile), await self.free.get()
        try:
            answer = await self.client.post(
                f"/submissions/{draft}/files",
                data=_form(token),
                files={"file": (one.name, one.data)},
                headers=_cookie(token),
            )
            _expect(answer, 303, 400, 413, 415, 422, 429)
            self._counted(answer)
        finally:
            self.free.put_nowait((token, draft))

    async def hold(self, seconds: float) -> None:
        """So many connections that begin a request and never end it."""
        host, _, port = self.address.removeprefix("http://").partition(":")
        until = asyncio.get_running_loop().time() + seconds

        async def one() -> None:
            while asyncio.get_running_loop().time() < until:
                try:
                    _, writer = await asyncio.open_connection(host, int(port), local_addr=("127.0.2.2", 0))
                    for letter in b"GET /search?q=x HTTP/1.1\r\nHost: a\r\nX-Slow: " + b"a" * 200:
                        writer.write(bytes([letter]))
                        await writer.drain()
                        await asyncio.sleep(1)
                    writer.close()
                except OSError:
                    await asyncio.sleep(1)

        await asyncio.gather(*(one() for _ in range(SLOW)))

    async def _enter(self, client: httpx.AsyncClient, name: str, password: str, *expected: int) -> None:
        first = await client.get("/account/sign-in", cookies={})
        if first.status_code == 429:
            self._counted(first)
            return
        token = re.search(r'name="token" value="([^"]+)"', first.text)
        if token is None:
            raise Unexpected(f"no form: {first.status_code}")
        visit = "; ".join(f"{name}={value}" for name, value in first.cookies.items())
        answer = await client.post(
            "/account/sign-in", data={"token": token[1], "name": name, "password": password},
            headers={**ORIGIN, "Cookie": visit},
        )  # fmt: skip
        client.cookies.clear()
        self._counted(answer)
        _expect(answer, *expected, 429)

    async def _get(self, path: str, token: str) -> None:
        _expect(await self.client.get(path, headers=_cookie(token)), 200)

    def _counted(self, answer: httpx.Response) -> None:
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1


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
    return body + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def log_size(folder: Path) -> float:
    """MB of what SQLite keeps beside its file."""
    return sum(path.stat().st_size for path in folder.glob("dafu.sqlite-*")) / 1024**2


def _cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"{SESSION}={token}"}


def _form(token: str) -> dict[str, str]:
    return {"token": new_token(token), "key": secrets.token_urlsafe(12)}


def _expect(answer: httpx.Response, *statuses: int) -> None:
    if answer.status_code not in statuses:
        raise Unexpected(f"{answer.request.method} {answer.request.url.path.rstrip('0123456789')} {answer.status_code}")
