"""Texts that would run, stored through every field of every form, and every page then opened in a real browser."""

import argparse
import asyncio
import itertools
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.attack.forms import Browser, Field, Form, crawled, forms_on, sent_as
from tests.attack.hostile_scripts import MARK, RECKONED, every
from tests.attack.rows import Row, Watch
from tests.attack.site import furnished_site
from tests.walks.conftest import served, started_browser
from tests.walks.pages import TOKEN, Page, visitors

LONGEST = 3000
TRAPS = """
window.caught = [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => window.caught.push(name);
document.addEventListener("securitypolicyviolation", e => {
  window.caught.push(`policy ${e.violatedDirective} ${e.blockedURI}`);
});
"""
# What stands on the page as an element or an attribute though it was stored as words.
ALIVE = """mark => {
  const found = [...(window.caught || [])], own = /^(?:[/?#](?!\\/|\\\\)|https?:\\/\\/127\\.0\\.0\\.1|tel:|mailto:)/;
  const leads = ["href", "src", "action", "formaction", "data", "xlink:href", "background", "poster", "srcset"];
  for (const one of document.querySelectorAll("*")) {
    if (one.localName.includes(mark)) found.push(`element ${one.localName}`);
    const runs = ["script", "style"].includes(one.localName) && one.type !== "application/ld+json";
    if (runs && one.textContent.includes(mark))
      found.push(`inside ${one.localName}`);
    for (const { name, value } of one.attributes) {
      const verb = name.replace(/^data-/, "");
      const asks = /^hx-(?:get|post|put|patch|delete)$/.test(verb) || leads.includes(name);
      if (name.includes(mark)) found.push(`attribute ${name}`);
      else if (!value.includes(mark)) continue;
      else if (asks ? !own.test(value) : /^(?:on|hx-on|hx-headers|hx-trigger|style$|srcdoc$)/.test(verb))
        found.push(`${name}=${value.slice(0, 60)}`);
    }
  }
  return found;
}"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deep", action="store_true", help="every text in every field, and pages by every link")
    parser.add_argument("--seconds", type=int, default=3600, help="with --deep: no further text is begun after so many")


def run(asked: argparse.Namespace) -> list[Row]:
    with furnished_site() as (app, pages), served(app) as address, started_browser() as browser:
        rows, more = in_thread(_stored(app, address, pages, seconds=asked.seconds if asked.deep else 0))
        return [*rows, looked(browser, address, [*pages, *more])]


async def _stored(app, address: str, pages: list[Page], *, seconds: int) -> tuple[list[Row], list[Page]]:
    if not seconds:
        return [await stored(address, pages)], []
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        browser = Browser(client)
        more, forms = await crawled(browser, await visitors(app), each=1)
        texts, watch, rows = [*every()], Watch(), []
        random.Random(seconds).shuffle(texts)  # with less time than all of them take, not always the same ones
        for number, text in enumerate(texts, 1):
            if watch.seconds > seconds:
                break
            rows.append(await _sent(browser, forms, [text]))
            rows[-1].kind = f"text {number} of {len(texts)}, in every form"
        return rows, more


def in_thread(work):
    """What an asynchronous function gives, run beside the browser, whose loop allows no other in its thread."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


async def stored(address: str, pages: Iterable[Page]) -> Row:
    """Send every form of these pages once: boxes with all the texts, lines with one after the other."""
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        browser = Browser(client)
        return await _sent(browser, await forms_on(browser, pages), [*every()])


async def _sent(browser: Browser, forms: Iterable[Form], texts: list[str]) -> Row:
    turn, row = itertools.cycle(texts), Row("forms sent with texts that run")

    def write(field: Field) -> str:
        room = min(field.longest or LONGEST, LONGEST)
        if field.kind == "textarea":
            return "\n".join(texts)[:room]
        return next((text for text in itertools.islice(turn, len(texts)) if len(text) <= room), MARK[:room])

    for form in forms:
        if not form.typed:
            continue
        watch = Watch()
        answer = await browser.send(form, sent_as(form, write))
        row.took(watch.seconds, form.action)
        row.taken += answer.status_code < 400
        row.refused += 400 <= answer.status_code < 500
        if answer.status_code >= 500:
            row.failed(f"{form.action}: answered {answer.status_code}")
    return row


def looked(browser, address: str, pages: Iterable[Page]) -> Row:
    """Open every page; what came alive on it is wrong. taken: pages on which such a text stands as words."""
    row, context = Row("pages opened in a browser"), browser.new_context(locale="zh-CN", ignore_https_errors=True)
    context.add_init_script(TRAPS)
    page = context.new_page()
    caught: list[str] = []
    page.on("dialog", lambda shown: (caught.append(f"dialog {shown.message}"), shown.dismiss()))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((address, "data:")) else caught.append(f"asked {sent.url[:80]}"),
    )
    for one in sorted(dict.fromkeys(pages), key=lambda shown: shown.who):
        context.clear_cookies()
        if one.token:
            context.add_cookies([{"name": TOKEN, "value": one.token, "url": address}])
        watch = Watch()
        page.goto(address + one.path, wait_until="load")
        found = [*caught, *page.evaluate(ALIVE, MARK)]
        words = page.content()
        row.took(watch.seconds, one.path)
        row.taken += MARK in words
        if RECKONED in words:
            found.append("a template has reckoned")
        if found:
            row.failed(f"{one.path} ({one.who}): {sorted(set(found))[:5]}")
        caught.clear()
    context.close()
    return row


def seen_alive(browser, texts: Iterable[str]) -> list[str]:
    """The texts that come alive where a page takes them for its own: the traps must notice these."""
    page, noticed = browser.new_page(), []
    page.route("**/*", lambda sent: sent.abort())
    for text in texts:
        page.set_content(f"<!doctype html><body>{text}", wait_until="domcontentloaded")
        if page.evaluate(ALIVE, MARK):
            noticed.append(text)
    page.close()
    return noticed
