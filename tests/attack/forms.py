"""Every form that the pages of a site hold, read from the pages themselves, and how a browser would send it."""

import html
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.walks.pages import TOKEN, Page, Visitor

TYPED = ("text", "search", "tel", "email", "url", "textarea", "")
# What would end the walk: leaving, changing the password one walks with, closing the account.
NOT_SENT = re.compile(r"/account/(?:sign-out|sign-in|password|post|size|stay|devices|sessions)|/disable|/reset$|/undo$")
# Files and open data, which hold no forms.
NOT_FOLLOWED = re.compile(
    r"^/(?:data|api|static|sitemap|feed|calendars)\b|\.(?:xlsx|docx|pdf|csv|json|ics|zip|xml)\b|/file$|/text$"
)


@dataclass(frozen=True)
class Field:
    """A control. kind: its type, ``textarea`` or ``select``; value: what a browser would send untouched."""

    name: str
    kind: str
    value: str
    longest: int | None = None

    @property
    def typed(self) -> bool:
        return self.kind in TYPED


@dataclass(frozen=True)
class Form:
    """A form on a page: where it leads and what it holds."""

    page: Page
    action: str
    method: str
    fields: tuple[Field, ...]

    @property
    def shape(self) -> tuple[str, str, tuple[str, ...]]:
        """Forms of one shape are one form on several pages."""
        names = tuple(sorted({re.sub("[0-9]+", "0", field.name) for field in self.fields}))
        return self.method, re.sub("[0-9]+", "0", urlsplit(self.action).path), names

    @property
    def files(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.kind == "file")

    @property
    def typed(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.typed)


def forms_of(page: Page, body: str) -> list[Form]:
    """The forms of a page, once more for each button that leads elsewhere."""
    tree, found = LexborHTMLParser(body), []
    for node in tree.css("form"):
        name = node.attributes.get("id")
        # What stands within a form may belong to another one.
        inside = [one for one in node.css("input, textarea, select, button")
                  if one.attributes.get("form") in (None, name)]  # fmt: skip
        if name:
            inside += tree.css(f'[form="{name}"]')
        fields = tuple(field for one in inside for field in _field(one))
        base = node.attributes.get("action") or page.path
        actions = [base, *(one.attributes["formaction"] for one in inside if one.attributes.get("formaction"))]
        method = (node.attributes.get("method") or "get").lower()
        found += [Form(page, urljoin(page.path, action), method, fields) for action in dict.fromkeys(actions)]
    return found


def _field(node: LexborNode) -> Iterable[Field]:
    said = node.attributes
    name, kind = said.get("name"), (said.get("type") or "").lower()
    if not name or "disabled" in said:
        return
    longest = int(said["maxlength"]) if said.get("maxlength") else None
    if node.tag == "textarea":
        yield Field(name, "textarea", node.text().removeprefix("\n"), longest)
    elif node.tag == "select":
        options = node.css("option")
        chosen = next((one for one in options if "selected" in one.attributes and one.attributes.get("value")), None)
        chosen = chosen or next((one for one in options if one.attributes.get("value")), None)
        yield Field(name, "select", (chosen.attributes.get("value") or "") if chosen else "")
    elif node.tag == "button":
        yield Field(name, "button", said.get("value") or "")
    else:
        value = said.get("value") or ("on" if kind in ("checkbox", "radio") else "")
        yield Field(name, kind, value, longest)


def sent_as(form: Form, write: Callable[[Field], str]) -> dict[str, list[str]]:
    """What would be sent: hidden fields untouched, every choice made, every line and box filled by ``write``."""
    values: dict[str, list[str]] = {}
    for field in form.fields:
        if field.kind == "file" or (field.kind in ("radio", "button") and field.name in values):
            continue
        value = field.value
        if field.typed:
            value = write(field)
        elif field.kind == "date":
            value = value or date.today().isoformat()
        elif field.kind == "number":
            value = value or "1"
        values.setdefault(field.name, []).append(value)
    if "key" in values:
        values["key"] = [secrets.token_urlsafe(12)]
    return values


class Browser:
    """Opens pages and sends forms as whoever sees the page. client: with the address of the site."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def open(self, page: Page) -> httpx.Response:
        return await self.client.get(page.path, headers=_session(page))

    async def forms(self, page: Page) -> list[Form]:
        """The forms of a page as they stand now; none where it is gone."""
        answer = await self.open(page)
        whole = answer.status_code == 200 and answer.headers.get("content-type", "").startswith("text/html")
        return forms_of(page, answer.text) if whole else []

    async def send(
        self, form: Form, values: Mapping[str, list[str]], files: list[tuple[str, tuple[str, bytes]]] | None = None
    ) -> httpx.Response:
        """The answer to a form. Files make it one of many parts."""
        if form.method == "get":
            path = urlsplit(form.action)._replace(query="", fragment="").geturl()
            return await self.client.get(path, params=dict(values), headers=_session(form.page))
        return await self.client.post(
            form.action,
            data=dict(values),
            files=files,
            headers={**_session(form.page), "Origin": str(self.client.base_url).rstrip("/")},
        )


def _session(page: Page) -> dict[str, str]:
    return {"Cookie": f"{TOKEN}={page.token}"} if page.token else {}


async def crawled(browser: Browser, people: Iterable[Visitor], each: int = 2) -> tuple[list[Page], list[Form]]:
    """Every page that links lead everybody to, ``each`` of a shape for a person, and a form of each shape and role."""
    pages: list[Page] = []
    forms: dict[tuple[object, ...], Form] = {}
    for person in people:
        seen, looked = set(), Counter[str]()
        waiting = ["/", "/account", "/cases", "/search?q=社区", "/notices", "/help/terms"]
        while waiting:
            path = waiting.pop(0)
            shape = re.sub("[0-9]+", "0", urlsplit(path).path)
            if path in seen or looked[shape] >= each or NOT_FOLLOWED.search(path):
                continue
            seen.add(path)
            page = person.page(path)
            answer = await browser.open(page)
            if answer.status_code != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            looked[shape] += 1
            pages.append(page)
            waiting += [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', answer.text)]
            for form in forms_of(page, answer.text):
                if not NOT_SENT.search(form.action) and form.fields:
                    forms.setdefault((*form.shape, person.role if form.method == "post" else ""), form)
    return pages, list(forms.values())


async def forms_on(browser: Browser, pages: Iterable[Page]) -> list[Form]:
    """One form of each shape on these pages that may be sent without ending the walk."""
    shapes: dict[tuple[object, ...], Form] = {}
    for page in pages:
        for form in await browser.forms(page):
            if not NOT_SENT.search(form.action) and form.fields:
                shapes.setdefault((*form.shape, page.who if form.method == "post" else ""), form)
    return list(shapes.values())
