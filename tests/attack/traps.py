"""Trap texts through the real forms and trap numbers in every address and every form: kept, cleaned or refused."""

import argparse
import asyncio
import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from tests.attack.forms import Browser, Form, crawled, sent_as
from tests.attack.hostile_traps import BROKEN, CLEANED, HAN, IDS, KEPT, NUMBERS, REFUSED
from tests.attack.rows import Row, Watch
from tests.attack.site import furnished_site, running
from tests.walks.pages import Page, visitors

ENDED = "选址"
_NUMBER = re.compile(r"(?<=/)[0-9]+(?=/|$|\?)")


def options(parser: argparse.ArgumentParser) -> None:
    """None: all of them."""


def run(_: argparse.Namespace) -> list[Row]:
    with furnished_site() as (app, pages):
        return asyncio.run(_trapped(app, pages))


async def _trapped(app, pages: list[Page]) -> list[Row]:
    async with running(app) as browser:
        _, forms = await crawled(browser, await visitors(app), each=1)
        found = next(one for one in forms if re.fullmatch(r"/submissions/\d+/edit", one.action))
        rows = [await texts_through(browser, found, "situation")]
        rows.append(await ids_in(browser, pages))
        rows.append(await numbers_in(browser, forms))
        return rows


def wrapped(sign: str) -> str:
    return f"{HAN}{sign}{ENDED}"


async def texts_through(browser: Browser, form: Form, name: str) -> Row:
    """Save each kind of text in the box of a form and read it there again."""
    row = Row(f"texts in {name}")
    kept = await _saved(browser, form, name, "\n".join(map(wrapped, KEPT)))
    for sign, line in zip(KEPT, kept.split("\n"), strict=True):
        row.took(0, "")
        row.taken += line == wrapped(sign)
        if line != wrapped(sign):
            row.failed(f"{wrapped(sign)!a} came back as {line!a}")
    cleaned = await _saved(browser, form, name, "\n".join(map(wrapped, CLEANED)))
    for sign, line in zip(CLEANED, cleaned.split("\n"), strict=True):
        row.took(0, "")
        row.taken += 1
        if sign in line or line.replace(" ", "") != HAN + ENDED:
            row.failed(f"{wrapped(sign)!a} came back as {line!a}")
    for sent in _refusable():
        watch = Watch()
        answer = await _posted(browser, form, name, sent)
        row.took(watch.seconds, ascii(sent))
        row.refused += 400 <= answer.status_code < 500
        if answer.status_code >= 500 or (
            sent.decode("utf-8", "replace")[len(HAN)] in REFUSED and answer.status_code < 400
        ):
            row.failed(f"{sent!a}: answered {answer.status_code}")
    return row


def _refusable() -> Iterator[bytes]:
    yield from (wrapped(sign).encode() for sign in REFUSED)
    yield from (HAN.encode() + sign + ENDED.encode() for sign in BROKEN)


async def _again(browser: Browser, form: Form) -> Form:
    return next(one for one in await browser.forms(form.page) if one.shape == form.shape)


async def _saved(browser: Browser, form: Form, name: str, text: str) -> str:
    """What stands in a box after the form was saved with this text."""
    form = await _again(browser, form)
    values = sent_as(form, lambda field: text if field.name == name else field.value)
    answer = await browser.send(form, values)
    assert answer.status_code < 400, answer.text[-2000:]
    page = (await browser.open(form.page)).text
    return html.unescape(re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.S)[1])


async def _posted(browser: Browser, form: Form, name: str, text: bytes):
    """The answer to a form that is sent byte by byte."""
    form = await _again(browser, form)
    values = sent_as(form, lambda field: field.value)
    pairs = [(key, value.encode()) for key, each in values.items() for value in each if key != name]
    body = "&".join(f"{quote(key)}={quote(value)}" for key, value in [*pairs, (name, text)])
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": str(browser.client.base_url).rstrip("/"),
        "Cookie": f"dafu_session={form.page.token}",
    }
    return await browser.client.post(form.action, content=body, headers=headers)


async def ids_in(browser: Browser, pages: Iterable[Page], ids: Iterable[str] = IDS) -> Row:
    """Every address with a number in it, with each trap in its place."""
    row, ids = Row("ids in addresses"), list(ids)
    for page in pages:
        path = urlsplit(page.path).path
        if not _NUMBER.search(path):
            continue
        for trap in ids:
            address = _NUMBER.sub(trap if "%" in trap else quote(trap), path, count=1)
            watch = Watch()
            answer = await browser.open(Page(address, page.who, page.token))
            row.took(watch.seconds, address[:60])
            row.refused += answer.status_code in (400, 404, 405, 413, 414)
            if answer.status_code >= 500:
                row.failed(f"{address[:80]}: answered {answer.status_code}")
            elif answer.status_code == 200 and not trap.startswith(("..", "%2e")):
                row.failed(f"{address[:80]}: taken for a number")
    return row


async def numbers_in(browser: Browser, forms: Iterable[Form], numbers: Iterable[str] = NUMBERS) -> Row:
    """Every form with a number in a hidden field, a choice or a field of numbers, with each trap in its place."""
    row, numbers = Row("numbers in forms"), list(numbers)
    for form in forms:
        counted = [one.name for one in form.fields if one.kind == "number" or one.value.isdigit()]
        for trap in numbers if counted else ():
            values = sent_as(form, lambda field: field.value or HAN)
            values |= {name: [trap] for name in counted}
            watch = Watch()
            answer = await browser.send(form, values)
            row.took(watch.seconds, form.action)
            row.taken += answer.status_code < 400
            row.refused += 400 <= answer.status_code < 500
            if answer.status_code >= 500:
                row.failed(f"{form.action} with {trap[:20]!a}: answered {answer.status_code}")
    return row
