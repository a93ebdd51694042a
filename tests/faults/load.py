"""People at work while things break: eight write, four read, one uploads, one publishes."""

import asyncio
import contextlib
import hashlib
import itertools
import random
import re
import secrets
from collections.abc import Sequence

import httpx

from server.auth import SESSION, new_token
from server.proving import FIELD
from tests.accounts import PASSWORD
from tests.faults.ledger import Ledger, words_of

READERS, WRITERS = 4, 8
PLACES = ("/", "/search?q=养老", "/commitments", "/gk", "/cases")
PAUSE = 0.1  # between two pages of a reader: somebody who never looks at a page keeps writers from their turn
TRIES = 3


class Person:
    """Somebody with a session at a browser of his own."""

    def __init__(self, address: str, token: str, ledger: Ledger) -> None:
        self.token, self.ledger = token, ledger
        self.client = httpx.AsyncClient(
            base_url=address, cookies={SESSION: token}, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30,
            verify=False,  # nothing is sent over TLS, and getting ready for it is most of what a client costs
        )  # fmt: skip

    async def asked(self, method: str, place: str, **sent: object) -> httpx.Response:
        """The answer to a request, noted."""
        try:
            answer = await self.client.request(method, place, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError:
            self.ledger.unheard += 1
            raise
        self.ledger.note(answer)
        return answer

    async def begin(self, twice: bool = False) -> int:
        """Begin a draft. Where no answer comes the same form is sent again, as a browser and a person would do.

        twice: press the button twice at once.
        """
        form, drafts = {"as": "self", **self.form()}, self.ledger.begun
        for _ in range(TRIES):
            try:
                answers = await asyncio.gather(
                    *(self.asked("POST", "/submissions", data=form) for _ in range(1 + twice))
                )
            except httpx.HTTPError:
                continue
            found = [re.search(r"/submissions/(\d+)/", answer.headers.get("Location", "")) for answer in answers]
            made = {int(one[1]) for one in found if one}
            drafts.setdefault(form["key"], set()).update(made)
            if made:
                self.ledger.acknowledged += 1
                return max(made)
            await asyncio.sleep(PAUSE)
        raise httpx.HTTPError("no draft")

    async def save(self, draft: int) -> None:
        """Save once, upon the version that the server has."""
        told = await self.asked("GET", f"/submissions/{draft}/text")
        number = self.ledger.sent[draft] = self.ledger.sent.get(draft, 0) + 1
        answer = await self.asked(
            "PUT", f"/submissions/{draft}/text",
            data={"title": f"关于第 {draft} 件的提案", "situation": words_of(draft, number)},
            headers={"If-Match": str(told.json()["version"]), "X-Dafu-Token": new_token(self.token)},
        )  # fmt: skip
        if answer.status_code == 200:
            self.ledger.saved[draft] = number
            self.ledger.acknowledged += 1

    async def upload(self, draft: int) -> None:
        """Attach a file that nobody else has."""
        body = f"附件 {secrets.token_hex(16)}\n".encode() * 200
        answer = await self.asked(
            "POST", f"/submissions/{draft}/files", data=self.form(),
            files={"file": (f"{secrets.token_hex(4)}.txt", body)},
        )  # fmt: skip
        if answer.status_code == 303:
            self.ledger.files[hashlib.sha256(body).hexdigest()] = draft
            self.ledger.acknowledged += 1

    async def publish(self, reply: int) -> None:
        """Publish a reply, or take it back where it is published."""
        place = f"/publications/{reply}"
        page = (await self.asked("GET", place)).text
        seen = re.search(r'name="seen" value="(\d+)"', page)
        if seen is None:
            return
        out = f'action="{place}/withdraw"' not in page
        wanted = "published" if out else "withdrawn"
        more: dict[str, object] = {"reason": "发现内容有误，先撤下核对"}
        if out:
            # The password is asked for ten minutes after the last time, and after a clock that jumped.
            screened = re.findall(r'name="screened" value="([^"]+)"', page)
            more = {"screened": screened, "go": "publish", FIELD: PASSWORD}
        self.ledger.hoped.setdefault(reply, set()).add(wanted)
        sent = {**self.form(), "seen": seen[1], **more}
        answer = await self.asked("POST", place if out else f"{place}/withdraw", data=sent)
        if answer.status_code == 303:
            self.ledger.told[reply] = wanted
            self.ledger.hoped[reply].clear()
            self.ledger.acknowledged += 1

    async def read(self, place: str) -> None:
        """Open a page."""
        await self.asked("GET", place)
        self.ledger.read += 1

    def form(self) -> dict[str, str]:
        """What every form carries."""
        return {"token": new_token(self.token), "key": secrets.token_urlsafe(12)}


async def at_work(address: str, tokens: Sequence[str], replies: Sequence[int], ledger: Ledger) -> None:
    """Let everybody work until cancelled. tokens: of the writers, the one who uploads, publishes, and reads."""
    people = [Person(address, token, ledger) for token in tokens]
    uploads, publishes, reads = people[WRITERS:]
    tasks = [asyncio.create_task(_writing(person, ledger)) for person in people[:WRITERS]]
    tasks += [asyncio.create_task(_reading(reads, at)) for at in range(READERS)]
    tasks += [asyncio.create_task(_uploading(uploads)), asyncio.create_task(_publishing(publishes, replies))]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for person in people:
            await person.client.aclose()


_WENT_WRONG = (httpx.HTTPError, ValueError, KeyError)


async def _writing(person: Person, ledger: Ledger) -> None:
    draft = None
    for turn in itertools.count():
        try:
            if draft is None or turn % 12 == 11:
                draft = await person.begin(twice=turn % 2 == 0)
            await person.save(draft)
        except _WENT_WRONG:
            await asyncio.sleep(PAUSE)


async def _uploading(person: Person) -> None:
    draft = None
    for turn in itertools.count():
        try:
            if draft is None or turn % 8 == 7:
                draft = await person.begin()
            await person.upload(draft)
        except _WENT_WRONG:
            await asyncio.sleep(PAUSE)


async def _publishing(person: Person, replies: Sequence[int]) -> None:
    for reply in itertools.cycle(replies):
        try:
            await person.publish(reply)
        except _WENT_WRONG:
            await asyncio.sleep(PAUSE)
        await asyncio.sleep(PAUSE)


async def _reading(person: Person, at: int) -> None:
    draw = random.Random(at)
    while True:
        with contextlib.suppress(httpx.HTTPError):
            await person.read(draw.choice(PLACES))
        await asyncio.sleep(PAUSE)
