"""From data to an answer: a whole page, a fragment of one, or a redirect after a write."""

import hashlib
import re
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Request, Response
from markupsafe import Markup, escape

from cases.actor import PUBLIC, Actor
from cases.clock import today
from cases.queries.listing import numbers_around
from cases.queries.sessions import LivingSession, idle_of
from cases.resources import data_folder
from cases.vocabulary import Role
from server.addresses import base_of as base_of
from server.addresses import here_of, path_of
from server.cookies import cookie, sent
from server.filters import FILTERS, query
from server.list_forms import without
from server.settings import Settings
from server.turning import with_names

STATIC = Path(__file__).resolve().parent / "static"
FLASH = "dafu_flash"
SIZE = "dafu_size"
DESK = "dafu_desk"
SIZES = {"1": "标准", "2": "大", "3": "长者", "4": "特大"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its content. token: for forms of a signed-in person, empty for the public.

    who: the name of whoever is signed in, also before he has chosen a post; place: the unit or body of the post.
    notices: how many unread ones he has. desk: the list he came from, with its filters. unsent: what he wrote into a
    form that was refused and that the page that came back has no field for any more.
    """

    actor: Actor
    path: str
    here: str
    token: str
    size: str
    demo: bool
    flash: str
    who: str = ""
    place: str = ""
    notices: int = 0
    desk: str = "/"
    unsent: tuple[str, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether somebody acts in a post."""
        return self.actor.role is not Role.PUBLIC

    @property
    def staff(self) -> bool:
        """Whether somebody acts who is no submitter."""
        return self.signed and self.actor.role is not Role.SUBMITTER

    @property
    def idle_seconds(self) -> int:
        """After how long without a request the session ends."""
        return int(idle_of(self.actor.role).total_seconds())

    def may(self, *codes: str) -> bool:
        """Whether the acting role is one of these; for links, never for permission."""
        return self.actor.role.value in codes

    @property
    def proof(self) -> Markup:
        """The hidden fields of every form that writes: the session's token, and a key so that it is done once."""
        return proof_of(self.token)


def proof_of(token: str) -> Markup:
    """The hidden fields of a form: a token, and a fresh key."""
    hidden = '<input type="hidden" name="token" value="{}"><input type="hidden" name="key" value="{}">'
    return Markup(hidden).format(token, secrets.token_urlsafe(12))  # nosec B704 # noqa: S704 - our own words, values escaped


@cache
def asset(name: str) -> str:
    """Address of a static file; it changes with the content, so that it may be cached for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


class _Templates(Environment):
    """Templates that share one plain dictionary of what all of them know. A chain of dictionaries for each of them, as
    is made by default, is walked for every name of every page, and again to see whether macros may be used as they are.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


@cache
def environment() -> Environment:
    """The templates, read and compiled once in a process. An unknown name in one is an error, not an empty string."""
    made = _Templates(  # nosec B701 # by the name of the template, below
        loader=FileSystemLoader(data_folder("server", "templates")),
        # Plain text goes into a feed that escapes it; everything else is a page.
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=StrictUndefined,
        auto_reload=False,  # else each page asks the disk after every file it is made of
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    made.filters.update(FILTERS)
    made.globals.update(
        asset=asset,
        query=query,
        without=without,
        place_of=place_of,
        hit_place=hit_place,
        public_place=public_place,
        around=numbers_around,
        today=today,
        sizes=SIZES,
    )
    return made


def frame_of(request: Request[Any, Any, Any]) -> Frame:
    """The frame of this request; where nobody has been recognised (an unknown address), that of the public."""
    settings: Settings = request.app.state.settings
    state = request.scope.get("state", {})
    session: LivingSession | None = state.get("session")
    chosen = sent(request, SIZE) or (session.letters if session else "1")
    return Frame(
        actor=state.get("actor", PUBLIC),
        path=path_of(request),
        here=here_of(request),
        token=state.get("token", ""),
        size=chosen if chosen in SIZES else "1",
        demo=settings.demo,
        flash=sent(request, FLASH),
        who=session.name if session else "",
        place=session.place if session else "",
        notices=state.get("notices", 0),
        desk=_desk_of(request),
    )


def _desk_of(request: Request[Any, Any, Any]) -> str:
    """The list that the reader last saw, as ``server.desk`` keeps it: an address of the queue and nothing else."""
    kept = sent(request, DESK) or "/"
    return kept if re.fullmatch(r"/(\?[\w=&%+.-]{1,500})?", kept, re.ASCII) else "/"


def render(request: Request[Any, Any, Any], template: str, *, refused: bool = False, **data: Any) -> str:
    """The text of a template with the frame of this request, in which no stored sign turns the direction of reading.

    refused: an act came too late; no written word is lost.
    """
    templates: Environment = request.app.state.templates
    frame, made = frame_of(request), templates.get_template(template)
    text = made.render(frame=frame, **data)
    written = request.scope.get("state", {}).get("written", ()) if refused else ()
    unsent = tuple(words for words in written if escape(words) not in text)
    return with_names(made.render(frame=replace(frame, unsent=unsent), **data) if unsent else text)


def page(
    request: Request[Any, Any, Any],
    template: str,
    *,
    status: int = 200,
    modified: datetime | None = None,
    **data: Any,
) -> Response[str]:
    """A whole page. What the public sees carries an ETag, and Last-Modified where ``modified`` is known."""
    body = render(request, template, refused=status == 409, **data)
    headers = {"Vary": "Cookie, HX-Request"}
    made: Response[str] = Response(body, media_type=MediaType.HTML, status_code=status, headers=headers)
    frame = frame_of(request)
    if frame.flash:
        made.set_cookie(cookie(request, FLASH, "", 0))
    elif not frame.who and status == 200 and request.method in ("GET", "HEAD"):
        return cacheable(request, made, body.encode(), modified=modified)
    made.headers["Cache-Control"] = "no-store"
    return made


def cacheable(
    request: Request[Any, Any, Any], made: Response[Any], body: bytes, *, modified: datetime | None = None
) -> Response[Any]:
    """The answer with its validators, or 304 where the reader already has this very body; what somebody who is signed
    in reads is kept nowhere."""
    if frame_of(request).who:
        made.headers["Cache-Control"] = "no-store"
        return made
    made.headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    made.headers["Cache-Control"] = "no-cache"
    made.headers.setdefault("Vary", "Cookie")
    if modified is not None:
        made.headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    if not is_known(request, made.headers["ETag"], made.headers.get("Last-Modified", "")):
        return made
    return Response(None, status_code=304, headers={k: v for k, v in made.headers.items() if k != "content-type"})


def fragment(request: Request[Any, Any, Any], template: str, *, status: int = 200, **data: Any) -> Response[str]:
    """A part of a page, for HTMX alone; no cache may hand it to a browser that wants the page."""
    headers = {"Vary": "Cookie, HX-Request", "Cache-Control": "no-store"}
    return Response(render(request, template, **data), media_type=MediaType.HTML, status_code=status, headers=headers)


def answer(request: Request[Any, Any, Any], *, whole: str, part: str, **data: Any) -> Response[str]:
    """The fragment where HTMX asks for it, the page for everyone else; both from the same data."""
    return fragment(request, part, **data) if wants_fragment(request) else page(request, whole, **data)


def wants_fragment(request: Request[Any, Any, Any]) -> bool:
    """Whether HTMX asks for a part, and not for a page to restore after the Back button."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def done(request: Request[Any, Any, Any], to: str, *, flash: str = "") -> Response[Any]:
    """After a write: go to a page of this site, which then says the sentence that _flash.html has for ``flash``."""
    asked = "HX-Request" in request.headers
    headers = {"HX-Redirect": to} if asked else {"Location": to}
    made = nothing(200 if asked else 303, headers)
    if flash:
        made.set_cookie(cookie(request, FLASH, flash, 60))
    return made


def nothing(status: int, headers: dict[str, str] | None = None) -> Response[Any]:
    """An answer that is all status and headers."""
    return Response(b"", status_code=status, headers=headers, media_type=MediaType.TEXT)


def place_of(row: Any) -> str:
    """Where a commitment or figure stands: its sentence on the page of its case, or of its document."""
    mark = f"c{row.id}" if hasattr(row, "deadline_raw") else f"f{row.id}"
    if row.case_id is not None:
        return f"/cases/{row.case_id}#{mark}"
    return f"/documents/{row.document_id}#{mark}"


def hit_place(card: Any) -> str:
    """Where a search result stands: its sentence or its reply on the page of its case, else of its document."""
    page = f"/documents/{card.document_id}" if card.case_id is None else f"/cases/{card.case_id}"
    mark = {"commitment": f"#c{card.id}", "figure": f"#f{card.id}", "reply": f"#reply-{card.id}"}.get(card.kind, "")
    return page + mark


def public_place(row: Any) -> str:
    """The stable address of a published reply: year, track and number to read, the row's id to be unique for ever."""
    track = {"cppcc": "ta", "npc": "jy"}.get(row.track, "qt")
    number = re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", row.number or "") or "x"
    return f"/gk/{row.year or 0:04d}/{track}/{quote(number)}-{row.id}"


def unquoted(address: str) -> str:
    """An address as the framework hands over its path."""
    return unquote(address)


def inside(address: str) -> str:
    """An address of this site, or the first page where someone tries to lead elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and not any(ord(c) < 32 for c in address) else "/"


def is_known(request: Request[Any, Any, Any], etag: str, modified: str) -> bool:
    """Whether the reader has what these validators tell of already. modified: as Last-Modified says it, or empty."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or etag.removeprefix("W/") in tags
    since = request.headers.get("If-Modified-Since")
    if since is None or not modified:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
