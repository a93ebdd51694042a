"""The list of every page there is, made from the routes of the application: an address, and who may open it."""

import html
import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

import httpx

from cases import tables
from cases.actions.sessions import open_session
from cases.actor import SYSTEM
from cases.queries.accounts import capacities_of
from cases.queries.sessions import actor_of_session

# What is asked for and is no page, and why.
NO_PAGES = {
    "/account/second-step": "between two steps of an entry alone, where it is walked",
    "/administration/people-import/template": "a table to fill in",
    "/administration/paper_templates/{name}/skeleton.docx": "a file",
    "/administration/paper_templates/{name}/{version}/{file}": "a file",
    "/api/openapi.json": "for programs",
    "/assignments/preview": "the form for units before it is sent, which needs one that is filled in",
    "/attachments/{attachment}": "a file",
    "/audit/{name}": "a file",
    "/calendars/{name}": "for programs",
    "/commitments/evidence/{evidence}": "a file",
    "/conclusions/replies/{reply_id}": "leads on",
    "/data/{name}": "a file",
    "/documents/{document_id}/text": "plain text",
    "/drafts/{reply_id}/copies": "only while two write at once, where it is walked",
    "/drafts/{reply_id}/text": "what a script asks for",
    "/exports/{export_job_id}/file": "a file",
    "/feed.atom": "a feed",
    "/healthz": "for programs",
    "/gk/promises.ics": "for programs",
    "/imports/{run_id}/progress": "a part of a page",
    "/metrics": "for programs",
    "/commitments/ledger.pdf": "a file",
    "/look_back_sheets/{look_back_sheet_id}/{name}": "a file",
    "/look_backs/{look_back_id}/{name}": "a file",
    "/next": "leads on",
    "/notices/cases/{case_id}": "leads on",
    "/notices/{notice_id}": "leads on",
    "/opinions/{reply_id}/text": "what a script asks for",
    "/papers/{name}/pages/{number}": "an image",
    "/ratings/replies/{reply_id}": "leads on",
    "/readyz": "for programs",
    "/robots.txt": "for programs",
    "/search/digest.docx": "a file",
    "/search/export.xlsx": "a file",
    "/sheet_imports/{sheet_import_id}/errors.xlsx": "a file",
    "/sitemap.xml": "for programs",
    "/sitemap/{name}": "for programs",
    "/statistics/themes/table.docx": "a file",
    "/statistics/themes/table.xlsx": "a file",
    "/statistics/{report}/table.docx": "a file",
    "/statistics/{report}/table.xlsx": "a file",
    "/submissions/{case_id}/text": "what a script asks for",
}
FOR_PROGRAMS = "/api/v1"
# Addresses whose subject stands behind the question mark.
ASKED = {
    "/assignments/new": "case",
    "/assignments/preview": "case",
    "/contacts/new": "assignment",
    "/drafts/new": "assignment",
    "/extensions/decide": "assignment",
    "/extensions/new": "assignment",
    "/papers": "case",
    "/returns/decide": "assignment",
    "/returns/new": "assignment",
    "/urges/new": "case",
}
NOUNS = {
    "account": tables.Account, "assignment": tables.Assignment, "attachment": tables.Attachment, "case": tables.Case,
    "collection": tables.Collection, "commitment": tables.Commitment, "contact": tables.Contact,
    "delivery": tables.Delivery, "department": tables.Department, "document": tables.Document,
    "export_job": tables.ExportJob, "figure": tables.Figure, "letter": tables.Reply, "notice": tables.Notice,
    "other": tables.Case, "problem": tables.ImportProblem, "reply": tables.Reply, "run": tables.ImportRun,
    "saved_search": tables.SavedSearch, "sheet_import": tables.SheetImport, "snapshot": tables.Snapshot,
    "unit": tables.Department, "version": tables.ReplyText,
    "look_back": tables.LookBack, "look_back_sheet": tables.LookBackSheet,
}  # fmt: skip
STARTS = ("/", "/cases", "/notices", "/submissions", "/drafts", "/series")
MOST = 12  # rows of a noun that are tried, from the newest
FEW = 5  # links of one shape that are followed
TOKEN = "dafu_session"


@dataclass(frozen=True)
class Page:
    """Somewhere to go. token: the session of who goes there, None for the public; who: name and role."""

    path: str
    who: str = ""
    token: str | None = None


@dataclass
class Visitor:
    """Somebody with a session, or the public, as a client of the application."""

    client: httpx.AsyncClient
    who: str = ""
    role: str | None = None
    token: str | None = None

    def admitted(self, policy) -> bool:
        if isinstance(policy, frozenset):
            return self.role in policy
        return policy == "public" or self.token is not None

    async def body(self, path: str) -> str | None:
        """A whole page, None where there is none for this visitor."""
        answer = await self.client.get(path)
        whole = answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
        return answer.text if whole and "<html" in answer.text else None

    def page(self, path: str) -> Page:
        return Page(path, self.who, self.token)


async def visitors(app, accounts=None) -> list[Visitor]:
    """The public, then everybody who has an account, in each of his posts. accounts: only those, rows of accounts."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    made = [Visitor(httpx.AsyncClient(transport=transport, base_url="http://site.test"))]
    every = await tables.Account.select().order_by(tables.Account.id) if accounts is None else accounts
    for account in every:
        for held in await capacities_of(account["person"]):
            token = await open_session(account["id"], actor=SYSTEM, capacity=held)
            actor = await actor_of_session(token)
            client = httpx.AsyncClient(transport=transport, base_url="http://site.test", cookies={TOKEN: token})
            made.append(Visitor(client, f"{actor.name} {actor.role.value}", actor.role, token))
    return made


def routes_of(app) -> dict[str, object]:
    """Path and policy of everything that can be asked for with GET."""
    return {
        route.path_format: handler.opt.get("policy")
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if "GET" in getattr(handler, "http_methods", ()) and not route.path_format.startswith("/static")
    }


def pages_of(app) -> dict[str, object]:
    """Those among them that are pages."""
    every = routes_of(app).items()
    return {path: policy for path, policy in every if path not in NO_PAGES and not path.startswith(FOR_PROGRAMS)}


async def _addresses(path: str, known: dict[str, list[str]]) -> list[str]:
    """Addresses to try: ids that have led to a page before the newest ones, the first of them changing fastest."""
    names = [*re.findall(r"{(\w+)}", path), *([ASKED[path]] if path in ASKED else ())]
    values = [list(dict.fromkeys([*known.get(name, ()), *await _values(name)])) for name in names]
    shape = f"{path}?{ASKED[path]}={{{ASKED[path]}}}" if path in ASKED else path
    tried = itertools.islice(itertools.product(*reversed(values)), MOST * 5)
    return [shape.format(**dict(zip(reversed(names), chosen, strict=True))) for chosen in tried]


async def _values(name: str) -> list[str]:
    table = NOUNS.get(name.removesuffix("_id"))
    if table is None:
        return []
    key = table._meta.primary_key
    rows = await table.select(key).order_by(key, ascending=False).limit(MOST)
    return [str(next(iter(row.values()))) for row in rows]


async def every_page(app, people=None) -> tuple[list[Page], list[str]]:
    """A page for each route, and the routes that none was found for: where links lead, then by trying ids.

    people: who looks, by default all visitors; their clients are closed afterwards.
    """
    people, found = people or await visitors(app), Found(pages_of(app))
    for path, visitor in itertools.product(STARTS, people):
        await found.look(path, visitor)
    for path, policy in found.routes.items():
        for visitor in people:
            if "{" not in path and path not in found.pages and visitor.admitted(policy):
                await found.look(path, visitor)
    looked = Counter[tuple[str, str | None]]()
    for (address, _), visitor in list(found.links.items()):
        if re.fullmatch(r"/(cases|drafts|assignments)/[0-9]+(/\w+)?", address):
            kind = (re.sub("[0-9]+", "", address), visitor.role)
            looked[kind] += 1
            if looked[kind] <= FEW:
                await found.look(address, visitor, address)
    await found.follow()
    for path in found.missing():
        for address, visitor in itertools.product(await _addresses(path, found.known()), people):
            if visitor.admitted(found.routes[path]) and await found.look(address, visitor, path):
                break
    await found.follow()
    for visitor in people:
        await visitor.client.aclose()
    return [found.pages[path] for path in sorted(found.pages)], found.missing()


@dataclass
class Found:
    """What has been seen so far: a page of each route, and every link with who was shown it."""

    routes: dict[str, object]
    pages: dict[str, Page] = field(default_factory=dict)
    links: dict[tuple[str, str], Visitor] = field(default_factory=dict)

    def missing(self) -> list[str]:
        return sorted(self.routes.keys() - self.pages.keys())

    def known(self) -> dict[str, list[str]]:
        """What has stood in addresses that led to pages, by the names that the routes give it."""
        values: dict[str, list[str]] = {}
        for path, page in self.pages.items():
            names, pattern = re.findall(r"{(\w+)}", path), re.sub(r"{\w+}", "([^/?]+)", path)
            said = re.match(pattern, page.path)
            for name, value in zip(names, said.groups() if said else (), strict=False):
                values.setdefault(name, []).append(value)
        return values

    async def look(self, address: str, visitor: Visitor, path: str = "") -> bool:
        """Whether there is a page; its links are remembered."""
        body = await visitor.body(address)
        if body is None:
            return False
        path = path or address
        if path in self.routes:
            self.pages.setdefault(path, visitor.page(address))
        for link in re.findall(r'href="(/[^"#]*)', body):
            self.links.setdefault((html.unescape(link), visitor.who), visitor)
        return True

    def like(self, path: str) -> list[tuple[str, Visitor]]:
        """A few links to the pages of a route, each with who was shown it."""
        shape = re.compile(re.sub(r"\\{\w+\\}", "[^/?#]+", re.escape(path)) + r"/?(\?|$)")
        return [(link, visitor) for (link, _), visitor in self.links.items() if shape.match(link)][:FEW]

    async def follow(self) -> None:
        """Go where links lead, as long as that brings pages of routes not seen yet."""
        before = -1
        while len(self.pages) > before:
            before = len(self.pages)
            for path in self.missing():
                for address, visitor in self.like(path):
                    if await self.look(address, visitor, path):
                        break
