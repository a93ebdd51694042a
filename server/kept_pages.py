"""What people without a session read, made once per change of what it is made of (``server.kept``).

Handlers whose ``opt`` says ALIKE or ALIKE_HITS answer everybody without a session alike. Their answer is made for a
request that says nothing but its ``Asked``, so that nothing else can get into it, and is kept where it has an ETag and
may be asked for again (``pages.cacheable``), with how often each table had been written to that was read for it. What
somebody takes back is therefore gone with its commit, in every process. Whoever brings a cookie of this site other than
that of the size of letters is answered by the handler alone. Limits, counts and headers are those of every answer.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from litestar.utils.scope.state import CONNECTION_STATE_KEY, ScopeState

from cases import database
from cases.actor import PUBLIC
from cases.clock import today
from cases.engines.changes import noted, stamp_of
from cases.fulltext import SearchError
from server.clients import client_address
from server.cookies import cookie_name
from server.crowding import may_enter
from server.kept import HITS, ROWS, Answer, Kept, State
from server.pages import SIZE, SIZES, is_known
from server.spending import cost_of, hold

INDEX = "index"  # stands beside the names of tables
_OURS = b"dafu_"
_PARTS = (b"hx-request", b"hx-history-restore-request")
_OF_THE_BODY = (b"content-type", b"content-length", b"content-encoding")


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that an answer depends on beside what is stored. parts: which headers of HTMX were sent; day: in
    Beijing, for what is due is told by the day."""

    path: str
    raw_path: bytes
    query: bytes
    scheme: str
    host: bytes
    packed: bool
    parts: tuple[bytes, ...]
    size: str
    day: date

    def headers(self, size_name: str) -> list[tuple[bytes, bytes]]:
        """Those of the request that the answer is made for."""
        said = [(b"host", self.host)] + [(name, b"true") for name in self.parts]
        said += [(b"accept-encoding", b"gzip")] if self.packed else []
        return said + ([(b"cookie", f"{size_name}={self.size}".encode())] if self.size else [])


def kept() -> Callable[[ASGIApp], ASGIApp]:
    """The middleware that answers from memory what may be kept; the answers stand in the ``kept`` of the app's state,
    as long as the database is opened."""

    def around(app: ASGIApp) -> ASGIApp:
        async def answering(scope: Scope, receive: Receive, send: Send) -> None:
            known, asked = _kept_of(scope), _asked_of(scope)
            request: Request[Any, Any, Any] = Request(scope)
            # Who is about to be sent away is told so at once, before anything is counted or looked up for him.
            if known is None or asked is None or not (known.knows(asked) or may_enter(request)):
                await app(scope, receive, send)
                return
            opt = scope["route_handler"].opt
            await hold(request, cost_of(request, opt), PUBLIC)
            state = await _state(scope, opt["kept"])
            if state is None:
                scope["state"]["held"] = True  # the gate need not count it once more
                await app(scope, receive, send)
                return
            headers = asked.headers(cookie_name(request, SIZE))

            async def make() -> Answer:
                return await _made(app, _asking(scope, headers), receive, opt["kept"])

            await _send(await known.answer(asked, state, make), scope, send)

        return answering

    return around


def _kept_of(scope: Scope) -> Kept[Asked] | None:
    """The answers that are kept, for requests that one of them may answer."""
    if scope["type"] != "http" or str(scope.get("method")) != "GET":
        return None
    opt = scope["route_handler"].opt
    known = getattr(scope["app"].state, "kept", None) if opt.get("kept") and opt.get("policy") == "public" else None
    return known if isinstance(known, Kept) else None


def _asked_of(scope: Any) -> Asked | None:
    """What is asked for; None of somebody who is known, or has anything else of ours that his page may depend on."""
    said: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        said[name] = said[name] + b"; " + value if name == b"cookie" and name in said else value
    size = ""
    if _OURS in said.get(b"cookie", b""):
        found = _only_size(said[b"cookie"], cookie_name(Request(scope), SIZE))
        if found is None:
            return None
        size = found
    return Asked(
        path=scope["path"],
        raw_path=scope.get("raw_path") or b"",
        query=scope["query_string"],
        scheme=scope["scheme"],
        host=said.get(b"host", b""),
        packed=b"gzip" in said.get(b"accept-encoding", b""),
        parts=tuple(name for name in _PARTS if name in said),
        size=size,
        day=today(),
    )


def _only_size(sent: bytes, name: str) -> str | None:
    """The size of letters where that is the only cookie of ours; None where there are others, or it is none of ours."""
    ours = [one.strip() for one in sent.split(b";") if _OURS in one]
    if len(ours) != 1:
        return None
    named, _, value = ours[0].decode("latin-1").partition("=")
    return value if named == name and value in SIZES else None


async def _state(scope: Any, made_of: str) -> State | None:
    """What everything is like that answers are made of; None where that cannot be told, and nothing may be kept."""
    counts = await database.change_counts()
    if counts is None or made_of == ROWS:
        return counts
    try:
        generation = await asyncio.to_thread(getattr, scope["app"].state.index, "generation")
    except SearchError:
        return None
    return {**counts, INDEX: generation}


def _asking(scope: Any, headers: list[tuple[bytes, bytes]]) -> Any:
    """The request with these headers alone, as if it came straight from where it comes from: who waits in line for his
    neighbours needs that (``server.crowding``). What the framework has read of it already stands in its state."""
    state = {name: value for name, value in scope["state"].items() if name != CONNECTION_STATE_KEY}
    client = (client_address(Request(scope), scope["app"].state.settings.proxies), 0)
    inner: Any = {**scope, "headers": headers, "client": client, "state": {**state, "held": True, "kept": True}}
    ScopeState.from_scope(inner).exception_handlers = scope["route_handler"].resolve_exception_handlers()
    return inner


async def _made(app: ASGIApp, scope: Any, receive: Receive, made_of: str) -> Answer:
    """The handler's answer, with what it was made of."""
    state = await _state(scope, made_of)
    read: set[str] = set()
    messages: list[Any] = []

    async def gather(message: Message) -> None:
        messages.append(message)

    token = noted.set(read)
    try:
        await app(scope, receive, gather)
    finally:
        noted.reset(token)
    begun = messages[0]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    made = Answer(begun["status"], tuple((bytes(name), bytes(value)) for name, value in begun["headers"]), body)
    if state is None or not _may_be_kept(made):
        return made
    stamp: dict[str, object] = dict(stamp_of(read, state))  # type: ignore[arg-type]
    if made_of == HITS:
        stamp[INDEX] = state[INDEX]
    return Answer(made.status, made.headers, body, stamp)


def _may_be_kept(made: Answer) -> bool:
    again = b"no-cache" in made.header(b"cache-control") and b"no-store" not in made.header(b"cache-control")
    return made.status == 200 and again and bool(made.header(b"etag")) and not made.header(b"set-cookie")


async def _send(answer: Answer, scope: Scope, send: Send) -> None:
    """The answer, or 304 to whoever has it."""
    status, headers, body = answer.status, list(answer.headers), answer.body
    etag, modified = answer.header(b"etag").decode("latin-1"), answer.header(b"last-modified").decode("latin-1")
    if answer.stamp is not None and is_known(Request(scope), etag, modified):
        status, body = 304, b""
        headers = [one for one in headers if one[0].lower() not in _OF_THE_BODY]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
